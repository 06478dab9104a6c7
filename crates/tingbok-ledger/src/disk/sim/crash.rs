//! What a power loss leaves of a simulated disk.
//!
//! Invariants: what was synced survives under every plan; each plan gives the same disk every time it is tried.
//! Changes that were not synced may survive in any choice, so in any order, and a write may survive in part.
//!
//! Section: "The embedded store" of the architecture.

use super::content::{Change, Content};
use super::names::Names;

/// What survives of the steps that were not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashPlan {
    /// All of it: the process was killed, the system was not. It still waits to be synced.
    KeepWritten,
    /// Nothing of it.
    LoseUnsynced,
    /// Each step as the seed chooses: it survives, is lost, or (a write) is torn.
    Mixed {
        /// Every seed is another choice.
        seed: u64,
        /// Where a write can be torn.
        tear: Tear,
    },
}

/// Where a write that was not synced can be torn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tear {
    /// Between sectors of 512 bytes, each of which holds what it held at some moment since the last sync. Disks promise
    /// this.
    Sector,
    /// Between any two bytes: harsher than any disk known, and so no reason to lose anything unnoticed.
    Byte,
}

/// The files and names found after a power loss under this plan.
pub(super) fn survivors(files: &[Content], names: &Names, plan: CrashPlan) -> (Vec<Content>, Names) {
    match plan {
        CrashPlan::KeepWritten => (files.to_vec(), names.clone()),
        CrashPlan::LoseUnsynced => {
            let files = files.iter().map(|file| Content::durable(file.durable_bytes()));
            (files.collect(), Names::durable(names.durable_tree().clone()))
        }
        CrashPlan::Mixed { seed, tear } => {
            let mut choice = Choice(seed);
            let names = surviving_names(names, &mut choice);
            let files = files
                .iter()
                .map(|file| Content::durable(&surviving_bytes(file, tear, &mut choice)));
            (files.collect(), names)
        }
    }
}

fn surviving_names(names: &Names, choice: &mut Choice) -> Names {
    let mut tree = names.durable_tree().clone();
    for change in names.pending() {
        if choice.below(2) == 1 {
            change.apply(&mut tree);
        }
    }
    Names::durable(tree)
}

fn surviving_bytes(file: &Content, tear: Tear, choice: &mut Choice) -> Vec<u8> {
    match tear {
        Tear::Sector => surviving_sectors(file, choice),
        Tear::Byte => surviving_writes(file, choice),
    }
}

/// Each write whole, lost, or its beginning or end alone.
fn surviving_writes(file: &Content, choice: &mut Choice) -> Vec<u8> {
    let mut bytes = file.durable_bytes().to_vec();
    for change in file.pending() {
        match (choice.below(4), change) {
            (0, _) => {}
            (1, _) | (_, Change::SetLen(_)) => change.apply(&mut bytes),
            (
                kind,
                Change::Write {
                    offset,
                    bytes: written,
                },
            ) => {
                let (beginning, end) = written.split_at(choice.below(written.len() + 1));
                let torn = match kind {
                    2 => Change::Write {
                        offset: *offset,
                        bytes: beginning.to_vec(),
                    },
                    _ => Change::Write {
                        offset: offset + beginning.len(),
                        bytes: end.to_vec(),
                    },
                };
                torn.apply(&mut bytes);
            }
        }
    }
    bytes
}

/// Each sector as it was after some number of the changes, the length likewise.
fn surviving_sectors(file: &Content, choice: &mut Choice) -> Vec<u8> {
    if file.pending().is_empty() {
        return file.durable_bytes().to_vec();
    }
    let mut moments = vec![file.durable_bytes().to_vec()];
    for change in file.pending() {
        let mut bytes = moments.last().cloned().unwrap_or_default();
        change.apply(&mut bytes);
        moments.push(bytes);
    }
    let len = choice.among(&moments).map_or(0, Vec::len);
    let mut bytes = vec![0; len];
    for (number, sector) in bytes.chunks_mut(SECTOR_BYTES).enumerate() {
        let moment = choice.among(&moments);
        let old = moment
            .and_then(|bytes| bytes.get(number * SECTOR_BYTES..))
            .unwrap_or_default();
        let len = sector.len().min(old.len());
        sector[..len].copy_from_slice(&old[..len]);
    }
    bytes
}

/// A repeatable sequence of choices: the generator SplitMix64.
struct Choice(u64);

impl Choice {
    fn among<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// A number below `limit`; 0 when that is 0.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = limit.max(1) as u64;
        usize::try_from((z ^ (z >> 31)) % limit).unwrap_or(0)
    }
}

const SECTOR_BYTES: usize = 512;
