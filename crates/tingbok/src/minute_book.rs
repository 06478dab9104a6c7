//! The paragraphs and cases of a log, found by the names that people give them.
//!
//! Invariant: a number without its year finds a paragraph only when there is one with that number; an event that
//! cannot be read any more is never passed over in silence.
//!
//! Section: docs/procedure.md, "Event kinds".

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::Serialize;
use tingbok_ledger::happened::Happened;
use tingbok_ledger::journal::Record;
use tingbok_ledger::log::{Log, ReadError};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Event, Stream};
use tingbok_record::authority::Authority;

use crate::view::{self, Dispute};

/// A paragraph as people write it: `194/2023`, or `194`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ParagraphName {
    /// Its number.
    pub(crate) number: u32,
    /// The year of its meeting, where it is given.
    pub(crate) year: Option<i16>,
}

impl FromStr for ParagraphName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().trim_start_matches('§').trim_start();
        let (number, year) = match text.split_once('/') {
            None => (text, None),
            Some((number, year)) => (number, Some(year)),
        };
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let name = || {
            Some(Self {
                number: Some(number).filter(|number| is_number(number))?.parse().ok()?,
                year: match year {
                    None => None,
                    Some(year) => Some(Some(year).filter(|year| is_number(year))?.parse().ok()?),
                },
            })
        };
        name()
            .ok_or_else(|| "a paragraph is named by number and year, such as `194/2023`, or `194`".to_owned())
    }
}

/// What a search found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The events, in the order of the log.
    pub(crate) events: Vec<Event>,
    /// Entries of the same streams whose fields are not all there, each with what is wrong.
    pub(crate) incomplete: Vec<(u64, String)>,
    /// What disputes entries of `events`, in the order of the log.
    pub(crate) disputed: Vec<Disputed>,
}

/// One reason why an entry is disputed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Disputed {
    /// The index of the disputed entry.
    pub(crate) index: u64,
    /// Its kind, without its version.
    #[serde(skip)]
    pub(crate) kind: String,
    /// By whom, and where.
    #[serde(flatten)]
    pub(crate) dispute: Dispute,
}

/// Why a name leads to no paragraph or case.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotFound {
    /// Nothing has this name.
    #[error("`{0}` is not in this ledger")]
    Nothing(String),
    /// Several years have a paragraph with this number.
    #[error("§ {number} is in the minutes of several years: `{}`", candidates.join("`, `"))]
    Ambiguous {
        /// The number.
        number: u32,
        /// The full names.
        candidates: Vec<String>,
    },
    /// The log cannot be read.
    #[error(transparent)]
    Log(#[from] ReadError),
}

/// The events of a paragraph: those of its item in the meeting, those of its own stream, and the body's constitution.
pub(crate) fn paragraph(log: &Log, name: ParagraphName) -> Result<Found, NotFound> {
    let tip = log.tip();
    let mut years: BTreeMap<i16, Found> = BTreeMap::new();
    let mut body = Found::default();
    let mut unread = Vec::new();
    for item in log.replay(None)? {
        let (index, record) = item?;
        match Happened::read(index, &record)? {
            Happened::Event(event) => match (&event.content, paragraph_of(&event)) {
                (Content::BodyConstituted(_), _) => {
                    body = Found::default();
                    body.take(index, *event, &record, tip.authority())?;
                }
                (_, Some(at)) if at.number == name.number => {
                    let year = years.entry(at.year).or_default();
                    year.take(index, *event, &record, tip.authority())?;
                }
                _ => {}
            },
            Happened::Incomplete(why) => {
                let entry = view::entry(index, &record)?;
                unread.push((index, view::event(&entry)?.header().stream.to_owned(), why));
            }
            _ => {}
        }
    }
    let mut found = choose(name, years)?;
    let streams: Vec<String> = found
        .events
        .iter()
        .map(|event| event.stream.to_string())
        .collect();
    let ours = unread
        .into_iter()
        .filter(|(_, stream, _)| streams.contains(stream));
    found.incomplete = ours.map(|(index, _, why)| (index, why)).collect();
    found.events.splice(0..0, body.events);
    found.disputed.splice(0..0, body.disputed);
    Ok(found)
}

