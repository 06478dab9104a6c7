//! Tests of the journal on a simulated disk: what is acknowledged is found again, or its loss is said.

mod crash;
mod damage;
mod fault;
mod ordinary;

use std::sync::Arc;

use super::*;
use crate::disk::SimDisk;

/// Room for a few groups only, so that short histories fill, recycle and lengthen segments.
const SMALL: JournalSettings = JournalSettings { segment_bytes: 8192 };

/// The batch of these entries; each entry's bytes follow from its index.
fn batch(first: u64, count: u64) -> Batch {
    sized_batch(first, count, 60)
}

fn sized_batch(first: u64, count: u64, bytes: usize) -> Batch {
    Batch {
        first,
        records: (first..first + count).map(|index| record(index, bytes)).collect(),
    }
}

fn record(index: u64, bytes: usize) -> Record {
    let mut entry = format!("entry {index} ").into_bytes();
    entry.resize(bytes.max(entry.len()), b'a' + u8::try_from(index % 26).unwrap());
    Record {
        entry,
        row: format!("{{\"row\":{index}}}").into_bytes(),
    }
}

/// What a caller does with a journal.
#[derive(Debug, Clone)]
enum Act {
    /// Appends a group of batches with these numbers of entries of this size in bytes.
    Append(&'static [u64], usize),
    /// Publishes up to this entry.
    Publish(u64),
    /// Closes the journal and opens it again.
    Reopen,
}

/// What a caller of a journal knows, up to the first error.
#[derive(Debug, Default, Clone)]
struct Known {
    is_made: bool,
    acknowledged: u64,
    published: u64,
    /// Every batch whose appending was begun.
    batches: Vec<Batch>,
}

impl Known {
    fn attempted(&self) -> u64 {
        self.batches.last().map_or(0, Batch::end)
    }

    /// Panics unless what was found is what the caller knows: all that was acknowledged, in whole batches, unaltered.
    fn check(&self, found: &Recovery) {
        assert!(
            found.head >= self.acknowledged.max(self.published),
            "{self:?} lost: {}",
            found.head
        );
        assert!(found.head <= self.attempted().max(self.published));
        let expected: Vec<Batch> = self
            .batches
            .iter()
            .filter(|batch| batch.end() > self.published && batch.end() <= found.head)
            .cloned()
            .collect();
        assert_eq!(found.batches, expected);
        assert_eq!(found.head, expected.last().map_or(self.published, Batch::end));
    }
}

/// Makes a journal and does these things with it, up to the first error.
fn run(disk: &Arc<SimDisk>, acts: &[Act]) -> (Known, Result<(), JournalError>) {
    let mut known = Known::default();
    let done = try_run(disk, acts, &mut known);
    (known, done)
}

fn try_run(disk: &Arc<SimDisk>, acts: &[Act], known: &mut Known) -> Result<(), JournalError> {
    Journal::init(&**disk, SMALL)?;
    known.is_made = true;
    let mut journal = open(disk, 0)?.0;
    for act in acts {
        match act {
            Act::Append(counts, bytes) => append(&mut journal, known, counts, *bytes)?,
            Act::Publish(up_to) => {
                known.published = *up_to;
                journal.published(*up_to)?;
            }
            Act::Reopen => {
                journal.close()?;
                journal = open(disk, known.published)?.0;
            }
        }
    }
    journal.close()
}

fn append(
    journal: &mut Journal,
    known: &mut Known,
    counts: &[u64],
    bytes: usize,
) -> Result<(), JournalError> {
    let mut first = journal.head();
    let mut group = Vec::new();
    for count in counts {
        group.push(sized_batch(first, *count, bytes));
        first += count;
    }
    known.batches.extend(group.iter().cloned());
    journal.append_group(&group)?;
    known.acknowledged = journal.head();
    Ok(())
}

fn open(disk: &Arc<SimDisk>, published: u64) -> Result<(Journal, Recovery), JournalError> {
    let disk: Arc<dyn Disk> = disk.clone();
    Journal::open(disk, published, SMALL)
}

/// A history that fills segments, needs a longer one, publishes in between, and opens again.
const HISTORY: &[Act] = &[
    Act::Append(&[1, 2], 60),
    Act::Append(&[3], 600),
    Act::Append(&[2, 1], 600),
    Act::Publish(6),
    Act::Append(&[4], 900),
    Act::Publish(13),
    Act::Append(&[1], 9000),
    Act::Reopen,
    Act::Append(&[2, 2], 500),
    Act::Publish(18),
];
