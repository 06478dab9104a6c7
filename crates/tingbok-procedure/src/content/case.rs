//! Content of a case (*ärende med diarienummer*) around its documents and proposals.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, DecisionRef, Text};

/// `case.registered/1`: a case is registered (OSL 5:1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseRegistered {
    /// The number as printed, `RS/595/2023`. It stands here, and the stream has another name, where it may be secret.
    pub number: String,
    /// The title.
    pub title: Text,
}

/// `assignment.given/1`: somebody is to do something (*uppdrag*), and perhaps to report back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentGiven {
    /// To whom, `Regiondirektören`.
    pub to: String,
    /// What is to be done.
    pub text: Text,
    /// When it is to be reported, where a day is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_back: Option<Day>,
    /// The decision that gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionRef>,
}

/// `case.closed/1`: the case is closed (*avslutat*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseClosed {
    /// Why, where that is stated.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub reason: Text,
}
