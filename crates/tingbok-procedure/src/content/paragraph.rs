//! Content of a paragraph after its item: the text, its adjustment, its notice, and what comes later.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, DecisionId, ParagraphNo, Person, Text};
use crate::stream::ParagraphRef;

/// `paragraph.compiled/1`: the paragraph's exact text, made from the events of its item (5:67, 5:69).
///
/// It may be compiled anew until somebody has signed it, and never after that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParagraphCompiled {
    /// The paragraph.
    pub item: ParagraphNo,
    /// The day of the meeting, whose stream the events stand in.
    pub meeting: Day,
    /// The place in that stream of the first event of the item.
    pub from: u64,
    /// The place in that stream of the last event of the item.
    pub to: u64,
    /// The version of the renderer that made the text, `tingbok-minutes/2`.
    pub renderer: String,
    /// The text in runs; a name that may have to be withheld is a run of its own.
    pub text: Text,
}

/// A compiled text, named so that nothing else can be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Compiled {
    /// The id of the event `paragraph.compiled/1`.
    pub id: String,
    /// SHA-256 of that event's text, in lower-case hexadecimal.
    pub sha256: String,
}

/// `paragraph.adjusted/1`: the chair or an adjuster certifies that the text says what was decided (5:69; JO 3339-2013).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParagraphAdjusted {
    /// The paragraph.
    pub item: ParagraphNo,
    /// As what.
    pub role: SigningRole,
    /// Who signs.
    pub person: Person,
    /// What is signed.
    pub compiled: Compiled,
}

/// As what somebody adjusts minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SigningRole {
    /// As the one who led the item.
    Chair,
    /// As one who was appointed.
    Adjuster,
}

/// `adjustment.disputed/1`: somebody who is to adjust the minutes does not agree with the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentDisputed {
    /// The paragraph.
    pub item: ParagraphNo,
    /// Who does not agree.
    pub person: Person,
    /// The text that is disputed.
    pub compiled: Compiled,
    /// With what.
    pub reason: Text,
}

/// `adjustment.recorded/1`: that the minutes were adjusted on paper or elsewhere; what the source states, no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentRecorded {
    /// The paragraph.
    pub item: ParagraphNo,
    /// The statement, as written: `Paragrafen är justerad`.
    pub statement: Text,
}

/// `notice.posted/1`: that the minutes are adjusted is announced (*anslag*, 8:12). The day is the event's `at`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticePosted {
    /// The paragraph.
    pub item: ParagraphNo,
    /// Where, when it is elsewhere than the body's notice place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// `notice.removed/1`: the announcement is taken down. The day is the event's `at`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRemoved {
    /// The paragraph.
    pub item: ParagraphNo,
}

/// `extract.dispatched/1`: an extract of the minutes (*utdrag*) is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtractDispatched {
    /// The paragraph.
    pub item: ParagraphNo,
    /// To whom, in the order in which they are named.
    pub recipients: Vec<String>,
}

/// `paragraph.corrected/1`: something in an adjusted paragraph is wrong (*rättelse*). The old text stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParagraphCorrected {
    /// The paragraph.
    pub item: ParagraphNo,
    /// On what ground, where one is stated; without one a finding says so (FL 36 §, JO 581-2013).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// What was wrong, as it stands in the adjusted text.
    pub old: Text,
    /// What it reads now.
    pub new: Text,
    /// Who decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
    /// The decision behind it, on the ground `new_decision`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionRef>,
}

/// The ground of a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Ground {
    /// An obvious clerical error in a decision (förvaltningslagen 36 §), where that law applies (FL 2 §).
    #[serde(rename = "FL36")]
    Fl36,
    /// The minutes do not say what was decided.
    #[serde(rename = "minutes_error")]
    MinutesError,
    /// The body has decided anew.
    #[serde(rename = "new_decision")]
    NewDecision,
}

/// A decision of some paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionRef {
    /// The paragraph.
    pub paragraph: ParagraphRef,
    /// The decision in it; without it, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionId>,
}

/// `appeal.lodged/1`: somebody appeals (*laglighetsprövning*, 13:1). The day is the event's `at`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealLodged {
    /// The paragraph.
    pub item: ParagraphNo,
    /// To which court, where that is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court: Option<String>,
    /// The court's number, where that is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// `force.gained/1`: the decision can no longer be appealed (*laga kraft*). The day is the event's `at`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForceGained {
    /// The paragraph.
    pub item: ParagraphNo,
    /// Where somebody appealed in time: the court's final decision, which let the decision stand (13:14).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal_decided: Option<AppealDecided>,
}

/// The decision with which the courts are done with an appeal: dismissed, struck out, or leave to appeal refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealDecided {
    /// Which court, `Förvaltningsrätten i Fjällmark`.
    pub court: String,
    /// The court's number, where that is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day of the court's decision.
    pub date: Day,
    /// What the court decided, where that is stated: `Överklagandet avslås.`
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// `decision.revised/1`: a later decision changes one of this paragraph's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionRevised {
    /// The paragraph whose decision is revised.
    pub item: ParagraphNo,
    /// The decision that is revised; without it, all of the paragraph's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionId>,
    /// The later decision.
    pub by: DecisionRef,
}
