//! `ledger.toml`: which log this is, and how the engine runs it. Keys lie elsewhere.
//!
//! Invariant: a file of a newer format, or with a setting unknown here, is refused and left as it is.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::disk::{Disk, DiskError};
use crate::layout;

/// The format of the ledger's folder that this program reads and writes.
pub const FORMAT: u64 = 1;

/// What stands in `ledger.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The format of the folder.
    pub format: u64,
    /// The log's origin.
    pub origin: String,
    /// The vkey of the key that signs checkpoints.
    pub log: String,
    /// At most this often, in milliseconds, new entries are published while the ledger is open.
    #[serde(default = "publish_interval_ms")]
    pub publish_interval_ms: u64,
}

/// Why a folder's settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// There is no `ledger.toml`.
    #[error("not a ledger: `ledger.toml` is not there")]
    NotALedger,
    /// A later program made this folder.
    #[error("ledger.toml: format {found} is newer than {FORMAT}, which this program reads")]
    NewerFormat {
        /// What stands there.
        found: u64,
    },
    /// Not TOML, or not these settings.
    #[error("ledger.toml: {0}")]
    Malformed(String),
    /// The file could not be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl Settings {
    /// The settings of a new ledger.
    #[must_use]
    pub fn new(origin: &str, log: &str) -> Self {
        let (origin, log) = (origin.to_owned(), log.to_owned());
        Self {
            format: FORMAT,
            origin,
            log,
            publish_interval_ms: publish_interval_ms(),
        }
    }

    /// Reads the settings of a ledger's folder.
    ///
    /// # Errors
    /// [`SettingsError`]; a format newer than ours is named before anything else in the file is judged.
    pub fn read(disk: &dyn Disk) -> Result<Self, SettingsError> {
        let bytes = disk
            .read(&layout::settings(), BYTES_MAX)
            .map_err(|error| match error {
                error if error.is_not_found() => SettingsError::NotALedger,
                error => SettingsError::Disk(error),
            })?;
        let malformed =
            |error: &dyn std::fmt::Display| SettingsError::Malformed(error.to_string().trim().to_owned());
        let text = std::str::from_utf8(&bytes).map_err(|error| malformed(&error))?;
        let table: toml::Table = text.parse().map_err(|error| malformed(&error))?;
        let found = table
            .get("format")
            .and_then(toml::Value::as_integer)
            .and_then(|found| u64::try_from(found).ok());
        if let Some(found) = found.filter(|found| *found > FORMAT) {
            return Err(SettingsError::NewerFormat { found });
        }
        toml::from_str(text).map_err(|error| malformed(&error))
    }

    /// Writes the settings of a new ledger, durably.
    ///
    /// # Errors
    /// [`SettingsError`] when the file is there already or cannot be written.
    pub fn write_new(&self, disk: &dyn Disk) -> Result<(), SettingsError> {
        let text = toml::to_string(self).map_err(|error| SettingsError::Malformed(error.to_string()))?;
        Ok(disk.write_new_durably(&layout::settings(), text.as_bytes())?)
    }

    /// At most this often new entries are published.
    #[must_use]
    pub fn publish_interval(&self) -> Duration {
        Duration::from_millis(self.publish_interval_ms)
    }
}

const fn publish_interval_ms() -> u64 {
    1000
}

/// No sensible file of settings is longer.
const BYTES_MAX: u64 = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::SimDisk;

    fn read(text: &str) -> Result<Settings, SettingsError> {
        let disk = SimDisk::new();
        disk.replace_durably(&layout::settings(), text.as_bytes())
            .unwrap();
        Settings::read(&disk)
    }

    #[test]
    fn settings_come_back() {
        let disk = SimDisk::new();
        let settings = Settings::new("a.example/b", "a.example/b+00000000+AA==");
        settings.write_new(&disk).unwrap();
        assert_eq!(Settings::read(&disk).unwrap(), settings);
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        assert!(matches!(
            Settings::read(&SimDisk::new()),
            Err(SettingsError::NotALedger)
        ));
        assert!(matches!(
            read("format = 2\nnew = true\n"),
            Err(SettingsError::NewerFormat { found: 2 })
        ));
        for text in [
            "format = 1\n",
            "format = -1",
            "x",
            "format = 1\norigin = 'a'\nlog = 'b'\nother = 1",
            "\u{0}",
        ] {
            assert!(matches!(read(text), Err(SettingsError::Malformed(_))), "{text}");
        }
    }
}
