//! `tingbok audit`: every rule of the meeting over the whole ledger, and what should have been done and has not.
//!
//! Section: docs/procedure.md, "Two principles" and "Rules"; docs/guides/rules.md.

use tingbok_ledger::audit::{Audit, Beside, Irregularity, Place, Scope, audit};
use tingbok_minutes::Quotation;
use tingbok_minutes::quotation::in_runs;
use tingbok_procedure::content::Day;

use crate::clock;
use crate::context::Context;
use crate::error::CommandError;
use crate::form::{Form, FormArgs};
use crate::minute_book::{MinuteBook, ParagraphName};
use crate::paragraphs::named;
use crate::progress::Bar;
use crate::reading;

mod page;

/// Ask every rule of the meeting about the whole ledger: what is irregular, with its weight, section and entry.
///
/// A finding never blocks: what happened is on record, and stays. What cannot be judged is listed with the reason.
#[derive(clap::Args, Debug, Default)]
#[command(
    after_help = "Example:\n  tingbok audit --meeting 2026-04-15\n  tingbok audit --on 2026-12-31 --format html > granskning.html"
)]
pub(crate) struct Args {
    /// Only what belongs to the meeting on this day.
    #[arg(long, value_name = "DATE", conflicts_with = "paragraph")]
    pub(super) meeting: Option<Day>,
    /// Only what belongs to this paragraph, `71/2026`.
    #[arg(long, value_name = "PARAGRAPH")]
    pub(super) paragraph: Option<ParagraphName>,
    /// The day as of which it is said what has not been done [default: today].
    #[arg(long, value_name = "DATE")]
    pub(super) on: Option<Day>,
    /// Exit with 1 when anything is irregular or has not been done.
    #[arg(long)]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) form: FormArgs,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let on = clock::day(args.on, context);
    let scope = scope(args, &log, context)?;
    let bar = Bar::new("auditing", context);
    let audited = audit(&log, on, scope, &mut |progress| bar.show(progress));
    bar.finish();
    let audited = audited.map_err(reading::not_read)?;
    match args.form.form() {
        Form::Json => context.out.json(&audited)?,
        Form::Html => context.out.text(&page::page(&audited).to_html())?,
        Form::Text => print(&audited, context)?,
    }
    if args.strict && !audited.is_regular() {
        return Err(CommandError::refused(sum(&audited)));
    }
    Ok(())
}

/// What is asked about. A meeting or paragraph that is not in the ledger is refused: nothing would be found about it.
fn scope(
    args: &Args,
    log: &tingbok_ledger::log::Log,
    context: &mut Context,
) -> Result<Option<Scope>, CommandError> {
    if args.meeting.is_none() && args.paragraph.is_none() {
        return Ok(None);
    }
    let book = MinuteBook::open(log, context)?;
    let found = match (args.meeting, args.paragraph) {
        (Some(day), _) => book.of_meeting(day.0).map(|_| Scope::Meeting(day)),
        (None, Some(name)) => book.resolve(name).map(Scope::Paragraph),
        (None, None) => return Ok(None),
    };
    found.map(Some).map_err(reading::not_found)
}

fn print(audited: &Audit, context: &mut Context) -> Result<(), CommandError> {
    let (size, log, on) = (audited.size, &audited.log, audited.on);
    let of = match audited.only {
        None => String::new(),
        Some(Scope::Meeting(day)) => format!(", meeting {day}"),
        Some(Scope::Paragraph(at)) => format!(", {}", named(at)),
    };
    context
        .out
        .line(format!("{log}, {size} entries{of}, as of {on}"))?;
    for (title, found) in [("", &audited.findings), ("not done", &audited.outstanding)] {
        if !title.is_empty() && !found.is_empty() {
            context.out.line(format!("\n{title}"))?;
        }
        for one in found {
            print_one(one, context)?;
        }
    }
    if !audited.not_judged.is_empty() {
        context.out.line("\nnot judged")?;
    }
    for one in &audited.not_judged {
        context
            .out
            .line(format!("  {}: {}", place(&one.place), one.why))?;
    }
    if !audited.disputed.is_empty() {
        context.out.line("\ndisputed")?;
    }
    for one in &audited.disputed {
        let (handle, revoked) = (&one.handle, one.revoked);
        let line = format!("  {}: by {handle} at index {revoked}", place(&one.place));
        context.out.line(line)?;
    }
    context
        .out
        .verdict(audited.is_regular(), &format!("\n{}", sum(audited)))
}

fn print_one(one: &Irregularity, context: &mut Context) -> Result<(), CommandError> {
    let (verdict, rule) = (one.verdict.name(), one.rule);
    let section = one
        .section
        .map(|section| format!(", {section}"))
        .unwrap_or_default();
    context.out.line(format!(
        "\n{verdict}: {}, rule `{rule}`{section}",
        place(&one.place)
    ))?;
    context.out.line(format!("  {}", one.what))?;
    if !one.expected.is_empty() {
        context.out.line(format!("  expected {}", one.expected))?;
    }
    if let Some(words) = &one.words {
        context.out.line(format!("  {}", quoted(words)))?;
    }
    for other in &one.beside {
        context.out.line(format!("  beside {}", beside(other)))?;
    }
    Ok(())
}

/// `line 21: ”Med 4 ja-röster …”`.
pub(super) fn quoted(words: &Quotation) -> String {
    let of = if words.lines.len() > 1 { "lines" } else { "line" };
    format!("{of} {}: ”{}”", words.numbers(), words.words)
}

/// `entries 17–21, ballot.cast/1, lines 18–19: ”Följande röstar ja: …”`.
fn beside(other: &Beside) -> String {
    let of = if other.entries.len() > 1 {
        "entries"
    } else {
        "entry"
    };
    let place = format!("{of} {}, {}", in_runs(&other.entries), other.kind);
    let words = other.words.as_ref().map(quoted);
    [Some(place), words]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// `entry 41, § 71/2026`, or what is known of it.
fn place(place: &Place) -> String {
    let entry = place.entry.map(|entry| format!("entry {entry}"));
    let within = match (place.paragraph, place.meeting) {
        (Some(at), _) => Some(named(at)),
        (None, Some(day)) => Some(format!("meeting {day}")),
        (None, None) => place.stream.clone(),
    };
    let kind = place.kind.clone().filter(|_| place.entry.is_some());
    [entry, within, kind]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

fn sum(audited: &Audit) -> String {
    let counts = &audited.counts;
    let each = [
        (counts.rejected, "that today's rules refuse"),
        (counts.grave, "grave"),
        (counts.formal, "formal"),
        (counts.remark, "to remark"),
    ];
    let each = each.iter().filter(|(count, _)| *count > 0);
    let each: Vec<String> = each.map(|(count, word)| format!("{count} {word}")).collect();
    let judged = format!("{} events judged", audited.judged);
    if each.is_empty() {
        return format!("nothing irregular; {judged}");
    }
    let outstanding = match audited.outstanding.len() {
        0 => String::new(),
        count => format!(", {count} of them not done"),
    };
    format!("irregular: {}{outstanding}; {judged}", each.join(", "))
}
