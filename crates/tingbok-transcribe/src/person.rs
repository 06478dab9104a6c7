//! Persons as minutes name them: `Klara Nordin (M)`, alone or in a list, with a role before or after.

use tingbok_procedure::content::Person;

use crate::phrase::on_one_line;

pub(crate) use opening::after_adding;

mod opening;

/// Reads a list of persons at byte `at`: `A Ek (S), B Al (M) och C By (V)`. Gives them and where the list ends.
pub(crate) fn persons(text: &str, at: usize) -> Option<(Vec<Person>, usize)> {
    let (mut all, mut end) = list(text, at, &person, &after_separator).or_else(|| collective(text, at))?;
    while all.len() < PERSONS_MAX {
        let next = after_separator(text, end);
        let Some((more, after)) =
            next.and_then(|at| collective(text, at).or_else(|| list(text, at, &person, &after_separator)))
        else {
            break;
        };
        all.extend(more);
        end = after;
    }
    Some((all, end))
}

/// Reads a list of names at byte `at`, each on a line of its own or after a separator, with or without a party.
///
/// A name without its party is taken only here, where the words before it say that names follow.
pub(crate) fn names(text: &str, at: usize) -> Option<(Vec<Person>, usize)> {
    let separator = |text: &str, end: usize| after_separator(text, end).or_else(|| after_line(text, end));
    list(text, at, &named, &separator)
}

/// Reads names whose party stands behind them all: `Anna Ek och Bo Al (båda S)`, `Anna Ek, Bo Al, samtliga (S)`.
fn collective(text: &str, at: usize) -> Option<(Vec<Person>, usize)> {
    let (mut persons, end) = list(text, at, &bare_name, &after_separator)?;
    let rest = text.get(end..)?;
    let gap = rest.trim_start_matches([' ', '\n', ',']);
    let begun = end + (rest.len() - gap.len());
    let inside = gap.trim_start_matches('(');
    let word = inside.split_whitespace().next()?;
    if !["båda", "alla", "samtliga"].contains(&word) {
        return None;
    }
    let after = begun + (gap.len() - inside.len()) + word.len();
    let tail = text.get(after..)?.trim_start();
    let party: String = tail
        .trim_start_matches('(')
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let fits = !party.is_empty() && party.chars().count() <= PARTY_CHARS_MAX;
    let start = text.len() - tail.len();
    let mut closed = start + tail.find(&party)? + party.len();
    closed += usize::from(text.get(closed..)?.starts_with(')'));
    for person in &mut persons {
        person.party = Some(party.clone());
    }
    fits.then_some((persons, closed))
}

/// Reads names of which some or all lack their party, when a verb follows that only persons do: *reserverar sig*.
pub(crate) fn unmarked(text: &str, at: usize, verbs: &[&str]) -> Option<(Vec<Person>, usize)> {
    let either = |text: &str, at: usize| person(text, at).or_else(|| plain_name(text, at));
    let (persons, end) = list(text, at, &either, &after_separator)?;
    let verb = text.get(end..)?.split_whitespace().next()?.to_lowercase();
    verbs
        .iter()
        .any(|stem| verb.starts_with(stem))
        .then_some((persons, end))
}

/// Reads a name that has no party, with the role before it.
pub(crate) fn plain_name(text: &str, at: usize) -> Option<(Person, usize)> {
    let begun = at + leading_space(text, at);
    let (role, start) = role_before(text, begun);
    let end = name_end(text, start)?;
    let person = Person {
        name: on_one_line(text.get(start..end)?),
        party: None,
        role,
        member: None,
    };
    Some((person, end))
}

/// Reads a name that has no party of its own, where more names or their common party follow.
fn bare_name(text: &str, at: usize) -> Option<(Person, usize)> {
    let (person, end) = plain_name(text, at)?;
    let rest = text.get(end..)?.trim_start();
    let goes_on = rest.starts_with([',', '(']) || begins_with_and(rest);
    goes_on.then_some((person, end))
}

/// Reads something of a text at a byte.
type Reader<'r, T> = dyn Fn(&str, usize) -> Option<T> + 'r;

