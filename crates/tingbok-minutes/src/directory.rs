//! The directory: which entries of the log belong to which meeting, paragraph and case.
//!
//! Invariants: every entry of a stream that has a meaning here is found again under it, read or not; nothing is said of
//! what the entries say beyond what is needed to find them.
//!
//! Section: docs/procedure.md, "Event kinds".

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tingbok_procedure::Stream;
use tingbok_procedure::content::Day;
use tingbok_procedure::stream::ParagraphRef;

use crate::entries::Entries;
use crate::projection::{Logged, Projection, Unread};

mod intake;

/// Where everything stands in the log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Directory {
    /// How many entries were taken in.
    entries: u64,
    meetings: BTreeMap<Day, MeetingPlace>,
    paragraphs: BTreeMap<i16, BTreeMap<u32, ParagraphPlace>>,
    /// Cases by the name of their stream.
    cases: BTreeMap<String, CasePlace>,
    /// Items by the number of their case, as printed: two numbers may have one stream name.
    items: BTreeMap<String, BTreeSet<ParagraphRef>>,
    /// All of the stream `body`.
    body: Entries,
    /// Entries whose values are withheld, released or erased, each with the entries that say so.
    values: BTreeMap<u64, Entries>,
    /// Erasures with the entries that they name.
    erasures: BTreeMap<u64, Vec<u64>>,
    unread: BTreeMap<u64, Unread>,
}

/// Where a meeting stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MeetingPlace {
    /// All of its stream.
    pub entries: Entries,
    /// Those of them that belong to no item.
    pub around: Entries,
    /// The numbers of its paragraphs, in the order in which the items were opened.
    pub paragraphs: Vec<u32>,
}

/// Where a paragraph stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ParagraphPlace {
    /// The day of its meeting, when its item was opened.
    pub meeting: Option<Day>,
    /// Its item in the meeting's stream.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub item: Entries,
    /// Its own stream.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub own: Entries,
    /// The streams of its adjusters.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub signatures: Entries,
    /// Entries of other streams that name it: what it revises, assignments that it gives.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub named: Entries,
    /// The paragraphs whose decisions this one changes, as their streams say.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub changes: BTreeSet<ParagraphRef>,
    /// The paragraphs that change this one's.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub changed_by: BTreeSet<ParagraphRef>,
}

/// Where a case stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CasePlace {
    /// Its number as printed, when it is registered.
    pub number: Option<String>,
    /// Its stream.
    pub entries: Entries,
}

/// A case that was looked up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseEntries {
    /// The number as printed, where a stream or the question gives it.
    pub number: String,
    /// The names of its streams: one as a rule, none of a case that only items name.
    pub streams: Vec<String>,
    /// Its own entries.
    pub own: Vec<u64>,
    /// The items with this case, by year and number.
    pub items: Vec<ParagraphRef>,
}

