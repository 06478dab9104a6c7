//! The lines that have fallen, and those that fall with them.
//!
//! Invariant: what refers to a name that a fallen line should have given falls too. The log may have given the same name
//! to something else meanwhile, and every rule would admit the reference: it would say what nobody has typed.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Waiting;
use crate::problem::Problem;

/// The names that fallen lines gave: what refers to them would refer to something else.
#[derive(Default)]
pub(super) struct Gone {
    names: BTreeMap<(u64, String), u32>,
    items: BTreeMap<u64, u32>,
}

impl Gone {
    pub(super) fn take(&mut self, line: &Waiting) {
        for draft in &line.drafts {
            let Some(item) = draft.content.get("item").and_then(Value::as_u64) else {
                continue;
            };
            let follows = draft.content.get("follows").is_some();
            let mut given = GIVEN.iter();
            let given = given.find(|(kind, _)| *kind == draft.kind && (*kind != FOLLOWING || follows));
            let name = given.and_then(|(_, field)| draft.content.get(field)?.as_str());
            match name {
                Some(name) => drop(self.names.insert((item, name.to_owned()), line.number)),
                None if draft.kind == "item.opened/1" => drop(self.items.insert(item, line.number)),
                None => {}
            }
        }
    }

    /// Why a line falls with another, where it does.
    pub(super) fn reference(&self, line: &Waiting) -> Option<Problem> {
        line.drafts.iter().find_map(|draft| {
            let item = draft.content.get("item").and_then(Value::as_u64)?;
            let of_item = self.items.get(&item).filter(|_| draft.kind != "item.opened/1");
            if let Some(by) = of_item {
                return Some(falls(&format!("§ {item}"), *by));
            }
            let mut named = Vec::new();
            references(&draft.content, &mut named);
            named.into_iter().find_map(|name| {
                let by = self.names.get(&(item, name.to_owned()))?;
                Some(falls(&format!("`{name}`"), *by))
            })
        })
    }
}

fn falls(what: &str, by: u32) -> Problem {
    Problem::new(
        format!("gäller {what}, som rad {by} skulle ha gett"),
        format!("is about {what}, which line {by} should have given"),
    )
}

/// Every name that a content refers to: a string, or one of a list, below a field of references.
fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(name) if REFERENCES.contains(&key.as_str()) => found.push(name),
                    Value::Array(names) if REFERENCES.contains(&key.as_str()) => {
                        found.extend(names.iter().filter_map(Value::as_str));
                    }
                    value => references(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// The kinds that give a name in an item, and the field in which they do.
const GIVEN: [(&str, &str); 6] = [
    ("motion.moved/1", "motion"),
    ("proposal.laid/1", "proposal"),
    ("proposition.put/1", "proposition"),
    ("vote.demanded/1", "vote"),
    (FOLLOWING, "vote"),
    ("decision.made/1", "decision"),
];

/// The kind that gives a vote its name only where the vote follows another.
const FOLLOWING: &str = "vote.ordered/1";

/// The fields in which names of an item stand.
const REFERENCES: [&str; 9] = [
    "motion",
    "motions",
    "proposal",
    "proposition",
    "order",
    "vote",
    "decision",
    "favour",
    "target",
];
