//! `tingbok erase`: values are destroyed on a decision (*gallring*), and everything still verifies.
//!
//! Invariants: everything that is to go is shown before, with its copies; words that would be left elsewhere in the
//! paragraph are not passed over silently. Nothing is gone before the log says so under a published checkpoint.
//!
//! Section: docs/spec/keys.md, "`field.erased/1`"; arkivlagen 10 §.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tingbok_ledger::authoring::{NewClearLines, NewEvent};
use tingbok_ledger::copies::{holds_words, leaves_at};
use tingbok_ledger::layout;
use tingbok_minutes::Withheld;
use tingbok_procedure::content::ErasureCompleted;
use tingbok_procedure::{Content, Moment, Role, Stream};
use tingbok_record::json::Value;

use crate::context::Context;
use crate::error::CommandError;
use crate::extraction;
use crate::input;
use crate::keys::Handle;
use crate::leaves::{Leaf, LeafArgs, Leaves, named};
use crate::minute_book::MinuteBook;
use crate::reading;
use crate::recording::{Recording, moment};
use crate::table::Table;
use crate::writing::Writing;

/// Erase values for ever, with their copies in the same paragraph or case, on a decision (*gallring*).
///
/// The event that says so is recorded and published, then the values and their salts are taken out of every file of the
/// ledger: disclosures, journal, index, views, documents. In minutes and lists stands `[gallrat, beslut …]`, and what
/// was adjusted still verifies. Copies of the ledger elsewhere, and what the disk keeps of freed blocks, are yours to
/// erase.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok show 23\n  tingbok erase 23 /mover/name --decision \"RS 2026/14\" --ground \"gallringsplan 4.2\" --key root-1 --key registrar-1\n  tingbok erase --finish --key registrar-1"
)]
pub(crate) struct Args {
    #[command(flatten)]
    leaves: Option<LeafArgs>,
    /// The decision to erase, as its body names it; it stands in minutes in the place of the value.
    #[arg(long, value_name = "NAME", required_unless_present = "finish")]
    decision: Option<String>,
    /// On what ground, `gallringsplan 4.2`.
    #[arg(long, value_name = "TEXT", required_unless_present = "finish")]
    ground: Option<String>,
    /// Go on with an erasure that was interrupted: nothing more is erased.
    #[arg(long, conflicts_with_all = ["index", "path", "decision", "ground"])]
    finish: bool,
    /// The handles of the keys that sign: a root and one more.
    #[arg(long = "key", value_name = "HANDLE", required = true)]
    signers: Vec<Handle>,
    /// When it was decided, a day or a time [default: now].
    #[arg(long, value_name = "WHEN")]
    on: Option<Moment>,
    /// Erase without asking.
    #[arg(long)]
    yes: bool,
}

/// What is to go.
struct Plan {
    leaves: BTreeSet<Leaf>,
    /// Documents that hold the same words, by SHA-256.
    documents: BTreeSet<String>,
    texts: BTreeSet<String>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    match (&args.leaves, &args.decision, &args.ground) {
        (Some(leaves), Some(decision), Some(ground)) if !args.finish => {
            let plan = Plan::find(leaves, context)?;
            plan.show(context);
            if !is_confirmed(args, &plan, context)? {
                return Err(CommandError::refused("nothing is erased"));
            }
            erase(args, &plan, decision, ground, context)?;
            tell_left(&plan, context)
        }
        _ if args.finish => finish(args, context),
        _ => Err(CommandError::usage("no value is named: give INDEX and PATH")),
    }
}

impl Plan {
    fn find(args: &LeafArgs, context: &mut Context) -> Result<Self, CommandError> {
        let folder = context.ledger()?;
        let log = reading::open(context)?;
        let book = MinuteBook::open(&log, context)?;
        let authority = log.authority();
        let Leaves {
            mut chosen,
            containing,
            texts,
        } = args.find(&book)?;
        chosen.retain(|(index, path)| {
            let removal = authority.removal(*index, path);
            removal.is_none_or(|removal| removal.erased.is_none())
        });
        if chosen.is_empty() {
            let (index, path) = (args.index, &args.path);
            return Err(CommandError::refused(format!(
                "entry {index} {path} is erased already"
            )));
        }
        if chosen.len() > LEAVES_MAX {
            return Err(CommandError::refused(format!(
                "{} values at once; one erasure names at most {LEAVES_MAX}",
                chosen.len()
            ))
            .hint("erase them in parts, or one leaf with `--only`"));
        }
        let documents = if args.only {
            BTreeSet::new()
        } else {
            documents_with(args, &book, &folder, &texts)?
        };
        let is_all = containing.is_empty() && documents.is_empty();
        if !(args.only || args.containing || is_all) {
            return Err(left_out(&containing, &documents));
        }
        Ok(Self {
            leaves: chosen,
            documents,
            texts,
        })
    }

