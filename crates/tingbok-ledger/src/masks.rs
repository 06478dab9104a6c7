//! What stands in the place of a value that is not shown: withheld by an event, erased by another, or lost.
//!
//! Invariants: a view for people is made of entries whose withheld values are masked; what compiles, signs, judges and
//! verifies sees them. What is gone is masked for everybody, since nobody has it.
//!
//! Section: docs/architecture.md, "Views"; docs/spec/content.md, "States of a field".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tingbok_minutes::Withheld;
use tingbok_minutes::withheld::{erased_mask, lost_mask, withheld_mask};
use tingbok_record::authority::Authority;
use tingbok_record::disclosure::{FieldState, RowField};
use tingbok_record::json::Value;

use crate::happened::row;
use crate::log::{Log, ReadError};
use crate::snapshots::Snapshots;
use crate::view::project;

/// The words in the place of values.
#[derive(Clone, Debug, Default)]
pub struct Masks {
    withheld: Withheld,
    /// What the log says is erased, whether its bytes are gone already or not.
    authority: Arc<Authority>,
    /// The decisions behind erasures, by the entry of the erasure.
    decisions: BTreeMap<u64, String>,
}

impl Masks {
    /// Masks of what is gone: for whoever may see what is withheld.
    ///
    /// # Errors
    /// [`ReadError`] when an erasure cannot be read.
    pub fn of_gone(log: &Log) -> Result<Self, ReadError> {
        Self::of_authority(log.authority(), |index| log.record(index))
    }

    /// Masks of what is withheld as well: for whatever leaves the house.
    ///
    /// # Errors
    /// [`ReadError`] when the log cannot be read.
    pub fn of_shown(log: &Log, snapshots: &Snapshots) -> Result<Self, ReadError> {
        Ok(Self {
            withheld: project(log, snapshots, None)?,
            ..Self::of_gone(log)?
        })
    }

    /// Masks of what is gone, where the entries are read from something else than a log.
    ///
    /// # Errors
    /// [`ReadError`] when an erasure cannot be read.
    pub(crate) fn of_authority<R: std::ops::Deref<Target = crate::journal::Record>>(
        authority: Arc<Authority>,
        read: impl Fn(u64) -> Result<R, ReadError>,
    ) -> Result<Self, ReadError> {
        Ok(Self {
            withheld: Withheld::default(),
            decisions: decisions(&authority, read)?,
            authority,
        })
    }

    /// What is withheld.
    #[must_use]
    pub fn withheld(&self) -> &Withheld {
        &self.withheld
    }

    /// The words in the place of a field's value; `None` where the value is shown.
    pub(crate) fn of(&self, index: u64, field: &RowField) -> Option<String> {
        match &field.state {
            FieldState::Disclosed { .. } => self
                .erased(index, &field.path)
                .or_else(|| self.withheld.ground(index, &field.path).map(withheld_mask)),
            FieldState::Withheld(ground) => Some(withheld_mask(ground)),
            FieldState::Erased(by) => Some(self.erased_by(*by)),
            FieldState::Lost(_) => Some(lost_mask()),
            // A loss that nobody has recorded is damage, and no state to be shown.
            FieldState::Missing => None,
        }
    }

    /// An erasure that is recorded and not finished is one.
    fn erased(&self, index: u64, path: &str) -> Option<String> {
        let by = self.authority.removal(index, path)?.erased?;
        Some(self.erased_by(by))
    }

    fn erased_by(&self, by: u64) -> String {
        erased_mask(self.decisions.get(&by).map(String::as_str))
    }
}

/// The decisions that the erasures name in their content.
fn decisions<R: std::ops::Deref<Target = crate::journal::Record>>(
    authority: &Authority,
    read: impl Fn(u64) -> Result<R, ReadError>,
) -> Result<BTreeMap<u64, String>, ReadError> {
    let erasures: BTreeSet<u64> = authority
        .removals()
        .filter_map(|(_, removal)| removal.erased)
        .collect();
    let mut decisions = BTreeMap::new();
    for erasure in erasures {
        let row = row(erasure, &*read(erasure)?)?;
        let decision = row.values().find_map(|(path, value)| match value {
            Value::String(decision) if path == DECISION => Some(decision.clone()),
            _ => None,
        });
        decisions.extend(decision.map(|decision| (erasure, decision)));
    }
    Ok(decisions)
}

/// The leaf of an erasure that names the decision behind it.
pub(crate) const DECISION: &str = "/decision";
