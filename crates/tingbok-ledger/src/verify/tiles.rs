//! Every file below `tile/` against the entries: full tiles and bundles, the newest partial ones, and older ones.
//!
//! Invariant: what a file must hold is computed from the entries alone. One tile of each level is held at a time.
//!
//! Spec: C2SP tlog-tiles.

use tingbok_tlog::frontier::Frontier;
use tingbok_tlog::hash::{Hash, node_hash};
use tingbok_tlog::path::encode_index;
use tingbok_tlog::tile::TILE_HASHES;

use super::{Report, VerifyError};
use crate::disk::DiskPath;
use crate::published::{BUNDLE_BYTES_MAX, Published, PublishedError, TILE_BYTES_MAX, spelled};

/// The tiles that the entries so far make.
pub(super) struct TileCheck<'a> {
    published: &'a Published,
    tree: Frontier,
    levels: Vec<Level>,
}

/// The tile of one level that is being filled.
#[derive(Default)]
struct Level {
    index: u64,
    hashes: Vec<Hash>,
}

impl<'a> TileCheck<'a> {
    pub(super) fn new(published: &'a Published) -> Self {
        Self {
            published,
            tree: Frontier::new(),
            levels: Vec::new(),
        }
    }

    /// The root over all leaves so far.
    pub(super) fn root(&self) -> Hash {
        self.tree.root()
    }

    /// Takes the next leaf, and checks the tiles that it fills.
    pub(super) fn push(&mut self, leaf: Hash, report: &mut Report) -> Result<(), VerifyError> {
        if self.tree.push(leaf).is_err() {
            report.fail("tile", "more entries than a tree can hold");
        }
        self.push_at(0, leaf, report)
    }

    /// Checks the tiles that stay partial.
    pub(super) fn finish(&self, report: &mut Report) -> Result<(), VerifyError> {
        let partial = self
            .levels
            .iter()
            .enumerate()
            .filter(|(_, level)| !level.hashes.is_empty());
        for (number, level) in partial {
            self.check_tile(number, level, report)?;
        }
        Ok(())
    }

    /// Checks the older, partial files of a bundle that was read whole.
    pub(super) fn bundle(
        &self,
        number: u64,
        entries: &[Vec<u8>],
        report: &mut Report,
    ) -> Result<(), VerifyError> {
        report.checked.bundles += 1;
        let mut ends = Vec::with_capacity(entries.len());
        let mut bytes = Vec::new();
        for entry in entries {
            bytes.extend_from_slice(&u16::try_from(entry.len()).unwrap_or(u16::MAX).to_be_bytes());
            bytes.extend_from_slice(entry);
            ends.push(bytes.len());
        }
        let folder = format!("tile/entries/{}.p", encode_index(number));
        let older = self.partials(&folder, entries.len(), BUNDLE_BYTES_MAX, report)?;
        for (path, width, found) in older {
            let expected = ends.get(width - 1).and_then(|end| bytes.get(..*end));
            report.checked.bundles += 1;
            if expected != Some(found.as_slice()) {
                report.fail(
                    path.as_str(),
                    "and the newest bundle differ: one of them is altered",
                );
            }
        }
        Ok(())
    }

    fn push_at(&mut self, number: usize, hash: Hash, report: &mut Report) -> Result<(), VerifyError> {
        if number == self.levels.len() {
            self.levels.push(Level::default());
        }
        let Some(level) = self.levels.get_mut(number) else {
            return Ok(());
        };
        level.hashes.push(hash);
        if level.hashes.len() as u64 != TILE_HASHES {
            return Ok(());
        }
        let full = std::mem::take(level);
        level.index = full.index + 1;
        self.check_tile(number, &full, report)?;
        self.push_at(number + 1, subtree(&full.hashes), report)
    }

    fn check_tile(&self, number: usize, level: &Level, report: &mut Report) -> Result<(), VerifyError> {
        let full = format!("tile/{number}/{}", encode_index(level.index));
        let width = level.hashes.len();
        let newest = if width as u64 == TILE_HASHES {
            full.clone()
        } else {
            format!("{full}.p/{width}")
        };
        report.checked.tiles += 1;
        match self.read(&newest, TILE_BYTES_MAX) {
            Ok(found) => compare(&newest, &level.hashes, &found, report),
            Err(error) => report.fail_file(error)?,
        }
        for (path, width, found) in self.partials(&format!("{full}.p"), width, TILE_BYTES_MAX, report)? {
            report.checked.tiles += 1;
            compare(
                path.as_str(),
                level.hashes.get(..width).unwrap_or_default(),
                &found,
                report,
            );
        }
        Ok(())
    }

    /// The partial files in a folder that serve older checkpoints: path, width, bytes.
    fn partials(
        &self,
        folder: &str,
        width: usize,
        bytes_max: u64,
        report: &mut Report,
    ) -> Result<Vec<(DiskPath, usize, Vec<u8>)>, VerifyError> {
        let mut older = Vec::new();
        for name in self.list(folder)? {
            let path = format!("{folder}/{name}");
            let found: Option<usize> = name
                .parse()
                .ok()
                .filter(|found: &usize| found.to_string() == name);
            match found {
                Some(found) if found == width && width as u64 != TILE_HASHES => {}
                Some(found) if (1..=width).contains(&found) => match self.read(&path, bytes_max) {
                    Ok(bytes) => older.push((spelled(&path).map_err(disk)?, found, bytes)),
                    Err(error) => report.fail_file(error)?,
                },
                // Beyond the checkpoint, or no file of this format: noted with the other strays.
                _ => {}
            }
        }
        Ok(older)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, VerifyError> {
        self.published.list(&spelled(folder).map_err(disk)?).map_err(disk)
    }

    fn read(&self, path: &str, bytes_max: u64) -> Result<Vec<u8>, PublishedError> {
        self.published.read(&spelled(path)?, bytes_max)
    }
}

/// Compares the hashes of a tile with its file, and names the first that differs.
fn compare(place: &str, expected: &[Hash], found: &[u8], report: &mut Report) {
    if found.len() != expected.len() * 32 {
        return report.fail(
            place,
            format!("{} bytes, expected {}", found.len(), expected.len() * 32),
        );
    }
    let differs = expected
        .iter()
        .zip(found.chunks(32))
        .position(|(hash, bytes)| hash.as_bytes() != bytes);
    if let Some(at) = differs {
        let found: [u8; 32] = found[at * 32..(at + 1) * 32].try_into().unwrap_or_default();
        let found = Hash::from_bytes(found);
        report.fail(
            place,
            format!("hash {at} is `{found}`, and `{}` by the entries", expected[at]),
        );
    }
}

fn subtree(hashes: &[Hash]) -> Hash {
    match hashes {
        [one] => *one,
        hashes => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            node_hash(&subtree(left), &subtree(right))
        }
    }
}

fn disk(error: PublishedError) -> VerifyError {
    match error {
        PublishedError::Disk(error) => VerifyError::Disk(error),
        other => VerifyError::Settings(crate::settings::SettingsError::Malformed(other.to_string())),
    }
}
