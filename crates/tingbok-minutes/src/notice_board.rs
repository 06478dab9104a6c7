//! The notice board (*anslagstavla*): where every paragraph stands between its meeting and legal force.
//!
//! Invariant: the state holds days and persons as they were recorded; whether a paragraph is adjusted, and what is due,
//! is derived for the day that is asked about, and nothing of a later day stands in it.
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

pub use page::{DueList, Listed, Notices};

mod page;

/// Every paragraph of the log with what came after its meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NoticeBoard {
    /// What the body has decided of itself, its notice place for one, and its roster.
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
    /// The first day on which there was a paragraph: that of its item's opening, not before the meeting.
    since: Option<Day>,
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
    /// The body's name on a day.
    #[must_use]
    pub fn body(&self, day: Date) -> Option<&str> {
        self.rules.on(day).map(|rules| rules.name.as_str())
    }

    /// Every paragraph that there was by the end of a day, as it stood then, by year and number.
    pub fn on(&self, day: Date) -> impl Iterator<Item = Posted> + '_ {
        self.paragraphs.iter().flat_map(move |(&year, paragraphs)| {
            let at = move |number| ParagraphRef { year, number };
            let posted = move |(&number, posting)| self.posted(at(number), posting, day);
            paragraphs.iter().filter_map(posted)
        })
    }

    /// One paragraph as it stood at the end of a day; `None` where there was none yet.
    #[must_use]
    pub fn paragraph(&self, at: ParagraphRef, day: Date) -> Option<Posted> {
        let posting = self.paragraphs.get(&at.year)?.get(&at.number)?;
        self.posted(at, posting, day)
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

    fn posted(&self, at: ParagraphRef, posting: &Posting, day: Date) -> Option<Posted> {
        posting.since.filter(|since| since.0 <= day)?;
        let closed = posting.meeting.and_then(|meeting| self.closed.get(&meeting));
        let held = ParagraphTimes {
            meeting: posting.meeting.map(|meeting| meeting.0),
            closed: closed.map(|closed| closed.0),
            ..ParagraphTimes::default()
        };
        let times = posting.after.times(held, &self.adjustment_of(posting), day);
        let stage = times.stage(day);
        Some(Posted {
            paragraph: at,
            title: posting.title.clone(),
            case: posting.case.clone(),
            times,
            place: self.place(posting, times.posted, day),
            last_day_of_appeal: times.posted.map(last_day_of_appeal),
            stage,
            words: words(&stage, posting.after.appeal_decided(day)),
            due: times.due(day),
        })
    }

    /// Where the notice is that counts on a day: as stated, else in the body's place on the day of the notice.
    fn place(&self, posting: &Posting, posted: Option<Date>, day: Date) -> Option<String> {
        let stated = posting.after.notice(day)?.place.as_ref();
        let usual = || self.rules.on(posted?)?.notice_place.as_ref();
        stated.or_else(usual).cloned()
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
            Stream::Body => self.rules.apply(event),
            Stream::Meeting(date) => self.meeting(Day(*date), event),
            Stream::Paragraph(at) | Stream::Adjuster(at, _) => self.posting(*at).take(event),
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
                    self.meetings
                        .entry(day)
                        .or_default()
                        .appoint(&c.adjusters, &event.at);
                }
                Some(item) => {
                    let at = ParagraphRef {
                        year: day.0.year(),
                        number: item.0,
                    };
                    self.posting(at).own.appoint(&c.adjusters, &event.at);
                }
            },
            Content::ItemOpened(c) => {
                let at = ParagraphRef {
                    year: day.0.year(),
                    number: c.item.0,
                };
                let posting = self.posting(at);
                posting.since = Some(day.max(Day(event.at.date())));
                posting.meeting = Some(day);
                posting.title = one_line(&c.title.concat());
                posting.case.clone_from(&c.case);
                posting.own.chair.clone_from(&c.chair);
            }
            _ => {}
        }
    }

    fn posting(&mut self, at: ParagraphRef) -> &mut Posting {
        self.paragraphs
            .entry(at.year)
            .or_default()
            .entry(at.number)
            .or_default()
    }
}

impl Posting {
    /// Takes in an event of the paragraph's own streams. Where the opening of its item cannot be read, they tell that
    /// there is a paragraph, and of which meeting.
    fn take(&mut self, event: &Event) {
        self.since.get_or_insert(Day(event.at.date()));
        if let Content::ParagraphCompiled(c) = &event.content {
            self.meeting.get_or_insert(c.meeting);
        }
        self.after.take(event);
    }
}

impl Projection for NoticeBoard {
    const NAME: &'static str = "notice-board";
    const VERSION: u32 = 4;

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
        // What stands on the board was held; only the day may be missing.
        (Stage::Planned, _) => "sammanträdets dag är inte känd".to_owned(),
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
