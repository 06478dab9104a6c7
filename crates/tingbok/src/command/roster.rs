//! `tingbok roster`: who has a seat in the body; and `tingbok roster import`, a table of them into elections.
//!
//! Invariant: what a table would change is shown before it is recorded, and a roster that has it already is not changed.
//!
//! Section: docs/spec/desk.md, "Rosters"; docs/procedure.md, `member.elected`.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::civil::Date;
use serde::Serialize;
use tingbok_desk::roster::{Listed, Plan, Roster, Table as Rows, office, read};
use tingbok_ledger::view::logged;
use tingbok_procedure::content::{Day, MemberElected, Office};
use tingbok_procedure::{Content, Draft, Event, Moment, Source, Stream};

use crate::clock;
use crate::context::Context;
use crate::error::CommandError;
use crate::file::{self, Existing};
use crate::input;
use crate::keys::Handle;
use crate::minute_book::MinuteBook;
use crate::reading;
use crate::receipts::Receipts;
use crate::recording::Recording;
use crate::table::Table;

/// List the members and substitutes of the body, or import them from a table.
#[derive(clap::Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Example:\n  tingbok roster --on 2026-03-11\n  tingbok roster import ledamoter.csv --key registrar-1"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// Those of this day [default: today].
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    Import(ImportArgs),
}

/// Read a table of members, and record those who are not in the roster.
///
/// The file is CSV with a header (`namn`, `parti`, `uppdrag`, `ordning`, `från`, `till`, `member`; `;` or `,`), or a
/// JSON array of objects with the same members. Without `--out` and `--key` it is shown and nothing is done.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok roster import ledamoter.csv\n  tingbok roster import ledamoter.csv --key registrar-1"
)]
struct ImportArgs {
    /// The table; `-` is standard input.
    file: PathBuf,
    /// Write the drafts to this file, which must not exist.
    #[arg(long, value_name = "FILE", conflicts_with = "signers")]
    out: Option<PathBuf>,
    /// The handle of a key that signs, to record them at once; several sign together.
    #[arg(long = "key", value_name = "HANDLE")]
    signers: Vec<Handle>,
    /// The day of the election, for rows that state no first day [default: today].
    #[arg(long = "elected", value_name = "DAY")]
    on: Option<Day>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    match &args.what {
        Some(What::Import(import)) => run_import(import, context),
        None => list(args, context),
    }
}

#[derive(Serialize)]
struct MemberView<'r> {
    #[serde(flatten)]
    elected: &'r MemberElected,
    #[serde(skip_serializing_if = "Option::is_none")]
    released: Option<String>,
}

fn list(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let roster = roster(context)?;
    let on = clock::day(args.on, context);
    let begun = |listed: &&Listed| listed.elected.from.is_none_or(|from| from.0 <= on);
    let current: Vec<&Listed> = roster
        .listed()
        .filter(|listed| listed.runs_on(on))
        .filter(begun)
        .collect();
    if args.json {
        let views: Vec<MemberView<'_>> = current
            .iter()
            .map(|listed| MemberView {
                elected: &listed.elected,
                released: listed.released.map(|day| day.to_string()),
            })
            .collect();
        return context.out.json(&views);
    }
    let mut table = Table::default();
    for listed in current {
        row(&mut table, &listed.elected, "");
    }
    if table.is_empty() {
        context.out.say(format!("nobody is in the roster on {on}"));
    }
    for line in table.lines() {
        context.out.line(line)?;
    }
    Ok(())
}

fn run_import(args: &ImportArgs, context: &mut Context) -> Result<(), CommandError> {
    let name = args.file.display().to_string();
    let refused = |error| CommandError::refused(format!("cannot import `{name}`")).because(error);
    let table = read(&input::read(&args.file, TABLE_BYTES_MAX)?).map_err(refused)?;
    let on = clock::day(args.on, context);
    let plan = roster(context)?.compare(&table, on).map_err(refused)?;
    show(&table, &plan, context)?;
    if plan.elected.is_empty() {
        context
            .out
            .say("everybody is in the roster: there is nothing to record");
        return Ok(());
    }
    if let Some(path) = &args.out {
        return write(path, &drafts(&plan, on, context)?, context);
    }
    if args.signers.is_empty() {
        context.out.remark(
            "hint",
            "record them with `--key HANDLE`, or write the drafts with `--out FILE`",
        );
        return Ok(());
    }
    let mut recording = Recording::default();
    for (line, elected) in &plan.elected {
        let at = Moment::Day(elected.from.map_or(on, |day| day.0));
        let content = Content::MemberElected(elected.clone());
        recording.add(
            context,
            &Stream::Body,
            &at,
            &content,
            format!("`{name}` line {line}"),
        )?;
    }
    let receipts = recording.append(&args.signers, "roster", context)?;
    Receipts::of(&receipts, recording.kinds()).print(false, context)
}

