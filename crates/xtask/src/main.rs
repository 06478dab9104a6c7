//! Chores of the workspace, run with `cargo run -p xtask -- CHORE`. What a user needs is in `tingbok`, not here.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod error;
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
        Chore::Scale { seed, entries, out } => year::write_scaled(*seed, *entries, out),
    }
}
