//! The key folder: private keys as encrypted files, outside of every ledger.
//!
//! Invariants: a key file is made once and never overwritten; it lies in a folder that its owner alone can enter; no
//! key lies in the folder of a ledger; only regular files are opened.
//!
//! ```text
//! <keys>/fjallmark.example+regionstyrelsen/registrar-1.pem     an author's key
//! <keys>/fjallmark.example+regionstyrelsen/_log.pem            the log's key
//! ```
//!
//! Section: docs/spec/keys.md, "Keys", for the names; RFC 5958 and RFC 8018 for the files.

use std::fmt;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use tingbok_record::event::is_handle;
use tingbok_tlog::key::{KeyName, SignerKey, VerifierKey};

use crate::entropy::Entropy;
use crate::error::CommandError;
use crate::passphrase::{Passphrase, Passphrases};
use pem::PemError;

mod access;
mod pem;
mod place;

pub(crate) use access::Exposed;
pub(crate) use place::{default_place, refuse_inside};

/// The handle of an author: `[a-z][a-z0-9-]{0,31}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Handle(String);

impl Handle {
    /// The handle as text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Handle {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if is_handle(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err("a handle is a lower-case letter and up to 31 more letters, digits and `-`".to_owned())
        }
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whose key it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    /// The log's, named as the origin.
    Log,
    /// An author's.
    Author(Handle),
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Log => f.write_str("the log"),
            Self::Author(handle) => handle.fmt(f),
        }
    }
}

/// The keys of one ledger's people.
#[derive(Clone, Debug)]
pub(crate) struct KeyFolder {
    folder: PathBuf,
    origin: String,
}

impl KeyFolder {
    /// The keys for the log `origin` below `place`. `origin` has the grammar of origins.
    pub(crate) fn new(place: &Path, origin: &str) -> Self {
        Self {
            folder: place.join(origin.replace('/', "+")),
            origin: origin.to_owned(),
        }
    }

    /// The folder with the files.
    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    /// The file of one key.
    pub(crate) fn file(&self, owner: &Owner) -> PathBuf {
        self.folder.join(match owner {
            // No handle begins with `_`.
            Owner::Log => "_log.pem".to_owned(),
            Owner::Author(handle) => format!("{handle}.pem"),
        })
    }

    /// Whether there is a file for this key.
    pub(crate) fn holds(&self, owner: &Owner) -> bool {
        self.file(owner).is_file()
    }

    /// What others than its owner can reach: the folder, and the files of these keys.
    pub(crate) fn exposed(&self, owners: &[Owner]) -> Vec<Exposed> {
        // What is no file is refused when it is to be opened.
        let files = owners.iter().filter(|owner| self.holds(owner));
        let files = files.map(|owner| self.file(owner));
        std::iter::once(self.folder.clone())
            .chain(files)
            .filter_map(|path| access::exposed(&path))
            .collect()
    }

    /// Makes a key and its file.
    pub(crate) fn create(
        &self,
        owner: &Owner,
        entropy: &mut Entropy,
        passphrase: &Passphrase,
    ) -> Result<SignerKey, CommandError> {
        let name = self.name(owner)?;
        let (seed, salt, iv) = entropy.draw(|draw| (draw.seed(), draw.bytes(), draw.bytes()))?;
        let text = pem::encrypt(&seed, passphrase, &salt, iv)
            .map_err(|error| CommandError::store("cannot encrypt the key").because(error))?;
        self.make_folder()?;
        self.write_new(owner, text.as_bytes())?;
        Ok(SignerKey::from_seed(name, &seed))
    }

    /// Opens a key.
    pub(crate) fn load(
        &self,
        owner: &Owner,
        passphrases: &mut Passphrases,
    ) -> Result<SignerKey, CommandError> {
        let path = self.file(owner);
        let text = self.read(owner, &path)?;
        let name = self.name(owner)?;
        let mut seed = pem::decrypt(&text, &passphrases.for_key(name.as_str())?);
        // Keys may have different passphrases: whoever is asked can give another one, once for each key.
        if matches!(seed, Err(PemError::Passphrase)) && passphrases.forget() {
            seed = pem::decrypt(&text, &passphrases.for_key(name.as_str())?);
        }
        let seed = seed.map_err(|error| unreadable(&path, error))?;
        Ok(SignerKey::from_seed(name, &seed))
    }

