//! The notice board (*anslagstavla*): where every paragraph stands between its meeting and legal force.
//!
//! Invariant: the state holds days and persons as they were recorded; whether a paragraph is adjusted, and what is due,
//! is derived for the day that is asked about.
//!
//! Section: 5:69, 8:12, 13:5; docs/procedure.md, "Time limits".

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tingbok_procedure::admission::adjustment::{Appointed, Signers};
use tingbok_procedure::admission::{Adjustment, Body};
use tingbok_procedure::content::{AppealDecided, Day};
use tingbok_procedure::limits::{Due, ParagraphTimes, Stage, last_day_of_appeal};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Event, Kind, Stream};

use crate::afterwards::{Afterwards, decided as decided_by};
use crate::projection::{Logged, Projection, Unread};
use crate::text::wording::one_line;

pub use page::{DueList, Notices};

mod page;

/// Every paragraph of the log with what came after its meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NoticeBoard {
    /// The body's name, as last constituted.
    body: Option<String>,
    /// Where notices are posted unless something else is stated.
    place: Option<String>,
    /// What the body has decided of itself, and its roster.
    rules: Body,
    meetings: BTreeMap<Day, Appointed>,
    /// The day on which a meeting was closed, where it is another than its own: time limits are counted from it.
    closed: BTreeMap<Day, Day>,
    paragraphs: BTreeMap<i16, BTreeMap<u32, Posting>>,
    /// Entries that might have told more.
    unread: Vec<Unread>,
}

/// A paragraph on its way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Posting {
    meeting: Option<Day>,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case: Option<String>,
    /// The item's own chair, and those appointed for the item alone.
    #[serde(default)]
    own: Appointed,
    after: Afterwards,
}

/// A paragraph as it stands on a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Posted {
    /// The paragraph.
    pub paragraph: ParagraphRef,
    /// The item's title.
    pub title: String,
    /// The item's case.
    pub case: Option<String>,
    /// The days that decide where it stands.
    pub times: ParagraphTimes,
    /// Where its notice is or was.
    pub place: Option<String>,
    /// The last day to appeal, when it is posted.
    pub last_day_of_appeal: Option<Date>,
    /// Where it stands.
    pub stage: Stage,
    /// The same in Swedish.
    pub words: String,
    /// What is to be done with it.
    pub due: Option<Due>,
}