/// Reads persons one after the other; a role in the plural (*ersättarna A och B*) is also that of those after it.
fn list(
    text: &str,
    at: usize,
    read: &Reader<'_, (Person, usize)>,
    separator: &Reader<'_, usize>,
) -> Option<(Vec<Person>, usize)> {
    let (first, mut end) = read(text, at)?;
    let mut shared = plural(first.role.as_deref());
    let mut all = vec![first];
    while all.len() < PERSONS_MAX {
        let Some((mut next, after)) = separator(text, end).and_then(|at| read(text, at)) else {
            break;
        };
        match &next.role {
            Some(role) => shared = plural(Some(role)),
            None => next.role.clone_from(&shared),
        }
        all.push(next);
        end = after;
    }
    Some((all, end))
}

fn plural(role: Option<&str>) -> Option<String> {
    let ends = |role: &&str| ["arna", "erna"].iter().any(|ending| role.ends_with(ending));
    role.filter(ends).map(str::to_owned)
}

/// Reads one person at byte `at`: a role where one stands, a name of at least two words, the party in brackets.
pub(crate) fn person(text: &str, at: usize) -> Option<(Person, usize)> {
    let rest = text.get(at..)?;
    let begun = at + (rest.len() - rest.trim_start().len());
    let (role, start) = role_before(text, begun);
    let name_end = match role {
        // "Ledamöterna Nilsson (S) och Ek (V)"
        Some(_) => name_end(text, start).or_else(|| surname_end(text, start)),
        None => name_end(text, start),
    }?;
    let name = text.get(start..name_end)?;
    let (party, end) =
        party(text, and_others(text, name_end)).filter(|_| !is_under_heading(text, start, name))?;
    Some((
        Person {
            name: on_one_line(name),
            party: Some(party.to_owned()),
            role,
            member: None,
        },
        end,
    ))
}

/// A single name behind a role.
fn surname_end(text: &str, at: usize) -> Option<usize> {
    let (word, end) = next_word(text, at)?;
    (is_name_word(word) && word.chars().count() > 1).then_some(end)
}

/// Where *m.fl.* behind a name ends.
fn and_others(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let begun = rest.trim_start();
    let others = ["m.fl.", "m fl", "m.fl"]
        .iter()
        .find(|words| begun.starts_with(**words));
    others.map_or(at, |words| at + (rest.len() - begun.len()) + words.len())
}

/// Whether a word alone on its line stands above a name: a heading that nobody knows, and no part of it.
fn is_under_heading(text: &str, start: usize, name: &str) -> bool {
    let begins_line = text
        .get(..start)
        .is_none_or(|before| before.trim_end_matches([' ', '\t']).is_empty() || before.ends_with('\n'));
    let Some((first, rest)) = name.split_once('\n') else {
        return false;
    };
    begins_line && first.split_whitespace().count() == 1 && rest.split_whitespace().count() > 1
}

/// Whether a person may begin at byte `at`: a word with a capital stands there, or a role.
pub(crate) fn begins_person(text: &str, at: usize) -> bool {
    let Some((word, _)) = next_word(text, at) else {
        return false;
    };
    let unbroken = text.get(at..).is_some_and(|rest| rest.starts_with(word));
    unbroken && (is_name_word(word) || is_role_word(&word.to_lowercase()))
}

/// Ja and Nej with a capital are no names.
fn answer_free(word: &str) -> bool {
    !["ja", "nej"].contains(&word.to_lowercase().split('-').next().unwrap_or_default())
}

/// Reads a name at byte `at`, with its party where that stands.
fn named(text: &str, at: usize) -> Option<(Person, usize)> {
    if let Some(person) = person(text, at) {
        return Some(person);
    }
    let (_, start) = role_before(text, at + leading_space(text, at));
    // Without the bracket that ends it, a name ends with its line.
    let line = text.get(..text.get(start..)?.find('\n').map_or(text.len(), |at| start + at))?;
    let (person, end) = plain_name(line, at)?;
    let rest = text.get(end..)?.trim_start_matches([' ', '\t']);
    let alone =
        rest.is_empty() || rest.starts_with([',', ';', '.', ')', '\n', '\r']) || begins_with_and(rest);
    alone.then_some((person, end))
}

