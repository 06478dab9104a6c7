//! `tingbok verify`: reads everything that a ledger stores, and says what was checked and what does not fit.
//!
//! Section: docs/spec/keys.md, "Anchors and verdicts".

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;
use tingbok_ledger::contradiction;
use tingbok_ledger::lock::LockError;
use tingbok_ledger::open::{Fault, ReadOnlyLog};
use tingbok_ledger::settings::SettingsError;
use tingbok_ledger::verify::{Checked, Known, Report, Since, VerifyError, verify};
use tingbok_record::audit::Verdict;
use tingbok_tlog::checkpoint::SignedCheckpoint;
use tingbok_tlog::key::VerifierKey;
use tingbok_tlog::note::NOTE_BYTES_MAX;

use crate::context::Context;
use crate::error::CommandError;
use crate::file::{self, Existing};
use crate::input;
use crate::progress::Bar;
use crate::table::Table;
use crate::view;

pub(super) mod bundle;
pub(super) mod equivocation;
pub(super) mod export;
pub(super) mod paragraph;
pub(super) mod proof;

/// Verify all of the ledger: every published file, the journal, the disclosures, the rules of the meeting.
///
/// Nothing is changed and nothing is repaired. Without `--root` the order of the entries is verified, but not who
/// wrote them: the root's vkey must come from somewhere else than the ledger.
#[derive(clap::Args, Debug, Default)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Example:\n  tingbok verify --root fjallmark.example/regionstyrelsen/root-1+a34e4bf3+AS9w…"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(super) what: Option<What>,
    /// The vkey of the first root, got from a place that you trust.
    #[arg(long, value_name = "VKEY")]
    pub(super) root: Option<VerifierKey>,
    /// A checkpoint of this log that you kept from an earlier day: the log must have grown from there.
    #[arg(long, value_name = "CHECKPOINT")]
    pub(super) since: Option<PathBuf>,
    /// Where the ledger contradicts that checkpoint, write the evidence to this file, which must not exist.
    #[arg(long, value_name = "FILE", requires = "since")]
    pub(super) evidence: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// What is verified, when it is not all.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    Paragraph(Box<paragraph::Args>),
    Proof(Box<proof::Args>),
    Bundle(Box<bundle::Args>),
    Export(Box<export::Args>),
    Equivocation(Box<equivocation::Args>),
}

#[derive(Serialize)]
struct Answer {
    ok: bool,
    size: u64,
    root: Option<String>,
    since: Option<SinceView>,
    verdict: Option<String>,
    #[serde(skip)]
    is_anchored: bool,
    checked: Counts,
    /// How many entries are disputed; `None` when the log cannot be read for it.
    disputed: Option<u64>,
    findings: Vec<FindingView>,
    notes: Vec<String>,
    failures: Vec<FailureView>,
}

/// A remembered checkpoint beside what as many entries make today.
#[derive(Serialize)]
struct SinceView {
    size: u64,
    remembered: String,
    found: Option<String>,
}

#[derive(Serialize)]
struct Counts {
    entries: u64,
    signatures: u64,
    tiles: u64,
    bundles: u64,
    journal_entries: u64,
    rows: u64,
    disclosed: u64,
    withheld: u64,
    erased: u64,
    lost: u64,
    documents: u64,
    events: u64,
    unjudged: u64,
}

#[derive(Serialize)]
struct FindingView {
    index: u64,
    rule: &'static str,
    text: String,
}

#[derive(Serialize)]
struct FailureView {
    place: String,
    what: String,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    match &args.what {
        Some(What::Paragraph(args)) => return paragraph::run(args, context),
        Some(What::Proof(args)) => return proof::run(args, context),
        Some(What::Bundle(args)) => return bundle::run(args, context),
        Some(What::Equivocation(args)) => return equivocation::run(args, context),
        Some(What::Export(args)) => return export::run(args, context),
        None => {}
    }
    let folder = context.ledger()?;
    let bar = Bar::new("verifying", context);
    let since = args.since.as_deref().map(remembered).transpose()?;
    let known = Known {
        root: args.root.as_ref().map(VerifierKey::as_str),
        since: since.as_ref(),
    };
    let report = verify(&folder, known, &mut |progress| bar.show(progress));
    bar.finish();
    let report = report.map_err(|error| not_verified(context, error))?;
    let log = ReadOnlyLog::open(&folder).ok();
    let answer = Answer::of(&report, log.as_ref().and_then(disputed));
    if args.json {
        context.out.json(&answer)?;
    } else {
        answer.print(context)?;
    }
    if answer.ok {
        return Ok(());
    }
    if let (Some(path), Some(since)) = (&args.evidence, &since) {
        write_evidence(path, &folder, since, context)?;
    }
    if let (Some(given), Some(log)) = (&args.root, &log)
        && has_another_root(log, given)
    {
        return Err(
            CommandError::verification("the ledger's root is another one than the given")
                .hint("check where you have the vkey from"),
        );
    }
    Err(not_sound(&answer, "ledger"))
}

