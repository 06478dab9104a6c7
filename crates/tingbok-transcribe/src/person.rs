//! Persons as minutes name them: `Klara Nordin (M)`, alone or in a list, with a role before or after.

use tingbok_procedure::content::Person;

use crate::phrase::on_one_line;

/// Reads a list of persons at byte `at`: `A Ek (S), B Al (M) och C By (V)`. Gives them and where the list ends.
pub(crate) fn persons(text: &str, at: usize) -> Option<(Vec<Person>, usize)> {
    let (first, mut end) = person(text, at)?;
    let mut all = vec![first];
    while all.len() < PERSONS_MAX {
        let Some(next) = after_separator(text, end).and_then(|at| person(text, at)) else {
            break;
        };
        all.push(next.0);
        end = next.1;
    }
    Some((all, end))
}

/// Reads one person at byte `at`: a role where one stands, a name of at least two words, the party in brackets.
pub(crate) fn person(text: &str, at: usize) -> Option<(Person, usize)> {
    let rest = text.get(at..)?;
    let begun = at + (rest.len() - rest.trim_start().len());
    let (role, start) = role_before(text, begun);
    let name_end = name_end(text, start)?;
    let (party, end) = party(text, name_end)?;
    let name = text.get(start..name_end)?;
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

/// Whether the text is a name and nothing else, of two to five words.
pub(crate) fn is_name(text: &str) -> bool {
    name_end(text, 0) == Some(text.len())
}

/// Reads `, ` or ` och ` or ` samt ` after a person.
fn after_separator(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let mut here = at;
    let mut separated = false;
    let comma = rest.trim_start();
    if let Some(after) = comma.strip_prefix(',') {
        here += rest.len() - after.len();
        separated = true;
    }
    let rest = text.get(here..)?.trim_start();
    let word: &str = rest.split_whitespace().next()?;
    if ["och", "samt"].contains(&word) {
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
        let is_role = ROLE_WORDS.contains(&lower.as_str());
        if !is_role {
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
        if !(is_name_word(word) || count > 1 && PARTICLES.contains(&word)) {
            break;
        }
        here = after;
        if count > 1 {
            end = Some(here);
        }
    }
    end
}

fn party(text: &str, at: usize) -> Option<(&str, usize)> {
    let open = at + leading_space(text, at);
    let inside = text.get(open..)?.strip_prefix('(')?;
    let close = inside
        .char_indices()
        .take(PARTY_CHARS_MAX + 1)
        .find(|&(_, c)| c == ')')?
        .0;
    let party = inside.get(..close)?;
    let fits = party.starts_with(char::is_uppercase) && party.chars().all(char::is_alphanumeric);
    (fits || party == "-").then_some((party, open + 1 + close + 1))
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
    letters && word.starts_with(char::is_uppercase)
}

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
    "ledamoten",
    "ledamöterna",
    "ersättaren",
    "ersättarna",
    "tjänstgörande",
    "ålderspresidenten",
];

/// Words within a name that begin with a small letter.
const PARTICLES: &[&str] = &[
    "af", "al", "av", "da", "de", "del", "den", "der", "di", "el", "la", "le", "van", "von",
];

const NAME_WORDS_MAX: usize = 5;
const WORD_BYTES_MAX: usize = 60;
const PARTY_CHARS_MAX: usize = 6;

/// The longest list of persons that is read as one; a longer one ends here and the rest is not its part.
const PERSONS_MAX: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let people = persons(text, 0).map(|(people, _)| people).unwrap_or_default();
        let written = people.into_iter().map(|p| {
            let role = p.role.map(|role| format!("{role}: ")).unwrap_or_default();
            format!("{role}{}/{}", p.name, p.party.unwrap_or_default())
        });
        written.collect()
    }

    #[test]
    fn lists_run_over_lines_and_end_before_the_verb() {
        assert_eq!(read("Anna Ek (S) yrkar"), ["Anna Ek/S"]);
        assert_eq!(
            read("Anna von\nEk (S), Bo-Eric Åhl (KD)\u{a0}och Ci O’Hara Lind (MP) yrkar"),
            ["Anna von Ek/S", "Bo-Eric Åhl/KD", "Ci O’Hara Lind/MP"]
        );
        assert_eq!(
            read("Anna Ek (S) samt tjänstgörande ersättaren Bo Al (M), och ordföranden Ci Ny (V) röstar"),
            [
                "Anna Ek/S",
                "tjänstgörande ersättaren: Bo Al/M",
                "ordföranden: Ci Ny/V"
            ]
        );
    }

    #[test]
    fn what_is_no_person_is_none() {
        for text in [
            "",
            "Anna (S)",
            "anna ek (S)",
            "Anna Ek",
            "Anna Ek (2023)",
            "Anna Ek ()",
            "Anna Ek (",
            "§ (S)",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
