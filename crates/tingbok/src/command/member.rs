//! `tingbok member`: the record of an elected person: terms, attendance, service, ballots, reservations, recusals.

use tingbok_minutes::Members;

use crate::context::Context;
use crate::error::CommandError;
use crate::form::ViewArgs;
use crate::minute_book::MinuteBook;
use crate::reading;

/// Print a member's record: terms on the roster, and at each meeting attendance, service and what the member did.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok member \"Klara Nordin\"\n  tingbok member klara-nordin --json")]
pub(crate) struct Args {
    /// The name, `Klara Nordin` or `Klara Nordin (M)`; or the member's name in the roster, `klara-nordin`.
    #[arg(value_name = "NAME|ID")]
    name: String,
    #[command(flatten)]
    view: ViewArgs,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, args.view.at, context)?;
    let members: Members = book.fold(context)?;
    let record = members
        .record(&args.name)
        .map_err(|error| CommandError::refused(error.to_string()).hint(HINT))?;
    args.view.form.print(&record, &[], context)
}

const HINT: &str =
    "name somebody as the minutes do, with the party where several have the name; or as the roster does";
