//! What the log says of the meeting, and what it has got since it was last asked.
//!
//! Invariant: the ledger is open only while it is read.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tingbok_desk::Lang;
use tingbok_ledger::Masks;
use tingbok_ledger::log::Log;
use tingbok_ledger::view::logged;
use tingbok_minutes::Directory;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Event, Stream};

use crate::context::Context;
use crate::error::CommandError;
use crate::keys::Handle;
use crate::minute_book::MinuteBook;
use crate::reading;
use crate::writing::valid;

/// How much of the log is heard.
pub(super) struct Hearing {
    meeting: Date,
    origin: String,
    size: u64,
}

impl Hearing {
    /// Reads what a meeting is recorded on: the body, the meeting, and the items of its year. Whoever may not sign is
    /// told so now, and not after the meeting.
    pub(super) fn begin(
        meeting: Date,
        signers: &[Handle],
        context: &mut Context,
    ) -> Result<(Self, Vec<Event>), CommandError> {
        let log = reading::open(context)?;
        let tip = log.tip();
        for handle in signers {
            valid(tip.authority(), handle)?;
        }
        let book = MinuteBook::open(&log, context)?;
        let entries = entries(book.directory(), meeting);
        let events = read(&log, entries, context)?;
        let hearing = Self {
            meeting,
            origin: log.settings().origin.clone(),
            size: log.size(),
        };
        Ok((hearing, events))
    }

    /// The log's name.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// What the log has got since, as far as it is about this meeting.
    pub(super) fn listen(&mut self, lang: Lang, context: &mut Context) -> Result<Vec<Event>, CommandError> {
        let log = reading::open_quietly(context)?;
        let (from, size) = (self.size, log.size());
        if size < from {
            return Err(CommandError::refused(lang.of(
                format!("liggaren har {size} poster, och hade {from}: den är återställd från en kopia"),
                format!("the ledger has {size} entries, and had {from}: it was put back from a copy"),
            ))
            .hint(lang.of(
                "sluta och börja om: raderna väntar",
                "end the prompt and begin again: the lines wait",
            )));
        }
        let events = read(&log, from..size, context)?;
        self.size = size;
        let is_heard = |event: &Event| match (&event.stream, &event.content) {
            (Stream::Body, _) => true,
            (Stream::Meeting(day), _) if *day == self.meeting => true,
            (Stream::Meeting(day), Content::ItemOpened(_)) => day.year() == self.meeting.year(),
            _ => false,
        };
        Ok(events.into_iter().filter(is_heard).collect())
    }
}

/// The entries that a meeting is recorded on, in the order of the log.
fn entries(directory: &Directory, meeting: Date) -> BTreeSet<u64> {
    let mut entries: BTreeSet<u64> = directory.body().iter().collect();
    entries.extend(
        directory
            .meeting(meeting)
            .into_iter()
            .flat_map(|place| place.entries.iter()),
    );
    let of_year = directory
        .meetings()
        .filter(|(day, _)| day.year() == meeting.year() && *day != meeting);
    for (day, place) in of_year {
        let at = |number: &u32| ParagraphRef {
            year: day.year(),
            number: *number,
        };
        let opened = place
            .paragraphs
            .iter()
            .filter_map(|number| directory.paragraph(at(number))?.item.first());
        entries.extend(opened);
    }
    entries
}

/// Reads entries as events; those that cannot be read here are told.
fn read(
    log: &Log,
    entries: impl IntoIterator<Item = u64>,
    context: &mut Context,
) -> Result<Vec<Event>, CommandError> {
    let masks = Masks::of_gone(log).map_err(reading::not_read)?;
    let mut all = Vec::new();
    for index in entries {
        all.push(logged(log, index, &masks).map_err(reading::not_read)?);
    }
    reading::tell_unread(&all, context);
    Ok(all.iter().filter_map(|entry| entry.event().cloned()).collect())
}
