//! Motions that are numbered: `1. Anna Ek (S) yrkar …`, *Yrkande 2* above one, the points of one person, *yrkande 1*.

use std::ops::Range;

use crate::calendar::number;
use crate::passage::Passage;
use crate::phrase::{Phrase, begins};

/// One of several things that a person asks for, each with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Numbered {
    /// The number as printed.
    pub(crate) number: u32,
    /// Where its words stand, after the number.
    pub(crate) words: Range<usize>,
    /// Where it begins.
    pub(crate) from: usize,
}

/// The numbered points that a span consists of, two at least, with hardly a word before them.
pub(crate) fn points(passage: &Passage, span: Range<usize>) -> Vec<Numbered> {
    let text = passage.slice(span.clone());
    let mut points: Vec<Numbered> = Vec::new();
    let mut end = span.end;
    let mut at = span.start;
    let mut blank = false;
    for line in text.split_inclusive('\n') {
        let expected = u32::try_from(points.len()).unwrap_or(u32::MAX).saturating_add(1);
        match printed(line).filter(|(number, _)| *number == expected) {
            Some((number, length)) => {
                close(passage, &mut points, at);
                let words = at + length..span.end;
                points.push(Numbered {
                    number,
                    words,
                    from: at,
                });
            }
            // Below a blank line something else begins.
            None if blank && !points.is_empty() && !line.trim().is_empty() => {
                end = at;
                break;
            }
            None => {}
        }
        blank = line.trim().is_empty();
        at += line.len();
    }
    close(passage, &mut points, end);
    let first = points.first().map_or(span.start, |point| point.from);
    let lead = Phrase::of(passage.slice(span.start..first));
    let leads = lead.words.iter().all(|word| LEAD.contains(&word.plain.as_str()));
    if points.len() > 1 && leads {
        points
    } else {
        Vec::new()
    }
}

fn close(passage: &Passage, points: &mut [Numbered], end: usize) {
    if let Some(last) = points.last_mut() {
        last.words = passage.trim(last.words.start..end.max(last.words.start));
    }
}

/// The number with which a line begins, `2.` or `2)`, and how long the line is before its words.
fn printed(line: &str) -> Option<(u32, usize)> {
    let begun = line.trim_start();
    let digits = begun.find(|c: char| !c.is_ascii_digit())?;
    let number = begun.get(..digits)?.parse().ok()?;
    let rest = begun.get(digits..)?.strip_prefix(['.', ')', ':'])?;
    let words = rest.trim_start_matches([' ', '\t']);
    (words.len() < rest.len() && digits <= DIGITS_MAX).then_some((number, line.len() - words.len()))
}

/// The number before a statement at byte `at`, and where the statement begins: `2) `, `Yrkande 2:`, *Yrkande 2* above it.
pub(crate) fn label(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = text.get(at..)?;
    let line = rest.split_inclusive('\n').next()?;
    if let Some((number, length)) = printed(line) {
        return Some((number, at + length));
    }
    let phrase = Phrase::of(line);
    let named = ["yrkande", "förslag", "alternativ"].contains(&phrase.plain(0));
    let count = 1 + usize::from(phrase.plain(1) == "nr");
    let number = number(phrase.plain(count)).filter(|_| named)?;
    let word = phrase.words.get(count)?;
    let colon = line.get(word.span.clone())?.ends_with([':', '.', ')']);
    let alone = count + 1 == phrase.words.len();
    let after = at + word.span.end;
    let gap = text.get(after..)?;
    (colon || alone).then(|| (number, after + (gap.len() - gap.trim_start().len())))
}

/// The numbers by which words speak of motions: *yrkande 1*, *yrkandena 2 och 3*, *punkt 4*.
pub(crate) fn spoken(phrase: &Phrase<'_>) -> Vec<u32> {
    let noun = |at: &usize| {
        begins(phrase.plain(*at), &["yrkande", "förslag", "punkt", "alternativ"])
            && number(phrase.plain(at + 1)).is_some()
    };
    let Some(noun) = (0..phrase.words.len()).find(noun) else {
        return Vec::new();
    };
    let mut numbers = Vec::new();
    for at in noun + 1..phrase.words.len() {
        match number(phrase.plain(at)) {
            Some(number) => numbers.push(number),
            None if ["och", "samt"].contains(&phrase.plain(at)) => {}
            None => break,
        }
    }
    numbers
}

/// Words that may stand between the verb and the first point.
const LEAD: &[&str] = &[
    "",
    "följande",
    "att",
    "på",
    "om",
    "nämnden",
    "beslutar",
    "ska",
    "besluta",
];

/// A longer number is a year or a sum.
const DIGITS_MAX: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::Manuscript;

    #[test]
    fn points_of_one_person() {
        let cut = |text: &str| -> Vec<String> {
            let manuscript = Manuscript::read(text.as_bytes()).unwrap();
            let lines: Vec<_> = (0..manuscript.len()).collect();
            let passage = Passage::of(&manuscript, &lines, 0);
            let points = points(&passage, 0..text.len());
            let shown = points
                .into_iter()
                .map(|p| format!("{} {}", p.number, passage.slice(p.words)));
            shown.collect()
        };
        assert_eq!(
            cut(" följande:\n1. att A\nstängs,\n2) att B."),
            ["1 att A\nstängs,", "2 att B."]
        );
        assert_eq!(cut("\n1. A.\n\n2. B.\n\nTack."), ["1 A.", "2 B."]);
        assert!(cut(" bifall.\n1. A.\n2. B.").is_empty() && cut("\n1. A.").is_empty());
    }

    #[test]
    fn numbers_before_statements_and_in_references() {
        assert_eq!(label("2) Anna Ek", 0), Some((2, 3)));
        assert_eq!(label("Yrkande 2:\nAnna Ek", 0), Some((2, 11)));
        assert_eq!(label("Yrkande nr 3\n\nAnna Ek", 0), Some((3, 14)));
        assert_eq!(label("2023 yrkar Anna Ek", 0), None);
        assert_eq!(label("Förslag 2 bifalls", 0), None);
        assert_eq!(spoken(&Phrase::of("Anna Eks yrkanden 1 och 3 avslås")), [1, 3]);
        assert!(spoken(&Phrase::of("yrkandet om 2 bänkar")).is_empty());
    }
}
