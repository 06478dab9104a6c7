//! Who is whom among the persons of a page or a text.
//!
//! Invariant: two of one name are never merged by guess. Where several fit, each stands as it is written.
//!
//! It is for what is written from a meeting's own events: a text that is signed never changes with a roster. Where something
//! hangs on who somebody is, the body's roster says it.
//!
//! Section: docs/procedure.md, "Contents", *Person*.

use tingbok_procedure::content::Person;

/// Whether two persons, as written, are the same: by the member where both name one, else by name, and by party where
/// both state it. The role says nothing: lists have it and ballots may lack it.
#[must_use]
pub(crate) fn same(a: &Person, b: &Person) -> bool {
    match (&a.member, &b.member) {
        (Some(a), Some(b)) => a == b,
        _ => named_alike(a, b),
    }
}

/// Which of `known` each of `more` is, by place. Those who are written alike are paired first, one to one; then those
/// of whom each is the only one that the other can be. Nobody is paired twice, and `None` is somebody else.
pub(crate) fn paired(known: &[&Person], more: &[&Person]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = Vec::new();
    for person in more {
        let alike =
            |(place, one): &(usize, &&Person)| written_alike(one, person) && !pairs.contains(&Some(*place));
        let place = known.iter().enumerate().find(alike).map(|(place, _)| place);
        pairs.push(place);
    }
    let taken = pairs.clone();
    for (pair, person) in pairs.iter_mut().zip(more) {
        if pair.is_none() {
            let only = only(known, person).filter(|(place, _)| !taken.contains(&Some(*place)));
            let back = only.filter(|(_, one)| self::only(more, one).is_some());
            *pair = back.map(|(place, _)| place);
        }
    }
    pairs
}

/// Whether a person, as written, may be several of these.
pub(crate) fn may_be_several(person: &Person, among: &[Person]) -> bool {
    let fit = || among.iter().filter(|one| same(one, person));
    fit().any(|a| fit().any(|b| !same(a, b)))
}

/// `Klara Nordin (M)`; with the member's name in the roster, `[klara-2]`, where another of these has that name too.
pub(crate) fn told_apart<'a>(person: &Person, among: impl IntoIterator<Item = &'a Person>) -> String {
    let mut others = among.into_iter();
    let namesake = |other: &Person| named_alike(other, person) && other.member != person.member;
    match &person.member {
        Some(member) if others.any(namesake) => format!("{person} [{member}]"),
        _ => person.to_string(),
    }
}

/// What is said below names that were told apart.
pub(crate) const NAMESAKES: &str =
    "Inom [ ] står namnet i förtroendemannaregistret, som skiljer personer med samma namn åt.";

/// The only one of these whom a person can be, with the place.
fn only<'a>(known: &[&'a Person], person: &Person) -> Option<(usize, &'a Person)> {
    let mut fit = known.iter().enumerate().filter(|(_, one)| same(one, person));
    let first = fit.next().map(|(place, one)| (place, *one));
    first.filter(|_| fit.next().is_none())
}

fn written_alike(a: &Person, b: &Person) -> bool {
    a.name == b.name && a.party == b.party && a.member == b.member
}

/// Whether the names are equal, and the parties where both state one.
fn named_alike(a: &Person, b: &Person) -> bool {
    let parties = a.party.as_ref().zip(b.party.as_ref());
    a.name == b.name && parties.is_none_or(|(a, b)| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Name/party/member`.
    fn person(words: &str) -> Person {
        let mut words = words.split('/').map(str::to_owned);
        let mut word = || words.next().filter(|word| !word.is_empty());
        Person {
            name: word().unwrap(),
            party: word(),
            role: None,
            member: word().map(tingbok_procedure::content::MemberId),
        }
    }

    fn pairs(known: &[&str], more: &[&str]) -> Vec<Option<usize>> {
        let persons = |words: &[&str]| words.iter().map(|words| person(words)).collect::<Vec<_>>();
        let (known, more) = (persons(known), persons(more));
        paired(
            &known.iter().collect::<Vec<_>>(),
            &more.iter().collect::<Vec<_>>(),
        )
    }

    #[test]
    fn members_are_told_apart_and_parties_where_both_state_one() {
        let two = ["A/S/a1", "A/S/a2"];
        assert_eq!(pairs(&two, &["A/S/a2", "A/S/a1"]), [Some(1), Some(0)]);
        assert_eq!(pairs(&["A/S"], &["A"]), [Some(0)]);
        assert_eq!(pairs(&["A"], &["A/S/a1"]), [Some(0)]);
        assert_eq!(pairs(&["A/S"], &["A/C", "B/S"]), [None, None]);
    }

    #[test]
    fn where_several_fit_nothing_is_guessed() {
        assert_eq!(pairs(&["A/S/a1", "A/S/a2"], &["A/S", "A"]), [None, None]);
        assert_eq!(pairs(&["A"], &["A/S", "A/C"]), [None, None]);
        assert_eq!(pairs(&["A/S/a1", "A/S/a2"], &["A/S/a1", "A/S"]), [Some(0), None]);
    }

    #[test]
    fn those_written_alike_are_paired_one_to_one() {
        assert_eq!(
            pairs(&["A/S", "A/S"], &["A/S", "A/S", "A/S"]),
            [Some(0), Some(1), None]
        );
    }

    #[test]
    fn a_name_may_be_that_of_several() {
        let known = [
            person("A/S/a1"),
            person("A/S/a2"),
            person("B/S/b1"),
            person("B/S"),
        ];
        assert!(may_be_several(&person("A/S"), &known));
        assert!(may_be_several(&person("A"), &known));
        assert!(!may_be_several(&person("A/S/a1"), &known));
        assert!(!may_be_several(&person("B"), &known), "both are one person");
        assert!(!may_be_several(&person("C"), &known));
    }

    #[test]
    fn a_namesake_brings_the_members_name() {
        let two = [person("A/S/a1"), person("A/S/a2")];
        assert_eq!(told_apart(&two[0], &two), "A (S) [a1]");
        let others = [two[0].clone(), person("A/C/a3"), person("B/S/b")];
        assert_eq!(told_apart(&two[0], &others), "A (S)");
    }
}
