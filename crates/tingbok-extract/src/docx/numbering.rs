//! The numbers of lists, counted as Word counts them (ECMA-376, part 1, 17.9).

use std::collections::BTreeMap;

use crate::docx::xml::{Element, Elements};
use crate::error::ExtractError;
use crate::letter;
use crate::limit::Limits;

/// The lists of a document, and how far they are counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    patterns: BTreeMap<u32, Vec<Level>>,
    lists: BTreeMap<u32, List>,
    /// For each pattern, the number of each level; `None` before its first.
    counted: BTreeMap<u32, [Option<u32>; LEVELS]>,
    unknown: usize,
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    text: String,
    style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    pattern: u32,
    /// Levels that begin anew where this list first stands.
    starts: BTreeMap<usize, u32>,
    /// Levels that say all anew.
    levels: BTreeMap<usize, Level>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(crate) fn read(part: &str, limits: &Limits) -> Result<Self, ExtractError> {
        let mut xml = Elements::new(part, limits);
        let mut numbering = Self::default();
        xml.child()?;
        while let Some(element) = xml.child()? {
            match element.word() {
                "abstractNum" => {
                    let id = number(&element, "abstractNumId").unwrap_or_default();
                    numbering.patterns.insert(id, levels(&mut xml)?);
                }
                "num" => {
                    let id = number(&element, "numId").unwrap_or_default();
                    numbering.lists.insert(id, list(&mut xml)?);
                }
                _ => xml.skip()?,
            }
        }
        Ok(numbering)
    }

    /// How many numbers were asked for that are not known.
    pub(crate) fn unknown(&self) -> usize {
        self.unknown
    }

    /// The number of the next paragraph of a list, as it is printed: `1.`, `b)`, `•`; `None` where nothing is.
    pub(crate) fn next(&mut self, list: u32, level: Option<usize>, style: Option<&str>) -> Option<String> {
        if list == 0 {
            return None;
        }
        let label = self.count(list, level, style);
        self.unknown += usize::from(label.is_none());
        label.filter(|label| !label.is_empty())
    }

    /// The level that a paragraph stands on.
    pub(crate) fn level(&self, list: u32, level: Option<usize>, style: Option<&str>) -> usize {
        let of_style = || {
            let levels = self.patterns.get(&self.lists.get(&list)?.pattern)?;
            levels
                .iter()
                .position(|level| level.style.is_some() && level.style.as_deref() == style)
        };
        level.or_else(of_style).unwrap_or(0).min(LEVELS - 1)
    }

    fn count(&mut self, id: u32, level: Option<usize>, style: Option<&str>) -> Option<String> {
        let at = self.level(id, level, style);
        let list = self.lists.get_mut(&id)?;
        let pattern = self.patterns.get(&list.pattern)?;
        let counted = self.counted.entry(list.pattern).or_default();
        for (level, start) in std::mem::take(&mut list.starts) {
            if let Some(number) = counted.get_mut(level) {
                *number = start.checked_sub(1);
            }
        }
        let level_at = |level: usize| list.levels.get(&level).or_else(|| pattern.get(level));
        let own = level_at(at)?;
        let mut numbers = [0; LEVELS];
        for (level, number) in numbers.iter_mut().enumerate().take(at + 1) {
            let start = level_at(level).map_or(1, |level| level.start);
            let so_far = counted.get(level).copied().flatten();
            *number = match so_far {
                Some(so_far) if level == at => so_far.saturating_add(1),
                Some(so_far) => so_far,
                None => start,
            };
        }
        for (level, (number, counted)) in numbers.iter().zip(counted.iter_mut()).enumerate() {
            *counted = (level <= at).then_some(*number);
        }
        let formats: Vec<&str> = (0..=at)
            .map(|level| level_at(level).map_or("decimal", |level| level.format.as_str()))
            .collect();
        label(own, &numbers, &formats)
    }
}

fn levels(xml: &mut Elements<'_>) -> Result<Vec<Level>, ExtractError> {
    let mut levels = Vec::new();
    while let Some(element) = xml.child()? {
        match element.word() {
            "lvl" if levels.len() < LEVELS => levels.push(read_level(xml)?),
            _ => xml.skip()?,
        }
    }
    Ok(levels)
}

