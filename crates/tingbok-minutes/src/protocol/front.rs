//! The front page: place and time, who decided, who adjusts, who signed, where it is posted, what was dealt with.

use std::collections::BTreeSet;

use tingbok_procedure::Moment;
use tingbok_procedure::admission::adjustment::Required;
use tingbok_procedure::content::{AgendaItem, Person};
use tingbok_procedure::limits::last_day_of_appeal;

use super::{Deciding, Protocol, Sheet};
use crate::afterwards::{Notice, role_of};
use crate::document::{Document, Part, Section};
use crate::paragraph::{Pause, Timed};
use crate::projection::unread_section;
use crate::service::paragraphs;
use crate::text::wording::{clock, one_line};

pub(super) fn page(protocol: &Protocol) -> Document {
    let body = protocol.body.as_deref().unwrap_or("organet är inte antecknat");
    let mut page = Document::new(format!("Protokoll: {body}, sammanträde {}", protocol.meeting));
    page.sections.extend(unread_section(&protocol.unread));
    page.sections
        .push(Section::new("").with(Part::Facts(facts(protocol))));
    if protocol.cancelled.is_some() && protocol.paragraphs.is_empty() {
        return page;
    }
    page.sections.extend(present(protocol));
    page.sections.push(list("Underskrifter", signatures(protocol)));
    page.sections.push(list("Anslag", notices(protocol)));
    page.sections.extend(agenda(protocol));
    page.sections.push(list(
        "Innehåll",
        protocol.paragraphs.iter().map(content).collect(),
    ));
    page.sections.retain(|section| !section.parts.is_empty());
    page
}

fn facts(protocol: &Protocol) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut add =
        |name: &str, value: Option<String>| facts.extend(value.map(|value| (name.to_owned(), value)));
    add(
        "Inställt",
        protocol
            .cancelled
            .clone()
            .map(|reason| or_said(reason, "Skälet är inte antecknat.")),
    );
    add("Plats", protocol.place.clone());
    add("Tid", Some(time(protocol)));
    add("Ordförande", protocol.chair.as_ref().map(Person::to_string));
    add("Sekreterare", protocol.secretary.as_ref().map(Person::to_string));
    let adjusters = (!protocol.adjusters.is_empty()).then(|| lines(&protocol.adjusters));
    add("Justerare", adjusters);
    add("Justeringsdag", protocol.adjust_on.map(|day| day.to_string()));
    let numbers: BTreeSet<u32> = protocol.paragraphs.iter().map(|sheet| sheet.at.number).collect();
    add("Paragrafer", (!numbers.is_empty()).then(|| paragraphs(&numbers)));
    facts
}

/// `2026-03-11 kl. 09.00–11.40`, then a line for each adjournment and for closed doors.
fn time(protocol: &Protocol) -> String {
    let mut lines = vec![match (&protocol.opened, &protocol.closed) {
        (Some(from), Some(to)) => format!("{} {}", protocol.meeting, span(Some(from), Some(to))),
        (Some(from), None) => format!("{} {}", protocol.meeting, span(Some(from), None)),
        (None, Some(to)) => format!("{} {}", protocol.meeting, span(None, Some(to))),
        (None, None) => protocol.meeting.clone(),
    }];
    let at = |timed: &'_ Option<Timed>| timed.as_ref().map(|timed| timed.at.clone());
    let pause = |pause: &Pause| {
        let (from, to) = (at(&pause.adjourned), at(&pause.resumed));
        format!("Ajournering {}", span(from.as_ref(), to.as_ref()))
    };
    lines.extend(protocol.pauses.iter().map(pause));
    let mut closed: Option<&Moment> = None;
    for (shut, at) in &protocol.doors {
        if *shut {
            closed = Some(at);
        } else {
            lines.push(format!("Stängda dörrar {}", span(closed.take(), Some(at))));
        }
    }
    lines.extend(closed.map(|from| format!("Stängda dörrar {}", span(Some(from), None))));
    lines
        .iter()
        .map(|line| line.trim_end())
        .collect::<Vec<_>>()
        .join("\n")
}

/// `kl. 09.00–11.40`, `från kl. 09.00`; with days where they differ.
fn span(from: Option<&Moment>, to: Option<&Moment>) -> String {
    let differ = from.zip(to).is_some_and(|(from, to)| from.date() != to.date());
    let at = |moment: &Moment| match (clock(moment), differ) {
        (Some(clock), true) => Some(format!("{} kl. {clock}", moment.date())),
        (Some(clock), false) => Some(clock),
        (None, true) => Some(moment.date().to_string()),
        (None, false) => None,
    };
    let mark = if differ { "" } else { "kl. " };
    match (from.and_then(at), to.and_then(at)) {
        (Some(from), Some(to)) if differ => format!("{from} – {to}"),
        (Some(from), Some(to)) => format!("{mark}{from}–{to}"),
        (Some(from), None) => format!("från {mark}{from}"),
        (None, Some(to)) => format!("till {mark}{to}"),
        (None, None) => String::new(),
    }
}

fn present(protocol: &Protocol) -> Vec<Section> {
    if !protocol.attendance_recorded {
        return vec![Section::new("Beslutande").saying("Närvaron är inte antecknad.")];
    }
    let named = |persons: &[Person]| persons.iter().map(named).collect::<Vec<_>>();
    vec![
        list(
            "Beslutande",
            protocol
                .deciding
                .iter()
                .map(|one| deciding(one, protocol))
                .collect(),
        ),
        list("Ersättare som inte tjänstgjorde", named(&protocol.substitutes)),
        list("Övriga deltagare", named(&protocol.others)),
        list("Frånvarande", named(&protocol.absent)),
    ]
}

