//! What is kept back from whatever leaves the house: each value that was withheld and not released since.
//!
//! Invariant: a mask tells the ground and nothing of the value, not even its length.
//!
//! Section: docs/procedure.md, "Event kinds", stream `publication`; OSL (2009:400).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tingbok_procedure::Content;

use crate::projection::{Logged, Projection};

/// The values that are withheld, by entry and leaf, each with its ground; and the erasures that came to their end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    leaves: BTreeMap<u64, BTreeMap<String, Withholding>>,
    /// The erasures that are said to be carried out.
    completed: BTreeSet<u64>,
}

/// That a value is withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withholding {
    /// On what ground.
    pub ground: String,
    /// The entry that says so.
    pub by: u64,
}

impl Withheld {
    /// On what ground a value is withheld; `None` where it is not.
    #[must_use]
    pub fn ground(&self, index: u64, path: &str) -> Option<&str> {
        let withholding = self.leaves.get(&index)?.get(path)?;
        Some(&withholding.ground)
    }

    /// Everything that is withheld, by entry and leaf.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &str, &Withholding)> {
        let leaves = self.leaves.iter();
        leaves.flat_map(|(index, of_entry)| {
            of_entry
                .iter()
                .map(|(path, withholding)| (*index, path.as_str(), withholding))
        })
    }

    /// Whether an erasure is said to be carried out.
    #[must_use]
    pub fn is_completed(&self, erasure: u64) -> bool {
        self.completed.contains(&erasure)
    }

    /// How many values are withheld.
    #[must_use]
    pub fn len(&self) -> usize {
        self.leaves.values().map(BTreeMap::len).sum()
    }

    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }
}

impl Projection for Withheld {
    const NAME: &'static str = "withheld";
    const VERSION: u32 = 1;
    const SHOWN: bool = false;

    fn take(&mut self, entry: &Logged) {
        match entry.event().map(|event| &event.content) {
            Some(Content::FieldWithheld(withheld)) => {
                let withholding = Withholding {
                    ground: withheld.ground.clone(),
                    by: entry.index,
                };
                let of_entry = self.leaves.entry(withheld.index).or_default();
                of_entry.insert(withheld.path.clone(), withholding);
            }
            Some(Content::FieldReleased(released)) => {
                if let Some(of_entry) = self.leaves.get_mut(&released.index) {
                    of_entry.remove(&released.path);
                }
                self.leaves.retain(|_, of_entry| !of_entry.is_empty());
            }
            Some(Content::ErasureCompleted(completed)) => {
                self.completed.insert(completed.erasure);
            }
            _ => {}
        }
    }
}

/// What stands in a page where a value is withheld.
#[must_use]
pub fn withheld_mask(ground: &str) -> String {
    format!("[sekretess, {ground}]")
}

/// What stands in a page where a value was erased: the decision, where the erasure names one.
#[must_use]
pub fn erased_mask(decision: Option<&str>) -> String {
    decision.map_or_else(
        || "[gallrat]".to_owned(),
        |decision| format!("[gallrat, beslut {decision}]"),
    )
}

/// What stands in a page where a value is lost.
#[must_use]
pub fn lost_mask() -> String {
    "[förlorat]".to_owned()
}

/// Whether a text is a mask, or holds one.
#[must_use]
pub fn holds_mask(text: &str) -> bool {
    masks_in(text).next().is_some()
}

/// The masks in a text, by their places.
pub(crate) fn masks_in(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = BEGINNINGS
            .iter()
            .filter_map(|beginning| rest.find(beginning))
            .min()?;
        let end = start + rest[start..].find(']')? + 1;
        let found = from + start..from + end;
        from += end;
        Some(found)
    })
}

/// How the masks begin.
const BEGINNINGS: [&str; 3] = ["[sekretess, ", "[gallrat", "[förlorat"];
