//! Names within an item or a case: given once, and known before they are used.
//!
//! Spec: docs/procedure.md, "Two principles": an unknown reference cannot be true.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use crate::rule::{Rejection, Rule};
use crate::wording::Wording;
use crate::words;

/// What has a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Noun {
    Decision,
    Member,
    Motion,
    Proposal,
    Proposition,
    Vote,
}

impl Noun {
    fn name(self) -> Wording {
        match self {
            Self::Decision => words!("decision", "beslutet"),
            Self::Member => words!("member", "ledamoten"),
            Self::Motion => words!("motion", "yrkandet"),
            Self::Proposal => words!("proposal", "förslaget"),
            Self::Proposition => words!("proposition", "propositionen"),
            Self::Vote => words!("vote", "omröstningen"),
        }
    }

    /// Where its names are given: members in the roster, all others in an item or a case.
    fn within(self, place: &str) -> Wording {
        match self {
            Self::Member => words!("the roster", "registret"),
            _ => Wording::same(place),
        }
    }
}

/// The names that were given, of one kind.
pub(super) trait Names<T> {
    /// Whether a name is one of them.
    fn has(&self, name: &T) -> bool;

    /// All of them.
    fn all(&self) -> Vec<&T>;
}

impl<T: Ord> Names<T> for BTreeSet<T> {
    fn has(&self, name: &T) -> bool {
        self.contains(name)
    }

    fn all(&self) -> Vec<&T> {
        self.iter().collect()
    }
}

impl<T: Ord, V> Names<T> for BTreeMap<T, V> {
    fn has(&self, name: &T) -> bool {
        self.contains_key(name)
    }

    fn all(&self) -> Vec<&T> {
        self.keys().collect()
    }
}

/// Refuses a name that was given before.
pub(super) fn unused<T: Display>(
    noun: Noun,
    name: &T,
    known: &impl Names<T>,
    place: &str,
) -> Result<(), Rejection> {
    if !known.has(name) {
        return Ok(());
    }
    let what = noun.name();
    let known = known.all();
    Err(Rejection::new(
        Rule::NameOnce,
        words!(
            "{what} `{name}` is there already in {place}; known are {known}",
            "{what} `{name}` finns redan i {place}; kända är {known}";
            what = what, place = noun.within(place), known = listing(&known)
        ),
        words!("give the new {what} a name of its own", "ge {what} ett eget namn"; what = what),
    ))
}

/// Refuses a name that no earlier event gave.
pub(super) fn resolves<T: Display>(
    noun: Noun,
    name: &T,
    known: &impl Names<T>,
    place: &str,
) -> Result<(), Rejection> {
    if known.has(name) {
        return Ok(());
    }
    let (what, place) = (noun.name(), noun.within(place));
    let known = known.all();
    let what_is = if known.is_empty() {
        words!(
            "{what} `{name}` is not known in {place}, which has no {what} yet",
            "{what} `{name}` finns inte i {place}, där inget sådant finns ännu";
            what = what, place = place
        )
    } else {
        words!(
            "{what} `{name}` is not known in {place}; known are {known}",
            "{what} `{name}` finns inte i {place}; kända är {known}";
            what = what, place = place, known = listing(&known)
        )
    };
    let hint = words!(
        "record the {what} before what refers to it, or correct the name",
        "anteckna {what} före det som hänvisar dit, eller rätta namnet";
        what = what
    );
    Err(Rejection::new(Rule::ReferenceResolves, what_is, hint))
}

/// `m1 to m8` where the names are numbered without gap, else the names, the first dozen of them.
pub(crate) fn listing<T: Display>(names: &[&T]) -> Wording {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    run(&names).unwrap_or_else(|| {
        let shown: Vec<String> = names
            .iter()
            .take(LISTED_MAX)
            .map(|name| format!("`{name}`"))
            .collect();
        match names.len().saturating_sub(LISTED_MAX) {
            0 => Wording::same(shown.join(", ")),
            more => words!(
                "{shown} and {more} more",
                "{shown} och {more} till",
                shown = shown.join(", ")
            ),
        }
    })
}

fn run(names: &[String]) -> Option<Wording> {
    let mut numbered = names
        .iter()
        .map(|name| numbered(name))
        .collect::<Option<Vec<_>>>()?;
    numbered.sort_unstable_by_key(|(_, number)| *number);
    let without_gap = |pair: &[(&str, u32)]| match pair {
        [(a, m), (b, n)] => a == b && n.checked_sub(1) == Some(*m),
        _ => false,
    };
    match numbered.as_slice() {
        [(stem, first), .., (_, last)] if numbered.windows(2).all(without_gap) => Some(words!(
            "{stem}{first} to {stem}{last}",
            "{stem}{first} till {stem}{last}"
        )),
        _ => None,
    }
}

fn numbered(name: &str) -> Option<(&str, u32)> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((stem, name.strip_prefix(stem)?.parse().ok()?))
}

const LISTED_MAX: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_shortly() {
        let check = |names: &[&str], expected: &str| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            assert_eq!(listing(&names.iter().collect::<Vec<_>>()), expected);
        };
        check(&["m1"], "`m1`");
        check(
            &["m1", "m10", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"],
            "m1 to m10",
        );
        check(&["m1", "m3"], "`m1`, `m3`");
        check(&["m1", "q2"], "`m1`, `q2`");
        check(&["m99999999999", "x"], "`m99999999999`, `x`");
        let many: Vec<String> = (0..15).map(|n| format!("m{}", n * 2)).collect();
        let listed = listing(&many.iter().collect::<Vec<_>>());
        assert!(listed.english().ends_with("`m22` and 3 more"));
        assert!(listed.swedish().ends_with("`m22` och 3 till"));
    }
}
