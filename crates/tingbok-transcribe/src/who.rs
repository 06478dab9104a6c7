//! Who a sentence is about: persons with their names, or parties where nobody is named.

use std::ops::Range;

use tingbok_procedure::content::Person;

use crate::party;
use crate::person;
use crate::phrase::{Phrase, begins};
use crate::register::Register;

/// Persons or parties, where they stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Who {
    /// Those named.
    pub(crate) persons: Vec<Person>,
    /// Parties, where nobody is named.
    pub(crate) parties: Vec<String>,
    /// Where they stand in the text.
    pub(crate) span: Range<usize>,
}

impl Who {
    fn named(persons: Vec<Person>, span: Range<usize>) -> Self {
        Self {
            persons,
            parties: Vec::new(),
            span,
        }
    }

    /// Those with whom the text begins: *Moderaterna och Bo Al (SD)*, *Bo Al (M) samt S-gruppen*.
    pub(crate) fn first(text: &str, at: usize) -> Option<Self> {
        let mut who = Self::of_one_kind(text, at)?;
        while who.persons.len() + who.parties.len() < WHO_MAX {
            let Some(next) = further(text, who.span.end) else {
                break;
            };
            let Some(more) = Self::of_one_kind(text, next) else {
                break;
            };
            let between = text.get(who.span.end..next).unwrap_or_default();
            if between.trim() == "," && more.are_of(&who.parties) {
                // "Moderaternas ledamöter, Anna Ek (M) och Bo Al (M), ..."
                who.parties.clear();
            }
            who.persons.extend(more.persons);
            who.parties.extend(more.parties);
            who.span.end = more.span.end;
        }
        Some(who)
    }

    /// Persons or parties, with which the text begins.
    fn of_one_kind(text: &str, at: usize) -> Option<Self> {
        let begun = at
            + text
                .get(at..)
                .map_or(0, |rest| rest.len() - rest.trim_start().len());
        if let Some((persons, end)) = person::persons(text, at) {
            return Some(Self::named(persons, begun..end));
        }
        let (parties, end) = party::parties(text, at)?;
        Some(Self {
            parties,
            ..Self::named(Vec::new(), begun..end)
        })
    }

    /// Whether they are persons, each of one of the parties.
    fn are_of(&self, parties: &[String]) -> bool {
        let of = |person: &Person| person.party.as_ref().is_some_and(|party| parties.contains(party));
        !self.persons.is_empty() && self.persons.iter().all(of)
    }

    /// The first persons that a text names, wherever they stand; where it names none, the first parties.
    pub(crate) fn anywhere(text: &str) -> Option<Self> {
        let starts = || Phrase::of(text).words.into_iter().map(|word| word.span.start);
        let person = starts().find_map(|at| Self::first(text, at).filter(|who| !who.persons.is_empty()));
        person.or_else(|| starts().find_map(|at| Self::first(text, at)))
    }

    /// The same, of a text that may name known persons without their party.
    pub(crate) fn told(register: &Register, text: &str) -> Option<Self> {
        let named = Self::anywhere(text);
        if let Some(who) = named.as_ref().filter(|who| !who.persons.is_empty()) {
            return Some(who.clone());
        }
        if let Some((persons, end)) = person::unmarked(text, 0, ONLY_PERSONS) {
            return Some(Self::named(register.completed(persons), 0..end));
        }
        let persons = register.known_in(text);
        if persons.is_empty() {
            return named;
        }
        Some(Self::named(persons, 0..0))
    }

    /// Whether the text is these persons and nothing else.
    pub(crate) fn whole(text: &str) -> Option<Self> {
        let (persons, end) = person::names(text, 0)?;
        let rest = text
            .get(end..)?
            .trim_matches(|c: char| c.is_whitespace() || c == '.');
        rest.is_empty().then(|| Self::named(persons, 0..end))
    }
}

/// Where more of those who do the same may begin: behind a comma, *och*, *med instämmande av*.
fn further(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let phrase = Phrase::of(rest.get(..rest.floor_char_boundary(AGREEING_BYTES_MAX))?);
    let agreeing = phrase.stands_at(0, &["med", "instämmande", "av"])
        || phrase.stands_at(0, &["med", "instämmande", "från"]);
    let agreed = phrase.words.get(2).filter(|_| agreeing);
    agreed
        .map(|word| at + word.span.end)
        .or_else(|| person::separator(text, at))
}

/// Whether a sentence says that something is not so: *ingen reservation*, *votering begärs inte*.
pub(crate) fn is_denied(phrase: &Phrase<'_>) -> bool {
    (0..phrase.words.len()).any(|at| is_denial(phrase, at))
}

/// Whether the word at a place denies what the sentence says.
pub(crate) fn is_denial(phrase: &Phrase<'_>, at: usize) -> bool {
    DENYING.contains(&phrase.plain(at)) && !is_first_name(phrase, at)
}

