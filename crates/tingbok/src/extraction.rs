//! The text of a file of unknown origin, read in a process of its own.
//!
//! Plain text is read here. PDF and DOCX are read by other people's code, which a hostile file may make slow, hungry
//! or panic: the program runs itself as `extract-worker`, with the file on standard input, a limit on memory and on
//! processor time that it sets itself, and a deadline. Whatever happens there, this process goes on.
//!
//! Section: docs/decisions/0013-files-read-in-a-child.md.

use std::io::{Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tingbok_extract::{Encoding, ExtractError, Extracted, Form, Limits};

use crate::context::Context;
use crate::error::CommandError;

/// What the worker answers.
pub(crate) type Answer = Result<Extracted, ExtractError>;

/// The name of the subcommand that is the worker.
pub(crate) const WORKER: &str = "extract-worker";

/// Reads the text of a file and tells what was read and what is not in it.
pub(crate) fn text_of(path: &Path, bytes: &[u8], context: &mut Context) -> Result<Extracted, CommandError> {
    let limits = Limits::default();
    let answer = if tingbok_extract::is_plain(bytes) {
        tingbok_extract::extract(bytes, &limits)
    } else {
        ask_worker(path, bytes)?
    };
    let extracted = answer
        .map_err(|error| CommandError::refused(format!("cannot read `{}`", path.display())).because(error))?;
    if extracted.form != Form::Text(Encoding::Utf8) {
        context.out.remark("read", extracted.form);
    }
    for remark in &extracted.remarks {
        context.out.remark("note", remark);
    }
    Ok(extracted)
}

/// The text of a file, to be looked through and not to be told of; `None` where it cannot be read.
pub(crate) fn quietly(path: &Path, bytes: &[u8]) -> Option<String> {
    let answer = if tingbok_extract::is_plain(bytes) {
        read_here(bytes)
    } else {
        ask_worker(path, bytes).ok()?
    };
    answer.ok().map(|extracted| extracted.text)
}

/// Reads the text of a file here: the worker's whole work.
pub(crate) fn read_here(bytes: &[u8]) -> Answer {
    tingbok_extract::extract(bytes, &Limits::default())
}

/// Takes away from this process what reading a document does not need.
#[cfg(unix)]
pub(crate) fn confine() -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = |resource, most: u64| {
        let had = getrlimit(resource);
        let least = |limit: Option<u64>| Some(limit.map_or(most, |limit| limit.min(most)));
        let now = Rlimit {
            current: least(had.current),
            maximum: least(had.maximum),
        };
        setrlimit(resource, now)
    };
    limit(Resource::As, MEMORY_BYTES_MAX)?;
    limit(Resource::Cpu, DEADLINE.as_secs() + 1)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    Ok(())
}

/// Elsewhere only the deadline holds.
#[cfg(not(unix))]
pub(crate) fn confine() -> std::io::Result<()> {
    Ok(())
}

fn ask_worker(path: &Path, bytes: &[u8]) -> Result<Answer, CommandError> {
    let store = |error: std::io::Error| {
        CommandError::store("cannot start the process that reads documents").because(error)
    };
    let program = std::env::current_exe().map_err(store)?;
    let mut worker = Command::new(program)
        .arg(WORKER)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(store)?;
    let answered = converse(&mut worker, bytes);
    // It may have ended by itself; then there is nothing to end.
    let was_running = answered.is_none() && worker.try_wait().map_err(store)?.is_none();
    if was_running {
        worker.kill().map_err(store)?;
    }
    worker.wait().map_err(store)?;
    let answer = answered
        .as_deref()
        .and_then(|text| serde_json::from_slice(text).ok());
    answer.ok_or_else(|| {
        let why = if was_running {
            format!("it took longer than {} seconds", DEADLINE.as_secs())
        } else {
            "it broke the program that reads it, or needed too much memory".to_owned()
        };
        CommandError::refused(format!("cannot read `{}`: {why}", path.display()))
            .hint("open the document, save it again or print it as PDF, and try that")
    })
}

/// Hands over the file and takes the answer; `None` when it does not come in time.
fn converse(worker: &mut Child, bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut stdin, stdout) = (worker.stdin.take()?, worker.stdout.take()?);
    let bytes = bytes.to_vec();
    // A worker that ended takes no more; what it answered says why, or that it does not.
    thread::spawn(move || stdin.write_all(&bytes));
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut answer = Vec::new();
        let read = stdout.take(ANSWER_BYTES_MAX).read_to_end(&mut answer);
        // Nobody waits any more when the deadline has passed.
        let _late = send.send(read.is_ok().then_some(answer));
    });
    receive.recv_timeout(DEADLINE).ok().flatten()
}

/// A document of two hundred pages takes a fraction of a second.
const DEADLINE: Duration = Duration::from_secs(20);

/// What the worker may allocate in all.
const MEMORY_BYTES_MAX: u64 = 1 << 30;

/// More than any text as JSON.
const ANSWER_BYTES_MAX: u64 = 128 << 20;
