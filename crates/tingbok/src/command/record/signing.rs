//! The lines that wait are signed and appended: all of them, or none.
//!
//! Invariant: the lines are forgotten only when the log has every one of their events. A crash in between leaves both,
//! and the next session finds by their ids that they are recorded.

use std::collections::BTreeSet;

use tingbok_desk::saying;
use tingbok_desk::verb::Verb;
use tingbok_ledger::authoring::{NewClearLines, NewEvent};
use tingbok_procedure::{Draft, Open};
use tingbok_record::event::EventId;
use tingbok_record::json;

use super::session::Session;
use crate::context::Context;
use crate::error::CommandError;
use crate::receipts::Receipts;
use crate::writing::Writing;

impl Session<'_> {
    /// Signs what waits.
    pub(super) fn sign(&mut self, context: &mut Context) -> Result<(), CommandError> {
        let drafts = self.desk.to_sign().map_err(|problem| self.refused(&problem))?;
        let events = drafts.iter().map(new_event).collect::<Result<Vec<_>, _>>()?;
        let places = self.places();
        let place = |number: usize| places.get(number).cloned().unwrap_or_default();

        let writing = Writing::open(context, self.signers, "record")?;
        let appended = writing.append(&mut context.entropy, &events, place);
        let closed = writing.close();
        let appended = appended?;
        let kinds = drafts.iter().map(|draft| draft.kind.as_str());
        let printed = Receipts::of(&appended.receipts, kinds)
            .print_at_prompt(self.lang, context)
            .and_then(|()| context.out.flush());
        self.listen(context)?;
        if self.desk.lines().is_empty() {
            self.file.clear()?;
        }
        let count = appended.receipts.len();
        context.out.say(match count {
            1 => self
                .lang
                .of(
                    "En händelse är signerad och antecknad.",
                    "One event is signed and recorded.",
                )
                .to_owned(),
            _ => self.lang.of(
                format!("{count} händelser är signerade och antecknade."),
                format!("{count} events are signed and recorded."),
            ),
        });
        self.tell_uncounted(&drafts, context);
        closed.and(printed)
    }

    /// Says which votes are demanded and not counted, of what was signed and of what is still open: whoever demands one
    /// is entitled to it.
    fn tell_uncounted(&self, drafts: &[Draft], context: &mut Context) {
        let (lang, floor) = (self.lang, self.desk.floor());
        let signed: BTreeSet<u64> = drafts
            .iter()
            .filter_map(|draft| draft.content.get("item")?.as_u64())
            .collect();
        for (item, vote) in floor.uncounted() {
            let goes_on = floor.goes_on(item);
            if !goes_on && !signed.contains(&item.0.into()) {
                continue;
            }
            let said = saying::open(&Open::Vote(item, vote.clone()), lang);
            context.out.remark(lang.of("obs", "note"), said);
            if goes_on {
                let count = Verb::Count.name(lang);
                context
                    .out
                    .remark(lang.of("råd", "hint"), format!("`§{item} {count} 9 4 1`"));
            }
        }
    }

    /// The line that each draft is of.
    fn places(&self) -> Vec<String> {
        let lines = self.desk.lines().iter();
        let of_line = lines.flat_map(|line| {
            let (number, said) = (line.number, &line.said);
            let place = self.lang.of(
                format!("rad {number} `{said}`"),
                format!("line {number} `{said}`"),
            );
            line.drafts.iter().map(move |_| place.clone())
        });
        of_line.collect()
    }
}

fn new_event(draft: &Draft) -> Result<NewEvent, CommandError> {
    let refused = |what: &str| CommandError::refused(format!("draft `{}`: {what}", draft.id));
    let id =
        EventId::parse(&draft.id).map_err(|_| refused("its id is no UUID of version 4 in lower case"))?;
    let content = json::parse(&draft.content.to_string());
    Ok(NewEvent {
        id,
        stream: draft.stream.clone(),
        kind: draft.kind.clone(),
        at: draft.at.clone(),
        content: content.map_err(|error| refused("its content cannot be recorded").because(error))?,
        clear: NewClearLines::default(),
    })
}
