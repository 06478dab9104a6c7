//! Lines that belong together. What the renderer makes is broken into lines; what was read stands as it was read.

use super::wording::wrapped;

/// Lines without an empty line between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Block(Vec<String>);

impl Block {
    /// Words that the renderer made.
    pub(super) fn made(words: impl AsRef<str>) -> Self {
        Self(wrapped(words.as_ref()))
    }

    /// Words that were read, with the line breaks they have; line breaks around them are no part of them.
    pub(super) fn read(words: &str) -> Self {
        let words = words.trim_matches('\n');
        Self::lines(words.split('\n').map(str::to_owned).collect())
    }

    /// Lines as they are.
    pub(super) fn lines(lines: Vec<String>) -> Self {
        Self(lines)
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
        self.0.iter().all(|line| line.trim().is_empty())
    }

    pub(super) fn into_lines(self) -> Vec<String> {
        self.0
    }
}
