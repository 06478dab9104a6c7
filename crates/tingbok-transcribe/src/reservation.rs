//! Reservations: one for each sentence in which persons reserve, with the words that follow until the next one.
//!
//! Spec: docs/procedure.md, `reservation.entered` (KL 4:27).

use std::ops::Range;

use tingbok_procedure::content::{Person, ReservationEntered};

use crate::item::Reading;
use crate::outline::Section;
use crate::page;
use crate::participation;
use crate::passage::Passage;
use crate::phrase::{Phrase, begins};
use crate::register::{Register, Reserved};
use crate::scribe::{Phase, Place};
use crate::sentence;
use crate::who::{Who, is_denial, is_denied, is_only_thought};

/// Reads a section of reservations.
pub(crate) fn read(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let Some(passage) = reading.passage(section) else {
        return;
    };
    let whole = 0..passage.text().len();
    let mut open: Option<(Who, Range<usize>)> = None;
    for span in sentence::sentences(&passage, whole) {
        let words = passage.slice(span.clone());
        if participation::read_other(reading, &passage, &span) {
            continue;
        }
        let who = reserving(&reading.register, words).or_else(|| listed(reading, words));
        let of_others = who.is_none() && is_void(&Phrase::of(words)) && Who::first(words, 0).is_some();
        if of_others {
            // What others do not do is no part of the reservation before it.
            if let Some((who, span)) = open.take() {
                write(reading, &passage, &span, &who);
            }
            continue;
        }
        match (who, &mut open) {
            (Some(who), _) => {
                if let Some((who, span)) = open.replace((who, span)) {
                    write(reading, &passage, &span, &who);
                }
            }
            // What is said after it, in whatever words, is its own.
            (None, Some((_, told))) => told.end = span.end,
            (None, None) => reading.scribe.gave_nothing(passage.lines(&span)),
        }
    }
    if let Some((who, span)) = open {
        write(reading, &passage, &span, &who);
    }
}

/// Reads a sentence of another section as a reservation; says whether it is one.
pub(crate) fn read_sentence(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    span: &Range<usize>,
) -> bool {
    let who = reserving(&reading.register, passage.slice(span.clone()));
    if let Some(who) = &who {
        write(reading, passage, span, who);
    }
    who.is_some()
}

/// Who reserves in a sentence, if anybody does.
pub(crate) fn reserving(register: &Register, words: &str) -> Option<Who> {
    let phrase = Phrase::of(words);
    let reserves = phrase.has_stem(RESERVES) && !is_void(&phrase);
    if !reserves {
        return None;
    }
    Who::told(register, words)
}

/// Whether a sentence speaks of a reservation that nobody enters here.
fn is_void(phrase: &Phrase<'_>) -> bool {
    let Some(reserves) = phrase.find_stem(0, RESERVES) else {
        return false;
    };
    // What the decision does not do is no denial: *mot beslutet att inte återremittera*.
    let denied = (0..reserves + DENIAL_WORDS).any(|at| is_denial(phrase, at));
    let before = reserves.checked_sub(1).map_or("", |before| phrase.plain(before));
    let allowed = ["får", "fick", "kan"].contains(&before);
    denied
        || allowed
        || is_supposed(phrase)
        || is_only_thought(phrase, reserves)
        || is_elsewhere(phrase, reserves)
}

/// *Reserverade sig mot beslutet i arbetsutskottet*: what was done in another body.
fn is_elsewhere(phrase: &Phrase<'_>, reserves: usize) -> bool {
    let past = begins(phrase.plain(reserves), &["reserverade", "reserverat"]);
    let body = |at: usize| page::is_body(phrase.plain(at)) || phrase.plain(at).ends_with("utskottet");
    let mut after = reserves..phrase.words.len();
    past && after.any(|at| ["i", "vid"].contains(&phrase.plain(at)) && body(at + 1))
}