    /// Opens the key that a ledger has enrolled as `vkey`: a file with another key under its name is refused.
    pub(crate) fn load_enrolled(
        &self,
        owner: &Owner,
        vkey: &VerifierKey,
        passphrases: &mut Passphrases,
    ) -> Result<SignerKey, CommandError> {
        let key = self.load(owner, passphrases)?;
        if key.verifier_key() == vkey {
            return Ok(key);
        }
        let path = self.file(owner).display().to_string();
        Err(CommandError::refused(format!(
            "`{path}` is another key than the ledger's: expected `{vkey}`, found `{}`",
            key.verifier_key()
        ))
        .hint("keys of another ledger with the same origin? choose another folder with `--keys DIR`"))
    }

    /// Takes back a key that was made for something that did not come about.
    pub(crate) fn discard(&self, owner: &Owner) {
        // The error that made it useless is the one to tell.
        drop(std::fs::remove_file(self.file(owner)));
        // Only an empty folder goes.
        drop(std::fs::remove_dir(&self.folder));
    }

    fn name(&self, owner: &Owner) -> Result<KeyName, CommandError> {
        let name = match owner {
            Owner::Log => self.origin.clone(),
            Owner::Author(handle) => format!("{}/{handle}", self.origin),
        };
        name.parse()
            .map_err(|error| CommandError::refused(format!("`{name}` is no name for a key")).because(error))
    }

    fn make_folder(&self) -> Result<(), CommandError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        owner_alone(&mut builder);
        builder
            .create(&self.folder)
            .map_err(|error| CommandError::file("make the key folder", &self.folder, error))
    }

    fn write_new(&self, owner: &Owner, bytes: &[u8]) -> Result<(), CommandError> {
        let path = self.file(owner);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        owner_alone_file(&mut options);
        let mut file = match options.open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let name = path.display();
                return Err(CommandError::refused(format!(
                    "`{name}` exists, and a key is never overwritten"
                ))
                .hint("choose another handle, or another folder with `--keys DIR`"));
            }
            Err(error) => return Err(CommandError::file("make the key file", &path, error)),
        };
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        let durable = written.and_then(|()| File::open(&self.folder)?.sync_all());
        durable.map_err(|error| {
            drop(std::fs::remove_file(&path));
            CommandError::file("write the key file", &path, error)
        })
    }

    fn read(&self, owner: &Owner, path: &Path) -> Result<String, CommandError> {
        if !path.exists() {
            let name = path.display();
            return Err(
                CommandError::refused(format!("there is no key of {owner} at `{name}`"))
                    .hint("is this the right folder of keys? `--keys DIR` or `TINGBOK_KEYS` names it"),
            );
        }
        access::refuse_irregular(path)?;
        let bytes = crate::input::read(path, KEY_FILE_BYTES_MAX)?;
        String::from_utf8(bytes).map_err(|_| unreadable(path, PemError::Form))
    }
}

fn unreadable(path: &Path, error: PemError) -> CommandError {
    let name = path.display();
    match error {
        PemError::Passphrase => CommandError::refused(format!("wrong passphrase for `{name}`")),
        PemError::Unencrypted => CommandError::refused(format!("the key in `{name}` is not encrypted"))
            .hint("encrypt it: `openssl pkcs8 -topk8 -scrypt -in OLD.pem -out NEW.pem`"),
        error => CommandError::refused(format!("cannot read the key in `{name}`")).because(error),
    }
}

#[cfg(unix)]
fn owner_alone(builder: &mut DirBuilder) {
    use std::os::unix::fs::DirBuilderExt as _;
    builder.mode(0o700);
}

#[cfg(unix)]
fn owner_alone_file(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

/// Elsewhere the folder's inherited access decides.
#[cfg(not(unix))]
fn owner_alone(_: &mut DirBuilder) {}

#[cfg(not(unix))]
fn owner_alone_file(_: &mut OpenOptions) {}

const KEY_FILE_BYTES_MAX: u64 = 64 << 10;

#[cfg(test)]
mod tests;
