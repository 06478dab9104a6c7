//! A segment: a file of the journal, zeroed before it is used and zeroed again when it is recycled.
//!
//! Invariants: a file is named `.seg` only after its header and all of its zeros are durable, so a crash leaves no
//! segment with a bad header or length: such a one was damaged, and nothing in it is used. Reading never stops at what
//! it cannot read: it looks on for whole frames, so that damage before or after them is told from loss.
//!
//! ```text
//!    0   8  magic FE "TBKSEG" 01       numbers are little-endian
//!    8   8  format version 1
//!   16   8  segment number, as in the file's name
//!   24   8  length of the file in bytes
//!   32  32  BLAKE3 (key derived) of bytes 0–31
//! 4096   …  frames, one after the other; zeros after the last
//! ```
//!
//! Section: "The embedded store" of the architecture ("pre-zeroed segments … recycled and zeroed when published").

use super::frame::{self, Frame};
use super::place::{Place, Stop, Why};
use crate::disk::{Disk, DiskError, DiskPath};
use crate::layout;

/// A segment as it was found.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) number: u64,
    /// The length of the file.
    pub(super) len: u64,
    /// Whether its header can be read and is its own.
    pub(super) has_header: bool,
    /// Whether its length is the one it was made with.
    pub(super) is_whole: bool,
    /// The end of the last byte that is not zero, after the header.
    pub(super) used: u64,
    /// What stands in it, in order.
    pub(super) items: Vec<Item>,
}

/// A part of a segment.
#[derive(Debug)]
pub(super) enum Item {
    Frame(Frame),
    Damage(Stop),
}

impl Segment {
    /// Reads a segment and finds every whole frame in it.
    pub(super) fn read(disk: &dyn Disk, number: u64) -> Result<Self, DiskError> {
        let path = layout::journal_segment(number);
        let len = disk.len(&path)?;
        let header = read_header(&disk.read_at(&path, 0, HEADER_BYTES)?, number);
        let bytes = disk.read_at(&path, 0, *header.as_ref().unwrap_or(&UNKNOWN_BYTES_MAX))?;
        let mut items = Vec::new();
        let damage = |offset, why| {
            Item::Damage(Stop {
                place: Place {
                    segment: number,
                    offset,
                },
                why,
            })
        };
        items.extend(header.clone().err().map(|why| damage(0, why)));
        scan(&bytes, number, &mut items);
        let expected = header.clone().unwrap_or(len);
        if expected != len {
            items.push(damage(len.min(expected), Why::Length { expected, found: len }));
        }
        Ok(Self {
            number,
            len,
            has_header: header.is_ok(),
            is_whole: expected == len,
            used: used_end(&bytes).max(HEADER_BYTES),
            items,
        })
    }
}

/// Makes a segment of `len` bytes, all of them taken from the disk, and durable with its name.
///
/// `spare` is a file of this length that was zeroed and is not needed any more; after an error it is gone.
pub(super) fn make(
    disk: &dyn Disk,
    number: u64,
    len: u64,
    spare: Option<&DiskPath>,
) -> Result<(), DiskError> {
    let fresh = layout::journal_segment_new(number);
    let file = spare.unwrap_or(&fresh);
    let made = if spare.is_none() {
        fill(disk, file, len)
    } else {
        Ok(())
    };
    made.and_then(|()| name(disk, file, number, len))
        .inspect_err(|_| {
            // Half a segment keeps the room that others lack; what cannot be removed now is removed at the next open.
            drop(disk.remove(file));
        })
}

fn fill(disk: &dyn Disk, file: &DiskPath, len: u64) -> Result<(), DiskError> {
    if disk.exists(file)? {
        disk.remove(file)?;
    }
    disk.create(file)?;
    disk.write_zeros(file, 0, len)
}

fn name(disk: &dyn Disk, file: &DiskPath, number: u64, len: u64) -> Result<(), DiskError> {
    disk.write_at(file, 0, &header(number, len))?;
    disk.sync_file(file)?;
    disk.rename(file, &layout::journal_segment(number))?;
    disk.sync_dir(&layout::journal())
}

/// Zeroes what was used of a segment, from the byte `from` to the byte `to`, durably.
pub(super) fn zero(disk: &dyn Disk, number: u64, from: u64, to: u64) -> Result<(), DiskError> {
    let path = layout::journal_segment(number);
    if from >= to {
        return Ok(());
    }
    disk.write_zeros(&path, from, to - from)?;
    disk.sync_file(&path)
}

/// Removes a segment, durably. Its bytes are zeroed already.
pub(super) fn remove(disk: &dyn Disk, number: u64) -> Result<(), DiskError> {
    disk.remove(&layout::journal_segment(number))?;
    disk.sync_dir(&layout::journal())
}

