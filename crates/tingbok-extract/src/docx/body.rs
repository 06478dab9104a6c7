//! The main part into paragraphs and tables (ECMA-376, part 1, 17.2 to 17.4), counting what is left out.

use crate::docx::block::{Block, Cell, Paragraph, Row, Table};
use crate::docx::style;
use crate::docx::xml::{Content, Element, Elements, Space};
use crate::error::ExtractError;
use crate::letter;
use crate::limit::Limits;

/// What is not in the text as it is in the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) inserted: usize,
    pub(crate) deleted: usize,
    pub(crate) hidden: usize,
    pub(crate) notes: usize,
    pub(crate) comments: usize,
    pub(crate) pictures: usize,
    pub(crate) symbols: usize,
}

/// The main part while it is read.
pub(crate) struct Body<'a> {
    xml: Elements<'a>,
    counts: Counts,
}

impl<'a> Body<'a> {
    /// Reads the main part.
    pub(crate) fn read(part: &'a str, limits: &Limits) -> Result<(Vec<Block>, Counts), ExtractError> {
        let mut body = Self {
            xml: Elements::new(part, limits),
            counts: Counts::default(),
        };
        let mut blocks = Vec::new();
        let root = body.xml.child()?;
        if root.as_ref().map(Element::word) != Some("document") {
            return Err(ExtractError::damaged(
                "DOCX",
                "its main part is no document of Word",
            ));
        }
        while let Some(element) = body.xml.child()? {
            match element.word() {
                "body" => body.blocks(&mut blocks)?,
                _ => body.xml.skip()?,
            }
        }
        Ok((blocks, body.counts))
    }