    /// Shows everything that is to go, before anybody is asked.
    fn show(&self, context: &mut Context) {
        let mut table = Table::default();
        for leaf in &self.leaves {
            table.row(["erase", &named(leaf)]);
        }
        for document in &self.documents {
            table.row(["erase", &format!("document {document}")]);
        }
        for line in table.lines() {
            context.out.say(line);
        }
    }
}

/// The same words would be left in longer values, or in documents: the person must say what becomes of them.
fn left_out(containing: &BTreeSet<Leaf>, documents: &BTreeSet<String>) -> CommandError {
    let leaves = containing.iter().map(named);
    let documents = documents.iter().map(|document| format!("document {document}"));
    let all: Vec<String> = leaves.chain(documents).collect();
    let shown = all
        .iter()
        .take(LEAVES_TOLD_MAX)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    let more = all.len().saturating_sub(LEAVES_TOLD_MAX);
    let more = if more > 0 {
        format!(", and {more} more")
    } else {
        String::new()
    };
    CommandError::refused(format!(
        "the same words stand inside longer values or documents too, or may: {shown}{more}"
    ))
    .hint("erase those too, whole, with `--containing`; or these leaves alone with `--only`")
}

/// The kept documents of the same paragraph or case that hold one of these texts, or of which nobody can tell: a scan, or
/// a file that cannot be read.
fn documents_with(
    args: &LeafArgs,
    book: &MinuteBook<'_>,
    folder: &Path,
    texts: &BTreeSet<String>,
) -> Result<BTreeSet<String>, CommandError> {
    let mut found = BTreeSet::new();
    if texts.is_empty() {
        return Ok(found);
    }
    for digest in documents_beside(args.index, book)? {
        let path = folder.join(layout::documents().as_str()).join(&digest);
        if !path.is_file() {
            continue;
        }
        let bytes = input::read(&path, u64::MAX)?;
        let text = extraction::quietly(&path, &bytes);
        let holds = |text: String| texts.iter().any(|words| holds_words(&text, words));
        if text.is_none_or(holds) {
            found.insert(digest);
        }
    }
    Ok(found)
}

