//! Content of propositions: the chair's question, and what the chair found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MotionId, ParagraphNo, ProposalId, PropositionId, Text};

/// `proposition.ordered/1`: the order in which the questions are to be put (*propositionsordning*, 5:67 p. 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PropositionOrdered {
    /// The item.
    pub item: ParagraphNo,
    /// The propositions in the order in which they are to be put.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<PropositionId>,
    /// The order in words, as written.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// `proposition.put/1`: the chair asks the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PropositionPut {
    /// The item.
    pub item: ParagraphNo,
    /// The proposition's name in this item.
    pub proposition: PropositionId,
    /// What kind of question it is.
    pub kind: PropositionKind,
    /// The motions it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub motions: Vec<MotionId>,
    /// The proposal it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<ProposalId>,
    /// What was put, in words as written: `Klara Nordins (M) ändringsyrkande`.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// The kinds of questions that a chair puts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PropositionKind {
    /// One thing, yes or no.
    ApproveOrReject,
    /// Motions against each other.
    AgainstEachOther,
    /// Which motion becomes the counter-proposal (*motförslag*).
    CounterProposal,
    /// The main question (*huvudproposition*).
    Main,
    /// Whether to decide today.
    DecideToday,
    /// Whether to remit.
    Remit,
    /// Whether to table.
    Table,
    /// Whether to add something.
    Addition,
    /// The proposal as it stands after what was carried.
    Final,
}

/// `proposition.found/1`: what the chair found the meeting to have answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PropositionFound {
    /// The item.
    pub item: ParagraphNo,
    /// The proposition that was put.
    pub proposition: PropositionId,
    /// What was carried.
    pub carried: Outcome,
}

/// What is done to what: the answer to a proposition, the meaning of a ballot, the outcome of a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What is done.
    pub effect: Effect,
    /// The motions it is done to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub motions: Vec<MotionId>,
    /// The proposal it is done to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<ProposalId>,
}

/// What an answer does. Ja may mean *reject*: the effect says what a word does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// *Bifall*: the motion or proposal is carried.
    Approve,
    /// *Avslag*: it is not.
    Reject,
    /// The item is remitted.
    Remit,
    /// The item is tabled.
    Table,
    /// The item is decided today.
    DecideToday,
    /// The source tells in words, or not at all, what is done, and what it is was not understood: it is never guessed.
    Unstated,
}
