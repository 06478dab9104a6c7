//! What became of events that were handed in, as people and programs see it: a line for each, then what is irregular
//! about them, with its weight and section.

use serde::Serialize;
use tingbok_ledger::receipt::Receipt;

use crate::context::Context;
use crate::error::CommandError;
use crate::table::Table;

/// The receipts of a batch.
#[derive(Serialize)]
pub(crate) struct Receipts {
    receipts: Vec<ReceiptView>,
    findings: Vec<FindingView>,
    notes: Vec<NoteView>,
}

#[derive(Serialize)]
struct ReceiptView {
    index: u64,
    id: String,
    kind: String,
    chain: String,
    received: String,
    repeated: bool,
}

/// Something irregular about an event that was recorded all the same.
#[derive(Serialize)]
struct FindingView {
    index: u64,
    rule: &'static str,
    verdict: &'static str,
    section: Option<&'static str>,
    text: String,
}

/// A reference, and whether the ledger holds what it refers to.
#[derive(Serialize)]
struct NoteView {
    index: u64,
    text: String,
    held: bool,
}

impl Receipts {
    /// Of receipts and the kinds of their events, in the same order.
    pub(crate) fn of<'k>(receipts: &[Receipt], kinds: impl IntoIterator<Item = &'k str>) -> Self {
        let view = |(receipt, kind): (&Receipt, &str)| ReceiptView {
            index: receipt.index,
            id: receipt.id.to_string(),
            kind: kind.to_owned(),
            chain: receipt.chain.to_string(),
            received: receipt.received.clone(),
            repeated: receipt.repeated,
        };
        Self {
            receipts: receipts.iter().zip(kinds).map(view).collect(),
            findings: receipts.iter().flat_map(findings).collect(),
            notes: receipts.iter().flat_map(notes).collect(),
        }
    }

    /// Prints them: receipts as data, what is to be said about them as talk.
    pub(crate) fn print(&self, as_json: bool, context: &mut Context) -> Result<(), CommandError> {
        if as_json {
            return context.out.json(self);
        }
        let mut table = Table::default();
        for receipt in &self.receipts {
            let chain = receipt.chain.get(..CHAIN_CHARS).unwrap_or(&receipt.chain);
            let repeated = if receipt.repeated { "recorded before" } else { "" };
            table.numbered(receipt.index, [&receipt.kind, chain, &receipt.received, repeated]);
        }
        for line in table.lines() {
            context.out.line(line)?;
        }
        self.tell(context);
        Ok(())
    }

    /// Says what is irregular about the events, and what they refer to.
    pub(crate) fn tell(&self, context: &mut Context) {
        for finding in &self.findings {
            let (index, verdict) = (finding.index, finding.verdict);
            let line = format!("entry {index}, {verdict}: {}", finding.text);
            context.out.remark("finding", line);
        }
        for note in &self.notes {
            let line = format!("entry {}: {}", note.index, note.text);
            context.out.remark("note", line);
        }
    }
}

fn findings(receipt: &Receipt) -> impl Iterator<Item = FindingView> {
    receipt.findings.iter().map(|finding| FindingView {
        index: receipt.index,
        rule: finding.rule.code(),
        verdict: finding.rule.verdict().name(),
        section: finding.section,
        text: finding.to_string(),
    })
}

/// What an event refers to, held by this ledger or not.
fn notes(receipt: &Receipt) -> impl Iterator<Item = NoteView> {
    receipt.notes.iter().map(|note| {
        let holds = if note.held { "holds" } else { "does not hold" };
        NoteView {
            index: receipt.index,
            text: format!("refers to `{}`, which this ledger {holds}", note.cited),
            held: note.held,
        }
    })
}

/// How much of a chain hash is shown to people.
const CHAIN_CHARS: usize = 12;
