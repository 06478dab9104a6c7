//! Some lines of the manuscript read as one text, so that a sentence may run over line ends and page breaks.
//!
//! The text is the lines joined by LF, nothing altered; a span of it leads back to the lines it stands on.

use std::ops::Range;

use crate::manuscript::{LineIndex, Manuscript};

/// Lines as one text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passage {
    text: String,
    /// Where in `text` each line begins, with the line.
    starts: Vec<(usize, LineIndex)>,
}

impl Passage {
    /// Joins `lines`; of the first, only what stands from byte `from` on.
    pub(crate) fn of(manuscript: &Manuscript<'_>, lines: &[LineIndex], from: usize) -> Self {
        let mut passage = Self::default();
        for (count, &line) in lines.iter().enumerate() {
            if count > 0 {
                passage.text.push('\n');
            }
            passage.starts.push((passage.text.len(), line));
            let words = manuscript.line(line);
            let skip = if count == 0 { from } else { 0 };
            passage.text.push_str(words.get(skip..).unwrap_or_default());
        }
        passage
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; nothing when the span does not fit.
    pub(crate) fn slice(&self, span: Range<usize>) -> &str {
        self.text.get(span).unwrap_or_default()
    }

    /// Where each line begins.
    pub(crate) fn line_starts(&self) -> impl Iterator<Item = usize> {
        self.starts.iter().map(|&(offset, _)| offset)
    }

    /// The lines that a span touches.
    pub(crate) fn lines(&self, span: &Range<usize>) -> Vec<LineIndex> {
        let after = self.starts.partition_point(|&(offset, _)| offset <= span.start);
        let until = self.starts.partition_point(|&(offset, _)| offset < span.end);
        let first = after.saturating_sub(1);
        let touched = self.starts.get(first..until.max(after)).unwrap_or_default();
        touched.iter().map(|&(_, line)| line).collect()
    }

    /// The span without the white space around it.
    pub(crate) fn trim(&self, span: Range<usize>) -> Range<usize> {
        let words = self.slice(span.clone());
        let start = span.start + (words.len() - words.trim_start().len());
        start..(start + words.trim().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_leads_back_to_its_lines() {
        let manuscript = Manuscript::read(b"one \n\ntwo\nthree").unwrap();
        let passage = Passage::of(&manuscript, &[0, 1, 2, 3], 1);
        assert_eq!(passage.text(), "ne \n\ntwo\nthree");
        assert_eq!(passage.lines(&(0..2)), [0]);
        assert_eq!(passage.lines(&(2..7)), [0, 1, 2]);
        assert_eq!(passage.lines(&(9..14)), [3]);
        assert_eq!(passage.trim(2..9), 5..8);
    }
}
