//! DOCX (ECMA-376, ISO/IEC 29500): paragraphs, lists and tables into lines, as they are seen.
//!
//! A paragraph is a line, and line breaks in it begin new ones; a blank line stands where the styles leave a gap.
//! Numbers of lists are counted as Word counts them. Tables become columns, unless their cells hold running text.
//! Tracked insertions are text and deletions are not. Page headers and footers are furniture and left out; so are
//! notes, comments and hidden text. All of it is remarked.

use crate::error::ExtractError;
use crate::form::{self, Form};
use crate::limit::Limits;
use crate::{Extracted, Remark};

use body::{Body, Counts};
use numbering::Numbering;
use package::Package;
use style::Styles;

mod block;
mod body;
mod layout;
mod numbering;
mod package;
mod style;
mod table;
mod xml;

/// Reads the text of a document of Word, or says what the archive is instead.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, ExtractError> {
    let mut package = Package::open(bytes, limits)?;
    let Some(name) = package.main_part()? else {
        return Err(other(&package));
    };
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let document = package.part(&name)?.unwrap_or_default();
    let styles = package.part(&format!("{folder}/styles.xml"))?;
    let styles = styles.map_or(Ok(Styles::default()), |part| Styles::read(&part, limits))?;
    let numbering = package.part(&format!("{folder}/numbering.xml"))?;
    let mut numbering = numbering.map_or(Ok(Numbering::default()), |part| Numbering::read(&part, limits))?;
    let (blocks, counts) = Body::read(&document, limits)?;
    let text = layout::text(&blocks, &styles, &mut numbering);
    if text.trim().is_empty() {
        return Err(if counts.pictures > 0 {
            ExtractError::Scan {
                pages: counts.pictures,
            }
        } else {
            ExtractError::NoText
        });
    }
    let has_margins = package.has_margins(&folder);
    Ok(Extracted {
        text,
        form: Form::Docx,
        remarks: remarks(&counts, numbering.unknown(), has_margins),
    })
}

fn remarks(counts: &Counts, numbers: usize, has_margins: bool) -> Vec<Remark> {
    let counted = [
        (
            counts.inserted,
            Remark::Inserted {
                times: counts.inserted,
            },
        ),
        (
            counts.deleted,
            Remark::Deleted {
                times: counts.deleted,
            },
        ),
        (counts.hidden, Remark::Hidden { times: counts.hidden }),
        (counts.notes, Remark::Notes { times: counts.notes }),
        (
            counts.comments,
            Remark::Comments {
                times: counts.comments,
            },
        ),
        (
            counts.pictures,
            Remark::Pictures {
                times: counts.pictures,
            },
        ),
        (
            counts.symbols,
            Remark::Symbols {
                times: counts.symbols,
            },
        ),
        (numbers, Remark::Numbers { times: numbers }),
        (usize::from(has_margins), Remark::Margins),
    ];
    let told = counted.into_iter().filter(|(times, _)| *times > 0);
    told.map(|(_, remark)| remark).collect()
}

/// What an archive is that holds no document of Word.
fn other(package: &Package<'_>) -> ExtractError {
    let holds = |name: &str| package.names().any(|other| other.starts_with(name));
    let (kind, hint) = if holds("content.xml") {
        ("an OpenDocument file (ODT)", "open it and save it as DOCX or PDF")
    } else if holds("xl/") {
        ("a spreadsheet (XLSX)", "save it as PDF, or as text")
    } else if holds("ppt/") {
        ("a presentation (PPTX)", "save it as PDF")
    } else {
        ("an archive (zip)", "unpack it and read the document in it")
    };
    form::foreign(kind, hint)
}
