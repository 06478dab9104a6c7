//! Rows whose columns stand under each other.

/// Lines of text in columns: two spaces between them, no spaces at the end.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<Cell>>,
}

#[derive(Debug)]
struct Cell {
    text: String,
    is_number: bool,
}

impl Table {
    /// A row of text, aligned to the left.
    pub(crate) fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.add(cells.map(|text| (text, false)));
    }

    /// A row whose first column is a number, aligned to the right.
    pub(crate) fn numbered<const N: usize>(&mut self, number: u64, cells: [&str; N]) {
        let number = number.to_string();
        self.add(std::iter::once((number.as_str(), true)).chain(cells.map(|text| (text, false))));
    }

    /// Whether there is no row.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The lines.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        let widths = self.widths();
        self.rows.iter().map(move |row| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| cell.padded(*width));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
    }

    fn add<'c>(&mut self, cells: impl IntoIterator<Item = (&'c str, bool)>) {
        let cell = |(text, is_number): (&str, bool)| Cell {
            // A cell is one line, whatever stands in a log.
            text: text.replace(char::is_control, " "),
            is_number,
        };
        self.rows.push(cells.into_iter().map(cell).collect());
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.text.chars().count()).max().unwrap_or(0)
        };
        (0..columns).map(width).collect()
    }
}

impl Cell {
    fn padded(&self, width: usize) -> String {
        if self.is_number {
            format!("{:>width$}", self.text)
        } else {
            format!("{:<width$}", self.text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let mut table = Table::default();
        table.numbered(9, ["å", "x"]);
        table.numbered(10, ["ordning\n", ""]);
        assert_eq!(
            table.lines().collect::<Vec<_>>(),
            [" 9  å         x", "10  ordning"]
        );
    }
}