/// The events of a case, by its number as it is printed.
pub(crate) fn case(log: &Log, number: &str) -> Result<Found, NotFound> {
    let stream = Stream::case(number).to_string();
    let tip = log.tip();
    let mut found = Found::default();
    for item in log.replay(None)? {
        let (index, record) = item?;
        let entry = view::entry(index, &record)?;
        if view::event(&entry)?.header().stream != stream {
            continue;
        }
        match Happened::read(index, &record)? {
            Happened::Event(event) => found.take(index, *event, &record, tip.authority())?,
            Happened::Incomplete(why) => found.incomplete.push((index, why)),
            _ => {}
        }
    }
    if found.events.is_empty() && found.incomplete.is_empty() {
        return Err(NotFound::Nothing(number.to_owned()));
    }
    Ok(found)
}

impl Found {
    /// Takes an event in, with what disputes its entry.
    fn take(
        &mut self,
        index: u64,
        event: Event,
        record: &Record,
        authority: &Authority,
    ) -> Result<(), ReadError> {
        let name = event.kind().name();
        let kind = name.split_once('/').map_or(name, |(kind, _)| kind);
        let entry = view::entry(index, record)?;
        let disputes = view::disputes(index, &view::event(&entry)?.header().by, authority);
        self.disputed.extend(disputes.into_iter().map(|dispute| Disputed {
            index,
            kind: kind.to_owned(),
            dispute,
        }));
        self.events.push(event);
        Ok(())
    }
}

/// The paragraph that an event belongs to, if it belongs to one.
fn paragraph_of(event: &Event) -> Option<ParagraphRef> {
    match &event.stream {
        Stream::Meeting(date) => Some(ParagraphRef {
            year: date.year(),
            number: event.content.item()?.0,
        }),
        Stream::Paragraph(at) => Some(*at),
        _ => None,
    }
}

fn choose(name: ParagraphName, mut years: BTreeMap<i16, Found>) -> Result<Found, NotFound> {
    let number = name.number;
    let full = |year: i16| ParagraphRef { year, number }.to_string();
    let year = match name.year {
        Some(year) => year,
        None => {
            let mut all = years.keys().copied();
            match (all.next(), all.next()) {
                (Some(year), None) => year,
                (None, _) => return Err(NotFound::Nothing(format!("§ {number}"))),
                _ => {
                    let candidates = years.keys().copied().map(full).collect();
                    return Err(NotFound::Ambiguous { number, candidates });
                }
            }
        }
    };
    years
        .remove(&year)
        .ok_or_else(|| NotFound::Nothing(format!("§ {}", full(year))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<(u32, Option<i16>)> {
        let name: ParagraphName = text.parse().ok()?;
        Some((name.number, name.year))
    }

    #[test]
    fn paragraphs_are_named_by_number_and_year() {
        assert_eq!(name("194/2023"), Some((194, Some(2023))));
        assert_eq!(name("194"), Some((194, None)));
        assert_eq!(name("§ 194/2023"), Some((194, Some(2023))));
        for bad in [
            "",
            "/",
            "194/",
            "/2023",
            "RS/118/2026",
            "-1",
            "+1",
            "194/2023/1",
            "99999999999",
        ] {
            assert_eq!(name(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_number_alone_must_be_the_only_one() {
        let years = || BTreeMap::from([(2023, Found::default()), (2026, Found::default())]);
        let name = |year| ParagraphName { number: 7, year };
        assert!(choose(name(Some(2026)), years()).is_ok());
        let ambiguous = choose(name(None), years()).unwrap_err().to_string();
        assert_eq!(
            ambiguous,
            "§ 7 is in the minutes of several years: `7/2023`, `7/2026`"
        );
        let nothing = choose(name(Some(1999)), years()).unwrap_err().to_string();
        assert_eq!(nothing, "`§ 7/1999` is not in this ledger");
        assert!(choose(name(None), BTreeMap::new()).is_err());
    }
}
