//! The front page: place and time, who decided, who adjusts, who signed, where it is posted, what was dealt with.

use std::collections::BTreeSet;

use tingbok_procedure::Moment;
use tingbok_procedure::admission::adjustment::Required;
use tingbok_procedure::content::{AgendaItem, Person};
use tingbok_procedure::limits::last_day_of_appeal;

use super::duty::{adjusters, at_once, chairs, grouped};
use super::{Deciding, Protocol, Sheet};
use crate::afterwards::{Notice, role_of};
use crate::document::{Document, Part, Section};
use crate::paragraph::{Pause, Timed};
use crate::person::{NAMESAKES, may_be_several, same};
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
    add("Ordförande", chairs(protocol));
    add("Sekreterare", protocol.secretary.as_ref().map(Person::to_string));
    add("Justerare", adjusters(protocol));
    add("Justeringsdag", protocol.adjust_on.map(|day| day.to_string()));
    add("Omedelbar justering", at_once(protocol));
    let numbers: BTreeSet<u32> = protocol.paragraphs.iter().map(|sheet| sheet.at.number).collect();
    add("Paragrafer", (!numbers.is_empty()).then(|| paragraphs(&numbers)));
    facts
}

/// `2026-03-11 kl. 09.00–11.40`, then a line for each adjournment and for closed doors.
fn time(protocol: &Protocol) -> String {
    let day = protocol.meeting.as_str();
    let whole = span(day, protocol.opened.as_ref(), protocol.closed.as_ref());
    let mut lines = vec![if whole.starts_with(day) {
        whole
    } else {
        format!("{day} {whole}")
    }];
    let at = |timed: &'_ Option<Timed>| timed.as_ref().map(|timed| timed.at.clone());
    let pause = |pause: &Pause| {
        let (from, to) = (at(&pause.adjourned), at(&pause.resumed));
        format!("Ajournering {}", span(day, from.as_ref(), to.as_ref()))
    };
    lines.extend(protocol.pauses.iter().map(pause));
    let mut closed: Option<&Moment> = None;
    for (shut, at) in &protocol.doors {
        if *shut {
            closed = Some(at);
        } else {
            lines.push(format!("Stängda dörrar {}", span(day, closed.take(), Some(at))));
        }
    }
    lines.extend(closed.map(|from| format!("Stängda dörrar {}", span(day, Some(from), None))));
    let trimmed: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    trimmed.join("\n")
}

/// `kl. 09.00–11.40`, `från kl. 09.00`; with days where one is not the meeting's.
fn span(day: &str, from: Option<&Moment>, to: Option<&Moment>) -> String {
    let on = |moment: &Moment| moment.date().to_string();
    let of_day = |moment: Option<&Moment>| moment.is_none_or(|moment| on(moment) == day);
    let one_day = from.zip(to).is_none_or(|(from, to)| on(from) == on(to));
    let at = |moment: &Moment| match (clock(moment), of_day(from) && of_day(to)) {
        (Some(clock), true) => Some(format!("kl. {clock}")),
        (Some(clock), false) => Some(format!("{} kl. {clock}", on(moment))),
        (None, true) => None,
        (None, false) => Some(on(moment)),
    };
    let bare = |moment: &Moment| clock(moment).unwrap_or_default();
    match (from.and_then(at), to.and_then(at), to) {
        (Some(from), Some(_), Some(to)) if one_day && clock(to).is_some() => format!("{from}–{}", bare(to)),
        (Some(from), Some(_), _) if one_day => from,
        (Some(from), Some(to), _) => format!("{from} – {to}"),
        (Some(from), None, _) => format!("från {from}"),
        (None, Some(to), _) => format!("till {to}"),
        (None, None, _) => String::new(),
    }
}

fn present(protocol: &Protocol) -> Vec<Section> {
    if !protocol.attendance_recorded {
        // Before the meeting nobody has decided anything.
        let held = protocol.opened.is_some() || !protocol.paragraphs.is_empty();
        return if held {
            vec![Section::new("Beslutande").saying("Närvaron är inte antecknad.")]
        } else {
            Vec::new()
        };
    }
    let named = |persons: &[Person]| persons.iter().map(|one| named(one, protocol)).collect::<Vec<_>>();
    let served = |all: &[Deciding]| all.iter().map(|one| serving(one, protocol)).collect();
    let mut sections = vec![
        list("Beslutande", served(&protocol.deciding)),
        list(
            "Tjänstgjorde utan att delta i något beslut",
            served(&protocol.not_deciding),
        ),
        list("Ersättare som inte tjänstgjorde", named(&protocol.substitutes)),
        list("Övriga deltagare", named(&protocol.others)),
        list("Frånvarande", named(&protocol.absent)),
    ];
    if protocol
        .persons()
        .any(|person| protocol.name(person) != person.to_string())
    {
        sections.push(Section::new("").saying(NAMESAKES));
    }
    sections
}

/// `Per-Anders Åsling (C), ersätter Mats Holmgren (C) §§ 56, 59`.
fn serving(one: &Deciding, protocol: &Protocol) -> String {
    let chair = protocol.chair.as_ref().is_some_and(|chair| {
        let persons: Vec<Person> = protocol.persons().cloned().collect();
        same(chair, &one.person) && !may_be_several(chair, &persons)
    });
    let mut words = protocol.name(&one.person);
    if chair {
        words.push_str(", ordförande");
    }
    if let Some(member) = &one.in_place_of {
        words.push_str(&format!(", ersätter {}", protocol.name(member)));
    }
    if one.all || one.items.is_empty() {
        return words;
    }
    let comma = if one.in_place_of.is_some() { "" } else { "," };
    format!("{words}{comma} {}", paragraphs(&one.items))
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
                .for_each(|one| add(signature(one, protocol), sheet.at.number)),
        }
    }
    groups
        .into_iter()
        .map(|(words, numbers)| format!("{}: {words}", paragraphs(&numbers)))
        .collect()
}

fn signature(required: &Required, protocol: &Protocol) -> String {
    let who = format!("{}, {}", protocol.name(&required.person), role_of(required.role));
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
    let words = |sheet: &Sheet| match last_notice(sheet) {
        Some(notice) => posted(notice, protocol.notice_place.as_deref()),
        None => "inget anslag är antecknat".to_owned(),
    };
    let said = protocol
        .paragraphs
        .iter()
        .map(|sheet| (words(sheet), sheet.at.number));
    grouped(said)
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
    let day = |timed: &Option<Timed>| timed.as_ref().map(|timed| timed.at.date());
    let (posted, removed) = (day(&notice.posted), day(&notice.removed));
    let from = posted.map_or_else(|| "anslag".to_owned(), |posted| format!("anslaget {posted}"));
    let rest = match (posted.map(last_day_of_appeal), removed) {
        (Some(until), Some(removed)) if removed <= until => format!(
            ", nedtaget {removed} men skulle sitta till och med {until}: överklagandetiden löper inte"
        ),
        (until, removed) => {
            let until = until.map(|until| format!(", kan överklagas till och med {until}"));
            let removed = removed.map(|removed| format!(", nedtaget {removed}"));
            format!("{}{}", until.unwrap_or_default(), removed.unwrap_or_default())
        }
    };
    format!("{from}{place}{rest}")
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

fn named(person: &Person, protocol: &Protocol) -> String {
    let name = protocol.name(person);
    match &person.role {
        Some(role) => format!("{name}, {role}"),
        None => name,
    }
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
