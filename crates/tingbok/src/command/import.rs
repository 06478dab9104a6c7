//! `tingbok import`: a ledger made from a copy for the archive, byte for byte.
//!
//! Invariant: nothing is made of a copy that does not verify under a root from outside.
//!
//! Section: docs/spec/store.md, "Store and export".

use std::path::PathBuf;

use tingbok_ledger::create::Unplaced;
use tingbok_ledger::import;
use tingbok_ledger::import::ImportError;
use tingbok_ledger::settings::Settings;
use tingbok_ledger::verify::{Known, verify_export};
use tingbok_tlog::key::VerifierKey;

use super::verify;
use crate::context::Context;
use crate::error::CommandError;
use crate::progress::Bar;
use crate::reading;

/// Make a ledger from a copy that `tingbok export` wrote for the archive: the same bytes, ready to go on.
///
/// The copy is verified first. Whoever goes on needs the log's key: what was recorded after the copy was made is not in
/// it, and a log that goes on from here contradicts the one that had it.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok import ./arkiv --ledger ./regionstyrelsen --root fjallmark.example/regionstyrelsen/root-1+a34e4bf3+AS9w…"
)]
pub(crate) struct Args {
    /// The folder of the copy.
    #[arg(value_name = "DIR")]
    from: PathBuf,
    /// The vkey of the first root, got from a place that you trust.
    #[arg(long, value_name = "VKEY")]
    root: VerifierKey,
    /// A checkpoint of this log that somebody kept: a copy that is behind it is refused, and says by how much.
    #[arg(long, value_name = "CHECKPOINT")]
    since: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let folder = context.ledger()?;
    let bar = Bar::new("verifying", context);
    let since = args.since.as_deref().map(verify::remembered).transpose()?;
    let known = Known {
        root: Some(args.root.as_str()),
        since: since.as_ref(),
    };
    let report = verify_export(&args.from, known, &mut |progress| bar.show(progress));
    bar.finish();
    let report = report.map_err(|error| verify::not_verified_in(&args.from, error))?;
    if let Some(behind) = report
        .since
        .filter(|since| since.found.is_none() && since.size > report.size)
    {
        let missing = behind.size - report.size;
        return Err(CommandError::verification(format!(
            "the copy is behind by {missing} entries: it has {}, and the checkpoint covers {}",
            report.size, behind.size
        ))
        .hint("find a newer copy; a log that goes on from this one contradicts that checkpoint"));
    }
    if let Some(failure) = report.failures.first() {
        let what = format!("the copy does not verify: {}: {}", failure.place, failure.what);
        return Err(
            CommandError::verification(what).hint("`tingbok verify export` names everything that is wrong")
        );
    }
    let key = report
        .log_key
        .as_ref()
        .ok_or_else(|| CommandError::verification("no key of the log has signed the copy's checkpoint"))?;
    let settings = Settings::new(key.name().as_str(), key.as_str());
    let id = context.entropy.id()?;
    import(&args.from, &report, &settings, &folder, id).map_err(not_imported)?;
    let log = reading::open(context)?;
    context.out.line(format!(
        "{} entries of `{}`, in `{}`",
        log.size(),
        settings.origin,
        folder.display()
    ))?;
    if since.is_none() {
        context.out.remark(
            "hint",
            "before anything is recorded, make sure that nothing came after this copy: compare checkpoints, `--since`",
        );
    }
    Ok(())
}

fn not_imported(error: ImportError) -> CommandError {
    match &error {
        ImportError::Withholds(_) => CommandError::refused(error.to_string())
            .hint("a ledger is made from a copy for the archive: `tingbok export DIR`, without `--public`"),
        ImportError::Folder(Unplaced::NotEmpty(_)) => CommandError::refused(error.to_string())
            .hint("name a folder that does not exist, with `--ledger DIR`"),
        ImportError::NotVerified => CommandError::verification(error.to_string()),
        _ => CommandError::store("no ledger was made").because(error),
    }
}
