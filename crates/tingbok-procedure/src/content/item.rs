//! Content of an item, but for motions, propositions, votes and decisions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ParagraphNo, Person, ProposalId, Text};

/// `item.opened/1`: an item of the agenda, which becomes a paragraph of the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemOpened {
    /// The paragraph's number.
    pub item: ParagraphNo,
    /// The title as printed.
    pub title: Text,
    /// The number of the case, `RS/595/2023`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// What sort of matter it is, where the rules differ for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<Matter>,
    /// Who leads the item, where it is another than the meeting's chair, who is recused for example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Person>,
}

/// A sort of matter for which the rules differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// An election, or the employment of staff (*val*, *anställning av personal*): a vote may be closed, a lot decides a tie
    /// (5:54, 5:56).
    Election,
    /// A board's exercise of public authority against somebody (*myndighetsutövning*): nobody may abstain (4:26).
    Authority,
}

/// `item.presented/1`: the summary (*sammanfattning*, *ärendebeskrivning*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemPresented {
    /// The item.
    pub item: ParagraphNo,
    /// The summary; paragraphs are separated by an empty line.
    pub text: Text,
}

/// `underlay.listed/1`: the documents that the decision rests on (*beslutsunderlag*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnderlayListed {
    /// The item.
    pub item: ParagraphNo,
    /// The documents, in the order printed.
    pub documents: Vec<Underlay>,
}

/// One document of the underlay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Underlay {
    /// The title as printed.
    pub title: String,
}

/// `proposal.laid/1`: a proposal for a decision (*förslag till beslut*) lies before the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalLaid {
    /// The item.
    pub item: ParagraphNo,
    /// The proposal's name in this item.
    pub proposal: ProposalId,
    /// Whose proposal it is, where that is stated: `Regiondirektören`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What is proposed, point by point.
    pub points: Vec<Text>,
}

/// `speech.made/1`: somebody spoke (*yttrar sig*) without moving anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpeechMade {
    /// The item.
    pub item: ParagraphNo,
    /// Who spoke.
    pub speaker: Person,
    /// What was said, where the minutes keep it.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// `recusal.declared/1`: somebody is recused (*jäv*) in this item, takes no part and leaves the room (6:28–30, 5:47).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecusalDeclared {
    /// The item.
    pub item: ParagraphNo,
    /// Who is recused.
    pub person: Person,
    /// On what ground, where that is stated.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub ground: Text,
}

/// `debate.closed/1`: the chair closed the debate; what comes next are propositions (5:53).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DebateClosed {
    /// The item.
    pub item: ParagraphNo,
}

/// `item.closed/1`: nothing more is decided in this item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemClosed {
    /// The item.
    pub item: ParagraphNo,
    /// Whether the body decided that the paragraph is adjusted at once (*omedelbar justering*).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adjusted_at_once: bool,
}

/// `passage.kept/1`: words of a source that no other kind fits. They stand in `quote`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassageKept {
    /// The item they stand in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
    /// Why they fit no other kind, in English: `no known heading`.
    pub reason: String,
}
