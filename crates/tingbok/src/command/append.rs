//! `tingbok append`: drafts become signed events in the log, all of a file or none.
//!
//! Section: docs/spec/draft.md, "Appending twice".

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tingbok_ledger::authoring::{NewClearLines, NewEvent};
use tingbok_record::event::EventId;

use crate::context::Context;
use crate::drafts::{self, ReadDraft};
use crate::error::CommandError;
use crate::input;
use crate::keys::Handle;
use crate::receipts::Receipts;
use crate::writing::Writing;

/// Sign the drafts of a file and append them to the log: all of them, or none.
///
/// Drafts that are recorded already, with equal content, are answered with their receipts. Documents are kept after
/// the events: what is refused leaves nothing behind.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok append drafts.jsonl --key registrar-1 --attach protokoll.txt")]
pub(crate) struct Args {
    /// The drafts, JSON lines; `-` is standard input.
    pub(super) file: PathBuf,
    /// The handle of a key that signs; several sign together.
    #[arg(long = "key", value_name = "HANDLE", required = true)]
    pub(super) signers: Vec<Handle>,
    /// A document to keep in the ledger beside the events, such as the file that they were read from.
    #[arg(long, value_name = "FILE")]
    pub(super) attach: Vec<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let drafts = read(&args.file)?;
    let events = drafts.iter().map(new_event).collect::<Result<Vec<_>, _>>();
    let events = events.map_err(|error| error.in_place(&args.file.display().to_string()))?;
    let documents = args
        .attach
        .iter()
        .map(|path| input::read(path, DOCUMENT_BYTES_MAX));
    let documents = documents.collect::<Result<Vec<_>, _>>()?;

    let writing = Writing::open(context, &args.signers, "append")?;
    let file = args.file.display();
    let appended = writing.append(&mut context.entropy, &events, |number| {
        let line = drafts.get(number).map_or(0, |draft| draft.line);
        format!("`{file}` line {line}")
    });
    // Only events that are recorded have documents: a refusal changes nothing.
    let kept = match &appended {
        Ok(_) => keep(&documents, &writing, context),
        Err(_) => Ok(()),
    };
    let closed = writing.close();
    let kinds = drafts.iter().map(|draft| draft.event.kind().name());
    let printed = Receipts::of(&appended?.receipts, kinds)
        .print(args.json, context)
        .and_then(|()| context.out.flush());
    let printed = printed.map_err(|error| error.hint(RECORDED_UNPRINTED));
    if kept.is_ok() {
        tell_unkept(&drafts, context)?;
    }
    kept.and(closed).and(printed)
}

fn read(path: &Path) -> Result<Vec<ReadDraft>, CommandError> {
    let bytes = input::read(path, DRAFTS_BYTES_MAX)?;
    drafts::read(&bytes).map_err(|error| {
        CommandError::refused(format!("cannot read the drafts in `{}`", path.display())).because(error)
    })
}

fn new_event(draft: &ReadDraft) -> Result<NewEvent, CommandError> {
    let event = &draft.event;
    let id = EventId::parse(&event.id).map_err(|_| {
        CommandError::refused(format!("`{}` is no UUID of version 4 in lower case", event.id))
            .in_place(&format!("line {}", draft.line))
    })?;
    Ok(NewEvent {
        id,
        stream: event.stream.to_string(),
        kind: event.kind().name().to_owned(),
        at: event.at.to_string(),
        content: draft.content.clone(),
        clear: NewClearLines::default(),
    })
}

fn keep(documents: &[Vec<u8>], writing: &Writing, context: &mut Context) -> Result<(), CommandError> {
    for bytes in documents {
        let kept = writing.keep_document(bytes);
        let digest = kept.map_err(|error| error.hint(RECORDED_UNKEPT))?;
        context.out.say(format!("kept as `documents/{digest}`"));
    }
    Ok(())
}

/// Names each document that events were read from and that is not in the ledger's folder.
fn tell_unkept(drafts: &[ReadDraft], context: &mut Context) -> Result<(), CommandError> {
    let folder = context.ledger()?.join("documents");
    let named = drafts
        .iter()
        .filter_map(|draft| draft.event.source.document.as_deref());
    // A draft may name anything: only a digest is looked for as a file.
    let is_kept = |name: &str| is_digest(name) && folder.join(name).is_file();
    let unkept: BTreeSet<&str> = named.filter(|name| !is_kept(name)).collect();
    for name in unkept {
        let short: String = name.chars().take(DIGEST_CHARS).collect();
        let note =
            format!("the document `{short}…` that these events were read from is not kept in the ledger");
        context.out.remark("note", note);
        context.out.remark("hint", "`--attach FILE` keeps it");
    }
    Ok(())
}

/// Whether a text is a SHA-256 in lower-case hexadecimal.
fn is_digest(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

const RECORDED_UNKEPT: &str = "the events are recorded; run the same command again to keep the document";
const RECORDED_UNPRINTED: &str =
    "the events are recorded; running the same command again prints their receipts";
/// How much of a document's digest is shown to people.
const DIGEST_CHARS: usize = 8;
const DRAFTS_BYTES_MAX: u64 = 256 << 20;
const DOCUMENT_BYTES_MAX: u64 = 1 << 30;
