//! Decision sections and their points.
//!
//! Spec: docs/procedure.md, `decision.made`.

use tingbok_procedure::content::{DecisionId, DecisionMade, Point, PropositionId, PropositionKind};

use crate::item::Reading;
use crate::outline::Section;
use crate::points;
use crate::register::Put;
use crate::scribe::{Phase, Place};

/// Reads a decision section.
pub(crate) fn read(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let Some(passage) = reading.passage(section) else {
        return;
    };
    let points: Vec<Point> = points::of(&passage)
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
    let proposition = settled(reading);
    reading.register.decisions.push(decision.clone());
    let made = DecisionMade {
        item: reading.number,
        decision,
        proposition,
        points,
        outcome: None,
    };
    reading.write(Phase::Decided, 0, Place::First, made, &section.body);
}

/// The proposition that the item's first decision settles: the final one, or the last on the matter itself.
fn settled(reading: &Reading<'_, '_, '_>) -> Option<PropositionId> {
    let formal = [
        PropositionKind::DecideToday,
        PropositionKind::Remit,
        PropositionKind::Table,
        PropositionKind::CounterProposal,
        PropositionKind::Addition,
    ];
    let votes = &reading.register.votes;
    let open = |put: &Put| {
        votes
            .iter()
            .any(|vote| vote.unit == put.unit && vote.tally.is_none())
    };
    let puts: Vec<&Put> = reading
        .register
        .puts
        .iter()
        .filter(|put| put.is_found && !open(put))
        .collect();
    let last = puts.iter().rev().find(|put| put.kind == PropositionKind::Final);
    let last = last.or_else(|| puts.iter().rev().find(|put| !formal.contains(&put.kind)));
    let last = last.or(puts.last()).map(|put| put.id.clone());
    last.filter(|_| reading.register.decisions.is_empty())
}
