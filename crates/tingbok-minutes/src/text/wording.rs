//! Swedish forms that every sentence needs: genitives, enumerations, clocks, ordinals, line breaks.

use tingbok_procedure::Moment;
use tingbok_procedure::content::Person;

/// `Klara Nordins`; a name that ends in s, x or z stays as it is, initials take a colon.
pub(crate) fn genitive(name: &str) -> String {
    let initials = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    match name.chars().last() {
        Some('s' | 'x' | 'z' | 'S' | 'X' | 'Z') | None => name.to_owned(),
        Some(_) if name.split(' ').next_back().is_some_and(initials) => format!("{name}:s"),
        Some(_) => format!("{name}s"),
    }
}

/// `Klara Nordins (M)`.
pub(crate) fn genitive_of(person: &Person) -> String {
    let name = genitive(&person.name);
    match &person.party {
        Some(party) => format!("{name} ({party})"),
        None => name,
    }
}

/// `A, B och C`.
pub(crate) fn enumeration(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} och {last}", first.join(", ")),
    }
}

/// Persons and parties: `A och B`, `ledamöterna från M och KD`.
pub(crate) fn those(persons: &[Person], parties: &[String]) -> String {
    let mut all: Vec<String> = persons.iter().map(ToString::to_string).collect();
    if !parties.is_empty() {
        all.push(format!("ledamöterna från {}", enumeration(parties)));
    }
    enumeration(&all)
}

/// `14.00`, when the moment has a time of day.
pub(crate) fn clock(at: &Moment) -> Option<String> {
    let (hour, minute) = at.clock()?;
    Some(format!("{hour:02}.{minute:02}"))
}

/// `kl. 14.00`; `den 2026-03-12 kl. 14.00` where the meeting's `day` is given and this is another.
pub(crate) fn point(at: &Moment, day: Option<&str>) -> Option<String> {
    let on = at.date().to_string();
    let clock = clock(at).map(|clock| format!("kl. {clock}"));
    match (day.is_some_and(|day| day != on), clock) {
        (false, clock) => clock,
        (true, None) => Some(format!("den {on}")),
        (true, Some(clock)) => Some(format!("den {on} {clock}")),
    }
}

/// `första`, `andra`, … counted from 0.
pub(crate) fn ordinal(index: usize) -> String {
    match ORDINALS.get(index) {
        Some(word) => (*word).to_owned(),
        None => format!("{}:e", index.saturating_add(1)),
    }
}

/// `1 ja-röst`, `9 ja-röster`.
pub(crate) fn votes(count: u32, side: &str) -> String {
    let ending = if count == 1 { "" } else { "er" };
    format!("{count} {side}-röst{ending}")
}

/// The text with its first letter as a capital.
pub(crate) fn capitalized(text: &str) -> String {
    with_first(text, |first| first.to_uppercase().collect())
}

/// The text with its first letter small.
pub(crate) fn uncapitalized(text: &str) -> String {
    with_first(text, |first| first.to_lowercase().collect())
}

/// The text as a sentence: it ends with a full stop unless it ends with a mark already.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim_end();
    let ended = text.ends_with(['.', '!', '?', ':', '"', '”', '…']);
    if ended || text.is_empty() {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// The words with single spaces between them, for use inside a sentence.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text in lines of at most [`WIDTH`] characters; a longer word has a line of its own.
pub(crate) fn wrapped(text: &str) -> Vec<String> {
    wrapped_to(text, WIDTH)
}

/// The text in lines of at most so many characters; a longer word has a line of its own.
pub(crate) fn wrapped_to(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut filled = 0_usize;
    for unit in units(text) {
        let longer = width(&unit).saturating_add(1);
        match lines.last_mut() {
            Some(line) if filled.saturating_add(longer) <= most => {
                line.push(' ');
                line.push_str(&unit);
                filled = filled.saturating_add(longer);
            }
            _ => {
                filled = width(&unit);
                lines.push(unit);
            }
        }
    }
    lines
}

/// The width of a text in characters.
pub(crate) fn width(text: &str) -> usize {
    text.chars().count()
}

/// Words, with what is not parted from them: a party from its name, a number from its page.
fn units(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut led = false;
    for word in text.split_whitespace() {
        let party = word.starts_with('(') && word.chars().count() <= PARTY_MAX;
        match units.last_mut() {
            Some(unit) if led || party => {
                unit.push(' ');
                unit.push_str(word);
            }
            _ => units.push(word.to_owned()),
        }
        led = LEADING.contains(&word);
    }
    units
}

fn with_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => change(first) + rest.as_str(),
        None => String::new(),
    }
}

/// The width of the lines that the renderer makes, in characters.
pub(crate) const WIDTH: usize = 92;

/// Words that a number follows.
const LEADING: [&str; 4] = ["sidan", "sid", "kl.", "§"];

/// The longest party in parentheses, in characters.
const PARTY_MAX: usize = 6;

const ORDINALS: [&str; 12] = [
    "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde",
    "elfte", "tolfte",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genitives_as_swedish_has_them() {
        let check = |name: &str, expected: &str| assert_eq!(genitive(name), expected);
        check("Klara Nordin", "Klara Nordins");
        check("Anders Fries", "Anders Fries");
        check("Li Marx", "Li Marx");
        check("Eva Schultz", "Eva Schultz");
        check("Per Åkerö", "Per Åkerös");
        check("Regiondirektören", "Regiondirektörens");
        check("Per AB", "Per AB:s");
        check("", "");
    }

    #[test]
    fn enumerations_and_ordinals() {
        let names = |names: &[&str]| enumeration(&names.iter().map(|&n| n.to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&[]), "");
        assert_eq!(names(&["A"]), "A");
        assert_eq!(names(&["A", "B"]), "A och B");
        assert_eq!(names(&["A", "B", "C"]), "A, B och C");
        assert_eq!(
            [ordinal(0), ordinal(11), ordinal(12)],
            ["första", "tolfte", "13:e"]
        );
        assert_eq!(votes(1, "ja") + " " + &votes(0, "nej"), "1 ja-röst 0 nej-röster");
    }

    #[test]
    fn lines_are_broken_between_words() {
        let long = "ö".repeat(WIDTH + 3);
        let lines = wrapped(&format!("ett två {long} tre {}", "fyra ".repeat(30)));
        assert_eq!(lines[0], "ett två");
        assert_eq!(lines[1], long);
        assert!(lines[2..].iter().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(wrapped("  "), Vec::<String>::new());
        let glued = wrapped(&format!("{}på sidan 4", "ord ".repeat(21)));
        assert_eq!(glued[1], "sidan 4");
    }
}
