//! The words of a protocol into draft events, every source line accounted for.
//!
//! Minutes and official letters are read as a language: headings, verbs, persons, references. What is read becomes
//! events in procedural order; what is not understood is kept as words, with a reason, and what is not certain is
//! noted. Nothing is guessed silently, and nothing is altered: every non-blank line stands in exactly one event.
//!
//! | module | what stands there |
//! | --- | --- |
//! | `manuscript`, `passage`, `phrase`, `sentence` | the text as lines, as text over lines, as words, as sentences |
//! | `page`, `heading`, `outline` | page headers, headings, the text cut into items and sections |
//! | `cell`, `table`, `voting_list` | lines set in columns, tables of votes, lists of voters |
//! | `front` | the front page: place and time, who serves, who adjusts |
//! | `person`, `calendar`, `citation`, `numbered`, `reference` | how persons, days, cases and motions are named |
//! | `register` | what an item has so far, to which later words refer |
//! | `item`, `preparation`, `motion`, `clause`, `amendment`, `proceedings`, … | the readers of sections |
//! | `letter` | official letters |
//! | `scribe`, `coverage` | events with their lines; the check that every line is there once |
//!
//! This crate is pure: no files, no clock; ids come from the caller.

use jiff::civil::Date;
use tingbok_procedure::content::MediaFile;
use tingbok_procedure::{Moment, Stream};

pub use error::TranscribeError;
pub use report::{LineCount, Note, Report, Transcription};

use crate::front::Front;
use crate::manuscript::Manuscript;
use crate::meeting_date::Dated;
use crate::outline::{Aside, Genre, Outline};
use crate::scribe::Scribe;

mod adjournment;
mod amendment;
mod answer;
mod ballot;
mod calendar;
mod cell;
mod citation;
mod clause;
mod conclusion;
mod coverage;
mod decision;
mod error;
mod front;
mod heading;
mod item;
mod letter;
mod manuscript;
mod meeting_date;
mod motion;
mod numbered;
mod outline;
mod page;
mod participation;
mod party;
mod passage;
mod person;
mod phrase;
mod points;
mod preparation;
mod proceedings;
mod proposition;
mod reference;
mod register;
mod report;
mod reservation;
mod scribe;
mod sentence;
mod table;
mod vote;
mod voting_list;
mod who;

/// What a text does not say itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The day of the meeting (`--meeting`); it overrides what the text says.
    pub meeting: Option<Date>,
    /// The day on which the text is registered: the time of what the text gives no time for.
    pub registered: Date,
    /// SHA-256 of the file in lower-case hexadecimal, which each event names.
    pub document: Option<String>,
    /// The file, for the event that registers a letter.
    pub file: Option<MediaFile>,
    /// Whether to infer ballots from reservations, where the numbers leave one possibility.
    pub derive_ballots: bool,
}

impl Options {
    /// Nothing but the day of registering.
    #[must_use]
    pub fn new(registered: Date) -> Self {
        Self {
            meeting: None,
            registered,
            document: None,
            file: None,
            derive_ballots: false,
        }
    }
}

/// Reads minutes or an official letter into events, in an order in which they can be admitted one after the other.
///
/// `ids` gives the id of each event in that order: a random UUID in lower case.
///
/// # Errors
/// [`TranscribeError`] when the bytes are no text, or the text is neither minutes nor a letter, or lacks what no
/// event can be without. What is merely not understood is no error: it is kept.
pub fn transcribe(
    source: &[u8],
    options: &Options,
    ids: &mut dyn FnMut() -> String,
) -> Result<Transcription, TranscribeError> {
    let manuscript = Manuscript::read(source)?;
    let outline = Outline::of(&manuscript).ok_or(TranscribeError::Unrecognised)?;
    let mut scribe = Scribe::new(&manuscript);
    explain_asides(&mut scribe, &outline);
    match outline.genre {
        Genre::Letter => {
            let (registered, file) = (options.registered, options.file.clone());
            let stream = letter::read(&mut scribe, &manuscript, &outline, registered, file)?;
            scribe.keep_rest(&stream, &Moment::Day(registered), &[]);
        }
        Genre::Minutes => minutes(&mut scribe, &manuscript, &outline, options)?,
    }
    let (events, notes) = scribe.finish(options.document.as_deref(), ids);
    let lines = coverage::check(&manuscript, &events)?;
    Ok(Transcription { events, lines, notes })
}

fn minutes<'m, 'a>(
    scribe: &mut Scribe<'m, 'a>,
    manuscript: &'m Manuscript<'a>,
    outline: &Outline,
    options: &Options,
) -> Result<(), TranscribeError> {
    let stated = Dated::of(manuscript, &outline.aside);
    let front = Front::of(manuscript, outline);
    let setting = item::Setting {
        date: options.meeting.or(stated.date).ok_or(TranscribeError::NoDate)?,
        date_lines: stated.lines_for(options.meeting),
        registered: options.registered,
        derive_ballots: options.derive_ballots,
        chair: front.chair().cloned(),
    };
    stated.remark(scribe, options.meeting);
    for (item, order) in outline.items.iter().zip(1..) {
        item::read(scribe, manuscript, item, order, &setting);
    }
    front.write(scribe, setting.date);
    let homes = outline.homes(manuscript.len());
    scribe.keep_rest(&Stream::Meeting(setting.date), &Moment::Day(setting.date), &homes);
    Ok(())
}

fn explain_asides(scribe: &mut Scribe<'_, '_>, outline: &Outline) {
    for (line, aside) in outline.aside.iter().enumerate() {
        let reason = match aside {
            Some(Aside::Furniture) => "a page header or footer",
            Some(Aside::Rule) => "a ruled line",
            None => continue,
        };
        scribe.explain([line], reason);
    }
    for &line in &outline.doubtful {
        let text = "it begins with § and a number and opens no paragraph; its text stands in the one before";
        scribe.note(Some(line), text);
    }
}