/// Writes the evidence that the ledger and a remembered checkpoint contradict each other, where they do.
fn write_evidence(
    path: &Path,
    folder: &Path,
    since: &SignedCheckpoint,
    context: &mut Context,
) -> Result<(), CommandError> {
    let found = contradiction(folder, since).map_err(|error| crate::reading::not_opened(folder, error))?;
    let Some(evidence) = found else {
        let note = "no evidence is written: the two checkpoints do not contradict each other by themselves";
        context.out.remark("note", note);
        return Ok(());
    };
    let existing = Existing::Stays("name a file that does not exist");
    file::write(path, existing, evidence.encode().as_bytes())?;
    context
        .out
        .remark("note", format!("the evidence is in `{}`", path.display()));
    Ok(())
}

/// `what` does not verify: the ledger, or a copy of it.
fn not_sound(answer: &Answer, what_of: &str) -> CommandError {
    let count = answer.failures.len();
    let what = if count == 1 {
        "1 failure".to_owned()
    } else {
        format!("{count} failures")
    };
    CommandError::verification(format!("the {what_of} does not verify: {what}"))
        .hint("keep the folder as it is; compare it with a copy or a remembered checkpoint")
}

impl Answer {
    fn of(report: &Report, disputed: Option<u64>) -> Self {
        let findings = report.findings.iter().map(|(index, finding)| FindingView {
            index: *index,
            rule: finding.rule.code(),
            text: finding.to_string(),
        });
        let failures = report.failures.iter().map(|failure| FailureView {
            place: failure.place.clone(),
            what: failure.what.clone(),
        });
        Self {
            ok: report.ok(),
            size: report.size,
            root: report.root.map(|root| root.to_string()),
            since: report.since.map(SinceView::of),
            verdict: report
                .verdict
                .filter(|_| report.ok())
                .map(|verdict| sentence(verdict, report.since)),
            is_anchored: report.verdict == Some(Verdict::Verified),
            checked: Counts::of(&report.checked),
            disputed,
            findings: findings.collect(),
            notes: report.notes.clone(),
            failures: failures.collect(),
        }
    }

    fn print(&self, context: &mut Context) -> Result<(), CommandError> {
        for line in self.table().lines() {
            context.out.line(line)?;
        }
        for finding in &self.findings {
            context
                .out
                .remark("finding", format!("entry {}: {}", finding.index, finding.text));
        }
        for note in &self.notes {
            context.out.remark("note", note);
        }
        for failure in &self.failures {
            context
                .out
                .verdict(false, &format!("{}: {}", failure.place, failure.what))?;
        }
        match &self.verdict {
            Some(verdict) if self.is_anchored => context.out.verdict(true, verdict),
            Some(verdict) => context.out.line(verdict),
            None => Ok(()),
        }
    }

    fn table(&self) -> Table {
        let checked = &self.checked;
        let mut table = Table::default();
        let root = self.root.as_deref().unwrap_or("not established");
        table.row(["checkpoint", &format!("size {}, root {root}", self.size)]);
        if let Some(since) = &self.since {
            let size = since.size;
            table.row(["remembered", &format!("size {size}, root {}", since.remembered)]);
            let found = since.found.as_deref().unwrap_or("not so many entries");
            table.row(["", &format!("the first {size} entries today: {found}")]);
        }
        let journal = checked.journal_entries;
        table.row([
            "entries",
            &format!(
                "{} in the chain, {journal} of them in the journal only",
                checked.entries
            ),
        ]);
        table.row([
            "signatures",
            &format!(
                "{}, each under a key that was valid at its entry",
                checked.signatures
            ),
        ]);
        table.row([
            "tree",
            &format!("{} tiles, {} bundles", checked.tiles, checked.bundles),
        ]);
        let (disclosed, erased, lost) = (checked.disclosed, checked.erased, checked.lost);
        // A store withholds nothing: only of an export there is something to say.
        let withheld = match checked.withheld {
            0 => String::new(),
            withheld => format!("{withheld} withheld, "),
        };
        let rows = format!(
            "{} rows: {disclosed} disclosed, {withheld}{erased} erased, {lost} lost",
            checked.rows
        );
        table.row(["fields", &rows]);
        let disputed = self.disputed.map(|disputed| format!("{disputed} entries"));
        table.row(["disputed", disputed.as_deref().unwrap_or("not counted")]);
        table.row(["documents", &checked.documents.to_string()]);
        let (events, unjudged) = (checked.events, checked.unjudged);
        table.row([
            "procedure",
            &format!("{events} events judged, {unjudged} kept unjudged"),
        ]);
        table
    }
}

