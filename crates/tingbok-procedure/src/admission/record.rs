//! The record of one paragraph: what its meeting said, and what came after, against which a new event is judged.
//!
//! Spec: docs/procedure.md, "States", paragraph, and "Rules"; 5:67, 5:69, 8:12, 13:5.

use jiff::civil::Date;

use super::Judgement;
use super::adjustment::{OnPaper, Signature};
use super::body::Body;
use super::item::Item;
use super::meeting::Meeting;
use super::paragraph::Paragraph;
use super::sequence::not_before;
use crate::content::{
    AdjustmentDisputed, Compiled, Content, DecisionId, ParagraphAdjusted, ParagraphCompiled, Person,
    SigningRole,
};
use crate::event::Event;
use crate::limits::adjust_by;
use crate::moment::Moment;
use crate::rule::{Finding, Rejection, Rule};
use crate::stream::{ParagraphRef, Stream};

/// A paragraph with everything that its events are judged by.
pub(super) struct Record<'a> {
    pub(super) at: ParagraphRef,
    /// The day of its meeting.
    pub(super) day: Date,
    pub(super) meeting: &'a Meeting,
    pub(super) item: &'a Item,
    pub(super) body: &'a Body,
    pub(super) paragraph: &'a Paragraph,
    pub(super) signatures: Vec<Signature>,
    /// The texts that were disputed in the streams of those who are to sign.
    pub(super) disputed: Vec<&'a Compiled>,
}

