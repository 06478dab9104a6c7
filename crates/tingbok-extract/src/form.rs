//! What a file is, by its first bytes and, for archives, by what they hold; never by its name.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::ExtractError;

/// What a file was that has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Text in an encoding.
    Text(Encoding),
    /// A PDF with a text layer.
    Pdf {
        /// How many pages it has.
        pages: usize,
    },
    /// A document of Word (ECMA-376, ISO/IEC 29500).
    Docx,
}

/// How text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252, of which Latin-1 (ISO 8859-1) text is a part.
    Windows1252,
}

impl Form {
    /// The media type of the file (RFC 6838).
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text(Encoding::Utf8) => "text/plain; charset=utf-8",
            Self::Text(Encoding::Utf16Le) => "text/plain; charset=utf-16le",
            Self::Text(Encoding::Utf16Be) => "text/plain; charset=utf-16be",
            Self::Text(Encoding::Windows1252) => "text/plain; charset=windows-1252",
            Self::Pdf { .. } => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(Encoding::Utf8) => f.write_str("text in UTF-8"),
            Self::Text(Encoding::Utf16Le) => f.write_str("text in UTF-16, low byte first"),
            Self::Text(Encoding::Utf16Be) => f.write_str("text in UTF-16, high byte first"),
            Self::Text(Encoding::Windows1252) => f.write_str("text in Windows-1252 (Latin-1)"),
            Self::Pdf { pages: 1 } => f.write_str("PDF, 1 page"),
            Self::Pdf { pages } => write!(f, "PDF, {pages} pages"),
            Self::Docx => f.write_str("DOCX"),
        }
    }
}

/// Who reads a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recognised {
    /// `encoding`.
    Text,
    /// `pdf`.
    Pdf,
    /// `docx`, which looks at what the archive holds.
    Zip,
}

/// What a file is. Whatever nothing is known of may be text.
pub(crate) fn recognise(bytes: &[u8]) -> Result<Recognised, ExtractError> {
    let head = bytes.get(..PDF_HEAD_BYTES.min(bytes.len())).unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Recognised::Zip);
    }
    if bytes.starts_with(OLE) {
        return Err(ole(bytes));
    }
    let known = FOREIGN
        .iter()
        .find(|(at, magic, ..)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    if let Some((_, _, kind, hint)) = known {
        return Err(foreign(kind, hint));
    }
    // Some programs write a line or two before it; a text that only speaks of `%PDF-` does not begin a line with it.
    let pdf = head.starts_with(b"%PDF-") || head.windows(6).any(|six| six == b"\n%PDF-" || six == b"\r%PDF-");
    if pdf || bytes.starts_with(b"\xef\xbb\xbf%PDF-") {
        return Ok(Recognised::Pdf);
    }
    if is_html(head) {
        return Err(foreign(
            "a web page (HTML)",
            "print it as PDF, or save it as text",
        ));
    }
    Ok(Recognised::Text)
}

pub(crate) fn foreign(kind: &str, hint: &str) -> ExtractError {
    ExtractError::Foreign {
        kind: kind.to_owned(),
        hint: hint.to_owned(),
    }
}

/// An OLE compound file: an old document of Office, or a new one inside encryption.
fn ole(bytes: &[u8]) -> ExtractError {
    let encrypted: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    if bytes.windows(encrypted.len()).any(|part| part == encrypted) {
        ExtractError::Password
    } else {
        foreign(
            "an old Office document (DOC)",
            "open it and save it as DOCX or PDF",
        )
    }
}

fn is_html(head: &[u8]) -> bool {
    let start = head
        .trim_ascii_start()
        .get(..14)
        .unwrap_or_default()
        .to_ascii_lowercase();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}

/// Readers look for the header of a PDF in so many bytes (ISO 32000-1, annex H, implementation note 13).
const PDF_HEAD_BYTES: usize = 1024;

const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

const PICTURE: &str = "run OCR on it and save the result as PDF or text";
const UNPACK: &str = "unpack it and read the document in it";

/// Offset, bytes, what the file is, and what to do about it.
const FOREIGN: &[(usize, &[u8], &str, &str)] = &[
    (
        0,
        b"{\\rtf",
        "rich text (RTF)",
        "open it and save it as DOCX or PDF",
    ),
    (0, b"\x89PNG\r\n\x1a\n", "a picture (PNG)", PICTURE),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", PICTURE),
    (0, b"GIF87a", "a picture (GIF)", PICTURE),
    (0, b"GIF89a", "a picture (GIF)", PICTURE),
    (0, b"II*\0", "a picture (TIFF)", PICTURE),
    (0, b"MM\0*", "a picture (TIFF)", PICTURE),
    (8, b"WEBPVP8", "a picture (WebP)", PICTURE),
    (4, b"ftyphei", "a picture (HEIC)", PICTURE),
    (4, b"ftypmif1", "a picture (HEIC)", PICTURE),
    (0, b"%!PS", "PostScript", "convert it to PDF"),
    (0, b"\x1f\x8b", "a compressed file (gzip)", UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive (7z)", UNPACK),
    (0, b"Rar!\x1a\x07", "an archive (RAR)", UNPACK),
    (
        0,
        b"PK\x07\x08",
        "a part of a split archive (zip)",
        "put the archive together first",
    ),
    (0, b"\xff\xfe\0\0", "text in UTF-32", "save it as UTF-8"),
    (0, b"\0\0\xfe\xff", "text in UTF-32", "save it as UTF-8"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_what_they_hold() {
        assert_eq!(recognise(b"%PDF-1.4\n"), Ok(Recognised::Pdf));
        assert_eq!(recognise(b"junk\r\n%PDF-1.4\n"), Ok(Recognised::Pdf));
        assert_eq!(recognise(b"The bytes %PDF- begin a PDF"), Ok(Recognised::Text));
        assert_eq!(recognise(b"PK\x03\x04"), Ok(Recognised::Zip));
        assert_eq!(recognise(b""), Ok(Recognised::Text));
        assert_eq!(recognise("§ 57".as_bytes()), Ok(Recognised::Text));
    }

    #[test]
    fn what_is_not_read_is_named_with_what_to_do() {
        let said = |bytes: &[u8]| recognise(bytes).unwrap_err().to_string();
        assert_eq!(
            said(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."),
            "this is an old Office document (DOC), which is not read: open it and save it as DOCX or PDF"
        );
        assert!(said(b"{\\rtf1\\ansi").contains("RTF"));
        assert!(said(b"\xff\xd8\xff\xe0").contains("run OCR"));
        assert!(said(b"RIFF\0\0\0\0WEBPVP8 ").contains("WebP"));
        assert!(said(b"\xff\xfe\0\0A\0\0\0").contains("UTF-32"));
        assert!(said(b"  <!DOCTYPE HTML>").contains("HTML"));
        let mut locked = OLE.to_vec();
        locked.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
        assert_eq!(recognise(&locked), Err(ExtractError::Password));
    }
}
