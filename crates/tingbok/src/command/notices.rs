//! `tingbok notices`: the notice board (*anslagstavla*), the paragraphs on their way from meeting to legal force.
//!
//! Section: docs/procedure.md, "Time limits"; 5:69, 8:12, 13:5.

use tingbok_minutes::notice_board::{Listed, NoticeBoard};
use tingbok_procedure::content::Day;

use crate::clock;
use crate::context::Context;
use crate::error::CommandError;
use crate::form::ViewArgs;
use crate::minute_book::MinuteBook;
use crate::reading;

/// Print the notice board: which minutes are adjusted, posted, open to appeal, in force.
///
/// Listed is what waits for something, what is up, and what came down within the last 30 days; how many are left out
/// stands last.
#[derive(clap::Args, Debug, Default)]
#[command(
    after_help = "Example:\n  tingbok notices\n  tingbok notices --on 2026-04-30 --format html > anslagstavla.html"
)]
pub(crate) struct Args {
    /// As things stand at the end of this day [default: today].
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// List every paragraph, however long ago its notice came down.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    view: ViewArgs,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, args.view.at, context)?;
    let board: NoticeBoard = book.fold(context)?;
    let listed = if args.all { Listed::All } else { Listed::Current };
    let notices = board.notices(clock::day(args.on, context), listed);
    args.view.form.print(&notices, &[], context)
}
