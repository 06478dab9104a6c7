//! The compiled text of a paragraph: what the chair and the adjusters sign.
//!
//! Invariants: the text is made from the meeting's events of the item and from nothing else, so that it can be made
//! again from the same range of events; its runs put together are the text, byte for byte; each occurrence of a person's
//! name that the item knows is a run of its own, so that it can be withheld later without the rest.
//!
//! Spec: docs/procedure.md, `paragraph.compiled`; 5:69, JO 3339-2013.

use std::collections::BTreeSet;

use tingbok_procedure::content::{Day, ParagraphCompiled, ParagraphNo, Text};
use tingbok_procedure::{Content, Event, Stream};

use crate::paragraph::{Paragraph, ProjectionError};
use crate::projection::Logged;
use crate::renderer::{Renderer, UnknownRenderer};
use crate::text::render_text;

mod masked;
mod run;

/// Why no text can be compiled of these events.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// They give no paragraph.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// An event is a draft: it has no place in its stream that the text could be bound to.
    #[error("event `{event}` is not recorded yet: it has no place in its stream")]
    NotRecorded {
        /// The event.
        event: String,
    },
}

/// What differs between a compiled text and the log of today.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Difference {
    /// The text names a renderer that this program does not have: it cannot be made again here.
    #[error(transparent)]
    Renderer(#[from] UnknownRenderer),
    /// The item has no event at an end of the range.
    #[error("§ {item} has no event at place {seq} of its meeting's stream, where the compiled range {end}")]
    Range {
        /// The paragraph.
        item: ParagraphNo,
        /// The place.
        seq: u64,
        /// `begins` or `ends`.
        end: &'static str,
    },
    /// The events of the range give no paragraph.
    #[error("the events of the compiled range give no paragraph: {0}")]
    Projection(#[from] ProjectionError),
    /// The words beside values that are not shown read otherwise.
    #[error(
        "the compiled text reads `{compiled}`, and the log today `{today}`, beside values that are not shown"
    )]
    Words {
        /// The words as they were compiled.
        compiled: String,
        /// The words as the log gives them.
        today: String,
    },
    /// The texts are so long that they are compared only where nothing is masked.
    #[error("the texts are too long to be compared beside values that are not shown")]
    TooLong,
    /// A line reads otherwise.
    #[error("line {line} reads `{compiled}` in the compiled text, and `{today}` from the log today")]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// The line as it was compiled; empty where the text ended before it.
        compiled: String,
        /// The line as the log gives it.
        today: String,
    },
}

/// Compiles the text of an item from its events in the meeting's stream; others among them are passed over.
///
/// # Errors
/// [`CompileError`] when they give no paragraph, or one is not recorded.
pub fn compile(events: &[Event], renderer: Renderer) -> Result<ParagraphCompiled, CompileError> {
    let missing = || ProjectionError::NotOpened(events.len());
    let (item, meeting) = events.iter().find_map(opened).ok_or_else(missing)?;
    let events = of_item(events, item, meeting, ..);
    let paragraph = Paragraph::project(&events)?;
    let places: Result<Vec<u64>, CompileError> = events.iter().map(place).collect();
    let places = places?;
    let end = |seq: Option<&u64>| seq.copied().unwrap_or_default();
    Ok(ParagraphCompiled {
        item,
        meeting,
        from: end(places.iter().min()),
        to: end(places.iter().max()),
        renderer: renderer.name().to_owned(),
        text: Text(run::runs(&render_text(&paragraph, renderer), &names(&events))),
    })
}

/// Makes a compiled text again from the log of today: the events of the item within its range, under its renderer.
/// Events of other items and streams, and those outside the range, may be among `events`.
///
/// # Errors
/// [`Difference`] says what is not the same, the first line of it with both readings.
pub fn reprojected(compiled: &ParagraphCompiled, events: &[Event], shown: Shown) -> Result<(), Difference> {
    let renderer: Renderer = compiled.renderer.parse()?;
    let (item, from, to) = (compiled.item, compiled.from, compiled.to);
    let events = of_item(events, item, compiled.meeting, from..=to);
    let has = |seq: u64| events.iter().any(|event| place(event) == Ok(seq));
    for (seq, end) in [(from, "begins"), (to, "ends")] {
        if !has(seq) {
            return Err(Difference::Range { item, seq, end });
        }
    }
    let today = render_text(&Paragraph::project(&events)?, renderer);
    let text = compiled.text.concat();
    match shown {
        Shown::Whole => same(&text, &today),
        Shown::Masked => masked::same(&text, &today),
    }
}

/// Whether values stand where they were signed, or words in the place of some. Whoever read the entries knows: a text that
/// holds words like a mask is compared as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Every value is there.
    Whole,
    /// Words stand in the place of some.
    Masked,
}

impl Shown {
    /// As these entries were read.
    #[must_use]
    pub fn of(entries: &[Logged]) -> Self {
        if entries.iter().any(|entry| entry.masked) {
            Self::Masked
        } else {
            Self::Whole
        }
    }
}

fn same(compiled: &str, today: &str) -> Result<(), Difference> {
    if compiled == today {
        return Ok(());
    }
    // Not `lines`: a CR at the end of a line, or a last line without its LF, is a difference too.
    let (mut a, mut b) = (compiled.split('\n'), today.split('\n'));
    let mut line = 1_usize;
    loop {
        match (a.next(), b.next()) {
            (Some(a), Some(b)) if a == b => line = line.saturating_add(1),
            (a, b) => {
                let (compiled, today) = (a.unwrap_or_default().to_owned(), b.unwrap_or_default().to_owned());
                return Err(Difference::Line {
                    line,
                    compiled,
                    today,
                });
            }
        }
    }
}

/// The events of this item in its meeting's stream, within a range of places; drafts count as within.
fn of_item(
    events: &[Event],
    item: ParagraphNo,
    meeting: Day,
    range: impl std::ops::RangeBounds<u64>,
) -> Vec<Event> {
    let ours = |event: &&Event| {
        let within = event
            .signed
            .as_ref()
            .is_none_or(|signed| range.contains(&signed.seq));
        event.stream == Stream::Meeting(meeting.0) && event.content.item() == Some(item) && within
    };
    events.iter().filter(ours).cloned().collect()
}

fn opened(event: &Event) -> Option<(ParagraphNo, Day)> {
    match (&event.stream, &event.content) {
        (Stream::Meeting(date), Content::ItemOpened(opened)) => Some((opened.item, Day(*date))),
        _ => None,
    }
}

fn place(event: &Event) -> Result<u64, CompileError> {
    let place = event.signed.as_ref().map(|signed| signed.seq);
    place.ok_or_else(|| CompileError::NotRecorded {
        event: event.id.clone(),
    })
}

/// The names of the persons that the item's events name.
fn names(events: &[Event]) -> BTreeSet<&str> {
    let persons = events.iter().flat_map(|event| event.content.persons());
    let names = persons.map(|person| person.name.trim());
    names.filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests;
