//! Who may sign what in the record: keys by index, and which leaves are erased or lost.
//!
//! Invariant: authority goes by index, never by a clock; what was once enrolled, revoked or erased stays so.
//! Only entries of the stream `ledger` change it.
//!
//! Spec: docs/spec/keys.md.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tingbok_tlog::key::{KeyError, VerifierKey};

use crate::event::{LeafAddress, SignedEvent};
use crate::history::History;

mod enrolment;
mod removal;

pub use enrolment::Enrolment;
pub use removal::Removal;

/// The stream that authority lives in.
pub const LEDGER_STREAM: &str = "ledger";
/// The role that governs the stream `ledger`.
pub const ROOT: &str = "root";
/// The role that signs checkpoints.
pub const LOG: &str = "log";

/// The keys and removals that are in force after some entry.
#[derive(Clone, Debug, Default)]
pub struct Authority {
    origin: String,
    keys: Vec<Enrolment>,
    removals: BTreeMap<(u64, String), Removal>,
    newest: Option<u64>,
    unknown_from: Option<u64>,
}

/// Why an event has no authority. Each variant is a rule of docs/spec/keys.md.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorityError {
    /// A signer's key is unknown, not yet enrolled, revoked, a log's, or has another id.
    #[error("{0} is not a valid key here")]
    Key(String),
    /// A kind of the stream `ledger` somewhere else.
    #[error("a ledger kind in another stream: `{0}`")]
    LedgerKind(String),
    /// An event of the stream `ledger` that no root signed.
    #[error("not by a root")]
    NotByRoot,
    /// `ledger.created` not at index 0, or something else there.
    #[error("ledger.created: it stands at index 0, signed by the root that it names, and nowhere else")]
    LedgerCreated,
    /// The first root has another role or no role.
    #[error("root role: the first key has the role `root` alone")]
    RootRole,
    /// The ledger's root is not the one that was given from outside.
    #[error("another root: expected `{expected}`, found `{found}`")]
    AnotherRoot {
        /// The root that was given.
        expected: String,
        /// The root that stands in entry 0.
        found: String,
    },
    /// Entry 1 does something else than to enrol the log's key.
    #[error("entry 1 is not the log's key")]
    NotTheLogKey,
    /// The key's text is not a vkey.
    #[error("vkey {0}")]
    Vkey(&'static str),
    /// The role `log` on a handle, beside another role, or absent from a key named as the origin.
    #[error("log role: a key named as the origin has the role `log` alone, and no other key has it")]
    LogRole,
    /// A key whose name is neither the origin nor a handle below it.
    #[error("key name: `{0}` is neither the origin nor a handle below it")]
    KeyName(String),
    /// A handle that was enrolled before.
    #[error("handle enrolled before: `{0}`")]
    HandleEnrolled(String),
    /// A public key that was enrolled before.
    #[error("public key enrolled before")]
    PublicKeyEnrolled,
    /// A root enrolled or revoked by fewer than half of the roots.
    #[error("fewer than half of the roots: {signed} of {valid}")]
    FewerThanHalf {
        /// How many valid roots signed.
        signed: usize,
        /// How many roots are valid.
        valid: usize,
    },
    /// The last root cannot be revoked.
    #[error("the last root cannot be revoked")]
    LastRoot,
    /// No such key is enrolled, or it is revoked already.
    #[error("no such key: `{0}`")]
    NoSuchKey(String),
    /// No such log key, or its `until` is not its own index.
    #[error("no such log key, or until is not here")]
    NoSuchLogKey,
    /// `until` before the key's enrolment or after its own index.
    #[error("until: {until} is not between {enrolled} and {index}")]
    Until {
        /// What stands there.
        until: u64,
        /// The index at which the key was enrolled.
        enrolled: u64,
        /// The event's own index.
        index: u64,
    },
    /// An erasure or loss signed by a root alone.
    #[error("erased needs a root and one more")]
    TwoSigners,
    /// What is to be erased is not there, may not be, or is erased.
    #[error("erased: entry {0} {1} cannot be erased")]
    Erased(u64, String),
    /// What is said to be lost is not there, erased, or said to be lost before.
    #[error("lost: entry {0} {1} cannot be lost")]
    Lost(u64, String),
    /// The history could not be read.
    #[error("history: {0}")]
    History(String),
}

