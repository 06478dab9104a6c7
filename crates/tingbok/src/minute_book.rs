//! The paragraphs, meetings and cases of a log, found by the names that people give them.
//!
//! Invariants: what is found was found in the directory, which is made from the log and can be deleted at any time; a
//! number without its year finds a paragraph only when there is one with that number; as of an earlier entry nothing is
//! found that came later.
//!
//! Section: docs/procedure.md, "Event kinds"; docs/architecture.md, "Who decides what".

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use tingbok_ledger::Masks;
use tingbok_ledger::log::{Log, ReadError};
use tingbok_ledger::paragraph::ParagraphState;
use tingbok_ledger::snapshots::Snapshots;
use tingbok_ledger::view::{logged_all, project_watched};
use tingbok_minutes::{Directory, Logged, Projection};
use tingbok_procedure::stream::ParagraphRef;

use crate::context::Context;
use crate::error::CommandError;
use crate::progress::Bar;
use crate::reading;

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

/// Why a name leads to no paragraph, meeting or case.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotFound {
    /// Nothing has this name.
    #[error("`{0}` is not in this ledger{1}")]
    Nothing(String, AsOf),
    /// No meeting was held on this day.
    #[error("no meeting of {0} is in this ledger{1}")]
    NoMeeting(Date, AsOf),
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

/// The entry as of which was looked, where it is not the last; it may be there later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AsOf(Option<u64>);

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(at) => write!(f, " as of entry {at}"),
            None => Ok(()),
        }
    }
}

/// A log with its directory, as it stands at its end or at an earlier entry.
pub(crate) struct MinuteBook<'l> {
    log: &'l Log,
    snapshots: Snapshots,
    at: Option<u64>,
    directory: Directory,
    masks: Masks,
}

impl<'l> MinuteBook<'l> {
    /// The book of a log at its end, for whoever records: with what is withheld from others.
    pub(crate) fn open(log: &'l Log, context: &Context) -> Result<Self, CommandError> {
        let snapshots = Snapshots::in_folder(&context.ledger()?);
        let masks = Masks::of_gone(log).map_err(reading::not_read)?;
        Self::with(log, None, masks, snapshots, context)
    }

    /// The book of a log as of entry `at` or of its end, for whoever reads: what is withheld today is masked.
    pub(crate) fn shown(log: &'l Log, at: Option<u64>, context: &Context) -> Result<Self, CommandError> {
        let snapshots = Snapshots::in_folder(&context.ledger()?);
        let masks = Masks::of_shown(log, &snapshots).map_err(reading::not_read)?;
        Self::with(log, at, masks, snapshots, context)
    }

    fn with(
        log: &'l Log,
        at: Option<u64>,
        masks: Masks,
        snapshots: Snapshots,
        context: &Context,
    ) -> Result<Self, CommandError> {
        let directory = fold(log, &snapshots, at, context)?;
        Ok(Self {
            log,
            snapshots,
            at,
            directory,
            masks,
        })
    }

    /// What stands in the place of values that are not shown.
    pub(crate) fn masks(&self) -> &Masks {
        &self.masks
    }

    /// Any other state that is folded from the log, as of the same entry.
    pub(crate) fn fold<P: Projection>(&self, context: &Context) -> Result<P, CommandError> {
        fold(self.log, &self.snapshots, self.at, context)
    }

