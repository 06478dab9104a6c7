//! What the rules of the meeting make of drafts that were read: text is checked like what was recorded.
//!
//! The drafts are admitted one after the other into a meeting of their own, so that rules which need more than the text
//! (the roster, the body's rules) are not judged here; `append` and `audit` do that.

use std::collections::BTreeMap;

use tingbok_procedure::{Event, State};

/// Findings and refusals by the place of the event.
#[derive(Debug, Default)]
pub(super) struct Checked {
    findings: BTreeMap<usize, Vec<String>>,
    rejected: Option<String>,
}

/// Admits the events one after the other.
pub(super) fn check(events: &[Event]) -> Checked {
    let mut state = State::new();
    let mut checked = Checked::default();
    for (index, event) in events.iter().enumerate() {
        match state.admit(event) {
            Ok(findings) => {
                let texts: Vec<String> = findings.iter().map(ToString::to_string).collect();
                if !texts.is_empty() {
                    checked.findings.insert(index, texts);
                }
                state.apply(event);
            }
            Err(rejection) => {
                checked.rejected.get_or_insert_with(|| rejection.to_string());
            }
        }
    }
    checked
}

impl Checked {
    /// What is irregular about an event.
    pub(super) fn of(&self, index: usize) -> impl Iterator<Item = &str> {
        self.findings
            .get(&index)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// All findings with the place of their event, in order.
    pub(super) fn findings(&self) -> impl Iterator<Item = (usize, &str)> {
        let all = self.findings.iter();
        all.flat_map(|(index, texts)| texts.iter().map(|text| (*index, text.as_str())))
    }

    /// Why the drafts cannot be recorded, when they cannot.
    pub(super) fn rejected(&self) -> Option<&str> {
        self.rejected.as_deref()
    }
}
