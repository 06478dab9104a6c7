//! The entries that make a paragraph, found by reading all of them.
//!
//! Invariants: nothing tells where a paragraph's entries are but the entries. An entry of the meeting whose item cannot
//! be proven is one of them, so that a number that was altered hides nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use tingbok_minutes::{Logged, What};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Event, Stream};
use tingbok_record::disclosure::{FieldState, Row};
use tingbok_record::entry::Entry;
use tingbok_record::event::SignedEvent;

use super::holding::Holding;
use super::{CheckOf, Outcome, ParagraphReport, Wanted};
use crate::happened::{ITEM, Masking, opens};
use crate::holders::Holders;
use crate::journal::Record;
use crate::masks::Masks;
use crate::verify::rows::check_one;
use crate::view::hex;

/// The entries that make a paragraph.
#[derive(Default)]
pub(super) struct Parts {
    /// The paragraph, when there is one.
    pub(super) at: Option<ParagraphRef>,
    /// In the order of the log.
    pub(super) parts: Vec<Part>,
}

/// One of them.
pub(super) struct Part {
    pub(super) index: u64,
    /// The entry's bytes.
    pub(super) bytes: Vec<u8>,
    /// What of its row, or of what it says, does not hold.
    pub(super) fault: Option<String>,
    /// What it says, when that is an event of the meeting.
    logged: Option<Logged>,
    /// Fields of it that are erased or lost, as the log says.
    pub(super) gone: u64,
    /// Fields of it that whoever made this evidence keeps back.
    pub(super) withheld: u64,
    /// Whether some could have no words in their place.
    pub(super) unread: bool,
}

impl Parts {
    /// Finds the paragraph that is meant, and everything that makes it.
    pub(super) fn find(wanted: Wanted, held: &dyn Holding, report: &mut ParagraphReport) -> Self {
        let scan = Scan::new(wanted, held);
        let Some(at) = scan.choose(wanted, report) else {
            return Self::default();
        };
        let mut finder = Finder {
            held,
            holders: Holders::default(),
            masks: Masks::of_authority(Arc::new(held.authority().clone()), |index| held.record(index))
                .unwrap_or_default(),
        };
        let indexes = scan.indexes(at, held);
        let mut parts: Vec<Part> = indexes.iter().filter_map(|index| finder.part(*index)).collect();
        let enrolments = finder.enrolments(&parts);
        parts.extend(
            enrolments
                .difference(&indexes)
                .filter_map(|index| finder.part(*index)),
        );
        parts.sort_by_key(|part| part.index);
        report.paragraph = Some(at);
        Self { at: Some(at), parts }
    }

    /// What the entries say, as far as it holds.
    pub(super) fn logged(&self) -> Vec<Logged> {
        self.parts.iter().filter_map(|part| part.logged.clone()).collect()
    }
}

impl Part {
    /// What it says, when that is an event of the meeting and holds.
    pub(super) fn event(&self) -> Option<&Event> {
        self.logged.as_ref()?.event()
    }
}

/// What the streams of all entries say, and what opened items of this number.
#[derive(Default)]
struct Scan {
    streams: BTreeMap<Stream, Vec<u64>>,
    opened: BTreeMap<ParagraphRef, Date>,
    /// Openings whose number cannot be proven, each with what is wrong.
    unproven: Vec<(Date, u64, String)>,
}

impl Scan {
    fn new(wanted: Wanted, held: &dyn Holding) -> Self {
        let mut scan = Self::default();
        held.each(&mut |index, bytes| scan.take(index, bytes, wanted, held));
        scan
    }

