//! What an event cites outside its own stream: older cases and paragraphs, as people cite them.
//!
//! A citation need not resolve. The engine says which of them the ledger holds; one that it does not hold is a
//! note, never an error.
//!
//! Spec: docs/procedure.md, "The seeds".

use std::fmt;

use jiff::civil::Date;

use crate::content::{Content, Reference};
use crate::event::Event;
use crate::stream::{ParagraphRef, Stream};

/// Something that an event cites.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Cited {
    /// A case, by its number as printed.
    Case(String),
    /// A paragraph of older minutes, by its number, and by the day of its meeting as far as that is stated.
    Paragraph {
        /// The number of the paragraph.
        number: u32,
        /// The day of the meeting, when the whole of it is stated.
        date: Option<Date>,
    },
}

impl Cited {
    /// The paragraph's number with its year; `None` for a case, and where no day is stated.
    #[must_use]
    pub fn paragraph(&self) -> Option<ParagraphRef> {
        match self {
            Self::Paragraph {
                number,
                date: Some(date),
            } => Some(ParagraphRef {
                year: date.year(),
                number: *number,
            }),
            _ => None,
        }
    }

    /// The stream that a cited case would stand in; `None` for a paragraph.
    ///
    /// A case whose number may be secret stands in a stream of another name: then only the case's own field tells.
    #[must_use]
    pub fn stream(&self) -> Option<Stream> {
        match self {
            Self::Case(number) => Some(Stream::case(number)),
            Self::Paragraph { .. } => None,
        }
    }
}

impl fmt::Display for Cited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case(number) => f.write_str(number),
            Self::Paragraph {
                number,
                date: Some(date),
            } => write!(f, "§ {number} of {date}"),
            Self::Paragraph { number, date: None } => write!(f, "§ {number}"),
        }
    }
}

/// The cases and paragraphs that an event cites, in the order in which it does, each once.
///
/// The case in whose own stream the event stands is not cited by it.
#[must_use]
pub fn references(event: &Event) -> Vec<Cited> {
    let all = match &event.content {
        Content::ItemOpened(opened) => opened.case.iter().cloned().map(Cited::Case).collect(),
        Content::DocumentRegistered(document) => {
            let own = document.case.iter().cloned().map(Cited::Case);
            own.chain(document.references.iter().flat_map(cited)).collect()
        }
        _ => Vec::new(),
    };
    once(all, &event.stream)
}

/// A reference may name a case, a paragraph, or a paragraph and the case that it belongs to.
fn cited(reference: &Reference) -> impl Iterator<Item = Cited> {
    let date = reference.date.as_deref().and_then(|date| date.parse().ok());
    let case = reference.case.clone().map(Cited::Case);
    let paragraph = reference
        .paragraph
        .map(|number| Cited::Paragraph { number, date });
    case.into_iter().chain(paragraph)
}

fn once(all: Vec<Cited>, own: &Stream) -> Vec<Cited> {
    let mut kept: Vec<Cited> = Vec::new();
    for cited in all {
        if cited.stream().as_ref() != Some(own) && !kept.contains(&cited) {
            kept.push(cited);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::draft::Draft;

    #[test]
    fn a_letter_cites_cases_and_paragraphs() {
        let content = json!({
            "kind": "official_letter", "title": "Revidering av verksamhetsplanen", "case": "NN/12/2026",
            "references": [
                {"case": "NN/7/2025"},
                {"paragraph": 41, "date": "2026-03-11"},
                {"paragraph": 9, "date": "våren 2025"},
                {"paragraph": 41, "date": "2026-03-11"},
            ],
        });
        let cited = references(&event("case/nn-12-2026", "document.registered/1", content));
        let said: Vec<String> = cited.iter().map(Cited::to_string).collect();
        assert_eq!(said, ["NN/7/2025", "§ 41 of 2026-03-11", "§ 9"]);
        let at = ParagraphRef {
            year: 2026,
            number: 41,
        };
        let paragraphs: Vec<_> = cited.iter().map(Cited::paragraph).collect();
        assert_eq!(paragraphs, [None, Some(at), None]);
    }

    #[test]
    fn an_item_cites_its_case() {
        let content = json!({"item": 41, "title": ["Plan"], "case": "NN/12/2026"});
        let cited = references(&event("meeting/2026-03-11", "item.opened/1", content));
        assert_eq!(cited, [Cited::Case("NN/12/2026".to_owned())]);
        assert_eq!(cited[0].stream(), Some(Stream::case("NN/12/2026")));
    }

    fn event(stream: &str, kind: &str, content: serde_json::Value) -> Event {
        let draft = Draft {
            id: String::new(),
            stream: stream.to_owned(),
            kind: kind.to_owned(),
            at: "2026-03-11".to_owned(),
            content,
        };
        draft.event().unwrap()
    }
}
