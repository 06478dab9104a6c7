//! The points of a proposal or a decision: numbered, beginning with *att*, or paragraphs.

use std::ops::Range;

use crate::passage::Passage;

/// One point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    /// The number as printed.
    pub(crate) number: Option<u32>,
    /// Where its words stand.
    pub(crate) words: Range<usize>,
}

/// Cuts a passage into points. Words that only lead over to them (*Styrelsen beslutar:*) are no point.
pub(crate) fn of(passage: &Passage) -> Vec<Point> {
    let lines: Vec<Range<usize>> = lines(passage).collect();
    let numbered = numbered(passage, &lines);
    let starts = if numbered.is_empty() {
        unnumbered(passage, &lines)
    } else {
        numbered
    };
    let ends = starts
        .iter()
        .skip(1)
        .map(|next| next.line)
        .chain([passage.text().len()]);
    let points = starts.iter().zip(ends).map(|(start, end)| Point {
        number: start.number,
        words: passage.trim(start.words..end),
    });
    let mut points: Vec<_> = points.filter(|point| !leads_over(passage, point)).collect();
    merge_rest(&mut points);
    points
}

struct Start {
    /// Where the line begins.
    line: usize,
    number: Option<u32>,
    /// Where the words begin, after the number.
    words: usize,
}

fn lines(passage: &Passage) -> impl Iterator<Item = Range<usize>> {
    let ends = passage.line_starts().skip(1).map(|next| next.saturating_sub(1));
    passage
        .line_starts()
        .zip(ends.chain([passage.text().len()]))
        .map(|(start, end)| start..end)
}

/// `1.` `2.` `3.` in order; other numbers at the beginning of a line belong to the words. Words before 1 are a point.
fn numbered(passage: &Passage, lines: &[Range<usize>]) -> Vec<Start> {
    let mut starts = Vec::new();
    let mut expected = 1;
    for line in lines {
        let words = passage.slice(line.clone());
        if let Some(rest) = after_number(words, expected) {
            starts.push(Start {
                line: line.start,
                number: Some(expected),
                words: line.start + (words.len() - rest.len()),
            });
            expected += 1;
        }
    }
    if let Some(first) = starts.first().map(|first| first.line)
        && !passage.slice(0..first).trim().is_empty()
    {
        starts.insert(
            0,
            Start {
                line: 0,
                number: None,
                words: 0,
            },
        );
    }
    starts
}

fn after_number(line: &str, expected: u32) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(&expected.to_string())?;
    let rest = rest.strip_prefix(['.', ')'])?;
    rest.starts_with(char::is_whitespace).then_some(rest)
}

fn unnumbered(passage: &Passage, lines: &[Range<usize>]) -> Vec<Start> {
    let that = |line: &Range<usize>| passage.slice(line.clone()).split_whitespace().next() == Some("att");
    let by_that = lines.iter().any(that);
    let mut starts = Vec::new();
    let mut blank = true;
    for line in lines {
        let empty = passage.slice(line.clone()).trim().is_empty();
        if !empty && (blank || by_that && that(line)) {
            starts.push(Start {
                line: line.start,
                number: None,
                words: line.start,
            });
        }
        blank = empty;
    }
    starts
}

fn leads_over(passage: &Passage, point: &Point) -> bool {
    let words = passage.slice(point.words.clone());
    words.is_empty() || point.number.is_none() && words.ends_with(':')
}

/// More points than an event holds become part of the last one; no word is lost.
fn merge_rest(points: &mut Vec<Point>) {
    let end = points.last().map_or(0, |last| last.words.end);
    points.truncate(POINTS_MAX);
    if let Some(last) = points.last_mut() {
        last.words.end = end;
    }
}

/// Each point is two leaves, and an event holds about a thousand.
const POINTS_MAX: usize = 150;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::Manuscript;

    fn cut(text: &str) -> Vec<(Option<u32>, String)> {
        let manuscript = Manuscript::read(text.as_bytes()).unwrap();
        let lines: Vec<_> = (0..manuscript.len()).collect();
        let passage = Passage::of(&manuscript, &lines, 0);
        let points = of(&passage);
        points
            .into_iter()
            .map(|p| (p.number, passage.slice(p.words).to_owned()))
            .collect()
    }

    #[test]
    fn points_as_houses_write_them() {
        let owned =
            |all: &[(Option<u32>, &str)]| all.iter().map(|(n, t)| (*n, (*t).to_owned())).collect::<Vec<_>>();
        assert_eq!(
            cut("Styrelsen beslutar:\n1. Planen \nantas.\n\n2) Uppdraget ges.\n2024. x"),
            owned(&[(Some(1), "Planen \nantas."), (Some(2), "Uppdraget ges.\n2024. x")])
        );
        assert_eq!(
            cut("Styrelsen beslutar\natt anta planen, och\natt ge uppdraget."),
            owned(&[
                (None, "Styrelsen beslutar"),
                (None, "att anta planen, och"),
                (None, "att ge uppdraget.")
            ])
        );
        assert_eq!(
            cut("Planen\nfastställs.\n\nTack."),
            owned(&[(None, "Planen\nfastställs."), (None, "Tack.")])
        );
        assert_eq!(cut("Styrelsen beslutar:"), []);
    }
}
