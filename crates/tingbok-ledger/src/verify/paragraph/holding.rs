//! Where the entries of a paragraph are read from: the folder of a ledger, or evidence that was taken out of it.
//!
//! Invariant: what stands there has been verified at record level before a paragraph is asked for.

use std::sync::Arc;

use tingbok_record::authority::Authority;
use tingbok_record::disclosure::{Place, RowContext};
use tingbok_tlog::tile::TILE_HASHES;

use crate::journal::Record;
use crate::log::ReadError;
use crate::verify::Entries;

/// Entries that were verified, all of a log or some of it.
pub(in crate::verify) trait Holding {
    /// Shows every entry that is here, in the order of the log.
    fn each(&self, show: &mut dyn FnMut(u64, &[u8]));

    /// The bytes of an entry, also where its row cannot be read.
    fn entry(&self, index: u64) -> Option<Vec<u8>>;

    /// An entry with its row.
    fn record(&self, index: u64) -> Result<Arc<Record>, ReadError>;

    /// Keys and removals after the newest entry.
    fn authority(&self) -> &Authority;

    /// The number of entries of the log, as far as it is known here.
    fn size(&self) -> u64;

    /// Whether rows may withhold.
    fn place(&self) -> Place;

    /// What a row is held against.
    fn row_context(&self) -> RowContext<'_> {
        RowContext {
            authority: self.authority(),
            size: self.size(),
            place: self.place(),
        }
    }
}

impl Holding for Entries {
    fn each(&self, show: &mut dyn FnMut(u64, &[u8])) {
        let size = self.published.size().get();
        for bundle in 0..size.div_ceil(TILE_HASHES) {
            // A bundle that cannot be read has failed the log, and nothing after it is known to belong here.
            let Ok(entries) = self.published.entries(bundle) else {
                break;
            };
            for (index, bytes) in (bundle * TILE_HASHES..).zip(&entries) {
                show(index, bytes);
            }
        }
        for (index, record) in (size..).zip(self.walk.tail()) {
            show(index, &record.entry);
        }
    }

    fn entry(&self, index: u64) -> Option<Vec<u8>> {
        if let Ok(record) = self.walk.record(index) {
            return Some(record.entry.clone());
        }
        let entries = self.published.entries(index / TILE_HASHES).ok()?;
        let place = usize::try_from(index % TILE_HASHES).ok()?;
        entries.into_iter().nth(place)
    }

    fn record(&self, index: u64) -> Result<Arc<Record>, ReadError> {
        self.walk.record(index)
    }

    fn authority(&self) -> &Authority {
        self.walk.authority()
    }

    fn size(&self) -> u64 {
        self.walk.size()
    }

    fn place(&self) -> Place {
        Place::Store
    }
}
