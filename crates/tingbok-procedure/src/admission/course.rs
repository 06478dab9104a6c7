//! A meeting's course: called, opened, adjourned and resumed, closed or cancelled, and the doors.
//!
//! A meeting that is known only from paragraphs has no course: nothing is refused for its sake. It may be recorded
//! late, and is then held to its order.
//!
//! Spec: docs/procedure.md, "States", meeting; 5:13–15, 5:42, 6:23, 6:25.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::sequence::{Act, not_before};
use crate::content::{Content, Person};
use crate::event::Event;
use crate::moment::Moment;
use crate::rule::{Rejection, Rule};
use crate::wording::Wording;
use crate::words;

/// What the events of a meeting's course say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Course {
    summoned: Option<Moment>,
    opened: Option<Moment>,
    chair: Option<Person>,
    pauses: Vec<Pause>,
    closed: Option<Moment>,
    cancelled: bool,
    doors_closed: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Pause {
    from: Moment,
    to: Option<Moment>,
}

/// How far a meeting has come. Nothing is known of the course of a planned one, which may be held all the same.
#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Planned,
    Summoned,
    Open,
    Closed,
    Cancelled,
}

impl Course {
    pub(super) fn opened(&self) -> Option<&Moment> {
        self.opened.as_ref()
    }

    pub(super) fn closed(&self) -> Option<&Moment> {
        self.closed.as_ref()
    }

    pub(super) fn chair(&self) -> Option<&Person> {
        self.chair.as_ref()
    }

    pub(super) fn has_paused(&self) -> bool {
        !self.pauses.is_empty()
    }

    /// Whether the meeting was adjourned to a day, or goes on after an adjournment that has not ended.
    pub(super) fn reaches(&self, day: Date) -> bool {
        let resumed = |pause: &Pause| pause.to.as_ref().is_none_or(|to| to.date() == day);
        self.pauses.iter().any(resumed)
    }

