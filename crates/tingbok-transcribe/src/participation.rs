//! Who takes no part: recusals (*jäv*) and those who decline one decision; and statements for the minutes.
//!
//! Spec: docs/procedure.md, `recusal.declared`, `participation.declined`, `statement.entered`.

use std::ops::Range;

use tingbok_procedure::content::{
    ParticipationDeclined, RecusalDeclared, StatementEntered, StatementKind, Text,
};

use crate::item::Reading;
use crate::outline::Section;
use crate::passage::Passage;
use crate::phrase::{Phrase, begins, folded};
use crate::register::Register;
use crate::reservation;
use crate::scribe::{Phase, Place};
use crate::sentence;
use crate::who::{Who, is_denial};

/// Reads a section whose sentences each say who takes no part, or states something.
pub(crate) fn read(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let head = section.head.map(|head| folded(reading.manuscript.line(head)));
    let head = head.unwrap_or_default();
    let Some(passage) = reading.passage(section) else {
        return;
    };
    let mut open: Option<(Who, StatementKind, Range<usize>)> = None;
    for span in sentence::sentences(&passage, 0..passage.text().len()) {
        let words = passage.slice(span.clone());
        let said = Said::of(&reading.register, words).or_else(|| Said::under(&head, words));
        match said {
            Some(Said::States(who, kind)) => {
                state(reading, &passage, open.replace((who, kind, span)));
            }
            Some(said) => {
                state(reading, &passage, open.take());
                said.write(reading, &passage, &span);
            }
            None => {
                if let Some((_, _, told)) = &mut open {
                    told.end = span.end;
                }
            }
        }
    }
    state(reading, &passage, open);
}

/// Reads a sentence of another section; says whether it tells who takes no part or reserves.
pub(crate) fn read_sentence(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    span: &Range<usize>,
) -> bool {
    let said = Said::of(&reading.register, passage.slice(span.clone()));
    let tells = said.is_some();
    if let Some(said) = said {
        said.write(reading, passage, span);
    }
    tells
}

/// Reads a sentence among reservations that is none: a statement, or that somebody takes no part.
pub(crate) fn read_other(reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: &Range<usize>) -> bool {
    let said = Said::of(&reading.register, passage.slice(span.clone()));
    match said {
        Some(Said::Reserves) | None => false,
        Some(said) => {
            said.write(reading, passage, span);
            true
        }
    }
}

/// What a sentence says of persons, beside motions and votes.
enum Said {
    Recused(Who),
    Declines(Who),
    Reserves,
    States(Who, StatementKind),
}

impl Said {
    fn of(register: &Register, words: &str) -> Option<Self> {
        let phrase = Phrase::of(words);
        let absent = takes_no_part(&phrase);
        if is_recusal(&phrase) && !is_without(&phrase) {
            return recused(register, words).map(Self::Recused);
        }
        if absent && phrase.words.iter().any(|word| begins(&word.plain, &["beslut"])) {
            return Who::told(register, words).map(Self::Declines);
        }
        if reservation::reserving(register, words).is_some() {
            return Some(Self::Reserves);
        }
        let kind = statement(&phrase)?;
        Who::told(register, words).map(|who| Self::States(who, kind))
    }

    /// The same where the heading says what the sentence leaves out: names below *Jäv*.
    fn under(head: &str, words: &str) -> Option<Self> {
        let phrase = Phrase::of(words);
        if head.contains("jäv") {
            if is_recusal(&phrase) && is_without(&phrase) {
                return None;
            }
            let listed = Who::whole(words).is_some() || takes_no_part(&phrase);
            return listed
                .then(|| recused(&Register::default(), words))
                .flatten()
                .map(Self::Recused);
        }
        if head.contains("deltar") {
            return Who::first(words, 0).map(Self::Declines);
        }
        let kind = if head.contains("särskil") {
            StatementKind::SpecialOpinion
        } else if head.contains("anteckning") || head.contains("uttalande") || head.contains("röstförklaring")
        {
            StatementKind::Note
        } else {
            return None;
        };
        Who::first(words, 0).map(|who| Self::States(who, kind))
    }

