//! The journal: the truth for the newest entries, until they are published.
//!
//! Invariants:
//!
//! * A group is acknowledged only after its frames are durable and the acknowledged mark is written: one write and one
//!   fdatasync in a segment zeroed beforehand, then one write without a sync.
//! * Opening finds every acknowledged entry that is not published, or refuses and names the range that is missing.
//! * A frame, so a batch, is found whole or not at all. A group never crosses from one segment into the next.
//! * After an error in writing or syncing nothing more is written: nobody knows what is durable until the journal is
//!   opened again. A full disk, met while a new segment is made, refuses that group alone.
//! * Published entries are zeroed, so that their bytes are gone: segment by segment, and all of them at close.
//!
//! ```text
//! journal/<16 digits>.seg     segments, numbered without gaps in the order of their entries   (`segment`, `frame`)
//! journal/<16 digits>.new     a segment being made, or zeroed and set aside; removed at open
//! journal/acknowledged        how many entries were acknowledged                              (`acknowledged`)
//! ```
//!
//! Section: "The embedded store" of the architecture ("Append", "Open").

mod acknowledged;
mod error;
mod frame;
mod place;
mod repair;
mod replay;
mod segment;

use std::sync::Arc;

pub use self::error::{JournalError, Note};
pub use self::frame::{Batch, Record};
pub use self::place::{Place, Stop, Why};

use self::acknowledged::Mark;
use self::replay::{Extent, Replay};
use self::segment::HEADER_BYTES;
use crate::disk::{Disk, DiskError, DiskPath};
use crate::layout;

/// A journal open for appending. Only one may be open at a time: the ledger's lock sees to that.
pub struct Journal {
    disk: Arc<dyn Disk>,
    settings: JournalSettings,
    mark: Mark,
    head: u64,
    published: u64,
    /// Full segments whose entries are not all published, in order.
    sealed: Vec<Extent>,
    /// The segment that is appended to; `None` when the last one found may not be written in.
    active: Option<Extent>,
    /// A zeroed segment of the usual length, to be used next.
    spare: Option<DiskPath>,
    next_number: u64,
    poison: Option<DiskError>,
}

/// How a journal is laid out. May differ from one opening to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalSettings {
    /// The length of a segment's file in bytes, its header of 4096 bytes included. A group that needs more gets a
    /// longer one.
    pub segment_bytes: u64,
}

impl Default for JournalSettings {
    fn default() -> Self {
        Self {
            segment_bytes: 4 << 20,
        }
    }
}

/// What a journal held when it was opened or inspected.
#[derive(Debug)]
pub struct Recovery {
    /// The batches of the entries from the published size on, contiguous. The first may have lost its published part.
    pub batches: Vec<Batch>,
    /// The number of entries of the log: the index after the last one found.
    pub head: u64,
    /// The number of entries known to have been acknowledged before; never above `head`.
    pub acknowledged: u64,
    /// What was found amiss and stood in nobody's way.
    pub notes: Vec<Note>,
}

impl Journal {
    /// Makes the journal of a new ledger: its folder, a segment, and last the acknowledged mark, all durable.
    ///
    /// # Errors
    /// [`JournalError::AlreadyThere`] when there is a mark; [`JournalError::Disk`]. What a crash left of an unfinished
    /// journal is made again.
    pub fn init(disk: &dyn Disk, settings: JournalSettings) -> Result<(), JournalError> {
        if disk.exists(&layout::acknowledged_mark())? {
            return Err(JournalError::AlreadyThere);
        }
        disk.create_dir_durably(&layout::journal())?;
        segment::make(disk, FIRST_SEGMENT, settings.len_for(0), None)?;
        Ok(Mark::init(disk)?)
    }

    /// Opens the journal of a ledger whose first `published` entries are published, durably.
    ///
    /// Afterwards all entries in the [`Recovery`] are durable and acknowledged, those included whose appending never
    /// came to an end. A torn tail is cut.
    ///
    /// # Errors
    /// [`JournalError::AcknowledgedMissing`], [`JournalError::MarkLost`] or [`JournalError::MarkAndTailDamaged`], and
    /// nothing has been changed; [`JournalError::Disk`].
    pub fn open(
        disk: Arc<dyn Disk>,
        published: u64,
        settings: JournalSettings,
    ) -> Result<(Self, Recovery), JournalError> {
        let mut replay = replay::replay(&*disk, published)?;
        let acknowledged = replay.mark.mark.head.max(published);
        repair::repair(&*disk, &mut replay)?;
        let mut sealed = replay.segments.clone();
        let last = sealed.last().map_or(FIRST_SEGMENT, |extent| extent.number);
        let journal = Self {
            disk,
            settings,
            mark: replay.mark.mark,
            head: replay.head,
            published,
            active: sealed.pop_if(|extent| extent.is_sound),
            sealed,
            spare: None,
            next_number: last.saturating_add(1),
            poison: None,
        };
        Ok((journal, Recovery::new(replay, acknowledged)))
    }

