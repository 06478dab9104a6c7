//! Motions, joins and speeches in words: *yrkanden*.
//!
//! Words that were read stand as they were read. Where only the structure is recorded, the sentence is made from
//! mover, form and target.

use tingbok_procedure::content::{
    Form, MotionId, MotionJoined, MotionMoved, MotionWithdrawn, Person, SpeechMade, Target,
};

use super::block::Block;
use super::matter::{Matter, Matters, page};
use super::wording::{capitalized, enumeration, sentence};
use crate::paragraph::Step;

/// A motion in words.
pub(super) fn moved(moved: &MotionMoved, matters: &Matters<'_>) -> Block {
    let asks = asks(moved, matters);
    let text = moved.text.concat();
    if !text.trim().is_empty() {
        return said(&[&moved.mover], "yrkar", &asks, &text);
    }
    let change = change(moved.form, &moved.target);
    if change.is_empty() {
        return Block::made(sentence(&format!("{} yrkar {asks}", moved.mover)));
    }
    Block::made(format!("{} yrkar {asks}:", moved.mover)).then_read(&change)
}

/// Joins of the same motions, one after the other, in words.
pub(super) fn joined(joins: &[&MotionJoined], matters: &Matters<'_>) -> Block {
    let Some(first) = joins.first() else {
        return Block::default();
    };
    let asks = format!("bifall till {}", words(matters.phrase(&first.motions, None)));
    let text = first.text.concat();
    let persons: Vec<&Person> = joins.iter().map(|join| &join.person).collect();
    if !text.trim().is_empty() {
        return said(&persons, "yrkar", &asks, &text);
    }
    Block::made(sentence(&format!("{} yrkar {asks}", all_of(&persons))))
}

/// A withdrawal in words: `Klara Nordins (M) ändringsyrkande på sidan 4 återtas.`
pub(super) fn withdrawn(withdrawn: &MotionWithdrawn, matters: &Matters<'_>) -> Block {
    let what = words(matters.phrase(&withdrawn.motions, None));
    let other = withdrawn
        .by
        .as_ref()
        .filter(|by| !matters.moved_by(&withdrawn.motions, by));
    let by = other.map_or_else(String::new, |by| format!(" av {by}"));
    Block::made(capitalized(&sentence(&format!("{what} återtas{by}"))))
}

/// A motion on one line: `Klara Nordins (M) ändringsyrkande på sidan 9, bifallet av Mats Holmgren (C)`.
pub(super) fn short(name: &MotionId, steps: &[Step], matters: &Matters<'_>) -> String {
    let what = capitalized(&words(matters.phrase(std::slice::from_ref(name), None)));
    let joined = steps.iter().filter_map(|step| match step {
        Step::Join(join) if join.content.motions.contains(name) => Some(join.content.person.to_string()),
        _ => None,
    });
    let joined: Vec<String> = joined.collect();
    let joined = if joined.is_empty() {
        String::new()
    } else {
        format!(", bifallet av {}", enumeration(&joined))
    };
    let withdrawn = steps
        .iter()
        .any(|step| matches!(step, Step::Withdrawal(back) if back.content.motions.contains(name)));
    let withdrawn = if withdrawn { " (återtaget)" } else { "" };
    format!("{what}{joined}{withdrawn}")
}

/// A speech in words.
pub(super) fn spoken(speech: &SpeechMade) -> Block {
    let text = speech.text.concat();
    if text.trim().is_empty() {
        return Block::made(format!("{} yttrar sig.", speech.speaker));
    }
    said(&[&speech.speaker], "yttrar", "sig", &text)
}

/// Whether two joins are told in one sentence.
pub(super) fn joins_alike(a: &MotionJoined, b: &MotionJoined) -> bool {
    a.motions == b.motions && a.text == b.text
}

