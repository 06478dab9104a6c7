//! The audit of the meetings: every rule over the whole log, and what has not been done by a given day.
//!
//! Invariants: reads the log alone, never an index or a snapshot; the same log and day give the same audit, in the
//! order of the log. What cannot be judged is said to be so, and is no finding. What was admitted once is judged by the
//! rules of its own day, as this program knows them.
//!
//! Spec: docs/procedure.md, "Two principles" and "Rules".

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use tingbok_minutes::Quotation;
use tingbok_procedure::content::Day;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Finding, Rule, Verdict, Wording};

use crate::log::{Log, ReadError};
use crate::masks::Masks;
use crate::verify::Progress;
use crate::view::{chunks, hex, read_chunk};
use fold::Fold;

mod fold;
mod quoting;

/// What of the log is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One meeting and its paragraphs, by its day.
    Meeting(Day),
    /// One paragraph.
    Paragraph(ParagraphRef),
}

/// What an audit found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Audit {
    /// The log's origin.
    pub log: String,
    /// The number of entries that were read.
    pub size: u64,
    /// The chain hash after the newest of them, BLAKE3 in lower-case hexadecimal.
    pub chain: String,
    /// The day as of which it is said what has not been done.
    pub on: Day,
    /// What was asked about; all of the log when nothing stands here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<Scope>,
    /// How many events were judged.
    pub judged: u64,
    /// How many irregularities there are of each weight, outstanding ones included.
    pub counts: Counts,
    /// What is irregular in the record, in the order of the log.
    pub findings: Vec<Irregularity>,
    /// What should have happened by the day and has not, by paragraph.
    pub outstanding: Vec<Irregularity>,
    /// What was not judged, and why, in the order of the log.
    pub not_judged: Vec<NotJudged>,
    /// Entries that a revocation disputes, in the order of the log.
    pub disputed: Vec<Disputed>,
}

/// How many irregularities there are of each weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// What today's rules would have refused.
    pub rejected: u64,
    /// What a court could set the decision aside for.
    pub grave: u64,
    /// Duties that were not done as the law has it.
    pub formal: u64,
    /// What whoever reads the record should know.
    pub remark: u64,
}

/// Where in the ledger something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The entry; none for what has not happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<u64>,
    /// The stream of the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
    /// The kind of its event, with its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// When it happened, as its author claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The day of the meeting that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Day>,
    /// The paragraph that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<ParagraphRef>,
}

/// Something irregular, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Irregularity {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// The rule, by its code.
    #[serde(serialize_with = "code")]
    pub rule: Rule,
    /// Its weight. `rejected`: it stands in the record, and today's rules would refuse it.
    #[serde(serialize_with = "name")]
    pub verdict: Verdict,
    /// The section behind the rule, as it read on the day of the meeting.
    pub section: Option<&'static str>,
    /// What was found. Programs read it in English.
    pub what: Wording,
    /// What the rule expects; empty where `what` says it.
    pub expected: Wording,
    /// The words that the event was read from, where it was read from a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Quotation>,
    /// What it was held against, kind by kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
}

/// Entries of one kind that something irregular was held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// The kind of their events, with its version.
    pub kind: &'static str,
    /// The entries, in the order of the log.
    pub entries: Vec<u64>,
    /// The words that they were read from, where they were read from a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Quotation>,
}

/// Something that was not judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotJudged {
    /// Where: an entry, or a meeting.
    #[serde(flatten)]
    pub place: Place,
    /// Why.
    pub why: String,
}

/// An entry that is disputed: a key that signed it was revoked, from an earlier entry on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disputed {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// The handle of the key.
    pub handle: String,
    /// The entry that revoked it.
    pub revoked: u64,
    /// From where on what it signed is disputed.
    pub until: u64,
}

impl Audit {
    /// Whether nothing is irregular, and nothing outstanding.
    #[must_use]
    pub fn is_regular(&self) -> bool {
        self.findings.is_empty() && self.outstanding.is_empty()
    }
}

impl Counts {
    fn of<'a>(irregularities: impl Iterator<Item = &'a Irregularity>) -> Self {
        let mut counts = Self::default();
        for irregularity in irregularities {
            *match irregularity.verdict {
                Verdict::Rejected => &mut counts.rejected,
                Verdict::Grave => &mut counts.grave,
                Verdict::Formal => &mut counts.formal,
                Verdict::Remark => &mut counts.remark,
            } += 1;
        }
        counts
    }
}

impl Irregularity {
    fn new(place: Place, finding: Finding, beside: Vec<Beside>) -> Self {
        Self {
            words: None,
            beside,
            place,
            rule: finding.rule,
            verdict: finding.rule.verdict(),
            section: finding.section,
            what: finding.what,
            expected: finding.expected,
        }
    }
}

/// Audits the log: all of it, or what belongs to a meeting or a paragraph, which is judged by the whole log too.
///
/// `on` is the day as of which it is said what is outstanding.
///
/// # Errors
/// [`ReadError`] when an entry cannot be read, or a value is not the one that was signed.
pub fn audit(
    log: &Log,
    on: Date,
    only: Option<Scope>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Audit, ReadError> {
    let size = log.size();
    let masks = Masks::of_gone(log)?;
    let mut fold = Fold::new(log);
    for range in chunks(0..size) {
        let done = range.end;
        for entry in read_chunk(log, range, &masks)? {
            fold.take(&entry)?;
        }
        progress(Progress { done, total: size });
    }
    let chain = log.chain_hash(size.saturating_sub(1))?;
    let mut found = fold.finish(on, only);
    quoting::quote(log, &masks, &mut found.findings)?;
    Ok(Audit {
        log: log.settings().origin.clone(),
        size,
        chain: chain.map(|chain| hex(&chain.0)).unwrap_or_default(),
        on: Day(on),
        only,
        judged: found.judged,
        counts: Counts::of(found.findings.iter().chain(&found.outstanding)),
        findings: found.findings,
        outstanding: found.outstanding,
        not_judged: found.not_judged,
        disputed: found.disputed,
    })
}

fn code<S: Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.code())
}

fn name<S: Serializer>(verdict: &Verdict, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(verdict.name())
}