    /// Judges an event of a meeting by the order of its course and by the times claimed.
    ///
    /// `items` are the openings of the meeting's items, in the order of their numbers.
    pub(super) fn admit<'m>(
        &self,
        event: &Event,
        items: impl Iterator<Item = &'m Moment> + Clone,
    ) -> Result<(), Rejection> {
        self.in_order(&event.content, items.clone().next().is_some())?;
        self.goes_on(&event.content)?;
        self.in_time(event, items)
    }

    pub(super) fn apply(&mut self, event: &Event) {
        let at = || event.at.clone();
        match &event.content {
            Content::MeetingSummoned(_) => self.summoned = Some(at()),
            Content::MeetingOpened(opened) => {
                self.opened = Some(at());
                self.chair = Some(opened.chair.clone());
            }
            Content::MeetingAdjourned(_) => self.pauses.push(Pause { from: at(), to: None }),
            Content::MeetingResumed(_) => {
                if let Some(pause) = self.pauses.last_mut() {
                    pause.to = Some(at());
                }
            }
            Content::MeetingClosed(_) => self.closed = Some(at()),
            Content::MeetingCancelled(_) => self.cancelled = true,
            Content::DoorsClosed(_) => self.doors_closed = true,
            Content::DoorsOpened(_) => self.doors_closed = false,
            _ => {}
        }
    }

    fn phase(&self) -> Phase {
        if self.cancelled {
            Phase::Cancelled
        } else if self.closed.is_some() {
            Phase::Closed
        } else if self.opened.is_some() {
            Phase::Open
        } else if self.summoned.is_some() {
            Phase::Summoned
        } else {
            Phase::Planned
        }
    }

    pub(super) fn is_adjourned(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }

    fn in_order(&self, content: &Content, has_items: bool) -> Result<(), Rejection> {
        use Content as C;
        let (what, hint) = match (self.phase(), content) {
            (Phase::Cancelled, _) => (
                words!(
                    "the meeting is cancelled: nothing happens in it",
                    "sammanträdet är inställt: inget händer i det"
                ),
                in_another(),
            ),
            (Phase::Closed, C::ReservationEntered(_) | C::StatementEntered(_)) => return Ok(()),
            (Phase::Closed, _) => (
                words!(
                    "the meeting is closed: only reservations and statements are still recorded",
                    "sammanträdet är avslutat: bara reservationer och protokollsanteckningar antecknas ännu"
                ),
                words!(
                    "record it before `meeting.closed/1`; what a source adds can be kept as `passage.kept/1`",
                    "anteckna det före `meeting.closed/1`; det som en källa tillägger kan behållas som `passage.kept/1`"
                ),
            ),
            (Phase::Open, C::MeetingSummoned(_) | C::MeetingOpened(_) | C::MeetingCancelled(_)) => (
                words!("the meeting is opened already", "sammanträdet är redan öppnat"),
                in_another(),
            ),
            (Phase::Summoned, content) if !before_opening(content) => (
                words!(
                    "the meeting is called and not opened: nothing happens in it yet",
                    "sammanträdet är kallat och inte öppnat: inget händer i det ännu"
                ),
                open_first(),
            ),
            (Phase::Planned, C::MeetingClosed(_)) => (
                words!(
                    "the meeting is not opened: it cannot be closed",
                    "sammanträdet är inte öppnat: det kan inte avslutas"
                ),
                open_first(),
            ),
            (Phase::Planned, C::MeetingCancelled(_)) if has_items => (
                words!(
                    "the meeting has dealt with items: it was not cancelled",
                    "sammanträdet har behandlat ärenden: det ställdes inte in"
                ),
                words!(
                    "record `meeting.closed/1` where it ended",
                    "anteckna `meeting.closed/1` där det slutade"
                ),
            ),
            (_, C::DoorsClosed(_)) if self.doors_closed => (
                words!("the doors are closed already", "dörrarna är redan stängda"),
                doors(),
            ),
            (_, C::DoorsOpened(_)) if !self.doors_closed => (
                words!("the doors are not closed", "dörrarna är inte stängda"),
                doors(),
            ),
            _ => return Ok(()),
        };
        Err(Rejection::new(Rule::MeetingInOrder, what, hint))
    }

    fn goes_on(&self, content: &Content) -> Result<(), Rejection> {
        match content {
            Content::MeetingResumed(_) if !self.is_adjourned() => Err(Rejection::new(
                Rule::ResumedWhileAdjourned,
                words!(
                    "the meeting is not adjourned: it cannot be resumed",
                    "sammanträdet är inte ajournerat: det kan inte återupptas"
                ),
                words!(
                    "record `meeting.adjourned/1` before it, or leave it out",
                    "anteckna `meeting.adjourned/1` före, eller utelämna det"
                ),
            )),
            Content::MeetingResumed(_)
            | Content::AttendanceRecorded(_)
            | Content::ServiceStarted(_)
            | Content::ServiceEnded(_) => Ok(()),
            _ if self.is_adjourned() => Err(Rejection::new(
                Rule::NotAdjourned,
                words!(
                    "the meeting is adjourned: only its resumption can happen, and people come and go",
                    "sammanträdet är ajournerat: det kan bara återupptas, och personer kan komma och gå"
                ),
                words!(
                    "record `meeting.resumed/1` first",
                    "anteckna `meeting.resumed/1` först"
                ),
            )),
            _ => Ok(()),
        }
    }

    fn in_time<'m>(&self, event: &Event, items: impl Iterator<Item = &'m Moment>) -> Result<(), Rejection> {
        let opened = (Act::Opening, self.opened.as_ref());
        let paused = self.pauses.last().map(|pause| &pause.from);
        let paused = (Act::Adjournment, paused);
        let resumed = self.pauses.last().and_then(|pause| pause.to.as_ref());
        let resumed = (Act::Resumption, resumed);
        let at = &event.at;
        match &event.content {
            Content::MeetingOpened(_) => {
                not_before((Act::Opening, at), (Act::Summons, self.summoned.as_ref()))?;
                let first = self.pauses.first().map(|pause| (Act::Adjournment, &pause.from));
                let items = items.map(|item| (Act::OpeningOfAnItem, item));
                let after = |(what, moment)| not_before((what, moment), (Act::Opening, Some(at)));
                first.into_iter().chain(items).try_for_each(after)
            }
            Content::MeetingSummoned(_) => {
                not_before((Act::Supplement, at), (Act::Summons, self.summoned.as_ref()))
            }
            Content::MeetingCancelled(_) => {
                not_before((Act::Cancellation, at), (Act::Summons, self.summoned.as_ref()))
            }
            Content::MeetingAdjourned(_) => {
                not_before((paused.0, at), opened)?;
                not_before((paused.0, at), resumed)
            }
            Content::MeetingResumed(_) => not_before((resumed.0, at), paused),
            Content::MeetingClosed(_) => {
                let closed = (Act::Closing, at);
                not_before(closed, opened)?;
                not_before(closed, resumed)?;
                let mut items = items.map(|item| (Act::OpeningOfAnItem, Some(item)));
                items.try_for_each(|item| not_before(closed, item))
            }
            Content::ItemOpened(_) => not_before((Act::OpeningOfAnItem, at), opened),
            _ => Ok(()),
        }
    }

    /// The last day on which the meeting is known to have been held; time limits are counted from it.
    pub(super) fn last_day(&self, day: Date) -> Date {
        let days: BTreeSet<Date> = self.closed.iter().map(Moment::date).chain([day]).collect();
        days.last().copied().unwrap_or(day)
    }
}

/// What may stand between a summons and the opening: a supplement to it (5:14–15), people come, and the roll may be
/// called first.
fn before_opening(content: &Content) -> bool {
    matches!(
        content,
        Content::MeetingSummoned(_)
            | Content::MeetingOpened(_)
            | Content::MeetingCancelled(_)
            | Content::AttendanceRecorded(_)
            | Content::ServiceStarted(_)
            | Content::ServiceEnded(_)
    )
}

fn in_another() -> Wording {
    words!(
        "record it in the stream of the meeting in which it happened, `meeting/YYYY-MM-DD`",
        "anteckna det i strömmen för det sammanträde där det hände, `meeting/ÅÅÅÅ-MM-DD`"
    )
}

fn open_first() -> Wording {
    words!(
        "record `meeting.opened/1` first",
        "anteckna `meeting.opened/1` först"
    )
}

fn doors() -> Wording {
    words!(
        "doors are closed and opened in turn; leave out what did not happen",
        "dörrar stängs och öppnas i tur och ordning; utelämna det som inte hände"
    )
}
