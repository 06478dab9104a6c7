//! Who holds the keys: the name that stands in each enrolment, as its row discloses it.
//!
//! Invariants: a handle is enrolled once and for ever, so its holder changes only by being erased. A name is given out
//! when it opens what the enrolment commits to, and read anew when the stream `ledger` has grown.
//!
//! Spec: docs/spec/keys.md, "Content of these kinds".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tingbok_procedure::Event;
use tingbok_record::authority::Authority;
use tingbok_record::disclosure::FieldState;
use tingbok_record::json::Value;

use crate::happened::row;
use crate::journal::Record;
use crate::judging::signed_text;
use crate::log::ReadError;

/// The holders of the keys that were asked for, as they stand under one state of the stream `ledger`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holders {
    /// The newest entry of the stream `ledger` when they were read.
    newest: Option<u64>,
    names: BTreeMap<String, Option<String>>,
    /// The handles whose enrolment names a holder that is not shown.
    hidden: BTreeSet<String>,
}

impl Holders {
    /// Who holds the key of a handle; `None` where its enrolment says nothing, or no longer. `read` reads an entry.
    ///
    /// # Errors
    /// [`ReadError`] when the enrolment cannot be read, or its name is not the one that was signed.
    pub(crate) fn of(
        &mut self,
        handle: &str,
        authority: &Authority,
        read: impl FnOnce(u64) -> Result<Arc<Record>, ReadError>,
    ) -> Result<Option<String>, ReadError> {
        if self.newest != Some(authority.newest()) {
            self.names.clear();
            self.hidden.clear();
            self.newest = Some(authority.newest());
        }
        if let Some(name) = self.names.get(handle) {
            return Ok(name.clone());
        }
        let name = match authority.handle(handle) {
            Some(key) => {
                let record = read(key.enrolled)?;
                if is_hidden(key.enrolled, &record)? {
                    self.hidden.insert(handle.to_owned());
                }
                named_in(key.enrolled, &record)?
            }
            None => None,
        };
        self.names.insert(handle.to_owned(), name.clone());
        Ok(name)
    }

    /// Writes the holders into what an event says of its signers, and tells whether one of them is not shown: then nobody
    /// can say that it is another's key.
    ///
    /// # Errors
    /// As [`Holders::of`].
    pub(crate) fn name_signers(
        &mut self,
        event: &mut Event,
        authority: &Authority,
        read: impl Fn(u64) -> Result<Arc<Record>, ReadError>,
    ) -> Result<bool, ReadError> {
        let mut is_hidden = false;
        for signer in event.signed.iter_mut().flat_map(|signed| &mut signed.by) {
            signer.holder = self.of(&signer.handle, authority, &read)?;
            is_hidden |= self.hidden.contains(&signer.handle);
        }
        Ok(is_hidden && signed_text(event).is_some())
    }
}

/// The holder's name in an entry that enrols a key.
///
/// # Errors
/// [`ReadError`] when the entry cannot be read, or the name is not the one that was signed.
pub(crate) fn named_in(index: u64, record: &Record) -> Result<Option<String>, ReadError> {
    let row = row(index, record)?;
    let mut values = row.values();
    Ok(values.find_map(|(path, value)| match value {
        Value::String(name) if path == HOLDER => Some(name.clone()),
        _ => None,
    }))
}

/// Whether an enrolment names a holder, and the name is withheld, erased or lost.
fn is_hidden(index: u64, record: &Record) -> Result<bool, ReadError> {
    let row = row(index, record)?;
    let mut fields = row.fields.iter();
    Ok(fields.any(|field| field.path == HOLDER && !matches!(field.state, FieldState::Disclosed { .. })))
}

/// The leaf with the holder's name, so that it can be erased alone.
const HOLDER: &str = "/holder/name";
