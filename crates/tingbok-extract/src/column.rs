//! Words put at columns of a line of text, as on a typewriter.

/// A line that is written from left to right.
#[derive(Debug, Default)]
pub(crate) struct Line {
    text: String,
    /// How many characters it has.
    end: usize,
}

impl Line {
    /// Writes words at a column, or, where the line is longer already, `apart` blanks after its end.
    pub(crate) fn put(&mut self, column: usize, words: &str, apart: usize) {
        let least = if self.end == 0 { 0 } else { self.end + apart };
        let start = column.min(COLUMN_MAX).max(least);
        self.text.extend(std::iter::repeat_n(' ', start - self.end));
        self.text.push_str(words);
        self.end = start + words.chars().count();
    }

    /// The line without blanks at its end.
    pub(crate) fn into_text(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text
    }
}

/// No page is wider; what stands further to the right follows what stands before it.
const COLUMN_MAX: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_at_their_columns() {
        let mut line = Line::default();
        line.put(2, "Åsa Ek", 2);
        line.put(12, "X", 2);
        line.put(13, "Y", 2);
        line.put(usize::MAX, "Z", 2);
        let text = line.into_text();
        assert_eq!(text.get(.."  Åsa Ek    X  Y".len()), Some("  Åsa Ek    X  Y"));
        assert_eq!(text.chars().count(), COLUMN_MAX + 1);
    }
}