/// Takes a zeroed segment out of the journal, durably, to be used again under another number.
pub(super) fn set_aside(disk: &dyn Disk, number: u64) -> Result<DiskPath, DiskError> {
    let spare = layout::journal_segment_new(number);
    disk.rename(&layout::journal_segment(number), &spare)?;
    disk.sync_dir(&layout::journal())?;
    Ok(spare)
}

/// The numbers of all segments, in order; none where there is no journal.
pub(super) fn numbers(disk: &dyn Disk) -> Result<Vec<u64>, DiskError> {
    match disk.list(&layout::journal()) {
        Ok(names) => Ok(names
            .iter()
            .filter_map(|name| layout::segment_number(name))
            .collect()),
        Err(e) if e.is_not_found() => Ok(Vec::new()),
        Err(e) => Err(e),
    }
}

/// Every whole frame, and between them the first place of each stretch that is none.
fn scan(bytes: &[u8], segment: u64, items: &mut Vec<Item>) {
    let mut offset = HEADER_BYTES;
    while let Some(rest) = rest_from(bytes, offset) {
        if let Some(zeros) = zeros_at_start(rest) {
            offset += zeros as u64;
            continue;
        }
        let place = Place { segment, offset };
        match frame::decode(rest, place) {
            Ok(frame) => {
                offset += frame.len;
                items.push(Item::Frame(frame));
            }
            Err(why) => {
                offset += frame::ALIGNMENT as u64;
                if !matches!(items.last(), Some(Item::Damage(_))) {
                    items.push(Item::Damage(Stop { place, why }));
                }
            }
        }
    }
}

/// How many zeros to pass over before something may begin: a block of them, or as many as frames are aligned to.
fn zeros_at_start(rest: &[u8]) -> Option<usize> {
    let is_zero = |len: usize| ZEROS.starts_with(rest.get(..len).unwrap_or(rest));
    [ZEROS.len(), frame::ALIGNMENT]
        .into_iter()
        .find(|len| is_zero(*len))
}

/// The end of the last byte that is not zero.
fn used_end(bytes: &[u8]) -> u64 {
    let blocks = bytes.chunks(ZEROS.len());
    let zeros = blocks
        .rev()
        .take_while(|block| ZEROS.starts_with(block))
        .map(<[u8]>::len)
        .sum::<usize>();
    let used = bytes.get(..bytes.len() - zeros).unwrap_or_default();
    used.iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last as u64 + 1)
}

fn rest_from(bytes: &[u8], offset: u64) -> Option<&[u8]> {
    bytes
        .get(usize::try_from(offset).ok()?..)
        .filter(|rest| !rest.is_empty())
}

fn header(number: u64, len: u64) -> Vec<u8> {
    let mut header = MAGIC.to_vec();
    header.extend_from_slice(&VERSION.to_le_bytes());
    header.extend_from_slice(&number.to_le_bytes());
    header.extend_from_slice(&len.to_le_bytes());
    let checksum = checksum(&header);
    header.extend_from_slice(&checksum);
    header
}

/// The length that the header of segment `number` states.
fn read_header(bytes: &[u8], number: u64) -> Result<u64, Why> {
    let stated = bytes
        .get(..STATED_BYTES)
        .filter(|stated| stated.starts_with(MAGIC))
        .ok_or(Why::Header)?;
    let found = bytes.get(STATED_BYTES..STATED_BYTES + 32).ok_or(Why::Header)?;
    if checksum(stated) != found {
        return Err(Why::Header);
    }
    let word = |at: usize| stated.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes);
    let (version, segment, len) = word(8)
        .zip(word(16))
        .zip(word(24))
        .map(|((v, n), l)| (v, n, l))
        .ok_or(Why::Header)?;
    match (version, segment) {
        (v, _) if v != VERSION => Err(Why::Version { found: v }),
        (_, n) if n != number => Err(Why::OtherSegment { found: n }),
        _ => Ok(len),
    }
}

fn checksum(stated: &[u8]) -> [u8; 32] {
    *blake3::Hasher::new_derive_key("tingbok journal segment v1")
        .update(stated)
        .finalize()
        .as_bytes()
}

/// The bytes before the first frame.
pub(super) const HEADER_BYTES: u64 = 4096;

/// How much is looked at of a file whose header cannot be read, and which may be anything.
const UNKNOWN_BYTES_MAX: u64 = 1 << 28;
const MAGIC: &[u8; 8] = b"\xfeTBKSEG\x01";
static ZEROS: [u8; 1024] = [0; 1024];
const VERSION: u64 = 1;
const STATED_BYTES: usize = 32;
