//! Files that a person names on the command line, and standard input under the name `-`.
//!
//! Invariant: no more is read than asked for, whatever the file's size.

use std::fs::File;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _};
use std::path::Path;

use crate::context::Context;
use crate::error::CommandError;

/// Reads a whole file, or standard input.
pub(crate) fn read(path: &Path, bytes_max: u64) -> Result<Vec<u8>, CommandError> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin()
            .lock()
            .take(bytes_max.saturating_add(1))
            .read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(bytes_max.saturating_add(1)).read_to_end(&mut bytes))
    };
    read.map_err(|error| CommandError::file("read", path, error))?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len <= bytes_max) {
        Ok(bytes)
    } else {
        let name = path.display();
        Err(CommandError::refused(format!(
            "`{name}` has more than {bytes_max} bytes"
        )))
    }
}

/// Whether there is a person at a terminal to be asked.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal()
}

/// Asks the person at the terminal; anything but a plain yes is a no.
pub(crate) fn confirmed(question: &str, context: &mut Context) -> Result<bool, CommandError> {
    context.out.say(format!("{question} [y/N]"));
    let mut answer = String::new();
    io::stdin()
        .lock()
        .take(ANSWER_BYTES_MAX)
        .read_line(&mut answer)
        .map_err(|error| CommandError::store("cannot read the answer").because(error))?;
    Ok(["y", "yes", "j", "ja"].contains(&answer.trim().to_lowercase().as_str()))
}

/// More than anybody answers.
const ANSWER_BYTES_MAX: u64 = 64;