impl Directory {
    /// How many entries were taken in: those before this index.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.entries
    }

    /// Whether no entry was taken in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// Where a paragraph stands; `None` of one that others name and this log does not hold.
    #[must_use]
    pub fn paragraph(&self, at: ParagraphRef) -> Option<&ParagraphPlace> {
        let place = self.paragraphs.get(&at.year)?.get(&at.number);
        place.filter(|place| place.is_held())
    }

    /// The years in which a paragraph has this number.
    #[must_use]
    pub fn years_of(&self, number: u32) -> Vec<i16> {
        let has = |(year, paragraphs): (&i16, &BTreeMap<u32, ParagraphPlace>)| {
            let place = paragraphs.get(&number).filter(|place| place.is_held());
            place.map(|_| *year)
        };
        self.paragraphs.iter().filter_map(has).collect()
    }

    /// Where a meeting stands.
    #[must_use]
    pub fn meeting(&self, on: Date) -> Option<&MeetingPlace> {
        self.meetings.get(&Day(on))
    }

    /// The meetings, by day.
    pub fn meetings(&self) -> impl Iterator<Item = (Date, &MeetingPlace)> {
        self.meetings.iter().map(|(day, place)| (day.0, place))
    }

    /// The paragraphs, by year and number.
    pub fn paragraphs(&self) -> impl Iterator<Item = (ParagraphRef, &ParagraphPlace)> {
        self.paragraphs.iter().flat_map(|(&year, paragraphs)| {
            let held = paragraphs.iter().filter(|(_, place)| place.is_held());
            held.map(move |(&number, place)| (ParagraphRef { year, number }, place))
        })
    }

    /// A case by its printed number, `RS/118/2026`, or by the name of its stream, with or without `case/`. A number that
    /// is spelled otherwise, `rs 118/2026`, is found where it can mean one case only.
    #[must_use]
    pub fn case(&self, name: &str) -> Option<CaseEntries> {
        let name = name.trim();
        self.case_named(name)
            .or_else(|| self.case_named(self.spelled(name)?))
    }

    fn case_named(&self, name: &str) -> Option<CaseEntries> {
        let stream = name.strip_prefix("case/").unwrap_or(name);
        let is = |key: &str, place: &CasePlace| match &place.number {
            _ if key == stream => true,
            Some(number) => number == name,
            None => in_stream(name, key),
        };
        let found: Vec<_> = self.cases.iter().filter(|(key, place)| is(key, place)).collect();
        let registered = found.iter().find_map(|(_, place)| place.number.as_deref());
        let unregistered = || {
            let keys = || found.iter().map(|(key, _)| key.as_str());
            only(
                self.items
                    .keys()
                    .filter(|number| keys().any(|key| in_stream(number, key))),
            )
        };
        let named = self.items.get_key_value(name).map(|(number, _)| number.as_str());
        let number = registered.or(named).or_else(unregistered).unwrap_or(name);
        let items = self.items.get(number);
        if found.is_empty() && items.is_none() {
            return None;
        }
        let own: BTreeSet<u64> = found.iter().flat_map(|(_, place)| place.entries.iter()).collect();
        Some(CaseEntries {
            number: number.to_owned(),
            streams: found
                .iter()
                .map(|(key, _)| Stream::Case((*key).clone()).to_string())
                .collect(),
            own: own.into_iter().collect(),
            items: items.into_iter().flatten().copied().collect(),
        })
    }

    /// The one number that differs from this in capitals and marks only.
    fn spelled(&self, name: &str) -> Option<&str> {
        let registered = self.cases.values().filter_map(|place| place.number.as_ref());
        let all: BTreeSet<&String> = registered.chain(self.items.keys()).collect();
        only(all.into_iter().filter(|number| letters(number) == letters(name)))
    }

    /// The cases, by the names of their streams.
    pub fn cases(&self) -> impl Iterator<Item = (&str, &CasePlace)> {
        self.cases.iter().map(|(name, place)| (name.as_str(), place))
    }

    /// The stream `body`.
    #[must_use]
    pub fn body(&self) -> &Entries {
        &self.body
    }

    /// The entries that are not understood here, by index.
    pub fn unread(&self) -> impl Iterator<Item = &Unread> {
        self.unread.values()
    }
}

impl ParagraphPlace {
    /// Whether anything of the paragraph itself is in the log.
    fn is_held(&self) -> bool {
        !(self.item.is_empty() && self.own.is_empty() && self.signatures.is_empty())
    }
}

/// Which entries a view reads, ascending.
impl Directory {
    /// What a paragraph is put together from: its item, its streams, what belongs to no item of its meeting, the
    /// body, and every entry of the meeting's and its own streams that is not understood.
    #[must_use]
    pub fn entries_of_paragraph(&self, at: ParagraphRef) -> Option<Vec<u64>> {
        let place = self.paragraph(at)?;
        let mut all = everything(&[&place.item, &place.own, &place.signatures]);
        let meeting = place.meeting.and_then(|day| self.meetings.get(&day));
        all.extend(meeting.into_iter().flat_map(|meeting| meeting.around.iter()));
        all.extend(self.of_body());
        Some(all.into_iter().collect())
    }

