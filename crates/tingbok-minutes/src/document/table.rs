//! A table: a caption, headings, rows, and a last row of sums.

use crate::text::wording::width;

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

    /// The table in aligned lines, without its caption.
    pub(super) fn lines(&self) -> Vec<String> {
        let headings: Vec<String> = self.columns.iter().map(|column| column.heading.clone()).collect();
        let body = || self.rows.iter().chain(&self.foot);
        let cell_of = |row: &[String], at: usize| width(row.get(at).map_or("", String::as_str));
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                let cells = body().map(|row| cell_of(row, at));
                cells.chain([cell_of(&headings, at)]).max().unwrap_or_default()
            })
            .collect();
        let line = |row: &[String]| self.line(row, &widths);
        std::iter::once(line(&headings))
            .chain(body().map(|row| line(row)))
            .collect()
    }

    fn line(&self, row: &[String], widths: &[usize]) -> String {
        let cells = self
            .columns
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(at, (column, &wide))| {
                let cell = row.get(at).map_or("", String::as_str);
                let space = " ".repeat(wide.saturating_sub(width(cell)));
                if column.right {
                    space + cell
                } else {
                    format!("{cell}{space}")
                }
            });
        let line = cells.collect::<Vec<_>>().join("  ");
        line.trim_end().to_owned()
    }
}

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
