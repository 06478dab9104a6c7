//! A motion's body cut into motions: by page (*Sidan 18*), by row of a table (*Nytt förslag 45%*), by *Yrkar*.
//!
//! Spec: docs/procedure.md, `motion.moved`: one motion per person and thing asked.

use std::ops::Range;

use crate::outline::ends_sentence;
use crate::passage::Passage;
use crate::phrase::{Phrase, folded, is_quotation_mark};
use crate::reference;

/// One motion's part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The words of the motion.
    pub(crate) words: Range<usize>,
    /// The page it is about.
    pub(crate) page: Option<u32>,
    /// The headings under which it stands.
    pub(crate) section: Option<Range<usize>>,
    /// The text to be changed.
    pub(crate) old: Option<Range<usize>>,
    /// What it is to read.
    pub(crate) new: Option<Range<usize>>,
    /// Page and headings, which it was read from too.
    pub(crate) context: Vec<Range<usize>>,
}

impl Part {
    /// A motion that is one thing.
    pub(crate) fn whole(words: Range<usize>) -> Self {
        Self {
            words,
            page: None,
            section: None,
            old: None,
            new: None,
            context: Vec::new(),
        }
    }
}

/// Cuts a body into motions.
pub(crate) fn parts(passage: &Passage, body: Range<usize>) -> Vec<Part> {
    let rows = rows(passage, &body);
    let mut parts = Vec::new();
    for group in groups(passage, &rows) {
        let cut = group.parts(passage);
        parts.extend(cut.into_iter().filter(|part| !part.words.is_empty()));
    }
    if parts.is_empty() {
        parts.push(exchanging(passage, Part::whole(passage.trim(body))));
    }
    parts
}

/// A line of the body.
type Row = Range<usize>;

/// The rows that stand under one page, or before the first.
struct Group {
    page: Option<(u32, Row)>,
    rows: Vec<Row>,
}

impl Group {
    fn parts(&self, passage: &Passage) -> Vec<Part> {
        let blank = |row: &&Row| passage.slice((*row).clone()).trim().is_empty();
        let rows: Vec<Row> = self.rows.iter().skip_while(blank).cloned().collect();
        let paragraphs = paragraphs(passage, &rows);
        let offers: Vec<usize> = (0..paragraphs.len())
            .filter(|&index| is_offer(passage.slice(paragraphs[index].clone())))
            .collect();
        let moves: Vec<usize> = (0..rows.len())
            .filter(|&index| is_moving(passage.slice(rows[index].clone())))
            .collect();
        if !offers.is_empty() {
            self.table(passage, &rows, &paragraphs, &offers)
        } else if moves.is_empty() {
            self.single(passage, &rows)
        } else {
            self.moved(passage, &rows, &moves)
        }
    }

    /// A table that lost its lines: what is changed, *Nytt förslag* with the value, a remark; for each row of it.
    fn table(&self, passage: &Passage, rows: &[Row], paragraphs: &[Row], offers: &[usize]) -> Vec<Part> {
        let section_end = rows
            .first()
            .map_or(0, |first| headings_end(passage, rows, first.start));
        let mut titles = Vec::new();
        for (count, &offer) in offers.iter().enumerate() {
            let after = count.checked_sub(1).map_or(0, |before| offers[before] + 1);
            titles.push(offer.saturating_sub(1).max(after).min(offer));
        }
        let mut parts = Vec::new();
        for (index, (&title, &offer)) in titles.iter().zip(offers).enumerate() {
            let start = paragraphs[title].start.max(section_end);
            let end = match titles.get(index + 1) {
                Some(&next) => paragraphs[next].start,
                None => rows.last().map_or(start, |last| last.end),
            };
            let mut part = self.part(passage, start..end, rows, section_end);
            part.old = (title < offer).then(|| passage.trim(start..paragraphs[title].end));
            part.new = Some(after_offer(passage, &paragraphs[offer]));
            parts.push(part);
        }
        parts
    }

    /// *Yrkar på att …* on several lines: each is a motion; headings above them belong to all.
    fn moved(&self, passage: &Passage, rows: &[Row], moves: &[usize]) -> Vec<Part> {
        let first = rows[0].start;
        let lead = &rows[..moves[0]];
        let headed = !lead.is_empty() && lead.iter().all(|row| is_heading(passage.slice(row.clone())));
        let section_end = if headed { rows[moves[0]].start } else { first };
        let mut parts = Vec::new();
        for (index, &row) in moves.iter().enumerate() {
            let start = if index == 0 { section_end } else { rows[row].start };
            let end = match moves.get(index + 1) {
                Some(&next) => rows[next].start,
                None => rows.last().map_or(start, |last| last.end),
            };
            parts.push(exchanging(
                passage,
                self.part(passage, start..end, rows, section_end),
            ));
        }
        parts
    }

