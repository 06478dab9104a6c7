//! A page for the public, before it is text or HTML: sections with words, facts, lists and tables.
//!
//! Every view is made once, as a [`Document`], and shown twice: [`Document::to_text`] for a terminal or a plain file,
//! [`Document::to_html`] for a browser or a printer. Both are functions of the document alone.

use serde::Serialize;

mod layout;
mod table;

pub use table::{Column, Table};

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What the page is, its only heading of the first level.
    pub title: String,
    /// What stands on it.
    pub sections: Vec<Section>,
}

/// A part of a page with a heading of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The heading; empty where there is none to see.
    pub heading: String,
    /// What stands below it.
    pub parts: Vec<Part>,
    /// Sections within this one.
    pub sections: Vec<Section>,
    /// Whether a new sheet of paper begins with it, and in text a line.
    pub breaks: bool,
}

/// What stands in a section.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Part {
    /// Words that may be broken into lines anywhere.
    Words(String),
    /// Lines as they are.
    Lines(Vec<String>),
    /// Names with their values.
    Facts(Vec<(String, String)>),
    /// The same with values in English, such as what a rule says: whoever hears the page hears them as that.
    EnglishFacts(Vec<(String, String)>),
    /// One thing after the other.
    List(Vec<String>),
    /// A table.
    Table(Table),
}

/// Something that can be shown to people: as text, as HTML, and through `serde` as JSON.
pub trait View: Serialize {
    /// The page that it is shown as.
    fn document(&self) -> Document;

    /// The page as text, each line ending with LF.
    fn to_text(&self) -> String {
        self.document().to_text()
    }

    /// The page as HTML, complete and without anything from elsewhere.
    fn to_html(&self) -> String {
        self.document().to_html()
    }
}

impl Document {
    /// An empty page.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            sections: Vec::new(),
        }
    }

    /// The page with one more section.
    #[must_use]
    pub fn with(mut self, section: Section) -> Self {
        self.sections.push(section);
        self
    }

    /// The page as text: its title, then its sections with an empty line between them, each line ending with LF.
    #[must_use]
    pub fn to_text(&self) -> String {
        layout::text(self)
    }

    /// The page as HTML: complete, with its own style sheet for screen and paper, without scripts.
    #[must_use]
    pub fn to_html(&self) -> String {
        crate::html::page(self)
    }
}

impl Section {
    /// A section with nothing in it yet.
    #[must_use]
    pub fn new(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            ..Self::default()
        }
    }

    /// The section with one more part.
    #[must_use]
    pub fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// The section with words below what it has.
    #[must_use]
    pub fn saying(self, words: impl Into<String>) -> Self {
        self.with(Part::Words(words.into()))
    }

    /// The section as text, as it stands within a page: for what is printed below a text of another make.
    #[must_use]
    pub fn to_text(&self) -> String {
        layout::section(self)
    }
}

#[cfg(test)]
mod tests;