impl NoticeBoard {
    /// The body's name.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// Every paragraph as it stands at the end of a day, by year and number.
    pub fn on(&self, day: Date) -> impl Iterator<Item = Posted> + '_ {
        self.paragraphs.iter().flat_map(move |(&year, paragraphs)| {
            let at = move |number| ParagraphRef { year, number };
            let posted = move |(&number, posting)| self.posted(at(number), posting, day);
            paragraphs.iter().map(posted)
        })
    }

    /// One paragraph as it stands at the end of a day.
    #[must_use]
    pub fn paragraph(&self, at: ParagraphRef, day: Date) -> Option<Posted> {
        let posting = self.paragraphs.get(&at.year)?.get(&at.number)?;
        Some(self.posted(at, posting, day))
    }

    /// How far the adjustment of a paragraph has come.
    #[must_use]
    pub fn adjustment(&self, at: ParagraphRef) -> Option<Adjustment> {
        let posting = self.paragraphs.get(&at.year)?.get(&at.number)?;
        Some(self.adjustment_of(posting))
    }

    /// What came after the meeting, of one paragraph.
    #[must_use]
    pub fn afterwards(&self, at: ParagraphRef) -> Option<&Afterwards> {
        let posting = self.paragraphs.get(&at.year)?.get(&at.number)?;
        Some(&posting.after)
    }

    /// The entries that might have told more, and could not be read.
    #[must_use]
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    fn posted(&self, at: ParagraphRef, posting: &Posting, day: Date) -> Posted {
        let last_day = |meeting| self.closed.get(&meeting).copied().unwrap_or(meeting);
        let meeting = posting.meeting.map(|meeting| last_day(meeting).0);
        let times = posting.after.times(meeting, &self.adjustment_of(posting), day);
        let stage = times.stage(day);
        let place = posting
            .after
            .notice(day)
            .map(|notice| notice.place.as_ref().or(self.place.as_ref()));
        Posted {
            paragraph: at,
            title: posting.title.clone(),
            case: posting.case.clone(),
            times,
            place: place.flatten().cloned(),
            last_day_of_appeal: times.posted.map(last_day_of_appeal),
            stage,
            words: words(&stage, posting.after.appeal_decided(day)),
            due: times.due(day),
        }
    }

    fn adjustment_of(&self, posting: &Posting) -> Adjustment {
        let day = posting.meeting;
        let meeting = day.and_then(|day| self.meetings.get(&day));
        let rules = day.and_then(|day| self.rules.on(day.0));
        let signers = Signers::of(
            &posting.own,
            meeting.unwrap_or(&Appointed::default()),
            rules.and_then(|rules| rules.adjusters),
        );
        posting.after.adjustment(signers, self.rules.roster())
    }

    fn event(&mut self, event: &Event) {
        match &event.stream {
            Stream::Body => {
                self.rules.apply(event);
                if let Content::BodyConstituted(c) = &event.content {
                    self.body = Some(c.name.clone());
                    self.place.clone_from(&c.notice_place);
                }
            }
            Stream::Meeting(date) => self.meeting(Day(*date), event),
            Stream::Paragraph(at) | Stream::Adjuster(at, _) => {
                self.place_of(*at).after.take(event);
            }
            _ => {}
        }
    }

    fn meeting(&mut self, day: Day, event: &Event) {
        match &event.content {
            Content::MeetingOpened(c) => {
                self.meetings.entry(day).or_default().chair = Some(c.chair.clone());
            }
            Content::MeetingClosed(_) if event.at.date() > day.0 => {
                self.closed.insert(day, Day(event.at.date()));
            }
            Content::AdjustersAppointed(c) => match c.item {
                None => {
                    self.meetings.entry(day).or_default().adjusters = Some(c.adjusters.clone());
                }
                Some(item) => {
                    let at = ParagraphRef {
                        year: day.0.year(),
                        number: item.0,
                    };
                    self.place_of(at).own.adjusters = Some(c.adjusters.clone());
                }
            },
            Content::ItemOpened(c) => {
                let at = ParagraphRef {
                    year: day.0.year(),
                    number: c.item.0,
                };
                let posting = self.place_of(at);
                posting.meeting = Some(day);
                posting.title = one_line(&c.title.concat());
                posting.case.clone_from(&c.case);
                posting.own.chair.clone_from(&c.chair);
            }
            _ => {}
        }
    }

    fn place_of(&mut self, at: ParagraphRef) -> &mut Posting {
        self.paragraphs
            .entry(at.year)
            .or_default()
            .entry(at.number)
            .or_default()
    }
}

impl Projection for NoticeBoard {
    const NAME: &'static str = "notice-board";
    const VERSION: u32 = 3;

    fn take(&mut self, entry: &Logged) {
        match entry.event() {
            Some(event) => self.event(event),
            None => self
                .unread
                .extend(entry.unread().filter(|unread| unread.may_be_one_of(NEEDED))),
        }
    }
}

/// Where a paragraph stands, in Swedish; of one in force after an appeal also which court decided it.
fn words(stage: &Stage, decided: Option<&AppealDecided>) -> String {
    match (stage, decided) {
        (Stage::InForce { .. }, Some(court)) => format!("{}, {}", stage.swedish(), decided_by(court)),
        _ => stage.swedish(),
    }
}

/// The kinds that the board reads, beside those of the paragraphs' own streams.
const NEEDED: &[Kind] = &[
    Kind::BodyConstituted,
    Kind::MemberElected,
    Kind::MemberReleased,
    Kind::MeetingOpened,
    Kind::MeetingClosed,
    Kind::AdjustersAppointed,
    Kind::ItemOpened,
    Kind::ParagraphCompiled,
    Kind::AdjustmentDisputed,
    Kind::AdjustmentRecorded,
    Kind::NoticePosted,
    Kind::NoticeRemoved,
    Kind::AppealLodged,
    Kind::ForceGained,
    Kind::ParagraphAdjusted,
];

#[cfg(test)]
mod tests;
