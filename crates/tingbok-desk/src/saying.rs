//! What happened, and what is still open, in words: a draft is read before it is signed.
//!
//! Invariant: everything that a draft records is in its words, but for ids; nothing else is.
//!
//! Spec: docs/spec/desk.md, "Words".

use tingbok_procedure::content::{Outcome, Person, Text};
use tingbok_procedure::{Content, Event, Moment, Open};

use crate::lang::Lang;

pub use commands::with_commands;

mod around;
pub(crate) mod commands;
mod matter;

/// An event in one line: its time where one is stated, its paragraph, and what happened.
#[must_use]
pub fn event(event: &Event, lang: Lang) -> String {
    let time = event
        .at
        .clock()
        .map(|(hour, minute)| format!("{hour:02}.{minute:02} "));
    let item = match &event.content {
        Content::ItemOpened(_) => None,
        content => content.item().map(|item| format!("§ {item} ")),
    };
    format!(
        "{}{}{}",
        time.unwrap_or_default(),
        item.unwrap_or_default(),
        content(&event.content, lang)
    )
}

/// What happened, in one line.
#[must_use]
pub fn content(content: &Content, lang: Lang) -> String {
    let said = around::said(content, lang).or_else(|| matter::said(content, lang));
    one_line(&said.unwrap_or_else(|| content.kind().name().to_owned()))
}

/// What is still open, in one line.
#[must_use]
pub fn open(open: &Open, lang: Lang) -> String {
    match open {
        Open::Adjourned => lang
            .of("sammanträdet är ajournerat", "the meeting is adjourned")
            .to_owned(),
        Open::Item(item) => lang.of(
            format!("§ {item} är inte avslutad"),
            format!("§ {item} is not closed"),
        ),
        Open::Motion(item, motion) => lang.of(
            format!("§ {item} yrkandet {motion} är inte prövat"),
            format!("§ {item} motion {motion} is not put"),
        ),
        Open::Proposition(item, name) => lang.of(
            format!("§ {item} proposition {name}: vad ordföranden finner är inte antecknat"),
            format!("§ {item} proposition {name}: what the chair finds is not recorded"),
        ),
        Open::Vote(item, vote) => lang.of(
            format!("§ {item} omröstningen {vote} är inte räknad"),
            format!("§ {item} vote {vote} is not counted"),
        ),
        Open::Settled(item, name) => lang.of(
            format!("§ {item} proposition {name} är avgjord utan antecknat beslut"),
            format!("§ {item} proposition {name} is settled, and no decision is recorded"),
        ),
        Open::Decision(item) => lang.of(
            format!("§ {item} inget är beslutat"),
            format!("§ {item} nothing is decided"),
        ),
        Open::Adjusters => lang
            .of("ingen justerare är utsedd", "no adjuster is appointed")
            .to_owned(),
        _ => format!("{open:?}"),
    }
}

/// A time as it is said in a room: `14.00`, else the day.
#[must_use]
pub fn moment(at: &Moment) -> String {
    match at.clock() {
        Some((hour, minute)) => format!("{hour:02}.{minute:02}"),
        None => at.date().to_string(),
    }
}

/// `A, B och C`.
fn enumeration(parts: &[String], lang: Lang) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), lang.of("och", "and")),
    }
}

/// A person, with the name in the roster where two could be meant: it is signed too.
fn person(person: &Person) -> String {
    let role = person
        .role
        .as_ref()
        .map_or_else(String::new, |role| format!(", {role}"));
    format!("{person}{role}")
}

fn persons(all: &[Person], lang: Lang) -> String {
    let all: Vec<String> = all.iter().map(person).collect();
    enumeration(&all, lang)
}

/// `: ` and a text, where there is one.
fn led(text: &Text) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!(": {}", text.concat())
    }
}

fn names<T: ToString>(all: &[T], lang: Lang) -> String {
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    enumeration(&all, lang)
}

/// Motions and a proposal by name.
fn named(
    motions: &[tingbok_procedure::content::MotionId],
    proposal: Option<&impl ToString>,
    lang: Lang,
) -> String {
    let mut all: Vec<String> = motions.iter().map(ToString::to_string).collect();
    all.extend(proposal.map(ToString::to_string));
    enumeration(&all, lang)
}

/// What is carried: `avslag på m3`.
fn outcome(outcome: &Outcome, lang: Lang) -> String {
    use tingbok_procedure::content::Effect;
    let what = named(&outcome.motions, outcome.proposal.as_ref(), lang);
    let does = match outcome.effect {
        Effect::Approve => lang.of("bifall", "approval"),
        Effect::Reject => lang.of("avslag", "rejection"),
        Effect::Remit => lang.of("återremiss", "remittal"),
        Effect::Table => lang.of("bordläggning", "tabling"),
        Effect::DecideToday => lang.of("avgörande i dag", "decision today"),
        Effect::Unstated => lang.of("inte angivet", "not stated"),
    };
    let leads = match outcome.effect {
        Effect::Approve => "till",
        Effect::Reject => "på",
        Effect::Remit | Effect::Table | Effect::DecideToday => "enligt",
        Effect::Unstated => "för",
    };
    if what.is_empty() {
        does.to_owned()
    } else {
        format!("{does} {} {what}", lang.of(leads, "of"))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
