//! How much of a file is read. A file beyond a limit is refused, never read in part.

use crate::error::ExtractError;

/// The limits of one reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub file_bytes: usize,
    /// The most text that is given out, in bytes of UTF-8.
    pub text_bytes: usize,
    /// The most pages of a PDF.
    pub pages: usize,
    /// The most objects of a PDF.
    pub objects: usize,
    /// The most glyphs on one page of a PDF.
    pub page_glyphs: usize,
    /// The most entries of a zip.
    pub entries: usize,
    /// The largest part of a zip, decompressed, in bytes.
    pub part_bytes: u64,
    /// How many times larger than its compressed form a part of more than a MiB may be.
    pub part_ratio: u64,
    /// How deep elements of XML may be nested.
    pub depth: usize,
}

impl Default for Limits {
    /// Roomy for a year's minutes of a large body.
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            text_bytes: 16 << 20,
            pages: 5_000,
            objects: 1_000_000,
            page_glyphs: 200_000,
            entries: 4_096,
            part_bytes: 64 << 20,
            part_ratio: 250,
            depth: 200,
        }
    }
}

impl Limits {
    pub(crate) fn hold_file(&self, bytes: &[u8]) -> Result<(), ExtractError> {
        hold("bytes", bytes.len(), self.file_bytes)
    }

    pub(crate) fn hold_text(&self, text: &str) -> Result<(), ExtractError> {
        hold("bytes of text", text.len(), self.text_bytes)
    }
}

/// Refuses more than `max` of something.
pub(crate) fn hold(what: &str, found: usize, max: usize) -> Result<(), ExtractError> {
    if found <= max {
        return Ok(());
    }
    let [found, max] = [found, max].map(|number| u64::try_from(number).unwrap_or(u64::MAX));
    Err(ExtractError::Limit {
        what: what.to_owned(),
        found,
        max,
    })
}
