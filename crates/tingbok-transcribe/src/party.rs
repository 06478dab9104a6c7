//! Groups that minutes name by their party alone: *ledamöterna från M, L och KD*, *SD-gruppen*, *Moderaterna*.
//!
//! Who was there of a party is not said, so no persons are made of it.

/// Reads parties at byte `at`: their letters, or the name as printed where it has none. Gives where they end.
pub(crate) fn parties(text: &str, at: usize) -> Option<(Vec<String>, usize)> {
    let mut tokens = Tokens { text, at };
    let led = tokens.lead();
    let mut found = Vec::new();
    let mut end = tokens.at;
    while found.len() < PARTIES_MAX {
        let Some(party) = tokens.party(led) else { break };
        if !found.contains(&party) {
            found.push(party);
        }
        end = tokens.group();
        if !tokens.separator() {
            break;
        }
    }
    (!found.is_empty()).then_some((found, end))
}

/// Where parties or groups end that stand at byte `at`, groups that are no single party too: *Alliansen*, *Vallistan*.
pub(crate) fn movers(text: &str, at: usize) -> Option<usize> {
    if let Some((_, end)) = parties(text, at) {
        return Some(end);
    }
    let rest = text.get(at..)?;
    let word = rest.split_whitespace().next()?;
    let lower = word.to_lowercase();
    let group = GROUPS.iter().any(|ending| lower.ends_with(ending)) && word.starts_with(char::is_uppercase);
    group.then_some(at + (rest.len() - rest.trim_start().len()) + word.len())
}

/// The words of a text from a place on.
struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    /// The next word with its punctuation, and where it ends.
    fn peek(&self) -> Option<(&'t str, usize)> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + (rest.len() - rest.trim_start().len());
        let word = rest.split_whitespace().next()?;
        Some((word, start + word.len()))
    }

    /// Passes over *samtliga ledamöter från* and the like; says whether they stood there.
    fn lead(&mut self) -> bool {
        let mut named = false;
        while let Some((word, end)) = self.peek() {
            let lower = word.to_lowercase();
            let who = WHO.iter().any(|stem| lower.starts_with(stem));
            let leads = who || BEFORE.contains(&lower.as_str()) || named && OF.contains(&lower.as_str());
            if !leads {
                break;
            }
            named |= who;
            self.at = end;
        }
        named
    }

    /// Reads one party: `(M)`, `M`, `M-gruppen`, `Moderaterna`, `Moderaternas`.
    fn party(&mut self, led: bool) -> Option<String> {
        let (word, end) = self.peek()?;
        let bare = word.trim_end_matches([',', '.', ';', ':']);
        let inside = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let stem = inside.unwrap_or(bare);
        let stem = ["-gruppen", "-grupperna", "-gruppens", "-ledamöterna", "-", ":s"]
            .iter()
            .find_map(|ending| stem.strip_suffix(ending))
            .unwrap_or(stem);
        let letters =
            stem.chars().all(char::is_alphabetic) && (1..=LETTERS_MAX).contains(&stem.chars().count());
        let code = letters && stem.chars().next().is_some_and(char::is_uppercase);
        let known = LETTERS.contains(&stem);
        let name = NAMES.iter().find(|(stems, _)| {
            let lower = stem.to_lowercase();
            stems.iter().any(|name| lower.starts_with(name))
        });
        let party = match name {
            Some((_, party)) => (*party).to_owned(),
            None if code && (known || inside.is_some() || led) => stem.to_owned(),
            None => return None,
        };
        self.at = end - (word.len() - bare.len());
        Some(party)
    }

    /// Passes over *gruppen*, *ledamöter* after a party; gives where the party ends.
    fn group(&mut self) -> usize {
        while let Some((word, end)) = self.peek() {
            let lower = word.to_lowercase();
            let bare = lower.trim_end_matches([',', '.']);
            if !AFTER.iter().any(|stem| bare.starts_with(stem)) {
                break;
            }
            self.at = end - (lower.len() - bare.len()).min(word.len());
        }
        self.at
    }

    /// Passes over `,` and *och*; says whether one stood there.
    fn separator(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let comma = rest.starts_with(',');
        self.at += usize::from(comma);
        let and = self.peek().filter(|(word, _)| ["och", "samt"].contains(word));
        if let Some((_, end)) = and {
            self.at = end;
        }
        comma || and.is_some()
    }
}

/// Stems of words for those who belong to a party.
const WHO: &[&str] = &[
    "ledamöter",
    "ledamöte",
    "representant",
    "företrädar",
    "gruppen",
    "grupperna",
    "partigrupp",
];

/// Words before them.
const BEFORE: &[&str] = &["samtliga", "alla", "de", "hela", "närvarande", "tjänstgörande"];

/// Words between them and the party.
const OF: &[&str] = &["från", "i", "för", "ur", "av", "tillhörande"];

/// Words that may follow a party.
const AFTER: &[&str] = &[
    "grupp",
    "ledamöter",
    "ledamot",
    "partigrupp",
    "fullmäktigegrupp",
    "representant",
];

/// The letters of parties that stand in many houses: only these are a party without brackets or words before them.
const LETTERS: &[&str] = &[
    "S", "M", "SD", "C", "V", "KD", "L", "MP", "FP", "D", "FI", "Fi", "SP", "VS",
];

/// Parties by the beginning of their name.
const NAMES: &[(&[&str], &str)] = &[
    (&["socialdemokrat"], "S"),
    (&["moderat"], "M"),
    (&["sverigedemokrat"], "SD"),
    (&["centerpart"], "C"),
    (&["vänsterpart"], "V"),
    (&["kristdemokrat"], "KD"),
    (&["liberalerna"], "L"),
    (&["miljöpart"], "MP"),
    (&["folkpart"], "FP"),
];

/// How the name of a group ends that no letters stand for.
const GROUPS: &[&str] = &[
    "alliansen",
    "majoriteten",
    "minoriteten",
    "oppositionen",
    "koalitionen",
    "partiet",
    "gruppen",
    "listan",
    "rödgröna",
];

const LETTERS_MAX: usize = 4;
const PARTIES_MAX: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        parties(text, 0).map_or(String::new(), |(found, end)| {
            format!(
                "{} | {}",
                found.join(" "),
                text.get(end..).unwrap_or_default().trim()
            )
        })
    }

    #[test]
    fn parties_as_minutes_name_them() {
        for (text, wanted) in [
            (
                "Ledamöterna från M, D, L och KD reserverar sig",
                "M D L KD | reserverar sig",
            ),
            ("Samtliga ledamöter i Moderaterna reserverar", "M | reserverar"),
            ("SD-gruppen reserverar sig", "SD | reserverar sig"),
            ("M-, L- och KD-grupperna reserverar", "M L KD | reserverar"),
            ("(S) och (V) reserverar", "S V | reserverar"),
            ("Sverigedemokraternas ledamöter reserverar", "SD | reserverar"),
            (
                "Representanterna från V, S och MP antecknar",
                "V S MP | antecknar",
            ),
            ("Hela gruppen (HEL) reserverar", "HEL | reserverar"),
            ("Anna Ek (S) reserverar", ""),
            ("I yrkandet instämmer", ""),
            ("", ""),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }
}
