//! A whole protocol: the front page of a meeting, and every paragraph in order.
//!
//! Invariants: a paragraph that was compiled stands as it was compiled; when the log no longer gives that text, the
//! protocol says so. What cannot be put together is named, not left out.
//!
//! Section: 5:67–69, 6:35; docs/procedure.md, "States".

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;
use tingbok_procedure::admission::Body;
use tingbok_procedure::content::{AgendaItem, BodyKind, Day, Person};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Event, Kind, Moment, Stream};

use crate::compiled::Shown;
use crate::document::{Document, View};
use crate::paragraph::{Kept, Pause};
use crate::person::told_apart;
use crate::projection::{Logged, Unread, unread};

pub use sheet::Sheet;

mod course;
mod duty;
mod front;
mod sheet;

/// A meeting's protocol.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Protocol {
    /// The body's name.
    pub body: Option<String>,
    /// Board or assembly.
    pub kind: Option<BodyKind>,
    /// The day of the meeting.
    pub meeting: String,
    /// Where it was, else where it was to be.
    pub place: Option<String>,
    /// When it was summoned.
    pub summoned: Option<Moment>,
    /// When it was opened.
    pub opened: Option<Moment>,
    /// The adjournments, in order.
    pub pauses: Vec<Pause>,
    /// When the doors were closed and opened, in order; `true` is closed.
    pub doors: Vec<(bool, Moment)>,
    /// When it was closed.
    pub closed: Option<Moment>,
    /// Why it was cancelled, when it was.
    pub cancelled: Option<String>,
    /// Who led it.
    pub chair: Option<Person>,
    /// Who wrote the minutes.
    pub secretary: Option<Person>,
    /// Whether a roll was called: without one nobody knows who decided.
    pub attendance_recorded: bool,
    /// Those who decided (*beslutande*), in the order in which they began to serve.
    pub deciding: Vec<Deciding>,
    /// Those who served, and took part in no decision: they came later, or were recused.
    pub not_deciding: Vec<Deciding>,
    /// Substitutes who were there and never served.
    pub substitutes: Vec<Person>,
    /// Others who were there.
    pub others: Vec<Person>,
    /// Members who were never there.
    pub absent: Vec<Person>,
    /// Those appointed to adjust the minutes, beside the chair.
    pub adjusters: Vec<Person>,
    /// The day set for it.
    pub adjust_on: Option<Day>,
    /// What the summons said would be dealt with.
    pub agenda: Vec<AgendaItem>,
    /// What was added to it.
    pub added: Vec<AgendaItem>,
    /// What was taken off.
    pub removed: Vec<AgendaItem>,
    /// How the agenda was adopted, in words.
    pub agenda_words: String,
    /// The paragraphs, in the order in which the items were opened.
    pub paragraphs: Vec<Sheet>,
    /// Words of a source that belong to no item and fit no kind.
    pub kept: Vec<Kept>,
    /// Entries that could not be read.
    pub unread: Vec<Unread>,
    /// Where notices are posted unless something else is stated.
    #[serde(skip)]
    notice_place: Option<String>,
}

/// Somebody who served.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deciding {
    /// Who.
    pub person: Person,
    /// In whose place, of a substitute.
    #[serde(rename = "for")]
    pub in_place_of: Option<Person>,
    /// The paragraphs decided.
    pub items: BTreeSet<u32>,
    /// Whether these are all that were decided or closed.
    pub all: bool,
}

/// A day without a meeting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no event of a meeting on {0} is among these entries")]
pub struct NoMeeting(pub Date);

impl Protocol {
    /// The protocol of a meeting from the entries of its stream, its paragraphs' streams and the body, in the order of
    /// the log; others among them are passed over.
    ///
    /// # Errors
    /// [`NoMeeting`] when none of them is of a meeting on that day.
    pub fn project(on: Date, entries: &[Logged]) -> Result<Self, NoMeeting> {
        let events: Vec<&Event> = entries.iter().filter_map(Logged::event).collect();
        let of_meeting = |event: &&&Event| event.stream == Stream::Meeting(on);
        let meeting: Vec<&Event> = events.iter().filter(of_meeting).copied().collect();
        if meeting.is_empty() {
            return Err(NoMeeting(on));
        }
        let mut protocol = Self {
            meeting: on.to_string(),
            unread: unread(entries).into_iter().filter(is_missed).collect(),
            ..Self::default()
        };
        let mut body = Body::default();
        let of_body = events.iter().filter(|event| event.stream == Stream::Body);
        of_body.for_each(|event| body.apply(event));
        if let Some(rules) = body.on(on) {
            protocol.body = Some(rules.name.clone());
            protocol.kind = Some(rules.kind);
            protocol.notice_place.clone_from(&rules.notice_place);
        }
        let roster: Vec<Person> = events.iter().filter_map(|event| elected(event)).collect();
        protocol.follow(&meeting, &roster);
        let opened = meeting.iter().filter_map(|event| match &event.content {
            Content::ItemOpened(opened) => Some(opened.item.0),
            _ => None,
        });
        let mut seen = BTreeSet::new();
        let numbers = opened.filter(|number| seen.insert(*number));
        let at = |number| ParagraphRef {
            year: on.year(),
            number,
        };
        protocol.paragraphs = numbers
            .map(|number| Sheet::of(at(number), on, &events, Shown::of(entries)))
            .collect();
        Ok(protocol)
    }
}

impl Protocol {
    /// A person, told apart from a namesake at the meeting.
    fn name(&self, person: &Person) -> String {
        told_apart(person, self.persons())
    }

    fn persons(&self) -> impl Iterator<Item = &Person> {
        let served = self.deciding.iter().chain(&self.not_deciding);
        let served = served.flat_map(|one| std::iter::once(&one.person).chain(&one.in_place_of));
        let others = [&self.substitutes, &self.others, &self.absent, &self.adjusters];
        served
            .chain(others.into_iter().flatten())
            .chain(&self.chair)
            .chain(&self.secretary)
    }
}

/// Who was elected, with the name in the roster.
fn elected(event: &Event) -> Option<Person> {
    let Content::MemberElected(elected) = &event.content else {
        return None;
    };
    Some(Person {
        member: Some(elected.member.clone()),
        ..elected.person.clone()
    })
}

impl View for Protocol {
    fn document(&self) -> Document {
        let mut page = front::page(self);
        page.sections.extend(self.paragraphs.iter().map(Sheet::section));
        page
    }

    /// The front page, then the paragraphs in the words that are signed.
    fn to_text(&self) -> String {
        let mut chunks = vec![front::page(self).to_text()];
        chunks.extend(self.paragraphs.iter().map(Sheet::to_text));
        chunks.join("\n")
    }
}

/// Of the body's stream the page shows what the body is, and of the roster nothing.
fn is_missed(unread: &Unread) -> bool {
    unread.stream != "body" || unread.may_be_one_of(&[Kind::BodyConstituted])
}

#[cfg(test)]
mod tests;
