//! A line set in columns: its parts between tabs and wide gaps, each where it stands.

/// A part of a line between wide gaps: where it begins and ends, in characters, and its words.
pub(crate) struct Cell<'t> {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) words: &'t str,
    /// How many tabs stand before it.
    pub(crate) tabs: usize,
}

/// The parts of a line between tabs and wide gaps.
pub(crate) fn cells(line: &str) -> Vec<Cell<'_>> {
    let mut cells: Vec<Cell<'_>> = Vec::new();
    let mut begun: Option<(usize, usize)> = None;
    let (mut blanks, mut tabs, mut seen) = (0, 0, 0);
    let mut last = (0, 0);
    let close = |(from, start): (usize, usize), (to, end): (usize, usize), tabs| {
        line.get(start..end).map(|words| Cell {
            from,
            to,
            words,
            tabs,
        })
    };
    for (place, (at, c)) in line.char_indices().enumerate() {
        if c.is_whitespace() {
            seen += usize::from(c == '\t');
            blanks += if c == '\t' { GAP_BLANKS } else { 1 };
            if blanks >= GAP_BLANKS
                && let Some(begun) = begun.take()
            {
                cells.extend(close(begun, last, tabs));
            }
            continue;
        }
        blanks = 0;
        if begun.is_none() {
            (begun, tabs) = (Some((place, at)), seen);
        }
        last = (place + 1, at + c.len_utf8());
    }
    cells.extend(begun.and_then(|begun| close(begun, last, tabs)));
    cells
}

/// How many tabs stand in a text.
pub(crate) fn tabs(text: &str) -> usize {
    text.chars().filter(|c| *c == '\t').count()
}

/// The same of a head; 0 where two stand together: they only move what follows to its place, so that the places count
/// and not the tabs.
pub(crate) fn tabs_of_head(before: &str) -> usize {
    if before.contains("\t\t") { 0 } else { tabs(before) }
}

/// So many blanks part two cells.
const GAP_BLANKS: usize = 2;
