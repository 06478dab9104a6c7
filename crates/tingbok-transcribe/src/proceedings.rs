//! The proceedings sentence by sentence: adjournments, propositions, votes and who takes no part, in the order of the
//! text.

use std::ops::Range;

use tingbok_procedure::content::{MotionJoined, SpeechMade, Text};

use crate::adjournment;
use crate::item::Reading;
use crate::participation;
use crate::passage::Passage;
use crate::person;
use crate::phrase::Phrase;
use crate::proposition;
use crate::scribe::{Phase, Place};
use crate::sentence;
use crate::vote;
use crate::who::Who;

/// Reads the sentences of a span.
pub(crate) fn read_span(reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: Range<usize>) {
    let sentences = sentence::sentences(passage, span).into_iter();
    let sentences: Vec<_> = sentences.flat_map(|span| vote::pieces(passage, &span)).collect();
    let mut next = 0;
    while let Some(span) = sentences.get(next) {
        next += 1;
        let words = passage.slice(span.clone());
        if words.len() > SENTENCE_BYTES_MAX {
            continue;
        }
        let phrase = Phrase::of(words);
        if adjournment::read(reading, passage, span, &phrase) {
            continue;
        }
        let following = sentences.get(next).cloned();
        match proposition::read(reading, passage, span, following) {
            Some(proposition::Read::One) => {}
            Some(proposition::Read::WithNext) => next += 1,
            None if vote::read(reading, passage, span, &phrase) => {}
            None if participation::read_sentence(reading, passage, span) => {}
            None if agreement(reading, passage, span, &phrase) => {}
            None if speech(reading, passage, span, &phrase) => {}
            None if proposition::order(reading, passage, span) => {}
            None => reading.scribe.gave_nothing(passage.lines(span)),
        }
    }
}

/// *I Anna Eks yrkande instämmer B och C*: they join the motions that are named, or those moved last.
fn agreement(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    span: &Range<usize>,
    phrase: &Phrase<'_>,
) -> bool {
    let Some(verb) = phrase.find_stem(0, &["instäm"]) else {
        return false;
    };
    let after = phrase.words.get(verb).map_or(0, |word| word.span.end);
    let Some((persons, _)) = person::persons(phrase.text, after) else {
        return false;
    };
    let named = phrase.text.get(..after).unwrap_or_default();
    let mut motions = reading.register.resolve_named(named, &[]).motions;
    if motions.is_empty() {
        motions.clone_from(&reading.register.newest);
    }
    if motions.is_empty() {
        return false;
    }
    for person in persons {
        reading.register.meet(&person);
        let unit = reading.scribe.unit();
        let joined = MotionJoined {
            item: reading.number,
            motions: motions.clone(),
            person,
            text: reading.register.text(phrase.text),
        };
        reading.write(
            Phase::Proceedings,
            unit,
            Place::First,
            joined,
            &passage.lines(span),
        );
    }
    true
}

/// *I debatten yttrar sig A, B och C*: each of them spoke.
fn speech(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    span: &Range<usize>,
    phrase: &Phrase<'_>,
) -> bool {
    let speaks = phrase
        .find(0, &["yttrar", "sig"])
        .or(phrase.find(0, &["yttrade", "sig"]))
        .is_some()
        || phrase.has_stem(&["debatt"]) && phrase.has_stem(&["delta", "deltog"])
        || phrase.has_stem(&["talare"]);
    let Some(who) = Who::anywhere(phrase.text).filter(|who| speaks && !who.persons.is_empty()) else {
        return false;
    };
    for speaker in who.persons {
        reading.register.meet(&speaker);
        let unit = reading.scribe.unit();
        let made = SpeechMade {
            item: reading.number,
            speaker,
            text: Text::default(),
        };
        reading.write(Phase::Proceedings, unit, Place::First, made, &passage.lines(span));
    }
    true
}

/// A longer sentence is no sentence; its lines are kept.
const SENTENCE_BYTES_MAX: usize = 16 << 10;
