//! A case file (*akt*): documents, proposals, what meetings made of them, assignments, and what was corrected or revised later.
//!
//! Invariant: every event of the case's own stream has a place here; a reference says whether this ledger holds what it
//! names, and one that does not resolve is shown as it was written.
//!
//! Section: OSL 5:1–2; docs/procedure.md, "Event kinds".

use serde::Serialize;
use tingbok_procedure::content::{
    AssignmentGiven, DecisionId, DecisionMade, DecisionRef, DecisionRevised, DocumentRegistered,
    ParagraphCorrected, Point, ProposalSubmitted, Text,
};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Cited, Content, Event, Moment, Stream, references};

use crate::afterwards::Dated;
use crate::directory::Directory;
use crate::document::{Document, View};
use crate::paragraph::{Kept, Paragraph, Step};
use crate::projection::{Logged, Unread, unread};
use crate::text::motions_short;
use crate::text::wording::one_line;
use crate::voting_list::result;

mod page;

/// A case with everything that belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CaseFile {
    /// The number as printed.
    pub number: String,
    /// The title, when the case was registered.
    pub title: Option<String>,
    /// When it was registered.
    pub registered: Option<Moment>,
    /// When it was closed.
    pub closed: Option<Moment>,
    /// Why it was closed.
    pub closing_reason: Text,
    /// The documents, in the order recorded.
    pub documents: Vec<CaseDocument>,
    /// The proposals, in the order recorded.
    pub proposals: Vec<Placed<ProposalSubmitted>>,
    /// The items in meetings, by year and number.
    pub items: Vec<CaseItem>,
    /// The assignments, in the order recorded.
    pub assignments: Vec<Placed<AssignmentGiven>>,
    /// Words of a source that fit no kind.
    pub kept: Vec<Kept>,
    /// Entries that could not be read.
    pub unread: Vec<Unread>,
}

/// Content with its entry and time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Placed<T> {
    /// The index of the entry.
    pub index: u64,
    /// When.
    pub at: Moment,
    /// What it says.
    pub content: T,
}

/// A document with what it refers to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseDocument {
    /// The document.
    #[serde(flatten)]
    pub document: Placed<DocumentRegistered>,
    /// What it refers to.
    pub references: Vec<CaseReference>,
}

/// A reference, and whether it resolves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseReference {
    /// As it is written, in Swedish.
    pub words: String,
    /// Whether this ledger holds what it names.
    pub resolves: bool,
    /// The paragraph that it leads to.
    pub paragraph: Option<ParagraphRef>,
}

/// What a meeting made of the case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseItem {
    /// The paragraph.
    pub paragraph: ParagraphRef,
    /// The day of the meeting.
    pub meeting: String,
    /// The item's title.
    pub title: String,
    /// The motions, each on one line.
    pub motions: Vec<String>,
    /// The counts, each on one line.
    pub votes: Vec<String>,
    /// The decisions.
    pub decisions: Vec<DecisionMade>,
    /// Earlier decisions that this paragraph changes.
    pub revises: Vec<Revised>,
    /// Later decisions that change this paragraph's.
    pub revised_by: Vec<Revision>,
    /// The corrections of its minutes.
    pub corrections: Vec<Dated<ParagraphCorrected>>,
    /// Why its events give no paragraph, where they give none.
    pub remark: Option<String>,
}

/// A decision that a later one changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Revised {
    /// Its paragraph.
    pub paragraph: ParagraphRef,
    /// Its name; `None` for all of the paragraph's.
    pub decision: Option<DecisionId>,
}

/// A later decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Revision {
    /// The decision that it changes; `None` for all of the paragraph's.
    pub decision: Option<DecisionId>,
    /// The later decision.
    pub by: DecisionRef,
    /// The day of its meeting; `None` where this ledger does not hold it.
    pub meeting: Option<String>,
    /// The day on which it was decided: in a meeting of several days not always the first. The last of several.
    pub decided: Option<String>,
    /// What was decided.
    pub points: Vec<Point>,
}

/// A name that leads to no case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("case `{0}` is not in this ledger")]
pub struct NoCase(pub String);

impl CaseFile {
    /// The file of a case, by its number or the name of its stream, from the entries that the directory names.
    ///
    /// # Errors
    /// [`NoCase`] when the directory knows of no such case.
    pub fn project(name: &str, directory: &Directory, entries: &[Logged]) -> Result<Self, NoCase> {
        let case = directory.case(name).ok_or_else(|| NoCase(name.to_owned()))?;
        let mut file = Self {
            number: case.number.clone(),
            unread: unread(entries),
            ..Self::default()
        };
        for entry in entries {
            let event = entry
                .event()
                .filter(|event| case.streams.contains(&event.stream.to_string()));
            if let Some(event) = event {
                file.take(entry.index, event, directory);
            }
        }
        let events: Vec<&Event> = entries.iter().filter_map(Logged::event).collect();
        file.items = case.items.iter().map(|&at| item(at, &events)).collect();
        Ok(file)
    }

    fn take(&mut self, index: u64, event: &Event, directory: &Directory) {
        match &event.content {
            Content::CaseRegistered(c) => {
                self.title = Some(one_line(&c.title.concat()));
                self.registered = Some(event.at.clone());
            }
            Content::CaseClosed(c) => {
                self.closed = Some(event.at.clone());
                self.closing_reason = c.reason.clone();
            }
            Content::DocumentRegistered(c) => self.documents.push(CaseDocument {
                document: Placed::of(index, event, c),
                references: references(event)
                    .iter()
                    .map(|cited| resolve(cited, directory))
                    .collect(),
            }),
            Content::ProposalSubmitted(c) => self.proposals.push(Placed::of(index, event, c)),
            Content::AssignmentGiven(c) => self.assignments.push(Placed::of(index, event, c)),
            Content::PassageKept(c) => self.kept.push(Kept {
                event: event.id.clone(),
                reason: c.reason.clone(),
                quote: event.source.quote.clone(),
                lines: event.source.lines.clone(),
            }),
            _ => {}
        }
    }
}

