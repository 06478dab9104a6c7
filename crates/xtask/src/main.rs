//! Chores of the workspace, run with `cargo run -p xtask -- CHORE`. What a user needs is in `tingbok`, not here.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod error;
mod ledger;
mod reading;
mod year;

use error::ChoreError;

/// Chores of the workspace.
#[derive(Debug, Parser)]
#[command(name = "xtask")]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Write a year of the fictional region, with the list of what is irregular in it.
    Year {
        /// Whose year.
        #[arg(long, value_enum)]
        body: year::BodyName,
        /// What the year follows from.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The folder to write to; it is made, and no file in it is overwritten.
        #[arg(long)]
        out: PathBuf,
    },
    /// Record a year of the fictional region in a new ledger, with keys that everybody knows.
    Ledger {
        /// Whose year.
        #[arg(long, value_enum, default_value = "board")]
        body: year::BodyName,
        /// What the year follows from.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// So many entries of ordinary meetings instead, without anything irregular.
        #[arg(long, conflicts_with = "body")]
        entries: Option<u64>,
        /// The folder of the ledger, which must be empty or absent.
        #[arg(long)]
        out: PathBuf,
    },
    /// Write so many entries of ordinary meetings, without anything irregular.
    Scale {
        /// What the meetings follow from.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many entries at least.
        #[arg(long)]
        entries: u64,
        /// The folder to write to; it is made, and no file in it is overwritten.
        #[arg(long)]
        out: PathBuf,
    },
    /// Measure what reading minutes costs at several sizes; with `--release`.
    Reading {
        /// Read so many paragraphs in this process, for the chore itself.
        #[arg(long, hide = true)]
        paragraphs: Option<u32>,
    },
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(done) => {
            // Nobody is told when nobody reads.
            let _ = writeln!(io::stdout().lock(), "{done}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr().lock(), "error: {error}");
            ExitCode::from(4)
        }
    }
}

fn run(args: &Args) -> Result<String, ChoreError> {
    match &args.chore {
        Chore::Year { body, seed, out } => year::write(*body, *seed, out),
        Chore::Ledger {
            seed,
            entries: Some(entries),
            out,
            ..
        } => ledger::record_scaled(*seed, *entries, out),
        Chore::Ledger { body, seed, out, .. } => ledger::record(*body, *seed, out),
        Chore::Reading { paragraphs: None } => reading::measure(),
        Chore::Reading {
            paragraphs: Some(paragraphs),
        } => reading::measure_one(*paragraphs),
        Chore::Scale { seed, entries, out } => year::write_scaled(*seed, *entries, out),
    }
}