    /// The log.
    pub(crate) fn log(&self) -> &'l Log {
        self.log
    }

    /// The paragraph of this name.
    pub(crate) fn resolve(&self, name: ParagraphName) -> Result<ParagraphRef, NotFound> {
        choose(name, &self.directory.years_of(name.number), AsOf(self.at))
    }

    /// The paragraphs of a meeting, in order.
    pub(crate) fn of_meeting(&self, on: Date) -> Result<Vec<ParagraphRef>, NotFound> {
        let meeting = self
            .directory
            .meeting(on)
            .ok_or(NotFound::NoMeeting(on, AsOf(self.at)))?;
        let at = |number: &u32| ParagraphRef {
            year: on.year(),
            number: *number,
        };
        Ok(meeting.paragraphs.iter().map(at).collect())
    }

    /// The entries that a paragraph is made of, in the order of the log.
    pub(crate) fn paragraph(&self, at: ParagraphRef) -> Result<Vec<Logged>, NotFound> {
        let entries = self.directory.entries_of_paragraph(at);
        self.read(entries.ok_or_else(|| nothing(at, AsOf(self.at)))?)
    }

    /// Where everything stands.
    pub(crate) fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The entries that a meeting's minutes are made of.
    pub(crate) fn meeting(&self, on: Date) -> Result<Vec<Logged>, NotFound> {
        let entries = self.directory.entries_of_meeting(on);
        self.read(entries.ok_or(NotFound::NoMeeting(on, AsOf(self.at)))?)
    }

    /// The entries of a case across meetings, by its number as it is printed.
    pub(crate) fn case(&self, number: &str) -> Result<Vec<Logged>, NotFound> {
        let entries = self.directory.entries_of_case(number);
        self.read(entries.ok_or_else(|| NotFound::Nothing(number.to_owned(), AsOf(self.at)))?)
    }

    /// Every entry that touched a paragraph.
    pub(crate) fn trail(&self, at: ParagraphRef) -> Result<Vec<Logged>, NotFound> {
        let entries = self.directory.trail_of_paragraph(at);
        self.read(entries.ok_or_else(|| nothing(at, AsOf(self.at)))?)
    }

    /// The entries that stand in the streams of a case itself.
    pub(crate) fn case_alone(&self, number: &str) -> Result<Vec<Logged>, NotFound> {
        let case = self.directory.case(number).filter(|case| !case.own.is_empty());
        self.read(
            case.ok_or_else(|| NotFound::Nothing(number.to_owned(), AsOf(self.at)))?
                .own,
        )
    }

    /// A paragraph with its texts and signatures.
    pub(crate) fn state(&self, at: ParagraphRef) -> Result<ParagraphState, NotFound> {
        let entries = self.directory.entries_of_paragraph(at);
        let mut entries: BTreeSet<u64> = entries
            .ok_or_else(|| nothing(at, AsOf(self.at)))?
            .into_iter()
            .collect();
        entries.extend(self.directory.body().iter());
        let entries = self.read(entries)?;
        ParagraphState::of(at, &entries, &self.log.authority()).ok_or_else(|| nothing(at, AsOf(self.at)))
    }

    fn read(&self, entries: impl IntoIterator<Item = u64>) -> Result<Vec<Logged>, NotFound> {
        let entries: Vec<u64> = entries.into_iter().collect();
        Ok(logged_all(self.log, entries, &self.masks).collect::<Result<_, _>>()?)
    }
}

fn fold<P: Projection>(
    log: &Log,
    snapshots: &Snapshots,
    at: Option<u64>,
    context: &Context,
) -> Result<P, CommandError> {
    let bar = Bar::new("reading", context);
    let folded = project_watched(log, snapshots, at, &mut |progress| bar.show(progress));
    bar.finish();
    folded.map_err(reading::not_read)
}

fn nothing(at: ParagraphRef, as_of: AsOf) -> NotFound {
    NotFound::Nothing(format!("§ {at}"), as_of)
}

fn choose(name: ParagraphName, years: &[i16], as_of: AsOf) -> Result<ParagraphRef, NotFound> {
    let number = name.number;
    let full = |year: i16| ParagraphRef { year, number };
    match (name.year, years) {
        (Some(year), _) if years.contains(&year) => Ok(full(year)),
        (Some(year), _) => Err(nothing(full(year), as_of)),
        (None, [year]) => Ok(full(*year)),
        (None, []) => Err(NotFound::Nothing(format!("§ {number}"), as_of)),
        (None, _) => {
            let candidates = years.iter().map(|year| full(*year).to_string()).collect();
            Err(NotFound::Ambiguous { number, candidates })
        }
    }
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
        let name = |year| ParagraphName { number: 7, year };
        let chosen = choose(name(Some(2026)), &[2023, 2026], AsOf(None)).unwrap();
        assert_eq!((chosen.year, chosen.number), (2026, 7));
        assert_eq!(choose(name(None), &[2023], AsOf(None)).unwrap().year, 2023);
        let refused = |year, years: &[i16]| choose(name(year), years, AsOf(None)).unwrap_err().to_string();
        assert_eq!(
            refused(None, &[2023, 2026]),
            "§ 7 is in the minutes of several years: `7/2023`, `7/2026`"
        );
        assert_eq!(refused(Some(1999), &[2023]), "`§ 7/1999` is not in this ledger");
        assert_eq!(refused(None, &[]), "`§ 7` is not in this ledger");
        let earlier = choose(name(None), &[], AsOf(Some(5))).unwrap_err().to_string();
        assert_eq!(earlier, "`§ 7` is not in this ledger as of entry 5");
    }
}
