//! The histories that an event is judged by: what must have been applied before it can be.
//!
//! Spec: docs/procedure.md, "States"; docs/architecture.md, "Invariants", on what is in memory.

use super::paragraph_of;
use crate::content::Content;
use crate::event::Event;
use crate::stream::{ParagraphRef, Stream};

/// A history that must have been applied before an event can be judged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Need {
    /// The stream with this name.
    Stream(Stream),
    /// The meeting that opened the item with this number in this year, if one did.
    Paragraph(ParagraphRef),
    /// Every meeting that opened an item of the case with this number.
    Case(String),
    /// Every stream below `paragraph/<year>/<no>/`: the signatures of those who adjust it.
    Signatures(ParagraphRef),
}

/// The histories that an event is judged by, its own stream first. [`State::needs_further`](super::State::needs_further)
/// says, once these are applied, whether there is one more.
///
/// An event whose kind does not stand in its stream needs none: it is refused in any case.
#[must_use]
pub fn needs(event: &Event) -> Vec<Need> {
    if !event.stream.is(event.kind().stream_class()) {
        return Vec::new();
    }
    let mut needs = vec![Need::Stream(event.stream.clone())];
    match &event.stream {
        Stream::Meeting(date) => {
            needs.push(Need::Stream(Stream::Body));
            if let Content::ItemOpened(opened) = &event.content {
                needs.extend(numbers(paragraph_of(*date, opened.item)));
            } else if let Some(item) = event.content.item() {
                let at = paragraph_of(*date, item);
                needs.extend([Need::Stream(Stream::Paragraph(at)), Need::Signatures(at)]);
            }
        }
        Stream::Paragraph(at) | Stream::Adjuster(at, _) => {
            let own = Need::Stream(Stream::Paragraph(*at));
            needs.extend((needs.first() != Some(&own)).then_some(own));
            needs.extend([
                Need::Paragraph(*at),
                Need::Signatures(*at),
                Need::Stream(Stream::Body),
            ]);
            let later = later(&event.content).filter(|later| later != at);
            needs.extend(later.map(Need::Paragraph));
        }
        _ => {}
    }
    needs
}

/// A number must be free, follow on the one before it, and do so in a year whose first number is known.
fn numbers(at: ParagraphRef) -> Vec<Need> {
    let before = at.number.checked_sub(1).filter(|before| *before > 1);
    let first = (at.number > 1).then_some(1);
    let numbers = [at.number].into_iter().chain(before).chain(first);
    numbers
        .map(|number| Need::Paragraph(ParagraphRef { number, ..at }))
        .collect()
}

/// The paragraph whose decision changes this one.
fn later(content: &Content) -> Option<ParagraphRef> {
    match content {
        Content::DecisionRevised(revised) => Some(revised.by.paragraph),
        Content::ParagraphCorrected(corrected) => corrected.decision.as_ref().map(|by| by.paragraph),
        _ => None,
    }
}
