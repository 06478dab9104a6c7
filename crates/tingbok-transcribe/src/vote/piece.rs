//! A sentence without full stops that tells a vote line by line: `Ja-röst: bifall`, below it `Ja: Anna Ek (S) (7 röster)`.
//! Each line that begins with an answer is read by itself.

use std::ops::Range;

use super::order;
use crate::answer;
use crate::ballot;
use crate::passage::Passage;
use crate::phrase::Phrase;

/// The parts of a sentence that are read one after the other; the sentence itself where it is one thing.
pub(crate) fn pieces(passage: &Passage, span: &Range<usize>) -> Vec<Range<usize>> {
    let text = passage.slice(span.clone());
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && begins_with_answer(line) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts: Vec<_> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| passage.trim(span.start + start..span.start + end))
        .collect();
    let orders = |part: &Range<usize>| !order::sides(&Phrase::of(passage.slice(part.clone()))).is_empty();
    let counts = |part: &Range<usize>| !ballot::groups(passage.slice(part.clone()), None).is_empty();
    let is_mixed = parts.iter().any(orders) && parts.iter().any(|part| counts(part) && !orders(part));
    let is_list = parts.len() > 1 && parts.iter().all(counts);
    if is_mixed || is_list {
        parts
    } else {
        vec![span.clone()]
    }
}

/// `Ja: …`, `Nej-röst: …`, `Resultat: …`.
fn begins_with_answer(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    let label = word.strip_suffix(':').map(str::to_lowercase).unwrap_or_default();
    let label = label.trim_end_matches('.');
    answer::of_word(label)
        .or_else(|| answer::of_cell(label))
        .is_some()
        || SUMS.contains(&label)
}

/// Labels of the line with the sums.
const SUMS: &[&str] = &["resultat", "res", "summa", "utfall"];
