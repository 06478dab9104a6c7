//! Reservations in words: against which decision, in favour of what.

use tingbok_procedure::content::{DecisionId, ReservationEntered};

use super::block::Block;
use super::matter::Matters;
use super::wording::{enumeration, ordinal, sentence};

/// A reservation: its own words, else a sentence. `decisions` are those of the item, in order.
pub(super) fn entered(
    entered: &ReservationEntered,
    decisions: &[&DecisionId],
    matters: &Matters<'_>,
) -> Block {
    let read = entered.text.concat();
    if !read.trim().is_empty() {
        return Block::read(&read);
    }
    let persons: Vec<String> = entered.persons.iter().map(ToString::to_string).collect();
    let against = entered
        .decision
        .as_ref()
        .map(|decision| against(decision, decisions));
    let favour = matters.phrase(&entered.favour, None);
    let favour = favour.map(|matter| format!(" till förmån för {}", matter.words));
    let (against, favour) = (against.unwrap_or_default(), favour.unwrap_or_default());
    let who = enumeration(&persons);
    Block::made(sentence(&format!("{who} reserverar sig{against}{favour}")))
}

fn against(decision: &DecisionId, decisions: &[&DecisionId]) -> String {
    match decisions.iter().position(|&made| made == decision) {
        Some(place) if decisions.len() > 1 => format!(" mot det {} beslutet", ordinal(place)),
        _ => " mot beslutet".to_owned(),
    }
}