    fn take(&mut self, index: u64, bytes: &[u8], wanted: Wanted, held: &dyn Holding) {
        let Ok(entry) = Entry::parse(bytes) else { return };
        let Ok(event) = SignedEvent::parse(entry.event) else {
            return;
        };
        let header = event.header();
        let stream: Stream = header.stream.parse().unwrap_or_else(|never| match never {});
        if let Stream::Meeting(date) = stream
            && header.kind.starts_with("item.opened/")
            && wanted.year.is_none_or(|year| year == date.year())
        {
            self.take_opening(index, date, wanted, held);
        }
        if matches!(stream, Stream::Body | Stream::Meeting(_)) || of_number(&stream, wanted.number) {
            self.streams.entry(stream).or_default().push(index);
        }
    }

    fn take_opening(&mut self, index: u64, date: Date, wanted: Wanted, held: &dyn Holding) {
        match item_of(index, held) {
            Item::Number(number) if number == wanted.number => {
                let at = ParagraphRef {
                    year: date.year(),
                    number,
                };
                self.opened.entry(at).or_insert(date);
            }
            Item::Unproven(why) => self.unproven.push((date, index, why)),
            Item::Number(_) | Item::None => {}
        }
    }

    fn choose(&self, wanted: Wanted, report: &mut ParagraphReport) -> Option<ParagraphRef> {
        let name = match wanted.year {
            Some(year) => format!("§ {}/{year}", wanted.number),
            None => format!("§ {}", wanted.number),
        };
        let named: BTreeSet<ParagraphRef> = self.streams.keys().filter_map(Stream::paragraph).collect();
        let opened = self.opened.keys().copied();
        let fits = |at: &ParagraphRef| wanted.year.is_none_or(|year| year == at.year);
        let all: Vec<ParagraphRef> = opened
            .chain(named)
            .filter(fits)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        if let ([at], Some(date)) = (all.as_slice(), all.first().and_then(|at| self.opened.get(at))) {
            let detail = format!("§ {at} was opened by meeting/{date}");
            report.add(CheckOf::Paragraph, Outcome::Holds, detail);
            return Some(*at);
        }
        report.misnamed = self.unproven.is_empty() && all.len() != 1;
        let (at, detail) = match (all.as_slice(), self.unproven.first()) {
            (found, Some((date, _, why))) => (
                found.first().copied(),
                format!("{name}: an item that meeting/{date} opened cannot be read: {why}"),
            ),
            ([], None) => (None, format!("{name} is not in this ledger")),
            ([at], None) => (
                Some(*at),
                format!("§ {at} was opened by no meeting in this ledger"),
            ),
            (several, None) => {
                let several: Vec<String> = several.iter().map(ToString::to_string).collect();
                let detail = format!(
                    "{name} is in the minutes of several years: `{}`",
                    several.join("`, `")
                );
                (None, detail)
            }
        };
        report.add(CheckOf::Paragraph, Outcome::Fails, detail);
        at
    }

    /// The entries of the body, of the paragraph's streams, and those of its meeting that are of no other item.
    fn indexes(&self, at: ParagraphRef, held: &dyn Holding) -> BTreeSet<u64> {
        let of_year = |date: &Date| date.year() == at.year;
        let unproven = self.unproven.iter().map(|(date, _, _)| *date).filter(of_year);
        let meetings: BTreeSet<Date> = match self.opened.get(&at) {
            Some(date) => BTreeSet::from([*date]),
            None => unproven.collect(),
        };
        let mut indexes = BTreeSet::new();
        for (stream, entries) in &self.streams {
            match stream {
                Stream::Body => indexes.extend(entries),
                Stream::Meeting(date) if meetings.contains(date) => {
                    let other = |index: &&u64| match item_of(**index, held) {
                        Item::Number(number) => number == at.number,
                        Item::None | Item::Unproven(_) => true,
                    };
                    indexes.extend(entries.iter().filter(other));
                }
                stream if stream.paragraph() == Some(at) => indexes.extend(entries),
                _ => {}
            }
        }
        indexes
    }
}

/// Reads the parts.
struct Finder<'a> {
    held: &'a dyn Holding,
    holders: Holders,
    masks: Masks,
}

