//! The notice board as a page, and the list of what is due.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use tingbok_procedure::limits::{Due, Duty, Stage};

use super::{NoticeBoard, Posted};
use crate::document::{Column, Document, Part, Section, Table, View};
use crate::projection::{Unread, unread_section};

/// Which paragraphs a notice board lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// What is up, what waits for something, and what came down within the last 30 days.
    Current,
    /// Every paragraph.
    All,
}

/// The notice board on a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Notices {
    /// The body's name.
    pub body: Option<String>,
    /// The day.
    pub on: Date,
    /// The paragraphs, by year and number.
    pub paragraphs: Vec<Posted>,
    /// How many are not listed, since their notice came down long ago.
    pub left_out: usize,
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
    /// The paragraphs with which something is due: overdue first, then by day, then by year and number.
    pub due: Vec<Posted>,
    /// Entries that might have told more.
    pub unread: Vec<Unread>,
}

impl NoticeBoard {
    /// The board at the end of a day.
    #[must_use]
    pub fn notices(&self, on: Date, listed: Listed) -> Notices {
        let is_listed = |one: &Posted| listed == Listed::All || is_current(one, on);
        let (paragraphs, left_out): (Vec<Posted>, Vec<Posted>) = self.on(on).partition(is_listed);
        Notices {
            body: self.body(on).map(str::to_owned),
            on,
            paragraphs,
            left_out: left_out.len(),
            unread: self.unread.clone(),
        }
    }

    /// What is due at the end of a day.
    #[must_use]
    pub fn due(&self, on: Date) -> DueList {
        let mut due: Vec<Posted> = self.on(on).filter(|one| one.due.is_some()).collect();
        due.sort_by_key(|one| (one.due.map(|due| (!due.overdue, due.by)), one.paragraph));
        DueList {
            body: self.body(on).map(str::to_owned),
            on,
            due,
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
        let said = match (self.left_out, shown_since(self.on)) {
            (0, _) if self.paragraphs.is_empty() => "Det finns ingen paragraf.".to_owned(),
            (0, _) => return page,
            (1, since) => format!("1 paragraf vars anslag togs ned före {since} visas inte."),
            (some, since) => format!("{some} paragrafer vars anslag togs ned före {since} visas inte."),
        };
        page.with(Section::new("").saying(said))
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
            let rows: Vec<Vec<String>> = self
                .due
                .iter()
                .filter_map(|one| Some((one, one.due.filter(|due| due.overdue == overdue)?)))
                .map(|(one, due)| due_row(one, due))
                .collect();
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

fn due_row(one: &Posted, due: Due) -> Vec<String> {
    let what = match due.what {
        Duty::Adjust => "justera",
        Duty::Post => "anslå",
        Duty::TakeDown => "ta ned anslaget",
    };
    vec![
        due.by.to_string(),
        what.to_owned(),
        one.paragraph.to_string(),
        day(one.times.meeting),
        one.title.clone(),
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

/// Whether a paragraph is still of interest: something is to be done, or its notice is up or came down lately.
fn is_current(one: &Posted, on: Date) -> bool {
    let lately = |removed: Date| removed >= shown_since(on);
    one.due.is_some() || one.times.removed.is_none_or(lately)
}

/// The first day of the 30 before a day: what came down since is still listed. No law says how long; it is time enough
/// to see that a notice came down, and that the decision gained force.
fn shown_since(on: Date) -> Date {
    on.saturating_sub(30.days())
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
