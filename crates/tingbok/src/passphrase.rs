//! The passphrase that keys are encrypted with: from a file, from the environment, or from the person.
//!
//! Invariants: it is wiped when dropped and never printed; a new key never gets an empty one.
//!
//! Section: docs/spec/keys.md says what keys are; how they are kept is this program's business.

use std::io::Read;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::environment;
use crate::error::CommandError;

/// A passphrase. It has no `Debug`.
#[derive(Clone)]
pub(crate) struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// A passphrase known to the program, as in a demonstration.
    pub(crate) fn known(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// What is given to the key derivation.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Where passphrases come from. One that was read or asked for serves for all keys that it opens.
pub(crate) struct Passphrases {
    file: Option<PathBuf>,
    kept: Option<Passphrase>,
    is_asked: bool,
}

impl Passphrases {
    /// From `file` where there is one, else from the environment, else from the person.
    pub(crate) fn new(file: Option<PathBuf>) -> Self {
        Self {
            file,
            kept: None,
            is_asked: false,
        }
    }

    /// This one, for all keys.
    pub(crate) fn known(passphrase: Passphrase) -> Self {
        Self {
            file: None,
            kept: Some(passphrase),
            is_asked: false,
        }
    }

    /// The passphrase to try on the key `name`.
    pub(crate) fn for_key(&mut self, name: &str) -> Result<Passphrase, CommandError> {
        self.provide(|| ask(&format!("Passphrase for {name}: ")))
    }

    /// The passphrase of a new key, which is not empty; a person types it twice.
    pub(crate) fn for_new_key(&mut self) -> Result<Passphrase, CommandError> {
        let passphrase = self.provide(ask_twice)?;
        if passphrase.as_bytes().is_empty() {
            self.kept = None;
            return Err(CommandError::refused("the passphrase is empty")
                .hint("choose one that is long and that you do not use elsewhere"));
        }
        Ok(passphrase)
    }

    /// Whether another can be asked for, since the one that was asked for did not open a key.
    pub(crate) fn forget(&mut self) -> bool {
        if self.is_asked {
            self.kept = None;
        }
        self.is_asked
    }

    fn provide(
        &mut self,
        ask: impl FnOnce() -> Result<Passphrase, CommandError>,
    ) -> Result<Passphrase, CommandError> {
        if let Some(kept) = &self.kept {
            return Ok(kept.clone());
        }
        let given = match &self.file {
            Some(file) => Some(first_line(file)?),
            None => from_environment()?,
        };
        self.is_asked = given.is_none();
        let passphrase = match given {
            Some(given) => given,
            None => ask()?,
        };
        self.kept = Some(passphrase.clone());
        Ok(passphrase)
    }
}

fn from_environment() -> Result<Option<Passphrase>, CommandError> {
    let text = environment::passphrase()
        .map_err(|environment::NotText| CommandError::refused("`TINGBOK_PASSPHRASE` is not UTF-8 text"))?;
    Ok(text.map(Passphrase))
}

fn first_line(path: &Path) -> Result<Passphrase, CommandError> {
    let fail = |error| CommandError::file("read the passphrase file", path, error);
    // Room for all of it at once: a buffer that grows leaves copies of the secret behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(PASSPHRASE_BYTES_MAX));
    let file = std::fs::File::open(path).map_err(fail)?;
    let limit = u64::try_from(PASSPHRASE_BYTES_MAX).unwrap_or(u64::MAX);
    file.take(limit).read_to_end(&mut bytes).map_err(fail)?;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let text = std::str::from_utf8(line).map_err(|_| {
        let name = path.display();
        CommandError::refused(format!("the passphrase file `{name}` is not UTF-8 text"))
    })?;
    Ok(Passphrase::known(text))
}

fn ask(prompt: &str) -> Result<Passphrase, CommandError> {
    let typed = rpassword::prompt_password(prompt).map_err(|error| {
        CommandError::usage("no passphrase, and no terminal to ask for it on")
            .because(error)
            .hint("set `TINGBOK_PASSPHRASE`, or use `--passphrase-file FILE`")
    })?;
    Ok(Passphrase(Zeroizing::new(typed)))
}

fn ask_twice() -> Result<Passphrase, CommandError> {
    let first = ask("New passphrase: ")?;
    let second = ask("The same again: ")?;
    if first.as_bytes() == second.as_bytes() {
        Ok(first)
    } else {
        Err(CommandError::refused("the two passphrases are not the same"))
    }
}

/// Longer first lines are no passphrases.
const PASSPHRASE_BYTES_MAX: usize = 4096;
