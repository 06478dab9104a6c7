//! Lines of a source as a report quotes them: their numbers, and as many of their words as one reads at a glance.
//!
//! Spec: docs/procedure.md, "Event kinds", on `quote` and `lines`.

use std::collections::BTreeMap;

use serde::Serialize;
use tingbok_procedure::content::Source;
use tingbok_procedure::{Event, Kind};

/// Lines of a source, with the beginning of their words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quotation {
    /// Their numbers, ascending.
    pub lines: Vec<u64>,
    /// Their words, without the white space that set them on the page; `…` stands where there are more.
    pub words: String,
}

impl Quotation {
    /// Quotes lines of a text; `None` where there are none.
    #[must_use]
    pub fn of(lines: &BTreeMap<u64, &str>) -> Option<Self> {
        let words: Vec<&str> = lines.values().flat_map(|line| line.split_whitespace()).collect();
        let quotation = Self {
            lines: lines.keys().copied().collect(),
            words: shortened(&words),
        };
        (!quotation.lines.is_empty()).then_some(quotation)
    }

    /// The numbers in runs: `10, 18–19`.
    #[must_use]
    pub fn numbers(&self) -> String {
        in_runs(&self.lines)
    }
}

/// Ascending numbers in runs: `10, 18–19`.
#[must_use]
pub fn in_runs(numbers: &[u64]) -> String {
    let follows = |a: &u64, b: &u64| a.checked_add(1) == Some(*b);
    let runs = numbers.chunk_by(follows).map(|run| match run {
        [first, .., last] => format!("{first}–{last}"),
        [only] => only.to_string(),
        [] => String::new(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// The lines that an event was read from, those that another event quotes too. Of a count it is the sums alone where they
/// have lines of their own: the names that it was read beside are what it is held against.
pub fn lines_of(event: &Event) -> impl Iterator<Item = u64> {
    let Source { lines, also, .. } = &event.source;
    let is_sum = event.kind() == Kind::VoteCounted && !lines.is_empty();
    let also = also.iter().filter(move |_| !is_sum);
    lines.iter().chain(also).copied()
}

fn shortened(words: &[&str]) -> String {
    let mut text = String::new();
    let mut chars = 0;
    for word in words {
        chars += 1 + word.chars().count();
        if chars > WORDS_CHARS_MAX {
            let begun = if text.is_empty() {
                word.chars().take(WORDS_CHARS_MAX).collect()
            } else {
                text
            };
            return format!("{begun} …");
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// A line and a half of a protocol.
const WORDS_CHARS_MAX: usize = 110;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_quoted_in_runs_and_in_short() {
        let quoted = |lines: &[(u64, &str)]| Quotation::of(&lines.iter().copied().collect()).unwrap();
        let two = quoted(&[(19, "Nej:   Bo"), (4, "x"), (18, "  Ja: Eva")]);
        assert_eq!(
            (two.numbers().as_str(), two.words.as_str()),
            ("4, 18–19", "x Ja: Eva Nej: Bo")
        );
        let long = quoted(&[(1, &"ord ".repeat(40))]);
        assert_eq!(long.words, format!("{}…", "ord ".repeat(27)));
        assert_eq!(
            quoted(&[(1, &"å".repeat(200))]).words,
            format!("{} …", "å".repeat(110))
        );
        assert_eq!(Quotation::of(&BTreeMap::new()), None);
    }
}
