//! The procedure's state, loaded stream by stream as events ask for it.
//!
//! Invariant: bounded. At most [`STREAMS_MAX`] streams are held; one that is dropped is replayed from the log when it
//! is needed again, and gives the same state.

use std::collections::BTreeMap;

use tingbok_procedure::admission::{Need, State, needs};
use tingbok_procedure::stream::Stream;
use tingbok_procedure::{Event, Finding};

use crate::index::IndexError;
use crate::lookup::Lookup;
use crate::submission::Inadmissible;

/// The meetings and cases that are being written to.
#[derive(Clone, Debug, Default)]
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
            self.load(need, lookup, pending)?;
        }
        Ok(self.state.admit(event)?)
    }

    /// Takes up an event that was admitted.
    pub(crate) fn apply(&mut self, event: &Event) {
        if self.held.contains_key(&event.stream) {
            self.state.apply(event);
        }
    }

    fn load(&mut self, need: Need, lookup: &Lookup, pending: &[Event]) -> Result<(), IndexError> {
        let stream = match need {
            Need::Stream(stream) => Some(stream),
            // A paragraph that only a pending event opens stands in a stream that is held already.
            Need::Paragraph(at) => lookup.meeting_of(at)?,
            _ => None,
        };
        let Some(stream) = stream else { return Ok(()) };
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
        self.drop_oldest();
        Ok(())
    }

    fn drop_oldest(&mut self) {
        while self.held.len() > STREAMS_MAX {
            let oldest = self
                .held
                .iter()
                .min_by_key(|(_, used)| **used)
                .map(|(stream, _)| stream.clone());
            let Some(oldest) = oldest else { return };
            self.held.remove(&oldest);
            self.state.forget(&oldest);
        }
    }
}

/// A body has one or two open meetings and a few dozen cases that are being written to.
const STREAMS_MAX: usize = 64;