impl Record<'_> {
    /// Judges an event of the paragraph's stream or of an adjuster's.
    pub(super) fn admit(&self, event: &Event) -> Judgement {
        let after = ("what concerns the paragraph", &event.at);
        not_before(after, ("the meeting", Some(&Moment::Day(self.day))))?;
        event
            .content
            .persons()
            .into_iter()
            .try_for_each(|person| self.body.roster().knows(person))?;
        match &event.content {
            Content::ParagraphCompiled(compiled) => self.admit_compiled(compiled),
            Content::ParagraphAdjusted(adjusted) => self.admit_signature(event, adjusted),
            Content::AdjustmentDisputed(disputed) => self.admit_dispute(event, disputed),
            Content::AdjustmentRecorded(recorded) => {
                let on_paper = OnPaper::of(event, recorded);
                Ok(self.recorded_late(&on_paper).into_iter().collect())
            }
            Content::DecisionRevised(revised) => self.knows_decision(revised.decision.as_ref()),
            _ => self.admit_announcement(event),
        }
    }

    /// The last day of the meeting, from which the time for adjusting the minutes is counted.
    pub(super) fn last_day(&self) -> Date {
        self.meeting.course().last_day(self.day)
    }

    fn place(&self) -> String {
        format!("§ {} of {}", self.at.number, self.at.year)
    }

    fn knows_decision(&self, decision: Option<&DecisionId>) -> Judgement {
        self.item
            .knows_decision(decision, &self.place())
            .map(|()| Vec::new())
    }

    fn admit_compiled(&self, compiled: &ParagraphCompiled) -> Judgement {
        let in_stream = self.paragraph.disputed.iter();
        let disputed = in_stream.chain(self.disputed.iter().copied());
        if let Some(signature) = self.facts().signature_that_stands(disputed) {
            let what = format!(
                "{} is signed by {}: its text stands",
                self.place(),
                signature.person
            );
            let hint = "what is wrong is recorded as `paragraph.corrected/1` once it is adjusted, or before that as \
                        `adjustment.disputed/1` by one who is to sign; then it can be compiled anew";
            return Err(Rejection::new(Rule::CompiledUntilSigned, what, hint));
        }
        self.made_of_item(compiled)?;
        Ok(self.compiled_early().into_iter().collect())
    }

    /// From the first to the last event of the item, as far as the places of all are known.
    fn made_of_item(&self, compiled: &ParagraphCompiled) -> Result<(), Rejection> {
        let (from, to) = (compiled.from, compiled.to);
        let what = if compiled.meeting.0 != self.day {
            let (own, place) = (self.day, self.place());
            format!(
                "{place} is an item of meeting/{own}, the text is made from meeting/{}",
                compiled.meeting
            )
        } else if from > to {
            format!(
                "the text of {} is made from the events {from} to {to}: there are none",
                self.place()
            )
        } else {
            let Some((first, last)) = self.item.places().range().filter(|range| *range != (from, to)) else {
                return Ok(());
            };
            let (place, day) = (self.place(), self.day);
            format!(
                "the events of {place} are {first} to {last} of meeting/{day}, the text is made from {from} to {to}"
            )
        };
        let hint = "compile the paragraph from all events of its item";
        Err(Rejection::new(Rule::CompiledOfItem, what, hint))
    }

    /// Compiled to be adjusted while the meeting goes on, without a decision to adjust it at once.
    fn compiled_early(&self) -> Option<Finding> {
        let course = self.meeting.course();
        let goes_on = course.opened().is_some() && course.closed().is_none();
        if !goes_on || self.item.is_adjusted_at_once() {
            return None;
        }
        let what = format!("{} is compiled while its meeting goes on", self.place());
        let expected = "the meeting closed, or the item closed with `adjusted_at_once`";
        Some(Finding::new(Rule::AdjustedAtOnce, what).expecting(expected))
    }

    fn admit_signature(&self, event: &Event, adjusted: &ParagraphAdjusted) -> Judgement {
        self.signs_newest(&adjusted.compiled)?;
        let newest = self.paragraph.newest().map(|text| &text.at);
        not_before(("the signature", &event.at), ("the text", newest))?;
        self.is_appointed(adjusted.role, &adjusted.person)?;
        signed_by_holder(event, &adjusted.person)?;
        self.not_signed(adjusted)?;
        let findings = [self.outgrown(), self.completed_late(event, adjusted)];
        Ok(findings.into_iter().flatten().collect())
    }

    /// The item has grown since the text was compiled that is signed now.
    fn outgrown(&self) -> Option<Finding> {
        let text = self.paragraph.newest()?;
        let (_, last) = self.item.places().range()?;
        (last > text.to).then(|| {
            let (place, to) = (self.place(), text.to);
            let what = format!(
                "the text of {place} that is signed is made from the events to {to}, and the item has events to {last}"
            );
            let expected = "the paragraph compiled anew before it is signed";
            Finding::new(Rule::TextComplete, what).expecting(expected)
        })
    }

    fn admit_dispute(&self, event: &Event, disputed: &AdjustmentDisputed) -> Judgement {
        let mut texts = self.paragraph.compiled().iter();
        let Some(text) = texts.find(|text| text.is(&disputed.compiled)) else {
            return Err(self.other_text(&disputed.compiled));
        };
        not_before(("the dispute", &event.at), ("the text", Some(&text.at)))?;
        let roles = [SigningRole::Chair, SigningRole::Adjuster];
        if !roles
            .iter()
            .any(|role| self.is_appointed(*role, &disputed.person).is_ok())
        {
            self.is_appointed(SigningRole::Adjuster, &disputed.person)?;
        }
        signed_by_holder(event, &disputed.person)?;
        Ok(Vec::new())
    }

    fn signs_newest(&self, signed: &Compiled) -> Result<(), Rejection> {
        match self.paragraph.newest() {
            Some(newest) if newest.is(signed) => Ok(()),
            _ => Err(self.other_text(signed)),
        }
    }

    fn other_text(&self, named: &Compiled) -> Rejection {
        let place = self.place();
        let (what, hint) = match self.paragraph.newest() {
            None => (
                format!("{place} is not compiled: there is no text to sign"),
                "record `paragraph.compiled/1` first",
            ),
            Some(newest) if newest.event == named.id => {
                let sha256 = &newest.sha256;
                let what = format!(
                    "the text of {place} has the digest `{sha256}`, signed is `{}`",
                    named.sha256
                );
                (
                    what,
                    "sign the text that is recorded, not another of the same name",
                )
            }
            Some(newest) => (
                format!(
                    "the newest text of {place} is `{}`, signed is `{}`",
                    newest.event, named.id
                ),
                "read the newest text, and sign that",
            ),
        };
        Rejection::new(Rule::SignedText, what, hint)
    }

    /// The chair is the one who led the item; an adjuster is one of those appointed.
    fn is_appointed(&self, role: SigningRole, person: &Person) -> Result<(), Rejection> {
        let signers = self.facts().signers;
        let same = |other: &Person| self.body.roster().same(other, person);
        let place = self.place();
        let (what, hint) = match (role, &signers.chair, signers.adjusters.as_slice()) {
            (SigningRole::Chair, Some(chair), _) if same(chair) => return Ok(()),
            (SigningRole::Chair, Some(chair), _) => (
                format!("{place} was led by {chair}, not by {person}"),
                "whoever led the item signs as chair; `item.opened/1` and `meeting.opened/1` say who",
            ),
            (SigningRole::Chair, None, _) => (
                format!("nobody is recorded to have led {place}"),
                "record `meeting.opened/1` with its chair first",
            ),
            (SigningRole::Adjuster, _, []) => (
                format!("nobody is appointed to adjust {place}"),
                "record `adjusters.appointed/1` in the meeting first",
            ),
            (SigningRole::Adjuster, _, adjusters) if adjusters.iter().any(same) => return Ok(()),
            (SigningRole::Adjuster, _, adjusters) => {
                let names: Vec<String> = adjusters.iter().map(ToString::to_string).collect();
                let names = names.join(", ");
                let what = format!("{person} is not appointed to adjust {place}: {names} is");
                (what, "those appointed sign; `adjusters.appointed/1` says who")
            }
        };
        Err(Rejection::new(Rule::AdjusterAppointed, what, hint))
    }

    fn not_signed(&self, adjusted: &ParagraphAdjusted) -> Result<(), Rejection> {
        let own = |signature: &&Signature| {
            signature.role == adjusted.role
                && signature.compiled == adjusted.compiled
                && self.body.roster().same(&signature.person, &adjusted.person)
        };
        let Some(signature) = self.signatures.iter().find(own) else {
            return Ok(());
        };
        let what = format!(
            "{} has signed {} already (`{}`)",
            adjusted.person,
            self.place(),
            signature.at
        );
        let hint = "a paragraph is signed once by each; nothing more is needed";
        Err(Rejection::new(Rule::SignedOnce, what, hint))
    }

    /// The completing signature, when it comes after the time.
    fn completed_late(&self, event: &Event, adjusted: &ParagraphAdjusted) -> Option<Finding> {
        if self.is_adjusted() {
            return None;
        }
        let mut signatures = self.signatures.clone();
        signatures.extend(Signature::of(event, adjusted));
        let after = Record {
            signatures,
            disputed: self.disputed.clone(),
            ..*self
        };
        self.adjusted_late(after.adjustment().complete_on?)
    }

    /// An adjustment on paper that comes after the time; it says nothing new of a paragraph that is adjusted here.
    fn recorded_late(&self, on_paper: &OnPaper) -> Option<Finding> {
        if self.is_adjusted() || !on_paper.stated {
            return None;
        }
        self.adjusted_late(on_paper.at.date())
    }

    fn adjusted_late(&self, on: Date) -> Option<Finding> {
        let (meeting, by) = (self.last_day(), adjust_by(self.last_day()));
        (on > by).then(|| {
            let what = format!(
                "{} is adjusted on {on}, its meeting was on {meeting}",
                self.place()
            );
            Finding::new(Rule::AdjustedInTime, what).expecting(format!("{by} at the latest"))
        })
    }
}

