//! Which steps of a simulated disk fail, and how.
//!
//! Invariant: a fault depends on the number, kind and path of a step alone, so that a run can be repeated exactly.
//! Section: "The embedded store" of the architecture.

use std::io;

use crate::disk::{DiskPath, Operation};

/// Something that goes wrong on a [`SimDisk`](super::SimDisk).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Steps fail with this error. A write that fails leaves half of its bytes; a file sync that fails has lost what
    /// was not synced, though it can still be read.
    Error {
        /// The steps it strikes.
        at: Trigger,
        /// What the system says, such as [`io::ErrorKind::StorageFull`].
        error: io::ErrorKind,
    },
    /// The power fails while this step is under way (the first has number 0): what it changes is written and not synced,
    /// and it fails, as does every step after it.
    PowerLoss(u64),
    /// Every step that changes something is refused, as on a disk mounted read-only.
    ReadOnly,
}

/// The steps that a fault strikes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// The step with this number, once; the first has number 0.
    Step(u64),
    /// Every step of this kind from now on, on any file.
    Every(Operation),
    /// Every step of this kind from now on, on this file or folder.
    EveryOn(Operation, DiskPath),
}

/// What becomes of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Works,
    Fails(io::ErrorKind),
    PowerFails,
    PowerIsOff,
}

impl Outcome {
    /// The error of a step that does not even begin.
    pub(super) fn refusal(self) -> Option<io::ErrorKind> {
        match self {
            Self::PowerIsOff => Some(POWER_OFF),
            Self::Fails(io::ErrorKind::ReadOnlyFilesystem) => Some(io::ErrorKind::ReadOnlyFilesystem),
            Self::Works | Self::Fails(_) | Self::PowerFails => None,
        }
    }

    /// The error of a step that had an effect, or none.
    pub(super) fn error(self) -> Option<io::ErrorKind> {
        match self {
            Self::Works => None,
            Self::Fails(error) => Some(error),
            Self::PowerFails | Self::PowerIsOff => Some(POWER_OFF),
        }
    }

    /// Whether the step changes nothing, or not all it should.
    pub(super) fn is_prevented(self) -> bool {
        matches!(self, Self::Fails(_) | Self::PowerIsOff)
    }
}

#[derive(Debug, Default, Clone)]
pub(super) struct Faults {
    waiting: Vec<Fault>,
    steps: u64,
}

impl Faults {
    pub(super) fn steps(&self) -> u64 {
        self.steps
    }

    pub(super) fn add(&mut self, fault: Fault) {
        self.waiting.push(fault);
    }

    pub(super) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// Counts a step and says what becomes of it; of several faults that strike, the first added counts.
    pub(super) fn strike(&mut self, operation: Operation, path: &DiskPath) -> Outcome {
        let number = self.steps;
        self.steps += 1;
        let outcomes = self
            .waiting
            .iter()
            .map(|fault| fault.outcome(number, operation, path));
        outcomes
            .into_iter()
            .find(|outcome| *outcome != Outcome::Works)
            .unwrap_or(Outcome::Works)
    }
}

impl Fault {
    fn outcome(&self, number: u64, operation: Operation, path: &DiskPath) -> Outcome {
        match self {
            Self::Error { at, error } if at.strikes(number, operation, path) => Outcome::Fails(*error),
            Self::PowerLoss(at) if number == *at => Outcome::PowerFails,
            Self::PowerLoss(at) if number > *at => Outcome::PowerIsOff,
            Self::ReadOnly if operation.changes() => Outcome::Fails(io::ErrorKind::ReadOnlyFilesystem),
            Self::Error { .. } | Self::PowerLoss(_) | Self::ReadOnly => Outcome::Works,
        }
    }
}

impl Trigger {
    fn strikes(&self, number: u64, operation: Operation, path: &DiskPath) -> bool {
        match self {
            Self::Step(at) => *at == number,
            Self::Every(kind) => *kind == operation,
            Self::EveryOn(kind, on) => *kind == operation && on == path,
        }
    }
}

const POWER_OFF: io::ErrorKind = io::ErrorKind::BrokenPipe;
