//! `tingbok votes`: the voting lists (*voteringslistor*) of a paragraph, by member or by party.
//!
//! Section: 5:54, 5:67 p. 3 and 5.

use tingbok_minutes::{Minutes, VotingLists};

use crate::context::Context;
use crate::disputed;
use crate::error::CommandError;
use crate::form::ViewArgs;
use crate::minute_book::{MinuteBook, ParagraphName};
use crate::paragraphs::named;
use crate::reading;

/// Print how each voted in a paragraph's votes, with sums. A closed vote has no ballots to show.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok votes 71/2026\n  tingbok votes 71/2026 --by-party")]
pub(crate) struct Args {
    /// The paragraph: `71/2026`, or `71` when only one year has it.
    #[arg(value_name = "PARAGRAPH")]
    paragraph: ParagraphName,
    /// By party instead of by member; JSON has both.
    #[arg(long)]
    by_party: bool,
    #[command(flatten)]
    view: ViewArgs,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, args.view.at, context)?;
    let at = book.resolve(args.paragraph).map_err(reading::not_found)?;
    let entries = book.paragraph(at).map_err(reading::not_found)?;
    let minutes = Minutes::project(&entries).map_err(|error| {
        CommandError::refused(format!("{} cannot be put together", named(at))).because(error)
    })?;
    let mut lists = VotingLists::of(&minutes.paragraph, minutes.unread);
    lists.by_party = args.by_party;
    let disputed = disputed::of(&entries, &log.authority());
    args.view.form.print(&lists, &disputed, context)
}
