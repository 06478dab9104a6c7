//! A checkpoint that somebody remembers: whether the log of today begins with the same entries.
//!
//! Invariant: the root that is compared is made of the entries that stand here, not of the tiles.
//!
//! Spec: docs/spec/keys.md, "Anchors and verdicts"; RFC 9162 §2.1.4.

use tingbok_record::authority::Authority;
use tingbok_record::checkpoint;
use tingbok_tlog::checkpoint::SignedCheckpoint;
use tingbok_tlog::frontier::Frontier;
use tingbok_tlog::hash::Hash;

use super::Report;

/// What a remembered checkpoint came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// The number of entries that it covers.
    pub size: u64,
    /// The root that it states.
    pub remembered: Hash,
    /// The root that as many entries make today; `None` when there are not so many.
    pub found: Option<Hash>,
}

/// The entries on their way to the size that is remembered.
pub(super) struct Growth<'a> {
    remembered: Option<&'a SignedCheckpoint>,
    tree: Frontier,
    found: Option<Hash>,
}

impl<'a> Growth<'a> {
    pub(super) fn new(remembered: Option<&'a SignedCheckpoint>) -> Self {
        let mut growth = Self {
            remembered,
            tree: Frontier::new(),
            found: None,
        };
        growth.look();
        growth
    }

    /// Takes the next leaf.
    pub(super) fn push(&mut self, leaf: Hash) {
        if self.remembered.is_none() || self.found.is_some() || self.tree.push(leaf).is_err() {
            return;
        }
        self.look();
    }

    fn look(&mut self) {
        if let Some(remembered) = self.remembered
            && remembered.checkpoint().size() == self.tree.size()
        {
            self.found = Some(self.tree.root());
        }
    }

    /// Says what the remembered checkpoint came to, and what does not fit it.
    pub(super) fn report(&self, authority: &Authority, report: &mut Report) {
        let Some(remembered) = self.remembered else {
            return;
        };
        let stated = remembered.checkpoint();
        let (size, root) = (stated.size().get(), *stated.root());
        report.since = Some(Since {
            size,
            remembered: root,
            found: self.found,
        });
        // What this log did not sign says nothing of it.
        if let Err(refusal) = checkpoint::check(authority, remembered.encode().as_bytes(), size) {
            let what = format!("{refusal}: it is another log's, or this log was made anew under other keys");
            return report.fail(PLACE, what);
        }
        let entries = self.tree.size().get();
        match self.found {
            None if entries < report.size => report.fail(
                PLACE,
                format!("cannot be compared: entries from {entries} on could not be read"),
            ),
            None => report.fail(
                PLACE,
                format!("covers {size} entries, and the log has {entries}: entries are gone"),
            ),
            Some(found) if found != root => report.fail(
                PLACE,
                format!(
                    "the first {size} entries are not those that it covers: \
                     expected root `{root}`, found `{found}`"
                ),
            ),
            Some(_) => {}
        }
    }
}

/// Where a failure of it stands.
const PLACE: &str = "remembered checkpoint";
