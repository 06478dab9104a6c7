//! The rules of admission, by code, and the two verdicts that carry one: a rejection and a finding.
//!
//! A rejection says that an event cannot be true of this record. A finding says that what happened was irregular;
//! it never blocks. Codes stand in reports and are never renamed.
//!
//! Spec: docs/procedure.md, "Two principles" and "States"; docs/guides/rules.md.

use std::fmt;

use jiff::civil::Date;

pub use section::{KOMMUNALLAG_2017_725, RULE_SET};

use crate::content::BodyKind;
use crate::wording::Wording;

mod section;

/// Declares the rules once: the variant, its code, its verdict, and the section of law where there is one.
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal $verdict:ident $(by $section:literal)?;)+) => {
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

            /// What becomes of an event that breaks it.
            #[must_use]
            pub const fn verdict(self) -> Verdict {
                match self { $(Self::$variant => Verdict::$verdict,)+ }
            }

            /// The section behind it as it reads today, `5:54` in kommunallag (2017:725); `None` where plain logic is
            /// the reason.
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

/// What becomes of an event that breaks a rule: it is refused, or recorded with a finding of some weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It cannot be true of the record, and is refused.
    Rejected,
    /// It happened, and a court could set the decision aside for it (13:8).
    Grave,
    /// It happened, and a duty was not done as the law has it.
    Formal,
    /// It happened, and whoever reads the record should know.
    Remark,
}

impl Verdict {
    /// The word for it in reports: `rejected`, `grave`, `formal`, `remark`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Grave => "grave",
            Self::Formal => "formal",
            Self::Remark => "remark",
        }
    }
}

