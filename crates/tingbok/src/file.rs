//! Files that a command writes because a person named them: whole, durable, and never over another by accident.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write as _};
use std::path::Path;

use crate::error::CommandError;

/// What becomes of a file that stands there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It stays, and the command is refused; with what to do instead.
    Stays(&'static str),
    /// It is replaced.
    Replaced,
}

/// Writes a file of these bytes.
pub(crate) fn write(path: &Path, existing: Existing, bytes: &[u8]) -> Result<(), CommandError> {
    write_with(path, existing, |file| file.write_all(bytes))
}

/// Writes a file piece by piece.
pub(crate) fn write_with(
    path: &Path,
    existing: Existing,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), CommandError> {
    let mut options = OpenOptions::new();
    options.write(true);
    match existing {
        Existing::Stays(_) => options.create_new(true),
        Existing::Replaced => options.create(true).truncate(true),
    };
    let written = options.open(path).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()?;
        file.get_ref().sync_all()
    });
    written.map_err(|error| match (error.kind(), existing) {
        (ErrorKind::AlreadyExists, Existing::Stays(instead)) => {
            CommandError::refused(format!("`{}` exists", path.display())).hint(instead)
        }
        _ => CommandError::file("write", path, error),
    })
}
