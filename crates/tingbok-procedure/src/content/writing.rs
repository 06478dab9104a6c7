//! Characters that let a text read otherwise than it is written.
//!
//! Spec: docs/guides/rules.md, `plain-names`; Unicode TR 9.

use super::Person;

/// Whether a character turns the direction of what follows it (Unicode TR 9, explicit formatting).
#[must_use]
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl Person {
    /// The first of the person's words that holds a control character, a line break too, or one that turns the direction
    /// of writing: such a name may read like another's.
    #[must_use]
    pub fn disguised(&self) -> Option<&str> {
        let member = self.member.as_ref().map(|member| member.0.as_str());
        let words = [
            Some(self.name.as_str()),
            self.party.as_deref(),
            self.role.as_deref(),
            member,
        ];
        let steers = |c: char| c.is_control() || turns_direction(c);
        words.into_iter().flatten().find(|words| words.contains(steers))
    }
}