rules! {
    /// Each kind stands in streams of its class: a motion in a case has no meeting.
    StreamOfKind = "stream-of-kind" Rejected;
    /// The words of a person's name are plain: no control characters, and none that turn the direction of writing.
    PlainNames = "plain-names" Rejected;
    /// What stands in a paragraph's stream speaks of that paragraph.
    ParagraphOfStream = "paragraph-of-stream" Rejected;
    /// A meeting is called, opened, adjourned and resumed, closed or cancelled, in this order and each once, but for
    /// supplements to the summons, and its doors are closed and opened in turn; after it is closed only reservations,
    /// statements and words of a source are recorded.
    MeetingInOrder = "meeting-in-order" Rejected;
    /// What cannot have happened before something else is not recorded with an earlier time: a resumption before its
    /// adjournment, an adjustment before the meeting.
    TimesInOrder = "times-in-order" Rejected;
    /// An item is opened before anything else happens in it.
    ItemOpened = "item-opened" Rejected;
    /// A paragraph's number is used once in a year, by one meeting: minutes are cited by number and year.
    ItemOpenedOnce = "item-opened-once" Rejected;
    /// After `item.closed` nothing happens in the item; only reservations, statements and words of a source may follow.
    ItemNotClosed = "item-not-closed" Rejected;
    /// Nothing happens while the meeting is adjourned, except that it goes on, that people come and go, or that words are
    /// kept.
    NotAdjourned = "not-adjourned" Rejected;
    /// Only an adjourned meeting is resumed.
    ResumedWhileAdjourned = "resumed-while-adjourned" Rejected;
    /// A name (`m1`, `q2`) is given once in its item or case, and a member's name once in the roster.
    NameOnce = "name-once" Rejected;
    /// A name refers to an earlier event of the same item, or to a member of the roster.
    ReferenceResolves = "reference-resolves" Rejected;
    /// A person serves once at a time, and takes one member's place, which nobody else fills.
    ServiceInOrder = "service-in-order" Rejected by "5:17–21, 6:17";
    /// A motion that was withdrawn is not joined, put, or withdrawn again.
    MotionStands = "motion-stands" Rejected;
    /// What a proposition was answered with is found once.
    FoundOnce = "found-once" Rejected;
    /// A count is demanded of a proposition that was found, and one vote at a time is open on it.
    VoteOnFinding = "vote-on-finding" Rejected by "5:53";
    /// A vote is demanded, ordered, cast and counted, in this order; ordered once and counted once. One that follows an
    /// ordered vote needs no demand of its own.
    VoteInOrder = "vote-in-order" Rejected by "5:53";
    /// A person casts one ballot in a vote.
    OneVote = "one-vote" Rejected by "4:24";
    /// Who votes serves: a member, or a substitute while serving.
    BallotOfServing = "ballot-of-serving" Rejected by "4:22, 4:24";
    /// No more votes are counted than there are people who serve.
    VotesOfServing = "votes-of-serving" Rejected by "4:22, 4:24";
    /// A closed vote has no ballots with names.
    ClosedVote = "closed-vote" Rejected by "5:54, 5:67 p. 5";
    /// An inferred ballot says why it was inferred so: it may never be taken for one that was read.
    DerivedHasReason = "derived-has-reason" Rejected;
    /// Ballots, where any are recorded, add up to the count; the absent do not count.
    TallyOfBallots = "tally-of-ballots" Rejected by "5:67 p. 3, 5";
    /// A decision settles a proposition that was found and in which no vote is open.
    DecisionOfSettled = "decision-of-settled" Rejected;
    /// A proposition gives one decision.
    OneDecision = "one-decision" Rejected;
    /// A case is registered once and closed once; when it is closed it still takes documents, and nothing else.
    CaseInOrder = "case-in-order" Rejected;
    /// A compiled text is made from all events of its item, and says which they are.
    CompiledOfItem = "compiled-of-item" Rejected by "5:67, 5:69";
    /// Once somebody has signed a text, the paragraph is compiled anew only while another of those who are to sign disputes
    /// it; when all have signed, what is wrong is corrected.
    CompiledUntilSigned = "compiled-until-signed" Rejected by "5:69; JO 2571-1999";
    /// Those who adjust a paragraph sign the same text: the newest compiled one, named by id and digest.
    SignedText = "signed-text" Rejected by "5:69; JO 3339-2013";
    /// A paragraph is adjusted by the one who led it and by those appointed, each with a key enrolled in that name.
    AdjusterAppointed = "adjuster-appointed" Rejected by "5:69";
    /// Each adjuster signs a paragraph once.
    SignedOnce = "signed-once" Rejected by "5:69";
    /// A notice is posted while none is up, and removed while one is; one that was up its whole time is not posted anew.
    NoticeInOrder = "notice-in-order" Rejected by "8:12";
    /// Only an adjusted paragraph is corrected; before that it is compiled anew.
    CorrectionOfAdjusted = "correction-of-adjusted" Rejected by "5:69";
    /// Only what is withheld is released, and it is withheld once.
    WithheldInOrder = "withheld-in-order" Rejected by "OSL";
    /// A body numbers its paragraphs per year: they are named by year and number here.
    NumberedPerYear = "numbered-per-year" Rejected;

    /// An item is dealt with while more than half of the seats are filled by people who serve; in an assembly recusal
    /// alone does not break the quorum (5:46).
    Quorum = "quorum" Grave by "5:45–46, 6:27";
    /// A recused person takes no part in the item; in a board, he or she is not present either.
    Recusal = "recusal" Grave by "6:28–30, 5:47";
    /// Most of the ballots cast carry; abstentions do not count.
    SimpleMajority = "simple-majority" Grave by "5:55";
    /// The chair's vote decides a tie, and only a tie, in an open vote in which the chair voted.
    CastingVote = "casting-vote" Grave by "5:56";
    /// A lot decides a tie in an election or appointment, and nothing else.
    LotInElections = "lot-in-elections" Grave by "5:56";
    /// A vote is open, except in an election or appointment.
    OpenVote = "open-vote" Grave by "5:54";
    /// A third of those present can remit or table a matter, once: in an assembly, and not in a board.
    MinorityRemit = "minority-remit" Grave by "5:50, 6:33";
    /// Where two thirds or all are needed, they are reached.
    QualifiedMajority = "qualified-majority" Grave by "5:55";
    /// What is decided is what was carried.
    DecisionAsCarried = "decision-as-carried" Grave by "5:55";

    /// Nobody abstains in a board's exercise of public authority against somebody, before voting for one proposal.
    Abstain = "abstain" Formal by "4:25–26";
    /// In an assembly, a member who broke off the service for another reason than recusal does not serve again that day.
    ServesAgain = "serves-again" Formal by "5:20";
    /// A vote is demanded before the gavel falls.
    DemandInTime = "demand-in-time" Formal by "5:53";
    /// Every motion that was not withdrawn is put, or consumed by another proposition, before its item is closed; and it
    /// is the mover who withdraws it.
    MotionsInMinutes = "motions-in-minutes" Formal by "5:67 p. 1";
    /// Propositions are put in the order that was adopted: minutes give one order.
    OrderInMinutes = "order-in-minutes" Formal by "5:67 p. 2";
    /// An open vote has a ballot of everyone who serves, and the sums on the voting list are those of the count.
    VotesInMinutes = "votes-in-minutes" Formal by "5:67 p. 3, 5";
    /// A reservation is announced before the meeting closes.
    ReservationInTime = "reservation-in-time" Formal by "4:27";
    /// Who reserves against a decision took part in making it.
    ReservationOfParticipant = "reservation-of-participant" Formal by "4:27";
    /// One reserves against a decision that was made.
    ReservationOfDecision = "reservation-of-decision" Formal by "4:27";
    /// As many adjusters are appointed as the body has decided.
    AdjustersNumber = "adjusters-number" Formal by "5:69";
    /// A paragraph is adjusted after the meeting, unless the body decided to adjust it at once.
    AdjustedAtOnce = "adjusted-at-once" Formal by "5:69";
    /// What is signed holds everything of its item: nothing was recorded between compiling and signing, and nothing is
    /// when all have signed.
    TextComplete = "text-complete" Formal by "5:67, 5:69";
    /// The minutes are adjusted within 14 days after the meeting.
    AdjustedInTime = "adjusted-in-14-days" Formal by "5:69";
    /// What is announced is that the minutes are adjusted: the notice follows the adjustment.
    PostedAfterAdjustment = "posted-after-adjustment" Formal by "8:12";
    /// The notice is posted by the second day after the adjustment.
    PostedInTime = "posted-in-2-days" Formal by "8:12";
    /// The notice stays up until the appeal time is out, or the time does not run.
    PostedWholeTime = "posted-whole-time" Formal by "8:12, 13:5";
    /// An appeal comes within three weeks from the day of the notice.
    AppealInTime = "appeal-3-weeks" Remark by "13:5";
    /// A decision gains force when the appeal time is out and nobody has appealed, or the court has decided.
    ForceInTime = "force-in-time" Formal by "13:5";
    /// A correction says on what ground it stands and who decided it.
    CorrectionHasGround = "correction-has-ground" Formal by "FL 2 §, 36 §; JO 581-2013, JO 2571-1999";

    /// Who reserves against a decision did not vote for it.
    ReservationAsVoted = "reservation-as-voted" Remark;
    /// Formal motions (remit, table, decide today) are put before the matter itself.
    FormalFirst = "formal-first" Remark;
    /// Additions are put when the matter itself is settled.
    AdditionsLast = "additions-last" Remark;
    /// An item is closed when what was put in it is settled.
    ItemSettled = "item-settled" Remark;
    /// Paragraphs are numbered without gap where the body numbers them per year.
    Numbering = "numbering" Remark;
    /// Who moves, joins or demands something, or is appointed to adjust the minutes, serves; of a ballot that was read, who
    /// votes.
    TakesPart = "takes-part" Remark by "4:22";
    /// What happened in a meeting happened on its day.
    MeetingDay = "meeting-day" Remark;
    /// Where the roster is recorded, those who serve, lead an item, are recused or put something into the minutes are in
    /// it, and a recusal names one of it at most.
    KnownPerson = "known-person" Remark;
    /// A decision that revises another is in this ledger.
    RevisionResolves = "revision-resolves" Remark;
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An event cannot be true of this record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} ({})", cited(*rule, rule.section()))]
pub struct Rejection {
    /// The rule that it breaks.
    pub rule: Rule,
    /// What was found and what was expected, with values in backticks.
    pub what: Wording,
    /// What can be done about it.
    pub hint: Wording,
}

