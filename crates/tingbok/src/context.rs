//! What a command works with: folders, keys, passphrases, clock, random numbers and output.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::args::Global;
use crate::clock;
use crate::entropy::Entropy;
use crate::error::CommandError;
use crate::keys::{self, KeyFolder};
use crate::output::Output;
use crate::passphrase::Passphrases;

/// The surroundings of one command.
pub(crate) struct Context {
    /// The two streams.
    pub(crate) out: Output,
    /// Random numbers.
    pub(crate) entropy: Entropy,
    /// Passphrases of keys.
    pub(crate) passphrases: Passphrases,
    ledger: Option<PathBuf>,
    keys: Option<PathBuf>,
}

impl Context {
    /// The surroundings that the arguments name.
    pub(crate) fn new(global: &Global, out: Output) -> Self {
        Self {
            out,
            entropy: Entropy::system(),
            passphrases: Passphrases::new(global.passphrase_file.clone()),
            ledger: named(global.ledger.as_ref()),
            keys: named(global.keys.as_ref()),
        }
    }

    /// Works on another ledger from here on.
    pub(crate) fn work_on(&mut self, ledger: PathBuf, keys: PathBuf, passphrases: Passphrases) {
        self.ledger = Some(ledger);
        self.keys = Some(keys);
        self.passphrases = passphrases;
    }

    /// The folder of the ledger.
    pub(crate) fn ledger(&self) -> Result<PathBuf, CommandError> {
        self.ledger.clone().ok_or_else(|| {
            CommandError::usage("no ledger is named")
                .hint("name its folder with `--ledger DIR` or `TINGBOK_LEDGER`")
        })
    }

    /// The keys of the ledger's people, outside of the ledger.
    pub(crate) fn key_folder(&self, ledger: &Path, origin: &str) -> Result<KeyFolder, CommandError> {
        let place = self.place_of_keys()?;
        keys::refuse_inside(&place, ledger)?;
        Ok(KeyFolder::new(&place, origin))
    }

    /// The keys of a ledger's people, where the ledger is not at hand.
    pub(crate) fn keys_of(&self, origin: &str) -> Result<KeyFolder, CommandError> {
        Ok(KeyFolder::new(&self.place_of_keys()?, origin))
    }

    fn place_of_keys(&self) -> Result<PathBuf, CommandError> {
        match &self.keys {
            Some(place) => Ok(place.clone()),
            None => keys::default_place(),
        }
    }

    /// The time now.
    pub(crate) fn now(&self) -> Timestamp {
        clock::now()
    }
}

/// An empty variable of the environment names nothing.
fn named(path: Option<&PathBuf>) -> Option<PathBuf> {
    path.filter(|path| !path.as_os_str().is_empty()).cloned()
}
