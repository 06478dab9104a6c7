//! `tingbok verify export`: a static copy, file by file, wherever it came from.
//!
//! Section: docs/spec/store.md, "Store and export".

use std::path::PathBuf;

use tingbok_ledger::verify::{Known, verify_export};
use tingbok_tlog::key::VerifierKey;

use super::{Answer, not_sound, not_verified_in, remembered};
use crate::context::Context;
use crate::error::CommandError;
use crate::progress::Bar;

/// Verify a static copy of a ledger: every file against the manifest, the tree, the entries, what is disclosed.
///
/// What is withheld is claimed by whoever made the copy.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok verify export ./publik --root fjallmark.example/regionstyrelsen/root-1+a34e4bf3+AS9w…"
)]
pub(crate) struct Args {
    /// The folder of the copy.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The vkey of the first root, got from a place that you trust.
    #[arg(long, value_name = "VKEY")]
    root: Option<VerifierKey>,
    /// A checkpoint of this log that you kept from an earlier day: the log must have grown from there.
    #[arg(long, value_name = "CHECKPOINT")]
    since: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let since = args.since.as_deref().map(remembered).transpose()?;
    let known = Known {
        root: args.root.as_ref().map(VerifierKey::as_str),
        since: since.as_ref(),
    };
    let bar = Bar::new("verifying", context);
    let report = verify_export(&args.folder, known, &mut |progress| bar.show(progress));
    bar.finish();
    let report = report.map_err(|error| not_verified_in(&args.folder, error))?;
    let answer = Answer::of(&report, None);
    if args.json {
        context.out.json(&answer)?;
    } else {
        answer.print(context)?;
    }
    if answer.ok {
        Ok(())
    } else {
        Err(not_sound(&answer, "copy"))
    }
}
