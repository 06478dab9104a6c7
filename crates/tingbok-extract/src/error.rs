//! Why a file cannot be read: every variant says what to do about it.

use serde::{Deserialize, Serialize};

/// A file that is refused as a whole. It can be handed from one process to another.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ExtractError {
    /// The file is of a known kind that is not read.
    #[error("this is {kind}, which is not read: {hint}")]
    Foreign {
        /// What the file is, with its article.
        kind: String,
        /// What to do.
        hint: String,
    },
    /// The bytes are text in none of the encodings that are read.
    #[error("no text in UTF-8, UTF-16 or Windows-1252 (Latin-1): at byte {offset} {found}; save it as UTF-8")]
    Encoding {
        /// The first byte that does not fit, from 0.
        offset: usize,
        /// What stands there.
        found: String,
    },
    /// A PDF that holds pictures of pages.
    #[error("a scan without text: its {pages} pages hold pictures and no letters; run OCR on it first")]
    Scan {
        /// How many pages it has.
        pages: usize,
    },
    /// A document that holds no text and no pictures either.
    #[error("the document holds no text")]
    NoText,
    /// The fonts of a PDF do not say which letters their glyphs are.
    #[error(
        "of {glyphs} glyphs {unknown} cannot be told, since the fonts do not say which letters they are; \
         run OCR on it, or ask for the document that the PDF was made from"
    )]
    Unmapped {
        /// How many glyphs the pages have.
        glyphs: usize,
        /// How many of them have no letter.
        unknown: usize,
    },
    /// The document can only be opened with a password.
    #[error("the document is protected by a password; open it and save it without one")]
    Password,
    /// The document is encrypted in a way that is not read.
    #[error("the document is encrypted: {why}; open it and save it without encryption")]
    Encrypted {
        /// What is wrong.
        why: String,
    },
    /// The file is damaged, truncated, or was never what it says it is.
    #[error("a damaged {kind}: {why}; fetch the file again")]
    Damaged {
        /// What it says it is.
        kind: String,
        /// What is wrong.
        why: String,
    },
    /// More of something than is read.
    #[error("the document has {found} {what}; at most {max} are read")]
    Limit {
        /// Of what.
        what: String,
        /// How much was found, before the reading stopped.
        found: u64,
        /// The limit.
        max: u64,
    },
}

impl ExtractError {
    pub(crate) fn damaged(kind: &str, why: impl Into<String>) -> Self {
        Self::Damaged {
            kind: kind.to_owned(),
            why: why.into(),
        }
    }
}
