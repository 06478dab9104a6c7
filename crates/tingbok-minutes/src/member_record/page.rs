//! A member's record as a page.

use std::collections::BTreeSet;

use tingbok_procedure::content::{Choice, Office};

use super::record::{Counts, MeetingRecord, MemberRecord, Presence};
use super::{Ballot, Term};
use crate::document::{Column, Document, Part, Section, Table};
use crate::projection::unread_section;
use crate::service::paragraphs;
use crate::text::wording::one_line;

pub(super) fn page(record: &MemberRecord) -> Document {
    let mut page = Document::new(format!("Förtroendevald: {}", record.person));
    page.sections.extend(unread_section(&record.unread));
    let terms = record.terms.iter().map(term).collect::<Vec<_>>();
    let roster = Section::new("Uppdrag");
    page.sections.push(if terms.is_empty() {
        roster.saying("Personen finns inte i förteckningen över ledamöter och ersättare.")
    } else {
        roster.with(Part::List(terms))
    });
    page.sections
        .push(Section::new("Sammanfattning").with(Part::Facts(counts(&record.counts))));
    if !record.meetings.is_empty() {
        page.sections
            .push(Section::new("Sammanträden").with(Part::Table(meetings(record))));
    }
    let votes: Vec<Vec<String>> = record.meetings.iter().flat_map(votes).collect();
    if !votes.is_empty() {
        let columns = ["Sammanträde", "§", "Omröstning", "Röst"]
            .map(Column::left)
            .to_vec();
        let table = Table {
            rows: votes,
            ..Table::new("Röster", columns)
        };
        page.sections
            .push(Section::new("Röster").with(Part::Table(table)));
    }
    page
}

fn term(term: &Term) -> String {
    let order = term
        .order
        .map(|order| format!(", nummer {order} i ordningen"))
        .unwrap_or_default();
    let until = term
        .until
        .map(|day| format!(" till och med {day}"))
        .unwrap_or_default();
    let reason = one_line(&term.reason.concat());
    let released = match (term.released, reason.as_str()) {
        (None, _) => String::new(),
        (Some(day), "") => format!(", avgick {day}"),
        (Some(day), reason) => format!(", avgick {day} ({})", reason.trim_end_matches('.')),
    };
    format!(
        "{}{order} från {}{until}{released}",
        office(term.office),
        term.from
    )
}

fn counts(counts: &Counts) -> Vec<(String, String)> {
    let facts = [
        ("Sammanträden, tjänstgjort", counts.served),
        ("Sammanträden, tjänstgjort utan beslut", counts.undecided),
        ("Sammanträden, närvarande utan att tjänstgöra", counts.present),
        ("Sammanträden, frånvarande", counts.absent),
        ("Paragrafer, tjänstgjort", counts.paragraphs),
        ("Röster, ja", counts.yes),
        ("Röster, nej", counts.no),
        ("Röster, avstår", counts.abstain),
        ("Röster, frånvarande", counts.absent_from_vote),
        ("Yrkanden", counts.motions),
        ("Bifall till andras yrkanden", counts.joins),
        ("Beslut, deltog inte", counts.declined),
        ("Reservationer", counts.reservations),
        ("Anteckningar och yttranden", counts.statements),
        ("Jäv", counts.recusals),
    ];
    facts
        .map(|(name, count)| (name.to_owned(), count.to_string()))
        .to_vec()
}

/// The columns for what the person did stand there where there is something in them.
fn meetings(record: &MemberRecord) -> Table {
    type Deed = (&'static str, fn(&MeetingRecord) -> &[u32]);
    let deeds: [Deed; 6] = [
        ("Yrkanden", |meeting| &meeting.motions),
        ("Bifall", |meeting| &meeting.joins),
        ("Deltog inte", |meeting| &meeting.declined),
        ("Reservationer", |meeting| &meeting.reservations),
        ("Anteckningar", |meeting| &meeting.statements),
        ("Jäv", |meeting| &meeting.recusals),
    ];
    let filled = |(_, of): &Deed| record.meetings.iter().any(|meeting| !of(meeting).is_empty());
    let deeds: Vec<Deed> = deeds.into_iter().filter(filled).collect();
    let headings = ["Sammanträde", "Närvaro"].into_iter();
    let headings = headings.chain(deeds.iter().map(|(heading, _)| *heading));
    let mut table = Table::new("Sammanträden", headings.map(Column::left).collect());
    let row = |meeting: &MeetingRecord| {
        let mut cells = vec![meeting.meeting.to_string(), presence(meeting)];
        cells.extend(deeds.iter().map(|(_, of)| numbers(of(meeting))));
        cells
    };
    table.rows = record.meetings.iter().map(row).collect();
    table
}

/// `tjänstgjorde §§ 57, 58; ersatte Mats Holmgren (C) § 56`.
fn presence(meeting: &MeetingRecord) -> String {
    match meeting.presence {
        Presence::Present => "närvarande".to_owned(),
        Presence::Absent => "frånvarande".to_owned(),
        Presence::NotRecorded => "inte antecknad".to_owned(),
        Presence::Served if meeting.served_without_decision() => "tjänstgjorde (inget beslut)".to_owned(),
        Presence::Served => {
            let places = meeting.by_place();
            let place = |(place, items): (&Option<String>, &BTreeSet<u32>)| {
                let what = place
                    .as_ref()
                    .map_or_else(|| "tjänstgjorde".to_owned(), |member| format!("ersatte {member}"));
                format!("{what} {}", paragraphs(items)).trim_end().to_owned()
            };
            places.iter().map(place).collect::<Vec<_>>().join("; ")
        }
    }
}

fn votes(meeting: &MeetingRecord) -> Vec<Vec<String>> {
    let row = |ballot: &Ballot| {
        let derived = if ballot.derived { " (härledd)" } else { "" };
        vec![
            meeting.meeting.to_string(),
            ballot.item.to_string(),
            ballot.vote.to_string(),
            format!("{}{derived}", choice(ballot.choice)),
        ]
    };
    meeting.ballots.iter().map(row).collect()
}

fn numbers(items: &[u32]) -> String {
    paragraphs(&items.iter().copied().collect())
}

const fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::Yes => "Ja",
        Choice::No => "Nej",
        Choice::Abstain => "Avstår",
        Choice::Absent => "Frånvarande",
    }
}

const fn office(office: Office) -> &'static str {
    match office {
        Office::Chair => "Ordförande",
        Office::FirstViceChair => "1:e vice ordförande",
        Office::SecondViceChair => "2:e vice ordförande",
        Office::Member => "Ledamot",
        Office::Substitute => "Ersättare",
    }
}
