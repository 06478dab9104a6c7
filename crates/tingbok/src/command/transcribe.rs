//! `tingbok transcribe`: the words of minutes or of an official letter into drafts of events.
//!
//! Section: docs/spec/draft.md.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use tingbok_minutes::term::swedish;
use tingbok_procedure::Kind;
use tingbok_procedure::content::MediaFile;
use tingbok_transcribe::{Note, Options, Report, TranscribeError, Transcription};

use crate::clock;
use crate::context::Context;
use crate::error::CommandError;
use crate::extraction;
use crate::file::{self, Existing};
use crate::input;
use crate::table::Table;
use checks::Disagreement;

mod checks;
mod correction;
mod review;
mod sheet;

/// Read minutes or an official letter, as text, PDF or DOCX, into drafts of events.
///
/// The file is recognised by what it holds; `tingbok extract` prints the text that is read from it.
/// Every line of the text is quoted by exactly one draft; what is not understood is kept as words. Drafts are written
/// as JSON lines, to standard output or to a file. With `--json` the numbers are printed instead, and drafts are
/// written only to a file.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok transcribe protokoll.txt --out drafts.jsonl")]
pub(crate) struct Args {
    /// The document: text, PDF or DOCX; `-` is standard input.
    pub(super) file: PathBuf,
    /// The day of the meeting, `YYYY-MM-DD`, where the text does not say it or says it wrongly.
    #[arg(long, value_name = "DATE")]
    pub(super) meeting: Option<Date>,
    /// Write the drafts to this file, which must not exist.
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Overwrite the file of `--out`.
    #[arg(long, requires = "out")]
    pub(super) force: bool,
    /// Infer ballots from reservations, where the numbers leave one possibility; they are marked `derived`.
    #[arg(long)]
    pub(super) derive_ballots: bool,
    /// Show the text and its reading side by side, ask where the reading is doubtful, and write corrected drafts.
    #[arg(long, requires = "out", conflicts_with = "json")]
    pub(super) review: bool,
    /// The editor in which drafts are corrected at the review.
    #[arg(long, value_name = "PROGRAM", env = "EDITOR", hide_env_values = true)]
    pub(super) editor: Option<String>,
    /// Print the numbers as JSON.
    #[arg(long)]
    pub(super) json: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let mut transcription = transcribe(args, context)?;
    if args.review {
        review::review(&mut transcription, args.editor.as_deref(), context)?;
    }
    match &args.out {
        Some(path) => write(path, args.force, &transcription)?,
        None if !args.json => {
            let mut drafts = transcription.drafts();
            drafts.try_for_each(|draft| context.out.json(&draft))?;
        }
        None => {}
    }
    let checked = checks::check(&transcription.events);
    if args.json {
        return context.out.json(&Answer {
            report: transcription.report(),
            findings: checked.findings(),
        });
    }
    summarize(&transcription.report(), context);
    tell_findings(checked.findings(), context);
    tell_notes(&transcription.notes, context);
    if let Some(path) = &args.out {
        context.out.remark(
            "hint",
            format!(
                "record them: `tingbok append {} --key registrar-1`",
                path.display()
            ),
        );
    }
    Ok(())
}

/// Events quote the text, and name the file that it was read from as it is.
fn transcribe(args: &Args, context: &mut Context) -> Result<Transcription, CommandError> {
    let source = input::read(&args.file, SOURCE_BYTES_MAX)?;
    let extracted = extraction::text_of(&args.file, &source, context)?;
    let digest = hex(&Sha256::digest(&source));
    let options = Options {
        meeting: args.meeting,
        registered: clock::moment(context.now()).date(),
        document: Some(digest.clone()),
        file: Some(MediaFile {
            sha256: digest,
            size: u64::try_from(source.len()).unwrap_or(u64::MAX),
            media_type: extracted.form.media_type().to_owned(),
        }),
        derive_ballots: args.derive_ballots,
    };
    let text = extracted.text.as_bytes();
    let read = context
        .entropy
        .draw(|draw| tingbok_transcribe::transcribe(text, &options, &mut || draw.id().to_string()))?;
    read.map_err(|error| refused(&args.file, error))
}

fn refused(path: &Path, error: TranscribeError) -> CommandError {
    CommandError::refused(format!("cannot transcribe `{}`", path.display())).because(error)
}

/// A line for each draft: they are many times the text, and never all of them in memory.
fn write(path: &Path, overwrites: bool, transcription: &Transcription) -> Result<(), CommandError> {
    let existing = if overwrites {
        Existing::Replaced
    } else {
        Existing::Stays("overwrite it with `--force`")
    };
    file::write_with(path, existing, |lines| {
        transcription.drafts().try_for_each(|draft| {
            serde_json::to_writer(&mut *lines, &draft)?;
            lines.write_all(b"\n")
        })
    })
}

/// The numbers, and where the text disagrees with itself.
#[derive(serde::Serialize)]
struct Answer<'t> {
    #[serde(flatten)]
    report: Report<'t>,
    findings: &'t [Disagreement],
}

fn summarize(report: &Report<'_>, context: &mut Context) {
    let mut table = Table::default();
    for (name, count) in &report.kinds {
        let kind = name.parse::<Kind>();
        let swedish = kind.map_or("", swedish);
        table.numbered(u64::try_from(*count).unwrap_or(u64::MAX), [*name, swedish]);
    }
    let lines = &report.lines;
    context.out.say(format!(
        "{} drafts; of {} lines {} have found their place and {} are kept as words",
        report.drafts, lines.total, lines.placed, lines.kept
    ));
    for line in table.lines() {
        context.out.say(format!("  {line}"));
    }
}

/// Says where the text disagrees with itself, with the words of both places.
fn tell_findings(findings: &[Disagreement], context: &mut Context) {
    for found in findings.iter().take(SHOWN_MAX) {
        context.out.remark("finding", &found.text);
        for place in found.places() {
            context.out.say(format!("  {place}"));
        }
    }
    let rest = findings.len().saturating_sub(SHOWN_MAX);
    if rest > 0 {
        context
            .out
            .remark("finding", format!("{rest} more: `--json` prints all"));
    }
}

/// Says what a person should look at, then what the text does not tell, and how much of each is left out.
fn tell_notes(notes: &[Note], context: &mut Context) {
    let (doubts, silent): (Vec<&Note>, Vec<&Note>) = notes.iter().partition(|note| note.is_doubt);
    let room = SHOWN_MAX.saturating_sub(doubts.len());
    let parts = [
        ("look", &doubts, SHOWN_MAX, "places to look at"),
        ("note", &silent, room, "notes on what the text does not tell"),
    ];
    let mut is_cut = false;
    for (word, notes, shown, what) in parts {
        for note in notes.iter().take(shown) {
            match note.line {
                Some(line) => context.out.remark(word, format!("line {line}: {}", note.text)),
                None => context.out.remark(word, &note.text),
            }
        }
        let rest = notes.len().saturating_sub(shown);
        if rest > 0 {
            is_cut = true;
            context.out.remark(word, format!("and {rest} more {what}"));
        }
    }
    if is_cut || !doubts.is_empty() {
        let hint =
            "`--review` shows the text beside its reading and asks where to look; `--json` prints all notes";
        context.out.remark("hint", hint);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How many findings, and how many notes, are printed: a person reads no more.
const SHOWN_MAX: usize = 20;

/// The largest document that is read.
pub(super) const SOURCE_BYTES_MAX: u64 = 64 << 20;
