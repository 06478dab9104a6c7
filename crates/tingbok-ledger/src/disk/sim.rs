//! A disk in memory that can fail at any step and lose power between any two.
//!
//! Invariants: it holds beside what a reader sees what a power loss would leave ([`SimDisk::crash`]): bytes are durable
//! only after a sync of their file, names only after a sync of their folder, and between the two any part of the steps
//! may survive. A sync that failed has lost its bytes for good, though they can still be read: a later sync of the same
//! file works and saves nothing, as on Linux. Every step stands in a trace.
//!
//! It stands beside [`OsDisk`](super::OsDisk) as a second disk, so that what is tested is the ledger's own code.
//! Section: "The embedded store" of the architecture.

mod content;
mod crash;
mod fault;
mod names;

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use self::crash::{CrashPlan, Tear};
pub use self::fault::{Fault, Trigger};

use self::content::{Change, Content};
use self::fault::{Faults, Outcome};
use self::names::{NameChange, Names, Node};
use super::{Disk, DiskError, DiskPath, Operation};

/// A simulated disk.
#[derive(Debug, Default)]
pub struct SimDisk {
    state: Mutex<State>,
}

/// One step that was taken, in the trace of a [`SimDisk`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The kind of step.
    pub operation: Operation,
    /// The file or folder it was about.
    pub path: DiskPath,
    /// Where in the file it began, in bytes; 0 where a step has no such place.
    pub offset: u64,
    /// How many bytes it was about; 0 where a step is about none.
    pub len: u64,
    /// Whether it succeeded.
    pub done: bool,
}

#[derive(Debug, Default, Clone)]
struct State {
    files: Vec<Content>,
    names: Names,
    faults: Faults,
    trace: Vec<Step>,
}

impl SimDisk {
    /// An empty disk.
    pub fn new() -> Self {
        Self::default()
    }

    /// Every step so far, reading ones and failed ones included, the oldest first.
    pub fn trace(&self) -> Vec<Step> {
        self.state().trace.clone()
    }

    /// How many steps were taken so far: the number the next one has, as [`Trigger::Step`] counts.
    pub fn steps(&self) -> u64 {
        self.state().faults.steps()
    }

    /// Adds a fault; several may wait, and each strikes by itself.
    pub fn inject(&self, fault: Fault) {
        self.state().faults.add(fault);
    }

    /// Takes back every fault, and lets a disk whose power was cut go on.
    pub fn mend(&self) {
        self.state().faults.clear();
    }

    /// The disk as it is found after power was lost now. This one stays as it is, so that many plans can be tried.
    pub fn crash(&self, plan: CrashPlan) -> Self {
        let state = self.state();
        let (files, names) = crash::survivors(&state.files, &state.names, plan);
        Self {
            state: Mutex::new(State {
                files,
                names,
                ..State::default()
            }),
        }
    }

    /// Changes a file behind the ledger's back, as damage does: no trace, no fault, durable at once.
    ///
    /// `None` removes it; a name that no folder holds yet is made, its folders with it.
    pub fn damage(&self, path: &DiskPath, bytes: Option<&[u8]>) {
        let mut state = self.state();
        match bytes {
            Some(bytes) => {
                state.files.push(Content::durable(bytes));
                let file = state.files.len() - 1;
                state.names.damage(path, Some(file));
            }
            None => state.names.damage(path, None),
        }
    }