impl Rejection {
    pub(crate) const fn new(rule: Rule, what: Wording, hint: Wording) -> Self {
        Self { rule, what, hint }
    }
}

/// Something irregular that happened all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that it touches.
    pub rule: Rule,
    /// The section behind the rule, as it read on the day of the meeting and binds a body of this sort.
    pub section: Option<&'static str>,
    /// What was found, with values in backticks.
    pub what: Wording,
    /// What the rule expects; empty where `what` says it.
    pub expected: Wording,
    /// The events that it was held against, by their ids, in the order of the record; empty where none is told apart.
    pub beside: Vec<String>,
}

impl Finding {
    /// A finding that a rule was broken by what is said.
    #[must_use]
    pub fn new(rule: Rule, what: Wording) -> Self {
        Self {
            rule,
            section: rule.section(),
            what,
            expected: Wording::default(),
            beside: Vec::new(),
        }
    }

    /// The same, with what would have been right.
    #[must_use]
    pub fn expecting(self, expected: Wording) -> Self {
        Self { expected, ..self }
    }

    /// The same, with the events that it was held against.
    #[must_use]
    pub fn beside<'e>(self, events: impl IntoIterator<Item = &'e str>) -> Self {
        let beside = events.into_iter().map(str::to_owned).collect();
        Self { beside, ..self }
    }

    /// The same as the rules of a day have it for a board or an assembly; `None` when the rule did not apply then.
    #[must_use]
    pub fn on(self, day: Date, body: Option<BodyKind>) -> Option<Self> {
        let section = self.rule.section_on(day, body);
        self.rule.applies_on(day).then_some(Self { section, ..self })
    }

    /// The finding in Swedish, as [`Display`](fmt::Display) has it in English.
    #[must_use]
    pub fn swedish(&self) -> String {
        let expected = match self.expected.swedish() {
            "" => String::new(),
            expected => format!("; förväntat: {expected}"),
        };
        let section = self
            .section
            .map_or_else(String::new, |section| format!(", {section}"));
        format!(
            "{}{expected} (regel `{}`{section})",
            self.what.swedish(),
            self.rule
        )
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if !self.expected.is_empty() {
            write!(f, "; expected {}", self.expected)?;
        }
        write!(f, " ({})", cited(self.rule, self.section))
    }
}

