//! A table: a caption, headings, rows, and a last row of sums.

use crate::text::wording::{WIDTH, width, wrapped_to};

/// A table. Rows that are shorter than the headings have empty cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// The headings.
    pub columns: Vec<Column>,
    /// The rows; the first cell says what the row is about.
    pub rows: Vec<Vec<String>>,
    /// The sums, where there are any.
    pub foot: Option<Vec<String>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Whether its cells stand to the right, as numbers do.
    pub right: bool,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            caption: caption.into(),
            columns,
            ..Self::default()
        }
    }

    /// The table in aligned lines, without its caption. Where it would be too wide, the widest columns of words are
    /// broken into lines.
    pub(super) fn lines(&self) -> Vec<String> {
        let headings: Vec<String> = self.columns.iter().map(|column| column.heading.clone()).collect();
        let body = || self.rows.iter().chain(&self.foot);
        let widths = self.widths(&headings);
        let lines = |row: &[String]| self.row_lines(row, &widths);
        let mut all = lines(&headings);
        all.extend(body().flat_map(|row| lines(row)));
        all
    }

    fn widths(&self, headings: &[String]) -> Vec<usize> {
        let rows = || {
            self.rows
                .iter()
                .chain(&self.foot)
                .map(Vec::as_slice)
                .chain([headings])
        };
        let widest = |at| rows().map(|row| width(cell(row, at))).max().unwrap_or_default();
        let mut widths: Vec<usize> = (0..self.columns.len()).map(widest).collect();
        let gaps = GAP.len().saturating_mul(widths.len().saturating_sub(1));
        while widths.iter().sum::<usize>().saturating_add(gaps) > WIDTH {
            let words = widths
                .iter_mut()
                .zip(&self.columns)
                .filter(|(_, column)| !column.right);
            let widest = words.map(|(wide, _)| wide).max_by_key(|wide| **wide);
            match widest.filter(|wide| **wide > NARROW) {
                Some(wide) => *wide = wide.saturating_sub(1),
                None => break,
            }
        }
        widths
    }

    fn row_lines(&self, row: &[String], widths: &[usize]) -> Vec<String> {
        let cells: Vec<Vec<String>> = widths
            .iter()
            .enumerate()
            .map(|(at, &wide)| match cell(row, at) {
                text if width(text) <= wide => vec![text.to_owned()],
                text => wrapped_to(text, wide)
                    .iter()
                    .flat_map(|line| pieces(line, wide))
                    .collect(),
            })
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default().max(1);
        (0..height).map(|line| self.line(&cells, line, widths)).collect()
    }

    fn line(&self, cells: &[Vec<String>], line: usize, widths: &[usize]) -> String {
        let padded = self
            .columns
            .iter()
            .zip(widths)
            .zip(cells)
            .map(|((column, &wide), lines)| {
                let text = lines.get(line).map_or("", String::as_str);
                let space = " ".repeat(wide.saturating_sub(width(text)));
                if column.right {
                    space + text
                } else {
                    format!("{text}{space}")
                }
            });
        let line = padded.collect::<Vec<_>>().join(GAP);
        line.trim_end().to_owned()
    }
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}

/// A line in pieces that are no wider than the column: parted at a space where there is one, else behind a
/// slash or a hyphen, else within the word, so that nothing moves the columns behind it.
fn pieces(line: &str, wide: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((end, _)) = rest.char_indices().nth(wide.max(1)) {
        let (within, beyond) = rest.split_at(end);
        let after = |mark: usize| mark.saturating_add(1);
        let at = match (within.rfind(' '), within.rfind(['/', '-'])) {
            _ if beyond.starts_with(' ') => end,
            (Some(space), _) => space,
            (None, Some(mark)) => after(mark),
            (None, None) => end,
        };
        let (piece, after) = rest.split_at(at);
        pieces.push(piece.to_owned());
        rest = after.trim_start();
    }
    pieces.push(rest.to_owned());
    pieces
}

/// What stands between two columns.
const GAP: &str = "  ";

/// Columns of words are not broken to less than this.
const NARROW: usize = 16;

impl Column {
    /// A column of words.
    #[must_use]
    pub fn left(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            right: false,
        }
    }

    /// A column of numbers or marks.
    #[must_use]
    pub fn right(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            right: true,
        }
    }
}
