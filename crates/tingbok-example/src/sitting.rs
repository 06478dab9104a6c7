//! A meeting as it happens: called, opened, the roll, people coming and going, adjournments, closed.
//!
//! Who serves is kept here, so that ballots are cast by those who do.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use tingbok_procedure::content::{
    AdjustersAppointed, AgendaAdopted, AgendaItem, AttendanceRecorded, Content, Day, MeetingAdjourned,
    MeetingCancelled, MeetingClosed, MeetingOpened, MeetingResumed, MeetingSummoned, ParagraphNo, Person,
    ServiceEnded, ServiceStarted, Serving,
};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Draft, Moment, Rule, Stream};

use crate::Place;
use crate::aftermath::{self, Days, Paragraph};
use crate::clerk::{Clerk, moment, persons, text};
use crate::roster::{Member, SECRETARY, official};

/// What is known of a meeting before it begins.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) date: Date,
    pub(crate) chair: &'static Member,
    pub(crate) adjusters: Vec<&'static Member>,
    /// Members who do not come.
    pub(crate) absent: &'static [&'static str],
    /// Whether substitutes of their parties take their places.
    pub(crate) replaced: bool,
    /// Whether the minutes are adjusted and announced on the last day for it, instead of soon.
    pub(crate) at_the_last: bool,
}

/// Somebody who serves, and in whose place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) who: &'static Member,
    pub(crate) place_of: Option<&'static Member>,
}

/// A meeting that goes on.
#[derive(Debug)]
pub(crate) struct Sitting<'c> {
    pub(crate) clerk: &'c mut Clerk,
    pub(crate) date: Date,
    pub(crate) chair: &'static Member,
    pub(crate) adjusters: Vec<&'static Member>,
    pub(crate) serving: Vec<Seat>,
    pub(crate) now: DateTime,
    pub(crate) agenda: Vec<AgendaItem>,
    pub(crate) paragraphs: Vec<Paragraph>,
    /// The draft that appoints those who adjust.
    pub(crate) appointed: String,
    days: Days,
    batch: Vec<Draft>,
    /// What is put down after the meeting has closed.
    late: Vec<Draft>,
}

impl<'c> Sitting<'c> {
    /// Opens the meeting, takes the roll and appoints those who adjust.
    pub(crate) fn open(clerk: &'c mut Clerk, call: &Call) -> Self {
        let mut sitting = Self {
            date: call.date,
            chair: call.chair,
            adjusters: call.adjusters.clone(),
            serving: Vec::new(),
            now: call.date.at(9, 0, 0, 0),
            agenda: Vec::new(),
            paragraphs: Vec::new(),
            appointed: String::new(),
            days: if call.at_the_last {
                Days::last(call.date)
            } else {
                Days::after(call.date)
            },
            batch: Vec::new(),
            late: Vec::new(),
            clerk,
        };
        sitting.say(MeetingOpened {
            place: Some(sitting.clerk.body.room.to_owned()),
            chair: call.chair.person(),
            secretary: Some(official(SECRETARY, "Sekreterare")),
        });
        sitting.take_the_roll(call);
        sitting.wait(3);
        sitting.appointed = sitting.say(AdjustersAppointed {
            item: None,
            adjusters: persons(&call.adjusters),
            on: Some(Day(sitting.days.signed)),
        });
        sitting.say(AgendaAdopted {
            text: text("Föredragningslistan fastställs."),
            ..AgendaAdopted::default()
        });
        sitting.record();
        sitting
    }

    fn take_the_roll(&mut self, call: &Call) {
        let mut free = self.clerk.substitutes.clone();
        let mut absent = Vec::new();
        for seat in self.clerk.seats.clone() {
            if !call.absent.contains(&seat.id) {
                self.serving.push(Seat {
                    who: seat,
                    place_of: None,
                });
                continue;
            }
            absent.push(seat);
            let next = free.iter().position(|substitute| substitute.party == seat.party);
            if let Some(next) = next.filter(|_| call.replaced) {
                let who = free.remove(next);
                self.serving.push(Seat {
                    who,
                    place_of: Some(seat),
                });
            }
        }
        let serving = self.serving.iter().map(|seat| Serving {
            person: seat.who.person(),
            in_place_of: seat.place_of.map(Member::person),
        });
        let serving = serving.collect();
        let present: Vec<&'static Member> = free.into_iter().take(3).collect();
        self.say(AttendanceRecorded {
            item: None,
            serving,
            substitutes: persons(&present),
            others: vec![
                official("Birgitta Ruong", "Regiondirektör"),
                official("Maja Lind", "Trafikdirektör"),
            ],
            absent: persons(&absent),
        });
    }

    /// Puts down what happens now; the id of the draft comes back.
    pub(crate) fn say(&mut self, content: impl Into<Content>) -> String {
        self.say_at(moment(self.now), content)
    }

    /// The same with another time than now.
    pub(crate) fn say_at(&mut self, at: Moment, content: impl Into<Content>) -> String {
        let draft = self.clerk.draft(Stream::Meeting(self.date), at, content);
        let id = draft.id.clone();
        self.batch.push(draft);
        id
    }

