//! `tingbok verify paragraph`: who signed what, is it still what the log says, and what came after, on one screen.
//!
//! Section: docs/procedure.md, "States"; 5:69, JO 3339-2013.

use tingbok_ledger::verify::{
    CheckOf, LaterEvent, Outcome, ParagraphReport, Signatory, SignedBy, Wanted, verify_paragraph,
};
use tingbok_tlog::key::VerifierKey;

use super::not_verified;
use crate::context::Context;
use crate::error::CommandError;
use crate::minute_book::ParagraphName;
use crate::paragraphs::named;
use crate::progress::Bar;
use crate::table::Table;

/// Verify one adjusted paragraph: who signed what, when, under which key; is it what the log says today; what came after.
///
/// Every entry of the log is read, and nothing of an index is trusted. Nothing is changed and nothing is repaired.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok verify paragraph 71/2026\n  tingbok verify paragraph 71/2026 --root fjallmark.example/regionstyrelsen/root-1+a34e4bf3+AS9w…"
)]
pub(crate) struct Args {
    /// The paragraph: `71/2026`, or `71` when only one year has it.
    #[arg(value_name = "PARAGRAPH")]
    pub(in super::super) paragraph: ParagraphName,
    /// The vkey of the first root, got from a place that you trust.
    #[arg(long, value_name = "VKEY")]
    pub(in super::super) root: Option<VerifierKey>,
    /// Print JSON.
    #[arg(long)]
    pub(in super::super) json: bool,
}

pub(in super::super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let folder = context.ledger()?;
    let wanted = Wanted {
        number: args.paragraph.number,
        year: args.paragraph.year,
    };
    let anchor = args.root.as_ref().map(VerifierKey::as_str);
    let bar = Bar::new("verifying", context);
    let report = verify_paragraph(&folder, wanted, anchor, &mut |progress| bar.show(progress));
    bar.finish();
    let report = report.map_err(|error| not_verified(context, error))?;
    if report.misnamed {
        return Err(not_there(&report));
    }
    if args.json {
        context.out.json(&Answer {
            ok: report.ok(),
            report: &report,
        })?;
    } else {
        print(&report, args.root.is_some(), &[], context)?;
    }
    if report.ok() { Ok(()) } else { Err(fails(&report)) }
}

#[derive(serde::Serialize)]
struct Answer<'r> {
    ok: bool,
    #[serde(flatten)]
    report: &'r ParagraphReport,
}

fn not_there(report: &ParagraphReport) -> CommandError {
    let mut failures = report.failures();
    let why = failures
        .find(|check| check.what == CheckOf::Paragraph)
        .map(|check| check.detail.clone());
    CommandError::refused(why.unwrap_or_else(|| "there is no such paragraph".to_owned()))
        .hint("a paragraph is named by number and year, such as `71/2026`")
}

fn fails(report: &ParagraphReport) -> CommandError {
    let name = report.paragraph.map_or_else(|| "the paragraph".to_owned(), named);
    let first = report.failures().next();
    let why = first.map_or_else(String::new, |check| format!(": {}", check.detail));
    let failed = CommandError::verification(format!("{name} does not verify{why}"));
    if report.failures().all(|check| check.what == CheckOf::Adjusted) {
        return failed.hint("nothing was changed: those who are to sign have not, with `tingbok adjust`");
    }
    failed.hint("keep the folder as it is; compare it with a copy or a remembered checkpoint")
}

