//! The lines that open a paragraph of minutes, and the line that says that a text is a letter.

use super::aside;
use crate::citation;
use crate::heading::{self, Heading};
use crate::manuscript::{LineIndex, Manuscript};

/// The number of the paragraph that a line opens. The first of a text may stand anywhere.
pub(super) fn opens(manuscript: &Manuscript<'_>, line: LineIndex, first: bool) -> Option<u32> {
    let (number, rest) = citation::paragraph(manuscript.trimmed(line))?;
    let free = line == 0 || manuscript.is_blank(line - 1) || aside::of(manuscript, line - 1).is_some();
    let word = rest.split_whitespace().next().unwrap_or_default();
    let label = word.to_lowercase();
    let numbered = ["ärendenummer", "diarienummer", "dnr"].contains(&label.trim_end_matches([':', '.']))
        || citation::is_case(word)
        || citation::is_bare_case(word);
    let titled = (word.starts_with(char::is_uppercase) || word.starts_with('('))
        && rest.starts_with(char::is_whitespace);
    let whole = rest.trim().is_empty();
    ((whole || titled) && (free || first) || numbered).then_some(number)
}

/// The line that says that this is a letter: among the first ones, and before any paragraph.
pub(super) fn letter_line(manuscript: &Manuscript<'_>, before: LineIndex) -> Option<LineIndex> {
    let mut lines = (0..before)
        .filter(|&line| !manuscript.is_blank(line))
        .take(LETTER_LINES_MAX);
    lines.find(|&line| {
        let headed = heading::heading(manuscript.line(line), true);
        headed.is_some_and(|headed| headed.heading == Heading::Letter)
    })
}

/// A letter says what it is at its top.
const LETTER_LINES_MAX: usize = 12;
