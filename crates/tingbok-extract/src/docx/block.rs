//! What a document holds: paragraphs and tables, in the order of the text.

/// A paragraph or a table.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph. In its text LF is a line break, and HT is a tab.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraph {
    pub(crate) text: String,
    /// The id of its style.
    pub(crate) style: Option<String>,
    /// What it says itself.
    pub(crate) shape: Shape,
    /// Whether its end was deleted.
    pub(crate) is_end_deleted: bool,
    /// What its text boxes hold.
    pub(crate) boxes: Vec<Block>,
}

/// How a paragraph is set: what it, its style or the document says. What is `None` is said by the next of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    /// The id of a list; 0 for none.
    pub(crate) list: Option<u32>,
    /// The level in the list, from 0.
    pub(crate) level: Option<usize>,
    /// The gap before it, in twentieths of a point.
    pub(crate) before: Option<u32>,
    /// The gap after it.
    pub(crate) after: Option<u32>,
    /// Whether there is no gap between paragraphs of one style.
    pub(crate) is_tight: Option<bool>,
    /// Places of tab stops, in twentieths of a point.
    pub(crate) stops: Option<Vec<u32>>,
}

impl Shape {
    /// What this says, and for the rest what another says.
    pub(crate) fn or(self, other: &Self) -> Self {
        Self {
            list: self.list.or(other.list),
            level: self.level.or(other.level),
            before: self.before.or(other.before),
            after: self.after.or(other.after),
            is_tight: self.is_tight.or(other.is_tight),
            stops: self.stops.or_else(|| other.stops.clone()),
        }
    }
}

/// A table as rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
}

/// A row; `skipped` columns come before its first cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) skipped: usize,
    pub(crate) cells: Vec<Cell>,
}

/// A cell over one column or several.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) span: usize,
    pub(crate) blocks: Vec<Block>,
}
