//! The audit trail of a paragraph: every entry that touched it, with who signed it and what holds it fast.
//!
//! Invariant: one row for each entry that is given, understood or not, in the order of the log.
//!
//! Section: docs/spec, entries; docs/procedure.md, "What the law asks of the software itself".

use serde::Serialize;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Event, Moment, Stream};

use crate::document::{Column, Document, Part, Section, Table, View};
use crate::projection::{Logged, Unread, What, unread, unread_section};
use crate::term::swedish;
use crate::text::wording::{clock, one_line};

mod summary;

/// What an event says, on one line in Swedish; empty where its kind says it all.
#[must_use]
pub fn said(content: &Content) -> String {
    summary::of(content)
}

/// The trail of a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trail {
    /// The paragraph.
    pub paragraph: ParagraphRef,
    /// The item's title, when its opening is among the entries.
    pub title: Option<String>,
    /// What touched it.
    pub entries: Vec<Touch>,
    /// Entries that could not be read; they are among `entries` too.
    pub unread: Vec<Unread>,
}

/// An entry that touched a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Touch {
    /// Its index.
    pub index: u64,
    /// When it was received, RFC 3339 in UTC.
    pub received: String,
    /// When it happened, as its author claims; `None` of an entry that could not be read.
    pub at: Option<Moment>,
    /// Its stream.
    pub stream: String,
    /// Its kind, with its version.
    pub kind: String,
    /// The kind in Swedish.
    pub words: String,
    /// What it says, on one line.
    pub summary: String,
    /// Those who signed it.
    pub signers: Vec<Signed>,
    /// The event's id.
    pub event: Option<String>,
    /// SHA-256 of the event's text.
    pub digest: Option<String>,
    /// The chain hash after the entry, BLAKE3.
    pub chain: String,
}

/// Somebody who signed an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signed {
    /// The handle of the key.
    pub handle: String,
    /// Who holds it, as its enrolment says.
    pub holder: Option<String>,
}

impl Trail {
    /// The trail of a paragraph from the entries that touched it, in the order of the log.
    #[must_use]
    pub fn of(paragraph: ParagraphRef, entries: &[Logged]) -> Self {
        let title = |event: &Event| match (&event.stream, &event.content) {
            (Stream::Meeting(date), Content::ItemOpened(opened)) => {
                let ours = date.year() == paragraph.year && opened.item.0 == paragraph.number;
                ours.then(|| one_line(&opened.title.concat()))
            }
            _ => None,
        };
        Self {
            paragraph,
            title: entries.iter().filter_map(Logged::event).find_map(title),
            entries: entries.iter().map(touch).collect(),
            unread: unread(entries),
        }
    }
}

impl View for Trail {
    fn document(&self) -> Document {
        let title = self.title.as_deref().map(|title| format!(" {title}"));
        let mut page = Document::new(format!(
            "Spår av § {}{}",
            self.paragraph,
            title.unwrap_or_default()
        ));
        page.sections.extend(unread_section(&self.unread));
        let columns = ["Post", "När", "Händelse", "Undertecknad av", "Innehåll"];
        let mut columns = columns.map(Column::left).to_vec();
        if let Some(first) = columns.first_mut() {
            first.right = true;
        }
        let mut table = Table::new("Poster", columns);
        table.rows = self.entries.iter().map(Touch::row).collect();
        let sums = self.entries.iter().map(Touch::sums).collect();
        page.with(Section::new("Poster").with(Part::Table(table))).with(
            Section::new("Kontrollsummor")
                .saying(SUMS)
                .with(Part::Facts(sums)),
        )
    }
}

impl Touch {
    fn row(&self) -> Vec<String> {
        let at = self.at.as_ref().map_or_else(
            || format!("mottagen {}", self.received),
            |at| match clock(at) {
                Some(clock) => format!("{} {clock}", at.date()),
                None => at.date().to_string(),
            },
        );
        let signer = |signed: &Signed| match &signed.holder {
            Some(holder) => format!("{} ({holder})", signed.handle),
            None => signed.handle.clone(),
        };
        let signers: Vec<String> = self.signers.iter().map(signer).collect();
        vec![
            self.index.to_string(),
            at,
            self.words.clone(),
            signers.join(", "),
            self.summary.clone(),
        ]
    }

    fn sums(&self) -> (String, String) {
        let event = self
            .digest
            .as_deref()
            .map(|digest| format!("händelse {digest}\n"));
        let words = format!("{}kedja {}", event.unwrap_or_default(), self.chain);
        (self.index.to_string(), words)
    }
}

fn touch(entry: &Logged) -> Touch {
    let mut touch = Touch {
        index: entry.index,
        received: entry.received.clone(),
        at: None,
        stream: String::new(),
        kind: String::new(),
        words: String::new(),
        summary: String::new(),
        signers: Vec::new(),
        event: None,
        digest: None,
        chain: entry.chain.clone(),
    };
    match &entry.what {
        What::Event(event) => of_event(&mut touch, event),
        What::Ledger { kind, names } => {
            touch.stream = "ledger".to_owned();
            touch.kind.clone_from(kind);
            touch.words = of_ledger(kind).to_owned();
            touch.summary = match names.as_slice() {
                [] => String::new(),
                names => format!("berör {}", summary::entries(names)),
            };
        }
        What::Unread { stream, kind, .. } => {
            touch.stream.clone_from(stream);
            touch.kind.clone_from(kind);
            touch.words.clone_from(kind);
            "kan inte läsas här".clone_into(&mut touch.summary);
        }
    }
    touch
}

fn of_event(touch: &mut Touch, event: &Event) {
    touch.at = Some(event.at.clone());
    touch.stream = event.stream.to_string();
    touch.kind = event.kind().name().to_owned();
    touch.words = swedish(event.kind()).to_owned();
    touch.summary = summary::of(&event.content);
    touch.event = Some(event.id.clone());
    if let Some(signed) = &event.signed {
        touch.digest = Some(signed.digest.clone());
        let signer = |signer: &tingbok_procedure::Signer| Signed {
            handle: signer.handle.clone(),
            holder: signer.holder.clone(),
        };
        touch.signers = signed.by.iter().map(signer).collect();
    }
}

fn of_ledger(kind: &str) -> &'static str {
    match kind.split_once('/').map_or(kind, |(name, _)| name) {
        "field.erased" => "gallring",
        "field.lost" => "förlorad uppgift",
        _ => "nycklar",
    }
}

const SUMS: &str =
    "Händelsens SHA-256 är vad som undertecknades; kedjans BLAKE3 binder posten till alla före den.";

#[cfg(test)]
mod tests;
