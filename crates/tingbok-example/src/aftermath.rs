//! What comes after a meeting: the text, signatures, the notice, the appeal time, and what goes wrong there.
//!
//! Spec: docs/procedure.md, "States", paragraph, and "Time limits"; 5:69, 8:12, 13:5.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use tingbok_procedure::calendar::ends_on;
use tingbok_procedure::content::{
    AdjustmentRecorded, AppealLodged, CaseClosed, Content, ExtractDispatched, ForceGained, Ground,
    NoticePosted, NoticeRemoved, ParagraphCorrected, ParagraphNo, SigningRole,
};
use tingbok_procedure::limits::{adjust_by, last_day_of_appeal, may_come_down, post_by};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Draft, Moment, Rule, Stream};

use crate::Place;
use crate::clerk::{Clerk, text};
use crate::roster::Member;

/// A paragraph when its meeting is over.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    pub(crate) at: ParagraphRef,
    pub(crate) meeting: Date,
    /// Who led the item.
    pub(crate) leader: &'static Member,
    pub(crate) adjusters: Vec<&'static Member>,
    /// The case that is closed when the decision has gained force.
    pub(crate) closes: Option<Stream>,
    pub(crate) after: After,
}

/// How a paragraph fares after its item was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// Adjusted within a week, posted the next day, taken down when it may be, in force.
    Usual,
    /// Compiled and adjusted while the meeting goes on; `true` when the body decided so.
    AtOnce { decided: bool },
    /// Adjusted on paper.
    OnPaper,
    /// An extract is sent as well.
    Dispatched,
    /// Signed by all but too late.
    SignedLate,
    /// Never signed by those appointed.
    Unsigned,
    /// Adjusted and never announced.
    Unposted,
    /// Announced before it was adjusted.
    PostedEarly,
    /// Announced too late.
    PostedLate,
    /// Taken down before the appeal time was out.
    RemovedEarly,
    /// Said to be in force while the appeal time ran.
    ForceEarly,
    /// Appealed in time: it does not gain force.
    Appealed,
    /// Appealed when the time was out.
    AppealedLate,
    /// Corrected, on a ground or on none.
    Corrected(Option<Ground>),
}

/// The days on which the office does what it has to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Days {
    compiled: Date,
    led: Date,
    pub(crate) signed: Date,
    posted: Date,
    removed: Date,
}

impl Days {
    /// Soon: within a week, and the notice the day after.
    pub(crate) fn after(meeting: Date) -> Self {
        let signed = ends_on(meeting.saturating_add(7.days()));
        Self::signed(meeting, signed, ends_on(signed.saturating_add(1.day())))
    }

    /// On the last day for it.
    pub(crate) fn last(meeting: Date) -> Self {
        let signed = adjust_by(meeting);
        Self::signed(meeting, signed, post_by(signed))
    }

    fn signed(meeting: Date, signed: Date, posted: Date) -> Self {
        Self {
            compiled: ends_on(meeting.saturating_add(5.days())),
            led: ends_on(meeting.saturating_add(6.days())),
            signed,
            posted,
            removed: ends_on(may_come_down(posted)),
        }
    }
}

/// What happens to one paragraph and when; `None` is what does not.
struct Course {
    compiled: Option<Date>,
    led: Option<Date>,
    signed: Option<Date>,
    on_paper: Option<Date>,
    posted: Option<Date>,
    removed: Option<Date>,
    force: Option<Date>,
    appealed: Option<Date>,
    corrected: Option<(Date, Option<Ground>)>,
    dispatched: Option<Date>,
}

/// Puts down what follows a meeting, for all its paragraphs.
pub(crate) fn follow(clerk: &mut Clerk, days: &Days, paragraphs: &[Paragraph]) {
    let mut office = Office {
        clerk,
        desk: BTreeMap::new(),
    };
    for paragraph in paragraphs {
        let course = Course::of(days, paragraph);
        office.sign(paragraph, &course);
        office.announce(paragraph, &course);
        office.afterwards(paragraph, &course);
        office.never(paragraph);
    }
    let Office { clerk, desk } = office;
    for (at, drafts) in desk {
        clerk.record(at, drafts);
    }
}

