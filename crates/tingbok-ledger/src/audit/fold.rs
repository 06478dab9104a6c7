//! The audit under way: entry by entry in the order of the log.
//!
//! Spec: docs/procedure.md, "Rules have dates".

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use tingbok_minutes::{Logged, What};
use tingbok_procedure::content::Day;
use tingbok_procedure::rule::{KOMMUNALLAG_2017_725, RULE_SET};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Event, Kind, Stream};
use tingbok_record::authority::Authority;
use tingbok_record::event::Header;

use super::{Beside, Disputed, Irregularity, NotJudged, Place, Scope};
use crate::happened::parsed;
use crate::judging::{Judge, signed_text, why_masked};
use crate::log::{Log, ReadError};

/// What was found so far.
pub(super) struct Fold<'l> {
    log: &'l Log,
    authority: Arc<Authority>,
    judge: Judge,
    meetings: BTreeMap<Date, Course>,
    /// The meeting that opened each paragraph.
    opened: BTreeMap<ParagraphRef, Date>,
    /// The entries that a finding may name as what it was held against, by the event's id.
    named: BTreeMap<String, (u64, Kind)>,
    found: Found,
}

/// What an audit gives, in the order of the log.
#[derive(Default)]
pub(super) struct Found {
    pub(super) judged: u64,
    pub(super) findings: Vec<Irregularity>,
    pub(super) outstanding: Vec<Irregularity>,
    pub(super) not_judged: Vec<NotJudged>,
    pub(super) disputed: Vec<Disputed>,
}

/// What is recorded of a meeting, as far as it decides what can be judged.
#[derive(Default)]
struct Course {
    items: u64,
    attendance: bool,
}

impl<'l> Fold<'l> {
    pub(super) fn new(log: &'l Log) -> Self {
        Self {
            log,
            authority: log.authority(),
            judge: Judge::default(),
            meetings: BTreeMap::new(),
            opened: BTreeMap::new(),
            named: BTreeMap::new(),
            found: Found::default(),
        }
    }

    /// Takes in the next entry.
    pub(super) fn take(&mut self, entry: &Logged) -> Result<(), ReadError> {
        match &entry.what {
            What::Event(event) if entry.masked || self.judge.hangs_on_masked(event) => {
                self.take_masked(entry, event)?;
            }
            What::Event(event) => self.take_event(entry.index, event)?,
            What::Ledger { kind, .. } => self.dispute(&self.unjudged(entry.index, "ledger", kind))?,
            What::Unread { stream, kind, why } => {
                if entry.masked {
                    self.judge.miss(&named(stream));
                }
                let place = self.unjudged(entry.index, stream, kind);
                self.dispute(&place)?;
                let why = why.clone();
                self.found.not_judged.push(NotJudged { place, why });
            }
        }
        Ok(())
    }

    /// Takes in an event of which values are gone: it counts, and is not judged.
    fn take_masked(&mut self, entry: &Logged, event: &Event) -> Result<(), ReadError> {
        self.note_course(event);
        let place = self.place(entry.index, event);
        self.dispute(&place)?;
        self.judge.take_masked(entry.index, event);
        let why = why_masked(entry.masked).to_owned();
        self.found.not_judged.push(NotJudged { place, why });
        Ok(())
    }

    /// What was found, of the whole log or of a part, and what is outstanding on a day.
    pub(super) fn finish(mut self, on: Date, only: Option<Scope>) -> Found {
        self.meetings_not_judged();
        for outstanding in self.judge.state().outstanding(on) {
            let place = Place {
                meeting: self.opened.get(&outstanding.at).copied().map(Day),
                paragraph: Some(outstanding.at),
                ..Place::default()
            };
            let irregularity = Irregularity::new(place, outstanding.finding, Vec::new());
            self.found.outstanding.push(irregularity);
        }
        let Some(scope) = only else {
            return self.found;
        };
        let within = Within {
            scope,
            meeting: match scope {
                Scope::Meeting(day) => Some(day),
                Scope::Paragraph(at) => self.opened.get(&at).copied().map(Day),
            },
        };
        let mut found = self.found;
        found.findings.retain(|one| within.holds(&one.place));
        found.outstanding.retain(|one| within.holds(&one.place));
        found.not_judged.retain(|one| within.touches(&one.place));
        found.disputed.retain(|one| within.holds(&one.place));
        found
    }

