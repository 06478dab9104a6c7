//! Content of motions (*yrkanden*).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MotionId, ParagraphNo, Person, ProposalId, Text};

/// `motion.moved/1`: one person moves one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MotionMoved {
    /// The item.
    pub item: ParagraphNo,
    /// The motion's name in this item.
    pub motion: MotionId,
    /// Who moves it.
    pub mover: Person,
    /// What it asks for.
    pub form: Form,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Target::is_empty")]
    pub target: Target,
    /// The motion in words, as written.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// What a motion asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// *Bifall* to a proposal.
    Approve,
    /// *Avslag* on proposals or motions.
    Reject,
    /// *Ändring*: something is to read otherwise.
    Amend,
    /// *Tillägg*: something is added.
    Add,
    /// Something else instead.
    Replace,
    /// *Återremiss*: back for further preparation (5:50).
    Remit,
    /// *Bordläggning*: at a later meeting (5:50).
    Table,
    /// To decide today.
    DecideToday,
    /// *Ajournering*: a pause.
    Adjourn,
}

/// What a motion is about: a proposal, other motions, or a place in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// A proposal of this item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<ProposalId>,
    /// Motions of this item; "all of X's motions" is the set at that time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub motions: Vec<MotionId>,
    /// A page of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// A section or heading of the document, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The text that is to be changed, as quoted.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub old: Text,
    /// What it is to read.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub new: Text,
}

impl Target {
    /// Whether the motion says nothing of its target.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// `motion.joined/1`: somebody supports motions of others (*bifall till X:s yrkande*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MotionJoined {
    /// The item.
    pub item: ParagraphNo,
    /// The motions joined.
    pub motions: Vec<MotionId>,
    /// Who joins.
    pub person: Person,
    /// In words, as written.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// `motion.withdrawn/1`: a mover takes motions back; the minutes need not list them (5:67 p. 1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MotionWithdrawn {
    /// The item.
    pub item: ParagraphNo,
    /// The motions taken back.
    pub motions: Vec<MotionId>,
    /// Who takes them back, where it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
}
