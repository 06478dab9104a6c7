//! A meeting: its course, who serves in it, who adjusts its minutes, and its items by number.
//!
//! Spec: docs/procedure.md, "States", meeting.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Judgement;
use super::adjustment::Appointed;
use super::body::Body;
use super::course::Course;
use super::item::Item;
use super::participation::{not_serving, strangers};
use super::room::{Room, Setting};
use super::roster::Roster;
use super::service::{BrokenOff, Service};
use crate::content::{AdjustersAppointed, BodyKind, Content, ParagraphNo, Person};
use crate::event::Event;
use crate::moment::Moment;
use crate::rule::{Finding, Rejection, Rule};
use crate::words;

/// What one meeting stream says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Meeting {
    course: Course,
    service: Service,
    adjusters: Appointed,
    items: BTreeMap<ParagraphNo, Item>,
    /// The cases that a minority has put off in this meeting.
    put_off: BTreeSet<String>,
}

impl Meeting {
    pub(super) fn course(&self) -> &Course {
        &self.course
    }

    pub(super) fn service(&self) -> &Service {
        &self.service
    }

    /// Whether a minority has put off a case in this meeting (5:50).
    pub(super) fn has_put_off(&self, case: &str) -> bool {
        self.put_off.contains(case)
    }

    pub(super) fn items(&self) -> impl Iterator<Item = (ParagraphNo, &Item)> {
        self.items.iter().map(|(number, item)| (*number, item))
    }

    pub(super) fn has_opened(&self, item: ParagraphNo) -> bool {
        self.items.contains_key(&item)
    }

    pub(super) fn has_items(&self) -> bool {
        !self.items.is_empty()
    }

    pub(super) fn known(&self, item: ParagraphNo) -> Option<&Item> {
        self.items.get(&item)
    }

    /// Who led the meeting, and those appointed to adjust its minutes; a later appointment replaces an earlier one.
    pub(super) fn appointed(&self) -> Appointed {
        Appointed {
            chair: self.course.chair().cloned(),
            ..self.adjusters.clone()
        }
    }

    /// Judges an event as far as this meeting and the body tell.
    ///
    /// `put_off_before` is whether a minority has put off the item's matter, which other meetings tell.
    pub(super) fn admit(&self, event: &Event, body: &Body, day: Date, put_off_before: bool) -> Judgement {
        let content = &event.content;
        if let Content::PassageKept(kept) = content {
            // Words of a source are kept on paper, whatever happens in the room.
            kept.item.map_or(Ok(()), |item| self.item(item).map(drop))?;
            return Ok(Vec::new());
        }
        self.course.admit(event, self.openings())?;
        content
            .persons()
            .into_iter()
            .try_for_each(|person| body.roster().knows(person))?;
        let mut findings = match (content, content.item()) {
            (Content::ItemOpened(_), Some(item)) => self.not_opened(item).map(|()| Vec::new())?,
            (Content::AdjustersAppointed(_), Some(item)) => self.item(item).map(|_| Vec::new())?,
            (_, Some(number)) => self.admit_in_item(number, event, body, day, put_off_before)?,
            (_, None) => Vec::new(),
        };
        findings.extend(self.service.admit(content, body, day)?);
        findings.extend(self.serve_again(event, body, day));
        findings.extend(self.adjusters_number(content, body, day));
        let item = content.item().and_then(|number| self.items.get(&number));
        let recused = item.map(Item::recused).unwrap_or_default();
        findings.extend(not_serving(content, &self.service, body, recused));
        // Who may be several has a finding that says more.
        if !findings.iter().any(|finding| finding.rule == Rule::KnownPerson) {
            findings.extend(strangers(content, body, day));
        }
        findings.extend(self.on_another_day(event, day));
        Ok(findings)
    }

    pub(super) fn apply(&mut self, event: &Event) {
        self.course.apply(event);
        self.service.apply(event);
        let now = self.service.now();
        if let Content::AdjustersAppointed(AdjustersAppointed {
            item: None,
            adjusters,
            ..
        }) = &event.content
        {
            self.adjusters.appoint(adjusters, &event.at);
        }
        match (&event.content, event.content.item()) {
            // Kept words open no item; those of an open one are among its events.
            (Content::PassageKept(_), Some(number)) => {
                if let Some(item) = self.items.get_mut(&number) {
                    item.apply(event, now);
                }
            }
            (_, Some(number)) => {
                let item = self.items.entry(number).or_default();
                item.apply(event, now);
                if item.is_put_off_by_minority() {
                    self.put_off.extend(item.case().map(str::to_owned));
                }
            }
            (_, None) => {}
        }
    }

    fn admit_in_item(
        &self,
        number: ParagraphNo,
        event: &Event,
        body: &Body,
        day: Date,
        put_off_before: bool,
    ) -> Judgement {
        let item = self.item(number)?;
        let place = format!("§ {number}");
        let room = Room {
            body,
            course: &self.course,
            service: &self.service,
            day,
            at: &event.at,
            is_read: is_read(event),
            put_off_before,
            item: Setting {
                number,
                since: item.since(),
                place: &place,
                chair: item.chair(),
                recused: item.recused(),
                recusals: item.recusals(),
            },
        };
        item.admit(&event.content, &room)
    }