    fn take_event(&mut self, index: u64, event: &Event) -> Result<(), ReadError> {
        self.note_course(event);
        let place = self.place(index, event);
        // Only of those who sign a text is it asked what they had seen.
        let basis = match signed_text(event) {
            Some(_) => self.basis(index)?,
            None => None,
        };
        self.found.judged += 1;
        if let Some(why) = of_unknown_rules(event) {
            let place = place.clone();
            self.found.not_judged.push(NotJudged { place, why });
        }
        for finding in self.judge.judge(index, event, basis) {
            let beside = self.beside(&finding.beside);
            let irregularity = Irregularity::new(place.clone(), finding, beside);
            self.found.findings.push(irregularity);
        }
        if HELD_AGAINST.contains(&event.kind()) {
            self.named.insert(event.id.clone(), (index, event.kind()));
        }
        let signers = event.signed.iter().flat_map(|signed| &signed.by);
        let handles: Vec<&str> = signers.map(|signer| signer.handle.as_str()).collect();
        disputes(&self.authority, &place, index, &handles, &mut self.found.disputed);
        Ok(())
    }

    /// Where the events stand that something was held against, kind by kind.
    fn beside(&self, ids: &[String]) -> Vec<Beside> {
        let mut named: Vec<(u64, Kind)> = ids.iter().filter_map(|id| self.named.get(id).copied()).collect();
        named.sort_unstable();
        let of_kind = |run: &[(u64, Kind)]| {
            let (_, kind) = run.first()?;
            Some(Beside {
                kind: kind.name(),
                entries: run.iter().map(|(index, _)| *index).collect(),
                words: None,
            })
        };
        let runs = named.chunk_by(|(_, a), (_, b)| a == b);
        runs.filter_map(of_kind).collect()
    }

    fn note_course(&mut self, event: &Event) {
        let Stream::Meeting(date) = event.stream else {
            return;
        };
        let course = self.meetings.entry(date).or_default();
        match &event.content {
            Content::ItemOpened(opened) => {
                course.items += 1;
                let (year, number) = (date.year(), opened.item.0);
                self.opened.entry(ParagraphRef { year, number }).or_insert(date);
            }
            Content::AttendanceRecorded(_) => course.attendance = true,
            _ => {}
        }
    }

    fn place(&self, index: u64, event: &Event) -> Place {
        let item = event.content.item().map(|item| item.0);
        let paragraph = match &event.stream {
            Stream::Meeting(date) => item.map(|number| ParagraphRef {
                year: date.year(),
                number,
            }),
            stream => stream.paragraph(),
        };
        let meeting = match &event.stream {
            Stream::Meeting(date) => Some(*date),
            _ => paragraph.and_then(|at| self.opened.get(&at).copied()),
        };
        Place {
            entry: Some(index),
            stream: Some(event.stream.to_string()),
            kind: Some(event.kind().name().to_owned()),
            at: Some(event.at.to_string()),
            meeting: meeting.map(Day),
            paragraph,
        }
    }

    /// The place of an entry whose event is not understood: its stream may still say where it belongs.
    fn unjudged(&self, index: u64, stream: &str, kind: &str) -> Place {
        let parsed: Stream = stream.parse().unwrap_or_else(|never| match never {});
        let paragraph = parsed.paragraph();
        let meeting = match parsed {
            Stream::Meeting(date) => Some(date),
            _ => paragraph.and_then(|at| self.opened.get(&at).copied()),
        };
        Place {
            entry: Some(index),
            stream: Some(stream.to_owned()),
            kind: Some(kind.to_owned()),
            at: None,
            meeting: meeting.map(Day),
            paragraph,
        }
    }

