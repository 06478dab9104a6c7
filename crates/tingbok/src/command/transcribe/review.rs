//! `tingbok transcribe --review`: the source and its reading side by side, and what is doubtful asked about.
//!
//! A person answers at each doubtful place: the reading is right, its lines are kept as words, or its drafts are edited.
//! Invariant: after every answer each line is quoted once, and the drafts can still be recorded one after the other; an
//! answer that breaks either is told and undone, and the place is asked about again. The end of the answers accepts the
//! rest.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, Read as _};

use tingbok_minutes::trail;
use tingbok_procedure::{Content, Event};
use tingbok_transcribe::{Note, Transcription};

use super::checks::{self, Checked};
use super::correction::{KEPT, edited, kept};
use super::sheet;
use crate::context::Context;
use crate::error::CommandError;

/// Lines of the source that one event quotes, with everything that was read from them.
pub(super) struct Block<'t> {
    /// The event that quotes these lines, by its place.
    pub(super) owner: usize,
    /// The lines with their numbers.
    pub(super) lines: Vec<(u64, &'t str)>,
    /// The events that were read from them, by their place, in procedural order.
    pub(super) readings: Vec<usize>,
    /// What is doubtful about them.
    pub(super) doubts: Vec<String>,
    /// What the text does not tell.
    pub(super) remarks: Vec<String>,
}

/// What a person answers.
enum Answer {
    Right,
    Keep,
    Edit,
    RightAll,
    Quit,
}

/// Shows the whole reading, asks where it is doubtful, and corrects it as answered.
pub(super) fn review(
    transcription: &mut Transcription,
    editor: Option<&str>,
    context: &mut Context,
) -> Result<(), CommandError> {
    let mut from = 0;
    let mut asks = true;
    loop {
        let checked = checks::check(&transcription.events);
        let blocks = blocks(&transcription.events, &transcription.notes, &checked);
        let Some((block, shown)) = next(&blocks, from, &transcription.events, asks, context)? else {
            break;
        };
        let here = block.lines.first().map_or(from, |(line, _)| *line);
        let corrected = match answer(context)? {
            Answer::Right => None,
            Answer::RightAll => {
                asks = false;
                None
            }
            Answer::Quit => {
                let hint = "answer with Enter where the reading is right, `a` to accept the rest";
                return Err(
                    CommandError::refused("the review was broken off; nothing is written").hint(hint),
                );
            }
            Answer::Keep => Some(kept(&transcription.events, block)),
            Answer::Edit => Some(edited(&transcription.events, block, editor)),
        };
        match corrected.map(|corrected| corrected.and_then(admissible)) {
            None => from = shown,
            Some(Ok(corrected)) => {
                from = shown;
                transcription.events = corrected;
            }
            Some(Err(why)) => {
                from = here;
                context
                    .out
                    .remark("refused", format!("{why}; it stays as it was"));
                let hint =
                    "accept it here where other drafts depend on it, and correct them together in the file";
                context.out.remark("hint", hint);
            }
        }
    }
    let kept = |event: &&Event| matches!(event.content, Content::PassageKept(_));
    let kept = transcription.events.iter().filter(kept);
    let lines = &mut transcription.lines;
    lines.kept = kept.map(|event| event.source.lines.len()).sum();
    lines.placed = lines.total.saturating_sub(lines.kept);
    Ok(())
}

/// The corrected events, when they can be recorded one after the other.
fn admissible(corrected: Vec<Event>) -> Result<Vec<Event>, String> {
    match checks::check(&corrected).rejected() {
        None => Ok(corrected),
        Some(why) => Err(why.to_string()),
    }
}

/// Shows blocks from the line `from` on until one is doubtful; gives it, and the line behind it.
fn next<'b, 't>(
    blocks: &'b [Block<'t>],
    from: u64,
    events: &[Event],
    asks: bool,
    context: &mut Context,
) -> Result<Option<(&'b Block<'t>, u64)>, CommandError> {
    let ahead = blocks
        .iter()
        .filter(|block| block.lines.first().is_some_and(|(line, _)| *line >= from));
    for block in ahead {
        for line in sheet::lines(block, events) {
            context.out.say(line);
        }
        if asks && !block.doubts.is_empty() {
            let behind = block.lines.last().map_or(from, |(line, _)| line + 1);
            return Ok(Some((block, behind)));
        }
    }
    Ok(None)
}

