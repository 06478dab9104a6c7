//! Who votes how, where minutes tell it in words: `A Ek (S) och B Al (V) röstar Ja (2).`, `Nej röstar: C By (M)`.
//!
//! A list of persons is a group of ballots when the verb after it or the words before it say how they vote. Persons
//! without their party are read only after words that announce them.
//!
//! Spec: docs/procedure.md, `ballot.cast`.

use std::ops::Range;

use tingbok_procedure::content::{Choice, Person};

use crate::answer;
use crate::calendar::number;
use crate::person;
use crate::phrase::{Phrase, begins};

/// Persons who vote alike.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// How they vote.
    pub(crate) choice: Choice,
    /// Who.
    pub(crate) persons: Vec<Person>,
    /// How many there are, where that is printed.
    pub(crate) printed: Option<u32>,
    /// Where they stand in the text.
    pub(crate) span: Range<usize>,
}

/// What words say of those around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// How they vote.
    pub(crate) choice: Choice,
    /// How many there are, where that is printed.
    pub(crate) printed: Option<u32>,
}

/// The groups of a sentence, in order. `announced` is what the sentence before it announced: *Ja-röster:*.
pub(crate) fn groups(text: &str, announced: Option<Answer>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut announced = announced;
    let mut boundary = 0;
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let before = text.get(boundary..start).unwrap_or_default();
        let led = marker(before)
            .or_else(|| bracketed(before))
            .or(announced.filter(|_| before.trim().is_empty()));
        let read = match led {
            Some(_) => person::names(text, start),
            None => person::persons(text, start),
        };
        let Some((persons, end)) = read else {
            at = end_of_word(text, start);
            continue;
        };
        let after = text.get(end..).unwrap_or_default();
        let told = match verb(after) {
            Some((answer, length)) => Some((answer, end + length)),
            None => led.map(|answer| (answer, end)),
        };
        if let Some((answer, end)) = told {
            groups.push(Group {
                choice: answer.choice,
                persons,
                printed: answer.printed,
                span: start..end,
            });
            boundary = end;
            announced = None;
        } else {
            boundary = end;
        }
        at = end.max(start + 1);
    }
    groups
}

/// What words announce that stand before a list of persons, when they are nothing else: *Följande röstar ja:*.
pub(crate) fn marker(words: &str) -> Option<Answer> {
    // "10 nej och 1 avstår (": only the last answer is that of the names.
    let last = words.rfind([',', ';']).map_or(0, |at| at + 1);
    let last = words.get(last..)?.rfind(" och ").map_or(last, |at| last + at + 4);
    let phrase = Phrase::of(words.get(last..)?);
    if phrase.words.is_empty() || phrase.words.len() > MARKER_WORDS_MAX {
        return None;
    }
    let mut choices = Vec::new();
    let mut printed = None;
    for word in &phrase.words {
        let plain = word.plain.as_str();
        match answer::of_word(plain) {
            Some(choice) if !choices.contains(&choice) => choices.push(choice),
            Some(_) => {}
            None if plain.is_empty() || begins(plain, MARKER_STEMS) => {}
            None => printed = Some(number(plain)?),
        }
    }
    let last = phrase.plain(phrase.words.len() - 1);
    let [choice] = choices[..] else { return None };
    (!NOT_LAST.contains(&last)).then_some(Answer { choice, printed })
}

/// What stands right before a bracket that names open: *… utfaller så att 5 JA (*, *och 4 nej-röster (*.
fn bracketed(before: &str) -> Option<Answer> {
    let words = before.trim_end().strip_suffix('(')?;
    let phrase = Phrase::of(words);
    let last = phrase.words.len().checked_sub(1)?;
    let answered = (last.saturating_sub(BRACKETED_WORDS)..=last)
        .rev()
        .find_map(|at| Some((at, answer::of_word(phrase.plain(at))?)));
    let (at, choice) = answered?;
    let voting = |at: usize| begins(phrase.plain(at), &["röst", "st", "ledam", "att", "från"]);
    let printed = at.checked_sub(1).and_then(|before| number(phrase.plain(before)));
    let after = (at + 1..=last).all(voting);
    (after && printed.is_some()).then_some(Answer { choice, printed })
}

