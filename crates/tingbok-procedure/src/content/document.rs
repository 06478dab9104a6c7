//! Content of documents and proposals in a case.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ProposalId, Text};

/// `document.registered/1`: a document (*handling*) in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentRegistered {
    /// The kind of document: `official_letter`, `minutes`, `attachment`.
    pub kind: String,
    /// The title as printed.
    pub title: String,
    /// The number of the case as printed, `RS/595/2023`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Who wrote it, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The office that it comes from, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The document's own date, `YYYY-MM-DD`, only when it states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Those who signed it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<Signatory>,
    /// Those who are to be sent the decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// What it refers to: older paragraphs and cases, resolved or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// The file itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<MediaFile>,
}

/// A person who signed a document, with the title that stands beneath the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// The name as printed.
    pub name: String,
    /// The title as printed, `Regiondirektör`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A reference that a document makes to a case or to a paragraph of older minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The number of the case, `RS/494/2023`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The number of the paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// The day of the meeting, `YYYY-MM-DD`, as far as the document states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// A file that is kept beside the log: the event carries what identifies it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MediaFile {
    /// SHA-256 of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub size: u64,
    /// The media type, `text/plain; charset=utf-8`.
    pub media_type: String,
}

/// `proposal.submitted/1`: a proposal for a decision, in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalSubmitted {
    /// The proposal's name in this case.
    pub proposal: ProposalId,
    /// Whose proposal it is, as printed: `Regiondirektören`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What is proposed, point by point.
    pub points: Vec<Text>,
}
