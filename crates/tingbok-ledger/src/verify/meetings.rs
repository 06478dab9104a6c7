//! The procedure's level: which role signed which kind, and the rules of the meeting, over the whole log.
//!
//! Spec: docs/procedure.md.

use std::collections::BTreeSet;

use tingbok_procedure::Event;
use tingbok_record::authority::{Authority, LEDGER_KINDS};

use super::{Report, documents};
use crate::happened::Happened;
use crate::judging::Judge;
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
    pub(super) masked: bool,
    pub(super) by: Vec<String>,
    pub(super) basis: Option<u64>,
}

impl MeetingCheck {
    /// Judges what an entry says happened. What was admitted once is applied whatever the rules say today.
    pub(super) fn judge(&mut self, index: u64, said: &Said, authority: &Authority, report: &mut Report) {
        match &said.happened {
            Happened::Event(event) if said.masked => {
                self.judge.take(index, event);
                self.documents.extend(documents::named(event));
                report.checked.unjudged += 1;
                report.notes.push(format!(
                    "entry {index}: not judged: values of it are erased or lost"
                ));
            }
            Happened::Event(event) => self.judge_event(index, event, said, authority, report),
            Happened::OtherKind(kind) if LEDGER_KINDS.contains(&kind.as_str()) => {}
            Happened::OtherKind(kind) => {
                report.checked.unjudged += 1;
                report.notes.push(format!(
                    "entry {index}: kind `{kind}` is unknown here; verified, not judged"
                ));
            }
            Happened::Incomplete(why) => {
                report.checked.unjudged += 1;
                report.notes.push(format!("entry {index}: not judged: {why}"));
            }
        }
    }

    /// The documents that the events were read from or registered, by SHA-256 in hexadecimal.
    pub(super) fn documents(self) -> BTreeSet<String> {
        self.documents
    }

    fn judge_event(
        &mut self,
        index: u64,
        event: &Event,
        said: &Said,
        authority: &Authority,
        report: &mut Report,
    ) {
        report.checked.events += 1;
        if let Err(refusal) = check_role(&said.by, event, authority) {
            report.fail(format!("entry {index}"), refusal.to_string());
        }
        let findings = self.judge.judge(index, event, said.basis);
        report
            .findings
            .extend(findings.into_iter().map(|finding| (index, finding)));
        self.documents.extend(documents::named(event));
    }
}
