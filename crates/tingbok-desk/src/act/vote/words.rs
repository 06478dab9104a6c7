//! The words of a line about a vote, in both languages.

use tingbok_procedure::content::{Choice, Effect, VoteRule};

/// What may be said of a vote.
#[derive(Clone, Copy)]
pub(super) enum Said {
    /// Who demands it.
    By,
    /// The vote that it follows.
    Follows,
    /// That it is closed.
    Closed,
    /// What is needed to win.
    Rule,
    /// How it is done.
    Method,
}

/// What begins each thing that may be said.
pub(super) const SAID: &[(&str, Said)] = &[
    ("begärd", Said::By),
    ("begärs", Said::By),
    ("av", Said::By),
    ("demanded", Said::By),
    ("by", Said::By),
    ("följer", Said::Follows),
    ("follows", Said::Follows),
    ("sluten", Said::Closed),
    ("closed", Said::Closed),
    ("regel", Said::Rule),
    ("rule", Said::Rule),
    ("metod", Said::Method),
    ("method", Said::Method),
];

/// The rules, by their words.
pub(super) const RULES: &[(&str, VoteRule)] = &[
    ("enkel", VoteRule::Simple),
    ("simple", VoteRule::Simple),
    ("utslagsröst", VoteRule::CastingVote),
    ("casting", VoteRule::CastingVote),
    ("lott", VoteRule::Lot),
    ("lot", VoteRule::Lot),
    ("tredjedel", VoteRule::OneThirdPresent),
    ("third", VoteRule::OneThirdPresent),
    ("två-tredjedelar-närvarande", VoteRule::TwoThirdsPresent),
    ("two-thirds-present", VoteRule::TwoThirdsPresent),
    ("två-tredjedelar", VoteRule::TwoThirdsCast),
    ("two-thirds", VoteRule::TwoThirdsCast),
    ("enhällig", VoteRule::Unanimous),
    ("unanimous", VoteRule::Unanimous),
];

/// How somebody votes.
pub(super) const CHOICES: &[(&str, Choice)] = &[
    ("ja", Choice::Yes),
    ("yes", Choice::Yes),
    ("nej", Choice::No),
    ("no", Choice::No),
    ("avstår", Choice::Abstain),
    ("abstains", Choice::Abstain),
    ("frånvarande", Choice::Absent),
    ("absent", Choice::Absent),
];

/// What a side means.
pub(super) const MEANINGS: &[(&str, Effect)] = &[
    ("avslag", Effect::Reject),
    ("rejection", Effect::Reject),
    ("bifall", Effect::Approve),
    ("approval", Effect::Approve),
    ("återremiss", Effect::Remit),
    ("remittal", Effect::Remit),
    ("bordläggning", Effect::Table),
    ("tabling", Effect::Table),
    ("idag", Effect::DecideToday),
    ("today", Effect::DecideToday),
];