/// The keys that verify an event's signatures, in the order of `by`; `None` where authority is not established.
pub type SigningKeys = Vec<Option<Arc<VerifierKey>>>;

impl Authority {
    /// Finds the keys that must have signed `event` at `index`, and judges an event of the stream `ledger`.
    ///
    /// `root` is the first root's vkey as known from outside, if it is.
    ///
    /// # Errors
    /// [`AuthorityError`] names the rule.
    pub fn judge<H: History>(
        &self,
        index: u64,
        event: &SignedEvent<'_>,
        root: Option<&str>,
        history: &H,
    ) -> Result<SigningKeys, AuthorityError> {
        let header = event.header();
        let in_ledger = header.stream == LEDGER_STREAM;
        if !in_ledger && LEDGER_KINDS.contains(&header.kind) {
            return Err(AuthorityError::LedgerKind(header.kind.to_owned()));
        }
        if index == 0 || header.kind == "ledger.created/1" {
            return self.judge_creation(index, event, root);
        }
        let keys = self.signing_keys(event)?;
        if in_ledger && self.unknown_from.is_none() {
            self.judge_ledger_event(index, event, history)?;
        }
        if index == 1 && !(header.kind == "key.enrolled/1" && header.clear.roles == [LOG]) {
            return Err(AuthorityError::NotTheLogKey);
        }
        Ok(keys)
    }

    /// Takes up an event that was judged good. Events outside the stream `ledger` change nothing.
    pub fn apply(&mut self, index: u64, event: &SignedEvent<'_>) {
        let header = event.header();
        if header.stream != LEDGER_STREAM {
            return;
        }
        self.newest = Some(index);
        match header.kind {
            "ledger.created/1" => {
                header.log.clone_into(&mut self.origin);
                self.enrol(index, event);
            }
            "key.enrolled/1" => self.enrol(index, event),
            "key.revoked/1" => self.revoke(index, event),
            "field.erased/1" => self.remove(&header.clear.erases, |removal| removal.erased = Some(index)),
            "field.lost/1" => self.remove(&header.clear.lost, |removal| removal.lost = Some(index)),
            "format.adopted/1" => {}
            _ => self.unknown_from = self.unknown_from.or(Some(index)),
        }
    }

    /// The ledger's origin; empty before entry 0.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The index of the newest entry of the stream `ledger`; 0 before there is one.
    #[must_use]
    pub fn newest(&self) -> u64 {
        self.newest.unwrap_or(0)
    }

    /// From which index authority is not established, because of a kind unknown here.
    #[must_use]
    pub fn unknown_from(&self) -> Option<u64> {
        self.unknown_from
    }

    /// Every key ever enrolled, in the order of enrolment.
    #[must_use]
    pub fn keys(&self) -> &[Enrolment] {
        &self.keys
    }

    /// The enrolment of a handle, valid or not.
    #[must_use]
    pub fn handle(&self, handle: &str) -> Option<&Enrolment> {
        self.keys.iter().find(|key| key.handle.as_deref() == Some(handle))
    }

    /// What was said of a leaf's removal.
    #[must_use]
    pub fn removal(&self, index: u64, path: &str) -> Option<&Removal> {
        // Asked of every leaf of every entry, and most ledgers have erased nothing.
        if self.removals.is_empty() {
            return None;
        }
        self.removals.get(&(index, path.to_owned()))
    }

    /// Every leaf that is erased or lost, by entry and path.
    pub fn removals(&self) -> impl Iterator<Item = ((u64, &str), &Removal)> {
        self.removals
            .iter()
            .map(|((index, path), removal)| ((*index, path.as_str()), removal))
    }

    /// The entries that erase something.
    #[must_use]
    pub fn erasures(&self) -> BTreeSet<u64> {
        self.removals
            .values()
            .filter_map(|removal| removal.erased)
            .collect()
    }

    /// Those of one entry.
    pub fn removals_of(&self, index: u64) -> impl Iterator<Item = (&str, &Removal)> {
        let of_entry = (index, String::new())..(index.saturating_add(1), String::new());
        self.removals
            .range(of_entry)
            .map(|((_, path), removal)| (path.as_str(), removal))
    }

