//! `tingbok log`: what stands in the log, a line for each entry.

use crate::context::Context;
use crate::error::CommandError;
use crate::reading;
use crate::table::Table;
use crate::view::EntryView;

/// List the log: index, time of receipt, stream, kind and signers of each entry.
#[derive(clap::Args, Debug, Default)]
#[command(after_help = "Example:\n  tingbok log --ledger ./regionstyrelsen")]
pub(crate) struct Args {
    /// Print JSON lines, one for each entry.
    #[arg(long)]
    pub(super) json: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let tip = log.tip();
    let mut page = Table::default();
    for item in log.replay(None).map_err(reading::not_read)? {
        let (index, record) = item.map_err(reading::not_read)?;
        let entry = EntryView::read(index, &record, tip.authority()).map_err(reading::not_read)?;
        if args.json {
            context.out.json(&entry)?;
        } else {
            add(&mut page, &entry);
        }
        if (index + 1) % PAGE_ENTRIES == 0 {
            print(&mut page, context)?;
        }
        if context.out.is_closed() {
            return Ok(());
        }
    }
    print(&mut page, context)
}

fn add(page: &mut Table, entry: &EntryView) {
    let by = entry.by.join(",");
    let disputed = entry.disputed().unwrap_or_default();
    page.numbered(
        entry.index,
        [&entry.received, &entry.stream, &entry.kind, &by, &disputed],
    );
}

fn print(page: &mut Table, context: &mut Context) -> Result<(), CommandError> {
    for line in std::mem::take(page).lines() {
        context.out.line(line)?;
    }
    Ok(())
}

/// Columns are aligned within so many entries: a log of any length is listed as it is read.
const PAGE_ENTRIES: u64 = 1000;
