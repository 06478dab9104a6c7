//! One paragraph verified from its evidence alone, offline: the same checks as in the ledger, and what they lack there.
//!
//! Invariant: a check that needs the rest of the log is not made and not passed: what is not proven is said in words.
//!
//! Spec: docs/spec/bundle.md, "Verification".

use std::collections::BTreeMap;
use std::sync::Arc;

use tingbok_procedure::Stream;
use tingbok_record::audit::Verdict;
use tingbok_record::authority::Authority;
use tingbok_record::disclosure::Place;
use tingbok_record::entry::Entry;
use tingbok_record::event::SignedEvent;
use tingbok_record::evidence::{Established, Evidence, EvidencePlace, EvidenceRefusal};

use super::holding::Holding;
use super::parts::Parts;
use super::{CheckOf, Outcome, ParagraphReport, Wanted, check_parts};
use crate::journal::Record;
use crate::log::ReadError;

/// Verifies evidence of a paragraph. `anchor` is the first root's vkey as known from outside.
#[must_use]
pub fn verify_bundle(evidence: &Evidence, anchor: Option<&str>) -> ParagraphReport {
    let mut report = ParagraphReport::default();
    let established = match evidence.check(anchor) {
        Ok(established) => established,
        Err(refusal) => {
            refused(&refusal, &mut report);
            return report;
        }
    };
    report.size = established.size;
    let Some(wanted) = wanted(evidence) else {
        let detail = format!("`{}` is no paragraph", evidence.subject);
        report.add(CheckOf::Paragraph, Outcome::Fails, detail);
        return report;
    };
    entries(evidence, &established, &mut report);
    let bundled = Bundled::new(evidence, established);
    let parts = Parts::find(wanted, &bundled, &mut report);
    let tree = format!(
        "the {} entries that are here are in the checkpoint's tree",
        bundled.records.len()
    );
    report.add(CheckOf::Tree, Outcome::Holds, tree);
    complete(wanted, &bundled, &mut report);
    check_parts(&parts, bundled.authority(), &mut report);
    // There is no other name that could have been meant.
    report.misnamed = false;
    report
}

/// What record level says of all entries that are here, and of the checkpoint.
fn entries(evidence: &Evidence, established: &Established, report: &mut ParagraphReport) {
    let all = format!(
        "{} entries of {}, with the keys that they lead to, and {} signatures verify",
        evidence.items.len(),
        established.size,
        established.signatures
    );
    match established.verdict {
        Verdict::Verified => report.add(CheckOf::Log, Outcome::Holds, all),
        Verdict::NotAnchored => {
            let detail = format!("{all}; nobody said which root's key is the right one");
            report.add(CheckOf::Log, Outcome::Noted, detail);
        }
        other => report.add(CheckOf::Log, Outcome::Fails, other.to_string()),
    }
    let detail = format!(
        "signed by the log's key, for {} entries with root `{}`",
        established.size, established.root
    );
    report.add(CheckOf::Checkpoint, Outcome::Holds, detail);
}

fn refused(refusal: &EvidenceRefusal, report: &mut ParagraphReport) {
    let what = match refusal.place {
        EvidencePlace::Checkpoint => CheckOf::Checkpoint,
        EvidencePlace::Row(_) => CheckOf::Values,
        _ => CheckOf::Log,
    };
    report.add(what, Outcome::Fails, refusal.to_string());
}

/// The paragraph that evidence says it is about.
fn wanted(evidence: &Evidence) -> Option<Wanted> {
    let stream: Stream = evidence.subject.parse().unwrap_or_else(|never| match never {});
    match stream {
        Stream::Paragraph(at) => Some(Wanted {
            number: at.number,
            year: Some(at.year),
        }),
        _ => None,
    }
}

/// Whether every event of the paragraph's streams is here, up to the last of each: places in a stream have no gap.
fn complete(wanted: Wanted, bundled: &Bundled, report: &mut ParagraphReport) {
    let mut streams: BTreeMap<Stream, Vec<u64>> = BTreeMap::new();
    bundled.each(&mut |_, bytes| {
        let entry = Entry::parse(bytes).ok();
        let event = entry.and_then(|entry| SignedEvent::parse(entry.event).ok());
        let Some(event) = event else { return };
        let header = event.header();
        let stream: Stream = header.stream.parse().unwrap_or_else(|never| match never {});
        let is_own = stream
            .paragraph()
            .is_some_and(|at| at.number == wanted.number && Some(at.year) == wanted.year);
        if is_own || matches!(stream, Stream::Body | Stream::Meeting(_)) {
            streams.entry(stream).or_default().push(header.seq);
        }
    });
    let gap = streams.iter().find_map(|(stream, places)| {
        let absent = (0..).zip(places).find(|(expected, found)| expected != *found)?.0;
        Some(format!("event {absent} of {stream} is absent"))
    });
    let has = |wanted: fn(&Stream) -> bool| streams.keys().any(wanted);
    let gap = gap.or_else(|| {
        let absent = if !has(|stream| *stream == Stream::Body) {
            "body"
        } else if !has(|stream| matches!(stream, Stream::Meeting(_))) {
            "the paragraph's meeting"
        } else {
            return None;
        };
        Some(format!("no event of {absent} is here"))
    });
    let to = |(stream, places): (&Stream, &Vec<u64>)| places.last().map(|last| format!("{stream} 0–{last}"));
    match gap {
        Some(gap) => report.add(CheckOf::Complete, Outcome::Fails, gap),
        None => {
            let all: Vec<String> = streams.iter().filter_map(to).collect();
            let detail = format!("no event is left out of {}", all.join(", "));
            report.add(CheckOf::Complete, Outcome::Holds, detail);
        }
    }
}

/// The entries of evidence that holds.
struct Bundled {
    records: BTreeMap<u64, Arc<Record>>,
    established: Established,
}

impl Bundled {
    fn new(evidence: &Evidence, established: Established) -> Self {
        let records = evidence.items.iter().filter_map(|item| {
            let index = Entry::parse(item.entry.as_bytes()).ok()?.head.index;
            let record = Record {
                entry: item.entry.clone().into_bytes(),
                row: item.row.clone().into_bytes(),
            };
            Some((index, Arc::new(record)))
        });
        Self {
            records: records.collect(),
            established,
        }
    }
}

impl Holding for Bundled {
    fn each(&self, show: &mut dyn FnMut(u64, &[u8])) {
        for (index, record) in &self.records {
            show(*index, &record.entry);
        }
    }

    fn entry(&self, index: u64) -> Option<Vec<u8>> {
        self.records.get(&index).map(|record| record.entry.clone())
    }

    fn record(&self, index: u64) -> Result<Arc<Record>, ReadError> {
        let size = self.established.size;
        let found = self.records.get(&index).cloned();
        found.ok_or(ReadError::Beyond { index, size })
    }

    fn authority(&self) -> &Authority {
        &self.established.authority
    }

    fn size(&self) -> u64 {
        self.established.size
    }

    fn place(&self) -> Place {
        Place::Export
    }
}
