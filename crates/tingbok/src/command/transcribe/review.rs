//! `tingbok transcribe --review`: the source and its reading side by side, and what is doubtful asked about.
//!
//! A person answers at each doubtful place: the reading is right, its lines are kept as words, or its drafts are edited.
//! Invariant: after every answer each line is quoted once, and the drafts can still be recorded one after the other; an
//! answer that breaks either is told and undone. The end of the answers accepts the rest.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, Read as _};
use std::process::Command;

use tingbok_minutes::trail;
use tingbok_procedure::content::PassageKept;
use tingbok_procedure::{Content, Draft, Event};
use tingbok_transcribe::{Note, Transcription};

use super::checks::{self, Checked};
use super::sheet;
use crate::context::Context;
use crate::drafts;
use crate::error::CommandError;

/// Lines of the source that one event quotes, with everything that was read from them.
pub(super) struct Block<'t> {
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
        from = shown;
        match answer(context)? {
            Answer::Right => {}
            Answer::RightAll => asks = false,
            Answer::Quit => {
                let hint = "answer with Enter where the reading is right, `a` to accept the rest";
                return Err(
                    CommandError::refused("the review was broken off; nothing is written").hint(hint),
                );
            }
            Answer::Keep => {
                let kept = kept(&transcription.events, block);
                replace(&mut transcription.events, kept, context);
            }
            Answer::Edit => match edited(&transcription.events, block, editor) {
                Ok(edited) => replace(&mut transcription.events, edited, context),
                Err(refused) => context.out.remark("refused", refused),
            },
        }
    }
    Ok(())
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
    let mut blocks: Vec<(usize, Block<'t>)> = Vec::new();
    for (line, (owner, words)) in owners {
        match blocks.last_mut().filter(|(last, _)| *last == owner) {
            Some((_, block)) => block.lines.push((line, words)),
            None => blocks.push((
                owner,
                Block {
                    lines: vec![(line, words)],
                    readings: Vec::new(),
                    doubts: Vec::new(),
                    remarks: Vec::new(),
                },
            )),
        }
    }
    let mut blocks: Vec<Block<'t>> = blocks.into_iter().map(|(_, block)| block).collect();
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
            doubts.extend(checked.of(index).map(str::to_owned));
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

/// The events with those that were read from these lines replaced by their words.
fn kept(events: &[Event], block: &Block<'_>) -> Vec<Event> {
    let within = |line: &u64| block.lines.iter().any(|(own, _)| own == line);
    let is_gone = |event: &Event| {
        let mut lines = event.source.lines.iter().chain(&event.source.also).peekable();
        lines.peek().is_some() && lines.all(within)
    };
    let mut all = Vec::new();
    let mut words = Vec::new();
    for event in events {
        if !is_gone(event) {
            all.push(event.clone());
        } else if !event.source.lines.is_empty() {
            let mut passage = event.clone();
            passage.source.also.clear();
            passage.content = Content::PassageKept(PassageKept {
                item: event.content.item(),
                reason: "kept at the review".to_owned(),
            });
            if event.content.kind() == tingbok_procedure::Kind::ItemOpened {
                return events.to_vec();
            }
            words.push(passage);
        }
    }
    // Words stand behind what happened: they depend on nothing but the item's opening.
    all.extend(words);
    all
}

/// The events with the drafts of a block as the editor left them.
fn edited(events: &[Event], block: &Block<'_>, editor: Option<&str>) -> Result<Vec<Event>, String> {
    let chosen: Vec<&Event> = block
        .readings
        .iter()
        .filter_map(|&index| events.get(index))
        .collect();
    let text: Vec<String> = chosen
        .iter()
        .map(|event| serde_json::to_string(&Draft::of(event)).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    let changed = open_editor(editor, &format!("{}\n", text.join("\n")))?;
    let changed = match changed.trim() {
        "" => Vec::new(),
        _ => drafts::read(changed.as_bytes()).map_err(|error| error.to_string())?,
    };
    let changed: Vec<Event> = changed.into_iter().map(|draft| draft.event).collect();
    let quoted = |events: &mut dyn Iterator<Item = &Event>| {
        let lines = events.flat_map(|event| event.source.lines.iter().zip(&event.source.quote));
        let mut all: Vec<(u64, String)> = lines.map(|(line, words)| (*line, words.clone())).collect();
        all.sort();
        all
    };
    if quoted(&mut changed.iter()) != quoted(&mut chosen.iter().copied()) {
        return Err("together the drafts must quote the lines that they quoted before, each once".to_owned());
    }
    let first = block.readings.first().copied().unwrap_or(events.len());
    let mut all: Vec<Event> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        if index == first {
            all.extend(changed.iter().cloned());
        }
        if !block.readings.contains(&index) {
            all.push(event.clone());
        }
    }
    Ok(all)
}

/// Lets a person edit a text with the editor of their choice.
fn open_editor(editor: Option<&str>, text: &str) -> Result<String, String> {
    let editor = editor.ok_or("no editor is named; set `EDITOR`")?;
    let mut words = editor.split_whitespace();
    let program = words.next().ok_or("`EDITOR` is empty")?;
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
        return Err(format!("`{program}` ended with an error; nothing is changed"));
    }
    std::fs::read_to_string(file.path()).map_err(|error| error.to_string())
}

/// Takes the corrected events, when they can be recorded one after the other.
fn replace(events: &mut Vec<Event>, corrected: Vec<Event>, context: &mut Context) {
    let checked = checks::check(&corrected);
    match checked.rejected() {
        None => *events = corrected,
        Some(why) => {
            context
                .out
                .remark("refused", format!("{why}; it stays as it was"));
            context
                .out
                .remark("hint", "edit the drafts that depend on it together with it");
        }
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
    "kept at the review",
    "a section that no event kind fits",
];

/// More than anybody answers.
const ANSWER_BYTES_MAX: u64 = 64;
