//! Why a text cannot be transcribed: every variant says what to do about it.

/// A text that is refused as a whole; what is merely not understood is kept instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TranscribeError {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// The file holds only white space.
    #[error("the file holds only white space")]
    Blank,
    /// The bytes are not UTF-8.
    #[error("not UTF-8 at byte {offset}: {hint}")]
    NotUtf8 {
        /// Offset of the first byte that does not fit, from 0.
        offset: usize,
        /// What the encoding probably is.
        hint: &'static str,
    },
    /// The text holds characters that no protocol has.
    #[error("control character U+{code:04X} at byte {offset}: this is no text but a binary file, {hint}")]
    Binary {
        /// Offset of the first such character, in bytes from 0.
        offset: usize,
        /// The character.
        code: u32,
        /// What the file may be.
        hint: &'static str,
    },
    /// The file is larger than any protocol.
    #[error("the file has {bytes} bytes; at most {max} are read")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// A line cannot be quoted, because a field of an event holds at most 1 MiB.
    #[error("line {line} has {bytes} bytes as a field of an event; at most {max} fit")]
    LineTooLong {
        /// The line, from 1.
        line: u64,
        /// Its size, written as JSON.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// Neither minutes nor a letter.
    #[error(
        "neither minutes nor an official letter: no line begins a paragraph (`§ 57`), \
         and none is a letter's heading (`TJÄNSTESKRIVELSE`)"
    )]
    Unrecognised,
    /// Minutes that do not say when the meeting was.
    #[error("the text does not say on which day the meeting was: use --meeting DATE")]
    NoDate,
    /// A letter without the number of its case has no stream to stand in.
    #[error("the letter names no case number (`RS/118/2026`), so there is no case to register it in")]
    NoCase,
    /// The reading itself broke its promise that every line is quoted exactly once, unaltered.
    #[error("line {line} would be quoted {times} times instead of once, unaltered")]
    Coverage {
        /// The line, from 1.
        line: u64,
        /// How often it is quoted.
        times: usize,
    },
    /// An event came out larger than a record can hold.
    #[error("the event read from line {line} would be too large for the record")]
    Overweight {
        /// The first line of the event, from 1; 0 when it quotes none.
        line: u64,
    },
}