fn begins_with_and(rest: &str) -> bool {
    let word = rest.split_whitespace().next().unwrap_or_default();
    AND.contains(&word)
}

/// Whether the text is a name and nothing else, of two to five words.
pub(crate) fn is_name(text: &str) -> bool {
    name_end(text, 0) == Some(text.len())
}

/// Where the next line that is not blank begins, when nothing else stands on this one.
fn after_line(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let blank = rest.len() - rest.trim_start().len();
    rest.get(..blank)?.contains('\n').then_some(at + blank)
}

/// Where a role between commas ends that stands behind a person: `A Ek (S), ordförande, yrkar`.
pub(crate) fn after_role(text: &str, at: usize) -> usize {
    let comma = |at: usize| text.get(at..).and_then(|rest| rest.strip_prefix(','));
    let begun = comma(at).map_or(at, |rest| text.len() - rest.trim_start().len());
    let (role, end) = role_before(text, begun);
    let closed = role
        .filter(|_| begun > at)
        .and_then(|role| comma(begun + role.len()));
    closed
        .filter(|_| end > begun)
        .map_or(at, |rest| text.len() - rest.len())
}

/// Reads `, ` or `; ` or ` och ` or ` samt ` after a person, and a role between commas: `A Ek (S), ordförande, B Al (M)`.
fn after_separator(text: &str, at: usize) -> Option<usize> {
    let next = separator(text, at)?;
    let (role, end) = role_before(text, next + leading_space(text, next));
    let another = role.and_then(|_| separator(text, end.min(text.trim_end().len())));
    Some(another.unwrap_or(next))
}

/// Where a comma, *och* or *samt* ends that stands at byte `at`.
pub(crate) fn separator(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let mut here = at;
    let mut separated = false;
    let comma = rest.trim_start();
    if let Some(after) = comma.strip_prefix([',', ';']) {
        here += rest.len() - after.len();
        separated = true;
    }
    let rest = text.get(here..)?.trim_start();
    let word: &str = rest.split_whitespace().next()?;
    if AND.contains(&word) {
        here = text.len() - rest.len() + word.len();
        separated = true;
    }
    separated.then_some(here)
}

/// A role that stands before the name, and where the name begins then.
fn role_before(text: &str, at: usize) -> (Option<String>, usize) {
    let mut here = at;
    while let Some((word, end)) = next_word(text, here) {
        let lower = word.to_lowercase();
        if !is_role_word(&lower) {
            break;
        }
        here = end;
    }
    let role = text
        .get(at..here)
        .map(on_one_line)
        .filter(|role| !role.is_empty());
    (role, here + leading_space(text, here))
}

/// Where a name that begins at `at` ends: before the bracket, after two to five words.
fn name_end(text: &str, at: usize) -> Option<usize> {
    let mut end = None;
    let mut here = at;
    for count in 1..=NAME_WORDS_MAX {
        let Some((word, after)) = next_word(text, here) else {
            break;
        };
        let divided = here > at
            && text.get(..here).is_some_and(|before| before.ends_with('-'))
            && text.get(here..after).is_some_and(|gap| gap.contains('\n'));
        if !(is_name_word(word)
            || divided && word.chars().all(char::is_alphabetic)
            || count > 1 && PARTICLES.contains(&word))
        {
            break;
        }
        here = after;
        if count > 1 {
            // A full stop ends the sentence, unless the word is an initial.
            let stop = word.ends_with('.') && word.chars().count() > 2;
            end = Some(here - usize::from(stop));
            if stop {
                break;
            }
        }
    }
    end
}

