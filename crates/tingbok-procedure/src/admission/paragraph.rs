//! A paragraph after its item: the texts compiled, the adjustment recorded, the notice, appeals and force.
//!
//! Signatures stand in streams of their own, one for each adjuster, and are kept apart from what is said here.
//!
//! Spec: docs/procedure.md, "States", paragraph; 5:69, 8:12, 13:1, 13:5.

use super::adjustment::{CompiledText, OnPaper};
use crate::content::{Compiled, Content};
use crate::event::Event;
use crate::moment::Moment;

/// What the stream of one paragraph says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Paragraph {
    compiled: Vec<CompiledText>,
    recorded: Vec<OnPaper>,
    pub(super) disputed: Vec<Compiled>,
    pub(super) posted: Option<Moment>,
    pub(super) removed: Option<Moment>,
    pub(super) appeals: Vec<Moment>,
}

impl Paragraph {
    /// The text that those who adjust the paragraph sign.
    pub(super) fn newest(&self) -> Option<&CompiledText> {
        self.compiled.last()
    }

    pub(super) fn compiled(&self) -> &[CompiledText] {
        &self.compiled
    }

    /// That the minutes are recorded to have been adjusted on paper or elsewhere.
    pub(super) fn recorded(&self) -> &[OnPaper] {
        &self.recorded
    }

    pub(super) fn apply(&mut self, event: &Event) {
        let at = || event.at.clone();
        match &event.content {
            Content::ParagraphCompiled(compiled) => self.compiled.push(CompiledText::of(event, compiled)),
            Content::AdjustmentRecorded(recorded) => self.recorded.push(OnPaper::of(event, recorded)),
            Content::AdjustmentDisputed(disputed) => self.disputed.push(disputed.compiled.clone()),
            Content::NoticePosted(_) => (self.posted, self.removed) = (Some(at()), None),
            Content::NoticeRemoved(_) => self.removed = Some(at()),
            Content::AppealLodged(_) => self.appeals.push(at()),
            _ => {}
        }
    }
}

/// Of a paragraph whose own stream says nothing yet.
pub(super) static EMPTY: Paragraph = Paragraph {
    compiled: Vec::new(),
    recorded: Vec::new(),
    disputed: Vec::new(),
    posted: None,
    removed: None,
    appeals: Vec::new(),
};
