//! `tingbok source`: the words that events were read from, put together again from the ledger alone.
//!
//! Section: docs/spec/draft.md, "Drafts that were read from a document".

use tingbok_minutes::Logged;
use tingbok_procedure::Event;

use crate::context::Context;
use crate::error::CommandError;
use crate::minute_book::{MinuteBook, ParagraphName};
use crate::reading;

/// Print the text that a paragraph, or the documents of a case, were read from: byte for byte but for blank lines.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok source 194/2023 --ledger ./regionstyrelsen\n  tingbok source RS/118/2026 --ledger ./regionstyrelsen"
)]
pub(crate) struct Args {
    /// The paragraph, `194/2023` or `194`; or the number of a case, `RS/118/2026`.
    #[arg(value_name = "PARAGRAPH|CASE")]
    pub(super) name: String,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, None, context)?;
    let found = match args.name.parse::<ParagraphName>() {
        Ok(name) => book.resolve(name).and_then(|at| book.paragraph(at)),
        Err(_) => book.case_alone(&args.name),
    };
    let found = found.map_err(reading::not_found)?;
    reading::tell_unread(&found, context);
    let events: Vec<Event> = found.iter().filter_map(Logged::event).cloned().collect();
    let text = tingbok_minutes::source(&events).map_err(|error| {
        CommandError::refused(format!("the source of `{}` cannot be put together", args.name)).because(error)
    })?;
    if text.is_empty() {
        return Err(CommandError::refused(format!(
            "nothing of `{}` was read from a document",
            args.name
        )));
    }
    context.out.text(&text)
}
