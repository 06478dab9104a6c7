//! Where statements begin and who makes them: persons with a verb, the chair, a party.
//!
//! A statement begins on a new line after the end of a sentence, or within a line with a sentence of its own.

use std::collections::BTreeSet;

use tingbok_procedure::content::Person;

use crate::clause;
use crate::numbered;
use crate::outline::ends_sentence;
use crate::party;
use crate::passage::Passage;
use crate::person;
use crate::phrase::{Phrase, begins, is_quotation_mark, on_one_line};
use crate::register::Register;
use crate::sentence;

/// Where a statement begins.
pub(super) enum Start {
    /// With persons and a verb.
    Persons(Statement),
    /// With the chair or the meeting itself.
    Chair(usize),
}

/// Persons, and what their verb says they do.
pub(super) struct Statement {
    pub(super) at: usize,
    /// The number that is printed before it.
    pub(super) number: Option<u32>,
    pub(super) persons: Vec<Person>,
    /// Where nobody is named: the party, the group or the chair, as printed.
    pub(super) group: Option<String>,
    /// Those of whom the same sentence says that they join: *med instämmande av Bo Al (M)*.
    pub(super) joining: Vec<Person>,
    pub(super) act: Act,
    /// Where the words after the verb begin.
    pub(super) after: usize,
}

/// What persons do in a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Moves,
    Speaks,
    Joins,
    /// Something that sentences are read for: a vote is demanded.
    Demands,
    /// Something that no event kind fits.
    Other,
}

impl Start {
    /// The names of those who make it.
    fn names(&self) -> impl Iterator<Item = &str> {
        let persons = match self {
            Self::Persons(statement) => &statement.persons[..],
            Self::Chair(_) => &[],
        };
        persons.iter().map(|person| person.name.as_str())
    }

    pub(super) fn at(&self) -> usize {
        match self {
            Self::Persons(statement) => statement.at,
            Self::Chair(at) => *at,
        }
    }
}

/// The statements of a passage, where they begin. One begins on a new line after the end of a sentence.
pub(super) fn starts(passage: &Passage, register: &Register) -> Vec<Start> {
    let named = starts_of(passage, &|name| register.knows(name));
    let names: BTreeSet<&str> = named.iter().flat_map(Start::names).collect();
    starts_of(passage, &|name| names.contains(name) || register.knows(name))
}

/// The same, where it is told whose name needs no party.
fn starts_of(passage: &Passage, known: &dyn Fn(&str) -> bool) -> Vec<Start> {
    let mut starts = Vec::new();
    let mut before = 0;
    let mut read = 0;
    let within = sentences_within(passage);
    let ends = passage.line_starts().skip(1).chain([passage.text().len()]);
    for (at, end) in passage.line_starts().zip(ends) {
        let line_before = passage.slice(before..at);
        let free = line_before.trim().is_empty() || ends_sentence(line_before);
        let free = free || sentence::begins_with_persons(passage.text(), at);
        before = at;
        let written = !passage.slice(at..end).trim().is_empty();
        let mut done = at;
        if let Some((statement, from)) = labelled(passage.text(), at, known) {
            starts.push(Start::Persons(statement));
            read = from;
            done = from;
        } else if free && written && at >= read {
            let found = statement(passage.text(), at, known).map(Start::Persons);
            starts.extend(found.or_else(|| chair(passage, at)));
        }
        let later = within
            .iter()
            .filter(|sentence| done < **sentence && **sentence < end && **sentence > read);
        starts.extend(later.filter_map(|&at| statement(passage.text(), at, known).map(Start::Persons)));
    }
    starts
}

/// A statement with a number or a dash before it, `2) Anna Ek (S) yrkar`, `- Anna Ek (S) yrkar`, and where its own words begin.
fn labelled(text: &str, at: usize, known: &dyn Fn(&str) -> bool) -> Option<(Statement, usize)> {
    let numbered = numbered::label(text, at).map(|(number, from)| (Some(number), from));
    let (number, from) = numbered.or_else(|| Some((None, after_dash(text, at)?)))?;
    let found = statement(text, from, known).filter(|statement| !matches!(statement.act, Act::Other))?;
    let labelled = Statement { at, number, ..found };
    Some((labelled, from))
}

/// Where the words of a line begin that has a dash before them.
fn after_dash(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let line = rest.trim_start_matches([' ', '\t']);
    let words = DASHES.iter().find_map(|dash| line.strip_prefix(*dash))?;
    words
        .starts_with([' ', '\t'])
        .then_some(at + (rest.len() - words.len()))
}