/// ``rule `one-vote`, 4:22``.
fn cited(rule: Rule, section: Option<&str>) -> String {
    match section {
        Some(section) => format!("rule `{rule}`, {section}"),
        None => format!("rule `{rule}`"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::words;

    #[test]
    fn codes_are_unique_and_plain() {
        let codes: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        assert_eq!(codes.len(), Rule::ALL.len());
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(codes.iter().all(|code| code.chars().all(plain)));
    }

    #[test]
    fn verdicts_name_their_rule() {
        let closed = words!("vote `v1` is closed", "omröstningen `v1` är sluten");
        let hint = words!("leave the ballots out", "utelämna rösterna");
        let rejection = Rejection::new(Rule::ClosedVote, closed, hint);
        assert_eq!(
            rejection.to_string(),
            "vote `v1` is closed (rule `closed-vote`, 5:54, 5:67 p. 5)"
        );
        let lost = words!("4 yes lose against 9 no", "4 ja förlorar mot 9 nej");
        let finding = Finding::new(Rule::SimpleMajority, lost);
        assert_eq!(
            finding.to_string(),
            "4 yes lose against 9 no (rule `simple-majority`, 5:55)"
        );
        assert_eq!(
            finding.swedish(),
            "4 ja förlorar mot 9 nej (regel `simple-majority`, 5:55)"
        );
        let finding = finding.expecting(words!("`approve`", "`bifall`"));
        assert_eq!(
            finding.to_string(),
            "4 yes lose against 9 no; expected `approve` (rule `simple-majority`, 5:55)"
        );
        assert_eq!(
            finding.swedish(),
            "4 ja förlorar mot 9 nej; förväntat: `bifall` (regel `simple-majority`, 5:55)"
        );
    }
}
