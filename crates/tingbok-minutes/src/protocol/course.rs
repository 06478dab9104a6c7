//! The course of a meeting: when and where, who was there, who decided.

use tingbok_procedure::content::{AgendaItem, AttendanceRecorded, MeetingSummoned, Person};
use tingbok_procedure::{Content, Event, Moment};

use super::{Deciding, Protocol};
use crate::paragraph::{Kept, Pause, Timed};
use crate::person::{may_be_several, same};
use crate::service::Service;
use crate::text::wording::one_line;

impl Protocol {
    /// Takes in the events of the meeting's stream; the members of the roster tell whom a name may mean.
    pub(super) fn follow(&mut self, events: &[&Event], roster: &[Person]) {
        let mut service = Service::default();
        for event in events {
            let nobody = match &event.content {
                Content::RecusalDeclared(c) => may_be_several(&c.person, roster),
                _ => false,
            };
            if !nobody {
                service.take(event);
            }
            self.frame(event);
        }
        self.attendance_recorded = service.recorded;
        self.decide(&service);
        // Who served is told there; the rest of the roll only of those who never did.
        let served = |person: &Person| service.stints.iter().any(|one| same(&one.person, person));
        self.substitutes.retain(|person| !served(person));
        self.absent.retain(|person| !served(person));
    }

    fn frame(&mut self, event: &Event) {
        match &event.content {
            Content::MeetingSummoned(c) => self.summon(c, &event.at),
            Content::MeetingOpened(c) => {
                self.opened = Some(event.at.clone());
                self.place = c.place.clone().or_else(|| self.place.take());
                self.chair = Some(c.chair.clone());
                self.secretary.clone_from(&c.secretary);
            }
            Content::MeetingClosed(_) => self.closed = Some(event.at.clone()),
            Content::MeetingCancelled(c) => self.cancelled = Some(one_line(&c.reason.concat())),
            Content::MeetingAdjourned(_) => self.pauses.push(Pause {
                adjourned: Some(Timed::of(event)),
                resumed: None,
            }),
            Content::MeetingResumed(_) => self.resume(Timed::of(event)),
            Content::DoorsClosed(_) => self.doors.push((true, event.at.clone())),
            Content::DoorsOpened(_) => self.doors.push((false, event.at.clone())),
            _ => self.around(event),
        }
    }

    /// Takes in the summons, or a supplement to it, which adds to the agenda (5:14–15).
    fn summon(&mut self, summoned: &MeetingSummoned, at: &Moment) {
        self.summoned.get_or_insert_with(|| at.clone());
        // Where the meeting was held is known when it is opened.
        if self.opened.is_none() && summoned.place.is_some() {
            self.place.clone_from(&summoned.place);
        }
        for item in &summoned.agenda {
            if !self.agenda.iter().any(|one| is_same(one, item)) {
                self.agenda.push(item.clone());
            }
        }
    }

    fn around(&mut self, event: &Event) {
        match &event.content {
            Content::AttendanceRecorded(c) => self.call(c),
            Content::AgendaAdopted(c) => {
                self.added.extend(c.added.iter().cloned());
                self.removed.extend(c.removed.iter().cloned());
                self.agenda_words = one_line(&c.text.concat());
            }
            Content::AdjustersAppointed(c) if c.item.is_none() => {
                self.adjusters.clone_from(&c.adjusters);
                self.adjust_on = c.on;
            }
            Content::PassageKept(c) if c.item.is_none() => self.kept.push(Kept {
                event: event.id.clone(),
                reason: c.reason.clone(),
                quote: event.source.quote.clone(),
                lines: event.source.lines.clone(),
            }),
            _ => {}
        }
    }

    fn call(&mut self, roll: &AttendanceRecorded) {
        join(&mut self.substitutes, &roll.substitutes);
        join(&mut self.others, &roll.others);
        join(&mut self.absent, &roll.absent);
    }

    fn resume(&mut self, resumed: Timed) {
        match self.pauses.last_mut().filter(|pause| pause.resumed.is_none()) {
            Some(pause) => pause.resumed = Some(resumed),
            None => self.pauses.push(Pause {
                adjourned: None,
                resumed: Some(resumed),
            }),
        }
    }

    /// Stints of one person in one place are one line.
    fn decide(&mut self, service: &Service) {
        for stint in &service.stints {
            let known = self.deciding.iter_mut().find(|one| {
                let place = match (&one.in_place_of, &stint.in_place_of) {
                    (Some(a), Some(b)) => same(a, b),
                    (a, b) => a.is_none() && b.is_none(),
                };
                place && same(&one.person, &stint.person)
            });
            match known {
                Some(one) => one.items.extend(&stint.items),
                None => self.deciding.push(Deciding {
                    person: stint.person.clone(),
                    in_place_of: stint.in_place_of.clone(),
                    items: stint.items.clone(),
                    all: false,
                }),
            }
        }
        let all = self.deciding.iter().flat_map(|one| &one.items).copied().collect();
        for one in &mut self.deciding {
            one.all = one.items == all;
        }
        let served = std::mem::take(&mut self.deciding).into_iter();
        (self.deciding, self.not_deciding) = served.partition(|one| !one.items.is_empty());
    }
}

fn join(known: &mut Vec<Person>, more: &[Person]) {
    for person in more {
        if !known.iter().any(|other| same(other, person)) {
            known.push(person.clone());
        }
    }
}

/// Whether two lines of an agenda say the same, however their titles are cut into runs.
fn is_same(one: &AgendaItem, other: &AgendaItem) -> bool {
    one.case == other.case && one_line(&one.title.concat()) == one_line(&other.title.concat())
}
