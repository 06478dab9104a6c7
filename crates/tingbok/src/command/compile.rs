//! `tingbok compile`: the exact text of paragraphs is made from the events of their items, and recorded to be signed.
//!
//! Invariant: a text that would be the same again is not recorded again.
//!
//! Section: docs/procedure.md, `paragraph.compiled`; 5:67, 5:69.

use serde::Serialize;
use tingbok_minutes::Renderer;
use tingbok_procedure::content::ParagraphCompiled;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Moment, Stream};

use crate::context::Context;
use crate::error::CommandError;
use crate::keys::Handle;
use crate::minute_book::MinuteBook;
use crate::paragraphs::{ParagraphArgs, named, without_adjusters};
use crate::reading;
use crate::receipts::Receipts;
use crate::recording::{Recording, moment};
use crate::table::Table;

/// Make the exact text of paragraphs from their events, and record it: what the chair and the adjusters sign.
///
/// It holds the text, the range of events that it was made from, and the version of the renderer. It can be compiled
/// anew until somebody has signed it. A paragraph whose text would be the same again is left as it is.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok compile 71/2026 --key registrar-1\n  tingbok compile --meeting 2026-04-15 --key registrar-1"
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(super) which: ParagraphArgs,
    /// The handle of a key that signs; several sign together.
    #[arg(long = "key", value_name = "HANDLE", required = true)]
    pub(super) signers: Vec<Handle>,
    /// When it was done, a day or a time [default: now].
    #[arg(long, value_name = "WHEN")]
    pub(super) on: Option<Moment>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// What became of one paragraph.
#[derive(Serialize)]
struct CompiledView {
    paragraph: ParagraphRef,
    index: u64,
    meeting: String,
    from: u64,
    to: u64,
    renderer: String,
    unchanged: bool,
}

#[derive(Serialize)]
struct Answer<'r> {
    compiled: &'r [CompiledView],
    #[serde(flatten)]
    receipts: &'r Receipts,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::open(&log, context)?;
    let on = moment(args.on.as_ref(), context);
    let mut views = Vec::new();
    let mut recording = Recording::default();
    let mut lacking = Vec::new();
    for at in args.which.resolve(&book)? {
        let (content, kept, lacks) = text_of(at, &book)?;
        lacking.extend(lacks.then_some(at));
        views.push(CompiledView::of(at, &content, kept));
        if kept.is_none() {
            let content = Content::ParagraphCompiled(content);
            recording.add(context, &Stream::Paragraph(at), &on, &content, named(at))?;
        }
    }
    drop(log);
    let receipts = if recording.is_empty() {
        Vec::new()
    } else {
        recording.append(&args.signers, "compile", context)?
    };
    let fresh = views.iter_mut().filter(|view| !view.unchanged);
    for (view, receipt) in fresh.zip(&receipts) {
        view.index = receipt.index;
    }
    let receipts = Receipts::of(&receipts, recording.kinds());
    if let Some(hint) = without_adjusters(&lacking) {
        context.out.remark("hint", hint);
    }
    if args.json {
        return context.out.json(&Answer {
            compiled: &views,
            receipts: &receipts,
        });
    }
    for line in table(&views).lines() {
        context.out.line(line)?;
    }
    receipts.tell(context);
    Ok(())
}

/// The text of a paragraph, the entry that has it already, and whether nobody is appointed to adjust it who should be.
fn text_of(
    at: ParagraphRef,
    book: &MinuteBook<'_>,
) -> Result<(ParagraphCompiled, Option<u64>, bool), CommandError> {
    let state = book.state(at).map_err(reading::not_found)?;
    let adjustment = &state.adjustment;
    let lacks = adjustment.lacks_adjusters && adjustment.complete_on.is_none();
    let make = |renderer: Renderer| {
        let made = state.compile(renderer);
        made.map_err(|error| {
            CommandError::refused(format!("{} cannot be compiled", named(at))).because(error)
        })
    };
    if let Some(newest) = state.newest()
        && let Ok(own) = newest.compiled.renderer.parse::<Renderer>()
        // A later renderer is no reason to make a signed text anew: it reads as its own renderer made it.
        && (own == Renderer::default() || !state.signatures.is_empty())
    {
        let again = make(own)?;
        let kept = (again == newest.compiled).then_some(newest.entry);
        return Ok((again, kept, lacks));
    }
    Ok((make(Renderer::default())?, None, lacks))
}

fn table(views: &[CompiledView]) -> Table {
    let mut table = Table::default();
    for view in views {
        let (from, to, meeting) = (view.from, view.to, &view.meeting);
        let events = format!("events {from}–{to} of meeting/{meeting}");
        let what = if view.unchanged {
            format!("unchanged since entry {}", view.index)
        } else {
            format!("compiled at entry {}", view.index)
        };
        table.row([&named(view.paragraph), &what, &events, &view.renderer]);
    }
    table
}

impl CompiledView {
    fn of(paragraph: ParagraphRef, content: &ParagraphCompiled, kept: Option<u64>) -> Self {
        Self {
            paragraph,
            index: kept.unwrap_or_default(),
            meeting: content.meeting.to_string(),
            from: content.from,
            to: content.to,
            renderer: content.renderer.clone(),
            unchanged: kept.is_some(),
        }
    }
}
