//! What exports and pages leave out: each value withheld once, and released only while it is withheld.
//!
//! Spec: docs/procedure.md, "Event kinds", stream `publication`; OSL.

use std::collections::BTreeSet;

use super::Judgement;
use crate::content::Content;
use crate::rule::{Rejection, Rule};
use crate::words;

/// The values that are withheld now, by entry and leaf.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Publication {
    withheld: BTreeSet<(u64, String)>,
}

impl Publication {
    pub(super) fn admit(&self, content: &Content) -> Judgement {
        let (what, hint) = match content {
            Content::FieldWithheld(c) if !is_ground(&c.ground) => (
                words!(
                    "the ground on which `{path}` of entry {index} is withheld is empty, too long, or holds a control \
                     character",
                    "grunden för att maskera `{path}` i post {index} är tom, för lång eller innehåller styrtecken",
                    path = c.path,
                    index = c.index,
                ),
                words!(
                    "name the section, `OSL 25 kap. 1 §`: 1 to {max} characters",
                    "ange lagrummet, `OSL 25 kap. 1 §`: 1 till {max} tecken",
                    max = GROUND_CHARS_MAX,
                ),
            ),
            Content::FieldWithheld(c) if self.holds(c.index, &c.path) => (
                words!(
                    "`{path}` of entry {index} is withheld already",
                    "`{path}` i post {index} är redan maskerad",
                    path = c.path,
                    index = c.index,
                ),
                words!(
                    "a value is withheld once; release it first to withhold it on another ground",
                    "ett värde maskeras en gång; häv maskningen först för att maskera det på en annan grund"
                ),
            ),
            Content::FieldReleased(c) if !self.holds(c.index, &c.path) => (
                words!(
                    "`{path}` of entry {index} is not withheld",
                    "`{path}` i post {index} är inte maskerad",
                    path = c.path,
                    index = c.index,
                ),
                words!(
                    "only what is withheld is released; correct the entry or the path",
                    "bara en maskning som finns kan hävas; rätta posten eller fältet"
                ),
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

    /// Whether `path` of entry `index` is withheld now.
    fn holds(&self, index: u64, path: &str) -> bool {
        self.withheld.contains(&(index, path.to_owned()))
    }
}

/// Whether a disclosure row can say it.
fn is_ground(ground: &str) -> bool {
    let count = ground.chars().count();
    (1..=GROUND_CHARS_MAX).contains(&count) && !ground.trim().is_empty() && !ground.contains(char::is_control)
}

/// The most characters of a ground, as in a disclosure row.
const GROUND_CHARS_MAX: usize = 200;
