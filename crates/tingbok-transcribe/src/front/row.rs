//! One row of a front page's lists: who, in whose place, in which paragraphs; or an official with a title.
//!
//! A row is read whole or not at all: words that are not understood may say that somebody does not serve.

use tingbok_procedure::content::Person;

use super::interval::Paragraphs;
use crate::person;
use crate::phrase::on_one_line;

/// Somebody who serves, as a row tells it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) person: Person,
    /// The member in whose place.
    pub(crate) in_place_of: Option<Person>,
    pub(crate) paragraphs: Paragraphs,
}

/// Reads everybody whom a row names; `None` when a word of it is not understood.
pub(crate) fn entries(text: &str) -> Option<Vec<Entry>> {
    let mut all: Vec<Entry> = Vec::new();
    let mut at = 0;
    while all.len() < PERSONS_MAX {
        at += skipped(text.get(at..)?);
        if text.get(at..)?.is_empty() {
            break;
        }
        let role_end = role(text.get(at..)?).map_or(at, |end| at + end);
        let (mut person, end) = who(text, role_end + skipped(text.get(role_end..)?))?;
        add_role(&mut person, text.get(at..role_end)?);
        let mut entry = Entry {
            person,
            in_place_of: None,
            paragraphs: Paragraphs::default(),
        };
        at = more(text, end, &mut entry)?;
        if entry.paragraphs.is_hours_alone() {
            return None;
        }
        all.push(entry);
    }
    let whole = text.get(at..)?.trim().is_empty();
    (whole && !all.is_empty()).then_some(all)
}

/// Reads what follows a name: paragraphs, a member's name, a role. Gives where the next person begins, or the end.
fn more(text: &str, mut at: usize, entry: &mut Entry) -> Option<usize> {
    loop {
        at += skipped(text.get(at..)?);
        let rest = text.get(at..)?;
        if rest.is_empty() {
            return Some(at);
        }
        if let Some(end) = entry.paragraphs.read(rest) {
            at += end;
        } else if let Some(begun) = in_place(rest) {
            let (member, end) = who(text, at + begun)?;
            if entry.in_place_of.replace(member).is_some() {
                return None;
            }
            at = end;
        } else if let Some(end) = role(rest) {
            // A role before a name belongs to that name: *Anna Ek (S), ordförande Bo Al (M)*.
            let next = at + end;
            let gap = text.get(next..)?;
            let direct = gap.starts_with(' ') && who(text, next).is_some();
            if direct {
                return Some(at);
            }
            add_role(&mut entry.person, rest.get(..end)?);
            at = next;
        } else {
            return who(text, at).map(|_| at);
        }
    }
}

/// Reads a name, with its party where one stands.
pub(crate) fn who(text: &str, at: usize) -> Option<(Person, usize)> {
    let (person, end) = person::person(text, at).or_else(|| person::plain_name(text, at))?;
    let first = person.name.split(' ').next().unwrap_or_default().to_lowercase();
    let named =
        !NO_NAMES.contains(&first.trim_end_matches([':', '.'])) && person.name.len() <= NAME_BYTES_MAX;
    named.then_some((person, end))
}

/// Officials, each a name with a title before or after it; `None` when the row begins with something else.
pub(crate) fn officials(text: &str) -> Option<Vec<Person>> {
    let mut all: Vec<Person> = Vec::new();
    for part in text
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        match official(part) {
            Some(persons) => all.extend(persons),
            None => add_role(all.last_mut()?, part),
        }
    }
    (!all.is_empty()).then_some(all)
}

fn official(part: &str) -> Option<Vec<Person>> {
    let first = part.split_whitespace().next()?;
    let lower = first.to_lowercase();
    let titled = TITLE_ENDINGS.iter().any(|ending| lower.ends_with(ending));
    let begun = if titled { first.len() } else { 0 };
    let (mut person, end) = who(part, begun)?;
    if titled {
        add_role(&mut person, first);
    }
    let rest = part.get(end..)?.trim_start();
    match rest.strip_prefix("och ").map(official) {
        Some(Some(others)) => Some(std::iter::once(person).chain(others).collect()),
        _ => {
            add_role(&mut person, rest);
            Some(vec![person])
        }
    }
}

fn add_role(person: &mut Person, words: &str) {
    let words = on_one_line(words);
    let words = words.trim_matches([' ', ',', '(', ')']);
    if words.is_empty() {
        return;
    }
    person.role = Some(match person.role.take() {
        Some(role) => format!("{role}, {words}"),
        None => words.to_owned(),
    });
}

/// Where the name begins after words like *ersätter*, *i stället för*.
fn in_place(text: &str) -> Option<usize> {
    IN_PLACE.iter().find_map(|words| {
        let mut at = 0;
        for wanted in *words {
            let rest = text.get(at..)?;
            let begun = at + (rest.len() - rest.trim_start().len());
            let word = text.get(begun..)?.split_whitespace().next()?;
            if word.to_lowercase().trim_end_matches('.') != *wanted {
                return None;
            }
            at = begun + word.len();
        }
        Some(at)
    })
}

/// Where the words of a role end that begin a text.
fn role(text: &str) -> Option<usize> {
    let mut end = None;
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let begun = at + (rest.len() - rest.trim_start_matches([' ', '\n']).len());
        let word = text.get(begun..)?.split([' ', '\n', ',', ';', ')']).next()?;
        let lower = word.to_lowercase();
        if word.is_empty() || !ROLES.contains(&lower.trim_end_matches('.')) {
            return end;
        }
        at = begun + word.len();
        end = Some(at);
    }
}

