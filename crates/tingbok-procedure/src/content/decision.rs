//! Content of decisions and of what follows them in the meeting: reservations, statements, dispatch.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DecisionId, MotionId, Outcome, ParagraphNo, Person, PropositionId, Text};

/// `decision.made/1`: one decision section with its points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionMade {
    /// The item.
    pub item: ParagraphNo,
    /// The decision's name in this item.
    pub decision: DecisionId,
    /// The proposition that it settles, where one was put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposition: Option<PropositionId>,
    /// What was decided.
    pub points: Vec<Point>,
    /// What the decision does, so that it can be compared with what was carried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// One point of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The number as printed, when the points are numbered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The words.
    pub text: Text,
}

/// `participation.declined/1`: a member takes no part in deciding (*deltar inte i beslutet*, 4:25).
///
/// What is declined is one decision, not the item: it is named by the proposition, or by the decision once it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParticipationDeclined {
    /// The item.
    pub item: ParagraphNo,
    /// Who takes no part.
    pub persons: Vec<Person>,
    /// The parties all of whose members do, where a source names nobody: *ledamöterna från M och KD*.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// The proposition that they take no part in settling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposition: Option<PropositionId>,
    /// The decision that they took no part in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionId>,
    /// In words, as written.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// `reservation.entered/1`: members reserve against a decision (4:27). One for each sentence that reserves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReservationEntered {
    /// The item.
    pub item: ParagraphNo,
    /// Who reserves.
    pub persons: Vec<Person>,
    /// The parties all of whose members do, where a source names nobody: *ledamöterna från M och KD*.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// The decision reserved against, where it is stated or the only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionId>,
    /// The motions in favour of which they reserve (*till förmån för*).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub favour: Vec<MotionId>,
    /// The reservation in words, as written.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// `statement.entered/1`: words that somebody has put into the minutes without reserving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementEntered {
    /// The item.
    pub item: ParagraphNo,
    /// Who states it.
    pub persons: Vec<Person>,
    /// The parties all of whose members do, where a source names nobody: *ledamöterna från M och KD*.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// What kind of statement it is.
    pub kind: StatementKind,
    /// The words, where the minutes hold them.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// The kinds of statements in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatementKind {
    /// *Protokollsanteckning*.
    Note,
    /// *Särskilt yttrande*.
    SpecialOpinion,
}

/// `dispatch.ordered/1`: who is to be sent the decision (*expedieras till*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DispatchOrdered {
    /// The item.
    pub item: ParagraphNo,
    /// The recipients, in the order printed.
    pub recipients: Vec<String>,
}
