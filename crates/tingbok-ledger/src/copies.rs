//! Where else a value stands: whoever keeps it back or erases it in one place means it in all of them.
//!
//! Invariant: what is found is a leaf that is disclosed in the store, proven by its commitment. Words inside longer
//! values are found too, and told apart.
//!
//! Section: docs/spec/keys.md, "Copies of an erased value".

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

/// The leaves of these entries that are this text, or hold it as words of a longer one.
///
/// # Errors
/// [`ReadError`].
pub fn copies(log: &Log, entries: impl IntoIterator<Item = u64>, text: &str) -> Result<Vec<Copy>, ReadError> {
    let mut found = Vec::new();
    for index in entries {
        let row = row(index, &*log.record(index)?)?;
        for (path, value) in row.values() {
            let is_whole = matches!(value, Value::String(own) if own == text);
            if is_whole || holds(value, text) {
                found.push(Copy {
                    index,
                    path: path.to_owned(),
                    is_whole,
                });
            }
        }
    }
    Ok(found)
}

fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => holds_words(own, text),
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(members) => members.values().any(|member| holds(member, text)),
        _ => false,
    }
}

/// Whether words stand in a text as words: not inside another word, but for a genitive's `s`.
#[must_use]
pub fn holds_words(text: &str, words: &str) -> bool {
    if words.trim().is_empty() {
        return false;
    }
    text.match_indices(words).any(|(start, found)| {
        let before = text[..start].chars().next_back();
        let mut behind = text[start + found.len()..].chars();
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
}
