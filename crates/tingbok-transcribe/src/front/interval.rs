//! During which paragraphs somebody serves: `§§ 170, 172–184`, `t o m § 14`, `fr.o.m. § 15`, `ej § 55`.

/// What is said of the paragraphs in which somebody serves. All of it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paragraphs {
    rules: Vec<Rule>,
    /// Whether hours are given, which tell nothing of paragraphs.
    hours: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    Within(Vec<(u32, u32)>),
    Except(Vec<(u32, u32)>),
}

impl Paragraphs {
    /// Whether nothing is said.
    pub(crate) fn is_unstated(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether hours are all that is said.
    pub(crate) fn is_hours_alone(&self) -> bool {
        self.hours && self.rules.is_empty()
    }

    /// Whether a paragraph is one of them.
    pub(crate) fn hold(&self, number: u32) -> bool {
        let within = |ranges: &[(u32, u32)]| ranges.iter().any(|(from, to)| (*from..=*to).contains(&number));
        self.rules.iter().all(|rule| match rule {
            Rule::Within(ranges) => within(ranges),
            Rule::Except(ranges) => !within(ranges),
        })
    }

    /// Reads one more rule, or hours, at the beginning of a text; gives where it ends.
    pub(crate) fn read(&mut self, text: &str) -> Option<usize> {
        let tokens = tokens(text);
        let kinds: Vec<&Token> = tokens.iter().map(|(token, _)| token).collect();
        let (kind, mut at) = kind(&kinds)?;
        if kind == Kind::Hours {
            while matches!(kinds.get(at), Some(Token::Clock | Token::Number(_) | Token::Dash)) {
                at += 1;
            }
            self.hours = true;
            return tokens.get(at.checked_sub(1)?).map(|(_, end)| *end);
        }
        let (ranges, end) = ranges(&kinds, at)?;
        let single = || match ranges.as_slice() {
            [(only, same)] if only == same => Some(*only),
            _ => None,
        };
        self.rules.push(match kind {
            Kind::From => Rule::Within(vec![(single()?, u32::MAX)]),
            Kind::Until => Rule::Within(vec![(0, single()?)]),
            Kind::Except => Rule::Except(ranges),
            _ => Rule::Within(ranges),
        });
        tokens.get(end.checked_sub(1)?).map(|(_, end)| *end)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    From,
    Until,
    Except,
    Hours,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Number(u32),
    Clock,
    Sign,
    Dash,
    Comma,
    And,
    Word(String),
}

/// What the words before the sign say, and how many they are.
fn kind(tokens: &[&Token]) -> Option<(Kind, usize)> {
    let word = |at: usize| match tokens.get(at) {
        Some(Token::Word(word)) => word.as_str(),
        Some(Token::And) => "och",
        _ => "",
    };
    let stands = |words: &[&str]| words.iter().zip(0..).all(|(wanted, at)| word(at) == *wanted);
    let found = KINDS.iter().find(|(words, _)| stands(words));
    match found {
        Some((words, kind)) => Some((*kind, words.len())),
        None => (tokens.first() == Some(&&Token::Sign)).then_some((Kind::Plain, 0)),
    }
}

/// The numbers after the sign, and how many tokens they are with it.
fn ranges(tokens: &[&Token], mut at: usize) -> Option<(Vec<(u32, u32)>, usize)> {
    let signs = |mut at: usize| {
        while tokens.get(at) == Some(&&Token::Sign) {
            at += 1;
        }
        at
    };
    let begun = at;
    at = signs(at);
    if at == begun {
        return None;
    }
    let mut found = Vec::new();
    while let Some(Token::Number(from)) = tokens.get(at) {
        at += 1;
        let mut to = *from;
        if tokens.get(at) == Some(&&Token::Dash) {
            let after = signs(at + 1);
            (to, at) = match tokens.get(after) {
                Some(Token::Number(to)) => (*to, after + 1),
                _ => (u32::MAX, at + 1),
            };
        }
        if to < *from {
            return None;
        }
        found.push((*from, to));
        let joined = matches!(tokens.get(at), Some(Token::Comma | Token::And));
        let next = signs(at + 1);
        if !joined || !matches!(tokens.get(next), Some(Token::Number(_))) {
            break;
        }
        at = next;
    }
    (!found.is_empty()).then_some((found, at))
}

/// The first tokens of a text, each with the byte at which it ends.
fn tokens(text: &str) -> Vec<(Token, usize)> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while tokens.len() < TOKENS_MAX {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        let within = |c: char| c.is_alphanumeric() || c == '.' || c == ':';
        let length = match first {
            c if within(c) => rest.find(|c| !within(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        let token = match first {
            '§' => Token::Sign,
            '-' | '–' | '—' => Token::Dash,
            ',' | ';' => Token::Comma,
            '&' => Token::And,
            _ => spelled(word),
        };
        rest = after;
        tokens.push((token, text.len() - rest.len()));
    }
    tokens
}

fn spelled(word: &str) -> Token {
    let bare = word.trim_end_matches(['.', ':']);
    if let Ok(number) = bare.parse() {
        return Token::Number(number);
    }
    if bare.starts_with(|c: char| c.is_ascii_digit()) && bare.contains(['.', ':']) {
        return Token::Clock;
    }
    match bare.replace(['.', ':'], "").to_lowercase().as_str() {
        "och" | "samt" => Token::And,
        word => Token::Word(word.to_owned()),
    }
}

const KINDS: &[(&[&str], Kind)] = &[
    (&["t", "o", "m"], Kind::Until),
    (&["tom"], Kind::Until),
    (&["till", "och", "med"], Kind::Until),
    (&["fr", "o", "m"], Kind::From),
    (&["fro", "m"], Kind::From),
    (&["from"], Kind::From),
    (&["från", "och", "med"], Kind::From),
    (&["dock", "ej"], Kind::Except),
    (&["ej"], Kind::Except),
    (&["utom"], Kind::Except),
    (&["förutom"], Kind::Except),
    (&["under"], Kind::Plain),
    (&["vid"], Kind::Plain),
    (&["på"], Kind::Plain),
    (&["kl"], Kind::Hours),
    (&["klockan"], Kind::Hours),
];

/// More numbers than these are no list of paragraphs.
const TOKENS_MAX: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &str) -> String {
        let mut paragraphs = Paragraphs::default();
        let mut rest = text;
        while let Some(end) = paragraphs.read(rest) {
            rest = rest.get(end..).unwrap_or_default().trim_start_matches([',', ' ']);
        }
        let numbers: Vec<String> = (10..=16)
            .filter(|number| paragraphs.hold(*number))
            .map(|number| number.to_string())
            .collect();
        let hours = if paragraphs.is_hours_alone() { "hours" } else { "" };
        format!("{}{hours}|{rest}", numbers.join(" "))
    }

    #[test]
    fn paragraphs_as_houses_write_them() {
        for (text, wanted) in [
            ("§§ 10, 12–14", "10 12 13 14|"),
            ("§ 11 ", "11|"),
            ("§§10-11, 13 och 15—16, ordförande", "10 11 13 15 16|ordförande"),
            ("§ 10, § 12 samt §§ 14–15", "10 12 14 15|"),
            ("§ 10 – § 12", "10 11 12|"),
            ("§§ 14–", "14 15 16|"),
            ("t o m § 12", "10 11 12|"),
            ("t.o.m. § 12", "10 11 12|"),
            ("till och med § 12", "10 11 12|"),
            ("fr o m § 15", "15 16|"),
            ("fr.o.m. §15", "15 16|"),
            ("fr o m § 12 t o m § 13", "12 13|"),
            ("ej § 12", "10 11 13 14 15 16|"),
            ("utom §§ 12–15", "10 11 16|"),
            ("kl. 13.30–15.10, §§ 10–11", "10 11|"),
            ("kl 13.30–15", "10 11 12 13 14 15 16hours|"),
            ("§§ 14–12", "10 11 12 13 14 15 16|§§ 14–12"),
            ("t o m §§ 12–14", "10 11 12 13 14 15 16|t o m §§ 12–14"),
            ("del av § 12", "10 11 12 13 14 15 16|del av § 12"),
            ("§ 99999999999", "10 11 12 13 14 15 16|§ 99999999999"),
        ] {
            assert_eq!(held(text), wanted, "{text}");
        }
    }
}
