//! `tingbok notice`: that the minutes are adjusted is announced, and the announcement taken down.
//!
//! Section: docs/procedure.md, "Time limits"; 8:12 and 13:5.

use clap::Subcommand;
use jiff::civil::Date;
use tingbok_minutes::notice_board::NoticeBoard;
use tingbok_procedure::content::{NoticePosted, NoticeRemoved, ParagraphNo};
use tingbok_procedure::limits::{ParagraphTimes, may_come_down};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Moment, Stream};

use crate::context::Context;
use crate::error::CommandError;
use crate::keys::Handle;
use crate::minute_book::MinuteBook;
use crate::paragraphs::{ParagraphArgs, named};
use crate::reading;
use crate::receipts::Receipts;
use crate::recording::{Recording, moment};

/// Record that notices (*anslag*) are posted or taken down.
///
/// The three weeks in which a decision can be appealed run from the day of the notice, and only while it is up.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok notice post --meeting 2026-04-15 --key registrar-1\n  tingbok notice remove 71/2026 --key registrar-1 --on 2026-05-18"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Post(PostArgs),
    Remove(RemoveArgs),
}

/// Record that the adjustment of paragraphs is announced; of a meeting, of those adjusted and not announced yet.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok notice post --meeting 2026-04-15 --key registrar-1 --on 2026-04-22"
)]
pub(super) struct PostArgs {
    #[command(flatten)]
    pub(super) common: Common,
    /// Where, when it is elsewhere than the body's notice place.
    #[arg(long, value_name = "TEXT")]
    pub(super) place: Option<String>,
}

/// Record that notices are taken down; of a meeting, those whose appeal time is out.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok notice remove --meeting 2026-04-15 --key registrar-1")]
pub(super) struct RemoveArgs {
    #[command(flatten)]
    common: Common,
}

#[derive(clap::Args, Debug)]
pub(super) struct Common {
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

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    match &args.what {
        What::Post(args) => post(args, context),
        What::Remove(args) => remove(args, context),
    }
}

/// Records that notices are posted.
pub(super) fn post(args: &PostArgs, context: &mut Context) -> Result<(), CommandError> {
    let content = |at: ParagraphRef| {
        Content::NoticePosted(NoticePosted {
            item: ParagraphNo(at.number),
            place: args.place.clone(),
        })
    };
    let is_due =
        |then: &ParagraphTimes, ever: &ParagraphTimes, _| then.adjusted.is_some() && ever.posted.is_none();
    record(
        &args.common,
        "is adjusted and not announced yet",
        is_due,
        content,
        context,
    )
}

fn remove(args: &RemoveArgs, context: &mut Context) -> Result<(), CommandError> {
    let content = |at: ParagraphRef| {
        Content::NoticeRemoved(NoticeRemoved {
            item: ParagraphNo(at.number),
        })
    };
    let is_due = |then: &ParagraphTimes, ever: &ParagraphTimes, on: Date| {
        let may = then.posted.is_some_and(|posted| may_come_down(posted) <= on);
        may && ever.removed.is_none()
    };
    record(
        &args.common,
        "has a notice that may come down",
        is_due,
        content,
        context,
    )
}

/// Records the same of each paragraph. Those that are named are recorded as said, and admission judges; of a meeting
/// only those that it is time for, by how things stood then and by what is recorded of any later day.
fn record(
    args: &Common,
    due: &str,
    is_due: impl Fn(&ParagraphTimes, &ParagraphTimes, Date) -> bool,
    content: impl Fn(ParagraphRef) -> Content,
    context: &mut Context,
) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::open(&log, context)?;
    let on = moment(args.on.as_ref(), context);
    let mut chosen = args.which.resolve(&book)?;
    if let Some(meeting) = args.which.meeting() {
        let board: NoticeBoard = book.fold(context)?;
        let times = |at: &ParagraphRef, day| board.paragraph(*at, day).map(|posted| posted.times);
        let both = |at: &ParagraphRef| Some((times(at, on.date())?, times(at, Date::MAX)?));
        chosen.retain(|at| both(at).is_some_and(|(then, ever)| is_due(&then, &ever, on.date())));
        if chosen.is_empty() {
            return Err(CommandError::refused(format!(
                "no paragraph of the meeting {meeting} {due} on {}",
                on.date()
            ))
            .hint("`tingbok due` lists what is to be done, and `tingbok notices` what is posted"));
        }
    }
    drop(log);
    let mut recording = Recording::default();
    for at in chosen {
        recording.add(context, &Stream::Paragraph(at), &on, &content(at), named(at))?;
    }
    let receipts = recording.append(&args.signers, "notice", context)?;
    Receipts::of(&receipts, recording.kinds()).print(args.json, context)
}
