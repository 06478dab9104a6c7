//! `tingbok record`: the prompt of the meeting room, where a registrar types what happens while it happens.
//!
//! Invariants: a line is on the disk before it is told to be kept; nothing is signed until the registrar says so, and
//! then all of it or nothing; the ledger is held only while it is read or appended to, so that two prompts may be open.
//!
//! Section: docs/spec/desk.md.

use std::path::PathBuf;

use tingbok_desk::{Desk, Lang};
use tingbok_procedure::content::Day;

use crate::context::Context;
use crate::environment;
use crate::error::CommandError;
use crate::keys::Handle;
use hearing::Hearing;
use session::Session;
use typist::Typist;
use waiting::WaitingFile;

mod hearing;
mod opened;
mod session;
mod signing;
mod typist;
mod waiting;

/// Record a meeting while it is held, at a prompt: motions, questions, votes, decisions.
///
/// Each line becomes drafts, which are shown in words and wait until `signera` (`sign`) signs them. What waits is kept
/// in a file and is there again after a crash. `hjälp` (`help`) shows the commands. Where standard input is no
/// terminal its lines are read as if they were typed, and the first that is refused ends the command.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok record 2026-03-11 --key registrar-1")]
pub(crate) struct Args {
    /// The day of the meeting.
    #[arg(value_name = "MEETING")]
    meeting: Day,
    /// The handle of a key that signs; several sign together.
    #[arg(long = "key", value_name = "HANDLE", required = true)]
    signers: Vec<Handle>,
    /// The language of the prompt's words, `sv` or `en`; both are understood [default: as `LANG` says, else `sv`].
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// The file of the lines that wait [default: `drafts/MEETING.HANDLE.jsonl` in the ledger].
    #[arg(long, value_name = "FILE")]
    waiting: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    context.wait_for_others();
    let lang = args
        .lang
        .unwrap_or_else(|| Lang::of_locale(&environment::locale()));
    let meeting = args.meeting.0;
    let (hearing, events) = Hearing::begin(meeting, &args.signers, context)?;
    let (file, lines) = match &args.waiting {
        Some(path) => WaitingFile::open(path, (hearing.origin(), meeting), lang, context)?,
        None => {
            let folder = waiting::folder(&context.ledger()?)?;
            let first = args.signers.first().map_or("", Handle::as_str);
            let path = folder.join(format!("{meeting}.{first}.jsonl"));
            WaitingFile::open(&path, (hearing.origin(), meeting), lang, context)?
        }
    };
    let mut desk = Desk::new(meeting, events);
    let heard = desk.resume(lines);
    let typist = Typist::new(desk.lines())?;
    let mut session = Session {
        meeting,
        lang,
        signers: &args.signers,
        desk: desk.into(),
        file,
        hearing,
        typist,
    };
    session.greet(&heard, context)?;
    session.go_on(context)
}