impl View for CaseFile {
    fn document(&self) -> Document {
        page::page(self)
    }
}

impl<T: Clone> Placed<T> {
    fn of(index: u64, event: &Event, content: &T) -> Self {
        Self {
            index,
            at: event.at.clone(),
            content: content.clone(),
        }
    }
}

/// The item of a paragraph; where its events give none, that is remarked.
fn item(at: ParagraphRef, events: &[&Event]) -> CaseItem {
    let own = own(at, events);
    let mut item = CaseItem {
        paragraph: at,
        meeting: String::new(),
        title: String::new(),
        motions: Vec::new(),
        votes: Vec::new(),
        decisions: Vec::new(),
        revises: events.iter().filter_map(|event| revised(event, at)).collect(),
        revised_by: Vec::new(),
        corrections: Vec::new(),
        remark: None,
    };
    match Paragraph::project(&own) {
        Ok(paragraph) => item.fill(&paragraph, events),
        Err(error) => item.remark = Some(format!("Händelserna ger ingen paragraf: {error}.")),
    }
    item
}

impl CaseItem {
    fn fill(&mut self, paragraph: &Paragraph, events: &[&Event]) {
        let decision = |step: &Step| match step {
            Step::Decision(made) => Some(made.content.clone()),
            _ => None,
        };
        self.meeting.clone_from(&paragraph.meeting);
        self.title = paragraph.title();
        self.motions = motions_short(paragraph);
        self.votes = paragraph.proceedings.iter().filter_map(vote).collect();
        self.decisions = paragraph.proceedings.iter().filter_map(decision).collect();
        let after = &paragraph.afterwards;
        self.revised_by = after
            .revisions
            .iter()
            .map(|dated| revision(&dated.content, events))
            .collect();
        self.corrections.clone_from(&after.corrections);
    }
}

/// The events of a paragraph's item and its own streams.
fn own(at: ParagraphRef, events: &[&Event]) -> Vec<Event> {
    let ours = |event: &&&Event| match &event.stream {
        Stream::Meeting(date) => {
            date.year() == at.year && event.content.item().is_some_and(|item| item.0 == at.number)
        }
        stream => stream.paragraph() == Some(at),
    };
    events.iter().filter(ours).map(|event| (*event).clone()).collect()
}

/// A later decision, with its words where its item is among the events.
fn revision(revised: &DecisionRevised, events: &[&Event]) -> Revision {
    let later = Paragraph::project(&own(revised.by.paragraph, events)).ok();
    let steps = later.iter().flat_map(|paragraph| &paragraph.proceedings);
    let named = |made: &DecisionMade| {
        let name = revised.by.decision.as_ref();
        name.is_none_or(|name| *name == made.decision)
    };
    let made = steps.filter_map(|step| match step {
        Step::Decision(made) if named(&made.content) => Some(made),
        _ => None,
    });
    let made: Vec<_> = made.collect();
    let decided = later.as_ref().map(|paragraph| {
        let day = |event: &String| match paragraph.decided_on.get(event) {
            Some(day) => day.to_string(),
            None => paragraph.meeting.clone(),
        };
        let last = made.iter().map(|made| day(&made.event)).max();
        last.unwrap_or_else(|| paragraph.meeting.clone())
    });
    Revision {
        decision: revised.decision.clone(),
        by: revised.by.clone(),
        points: made.iter().flat_map(|made| made.content.points.clone()).collect(),
        decided,
        meeting: later.map(|paragraph| paragraph.meeting),
    }
}

fn vote(step: &Step) -> Option<String> {
    let Step::Vote(poll) = step else {
        return None;
    };
    let sums = result(poll)?;
    Some(format!(
        "{} ja, {} nej, {} avstår",
        sums.yes, sums.no, sums.abstain
    ))
}

/// The decision that this event says `by` revises.
fn revised(event: &Event, by: ParagraphRef) -> Option<Revised> {
    match &event.content {
        Content::DecisionRevised(c) if c.by.paragraph == by => Some(Revised {
            paragraph: event.stream.paragraph()?,
            decision: c.decision.clone(),
        }),
        _ => None,
    }
}

fn resolve(cited: &Cited, directory: &Directory) -> CaseReference {
    let paragraph = match cited {
        Cited::Paragraph { number, date: None } => match directory.years_of(*number).as_slice() {
            [year] => Some(ParagraphRef {
                year: *year,
                number: *number,
            }),
            // Without its day, a number that several years have leads nowhere.
            _ => None,
        },
        _ => cited.paragraph(),
    };
    let place = paragraph.and_then(|at| directory.paragraph(at));
    let of_that_day = place.is_some_and(|place| match (cited, place.meeting) {
        (Cited::Paragraph { date: Some(date), .. }, Some(meeting)) => meeting.0 == *date,
        (_, meeting) => meeting.is_some(),
    });
    let (words, resolves) = match cited {
        Cited::Case(number) => (number.clone(), directory.case(number).is_some()),
        Cited::Paragraph {
            number,
            date: Some(date),
        } => (format!("§ {number} den {date}"), of_that_day),
        Cited::Paragraph { number, date: None } => (format!("§ {number}"), of_that_day),
        other => (other.to_string(), false),
    };
    CaseReference {
        words,
        resolves,
        paragraph: paragraph.filter(|_| of_that_day),
    }
}

#[cfg(test)]
mod tests;
