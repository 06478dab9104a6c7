//! What should have happened by a day and has not: paragraphs that are not adjusted, notices that are not posted.
//!
//! Findings about events stand where the event is; what did not happen has no event, and is asked for a day.
//!
//! Spec: docs/procedure.md, "Time limits"; 5:69, 8:12.

use jiff::civil::Date;

use super::State;
use super::record::Record;
use crate::limits::{adjust_by, post_by};
use crate::rule::{Finding, Rule};
use crate::stream::ParagraphRef;
use crate::words;

/// A duty whose time is out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    /// The paragraph.
    pub at: ParagraphRef,
    /// What was to be done, and by when.
    pub finding: Finding,
}

impl State {
    /// What should have been done by the end of a day and is not recorded to have been done at all, by paragraph. What
    /// was done late has its finding where it is recorded.
    ///
    /// Only meetings whose course is recorded are asked: of a paragraph that was read from old minutes nobody knows when
    /// it was adjusted.
    #[must_use]
    pub fn outstanding(&self, on: Date) -> Vec<Outstanding> {
        let mut all: Vec<Outstanding> = Vec::new();
        for (day, meeting) in &self.meetings {
            if meeting.course().opened().is_none() || (meeting.course().closed().is_none() && *day >= on) {
                continue;
            }
            for (number, _) in meeting.items() {
                let at = super::paragraph_of(*day, number);
                let finding = self.record(at).and_then(|record| overdue(&record, on));
                let finding = finding.and_then(|finding| finding.on(*day, self.body.kind_on(*day)));
                all.extend(finding.map(|finding| Outstanding { at, finding }));
            }
        }
        all.sort_by_key(|outstanding| outstanding.at);
        all
    }
}

fn overdue(record: &Record<'_>, on: Date) -> Option<Finding> {
    let at = record.at;
    match (record.adjusted_on(), &record.paragraph.posted) {
        (None, _) if record.is_adjusted() => None,
        (None, _) => {
            let (meeting, by) = (record.last_day(), adjust_by(record.last_day()));
            (on > by).then(|| {
                let what = words!(
                    "§ {at} is not adjusted on {on}, its meeting was on {meeting}",
                    "§ {at} är inte justerad den {on}, sammanträdet hölls {meeting}"
                );
                Finding::new(Rule::AdjustedInTime, what)
                    .expecting(words!("{by} at the latest", "senast {by}"))
            })
        }
        (Some(adjusted), None) => {
            let by = post_by(adjusted);
            (on > by).then(|| {
                let what = words!(
                    "the notice of § {at} is not posted on {on}, it was adjusted on {adjusted}",
                    "§ {at} är inte anslagen den {on}, den justerades {adjusted}"
                );
                Finding::new(Rule::PostedInTime, what).expecting(words!("{by} at the latest", "senast {by}"))
            })
        }
        (Some(_), Some(_)) => None,
    }
}