/// Who adjusts signs with a key enrolled in that name, in the stream of that key's handle. A draft has no keys yet.
fn signed_by_holder(event: &Event, person: &Person) -> Result<(), Rejection> {
    let by = event
        .signed
        .as_ref()
        .map(|signed| signed.by.as_slice())
        .unwrap_or_default();
    let own_stream = |handle: &str| match &event.stream {
        Stream::Adjuster(_, own) => own == handle,
        _ => true,
    };
    let own: Vec<_> = by.iter().filter(|signer| own_stream(&signer.handle)).collect();
    let holds = |holder: &Option<String>| holder.as_ref() == Some(&person.name);
    if by.is_empty() || own.iter().any(|signer| holds(&signer.holder)) {
        return Ok(());
    }
    let said = |signer: &&crate::event::Signer| match &signer.holder {
        Some(holder) => format!("`{}` of {holder}", signer.handle),
        None => format!("`{}`, which names no holder", signer.handle),
    };
    let keys: Vec<String> = own.iter().map(said).collect();
    let (what, hint) = if keys.is_empty() {
        (
            format!("`{}` holds no signature of its own handle", event.stream),
            "each signs in the stream of the own key's handle, paragraph/YYYY/NUMBER/HANDLE",
        )
    } else {
        (
            format!("{person} does not hold the key that signs: {}", keys.join(", ")),
            "enrol the key with `--holder` and the name as it stands in the minutes, or sign with the own key",
        )
    };
    Err(Rejection::new(Rule::AdjusterAppointed, what, hint))
}