/// Prints a report; `not_proven` is what it cannot show, in words.
pub(super) fn print(
    report: &ParagraphReport,
    is_anchored: bool,
    not_proven: &[String],
    context: &mut Context,
) -> Result<(), CommandError> {
    let heading = report
        .paragraph
        .map_or_else(|| "paragraph not found".to_owned(), named);
    let meeting = report
        .meeting
        .map(|day| format!(", meeting {day}"))
        .unwrap_or_default();
    context.out.line(format!("{heading}{meeting}"))?;
    let mut table = Table::default();
    for check in &report.checks {
        table.row([mark(check.outcome), word(check.what), &check.detail]);
    }
    section("", &table, context)?;
    let mut table = Table::default();
    for signatory in &report.signatures {
        add_signatory(signatory, &mut table);
    }
    section("signatures", &table, context)?;
    if let Some(text) = &report.text {
        let mut table = Table::default();
        table.row(["entry", &text.entry.to_string()]);
        table.row(["id", &text.id]);
        table.row(["sha256", &text.sha256]);
        let (from, to) = text.range;
        let meeting = report
            .meeting
            .map(|day| format!(" of meeting/{day}"))
            .unwrap_or_default();
        table.row([
            "made from",
            &format!("events {from}–{to}{meeting}, by {}", text.renderer),
        ]);
        section("text", &table, context)?;
    }
    let mut table = Table::default();
    for later in &report.later {
        table.row([&later.at, &format!("entry {}", later.entry), &said(later)]);
    }
    section("after it", &table, context)?;
    let mut table = Table::default();
    for sha256 in &report.documents {
        table.row(["sha256", sha256]);
    }
    section("documents that it was read from or names", &table, context)?;
    let mut table = Table::default();
    for words in not_proven {
        table.row([words]);
    }
    section("not proven by this", &table, context)?;
    context.out.line("")?;
    let verdict = verdict(report, is_anchored);
    if report.ok() && !is_anchored {
        return context.out.line(verdict);
    }
    context.out.verdict(report.ok(), &verdict)
}

fn section(title: &str, table: &Table, context: &mut Context) -> Result<(), CommandError> {
    if table.is_empty() {
        return Ok(());
    }
    context.out.line("")?;
    if !title.is_empty() {
        context.out.line(title)?;
    }
    table
        .lines()
        .try_for_each(|line| context.out.line(format!("  {line}")))
}

fn add_signatory(signatory: &Signatory, table: &mut Table) {
    let Some(signed) = &signatory.signed else {
        return table.row([&signatory.person, signatory.role, "has not signed"]);
    };
    let SignedBy {
        entry, at, handle, ..
    } = signed;
    table.row([
        &signatory.person,
        signatory.role,
        &format!("signed {at}, entry {entry}, with `{handle}`"),
    ]);
    let holder = signed.holder.as_deref().unwrap_or("nobody by name");
    let enrolled = signed
        .enrolled
        .map(|entry| format!(", enrolled at entry {entry}"))
        .unwrap_or_default();
    let vkey = signed.vkey.as_deref().unwrap_or("no such key");
    table.row(["", "", vkey]);
    table.row(["", "", &format!("held by {holder}{enrolled}")]);
    if !signed.of_newest {
        table.row(["", "", "an earlier text"]);
    }
    for revocation in &signed.disputed_by {
        table.row([
            "",
            "",
            &format!("disputed: the key was revoked at entry {revocation}"),
        ]);
    }
}

fn said(later: &LaterEvent) -> String {
    let by = later.by.join(", ");
    let disputed = if later.disputed_by.is_empty() {
        ""
    } else {
        ", disputed"
    };
    format!("{} (by {by}{disputed})", later.what)
}

/// The verdict. Without a root from outside it says nothing of who the authors are.
fn verdict(report: &ParagraphReport, is_anchored: bool) -> String {
    if !report.ok() {
        return "does not verify".to_owned();
    }
    let mut verdict = match report.not_shown {
        0 => "verified".to_owned(),
        1 => "verified as far as it is shown: 1 value is not".to_owned(),
        values => format!("verified as far as it is shown: {values} values are not"),
    };
    match report.later.iter().filter(|later| changes(later)).count() {
        0 => {}
        1 => verdict.push_str("; 1 correction or revision came after"),
        several => verdict.push_str(&format!("; {several} corrections and revisions came after")),
    }
    if !is_anchored {
        verdict.push_str("; authors not anchored: give the root's vkey with `--root`");
    }
    verdict
}

/// Whether somebody who reads the paragraph must read this too.
fn changes(later: &LaterEvent) -> bool {
    ["paragraph.corrected/", "decision.revised/"]
        .iter()
        .any(|kind| later.kind.starts_with(kind))
}

const fn mark(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Holds => "ok",
        Outcome::Noted => "note",
        Outcome::Fails => "FAILS",
    }
}

fn word(what: CheckOf) -> &'static str {
    match what {
        CheckOf::Log => "log",
        CheckOf::Checkpoint => "checkpoint",
        CheckOf::Paragraph => "paragraph",
        CheckOf::Tree => "tree",
        CheckOf::Complete => "complete",
        CheckOf::Signatures => "signatures",
        CheckOf::Values => "values",
        CheckOf::Text => "text",
        CheckOf::Adjusted => "adjusted",
        CheckOf::Disputes => "disputes",
        _ => "other",
    }
}
