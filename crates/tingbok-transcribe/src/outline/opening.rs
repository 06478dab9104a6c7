//! The lines that open a paragraph of minutes, and the line that says that a text is a letter.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::aside::{self, Aside};
use super::ends_sentence;
use crate::citation::{self, Paragraph, ParagraphForm};
use crate::heading::{self, Heading};
use crate::manuscript::{LineIndex, Manuscript};

/// A line that opens a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening<'a> {
    /// The number of the paragraph.
    pub(super) number: u32,
    form: ParagraphForm<'a>,
}

impl Opening<'_> {
    /// Whether it goes on from what opened the paragraph before. A form in which other paragraphs are cited too opens only the
    /// next number, or a later one in the same form: of the same body and the same year.
    pub(super) fn goes_on(&self, before: Option<&Self>) -> bool {
        let Some(before) = before.filter(|_| !self.form.is_plain) else {
            return true;
        };
        let same = self.form == before.form;
        let year = [self.form.year, before.form.year].contains(&"") || self.form.year == before.form.year;
        let own = self.form.body.is_empty() || self.form.body == before.form.body;
        same && self.number > before.number || year && own && self.number == before.number + 1
    }
}

/// The paragraph that a line opens. The first of a text may stand anywhere, where its form leaves no doubt.
pub(super) fn opens<'a>(manuscript: &Manuscript<'a>, line: LineIndex, first: bool) -> Option<Opening<'a>> {
    let Paragraph { number, form, rest } = citation::paragraph(manuscript.trimmed(line))?;
    let free = is_free(manuscript, line);
    let word = rest.split_whitespace().next().unwrap_or_default();
    let label = word.to_lowercase();
    let numbered = ["ärendenummer", "diarienummer", "dnr"].contains(&label.trim_end_matches([':', '.']))
        || citation::is_case(word)
        || citation::is_bare_case(word);
    let titled = (word.starts_with(char::is_uppercase) || word.starts_with('('))
        && rest.starts_with(char::is_whitespace);
    let whole = rest.trim().is_empty();
    let opens = if form.is_plain {
        (whole || titled) && (free || first) || numbered
    } else {
        free && (titled || numbered || whole && title_follows(manuscript, line))
    };
    opens.then_some(Opening { number, form })
}

/// Whether a line that opens nothing looks as if it should: it begins with the sign and a number where a paragraph may begin.
pub(super) fn is_doubtful(
    manuscript: &Manuscript<'_>,
    line: LineIndex,
    before: Option<&Opening<'_>>,
) -> bool {
    let Some(named) = citation::paragraph(manuscript.trimmed(line)) else {
        return false;
    };
    let own = named.form.body.is_empty() || before.is_some_and(|before| before.form.body == named.form.body);
    own && is_free(manuscript, line) && before.is_none_or(|before| before.number != named.number)
}

/// Whether the text breaks before a line: there is a blank line, a page begins, or there is nothing.
fn is_free(manuscript: &Manuscript<'_>, line: LineIndex) -> bool {
    let above = line.checked_sub(1);
    let ends = |above| manuscript.is_blank(above) || aside::of(manuscript, above).is_some();
    above.is_none_or(ends) || manuscript.begins_page(line)
}

/// Whether the next line that is written may be a title: it begins like one, and is no sentence.
fn title_follows(manuscript: &Manuscript<'_>, line: LineIndex) -> bool {
    let below = (line + 1..manuscript.len()).find(|&below| !manuscript.is_blank(below));
    let words = below.map(|below| manuscript.trimmed(below)).unwrap_or_default();
    words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !ends_sentence(words)
}

/// The lines of a table of contents: they name paragraphs that are opened again below, and no heading follows them.
pub(super) fn contents(
    manuscript: &Manuscript<'_>,
    aside: &[Option<Aside>],
    from: LineIndex,
) -> BTreeSet<LineIndex> {
    // Before any paragraph is opened, a line of a list that names one could open it.
    let openings: Vec<(LineIndex, u32)> = (from..manuscript.len())
        .filter(|&line| aside.get(line).is_some_and(Option::is_none))
        .filter_map(|line| Some((line, opens(manuscript, line, true)?.number)))
        .collect();
    let opened = |(line, _): &&(LineIndex, u32)| opens(manuscript, *line, *line == from).is_some();
    let last: BTreeMap<u32, LineIndex> = openings
        .iter()
        .filter(opened)
        .map(|(line, number)| (*number, *line))
        .collect();
    let below = openings.iter().skip(1).map(|(line, _)| *line);
    let ends = below.chain([manuscript.len()]);
    let bare = |lines: Range<LineIndex>| {
        let mut lines = lines.map(|line| manuscript.line(line));
        lines.all(|line| heading::heading(line, true).is_none())
    };
    let listed = openings.iter().zip(ends).filter(|((line, number), end)| {
        let again = last.get(number).is_some_and(|last| last > line);
        again && bare(line + 1..*end)
    });
    listed.map(|((line, _), _)| *line).collect()
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