/// Whether what the word at a place says is only asked or thought of: *frågar om votering begärs*, *överväger att begära*,
/// *avstår från att reservera sig*.
pub(crate) fn is_only_thought(phrase: &Phrase<'_>, at: usize) -> bool {
    let within = |words: usize| at.saturating_sub(words)..at;
    let asked = within(QUESTION_WORDS)
        .find(|&at| ["om", "ifall", "huruvida"].contains(&phrase.plain(at)))
        .is_some_and(|question| (0..question).any(|at| begins(phrase.plain(at), ASKED)));
    let thought = within(THOUGHT_WORDS).find(|&at| begins(phrase.plain(at), THOUGHT));
    let leads = thought.is_some_and(|verb| {
        let joins = |at: usize| ["att", "från"].contains(&phrase.plain(at));
        verb + 1 == at || (verb + 1..at).any(joins)
    });
    asked || leads
}

/// Whether a sentence takes a demand back or refuses it: *men begäran återtas*, *begärs men avslås*, *drar tillbaka sin
/// begäran om votering*.
pub(crate) fn takes_demand_back(phrase: &Phrase<'_>) -> bool {
    let back = |at: usize| {
        begins(phrase.plain(at), TAKEN_BACK)
            || begins(phrase.plain(at), &["drar", "drog", "dras", "tas", "tog"])
                && phrase.plain(at + 1) == "tillbaka"
    };
    let of_demand = |verb: usize| {
        let near = verb.saturating_sub(DEMAND_WORDS)..verb + 1 + DEMAND_WORDS;
        let demand = near.into_iter().find(|&at| phrase.plain(at) == "begäran");
        let vote = |at: usize| ["votering", "omröstning", "rösträkning"].contains(&phrase.plain(at + 2));
        let but = verb
            .checked_sub(1)
            .is_some_and(|before| phrase.plain(before) == "men");
        but || demand.is_some_and(|at| phrase.plain(at + 1) != "om" || vote(at))
    };
    (0..phrase.words.len()).any(|at| back(at) && of_demand(at))
}

/// Whether a word is the first name Inga: it and the word after it begin with capitals.
fn is_first_name(phrase: &Phrase<'_>, at: usize) -> bool {
    let capital = |at: usize| {
        let word = phrase
            .words
            .get(at)
            .and_then(|word| phrase.text.get(word.core.clone()));
        word.is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    capital(at) && capital(at + 1)
}

/// How many persons and parties are read as one list.
const WHO_MAX: usize = 60;

/// The room for *med instämmande av* behind a person.
const AGREEING_BYTES_MAX: usize = 60;

/// What only persons do.
const ONLY_PERSONS: &[&str] = &["reserver", "begär", "deltar", "deltog", "anmäl", "lämna", "avstå"];

const DENYING: &[&str] = &["ingen", "inga", "inget", "inte", "ej", "utan", "varken"];

/// Words of a question that *om* follows.
const ASKED: &[&str] = &["fråga", "undra"];

/// Words for what is thought of and not done.
const THOUGHT: &[&str] = &[
    "avstod", "avstå", "funderar", "kommer", "planerar", "skulle", "tänker", "övervä",
];

/// Words for what happens to a demand that does not stand.
const TAKEN_BACK: &[&str] = &[
    "avslås", "avslogs", "avvis", "nekas", "nekades", "återta", "återtog",
];

/// How far before what is asked *om* stands: *om någon ledamot begär*.
const QUESTION_WORDS: usize = 4;

/// How far before what is thought of its verb stands.
const THOUGHT_WORDS: usize = 6;

/// How far from the verb the demand stands: *drar tillbaka sin begäran*.
const DEMAND_WORDS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_before_parties() {
        let names = |text: &str| {
            let who = Who::anywhere(text).unwrap_or_default();
            let mut names: Vec<String> = who.persons.into_iter().map(|person| person.name).collect();
            names.extend(who.parties);
            names.join(" ")
        };
        assert_eq!(
            names("Mot beslutet reserverar sig Anna Ek (S) och Bo Al (M)."),
            "Anna Ek Bo Al"
        );
        assert_eq!(names("Ledamöterna från SD och M reserverar sig"), "SD M");
        assert_eq!(names("Reservation från Moderaterna"), "M");
        assert_eq!(names("Beslutet fattas i dag."), "");
        for (text, wanted) in [
            (
                "Moderaterna, Liberalerna och Ulf Bo (SD) reserverar sig mot beslutet.",
                "Ulf Bo M L",
            ),
            (
                "Mot beslutet reserverar sig Per Ek (M) samt M-gruppen.",
                "Per Ek M",
            ),
            (
                "Per Ek (M) med instämmande av Lisa Åhl (L) reserverar sig",
                "Per Ek Lisa Åhl",
            ),
            (
                "Moderaternas ledamöter, Per Ek (M) och Bo Al (M), reserverar sig",
                "Per Ek Bo Al",
            ),
        ] {
            assert_eq!(names(text), wanted, "{text}");
        }
    }
}
