//! The meeting around its items, in words.

use tingbok_procedure::Content;
use tingbok_procedure::content::{
    AdjustersAppointed, AgendaAdopted, AgendaItem, AttendanceRecorded, ItemOpened, Matter, MeetingOpened,
    Person, ProposalLaid, Text,
};

use super::{enumeration, led, person, persons};
use crate::lang::Lang;

pub(super) fn said(content: &Content, lang: Lang) -> Option<String> {
    Some(match content {
        Content::MeetingOpened(c) => opened(c, lang),
        Content::MeetingAdjourned(_) => lang
            .of("sammanträdet ajourneras", "the meeting is adjourned")
            .to_owned(),
        Content::MeetingResumed(_) => lang
            .of("sammanträdet återupptas", "the meeting is resumed")
            .to_owned(),
        Content::MeetingClosed(_) => lang
            .of("sammanträdet avslutas", "the meeting is closed")
            .to_owned(),
        Content::MeetingSummoned(_) => lang.of("kallelse", "the meeting is called").to_owned(),
        Content::MeetingCancelled(_) => lang
            .of("sammanträdet ställs in", "the meeting is cancelled")
            .to_owned(),
        Content::AttendanceRecorded(c) => attendance(c, lang),
        Content::ServiceStarted(c) => {
            let place = in_place_of(c.in_place_of.as_ref(), lang);
            format!("{} {}{place}", person(&c.person), lang.of("tjänstgör", "serves"))
        }
        Content::ServiceEnded(c) => format!(
            "{} {}",
            person(&c.person),
            lang.of("tjänstgör inte längre", "serves no longer")
        ),
        Content::AgendaAdopted(c) => agenda(c, lang),
        Content::AdjustersAppointed(c) => adjusters(c, lang),
        Content::DoorsClosed(_) => lang.of("dörrarna stängs", "the doors are closed").to_owned(),
        Content::DoorsOpened(_) => lang.of("dörrarna öppnas", "the doors are opened").to_owned(),
        _ => return in_item(content, lang),
    })
}

fn in_item(content: &Content, lang: Lang) -> Option<String> {
    Some(match content {
        Content::ItemOpened(c) => item(c, lang),
        Content::ItemPresented(c) => format!("{}{}", lang.of("sammanfattning", "summary"), led(&c.text)),
        Content::UnderlayListed(c) => {
            let titles: Vec<String> = c
                .documents
                .iter()
                .map(|document| document.title.clone())
                .collect();
            format!(
                "{}: {}",
                lang.of("beslutsunderlag", "underlay"),
                titles.join(" | ")
            )
        }
        Content::ProposalLaid(c) => proposal(c, lang),
        Content::RecusalDeclared(c) => {
            format!(
                "{} {}{}",
                person(&c.person),
                lang.of("är jävig", "is recused"),
                led(&c.ground)
            )
        }
        Content::SpeechMade(c) => {
            format!(
                "{} {}{}",
                person(&c.speaker),
                lang.of("yttrar sig", "speaks"),
                led(&c.text)
            )
        }
        Content::DebateClosed(_) => lang
            .of("överläggningen avslutas", "the debate is closed")
            .to_owned(),
        Content::ItemClosed(c) if c.adjusted_at_once => lang
            .of(
                "ärendet avslutas och justeras omedelbart",
                "the item is closed and adjusted at once",
            )
            .to_owned(),
        Content::ItemClosed(_) => lang.of("ärendet avslutas", "the item is closed").to_owned(),
        _ => return None,
    })
}

fn opened(c: &MeetingOpened, lang: Lang) -> String {
    let secretary = c.secretary.as_ref().map_or_else(String::new, |secretary| {
        format!(", {} {}", lang.of("sekreterare", "secretary"), person(secretary))
    });
    let place = c
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!(" ({place})"));
    let chair = person(&c.chair);
    lang.of(
        format!("sammanträdet öppnas{place}: ordförande {chair}{secretary}"),
        format!("the meeting is opened{place}: chair {chair}{secretary}"),
    )
}

fn attendance(c: &AttendanceRecorded, lang: Lang) -> String {
    let serving: Vec<String> = c
        .serving
        .iter()
        .map(|one| person(&one.person) + &in_place_of(one.in_place_of.as_ref(), lang))
        .collect();
    let count = serving.len();
    let serving = enumeration(&serving, lang);
    let mut said = lang.of(
        format!("upprop, {count} tjänstgörande: {serving}"),
        format!("roll call, {count} serve: {serving}"),
    );
    let parts = [
        (&c.substitutes, lang.of("ersättare", "substitutes")),
        (&c.others, lang.of("övriga", "others")),
        (&c.absent, lang.of("frånvarande", "absent")),
    ];
    for (all, word) in parts.iter().filter(|(all, _)| !all.is_empty()) {
        said.push_str(&format!("; {word} {}", persons(all, lang)));
    }
    said
}

fn in_place_of(member: Option<&Person>, lang: Lang) -> String {
    member.map_or_else(String::new, |member| {
        format!(" {} {}", lang.of("för", "for"), person(member))
    })
}

fn agenda(c: &AgendaAdopted, lang: Lang) -> String {
    let mut said = lang
        .of("föredragningslistan fastställs", "the agenda is adopted")
        .to_owned();
    let parts = [
        (&c.added, lang.of("tillkommer", "added")),
        (&c.removed, lang.of("utgår", "removed")),
    ];
    for (items, word) in parts.iter().filter(|(items, _)| !items.is_empty()) {
        let title = |item: &AgendaItem| {
            let case = item
                .case
                .as_ref()
                .map_or_else(String::new, |case| format!(" ({case})"));
            item.title.concat() + &case
        };
        let titles: Vec<String> = items.iter().map(title).collect();
        said.push_str(&format!("; {word}: {}", titles.join(" | ")));
    }
    said + &led(&c.text)
}

fn adjusters(c: &AdjustersAppointed, lang: Lang) -> String {
    let on = c.on.map_or_else(String::new, |day| format!(", {day}"));
    let only = match c.item {
        Some(_) => lang.of(" för ärendet", " for the item"),
        None => "",
    };
    let all = persons(&c.adjusters, lang);
    lang.of(
        format!("{all} utses att justera{only}{on}"),
        format!("{all} appointed to adjust{only}{on}"),
    )
}

fn item(c: &ItemOpened, lang: Lang) -> String {
    let case = c
        .case
        .as_ref()
        .map_or_else(String::new, |case| format!(" ({case})"));
    let matter = match c.matter {
        Some(Matter::Election) => lang.of(", val", ", an election"),
        Some(Matter::Authority) => lang.of(", myndighetsutövning", ", exercise of public authority"),
        None => "",
    };
    let chair = c.chair.as_ref().map_or_else(String::new, |chair| {
        format!(", {} {}", lang.of("ordförande", "chair"), person(chair))
    });
    let opens = lang.of("öppnas", "is opened");
    format!("§ {} {opens}: {}{case}{matter}{chair}", c.item, c.title.concat())
}

fn proposal(c: &ProposalLaid, lang: Lang) -> String {
    let by =
        c.by.as_ref()
            .map_or_else(String::new, |by| format!(" {} {by}", lang.of("av", "by")));
    let points: Vec<String> = c.points.iter().map(Text::concat).collect();
    format!(
        "{} {}{by}: {}",
        lang.of("förslag", "proposal"),
        c.proposal,
        points.join(" | ")
    )
}