fn read_level(xml: &mut Elements<'_>) -> Result<Level, ExtractError> {
    let mut level = Level {
        start: 0,
        format: "decimal".to_owned(),
        text: String::new(),
        style: None,
    };
    while let Some(element) = xml.child()? {
        let value = element.val().map(ToOwned::to_owned);
        match element.word() {
            "start" => level.start = number(&element, "val").unwrap_or_default(),
            "numFmt" => level.format = value.unwrap_or_default(),
            "lvlText" => level.text = value.unwrap_or_default(),
            "pStyle" => level.style = value,
            _ => {}
        }
        xml.skip()?;
    }
    Ok(level)
}

fn list(xml: &mut Elements<'_>) -> Result<List, ExtractError> {
    let mut list = List::default();
    while let Some(element) = xml.child()? {
        match element.word() {
            "abstractNumId" => {
                list.pattern = number(&element, "val").unwrap_or_default();
                xml.skip()?;
            }
            "lvlOverride" => {
                let level = number(&element, "ilvl").and_then(|level| usize::try_from(level).ok());
                let level = level.unwrap_or_default();
                while let Some(element) = xml.child()? {
                    match element.word() {
                        "startOverride" => {
                            let start = number(&element, "val").unwrap_or_default();
                            list.starts.insert(level, start);
                            xml.skip()?;
                        }
                        "lvl" => {
                            list.levels.insert(level, read_level(xml)?);
                        }
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(list)
}

fn number(element: &Element, name: &str) -> Option<u32> {
    element.any(name)?.parse().ok()
}

/// The pattern of a level (`%1.%2`) with the numbers; `None` when a format is not known.
fn label(level: &Level, numbers: &[u32; LEVELS], formats: &[&str]) -> Option<String> {
    if level.format == "bullet" {
        let c = level.text.chars().next()?;
        let shown = match c {
            '\u{e000}'..='\u{f8ff}' => letter::symbol(u32::from(c)).unwrap_or('•'),
            'o' => '•',
            c => c,
        };
        return Some(shown.to_string());
    }
    let mut label = String::new();
    let mut rest = level.text.chars().peekable();
    while let Some(c) = rest.next() {
        let place = rest
            .peek()
            .and_then(|digit| digit.to_digit(10))
            .filter(|_| c == '%');
        match place.and_then(|place| usize::try_from(place).ok()?.checked_sub(1)) {
            Some(place) => {
                rest.next();
                label.push_str(&formatted(*numbers.get(place)?, formats.get(place)?)?);
            }
            None => label.push(c),
        }
    }
    Some(label)
}

fn formatted(number: u32, format: &str) -> Option<String> {
    Some(match format {
        "decimal" => number.to_string(),
        "decimalZero" => format!("{number:02}"),
        "lowerLetter" => letters(number)?,
        "upperLetter" => letters(number)?.to_uppercase(),
        "lowerRoman" => roman(number)?,
        "upperRoman" => roman(number)?.to_uppercase(),
        "none" => String::new(),
        _ => return None,
    })
}

/// a to z, then aa, bb, as Word counts.
fn letters(number: u32) -> Option<String> {
    let index = number.checked_sub(1)?;
    let letter = char::from(b'a' + u8::try_from(index % 26).ok()?);
    let times = usize::try_from(index / 26).ok()? + 1;
    (times <= LETTERS_MAX).then(|| String::from(letter).repeat(times))
}

fn roman(mut number: u32) -> Option<String> {
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut text = String::new();
    for (value, digits) in ROMAN {
        while number >= *value {
            number -= value;
            text.push_str(digits);
        }
    }
    Some(text)
}

const ROMAN: &[(u32, &str)] = &[
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// A list has so many levels.
const LEVELS: usize = 9;

/// Nobody reads a longer letter than this.
const LETTERS_MAX: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_their_formats() {
        let said = |number, format| formatted(number, format);
        assert_eq!(said(3, "decimal").as_deref(), Some("3"));
        assert_eq!(said(27, "lowerLetter").as_deref(), Some("aa"));
        assert_eq!(said(1994, "upperRoman").as_deref(), Some("MCMXCIV"));
        assert_eq!(said(0, "lowerRoman"), None);
        assert_eq!(said(u32::MAX, "upperLetter"), None);
        assert_eq!(said(1, "japaneseCounting"), None);
    }
}