/// The documents that the events of the same paragraph or case name.
fn documents_beside(index: u64, book: &MinuteBook<'_>) -> Result<BTreeSet<String>, CommandError> {
    let log = book.log();
    let mut named = BTreeSet::new();
    for index in book.directory().beside(index) {
        for (path, value) in leaves_at(log, index, "").map_err(reading::not_read)? {
            let is_document = ["/document", "/sha256"].iter().any(|end| path.ends_with(end));
            if let Some(Value::String(digest)) = value
                && is_document
                && is_digest(&digest)
            {
                named.insert(digest);
            }
        }
    }
    Ok(named)
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_confirmed(args: &Args, plan: &Plan, context: &mut Context) -> Result<bool, CommandError> {
    if args.yes {
        return Ok(true);
    }
    if !input::can_ask() {
        return Err(CommandError::refused("nobody is there to confirm the erasure")
            .hint("confirm it with `--yes`: what is erased cannot be brought back"));
    }
    let count = plan.leaves.len() + plan.documents.len();
    input::confirmed(&format!("Erase these {count} for ever?"), context)
}

fn erase(
    args: &Args,
    plan: &Plan,
    decision: &str,
    ground: &str,
    context: &mut Context,
) -> Result<(), CommandError> {
    let on = moment(args.on.as_ref(), context);
    let text = |text: &str| Value::String(text.to_owned());
    let mut content = BTreeMap::from([
        ("decision".to_owned(), text(decision)),
        ("ground".to_owned(), text(ground)),
    ]);
    if !plan.documents.is_empty() {
        let documents = plan.documents.iter().map(|document| text(document));
        content.insert("documents".to_owned(), Value::Array(documents.collect()));
    }
    let event = NewEvent {
        id: context.entropy.id()?,
        stream: "ledger".to_owned(),
        kind: "field.erased/1".to_owned(),
        at: on.to_string(),
        content: Value::Object(content),
        clear: NewClearLines {
            erases: plan.leaves.clone(),
            ..NewClearLines::default()
        },
    };
    let writing = Writing::open(context, &args.signers, "erase")?;
    let erased = writing.erase(&mut context.entropy, &event);
    let closed = writing.close();
    let receipt = erased?;
    closed?;
    context.out.line(format!(
        "erased: {} values and {} documents, by entry {}",
        plan.leaves.len(),
        plan.documents.len(),
        receipt.index
    ))?;
    if !may_complete(&args.signers, context)? {
        context.out.remark(
            "hint",
            "a registrar says that it is carried out: `tingbok erase --finish --key registrar-1`",
        );
        return Ok(());
    }
    complete(&args.signers, &BTreeSet::from([receipt.index]), &on, context)
}

/// Whether one of these may say that an erasure is carried out.
fn may_complete(signers: &[Handle], context: &mut Context) -> Result<bool, CommandError> {
    let authority = reading::open(context)?.authority();
    let mut keys = signers
        .iter()
        .filter_map(|handle| authority.handle(handle.as_str()));
    Ok(keys.any(|key| key.has_role(Role::Registrar.name())))
}

/// Opening the ledger for writing finishes what was interrupted; then it is said.
fn finish(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    Writing::open(context, &args.signers, "erase")?.close()?;
    let log = reading::open(context)?;
    let book = MinuteBook::open(&log, context)?;
    let withheld: Withheld = book.fold(context)?;
    let authority = log.authority();
    let mut unsaid = authority.erasures();
    unsaid.retain(|erasure| !withheld.is_completed(*erasure));
    drop(book);
    drop(log);
    if unsaid.is_empty() {
        return context.out.line("every erasure is finished");
    }
    let on = moment(args.on.as_ref(), context);
    complete(&args.signers, &unsaid, &on, context)
}

/// Says that erasures are carried out.
fn complete(
    signers: &[Handle],
    erasures: &BTreeSet<u64>,
    on: &Moment,
    context: &mut Context,
) -> Result<(), CommandError> {
    let mut recording = Recording::default();
    for &erasure in erasures {
        let content = Content::ErasureCompleted(ErasureCompleted { erasure });
        recording.add(
            context,
            &Stream::Publication,
            on,
            &content,
            format!("erasure {erasure}"),
        )?;
    }
    let receipts = recording.append(signers, "erase", context).map_err(|error| {
        error.hint("what was erased is gone; say so later with `tingbok erase --finish --key registrar-1`")
    })?;
    for (erasure, receipt) in erasures.iter().zip(&receipts) {
        context.out.line(format!(
            "completed: the erasure of entry {erasure}, by entry {}",
            receipt.index
        ))?;
    }
    Ok(())
}

/// Where the words still stand, for all that was erased: in other paragraphs, in lines that nobody has signed.
fn tell_left(plan: &Plan, context: &mut Context) -> Result<(), CommandError> {
    let folder = context.ledger()?;
    let mut told = BTreeSet::new();
    for path in files_below(&folder) {
        let Ok(bytes) = input::read(&path, u64::MAX) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        if plan.texts.iter().any(|words| holds_words(&text, words)) {
            let place = path.strip_prefix(&folder).unwrap_or(&path);
            told.insert(place.display().to_string());
        }
    }
    if !told.is_empty() {
        let places = told.into_iter().collect::<Vec<_>>().join("`, `");
        context.out.remark(
            "note",
            format!("the same words stand elsewhere in this ledger, as other values: `{places}`"),
        );
        let hint = "name another entry that holds them, to erase them there too";
        context.out.remark("hint", hint);
    }
    Ok(())
}

/// The files below a folder; none when it is not there.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// An erasure names at most so many leaves (docs/spec/keys.md).
const LEAVES_MAX: usize = 1000;
/// A longer list helps nobody.
const LEAVES_TOLD_MAX: usize = 10;