    fn write(self, reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: &Range<usize>) {
        let lines = passage.lines(span);
        let words = passage.slice(span.clone());
        match self {
            Self::Recused(who) => {
                for person in who.persons {
                    reading.register.meet(&person);
                    let declared = RecusalDeclared {
                        item: reading.number,
                        person,
                        ground: Text::default(),
                    };
                    reading.write(Phase::Recused, 0, Place::First, declared, &lines);
                }
            }
            Self::Declines(who) => {
                reading.register.meet_all(&who.persons);
                let declined = ParticipationDeclined {
                    item: reading.number,
                    persons: who.persons,
                    parties: who.parties,
                    proposition: None,
                    decision: None,
                    text: reading.register.text(words),
                };
                reading.decline(declined, &lines);
            }
            Self::Reserves => {
                reservation::read_sentence(reading, passage, span);
            }
            Self::States(who, kind) => state(reading, passage, Some((who, kind, span.clone()))),
        }
    }
}

fn state(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    told: Option<(Who, StatementKind, Range<usize>)>,
) {
    let Some((who, kind, span)) = told else { return };
    reading.register.meet_all(&who.persons);
    let entered = StatementEntered {
        item: reading.number,
        persons: who.persons,
        parties: who.parties,
        kind,
        text: reading.register.text(passage.slice(span.clone())),
    };
    reading.write(Phase::Reserved, 0, Place::First, entered, &passage.lines(&span));
}

/// Who is recused: persons only, those named first. *A anmäler jäv och ersätts av B.*
fn recused(register: &Register, words: &str) -> Option<Who> {
    let who = Who::whole(words).or_else(|| Who::told(register, words))?;
    (!who.persons.is_empty()).then_some(who)
}

/// *Deltar inte*, *deltog ej*, *avstår från att delta*.
fn takes_no_part(phrase: &Phrase<'_>) -> bool {
    let Some(at) = phrase.find_stem(0, &["delta", "deltog"]) else {
        return false;
    };
    let near = |index: usize| ["inte", "ej"].contains(&phrase.plain(index));
    let stays_away =
        (at.saturating_sub(3)..at).any(|index| begins(phrase.plain(index), &["avstå", "avstod"]));
    stays_away || (at + 1..at + 4).any(near) || (at.saturating_sub(2)..at).any(near)
}

fn names_recusal(word: &str) -> bool {
    word.starts_with("jäv") || word.ends_with("jäv")
}

/// *Jäv*, *jävig*, *delikatessjäv*.
fn is_recusal(phrase: &Phrase<'_>) -> bool {
    phrase.words.iter().any(|word| names_recusal(&word.plain))
}

/// *Ingen jäv*, *inte jävig*, *undrar om A är jävig*: nobody is recused.
fn is_without(phrase: &Phrase<'_>) -> bool {
    let at = phrase
        .words
        .iter()
        .position(|word| names_recusal(&word.plain))
        .unwrap_or(phrase.words.len());
    let before = at.saturating_sub(DENIAL_WORDS)..at;
    let denied = before.into_iter().any(|at| is_denial(phrase, at));
    let after = at + 1..at + 5;
    let lacking = after
        .clone()
        .any(|at| phrase.plain(at).starts_with("föreligg") || phrase.plain(at) == "finns")
        && after
            .into_iter()
            .any(|at| ["inte", "ej"].contains(&phrase.plain(at)));
    let asked = phrase.has_stem(&["undra", "fråga", "prövar", "om"])
        && (0..at).any(|at| phrase.plain(at) == "om" || begins(phrase.plain(at), &["undra", "fråga"]));
    denied || lacking || asked
}

/// *Lämnar en protokollsanteckning*, *antecknar som yttrande*, *särskilt yttrande*.
fn statement(phrase: &Phrase<'_>) -> Option<StatementKind> {
    let opinion = phrase
        .find_stem(0, &["särskil"])
        .is_some_and(|at| begins(phrase.plain(at + 1), &["yttrande", "uttalande"]));
    if opinion {
        return Some(StatementKind::SpecialOpinion);
    }
    let noted = phrase.has_stem(&["protokollsanteckning", "röstförklaring"])
        || phrase
            .find_stem(0, &["antecknar", "antecknade"])
            .is_some_and(|at| {
                phrase.plain(at + 1) == "som" || phrase.find(at, &["till", "protokollet"]).is_some()
            })
        || phrase.find(0, &["till", "protokollet"]).is_some() && phrase.has_stem(&["anteckna", "anteckning"]);
    noted.then_some(StatementKind::Note)
}

/// How far before the word a denial stands.
const DENIAL_WORDS: usize = 4;
