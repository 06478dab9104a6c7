//! Where reading the journal stopped, and why.
//!
//! Invariant: everything that is said of a journal's damage names a segment and a byte in it.
//! Section: "The embedded store" of the architecture ("refuse to open and say from which index to which").

use std::fmt;

/// A byte in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The number of the segment.
    pub segment: u64,
    /// The offset in its file, in bytes.
    pub offset: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "journal segment {} at byte {}", self.segment, self.offset)
    }
}

/// A place where the journal could not be read on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Where.
    pub place: Place,
    /// Why.
    pub why: Why,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

/// Why bytes of the journal are no frame that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// Zeros follow to the end: the journal ends here, as far as can be seen.
    #[error("no frame follows")]
    Ends,
    /// Something else than a frame begins here.
    #[error("the bytes there are no frame")]
    Garbled,
    /// A frame begins here, and the file ends before it does.
    #[error("the frame reaches beyond the end of the segment")]
    CutFrame,
    /// A frame's checksum is not that of its bytes at this place.
    #[error("the frame's checksum does not match")]
    Checksum,
    /// A frame's checksum matches, and its content is not a batch.
    #[error("the frame's content is not a batch")]
    Content,
    /// A whole frame, of later entries than those that follow.
    #[error("the frame begins with entry {found} instead of entry {expected}")]
    Gap {
        /// The entry that had to follow.
        expected: u64,
        /// The entry that does.
        found: u64,
    },
    /// The segment's header cannot be read.
    #[error("the segment's header is damaged")]
    Header,
    /// The segment's header is that of another segment.
    #[error("the segment's header says that it is segment {found}")]
    OtherSegment {
        /// Its number there.
        found: u64,
    },
    /// The segment was written by a newer program.
    #[error("the segment has format version {found}, and this program knows version 1 only")]
    Version {
        /// Its version.
        found: u64,
    },
    /// The file has another length than its header says.
    #[error("the segment's file has {found} bytes instead of {expected}")]
    Length {
        /// The length in the header.
        expected: u64,
        /// The length of the file.
        found: u64,
    },
    /// There are segments before and after this one.
    #[error("the segment is missing")]
    SegmentMissing,
    /// There is no segment at all.
    #[error("the journal has no segments")]
    NoSegments,
}
