//! `tingbok verify proof`: whether an entry is in a log, by a proof alone and without the ledger.
//!
//! Section: C2SP tlog-proof; docs/spec/keys.md, "Anchors and verdicts".

use std::path::PathBuf;

use serde::Serialize;
use tingbok_record::entry::Entry;
use tingbok_record::event::SignedEvent;
use tingbok_tlog::hash::leaf_hash;
use tingbok_tlog::key::VerifierKey;
use tingbok_tlog::tlog_proof::{PROOF_BYTES_MAX, TlogProof};

use crate::context::Context;
use crate::error::CommandError;
use crate::input;
use crate::table::Table;

/// Verify a proof that an entry is in a log, without the ledger.
///
/// Without `--log` the hashes are followed to the checkpoint's root, but nobody says whose checkpoint that is: the log's
/// vkey must come from somewhere else than the proof.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok verify proof 57.tlog-proof --entry 57.entry --log fjallmark.example/regionstyrelsen+2ad1cf48+ATlE…"
)]
pub(crate) struct Args {
    /// The proof, as `tingbok prove` writes it.
    #[arg(value_name = "FILE")]
    proof: PathBuf,
    /// The bytes of the entry.
    #[arg(long, value_name = "FILE")]
    entry: PathBuf,
    /// A vkey of the log, got from a place that you trust; one of several is enough.
    #[arg(long = "log", value_name = "VKEY")]
    logs: Vec<VerifierKey>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    ok: bool,
    origin: String,
    index: u64,
    size: u64,
    root: String,
    /// The vkeys that signed, of those that were given.
    signed_by: Vec<String>,
    /// How many other lines stand on the checkpoint.
    other_lines: usize,
    event: Option<EventView>,
    verdict: &'static str,
}

#[derive(Serialize)]
struct EventView {
    kind: String,
    stream: String,
    at: String,
    by: Vec<String>,
    received: String,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let bytes = input::read(&args.proof, PROOF_BYTES_MAX as u64)?;
    let name = args.proof.display();
    let proof = TlogProof::parse(&bytes)
        .map_err(|error| CommandError::refused(format!("`{name}` is no proof")).because(error))?;
    let entry = input::read(&args.entry, ENTRY_BYTES_MAX)?;
    let signed_by = signers(&proof, &args.logs)?;
    proof.verify_inclusion(&leaf_hash(&entry)).map_err(|error| {
        CommandError::verification(format!(
            "`{}` is not entry {} of this log",
            args.entry.display(),
            proof.index()
        ))
        .because(error)
        .hint("the bytes must be exactly those of the entry: `tingbok prove INDEX --entry FILE` writes them")
    })?;
    let answer = Answer::of(&proof, &entry, &signed_by)?;
    if args.json {
        context.out.json(&answer)
    } else {
        answer.print(context)
    }
}

/// The keys among the known ones that signed the checkpoint; without known ones, none.
fn signers<'k>(proof: &TlogProof, known: &'k [VerifierKey]) -> Result<Vec<&'k VerifierKey>, CommandError> {
    if known.is_empty() {
        return Ok(Vec::new());
    }
    let checkpoint = proof.checkpoint();
    let origin = checkpoint.checkpoint().origin();
    // A log's key is named as the log: one of another log says nothing of this.
    let of_log: Vec<_> = known.iter().filter(|key| key.name().as_str() == origin).collect();
    if of_log.is_empty() {
        return Err(CommandError::verification(format!(
            "the proof is of the log `{origin}`, not of the given"
        ))
        .hint("check where you have the proof and the vkey from"));
    }
    let signed = checkpoint.note().verify(known);
    let signed = signed
        .map_err(|error| CommandError::verification("the checkpoint does not verify").because(error))?;
    let signed: Vec<_> = signed.into_iter().filter(|key| of_log.contains(key)).collect();
    if signed.is_empty() {
        return Err(CommandError::verification(
            "the checkpoint is not signed by the log's key",
        ));
    }
    Ok(signed)
}

impl Answer {
    fn of(proof: &TlogProof, entry: &[u8], signed_by: &[&VerifierKey]) -> Result<Self, CommandError> {
        let stated = proof.checkpoint().checkpoint();
        let index = proof.index().get();
        Ok(Self {
            ok: true,
            origin: stated.origin().to_owned(),
            index,
            size: stated.size().get(),
            root: stated.root().to_string(),
            signed_by: signed_by.iter().map(ToString::to_string).collect(),
            other_lines: proof.checkpoint().note().signatures().len() - signed_by.len(),
            event: event(index, entry)?,
            verdict: if signed_by.is_empty() { FREE } else { SIGNED },
        })
    }

    fn print(&self, context: &mut Context) -> Result<(), CommandError> {
        let mut table = Table::default();
        table.row(["log", &self.origin]);
        table.row(["checkpoint", &format!("size {}, root {}", self.size, self.root)]);
        for key in &self.signed_by {
            table.row(["signed by", key]);
        }
        table.row([
            "other lines",
            &format!("{} on the checkpoint, not looked at", self.other_lines),
        ]);
        table.row(["entry", &self.index.to_string()]);
        match &self.event {
            Some(event) => {
                table.row(["received", &event.received]);
                table.row(["event", &format!("{} in {}", event.kind, event.stream)]);
                table.row(["at", &event.at]);
                table.row(["by", &event.by.join(",")]);
            }
            None => table.row(["event", "none that this program reads"]),
        }
        for line in table.lines() {
            context.out.line(line)?;
        }
        if self.signed_by.is_empty() {
            return context.out.line(self.verdict);
        }
        context.out.verdict(true, self.verdict)
    }
}

/// What the entry says; `None` when it is one of another format. One that names another place is a contradiction.
fn event(index: u64, bytes: &[u8]) -> Result<Option<EventView>, CommandError> {
    let Ok(entry) = Entry::parse(bytes) else {
        return Ok(None);
    };
    if entry.head.index != index {
        return Err(CommandError::verification(format!(
            "the log has at {index} an entry that calls itself {}",
            entry.head.index
        )));
    }
    Ok(SignedEvent::parse(entry.event).ok().map(|event| {
        let header = event.header();
        EventView {
            kind: header.kind.to_owned(),
            stream: header.stream.to_owned(),
            at: header.at.to_owned(),
            by: header.by.iter().map(|handle| (*handle).to_owned()).collect(),
            received: entry.head.received.to_owned(),
        }
    }))
}

const SIGNED: &str = "in the log; that its authors signed it takes their keys, and a bundle proves that too";
const FREE: &str = "leads to the checkpoint's root, whose log's key was not given: give it with `--log`";

/// An entry fits a bundle's length of two bytes.
const ENTRY_BYTES_MAX: u64 = 65_535;
