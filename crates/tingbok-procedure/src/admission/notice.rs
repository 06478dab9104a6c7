//! What follows the adjustment: the notice, appeals, force, corrections.
//!
//! Spec: docs/procedure.md, "Rules" and "Time limits"; 8:12, 13:1, 13:5, FL 36 §.

use jiff::civil::Date;

use super::Judgement;
use super::record::Record;
use super::sequence::not_before;
use crate::content::{Content, Ground, ParagraphCorrected};
use crate::event::Event;
use crate::limits::{last_day_of_appeal, may_come_down, post_by};
use crate::moment::Moment;
use crate::rule::{Finding, Rejection, Rule};

impl Record<'_> {
    /// Judges what is announced or happens when the minutes are adjusted.
    pub(super) fn admit_announcement(&self, event: &Event) -> Judgement {
        let on = event.at.date();
        let posted = ("the notice", self.paragraph.posted.as_ref());
        let found = match &event.content {
            Content::NoticePosted(_) => {
                self.not_posted()?;
                let removed = self.paragraph.removed.as_ref();
                not_before(
                    ("posting the notice anew", &event.at),
                    ("taking it down", removed),
                )?;
                self.posted_on(on)
            }
            Content::NoticeRemoved(_) => {
                self.is_posted()?;
                not_before(("taking the notice down", &event.at), posted)?;
                self.removed_on(on)
            }
            Content::AppealLodged(_) => self.appealed_on(on),
            Content::ForceGained(gained) => {
                not_before(("force", &event.at), posted)?;
                let decided = gained.appeal_decided.as_ref().map(|court| court.date.0);
                let decision = decided.map(Moment::Day);
                not_before(("force", &event.at), ("the court's decision", decision.as_ref()))?;
                self.in_force_on(on, decided)
            }
            Content::ParagraphCorrected(corrected) => return self.admit_correction(event, corrected),
            _ => None,
        };
        Ok(found.into_iter().collect())
    }

    /// The last day of appeal, while the notice is up or was up long enough.
    fn appeal_until(&self) -> Option<Date> {
        let until = last_day_of_appeal(self.paragraph.posted.as_ref()?.date());
        let removed = self.paragraph.removed.as_ref().map(Moment::date);
        removed.is_none_or(|removed| removed > until).then_some(until)
    }

    /// A notice is posted anew when the earlier one did not do its work: it came down early, so that no appeal time ran,
    /// or it was up before there was anything to announce.
    fn not_posted(&self) -> Result<(), Rejection> {
        let (what, hint) = match (&self.paragraph.posted, &self.paragraph.removed) {
            (Some(posted), None) => (
                format!("the notice of § {} is posted already (`{posted}`)", self.at),
                "it is up; record `notice.removed/1` when it comes down",
            ),
            (Some(posted), Some(removed)) if self.appeal_until().is_some() && self.announced() => (
                format!(
                    "the notice of § {} was up its whole time, from `{posted}` to `{removed}`",
                    self.at
                ),
                "the appeal time is out and does not run again; what changes later is another decision's notice",
            ),
            _ => return Ok(()),
        };
        Err(notice_in_order(what, hint))
    }

    /// Whether the newest notice followed the adjustment that it announces.
    fn announced(&self) -> bool {
        let follows = |posted: &Moment| self.adjusted_on().is_none_or(|on| posted.date() >= on);
        self.is_adjusted() && self.paragraph.posted.as_ref().is_some_and(follows)
    }

    fn is_posted(&self) -> Result<(), Rejection> {
        let (what, hint) = match (&self.paragraph.posted, &self.paragraph.removed) {
            (None, _) => (
                format!(
                    "the notice of § {} is not posted: it cannot be taken down",
                    self.at
                ),
                "record `notice.posted/1` first",
            ),
            (_, Some(removed)) => (
                format!("the notice of § {} is taken down already (`{removed}`)", self.at),
                "a notice is taken down once",
            ),
            _ => return Ok(()),
        };
        Err(notice_in_order(what, hint))
    }

    fn posted_on(&self, on: Date) -> Option<Finding> {
        let early = |what: String| {
            let expected = "the notice to follow the adjustment, which it announces";
            Some(Finding::new(Rule::PostedAfterAdjustment, what).expecting(expected))
        };
        if !self.is_adjusted() {
            return early(format!(
                "the notice of § {} is posted on {on}, before it is adjusted",
                self.at
            ));
        }
        let adjusted = self.adjusted_on()?;
        if on < adjusted {
            return early(format!(
                "the notice of § {} is posted on {on}, it was adjusted on {adjusted}",
                self.at
            ));
        }
        let by = post_by(adjusted);
        // The first notice was in time, or has its finding: posting it anew is a matter of the whole time alone.
        (on > by && !self.announced()).then(|| {
            let what = format!(
                "the notice of § {} is posted on {on}, it was adjusted on {adjusted}",
                self.at
            );
            Finding::new(Rule::PostedInTime, what).expecting(format!("{by} at the latest"))
        })
    }

    fn removed_on(&self, on: Date) -> Option<Finding> {
        let posted = self.paragraph.posted.as_ref()?.date();
        let from = may_come_down(posted);
        (on < from).then(|| {
            let what = format!(
                "the notice of § {} is taken down on {on}, it was posted on {posted}",
                self.at
            );
            let expected = format!("{from} at the earliest: the appeal time does not run");
            Finding::new(Rule::PostedWholeTime, what).expecting(expected)
        })
    }

    fn appealed_on(&self, on: Date) -> Option<Finding> {
        let until = self.appeal_until().filter(|until| on > *until)?;
        let what = format!("an appeal against § {} is lodged on {on}", self.at);
        Some(Finding::new(Rule::AppealInTime, what).expecting(format!("{until} at the latest")))
    }

    /// Force, perhaps after a court's decision of the given day, which answers what was appealed by then.
    fn in_force_on(&self, on: Date, decided: Option<Date>) -> Option<Finding> {
        let finding = |why: String, expected: String| {
            let what = format!("§ {} is said to be in force on {on}: {why}", self.at);
            Some(Finding::new(Rule::ForceInTime, what).expecting(expected))
        };
        let Some(posted) = &self.paragraph.posted else {
            return finding(
                "no notice is posted".to_owned(),
                "a notice, and three weeks from its day".to_owned(),
            );
        };
        let Some(until) = self.appeal_until() else {
            let why = "the notice was taken down before the appeal time was out".to_owned();
            return finding(
                why,
                format!("the notice up until {}", last_day_of_appeal(posted.date())),
            );
        };
        let mut appeals = self.paragraph.appeals.iter().map(Moment::date);
        let unanswered = |appeal: Date| decided.is_none_or(|decided| decided < appeal);
        if let Some(appeal) = appeals.find(|appeal| *appeal <= until && unanswered(*appeal)) {
            let expected = "the court's decision of it, in `appeal_decided`".to_owned();
            return finding(format!("an appeal was lodged on {appeal}"), expected);
        }
        if let Some(decided) = decided.filter(|_| self.paragraph.appeals.is_empty()) {
            let why = format!("a court has decided on {decided}, and nobody is recorded to have appealed");
            return finding(why, "the appeal in the record".to_owned());
        }
        if on > until {
            return None;
        }
        finding(
            format!("the appeal time runs until {until}"),
            format!("{} at the earliest", may_come_down(posted.date())),
        )
    }

    fn admit_correction(&self, event: &Event, corrected: &ParagraphCorrected) -> Judgement {
        if !self.is_adjusted() {
            let what = format!("§ {} is not adjusted: there is nothing to correct", self.at);
            let hint = "record what is missing in the meeting, and compile the paragraph anew";
            return Err(Rejection::new(Rule::CorrectionOfAdjusted, what, hint));
        }
        let adjusted = self.adjusted_on().map(Moment::Day);
        not_before(
            ("the correction", &event.at),
            ("the adjustment", adjusted.as_ref()),
        )?;
        Ok(self.without_ground(corrected).into_iter().collect())
    }

    fn without_ground(&self, corrected: &ParagraphCorrected) -> Option<Finding> {
        let of_decision = corrected.ground == Some(Ground::NewDecision);
        let missing: Vec<&str> = [
            (corrected.ground.is_none(), "its ground"),
            (
                corrected.by.is_none() && corrected.decision.is_none(),
                "who decided it",
            ),
            (
                of_decision && corrected.decision.is_none(),
                "the decision that it follows",
            ),
            (corrected.old.is_empty(), "what was wrong"),
        ]
        .into_iter()
        .filter_map(|(missing, what)| missing.then_some(what))
        .collect();
        if missing.is_empty() {
            return None;
        }
        let what = format!(
            "the correction of § {} does not say {}",
            self.at,
            missing.join(", nor ")
        );
        let expected = "what was wrong, what it reads now, who decided it and on what ground";
        Some(Finding::new(Rule::CorrectionHasGround, what).expecting(expected))
    }
}

fn notice_in_order(what: String, hint: &str) -> Rejection {
    Rejection::new(Rule::NoticeInOrder, what, hint)
}
