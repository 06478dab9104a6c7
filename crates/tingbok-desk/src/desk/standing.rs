//! What the log, with or without the lines that wait, makes of the meeting.

use tingbok_procedure::{Event, Finding, Rejection, State};

use crate::floor::Floor;
use crate::people::People;

/// What the log, or the log with the lines on top of it, makes of the meeting.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) state: State,
    pub(super) floor: Floor,
    pub(super) people: People,
}

impl Standing {
    pub(super) fn take(&mut self, event: &Event) {
        self.state.apply(event);
        self.floor.take(event);
        self.people.take(event);
    }

    /// Admits and takes in events in their order: all of them or none.
    pub(super) fn admit(&mut self, events: &[Event]) -> Result<Vec<Finding>, Rejection> {
        let mut next = self.clone();
        let mut findings = Vec::new();
        for event in events {
            findings.extend(next.state.admit(event)?);
            next.take(event);
        }
        *self = next;
        Ok(findings)
    }
}
