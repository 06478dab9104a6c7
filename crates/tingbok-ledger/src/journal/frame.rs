//! A frame: one batch as it stands in a segment.
//!
//! Invariants: a frame is found whole or not at all (its checksum covers all of it); it is a frame at its own place
//! alone, so that what an earlier use of the file left is none; and no text can hold one, since its magic is not UTF-8.
//!
//! ```text
//!  0   8  magic FE "TBKFRM" 01        numbers are little-endian
//!  8   8  payload length in bytes
//! 16   8  index of the first entry
//! 24   8  number of entries
//! 32   8  entries durable before this frame's group was written
//! 40  32  BLAKE3 (key derived) of segment number, offset, bytes 0–39 and payload
//! 72   …  payload: for each entry  length (4) entry  length (4) row; then zeros up to a multiple of 8
//! ```
//!
//! Section: "The embedded store" of the architecture ("a frame is a batch").

use super::error::JournalError;
use super::place::{Place, Why};

/// Entries admitted together: one frame, found whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The index of the first entry.
    pub first: u64,
    /// The entries, in order.
    pub records: Vec<Record>,
}

/// An entry and what is kept beside it until both are published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The entry's bytes.
    pub entry: Vec<u8>,
    /// The entry's disclosure row, without the line's end.
    pub row: Vec<u8>,
}

impl Batch {
    /// The index after the last entry.
    pub fn end(&self) -> u64 {
        self.first.saturating_add(self.records.len() as u64)
    }

    /// The same batch without the entries below `index`.
    pub(super) fn from(mut self, index: u64) -> Self {
        let below = usize::try_from(index.saturating_sub(self.first)).unwrap_or(usize::MAX);
        self.records.drain(..below.min(self.records.len()));
        self.first = self.first.max(index);
        self
    }
}

/// A batch that was read from a segment.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) place: Place,
    /// The bytes it takes in the segment, those up to a multiple of 8 included.
    pub(super) len: u64,
    /// How many entries were durable before its group was written: those below were acknowledged, or are gone with it.
    pub(super) durable: u64,
    pub(super) batch: Batch,
}

/// The bytes a batch takes in a segment.
pub(super) fn encoded_len(batch: &Batch) -> Result<u64, JournalError> {
    let mut len = HEAD_BYTES as u64;
    for record in &batch.records {
        for part in [&record.entry, &record.row] {
            let bytes =
                u32::try_from(part.len()).map_err(|_| JournalError::TooLarge { first: batch.first })?;
            len += 4 + u64::from(bytes);
        }
    }
    Ok(len.next_multiple_of(ALIGNMENT as u64))
}

/// Adds a batch to the bytes of a group, as the frame that stands at `place`.
pub(super) fn encode(
    batch: &Batch,
    durable: u64,
    place: Place,
    group: &mut Vec<u8>,
) -> Result<(), JournalError> {
    let payload = encode_payload(batch)?;
    let mut head = Vec::with_capacity(HEAD_BYTES);
    head.extend_from_slice(MAGIC);
    for number in [
        payload.len() as u64,
        batch.first,
        batch.records.len() as u64,
        durable,
    ] {
        head.extend_from_slice(&number.to_le_bytes());
    }
    let checksum = checksum(place, &head, &payload);
    group.extend_from_slice(&head);
    group.extend_from_slice(&checksum);
    group.extend_from_slice(&payload);
    group.resize(group.len().next_multiple_of(ALIGNMENT), 0);
    Ok(())
}

fn encode_payload(batch: &Batch) -> Result<Vec<u8>, JournalError> {
    let mut payload = Vec::new();
    for record in &batch.records {
        for part in [&record.entry, &record.row] {
            let len = u32::try_from(part.len()).map_err(|_| JournalError::TooLarge { first: batch.first })?;
            payload.extend_from_slice(&len.to_le_bytes());
            payload.extend_from_slice(part);
        }
    }
    Ok(payload)
}

/// Reads the frame that stands at `place`, where `bytes` begin; they go on to the end of the segment.
pub(super) fn decode(bytes: &[u8], place: Place) -> Result<Frame, Why> {
    let mut rest = bytes;
    if take(&mut rest, MAGIC.len()).is_none_or(|magic| magic != MAGIC) {
        return Err(Why::Garbled);
    }
    let mut number = || take_u64(&mut rest).ok_or(Why::CutFrame);
    let (payload_len, first, count, durable) = (number()?, number()?, number()?, number()?);
    let stated = take(&mut rest, CHECKSUM_BYTES).ok_or(Why::CutFrame)?;
    let payload = usize::try_from(payload_len)
        .ok()
        .and_then(|len| take(&mut rest, len))
        .ok_or(Why::CutFrame)?;
    let head = bytes.get(..CHECKSUM_OFFSET).ok_or(Why::CutFrame)?;
    if checksum(place, head, payload).as_slice() != stated {
        return Err(Why::Checksum);
    }
    let batch = Batch {
        first,
        records: decode_payload(payload, count).ok_or(Why::Content)?,
    };
    first
        .checked_add(count)
        .filter(|_| count > 0)
        .ok_or(Why::Content)?;
    let len = (HEAD_BYTES + payload.len()).next_multiple_of(ALIGNMENT) as u64;
    Ok(Frame {
        place,
        len,
        durable,
        batch,
    })
}

