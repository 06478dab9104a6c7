//! Disclosure rows: what opens the commitments of one entry, kept beside the log.
//!
//! Invariant: a row that is accepted is the one text of what it says, so a commitment is over bytes that stand there.
//!
//! Spec: docs/spec/content.md, "Disclosure row".

use tingbok_tlog::base64;

pub use check::{FieldCounts, Place, RowContext, check};

use crate::commitment::Salt;
use crate::event::{EventError, Opening};
use crate::json::{JsonError, Value, write_string};

mod check;
mod parse;

/// The most bytes of a row, without its LF.
pub const ROW_BYTES_MAX: usize = 16 << 20;
/// The most characters of a ground for withholding.
pub const GROUND_CHARS_MAX: usize = 200;

/// One entry's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The entry.
    pub index: u64,
    /// Every path of the event, in the event's order.
    pub fields: Vec<RowField>,
}

/// One leaf in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowField {
    /// The path.
    pub path: String,
    /// What the row says of its value.
    pub state: FieldState,
}

/// What a row says of a leaf's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldState {
    /// Here it is.
    Disclosed {
        /// What was mixed into the commitment.
        salt: Salt,
        /// The value.
        value: Value,
    },
    /// Kept back from this export, on a ground that whoever made the export claims.
    Withheld(String),
    /// Erased by the `field.erased` at this index.
    Erased(u64),
    /// Lost, as the `field.lost` at this index says.
    Lost(u64),
    /// Not there, and nothing says why.
    Missing,
}

/// Why a row does not stand. Each variant is a rule of docs/spec/content.md, "Disclosure row".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
    /// Longer than [`ROW_BYTES_MAX`].
    #[error("row size: {0} bytes, at most {ROW_BYTES_MAX}")]
    Size(usize),
    /// Not JSON, or JSON that the record does not have.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// Not an object with `index` and `fields`.
    #[error("row: expected `index` and `fields`")]
    Row,
    /// A field in none of the five forms.
    #[error("entry {index} {path}: form")]
    Form {
        /// The entry.
        index: u64,
        /// The leaf.
        path: String,
    },
    /// A ground that is not 1–200 characters without control characters.
    #[error("ground: 1 to {GROUND_CHARS_MAX} characters, no control characters")]
    Ground,
    /// A salt that is not base64 of 32 bytes.
    #[error(transparent)]
    Salt(#[from] EventError),
    /// Written otherwise than in its one form.
    #[error("row {0} is not canonical")]
    Canonical(u64),
    /// A row of another entry.
    #[error("row {found} stands in the place of row {expected}")]
    Index {
        /// The entry that the row should belong to.
        expected: u64,
        /// The entry that it names.
        found: u64,
    },
    /// Not every path of the event once, in the event's order.
    #[error("row's paths are not those of entry {0}")]
    Paths(u64),
    /// What is said of one field does not hold.
    #[error("entry {index} {path}: {fault}")]
    Field {
        /// The entry.
        index: u64,
        /// The leaf.
        path: String,
        /// What does not hold.
        fault: FieldFault,
    },
}

/// Why what a row says of a field does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FieldFault {
    /// The value or salt is not what was committed to.
    #[error("mismatch")]
    Mismatch,
    /// A value longer than 1 MiB.
    #[error("value size")]
    ValueSize,
    /// The ledger's own store is complete: nothing is withheld in it.
    #[error("withheld in the ledger's own store")]
    Withheld,
    /// A loss that no event says.
    #[error("missing")]
    Missing,
    /// No `field.erased` at that index lists it.
    #[error("erased by nothing")]
    ErasedByNothing,
    /// No `field.lost` at that index lists it.
    #[error("lost by nothing")]
    LostByNothing,
    /// Erased, yet a value is kept.
    #[error("undead: erasure not finished")]
    Undead,
    /// The index is not below the checkpoint's size.
    #[error("needs a newer checkpoint")]
    NeedsNewerCheckpoint,
}

impl Row {
    /// The row that discloses everything, as it is written when an event is admitted.
    ///
    /// # Errors
    /// [`JsonError`] when a value is not JSON as the record has it.
    pub fn disclosing(index: u64, openings: &[Opening]) -> Result<Self, JsonError> {
        let field = |opening: &Opening| {
            let value = crate::json::parse(&opening.leaf.value)?;
            let state = FieldState::Disclosed {
                salt: opening.salt,
                value,
            };
            Ok(RowField {
                path: opening.leaf.path.clone(),
                state,
            })
        };
        Ok(Self {
            index,
            fields: openings.iter().map(field).collect::<Result<_, JsonError>>()?,
        })
    }

    /// The row's one text, without its LF.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = format!("{{\"index\":{},\"fields\":[", self.index);
        for (n, field) in self.fields.iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            field.write(&mut out);
        }
        out.push_str("]}");
        out
    }

    /// The values that are disclosed, by path: what content can be put together from.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields.iter().filter_map(|field| match &field.state {
            FieldState::Disclosed { value, .. } => Some((field.path.as_str(), value)),
            _ => None,
        })
    }
}

impl RowField {
    fn write(&self, out: &mut String) {
        out.push_str("{\"path\":");
        write_string(&self.path, out);
        match &self.state {
            FieldState::Disclosed { salt, value } => {
                out.push_str(&format!(",\"salt\":\"{}\",\"value\":", base64::encode(salt)));
                value.write(out);
            }
            FieldState::Withheld(ground) => {
                out.push_str(",\"withheld\":");
                write_string(ground, out);
            }
            FieldState::Erased(index) => out.push_str(&format!(",\"erased\":{index}")),
            FieldState::Lost(index) => out.push_str(&format!(",\"lost\":{index}")),
            FieldState::Missing => out.push_str(",\"missing\":true"),
        }
        out.push('}');
    }
}