impl Finder<'_> {
    /// An entry with what does not hold of it; `None` when there is no such entry.
    fn part(&mut self, index: u64) -> Option<Part> {
        let bytes = self.held.entry(index)?;
        let mut part = Part {
            index,
            bytes,
            fault: None,
            logged: None,
            gone: 0,
            withheld: 0,
            unread: false,
        };
        if let Err(fault) = self.read_row(&mut part) {
            part.fault = Some(fault);
        }
        Some(part)
    }

    fn read_row(&mut self, part: &mut Part) -> Result<(), String> {
        let (index, held) = (part.index, self.held);
        let record = held
            .record(index)
            .map_err(|error| format!("entry {index}: {error}"))?;
        let row = |error: &dyn std::fmt::Display| {
            let said = error.to_string();
            if said.starts_with("entry ") {
                said
            } else {
                format!("entry {index}: {said}")
            }
        };
        let (counts, said) =
            check_one(index, &record, held.row_context(), &self.masks).map_err(|error| row(&error))?;
        part.gone = counts.erased + counts.lost;
        part.withheld = counts.withheld;
        let Some(said) = said else { return Ok(()) };
        let masked = said.masking != Masking::None;
        part.unread = said.masking == Masking::LeftOut;
        let Some(mut event) = said.happened.event() else {
            return Ok(());
        };
        let read = |index| held.record(index);
        let is_hidden = self
            .holders
            .name_signers(&mut event, held.authority(), read)
            .map_err(|error| error.to_string())?;
        part.logged = logged(index, &record, event, masked || is_hidden);
        Ok(())
    }

    /// The entries that enrolled the keys which signed the parts.
    fn enrolments(&self, parts: &[Part]) -> BTreeSet<u64> {
        let authority = self.held.authority();
        let mut enrolments = BTreeSet::new();
        for part in parts {
            let entry = Entry::parse(&part.bytes).ok();
            let event = entry.and_then(|entry| SignedEvent::parse(entry.event).ok());
            for handle in event.iter().flat_map(|event| &event.header().by) {
                enrolments.extend(authority.handle(handle).map(|key| key.enrolled));
            }
        }
        enrolments
    }
}

fn logged(index: u64, record: &Record, event: Event, masked: bool) -> Option<Logged> {
    let entry = Entry::parse(&record.entry).ok()?;
    Some(Logged {
        index,
        received: entry.head.received.to_owned(),
        chain: hex(&entry.chain_hash().0),
        masked,
        what: What::Event(Box::new(event)),
    })
}

/// The item that an entry says it belongs to.
enum Item {
    /// None: it is of the meeting as a whole.
    None,
    /// This one.
    Number(u32),
    /// It says one that cannot be proven.
    Unproven(String),
}

fn item_of(index: u64, held: &dyn Holding) -> Item {
    let Ok(record) = held.record(index) else {
        return Item::Unproven(format!("entry {index}: its row cannot be read"));
    };
    let entry = Entry::parse(&record.entry).ok();
    let event = entry
        .as_ref()
        .and_then(|entry| SignedEvent::parse(entry.event).ok());
    let Some(event) = event else {
        return Item::Unproven(format!("entry {index}: is no event"));
    };
    let Some(field) = event.fields().iter().find(|field| field.path == ITEM) else {
        return Item::None;
    };
    let row = Row::parse(&record.row).ok();
    let said = row
        .as_ref()
        .and_then(|row| row.fields.iter().find(|field| field.path == ITEM));
    let proven = said.and_then(|said| match &said.state {
        FieldState::Disclosed { value, .. } if opens(&event, field, &said.state) => {
            value.canonical().parse().ok()
        }
        _ => None,
    });
    proven.map_or_else(|| Item::Unproven(format!("entry {index} {ITEM}")), Item::Number)
}

fn of_number(stream: &Stream, number: u32) -> bool {
    stream.paragraph().is_some_and(|at| at.number == number)
}
