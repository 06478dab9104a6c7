//! The acknowledged mark: how many entries were acknowledged, at least.
//!
//! Invariants: the mark is written after a group is durable and before it is acknowledged, without a sync: a killed
//! process leaves it exact, and a power loss leaves an older one, which is a lower bound. The two slots are written in
//! turn, each in a disk sector of its own, so that a torn write leaves the other. Nobody acknowledges less than before.
//!
//! ```text
//! slot 0 at byte 0, slot 1 at byte 512, each:       numbers are little-endian
//!  0   8  magic FE "TBKACK" 01
//!  8   8  sequence; slot = sequence mod 2
//! 16   8  number of entries acknowledged
//! 24  32  BLAKE3 (key derived) of bytes 0–23
//! ```
//!
//! Section: "The embedded store" of the architecture ("if acknowledged history is missing").

use super::error::JournalError;
use crate::disk::{Disk, DiskError};
use crate::layout;

/// The mark as it was last written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    sequence: u64,
    /// The number of entries acknowledged: the index after the last of them.
    pub(super) head: u64,
}

/// The mark as it was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundMark {
    pub(super) mark: Mark,
    /// The slot that cannot be read, if one cannot.
    pub(super) torn: Option<u64>,
}

impl Mark {
    /// Makes the file, durably: nothing is acknowledged yet.
    pub(super) fn init(disk: &dyn Disk) -> Result<(), DiskError> {
        let slots = [0, 1].map(|sequence| Self { sequence, head: 0 }.to_slot());
        disk.write_new_durably(&layout::acknowledged_mark(), &slots.concat())
    }

    /// Reads the file; `from` is the number of entries that are known from elsewhere, for the error's text.
    pub(super) fn read(disk: &dyn Disk, from: u64) -> Result<FoundMark, JournalError> {
        let bytes = match disk.read_at(&layout::acknowledged_mark(), 0, 2 * SLOT_BYTES as u64) {
            Err(e) if e.is_not_found() => {
                return Err(JournalError::MarkLost {
                    what: "is missing",
                    from,
                });
            }
            read => read?,
        };
        let (first, second) = bytes.split_at(SLOT_BYTES.min(bytes.len()));
        match (Self::from_slot(first, 0), Self::from_slot(second, 1)) {
            (Some(a), Some(b)) => Ok(FoundMark {
                mark: if a.sequence > b.sequence { a } else { b },
                torn: None,
            }),
            (Some(mark), None) => Ok(FoundMark { mark, torn: Some(1) }),
            (None, Some(mark)) => Ok(FoundMark { mark, torn: Some(0) }),
            (None, None) => Err(JournalError::MarkLost {
                what: "cannot be read",
                from,
            }),
        }
    }

    /// Writes the next mark over the older of the two slots, without a sync.
    pub(super) fn advance(&mut self, disk: &dyn Disk, head: u64) -> Result<(), DiskError> {
        let next = Self {
            sequence: self.sequence.wrapping_add(1),
            head,
        };
        disk.write_at(
            &layout::acknowledged_mark(),
            next.slot() * SLOT_BYTES as u64,
            &next.to_slot(),
        )?;
        *self = next;
        Ok(())
    }

    /// Writes this mark over both slots, each durable before the other is touched.
    pub(super) fn settle(&mut self, disk: &dyn Disk, head: u64) -> Result<(), DiskError> {
        for _slot in 0..2 {
            self.advance(disk, head)?;
            disk.sync_file(&layout::acknowledged_mark())?;
        }
        Ok(())
    }

    fn slot(self) -> u64 {
        self.sequence % 2
    }

    fn to_slot(self) -> Vec<u8> {
        let mut slot = MAGIC.to_vec();
        slot.extend_from_slice(&self.sequence.to_le_bytes());
        slot.extend_from_slice(&self.head.to_le_bytes());
        let checksum = checksum(&slot);
        slot.extend_from_slice(&checksum);
        slot.resize(SLOT_BYTES, 0);
        slot
    }

    fn from_slot(slot: &[u8], number: u64) -> Option<Self> {
        let (stated, rest) = slot.split_at_checked(STATED_BYTES)?;
        let found = rest.get(..32)?;
        let word = |at: usize| Some(u64::from_le_bytes(stated.get(at..at + 8)?.try_into().ok()?));
        let mark = Self {
            sequence: word(8)?,
            head: word(16)?,
        };
        let is_whole = stated.starts_with(MAGIC) && checksum(stated) == found && mark.slot() == number;
        is_whole.then_some(mark)
    }
}

fn checksum(stated: &[u8]) -> [u8; 32] {
    *blake3::Hasher::new_derive_key("tingbok journal acknowledged v1")
        .update(stated)
        .finalize()
        .as_bytes()
}

const MAGIC: &[u8; 8] = b"\xfeTBKACK\x01";
const STATED_BYTES: usize = 24;
const SLOT_BYTES: usize = 512;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::SimDisk;

    fn disk_with_mark(heads: &[u64]) -> (SimDisk, Mark) {
        let disk = SimDisk::new();
        disk.create_dir_durably(&layout::journal()).unwrap();
        Mark::init(&disk).unwrap();
        let mut mark = Mark::read(&disk, 0).unwrap().mark;
        for head in heads {
            mark.advance(&disk, *head).unwrap();
        }
        (disk, mark)
    }

    #[test]
    fn the_newest_mark_is_read() {
        for heads in [&[][..], &[3], &[3, 5], &[3, 5, 9]] {
            let (disk, mark) = disk_with_mark(heads);
            let found = Mark::read(&disk, 0).unwrap();
            assert_eq!((found.mark, found.torn), (mark, None));
            assert_eq!(found.mark.head, heads.last().copied().unwrap_or(0));
        }
    }

    #[test]
    fn any_flipped_bit_leaves_the_other_slot() {
        let (disk, _) = disk_with_mark(&[3, 5]);
        let path = layout::acknowledged_mark();
        let bytes = disk.read(&path, 1024).unwrap();
        for bit in 0..(STATED_BYTES + 32) * 8 {
            for slot in 0..2 {
                let mut flipped = bytes.clone();
                flipped[slot * SLOT_BYTES + bit / 8] ^= 1 << (bit % 8);
                disk.damage(&path, Some(&flipped));
                let found = Mark::read(&disk, 0).unwrap();
                assert_eq!(found.torn, Some(slot as u64));
                assert_eq!(found.mark.head, if slot == 0 { 5 } else { 3 });
            }
        }
    }

    #[test]
    fn a_slot_in_the_other_ones_place_is_none() {
        let (disk, _) = disk_with_mark(&[3, 5]);
        let path = layout::acknowledged_mark();
        let bytes = disk.read(&path, 1024).unwrap();
        disk.damage(
            &path,
            Some(&[&bytes[SLOT_BYTES..], &bytes[..SLOT_BYTES]].concat()),
        );
        assert!(matches!(
            Mark::read(&disk, 7),
            Err(JournalError::MarkLost { from: 7, .. })
        ));
    }

    #[test]
    fn settled_marks_survive_and_are_equal() {
        let (disk, mut mark) = disk_with_mark(&[3]);
        mark.settle(&disk, 8).unwrap();
        let after = disk.crash(crate::disk::CrashPlan::LoseUnsynced);
        let bytes = after.read(&layout::acknowledged_mark(), 1024).unwrap();
        let heads = [0, 1].map(|slot| {
            Mark::from_slot(&bytes[slot * SLOT_BYTES..], slot as u64)
                .unwrap()
                .head
        });
        assert_eq!(heads, [8, 8]);
    }
}
