//! `tingbok vkey`: the keys by which others verify the ledger.

use crate::context::Context;
use crate::error::CommandError;
use crate::reading;

/// Print the vkey of the log, which signs checkpoints, or that of the first root.
///
/// Whoever verifies the ledger must have got the root's vkey from a place that they trust.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok vkey --root --ledger ./regionstyrelsen")]
pub(crate) struct Args {
    /// Print the first root's, the anchor of a verification.
    #[arg(long)]
    root: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    if !args.root {
        return context.out.line(&log.settings().log);
    }
    let tip = log.tip();
    let root = tip.authority().keys().first();
    let root = root.ok_or_else(|| CommandError::verification("the ledger has enrolled no key"))?;
    context.out.line(&root.vkey)
}
