//! Motions: moved, joined, taken back.

use tingbok_procedure::Content;
use tingbok_procedure::content::{
    Form, MotionId, MotionJoined, MotionMoved, MotionWithdrawn, Person, Target, Text,
};

use crate::floor::{Matter, free};
use crate::problem::Problem;
use crate::reader::Reader;

pub(super) fn moved(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let matter = reader.matter(item)?;
    let mover = reader.person()?;
    let form = reader.keyword(FORMS).ok_or_else(|| {
        reader.lacks(
            "vad som yrkas saknas: bifall, avslag, ändring …",
            "what is moved is missing: approval, rejection, amendment …",
        )
    })?;
    reader.has(&["av", "på", "of"]);
    let mut target = target(reader, matter)?;
    let says_nothing = target.proposal.is_none() && target.motions.is_empty();
    if says_nothing
        && matches!(
            form,
            Form::Approve | Form::Reject | Form::Amend | Form::Add | Form::Replace
        )
    {
        target.proposal = matter.only_proposal().cloned();
    }
    let motion = MotionId(free(
        'm',
        matter.motions.iter().map(|moved| moved.motion.0.as_str()),
    ));
    let text = reader.text();
    Ok(MotionMoved {
        item,
        motion,
        mover,
        form,
        target,
        text,
    }
    .into())
}

/// What may be said of a motion's target.
#[derive(Clone, Copy)]
enum Said {
    AllOf,
    Page,
    Section,
    Old,
    New,
}

fn target(reader: &mut Reader<'_>, matter: &Matter) -> Result<Target, Problem> {
    let mut target = Target::default();
    loop {
        target.motions.extend(reader.motions());
        reader.separator();
        if let Some(proposal) = reader.proposal() {
            target.proposal = Some(proposal);
            continue;
        }
        let Some(said) = reader.keyword(SAID) else {
            return Ok(target);
        };
        match said {
            Said::AllOf => {
                let mover = reader.person()?;
                target.motions.extend(motions_of(matter, &mover)?);
            }
            Said::Page => {
                let page = reader.number();
                target.page =
                    Some(page.ok_or_else(|| reader.lacks("sidans nummer saknas", "the page has no number"))?);
            }
            Said::Section => target.section = Some(quoted(reader)?),
            Said::Old => target.old = Text::from(quoted(reader)?.as_str()),
            // `bifall till p1` is as much as `bifall p1`.
            Said::New if reader.peek_word().is_some() => {}
            Said::New => target.new = Text::from(quoted(reader)?.as_str()),
        }
    }
}

fn quoted(reader: &mut Reader<'_>) -> Result<String, Problem> {
    let quoted = reader.quoted();
    quoted.ok_or_else(|| {
        reader.lacks(
            "orden skrivs inom citattecken",
            "the words are written in quotation marks",
        )
    })
}

/// The motions of a person that stand; "all of X's motions" is the set at this time.
pub(super) fn motions_of(matter: &Matter, mover: &Person) -> Result<Vec<MotionId>, Problem> {
    let of = matter
        .motions
        .iter()
        .filter(|moved| is_same(&moved.mover, mover) && !matter.withdrawn.contains(&moved.motion));
    let motions: Vec<MotionId> = of.map(|moved| moved.motion.clone()).collect();
    if motions.is_empty() {
        return Err(Problem::new(
            format!("{mover} har inget yrkande i ärendet"),
            format!("{mover} has no motion in the item"),
        ));
    }
    Ok(motions)
}

fn is_same(a: &Person, b: &Person) -> bool {
    match (&a.member, &b.member) {
        (Some(a), Some(b)) => a == b,
        _ => a.name == b.name && (a.party.is_none() || b.party.is_none() || a.party == b.party),
    }
}

pub(super) fn joined(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let person = reader.person()?;
    let motions = reader.motions();
    if motions.is_empty() {
        return Err(reader.lacks(
            "vilket yrkande? till exempel `m1`",
            "which motion? `m1`, for example",
        ));
    }
    let text = reader.text();
    Ok(MotionJoined {
        item,
        motions,
        person,
        text,
    }
    .into())
}

pub(super) fn withdrawn(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let matter = reader.matter(item)?;
    let motions = reader.motions();
    if motions.is_empty() {
        return Err(reader.lacks(
            "vilket yrkande? till exempel `m1`",
            "which motion? `m1`, for example",
        ));
    }
    let by = if reader.has(&["av", "by"]) {
        Some(reader.person()?)
    } else {
        the_mover(matter, &motions)
    };
    Ok(MotionWithdrawn { item, motions, by }.into())
}

/// Whoever moved all of them, where one person did.
fn the_mover(matter: &Matter, motions: &[MotionId]) -> Option<Person> {
    let mut movers = motions
        .iter()
        .map(|name| matter.motion(name).map(|moved| &moved.mover));
    let first = movers.next()??;
    let one = movers.all(|mover| mover.is_some_and(|mover| is_same(mover, first)));
    one.then(|| first.clone())
}

const FORMS: &[(&str, Form)] = &[
    ("bifall", Form::Approve),
    ("approval", Form::Approve),
    ("avslag", Form::Reject),
    ("rejection", Form::Reject),
    ("ändring", Form::Amend),
    ("amendment", Form::Amend),
    ("tillägg", Form::Add),
    ("addition", Form::Add),
    ("ersättning", Form::Replace),
    ("replacement", Form::Replace),
    ("återremiss", Form::Remit),
    ("remittal", Form::Remit),
    ("bordläggning", Form::Table),
    ("tabling", Form::Table),
    ("avgörande", Form::DecideToday),
    ("today", Form::DecideToday),
    ("ajournering", Form::Adjourn),
    ("adjournment", Form::Adjourn),
];

const SAID: &[(&str, Said)] = &[
    ("samtliga", Said::AllOf),
    ("all", Said::AllOf),
    ("sid", Said::Page),
    ("sida", Said::Page),
    ("sidan", Said::Page),
    ("page", Said::Page),
    ("avsnitt", Said::Section),
    ("section", Said::Section),
    ("från", Said::Old),
    ("from", Said::Old),
    ("till", Said::New),
    ("to", Said::New),
];