/// *Ska reservera sig om*, *återtar sin reservation*: nobody does.
fn is_supposed(phrase: &Phrase<'_>) -> bool {
    let stems = ["återta", "återtog", "drar", "drog", "skulle", "kommer"];
    phrase.has_stem(&stems)
        || phrase
            .words
            .iter()
            .any(|word| ["ska", "om"].contains(&word.plain.as_str()))
            && !phrase.has_stem(&["förmån"])
}

/// Names and nothing else, below the heading that says what they do.
fn listed(reading: &Reading<'_, '_, '_>, words: &str) -> Option<Who> {
    let phrase = Phrase::of(words);
    if is_denied(&phrase) || is_supposed(&phrase) {
        return None;
    }
    let short = words.len() <= LIST_BYTES_MAX;
    let only = |who: &Who| {
        let rest = words.get(who.span.end..).unwrap_or_default().trim_start();
        let told = ["till förmån", "mot ", "i "]
            .iter()
            .any(|start| rest.starts_with(start));
        short && (rest.len() <= LIST_REST_BYTES_MAX || told)
    };
    let first = Who::first(words, 0).filter(only);
    Who::whole(words).or(first).or_else(|| {
        let persons = reading.register.known_in(words);
        let said: usize = persons.iter().map(|person| person.name.len()).sum();
        let most = said * 2 >= words.len() && !persons.is_empty();
        most.then(|| Who {
            persons,
            ..Who::default()
        })
    })
}

fn write(reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: &Range<usize>, who: &Who) {
    reading.register.meet_all(&who.persons);
    let lines = passage.lines(span);
    let words = after_verb(passage.slice(span.clone()), who);
    let phrase = Phrase::of(words);
    let speakers = reading.register.speakers(who);
    let favour = phrase.find_stem(0, &["förmån"]).and_then(|at| {
        let start = phrase.words.get(at)?.span.end;
        Some(reading.register.resolve(words.get(start..)?, &speakers))
    });
    if favour.as_ref().is_some_and(|favour| favour.motions.is_empty()) {
        let first = lines.first().copied();
        reading
            .scribe
            .remark(first, "in favour of what they reserve is not known here");
    }
    let favour = favour.map(|referent| referent.motions).unwrap_or_default();
    let only = reading
        .register
        .decisions
        .first()
        .filter(|_| reading.register.decisions.len() == 1);
    let entered = ReservationEntered {
        item: reading.number,
        persons: who.persons.clone(),
        parties: who.parties.clone(),
        decision: only.cloned(),
        favour: favour.clone(),
        text: reading.register.text(words),
    };
    reading.write(Phase::Reserved, 0, Place::First, entered, &lines);
    let reserved = |person: &Person| Reserved {
        name: person.name.clone(),
        favour: favour.clone(),
        lines: lines.clone(),
    };
    reading.register.reserved.extend(who.persons.iter().map(reserved));
}

/// The words after *reserverar sig*, when those who do stand before it; else the whole sentence.
fn after_verb<'t>(text: &'t str, who: &Who) -> &'t str {
    let rest = text.get(who.span.end..).unwrap_or_default();
    let phrase = Phrase::of(rest);
    let first = text
        .get(..who.span.start)
        .is_some_and(|before| before.trim().is_empty());
    let verb = phrase
        .find_stem(0, &["reserver"])
        .filter(|verb| first && *verb <= VERB_WORDS_MAX);
    let words = verb.and_then(|verb| {
        let own = ["sig", "oss"].contains(&phrase.plain(verb + 1));
        rest.get(phrase.words.get(verb + usize::from(own))?.span.end..)
    });
    words.unwrap_or(text).trim().trim_end_matches('.')
}

/// Words for who reserves.
const RESERVES: &[&str] = &["reserver", "reservation"];

/// A longer text is no list of names.
const LIST_BYTES_MAX: usize = 400;

/// What may stand behind the names of a list.
const LIST_REST_BYTES_MAX: usize = 20;

/// How far after the verb a denial of it stands: *reserverar sig inte*.
const DENIAL_WORDS: usize = 3;

/// How far after the persons their verb may stand.
const VERB_WORDS_MAX: usize = 4;
