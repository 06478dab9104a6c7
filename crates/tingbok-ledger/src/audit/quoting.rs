//! The words of a source beside what was found about them: of the event that is irregular, and of what it was held
//! against.
//!
//! Invariant: nothing is looked up in an index. Lines that another event quotes are found in a second reading of the log,
//! and only where a finding needs them.
//!
//! Spec: docs/procedure.md, "Event kinds", on `quote`, `lines` and `also`.

use std::collections::{BTreeMap, BTreeSet};

use tingbok_minutes::quotation::{Quotation, lines_of};
use tingbok_minutes::{Logged, What};
use tingbok_procedure::Event;

use super::Irregularity;
use crate::log::{Log, ReadError};
use crate::masks::Masks;
use crate::view::{chunks, logged, read_chunk};

/// A line by the digest of its document and its number.
type Line = (String, u64);

/// Puts the words of their sources beside findings.
pub(super) fn quote(log: &Log, masks: &Masks, found: &mut [Irregularity]) -> Result<(), ReadError> {
    let mut lines = BTreeSet::new();
    let mut places = Vec::new();
    for one in found.iter() {
        let own = lines_at(log, masks, one.place.entry)?;
        let mut beside = Vec::new();
        for other in &one.beside {
            let held = lines_at(log, masks, other.entries.iter().copied())?;
            let apart: BTreeSet<Line> = held.difference(&own).cloned().collect();
            beside.push(if apart.is_empty() { held } else { apart });
        }
        lines.extend(own.iter().chain(beside.iter().flatten()).cloned());
        places.push((own, beside));
    }
    let words = words_of(log, masks, &lines)?;
    let quotation = |lines: &BTreeSet<Line>| {
        let known = lines
            .iter()
            .filter_map(|line| Some((line.1, words.get(line)?.as_str())));
        Quotation::of(&known.collect())
    };
    for (one, (own, beside)) in found.iter_mut().zip(&places) {
        one.words = quotation(own);
        for (other, lines) in one.beside.iter_mut().zip(beside) {
            other.words = quotation(lines);
        }
    }
    Ok(())
}

/// The lines that entries were read from.
fn lines_at(
    log: &Log,
    masks: &Masks,
    entries: impl IntoIterator<Item = u64>,
) -> Result<BTreeSet<Line>, ReadError> {
    let mut lines = BTreeSet::new();
    for index in entries {
        let entry = logged(log, index, masks)?;
        let Some((document, event)) = read_event(&entry) else {
            continue;
        };
        lines.extend(lines_of(event).map(|line| (document.to_owned(), line)));
    }
    Ok(lines)
}

/// What stands on these lines.
fn words_of(log: &Log, masks: &Masks, lines: &BTreeSet<Line>) -> Result<BTreeMap<Line, String>, ReadError> {
    let mut words = BTreeMap::new();
    for range in chunks(0..log.size()) {
        if words.len() == lines.len() {
            break;
        }
        for entry in read_chunk(log, range, masks)? {
            let Some((document, event)) = read_event(&entry) else {
                continue;
            };
            for (line, quoted) in event.source.lines.iter().zip(&event.source.quote) {
                let line = (document.to_owned(), *line);
                if lines.contains(&line) {
                    words.entry(line).or_insert_with(|| quoted.clone());
                }
            }
        }
    }
    Ok(words)
}

/// The event of an entry, with the digest of the document that it was read from.
fn read_event(entry: &Logged) -> Option<(&str, &Event)> {
    match &entry.what {
        What::Event(event) => Some((event.source.document.as_deref().unwrap_or_default(), event)),
        _ => None,
    }
}