    /// Reads the journal as [`Journal::open`] does and changes nothing: for verification, on a read-only disk too.
    ///
    /// # Errors
    /// As for [`Journal::open`].
    pub fn inspect(disk: &dyn Disk, published: u64) -> Result<Recovery, JournalError> {
        let replay = replay::replay(disk, published)?;
        let acknowledged = replay.mark.mark.head.max(published);
        Ok(Recovery::new(replay, acknowledged))
    }

    /// The number of entries of the log: the index that the next batch begins with.
    pub fn head(&self) -> u64 {
        self.head
    }

    /// Appends batches, each a frame of its own, with one write and one sync for all of them.
    ///
    /// When it returns, every entry of the group is durable and acknowledged, and a killed process or a lost power
    /// cannot take it back. After an error none of them is acknowledged, but for [`JournalError::NoRoom`] and the
    /// requests that cannot be met it is not known which of them a later opening will find.
    ///
    /// # Errors
    /// [`JournalError::NotContiguous`], [`JournalError::EmptyBatch`] or [`JournalError::TooLarge`], and nothing was
    /// written; [`JournalError::NoRoom`], and nothing of the group was written; [`JournalError::Disk`] the first time,
    /// [`JournalError::Poisoned`] from then on.
    pub fn append_group(&mut self, group: &[Batch]) -> Result<(), JournalError> {
        self.refuse_poisoned()?;
        let (end, len) = self.measure(group)?;
        if group.is_empty() {
            return Ok(());
        }
        let place = self.make_room(len)?;
        let bytes = self.encode(group, place)?;
        let written = self.write_group(place, &bytes, end);
        self.poisoning(written)
    }

    /// Says that the entries below `up_to` are published, durably. Segments that hold no others are zeroed and recycled.
    ///
    /// # Errors
    /// [`JournalError::PublishedBeyondHead`], and nothing was done; [`JournalError::Disk`], which stops the journal as
    /// an error in appending does, and loses nothing.
    pub fn published(&mut self, up_to: u64) -> Result<(), JournalError> {
        self.refuse_poisoned()?;
        if up_to > self.head {
            return Err(JournalError::PublishedBeyondHead {
                up_to,
                head: self.head,
            });
        }
        self.published = self.published.max(up_to);
        let recycled = self.recycle();
        self.poisoning(recycled)
    }

    /// Zeroes everything of the journal that is published: when all is, nothing of any entry is left in it.
    ///
    /// # Errors
    /// [`JournalError::Poisoned`] or [`JournalError::Disk`], which stops the journal as an error in appending does.
    pub fn scrub(&mut self) -> Result<(), JournalError> {
        self.refuse_poisoned()?;
        let scrubbed = self.try_scrub();
        self.poisoning(scrubbed)
    }

    fn try_scrub(&mut self) -> Result<(), DiskError> {
        self.recycle()?;
        if let Some(active) = self.active.as_mut().filter(|_| self.published == self.head) {
            segment::zero(&*self.disk, active.number, HEADER_BYTES, active.used)?;
            (active.used, active.kept, active.end) = (HEADER_BYTES, HEADER_BYTES, 0);
        }
        Ok(())
    }

    /// Closes the journal. When all is published, nothing of any entry is left in it.
    ///
    /// # Errors
    /// [`JournalError::Poisoned`] or [`JournalError::Disk`]; nothing acknowledged is lost by either.
    pub fn close(mut self) -> Result<(), JournalError> {
        self.refuse_poisoned()?;
        self.disk.sync_file(&layout::acknowledged_mark())?;
        self.try_scrub()?;
        Ok(self
            .spare
            .take()
            .map_or(Ok(()), |spare| self.disk.remove(&spare))?)
    }

