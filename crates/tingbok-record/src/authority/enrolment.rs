//! Enrolling and revoking keys.
//!
//! Spec: docs/spec/keys.md, "Kinds".

use std::sync::Arc;

use tingbok_tlog::key::VerifierKey;

use super::{Authority, AuthorityError, LOG, ROOT, parse_vkey};
use crate::event::{SignedEvent, is_handle};

/// A key, what it may do, and from where to where.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The handle; `None` for a log's key, which is named as the origin.
    pub handle: Option<String>,
    /// The key.
    pub vkey: Arc<VerifierKey>,
    /// Its roles, in byte order. They never change.
    pub roles: Vec<String>,
    /// The index of the entry that enrolled it. It is valid from the next one on.
    pub enrolled: u64,
    /// Its revocation, which is final.
    pub revoked: Option<Revocation>,
}

/// The end of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// The index of the entry that revoked it.
    pub index: u64,
    /// From here on, what it signed is disputed.
    pub until: u64,
}

impl Enrolment {
    /// Whether this is a valid root.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.revoked.is_none() && self.has_role(ROOT)
    }

    /// Whether the key has this role, valid or not.
    #[must_use]
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|own| own == role)
    }

    /// Whether this log key may sign a checkpoint of `size`.
    #[must_use]
    pub fn signs_checkpoint(&self, size: u64) -> bool {
        self.has_role(LOG)
            && self.enrolled < size
            && self.revoked.is_none_or(|revocation| revocation.index >= size)
    }
}

impl Authority {
    pub(super) fn judge_enrolment(&self, event: &SignedEvent<'_>) -> Result<(), AuthorityError> {
        let clear = &event.header().clear;
        let vkey = parse_vkey(clear.key.unwrap_or_default())?;
        let of_log = vkey.name().as_str() == self.origin();
        if of_log != clear.roles.contains(&LOG) || (of_log && clear.roles.len() > 1) {
            return Err(AuthorityError::LogRole);
        }
        if !of_log {
            let handle = self
                .handle_in(&vkey)
                .ok_or_else(|| AuthorityError::KeyName(vkey.name().to_string()))?;
            if self.handle(handle).is_some() {
                return Err(AuthorityError::HandleEnrolled(handle.to_owned()));
            }
        }
        if self
            .keys()
            .iter()
            .any(|key| key.vkey.public_bytes() == vkey.public_bytes())
        {
            return Err(AuthorityError::PublicKeyEnrolled);
        }
        if clear.roles.contains(&ROOT) {
            self.judge_majority(event)
        } else {
            Ok(())
        }
    }

    pub(super) fn judge_revocation(&self, index: u64, event: &SignedEvent<'_>) -> Result<(), AuthorityError> {
        let clear = &event.header().clear;
        let vkey = clear.key.unwrap_or_default();
        let until = clear.until.unwrap_or_default();
        let found = self
            .keys()
            .iter()
            .find(|key| key.vkey.as_str() == vkey && key.revoked.is_none());
        let of_log = vkey.split('+').next() == Some(self.origin());
        let Some(key) = found else {
            let unknown = AuthorityError::NoSuchKey(vkey.to_owned());
            return Err(if of_log {
                AuthorityError::NoSuchLogKey
            } else {
                unknown
            });
        };
        if of_log {
            return if until == index {
                Ok(())
            } else {
                Err(AuthorityError::NoSuchLogKey)
            };
        }
        if !(key.enrolled..=index).contains(&until) {
            return Err(AuthorityError::Until {
                until,
                enrolled: key.enrolled,
                index,
            });
        }
        if key.is_root() {
            if self.roots() == 1 {
                return Err(AuthorityError::LastRoot);
            }
            self.judge_majority(event)?;
        }
        Ok(())
    }

    /// At least half of the valid roots must have signed: one of one or two, two of three or four.
    fn judge_majority(&self, event: &SignedEvent<'_>) -> Result<(), AuthorityError> {
        let (signed, valid) = (
            self.signers(event).filter(|key| key.is_root()).count(),
            self.roots(),
        );
        if signed * 2 >= valid {
            Ok(())
        } else {
            Err(AuthorityError::FewerThanHalf { signed, valid })
        }
    }

    fn roots(&self) -> usize {
        self.keys().iter().filter(|key| key.is_root()).count()
    }

    pub(super) fn enrol(&mut self, index: u64, event: &SignedEvent<'_>) {
        let clear = &event.header().clear;
        let Ok(vkey) = parse_vkey(clear.key.unwrap_or_default()) else {
            return;
        };
        let handle = self.handle_in(&vkey).map(str::to_owned);
        let roles = clear.roles.iter().map(|role| (*role).to_owned()).collect();
        self.keys.push(Enrolment {
            handle,
            vkey: Arc::new(vkey),
            roles,
            enrolled: index,
            revoked: None,
        });
    }

    pub(super) fn revoke(&mut self, index: u64, event: &SignedEvent<'_>) {
        let clear = &event.header().clear;
        let until = clear.until.unwrap_or(index);
        let revoked = self
            .keys
            .iter_mut()
            .find(|key| Some(key.vkey.as_str()) == clear.key);
        if let Some(key) = revoked {
            key.revoked = Some(Revocation { index, until });
        }
    }

    /// The handle in a key's name, when the name is one below the origin.
    fn handle_in<'k>(&self, vkey: &'k VerifierKey) -> Option<&'k str> {
        let handle = vkey
            .name()
            .as_str()
            .strip_prefix(self.origin())?
            .strip_prefix('/')?;
        is_handle(handle).then_some(handle)
    }
}
