//! What the rules of the meeting make of drafts that were read: text is checked like what was recorded.
//!
//! The drafts are admitted one after the other into a meeting of their own, so that rules which need more than the text
//! (the roster, the body's rules) are not judged here; `append` and `audit` do that. What is found quotes both places: the
//! words of the event, and those that it was held against.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tingbok_minutes::Quotation;
use tingbok_minutes::quotation::lines_of;
use tingbok_procedure::{Event, Finding, Rejection, State};

/// Findings and the first refusal.
#[derive(Debug, Default)]
pub(super) struct Checked {
    findings: Vec<Disagreement>,
    rejected: Option<Rejection>,
}

/// Where the text disagrees with itself or with the rules.
#[derive(Debug, Serialize)]
pub(super) struct Disagreement {
    /// The place of the draft, from 0.
    pub(super) draft: usize,
    /// The rule, by its code.
    rule: &'static str,
    /// What is found, with the rule and its section.
    pub(super) text: String,
    /// The words of the draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Quotation>,
    /// The words that they were held against.
    #[serde(skip_serializing_if = "Option::is_none")]
    beside: Option<Quotation>,
}

/// Admits the events one after the other.
pub(super) fn check(events: &[Event]) -> Checked {
    let text = Text::of(events);
    let mut state = State::new();
    let mut checked = Checked::default();
    for (draft, event) in events.iter().enumerate() {
        match state.admit(event) {
            Ok(findings) => {
                let disagreements = findings.iter().map(|finding| text.disagreement(draft, finding));
                checked.findings.extend(disagreements);
                state.apply(event);
            }
            Err(rejection) => {
                checked.rejected.get_or_insert(rejection);
            }
        }
    }
    checked
}

/// The events that were read, by what a finding names them by.
struct Text<'e> {
    events: &'e [Event],
    by_id: BTreeMap<&'e str, &'e Event>,
    /// The words of every line.
    words: BTreeMap<u64, &'e str>,
}

impl<'e> Text<'e> {
    fn of(events: &'e [Event]) -> Self {
        let sources = events.iter().map(|event| &event.source);
        let lines = sources.flat_map(|source| source.lines.iter().copied().zip(&source.quote));
        Self {
            events,
            by_id: events.iter().map(|event| (event.id.as_str(), event)).collect(),
            words: lines.map(|(line, words)| (line, words.as_str())).collect(),
        }
    }

    fn disagreement(&self, draft: usize, finding: &Finding) -> Disagreement {
        let own: BTreeSet<u64> = self.events.get(draft).into_iter().flat_map(lines_of).collect();
        let held = finding.beside.iter().filter_map(|id| self.by_id.get(id.as_str()));
        let held = held.flat_map(|event| lines_of(event));
        let apart: BTreeSet<u64> = held.filter(|line| !own.contains(line)).collect();
        Disagreement {
            draft,
            rule: finding.rule.code(),
            text: finding.to_string(),
            words: self.quoted(&own),
            beside: self.quoted(&apart),
        }
    }

    fn quoted(&self, lines: &BTreeSet<u64>) -> Option<Quotation> {
        let known = lines.iter().filter_map(|line| self.words.get_key_value(line));
        Quotation::of(&known.map(|(line, words)| (*line, *words)).collect())
    }
}

impl Checked {
    /// What is irregular about an event.
    pub(super) fn of(&self, draft: usize) -> impl Iterator<Item = &Disagreement> {
        self.findings.iter().filter(move |found| found.draft == draft)
    }

    /// All of it, in the order of the drafts.
    pub(super) fn findings(&self) -> &[Disagreement] {
        &self.findings
    }

    /// Why the drafts cannot be recorded, when they cannot.
    pub(super) fn rejected(&self) -> Option<&Rejection> {
        self.rejected.as_ref()
    }
}

impl Disagreement {
    /// Both places, each on a line.
    pub(super) fn places(&self) -> impl Iterator<Item = String> {
        self.words.iter().map(quoted_at).chain(self.beside())
    }

    /// What it was held against, where that is told apart.
    pub(super) fn beside(&self) -> Option<String> {
        let beside = self.beside.as_ref()?;
        Some(format!("beside {}", quoted_at(beside)))
    }
}

/// `line 21: ”Med 4 ja-röster …”`.
pub(super) fn quoted_at(words: &Quotation) -> String {
    let of = if words.lines.len() > 1 { "lines" } else { "line" };
    format!("{of} {}: ”{}”", words.numbers(), words.words)
}