    /// Looks whether an entry that is no event here is disputed; that its signers are read for it is rare.
    fn dispute(&mut self, place: &Place) -> Result<(), ReadError> {
        let revoked = self.authority.keys().iter().any(|key| key.revoked.is_some());
        if let Some(index) = place.entry.filter(|_| revoked) {
            let by = self.header(index, |header| {
                header.by.iter().map(|handle| (*handle).to_owned()).collect()
            })?;
            let by: Vec<String> = by;
            let handles: Vec<&str> = by.iter().map(String::as_str).collect();
            disputes(&self.authority, place, index, &handles, &mut self.found.disputed);
        }
        Ok(())
    }

    fn basis(&self, index: u64) -> Result<Option<u64>, ReadError> {
        self.header(index, |header| header.basis.map(|basis| basis.index))
    }

    fn header<T>(&self, index: u64, look: impl FnOnce(&Header<'_>) -> T) -> Result<T, ReadError> {
        let record = self.log.record(index)?;
        let (_, event) = parsed(index, &record)?;
        Ok(look(event.header()))
    }

    /// Says of which meetings not everything could be judged.
    fn meetings_not_judged(&mut self) {
        for (date, course) in self.meetings.iter().filter(|(_, course)| course.items > 0) {
            let mut not_judged = |why: &str| {
                let place = Place {
                    meeting: Some(Day(*date)),
                    ..Place::default()
                };
                let why = why.to_owned();
                self.found.not_judged.push(NotJudged { place, why });
            };
            if *date < KOMMUNALLAG_2017_725 {
                not_judged(OLDER_LAW);
            }
            if !course.attendance {
                not_judged(NO_ATTENDANCE);
            }
        }
    }
}

/// What belongs to a scope.
struct Within {
    scope: Scope,
    /// The day of the meeting, or of the paragraph's.
    meeting: Option<Day>,
}

impl Within {
    fn holds(&self, place: &Place) -> bool {
        match self.scope {
            Scope::Meeting(day) => place.meeting == Some(day),
            Scope::Paragraph(at) => place.paragraph == Some(at),
        }
    }

    /// Whether the judgement may have been another if this had been judged: what stands in the same meeting without a
    /// known paragraph, and what is said of the body.
    fn touches(&self, place: &Place) -> bool {
        let of_meeting =
            place.paragraph.is_none() && place.meeting.is_some() && place.meeting == self.meeting;
        self.holds(place) || of_meeting || place.stream.as_deref() == Some("body")
    }
}

/// That a body names rules that are not known here.
fn of_unknown_rules(event: &Event) -> Option<String> {
    let Content::BodyConstituted(body) = &event.content else {
        return None;
    };
    let rules = body.rule_set.as_deref().filter(|rules| *rules != RULE_SET)?;
    Some(format!(
        "the body names the rules `{rules}`, which are not known here: it is judged by `{RULE_SET}` all the same"
    ))
}

fn disputes(
    authority: &Authority,
    place: &Place,
    index: u64,
    handles: &[&str],
    disputed: &mut Vec<Disputed>,
) {
    for handle in handles {
        let revoked = authority.handle(handle).and_then(|key| key.revoked);
        if let Some(revoked) = revoked.filter(|revoked| revoked.until <= index) {
            disputed.push(Disputed {
                place: place.clone(),
                handle: (*handle).to_owned(),
                revoked: revoked.index,
                until: revoked.until,
            });
        }
    }
}

/// The kinds that findings about other events name.
const HELD_AGAINST: [Kind; 9] = [
    Kind::BallotCast,
    Kind::DecisionMade,
    Kind::ParticipationDeclined,
    Kind::PropositionFound,
    Kind::RecusalDeclared,
    Kind::ReservationEntered,
    Kind::VoteCounted,
    Kind::VoteOrdered,
    Kind::VotingListRecorded,
];

const OLDER_LAW: &str = "the meeting was before 2018-01-01, when kommunallagen (2017:725) came into force: of its rules \
                         only what follows from logic is judged";
const NO_ATTENDANCE: &str =
    "nobody's attendance is recorded: quorum, and who may vote, decide and reserve, is not judged";

/// A stream by its name.
fn named(stream: &str) -> Stream {
    stream.parse().unwrap_or_else(|never| match never {})
}