/// `Per-Anders Åsling (C), ersätter Mats Holmgren (C) §§ 56, 59`.
fn deciding(one: &Deciding, protocol: &Protocol) -> String {
    let chair = protocol
        .chair
        .as_ref()
        .is_some_and(|chair| crate::person::same(chair, &one.person));
    let role = if chair { ", ordförande" } else { "" };
    let numbers = match (one.items.is_empty(), one.all) {
        (true, _) => " (inget beslut)".to_owned(),
        (false, true) => String::new(),
        (false, false) => format!(" {}", paragraphs(&one.items)),
    };
    match &one.in_place_of {
        Some(member) => format!("{}{role}, ersätter {member}{numbers}", one.person),
        None if numbers.is_empty() => format!("{}{role}", one.person),
        None => format!("{}{role},{numbers}", one.person),
    }
}

/// Who signed which paragraphs, when, under which key; who has not.
fn signatures(protocol: &Protocol) -> Vec<String> {
    let mut groups: Vec<(String, BTreeSet<u32>)> = Vec::new();
    let mut add = |words: String, number: u32| match groups.iter_mut().find(|(known, _)| *known == words) {
        Some((_, numbers)) => {
            numbers.insert(number);
        }
        None => groups.push((words, BTreeSet::from([number]))),
    };
    for sheet in &protocol.paragraphs {
        let recorded = sheet
            .paragraph
            .iter()
            .flat_map(|paragraph| &paragraph.adjustments);
        let recorded: Vec<String> = recorded
            .map(|recorded| one_line(&recorded.content.statement.concat()))
            .collect();
        for statement in &recorded {
            add(format!("antecknat: {statement}"), sheet.at.number);
        }
        match sheet.required.as_slice() {
            [] if recorded.is_empty() => add("inte justerad ännu".to_owned(), sheet.at.number),
            // Minutes that were adjusted on paper lack no signature here.
            required => required
                .iter()
                .filter(|one| recorded.is_empty() || one.signature.is_some())
                .for_each(|one| add(signature(one), sheet.at.number)),
        }
    }
    groups
        .into_iter()
        .map(|(words, numbers)| format!("{}: {words}", paragraphs(&numbers)))
        .collect()
}

fn signature(required: &Required) -> String {
    let who = format!("{}, {}", required.person, role_of(required.role));
    match &required.signature {
        None => format!("{who}, har inte justerat ännu"),
        Some(signature) => {
            let key = match signature.handle.as_str() {
                "" => String::new(),
                handle => format!(" (nyckel {handle})"),
            };
            format!("{who}, den {}{key}", signature.at.date())
        }
    }
}

/// Where and when the paragraphs were posted, and until when they may be appealed.
fn notices(protocol: &Protocol) -> Vec<String> {
    let mut groups: Vec<(String, BTreeSet<u32>)> = Vec::new();
    for sheet in &protocol.paragraphs {
        let words = match last_notice(sheet) {
            Some(notice) => posted(notice, protocol.notice_place.as_deref()),
            None => "inget anslag är antecknat".to_owned(),
        };
        match groups.iter_mut().find(|(known, _)| *known == words) {
            Some((_, numbers)) => {
                numbers.insert(sheet.at.number);
            }
            None => groups.push((words, BTreeSet::from([sheet.at.number]))),
        }
    }
    groups
        .into_iter()
        .map(|(words, numbers)| format!("{}: {words}", paragraphs(&numbers)))
        .collect()
}

fn last_notice(sheet: &Sheet) -> Option<&Notice> {
    sheet.paragraph.as_ref()?.afterwards.notices.last()
}

fn posted(notice: &Notice, place: Option<&str>) -> String {
    let place = notice
        .place
        .as_deref()
        .or(place)
        .map(|place| format!(", {place}"))
        .unwrap_or_default();
    let posted = notice.posted.as_ref().map(|posted| posted.at.date());
    let until = posted.map(|posted| format!(", kan överklagas till och med {}", last_day_of_appeal(posted)));
    let removed = notice
        .removed
        .as_ref()
        .map(|removed| format!(", nedtaget {}", removed.at.date()));
    let from = posted.map_or_else(|| "anslag".to_owned(), |posted| format!("anslaget {posted}"));
    format!(
        "{from}{place}{}{}",
        until.unwrap_or_default(),
        removed.unwrap_or_default()
    )
}

fn agenda(protocol: &Protocol) -> Vec<Section> {
    let titles = |items: &[AgendaItem]| items.iter().map(titled).collect::<Vec<_>>();
    let mut adopted = list("Föredragningslista", titles(&protocol.agenda));
    if !protocol.agenda_words.is_empty() {
        adopted = adopted.saying(protocol.agenda_words.clone());
    }
    vec![
        adopted,
        list("Tillagt på föredragningslistan", titles(&protocol.added)),
        list("Struket från föredragningslistan", titles(&protocol.removed)),
    ]
}

fn titled(item: &AgendaItem) -> String {
    let title = one_line(&item.title.concat());
    match &item.case {
        Some(case) => format!("{title} ({case})"),
        None => title,
    }
}

fn content(sheet: &Sheet) -> String {
    let case = sheet.case().map(|case| format!(" ({case})")).unwrap_or_default();
    format!("§ {} {}{case}", sheet.at.number, sheet.title())
}

fn named(person: &Person) -> String {
    match &person.role {
        Some(role) => format!("{person}, {role}"),
        None => person.to_string(),
    }
}

fn lines(persons: &[Person]) -> String {
    persons
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

fn or_said(text: String, missing: &str) -> String {
    if text.is_empty() { missing.to_owned() } else { text }
}

fn list(heading: &str, things: Vec<String>) -> Section {
    let section = Section::new(heading);
    if things.is_empty() {
        section
    } else {
        section.with(Part::List(things))
    }
}
