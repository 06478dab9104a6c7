//! The rules of admission, by code, and the two verdicts that carry one: a rejection and a finding.
//!
//! A rejection says that an event cannot be true of this record. A finding says that what happened was irregular;
//! it never blocks. Codes stand in reports and are never renamed.
//!
//! Spec: docs/procedure.md, "Two principles", "States" and "Rules with sections".

use std::fmt;

/// Declares the rules once: the variant, its code, and the section of law where there is one.
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal $(by $section:literal)?;)+) => {
        /// A rule that an event can break.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule { $($(#[doc = $doc])+ $variant,)+ }

        impl Rule {
            /// Every rule, rejections first.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The rule's code in reports: `reference-resolves`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The section of kommunallag (2017:725) behind it, `5:54`; `None` where plain logic is the reason.
            #[must_use]
            pub const fn section(self) -> Option<&'static str> {
                match self { $(Self::$variant => section!($($section)?),)+ }
            }
        }
    };
}

macro_rules! section {
    () => {
        None
    };
    ($section:literal) => {
        Some($section)
    };
}

rules! {
    /// Each kind stands in streams of its class: a motion in a case has no meeting.
    StreamOfKind = "stream-of-kind";
    /// What stands in a paragraph's stream speaks of that paragraph.
    ParagraphOfStream = "paragraph-of-stream";
    /// An item is opened before anything else happens in it.
    ItemOpened = "item-opened";
    /// A paragraph's number is used once in a year, by one meeting: minutes are cited by number and year.
    ItemOpenedOnce = "item-opened-once";
    /// After `item.closed` nothing happens in the item; only words of a source may still be kept.
    ItemNotClosed = "item-not-closed";
    /// Nothing happens while the meeting is adjourned, except that it goes on or that words are kept.
    NotAdjourned = "not-adjourned";
    /// Only an adjourned meeting is resumed.
    ResumedWhileAdjourned = "resumed-while-adjourned";
    /// A name (`m1`, `q2`) is given once in its item or case.
    NameOnce = "name-once";
    /// A name refers to an earlier event of the same item.
    ReferenceResolves = "reference-resolves";
    /// What a proposition was answered with is found once.
    FoundOnce = "found-once";
    /// A count is demanded of a proposition that was found and is not decided, and one vote at a time is open on it.
    VoteOnFinding = "vote-on-finding" by "5:53";
    /// A vote is demanded, ordered, cast and counted, in this order; ordered once and counted once.
    VoteInOrder = "vote-in-order" by "5:53";
    /// A person casts one ballot in a vote. Persons are compared as written, name and party.
    OneVote = "one-vote" by "4:22";
    /// A closed vote has no ballots with names.
    ClosedVote = "closed-vote" by "5:54, 5:67";
    /// An inferred ballot says why it was inferred so: it may never be taken for one that was read.
    DerivedHasReason = "derived-has-reason";
    /// Ballots, where any are recorded, add up to the count; the absent do not count.
    TallyOfBallots = "tally-of-ballots" by "5:67";
    /// A decision settles a proposition that was found and in which no vote is open.
    DecisionOfSettled = "decision-of-settled";
    /// A proposition gives one decision.
    OneDecision = "one-decision";
    /// Finding: under the simple rule the side with most ballots carries.
    SimpleMajority = "simple-majority" by "5:55";
    /// Finding: the chair's casting vote decides a tie, and only a tie.
    CastingVote = "casting-vote" by "5:56";
    /// Finding: the sums printed on the voting list are those of the count.
    VotesInMinutes = "votes-in-minutes" by "5:67";
    /// Finding: one reserves against a decision, and here none was made yet.
    ReservationOfDecision = "reservation-of-decision" by "4:27";
    /// Finding: an item is closed when what was put in it is settled.
    ItemSettled = "item-settled";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An event cannot be true of this record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} (rule `{rule}`)")]
pub struct Rejection {
    /// The rule that it breaks.
    pub rule: Rule,
    /// What was found and what was expected, with values in backticks.
    pub what: String,
    /// What can be done about it.
    pub hint: String,
}

impl Rejection {
    pub(crate) fn new(rule: Rule, what: impl Into<String>, hint: impl Into<String>) -> Self {
        let (what, hint) = (what.into(), hint.into());
        Self { rule, what, hint }
    }
}

/// Something irregular that happened all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that it touches.
    pub rule: Rule,
    /// What was found and what the rule expects, with values in backticks.
    pub what: String,
}

impl Finding {
    pub(crate) fn new(rule: Rule, what: impl Into<String>) -> Self {
        let what = what.into();
        Self { rule, what }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (rule `{}`", self.what, self.rule)?;
        if let Some(section) = self.rule.section() {
            write!(f, ", {section}")?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_plain() {
        let codes: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        assert_eq!(codes.len(), Rule::ALL.len());
        let plain = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(codes.iter().all(|code| code.chars().all(plain)));
    }

    #[test]
    fn verdicts_name_their_rule() {
        let rejection = Rejection::new(Rule::ClosedVote, "vote `v1` is closed", "leave the ballots out");
        assert_eq!(rejection.to_string(), "vote `v1` is closed (rule `closed-vote`)");
        let finding = Finding::new(Rule::SimpleMajority, "4 yes lose against 9 no");
        assert_eq!(
            finding.to_string(),
            "4 yes lose against 9 no (rule `simple-majority`, 5:55)"
        );
    }
}
