//! XML as elements and text, within a depth. Entities of a document's own are refused, so nothing is expanded.

use std::fmt::Display;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use crate::error::ExtractError;
use crate::limit::{Limits, hold};

/// Whose element it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// `WordprocessingML`.
    Word,
    /// Markup compatibility: alternatives.
    Compatibility,
    /// Formulas.
    Math,
    /// Anything else.
    Other,
}

/// The start of an element.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) space: Space,
    pub(crate) name: String,
    /// Local names and values.
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute, whatever its prefix.
    pub(crate) fn any(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// `w:val`.
    pub(crate) fn val(&self) -> Option<&str> {
        self.any("val")
    }

    /// A property that is on when it is there, unless its value says otherwise.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.val(), Some("0" | "false" | "off"))
    }

    /// The name of an element of Word; empty for another's.
    pub(crate) fn word(&self) -> &str {
        if self.space == Space::Word { &self.name } else { "" }
    }
}

/// What stands in an element.
#[derive(Debug)]
pub(crate) enum Content {
    /// An element begins.
    Start(Element),
    /// Text.
    Text(String),
    /// The element ends, or the document.
    End,
}

/// A document, read element by element.
pub(crate) struct Elements<'a> {
    reader: NsReader<&'a [u8]>,
    depth: usize,
    depth_max: usize,
}

impl<'a> Elements<'a> {
    pub(crate) fn new(text: &'a str, limits: &Limits) -> Self {
        let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            depth: 0,
            depth_max: limits.depth,
        }
    }

    /// The next thing in the element that began last and has not ended.
    pub(crate) fn next(&mut self) -> Result<Content, ExtractError> {
        loop {
            let (space, event) = self
                .reader
                .read_resolved_event()
                .map_err(|error| ill_formed(&error))?;
            match event {
                Event::Start(start) => {
                    let element = element(space_of(&space), &start)?;
                    self.depth += 1;
                    hold("levels of nested elements", self.depth, self.depth_max)?;
                    return Ok(Content::Start(element));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Content::End);
                }
                Event::Text(text) => return Ok(Content::Text(text.xml10_content().into_owned())),
                Event::CData(text) => return Ok(Content::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(name) => {
                    let c = match name.resolve_char_ref().map_err(|error| ill_formed(&error))? {
                        Some(c) => Some(c),
                        None => predefined(&name),
                    };
                    let c = c.ok_or_else(|| damaged(format!("the entity `{}` is not known", &*name)))?;
                    return Ok(Content::Text(c.to_string()));
                }
                Event::Eof if self.depth > 0 => return Err(damaged("its XML ends in the middle")),
                Event::Eof => return Ok(Content::End),
                Event::DocType(_) => return Err(damaged("its XML declares a document type")),
                _ => {}
            }
        }
    }

    /// The next element in the one that began last; `None` at its end.
    pub(crate) fn child(&mut self) -> Result<Option<Element>, ExtractError> {
        loop {
            match self.next()? {
                Content::Start(element) => return Ok(Some(element)),
                Content::Text(_) => {}
                Content::End => return Ok(None),
            }
        }
    }

    /// The text of the element that began last, to its end; elements in it are passed over.
    pub(crate) fn text(&mut self) -> Result<String, ExtractError> {
        let mut all = String::new();
        loop {
            match self.next()? {
                Content::Start(_) => self.skip()?,
                Content::Text(text) => all.push_str(&text),
                Content::End => return Ok(all),
            }
        }
    }

    /// Passes over the rest of the element that began last.
    pub(crate) fn skip(&mut self) -> Result<(), ExtractError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let Content::End = self.next()?
                && self.depth <= outside
            {
                break;
            }
        }
        Ok(())
    }
}

fn element(space: Space, start: &BytesStart<'_>) -> Result<Element, ExtractError> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().take(ATTRIBUTES_MAX) {
        let attribute = attribute.map_err(|error| ill_formed(&error))?;
        let name = attribute.key.local_name().as_ref().to_owned();
        let value = attribute
            .normalized_value(XmlVersion::Explicit1_0)
            .map_err(|error| ill_formed(&error))?
            .into_owned();
        attributes.push((name, value));
    }
    Ok(Element {
        space,
        name: start.local_name().as_ref().to_owned(),
        attributes,
    })
}

fn space_of(space: &ResolveResult<'_>) -> Space {
    let ResolveResult::Bound(namespace) = space else {
        return Space::Other;
    };
    match namespace.0 {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compatibility,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        _ => Space::Other,
    }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn ill_formed(error: &dyn Display) -> ExtractError {
    damaged(error.to_string())
}

fn damaged(why: impl Into<String>) -> ExtractError {
    ExtractError::damaged("DOCX", why)
}

/// No element of Word has as many.
const ATTRIBUTES_MAX: usize = 256;
