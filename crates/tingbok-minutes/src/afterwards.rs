//! What happens to a paragraph after its meeting: the text that is compiled and signed, its notice, and what comes
//! later. It stands beside the text and is no part of it.
//!
//! Invariants: every event of a paragraph's own streams has a place here. Texts that were compiled are named, not kept.
//! What makes a paragraph adjusted is the procedure's to say, here as everywhere.
//!
//! Section: docs/procedure.md, "States", *Paragraph*; 5:69, 8:12, 13:5.

use serde::{Deserialize, Serialize};
use tingbok_procedure::admission::adjustment::{CompiledText, OnPaper, Signature};
use tingbok_procedure::content::{
    AppealLodged, Compiled, DecisionRevised, ForceGained, ParagraphCorrected, Person, Text,
};
use tingbok_procedure::{Content, Event, Moment};

use crate::paragraph::Timed;

pub(crate) use adjustment::role as role_of;
pub(crate) use trailer::{corrected, decided, decision};

mod adjustment;
mod trailer;

/// What happened to a paragraph after its meeting, each kind in the order recorded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Afterwards {
    /// The texts that were compiled; the last is the one to sign.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compiled: Vec<CompiledText>,
    /// The signatures of adjusters and chair.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
    /// Those who did not agree with a text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<Dispute>,
    /// What a source says of an adjustment on paper or elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recorded: Vec<OnPaper>,
    /// When the notice was up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// Extracts that were sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extracts: Vec<Extract>,
    /// Corrections.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Dated<ParagraphCorrected>>,
    /// Appeals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appeals: Vec<Dated<AppealLodged>>,
    /// When the decision gained force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub force: Vec<Dated<ForceGained>>,
    /// Later decisions that change this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<Dated<DecisionRevised>>,
}

/// Somebody did not agree with a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dispute {
    /// The event's id.
    pub event: String,
    /// When.
    pub at: Moment,
    /// Who.
    pub person: Person,
    /// The text.
    pub compiled: Compiled,
    /// With what.
    pub reason: Text,
}

/// A notice. One half is missing where it is not recorded, or has not happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// When it was posted.
    pub posted: Option<Timed>,
    /// Where, when that is stated.
    pub place: Option<String>,
    /// When it was taken down.
    pub removed: Option<Timed>,
}

/// An extract that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// The event's id.
    pub event: String,
    /// When.
    pub at: Moment,
    /// To whom.
    pub recipients: Vec<String>,
}

/// Content with its event and time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated<T> {
    /// The event's id.
    pub event: String,
    /// When.
    pub at: Moment,
    /// What it says.
    pub content: T,
}

impl Afterwards {
    /// Takes in an event of the paragraph's streams; whether it is one.
    pub fn take(&mut self, event: &Event) -> bool {
        let (id, at) = (event.id.clone(), event.at.clone());
        match &event.content {
            Content::ParagraphCompiled(c) => self.compiled.push(CompiledText::of(event, c)),
            Content::ParagraphAdjusted(c) => self.signatures.extend(Signature::of(event, c)),
            Content::AdjustmentDisputed(c) => self.disputes.push(Dispute {
                event: id,
                at,
                person: c.person.clone(),
                compiled: c.compiled.clone(),
                reason: c.reason.clone(),
            }),
            Content::AdjustmentRecorded(c) => self.recorded.push(OnPaper::of(event, c)),
            _ => return self.take_later(event),
        }
        true
    }

    fn take_later(&mut self, event: &Event) -> bool {
        let timed = Timed::of(event);
        match &event.content {
            Content::NoticePosted(c) => self.notices.push(Notice {
                posted: Some(timed),
                place: c.place.clone(),
                removed: None,
            }),
            Content::NoticeRemoved(_) => self.remove(timed),
            Content::ExtractDispatched(c) => self.extracts.push(Extract {
                event: timed.event,
                at: timed.at,
                recipients: c.recipients.clone(),
            }),
            Content::ParagraphCorrected(c) => self.corrections.push(Dated::of(event, c)),
            Content::AppealLodged(c) => self.appeals.push(Dated::of(event, c)),
            Content::ForceGained(c) => self.force.push(Dated::of(event, c)),
            Content::DecisionRevised(c) => self.revisions.push(Dated::of(event, c)),
            _ => return false,
        }
        true
    }

    fn remove(&mut self, removed: Timed) {
        match self.notices.last_mut().filter(|notice| notice.removed.is_none()) {
            Some(notice) => notice.removed = Some(removed),
            None => self.notices.push(Notice {
                removed: Some(removed),
                ..Notice::default()
            }),
        }
    }
}

impl<T: Clone> Dated<T> {
    fn of(event: &Event, content: &T) -> Self {
        Self {
            event: event.id.clone(),
            at: event.at.clone(),
            content: content.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