/// Where sentences begin in the middle of a line, outside quotations.
fn sentences_within(passage: &Passage) -> Vec<usize> {
    let sentences = sentence::sentences(passage, 0..passage.text().len());
    let lines: BTreeSet<usize> = passage.line_starts().collect();
    let mut quoted = false;
    let mut done = 0;
    let mut within = Vec::new();
    for start in sentences.into_iter().map(|span| span.start) {
        let marks = passage
            .slice(done..start)
            .chars()
            .filter(|&c| is_quotation_mark(c));
        quoted ^= marks.count() % 2 == 1;
        done = start;
        if !quoted && !lines.contains(&start) {
            within.push(start);
        }
    }
    within
}

fn statement(text: &str, at: usize, known: &dyn Fn(&str) -> bool) -> Option<Statement> {
    if let Some(inverted) = inverted(text, at) {
        return Some(inverted);
    }
    let (persons, group, end) = movers(text, person::after_adding(text, at), known)?;
    let end = person::after_role(text, end);
    let (before, end) = joining(text, end).unwrap_or((Vec::new(), end));
    let rest = text.get(end..)?;
    let window = rest.get(..rest.floor_char_boundary(VERB_BYTES_MAX))?;
    let phrase = Phrase::of(window);
    let first = (0..phrase.words.len()).find(|&at| !AND_OTHERS.contains(&phrase.plain(at)))?;
    let first = first
        + (first..phrase.words.len())
            .take_while(|&at| phrase.plain(at).is_empty())
            .count();
    if let Some(colon) = colon(rest, &phrase, first) {
        return Some(Statement {
            at,
            number: None,
            persons,
            group,
            joining: before,
            act: Act::Moves,
            after: end + colon,
        });
    }
    let (verb, act) = act(&phrase, first)?;
    let after = end + phrase.words.get(verb)?.span.end;
    let (mut joining, after) = joining(text, after).unwrap_or((Vec::new(), after));
    joining.extend(before);
    Some(Statement {
        at,
        number: None,
        persons,
        group,
        joining,
        act,
        after,
    })
}

/// `Under överläggningen yrkade Anna Ek (S) bifall`: the verb stands before the persons.
fn inverted(text: &str, at: usize) -> Option<Statement> {
    let rest = text.get(at..)?;
    let phrase = Phrase::of(rest.get(..rest.floor_char_boundary(VERB_BYTES_MAX))?);
    if !OPENING.contains(&phrase.plain(0)) {
        return None;
    }
    let verb = (1..=INVERTED_WORDS).find(|&at| ["yrkar", "yrkade"].contains(&phrase.plain(at)))?;
    let (persons, end) = person::persons(text, at + phrase.words.get(verb)?.span.end)?;
    let (joining, after) = joining(text, end).unwrap_or((Vec::new(), end));
    Some(Statement {
        at,
        number: None,
        persons,
        group: None,
        joining,
        act: Act::Moves,
        after,
    })
}

/// Who moves at byte `at`: persons, or a party, a group or the chair as it is printed.
fn movers(
    text: &str,
    at: usize,
    known: &dyn Fn(&str) -> bool,
) -> Option<(Vec<Person>, Option<String>, usize)> {
    if let Some((persons, end)) = person::persons(text, at) {
        return Some((persons, None, end));
    }
    // Whoever was named before with a party may stand without it.
    let unmarked = person::unmarked(text, at, &["yrka"]);
    if let Some((persons, end)) = unmarked.filter(|(all, _)| all.iter().all(|person| known(&person.name))) {
        return Some((persons, None, end));
    }
    let rest = text.get(at..)?;
    let first = rest.split_whitespace().next()?;
    let leads = ["ordföranden", "ordförande"].contains(&first.to_lowercase().as_str());
    let end = if leads {
        at + (rest.len() - rest.trim_start().len()) + first.len()
    } else {
        party::movers(text, at)?
    };
    let verb = text.get(end..)?.split_whitespace().next()?;
    let moves = begins(verb, &["yrka"]) || !leads && begins(verb, &["föresl"]);
    moves.then(|| (Vec::new(), text.get(at..end).map(on_one_line), end))
}

/// `Anna Ek (S): bifall till förslaget`: where the words after the colon begin, when they ask for something.
fn colon(rest: &str, phrase: &Phrase<'_>, first: usize) -> Option<usize> {
    let after = rest.trim_start().strip_prefix(':')?;
    let asks = begins(phrase.plain(first), clause::ASKING) || begins(phrase.plain(first), &["yrka"]);
    asks.then_some(rest.len() - after.len())
}

/// `…, vilket biträds av Bo Al (M)`, `…, i vilket Bo Al (M) instämmer`: who joins at the end of a motion.
pub(super) fn agreeing(text: &str) -> Vec<Person> {
    let phrase = Phrase::of(text);
    let at = phrase
        .find_stem(0, &["biträd"])
        .filter(|&at| phrase.plain(at + 1) == "av")
        .map(|at| at + 2);
    let at = at.or_else(|| {
        let which = phrase.find(0, &["i", "vilket"])?;
        phrase.find_stem(which, &["instäm"]).map(|_| which + 2)
    });
    let found = at.and_then(|at| person::persons(text, phrase.words.get(at)?.span.start));
    found.map(|(persons, _)| persons).unwrap_or_default()
}