    /// The paths of all files a reader sees, in order.
    pub fn files(&self) -> Vec<DiskPath> {
        self.state().names.files()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one step: asks the faults, acts as they say, and notes it.
    fn step<T>(
        &self,
        step: (Operation, &DiskPath, u64, u64),
        act: impl FnOnce(&mut State, Outcome) -> io::Result<T>,
    ) -> Result<T, DiskError> {
        let (operation, path, offset, len) = step;
        let mut state = self.state();
        let outcome = state.faults.strike(operation, path);
        let result = match outcome.refusal() {
            Some(refused) => Err(refused.into()),
            None => act(&mut state, outcome)
                .and_then(|value| outcome.error().map_or(Ok(value), |e| Err(e.into()))),
        };
        state.trace.push(Step {
            operation,
            path: path.clone(),
            offset,
            len,
            done: result.is_ok(),
        });
        result.map_err(|e| DiskError::new(operation, path, e))
    }

    /// A step that changes names: a fault that strikes it prevents it, unless the power fails while it is under way.
    fn rename_step(
        &self,
        operation: Operation,
        path: &DiskPath,
        changes: impl FnOnce(&mut State) -> io::Result<Vec<NameChange>>,
    ) -> Result<(), DiskError> {
        self.step((operation, path, 0, 0), |state, outcome| {
            if outcome.is_prevented() {
                return Ok(());
            }
            for change in changes(state)? {
                state.names.apply(change);
            }
            Ok(())
        })
    }
}

impl State {
    fn file(&self, path: &DiskPath) -> io::Result<&Content> {
        let found = self.files.get(self.names.file(path)?);
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn file_mut(&mut self, path: &DiskPath) -> io::Result<&mut Content> {
        let found = self.files.get_mut(self.names.file(path)?);
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Disk for SimDisk {
    fn read(&self, path: &DiskPath, bytes_max: u64) -> Result<Vec<u8>, DiskError> {
        self.step((Operation::Read, path, 0, bytes_max), |state, _| {
            let bytes = state.file(path)?.bytes();
            match bytes.len() as u64 > bytes_max {
                true => Err(io::ErrorKind::FileTooLarge.into()),
                false => Ok(bytes.to_vec()),
            }
        })
    }

    fn read_at(&self, path: &DiskPath, offset: u64, len: u64) -> Result<Vec<u8>, DiskError> {
        self.step((Operation::Read, path, offset, len), |state, _| {
            let bytes = state.file(path)?.bytes();
            let end = offset.saturating_add(len).min(bytes.len() as u64);
            let range = content::position(offset)?..content::position(end)?;
            Ok(bytes.get(range).unwrap_or_default().to_vec())
        })
    }

    fn len(&self, path: &DiskPath) -> Result<u64, DiskError> {
        self.step((Operation::Look, path, 0, 0), |state, _| {
            Ok(state.file(path)?.bytes().len() as u64)
        })
    }

    fn exists(&self, path: &DiskPath) -> Result<bool, DiskError> {
        self.step((Operation::Look, path, 0, 0), |state, _| {
            Ok(state.names.node(path).is_some())
        })
    }

    fn list(&self, dir: &DiskPath) -> Result<Vec<String>, DiskError> {
        self.step((Operation::List, dir, 0, 0), |state, _| state.names.list(dir))
    }

    fn create_dir(&self, dir: &DiskPath) -> Result<(), DiskError> {
        self.rename_step(Operation::CreateDir, dir, |state| {
            state.names.free(dir)?;
            Ok(vec![NameChange::link(dir, Node::Dir)])
        })
    }

    fn create(&self, path: &DiskPath) -> Result<(), DiskError> {
        self.rename_step(Operation::Create, path, |state| {
            state.names.free(path)?;
            state.files.push(Content::default());
            Ok(vec![NameChange::link(path, Node::File(state.files.len() - 1))])
        })
    }

    fn write_at(&self, path: &DiskPath, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        self.step(
            (Operation::Write, path, offset, bytes.len() as u64),
            |state, outcome| {
                // A write that fails has written some of its bytes, as `pwrite` may have before the disk was full.
                let written = if outcome.is_prevented() {
                    bytes.len() / 2
                } else {
                    bytes.len()
                };
                let bytes = bytes.get(..written).unwrap_or_default().to_vec();
                state.file_mut(path)?.change(Change::Write {
                    offset: content::position(offset)?,
                    bytes,
                });
                Ok(())
            },
        )
    }

    fn set_len(&self, path: &DiskPath, len: u64) -> Result<(), DiskError> {
        self.step((Operation::SetLen, path, 0, len), |state, outcome| {
            let len = content::position(len)?;
            let file = state.file_mut(path)?;
            if !outcome.is_prevented() {
                file.change(Change::SetLen(len));
            }
            Ok(())
        })
    }

    fn sync_file(&self, path: &DiskPath) -> Result<(), DiskError> {
        self.step((Operation::SyncFile, path, 0, 0), |state, outcome| {
            let file = state.file_mut(path)?;
            match outcome {
                Outcome::Works => file.sync(),
                Outcome::Fails(_) => file.lose_unsynced(),
                Outcome::PowerFails | Outcome::PowerIsOff => {}
            }
            Ok(())
        })
    }

    fn sync_dir(&self, dir: &DiskPath) -> Result<(), DiskError> {
        self.step((Operation::SyncDir, dir, 0, 0), |state, outcome| {
            state.names.list(dir)?;
            if outcome == Outcome::Works {
                state.names.sync(dir);
            }
            Ok(())
        })
    }

    fn rename(&self, from: &DiskPath, to: &DiskPath) -> Result<(), DiskError> {
        self.rename_step(Operation::Rename, from, |state| state.names.renaming(from, to))
    }

    fn remove(&self, path: &DiskPath) -> Result<(), DiskError> {
        self.rename_step(Operation::Remove, path, |state| {
            state.names.file(path)?;
            Ok(vec![NameChange::unlink(path)])
        })
    }
}

#[cfg(test)]
mod tests;
