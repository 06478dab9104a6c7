//! `tingbok extract`: the text of a file as it is read, and the hidden worker that reads it.
//!
//! Section: docs/guides/documents.md.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::error::CommandError;
use crate::extraction;
use crate::input;

/// Print the text of a document (text, PDF, DOCX) as `transcribe` reads it.
///
/// The file is recognised by what it holds. What is not in the text is said on standard error.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok extract protokoll.pdf > protokoll.txt")]
pub(crate) struct Args {
    /// The document; `-` is standard input.
    pub(super) file: PathBuf,
}

/// Read a document from standard input in this process, within limits; for the program itself.
#[derive(clap::Args, Debug)]
pub(crate) struct WorkerArgs {}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let bytes = input::read(&args.file, super::transcribe::SOURCE_BYTES_MAX)?;
    let extracted = extraction::text_of(&args.file, &bytes, context)?;
    context.out.text(&extracted.text)
}

pub(super) fn work(_: &WorkerArgs) -> Result<(), CommandError> {
    let failed =
        |error: io::Error| CommandError::store("the process that reads documents failed").because(error);
    extraction::confine().map_err(failed)?;
    let bytes = input::read(Path::new("-"), super::transcribe::SOURCE_BYTES_MAX)?;
    let answer = extraction::read_here(&bytes);
    let json = serde_json::to_vec(&answer).map_err(|error| failed(error.into()))?;
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(&json)
        .and_then(|()| stdout.flush())
        .map_err(failed)
}