    fn refuse_poisoned(&self) -> Result<(), JournalError> {
        self.poison
            .clone()
            .map_or(Ok(()), |first| Err(JournalError::Poisoned(first)))
    }

    /// Keeps the first error of the disk, after which nothing is written any more.
    fn poisoning<T>(&mut self, done: Result<T, DiskError>) -> Result<T, JournalError> {
        if let Err(e) = &done {
            self.poison.get_or_insert(e.clone());
        }
        Ok(done?)
    }

    /// The index after a group's last entry, and the bytes its frames take.
    fn measure(&self, group: &[Batch]) -> Result<(u64, u64), JournalError> {
        let (mut end, mut len) = (self.head, 0);
        for batch in group {
            if batch.first != end {
                return Err(JournalError::NotContiguous {
                    expected: end,
                    found: batch.first,
                });
            }
            if batch.records.is_empty() {
                return Err(JournalError::EmptyBatch);
            }
            end = batch.end();
            len += frame::encoded_len(batch)?;
        }
        Ok((end, len))
    }

    /// Where a group of `len` bytes is to stand, in a new segment when the active one has not so much room left.
    fn make_room(&mut self, len: u64) -> Result<Place, JournalError> {
        if let Some(active) = self
            .active
            .filter(|active| active.len.saturating_sub(active.used) >= len)
        {
            return Ok(Place {
                segment: active.number,
                offset: active.used,
            });
        }
        let number = self.next_number;
        let made = match self.make_segment(number, self.settings.len_for(len)) {
            Err(full) if full.is_full() => return Err(JournalError::NoRoom(full)),
            made => made,
        };
        let active = self.poisoning(made)?;
        self.sealed.extend(self.active.replace(active));
        self.next_number = number.saturating_add(1);
        Ok(Place {
            segment: number,
            offset: HEADER_BYTES,
        })
    }

    fn make_segment(&mut self, number: u64, len: u64) -> Result<Extent, DiskError> {
        let spare = if len == self.settings.len_for(0) {
            self.spare.take()
        } else {
            None
        };
        segment::make(&*self.disk, number, len, spare.as_ref())?;
        Ok(Extent {
            number,
            len,
            is_sound: true,
            kept: HEADER_BYTES,
            used: HEADER_BYTES,
            end: 0,
        })
    }

    fn encode(&self, group: &[Batch], place: Place) -> Result<Vec<u8>, JournalError> {
        let mut bytes = Vec::new();
        for batch in group {
            let place = Place {
                offset: place.offset + bytes.len() as u64,
                ..place
            };
            frame::encode(batch, self.head, place, &mut bytes)?;
        }
        Ok(bytes)
    }

    fn write_group(&mut self, place: Place, bytes: &[u8], end: u64) -> Result<(), DiskError> {
        let path = layout::journal_segment(place.segment);
        self.disk.write_at(&path, place.offset, bytes)?;
        self.disk.sync_file(&path)?;
        self.mark.advance(&*self.disk, end)?;
        self.head = end;
        if let Some(active) = &mut self.active {
            active.used = place.offset + bytes.len() as u64;
            active.end = end;
        }
        Ok(())
    }

    fn recycle(&mut self) -> Result<(), DiskError> {
        while let Some(first) = self
            .sealed
            .first()
            .copied()
            .filter(|first| first.end <= self.published)
        {
            segment::zero(&*self.disk, first.number, HEADER_BYTES, first.used)?;
            if self.spare.is_none() && first.is_sound && first.len == self.settings.len_for(0) {
                self.spare = Some(segment::set_aside(&*self.disk, first.number)?);
            } else {
                segment::remove(&*self.disk, first.number)?;
            }
            self.sealed.remove(0);
        }
        Ok(())
    }
}

impl JournalSettings {
    /// The length of a segment's file that has room for a group of `bytes` bytes.
    fn len_for(self, bytes: u64) -> u64 {
        let needed = HEADER_BYTES.saturating_add(bytes).max(self.segment_bytes);
        needed.checked_next_multiple_of(HEADER_BYTES).unwrap_or(needed)
    }
}

impl Recovery {
    fn new(replay: Replay, acknowledged: u64) -> Self {
        Self {
            batches: replay.batches,
            head: replay.head,
            acknowledged,
            notes: replay.notes,
        }
    }
}

/// The number of a ledger's first segment.
const FIRST_SEGMENT: u64 = 1;

#[cfg(test)]
mod tests;
