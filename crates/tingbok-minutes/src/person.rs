//! Whether two names in the words of one meeting are one person.
//!
//! It is for what is written from a meeting's own events: a text that is signed never changes with a roster. Where
//! something hangs on who somebody is, the body's roster says it.
//!
//! Section: docs/procedure.md, "Contents", *Person*.

use tingbok_procedure::content::Person;

/// Whether two persons, as written, are the same: by the member where both name one, else by name, and by party where
/// both state it. The role says nothing: lists have it and ballots may lack it.
#[must_use]
pub(crate) fn same(a: &Person, b: &Person) -> bool {
    match (&a.member, &b.member) {
        (Some(a), Some(b)) => a == b,
        _ => {
            let parties = a.party.as_ref().zip(b.party.as_ref());
            a.name == b.name && parties.is_none_or(|(a, b)| a == b)
        }
    }
}
