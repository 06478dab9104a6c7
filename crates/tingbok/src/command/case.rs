//! `tingbok case`: the file of a case (*ärende*) across meetings: documents, proposals, items, decisions, revisions.

use tingbok_minutes::CaseFile;

use crate::context::Context;
use crate::disputed;
use crate::error::CommandError;
use crate::form::ViewArgs;
use crate::minute_book::MinuteBook;
use crate::reading;

/// Print the file of a case: its documents, what was proposed, moved and decided in which meeting, and what revised it.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok case RS/140/2026")]
pub(crate) struct Args {
    /// The number of the case, as it is printed.
    #[arg(value_name = "NUMBER")]
    number: String,
    #[command(flatten)]
    view: ViewArgs,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, args.view.at, context)?;
    let entries = book.case(&args.number).map_err(reading::not_found)?;
    let file = CaseFile::project(&args.number, book.directory(), &entries).map_err(|error| {
        CommandError::refused(format!("the file of `{}` cannot be put together", args.number)).because(error)
    })?;
    let disputed = disputed::of(&entries, &log.authority());
    args.view.form.print(&file, &disputed, context)
}
