//! Who led and who adjusts which paragraphs, and which are adjusted at once: the meeting's, and an item's own.
//!
//! Section: 5:69; docs/procedure.md, "Rules".

use std::collections::BTreeSet;

use tingbok_procedure::content::Person;

use super::{Protocol, Sheet};
use crate::paragraph::Paragraph;
use crate::service::paragraphs;

/// A line for the meeting's chair, then one for each who led an item in the chair's place: `Mats Holmgren (C) § 87`.
pub(super) fn chairs(protocol: &Protocol) -> Option<String> {
    let other = |person: &&Person| protocol.chair.as_ref() != Some(*person);
    let own = |paragraph: &Paragraph| {
        let chair = paragraph.opened.content.chair.as_ref().filter(other);
        chair.into_iter().cloned().collect()
    };
    lines(protocol, protocol.chair.iter(), own)
}

/// A line for each who adjusts the minutes, then one for each appointed for a paragraph in their place.
pub(super) fn adjusters(protocol: &Protocol) -> Option<String> {
    let own = |paragraph: &Paragraph| {
        let appointed = paragraph.adjusters.last();
        appointed.map_or_else(Vec::new, |appointed| appointed.content.adjusters.clone())
    };
    lines(protocol, protocol.adjusters.iter(), own)
}

/// The paragraphs that the body decided to adjust at once.
pub(super) fn at_once(protocol: &Protocol) -> Option<String> {
    let decided = |sheet: &&Sheet| sheet.paragraph.as_ref().is_some_and(|one| one.adjusted_at_once);
    let numbers: BTreeSet<u32> = protocol
        .paragraphs
        .iter()
        .filter(decided)
        .map(|sheet| sheet.at.number)
        .collect();
    (!numbers.is_empty()).then(|| paragraphs(&numbers))
}

/// Words with the paragraphs that they are said of, in the order in which they are first said.
pub(super) fn grouped(said: impl Iterator<Item = (String, u32)>) -> Vec<(String, BTreeSet<u32>)> {
    let mut groups: Vec<(String, BTreeSet<u32>)> = Vec::new();
    for (words, number) in said {
        match groups.iter_mut().find(|(known, _)| *known == words) {
            Some((_, numbers)) => {
                numbers.insert(number);
            }
            None => groups.push((words, BTreeSet::from([number]))),
        }
    }
    groups
}

fn lines<'a>(
    protocol: &Protocol,
    of_meeting: impl Iterator<Item = &'a Person>,
    own: impl Fn(&Paragraph) -> Vec<Person>,
) -> Option<String> {
    let mut lines: Vec<String> = of_meeting.map(|person| protocol.name(person)).collect();
    let of_items = protocol.paragraphs.iter().flat_map(|sheet| {
        let persons = sheet.paragraph.as_ref().map(&own).unwrap_or_default();
        persons
            .into_iter()
            .map(|person| (protocol.name(&person), sheet.at.number))
    });
    let of_items = grouped(of_items).into_iter();
    lines.extend(of_items.map(|(name, numbers)| format!("{name} {}", paragraphs(&numbers))));
    (!lines.is_empty()).then(|| lines.join("\n"))
}
