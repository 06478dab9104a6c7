//! The text that is transcribed, as numbered lines.
//!
//! A line ends at LF and nowhere else; CR, NBSP and every other character belong to the line and stay in it.
//! A line is blank when it holds only white space. Nothing is normalised.
//!
//! Spec: docs/spec/draft.md, `quote` and `lines`.

use crate::error::TranscribeError;

/// Position of a line, from 0. People and events count from 1: [`Manuscript::number`].
pub(crate) type LineIndex = usize;

/// A text as lines.
pub(crate) struct Manuscript<'a> {
    lines: Vec<&'a str>,
}

impl<'a> Manuscript<'a> {
    /// Reads bytes as text.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, TranscribeError> {
        if bytes.is_empty() {
            return Err(TranscribeError::Empty);
        }
        if bytes.len() > FILE_BYTES_MAX {
            return Err(TranscribeError::TooLarge {
                bytes: bytes.len(),
                max: FILE_BYTES_MAX,
            });
        }
        let text = decode(bytes)?;
        refuse_binary(text)?;
        if text.chars().all(insignificant) {
            return Err(TranscribeError::Blank);
        }
        let manuscript = Self {
            lines: text.split('\n').collect(),
        };
        manuscript.refuse_long_lines()?;
        Ok(manuscript)
    }

    /// How many lines there are, blank ones and the one after the last LF included.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The line as it stands, without its LF. Past the end there is nothing.
    pub(crate) fn line(&self, index: LineIndex) -> &'a str {
        self.lines.get(index).copied().unwrap_or_default()
    }

    /// The line without white space around it, and without the byte order mark that may begin a file.
    pub(crate) fn trimmed(&self, index: LineIndex) -> &'a str {
        self.line(index).trim_matches(insignificant)
    }

    /// Whether the line holds only white space. A byte order mark is no white space.
    pub(crate) fn is_blank(&self, index: LineIndex) -> bool {
        self.line(index).chars().all(char::is_whitespace)
    }

    /// Whether the line begins a page: it holds a form feed before any words.
    pub(crate) fn begins_page(&self, index: LineIndex) -> bool {
        let line = self.line(index);
        let space = line.len() - line.trim_start().len();
        line.get(..space).is_some_and(|space| space.contains('\u{c}'))
    }

    /// The number of the line as events give it, from 1.
    pub(crate) fn number(index: LineIndex) -> u64 {
        u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1)
    }

    fn refuse_long_lines(&self) -> Result<(), TranscribeError> {
        for (index, line) in self.lines.iter().enumerate() {
            let bytes = json_bytes(line);
            if bytes > VALUE_BYTES_MAX {
                return Err(TranscribeError::LineTooLong {
                    line: Self::number(index),
                    bytes,
                    max: VALUE_BYTES_MAX,
                });
            }
        }
        Ok(())
    }
}

/// How long a string is as JSON text with its quotation marks (RFC 8785).
pub(crate) fn json_bytes(text: &str) -> usize {
    let escaped = text.bytes().map(|byte| match byte {
        b'"' | b'\\' | b'\t' | b'\r' | b'\n' => 2,
        0..0x20 => 6,
        _ => 1,
    });
    escaped.sum::<usize>() + 2
}

fn decode(bytes: &[u8]) -> Result<&str, TranscribeError> {
    std::str::from_utf8(bytes).map_err(|error| TranscribeError::NotUtf8 {
        offset: error.valid_up_to(),
        hint: encoding_hint(bytes),
    })
}

fn encoding_hint(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        "it begins with the byte order mark of UTF-16; convert it to UTF-8"
    } else if bytes.starts_with(b"PK") || bytes.starts_with(b"%PDF") {
        "it looks like a document file (PDF, DOCX); extract its text first"
    } else if bytes.contains(&0) {
        "it holds NUL bytes, as UTF-16 and binary files do; convert it to UTF-8"
    } else {
        "perhaps it is Latin-1 (ISO 8859-1, Windows-1252); convert it to UTF-8"
    }
}

/// A NUL is never text. Single other control characters are what PDF extraction leaves behind and are kept.
fn refuse_binary(text: &str) -> Result<(), TranscribeError> {
    let strange = |c: char| c.is_control() && !c.is_whitespace();
    let found = text.char_indices().find(|&(_, c)| c == '\0').or_else(|| {
        let count = text.chars().filter(|&c| strange(c)).count();
        let few = count <= 1 + text.len() / STRANGE_ONE_IN;
        text.char_indices().find(|&(_, c)| strange(c) && !few)
    });
    match found {
        None => Ok(()),
        Some((offset, c)) => Err(TranscribeError::Binary {
            offset,
            code: u32::from(c),
            hint: if c == '\0' {
                "or text in UTF-16"
            } else {
                "not the text of a protocol"
            },
        }),
    }
}

fn insignificant(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The largest file that is read, in bytes. A year's minutes of a large body are smaller.
const FILE_BYTES_MAX: usize = 16 << 20;

/// The largest value of one field, written as JSON, in bytes (docs/spec: limits of a leaf).
const VALUE_BYTES_MAX: usize = 1 << 20;

/// A text in which more than one character of so many is a control character is no text.
const STRANGE_ONE_IN: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> String {
        match Manuscript::read(bytes) {
            Ok(_) => "read".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_reason() {
        assert_eq!(refused(b""), "the file is empty");
        assert_eq!(refused(b" \n\t\r\n\xc2\xa0"), "the file holds only white space");
        assert_eq!(
            refused("\u{feff}\n".as_bytes()),
            "the file holds only white space"
        );
        assert!(refused(b"Ordf\xf6rande").starts_with("not UTF-8 at byte 4: perhaps it is Latin-1"));
        assert!(refused(b"\xff\xfe\xa7\x00").contains("UTF-16"));
        assert!(refused(b"PK\x03\x04\xff").contains("DOCX"));
        assert!(refused(b"a\0b").starts_with("control character U+0000 at byte 1"));
        assert!(refused(b"\x01\x02\x03\x04").contains("U+0001 at byte 0"));
        assert!(refused(&vec![b'a'; FILE_BYTES_MAX + 1]).contains("at most 16777216"));
        assert!(refused(&vec![b'a'; VALUE_BYTES_MAX]).starts_with("line 1 has 1048578 bytes"));
    }

    #[test]
    fn lines_keep_everything_but_lf() {
        let manuscript = Manuscript::read("a \r\n\n\u{a0}\nå\u{1}".as_bytes()).unwrap();
        let lines: Vec<_> = (0..manuscript.len()).map(|i| manuscript.line(i)).collect();
        assert_eq!(lines, ["a \r", "", "\u{a0}", "å\u{1}"]);
        assert!(manuscript.is_blank(1) && manuscript.is_blank(2) && !manuscript.is_blank(3));
    }
}