    /// Puts down what is recorded only when the meeting has closed.
    pub(crate) fn say_late(&mut self, at: Moment, content: impl Into<Content>) -> String {
        let draft = self.clerk.draft(Stream::Meeting(self.date), at, content);
        let id = draft.id.clone();
        self.late.push(draft);
        id
    }

    /// The id of what was put down last and is not recorded yet.
    pub(crate) fn last(&self) -> Option<String> {
        self.batch.last().map(|draft| draft.id.clone())
    }

    pub(crate) fn wait(&mut self, minutes: u32) {
        self.now = self.now.saturating_add(i64::from(minutes).minutes());
    }

    /// Records what was put down so far as one batch.
    pub(crate) fn record(&mut self) {
        let drafts = std::mem::take(&mut self.batch);
        self.clerk.record(self.now, drafts);
    }

    pub(crate) fn plant(&mut self, rule: Rule, item: Option<ParagraphNo>, draft: Option<&str>, what: &str) {
        let place = Place {
            meeting: Some(self.date),
            paragraph: item.map(|item| self.paragraph(item)),
            draft: draft.map(str::to_owned),
        };
        self.clerk.plant(rule, place, what);
    }

    pub(crate) fn paragraph(&self, item: ParagraphNo) -> ParagraphRef {
        ParagraphRef {
            year: self.date.year(),
            number: item.0,
        }
    }

    /// A member by the id in the roster, where the member or a substitute serves; else whoever leads the meeting.
    pub(crate) fn who(&self, id: &str) -> &'static Member {
        let serving = self.serving.iter().find(|seat| seat.who.id == id);
        serving.map_or(self.chair, |seat| seat.who)
    }

    /// Somebody leaves the table.
    pub(crate) fn leaves(&mut self, who: &'static Member, item: Option<ParagraphNo>) -> String {
        self.serving.retain(|seat| seat.who != who);
        self.say(ServiceEnded {
            item,
            person: who.person(),
        })
    }

    /// Somebody comes to the table, as a member or in a member's place.
    pub(crate) fn comes(&mut self, seat: Seat, item: Option<ParagraphNo>) -> String {
        self.serving.push(seat);
        self.say(ServiceStarted {
            item,
            person: seat.who.person(),
            in_place_of: seat.place_of.map(Member::person),
        })
    }

    /// A substitute of the member's party, or the first there is, who does not serve.
    pub(crate) fn substitute_for(&self, member: &'static Member) -> Option<Seat> {
        let idle = |one: &&&'static Member| !self.serving.iter().any(|seat| seat.who == **one);
        let mut free = self.clerk.substitutes.iter().filter(idle);
        let first = free.clone().next();
        let own = free.find(|one| one.party == member.party).or(first);
        own.map(|who| Seat {
            who,
            place_of: Some(member),
        })
    }

    pub(crate) fn adjourn(&mut self, item: Option<ParagraphNo>, minutes: u32) {
        self.say(MeetingAdjourned { item });
        self.wait(minutes);
        self.say(MeetingResumed { item });
    }

    /// The meeting is adjourned to another day, and goes on there.
    pub(crate) fn adjourn_to(&mut self, day: Date) {
        self.say(MeetingAdjourned { item: None });
        self.record();
        self.now = day.at(9, 0, 0, 0);
        self.say(MeetingResumed { item: None });
        self.record();
    }

    /// Closes the meeting. What comes after it is put down too: late words, adjustment, notice, appeal time.
    pub(crate) fn close(mut self) {
        self.wait(2);
        self.say(MeetingClosed {});
        self.record();
        let late = std::mem::take(&mut self.late);
        let evening = self.now.date().at(21, 0, 0, 0);
        self.clerk.record(evening, late);
        let agenda = std::mem::take(&mut self.agenda);
        summon(self.clerk, self.date, agenda);
        aftermath::follow(self.clerk, &self.days, &self.paragraphs);
    }
}

/// Calls a meeting, a week before it.
pub(crate) fn summon(clerk: &mut Clerk, meeting: Date, agenda: Vec<AgendaItem>) {
    let day = meeting.saturating_sub(7.days());
    let summoned = MeetingSummoned {
        place: Some(clerk.body.room.to_owned()),
        begins: Some(moment(meeting.at(9, 0, 0, 0))),
        agenda,
    };
    let draft = clerk.draft(Stream::Meeting(meeting), Moment::Day(day), summoned);
    clerk.record(day.at(9, 0, 0, 0), vec![draft]);
}

/// Calls a meeting off, a few days before it.
pub(crate) fn cancel(clerk: &mut Clerk, meeting: Date, reason: &str) {
    let day = meeting.saturating_sub(3.days());
    let cancelled = MeetingCancelled { reason: text(reason) };
    let draft = clerk.draft(Stream::Meeting(meeting), Moment::Day(day), cancelled);
    clerk.record(day.at(9, 0, 0, 0), vec![draft]);
}

/// Somebody whom nobody has elected.
pub(crate) fn stranger() -> Person {
    Person {
        name: "Stig Ovik".to_owned(),
        party: Some("S".to_owned()),
        ..Person::default()
    }
}