    /// The indexes of the revocations that dispute an entry signed by these handles.
    #[must_use]
    pub fn disputes(&self, index: u64, by: &[&str]) -> Vec<u64> {
        let revoked = by.iter().filter_map(|handle| self.handle(handle)?.revoked);
        revoked
            .filter(|revocation| revocation.until <= index)
            .map(|revocation| revocation.index)
            .collect()
    }

    fn signing_keys(&self, event: &SignedEvent<'_>) -> Result<SigningKeys, AuthorityError> {
        let header = event.header();
        let signers = header.by.iter().zip(event.signatures());
        signers
            .map(|(handle, signature)| {
                let enrolment = self.handle(handle).filter(|key| key.revoked.is_none());
                match enrolment.filter(|key| key.vkey.id() == signature.key) {
                    Some(key) => Ok(Some(Arc::clone(&key.vkey))),
                    // A kind unknown here may have enrolled it.
                    None if self.unknown_from.is_some() => Ok(None),
                    None => Err(AuthorityError::Key(format!("{}/{handle}", header.log))),
                }
            })
            .collect()
    }

    fn judge_creation(
        &self,
        index: u64,
        event: &SignedEvent<'_>,
        root: Option<&str>,
    ) -> Result<SigningKeys, AuthorityError> {
        let header = event.header();
        let at_start = index == 0 && header.kind == "ledger.created/1" && header.stream == LEDGER_STREAM;
        if !at_start || header.seq != 0 {
            return Err(AuthorityError::LedgerCreated);
        }
        let vkey = parse_vkey(header.clear.key.unwrap_or_default())?;
        if header.clear.roles != [ROOT] {
            return Err(AuthorityError::RootRole);
        }
        if let Some(expected) = root.filter(|expected| *expected != vkey.as_str()) {
            let found = vkey.as_str().to_owned();
            return Err(AuthorityError::AnotherRoot {
                expected: expected.to_owned(),
                found,
            });
        }
        let [handle] = header.by.as_slice() else {
            return Err(AuthorityError::LedgerCreated);
        };
        let name = format!("{}/{handle}", header.log);
        let signed = event
            .signatures()
            .first()
            .is_some_and(|signature| signature.key == vkey.id());
        if vkey.name().as_str() != name || !signed {
            return Err(AuthorityError::Key(name));
        }
        Ok(vec![Some(Arc::new(vkey))])
    }

    fn judge_ledger_event<H: History>(
        &self,
        index: u64,
        event: &SignedEvent<'_>,
        history: &H,
    ) -> Result<(), AuthorityError> {
        if !self.signers(event).any(Enrolment::is_root) {
            return Err(AuthorityError::NotByRoot);
        }
        match event.header().kind {
            "key.enrolled/1" => self.judge_enrolment(event),
            "key.revoked/1" => self.judge_revocation(index, event),
            "field.erased/1" | "field.lost/1" => self.judge_removal(index, event, history),
            _ => Ok(()),
        }
    }

    /// The enrolments of the handles in `by`.
    fn signers<'s>(&'s self, event: &'s SignedEvent<'_>) -> impl Iterator<Item = &'s Enrolment> {
        event.header().by.iter().filter_map(|handle| self.handle(handle))
    }

    fn remove(&mut self, addresses: &[LeafAddress<'_>], mark: impl Fn(&mut Removal)) {
        for address in addresses {
            mark(
                self.removals
                    .entry((address.index, address.path.to_owned()))
                    .or_default(),
            );
        }
    }
}

fn parse_vkey(text: &str) -> Result<VerifierKey, AuthorityError> {
    text.parse().map_err(|error| {
        AuthorityError::Vkey(match error {
            KeyError::Id => "id",
            KeyError::Point => "point",
            _ => "form",
        })
    })
}

/// The kinds that stand in the stream `ledger` only.
pub const LEDGER_KINDS: [&str; 6] = [
    "ledger.created/1",
    "key.enrolled/1",
    "key.revoked/1",
    "field.erased/1",
    "field.lost/1",
    "format.adopted/1",
];
