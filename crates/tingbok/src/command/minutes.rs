//! `tingbok minutes`: a paragraph of the minutes (*protokoll*), made from its events.

use tingbok_minutes::{Paragraph, render_text};

use crate::context::Context;
use crate::error::CommandError;
use crate::minute_book::{self, ParagraphName};
use crate::reading;

/// Print a paragraph of the minutes, in Swedish, as its events give it.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok minutes 194/2023 --ledger ./regionstyrelsen")]
pub(crate) struct Args {
    /// The paragraph: `194/2023`, or `194` when only one year has it.
    #[arg(value_name = "PARAGRAPH")]
    pub(super) paragraph: ParagraphName,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let found = minute_book::paragraph(&log, args.paragraph).map_err(reading::not_found)?;
    reading::tell_incomplete(&found, context);
    let paragraph = Paragraph::project(&found.events).map_err(|error| {
        CommandError::refused(format!("§ {} cannot be put together", args.paragraph.number)).because(error)
    })?;
    if args.json {
        context.out.json(&paragraph)
    } else {
        context.out.text(&render_text(&paragraph))
    }
}
