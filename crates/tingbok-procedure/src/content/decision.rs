//! Content of decisions and of what follows them: reservations, dispatch, adjustment on paper.

use serde::{Deserialize, Serialize};

use super::{DecisionId, MotionId, ParagraphNo, Person, PropositionId, Text};

/// `decision.made/1`: one decision section with its points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// One point of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The number as printed, when the points are numbered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The words.
    pub text: Text,
}

/// `reservation.entered/1`: members reserve against a decision (4:27). One for each sentence that reserves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReservationEntered {
    /// The item.
    pub item: ParagraphNo,
    /// Who reserves.
    pub persons: Vec<Person>,
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

/// `dispatch.ordered/1`: who is to be sent the decision (*expedieras till*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DispatchOrdered {
    /// The item.
    pub item: ParagraphNo,
    /// The recipients, in the order printed.
    pub recipients: Vec<String>,
}

/// `adjustment.recorded/1`: that the minutes were adjusted on paper or elsewhere; what the source states, no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentRecorded {
    /// The paragraph.
    pub item: ParagraphNo,
    /// The statement, as written: `Paragrafen är justerad`.
    pub statement: Text,
}