/// The roster as the log has it.
fn roster(context: &mut Context) -> Result<Roster, CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::open(&log, context)?;
    let mut entries = Vec::new();
    for index in book.directory().body().iter() {
        entries.push(logged(&log, index, book.masks()).map_err(reading::not_read)?);
    }
    reading::tell_unread(&entries, context);
    let events: Vec<&Event> = entries
        .iter()
        .filter_map(tingbok_minutes::Logged::event)
        .collect();
    Ok(Roster::of(events))
}

/// Who is new, and what the roster has otherwise.
fn show(rows: &Rows, plan: &Plan, context: &mut Context) -> Result<(), CommandError> {
    if let Some(encoding) = rows.encoding {
        context.out.remark(
            "note",
            format!("the table is no UTF-8, and was read as {encoding}"),
        );
    }
    let mut table = Table::default();
    for (line, elected) in &plan.elected {
        row(&mut table, elected, &format!("line {line}"));
    }
    for line in table.lines() {
        context.out.line(line)?;
    }
    context.out.flush()?;
    for (line, member, what) in &plan.changed {
        context.out.remark(
            "note",
            format!("line {line}: `{member}` is left as it is: {what}"),
        );
    }
    for (line, seat, member) in &plan.beside {
        context.out.remark(
            "note",
            format!("line {line}: `{member}` is {seat} in the roster on the same days"),
        );
    }
    if !plan.changed.is_empty() {
        context.out.remark(
            "hint",
            "a change is recorded as `member.released/1` and a new `member.elected/1`",
        );
    }
    if !plan.unchanged.is_empty() {
        context
            .out
            .say(format!("{} are in the roster already", plan.unchanged.len()));
    }
    if !plan.absent.is_empty() {
        let names: Vec<String> = plan.absent.iter().map(|id| format!("`{id}`")).collect();
        context.out.remark(
            "note",
            format!("in the roster, and not in the table: {}", names.join(", ")),
        );
    }
    Ok(())
}

fn row(table: &mut Table, elected: &MemberElected, line: &str) {
    let order = match (elected.office, elected.order) {
        (Office::Substitute, Some(order)) => format!("{} {order}", office(elected.office)),
        (one, _) => office(one).to_owned(),
    };
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let (person, from, until) = (elected.person.to_string(), day(elected.from), day(elected.until));
    table.row([&elected.member.0, &person, &order, &from, &until, line]);
}

fn drafts(plan: &Plan, on: Date, context: &mut Context) -> Result<Vec<Draft>, CommandError> {
    let draft = |elected: &MemberElected, context: &mut Context| -> Result<Draft, CommandError> {
        Ok(Draft::of(&Event {
            id: context.entropy.id()?.to_string(),
            stream: Stream::Body,
            at: Moment::Day(elected.from.map_or(on, |day| day.0)),
            content: elected.clone().into(),
            source: Source::default(),
            signed: None,
        }))
    };
    plan.elected
        .iter()
        .map(|(_, elected)| draft(elected, context))
        .collect()
}

fn write(path: &Path, drafts: &[Draft], context: &mut Context) -> Result<(), CommandError> {
    let mut text = String::new();
    for draft in drafts {
        let line = serde_json::to_string(draft);
        text += &line.map_err(|error| CommandError::store("cannot write a draft").because(error))?;
        text.push('\n');
    }
    let existing = Existing::Stays("name a file that does not exist");
    file::write(path, existing, text.as_bytes())?;
    let path = path.display();
    context.out.remark(
        "hint",
        format!("record them: `tingbok append {path} --key registrar-1`"),
    );
    Ok(())
}

/// More than any body has members.
const TABLE_BYTES_MAX: u64 = 16 << 20;
