//! What lies before the meeting: the summary, the proposal for a decision, the underlay.

use std::ops::Range;

use tingbok_procedure::content::{ItemPresented, ProposalLaid, Text, Underlay, UnderlayListed};

use crate::heading;
use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::outline::Section;
use crate::passage::Passage;
use crate::phrase::on_one_line;
use crate::points::{self, Point};
use crate::scribe::{BYTES_MAX, LINES_MAX, Phase, Place};

/// Reads a summary. One longer than an event holds becomes several.
pub(crate) fn present(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let mut chunk: Vec<LineIndex> = Vec::new();
    let mut from = section.from;
    let mut bytes = 0;
    let mut written = 0;
    for &line in &section.body {
        let length = reading.manuscript.line(line).len();
        if written == LINES_MAX || bytes + length > BYTES_MAX && written > 0 {
            present_chunk(reading, &chunk, from);
            (chunk, from, bytes, written) = (Vec::new(), 0, 0, 0);
        }
        chunk.push(line);
        bytes += length;
        written += usize::from(!reading.manuscript.is_blank(line));
    }
    present_chunk(reading, &chunk, from);
}

/// Reads a proposal for a decision.
pub(crate) fn lay(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let Some(passage) = reading.passage(section) else {
        return;
    };
    let points = texts(&passage, &points::of(&passage));
    if points.is_empty() {
        return;
    }
    let owner = section
        .head
        .and_then(|head| heading::owner(reading.manuscript.trimmed(head)));
    let by = owner.map(str::to_owned);
    let laid = ProposalLaid {
        item: reading.number,
        proposal: reading.register.laid(by.clone()),
        by,
        points,
    };
    reading.write(Phase::Laid, 0, Place::First, laid, &section.body);
}

/// Reads the underlay: a document on each line, or one for each bullet.
pub(crate) fn list(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let Some(passage) = reading.passage(section) else {
        return;
    };
    let titles = documents(passage.text());
    if titles.is_empty() {
        return;
    }
    let listed = UnderlayListed {
        item: reading.number,
        documents: titles.into_iter().map(|title| Underlay { title }).collect(),
    };
    reading.write(Phase::Underlay, 0, Place::First, listed, &section.body);
}

/// The points as texts.
pub(crate) fn texts(passage: &Passage, points: &[Point]) -> Vec<Text> {
    let text = |span: &Range<usize>| passage.slice(span.clone()).into();
    points.iter().map(|point| text(&point.words)).collect()
}

/// The titles of a list. A line that begins small, or without the bullet that others have, goes on from the last.
fn documents(text: &str) -> Vec<String> {
    let bulleted = text.lines().any(|line| bullet(line).is_some());
    let mut titles: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let title = on_one_line(bullet(line).unwrap_or(line));
        let continues = if bulleted {
            bullet(line).is_none()
        } else {
            title.starts_with(char::is_lowercase)
        };
        match titles.last_mut().filter(|_| continues) {
            Some(last) => {
                last.push(' ');
                last.push_str(&title);
            }
            None => titles.push(title),
        }
    }
    titles
}

/// The line without the bullet that it begins with. Text layers have bullets from the private use area.
pub(crate) fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mut chars = line.chars();
    let mark = chars.next()?;
    let rest = chars.as_str();
    let private = ('\u{e000}'..='\u{f8ff}').contains(&mark);
    let spaced = rest.starts_with(char::is_whitespace) && "-–—*•·▪◦●o".contains(mark);
    (private || mark == '•' || spaced).then(|| rest.trim_start())
}

fn present_chunk(reading: &mut Reading<'_, '_, '_>, lines: &[LineIndex], from: usize) {
    let passage = Passage::of(reading.manuscript, lines, from);
    let words = passage.text().trim();
    if words.is_empty() {
        return;
    }
    let presented = ItemPresented {
        item: reading.number,
        text: words.into(),
    };
    reading.write(Phase::Presented, 0, Place::First, presented, lines);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_with_and_without_bullets() {
        let bullets = "\u{f0b7} Plan för\nnästa år\n\u{f0b7} Karta";
        assert_eq!(documents(bullets), ["Plan för nästa år", "Karta"]);
        assert_eq!(
            documents("Plan\nför nästa år \n\nKarta"),
            ["Plan för nästa år", "Karta"]
        );
        assert_eq!(bullet("– 50%"), Some("50%"));
        assert_eq!(bullet("-471"), None);
    }
}
