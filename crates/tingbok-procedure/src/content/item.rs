//! Content of an item before motions, and of the meeting around it.

use serde::{Deserialize, Serialize};

use super::{ParagraphNo, Person, ProposalId, Text};

/// `meeting.adjourned/1`: nothing is decided until the meeting is resumed. The time is the event's `at`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingAdjourned {
    /// The item during which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
}

/// `meeting.resumed/1`: the meeting goes on. The time is the event's `at`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingResumed {
    /// The item during which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
}

/// `item.opened/1`: an item of the agenda, which becomes a paragraph of the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemOpened {
    /// The paragraph's number.
    pub item: ParagraphNo,
    /// The title as printed.
    pub title: Text,
    /// The number of the case, `RS/595/2023`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
}

/// `item.presented/1`: the summary (*sammanfattning*, *ärendebeskrivning*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemPresented {
    /// The item.
    pub item: ParagraphNo,
    /// The summary; paragraphs are separated by an empty line.
    pub text: Text,
}

/// `underlay.listed/1`: the documents that the decision rests on (*beslutsunderlag*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnderlayListed {
    /// The item.
    pub item: ParagraphNo,
    /// The documents, in the order printed.
    pub documents: Vec<Underlay>,
}

/// One document of the underlay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Underlay {
    /// The title as printed.
    pub title: String,
}

/// `proposal.laid/1`: a proposal for a decision (*förslag till beslut*) lies before the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// `item.closed/1`: nothing more is decided in this item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemClosed {
    /// The item.
    pub item: ParagraphNo,
}

/// `passage.kept/1`: words of a source that no other kind fits. They stand in `quote`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassageKept {
    /// The item they stand in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
    /// Why they fit no other kind, in English: `no known heading`.
    pub reason: String,
}
