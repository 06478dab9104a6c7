//! A passage cut into sentences.
//!
//! A sentence ends at a full stop before a capital, or at a blank line before one; not at `kl. 14.00` or `m.fl.`.

use std::ops::Range;

use crate::passage::Passage;
use crate::phrase::is_quotation_mark;

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
            '\n' => text.get(after..).is_some_and(breaks),
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
