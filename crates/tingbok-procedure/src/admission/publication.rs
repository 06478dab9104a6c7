//! What exports and pages leave out: each value withheld once, and released only while it is withheld.
//!
//! Spec: docs/procedure.md, "Event kinds", stream `publication`; OSL.

use std::collections::BTreeSet;

use super::Judgement;
use crate::content::Content;
use crate::rule::{Rejection, Rule};

/// The values that are withheld now, by entry and leaf.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Publication {
    withheld: BTreeSet<(u64, String)>,
}

impl Publication {
    pub(super) fn admit(&self, content: &Content) -> Judgement {
        let (what, hint) = match content {
            Content::FieldWithheld(c) if self.holds(c.index, &c.path) => (
                format!("`{}` of entry {} is withheld already", c.path, c.index),
                "a value is withheld once; release it first to withhold it on another ground",
            ),
            Content::FieldReleased(c) if !self.holds(c.index, &c.path) => (
                format!("`{}` of entry {} is not withheld", c.path, c.index),
                "only what is withheld is released; correct the entry or the path",
            ),
            _ => return Ok(Vec::new()),
        };
        Err(Rejection::new(Rule::WithheldInOrder, what, hint))
    }

    pub(super) fn apply(&mut self, content: &Content) {
        match content {
            Content::FieldWithheld(c) => drop(self.withheld.insert((c.index, c.path.clone()))),
            Content::FieldReleased(c) => drop(self.withheld.remove(&(c.index, c.path.clone()))),
            _ => {}
        }
    }

    fn holds(&self, index: u64, path: &str) -> bool {
        self.withheld.contains(&(index, path.to_owned()))
    }
}
