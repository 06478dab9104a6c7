//! What stands in the place of a value that is not shown: withheld by an event, erased by another, or lost.
//!
//! Invariants: a view for people is made of entries whose withheld values are masked; what compiles, signs, judges and
//! verifies sees them. What is gone is masked for everybody, since nobody has it.
//!
//! Section: docs/architecture.md, "Views"; docs/spec/content.md, "States of a field".

use std::collections::BTreeMap;
use std::sync::Arc;

use tingbok_minutes::Withheld;
use tingbok_minutes::withheld::{Withholding, erased_mask, lost_mask, withheld_mask};
use tingbok_procedure::Stream;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_record::authority::Authority;
use tingbok_record::disclosure::{FieldState, Row, RowField};
use tingbok_record::event::SignedEvent;
use tingbok_record::json::Value;

use crate::happened::{ITEM, parsed, row};
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
    /// The texts that are withheld in each paragraph: what is recorded of it later is not shown to hold them either.
    words: BTreeMap<ParagraphRef, BTreeMap<String, Withholding>>,
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
        let withheld: Withheld = project(log, snapshots, None)?;
        Ok(Self {
            words: words(log, &withheld)?,
            withheld,
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
            words: BTreeMap::new(),
        })
    }

    /// Whether texts are withheld that later entries of a paragraph may hold.
    pub(crate) fn looks_at_texts(&self) -> bool {
        !self.words.is_empty()
    }

    /// On what ground a value of an entry of the paragraph `at` is withheld; `None` where it is not.
    pub(crate) fn ground(&self, index: u64, at: Option<ParagraphRef>, field: &RowField) -> Option<&str> {
        let said = self.withheld.ground(index, &field.path);
        said.or_else(|| {
            let FieldState::Disclosed {
                value: Value::String(text),
                ..
            } = &field.state
            else {
                return None;
            };
            let withholding = self.words.get(&at?)?.get(text)?;
            (withholding.by < index).then_some(withholding.ground.as_str())
        })
    }

    /// What is withheld.
    #[must_use]
    pub fn withheld(&self) -> &Withheld {
        &self.withheld
    }

    /// The words in the place of a field's value; `None` where the value is shown.
    pub(crate) fn of(&self, index: u64, at: Option<ParagraphRef>, field: &RowField) -> Option<String> {
        match &field.state {
            FieldState::Disclosed { .. } => self
                .erased(index, &field.path)
                .or_else(|| self.ground(index, at, field).map(withheld_mask)),
            FieldState::Withheld(ground) => Some(withheld_mask(ground)),
            FieldState::Erased(by) => Some(self.erased_by(*by)),
            FieldState::Lost(_) => Some(lost_mask()),
            // A loss that nobody has recorded is damage, and no state to be shown.
            FieldState::Missing => None,
        }
    }

    /// The erasure of a leaf, whether it is finished or not.
    pub(crate) fn erasure(&self, index: u64, path: &str) -> Option<u64> {
        self.authority.removal(index, path)?.erased
    }

    fn erased(&self, index: u64, path: &str) -> Option<String> {
        self.erasure(index, path).map(|by| self.erased_by(by))
    }

    fn erased_by(&self, by: u64) -> String {
        erased_mask(self.decisions.get(&by).map(String::as_str))
    }
}

/// The texts that are withheld, by their paragraphs.
fn words(
    log: &Log,
    withheld: &Withheld,
) -> Result<BTreeMap<ParagraphRef, BTreeMap<String, Withholding>>, ReadError> {
    let mut words: BTreeMap<ParagraphRef, BTreeMap<String, Withholding>> = BTreeMap::new();
    for (index, path, withholding) in withheld.iter() {
        let record = log.record(index)?;
        let (_, event) = parsed(index, &record)?;
        let row = row(index, &record)?;
        let Some(at) = paragraph_of(&event, &row) else {
            continue;
        };
        let mut values = row.values();
        let text = values.find_map(|(own, value)| match value {
            Value::String(text) if own == path => Some(text.clone()),
            _ => None,
        });
        if let Some(text) = text.filter(|text| text.trim().chars().count() >= WORDS_CHARS_MIN) {
            words.entry(at).or_default().insert(text, withholding.clone());
        }
    }
    Ok(words)
}

/// The paragraph that an entry belongs to, by its stream, or by its meeting and item.
pub(crate) fn paragraph_of(event: &SignedEvent<'_>, row: &Row) -> Option<ParagraphRef> {
    let stream: Stream = event
        .header()
        .stream
        .parse()
        .unwrap_or_else(|never| match never {});
    let Stream::Meeting(date) = stream else {
        return stream.paragraph();
    };
    let mut values = row.values();
    let number = values.find_map(|(path, value)| match value {
        Value::Integer(number) if path == ITEM => u32::try_from(*number).ok(),
        _ => None,
    })?;
    Some(ParagraphRef {
        year: date.year(),
        number,
    })
}

/// Shorter texts stand for other things too, and are not looked for.
pub const WORDS_CHARS_MIN: usize = 4;

/// The decisions that the erasures name in their content.
fn decisions<R: std::ops::Deref<Target = crate::journal::Record>>(
    authority: &Authority,
    read: impl Fn(u64) -> Result<R, ReadError>,
) -> Result<BTreeMap<u64, String>, ReadError> {
    let mut decisions = BTreeMap::new();
    for erasure in authority.erasures() {
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
const DECISION: &str = "/decision";
