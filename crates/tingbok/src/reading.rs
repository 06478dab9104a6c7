//! A ledger opened for reading: shared with other readers, changed by none of them.

use std::path::Path;
use std::time::Duration;

use tingbok_ledger::clock::format_received;
use tingbok_ledger::lock::{Holder, LedgerLock, LockError};
use tingbok_ledger::log::ReadError;
use tingbok_ledger::open::{Fault, OpenError, ReadOnlyLog};
use tingbok_ledger::published::PublishedError;
use tingbok_ledger::settings::SettingsError;
use tingbok_minutes::{Logged, unread};

use crate::context::Context;
use crate::error::CommandError;
use crate::minute_book::NotFound;

/// Opens the ledger that the arguments name.
pub(crate) fn open(context: &mut Context) -> Result<ReadOnlyLog, CommandError> {
    let log = open_quietly(context)?;
    for note in log.notes() {
        context.out.remark("note", note);
    }
    Ok(log)
}

/// The same, without its notes: for a command that opens the ledger again and again.
pub(crate) fn open_quietly(context: &Context) -> Result<ReadOnlyLog, CommandError> {
    let folder = context.ledger()?;
    let opened = patiently(context, || ReadOnlyLog::open(&folder));
    opened.map_err(|error| not_opened(&folder, error))
}

/// Where the command is patient, waits a while for others who have the ledger open. Whoever comes between this and the
/// opening is told of as always.
pub(crate) fn wait_until_free(context: &Context, purpose: &str) -> Result<(), CommandError> {
    if !context.is_patient() {
        return Ok(());
    }
    let folder = context.ledger()?;
    let holder = Holder {
        pid: std::process::id(),
        doing: purpose.to_owned(),
        since: format_received(context.now()),
    };
    let free = patiently(context, || Ok(LedgerLock::exclusive(&folder, &holder)?));
    free.map(drop).map_err(|error| not_opened(&folder, error))
}

/// Opens a ledger; where the command is patient, again for a while when others have it open just then.
fn patiently<T>(context: &Context, mut open: impl FnMut() -> Result<T, OpenError>) -> Result<T, OpenError> {
    for _ in 0..if context.is_patient() { TRIES } else { 0 } {
        match open() {
            Err(OpenError::Lock(LockError::HeldBy { .. } | LockError::HeldByReaders)) => {
                std::thread::sleep(PAUSE);
            }
            opened => return opened,
        }
    }
    open()
}

/// Why a ledger did not open.
pub(crate) fn not_opened(folder: &Path, error: OpenError) -> CommandError {
    let message = format!("cannot open the ledger `{}`", folder.display());
    let failed = match error.fault() {
        Fault::Refused => CommandError::refused(message),
        Fault::Tampered => CommandError::verification(message),
        _ => CommandError::store(message),
    };
    let hint = match &error {
        OpenError::Settings(SettingsError::NotALedger) => {
            Some("make one with `tingbok init`, or name another folder with `--ledger DIR`")
        }
        OpenError::Settings(SettingsError::NewerFormat { .. }) => Some("use a newer `tingbok`"),
        OpenError::Lock(LockError::HeldBy { .. } | LockError::HeldByReaders) => {
            Some("try again when it is done")
        }
        _ if error.fault() == Fault::Tampered => Some("`tingbok verify` tells what is wrong and where"),
        _ => None,
    };
    let failed = failed.because(error);
    match hint {
        Some(hint) => failed.hint(hint),
        None => failed,
    }
}

/// Why an entry could not be read.
pub(crate) fn not_read(error: ReadError) -> CommandError {
    let message = "cannot read the log";
    match &error {
        ReadError::Beyond { size, .. } => {
            let newest = size.saturating_sub(1);
            CommandError::refused(error.to_string()).hint(format!("its entries are 0 to {newest}"))
        }
        ReadError::Fork { .. } => CommandError::refused(message)
            .because(error)
            .hint("the ledger was put back from a copy, or this is another one: compare checkpoints"),
        ReadError::Published(PublishedError::Disk(_)) => CommandError::store(message).because(error),
        _ => CommandError::verification(message).because(error),
    }
}

/// Why a name leads nowhere.
pub(crate) fn not_found(error: NotFound) -> CommandError {
    match error {
        NotFound::Log(error) => not_read(error),
        NotFound::Ambiguous { .. } => CommandError::refused(error.to_string()).hint("add the year"),
        NotFound::NoMeeting(..) => CommandError::refused(error.to_string())
            .hint("a meeting is named by its day; `tingbok log` lists what is there"),
        NotFound::Nothing(..) => {
            CommandError::refused(error.to_string()).hint("`tingbok log` lists what is there")
        }
    }
}

/// Says which events are left out, because they cannot be read here.
pub(crate) fn tell_unread(entries: &[Logged], context: &mut Context) {
    for entry in unread(entries) {
        let (index, why) = (entry.index, entry.why);
        context
            .out
            .remark("warning", format!("entry {index} is left out: {why}"));
    }
}

/// How often a patient command tries, and how long it waits in between: somebody who appends is done long before.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);
