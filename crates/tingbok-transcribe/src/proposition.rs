//! The chair's questions and what the chair found: `Ordföranden ställer proposition på X och finner att det avslås.`
//!
//! Spec: docs/procedure.md, `proposition.put` and `proposition.found`.

use std::ops::Range;

use tingbok_procedure::content::{
    Effect, Outcome, PropositionFound, PropositionId, PropositionKind, PropositionPut,
};

use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::passage::Passage;
use crate::phrase::{Phrase, begins};
use crate::reference::{Referent, is_pronoun};
use crate::register::Put;
use crate::scribe::{Phase, Place};
use crate::vote;

/// How many sentences a proposition took.
pub(crate) enum Read {
    /// The one at hand.
    One,
    /// The next one too: it says what the chair found.
    WithNext,
}

/// A proposition as the words have it.
struct Question<'p> {
    /// What is put: `Klara Nordins (M) ändringsyrkande`.
    object: &'p str,
    /// What the chair found.
    answer: &'p str,
}

/// Reads a sentence as a proposition, with the next one where that holds the answer.
pub(crate) fn read(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    span: &Range<usize>,
    next: Option<Range<usize>>,
) -> Option<Read> {
    let words = passage.slice(span.clone());
    if !is_put(&Phrase::of(words)) {
        return None;
    }
    vote::settle(reading);
    let (whole, read) = match next.filter(|_| !Phrase::of(words).has_stem(FINDS)) {
        Some(next) => (span.start..next.end, Read::WithNext),
        None => (span.clone(), Read::One),
    };
    let question = Question::of(passage.slice(whole.clone()));
    let lines = passage.lines(&whole);
    match question.and_then(|question| Some((effect(question.answer)?, question))) {
        Some((effect, question)) if reading.register.puts.len() < PUTS_MAX => {
            question.write(reading, effect, &lines);
            Some(read)
        }
        _ => {
            let first = lines.first().copied();
            reading.scribe.note(
                first,
                "a proposition whose answer is not understood is kept as words",
            );
            Some(Read::One)
        }
    }
}

/// What words do: *avslås*, *bifallits*, *antas*.
pub(crate) fn effect(words: &str) -> Option<Effect> {
    let phrase = Phrase::of(words);
    let told = |plain: &str| {
        EFFECTS
            .iter()
            .find(|(stems, _)| begins(plain, stems))
            .map(|(_, effect)| *effect)
    };
    // The verb stands last: "beslutat avgöra", "Klara Nordins avslagsyrkande bifallits".
    phrase.words.iter().rev().find_map(|word| told(&word.plain))
}

impl<'p> Question<'p> {
    /// Cuts a sentence at *på* and *finner att*.
    fn of(text: &'p str) -> Option<Self> {
        let phrase = Phrase::of(text);
        let noun = phrase.find_stem(0, &["proposition"])?;
        let start = (noun + 1..phrase.words.len()).find(|&index| phrase.plain(index) != "på")?;
        let finds = phrase.find_stem(start, FINDS)?;
        // "X och finner att", "X. Ordföranden finner att"
        let ends = (start..finds)
            .rev()
            .find(|&index| !CONNECTING.contains(&phrase.plain(index)))?
            + 1;
        let object = text.get(phrase.span(start..ends))?;
        let answer = text.get(phrase.words.get(finds)?.span.end..)?;
        Some(Self {
            object: object.trim_end_matches(['.', ',']),
            answer: answer.trim().trim_end_matches('.'),
        })
    }