/// What persons said, in the words read. A sentence of its own stands alone; the rest of one (`bifall till …`)
/// follows the persons and the verb; anything else follows an introduction.
fn said(persons: &[&Person], verb: &str, asks: &str, text: &str) -> Block {
    let who = all_of(persons);
    let text = text.trim_matches('\n');
    let first = text.split_whitespace().next().unwrap_or_default();
    if persons.iter().all(|person| is_told_of(person, verb, text)) {
        return Block::read(text);
    }
    if first.starts_with(char::is_lowercase) && text.lines().count() <= FRAGMENT_LINES_MAX {
        let verb = if first == verb {
            String::new()
        } else {
            format!("{verb} ")
        };
        return Block::made(sentence(&format!("{who} {verb}{text}")));
    }
    Block::made(format!("{who} {verb} {asks}:")).then_read(text)
}

fn all_of(persons: &[&Person]) -> String {
    let persons: Vec<String> = persons.iter().map(ToString::to_string).collect();
    enumeration(&persons)
}

/// Whether the text tells itself who said it: the person, and after the name the verb, now or then.
fn is_told_of(person: &Person, verb: &str, text: &str) -> bool {
    let stem = verb.trim_end_matches('r');
    let Some((_, after)) = text.split_once(person.name.as_str()) else {
        return false;
    };
    after
        .split_whitespace()
        .any(|word| word == verb || word == format!("{stem}de"))
}

/// What a motion asks for, after `yrkar`.
fn asks(moved: &MotionMoved, matters: &Matters<'_>) -> String {
    let target = &moved.target;
    let place = place(target);
    let matter = matters.of_target(target);
    let about = |preposition: &str| match &matter {
        Some(matter) => format!(" {preposition} {}", matter.words),
        None => String::new(),
    };
    let told = !change(moved.form, target).is_empty() || !moved.text.is_empty();
    match moved.form {
        Form::Approve => format!("bifall{}{place}", about("till")),
        Form::Reject => format!("avslag{}{place}", about("på")),
        Form::Amend if told => format!("följande ändring{place}"),
        Form::Amend => format!("ändring{}{place}", about("av")),
        Form::Add if told => format!("följande tillägg{place}"),
        Form::Add => format!("tillägg{}{place}", about("till")),
        Form::Replace if told => format!("följande i stället{}{place}", about("för")),
        Form::Replace => format!("att något annat beslutas i stället{}{place}", about("för")),
        Form::Remit => format!("återremiss{}", of_item(&matter)),
        Form::Table => format!("bordläggning{}", of_item(&matter)),
        Form::DecideToday => "att ärendet avgörs i dag".to_owned(),
        Form::Adjourn => "ajournering av sammanträdet".to_owned(),
    }
}

/// The change in words, from what is to be changed and what it is to read.
fn change(form: Form, target: &Target) -> String {
    let (old, new) = (target.old.concat(), target.new.concat());
    let verb = match form {
        Form::Amend => "ändras",
        Form::Add => "läggs till",
        Form::Replace => "ersätts",
        _ => return String::new(),
    };
    let words = match (form, old.is_empty(), new.is_empty()) {
        (_, true, true) => return String::new(),
        (Form::Add, true, false) => format!("Att följande läggs till: ”{new}”"),
        (Form::Add, false, false) => format!("Att följande läggs till efter ”{old}”: ”{new}”"),
        (Form::Add, false, true) => format!("Tillägg till ”{old}”"),
        (Form::Replace, true, false) => format!("Att följande beslutas: ”{new}”"),
        (Form::Replace, false, false) => format!("Att ”{old}” {verb} med ”{new}”"),
        (_, true, false) => format!("Att texten {verb} till ”{new}”"),
        (_, false, false) => format!("Att ”{old}” {verb} till ”{new}”"),
        (_, false, true) => format!("Att ”{old}” {verb}"),
    };
    words + "."
}

fn place(target: &Target) -> String {
    let section = target
        .section
        .as_deref()
        .map(|section| format!(" under ”{section}”"));
    page(target.page) + &section.unwrap_or_default()
}

fn of_item(matter: &Option<Matter>) -> String {
    match matter {
        Some(matter) => format!(" av {}", matter.words),
        None => " av ärendet".to_owned(),
    }
}

fn words(matter: Option<Matter>) -> String {
    matter.map_or_else(|| "yrkandet".to_owned(), |matter| matter.words)
}

/// A fragment of a sentence longer than this is a text of its own.
const FRAGMENT_LINES_MAX: usize = 3;
