//! The voting list (*voteringslista*) as an aligned table below a paragraph.
//!
//! A ballot that was inferred is marked `(härledd)` wherever it stands and its reason follows; a list whose
//! columns the source does not have shows names only, and says so.

use tingbok_procedure::content::{Choice, Tally};

use super::block::Block;
use crate::paragraph::Poll;
use crate::person::NAMESAKES;
use crate::renderer::Renderer;
use crate::voting_list::page::{COLUMNS, DERIVED, NO_COLUMNS, members, reasons, silent_words};
use crate::voting_list::{Row, result, rows, rows_as_written};

/// The table of a vote with its notes; empty where neither list nor ballot is recorded.
pub(super) fn listed(poll: &Poll, renderer: Renderer) -> Vec<Block> {
    let rows = match renderer {
        Renderer::V1 | Renderer::V2 => rows_as_written(poll),
        Renderer::V3 => rows(poll),
    };
    if rows.is_empty() {
        return Vec::new();
    }
    if poll.ballots.is_empty() {
        let mut blocks = vec![names_only(&rows, result(poll)), Block::made(NO_COLUMNS)];
        blocks.extend(namesakes(&rows));
        return blocks;
    }
    let table = Block::table(members(&rows, result(poll)), table(&rows, result(poll)));
    let mut blocks = vec![table];
    let silent = rows.iter().filter(|row| row.choice.is_none()).count();
    if silent > 0 {
        blocks.push(Block::made(silent_words(silent)));
    }
    blocks.extend(namesakes(&rows));
    blocks.extend(derived(&rows));
    blocks
}

/// The lines of the table as every version of the renderer writes them: they are part of a text that is signed.
fn table(rows: &[Row], result: Option<Tally>) -> Vec<String> {
    let absent = rows.iter().any(|row| row.choice == Some(Choice::Absent));
    let shown = if absent { &COLUMNS[..] } else { &COLUMNS[..3] };
    let labels = rows.iter().map(|row| row.label().chars().count());
    let width = labels.chain([HEAD.len(), RESULT.len()]).max().unwrap_or_default();
    let headings: Vec<String> = shown.iter().map(|(heading, _)| (*heading).to_owned()).collect();
    let mut lines = vec![line(HEAD, width, &headings, "")];
    for row in rows {
        let mark = |(_, column): &(&str, Choice)| {
            let marked = row.choice == Some(*column);
            if marked { "X".to_owned() } else { String::new() }
        };
        let marks: Vec<String> = shown.iter().map(mark).collect();
        let note = if row.derived() { DERIVED } else { "" };
        lines.push(line(&row.label(), width, &marks, note));
    }
    if let Some(sums) = result {
        let sums = [sums.yes, sums.no, sums.abstain].map(|sum| sum.to_string());
        lines.push(line(RESULT, width, &sums, ""));
    }
    lines
}

fn line(label: &str, width: usize, cells: &[String], note: &str) -> String {
    let padded = cells.iter().zip(COLUMNS).map(|(cell, (heading, _))| {
        let width = heading.chars().count();
        format!("  {cell:>width$}")
    });
    let line = format!("{label:<width$}{}  {note}", padded.collect::<String>());
    line.trim_end().to_owned()
}

fn names_only(rows: &[Row], result: Option<Tally>) -> Block {
    let mut lines = vec![HEAD.to_owned()];
    lines.extend(rows.iter().map(Row::label));
    lines.extend(result.map(|sums| {
        format!(
            "{RESULT}: Ja {}, Nej {}, Avstår {}",
            sums.yes, sums.no, sums.abstain
        )
    }));
    Block::lines(lines)
}

fn namesakes(rows: &[Row]) -> Option<Block> {
    rows.iter().any(Row::has_namesake).then(|| Block::made(NAMESAKES))
}

/// Why ballots are marked, each reason once with those whom it is about.
fn derived(rows: &[Row]) -> Option<Block> {
    let note = Block::made(format!(
        "{DERIVED}: rösten är inte avläst utan en slutsats. Skälen:"
    ));
    let reasons = reasons(rows);
    let why = |block: Block, reason: String| block.then(Block::made(reason));
    (!reasons.is_empty()).then(|| reasons.into_iter().fold(note, why))
}

const HEAD: &str = "Ledamot";
const RESULT: &str = "Resultat";