    fn write(&self, reading: &mut Reading<'_, '_, '_>, effect: Effect, lines: &[LineIndex]) {
        let referent = reading.register.resolve(self.object, &[]);
        let kind = self.kind(reading, &referent);
        let carried = self.carried(reading, effect, &referent);
        self.remark(reading, &referent, lines);
        let unit = reading.scribe.unit();
        let id = PropositionId(format!("q{}", reading.register.puts.len() + 1));
        let put = PropositionPut {
            item: reading.number,
            proposition: id.clone(),
            kind,
            motions: referent.motions.clone(),
            proposal: referent.proposal.clone(),
            text: reading.register.text(self.object),
        };
        let found = PropositionFound {
            item: reading.number,
            proposition: id.clone(),
            carried,
        };
        reading.write(Phase::Proceedings, unit, Place::First, put, lines);
        reading.write(Phase::Proceedings, unit, Place::Found, found, lines);
        reading.register.puts.push(Put {
            id,
            kind,
            motions: referent.motions,
            proposal: referent.proposal,
            unit,
        });
    }

    fn kind(&self, reading: &Reading<'_, '_, '_>, referent: &Referent) -> PropositionKind {
        let phrase = Phrase::of(self.object);
        let told = KINDS
            .iter()
            .find(|(stems, _)| phrase.has_stem(stems))
            .map(|(_, kind)| *kind);
        let against = phrase.find(0, &["mot", "varandra"]).is_some()
            || phrase.words.iter().any(|word| word.plain == "yrkandena");
        let amended = phrase.has_stem(&["ändring"]) || !reading.register.puts.is_empty();
        match told {
            Some(kind) => kind,
            None if against => PropositionKind::AgainstEachOther,
            None if referent.proposal.is_some() && amended => PropositionKind::Final,
            None => PropositionKind::ApproveOrReject,
        }
    }

    /// What was carried: what the answer names, or with *det* what was put.
    fn carried(&self, reading: &Reading<'_, '_, '_>, effect: Effect, put: &Referent) -> Outcome {
        let named = match is_pronoun(&Phrase::of(self.answer)) {
            true => Referent::default(),
            false => reading.register.resolve(self.answer, &[]),
        };
        let referent = if named.is_empty() { put.clone() } else { named };
        let formal = matches!(effect, Effect::DecideToday | Effect::Remit | Effect::Table);
        Outcome {
            effect,
            motions: if formal { Vec::new() } else { referent.motions },
            proposal: referent.proposal.filter(|_| !formal),
        }
    }

    fn remark(&self, reading: &mut Reading<'_, '_, '_>, referent: &Referent, lines: &[LineIndex]) {
        let named: Vec<_> = referent.motions.iter().map(ToString::to_string).collect();
        let text = if referent.is_empty() {
            "what is put to the meeting is not known here".to_owned()
        } else if referent.ambiguous {
            format!(
                "one motion is spoken of and several fit: {} are put together",
                named.join(", ")
            )
        } else {
            return;
        };
        reading.scribe.note(lines.first().copied(), text);
    }
}

fn is_put(phrase: &Phrase<'_>) -> bool {
    let puts = phrase.find_stem(0, &["ställ"]);
    puts.is_some_and(|at| {
        phrase
            .find_stem(at, &["proposition"])
            .is_some_and(|noun| noun <= at + 3)
    })
}

const FINDS: &[&str] = &["finner", "fann", "konstaterar"];
const CONNECTING: &[&str] = &["och", "ordföranden", "ordförande", "härvid"];

const EFFECTS: &[(&[&str], Effect)] = &[
    (&["avslå", "avslag", "avslog"], Effect::Reject),
    (
        &["bifall", "bifölls", "anta", "antog", "godkän", "fastställ"],
        Effect::Approve,
    ),
    (&["återremi"], Effect::Remit),
    (&["bordlägg", "bordlagt"], Effect::Table),
    (&["avgör"], Effect::DecideToday),
];

const KINDS: &[(&[&str], PropositionKind)] = &[
    (&["motförslag"], PropositionKind::CounterProposal),
    (&["huvudproposition"], PropositionKind::Main),
    (&["återremi"], PropositionKind::Remit),
    (&["bordlägg"], PropositionKind::Table),
    (&["avgörande", "avgöras", "avgörs"], PropositionKind::DecideToday),
    (&["tillägg"], PropositionKind::Addition),
];

/// How many propositions of one item are read.
const PUTS_MAX: usize = 300;
