//! Blocks into lines of text.

use crate::docx::block::{Block, Paragraph, Row, Shape, Table};
use crate::docx::numbering::Numbering;
use crate::docx::style::Styles;
use crate::docx::table::{self, Cells};

/// The text of a document.
pub(crate) fn text(blocks: &[Block], styles: &Styles, numbering: &mut Numbering) -> String {
    let lines = Layout { styles, numbering }.lines(blocks);
    let mut text = String::new();
    for line in lines {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

struct Layout<'a> {
    styles: &'a Styles,
    numbering: &'a mut Numbering,
}

/// A paragraph that is set.
struct Set<'a> {
    style: Option<&'a str>,
    shape: Shape,
    text: String,
    boxes: &'a [Block],
}

impl Layout<'_> {
    fn lines(&mut self, blocks: &[Block]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut rest = blocks;
        while let Some(first) = rest.first() {
            let count = rest
                .iter()
                .take_while(|block| matches!(block, Block::Paragraph(_)))
                .count();
            let (paragraphs, after) = rest.split_at_checked(count.max(1)).unwrap_or((rest, &[]));
            rest = after;
            let more = match first {
                Block::Table(table) => self.table(table),
                Block::Paragraph(_) => self.paragraphs(paragraphs),
            };
            part(&mut lines);
            lines.extend(more);
        }
        lines
    }

    fn paragraphs(&mut self, blocks: &[Block]) -> Vec<String> {
        let paragraphs = blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        });
        let set: Vec<Set<'_>> = paragraphs.map(|paragraph| self.set(paragraph)).collect();
        let mut lines = Vec::new();
        let mut before: Option<&Set<'_>> = None;
        for group in set.chunk_by(Set::is_tabbed_as) {
            let columns = tabbed(group);
            for (index, paragraph) in group.iter().enumerate() {
                if before.is_some_and(|before| before.is_apart(paragraph)) {
                    part(&mut lines);
                }
                match columns.as_ref().and_then(|columns| columns.get(index)) {
                    Some(line) => lines.push(line.clone()),
                    None => lines.extend(paragraph.text.split('\n').map(ToOwned::to_owned)),
                }
                if !paragraph.boxes.is_empty() {
                    lines.extend(self.lines(paragraph.boxes));
                }
                before = Some(paragraph);
            }
        }
        lines
    }

    fn set<'b>(&mut self, paragraph: &'b Paragraph) -> Set<'b>
    where
        Self: 'b,
    {
        let shape = self.styles.shape(paragraph);
        let style = paragraph.style.as_deref();
        let list = shape.list.unwrap_or(0);
        let id = self.styles.id(paragraph);
        // Word numbers no paragraph that is empty; what is only a mark is one.
        let number = if paragraph.text.trim().is_empty() {
            None
        } else {
            self.numbering.next(list, shape.level, id)
        };
        let text = match number {
            Some(number) => {
                let indent = INDENT.repeat(self.numbering.level(list, shape.level, id));
                format!("{indent}{number} {}", paragraph.text.trim_start())
            }
            None => paragraph.text.clone(),
        };
        Set {
            style,
            shape,
            text,
            boxes: &paragraph.boxes,
        }
    }

    fn table(&mut self, table: &Table) -> Vec<String> {
        let rows: Vec<Cells> = table.rows.iter().map(|row| self.row(row)).collect();
        let is_prose = |row: &Cells| {
            let mut lines = row.iter().flat_map(|(_, _, cell)| cell);
            row.len() > 1 && lines.any(|line| line.chars().count() > CELL_MAX)
        };
        let is_wide = table::width(rows.iter().filter(|row| !is_prose(row))) > TABLE_MAX;
        let mut lines = Vec::new();
        let aligned = rows.iter().filter(|row| !is_prose(row) && !is_wide);
        let mut laid = table::lines(aligned).into_iter();
        for row in &rows {
            let height = row.iter().map(|(_, _, cell)| cell.len()).max().unwrap_or(0);
            if is_prose(row) || is_wide {
                lines.extend(row.iter().flat_map(|(_, _, cell)| cell.iter().cloned()));
            } else {
                lines.extend(laid.by_ref().take(height));
            }
        }
        lines
    }

    fn row(&mut self, row: &Row) -> Cells {
        let mut cells = Cells::new();
        let mut column = row.skipped;
        for cell in &row.cells {
            let lines = self.lines(&cell.blocks);
            let written = lines.into_iter().filter(|line| !line.trim().is_empty());
            let written = written.map(|line| line.trim_end().replace('\t', " ")).collect();
            cells.push((column, cell.span, written));
            column += cell.span;
        }
        cells
    }
}

impl Set<'_> {
    /// Whether a gap is seen between this paragraph and the next one.
    fn is_apart(&self, next: &Self) -> bool {
        let alike = self.style == next.style;
        let gap = |tight: Option<bool>, gap: Option<u32>| {
            if tight == Some(true) && alike {
                0
            } else {
                gap.unwrap_or(0)
            }
        };
        let after = gap(self.shape.is_tight, self.shape.after);
        let before = gap(next.shape.is_tight, next.shape.before);
        after.max(before) >= GAP_MIN
    }

    /// Whether both are set with the same tab stops, and use them.
    fn is_tabbed_as(&self, next: &Self) -> bool {
        let uses = |set: &Self| set.text.contains('\t') && !set.text.contains('\n');
        uses(self) && uses(next) && self.shape.stops == next.shape.stops
    }
}

/// Paragraphs as columns, when each of their tabs leads to a stop of its own: the text before it is short enough.
fn tabbed(group: &[Set<'_>]) -> Option<Vec<String>> {
    let stops = group.first()?.shape.stops.as_ref()?;
    let mut rows: Vec<Cells> = Vec::new();
    for set in group {
        let parts: Vec<&str> = set.text.split('\t').collect();
        if parts.len() < 2 || parts.len() > stops.len() + 1 || set.text.contains('\n') {
            return None;
        }
        let mut from = 0;
        for (part, stop) in parts.iter().zip(stops) {
            let width = u32::try_from(part.trim_end().chars().count())
                .ok()?
                .checked_mul(CHARACTER)?;
            if from + width >= *stop {
                return None;
            }
            from = *stop;
        }
        let cells = parts.iter().enumerate();
        rows.push(
            cells
                .map(|(column, part)| (column, 1, vec![part.trim().to_owned()]))
                .collect(),
        );
    }
    Some(table::lines(rows.iter()))
}

/// A blank line, unless there is one.
fn part(lines: &mut Vec<String>) {
    if lines.last().is_some_and(|line| !line.trim().is_empty()) {
        lines.push(String::new());
    }
}

/// A cell with a longer line is running text, in characters.
const CELL_MAX: usize = 70;

/// A wider table is not laid out, in characters.
const TABLE_MAX: usize = 240;

/// A smaller gap does not look like one, in twentieths of a point.
const GAP_MIN: u32 = 80;

/// The width that a character is given when it is asked whether text reaches a tab stop, in twentieths of a point:
/// more than letters of 12 points have in the mean.
const CHARACTER: u32 = 130;

/// How far each level of a list is moved in.
const INDENT: &str = "   ";
