//! `tingbok minutes`: a paragraph of the minutes (*protokoll*), or the whole protocol of a meeting, made from events.

use tingbok_minutes::{Logged, Minutes, Protocol, View};
use tingbok_procedure::content::Day;

use crate::context::Context;
use crate::disputed;
use crate::error::CommandError;
use crate::form::ViewArgs;
use crate::minute_book::{MinuteBook, ParagraphName};
use crate::paragraphs::named;
use crate::reading;

/// Print a paragraph of the minutes, or the whole protocol of a meeting with its front page, in Swedish.
///
/// A paragraph's text is that which is compiled and signed; what came after the meeting stands below it.
#[derive(clap::Args, Debug)]
#[command(
    group = clap::ArgGroup::new("what").args(["paragraph", "meeting"]).required(true),
    after_help = "Example:\n  tingbok minutes 194/2023 --ledger ./regionstyrelsen\n  tingbok minutes --meeting 2026-04-15 --format html > protokoll.html"
)]
pub(crate) struct Args {
    /// The paragraph: `194/2023`, or `194` when only one year has it.
    #[arg(value_name = "PARAGRAPH")]
    pub(super) paragraph: Option<ParagraphName>,
    /// The whole protocol of the meeting on this day.
    #[arg(long, value_name = "DATE")]
    pub(super) meeting: Option<Day>,
    #[command(flatten)]
    pub(super) view: ViewArgs,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, args.view.at, context)?;
    match (args.paragraph, args.meeting) {
        (Some(name), _) => paragraph(name, &book, args.view, context),
        (None, Some(Day(date))) => {
            let entries = book.meeting(date).map_err(reading::not_found)?;
            let protocol = Protocol::project(date, &entries).map_err(|error| {
                CommandError::refused(format!("the minutes of {date} cannot be put together")).because(error)
            })?;
            print(&protocol, &entries, &book, args.view, context)
        }
        (None, None) => Err(CommandError::usage("no paragraph is named, and no meeting")),
    }
}

fn paragraph(
    name: ParagraphName,
    book: &MinuteBook<'_>,
    view: ViewArgs,
    context: &mut Context,
) -> Result<(), CommandError> {
    let at = book.resolve(name).map_err(reading::not_found)?;
    let entries = book.paragraph(at).map_err(reading::not_found)?;
    let minutes = Minutes::project(&entries).map_err(|error| {
        CommandError::refused(format!("{} cannot be put together", named(at))).because(error)
    })?;
    let place = book.directory().paragraph(at);
    let minutes = minutes.changing(place.into_iter().flat_map(|place| place.changes.iter().copied()));
    print(&minutes, &entries, book, view, context)
}

fn print<V: View>(
    made: &V,
    of: &[Logged],
    book: &MinuteBook<'_>,
    view: ViewArgs,
    context: &mut Context,
) -> Result<(), CommandError> {
    let disputed = disputed::of(of, &book.log().authority());
    view.form.print(made, &disputed, context)
}
