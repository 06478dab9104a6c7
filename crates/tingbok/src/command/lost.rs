//! `tingbok lost` and `tingbok found`: a value that is gone without an erasure is recorded as lost, and stands again when
//! a copy has it.
//!
//! Section: docs/spec/content.md, "States of a field"; docs/spec/keys.md, "`field.lost/1`".

use std::collections::BTreeSet;
use std::path::PathBuf;

use tingbok_ledger::authoring::{NewClearLines, NewEvent};
use tingbok_ledger::found::{SearchError, search, unexplained};
use tingbok_ledger::open::OpenError;
use tingbok_ledger::settings::SettingsError;
use tingbok_record::json::Value;

use crate::context::Context;
use crate::error::CommandError;
use crate::keys::Handle;
use crate::leaves::{Leaf, named};
use crate::reading;
use crate::writing::Writing;

/// Record that values of entries are lost: they are not there, or are not those that were signed, and no erasure says so.
///
/// `tingbok verify` names such entries. What is lost is counted apart from what is erased, always, and stands again when
/// it is found: `tingbok found COPY`. First look for a copy.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok verify\n  tingbok lost 23 --why \"disk error of 3 March\" --key root-1 --key registrar-1"
)]
pub(crate) struct Args {
    /// The indexes of the entries.
    #[arg(value_name = "INDEX", required = true)]
    entries: Vec<u64>,
    /// What happened.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// The handles of the keys that sign: a root and one more.
    #[arg(long = "key", value_name = "HANDLE", required = true)]
    signers: Vec<Handle>,
}

/// Put values back that were lost, from a copy of the ledger that still has them.
///
/// Only the copy's disclosures are read, and a value is taken when it opens what was signed. What is erased stays erased.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok found /media/backup/regionstyrelsen")]
pub(crate) struct FoundArgs {
    /// The folder of the copy.
    #[arg(value_name = "DIR")]
    copy: PathBuf,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let mut lost: BTreeSet<Leaf> = BTreeSet::new();
    for &index in &args.entries {
        let leaves = unexplained(&log, index).map_err(reading::not_read)?;
        if leaves.is_empty() {
            return Err(CommandError::refused(format!(
                "every value of entry {index} is there, or its absence is recorded"
            ))
            .hint("`tingbok verify` names the entries that lack values"));
        }
        lost.extend(leaves.into_iter().map(|path| (index, path)));
    }
    drop(log);
    let reason = args.why.iter().map(|why| {
        let text = vec![Value::String(why.clone())];
        ("reason".to_owned(), Value::Array(text))
    });
    let event = NewEvent {
        id: context.entropy.id()?,
        stream: "ledger".to_owned(),
        kind: "field.lost/1".to_owned(),
        at: crate::clock::moment(context.now()).to_string(),
        content: Value::Object(reason.collect()),
        clear: NewClearLines {
            lost: lost.clone(),
            ..NewClearLines::default()
        },
    };
    let writing = Writing::open(context, &args.signers, "lost")?;
    let recorded = writing.erase(&mut context.entropy, &event);
    let closed = writing.close();
    let receipt = recorded?;
    closed?;
    for leaf in &lost {
        context.out.line(format!("lost: {}", named(leaf)))?;
    }
    context.out.line(format!(
        "recorded by entry {}; `tingbok found COPY` puts back what a copy has",
        receipt.index
    ))
}

pub(super) fn found(args: &FoundArgs, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let found = search(&log, &args.copy).map_err(|error| not_searched(args, error))?;
    drop(log);
    if found.is_empty() {
        return context.out.line("nothing that is lost stands in this copy");
    }
    let writing = Writing::open(context, &[], "found")?;
    let put_back = writing.put_back(found.clone());
    let closed = writing.close();
    put_back?;
    closed?;
    for value in &found {
        let leaf = (value.index, value.path.clone());
        context.out.line(format!("found: {}", named(&leaf)))?;
    }
    Ok(())
}

fn not_searched(args: &FoundArgs, error: SearchError) -> CommandError {
    let name = args.copy.display();
    match error {
        SearchError::Read(error) => reading::not_read(error),
        SearchError::Copy(OpenError::Settings(SettingsError::NotALedger)) => {
            CommandError::refused(format!("`{name}` is no folder that can be read"))
        }
        error => CommandError::store(format!("cannot read the copy `{name}`")).because(error),
    }
}
