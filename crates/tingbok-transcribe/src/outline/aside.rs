//! Lines that stand between the words of a page, and are none of them.

use crate::heading;
use crate::manuscript::{LineIndex, Manuscript};
use crate::page;

/// Lines that are part of no section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aside {
    /// A page header or footer.
    Furniture,
    /// A ruled line.
    Rule,
}

/// Whether a line is one of them.
pub(super) fn of(manuscript: &Manuscript<'_>, line: LineIndex) -> Option<Aside> {
    let words = manuscript.line(line);
    let blank = |line: Option<LineIndex>| line.is_none_or(|line| manuscript.is_blank(line));
    let next = Some(line + 1).filter(|&next| next < manuscript.len());
    if heading::is_rule(words) {
        Some(Aside::Rule)
    } else if page::is_furniture(words, blank(line.checked_sub(1)) && blank(next)) {
        Some(Aside::Furniture)
    } else {
        None
    }
}
