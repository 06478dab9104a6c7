//! What may stand at the cursor: commands, words of a command, people, names of the item.
//!
//! Invariant: a completion is only ever offered; what is typed is read the same way with it or without it.
//!
//! Spec: docs/spec/desk.md, "Completion".

use crate::desk::Desk;
use crate::floor::Matter;
use crate::lang::Lang;
use crate::reader::is_name;
use crate::verb::Verb;

/// What may stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where the word that is completed begins, in bytes.
    pub start: usize,
    /// What it may be, best first.
    pub candidates: Vec<String>,
}

impl Desk {
    /// What may stand at a place of a line, given in bytes.
    #[must_use]
    pub fn complete(&self, text: &str, cursor: usize, lang: Lang) -> Completion {
        let before = text.get(..cursor).unwrap_or(text);
        let start = before
            .rfind(|c: char| c.is_whitespace() || c == ',' || c == '"')
            .map_or(0, |place| {
                place
                    + before
                        .get(place..)
                        .and_then(|rest| rest.chars().next())
                        .map_or(1, char::len_utf8)
            });
        let word = before.get(start..).unwrap_or_default().to_lowercase();
        let earlier = before.get(..start).unwrap_or_default();
        if earlier.contains(": ") || earlier.matches('"').count() % 2 == 1 {
            return Completion::default();
        }
        let candidates = match verb_of(earlier) {
            None => commands(&word, lang),
            Some(Verb::Help) => commands(&word, lang),
            Some(verb) => self.arguments(verb, &word, lang),
        };
        Completion { start, candidates }
    }

    fn arguments(&self, verb: Verb, word: &str, lang: Lang) -> Vec<String> {
        let keywords = verb.keywords().iter().filter(|keyword| is_of(keyword, lang));
        let mut all: Vec<String> = keywords
            .filter(|keyword| keyword.starts_with(word))
            .map(|one| (*one).to_owned())
            .collect();
        let item = self.floor().current().or(self.floor().newest());
        let names = item.and_then(|item| self.floor().matter(item)).map(Matter::names);
        let names = names.unwrap_or_default().into_iter();
        all.extend(names.filter(|name| is_name(name) && name.starts_with(word)));
        if !word.is_empty() || all.is_empty() {
            all.extend(self.names_of_people(word));
        }
        all
    }

    /// People of whose name a word begins so; those who serve come first.
    fn names_of_people(&self, word: &str) -> Vec<String> {
        let known = self.people().on(self.floor().date);
        let begins = |name: &str| {
            name.split_whitespace()
                .any(|part| part.to_lowercase().starts_with(word))
        };
        let serving = self.serving().unwrap_or_default();
        let serves = |name: &str| serving.iter().any(|one| one.person.name == name);
        let several = |name: &str| known.iter().filter(|one| one.person.name == name).count() > 1;
        let mut all: Vec<(bool, String)> = Vec::new();
        for one in known.iter().filter(|one| begins(&one.person.name)) {
            let name = &one.person.name;
            // Namesakes are told apart by their names in the roster.
            let shown = match &one.person.member {
                Some(member) if several(name) => member.to_string(),
                _ => name.clone(),
            };
            all.push((!serves(name), shown));
        }
        all.sort_by_key(|(late, _)| *late);
        all.into_iter().map(|(_, name)| name).collect()
    }
}

fn commands(word: &str, lang: Lang) -> Vec<String> {
    let shown = Verb::ALL.iter().map(|verb| verb.name(lang));
    let all: Vec<String> = shown
        .filter(|name| name.starts_with(word))
        .map(str::to_owned)
        .collect();
    if !all.is_empty() {
        return all;
    }
    let other = Verb::ALL
        .iter()
        .flat_map(|verb| verb.names(Lang::Sv).iter().chain(verb.names(Lang::En)));
    other
        .filter(|name| name.starts_with(word))
        .map(|name| (*name).to_owned())
        .collect()
}

/// The command of what stands before the word, where one does.
fn verb_of(earlier: &str) -> Option<Verb> {
    let mut words = earlier.split_whitespace().skip_while(|word| {
        let is_time = word.starts_with(|c: char| c.is_ascii_digit() || c == '§');
        is_time || ["kl", "kl.", "at"].contains(word)
    });
    Verb::find(words.next()?).ok()
}

/// Whether a word of a command is shown in this language. Words with a letter of Swedish alone are.
fn is_of(keyword: &str, lang: Lang) -> bool {
    let swedish = SWEDISH.contains(&keyword) || keyword.contains(['å', 'ä', 'ö']);
    match lang {
        Lang::Sv => swedish,
        Lang::En => !swedish,
    }
}

/// Words of commands that are Swedish and show it by no letter.
const SWEDISH: &[&str] = &[
    "mötet",
    "sekreterare",
    "plats",
    "alla",
    "utom",
    "den",
    "ärendet",
    "slut",
    "dnr",
    "val",
    "myndighet",
    "av",
    "bifall",
    "avslag",
    "avgörande",
    "ajournering",
    "samtliga",
    "sid",
    "avsnitt",
    "till",
    "mot",
    "huvud",
    "idag",
    "slutlig",
    "bifalls",
    "återremitteras",
    "ja=avslag",
    "ja=bifall",
    "ja=idag",
    "ja=m1",
    "nej=bifall",
    "nej=avslag",
    "sluten",
    "regel",
    "metod",
    "tredjedel",
    "lott",
    "ja",
    "nej",
    "inte",
    "enligt",
    "omedelbart",
    "utkast",
];

#[cfg(test)]
mod tests;