fn party(text: &str, at: usize) -> Option<(&str, usize)> {
    let open = at + leading_space(text, at);
    let inside = text.get(open..)?.strip_prefix('(')?;
    let close = inside
        .char_indices()
        .take(PARTY_NAME_CHARS_MAX + 1)
        .find(|&(_, c)| c == ')')?
        .0;
    let party = inside.get(..close)?.trim();
    let letters = !party.is_empty() && party.chars().all(char::is_alphanumeric);
    let short = party.chars().count() <= PARTY_CHARS_MAX && party.starts_with(char::is_uppercase);
    let small = party.chars().all(char::is_lowercase) && party.chars().count() <= SMALL_PARTY_CHARS_MAX;
    // A federation prints the member's municipality, others the whole name of the party.
    let whole = party.starts_with(char::is_uppercase)
        && party.chars().all(|c| c.is_alphabetic() || " -".contains(c))
        && !NO_PARTY.contains(&party.to_lowercase().as_str());
    (letters && (short || small) || whole || party == "-").then_some((party, open + 1 + close + 1))
}

/// The next word without the bracket or comma that may follow it, and where it ends.
fn next_word(text: &str, at: usize) -> Option<(&str, usize)> {
    let start = at + leading_space(text, at);
    let rest = text.get(start..)?;
    let wordlike = |c: char| c.is_alphanumeric() || "-'’.:".contains(c);
    let length = rest.find(|c| !wordlike(c)).unwrap_or(rest.len());
    let word = rest.get(..length.min(rest.len()))?;
    (!word.is_empty() && word.len() <= WORD_BYTES_MAX).then_some((word, start + word.len()))
}

fn leading_space(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start().len()
}

fn is_name_word(word: &str) -> bool {
    let letters = word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
    letters && word.starts_with(char::is_uppercase) && answer_free(word) && !opening::is_opening(word)
}

/// A word before a name that is a role: one of the list, or a compound that ends in one: *oppositionsrådet*.
fn is_role_word(lower: &str) -> bool {
    let of_body = ["styrelsens", "nämndens", "fullmäktiges", "utskottets"];
    of_body.iter().any(|ending| lower.ends_with(ending))
        || ROLE_WORDS.contains(&lower)
        || ROLE_ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

const AND: &[&str] = &["och", "samt", "&"];

/// Words before a name that are a role: *ordföranden*, *förste vice ordföranden*, *tjänstgörande ersättaren*.
const ROLE_WORDS: &[&str] = &[
    "ordförande",
    "ordföranden",
    "vice",
    "förste",
    "första",
    "andre",
    "andra",
    "1:e",
    "1:a",
    "2:e",
    "2:a",
    "ledamöterna",
    "ersättaren",
    "ersättarna",
    "tjänstgörande",
    "ålderspresidenten",
    "gruppledaren",
    "tjg",
    "tjg.",
    "ordf",
    "ordf.",
    "v",
    "v.",
    "ers",
    "ers.",
    "ledamot",
    "nämndeman",
    "nämndemannen",
    "fru",
    "herr",
    "herrar",
    "fröken",
    "regionråden",
    "borgarråden",
    "kommunalråden",
    "ledamoten",
    "representanten",
];

/// How a word ends that is a role: *borgarrådet*, *regionrådet*, *kommunalrådet*, *mötesordföranden*.
const ROLE_ENDINGS: &[&str] = &[
    "rådet",
    "råd",
    "ordföranden",
    "ordförande",
    "ersättaren",
    "ersättarna",
    "ledamöterna",
];

/// Words within a name that begin with a small letter.
const PARTICLES: &[&str] = &[
    "af", "al", "av", "da", "de", "del", "den", "der", "di", "el", "la", "le", "van", "von",
];

const NAME_WORDS_MAX: usize = 5;
const WORD_BYTES_MAX: usize = 60;
const PARTY_CHARS_MAX: usize = 6;

/// The name of a party or of a municipality: *Moderata samlingspartiet*.
const PARTY_NAME_CHARS_MAX: usize = 30;

/// Words in brackets after words with capitals that are none.
const NO_PARTY: &[&str] = &[
    "bilaga",
    "punkt",
    "protokoll",
    "jäv",
    "dnr",
    "ordförande",
    "sekreterare",
    "förslag",
    "frånvarande",
];

/// Older minutes write `(s)` and `(fp)`.
const SMALL_PARTY_CHARS_MAX: usize = 3;

/// The longest list of persons that is read as one; a longer one ends here and the rest is not its part.
const PERSONS_MAX: usize = 60;

#[cfg(test)]
mod tests;
