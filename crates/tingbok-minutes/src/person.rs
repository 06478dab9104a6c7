//! Whether two names are one person, as admission has it.
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