impl Course {
    fn of(days: &Days, paragraph: &Paragraph) -> Self {
        let mut course = Self::usual(days);
        let until = last_day_of_appeal(days.posted);
        match paragraph.after {
            After::Usual => {}
            After::AtOnce { .. } => {
                course.adjust_elsewhere();
                course.announce(ends_on(paragraph.meeting.saturating_add(1.day())));
            }
            After::OnPaper => {
                course.adjust_elsewhere();
                course.on_paper = Some(days.signed);
            }
            After::Dispatched => course.dispatched = Some(days.posted),
            After::SignedLate => {
                let late = ends_on(adjust_by(paragraph.meeting).saturating_add(1.day()));
                course.signed = Some(late);
                course.announce(late);
            }
            After::Unsigned => {
                course.signed = None;
                course.never_announce();
            }
            After::Unposted => course.never_announce(),
            After::PostedEarly => course.announce(days.led),
            After::PostedLate => course.announce(ends_on(post_by(days.signed).saturating_add(2.days()))),
            After::RemovedEarly => (course.removed, course.force) = (Some(until), None),
            After::ForceEarly => course.force = Some(until),
            After::Appealed => (course.appealed, course.force) = (Some(until), None),
            After::AppealedLate => course.appealed = course.removed,
            After::Corrected(ground) => course.corrected = Some((days.removed, ground)),
        }
        course
    }

    fn usual(days: &Days) -> Self {
        Self {
            compiled: Some(days.compiled),
            led: Some(days.led),
            signed: Some(days.signed),
            on_paper: None,
            posted: Some(days.posted),
            removed: Some(days.removed),
            force: Some(days.removed),
            appealed: None,
            corrected: None,
            dispatched: None,
        }
    }

    fn adjust_elsewhere(&mut self) {
        (self.compiled, self.led, self.signed) = (None, None, None);
    }

    /// Posted on a day, and taken down and in force when that may be.
    fn announce(&mut self, day: Date) {
        self.posted = Some(day);
        self.removed = Some(ends_on(may_come_down(day)));
        self.force = self.removed;
    }

    fn never_announce(&mut self) {
        (self.posted, self.removed, self.force) = (None, None, None);
    }
}

/// The office: what is recorded on one day at one hour is one batch.
struct Office<'c> {
    clerk: &'c mut Clerk,
    desk: BTreeMap<DateTime, Vec<Draft>>,
}

