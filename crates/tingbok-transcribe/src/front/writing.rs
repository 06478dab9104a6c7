//! The events of a front page: before the first paragraph, when each of them is opened, and after the last.
//!
//! Spec: docs/procedure.md, "Event kinds".

use jiff::civil::Date;
use tingbok_procedure::content::{
    AdjustersAppointed, AttendanceRecorded, Day, MeetingClosed, MeetingOpened, ParagraphNo, Person,
    ServiceEnded, ServiceStarted,
};
use tingbok_procedure::{Content, Moment, Stream};

use super::Front;
use super::label::Label;
use super::roll::Change;
use crate::calendar::{self, Clock};
use crate::manuscript::LineIndex;
use crate::scribe::{Key, Phase, Place, Scribe};

/// The events of a front page while they are written.
pub(super) struct Writing<'s, 'm, 'a> {
    pub(super) scribe: &'s mut Scribe<'m, 'a>,
    date: Date,
    /// When the meeting is opened.
    at: Moment,
}

impl<'s, 'm, 'a> Writing<'s, 'm, 'a> {
    /// Of the meeting of a day.
    pub(super) fn of(scribe: &'s mut Scribe<'m, 'a>, date: Date) -> Self {
        let at = Moment::Day(date);
        Self { scribe, date, at }
    }

    /// Writes everything that the page leaves no doubt about.
    pub(super) fn all(&mut self, front: &Front) {
        self.open(front);
        self.call(front);
        self.appoint(front);
        self.close(front);
        self.pause(front);
    }

    fn open(&mut self, front: &Front) {
        let Some(chair) = &front.chair else { return };
        let labels = [Label::Session, Label::Chair, Label::Secretary];
        let lines = front.lines(&labels);
        if lines.is_empty() {
            return;
        }
        if let Some(begins) = front.session.begins.and_then(|clock| self.moment(clock)) {
            if self.scribe.pauses().any(|(_, pause)| pause.is_before(&begins)) {
                self.scribe.note(
                    lines.first().copied(),
                    "the meeting paused before it is said to begin",
                );
            } else {
                self.at = begins;
            }
        }
        let opened = MeetingOpened {
            place: front.session.place.clone(),
            chair: chair.clone(),
            secretary: front.secretary.clone(),
        };
        self.write((0, OPENED), opened, &lines);
    }

    fn call(&mut self, front: &Front) {
        let Some(roll) = &front.roll else {
            return;
        };
        let recorded = roll.recorded();
        if leaves(&recorded) + roll.lines.len() > LEAVES_MAX {
            let line = roll.lines.first().copied();
            return self
                .scribe
                .note(line, "a roll too long for one event is kept as words");
        }
        self.write((0, CALLED), recorded, &roll.lines);
        for (index, number) in front.numbers.iter().enumerate() {
            let item = Some(ParagraphNo(*number));
            let (ended, started) = roll.changes(index);
            for Change { serving, lines } in ended {
                let person = serving.person;
                self.write((index + 1, ENDED), ServiceEnded { item, person }, &lines);
            }
            for Change { serving, lines } in started {
                let started = ServiceStarted {
                    item,
                    person: serving.person,
                    in_place_of: serving.in_place_of,
                };
                self.write((index + 1, STARTED), started, &lines);
            }
        }
    }

    fn appoint(&mut self, front: &Front) {
        if front.adjusters.is_empty() {
            return;
        }
        let lines = front.lines(&[Label::Adjusters, Label::Adjusting, Label::AdjustmentTime]);
        let times = front
            .fields
            .iter()
            .filter(|field| field.label == Label::AdjustmentTime);
        let mut days = times
            .flat_map(|field| &field.rows)
            .filter_map(|row| calendar::day(&row.text));
        let appointed = AdjustersAppointed {
            item: None,
            adjusters: front.adjusters.clone(),
            on: days.next().map(Day),
        };
        self.write((0, APPOINTED), appointed, &lines);
    }

    /// The meeting ends last; over midnight on the next day.
    fn close(&mut self, front: &Front) {
        let (Some(begins), Some(ends), Some(_)) =
            (front.session.begins, front.session.ends, front.chair.as_ref())
        else {
            return;
        };
        let lines = front.lines(&[Label::Session]);
        let ends = match (ends < begins, self.moment(ends)) {
            (true, _) => self.next_day(ends),
            (false, same_day) => same_day,
        };
        let Some(ends) = ends else { return };
        if self.scribe.pauses().any(|(_, pause)| ends.is_before(pause)) {
            let text = "the meeting paused after it is said to end";
            return self.scribe.note(lines.first().copied(), text);
        }
        let opened = std::mem::replace(&mut self.at, ends);
        self.write((front.numbers.len() + 1, OPENED), MeetingClosed {}, &lines);
        self.at = opened;
    }

    /// A pause that a paragraph tells too is that of the paragraph; of another the page does not say where it was.
    fn pause(&mut self, front: &Front) {
        let told: Vec<_> = front
            .session
            .pauses
            .iter()
            .filter_map(|(from, _)| self.moment(*from))
            .collect();
        let known: Vec<_> = self.scribe.pauses().filter(|(_, at)| told.contains(at)).collect();
        let (known, count) = (known.first().map(|(entry, _)| *entry), known.len());
        let lines = front.lines(&[Label::Pauses]);
        if let Some(entry) = known {
            self.scribe.quote_too(entry, &lines);
        }
        if count < told.len() {
            let line = front.lines(&[Label::Pauses, Label::Session]).first().copied();
            self.scribe
                .remark(line, "the front page tells of a pause, and no paragraph does");
        }
    }

    fn write(&mut self, (item, unit): (usize, usize), content: impl Into<Content>, lines: &[LineIndex]) {
        let key = Key {
            item,
            phase: Phase::Opened,
            unit,
            place: Place::First,
        };
        let day = Moment::Day(self.at.date());
        let at = if item == 0 || unit == OPENED {
            &self.at
        } else {
            &day
        };
        let at = at.clone();
        self.scribe
            .write(key, &Stream::Meeting(self.date), &at, content, lines);
    }

    fn moment(&self, clock: Clock) -> Option<Moment> {
        Moment::in_stockholm(self.date, clock.hour, clock.minute)
    }

    fn next_day(&self, clock: Clock) -> Option<Moment> {
        Moment::in_stockholm(self.date.tomorrow().ok()?, clock.hour, clock.minute)
    }
}

/// How many values a roll has, at most.
fn leaves(roll: &AttendanceRecorded) -> usize {
    let idle = roll.substitutes.len() + roll.others.len() + roll.absent.len();
    let of = |person: &Person| 1 + usize::from(person.party.is_some()) + usize::from(person.role.is_some());
    let serving = roll.serving.iter();
    let places: usize = serving
        .map(|one| of(&one.person) + one.in_place_of.as_ref().map_or(0, of))
        .sum();
    places + 3 * idle
}

/// The order of the events within one paragraph, or before the first.
const OPENED: usize = 0;
const CALLED: usize = 1;
const APPOINTED: usize = 2;
const ENDED: usize = 1;
const STARTED: usize = 2;

/// So many values and lines fit one event, with room to spare.
const LEAVES_MAX: usize = 700;
