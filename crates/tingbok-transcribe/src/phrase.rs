//! A stretch of text as words: the grammar compares words without case and punctuation and cuts text by their places.

use std::ops::Range;

/// A word where it stands: letters, digits and what is inside it, without punctuation around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Lower case, without punctuation around it: `(MP)` is `mp`.
    pub(crate) plain: String,
    /// Where the word stands with its punctuation.
    pub(crate) span: Range<usize>,
    /// Where it stands without.
    pub(crate) core: Range<usize>,
}

/// A text and its words.
#[derive(Clone, Debug)]
pub(crate) struct Phrase<'a> {
    /// The text as it stands.
    pub(crate) text: &'a str,
    /// Its words in order.
    pub(crate) words: Vec<Word>,
}

impl<'a> Phrase<'a> {
    /// Cuts a text into words at white space.
    pub(crate) fn of(text: &'a str) -> Self {
        let words = spans(text).map(|span| word(text, span)).collect();
        Self { text, words }
    }

    /// The plain form of a word; nothing past the end.
    pub(crate) fn plain(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| &word.plain)
    }

    /// Whether `pattern` stands at `index`, word by word.
    pub(crate) fn stands_at(&self, index: usize, pattern: &[&str]) -> bool {
        let pairs = pattern.iter().zip(index..);
        pairs.fold(true, |all, (wanted, at)| all && self.plain(at) == *wanted)
    }

    /// The first place from `from` on where `pattern` stands.
    pub(crate) fn find(&self, from: usize, pattern: &[&str]) -> Option<usize> {
        (from..self.words.len()).find(|&index| self.stands_at(index, pattern))
    }

    /// The first place of a word that begins with one of `stems`.
    pub(crate) fn find_stem(&self, from: usize, stems: &[&str]) -> Option<usize> {
        (from..self.words.len()).find(|&index| begins(self.plain(index), stems))
    }

    /// Whether a word begins with one of `stems`.
    pub(crate) fn has_stem(&self, stems: &[&str]) -> bool {
        self.find_stem(0, stems).is_some()
    }

    /// The span of the words `range`, without punctuation at its two ends.
    pub(crate) fn span(&self, range: Range<usize>) -> Range<usize> {
        let first = self.words.get(range.start);
        let last = range.end.checked_sub(1).and_then(|index| self.words.get(index));
        match (first, last) {
            (Some(first), Some(last)) if range.start < range.end => first.span.start..last.span.end,
            _ => 0..0,
        }
    }
}

/// The text in lower case with single blanks: how headings are compared.
pub(crate) fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// The text with single blanks: how names and recipients that run over a line end are written.
///
/// A word that a hyphen divides at the end of its line is put together: `Ljung-` and `berg`.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut joined = String::new();
    let mut open = false;
    for (count, line) in text.lines().enumerate() {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let divided = open && joined.ends_with('-');
        if divided && words.starts_with(char::is_lowercase) {
            joined.pop();
        } else if count > 0 && !divided && !joined.is_empty() && !words.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&words);
        open = true;
    }
    joined
}

/// Whether a word begins with one of `stems`.
pub(crate) fn begins(plain: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| plain.starts_with(stem))
}

fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_whitespace().map(move |word| {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        start..start + word.len()
    })
}

fn word(text: &str, span: Range<usize>) -> Word {
    let raw = text.get(span.clone()).unwrap_or_default();
    let left = raw.trim_start_matches(is_punctuation);
    let core = left.trim_end_matches(is_punctuation);
    let start = span.start + (raw.len() - left.len());
    Word {
        plain: core.to_lowercase(),
        core: start..start + core.len(),
        span,
    }
}

/// Whether the character only surrounds words. A minus sign or a per cent sign belongs to the number.
pub(crate) fn is_punctuation(c: char) -> bool {
    is_quotation_mark(c) || ".,:;!?()[]…\u{feff}".contains(c)
}

/// Whether the character opens or closes a quotation in some house.
pub(crate) fn is_quotation_mark(c: char) -> bool {
    "\"”“„»«".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_and_punctuation_but_not_their_place() {
        let phrase = Phrase::of("Anna Ek (MP)\nyrkar: ”Bifall”.");
        let plain: Vec<_> = phrase.words.iter().map(|word| word.plain.as_str()).collect();
        assert_eq!(plain, ["anna", "ek", "mp", "yrkar", "bifall"]);
        assert_eq!(&phrase.text[phrase.words[4].core.clone()], "Bifall");
        assert_eq!(phrase.find(0, &["yrkar", "bifall"]), Some(3));
        assert_eq!(&phrase.text[phrase.span(1..3)], "Ek (MP)");
    }
}
