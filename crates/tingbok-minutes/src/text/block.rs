//! Lines that belong together. What the renderer makes is broken into lines; what was read stands as it was read.

use super::wording::wrapped;
use crate::document::{Part, Table};

/// Lines without an empty line between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Block(Vec<Piece>);

/// What a block is made of.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    /// Words that the renderer made.
    Made(String),
    /// Lines as they are.
    Lines(Vec<String>),
    /// Things, each on a line behind a dash.
    Listed(Vec<String>),
    /// A table, and the lines that it is in text.
    Table(Table, Vec<String>),
}

impl Block {
    /// Words that the renderer made.
    pub(super) fn made(words: impl AsRef<str>) -> Self {
        Self(vec![Piece::Made(words.as_ref().to_owned())])
    }

    /// Words that were read, with the line breaks they have; line breaks around them are no part of them.
    pub(super) fn read(words: &str) -> Self {
        let words = words.trim_matches('\n');
        Self::lines(words.split('\n').map(str::to_owned).collect())
    }

    /// Lines as they are.
    pub(super) fn lines(lines: Vec<String>) -> Self {
        Self(vec![Piece::Lines(lines)])
    }

    /// Things, each on a line behind a dash.
    pub(super) fn listed(things: Vec<String>) -> Self {
        Self(vec![Piece::Listed(things)])
    }

    /// A table that is these lines in text.
    pub(super) fn table(table: Table, lines: Vec<String>) -> Self {
        Self(vec![Piece::Table(table, lines)])
    }

    /// This block and then the other.
    pub(super) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// This block and then words that were read.
    pub(super) fn then_read(self, words: &str) -> Self {
        self.then(Self::read(words))
    }

    /// Whether there is nothing in it to see.
    pub(super) fn is_blank(&self) -> bool {
        self.0
            .iter()
            .flat_map(Piece::lines)
            .all(|line| line.trim().is_empty())
    }

    pub(super) fn into_lines(self) -> Vec<String> {
        self.0.iter().flat_map(Piece::lines).collect()
    }

    /// The block as parts of a page.
    pub(super) fn into_parts(self) -> Vec<Part> {
        self.0.into_iter().map(Piece::into_part).collect()
    }
}

impl PartialEq for Block {
    /// Blocks are the same when they read the same, however they were made.
    fn eq(&self, other: &Self) -> bool {
        let lines = |block: &Self| block.0.iter().flat_map(Piece::lines).collect::<Vec<_>>();
        lines(self) == lines(other)
    }
}

impl Piece {
    fn lines(&self) -> Vec<String> {
        match self {
            Self::Made(words) => wrapped(words),
            Self::Lines(lines) | Self::Table(_, lines) => lines.clone(),
            Self::Listed(things) => things.iter().map(|thing| format!("- {thing}")).collect(),
        }
    }

    fn into_part(self) -> Part {
        match self {
            Self::Made(words) => Part::Words(words),
            Self::Lines(lines) => Part::Lines(lines),
            Self::Listed(things) => Part::List(things),
            Self::Table(table, _) => Part::Table(table),
        }
    }
}
