//! A passage cut into sentences.
//!
//! A sentence ends at a full stop before a capital, or at a blank line before one; not at `kl. 14.00` or `m.fl.`. Where
//! houses leave the full stop out, a line that begins with persons and their verb begins a sentence.

use std::ops::Range;

use crate::passage::Passage;
use crate::person;
use crate::phrase::{begins, is_quotation_mark};

/// The sentences of a span, trimmed, in order.
pub(crate) fn sentences(passage: &Passage, span: Range<usize>) -> Vec<Range<usize>> {
    let text = passage.slice(span.clone());
    let mut all = Vec::new();
    let mut start = 0;
    let mut word = 0;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let ends = match c {
            '.' | '!' | '?' => stops(text, word..after),
            '\n' => text.get(after..).is_some_and(breaks) || begins_with_persons(text, after),
            _ => false,
        };
        if c.is_whitespace() {
            word = after;
        }
        if ends {
            let closed = closing_marks(text, after);
            all.push(start..closed);
            start = closed;
        }
    }
    all.push(start..text.len());
    let placed = all
        .into_iter()
        .map(|part| passage.trim(span.start + part.start..span.start + part.end));
    placed.filter(|part| !part.is_empty()).collect()
}

/// Where sentences begin within a line, after its first.
pub(crate) fn starts_within(line: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut word = 0;
    for (at, c) in line.char_indices() {
        let after = at + c.len_utf8();
        if matches!(c, '.' | '!' | '?') && stops(line, word..after) {
            let closed = closing_marks(line, after);
            let rest = line.get(closed..).unwrap_or_default();
            let next = closed + (rest.len() - rest.trim_start().len());
            if next < line.len() && next > closed {
                starts.push(next);
            }
        }
        if c.is_whitespace() {
            word = after;
        }
    }
    starts
}

/// Whether a full stop, the last character of `word`, ends a sentence.
fn stops(text: &str, word: Range<usize>) -> bool {
    let rest = text.get(closing_marks(text, word.end)..).unwrap_or_default();
    let ends_word = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let next = rest
        .trim_start()
        .trim_start_matches(|c| is_quotation_mark(c) || c == '(')
        .chars()
        .next();
    let begins = next.is_none_or(|c| !c.is_lowercase() && !c.is_ascii_digit());
    let abbreviated = || {
        let word = text
            .get(word.clone())
            .unwrap_or_default()
            .trim_end_matches('.')
            .to_lowercase();
        ABBREVIATIONS.contains(&word.trim_start_matches('('))
    };
    let quoted = closing_marks(text, word.end) > word.end;
    ends_word && begins && (quoted || !abbreviated())
}

/// Whether a blank line follows, and after it a capital.
fn breaks(rest: &str) -> bool {
    let mut lines = rest.splitn(2, '\n');
    let blank = lines.next().is_some_and(|line| line.trim().is_empty());
    let next = lines.next().and_then(|rest| rest.trim_start().chars().next());
    blank && next.is_some_and(|c| !c.is_lowercase())
}

/// Whether a line that begins at byte `at` begins with persons and what they do, and the line above does not lead over to
/// them: *Anna Berg (S): bifall*, *Per Ek (M) yrkar avslag*.
pub(crate) fn begins_with_persons(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let window = rest
        .get(..rest.floor_char_boundary(PERSONS_BYTES_MAX))
        .unwrap_or(rest);
    let line = window.lines().next().unwrap_or_default();
    if !window.trim_start().starts_with(char::is_uppercase) || !line.contains('(') {
        return false;
    }
    let above = text.get(..at).unwrap_or_default().trim_end();
    let above = above.rsplit('\n').next().unwrap_or_default();
    if leads_over(above) {
        return false;
    }
    let Some(after) = person::persons(window, 0).and_then(|(_, end)| window.get(end..)) else {
        return false;
    };
    let verb = after.split_whitespace().next().unwrap_or_default().to_lowercase();
    after.starts_with(':') || begins(&verb, DOING)
}

/// Whether the words of a line go on on the next one: *… konstaterar att*, *Anna Berg (S) och*, or persons alone.
fn leads_over(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let listed = || person::persons(line, 0).is_some_and(|(_, end)| end == line.len());
    last.ends_with([',', '-', '–', '(']) || LEADING_OVER.contains(&last.to_lowercase().as_str()) || listed()
}

/// Where quotation marks that directly follow a full stop end.
fn closing_marks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len()
        - rest
            .trim_start_matches(|c| is_quotation_mark(c) || c == ')')
            .len())
}

/// Abbreviations, without their last full stop, before which a sentence does not end.
const ABBREVIATIONS: &[&str] = &[
    "bl.a", "ca", "dnr", "dvs", "el", "ev", "exkl", "f.d", "fr.o.m", "ink", "inkl", "kl", "m.fl", "m.m",
    "nr", "resp", "s", "s.k", "sid", "st", "t.ex", "t.o.m",
];

/// What persons do in a meeting, in the forms of its minutes.
const DOING: &[&str] = &[
    "anmäler",
    "anmälde",
    "ansluter",
    "avstyrker",
    "avstår",
    "begär",
    "biträder",
    "deltar",
    "deltog",
    "föreslår",
    "föreslog",
    "förordar",
    "hemställer",
    "instämmer",
    "instämde",
    "reserverar",
    "reserverade",
    "tillstyrker",
    "yrkar",
    "yrkade",
    "yttrar",
    "yttrade",
];

/// Words after which persons go on a sentence.
const LEADING_OVER: &[&str] = &[
    "att",
    "av",
    "därför",
    "då",
    "där",
    "eftersom",
    "eller",
    "från",
    "genom",
    "hur",
    "i",
    "innan",
    "med",
    "medan",
    "men",
    "mot",
    "när",
    "och",
    "om",
    "på",
    "resp",
    "respektive",
    "samt",
    "sedan",
    "som",
    "såsom",
    "till",
    "utan",
    "vad",
    "vid",
    "vilka",
    "vilken",
    "vilket",
    "över",
];

/// How far from their beginning persons and their verb are looked for.
const PERSONS_BYTES_MAX: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::Manuscript;

    #[test]
    fn sentences_end_where_they_end() {
        let text = "Mötet ajourneras kl. 14.00. Anna m.fl. Ek säger \"Ja.\" Bra\n\nNej och\n\nja.\nSist";
        let manuscript = Manuscript::read(text.as_bytes()).unwrap();
        let lines: Vec<_> = (0..manuscript.len()).collect();
        let passage = Passage::of(&manuscript, &lines, 0);
        let cut: Vec<_> = sentences(&passage, 0..text.len())
            .into_iter()
            .map(|s| passage.slice(s))
            .collect();
        assert_eq!(
            cut,
            [
                "Mötet ajourneras kl. 14.00.",
                "Anna m.fl. Ek säger \"Ja.\"",
                "Bra",
                "Nej och\n\nja.",
                "Sist"
            ]
        );
    }
}
