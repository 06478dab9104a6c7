//! What a rule says, in English and in Swedish.
//!
//! Invariant: neither language is ever left out. A [`Wording`] is made of both, [`words!`](crate::words) refuses to compile
//! where one is a copy of the other or names a value that the other does not, and a verdict takes nothing else.
//!
//! Spec: docs/procedure.md, "Two principles"; the Swedish words are those of docs/glossary.md.

use std::fmt;

use serde::{Serialize, Serializer};

/// The same thing said in English and in Swedish.
///
/// It is shown, compared with words and serialised in English: so programs read it, and the commands say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    english: String,
    swedish: String,
}

impl Wording {
    /// What is said, in English and in Swedish.
    #[must_use]
    pub fn of(english: impl Into<String>, swedish: impl Into<String>) -> Self {
        let (english, swedish) = (english.into(), swedish.into());
        Self { english, swedish }
    }

    /// A name, a number or a day, which is the same in both.
    pub(crate) fn same(value: impl fmt::Display) -> Self {
        let value = value.to_string();
        Self::of(value.clone(), value)
    }

    /// Several, one after another.
    pub(crate) fn join(parts: &[Self], between: &str) -> Self {
        let joined = |said: fn(&Self) -> &str| parts.iter().map(said).collect::<Vec<_>>().join(between);
        Self::of(joined(Self::english), joined(Self::swedish))
    }

    /// In English.
    #[must_use]
    pub fn english(&self) -> &str {
        &self.english
    }

    /// In Swedish.
    #[must_use]
    pub fn swedish(&self) -> &str {
        &self.swedish
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.english.is_empty()
    }
}

impl fmt::Display for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

impl PartialEq<str> for Wording {
    fn eq(&self, english: &str) -> bool {
        self.english == english
    }
}

impl PartialEq<&str> for Wording {
    fn eq(&self, english: &&str) -> bool {
        self.english == *english
    }
}

impl Serialize for Wording {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.english)
    }
}

/// A [`Wording`] of two format strings, English first, with values and, after a semicolon, what is itself a wording.
///
/// ```
/// use tingbok_procedure::{Wording, words};
///
/// let (votes, side) = (6, Wording::of("yes", "ja"));
/// let said = words!("{votes} {side}, says {by}", "{by} säger {votes} {side}", by = "`v1`"; side = side);
/// assert_eq!(said, "6 yes, says `v1`");
/// assert_eq!(said.swedish(), "`v1` säger 6 ja");
/// ```
///
/// Swedish that leaves a value out does not compile:
///
/// ```compile_fail
/// let name = "m1";
/// tingbok_procedure::words!("motion `{name}` is unknown", "yrkandet är okänt");
/// ```
#[macro_export]
macro_rules! words {
    ($english:literal, $swedish:literal
        $(, $name:ident = $value:expr)* $(; $($part:ident = $wording:expr),+)? $(,)?) => {{
        const { assert!($crate::wording::say_the_same($english, $swedish), "the two languages do not name the same values") };
        $crate::Wording::of(
            ::std::format!($english $(, $name = $value)* $($(, $part = $wording.english())+)?),
            ::std::format!($swedish $(, $name = $value)* $($(, $part = $wording.swedish())+)?),
        )
    }};
}

/// Whether two format strings differ, and name the same values in braces.
#[doc(hidden)]
#[must_use]
pub const fn say_the_same(english: &str, swedish: &str) -> bool {
    let (english, swedish) = (english.as_bytes(), swedish.as_bytes());
    !holds_at(english, 0, swedish) && names_all(english, swedish) && names_all(swedish, english)
}

/// Whether every `{name}` of one text stands in the other.
const fn names_all(of: &[u8], within: &[u8]) -> bool {
    let mut at = 0;
    while at < of.len() {
        if of[at] == b'{' {
            let mut end = at;
            while end < of.len() && of[end] != b'}' {
                end += 1;
            }
            let (_, rest) = of.split_at(at);
            let (name, _) = rest.split_at(end - at);
            if !holds(within, name) {
                return false;
            }
            at = end;
        }
        at += 1;
    }
    true
}

const fn holds(text: &[u8], part: &[u8]) -> bool {
    let mut at = 0;
    while at + part.len() <= text.len() {
        // Up to the brace, so that `{name` is not found in `{names}`.
        let ends = at + part.len() == text.len() || text[at + part.len()] == b'}';
        if ends && starts_at(text, at, part) {
            return true;
        }
        at += 1;
    }
    false
}

const fn starts_at(text: &[u8], at: usize, part: &[u8]) -> bool {
    let mut offset = 0;
    while offset < part.len() {
        if text[at + offset] != part[offset] {
            return false;
        }
        offset += 1;
    }
    true
}

/// Whether a text is the whole of another.
const fn holds_at(text: &[u8], at: usize, whole: &[u8]) -> bool {
    text.len() == whole.len() && starts_at(text, at, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_languages_name_the_same_values() {
        assert!(say_the_same("`{a}` of {b}", "{b}: `{a}`"));
        assert!(say_the_same("closed", "stängd"));
        assert!(!say_the_same("closed", "closed"));
        assert!(!say_the_same("`{a}` of {b}", "`{a}`"));
        assert!(!say_the_same("`{a}`", "`{a}` av {b}"));
        assert!(!say_the_same("{name}", "namnet {names}"));
    }

    #[test]
    fn parts_are_put_together_in_each_language() {
        let parts = [Wording::of("yes", "ja"), Wording::same(6)];
        let joined = Wording::join(&parts, "; ");
        assert_eq!((joined.english(), joined.swedish()), ("yes; 6", "ja; 6"));
        assert_eq!(serde_json::to_value(&joined).unwrap(), "yes; 6");
    }
}