    /// Paragraphs and tables to the end of the element.
    fn blocks(&mut self, blocks: &mut Vec<Block>) -> Result<(), ExtractError> {
        while let Some(element) = self.xml.child()? {
            match (element.space, element.name.as_str()) {
                (Space::Word, "p") => {
                    let paragraph = self.paragraph()?;
                    let is_gone = paragraph.is_end_deleted && paragraph.text.trim().is_empty();
                    if !is_gone {
                        blocks.push(Block::Paragraph(paragraph));
                    }
                }
                (Space::Word, "tbl") => blocks.push(Block::Table(self.table()?)),
                (Space::Word, "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo") => {
                    self.blocks(blocks)?;
                }
                (Space::Word, "del" | "moveFrom") => self.delete()?,
                (Space::Compatibility, "AlternateContent") => {
                    self.alternatives(|body| body.blocks(blocks))?;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// Reads the first of several alternatives and passes over the others.
    fn alternatives(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<(), ExtractError>,
    ) -> Result<(), ExtractError> {
        let mut is_read = false;
        while let Some(element) = self.xml.child()? {
            let usable = matches!(element.name.as_str(), "Choice" | "Fallback");
            if usable && !is_read {
                is_read = true;
                read(self)?;
            } else {
                self.xml.skip()?;
            }
        }
        Ok(())
    }

    fn delete(&mut self) -> Result<(), ExtractError> {
        self.counts.deleted += 1;
        self.xml.skip()
    }

    fn paragraph(&mut self) -> Result<Paragraph, ExtractError> {
        let mut paragraph = Paragraph::default();
        self.inline(&mut paragraph)?;
        Ok(paragraph)
    }

    /// Runs and what holds them, to the end of the element.
    fn inline(&mut self, paragraph: &mut Paragraph) -> Result<(), ExtractError> {
        while let Some(element) = self.xml.child()? {
            match (element.space, element.name.as_str()) {
                (Space::Word, "pPr") => {
                    let said = style::properties(&mut self.xml)?;
                    paragraph.style = said.style;
                    paragraph.shape = said.shape;
                    paragraph.is_end_deleted = said.is_end_deleted;
                }
                (Space::Word, "r") => self.run(paragraph)?,
                (Space::Word, "ins" | "moveTo") => {
                    self.counts.inserted += 1;
                    self.inline(paragraph)?;
                }
                (Space::Word, "del" | "moveFrom") => self.delete()?,
                (
                    Space::Word,
                    "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "customXml" | "dir"
                    | "bdo",
                ) => self.inline(paragraph)?,
                (Space::Math, "t") => paragraph.text.push_str(&self.xml.text()?),
                (Space::Math, _) => self.inline(paragraph)?,
                (Space::Compatibility, "AlternateContent") => {
                    self.alternatives(|body| body.inline(paragraph))?;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// A run. Hidden text in it is left out.
    fn run(&mut self, paragraph: &mut Paragraph) -> Result<(), ExtractError> {
        let before = paragraph.text.len();
        let mut is_hidden = false;
        self.run_content(paragraph, &mut is_hidden)?;
        if is_hidden && paragraph.text.len() > before {
            self.counts.hidden += 1;
            paragraph.text.truncate(before);
        }
        Ok(())
    }

    fn run_content(&mut self, paragraph: &mut Paragraph, is_hidden: &mut bool) -> Result<(), ExtractError> {
        while let Some(element) = self.xml.child()? {
            if element.space == Space::Compatibility && element.name == "AlternateContent" {
                self.alternatives(|body| body.run_content(paragraph, is_hidden))?;
                continue;
            }
            match element.word() {
                "t" => {
                    let text = self.xml.text()?;
                    paragraph.text.extend(text.chars().map(unbroken));
                    continue;
                }
                "rPr" => {
                    *is_hidden = self.hides()?;
                    continue;
                }
                "drawing" | "pict" | "object" => {
                    self.picture(paragraph)?;
                    continue;
                }
                "ruby" | "rubyBase" => {
                    self.inline(paragraph)?;
                    continue;
                }
                name => self.mark(name, &element, paragraph),
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    /// What stands in a run besides text.
    fn mark(&mut self, name: &str, element: &Element, paragraph: &mut Paragraph) {
        let text = &mut paragraph.text;
        match name {
            "tab" | "ptab" => text.push('\t'),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('-'),
            "sym" => {
                let code = element
                    .any("char")
                    .and_then(|hex| u32::from_str_radix(hex, 16).ok());
                let is_private = code.is_some_and(|code| (0xf000..=0xf0ff).contains(&code) || code < 0x100);
                let known = match code {
                    Some(code) if is_private => letter::symbol(code),
                    Some(code) => char::from_u32(code),
                    None => None,
                };
                self.counts.symbols += usize::from(known.is_none());
                text.push(known.unwrap_or('\u{fffd}'));
            }
            "footnoteReference" | "endnoteReference" => self.counts.notes += 1,
            "commentReference" => self.counts.comments += 1,
            _ => {}
        }
    }

    fn hides(&mut self) -> Result<bool, ExtractError> {
        let mut hides = false;
        while let Some(element) = self.xml.child()? {
            hides |= element.word() == "vanish" && element.is_on();
            self.xml.skip()?;
        }
        Ok(hides)
    }

    /// A drawing: text boxes in it are read after the paragraph; without any it is a picture.
    fn picture(&mut self, paragraph: &mut Paragraph) -> Result<(), ExtractError> {
        let before = paragraph.boxes.len();
        self.boxes(&mut paragraph.boxes)?;
        self.counts.pictures += usize::from(paragraph.boxes.len() == before);
        Ok(())
    }

    fn boxes(&mut self, boxes: &mut Vec<Block>) -> Result<(), ExtractError> {
        loop {
            match self.xml.next()? {
                Content::Start(element) if element.word() == "txbxContent" => self.blocks(boxes)?,
                Content::Start(element) if element.space == Space::Compatibility => {
                    self.alternatives(|body| body.boxes(boxes))?;
                }
                Content::Start(_) => self.boxes(boxes)?,
                Content::Text(_) => {}
                Content::End => return Ok(()),
            }
        }
    }

    fn table(&mut self) -> Result<Table, ExtractError> {
        let mut table = Table::default();
        self.rows(&mut table)?;
        Ok(table)
    }

    fn rows(&mut self, table: &mut Table) -> Result<(), ExtractError> {
        while let Some(element) = self.xml.child()? {
            match element.word() {
                "tr" => {
                    let mut row = Row::default();
                    let is_deleted = self.cells(&mut row)?;
                    if is_deleted {
                        self.counts.deleted += 1;
                    } else {
                        table.rows.push(row);
                    }
                }
                "sdt" | "sdtContent" | "customXml" => self.rows(table)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// The cells of a row, and whether the row was deleted.
    fn cells(&mut self, row: &mut Row) -> Result<bool, ExtractError> {
        let mut is_deleted = false;
        while let Some(element) = self.xml.child()? {
            match element.word() {
                "tc" => row.cells.push(self.cell()?),
                "trPr" => {
                    while let Some(element) = self.xml.child()? {
                        is_deleted |= element.word() == "del";
                        if element.word() == "gridBefore" {
                            row.skipped = columns(&element);
                        }
                        self.xml.skip()?;
                    }
                }
                "sdt" | "sdtContent" | "customXml" => is_deleted |= self.cells(row)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(is_deleted)
    }

    fn cell(&mut self) -> Result<Cell, ExtractError> {
        let mut cell = Cell {
            span: 1,
            blocks: Vec::new(),
        };
        let mut is_continued = false;
        while let Some(element) = self.xml.child()? {
            match (element.space, element.name.as_str()) {
                (Space::Word, "tcPr") => {
                    while let Some(element) = self.xml.child()? {
                        match element.word() {
                            "gridSpan" => cell.span = columns(&element).max(1),
                            "vMerge" => is_continued = element.val().is_none_or(|value| value == "continue"),
                            _ => {}
                        }
                        self.xml.skip()?;
                    }
                }
                (Space::Word, "p") => cell.blocks.push(Block::Paragraph(self.paragraph()?)),
                (Space::Word, "tbl") => cell.blocks.push(Block::Table(self.table()?)),
                (Space::Word, "sdt" | "customXml" | "ins" | "moveTo") => self.blocks(&mut cell.blocks)?,
                (Space::Compatibility, "AlternateContent") => {
                    self.alternatives(|body| body.blocks(&mut cell.blocks))?;
                }
                _ => self.xml.skip()?,
            }
        }
        if is_continued {
            cell.blocks.clear();
        }
        Ok(cell)
    }
}

fn columns(element: &Element) -> usize {
    let number = element.val().and_then(|value| value.parse().ok());
    number.unwrap_or(0).min(COLUMNS_MAX)
}

/// A line break in the source of the XML is a blank in the text.
fn unbroken(c: char) -> char {
    if matches!(c, '\n' | '\r') { ' ' } else { c }
}

/// A table of Word has no more columns.
const COLUMNS_MAX: usize = 63;
