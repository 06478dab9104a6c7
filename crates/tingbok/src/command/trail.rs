//! `tingbok trail`: every entry that touched a paragraph, with who signed it and what holds it fast.

use tingbok_minutes::trail::Trail;

use crate::context::Context;
use crate::disputed;
use crate::error::CommandError;
use crate::form::ViewArgs;
use crate::minute_book::{MinuteBook, ParagraphName};
use crate::reading;

/// Print the audit trail of a paragraph: every entry that touched it, its signers, its index, its digest and hash.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok trail 71/2026\n  tingbok trail 71/2026 --format html > spar.html"
)]
pub(crate) struct Args {
    /// The paragraph: `71/2026`, or `71` when only one year has it.
    #[arg(value_name = "PARAGRAPH")]
    paragraph: ParagraphName,
    #[command(flatten)]
    view: ViewArgs,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, args.view.at, context)?;
    let at = book.resolve(args.paragraph).map_err(reading::not_found)?;
    let entries = book.trail(at).map_err(reading::not_found)?;
    let disputed = disputed::of(&entries, &log.authority());
    args.view.form.print(&Trail::of(at, &entries), &disputed, context)
}
