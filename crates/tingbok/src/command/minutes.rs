//! `tingbok minutes`: a paragraph of the minutes (*protokoll*), made from its events.

use std::collections::BTreeMap;

use serde::Serialize;
use tingbok_minutes::{Minutes, Paragraph, View};

use crate::context::Context;
use crate::error::CommandError;
use crate::minute_book::{self, Disputed, ParagraphName};
use crate::reading;

/// Print a paragraph of the minutes, in Swedish, as its events give it.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok minutes 194/2023 --ledger ./regionstyrelsen")]
pub(crate) struct Args {
    /// The paragraph: `194/2023`, or `194` when only one year has it.
    #[arg(value_name = "PARAGRAPH")]
    pub(super) paragraph: ParagraphName,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// The paragraph, and what disputes its entries: the projection knows of events, not of keys.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    paragraph: &'a Paragraph,
    disputed: &'a [Disputed],
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let found = minute_book::paragraph(&log, args.paragraph).map_err(reading::not_found)?;
    reading::tell_incomplete(&found, context);
    let paragraph = Paragraph::project(&found.events).map_err(|error| {
        CommandError::refused(format!("§ {} cannot be put together", args.paragraph.number)).because(error)
    })?;
    if args.json {
        return context.out.json(&Answer {
            paragraph: &paragraph,
            disputed: &found.disputed,
        });
    }
    context.out.text(&Minutes::of(paragraph, Vec::new()).to_text())?;
    let remarks = remarks(&found.disputed);
    if !remarks.is_empty() {
        context.out.line("")?;
    }
    remarks.iter().try_for_each(|remark| context.out.line(remark))
}

/// A line in Swedish for each disputed entry, in the order of the log.
fn remarks(disputed: &[Disputed]) -> Vec<String> {
    let mut entries: BTreeMap<u64, (&str, Vec<String>)> = BTreeMap::new();
    for Disputed { index, kind, dispute } in disputed {
        let (_, by) = entries.entry(*index).or_insert((kind, Vec::new()));
        by.push(format!("{}, post {}", dispute.by, dispute.at));
    }
    let remark = |(index, (kind, by)): (u64, (&str, Vec<String>))| {
        format!(
            "Anmärkning: post {index} ({kind}) är bestridd: {}.",
            by.join("; ")
        )
    };
    entries.into_iter().map(remark).collect()
}
