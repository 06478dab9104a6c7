//! `tingbok minutes`: a paragraph of the minutes (*protokoll*), made from its events.

use tingbok_minutes::Minutes;

use crate::context::Context;
use crate::disputed;
use crate::error::CommandError;
use crate::form::ViewArgs;
use crate::minute_book::{MinuteBook, ParagraphName};
use crate::paragraphs::named;
use crate::reading;

/// Print a paragraph of the minutes, in Swedish, as its events give it.
///
/// The text is that which is compiled and signed; what came after the meeting stands below it.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok minutes 194/2023 --ledger ./regionstyrelsen\n  tingbok minutes 194/2023 --format html > protokoll.html"
)]
pub(crate) struct Args {
    /// The paragraph: `194/2023`, or `194` when only one year has it.
    #[arg(value_name = "PARAGRAPH")]
    pub(super) paragraph: ParagraphName,
    #[command(flatten)]
    pub(super) view: ViewArgs,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::open(&log, args.view.at, context)?;
    let at = book.resolve(args.paragraph).map_err(reading::not_found)?;
    let entries = book.paragraph(at).map_err(reading::not_found)?;
    let minutes = Minutes::project(&entries).map_err(|error| {
        CommandError::refused(format!("{} cannot be put together", named(at))).because(error)
    })?;
    args.view
        .form
        .print(&minutes, &disputed::of(&entries, &log.authority()), context)
}
