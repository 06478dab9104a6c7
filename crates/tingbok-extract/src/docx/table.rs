//! Cells into lines of columns.

use crate::column::Line;

/// A row of cells: for each the column it begins at, how many it spans, and its lines.
pub(crate) type Cells = Vec<(usize, usize, Vec<String>)>;

/// The lines of rows, each column as wide as its widest cell.
pub(crate) fn lines<'a>(rows: impl Iterator<Item = &'a Cells> + Clone) -> Vec<String> {
    let starts = starts(rows.clone());
    let mut lines = Vec::new();
    for row in rows {
        let height = row.iter().map(|(_, _, cell)| cell.len()).max().unwrap_or(0);
        for level in 0..height {
            let mut line = Line::default();
            for (column, _, cell) in row {
                if let Some(words) = cell.get(level).filter(|words| !words.is_empty()) {
                    line.put(starts.get(*column).copied().unwrap_or(0), words, APART);
                }
            }
            lines.push(line.into_text());
        }
    }
    lines
}

/// How wide the rows would be.
pub(crate) fn width<'a>(rows: impl Iterator<Item = &'a Cells> + Clone) -> usize {
    starts(rows).last().copied().unwrap_or(0)
}

/// Where each column begins, and last where the table ends.
fn starts<'a>(rows: impl Iterator<Item = &'a Cells> + Clone) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    let cells = rows.flatten();
    for pass in [1..=1, 2..=usize::MAX] {
        for (column, span, cell) in cells.clone().filter(|(_, span, _)| pass.contains(span)) {
            let needed = cell.iter().map(|line| line.chars().count()).max().unwrap_or(0);
            let end = column + span;
            widths.resize(widths.len().max(end), 0);
            let spanned = widths.get(*column..end).unwrap_or_default();
            let there = spanned.iter().sum::<usize>() + APART * (span - 1);
            if let Some(last) = widths.get_mut(end - 1) {
                *last += needed.saturating_sub(there);
            }
        }
    }
    let mut starts = vec![0];
    let mut end = 0;
    for width in widths {
        end += width + APART;
        starts.push(end);
    }
    starts
}

/// Blanks between two columns.
const APART: usize = 2;
