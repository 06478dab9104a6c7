//! A paragraph after its item: the texts compiled, the adjustment recorded, the notice, appeals and force.
//!
//! Signatures stand in streams of their own, one for each adjuster, and are kept apart from what is said here.
//!
//! Spec: docs/procedure.md, "States", paragraph; 5:69, 8:12, 13:1, 13:5.

use jiff::civil::Date;

use crate::content::{Compiled, Content};
use crate::event::Event;
use crate::moment::Moment;

/// What the stream of one paragraph says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Paragraph {
    compiled: Vec<CompiledText>,
    recorded: Option<OnPaper>,
    pub(super) disputed: Vec<Compiled>,
    pub(super) posted: Option<Moment>,
    pub(super) removed: Option<Moment>,
    pub(super) appeals: Vec<Moment>,
}

/// An adjustment on paper or elsewhere, as the registrar recorded it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OnPaper {
    pub(super) on: Date,
    /// Whether that is the day of the adjustment. What was read from minutes says that they were adjusted, not when.
    pub(super) stated: bool,
}

impl OnPaper {
    pub(super) fn of(event: &Event) -> Self {
        Self {
            on: event.at.date(),
            stated: event.source.lines.is_empty(),
        }
    }
}

/// A text that was compiled, by the name that a signature gives it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CompiledText {
    pub(super) id: String,
    pub(super) at: Moment,
    /// `None` for a draft, which has no digest yet.
    pub(super) sha256: Option<String>,
}

impl CompiledText {
    pub(super) fn is(&self, named: &Compiled) -> bool {
        self.id == named.id && self.sha256.as_ref().is_none_or(|sha256| *sha256 == named.sha256)
    }
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
    pub(super) fn recorded(&self) -> Option<&OnPaper> {
        self.recorded.as_ref()
    }

    pub(super) fn apply(&mut self, event: &Event) {
        let at = || event.at.clone();
        match &event.content {
            Content::ParagraphCompiled(_) => self.compiled.push(CompiledText {
                id: event.id.clone(),
                at: at(),
                sha256: event.signed.as_ref().map(|signed| signed.digest.clone()),
            }),
            // The first record tells when it was adjusted; a second one repeats it.
            Content::AdjustmentRecorded(_) => drop(self.recorded.get_or_insert_with(|| OnPaper::of(event))),
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
    recorded: None,
    disputed: Vec::new(),
    posted: None,
    removed: None,
    appeals: Vec::new(),
};