impl Office<'_> {
    fn put(&mut self, stream: Stream, (day, hour): (Date, i8), content: impl Into<Content>) -> String {
        let draft = self.clerk.draft(stream, Moment::Day(day), content);
        let id = draft.id.clone();
        self.desk.entry(day.at(hour, 0, 0, 0)).or_default().push(draft);
        id
    }

    fn sign(&mut self, paragraph: &Paragraph, course: &Course) {
        let at = paragraph.at;
        if let Some(day) = course.compiled {
            self.clerk.compile(day.at(10, 0, 0, 0), at, Moment::Day(day));
        }
        if let Some(day) = course.led {
            let leader = (SigningRole::Chair, paragraph.leader);
            self.clerk
                .adjust(day.at(11, 0, 0, 0), at, leader, Moment::Day(day));
        }
        if let Some(day) = course.signed {
            for &adjuster in &paragraph.adjusters {
                let signer = (SigningRole::Adjuster, adjuster);
                self.clerk
                    .adjust(day.at(12, 0, 0, 0), at, signer, Moment::Day(day));
            }
        }
        if let Some(day) = course.on_paper {
            let recorded = AdjustmentRecorded {
                item: number(at),
                statement: text("Paragrafen är justerad"),
            };
            self.put(Stream::Paragraph(at), (day, 12), recorded);
        }
        if paragraph.after == After::SignedLate {
            self.plant(
                paragraph,
                Rule::AdjustedInTime,
                None,
                "the adjuster signs when the 14 days have passed",
            );
        }
    }

    fn announce(&mut self, paragraph: &Paragraph, course: &Course) {
        let stream = || Stream::Paragraph(paragraph.at);
        let item = number(paragraph.at);
        if let Some(day) = course.posted {
            let id = self.put(stream(), (day, 15), NoticePosted { item, place: None });
            if paragraph.after == After::PostedEarly {
                let what = "the notice is posted when only the chair has signed";
                self.plant(paragraph, Rule::PostedAfterAdjustment, Some(id), what);
            } else if paragraph.after == After::PostedLate {
                self.plant(
                    paragraph,
                    Rule::PostedInTime,
                    Some(id),
                    "the notice is posted after the second day",
                );
            }
        }
        if let Some(day) = course.removed {
            let id = self.put(stream(), (day, 9), NoticeRemoved { item });
            if paragraph.after == After::RemovedEarly {
                let what = "the notice comes down on the last day of the appeal time";
                self.plant(paragraph, Rule::PostedWholeTime, Some(id), what);
            }
        }
        if let Some(day) = course.force {
            let id = self.put(
                stream(),
                (day, 10),
                ForceGained {
                    item,
                    appeal_decided: None,
                },
            );
            if paragraph.after == After::ForceEarly {
                let what = "force is recorded on the last day of the appeal time";
                self.plant(paragraph, Rule::ForceInTime, Some(id), what);
            }
        }
    }

    fn afterwards(&mut self, paragraph: &Paragraph, course: &Course) {
        let stream = || Stream::Paragraph(paragraph.at);
        let item = number(paragraph.at);
        if let Some(day) = course.dispatched {
            let recipients = vec!["Regiondirektören".to_owned()];
            self.put(stream(), (day, 16), ExtractDispatched { item, recipients });
        }
        if let Some(day) = course.appealed {
            let court = Some("Förvaltningsrätten i Fjällmark".to_owned());
            let reference = Some(format!(
                "{}-{}",
                1000 + paragraph.at.number,
                paragraph.at.year % 100
            ));
            let id = self.put(
                stream(),
                (day, 13),
                AppealLodged {
                    item,
                    court,
                    reference,
                },
            );
            if paragraph.after == After::AppealedLate {
                self.plant(
                    paragraph,
                    Rule::AppealInTime,
                    Some(id),
                    "the appeal comes when the time is out",
                );
            }
        }
        if let Some((day, ground)) = course.corrected {
            self.correct(paragraph, day, ground);
        }
        if let (Some(case), Some(day)) = (&paragraph.closes, course.force) {
            let closed = CaseClosed {
                reason: text("Slutligt beslutat."),
            };
            self.put(case.clone(), (day, 14), closed);
        }
    }

    fn correct(&mut self, paragraph: &Paragraph, day: Date, ground: Option<Ground>) {
        let corrected = ParagraphCorrected {
            item: number(paragraph.at),
            ground,
            old: text("löper ut"),
            new: text("löper ut den 31 december"),
            by: Some(paragraph.leader.person()),
            decision: None,
        };
        let id = self.put(Stream::Paragraph(paragraph.at), (day, 13), corrected);
        if ground.is_none() {
            let what = "the correction says on no ground that it stands";
            self.plant(paragraph, Rule::CorrectionHasGround, Some(id), what);
        }
    }

    /// What never happens is found when an audit asks for it.
    fn never(&mut self, paragraph: &Paragraph) {
        match paragraph.after {
            After::Unsigned => {
                self.plant(paragraph, Rule::AdjustedInTime, None, "the adjuster never signs");
            }
            After::Unposted => self.plant(paragraph, Rule::PostedInTime, None, "the notice is never posted"),
            _ => {}
        }
    }

    fn plant(&mut self, paragraph: &Paragraph, rule: Rule, draft: Option<String>, what: &str) {
        let place = Place {
            meeting: Some(paragraph.meeting),
            paragraph: Some(paragraph.at),
            draft,
        };
        self.clerk.plant(rule, place, what);
    }
}

fn number(at: ParagraphRef) -> ParagraphNo {
    ParagraphNo(at.number)
}