/// `yrkar, med instämmande av Bo Al (M), bifall …`: who joins, and where the words go on.
fn joining(text: &str, at: usize) -> Option<(Vec<Person>, usize)> {
    let rest = text.get(at..)?;
    let phrase = Phrase::of(rest.get(..rest.floor_char_boundary(VERB_BYTES_MAX))?);
    let with = usize::from(phrase.plain(0).is_empty());
    if phrase.plain(with) != "med" {
        return None;
    }
    let agrees = (with + 1..with + 3)
        .find(|&at| ["instämmande", "biträde", "bifall", "stöd"].contains(&phrase.plain(at)))?;
    let from = (agrees + 1..agrees + 3).find(|&at| ["av", "från"].contains(&phrase.plain(at)))?;
    let (persons, end) = person::persons(text, at + phrase.words.get(from)?.span.end)?;
    let comma = usize::from(text.get(end..)?.starts_with(','));
    Some((persons, end + comma))
}

/// The verb after the persons: the first word, or the second after *själv*, *också* and the like.
fn act(phrase: &Phrase<'_>, first: usize) -> Option<(usize, Act)> {
    let verb = phrase.plain(first);
    let object = phrase.plain(first + 1);
    let Some(row) = ACTS.iter().find(|(stems, _)| begins(verb, stems)) else {
        // "motsätter sig bordläggning och yrkar att ..."
        let second = phrase
            .find(first, &["och", "yrkar"])
            .or(phrase.find(first, &["och", "yrkade"]))?;
        return (second <= first + SECOND_VERB_WORDS).then_some((second + 1, Act::Moves));
    };
    if ["inte", "ej"].contains(&object) {
        return Some((first, Act::Other));
    }
    Some(match row.1 {
        Act::Speaks if object == "sig" || object == "ordet" => (first + 1, Act::Speaks),
        Act::Speaks => (first, Act::Other),
        Act::Demands if phrase.has_stem(&["omröstning", "votering", "rösträkning"]) => {
            (first, Act::Demands)
        }
        Act::Demands if clause::asks_outright(phrase, first + 1) => (first, Act::Moves),
        Act::Demands => (first, Act::Other),
        act => (first, act),
    })
}

fn chair(passage: &Passage, at: usize) -> Option<Start> {
    let rest = passage.slice(at..passage.text().len());
    let first = rest.split_whitespace().next()?;
    let lower = first.to_lowercase();
    let word = lower.trim_end_matches(['.', ',', ':']);
    CHAIR.contains(&word).then_some(Start::Chair(at))
}

const ACTS: &[(&[&str], Act)] = &[
    (
        &[
            "yrka",
            "föresl",
            "hemstäl",
            "förorda",
            "tillstyrk",
            "avstyrk",
            "nominer",
            "framstäl",
        ],
        Act::Moves,
    ),
    (&["yttra", "har", "begär ordet"], Act::Speaks),
    (
        &[
            "instäm", "ansluter", "anslöt", "biträd", "stödjer", "stöder", "förenar",
        ],
        Act::Joins,
    ),
    (&["begär"], Act::Demands),
    (
        &[
            "deltar",
            "anmäler",
            "antecknar",
            "avstår",
            "reserver",
            "lämnar",
            "återtar",
            "drar",
        ],
        Act::Other,
    ),
];

/// Words that begin a sentence of the chair's or about the meeting.
const CHAIR: &[&str] = &[
    "ordföranden",
    "ordförande",
    "sammanträdet",
    "mötet",
    "omröstning",
    "votering",
    "ajournering",
];

/// What stands before the lines of a list.
const DASHES: &[char] = &['-', '–', '—', '•', '*'];

/// Words between persons and their verb: *m.fl.*
const AND_OTHERS: &[&str] = &["m.fl", "m", "fl", "med", "flera", "själv", "också", "även"];

/// Words that begin a sentence in which the verb stands before the persons.
const OPENING: &[&str] = &[
    "därefter",
    "därutöver",
    "härefter",
    "i",
    "under",
    "vid",
    "vidare",
    "på",
];

/// How far from the beginning of such a sentence its verb stands.
const INVERTED_WORDS: usize = 4;

/// How far after the first verb *och yrkar* may stand.
const SECOND_VERB_WORDS: usize = 6;

/// How far from the persons their verb and its object may stand, in bytes.
const VERB_BYTES_MAX: usize = 120;
