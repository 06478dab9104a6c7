//! Reservations: one for each sentence in which persons reserve.
//!
//! Spec: docs/procedure.md, `reservation.entered` (KL 4:27).

use std::ops::Range;

use tingbok_procedure::content::{Person, ReservationEntered};

use crate::item::Reading;
use crate::outline::Section;
use crate::passage::Passage;
use crate::person;
use crate::phrase::Phrase;
use crate::register::Reserved;
use crate::scribe::{Phase, Place};
use crate::sentence;

/// Reads a section of reservations.
pub(crate) fn read(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let Some(passage) = reading.passage(section) else {
        return;
    };
    let whole = 0..passage.text().len();
    for span in sentence::sentences(&passage, whole) {
        let Some((persons, after)) = reserving(&passage, &span) else {
            continue;
        };
        for person in &persons {
            reading.register.meet(person);
        }
        write(reading, &passage, &span, &persons, after);
    }
}

/// The persons of a sentence that reserves, and where the words after *reserverar sig* begin.
fn reserving(passage: &Passage, span: &Range<usize>) -> Option<(Vec<Person>, usize)> {
    let (persons, end) = person::persons(passage.slice(0..span.end), span.start)?;
    let phrase = Phrase::of(passage.slice(end..span.end));
    let verb = phrase.find_stem(0, &["reserver"])?;
    let last = if ["sig", "oss"].contains(&phrase.plain(verb + 1)) {
        verb + 1
    } else {
        verb
    };
    Some((persons, end + phrase.words.get(last)?.span.end))
}

fn write(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    span: &Range<usize>,
    persons: &[Person],
    after: usize,
) {
    let lines = passage.lines(span);
    let words = passage.slice(after..span.end).trim().trim_end_matches('.');
    let phrase = Phrase::of(words);
    let favour = phrase.find_stem(0, &["förmån"]).and_then(|at| {
        let start = phrase.words.get(at)?.span.end;
        Some(reading.register.resolve(words.get(start..)?, persons))
    });
    if favour.as_ref().is_some_and(|favour| favour.motions.is_empty()) {
        let first = lines.first().copied();
        reading
            .scribe
            .note(first, "in favour of what they reserve is not known here");
    }
    let favour = favour.map(|referent| referent.motions).unwrap_or_default();
    let only = reading
        .register
        .decisions
        .first()
        .filter(|_| reading.register.decisions.len() == 1);
    let entered = ReservationEntered {
        item: reading.number,
        persons: persons.to_vec(),
        decision: only.cloned(),
        favour: favour.clone(),
        text: reading.register.text(words),
    };
    reading.write(Phase::Reserved, 0, Place::First, entered, &lines);
    reading
        .register
        .reserved
        .extend(persons.iter().map(|person| Reserved {
            name: person.name.clone(),
            favour: favour.clone(),
            lines: lines.clone(),
        }));
}
