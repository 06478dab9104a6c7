//! Names within an item or a case: given once, and known before they are used.
//!
//! Spec: docs/procedure.md, "Two principles": an unknown reference cannot be true.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use crate::rule::{Rejection, Rule};

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
    what: &str,
    name: &T,
    known: &impl Names<T>,
    place: &str,
) -> Result<(), Rejection> {
    if !known.has(name) {
        return Ok(());
    }
    let known = known.all();
    Err(Rejection::new(
        Rule::NameOnce,
        format!(
            "{what} `{name}` is there already in {place}; known are {}",
            listing(&known)
        ),
        format!("give the new {what} a name of its own"),
    ))
}

/// Refuses a name that no earlier event gave.
pub(super) fn resolves<T: Display>(
    what: &str,
    name: &T,
    known: &impl Names<T>,
    place: &str,
) -> Result<(), Rejection> {
    if known.has(name) {
        return Ok(());
    }
    let known = known.all();
    let what_is = if known.is_empty() {
        format!("{what} `{name}` is not known in {place}, which has no {what} yet")
    } else {
        format!(
            "{what} `{name}` is not known in {place}; known are {}",
            listing(&known)
        )
    };
    let hint = format!("record the {what} before what refers to it, or correct the name");
    Err(Rejection::new(Rule::ReferenceResolves, what_is, hint))
}

/// `m1 to m8` where the names are numbered without gap, else the names, the first dozen of them.
pub(crate) fn listing<T: Display>(names: &[&T]) -> String {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    run(&names).unwrap_or_else(|| {
        let shown: Vec<String> = names
            .iter()
            .take(LISTED_MAX)
            .map(|name| format!("`{name}`"))
            .collect();
        match names.len().saturating_sub(LISTED_MAX) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    })
}

fn run(names: &[String]) -> Option<String> {
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
        [(stem, first), .., (_, last)] if numbered.windows(2).all(without_gap) => {
            Some(format!("{stem}{first} to {stem}{last}"))
        }
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
        assert!(listing(&many.iter().collect::<Vec<_>>()).ends_with("`m22` and 3 more"));
    }
}
