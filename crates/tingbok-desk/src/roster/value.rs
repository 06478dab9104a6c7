//! The values of a row of a roster, each read by itself; what is wrong with one is said in words.

use jiff::civil::Date;
use serde::Deserialize;
use tingbok_procedure::content::{MemberId, Office, turns_direction};

/// A number, or a text of one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Number {
    /// A number of a JSON array.
    Number(u32),
    /// The text of a cell.
    Text(String),
}

/// A name with single spaces: the first name before the last.
pub(super) fn name(text: &str) -> Result<String, String> {
    let name = words(text).ok_or_else(|| format!("`{}` is no name", text.escape_debug()))?;
    if let Some((last, first)) = name.split_once([',', ';']) {
        let straight = format!("{} {}", first.trim(), last.trim());
        let straight = straight.trim();
        return Err(format!(
            "`{name}` is no name as minutes write it: write `{straight}`"
        ));
    }
    Ok(name)
}

/// The letters of a party, where there are any.
pub(super) fn party(text: Option<&str>) -> Result<Option<String>, String> {
    let read = |party: &str| words(party).ok_or_else(|| format!("`{}` is no party", party.escape_debug()));
    text.filter(|text| !text.trim().is_empty()).map(read).transpose()
}

/// A day, where one is given.
pub(super) fn day(text: Option<String>) -> Result<Option<Date>, String> {
    let read = |text: String| {
        crate::clock::day(&text).ok_or_else(|| {
            let text = text.escape_debug();
            format!("`{text}` is no day: days are written `YYYY-MM-DD`")
        })
    };
    text.filter(|text| !text.is_empty()).map(read).transpose()
}

/// The place in the order in which substitutes are called in, from 1.
pub(super) fn order(number: Number) -> Result<u32, String> {
    let number = match number {
        Number::Number(number) => number,
        Number::Text(text) => text
            .parse()
            .map_err(|_| format!("`{}` is no number", text.escape_debug()))?,
    };
    match number {
        0 => Err("the order of substitutes is counted from 1, not 0".to_owned()),
        number => Ok(number),
    }
}

/// A name in the roster.
pub(super) fn member(text: String) -> Result<MemberId, String> {
    if super::handle(&text) == text {
        return Ok(MemberId(text));
    }
    let text = text.escape_debug();
    Err(format!(
        "`{text}` is no name in a roster: small letters, digits and `-`"
    ))
}

/// Words with single spaces between them; `None` of nothing, and of what would steer a terminal or turn a text.
fn words(text: &str) -> Option<String> {
    let steers = |c: char| c.is_control() || turns_direction(c);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty() && !text.contains(steers)).then_some(words)
}

/// As what the person is elected, in Swedish or English.
pub(super) fn office(text: &str) -> Result<Office, String> {
    let lower = text.trim().to_lowercase().replace('_', " ");
    let known = OFFICES.iter().find(|(_, names)| names.contains(&lower.as_str()));
    known.map(|(office, _)| *office).ok_or_else(|| {
        let text = text.escape_debug();
        format!(
            "`{text}` is no office: ordförande, 1:e vice ordförande, 2:e vice ordförande, ledamot, ersättare"
        )
    })
}

const OFFICES: [(Office, &[&str]); 5] = [
    (Office::Chair, &["ordförande", "chair"]),
    (
        Office::FirstViceChair,
        &[
            "1:e vice ordförande",
            "förste vice ordförande",
            "1:a vice ordförande",
            "first vice chair",
        ],
    ),
    (
        Office::SecondViceChair,
        &[
            "2:e vice ordförande",
            "andre vice ordförande",
            "2:a vice ordförande",
            "second vice chair",
        ],
    ),
    (Office::Member, &["ledamot", "member"]),
    (Office::Substitute, &["ersättare", "substitute"]),
];