    fn item(&self, number: ParagraphNo) -> Result<&Item, Rejection> {
        self.items.get(&number).ok_or_else(|| {
            let what = words!(
                "§ {number} is not opened in this meeting",
                "§ {number} är inte öppnad i det här sammanträdet"
            );
            let hint = words!(
                "record `item.opened/1` before what happens in the item",
                "anteckna `item.opened/1` före det som händer i ärendet"
            );
            Rejection::new(Rule::ItemOpened, what, hint)
        })
    }

    fn not_opened(&self, item: ParagraphNo) -> Result<(), Rejection> {
        if !self.has_opened(item) {
            return Ok(());
        }
        let what = words!(
            "§ {item} is opened already in this meeting",
            "§ {item} är redan öppnad i det här sammanträdet"
        );
        let hint = words!(
            "an item is opened once; record what follows in the open item",
            "ett ärende öppnas en gång; anteckna det som följer i det öppna ärendet"
        );
        Err(Rejection::new(Rule::ItemOpenedOnce, what, hint))
    }

    fn openings(&self) -> impl Iterator<Item = &Moment> + Clone {
        self.items.values().filter_map(Item::opened)
    }

    /// Members of an assembly who begin to serve on a day on which they broke off for another reason than recusal (5:20).
    fn serve_again(&self, event: &Event, body: &Body, day: Date) -> Vec<Finding> {
        if body.kind_on(day) != Some(BodyKind::Assembly) {
            return Vec::new();
        }
        let (roster, on) = (body.roster(), event.at.date());
        let again = |person: &&Person| {
            let broken_off = self.service.broken_off(person, on, roster);
            broken_off.is_some_and(|end| !self.was_for_recusal(person, end, roster))
        };
        let beginners = self.service.beginners(&event.content, roster);
        let finding = |person: &Person| {
            let what = words!(
                "{person} broke off the service on {on} and serves again",
                "{person} avbröt tjänstgöringen {on} och tjänstgör igen"
            );
            let expected = words!(
                "a substitute, or that the member was recused in an item dealt with meanwhile",
                "en ersättare, eller att ledamoten var jävig i ett ärende som behandlades under tiden"
            );
            Finding::new(Rule::ServesAgain, what).expecting(expected)
        };
        beginners.into_iter().filter(again).map(finding).collect()
    }

    /// Whether a member was recused in an item that was dealt with since the service was broken off.
    fn was_for_recusal(&self, person: &Person, end: BrokenOff, roster: &Roster) -> bool {
        let items = self
            .items
            .iter()
            .filter(|(number, item)| end.item.is_none_or(|of| of == **number) && !item.was_closed(end.at));
        let mut recused = items.flat_map(|(_, item)| item.recused());
        recused.any(|one| roster.same(one, person))
    }

    /// As many adjusters as the body has decided: judged when they are appointed, and when the meeting ends without any.
    fn adjusters_number(&self, content: &Content, body: &Body, day: Date) -> Option<Finding> {
        let wanted = body.on(day)?.adjusters?;
        let appointed = match content {
            Content::AdjustersAppointed(appointed) => appointed.adjusters.len(),
            Content::MeetingClosed(_) if self.adjusters.adjusters.is_none() => 0,
            _ => return None,
        };
        if u32::try_from(appointed) == Ok(wanted) {
            return None;
        }
        let what = match appointed {
            0 => words!(
                "the meeting has appointed nobody to adjust its minutes",
                "sammanträdet har inte utsett någon att justera protokollet"
            ),
            1 => words!("1 adjuster is appointed", "1 justerare är utsedd"),
            count => words!("{count} adjusters are appointed", "{count} justerare är utsedda"),
        };
        let expected = words!(
            "{wanted}, as the body has decided",
            "{wanted}, som organet har beslutat"
        );
        Some(Finding::new(Rule::AdjustersNumber, what).expecting(expected))
    }

    /// What happened on another day than the meeting's, unless it was adjourned to that day or speaks of before or after.
    fn on_another_day(&self, event: &Event, day: Date) -> Option<Finding> {
        let on = event.at.date();
        let of_another_time = matches!(
            event.content,
            Content::MeetingSummoned(_) | Content::MeetingCancelled(_) | Content::MeetingResumed(_)
        );
        let elsewhere =
            on != day && !of_another_time && self.course.closed().is_none() && !self.course.reaches(on);
        elsewhere.then(|| {
            let what = words!(
                "`{kind}` is recorded for {on} in the meeting of {day}",
                "`{kind}` är antecknad för {on} i sammanträdet den {day}",
                kind = event.kind(),
            );
            Finding::new(Rule::MeetingDay, what).expecting(words!(
                "the meeting's day, or a day that it was adjourned to",
                "sammanträdets dag, eller en dag som det ajournerades till"
            ))
        })
    }
}

/// Whether an event was read from lines of a source, which it quotes or names beside another that quotes them.
fn is_read(event: &Event) -> bool {
    !event.source.lines.is_empty() || !event.source.also.is_empty()
}
