//! A section of the text: a heading and the blocks below it.

use super::block::Block;
use crate::document;

/// A heading and what stands below it.
pub(super) struct Section {
    pub(super) heading: String,
    pub(super) blocks: Vec<Block>,
    /// Whether the blocks follow each other without an empty line, as propositions do.
    pub(super) dense: bool,
}

impl Section {
    pub(super) fn new(heading: &str, blocks: Vec<Block>) -> Self {
        Self {
            heading: heading.to_owned(),
            blocks,
            dense: false,
        }
    }

    /// The section, when there is something to see in it.
    pub(super) fn filled(heading: &str, blocks: Vec<Block>) -> Option<Self> {
        let blank = blocks.iter().all(Block::is_blank);
        (!blank).then(|| Self::new(heading, blocks))
    }

    /// Heading and blocks as lines; `None` where there are none.
    pub(super) fn into_text(self) -> Option<String> {
        let blocks: Vec<Block> = self
            .blocks
            .into_iter()
            .filter(|block| !block.is_blank())
            .collect();
        let mut lines: Vec<String> = Vec::new();
        lines.extend((!self.heading.is_empty()).then_some(self.heading));
        for (index, block) in blocks.into_iter().enumerate() {
            lines.extend((index > 0 && !self.dense).then(String::new));
            lines.extend(block.into_lines());
        }
        let end = |line: String| line + "\n";
        (!lines.is_empty()).then(|| lines.into_iter().map(end).collect())
    }

    /// Heading and blocks as a section of a page; `None` where there is nothing to see.
    pub(super) fn into_page(self) -> Option<document::Section> {
        let seen = self.blocks.into_iter().filter(|block| !block.is_blank());
        let section = document::Section {
            heading: self.heading,
            parts: seen.flat_map(Block::into_parts).collect(),
            ..document::Section::default()
        };
        (!section.heading.is_empty() || !section.parts.is_empty()).then_some(section)
    }
}
