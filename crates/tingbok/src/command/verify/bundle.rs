//! `tingbok verify bundle`: one paragraph, from its evidence alone and without the ledger.
//!
//! Section: docs/spec/bundle.md, "Verification".

use std::path::PathBuf;

use tingbok_ledger::verify::{ParagraphReport, verify_bundle};
use tingbok_record::evidence::{EVIDENCE_BYTES_MAX, Evidence};
use tingbok_tlog::key::VerifierKey;

use super::paragraph;
use crate::context::Context;
use crate::error::CommandError;
use crate::input;
use crate::paragraphs::named;

/// Verify the evidence of a paragraph, without the ledger and offline.
///
/// Says what is proven, and what only the ledger or others can tell.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok verify bundle 57-2026.bundle --root fjallmark.example/regionstyrelsen/root-1+a34e4bf3+AS9w…"
)]
pub(crate) struct Args {
    /// The evidence, as `tingbok bundle` writes it.
    #[arg(value_name = "FILE")]
    bundle: PathBuf,
    /// The vkey of the first root, got from a place that you trust.
    #[arg(long, value_name = "VKEY")]
    root: Option<VerifierKey>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let bytes = input::read(&args.bundle, EVIDENCE_BYTES_MAX as u64)?;
    let name = args.bundle.display();
    let evidence = Evidence::parse(&bytes)
        .map_err(|error| CommandError::refused(format!("`{name}` is no evidence")).because(error))?;
    let report = verify_bundle(&evidence, args.root.as_ref().map(VerifierKey::as_str));
    let not_proven = not_proven(&report);
    if args.json {
        context.out.json(&Answer {
            ok: report.ok(),
            not_proven: &not_proven,
            report: &report,
        })?;
    } else {
        paragraph::print(&report, args.root.is_some(), &not_proven, context)?;
    }
    if report.ok() {
        return Ok(());
    }
    let first = report.failures().next();
    let why = first.map_or_else(String::new, |check| format!(": {}", check.detail));
    let what = report.paragraph.map_or_else(
        || "the evidence".to_owned(),
        |at| format!("the evidence of {}", named(at)),
    );
    Err(CommandError::verification(format!("{what} does not verify{why}"))
        .hint("ask for it anew, and compare: what was changed on the way, or by whoever made it?"))
}

#[derive(serde::Serialize)]
struct Answer<'r> {
    ok: bool,
    not_proven: &'r [String],
    #[serde(flatten)]
    report: &'r ParagraphReport,
}

/// What evidence cannot show, in words.
fn not_proven(report: &ParagraphReport) -> Vec<String> {
    if !report.ok() {
        return Vec::new();
    }
    let newest = report.size.saturating_sub(1);
    vec![
        format!(
            "that nothing came later: neither after entry {newest}, nor at the end of the streams that are named above"
        ),
        "that the entries which are not here keep the record's rules: verify the ledger or an export for that".to_owned(),
        "that others were shown the same history: no witness has cosigned, and no other checkpoint was compared"
            .to_owned(),
        "the documents that it names: it has their digests, and whoever has a document can compare it".to_owned(),
        "what happened in the room, and who holds a key but for what its enrolment says".to_owned(),
    ]
}
