//! The file of the lines that wait, on the disk.
//!
//! Invariants: it is no part of the record, and holds no key; only its owner can read it; what was added is synced before
//! it is told; one prompt has it at a time.
//!
//! Section: docs/spec/desk.md, "The file of lines"; docs/architecture.md, "The embedded store".

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use tingbok_desk::{Lang, Waiting, spool};

use crate::context::Context;
use crate::error::CommandError;

/// The file, open and locked.
pub(super) struct WaitingFile {
    file: File,
    path: PathBuf,
    head: String,
    is_empty: bool,
}

/// The folder for such files in a ledger, made where it is missing.
pub(super) fn folder(ledger: &Path) -> Result<PathBuf, CommandError> {
    let folder = ledger.join("drafts");
    if !folder.is_dir() {
        let made = private_folder()
            .create(&folder)
            .and_then(|()| sync_folder(ledger));
        made.map_err(|error| CommandError::file("make", &folder, error))?;
    }
    Ok(folder)
}

impl WaitingFile {
    /// Opens the file, or makes it, and reads the lines that wait.
    pub(super) fn open(
        path: &Path,
        (origin, meeting): (&str, Date),
        lang: Lang,
        context: &mut Context,
    ) -> Result<(Self, Vec<Waiting>), CommandError> {
        let is_new = !path.exists();
        let opened = private_file().open(path);
        let mut file = opened.map_err(|error| CommandError::file("open", path, error))?;
        lock(&file, path, lang)?;
        if is_new {
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            let synced = sync_folder(parent.unwrap_or(Path::new(".")));
            synced.map_err(|error| CommandError::file("keep", path, error))?;
        }
        let mut bytes = Vec::new();
        let read = (&file).take(FILE_BYTES_MAX).read_to_end(&mut bytes);
        read.map_err(|error| CommandError::file("read", path, error))?;
        let read = spool::read(&bytes, origin, meeting).map_err(|error| {
            let (path, why) = (path.display(), error.say(lang));
            CommandError::refused(lang.of(
                format!("raderna som väntar i `{path}` kan inte användas: {why}"),
                format!("the lines that wait in `{path}` cannot be used: {why}"),
            ))
            .hint(lang.of(
                "flytta undan filen, eller ange en annan med `--waiting FIL`",
                "move the file away, or name another with `--waiting FILE`",
            ))
            .said_in(lang)
        })?;
        let whole = u64::try_from(read.whole_bytes).unwrap_or(u64::MAX);
        if read.whole_bytes < bytes.len() {
            context.out.remark(
                lang.of("obs", "note"),
                lang.of(
                    "en rad som inte hann skrivas färdigt är utelämnad",
                    "a line that was not written to its end is left out",
                ),
            );
        }
        // What is added stands after the last whole line.
        let cut = file
            .set_len(whole)
            .and_then(|()| file.seek(SeekFrom::Start(whole)));
        cut.map_err(|error| CommandError::file("write", path, error))?;
        let waiting = Self {
            file,
            path: path.to_owned(),
            head: spool::head(origin, meeting),
            is_empty: read.whole_bytes == 0,
        };
        Ok((waiting, read.lines))
    }

    /// Keeps a line.
    pub(super) fn keep(&mut self, line: &Waiting) -> Result<(), CommandError> {
        self.add(&spool::line(line))
    }

    /// Takes a line away.
    pub(super) fn strike(&mut self, number: u32) -> Result<(), CommandError> {
        self.add(&spool::strike(number))
    }

    /// Forgets all lines: they are recorded.
    pub(super) fn clear(&mut self) -> Result<(), CommandError> {
        let cleared = self
            .file
            .set_len(0)
            .and_then(|()| self.file.seek(SeekFrom::Start(0)))
            .and_then(|_| self.file.sync_all());
        self.is_empty = true;
        cleared.map_err(|error| CommandError::file("empty", &self.path, error))
    }

    fn add(&mut self, text: &str) -> Result<(), CommandError> {
        let text = if self.is_empty {
            self.head.clone() + text
        } else {
            text.to_owned()
        };
        let before = self.file.stream_position();
        let written = before.and_then(|before| {
            let written = self
                .file
                .write_all(text.as_bytes())
                .and_then(|()| self.file.sync_data());
            if written.is_err() {
                // A line that was not told to be kept is none.
                drop(self.file.set_len(before));
                drop(self.file.seek(SeekFrom::Start(before)));
            }
            written
        });
        written.map_err(|error| CommandError::file("write", &self.path, error))?;
        self.is_empty = false;
        Ok(())
    }
}

fn lock(file: &File, path: &Path, lang: Lang) -> Result<(), CommandError> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            let path = path.display();
            Err(CommandError::refused(lang.of(
                format!("en annan prompt har raderna som väntar i `{path}`"),
                format!("another prompt has the lines that wait in `{path}`"),
            ))
            .hint(lang.of(
                "fortsätt där, eller håll raderna här för sig med `--waiting FIL`",
                "go on there, or keep the lines of this one apart with `--waiting FILE`",
            ))
            .said_in(lang))
        }
        Err(TryLockError::Error(error)) => Err(CommandError::file("lock", path, error)),
    }
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn private_folder() -> DirBuilder {
    #[cfg_attr(not(unix), allow(unused_mut, reason = "modes are of unix"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Makes a name in a folder durable.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// More than a year of meetings.
const FILE_BYTES_MAX: u64 = 256 << 20;
