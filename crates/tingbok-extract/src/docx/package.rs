//! The zip around a document (ECMA-376, part 2): its parts, each read within limits.

use std::fmt::Display;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::docx::xml::Elements;
use crate::error::ExtractError;
use crate::limit::{Limits, hold};

/// An opened archive.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
}

impl<'a> Package<'a> {
    /// Opens an archive. Nothing in it is decompressed yet.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, ExtractError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        hold("entries", archive.len(), limits.entries)?;
        Ok(Self { archive, limits })
    }

    /// The name of the part that holds the document: where Word puts it, or where the relationships say.
    pub(crate) fn main_part(&mut self) -> Result<Option<String>, ExtractError> {
        if self.names().any(|name| name == MAIN_PART) {
            return Ok(Some(MAIN_PART.to_owned()));
        }
        let Some(relationships) = self.part("_rels/.rels")? else {
            return Ok(None);
        };
        let mut elements = Elements::new(&relationships, self.limits);
        elements.child()?;
        while let Some(element) = elements.child()? {
            let is_document = element
                .any("Type")
                .is_some_and(|kind| kind.ends_with("/officeDocument"));
            let target = element.any("Target").unwrap_or_default().trim_start_matches('/');
            if is_document && target.starts_with("word/") && self.names().any(|name| name == target) {
                return Ok(Some(target.to_owned()));
            }
            elements.skip()?;
        }
        Ok(None)
    }

    /// A part as text; `None` when there is none of that name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, ExtractError> {
        let limits = self.limits;
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(&error)),
        };
        let compressed = file.compressed_size().max(1);
        let mut bytes = Vec::new();
        let roomy = compressed.saturating_mul(limits.part_ratio).max(FREE_BYTES);
        let most = roomy.min(limits.part_bytes);
        file.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(&error))?;
        let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if found > most {
            return Err(ExtractError::Limit {
                what: format!("bytes or more in its part `{name}`, compressed to {compressed}"),
                found,
                max: most,
            });
        }
        let text = String::from_utf8(bytes)
            .map_err(|error| ExtractError::damaged("DOCX", format!("`{name}` is not UTF-8: {error}")))?;
        Ok(Some(text))
    }

    /// The names of all entries.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.archive.file_names_raw();
        names.filter_map(|name| std::str::from_utf8(name).ok())
    }

    /// Whether there are page headers or footers.
    pub(crate) fn has_margins(&self, folder: &str) -> bool {
        let starts = [format!("{folder}/header"), format!("{folder}/footer")];
        self.names()
            .any(|name| starts.iter().any(|start| name.starts_with(start.as_str())))
    }
}

fn damaged(error: &dyn Display) -> ExtractError {
    ExtractError::damaged("zip or DOCX", error.to_string())
}

const MAIN_PART: &str = "word/document.xml";

/// A part that is not larger is read however well it is compressed.
const FREE_BYTES: u64 = 1 << 20;
