//! `tingbok prove`: the proof that an entry is in the log, as a file that any client of transparency logs can check.
//!
//! Section: C2SP tlog-proof; docs/spec/entry.md, "Checkpoint".

use std::path::PathBuf;

use tingbok_ledger::prove;
use tingbok_ledger::prove::ProveError;
use tingbok_ledger::published::PublishedError;

use crate::context::Context;
use crate::error::CommandError;
use crate::file::{self, Existing};
use crate::reading;

/// Prove that an entry is in the log: its place, the hashes to the root, and the signed checkpoint.
///
/// The proof is a C2SP tlog-proof. Who has it, the entry's bytes and the log's vkey can check it without the ledger.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok prove 57 --out 57.tlog-proof --entry 57.entry\n  tingbok verify proof 57.tlog-proof --entry 57.entry --log fjallmark.example/regionstyrelsen+2ad1cf48+ATlE…"
)]
pub(crate) struct Args {
    /// The index of the entry.
    index: u64,
    /// Write the proof to this file, which must not exist [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the bytes of the entry, which the proof is about, to this file, which must not exist.
    #[arg(long, value_name = "FILE")]
    entry: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let proof = prove(&log, args.index).map_err(not_proven)?.encode();
    let existing = Existing::Stays("name a file that does not exist");
    if let Some(path) = &args.entry {
        let record = log.record(args.index).map_err(reading::not_read)?;
        file::write(path, existing, &record.entry)?;
    }
    match &args.out {
        Some(path) => file::write(path, existing, proof.as_bytes()),
        None => context.out.text(&proof),
    }
}

/// Why there is no proof.
fn not_proven(error: ProveError) -> CommandError {
    match error {
        ProveError::Read(error) => reading::not_read(error),
        ProveError::Unpublished { .. } => CommandError::refused(error.to_string())
            .hint("the next command that records something publishes it"),
        ProveError::Published(PublishedError::Disk(_)) => {
            CommandError::store("cannot read the tree").because(error)
        }
        _ => CommandError::verification("the entry cannot be proven")
            .because(error)
            .hint("`tingbok verify` tells what is wrong and where"),
    }
}