    fn single(&self, passage: &Passage, rows: &[Row]) -> Vec<Part> {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            return Vec::new();
        };
        let section_end = match self.page {
            Some(_) => headings_end(passage, rows, first.start),
            None => first.start,
        };
        let part = self.part(passage, section_end..last.end, rows, section_end);
        vec![exchanging(passage, part)]
    }

    fn part(&self, passage: &Passage, words: Range<usize>, rows: &[Row], section_end: usize) -> Part {
        let start = rows.first().map_or(section_end, |first| first.start);
        let section = Some(passage.trim(start..section_end)).filter(|section| !section.is_empty());
        let marker = self.page.as_ref().map(|(_, row)| row.clone());
        Part {
            words: passage.trim(words),
            page: self.page.as_ref().map(|(page, _)| *page),
            context: marker.into_iter().chain(section.clone()).collect(),
            section,
            old: None,
            new: None,
        }
    }
}

fn rows(passage: &Passage, body: &Range<usize>) -> Vec<Row> {
    let inside = passage
        .line_starts()
        .filter(|at| body.contains(at) && *at > body.start);
    let starts: Vec<usize> = std::iter::once(body.start).chain(inside).collect();
    let ends = starts.iter().skip(1).copied().chain([body.end]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .collect()
}

fn groups(passage: &Passage, rows: &[Row]) -> Vec<Group> {
    let mut groups = vec![Group {
        page: None,
        rows: Vec::new(),
    }];
    for row in rows {
        match page_marker(passage.slice(row.clone())) {
            Some(page) => groups.push(Group {
                page: Some((page, row.clone())),
                rows: Vec::new(),
            }),
            None => groups
                .last_mut()
                .into_iter()
                .for_each(|group| group.rows.push(row.clone())),
        }
    }
    groups
}

/// *Sidan 18* alone on a line.
fn page_marker(row: &str) -> Option<u32> {
    let phrase = Phrase::of(row);
    reference::page(&phrase).filter(|_| phrase.words.len() == 2)
}

fn paragraphs(passage: &Passage, rows: &[Row]) -> Vec<Row> {
    let mut all: Vec<Row> = Vec::new();
    let mut blank = true;
    for row in rows {
        let empty = passage.slice(row.clone()).trim().is_empty();
        match all.last_mut().filter(|_| !blank) {
            _ if empty => {}
            Some(last) => last.end = row.end,
            None => all.push(row.clone()),
        }
        blank = empty;
    }
    all
}

fn is_offer(paragraph: &str) -> bool {
    let start = paragraph
        .get(..paragraph.floor_char_boundary(OFFER_BYTES_MAX))
        .unwrap_or_default();
    folded(start).starts_with("nytt förslag")
}

fn is_moving(row: &str) -> bool {
    let first = row.split_whitespace().next().unwrap_or_default();
    ["Yrkar", "yrkar", "Yrkas"].contains(&first)
}

/// What stands after *Nytt förslag*.
fn after_offer(passage: &Passage, paragraph: &Row) -> Range<usize> {
    let phrase = Phrase::of(passage.slice(paragraph.clone()));
    let value = phrase.words.get(1).map_or(0, |word| word.span.end);
    passage.trim(paragraph.start + value..paragraph.end)
}

/// A short line that no sentence ends on.
fn is_heading(row: &str) -> bool {
    let short = row.split_whitespace().count() <= HEADING_WORDS_MAX;
    short && !ends_sentence(row) && !row.trim_start().starts_with(is_quotation_mark)
}

/// Where headings at the top end: a heading is followed by a line that begins with a capital.
fn headings_end(passage: &Passage, rows: &[Row], start: usize) -> usize {
    let mut end = start;
    for pair in rows.windows(2) {
        let next = passage.slice(pair[1].clone()).trim_start();
        if !is_heading(passage.slice(pair[0].clone())) || !next.starts_with(char::is_uppercase) {
            break;
        }
        end = pair[1].start;
    }
    end
}

/// Finds *”old” ändras till ”new”* in the words of a motion.
fn exchanging(passage: &Passage, mut part: Part) -> Part {
    let text = passage.slice(part.words.clone());
    let phrase = Phrase::of(text);
    let verbs = [["ändras", "till"], ["ersätts", "med"], ["ersättas", "med"]];
    let Some(at) = verbs.iter().filter_map(|verb| phrase.find(0, verb)).min() else {
        return part;
    };
    let (before, after) = (phrase.words[at].span.start, phrase.words[at + 1].span.end);
    let Some(old) = last_quoted(text.get(..before).unwrap_or_default()) else {
        return part;
    };
    let shift = |span: Range<usize>| part.words.start + span.start..part.words.start + span.end;
    let new = first_quoted(text, after);
    (part.old, part.new) = (Some(shift(old)), Some(shift(new)).filter(|new| !new.is_empty()));
    part
}

/// The last quotation: between the last two marks of the same style. Marks are often unbalanced.
fn last_quoted(text: &str) -> Option<Range<usize>> {
    let mut marks = text.char_indices().rev().filter(|(_, c)| is_quotation_mark(*c));
    let (close, last) = marks.next()?;
    let (open, first) = marks.find(|(_, c)| (*c == '"') == (last == '"'))?;
    let span = open + first.len_utf8()..close;
    (!span.is_empty()).then_some(span)
}

/// The quotation that begins at `at`; without one, the rest of the paragraph without a mark that closes it.
fn first_quoted(text: &str, at: usize) -> Range<usize> {
    let rest = text.get(at..).unwrap_or_default();
    let start = at + (rest.len() - rest.trim_start().len());
    let rest = rest.trim_start();
    let paragraph = rest.split("\n\n").next().unwrap_or_default().trim_end();
    match rest.chars().next().filter(|c| is_quotation_mark(*c)) {
        Some(mark) => {
            let inside = rest.get(mark.len_utf8()..).unwrap_or_default();
            let close = inside.find(|c| is_quotation_mark(c) && (c == '"') == (mark == '"'));
            let start = start + mark.len_utf8();
            start..start + close.unwrap_or(paragraph.len().saturating_sub(mark.len_utf8()))
        }
        None => start..start + paragraph.trim_end_matches(is_quotation_mark).len(),
    }
}

const OFFER_BYTES_MAX: usize = 60;
const HEADING_WORDS_MAX: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::Manuscript;

    type Shown = (Option<u32>, String, String, String, String);

    fn cut(text: &str) -> Vec<Shown> {
        let manuscript = Manuscript::read(text.as_bytes()).unwrap();
        let lines: Vec<_> = (0..manuscript.len()).collect();
        let passage = Passage::of(&manuscript, &lines, 0);
        let words =
            |span: Option<Range<usize>>| span.map(|s| passage.slice(s).to_owned()).unwrap_or_default();
        let shown = |part: Part| {
            let told = (part.section, part.old, part.new, Some(part.words));
            (
                part.page,
                words(told.0),
                words(told.1),
                words(told.2),
                words(told.3),
            )
        };
        parts(&passage, 0..text.len()).into_iter().map(shown).collect()
    }

    fn part(page: Option<u32>, section: &str, old: &str, new: &str, words: &str) -> Shown {
        (
            page,
            section.to_owned(),
            old.to_owned(),
            new.to_owned(),
            words.to_owned(),
        )
    }

    #[test]
    fn rows_of_a_table_that_lost_its_lines() {
        let text = "Sidan 4\nMål\nAndel tåg \ni tid\n\nNytt \nförslag\n95 %\n\nUtfall 91 %.\n\nAndel bussar\n\nNytt förslag – \n80 %";
        let first = "Andel tåg \ni tid\n\nNytt \nförslag\n95 %\n\nUtfall 91 %.";
        let second = "Andel bussar\n\nNytt förslag – \n80 %";
        assert_eq!(
            cut(text),
            [
                part(Some(4), "Mål", "Andel tåg \ni tid", "95 %", first),
                part(Some(4), "Mål", "Andel bussar", "– \n80 %", second)
            ]
        );
    }

    #[test]
    fn pages_and_moves() {
        let text = "Sidan 5\nÅtgärder\nYrkar att A.\n Sidan 6:\nPlan\nYrkar på att B. \nMera B.\nYrkar på C.";
        assert_eq!(
            cut(text),
            [
                part(Some(5), "Åtgärder", "", "", "Yrkar att A."),
                part(Some(6), "Plan", "", "", "Yrkar på att B. \nMera B."),
                part(Some(6), "Plan", "", "", "Yrkar på C.")
            ]
        );
    }

    #[test]
    fn quoted_words_are_exchanged() {
        let both = cut("Att ”a b.” ändras till ”c d”.");
        assert_eq!((both[0].2.as_str(), both[0].3.as_str()), ("a b.", "c d"));
        let open = cut("\"Målet \"a b\". Slutet ändras till .....c\nd.\"");
        assert_eq!((open[0].2.as_str(), open[0].3.as_str()), ("a b", ".....c\nd."));
        let none = cut("Att 25 ändras till 0.");
        assert_eq!((none[0].2.as_str(), none[0].3.as_str()), ("", ""));
    }
}
