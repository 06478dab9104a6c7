//! Decisions and what follows them: who took no part, who reserves, statements, dispatch.

use tingbok_procedure::Content;
use tingbok_procedure::content::{
    DecisionId, DecisionMade, DispatchOrdered, MotionId, ParagraphNo, ParticipationDeclined, Person, Point,
    PropositionId, ReservationEntered, StatementEntered, StatementKind, Text,
};

use super::motion::motions_of;
use super::{parts, points};
use crate::floor::{Matter, free};
use crate::problem::Problem;
use crate::reader::Reader;
use crate::verb::Verb;

pub(super) fn made(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let matter = reader.matter(item)?;
    let named = reader.name(&['q']).map(PropositionId);
    let newest = matter.to_decide().map(|put| put.proposition.clone());
    let proposition = named.or(newest);
    let texts = texts(reader, item, matter)?;
    let numbered = texts.len() > 1;
    let point = |(number, text)| Point {
        number: numbered.then_some(number),
        text,
    };
    let taken = matter.decisions.iter().map(|name| name.0.as_str());
    let outcome = proposition
        .as_ref()
        .and_then(|name| matter.carried.get(name).cloned());
    Ok(DecisionMade {
        item,
        decision: DecisionId(free('d', taken)),
        proposition,
        points: (1..).zip(texts).map(point).collect(),
        outcome,
    }
    .into())
}

/// The points in words, or those of a proposal.
fn texts(reader: &mut Reader<'_>, item: ParagraphNo, matter: &Matter) -> Result<Vec<Text>, Problem> {
    if !reader.has(&["enligt", "as"]) {
        return Ok(points(&reader.prose()?));
    }
    let named = reader.proposal();
    if named.is_none() {
        reader.has(&["förslaget", "förslag", "proposed"]);
    }
    let Some(proposal) = named.or_else(|| matter.only_proposal().cloned()) else {
        return Err(reader.lacks("enligt vilket förslag? `p1`", "as which proposal? `p1`"));
    };
    let laid = matter.proposals.iter().find(|laid| laid.proposal == proposal);
    laid.map(|laid| laid.points.clone()).ok_or_else(|| {
        Problem::new(
            format!("förslag `{proposal}` är inte lagt i § {item}"),
            format!("proposal `{proposal}` is not laid in § {item}"),
        )
    })
}

pub(super) fn declined(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let matter = reader.matter(item)?;
    let before = reader.has(&["inte", "not"]);
    let persons = reader.persons()?;
    if !before {
        reader.has(&["inte"]);
    }
    let name = reader.name(&['q', 'd']);
    let (proposition, decision) = match name {
        Some(name) if name.starts_with('q') => (Some(PropositionId(name)), None),
        Some(name) => (None, Some(DecisionId(name))),
        // What is open is declined; where nothing is, the decision that was made.
        None => match (matter.newest_put(), matter.decisions.last()) {
            (Some(put), _) if !matter.decided.contains(&put.proposition) => {
                (Some(put.proposition.clone()), None)
            }
            (_, decision) => (None, decision.cloned()),
        },
    };
    let text = reader.text();
    Ok(ParticipationDeclined {
        item,
        persons,
        parties: Vec::new(),
        proposition,
        decision,
        text,
    }
    .into())
}

/// What may be said of a reservation.
#[derive(Clone, Copy)]
enum Said {
    Against,
    Favour,
}

pub(super) fn reservation(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item_or_newest()?;
    let matter = reader.matter(item)?;
    let persons = reader.persons()?;
    let words = [
        ("mot", Said::Against),
        ("against", Said::Against),
        ("för", Said::Favour),
        ("for", Said::Favour),
    ];
    let (mut decision, mut favour) = (None, Vec::new());
    while let Some(said) = reader.keyword(&words) {
        match said {
            Said::Against => {
                let named = reader.name(&['d']).map(DecisionId);
                decision = Some(named.ok_or_else(|| {
                    reader.lacks("mot vilket beslut? `d1`", "against which decision? `d1`")
                })?);
            }
            Said::Favour => favour = favoured(reader, matter, &persons)?,
        }
        reader.separator();
    }
    let decision = match (decision, matter.decisions.as_slice()) {
        (None, [only]) => Some(only.clone()),
        (None, [_, _, ..]) => {
            return Err(reader.lacks(
                "ärendet har flera beslut: säg mot vilket, `mot d1`",
                "the item has several decisions: say against which, `against d1`",
            ));
        }
        (decision, _) => decision,
    };
    let text = reader.text();
    Ok(ReservationEntered {
        item,
        persons,
        parties: Vec::new(),
        decision,
        favour,
        text,
    }
    .into())
}

/// `m3, m4`, or `egna`: all that those who reserve have moved.
fn favoured(reader: &mut Reader<'_>, matter: &Matter, persons: &[Person]) -> Result<Vec<MotionId>, Problem> {
    if reader.has(&["egna", "own"]) {
        let mut all = Vec::new();
        for person in persons {
            all.extend(motions_of(matter, person)?);
        }
        return Ok(all);
    }
    let motions = reader.motions();
    if motions.is_empty() {
        return Err(reader.lacks(
            "till förmån för vad? `m3`, eller `egna`",
            "in favour of what? `m3`, or `own`",
        ));
    }
    Ok(motions)
}

pub(super) fn statement(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item_or_newest()?;
    let kind = match reader.verb() {
        Verb::Opinion => StatementKind::SpecialOpinion,
        _ => StatementKind::Note,
    };
    reader.has(&["yttrande"]);
    let persons = reader.persons()?;
    let text = reader.text();
    Ok(StatementEntered {
        item,
        persons,
        parties: Vec::new(),
        kind,
        text,
    }
    .into())
}

pub(super) fn dispatch(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    reader.has(&["till", "to"]);
    let text = reader.prose()?;
    let recipients: Vec<String> = if text.contains('|') {
        parts(&text).into_iter().map(str::to_owned).collect()
    } else {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    if recipients.is_empty() {
        return Err(reader.lacks("mottagarna saknas", "the recipients are missing"));
    }
    Ok(DispatchOrdered { item, recipients }.into())
}
