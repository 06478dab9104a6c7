//! The registrar's question of one paragraph: who signed what, is it still what the log says, and what came after?
//!
//! Invariants: reads the stored files alone, never an index or a snapshot, and repairs nothing. What is absent, malformed
//! or altered is a check that fails with its entry and leaf, never an error: only the operating system's errors and a
//! folder that is no ledger end it early. A check that could not be made fails and says why.
//!
//! Spec: docs/procedure.md, "States", *Paragraph*; docs/spec/keys.md, "Validity"; 5:69, JO 3339-2013.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;
use tingbok_procedure::content::Day;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_record::authority::Authority;

use super::{Known, Progress, Report, VerifyError, documents, entries};
use crate::paragraph::ParagraphState;
use later::LaterEvent;
use parts::{Part, Parts};

pub use bundled::verify_bundle;

mod bundled;
mod checks;
mod holding;
pub(super) mod later;
mod parts;

/// A paragraph as people name it: by its number, and by its year where the number alone does not say which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The number.
    pub number: u32,
    /// The year of its meeting.
    pub year: Option<i16>,
}

/// What the files say of a paragraph.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ParagraphReport {
    /// The paragraph, once it is found.
    pub paragraph: Option<ParagraphRef>,
    /// Whether every entry was read and none, or several, have that name: the name is wrong, and no file.
    #[serde(skip)]
    pub misnamed: bool,
    /// The day of its meeting.
    pub meeting: Option<Day>,
    /// The number of entries that the checkpoint covers.
    pub size: u64,
    /// What was checked, in this order.
    pub checks: Vec<Check>,
    /// The text that was compiled last.
    pub text: Option<SignedText>,
    /// Who is to sign it, who has, and under which key.
    pub signatures: Vec<Signatory>,
    /// What came after the text, in the order of the log.
    pub later: Vec<LaterEvent>,
    /// How many values of its entries are withheld, erased or lost.
    pub not_shown: u64,
    /// The documents that its events were read from or name, by SHA-256 in lower-case hexadecimal.
    pub documents: BTreeSet<String>,
}

/// Something that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What: a word that never changes.
    pub what: CheckOf,
    /// What came of it.
    pub outcome: Outcome,
    /// In words: what was checked, or what does not hold and where.
    pub detail: String,
}

/// What a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CheckOf {
    /// Every entry of the log: form, chain, keys, signatures, and the files that hold them.
    Log,
    /// The checkpoint: signed by the log's key, over the tree that the entries make.
    Checkpoint,
    /// The paragraph is in the log.
    Paragraph,
    /// The entries that make it are in the checkpoint's tree.
    Tree,
    /// No event of its streams is left out of evidence.
    Complete,
    /// Their signatures, under keys that were valid there.
    Signatures,
    /// Their values, against what was committed to.
    Values,
    /// The text made from the log today is the one that was compiled.
    Text,
    /// The chair and everyone appointed have signed that text.
    Adjusted,
    /// No key that signed was revoked from before.
    Disputes,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It holds as far as it goes, or does not apply; the detail is to be read.
    Noted,
    /// It does not hold.
    Fails,
}

/// The compiled text that signatures stand under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignedText {
    /// The entry.
    pub entry: u64,
    /// The event's id.
    pub id: String,
    /// SHA-256 of the event's text, in lower-case hexadecimal.
    pub sha256: String,
    /// The renderer that made it.
    pub renderer: String,
    /// The places of the item's first and last event in the meeting's stream.
    pub range: (u64, u64),
    /// The text.
    pub text: String,
}

/// Somebody who is to sign, or has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signatory {
    /// Who, as minutes name people.
    pub person: String,
    /// As what: `chair` or `adjuster`.
    pub role: &'static str,
    /// The signature; none while there is none.
    pub signed: Option<SignedBy>,
}

/// A signature, as its entry has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignedBy {
    /// The entry.
    pub entry: u64,
    /// When, as the signer claims.
    pub at: String,
    /// When it was received.
    pub received: String,
    /// The handle of the key.
    pub handle: String,
    /// The key, with its name and id.
    pub vkey: Option<String>,
    /// Who holds it, as its enrolment says.
    pub holder: Option<String>,
    /// The entry that enrolled it.
    pub enrolled: Option<u64>,
    /// Whether the newest text is what was signed.
    pub of_newest: bool,
    /// The entries of revocations that dispute it.
    pub disputed_by: Vec<u64>,
}

impl ParagraphReport {
    /// Whether no check failed.
    #[must_use]
    pub fn ok(&self) -> bool {
        self.checks.iter().all(|check| check.outcome != Outcome::Fails)
    }

    /// The checks that failed.
    pub fn failures(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.outcome == Outcome::Fails)
    }

    fn add(&mut self, what: CheckOf, outcome: Outcome, detail: impl Into<String>) {
        let detail = detail.into();
        self.checks.push(Check {
            what,
            outcome,
            detail,
        });
    }
}

/// Verifies a paragraph of the ledger in the folder `root`. `anchor` is the first root's vkey as known from outside.
///
/// # Errors
/// [`VerifyError`] when it is no ledger, is being written to, or the operating system fails.
pub fn verify_paragraph(
    root: &Path,
    wanted: Wanted,
    anchor: Option<&str>,
    progress: &mut dyn FnMut(Progress),
) -> Result<ParagraphReport, VerifyError> {
    let mut of_log = Report::default();
    let mut report = ParagraphReport::default();
    // The entries alone are read: half of what a verification of everything does.
    let mut of_entries = |step: Progress| {
        let total = step.total / 2;
        progress(Progress { total, ..step });
    };
    let Some(read) = entries(root, Known::root(anchor), &mut of_log, &mut of_entries)? else {
        checks::log(&of_log, None, &mut report);
        return Ok(report);
    };
    report.size = of_log.size;
    checks::log(&of_log, Some(&read.walk), &mut report);
    checks::checkpoint(&of_log, &mut report);
    let parts = Parts::find(wanted, &read, &mut report);
    checks::tree(&parts, &read, &mut report);
    check_parts(&parts, read.walk.authority(), &mut report);
    Ok(report)
}

/// What the entries that make a paragraph say of it, whatever they were read from.
fn check_parts(parts: &Parts, authority: &Authority, report: &mut ParagraphReport) {
    checks::signatures(parts, authority, report);
    checks::values(parts, report);
    let is_whole = report
        .failures()
        .all(|check| !matches!(check.what, CheckOf::Log | CheckOf::Checkpoint));
    report.misnamed &= is_whole;
    let state = parts.at.and_then(|at| {
        let entries = parts.logged();
        ParagraphState::of(at, &entries, authority)
    });
    checks::text(parts, state.as_ref(), report);
    checks::adjusted(parts, state.as_ref(), authority, report);
    checks::disputes(parts, authority, report);
    report.not_shown = parts.parts.iter().map(|part| part.gone + part.withheld).sum();
    let events = parts.parts.iter().filter_map(Part::event);
    report.documents = events.flat_map(documents::named).collect();
    if let Some(state) = &state {
        report.meeting = Some(state.meeting);
        report.text = state.newest().map(checks::signed_text);
        report.signatures = checks::signatories(state, authority);
        report.later = state.later.iter().map(LaterEvent::of).collect();
    }
}
