//! What disputes the entries that a view was made from, in Swedish beside the view.
//!
//! A projection knows of events and not of keys: whether a signer's key was revoked from before an entry is said here.
//!
//! Section: docs/spec/keys.md, `key.revoked/1`.

use std::collections::BTreeMap;

use serde::Serialize;
use tingbok_minutes::Logged;
use tingbok_record::authority::Authority;

use crate::view::{self, Dispute};

/// One reason why an entry is disputed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Disputed {
    /// The index of the disputed entry.
    pub(crate) index: u64,
    /// Its kind, without its version.
    #[serde(skip)]
    pub(crate) kind: String,
    /// By whom, and where.
    #[serde(flatten)]
    pub(crate) dispute: Dispute,
}

/// What disputes these entries, in their order; `authority` is that of the log's end.
pub(crate) fn of(entries: &[Logged], authority: &Authority) -> Vec<Disputed> {
    entries
        .iter()
        .flat_map(|entry| of_entry(entry, authority))
        .collect()
}

/// A line in Swedish for each disputed entry, in the order of the log.
pub(crate) fn remarks(disputed: &[Disputed]) -> Vec<String> {
    let mut entries: BTreeMap<u64, (&str, Vec<String>)> = BTreeMap::new();
    for Disputed { index, kind, dispute } in disputed {
        let (_, by) = entries.entry(*index).or_insert((kind, Vec::new()));
        by.push(format!("{}, post {}", dispute.by, dispute.at));
    }
    let remark = |(index, (kind, by)): (u64, (&str, Vec<String>))| {
        format!(
            "Anmärkning: post {index} ({kind}) är bestridd: {}.",
            by.join("; ")
        )
    };
    entries.into_iter().map(remark).collect()
}

fn of_entry(entry: &Logged, authority: &Authority) -> Vec<Disputed> {
    let Some(event) = entry.event() else {
        return Vec::new();
    };
    let signers = event.signed.iter().flat_map(|signed| &signed.by);
    let handles: Vec<&str> = signers.map(|signer| signer.handle.as_str()).collect();
    let name = event.kind().name();
    let kind = name.split_once('/').map_or(name, |(kind, _)| kind);
    let disputed = |dispute| Disputed {
        index: entry.index,
        kind: kind.to_owned(),
        dispute,
    };
    view::disputes(entry.index, &handles, authority)
        .into_iter()
        .map(disputed)
        .collect()
}