impl SinceView {
    fn of(since: Since) -> Self {
        Self {
            size: since.size,
            remembered: since.remembered.to_string(),
            found: since.found.map(|root| root.to_string()),
        }
    }
}

impl Counts {
    fn of(checked: &Checked) -> Self {
        Self {
            entries: checked.entries,
            signatures: checked.signatures,
            tiles: checked.tiles,
            bundles: checked.bundles,
            journal_entries: checked.journal_entries,
            rows: checked.rows,
            disclosed: checked.fields.disclosed,
            withheld: checked.fields.withheld,
            erased: checked.fields.erased,
            lost: checked.fields.lost,
            documents: checked.documents,
            events: checked.events,
            unjudged: checked.unjudged,
        }
    }
}

/// How many entries were signed with keys that were revoked from before them.
fn disputed(log: &ReadOnlyLog) -> Option<u64> {
    let tip = log.tip();
    let authority = tip.authority();
    if authority.keys().iter().all(|key| key.revoked.is_none()) {
        return Some(0);
    }
    let mut count = 0;
    for item in log.replay(None).ok()? {
        let (index, record) = item.ok()?;
        let entry = view::entry(index, &record).ok()?;
        let event = view::event(&entry).ok()?;
        if !view::disputes(index, &event.header().by, authority).is_empty() {
            count += 1;
        }
    }
    Some(count)
}

/// Whether entry 0 enrolled another key than the one that was given.
fn has_another_root(log: &ReadOnlyLog, given: &VerifierKey) -> bool {
    let tip = log.tip();
    let first = tip.authority().keys().first();
    first.is_some_and(|first| first.vkey.as_str() != given.as_str())
}

/// Reads a checkpoint that somebody has kept.
pub(super) fn remembered(path: &Path) -> Result<SignedCheckpoint, CommandError> {
    let bytes = input::read(path, NOTE_BYTES_MAX as u64)?;
    SignedCheckpoint::parse(&bytes).map_err(|error| {
        CommandError::refused(format!("`{}` is no checkpoint", path.display()))
            .because(error)
            .hint("it is a copy of the file `checkpoint` of the ledger, as it was then")
    })
}

/// The verdict as the specification words it. Nobody has cosigned; an older checkpoint may have been compared.
fn sentence(verdict: Verdict, since: Option<Since>) -> String {
    match (verdict, since) {
        (Verdict::Verified, Some(since)) => format!(
            "verified; grown from the remembered checkpoint of {} entries",
            since.size
        ),
        (Verdict::Verified, None) => "verified; history not witnessed".to_owned(),
        (Verdict::NotAnchored, _) => {
            "order attested, authors not anchored: give the root's vkey with `--root`".to_owned()
        }
        (verdict, _) => verdict.to_string(),
    }
}

fn not_verified(context: &Context, error: VerifyError) -> CommandError {
    not_verified_in(&context.ledger().unwrap_or_default(), error)
}

/// Why a folder could not be verified at all.
pub(super) fn not_verified_in(folder: &Path, error: VerifyError) -> CommandError {
    let message = format!("cannot verify `{}`", folder.display());
    let hint = match &error {
        VerifyError::Settings(SettingsError::NotALedger) => {
            Some("name the ledger's folder with `--ledger DIR`")
        }
        VerifyError::Settings(SettingsError::NewerFormat { .. }) => Some("use a newer `tingbok`"),
        VerifyError::Lock(LockError::HeldBy { .. }) => Some("try again when it is done, or verify a copy"),
        _ => None,
    };
    let failed = match error.fault() {
        Fault::Store => CommandError::store(message),
        _ => CommandError::refused(message),
    };
    let failed = failed.because(error);
    match hint {
        Some(hint) => failed.hint(hint),
        None => failed,
    }
}
