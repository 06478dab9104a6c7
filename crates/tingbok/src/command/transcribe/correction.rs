//! What a person corrects at a review: a reading that is kept as words, and drafts that are edited.
//!
//! Invariant: what comes back quotes the same lines as what went in, each once, under ids that stand once. Whether it can
//! be recorded is for the caller to ask.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::process::Command;

use tingbok_procedure::content::PassageKept;
use tingbok_procedure::{Content, Draft, Event, Kind};

use super::review::Block;
use crate::drafts;

/// The events with those that were read from the lines of a block's event replaced by their words.
///
/// A page header may cut what one event quotes into blocks: all of it is kept.
pub(super) fn kept(events: &[Event], block: &Block<'_>) -> Result<Vec<Event>, String> {
    let owner = events.get(block.owner).map(|event| &event.source);
    let extent = owner.map(|source| source.lines.as_slice()).unwrap_or_default();
    let within = |event: &Event| {
        let mut lines = event.source.lines.iter().chain(&event.source.also).peekable();
        lines.peek().is_some() && lines.all(|line| extent.contains(line))
    };
    let (mut all, mut words) = (Vec::new(), Vec::new());
    for (index, event) in events.iter().enumerate() {
        if index != block.owner && !within(event) {
            all.push(event.clone());
        } else if event.kind() == Kind::ItemOpened {
            return Err(
                "the opening of a paragraph cannot be kept as words: all of it stands on it".to_owned(),
            );
        } else if !event.source.lines.is_empty() {
            words.push(as_words(event));
        }
    }
    // Words stand behind what happened: they depend on nothing but the item's opening.
    all.extend(words);
    Ok(all)
}

fn as_words(event: &Event) -> Event {
    let mut passage = event.clone();
    passage.source.also.clear();
    passage.content = Content::PassageKept(PassageKept {
        item: event.content.item(),
        reason: KEPT.to_owned(),
    });
    passage
}

/// The events with the drafts of a block as the editor left them.
pub(super) fn edited(
    events: &[Event],
    block: &Block<'_>,
    editor: Option<&str>,
) -> Result<Vec<Event>, String> {
    let readings = block.readings.iter();
    let chosen: Vec<&Event> = readings.filter_map(|&index| events.get(index)).collect();
    let drafts = chosen
        .iter()
        .map(|event| serde_json::to_string(&Draft::of(event)));
    let drafts: Vec<String> = drafts
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    let text = open_editor(editor, &format!("{}\n", drafts.join("\n")))?;
    let read = drafts::read(text.as_bytes()).map_err(|error| error.to_string())?;
    let changed: Vec<Event> = read.into_iter().map(|draft| draft.event).collect();
    if quoted(&changed) != quoted(chosen) {
        return Err("together the drafts must quote the lines that they quoted before, each once".to_owned());
    }
    let all = in_place(events, block, changed);
    let mut ids = BTreeSet::new();
    match all.iter().find(|event| !ids.insert(&event.id)) {
        None => Ok(all),
        Some(twice) => Err(format!("the id `{}` stands twice", twice.id)),
    }
}

/// Every line that events quote, with its words.
fn quoted<'e>(events: impl IntoIterator<Item = &'e Event>) -> Vec<(u64, &'e str)> {
    let sources = events.into_iter().map(|event| &event.source);
    let lines = sources.flat_map(|source| source.lines.iter().copied().zip(&source.quote));
    let mut all: Vec<(u64, &str)> = lines.map(|(line, words)| (line, words.as_str())).collect();
    all.sort_unstable();
    all
}

/// Each changed draft where the one of its id stood, a new one behind the draft before it; their order is the editor's.
fn in_place(events: &[Event], block: &Block<'_>, changed: Vec<Event>) -> Vec<Event> {
    let mut place = block.readings.first().copied().unwrap_or(events.len());
    let mut changes: BTreeMap<usize, Vec<Event>> = BTreeMap::new();
    for event in changed {
        let mut readings = block.readings.iter();
        let own = readings.find(|&&index| events.get(index).is_some_and(|before| before.id == event.id));
        place = own.map_or(place, |own| place.max(*own));
        changes.entry(place).or_default().push(event);
    }
    let mut all = Vec::new();
    for (index, event) in events.iter().enumerate() {
        all.extend(changes.remove(&index).into_iter().flatten());
        if !block.readings.contains(&index) {
            all.push(event.clone());
        }
    }
    all
}

/// Lets a person edit a text with the editor of their choice.
fn open_editor(editor: Option<&str>, text: &str) -> Result<String, String> {
    let editor = editor.ok_or("no editor is named: give it with `--editor`, or set `EDITOR`")?;
    let mut words = editor.split_whitespace();
    let program = words.next().ok_or("the editor's name is empty")?;
    let mut file = tempfile::Builder::new()
        .suffix(".jsonl")
        .tempfile()
        .map_err(|error| error.to_string())?;
    io::Write::write_all(&mut file, text.as_bytes()).map_err(|error| error.to_string())?;
    let status = Command::new(program)
        .args(words)
        .arg(file.path())
        .status()
        .map_err(|error| format!("cannot run `{program}`: {error}"))?;
    if !status.success() {
        return Err(format!("`{program}` ended with an error"));
    }
    std::fs::read_to_string(file.path()).map_err(|error| error.to_string())
}

/// Why words are kept that a person has kept.
pub(super) const KEPT: &str = "kept at the review";
