//! The notice board as a page, and the list of what is due.

use jiff::civil::Date;
use serde::Serialize;
use tingbok_procedure::limits::{Due, Duty, Stage};

use super::{NoticeBoard, Posted};
use crate::document::{Column, Document, Part, Section, Table, View};
use crate::projection::{Unread, unread_section};

/// The notice board on a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Notices {
    /// The body's name.
    pub body: Option<String>,
    /// The day.
    pub on: Date,
    /// The paragraphs, by year and number.
    pub paragraphs: Vec<Posted>,
    /// Entries that might have told more.
    pub unread: Vec<Unread>,
}

/// What a registrar has to do, as things stand on a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DueList {
    /// The body's name.
    pub body: Option<String>,
    /// The day.
    pub on: Date,
    /// What is due: overdue first, then by day, then by year and number.
    pub due: Vec<DueParagraph>,
    /// Entries that might have told more.
    pub unread: Vec<Unread>,
}

/// A paragraph with which something is to be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DueParagraph {
    /// What, and by when.
    #[serde(flatten)]
    pub due: Due,
    /// The paragraph.
    #[serde(flatten)]
    pub posted: Posted,
}

impl NoticeBoard {
    /// The board at the end of a day.
    #[must_use]
    pub fn notices(&self, on: Date) -> Notices {
        Notices {
            body: self.body.clone(),
            on,
            paragraphs: self.on(on).collect(),
            unread: self.unread.clone(),
        }
    }

    /// What is due at the end of a day.
    #[must_use]
    pub fn due(&self, on: Date) -> DueList {
        let due = |posted: Posted| posted.due.map(|due| DueParagraph { due, posted });
        let mut all: Vec<DueParagraph> = self.on(on).filter_map(due).collect();
        all.sort_by_key(|one| (!one.due.overdue, one.due.by, one.posted.paragraph));
        DueList {
            body: self.body.clone(),
            on,
            due: all,
            unread: self.unread.clone(),
        }
    }
}

impl View for Notices {
    fn document(&self) -> Document {
        let mut page = Document::new(titled("Anslagstavla", self.body.as_deref(), self.on));
        page.sections.extend(unread_section(&self.unread));
        for heading in GROUPS {
            let members = self.paragraphs.iter().filter(|one| group(&one.stage) == heading);
            let rows: Vec<Vec<String>> = members.map(row).collect();
            if !rows.is_empty() {
                page.sections
                    .push(Section::new(heading).with(Part::Table(table(heading, rows))));
            }
        }
        if self.paragraphs.is_empty() {
            page.sections
                .push(Section::new("").saying("Det finns ingen paragraf."));
        }
        page
    }
}

impl View for DueList {
    fn document(&self) -> Document {
        let mut page = Document::new(titled("Att göra", self.body.as_deref(), self.on));
        page.sections.extend(unread_section(&self.unread));
        if self.due.is_empty() {
            return page.with(Section::new("").saying("Ingenting är att göra."));
        }
        for (heading, overdue) in [("Försenat", true), ("Återstår", false)] {
            let members = self.due.iter().filter(|one| one.due.overdue == overdue);
            let rows: Vec<Vec<String>> = members.map(due_row).collect();
            if !rows.is_empty() {
                let columns = ["Dag", "Vad", "§", "Sammanträde", "Ärende"]
                    .map(Column::left)
                    .to_vec();
                let table = Table {
                    rows,
                    ..Table::new(heading, columns)
                };
                page.sections.push(Section::new(heading).with(Part::Table(table)));
            }
        }
        page
    }
}

fn due_row(one: &DueParagraph) -> Vec<String> {
    let what = match one.due.what {
        Duty::Adjust => "justera",
        Duty::Post => "anslå",
        Duty::TakeDown => "ta ned anslaget",
    };
    vec![
        one.due.by.to_string(),
        what.to_owned(),
        one.posted.paragraph.to_string(),
        day(one.posted.times.meeting),
        one.posted.title.clone(),
    ]
}

fn table(caption: &str, rows: Vec<Vec<String>>) -> Table {
    let columns = ["§", "Sammanträde", "Ärende", "Läge", "Plats"]
        .map(Column::left)
        .to_vec();
    Table {
        rows,
        ..Table::new(caption, columns)
    }
}

fn row(posted: &Posted) -> Vec<String> {
    vec![
        posted.paragraph.to_string(),
        day(posted.times.meeting),
        posted.title.clone(),
        posted.words.clone(),
        posted.place.clone().unwrap_or_default(),
    ]
}

/// The part of the board that a paragraph stands in.
const fn group(stage: &Stage) -> &'static str {
    match stage {
        Stage::AppealTime { .. } | Stage::ToTakeDown { .. } => UP,
        Stage::Planned
        | Stage::ToAdjust { .. }
        | Stage::AdjustmentOverdue { .. }
        | Stage::ToPost { .. }
        | Stage::PostingOverdue { .. } => WAITING,
        _ => DOWN,
    }
}

const UP: &str = "Anslagna";
const WAITING: &str = "Väntar på justering eller anslag";
const DOWN: &str = "Nedtagna";
const GROUPS: [&str; 3] = [UP, WAITING, DOWN];

fn day(day: Option<Date>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

fn titled(what: &str, body: Option<&str>, on: Date) -> String {
    match body {
        Some(body) => format!("{what} för {body} den {on}"),
        None => format!("{what} den {on}"),
    }
}
