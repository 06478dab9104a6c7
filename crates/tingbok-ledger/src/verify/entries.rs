//! The walk over all entries: published ones bundle by bundle, then the journal's.
//!
//! Invariant: memory is that of a few bundles and 48 bytes for each entry seen.

use std::sync::Arc;

use tingbok_record::audit::{Audit, Verdict};
use tingbok_record::authority::Authority;
use tingbok_record::entry::Entry;
use tingbok_record::event::SignedEvent;
use tingbok_tlog::hash::{Hash, leaf_hash};
use tingbok_tlog::path::TileWidth;
use tingbok_tlog::tile::TILE_HASHES;

use super::since::Growth;
use super::tiles::TileCheck;
use super::{Progress, Report, VerifyError};
use crate::journal::Record;
use crate::log::ReadError;
use crate::published::Published;

/// Reads an entry again by its index.
type Fetch = Box<dyn Fn(u64) -> Option<Vec<u8>>>;

/// The entries on their way through the audit.
pub(super) struct Walk {
    audit: Audit<Fetch>,
    published: Arc<Published>,
    tail: Arc<Vec<Record>>,
    root: Option<Hash>,
    /// Set when an entry failed: what stands after it hangs on nothing.
    broken: bool,
}

impl Walk {
    pub(super) fn new(anchor: Option<&str>, published: Arc<Published>, tail: Vec<Record>) -> Self {
        let tail = Arc::new(tail);
        let fetch = fetch(Arc::clone(&published), Arc::clone(&tail));
        Self {
            audit: Audit::new(anchor.map(str::to_owned), fetch),
            published,
            tail,
            root: None,
            broken: false,
        }
    }

    /// Audits every entry, and compares every tile and bundle file with them.
    pub(super) fn entries(
        &mut self,
        growth: &mut Growth<'_>,
        report: &mut Report,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), VerifyError> {
        let published = Arc::clone(&self.published);
        let (size, mut tiles) = (published.size().get(), TileCheck::new(&published));
        let bundles = size.div_ceil(TILE_HASHES);
        let mut number = 0;
        while number < bundles {
            let end = bundles.min(number + BUNDLES_AT_ONCE);
            let mut entries: Vec<Vec<u8>> = Vec::new();
            let mut unread = None;
            for bundle in number..end {
                match published.entries(bundle) {
                    Ok(read) => entries.extend(read),
                    Err(error) => {
                        unread = Some((bundle, error));
                        break;
                    }
                }
            }
            // The entry that breaks the chain is named before the files that do not fit it.
            self.audit(&entries, report);
            for (bundle, read) in (number..).zip(entries.chunks(usize::from(TileWidth::FULL.get()))) {
                tiles.bundle(bundle, read, report)?;
            }
            if let Some((bundle, error)) = unread {
                report.fail_file(error)?;
                self.broken = true;
                let from = bundle * TILE_HASHES;
                report
                    .notes
                    .push(format!("entries from {from} on were not checked"));
                return Ok(());
            }
            for entry in &entries {
                let leaf = leaf_hash(entry);
                growth.push(leaf);
                tiles.push(leaf, report)?;
            }
            number = end;
            progress(Progress {
                done: size.min(number * TILE_HASHES),
                total: size * 2,
            });
        }
        tiles.finish(report)?;
        self.root = Some(tiles.root());
        self.journal_entries(growth, report);
        Ok(())
    }

    fn journal_entries(&mut self, growth: &mut Growth<'_>, report: &mut Report) {
        let tail = Arc::clone(&self.tail);
        let entries: Vec<Vec<u8>> = tail.iter().map(|record| record.entry.clone()).collect();
        entries.iter().for_each(|entry| growth.push(leaf_hash(entry)));
        self.audit(&entries, report);
        if !self.broken {
            report.checked.journal_entries = entries.len() as u64;
        }
    }

    fn audit(&mut self, entries: &[Vec<u8>], report: &mut Report) {
        if self.broken {
            return;
        }
        let slices: Vec<&[u8]> = entries.iter().map(Vec::as_slice).collect();
        let first = report.checked.entries;
        let verified = match self.audit.extend(&slices) {
            Ok(()) => slices.len(),
            Err(bad) => {
                report.fail(format!("entry {}", bad.index), bad.refusal.to_string());
                self.broken = true;
                usize::try_from(bad.index.saturating_sub(first))
                    .unwrap_or(usize::MAX)
                    .min(slices.len())
            }
        };
        report.checked.entries += verified as u64;
        report.checked.signatures += slices[..verified]
            .iter()
            .map(|bytes| signatures(bytes))
            .sum::<u64>();
    }

    /// Whether every entry verified.
    pub(super) fn is_whole(&self) -> bool {
        !self.broken
    }

    /// Keys and removals after the newest entry.
    pub(super) fn authority(&self) -> &Authority {
        self.audit.authority()
    }

    /// The number of entries that were audited.
    pub(super) fn size(&self) -> u64 {
        self.audit.tip().size()
    }

    /// The root over the published entries.
    pub(super) fn published_root(&self) -> Option<Hash> {
        self.root
    }

    /// From where on events have a version that is unknown here.
    pub(super) fn unknown_version_from(&self) -> Option<u64> {
        self.audit.tip().unknown_version_from()
    }

    /// The entries of the journal.
    pub(super) fn tail(&self) -> &[Record] {
        &self.tail
    }

    /// An entry with its row, as it stands in the files or the journal.
    pub(super) fn record(&self, index: u64) -> Result<Arc<Record>, ReadError> {
        match index.checked_sub(self.published.size().get()) {
            None => Ok(Arc::new(self.published.record(index)?)),
            Some(place) => {
                let found = usize::try_from(place).ok().and_then(|place| self.tail.get(place));
                let size = self.size();
                found
                    .map(|record| Arc::new(record.clone()))
                    .ok_or(ReadError::Beyond { index, size })
            }
        }
    }

    pub(super) fn verdict(&self) -> Verdict {
        self.audit.verdict()
    }
}

fn fetch(published: Arc<Published>, tail: Arc<Vec<Record>>) -> Fetch {
    Box::new(move |index| {
        let size = published.size().get();
        if let Some(place) = index.checked_sub(size) {
            return tail
                .get(usize::try_from(place).ok()?)
                .map(|record| record.entry.clone());
        }
        let entries = published.entries(index / TILE_HASHES).ok()?;
        entries
            .into_iter()
            .nth(usize::try_from(index % TILE_HASHES).ok()?)
    })
}

fn signatures(bytes: &[u8]) -> u64 {
    let entry = Entry::parse(bytes).ok();
    let event = entry
        .as_ref()
        .and_then(|entry| SignedEvent::parse(entry.event).ok());
    event.map_or(0, |event| event.signatures().len() as u64)
}

/// 16 bundles are 4096 entries: enough to keep the cores busy, little to hold.
const BUNDLES_AT_ONCE: u64 = 16;
