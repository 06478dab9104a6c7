//! `tingbok withhold` and `tingbok release`: what every page, export and bundle leaves out from now on, or shows again.
//!
//! Section: docs/procedure.md, stream `publication`; OSL (2009:400).

use std::collections::BTreeSet;

use tingbok_procedure::content::{FieldReleased, FieldWithheld};
use tingbok_procedure::{Content, Moment, Stream};

use crate::context::Context;
use crate::error::CommandError;
use crate::keys::Handle;
use crate::leaves::{Leaf, LeafArgs, named};
use crate::minute_book::MinuteBook;
use crate::reading;
use crate::receipts::Receipts;
use crate::recording::{Recording, moment};

/// Withhold a value from every page, export and bundle, with its copies in the same paragraph or case (*sekretess*).
///
/// The ledger keeps it: who has the ledger can read it with `tingbok show`, and everything still verifies. In minutes
/// and lists stands `[sekretess, OSL 25 kap. 1 §]`.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok show 23\n  tingbok withhold 23 /mover/name --ground \"OSL 25 kap. 1 §\" --key archivist-1"
)]
pub(crate) struct Args {
    #[command(flatten)]
    leaves: LeafArgs,
    /// On what ground, `OSL 25 kap. 1 §`.
    #[arg(long, value_name = "SECTION")]
    ground: String,
    #[command(flatten)]
    signing: Signing,
}

/// Show a value again that was withheld, and its copies in the same paragraph or case.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok release 23 /mover/name --key archivist-1")]
pub(crate) struct ReleaseArgs {
    #[command(flatten)]
    leaves: LeafArgs,
    #[command(flatten)]
    signing: Signing,
}

/// Who signs, and when.
#[derive(clap::Args, Debug)]
struct Signing {
    /// The handle of a key that signs; several sign together.
    #[arg(long = "key", value_name = "HANDLE", required = true)]
    signers: Vec<Handle>,
    /// When it was decided, a day or a time [default: now].
    #[arg(long, value_name = "WHEN")]
    on: Option<Moment>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, None, context)?;
    let found = args.leaves.find(&book)?;
    let withheld = book.masks().withheld();
    let is_withheld = |(index, path): &Leaf| withheld.ground(*index, path).is_some();
    let (done, new): (BTreeSet<Leaf>, BTreeSet<Leaf>) = found.chosen.into_iter().partition(is_withheld);
    if new.is_empty() {
        let what = done.iter().map(named).collect::<Vec<_>>().join(", ");
        return Err(CommandError::refused(format!("withheld already: {what}"))
            .hint("release it first to withhold it on another ground"));
    }
    let still_shown: Vec<Leaf> = found
        .containing
        .into_iter()
        .filter(|leaf| !is_withheld(leaf))
        .collect();
    drop(book);
    drop(log);
    let content = |(index, path): &Leaf| {
        Content::FieldWithheld(FieldWithheld {
            index: *index,
            path: path.clone(),
            ground: args.ground.clone(),
        })
    };
    record(&new, content, "withhold", &args.signing, context)?;
    for leaf in still_shown.iter().take(LEAVES_TOLD_MAX) {
        context.out.remark(
            "note",
            format!("the same words stand in {}, which is shown", named(leaf)),
        );
    }
    if !still_shown.is_empty() {
        let hint = "withhold such a leaf too, or all of them with `--containing`";
        context.out.remark("hint", hint);
    }
    Ok(())
}

pub(super) fn release(args: &ReleaseArgs, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, None, context)?;
    let mut chosen = args.leaves.find(&book)?.chosen;
    let withheld = book.masks().withheld();
    chosen.retain(|(index, path)| withheld.ground(*index, path).is_some());
    drop(book);
    drop(log);
    if chosen.is_empty() {
        let (index, path) = (args.leaves.index, &args.leaves.path);
        return Err(
            CommandError::refused(format!("nothing of entry {index} {path} is withheld"))
                .hint(format!("`tingbok show {index}` tells what is")),
        );
    }
    let content = |(index, path): &Leaf| {
        Content::FieldReleased(FieldReleased {
            index: *index,
            path: path.clone(),
        })
    };
    record(&chosen, content, "release", &args.signing, context)
}

/// Records an event for each leaf, all or none.
fn record(
    leaves: &BTreeSet<Leaf>,
    content: impl Fn(&Leaf) -> Content,
    purpose: &str,
    signing: &Signing,
    context: &mut Context,
) -> Result<(), CommandError> {
    let on = moment(signing.on.as_ref(), context);
    let mut recording = Recording::default();
    for leaf in leaves {
        recording.add(context, &Stream::Publication, &on, &content(leaf), named(leaf))?;
    }
    let receipts = recording.append(&signing.signers, purpose, context)?;
    if !signing.json {
        for leaf in leaves {
            context.out.line(format!("{purpose}: {}", named(leaf)))?;
        }
    }
    Receipts::of(&receipts, recording.kinds()).print(signing.json, context)
}

/// A longer list helps nobody.
const LEAVES_TOLD_MAX: usize = 10;