/// How those vote who stand before a verb: *röstar Ja (7)*, *avstår från att rösta*. Gives how long the words are.
fn verb(after: &str) -> Option<(Answer, usize)> {
    let window = after.get(..after.floor_char_boundary(VERB_BYTES_MAX))?;
    let phrase = Phrase::of(window);
    let first =
        (0..phrase.words.len()).find(|&at| !["m.fl", "m", "fl", "som"].contains(&phrase.plain(at)))?;
    let plain = phrase.plain(first);
    // A capital begins what is said of others: "Avstår: Bo Al".
    if phrase
        .text
        .get(phrase.words.get(first)?.core.clone())?
        .starts_with(char::is_uppercase)
    {
        return None;
    }
    let (choice, mut last) = if begins(plain, &["röst"]) {
        let at = (first + 1..first + 4).find(|&at| answer::of_word(phrase.plain(at)).is_some())?;
        (answer::of_word(phrase.plain(at))?, at)
    } else if begins(plain, &["avstå", "avstod"]) {
        let votes = phrase.find_stem(first, &["röst", "omröstning", "votering"]);
        let from = phrase.plain(first + 1) == "från";
        let to_do = phrase.plain(first + 3);
        if from && phrase.plain(first + 2) == "att" && !begins(to_do, &["rösta", "delta", "ta", "avge"]) {
            // "avstår från att begära votering"
            return None;
        }
        (
            Choice::Abstain,
            votes.filter(|&at| from && at <= first + 5).unwrap_or(first),
        )
    } else if plain == "lägger" || plain == "lade" {
        let down = phrase.find_stem(first, &["ner", "ned"])?;
        (Choice::Abstain, phrase.find_stem(down, &["röst"])?)
    } else if ["är", "var"].contains(&plain) && begins(phrase.plain(first + 1), &["frånvar"]) {
        (Choice::Absent, first + 1)
    } else {
        return None;
    };
    let bracketed = |at: usize| {
        let word = phrase.words.get(at)?;
        let inside = phrase.text.get(word.span.clone())?.starts_with('(');
        number(&word.plain).filter(|_| inside)
    };
    let printed = bracketed(last + 1);
    last += usize::from(printed.is_some());
    let length = phrase.words.get(last)?.span.end;
    Some((Answer { choice, printed }, length))
}

/// The next place where a name may begin: a word with a capital, or a role before one.
fn next_start(text: &str, at: usize) -> Option<usize> {
    let mut here = at;
    loop {
        let rest = text.get(here..)?;
        let opened = |c: char| c.is_whitespace() || c == '(';
        let start = here + (rest.len() - rest.trim_start_matches(opened).len());
        let word = text.get(start..)?.split_whitespace().next()?;
        if person::begins_person(text, start) {
            return Some(start);
        }
        here = start + word.len();
    }
}

fn end_of_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(char::is_whitespace).unwrap_or(rest.len()).max(1)
}

/// Stems of the words that a marker may have beside its answer.
const MARKER_STEMS: &[&str] = &[
    "röst",
    "följande",
    "dessa",
    "ledam",
    "ersättar",
    "personer",
    "tjänstgörande",
    "för",
    "från",
    "att",
    "av",
    "avge",
    "avgav",
    "har",
    "som",
    "st",
    "är",
    "var",
    "och",
    "i",
    "omröstning",
    "voteringen",
    "deltar",
    "inte",
    "ej",
    "antal",
    "lämna",
    "namn",
    "därmed",
    "samt",
    "resultat",
    "utfall",
];

/// Words after which no list of voters follows: *Ja för Anna Eks yrkande*.
const NOT_LAST: &[&str] = &["för", "och", "att", "från", "samt"];

/// How far before a bracket the answer may stand: *avstår från att rösta (*.
const BRACKETED_WORDS: usize = 3;

const MARKER_WORDS_MAX: usize = 12;
const VERB_BYTES_MAX: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let shown = groups(text, None).into_iter().map(|group| {
            let names: Vec<_> = group.persons.iter().map(|person| person.name.as_str()).collect();
            let printed = group
                .printed
                .map(|count| format!(" ({count})"))
                .unwrap_or_default();
            format!("{:?}{printed}: {}", group.choice, names.join(", "))
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn persons_before_their_verb() {
        assert_eq!(
            read("Anna Ek (S), tjänstgörande ersättaren Bo Al (V) och ordföranden\nCi Ny (S) röstar Ja (3)."),
            "Yes (3): Anna Ek, Bo Al, Ci Ny"
        );
        assert_eq!(
            read("Anna Ek (S) avstår från att rösta (1)."),
            "Abstain (1): Anna Ek"
        );
        assert_eq!(
            read("Anna Ek (S) röstade nej, medan Bo Al (M) avstod."),
            "No: Anna Ek; Abstain: Bo Al"
        );
        assert_eq!(read("Anna Ek (S) lägger ned sin röst."), "Abstain: Anna Ek");
    }

    #[test]
    fn persons_after_words_that_announce_them() {
        assert_eq!(
            read("Följande ledamöter röstar ja: Anna Ek (S) och Bo Al (V).\nNej röstar: Ci Ny (M)"),
            "Yes: Anna Ek, Bo Al; No: Ci Ny"
        );
        assert_eq!(
            read("Ja-röster (2): Anna Ek, Bo Al\nNej-röster (1): Ci Ny"),
            "Yes (2): Anna Ek, Bo Al; No (1): Ci Ny"
        );
        assert_eq!(
            read("JA\nAnna Ek (S)\nBo Al (V)\nNEJ\nCi Ny (M)"),
            "Yes: Anna Ek, Bo Al; No: Ci Ny"
        );
        assert_eq!(read("Ja-röst avges av Anna Ek (S)."), "Yes: Anna Ek");
        assert_eq!(
            read("Utfallet blev sådant att 2 JA (Anna Ek (S), Bo Al (V)) och 1 NEJ (Ci Ny (M)) avgavs."),
            "Yes (2): Anna Ek, Bo Al; No (1): Ci Ny"
        );
    }

    #[test]
    fn what_says_nothing_of_ballots() {
        for text in [
            "Ja för bifall till Anna Ek (S) yrkande och Nej för bifall till Bo Al (M) yrkande.",
            "Anna Ek (S) yrkar bifall.",
            "Anna Ek (S) begär omröstning.",
            "Ja",
            "",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
