//! `tingbok verify equivocation`: whether two checkpoints prove that a log showed two histories.
//!
//! Section: docs/spec/equivocation.md.

use std::path::PathBuf;

use serde::Serialize;
use tingbok_record::equivocation::{EQUIVOCATION_BYTES_MAX, Equivocation};
use tingbok_tlog::key::VerifierKey;

use crate::context::Context;
use crate::error::CommandError;
use crate::input;
use crate::table::Table;

/// Verify the evidence that a log signed two histories, as `tingbok verify --since OLD --evidence FILE` writes it.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok verify equivocation two.json --log fjallmark.example/regionstyrelsen+2ad1cf48+ATlE…"
)]
pub(crate) struct Args {
    /// The evidence.
    #[arg(value_name = "FILE")]
    evidence: PathBuf,
    /// A vkey of the log, got from a place that you trust; several where the log had several.
    #[arg(long = "log", value_name = "VKEY", required = true)]
    logs: Vec<VerifierKey>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    proven: bool,
    origin: String,
    sizes: [u64; 2],
    roots: [String; 2],
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let bytes = input::read(&args.evidence, EQUIVOCATION_BYTES_MAX as u64)?;
    let name = args.evidence.display();
    let evidence = Equivocation::parse(&bytes)
        .map_err(|error| CommandError::refused(format!("`{name}` is no such evidence")).because(error))?;
    let proven = evidence.check(&args.logs).map_err(|error| {
        CommandError::verification(format!("`{name}` proves nothing against the log")).because(error)
    })?;
    let [one, other] = proven.roots;
    if args.json {
        return context.out.json(&Answer {
            proven: true,
            origin: proven.origin,
            sizes: proven.sizes,
            roots: [one.to_string(), other.to_string()],
        });
    }
    let [first, second] = proven.sizes;
    let mut table = Table::default();
    table.row(["log", &proven.origin]);
    table.row([
        "signed",
        &format!("a checkpoint of {first} entries with root {one}"),
    ]);
    table.row([
        "and signed",
        &format!("one of {second} entries, whose first {first} have root {other}"),
    ]);
    for line in table.lines() {
        context.out.line(line)?;
    }
    context.out.line("proven: the log showed two histories")
}
