//! What follows the adjustment: the notice, appeals, force, corrections.
//!
//! Spec: docs/procedure.md, "Rules" and "Time limits"; 8:12, 13:1, 13:5, FL 36 §.

use jiff::civil::Date;

use super::Judgement;
use super::record::Record;
use super::sequence::{Act, not_before};
use crate::content::{Content, Ground, ParagraphCorrected};
use crate::event::Event;
use crate::limits::{last_day_of_appeal, may_come_down, post_by};
use crate::moment::Moment;
use crate::rule::{Finding, Rejection, Rule};
use crate::wording::Wording;
use crate::words;

impl Record<'_> {
    /// Judges what is announced or happens when the minutes are adjusted.
    pub(super) fn admit_announcement(&self, event: &Event) -> Judgement {
        let on = event.at.date();
        let posted = (Act::Notice, self.paragraph.posted.as_ref());
        let found = match &event.content {
            Content::NoticePosted(_) => {
                self.not_posted()?;
                let removed = self.paragraph.removed.as_ref();
                not_before((Act::PostingAnew, &event.at), (Act::TakingItDown, removed))?;
                self.posted_on(on)
            }
            Content::NoticeRemoved(_) => {
                self.is_posted()?;
                not_before((Act::TakingDown, &event.at), posted)?;
                self.removed_on(on)
            }
            Content::AppealLodged(_) => self.appealed_on(on),
            Content::ForceGained(gained) => {
                not_before((Act::Force, &event.at), posted)?;
                let decided = gained.appeal_decided.as_ref().map(|court| court.date.0);
                let decision = decided.map(Moment::Day);
                not_before((Act::Force, &event.at), (Act::CourtsDecision, decision.as_ref()))?;
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
                words!(
                    "the notice of § {at} is posted already (`{posted}`)",
                    "justeringen av § {at} är redan anslagen (`{posted}`)",
                    at = self.at,
                ),
                words!(
                    "it is up; record `notice.removed/1` when it comes down",
                    "anslaget sitter uppe; anteckna `notice.removed/1` när det tas ned"
                ),
            ),
            (Some(posted), Some(removed)) if self.appeal_until().is_some() && self.announced() => (
                words!(
                    "the notice of § {at} was up its whole time, from `{posted}` to `{removed}`",
                    "anslaget för § {at} satt uppe hela sin tid, från `{posted}` till `{removed}`",
                    at = self.at,
                ),
                words!(
                    "the appeal time is out and does not run again; what changes later is another decision's notice",
                    "överklagandetiden är ute och löper inte om; det som ändras senare anslås med det beslutet"
                ),
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
                words!(
                    "the notice of § {at} is not posted: it cannot be taken down",
                    "justeringen av § {at} är inte anslagen: anslaget kan inte tas ned",
                    at = self.at,
                ),
                words!(
                    "record `notice.posted/1` first",
                    "anteckna `notice.posted/1` först"
                ),
            ),
            (_, Some(removed)) => (
                words!(
                    "the notice of § {at} is taken down already (`{removed}`)",
                    "anslaget för § {at} är redan nedtaget (`{removed}`)",
                    at = self.at,
                ),
                words!("a notice is taken down once", "ett anslag tas ned en gång"),
            ),
            _ => return Ok(()),
        };
        Err(notice_in_order(what, hint))
    }

    fn posted_on(&self, on: Date) -> Option<Finding> {
        let early = |what: Wording| {
            let expected = words!(
                "the notice to follow the adjustment, which it announces",
                "att anslaget följer på justeringen, som det tillkännager"
            );
            Some(Finding::new(Rule::PostedAfterAdjustment, what).expecting(expected))
        };
        if !self.is_adjusted() {
            return early(words!(
                "the notice of § {at} is posted on {on}, before it is adjusted",
                "§ {at} anslås {on}, innan den är justerad",
                at = self.at,
            ));
        }
        let adjusted = self.adjusted_on()?;
        if on < adjusted {
            return early(words!(
                "the notice of § {at} is posted on {on}, it was adjusted on {adjusted}",
                "§ {at} anslås {on}, den justerades {adjusted}",
                at = self.at,
            ));
        }
        let by = post_by(adjusted);
        // The first notice was in time, or has its finding: posting it anew is a matter of the whole time alone.
        (on > by && !self.announced()).then(|| {
            let what = words!(
                "the notice of § {at} is posted on {on}, it was adjusted on {adjusted}",
                "§ {at} anslås {on}, den justerades {adjusted}",
                at = self.at,
            );
            Finding::new(Rule::PostedInTime, what).expecting(words!("{by} at the latest", "senast {by}"))
        })
    }

    fn removed_on(&self, on: Date) -> Option<Finding> {
        let posted = self.paragraph.posted.as_ref()?.date();
        let from = may_come_down(posted);
        (on < from).then(|| {
            let what = words!(
                "the notice of § {at} is taken down on {on}, it was posted on {posted}",
                "anslaget för § {at} tas ned {on}, det sattes upp {posted}",
                at = self.at,
            );
            let expected = words!(
                "{from} at the earliest: the appeal time does not run",
                "tidigast {from}: överklagandetiden löper inte"
            );
            Finding::new(Rule::PostedWholeTime, what).expecting(expected)
        })
    }

    fn appealed_on(&self, on: Date) -> Option<Finding> {
        let until = self.appeal_until().filter(|until| on > *until)?;
        let what = words!(
            "an appeal against § {at} is lodged on {on}",
            "§ {at} överklagas {on}",
            at = self.at,
        );
        Some(
            Finding::new(Rule::AppealInTime, what)
                .expecting(words!("{until} at the latest", "senast {until}")),
        )
    }

    /// Force, perhaps after a court's decision of the given day, which answers what was appealed by then.
    fn in_force_on(&self, on: Date, decided: Option<Date>) -> Option<Finding> {
        let finding = |why: Wording, expected: Wording| {
            let what = words!(
                "§ {at} is said to be in force on {on}: {why}",
                "§ {at} uppges ha vunnit laga kraft {on}: {why}",
                at = self.at; why = why
            );
            Some(Finding::new(Rule::ForceInTime, what).expecting(expected))
        };
        let Some(posted) = &self.paragraph.posted else {
            return finding(
                words!("no notice is posted", "inget anslag är uppsatt"),
                words!(
                    "a notice, and three weeks from its day",
                    "ett anslag, och tre veckor från dess dag"
                ),
            );
        };
        let Some(until) = self.appeal_until() else {
            let why = words!(
                "the notice was taken down before the appeal time was out",
                "anslaget togs ned innan överklagandetiden hade gått ut"
            );
            let until = last_day_of_appeal(posted.date());
            return finding(
                why,
                words!(
                    "the notice up until {until}",
                    "anslaget uppe till och med {until}"
                ),
            );
        };
        let mut appeals = self.paragraph.appeals.iter().map(Moment::date);
        let unanswered = |appeal: Date| decided.is_none_or(|decided| decided < appeal);
        if let Some(appeal) = appeals.find(|appeal| *appeal <= until && unanswered(*appeal)) {
            let expected = words!(
                "the court's decision of it, in `appeal_decided`",
                "domstolens avgörande av det, i `appeal_decided`"
            );
            let why = words!(
                "an appeal was lodged on {appeal}",
                "beslutet överklagades {appeal}"
            );
            return finding(why, expected);
        }
        if let Some(decided) = decided.filter(|_| self.paragraph.appeals.is_empty()) {
            let why = words!(
                "a court has decided on {decided}, and nobody is recorded to have appealed",
                "en domstol har avgjort {decided}, och inget överklagande är antecknat"
            );
            return finding(why, words!("the appeal in the record", "överklagandet antecknat"));
        }
        if on > until {
            return None;
        }
        finding(
            words!(
                "the appeal time runs until {until}",
                "överklagandetiden löper till och med {until}"
            ),
            words!(
                "{from} at the earliest",
                "tidigast {from}",
                from = may_come_down(posted.date())
            ),
        )
    }

    fn admit_correction(&self, event: &Event, corrected: &ParagraphCorrected) -> Judgement {
        if !self.is_adjusted() {
            let what = words!(
                "§ {at} is not adjusted: there is nothing to correct",
                "§ {at} är inte justerad: det finns inget att rätta",
                at = self.at,
            );
            let hint = words!(
                "record what is missing in the meeting, and compile the paragraph anew",
                "anteckna det som saknas i sammanträdet, och upprätta paragrafens text på nytt"
            );
            return Err(Rejection::new(Rule::CorrectionOfAdjusted, what, hint));
        }
        let adjusted = self.adjusted_on().map(Moment::Day);
        not_before((Act::Correction, &event.at), (Act::Adjustment, adjusted.as_ref()))?;
        Ok(self.without_ground(corrected).into_iter().collect())
    }

    fn without_ground(&self, corrected: &ParagraphCorrected) -> Option<Finding> {
        let of_decision = corrected.ground == Some(Ground::NewDecision);
        let undecided = corrected.decision.is_none();
        let missing = [
            (corrected.ground.is_none(), words!("its ground", "sin grund")),
            (
                corrected.by.is_none() && undecided,
                words!("who decided it", "vem som har beslutat den"),
            ),
            (
                of_decision && undecided,
                words!("the decision that it follows", "vilket beslut den följer"),
            ),
            (
                corrected.old.is_empty(),
                words!("what was wrong", "vad som var fel"),
            ),
        ];
        let missing = missing.into_iter().filter(|(missing, _)| *missing);
        let missing: Vec<Wording> = missing.map(|(_, what)| what).collect();
        if missing.is_empty() {
            return None;
        }
        let joined = |said: fn(&Wording) -> &str, nor| missing.iter().map(said).collect::<Vec<_>>().join(nor);
        let missing = Wording::of(
            joined(Wording::english, ", nor "),
            joined(Wording::swedish, ", och inte heller "),
        );
        let what = words!(
            "the correction of § {at} does not say {missing}",
            "rättelsen av § {at} anger inte {missing}",
            at = self.at; missing = missing
        );
        let expected = words!(
            "what was wrong, what it reads now, who decided it and on what ground",
            "vad som var fel, vad som nu gäller, vem som har beslutat det och på vilken grund"
        );
        Some(Finding::new(Rule::CorrectionHasGround, what).expecting(expected))
    }
}

fn notice_in_order(what: Wording, hint: Wording) -> Rejection {
    Rejection::new(Rule::NoticeInOrder, what, hint)
}
