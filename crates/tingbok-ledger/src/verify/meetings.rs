//! The procedure's level: which role signed which kind, and the rules of the meeting, over the whole log.
//!
//! Spec: docs/procedure.md.

use std::collections::BTreeSet;

use tingbok_procedure::Stream;
use tingbok_record::authority::{Authority, LEDGER_KINDS};

use super::{Report, documents};
use crate::happened::{Happened, Masking};
use crate::judging::{Judge, why_masked};
use crate::submission::check_role;

/// The meetings as the log tells them, in its order.
#[derive(Default)]
pub(super) struct MeetingCheck {
    judge: Judge,
    documents: BTreeSet<String>,
}

/// What an entry says, and what its author's program had seen.
pub(super) struct Said {
    pub(super) happened: Happened,
    /// Whether values of it are withheld, erased or lost.
    pub(super) masking: Masking,
    /// The stream that it stands in.
    pub(super) stream: Stream,
    pub(super) by: Vec<String>,
    pub(super) basis: Option<u64>,
}

impl MeetingCheck {
    /// Judges what an entry says happened. What was admitted once is applied whatever the rules say today.
    pub(super) fn judge(&mut self, index: u64, said: &Said, authority: &Authority, report: &mut Report) {
        if let Happened::Event(event) = &said.happened {
            if let Err(refusal) = check_role(&said.by, event, authority) {
                report.fail(format!("entry {index}"), refusal.to_string());
            }
            self.documents.extend(documents::named(event));
        }
        match &said.happened {
            Happened::Event(event) if said.masking != Masking::None || self.judge.hangs_on_masked(event) => {
                self.judge.take_masked(index, event);
                report.checked.unjudged += 1;
                if said.masking != Masking::None {
                    let why = why_masked(true);
                    report.notes.push(format!("entry {index}: not judged: {why}"));
                }
            }
            Happened::Event(event) => {
                report.checked.events += 1;
                let findings = self.judge.judge(index, event, said.basis);
                report
                    .findings
                    .extend(findings.into_iter().map(|finding| (index, finding)));
            }
            Happened::OtherKind(kind) if LEDGER_KINDS.contains(&kind.as_str()) => {}
            Happened::OtherKind(kind) => {
                report.checked.unjudged += 1;
                report.notes.push(format!(
                    "entry {index}: kind `{kind}` is unknown here; verified, not judged"
                ));
            }
            Happened::Incomplete(why) => {
                if said.masking != Masking::None {
                    self.judge.miss(&said.stream);
                }
                report.checked.unjudged += 1;
                report.notes.push(format!("entry {index}: not judged: {why}"));
            }
        }
    }

    /// The documents that the events were read from or registered, by SHA-256 in hexadecimal.
    pub(super) fn documents(self) -> BTreeSet<String> {
        self.documents
    }
}
