//! A paragraph as people read it: its text, and below it what happened after the meeting.
//!
//! Invariant: the text above is exactly what a compiled paragraph of the same events holds; nothing later is mixed in.

use serde::Serialize;
use tingbok_procedure::Event;
use tingbok_procedure::stream::ParagraphRef;

use crate::document::{Document, Part, Section, View};
use crate::paragraph::{Paragraph, ProjectionError};
use crate::projection::{Logged, Unread, unread, unread_section};
use crate::renderer::Renderer;
use crate::text::{page, render_text};

/// A paragraph with the entries that it lacks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Minutes {
    /// The paragraph.
    #[serde(flatten)]
    pub paragraph: Paragraph,
    /// Earlier paragraphs whose decisions it changes, as their streams say.
    pub changes: Vec<ParagraphRef>,
    /// Entries of its streams that could not be read.
    pub unread: Vec<Unread>,
    /// The renderer of the text.
    #[serde(skip)]
    pub renderer: Renderer,
}

impl Minutes {
    /// A paragraph from the entries of its item, its streams and the body, in the order of the log.
    ///
    /// # Errors
    /// As [`Paragraph::project`].
    pub fn project(entries: &[Logged]) -> Result<Self, ProjectionError> {
        let events: Vec<Event> = entries.iter().filter_map(Logged::event).cloned().collect();
        Ok(Self::of(Paragraph::project(&events)?, unread(entries)))
    }

    /// A paragraph, and the entries that could not be read.
    #[must_use]
    pub fn of(paragraph: Paragraph, unread: Vec<Unread>) -> Self {
        Self {
            paragraph,
            changes: Vec::new(),
            unread,
            renderer: Renderer::default(),
        }
    }

    /// The same with the earlier paragraphs that it changes: what says so stands in their streams.
    #[must_use]
    pub fn changing(self, changes: impl IntoIterator<Item = ParagraphRef>) -> Self {
        Self {
            changes: changes.into_iter().collect(),
            ..self
        }
    }

    fn later(&self) -> Vec<Section> {
        let mut sections = self.paragraph.afterwards.sections(&self.paragraph.adjustment());
        if !self.changes.is_empty() {
            let changes = self.changes.iter().map(|at| format!("§ {at}")).collect();
            sections.push(Section::new("Ändrar tidigare beslut").with(Part::List(changes)));
        }
        sections
    }
}

impl View for Minutes {
    fn document(&self) -> Document {
        let mut page = page(&self.paragraph, self.renderer);
        page.sections.splice(0..0, unread_section(&self.unread));
        let mut later = Section::new("Efter sammanträdet");
        later.sections = self.later();
        page.with(later)
    }

    /// The text as it is signed, then what stands beside it.
    fn to_text(&self) -> String {
        let mut chunks: Vec<String> = unread_section(&self.unread)
            .iter()
            .map(Section::to_text)
            .collect();
        chunks.push(render_text(&self.paragraph, self.renderer));
        chunks.extend(self.later().iter().map(Section::to_text));
        chunks.join("\n")
    }
}

#[cfg(test)]
mod tests;
