//! Reading the journal: from its segments to the entries that follow the published ones.
//!
//! Invariants: nothing is changed here. The entries found are contiguous from the published size on. Reading succeeds
//! only when no acknowledged entry is missing, by two witnesses: the acknowledged mark, and each whole frame beyond the
//! end that was found, which says how many entries were durable before it. What is damaged and hides no entry that is
//! needed is a [`Note`], not an error.
//!
//! Section: "The embedded store" of the architecture ("Open").

use super::acknowledged::{FoundMark, Mark};
use super::error::{JournalError, Note};
use super::frame::{Batch, Frame};
use super::place::{Place, Stop, Why};
use super::segment::{self, HEADER_BYTES, Item, Segment};
use crate::disk::Disk;

/// What was found in a journal, and what has to be done before it is written again.
#[derive(Debug)]
pub(super) struct Replay {
    /// The batches from the published size on; the first may be the upper part of one.
    pub(super) batches: Vec<Batch>,
    /// The index after the last entry.
    pub(super) head: u64,
    pub(super) mark: FoundMark,
    /// Every segment, in order.
    pub(super) segments: Vec<Extent>,
    /// Where frames stand that may be visible and not durable, with their lengths in bytes.
    pub(super) unsure: Vec<(Place, u64)>,
    pub(super) notes: Vec<Note>,
}

/// How far a segment is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) number: u64,
    /// The length of the file.
    pub(super) len: u64,
    /// Whether it was not damaged in a way that forbids writing in it.
    pub(super) is_sound: bool,
    /// The end of the last frame that is kept; the end of the header where none is.
    pub(super) kept: u64,
    /// The end of the last byte that is not zero.
    pub(super) used: u64,
    /// The index after the last entry in it that is kept; 0 where none is.
    pub(super) end: u64,
}

/// Reads the journal of which the entries below `published` are not needed any more.
pub(super) fn replay(disk: &dyn Disk, published: u64) -> Result<Replay, JournalError> {
    let mark = Mark::read(disk, published)?;
    let mut reading = Reading::new(published, mark.mark.head);
    let numbers = segment::numbers(disk)?;
    for number in &numbers {
        reading.arrive(*number);
        reading.read(Segment::read(disk, *number)?);
    }
    reading.finish(mark)
}

/// The state of reading, segment after segment.
struct Reading {
    published: u64,
    acknowledged: u64,
    /// The number of entries that frames out of reach prove to have been durable.
    proven: u64,
    head: u64,
    batches: Vec<Batch>,
    unsure: Vec<(Place, u64)>,
    segments: Vec<Extent>,
    /// Set once a frame of later entries than the next was met: from then on nothing is kept.
    has_gap: bool,
    /// The first damage after the last frame that is kept.
    stop: Option<Stop>,
    notes: Vec<Note>,
}

impl Reading {
    fn new(published: u64, acknowledged: u64) -> Self {
        Self {
            published,
            acknowledged,
            proven: 0,
            head: published,
            batches: Vec::new(),
            unsure: Vec::new(),
            segments: Vec::new(),
            has_gap: false,
            stop: None,
            notes: Vec::new(),
        }
    }

    /// Notes a segment that is missing before this one.
    fn arrive(&mut self, number: u64) {
        let before = self.segments.last().map(|extent| extent.number);
        if let Some(missing) = before
            .map(|n| n.saturating_add(1))
            .filter(|missing| *missing != number)
        {
            self.damage(Stop {
                place: Place {
                    segment: missing,
                    offset: 0,
                },
                why: Why::SegmentMissing,
            });
        }
    }

    fn read(&mut self, segment: Segment) {
        let mut extent = Extent {
            number: segment.number,
            len: segment.len,
            is_sound: segment.has_header && segment.is_whole,
            kept: HEADER_BYTES,
            used: segment.used,
            end: 0,
        };
        for item in segment.items {
            match item {
                Item::Damage(stop) => self.damage(stop),
                Item::Frame(frame) if segment.has_header && self.is_next(&frame) => {
                    extent.kept = frame.place.offset + frame.len;
                    extent.end = frame.batch.end();
                    self.keep(frame);
                }
                Item::Frame(frame) => self.pass(&frame),
            }
        }
        self.segments.push(extent);
    }

    /// Whether a frame is of published entries, before any other, or goes on where the entries end.
    fn is_next(&self, frame: &Frame) -> bool {
        let reaches = match self.batches.is_empty() {
            true => frame.batch.first <= self.head,
            false => frame.batch.first == self.head,
        };
        reaches && !self.has_gap
    }

    fn keep(&mut self, frame: Frame) {
        self.notes.extend(self.stop.take().map(Note::Unneeded));
        let end = frame.batch.end();
        if end <= self.published {
            return;
        }
        if end > self.acknowledged {
            self.unsure.push((frame.place, frame.len));
        }
        self.batches.push(frame.batch.from(self.head));
        self.head = end;
    }

    /// A whole frame out of reach: what was durable before it was once there.
    fn pass(&mut self, frame: &Frame) {
        self.proven = self.proven.max(frame.durable);
        self.has_gap = true;
        let why = Why::Gap {
            expected: self.head,
            found: frame.batch.first,
        };
        self.damage(Stop {
            place: frame.place,
            why,
        });
    }

    fn damage(&mut self, stop: Stop) {
        self.stop.get_or_insert(stop);
    }

    fn finish(mut self, mark: FoundMark) -> Result<Replay, JournalError> {
        let required = self.acknowledged.max(self.proven);
        if self.head < required {
            let stop = self.stop.take().unwrap_or_else(|| self.end());
            return Err(JournalError::AcknowledgedMissing {
                first: self.head,
                last: required - 1,
                stop,
            });
        }
        if let Some((slot, stop)) = mark.torn.zip(self.stop.clone()) {
            return Err(JournalError::MarkAndTailDamaged {
                slot,
                from: self.head,
                stop,
            });
        }
        self.notes.extend(mark.torn.map(|slot| Note::TornMark { slot }));
        self.note_tail();
        let Self {
            batches,
            head,
            segments,
            unsure,
            notes,
            ..
        } = self;
        Ok(Replay {
            batches,
            head,
            mark,
            segments,
            unsure,
            notes,
        })
    }

    /// Says what stands behind the last frame that is kept.
    fn note_tail(&mut self) {
        let Some(stop) = self.stop.take() else { return };
        let mut tails = self
            .segments
            .iter()
            .filter(|extent| extent.used > extent.kept)
            .collect::<Vec<_>>();
        let last_kept = self.segments.iter().rposition(|extent| extent.end > 0);
        let first = last_kept
            .and_then(|at| self.segments.get(at))
            .map_or(0, |extent| extent.number);
        tails.retain(|extent| extent.number >= first);
        let bytes = tails.iter().map(|extent| extent.used - extent.kept).sum();
        self.notes.push(match tails.first() {
            None => Note::Unneeded(stop),
            Some(tail) => Note::TornTail {
                place: Place {
                    segment: tail.number,
                    offset: tail.kept,
                },
                bytes,
                stop,
            },
        });
    }

    /// The place behind the last frame that is kept, where nothing is wrong but that nothing follows.
    fn end(&self) -> Stop {
        let last = self
            .segments
            .iter()
            .rfind(|extent| extent.end > 0)
            .or(self.segments.first());
        match last {
            None => Stop {
                place: Place {
                    segment: 0,
                    offset: 0,
                },
                why: Why::NoSegments,
            },
            Some(extent) => Stop {
                place: Place {
                    segment: extent.number,
                    offset: extent.kept,
                },
                why: Why::Ends,
            },
        }
    }
}
