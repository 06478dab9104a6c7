//! `tingbok show`: one entry, with its values beside the paths that commit to them.

use serde::Serialize;
use tingbok_ledger::journal::Record;
use tingbok_ledger::log::ReadError;
use tingbok_record::authority::Authority;
use tingbok_record::event::SignedEvent;

use crate::context::Context;
use crate::error::CommandError;
use crate::output::Output;
use crate::reading;
use crate::table::Table;
use crate::view::{self, EntryView, FieldView, StateView};

/// Show one entry: its place, its event, its values, its signatures.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok show 7 --ledger ./regionstyrelsen")]
pub(crate) struct Args {
    /// The index of the entry.
    index: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// All of an entry.
#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    entry: EntryView,
    prev: String,
    chain: String,
    authority: u64,
    basis: Option<Basis>,
    #[serde(flatten)]
    clear: Clear,
    fields: Vec<FieldView>,
    signatures: Vec<Signature>,
}

#[derive(Serialize)]
struct Basis {
    index: u64,
    chain: String,
}

/// The lines that stand in the clear on events of the stream `ledger`.
#[derive(Serialize)]
struct Clear {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    erases: Vec<(u64, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lost: Vec<(u64, String)>,
}

#[derive(Serialize)]
struct Signature {
    by: String,
    key: String,
    verifies: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let record = log.record(args.index).map_err(reading::not_read)?;
    let whole = Whole::read(args.index, &record, log.tip().authority()).map_err(reading::not_read)?;
    if args.json {
        context.out.json(&whole)
    } else {
        whole.print(&mut context.out)
    }
}

impl Whole {
    fn read(index: u64, record: &Record, authority: &Authority) -> Result<Self, ReadError> {
        let entry = view::entry(index, record)?;
        let event = view::event(&entry)?;
        let basis = event.header().basis;
        Ok(Self {
            entry: EntryView::read(index, record, authority)?,
            prev: entry.head.prev.to_string(),
            chain: entry.chain_hash().to_string(),
            authority: entry.head.authority,
            basis: basis.map(|basis| Basis {
                index: basis.index,
                chain: basis.chain.to_string(),
            }),
            clear: Clear::of(&event),
            fields: view::fields(index, record)?,
            signatures: signatures(&event, authority),
        })
    }

    fn print(&self, out: &mut Output) -> Result<(), CommandError> {
        let parts = [self.head(), self.values(), self.signed()];
        for (place, table) in parts.iter().filter(|table| !table.is_empty()).enumerate() {
            if place > 0 {
                out.line("")?;
            }
            for line in table.lines() {
                out.line(line)?;
            }
        }
        match self.entry.disputed() {
            None => Ok(()),
            Some(disputed) => out.verdict(false, &disputed),
        }
    }

    fn head(&self) -> Table {
        let entry = &self.entry;
        let mut table = Table::default();
        table.row(["entry", &entry.index.to_string()]);
        table.row(["received", &entry.received]);
        table.row(["prev", &self.prev]);
        table.row(["chain", &self.chain]);
        table.row(["authority", &self.authority.to_string()]);
        table.row(["id", &entry.id]);
        table.row(["stream", &format!("{} (seq {})", entry.stream, entry.seq)]);
        table.row(["kind", &entry.kind]);
        table.row(["at", &entry.at]);
        table.row(["by", &entry.by.join(",")]);
        if let Some(basis) = &self.basis {
            table.row(["basis", &format!("{} {}", basis.index, basis.chain)]);
        }
        self.clear.add_to(&mut table);
        table
    }

    fn values(&self) -> Table {
        let mut table = Table::default();
        for field in &self.fields {
            table.row([&field.path, &shown(&field.state)]);
        }
        table
    }

    fn signed(&self) -> Table {
        let mut table = Table::default();
        for signature in &self.signatures {
            let verdict = if signature.verifies {
                "verifies"
            } else {
                "DOES NOT VERIFY"
            };
            table.row(["signature", &signature.by, &signature.key, verdict]);
        }
        table
    }
}

impl Clear {
    fn of(event: &SignedEvent<'_>) -> Self {
        let clear = &event.header().clear;
        let leaf = |leaf: &tingbok_record::event::LeafAddress<'_>| (leaf.index, leaf.path.to_owned());
        Self {
            key: clear.key.map(str::to_owned),
            roles: clear.roles.iter().map(|role| (*role).to_owned()).collect(),
            until: clear.until,
            erases: clear.erases.iter().map(leaf).collect(),
            lost: clear.lost.iter().map(leaf).collect(),
        }
    }

    fn add_to(&self, table: &mut Table) {
        if let Some(key) = &self.key {
            table.row(["key", key]);
        }
        if !self.roles.is_empty() {
            table.row(["roles", &self.roles.join(",")]);
        }
        if let Some(until) = self.until {
            table.row(["until", &until.to_string()]);
        }
        for (name, leaves) in [("erases", &self.erases), ("lost", &self.lost)] {
            for (index, path) in leaves {
                table.row([name, &format!("{index} {path}")]);
            }
        }
    }
}

/// The signatures, each under the key that is enrolled for its handle.
fn signatures(event: &SignedEvent<'_>, authority: &Authority) -> Vec<Signature> {
    let text = event.text().as_bytes();
    let pairs = event.header().by.iter().zip(event.signatures());
    pairs
        .map(|(handle, signature)| {
            let key = authority.handle(handle).map(|enrolled| &enrolled.vkey);
            let key = key.filter(|key| key.id() == signature.key);
            Signature {
                by: (*handle).to_owned(),
                key: signature.key.to_string(),
                verifies: key.is_some_and(|key| key.verify(text, &signature.bytes).is_ok()),
            }
        })
        .collect()
}

fn shown(state: &StateView) -> String {
    match state {
        StateView::Value(value) => value.to_string(),
        StateView::Withheld(ground) => format!("withheld: {ground}"),
        StateView::Erased(by) => format!("erased (entry {by})"),
        StateView::Lost(by) => format!("lost (entry {by})"),
        StateView::Missing(_) => "missing".to_owned(),
    }
}
