//! PDF (ISO 32000): the glyphs of each page, by their places, into lines that keep columns.
//!
//! What counts is what a reader of the page sees, and the text layer of a scan that OCR was run on. Text outside of
//! the page and text at an angle to most of it (stamps in the margin, watermarks) is left out
//! and remarked. Glyphs whose letters
//! the font does not say become U+FFFD; where they are many, the file is refused.

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::util::TransformExt as _;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};

use crate::error::ExtractError;
use crate::form::Form;
use crate::limit::{Limits, hold};
use crate::pdf::glyph::Sheet;
use crate::{Extracted, Remark};

mod glyph;
mod layout;
mod row;

/// Reads the text of a PDF.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, ExtractError> {
    refuse_truncated(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(refused)?;
    hold("objects", pdf.len(), limits.objects)?;
    let pages = pdf.pages().len();
    hold("pages", pages, limits.pages)?;
    let mut reading = Reading::default();
    let cache = InterpreterCache::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let mut sheet = Sheet::new(f64::from(width), f64::from(height), limits.page_glyphs);
        let upright = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(
            upright,
            sheet.bounds(),
            &cache,
            pdf.xref(),
            InterpreterSettings::default(),
        );
        interpret_page(page, &mut context, &mut sheet);
        hold("glyphs on a page", sheet.count, limits.page_glyphs)?;
        reading.add(sheet);
        let characters: usize = reading.rows.iter().map(|page| page.bytes).sum();
        hold("bytes of text", characters, limits.text_bytes)?;
    }
    reading.finish(pages)
}

/// What has been read of the pages so far.
#[derive(Default)]
struct Reading {
    rows: Vec<row::Page>,
    /// For each page, whether a picture covers much of it.
    pictured: Vec<bool>,
    glyphs: usize,
    unknown: usize,
    first_unknown: usize,
    angled: usize,
    outside: usize,
}

impl Reading {
    fn add(&mut self, sheet: Sheet) {
        self.glyphs += sheet.count;
        if sheet.unknown > 0 && self.unknown == 0 {
            self.first_unknown = self.rows.len() + 1;
        }
        self.unknown += sheet.unknown;
        self.angled += sheet.angled;
        self.outside += sheet.outside;
        self.pictured.push(sheet.is_pictured);
        let (glyphs, others) = sheet.into_glyphs();
        self.angled += others;
        self.rows.push(row::Page::of(glyphs));
    }

    fn finish(self, pages: usize) -> Result<Extracted, ExtractError> {
        let bare = |page: &usize| {
            self.rows
                .get(page - 1)
                .is_none_or(|page| page.letters < FEW_LETTERS)
        };
        let pictures: Vec<usize> = (1..=pages)
            .filter(|page| self.pictured.get(page - 1) == Some(&true))
            .filter(bare)
            .collect();
        if self.rows.iter().all(|page| page.letters == 0) || pictures.len() == pages {
            return Err(if self.pictured.contains(&true) {
                ExtractError::Scan { pages }
            } else if self.glyphs > 0 {
                self.unmapped()
            } else {
                ExtractError::NoText
            });
        }
        if self.unknown * UNKNOWN_ONE_IN > self.glyphs {
            return Err(self.unmapped());
        }
        let text = layout::text(&self.rows);
        Ok(Extracted {
            text,
            form: Form::Pdf { pages },
            remarks: self.remarks(pictures),
        })
    }

    fn unmapped(&self) -> ExtractError {
        ExtractError::Unmapped {
            glyphs: self.glyphs,
            unknown: self.unknown,
        }
    }

    fn remarks(&self, pictures: Vec<usize>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        if !pictures.is_empty() {
            remarks.push(Remark::PicturePages { pages: pictures });
        }
        if self.unknown > 0 {
            remarks.push(Remark::Unmapped {
                glyphs: self.unknown,
                page: self.first_unknown,
            });
        }
        if self.angled > 0 {
            remarks.push(Remark::Angled { glyphs: self.angled });
        }
        if self.outside > 0 {
            remarks.push(Remark::OutsidePage { glyphs: self.outside });
        }
        remarks
    }
}

/// A file that was cut may still be opened, and pages of it would be missing without a word.
fn refuse_truncated(bytes: &[u8]) -> Result<(), ExtractError> {
    let tail = bytes
        .get(bytes.len().saturating_sub(TAIL_BYTES)..)
        .unwrap_or(bytes);
    if tail.windows(END.len()).any(|part| part == END) {
        Ok(())
    } else {
        Err(ExtractError::damaged(
            "PDF",
            "it is truncated, since its end mark `%%EOF` is missing",
        ))
    }
}

fn refused(error: LoadPdfError) -> ExtractError {
    let encrypted = |why: &str| ExtractError::Encrypted { why: why.to_owned() };
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ExtractError::Password,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            encrypted("the algorithm is not known")
        }
        LoadPdfError::Decryption(_) => encrypted("its keys are damaged"),
        LoadPdfError::Invalid => ExtractError::damaged("PDF", "its objects or pages cannot be found"),
    }
}

/// What ends every PDF (ISO 32000-1, 7.5.5), near the end of the file.
const END: &[u8] = b"%%EOF";
const TAIL_BYTES: usize = 4096;

/// A page with fewer letters, most of which is a picture, is a scan with a stamp on it.
const FEW_LETTERS: usize = 80;

/// More than one unknown glyph of so many, and the text is not worth reading.
const UNKNOWN_ONE_IN: usize = 5;
