//! Events that a command makes itself, instead of reading them from a file of drafts.
//!
//! Invariants: they are signed and admitted like any other, all of a command or none; an error names the paragraph that
//! it is about.
//!
//! Section: docs/spec/draft.md.

use tingbok_ledger::authoring::{NewClearLines, NewEvent};
use tingbok_ledger::receipt::Receipt;
use tingbok_procedure::{Content, Moment, Source, Stream};
use tingbok_record::json;

use crate::clock;
use crate::context::Context;
use crate::error::CommandError;
use crate::keys::Handle;
use crate::writing::Writing;

/// Events that are to be recorded together, each with the place that an error names.
#[derive(Default)]
pub(crate) struct Recording {
    events: Vec<NewEvent>,
    places: Vec<String>,
}

impl Recording {
    /// Adds an event with an id of its own; `place` is named in errors, `§ 57/2026`.
    pub(crate) fn add(
        &mut self,
        context: &mut Context,
        stream: &Stream,
        at: &Moment,
        content: &Content,
        place: String,
    ) -> Result<(), CommandError> {
        let text = content.to_value(&Source::default()).to_string();
        let value = json::parse(&text)
            .map_err(|error| CommandError::refused("the content cannot be recorded").because(error))?;
        self.events.push(NewEvent {
            id: context.entropy.id()?,
            stream: stream.to_string(),
            kind: content.kind().name().to_owned(),
            at: at.to_string(),
            content: value,
            clear: NewClearLines::default(),
        });
        self.places.push(place);
        Ok(())
    }

    /// Whether there is nothing to record.
    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The kinds, in the order in which the events were added.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(|event| event.kind.as_str())
    }

    /// Signs and appends them, all or none. `purpose` is told to others who find the ledger in use.
    pub(crate) fn append(
        &self,
        signers: &[Handle],
        purpose: &str,
        context: &mut Context,
    ) -> Result<Vec<Receipt>, CommandError> {
        let writing = Writing::open(context, signers, purpose)?;
        let place = |number: usize| self.places.get(number).cloned().unwrap_or_default();
        let appended = writing.append(&mut context.entropy, &self.events, place);
        let closed = writing.close();
        let receipts = appended?.receipts;
        closed?;
        Ok(receipts)
    }
}

/// When something happened: as the command line says, or now.
pub(crate) fn moment(on: Option<&Moment>, context: &Context) -> Moment {
    on.cloned().unwrap_or_else(|| clock::moment(context.now()))
}
