//! Reservations in words: against which decision, in favour of what.

use tingbok_procedure::content::{DecisionId, ReservationEntered};

use super::block::Block;
use super::matter::Matters;
use super::wording::{ordinal, sentence, those};

/// A reservation. A sentence that was read stands alone, the rest of one follows the persons; without words the
/// sentence is made. `decisions` are those of the item, in order.
pub(super) fn entered(
    entered: &ReservationEntered,
    decisions: &[&DecisionId],
    matters: &Matters<'_>,
) -> Block {
    let who = those(&entered.persons, &entered.parties);
    let read = entered.text.concat();
    if read.contains("reserver") {
        return Block::read(&read);
    }
    if !read.trim().is_empty() {
        return Block::made(sentence(&format!("{who} reserverar sig {read}")));
    }
    let against = entered
        .decision
        .as_ref()
        .map(|decision| against(decision, decisions));
    let favour = matters.phrase(&entered.favour, None);
    let favour = favour.map(|matter| format!(" till förmån för {}", matter.words));
    let (against, favour) = (against.unwrap_or_default(), favour.unwrap_or_default());
    Block::made(sentence(&format!("{who} reserverar sig{against}{favour}")))
}

fn against(decision: &DecisionId, decisions: &[&DecisionId]) -> String {
    match decisions.iter().position(|&made| made == decision) {
        Some(place) if decisions.len() > 1 => format!(" mot det {} beslutet", ordinal(place)),
        _ => " mot beslutet".to_owned(),
    }
}
