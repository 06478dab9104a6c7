//! What ends an item, in words: decisions, who took no part in them, statements, who adjusts the minutes.
//!
//! Section: 4:25, 5:67, 5:69.

use tingbok_procedure::content::{
    AdjustersAppointed, DecisionId, DecisionMade, ParticipationDeclined, Point, PropositionId,
    StatementEntered, StatementKind,
};

use super::block::Block;
use super::matter::Matters;
use super::question::subject;
use super::section::Section;
use super::wording::{enumeration, ordinal, sentence, those};
use crate::paragraph::{Paragraph, Step};

/// The points of a decision.
pub(super) fn decided(made: &DecisionMade) -> Vec<Block> {
    let point = |point: &Point| {
        let text = point.text.concat();
        match point.number {
            Some(number) => Block::read(&format!("{number}. {text}")),
            None => Block::read(&text),
        }
    };
    made.points.iter().map(point).collect()
}

/// Who takes no part, and in which decision. A sentence that was read stands alone. `decisions` are those of the item.
pub(super) fn declined(
    declined: &ParticipationDeclined,
    decisions: &[&DecisionId],
    paragraph: &Paragraph,
    matters: &Matters<'_>,
) -> Block {
    let read = declined.text.concat();
    if !read.trim().is_empty() {
        return Block::read(&read);
    }
    let settled = declined
        .proposition
        .as_ref()
        .and_then(|name| settled(name, paragraph));
    let place = declined.decision.as_ref().or(settled);
    let place = place.and_then(|name| decisions.iter().position(|&made| made == name));
    let what = match (place, &declined.proposition) {
        (Some(place), _) if decisions.len() > 1 => format!("det {} beslutet", ordinal(place)),
        (None, Some(name)) => match asked(name, paragraph, matters) {
            Some(subject) => format!("beslutet om {subject}"),
            None => "beslutet".to_owned(),
        },
        _ => "beslutet".to_owned(),
    };
    Block::made(sentence(&format!(
        "{} deltar inte i {what}",
        those(&declined.persons, &declined.parties)
    )))
}

/// Statements of one kind below their heading.
pub(super) fn stated(statements: &[&StatementEntered]) -> Option<Section> {
    let (heading, alone) = match statements.first()?.kind {
        StatementKind::Note => ("Protokollsanteckning", "en protokollsanteckning"),
        StatementKind::SpecialOpinion => ("Särskilt yttrande", "ett särskilt yttrande"),
    };
    let block = |stated: &&StatementEntered| {
        let (who, read) = (those(&stated.persons, &stated.parties), stated.text.concat());
        let named = stated.persons.iter().any(|person| read.contains(&person.name));
        match read.trim() {
            "" => Block::made(format!("{who} lämnar {alone}.")),
            _ if named => Block::read(&read),
            _ => Block::made(format!("{who}:")).then_read(&read),
        }
    };
    Section::filled(heading, statements.iter().map(block).collect())
}

/// Those who adjust this paragraph.
pub(super) fn adjusters(appointed: &AdjustersAppointed) -> Block {
    let persons: Vec<String> = appointed.adjusters.iter().map(ToString::to_string).collect();
    let on = appointed.on.map_or_else(String::new, |day| format!(" den {day}"));
    Block::made(format!(
        "Att justera paragrafen{on} utses {}.",
        enumeration(&persons)
    ))
}

fn settled<'a>(name: &PropositionId, paragraph: &'a Paragraph) -> Option<&'a DecisionId> {
    paragraph.proceedings.iter().find_map(|step| match step {
        Step::Decision(made) if made.content.proposition.as_ref() == Some(name) => {
            Some(&made.content.decision)
        }
        _ => None,
    })
}

fn asked(name: &PropositionId, paragraph: &Paragraph, matters: &Matters<'_>) -> Option<String> {
    paragraph.proceedings.iter().find_map(|step| match step {
        Step::Question(question) if question.put.content.proposition == *name => {
            subject(&question.put.content, matters)
        }
        _ => None,
    })
}
