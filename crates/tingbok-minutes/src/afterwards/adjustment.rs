//! Whether the minutes are adjusted (*justerade*), as the procedure says of what is recorded here.
//!
//! Section: 5:69; docs/procedure.md, "States", *Paragraph*.

use jiff::civil::Date;
use tingbok_procedure::admission::adjustment::{Facts, Signers};
use tingbok_procedure::admission::{Adjustment, Roster};
use tingbok_procedure::content::{AppealDecided, SigningRole};
use tingbok_procedure::limits::ParagraphTimes;

use super::{Afterwards, CompiledText, Notice};
use crate::paragraph::Timed;

impl Afterwards {
    /// The text that counts: the newest.
    #[must_use]
    pub fn newest(&self) -> Option<&CompiledText> {
        self.compiled.last()
    }

    /// How far the adjustment has come, by those who are to sign and the body's roster.
    #[must_use]
    pub fn adjustment(&self, signers: Signers, roster: &Roster) -> Adjustment {
        let facts = Facts {
            signers,
            compiled: &self.compiled,
            signatures: &self.signatures,
            recorded: &self.recorded,
            roster,
        };
        facts.adjustment()
    }

    /// The notice that counts on a day: the last one posted by then.
    #[must_use]
    pub fn notice(&self, on: Date) -> Option<&Notice> {
        let posted = |notice: &&Notice| {
            notice
                .posted
                .as_ref()
                .is_some_and(|posted| posted.at.date() <= on)
        };
        self.notices.iter().rfind(posted)
    }

    /// The days that decide where the paragraph stands on a day, by the `held` times of its meeting; none is later.
    #[must_use]
    pub fn times(&self, held: ParagraphTimes, adjustment: &Adjustment, on: Date) -> ParagraphTimes {
        let notice = self.notice(on);
        let day = |timed: &Option<Timed>| timed.as_ref().map(|timed| timed.at.date());
        let ever = ParagraphTimes {
            adjusted: adjustment.complete_on,
            posted: notice.and_then(|notice| day(&notice.posted)),
            removed: notice.and_then(|notice| day(&notice.removed)),
            appealed: self.appeals.iter().map(|appeal| appeal.at.date()).min(),
            in_force: self.force.iter().map(|gained| gained.at.date()).min(),
            ..held
        };
        ever.known(on)
    }

    /// The court's decision after which the paragraph gained force, as far as it is recorded by a day.
    #[must_use]
    pub fn appeal_decided(&self, on: Date) -> Option<&AppealDecided> {
        let by_then = self.force.iter().filter(|gained| gained.at.date() <= on);
        by_then
            .filter_map(|gained| gained.content.appeal_decided.as_ref())
            .next_back()
    }
}

/// As what somebody signs, in Swedish.
#[must_use]
pub(crate) const fn role(role: SigningRole) -> &'static str {
    match role {
        SigningRole::Chair => "ordförande",
        SigningRole::Adjuster => "justerare",
    }
}