/// How many bytes of a text only part: blanks, commas, brackets, dashes, *och*.
fn skipped(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",;.()–-—*".contains(c));
        let word = rest.split_whitespace().next().unwrap_or_default();
        match ["och", "samt", "&"]
            .contains(&word)
            .then(|| rest.strip_prefix(word))
        {
            Some(Some(after)) => rest = after,
            _ => return text.len() - rest.len(),
        }
    }
}

const IN_PLACE: &[&[&str]] = &[
    &["ersätter"],
    &["för"],
    &["i", "stället", "för"],
    &["istället", "för"],
    &["i", "ställe", "för"],
    &["tjänstgör", "för"],
    &["tjänstgjorde", "för"],
    &["tjänstgör", "i", "stället", "för"],
    &["inträder", "för"],
];

const ROLES: &[&str] = &[
    "ordförande",
    "ordf",
    "mötesordförande",
    "vice",
    "v",
    "1:e",
    "1:a",
    "1:ste",
    "2:e",
    "2:a",
    "2:dre",
    "3:e",
    "förste",
    "första",
    "andre",
    "andra",
    "tredje",
    "ledamot",
    "ålderspresident",
    "gruppledare",
    "kommunalråd",
    "oppositionsråd",
    "regionråd",
    "tjänstgörande",
    "tjg",
    "tjänstg",
    "ersättare",
    "ers",
    "deltar",
    "på",
    "distans",
    "digitalt",
];

/// Words with a capital that are no name: a reference to another page, a label.
const NO_NAMES: &[&str] = &[
    "se",
    "enligt",
    "bilaga",
    "ersättare",
    "ledamot",
    "ledamöter",
    "tjänstgörande",
    "närvarande",
    "sekreterare",
    "paragraf",
    "paragrafer",
    "underskrift",
    "sida",
    "sidan",
    "kommunkontoret",
    "kommunhuset",
];

const TITLE_ENDINGS: &[&str] = &[
    "chef",
    "chefen",
    "sekreterare",
    "sekreteraren",
    "direktör",
    "direktören",
    "strateg",
    "ekonom",
    "jurist",
    "ingenjör",
    "handläggare",
    "samordnare",
    "controller",
    "planerare",
    "utredare",
    "arkitekt",
    "revisor",
    "rektor",
    "registrator",
    "assistent",
];

const PERSONS_MAX: usize = 60;
const NAME_BYTES_MAX: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let Some(entries) = entries(text) else {
            return "unread".to_owned();
        };
        let shown = entries.iter().map(|entry| {
            let paragraphs: Vec<_> = (10..=13).filter(|n| entry.paragraphs.hold(*n)).collect();
            let place = entry.in_place_of.as_ref().map(|member| format!(" for {member}"));
            let role = entry.person.role.as_ref().map(|role| format!(" [{role}]"));
            let all = if entry.paragraphs.is_unstated() {
                String::new()
            } else {
                format!(" {paragraphs:?}")
            };
            format!(
                "{}{}{}{all}",
                entry.person,
                role.unwrap_or_default(),
                place.unwrap_or_default()
            )
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn rows_as_houses_write_them() {
        for (text, wanted) in [
            (
                "Gun-Lis Arvikås (C), ordförande",
                "Gun-Lis Arvikås (C) [ordförande]",
            ),
            ("Anna Ek (S) §§ 10–11, 13", "Anna Ek (S) [10, 11, 13]"),
            ("Anna Ek (s), t o m § 11", "Anna Ek (s) [10, 11]"),
            (
                "Dan Ö (S) ersätter Eva P (S) §§ 10, 12–13",
                "Dan Ö (S) for Eva P (S) [10, 12, 13]",
            ),
            ("Inga V (s) för Alf L (s)", "Inga V (s) for Alf L (s)"),
            (
                "Inga Ve (s) tjg ers för Alf Lo (s) fr o m § 12",
                "Inga Ve (s) [tjg ers] for Alf Lo (s) [12, 13]",
            ),
            (
                "Anna Ek (S), 1:e vice ordf., Bo Al (M) och Ci Ny (V)",
                "Anna Ek (S) [1:e vice ordf.]; Bo Al (M); Ci Ny (V)",
            ),
            ("Ordförande Anna Ek (S)", "Anna Ek (S) [Ordförande]"),
            (
                "Ersättare Anna Ek (S) för Bo Al (S)",
                "Anna Ek (S) [Ersättare] for Bo Al (S)",
            ),
            ("Anna Ek, ordförande", "Anna Ek [ordförande]"),
            ("Anna Ek (S) (§§ 10-12)", "Anna Ek (S) [10, 11, 12]"),
            ("Anna Ek (S) kl. 13.00–15.10", "unread"),
            ("Anna Ek (S) del av § 12", "unread"),
            (
                "Anna Ek (S), deltar på distans",
                "Anna Ek (S) [deltar på distans]",
            ),
            ("Anna Ek (S) avviker efter rasten", "unread"),
            ("Enligt närvarolista, sidan 2", "unread"),
            ("Se Bilaga", "unread"),
            ("", "unread"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn officials_have_titles() {
        let read = |text: &str| {
            let persons = officials(text).unwrap_or_default();
            let shown = persons
                .iter()
                .map(|one| format!("{}: {}", one.name, one.role.as_deref().unwrap_or("-")));
            shown.collect::<Vec<_>>().join("; ")
        };
        for (text, wanted) in [
            ("Karin Högboda, kommunchef", "Karin Högboda: kommunchef"),
            (
                "Jens Taserud, ekonomichef §§ 51–52, 54",
                "Jens Taserud: ekonomichef §§ 51–52, 54",
            ),
            ("Kommunchef Karin Högboda", "Karin Högboda: Kommunchef"),
            ("Eva By och Ola Fors, revisorer", "Eva By: -; Ola Fors: revisorer"),
            ("tre åhörare", ""),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }
}
