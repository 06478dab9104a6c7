//! The points of a proposal or a decision: numbered, beginning with *att*, or paragraphs.

use std::ops::Range;

use crate::outline::ends_sentence;
use crate::passage::Passage;
use crate::phrase::{Phrase, begins};

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
    cut(passage).0
}

/// The points, and what stands among or below them and is none: what somebody tells there, what follows a list.
pub(crate) fn cut(passage: &Passage) -> (Vec<Point>, Vec<Range<usize>>) {
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
    let mut points = Vec::new();
    let mut others = Vec::new();
    for (start, end) in starts.iter().zip(ends) {
        let words = passage.trim(start.words..end);
        let number = start.number;
        if start.is_other {
            others.push(words);
        } else {
            points.push(Point { number, words });
        }
    }
    points.retain(|point| !leads_over(passage, point));
    merge_rest(&mut points, others.is_empty());
    (points, others)
}

struct Start {
    /// Where the line begins.
    line: usize,
    number: Option<u32>,
    /// Where the words begin, after the number.
    words: usize,
    /// Whether what begins here is no point.
    is_other: bool,
}

impl Start {
    /// A line without a number.
    fn plain(line: &Range<usize>) -> Self {
        Self {
            line: line.start,
            number: None,
            words: line.start,
            is_other: false,
        }
    }
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
    let mut starts: Vec<Start> = Vec::new();
    let mut expected = 1;
    let mut blank = false;
    for line in lines {
        let words = passage.slice(line.clone());
        if let Some(rest) = after_number(words, expected) {
            starts.push(Start {
                number: Some(expected),
                words: line.start + (words.len() - rest.len()),
                ..Start::plain(line)
            });
            expected += 1;
        } else if blank && expected > 1 && narrates(words) {
            starts.push(Start {
                is_other: true,
                ..Start::plain(line)
            });
        }
        blank = words.trim().is_empty();
    }
    if let Some(first) = starts.first().map(|first| first.line)
        && !passage.slice(0..first).trim().is_empty()
    {
        starts.insert(0, Start::plain(&(0..first)));
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
    let mut starts: Vec<Start> = Vec::new();
    let mut before: Option<&Range<usize>> = None;
    let mut listed = false;
    let mut blank = true;
    for line in lines {
        let words = passage.slice(line.clone());
        let empty = words.trim().is_empty();
        if by_that && that(line) {
            starts.push(Start::plain(line));
            listed = true;
        } else if blank && !empty {
            let ended = before.is_none_or(|before| ends_sentence(passage.slice(before.clone())));
            let begins = words.trim_start().starts_with(char::is_uppercase);
            // Below a list of *att* only another is a point; what does not end there goes on.
            let goes_on = listed && !(ended && begins);
            if !goes_on {
                starts.push(Start {
                    is_other: listed || before.is_some() && narrates(words),
                    ..Start::plain(line)
                });
            }
        }
        blank = empty;
        before = if empty { before } else { Some(line) };
    }
    starts
}

/// Whether a line tells what somebody does at the meeting: *Ordföranden tackar för redovisningen*.
fn narrates(line: &str) -> bool {
    let phrase = Phrase::of(line);
    let verb = (0..NARRATING_WORDS).any(|at| begins(phrase.plain(at), NARRATING));
    line.trim_start().starts_with(char::is_uppercase) && verb && !phrase.has_stem(&["beslut", "uppdra"])
}

fn leads_over(passage: &Passage, point: &Point) -> bool {
    let words = passage.slice(point.words.clone());
    words.is_empty() || point.number.is_none() && words.ends_with(':')
}

/// More points than an event holds become part of the last one; no word is lost.
fn merge_rest(points: &mut Vec<Point>, unbroken: bool) {
    let end = points.last().map_or(0, |last| last.words.end);
    points.truncate(POINTS_MAX);
    if let Some(last) = points.last_mut().filter(|_| unbroken) {
        last.words.end = end;
    }
}

/// Each point is two leaves, and an event holds about a thousand.
const POINTS_MAX: usize = 150;

/// Verbs of what is told and not decided.
const NARRATING: &[&str] = &[
    "avslutar",
    "äger",
    "föredrar",
    "föredrog",
    "informera",
    "meddelar",
    "presentera",
    "redogjord",
    "redogör",
    "redovisa",
    "tackar",
    "yttra",
    "önskar",
];

/// How far from its beginning a sentence has its verb.
const NARRATING_WORDS: usize = 6;

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
