//! What a command works with: folders, keys, passphrases, clock, random numbers and output.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tingbok_ledger::clock::Clock;

use crate::args::Global;
use crate::clock;
use crate::entropy::Entropy;
use crate::error::CommandError;
use crate::keys::{self, KeyFolder, Owner};
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
    clock_is_confirmed: bool,
    is_patient: bool,
    warned: BTreeSet<PathBuf>,
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
            warned: BTreeSet::new(),
            clock_is_confirmed: global.confirm_clock,
            is_patient: false,
        }
    }

    /// Works on another ledger from here on.
    pub(crate) fn work_on(&mut self, ledger: PathBuf, keys: PathBuf, passphrases: Passphrases) {
        self.ledger = Some(ledger);
        self.keys = Some(keys);
        self.passphrases = passphrases;
    }

    /// From here on waits a while for others who have the ledger open, instead of giving up at once.
    pub(crate) fn wait_for_others(&mut self) {
        self.is_patient = true;
    }

    /// Whether to wait for others who have the ledger open.
    pub(crate) fn is_patient(&self) -> bool {
        self.is_patient
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

    /// Warns of keys that others than their owner can reach, once of each.
    pub(crate) fn warn_of_exposed(&mut self, folder: &KeyFolder, owners: &[Owner]) {
        for exposed in folder.exposed(owners) {
            let (path, mode) = (exposed.path.display(), exposed.mode);
            let warning = format!("others than its owner can reach `{path}` (mode {mode:03o})");
            let hint = format!("`chmod {:o} {path}`", exposed.mended);
            if self.warned.insert(exposed.path.clone()) {
                self.out.remark("warning", warning);
                self.out.remark("hint", hint);
            }
        }
    }

    fn place_of_keys(&self) -> Result<PathBuf, CommandError> {
        match &self.keys {
            Some(place) => Ok(place.clone()),
            None => keys::default_place(),
        }
    }

    /// The clock that entries are received by.
    pub(crate) fn clock(&self) -> Clock {
        let clock = Clock::new(clock::now);
        if self.clock_is_confirmed {
            clock.confirmed()
        } else {
            clock
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
