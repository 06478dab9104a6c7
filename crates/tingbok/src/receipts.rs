//! What became of events that were handed in, as people and programs see it: a line for each, then what is irregular
//! about them, with its weight and section.

use serde::Serialize;
use tingbok_desk::{Lang, saying};
use tingbok_ledger::receipt::Receipt;

use crate::context::Context;
use crate::error::CommandError;
use crate::table::Table;
use crate::term;

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
    /// The same in Swedish, with the name of its rule and its weight.
    #[serde(skip)]
    swedish: String,
}

/// A reference, and whether the ledger holds what it refers to.
#[derive(Serialize)]
struct NoteView {
    index: u64,
    text: String,
    #[serde(skip)]
    swedish: String,
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
        self.list(Lang::En, context)?;
        self.tell(context);
        Ok(())
    }

    /// Prints them as the prompt speaks.
    pub(crate) fn print_at_prompt(&self, lang: Lang, context: &mut Context) -> Result<(), CommandError> {
        self.list(lang, context)?;
        for finding in &self.findings {
            let (index, verdict) = (finding.index, finding.verdict);
            let said = lang.of(
                format!("post {index}, {}", finding.swedish),
                format!("entry {index}, {verdict}: {}", finding.text),
            );
            let said = saying::with_commands(&said, lang);
            context.out.remark(lang.of("anmärkning", "finding"), said);
        }
        for note in &self.notes {
            let index = note.index;
            let said = lang.of(
                format!("post {index}: {}", note.swedish),
                format!("entry {index}: {}", note.text),
            );
            context.out.remark(lang.of("obs", "note"), said);
        }
        Ok(())
    }

    fn list(&self, lang: Lang, context: &mut Context) -> Result<(), CommandError> {
        let mut table = Table::default();
        for receipt in &self.receipts {
            let chain = receipt.chain.get(..CHAIN_CHARS).unwrap_or(&receipt.chain);
            let repeated = if receipt.repeated {
                lang.of("antecknad tidigare", "recorded before")
            } else {
                ""
            };
            table.numbered(receipt.index, [&receipt.kind, chain, &receipt.received, repeated]);
        }
        table.lines().try_for_each(|line| context.out.line(line))
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
        swedish: format!(
            "{}: {}: {}",
            term::verdict(finding.rule.verdict()),
            term::rule(finding.rule),
            finding.swedish()
        ),
    })
}

/// What an event refers to, held by this ledger or not.
fn notes(receipt: &Receipt) -> impl Iterator<Item = NoteView> {
    receipt.notes.iter().map(|note| {
        let (holds, finns) = if note.held {
            ("holds", "finns")
        } else {
            ("does not hold", "inte finns")
        };
        NoteView {
            index: receipt.index,
            text: format!("refers to `{}`, which this ledger {holds}", note.cited),
            swedish: format!("hänvisar till `{}`, som {finns} i den här liggaren", note.cited),
            held: note.held,
        }
    })
}

/// How much of a chain hash is shown to people.
const CHAIN_CHARS: usize = 12;