/// Exactly `count` records and nothing more.
fn decode_payload(mut payload: &[u8], count: u64) -> Option<Vec<Record>> {
    let mut records = Vec::new();
    while !payload.is_empty() {
        let mut part = || {
            let len = u32::from_le_bytes(take(&mut payload, 4)?.try_into().ok()?);
            Some(take(&mut payload, usize::try_from(len).ok()?)?.to_vec())
        };
        records.push(Record {
            entry: part()?,
            row: part()?,
        });
    }
    (records.len() as u64 == count).then_some(records)
}

fn checksum(place: Place, head: &[u8], payload: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let mut hasher = blake3::Hasher::new_derive_key("tingbok journal frame v1");
    hasher
        .update(&place.segment.to_le_bytes())
        .update(&place.offset.to_le_bytes());
    *hasher.update(head).update(payload).finalize().as_bytes()
}

fn take<'a>(rest: &mut &'a [u8], len: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(len)?;
    *rest = left;
    Some(taken)
}

fn take_u64(rest: &mut &[u8]) -> Option<u64> {
    Some(u64::from_le_bytes(take(rest, 8)?.try_into().ok()?))
}

/// Every frame begins at a multiple of this offset.
pub(super) const ALIGNMENT: usize = 8;

const MAGIC: &[u8; 8] = b"\xfeTBKFRM\x01";
const CHECKSUM_OFFSET: usize = 40;
const CHECKSUM_BYTES: usize = 32;
const HEAD_BYTES: usize = CHECKSUM_OFFSET + CHECKSUM_BYTES;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLACE: Place = Place {
        segment: 3,
        offset: 4096,
    };

    fn batch(first: u64, parts: &[(Vec<u8>, Vec<u8>)]) -> Batch {
        let record = |(entry, row): &(Vec<u8>, Vec<u8>)| Record {
            entry: entry.clone(),
            row: row.clone(),
        };
        Batch {
            first,
            records: parts.iter().map(record).collect(),
        }
    }

    fn encoded(batch: &Batch) -> Vec<u8> {
        let mut bytes = Vec::new();
        encode(batch, 5, PLACE, &mut bytes).unwrap();
        bytes
    }

    fn example() -> Batch {
        batch(
            7,
            &[(b"entry".to_vec(), b"row".to_vec()), (b"x".to_vec(), Vec::new())],
        )
    }

    #[test]
    fn every_flipped_bit_is_found() {
        let bytes = encoded(&example());
        let covered = HEAD_BYTES + 4 * 4 + 9;
        for bit in 0..covered * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(&flipped, PLACE).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn a_cut_frame_is_none() {
        let bytes = encoded(&example());
        for len in 0..HEAD_BYTES + 4 * 4 + 9 {
            assert!(decode(&bytes[..len], PLACE).is_err(), "length {len}");
        }
    }

    #[test]
    fn a_frame_stands_at_its_own_place_alone() {
        let bytes = encoded(&example());
        let elsewhere = [
            Place { segment: 4, ..PLACE },
            Place {
                offset: 4104,
                ..PLACE
            },
        ];
        for place in elsewhere {
            assert_eq!(decode(&bytes, place).unwrap_err(), Why::Checksum);
        }
    }

    #[test]
    fn the_magic_stands_in_no_text() {
        // The lead bytes of characters of one to four bytes, and one that follows in a character.
        for before in [
            &b""[..],
            b"a",
            &[0xc3],
            &[0xe2, 0x82],
            &[0xf0, 0x9f, 0x98],
            &[0x80],
        ] {
            assert!(String::from_utf8([before, MAGIC].concat()).is_err());
        }
    }

    #[test]
    fn a_batch_without_entries_is_no_content() {
        assert_eq!(decode(&encoded(&batch(7, &[])), PLACE).unwrap_err(), Why::Content);
    }

    #[test]
    fn a_batch_that_counts_beyond_the_last_index_is_no_content() {
        let last = batch(u64::MAX, &[(b"a".to_vec(), b"b".to_vec())]);
        assert_eq!(decode(&encoded(&last), PLACE).unwrap_err(), Why::Content);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            first in 0..u64::MAX / 2,
            parts in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..40), prop::collection::vec(any::<u8>(), 0..40)), 1..6),
        ) {
            let batch = batch(first, &parts);
            let bytes = encoded(&batch);
            prop_assert_eq!(bytes.len() as u64, encoded_len(&batch).unwrap());
            let frame = decode(&bytes, PLACE).unwrap();
            prop_assert_eq!((frame.len, frame.durable), (bytes.len() as u64, 5));
            prop_assert_eq!(frame.batch, batch);
        }

        #[test]
        fn any_bytes_give_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut framed = MAGIC.to_vec();
            framed.extend_from_slice(&bytes);
            prop_assert!(decode(&bytes, PLACE).is_err());
            prop_assert!(decode(&framed, PLACE).is_err());
        }
    }
}
