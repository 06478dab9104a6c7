//! Decision sections and their points.
//!
//! Spec: docs/procedure.md, `decision.made`.

use tingbok_procedure::content::{
    DecisionId, DecisionMade, Effect, Outcome, Point, PropositionId, PropositionKind,
};

use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::outline::Section;
use crate::phrase::Phrase;
use crate::points;
use crate::proposition::FORMAL;
use crate::register::Put;
use crate::scribe::{Phase, Place};

/// Reads a decision section.
pub(crate) fn read(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let Some(passage) = reading.passage(section) else {
        return;
    };
    let (points, others) = points::cut(&passage);
    let aside: Vec<LineIndex> = others.iter().flat_map(|span| passage.lines(span)).collect();
    let points: Vec<Point> = points
        .into_iter()
        .map(|point| Point {
            number: point.number,
            text: passage.slice(point.words).into(),
        })
        .collect();
    if points.is_empty() {
        return;
    }
    let decision = DecisionId(format!("d{}", reading.register.decisions.len() + 1));
    let formal = formal_question(reading).zip(puts_off(&points));
    let (proposition, outcome) = match formal {
        Some((question, outcome)) => (Some(question), Some(outcome)),
        None => (settled(reading), None),
    };
    reading.register.decisions.push(decision.clone());
    let made = DecisionMade {
        item: reading.number,
        decision,
        proposition,
        points,
        outcome,
    };
    let own = section.body.iter().filter(|line| !aside.contains(line));
    let own: Vec<LineIndex> = own.copied().collect();
    reading.write(Phase::Decided, 0, Place::First, made, &own);
}

/// What a decision does that says in plain words that the matter is put off, and nothing else.
fn puts_off(points: &[Point]) -> Option<Outcome> {
    let [only] = points else { return None };
    let words = only.text.0.concat();
    let phrase = Phrase::of(&words);
    let says = |verb| phrase.find(0, &["ärendet", verb]).is_some();
    let effect = match (says("återremitteras"), says("bordläggs")) {
        (true, false) => Effect::Remit,
        (false, true) => Effect::Table,
        _ => return None,
    };
    Some(Outcome {
        effect,
        motions: Vec::new(),
        proposal: None,
    })
}

/// The last question of putting the matter off or deciding it today, where the item's first decision may settle it.
fn formal_question(reading: &Reading<'_, '_, '_>) -> Option<PropositionId> {
    let puts = answered(reading);
    let question = puts.iter().rev().find(|put| FORMAL.contains(&put.kind))?;
    let is_first = reading.register.decisions.is_empty();
    is_first.then(|| question.id.clone())
}

/// The proposition that the item's first decision settles: the final one, or the last on the matter itself.
fn settled(reading: &Reading<'_, '_, '_>) -> Option<PropositionId> {
    let aside = [PropositionKind::CounterProposal, PropositionKind::Addition];
    let puts = answered(reading);
    let last = puts.iter().rev().find(|put| put.kind == PropositionKind::Final);
    let on_matter = |put: &&&Put| !FORMAL.contains(&put.kind) && !aside.contains(&put.kind);
    let last = last.or_else(|| puts.iter().rev().find(on_matter));
    let last = last.or(puts.last()).map(|put| put.id.clone());
    last.filter(|_| reading.register.decisions.is_empty())
}

/// The propositions whose answer is told, and in which no vote is open.
fn answered<'r>(reading: &'r Reading<'_, '_, '_>) -> Vec<&'r Put> {
    let votes = &reading.register.votes;
    let open = |put: &Put| {
        votes
            .iter()
            .any(|vote| vote.unit == put.unit && vote.tally.is_none())
    };
    let puts = reading.register.puts.iter();
    puts.filter(|put| put.is_found && !open(put)).collect()
}
