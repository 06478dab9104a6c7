//! The bytes of a file into lines of text, as a registrar would read them.
//!
//! A file is recognised by what it holds, never by its name. Text keeps every character; only its encoding is read.
//! From PDF and DOCX the text is taken as it is seen, with columns kept, so that an X under *Ja* stands under *Ja*.
//! What is left out is remarked; what cannot be read is refused with a reason. Nothing is guessed silently.
//!
//! | module | what stands there |
//! | --- | --- |
//! | `form`, `encoding` | what a file is; text in UTF-8, UTF-16 and Windows-1252 |
//! | `pdf` | glyphs by their places into lines with columns |
//! | `docx` | paragraphs, lists and tables into lines with columns |
//! | `column`, `letter` | words put at columns; letters that were composed of parts, and symbols |
//! | `limit`, `remark`, `error` | how much is read, what is told, why a file is refused |
//!
//! This crate opens no files and asks for no time or chance. Readers of PDF and DOCX are other people's, and a hostile file may make
//! them slow, hungry or panic: whoever reads files of unknown origin calls this in a process of its own
//! (docs/decisions/0013-files-read-in-a-child.md).

use serde::{Deserialize, Serialize};

pub use error::ExtractError;
pub use form::{Encoding, Form};
pub use limit::Limits;
pub use remark::Remark;

mod column;
mod docx;
mod encoding;
mod error;
mod form;
mod letter;
mod limit;
mod pdf;
mod remark;

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// The text. Lines end at LF; between the pages of a PDF stands a line that holds a form feed alone.
    pub text: String,
    /// What the file was.
    pub form: Form,
    /// What is not in the text, or not as it was in the file.
    pub remarks: Vec<Remark>,
}

/// Reads the text of a file.
///
/// # Errors
/// [`ExtractError`] when the file is no text that this crate can read whole, or is larger than `limits` allow.
pub fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, ExtractError> {
    limits.hold_file(bytes)?;
    let extracted = match form::recognise(bytes)? {
        form::Recognised::Text => encoding::read(bytes)?,
        form::Recognised::Pdf => pdf::read(bytes, limits)?,
        form::Recognised::Zip => docx::read(bytes, limits)?,
    };
    limits.hold_text(&extracted.text)?;
    Ok(extracted)
}

/// Whether a file is plain text, which can be read anywhere: no other people's reader is needed for it.
#[must_use]
pub fn is_plain(bytes: &[u8]) -> bool {
    !matches!(
        form::recognise(bytes),
        Ok(form::Recognised::Pdf | form::Recognised::Zip)
    )
}
