//! Where else a value stands: whoever keeps it back or erases it in one place means it in all of them.
//!
//! Invariant: what is found is a leaf that is disclosed in the store, proven by its commitment. Words inside longer
//! values are found too, and told apart.
//!
//! Section: docs/spec/keys.md, "Copies of an erased value".

use std::collections::BTreeMap;
use std::ops::Range;

use tingbok_record::disclosure::FieldState;
use tingbok_record::json::Value;

use crate::happened::row;
use crate::log::{Log, ReadError};

/// A leaf with the value that was looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copy {
    /// The entry.
    pub index: u64,
    /// The leaf.
    pub path: String,
    /// Whether the leaf is that value and nothing else.
    pub is_whole: bool,
}

/// The leaves of an entry at or below a path, each with its value; `None` for one whose value is gone.
///
/// # Errors
/// [`ReadError`].
pub fn leaves_at(log: &Log, index: u64, path: &str) -> Result<Vec<(String, Option<Value>)>, ReadError> {
    let row = row(index, &*log.record(index)?)?;
    let is_at = |leaf: &str| {
        leaf.strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let fields = row.fields.into_iter().filter(|field| is_at(&field.path));
    Ok(fields
        .map(|field| match field.state {
            FieldState::Disclosed { value, .. } => (field.path, Some(value)),
            _ => (field.path, None),
        })
        .collect())
}

/// The leaves of these entries that are this text, or hold it as words of a longer one. Lines of a text that is a list may
/// break it: then each line that has a part of it is found.
///
/// # Errors
/// [`ReadError`].
pub fn copies(log: &Log, entries: impl IntoIterator<Item = u64>, text: &str) -> Result<Vec<Copy>, ReadError> {
    let words = in_one_line(text);
    let mut found = Vec::new();
    for index in entries {
        let row = row(index, &*log.record(index)?)?;
        let mut lists: BTreeMap<&str, Vec<(usize, &str, &str)>> = BTreeMap::new();
        let mut paths: BTreeMap<&str, bool> = BTreeMap::new();
        for (path, value) in row.values() {
            if matches!(value, Value::String(own) if own == text) {
                paths.insert(path, true);
            } else if holds(value, &words) {
                paths.insert(path, false);
            }
            if let (Some((list, place)), Value::String(own)) = (path.rsplit_once('/'), value)
                && let Ok(place) = place.parse()
            {
                lists.entry(list).or_default().push((place, path, own));
            }
        }
        for lines in lists.values_mut() {
            lines.sort_unstable();
            for path in broken_over(lines, &words) {
                paths.entry(path).or_insert(false);
            }
        }
        found.extend(paths.into_iter().map(|(path, is_whole)| Copy {
            index,
            path: path.to_owned(),
            is_whole,
        }));
    }
    Ok(found)
}

/// The lines, in their order, that hold words together which none of them holds alone.
fn broken_over<'p>(lines: &[(usize, &'p str, &str)], words: &str) -> Vec<&'p str> {
    let mut whole = String::new();
    let mut ends = Vec::with_capacity(lines.len());
    for (_, path, line) in lines {
        if !whole.is_empty() {
            whole.push(' ');
        }
        whole.push_str(&in_one_line(line));
        ends.push((whole.len(), *path));
    }
    let mut broken = Vec::new();
    for found in words_in(&whole, words) {
        let mut start = 0;
        let touched: Vec<&str> = ends
            .iter()
            .filter(|(end, _)| {
                let line = std::mem::replace(&mut start, *end)..*end;
                found.start < line.end && line.start < found.end
            })
            .map(|(_, path)| *path)
            .collect();
        if touched.len() > 1 {
            broken.extend(touched);
        }
    }
    broken
}

fn holds(value: &Value, words: &str) -> bool {
    match value {
        Value::String(own) => words_in(&in_one_line(own), words).next().is_some(),
        Value::Array(items) => items.iter().any(|item| holds(item, words)),
        Value::Object(members) => members.values().any(|member| holds(member, words)),
        _ => false,
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether words stand in a text as words, wherever its lines are broken: not inside another word, but for a genitive's
/// `s`.
#[must_use]
pub fn holds_words(text: &str, words: &str) -> bool {
    words_in(&in_one_line(text), &in_one_line(words)).next().is_some()
}

/// Where words stand in a text, both in one line.
fn words_in<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let found = text.match_indices(words).filter(|_| !words.is_empty());
    found
        .map(|(start, found)| start..start + found.len())
        .filter(|found| {
            let before = text[..found.start].chars().next_back();
            let mut behind = text[found.end..].chars();
            let next = match behind.next() {
                Some('s') => behind.next(),
                next => next,
            };
            ![before, next].into_iter().flatten().any(char::is_alphanumeric)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_words() {
        for (text, words) in [
            ("Klara Nordin (M) yrkar avslag.", "Klara Nordin"),
            ("Klara Nordins (M) yrkande", "Klara Nordin"),
            ("(Klara Nordin)", "Klara Nordin"),
            ("som Klara \n  Nordin yrkar", "Klara Nordin"),
        ] {
            assert!(holds_words(text, words), "{text}");
        }
        for (text, words) in [
            ("Bosse", "Bo"),
            ("Klara Nordinsson", "Klara Nordin"),
            ("x", ""),
            ("x", " "),
        ] {
            assert!(!holds_words(text, words), "{text}");
        }
    }

    #[test]
    fn words_that_lines_break_are_found_on_both() {
        let lines = [
            (0, "/quote/0", "Bifall till Samira "),
            (1, "/quote/1", "Haddads yrkande."),
            (2, "/quote/2", "Samira Haddad talar."),
        ];
        assert_eq!(broken_over(&lines, "Samira Haddad"), ["/quote/0", "/quote/1"]);
        assert_eq!(broken_over(&lines[1..], "Samira Haddad"), [""; 0]);
    }
}