    /// A whole meeting: its stream, the streams of its paragraphs, the body.
    #[must_use]
    pub fn entries_of_meeting(&self, on: Date) -> Option<Vec<u64>> {
        let meeting = self.meeting(on)?;
        let mut all = everything(&[&meeting.entries]);
        for &number in &meeting.paragraphs {
            let at = ParagraphRef {
                year: on.year(),
                number,
            };
            let place = self.paragraph(at).into_iter();
            all.extend(place.flat_map(|place| place.own.iter().chain(place.signatures.iter())));
        }
        all.extend(self.of_body());
        Some(all.into_iter().collect())
    }

    /// A case across meetings: its own entries, its items, what came of them, and the items that changed them.
    #[must_use]
    pub fn entries_of_case(&self, name: &str) -> Option<Vec<u64>> {
        let case = self.case(name)?;
        let mut all: BTreeSet<u64> = case.own.into_iter().collect();
        for place in case.items.iter().filter_map(|&at| self.paragraph(at)) {
            all.extend(everything(&[
                &place.item,
                &place.own,
                &place.signatures,
                &place.named,
            ]));
            let later = place.changed_by.iter().filter_map(|&at| self.paragraph(at));
            all.extend(later.flat_map(|place| place.item.iter()));
        }
        Some(all.into_iter().collect())
    }

    /// Every entry that touched a paragraph: its item, its streams, what names it elsewhere, and what was withheld,
    /// released or erased of those.
    #[must_use]
    pub fn trail_of_paragraph(&self, at: ParagraphRef) -> Option<Vec<u64>> {
        let place = self.paragraph(at)?;
        let lists = [&place.item, &place.own, &place.signatures, &place.named];
        let mut all = everything(&lists);
        for &(from, to) in lists.iter().flat_map(|list| list.runs()) {
            all.extend(self.values.range(from..=to).flat_map(|(_, said)| said.iter()));
        }
        Some(all.into_iter().collect())
    }

    /// The entries that belong together with one: those of its paragraphs, or of its case, and itself.
    #[must_use]
    pub fn beside(&self, index: u64) -> BTreeSet<u64> {
        let mut all = BTreeSet::from([index]);
        for (_, place) in self.paragraphs() {
            let lists = [&place.item, &place.own, &place.signatures];
            if lists.iter().any(|list| list.contains(index)) {
                all.extend(everything(&lists));
            }
        }
        let of_case = self.cases.values().filter(|case| case.entries.contains(index));
        all.extend(of_case.flat_map(|case| case.entries.iter()));
        all
    }

    /// What is understood of the body: its rules, of which the day of a meeting chooses, and its roster.
    fn of_body(&self) -> impl Iterator<Item = u64> + '_ {
        self.body.iter().filter(|index| !self.unread.contains_key(index))
    }
}

impl Projection for Directory {
    const NAME: &'static str = "directory";
    const VERSION: u32 = 2;
    const SHOWN: bool = false;

    fn take(&mut self, entry: &Logged) {
        self.take_in(entry);
    }
}

/// Whether this is the stream that a case with this number has as a rule.
fn in_stream(number: &str, key: &str) -> bool {
    matches!(Stream::case(number), Stream::Case(name) if name == key)
}

/// A number in lower case, with one mark for whatever is no letter or digit.
fn letters(number: &str) -> String {
    let lower = number.chars().flat_map(char::to_lowercase);
    lower.map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}

fn only<'a>(mut all: impl Iterator<Item = &'a String>) -> Option<&'a str> {
    all.next().filter(|_| all.next().is_none()).map(String::as_str)
}

fn everything(lists: &[&Entries]) -> BTreeSet<u64> {
    lists.iter().flat_map(|list| list.iter()).collect()
}

#[cfg(test)]
mod tests;
