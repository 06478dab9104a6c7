//! The styles of paragraphs, and what a paragraph says itself (ECMA-376, part 1, 17.3.1 and 17.7).

use std::collections::BTreeMap;

use crate::docx::block::{Paragraph, Shape};
use crate::docx::xml::{Element, Elements};
use crate::error::ExtractError;
use crate::limit::Limits;

/// The styles of a document.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    defaults: Shape,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    all: BTreeMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    shape: Shape,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(crate) fn read(part: &str, limits: &Limits) -> Result<Self, ExtractError> {
        let mut xml = Elements::new(part, limits);
        let mut styles = Self::default();
        xml.child()?;
        while let Some(element) = xml.child()? {
            match element.word() {
                "docDefaults" => styles.defaults = defaults(&mut xml)?,
                "style" => styles.add(&element, &mut xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(styles)
    }

    fn add(&mut self, element: &Element, xml: &mut Elements<'_>) -> Result<(), ExtractError> {
        let id = element.any("styleId").unwrap_or_default().to_owned();
        let is_paragraph = element.any("type").is_none_or(|kind| kind == "paragraph");
        if is_paragraph && matches!(element.any("default"), Some("1" | "true" | "on")) {
            self.usual = Some(id.clone());
        }
        let mut style = Style::default();
        while let Some(element) = xml.child()? {
            match element.word() {
                "basedOn" => {
                    style.based_on = element.val().map(ToOwned::to_owned);
                    xml.skip()?;
                }
                "pPr" => style.shape = properties(xml)?.shape,
                _ => xml.skip()?,
            }
        }
        self.all.insert(id, style);
        Ok(())
    }

    /// The id of a paragraph's style, said or not.
    pub(crate) fn id<'a>(&'a self, paragraph: &'a Paragraph) -> Option<&'a str> {
        paragraph.style.as_deref().or(self.usual.as_deref())
    }

    /// How a paragraph is set, by itself, its style, those that it is based on, and the document.
    pub(crate) fn shape(&self, paragraph: &Paragraph) -> Shape {
        let mut shape = paragraph.shape.clone();
        let mut next = self.id(paragraph);
        for _ in 0..CHAIN_MAX {
            let Some(style) = next.and_then(|id| self.all.get(id)) else {
                break;
            };
            shape = shape.or(&style.shape);
            next = style.based_on.as_deref();
        }
        shape.or(&self.defaults)
    }
}

fn defaults(xml: &mut Elements<'_>) -> Result<Shape, ExtractError> {
    let mut shape = Shape::default();
    while let Some(element) = xml.child()? {
        match element.word() {
            "pPrDefault" => {
                while let Some(element) = xml.child()? {
                    match element.word() {
                        "pPr" => shape = properties(xml)?.shape,
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(shape)
}

/// Reads a `pPr`: a paragraph without text.
pub(crate) fn properties(xml: &mut Elements<'_>) -> Result<Paragraph, ExtractError> {
    let mut paragraph = Paragraph::default();
    while let Some(element) = xml.child()? {
        let shape = &mut paragraph.shape;
        match element.word() {
            "numPr" => list(xml, shape)?,
            "tabs" => shape.stops = Some(stops(xml)?),
            "rPr" => paragraph.is_end_deleted = holds(xml, "del")?,
            name => {
                match name {
                    "pStyle" => paragraph.style = element.val().map(ToOwned::to_owned),
                    "spacing" => {
                        shape.before = gap(&element, "before", "beforeAutospacing", "beforeLines");
                        shape.after = gap(&element, "after", "afterAutospacing", "afterLines");
                    }
                    "contextualSpacing" => shape.is_tight = Some(element.is_on()),
                    _ => {}
                }
                xml.skip()?;
            }
        }
    }
    Ok(paragraph)
}

fn list(xml: &mut Elements<'_>, shape: &mut Shape) -> Result<(), ExtractError> {
    while let Some(element) = xml.child()? {
        let number = element.val().and_then(|value| value.parse::<u32>().ok());
        match element.word() {
            "ilvl" => shape.level = number.and_then(|number| usize::try_from(number).ok()),
            "numId" => shape.list = number,
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}

fn stops(xml: &mut Elements<'_>) -> Result<Vec<u32>, ExtractError> {
    let mut stops = Vec::new();
    while let Some(element) = xml.child()? {
        let place = element.any("pos").and_then(|place| place.parse::<u32>().ok());
        let stops_there = element.word() == "tab" && !matches!(element.val(), Some("clear" | "bar"));
        stops.extend(place.filter(|_| stops_there));
        xml.skip()?;
    }
    stops.sort_unstable();
    Ok(stops)
}

fn gap(element: &Element, exact: &str, auto: &str, lines: &str) -> Option<u32> {
    let on = |name| matches!(element.any(name), Some("1" | "true" | "on"));
    let number = |name| element.any(name).and_then(|value| value.parse::<u32>().ok());
    let in_lines = number(lines).map(|hundredths| hundredths.saturating_mul(LINE) / 100);
    if on(auto) {
        Some(LINE)
    } else {
        in_lines.filter(|gap| *gap > 0).or(number(exact))
    }
}

/// Whether an element holds another of that name.
fn holds(xml: &mut Elements<'_>, name: &str) -> Result<bool, ExtractError> {
    let mut found = false;
    while let Some(element) = xml.child()? {
        found |= element.word() == name;
        xml.skip()?;
    }
    Ok(found)
}

/// Word itself follows no longer chain of styles.
const CHAIN_MAX: usize = 11;

/// A line of 12 points, in twentieths of a point.
const LINE: u32 = 240;
