//! `tingbok due`: what is to be adjusted, posted and taken down, across the ledger.
//!
//! Section: docs/procedure.md, "Time limits"; 5:69, 8:12, 13:5.

use tingbok_minutes::notice_board::NoticeBoard;
use tingbok_procedure::content::Day;
use tingbok_procedure::limits::Duty;
use tingbok_procedure::stream::ParagraphRef;

use crate::clock;
use crate::context::Context;
use crate::error::CommandError;
use crate::form::FormArgs;
use crate::minute_book::MinuteBook;
use crate::paragraphs::without_adjusters;
use crate::reading;

/// List what is due: minutes to adjust, notices to post, notices that may come down; what is overdue stands first.
///
/// Times that end on a day of rest end on the next day that is none.
#[derive(clap::Args, Debug, Default)]
#[command(after_help = "Example:\n  tingbok due --on 2026-04-30")]
pub(crate) struct Args {
    /// As things stand at the end of this day [default: today].
    #[arg(long, value_name = "DATE")]
    pub(super) on: Option<Day>,
    #[command(flatten)]
    pub(super) form: FormArgs,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, None, context)?;
    let board: NoticeBoard = book.fold(context)?;
    let due = board.due(clock::day(args.on, context));
    args.form.print(&due, &[], context)?;
    let to_adjust = due
        .due
        .iter()
        .filter(|one| one.due.is_some_and(|due| due.what == Duty::Adjust));
    let lacks = |at: &ParagraphRef| {
        board
            .adjustment(*at)
            .is_some_and(|adjustment| adjustment.lacks_adjusters)
    };
    let lacking: Vec<ParagraphRef> = to_adjust.map(|one| one.paragraph).filter(lacks).collect();
    if let Some(hint) = without_adjusters(&lacking) {
        context.out.remark("hint", hint);
    }
    Ok(())
}
