//! The procedure's state, loaded stream by stream as events ask for it.
//!
//! Invariant: bounded. At most [`STREAMS_MAX`] streams are held; one that is dropped is replayed from the log when it
//! is needed again, and gives the same state.

use std::collections::BTreeMap;

use tingbok_procedure::admission::{Need, State, needs};
use tingbok_procedure::stream::{ParagraphRef, Stream};
use tingbok_procedure::{Content, Event, Finding};

use crate::index::IndexError;
use crate::lookup::Lookup;
use crate::submission::Inadmissible;

/// The meetings and cases that are being written to.
#[derive(Debug, Default)]
pub(crate) struct Meetings {
    state: State,
    /// The streams that were applied, with the time of their last use.
    held: BTreeMap<Stream, u64>,
    uses: u64,
}

impl Meetings {
    /// Judges an event, after what it is judged by was loaded from the log and from what is `pending`.
    pub(crate) fn admit(
        &mut self,
        event: &Event,
        lookup: &Lookup,
        pending: &[Event],
    ) -> Result<Vec<Finding>, Inadmissible> {
        for need in needs(event) {
            self.load_all(&need, lookup, pending)?;
        }
        if let Some(need) = self.state.needs_further(event) {
            self.load_all(&need, lookup, pending)?;
        }
        let judged = self.state.admit(event);
        self.drop_oldest();
        Ok(judged?)
    }

    /// Takes up an event that was admitted.
    pub(crate) fn apply(&mut self, event: &Event) {
        if self.held.contains_key(&event.stream) {
            self.state.apply(event);
        }
    }

    /// Drops a stream, whose newest events were taken back: it is replayed when it is needed again.
    pub(crate) fn forget(&mut self, stream: &Stream) {
        if self.held.remove(stream).is_some() {
            self.state.forget(stream);
        }
    }

    fn load_all(&mut self, need: &Need, lookup: &Lookup, pending: &[Event]) -> Result<(), IndexError> {
        let mut streams = streams(need, lookup, pending)?.into_iter();
        streams.try_for_each(|stream| self.load(stream, lookup, pending))
    }

    fn load(&mut self, stream: Stream, lookup: &Lookup, pending: &[Event]) -> Result<(), IndexError> {
        if !self.held.contains_key(&stream) {
            for event in lookup.events(&stream)? {
                self.state.apply(&event);
            }
            for event in pending.iter().filter(|event| event.stream == stream) {
                self.state.apply(event);
            }
        }
        self.uses += 1;
        self.held.insert(stream, self.uses);
        Ok(())
    }

    fn drop_oldest(&mut self) {
        while self.held.len() > STREAMS_MAX {
            let oldest = self.held.iter().min_by_key(|(_, used)| **used);
            let Some(oldest) = oldest.map(|(stream, _)| stream.clone()) else {
                return;
            };
            self.forget(&oldest);
        }
    }
}

/// The streams that a need names, in the log and in what waits.
fn streams(need: &Need, lookup: &Lookup, pending: &[Event]) -> Result<Vec<Stream>, IndexError> {
    Ok(match need {
        Need::Stream(stream) => vec![stream.clone()],
        Need::Paragraph(at) => {
            let opened = lookup.meeting_of(*at)?;
            let opened = opened.or_else(|| {
                let opening = pending.iter().find(|event| opens(event, *at));
                opening.map(|event| event.stream.clone())
            });
            opened.into_iter().collect()
        }
        Need::Case(case) => {
            let mut streams = lookup.meetings_of_case(case)?;
            let of_case = pending.iter().filter(|event| opens_case(event, case));
            for event in of_case {
                if !streams.contains(&event.stream) {
                    streams.push(event.stream.clone());
                }
            }
            streams
        }
        Need::Signatures(at) => {
            let mut streams = lookup.signatures(*at)?;
            let of_paragraph = |stream: &Stream| matches!(stream, Stream::Adjuster(of, _) if of == at);
            for event in pending.iter().filter(|event| of_paragraph(&event.stream)) {
                if !streams.contains(&event.stream) {
                    streams.push(event.stream.clone());
                }
            }
            streams
        }
        // Streams are all that there is to load.
        _ => Vec::new(),
    })
}

/// Whether an event opens the item of a paragraph.
pub(crate) fn opens(event: &Event, at: ParagraphRef) -> bool {
    matches!(&event.content, Content::ItemOpened(opened) if opened.item.0 == at.number)
        && event.meeting_year() == at.year
}

/// Whether an event opens an item of the case with this number.
pub(crate) fn opens_case(event: &Event, case: &str) -> bool {
    matches!(&event.content, Content::ItemOpened(opened) if opened.case.as_deref() == Some(case))
}

/// A body has one or two open meetings and a few dozen cases and paragraphs that are being written to.
const STREAMS_MAX: usize = 256;