/// The lines of the source in order, cut where another event quotes them.
pub(super) fn blocks<'t>(events: &'t [Event], notes: &[Note], checked: &Checked) -> Vec<Block<'t>> {
    let mut owners: BTreeMap<u64, (usize, &str)> = BTreeMap::new();
    let mut read: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        let quoted = event.source.lines.iter().zip(&event.source.quote);
        owners.extend(quoted.map(|(line, words)| (*line, (index, words.as_str()))));
        for line in event.source.lines.iter().chain(&event.source.also) {
            read.entry(*line).or_default().push(index);
        }
    }
    let mut blocks: Vec<Block<'t>> = Vec::new();
    for (line, (owner, words)) in owners {
        match blocks.last_mut().filter(|block| block.owner == owner) {
            Some(block) => block.lines.push((line, words)),
            None => blocks.push(Block {
                owner,
                lines: vec![(line, words)],
                readings: Vec::new(),
                doubts: Vec::new(),
                remarks: Vec::new(),
            }),
        }
    }
    for block in &mut blocks {
        let lines = block.lines.iter().filter_map(|(line, _)| read.get(line));
        block.readings = lines.flatten().copied().collect();
        block.readings.sort_unstable();
        block.readings.dedup();
        block.doubts = doubts(block, events, notes, checked);
        block.remarks = noted(block, notes, false);
    }
    blocks
}

fn doubts(block: &Block<'_>, events: &[Event], notes: &[Note], checked: &Checked) -> Vec<String> {
    // Whoever has kept the words has answered what was doubtful about their reading.
    let owner = events.get(block.owner).map(|event| &event.content);
    if let Some(Content::PassageKept(words)) = owner
        && words.reason == KEPT
    {
        return Vec::new();
    }
    let within = |line: &u64| block.lines.iter().any(|(own, _)| own == line);
    let mut doubts = noted(block, notes, true);
    for &index in &block.readings {
        if let Some(Content::PassageKept(kept)) = events.get(index).map(|event| &event.content)
            && !PLAIN.iter().any(|plain| kept.reason.starts_with(plain))
        {
            doubts.push(format!("kept as words: {}", kept.reason));
        }
        let quotes_first = events
            .get(index)
            .is_some_and(|event| match event.source.lines.first() {
                Some(first) => within(first),
                None => event.source.also.first().is_some_and(within),
            });
        if quotes_first {
            for found in checked.of(index) {
                doubts.push(found.text.clone());
                doubts.extend(found.beside().into_iter().map(|beside| format!("  {beside}")));
            }
        }
    }
    doubts
}

/// What is noted of these lines.
fn noted(block: &Block<'_>, notes: &[Note], is_doubt: bool) -> Vec<String> {
    let within = |line: &u64| block.lines.iter().any(|(own, _)| own == line);
    let noted = notes
        .iter()
        .filter(|note| note.is_doubt == is_doubt && note.line.as_ref().is_some_and(within));
    noted.map(|note| note.text.clone()).collect()
}

fn answer(context: &mut Context) -> Result<Answer, CommandError> {
    loop {
        context.out.say(
            "? [Enter] right   [k] keep as words   [e] edit the drafts   [a] accept the rest   [q] break off",
        );
        let mut answer = String::new();
        let read = io::stdin()
            .lock()
            .take(ANSWER_BYTES_MAX)
            .read_line(&mut answer)
            .map_err(|error| CommandError::store("cannot read the answer").because(error))?;
        return Ok(match answer.trim() {
            _ if read == 0 => Answer::RightAll,
            "" => Answer::Right,
            "k" => Answer::Keep,
            "e" => Answer::Edit,
            "a" => Answer::RightAll,
            "q" => Answer::Quit,
            _ => continue,
        });
    }
}

/// What an event says, on one line.
pub(super) fn said(event: &Event) -> String {
    trail::said(&event.content)
}

/// Kept lines that nobody needs to look at.
const PLAIN: &[&str] = &[
    "a page header or footer",
    "a ruled line",
    "a section that no event kind fits",
];

/// More than anybody answers.
const ANSWER_BYTES_MAX: u64 = 64;
