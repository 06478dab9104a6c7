//! A page as text: lines of at most 92 characters where they can be broken, aligned facts and tables.

use super::{Document, Part, Section};
use crate::text::wording::{WIDTH, width, wrapped, wrapped_to};

pub(super) fn text(document: &Document) -> String {
    let mut chunks = vec![ended(wrapped(&document.title))];
    let sections = document.sections.iter().map(section);
    chunks.extend(sections.filter(|section| !section.is_empty()));
    chunks.join("\n")
}

pub(super) fn section(section: &Section) -> String {
    let mut lines: Vec<String> = Vec::new();
    if section.breaks {
        lines.extend(["─".repeat(WIDTH), String::new()]);
    }
    lines.extend(wrapped(&section.heading));
    let parts = section
        .parts
        .iter()
        .map(|part| self::part(part, &section.heading));
    let parts = parts.filter(|lines| !lines.is_empty());
    for (index, part) in parts.enumerate() {
        lines.extend((index > 0).then(String::new));
        lines.extend(part);
    }
    let mut chunks = vec![ended(lines)];
    chunks.extend(section.sections.iter().map(self::section));
    chunks.retain(|chunk| !chunk.is_empty());
    chunks.join("\n")
}

fn part(part: &Part, heading: &str) -> Vec<String> {
    match part {
        Part::Words(words) => wrapped(words),
        Part::Lines(lines) => lines.clone(),
        Part::Facts(facts) | Part::EnglishFacts(facts) => self::facts(facts),
        Part::List(things) => things.iter().flat_map(|thing| hanging("- ", thing)).collect(),
        Part::Table(table) => {
            let repeated = table.caption == heading;
            let mut lines = if repeated {
                Vec::new()
            } else {
                wrapped(&table.caption)
            };
            lines.extend(table.lines());
            lines
        }
    }
}

fn facts(facts: &[(String, String)]) -> Vec<String> {
    let wide = facts
        .iter()
        .map(|(name, _)| width(name))
        .max()
        .unwrap_or_default();
    let fact = |(name, value): &(String, String)| {
        let space = " ".repeat(wide.saturating_sub(width(name)));
        hanging(&format!("{name}{space}  "), value)
    };
    facts.iter().flat_map(fact).collect()
}

/// Words behind a beginning; the lines after the first stand below the words.
fn hanging(begin: &str, words: &str) -> Vec<String> {
    let indent = width(begin);
    let lines = words.split('\n');
    let broken = lines.flat_map(|line| wrapped_to(line, WIDTH.saturating_sub(indent).max(NARROW)));
    let mut lines: Vec<String> = broken
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("{begin}{line}"),
            _ => " ".repeat(indent) + &line,
        })
        .collect();
    if lines.is_empty() {
        lines.push(begin.trim_end().to_owned());
    }
    lines
}

fn ended(lines: Vec<String>) -> String {
    lines.into_iter().map(|line| line + "\n").collect()
}

/// Words are not broken to less than this, however long the name before them is.
const NARROW: usize = 30;
