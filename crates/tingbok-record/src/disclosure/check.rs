//! Holding a row against its entry: every path once, and what is said of each must hold.
//!
//! Spec: docs/spec/content.md, "States of a field".

use super::{FieldFault, FieldState, Row, RowError, RowField};
use crate::authority::{Authority, Removal};
use crate::commitment::commitment;
use crate::content::VALUE_BYTES_MAX;
use crate::event::{EventId, Field};

/// Where rows stand: the same row may hold in one place and not in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The ledger's own store, which is complete.
    Store,
    /// An export, made for the public or an archive.
    Export,
}

/// What a row is held against.
#[derive(Clone, Copy, Debug)]
pub struct RowContext<'a> {
    /// Authority after the last entry below the checkpoint.
    pub authority: &'a Authority,
    /// The checkpoint's size.
    pub size: u64,
    /// Where the row stands.
    pub place: Place,
}

/// How many fields stand in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldCounts {
    /// Disclosed, and the commitment matches.
    pub disclosed: u64,
    /// Withheld, as whoever made the export claims.
    pub withheld: u64,
    /// Erased, and an event says so.
    pub erased: u64,
    /// Lost, and an event says so.
    pub lost: u64,
}

impl std::ops::AddAssign for FieldCounts {
    fn add_assign(&mut self, other: Self) {
        self.disclosed += other.disclosed;
        self.withheld += other.withheld;
        self.erased += other.erased;
        self.lost += other.lost;
    }
}

/// Holds a row against the fields of the event `id` at `index`.
///
/// # Errors
/// [`RowError`] names the first field that does not hold.
pub fn check(
    row: &Row,
    index: u64,
    id: EventId,
    fields: &[Field<'_>],
    context: RowContext<'_>,
) -> Result<FieldCounts, RowError> {
    if row.index != index {
        return Err(RowError::Index {
            expected: index,
            found: row.index,
        });
    }
    if !row
        .fields
        .iter()
        .map(|field| field.path.as_str())
        .eq(fields.iter().map(|field| field.path))
    {
        return Err(RowError::Paths(index));
    }
    let mut counts = FieldCounts::default();
    for (said, field) in row.fields.iter().zip(fields) {
        let removal = context
            .authority
            .removal(index, field.path)
            .copied()
            .unwrap_or_default();
        let fault = |fault| RowError::Field {
            index,
            path: said.path.clone(),
            fault,
        };
        check_field(said, id, field, removal, context, &mut counts).map_err(fault)?;
    }
    Ok(counts)
}

fn check_field(
    said: &RowField,
    id: EventId,
    field: &Field<'_>,
    removal: Removal,
    context: RowContext<'_>,
    counts: &mut FieldCounts,
) -> Result<(), FieldFault> {
    let by = |at: u64, event: Option<u64>, otherwise| match event {
        _ if at >= context.size => Err(FieldFault::NeedsNewerCheckpoint),
        Some(event) if event == at => Ok(()),
        _ => Err(otherwise),
    };
    match &said.state {
        FieldState::Disclosed { salt, value } => {
            let text = value.canonical();
            if text.len() > VALUE_BYTES_MAX {
                return Err(FieldFault::ValueSize);
            }
            if commitment(id, salt, field.path, &text) != field.commitment {
                return Err(FieldFault::Mismatch);
            }
            if removal.erased.is_some() {
                return Err(FieldFault::Undead);
            }
            counts.disclosed += 1;
        }
        FieldState::Withheld(_) if context.place == Place::Store => return Err(FieldFault::Withheld),
        FieldState::Withheld(_) => counts.withheld += 1,
        FieldState::Erased(at) => {
            by(*at, removal.erased, FieldFault::ErasedByNothing)?;
            counts.erased += 1;
        }
        FieldState::Lost(at) => {
            by(*at, removal.lost, FieldFault::LostByNothing)?;
            counts.lost += 1;
        }
        FieldState::Missing => return Err(FieldFault::Missing),
    }
    Ok(())
}
