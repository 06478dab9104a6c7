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
use super::sequence::{Act, not_before};
use crate::content::{
    AdjustmentDisputed, Compiled, Content, DecisionId, ParagraphAdjusted, ParagraphCompiled, Person,
    SigningRole,
};
use crate::event::Event;
use crate::limits::adjust_by;
use crate::moment::Moment;
use crate::rule::{Finding, Rejection, Rule};
use crate::stream::{ParagraphRef, Stream};
use crate::wording::Wording;
use crate::words;

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
        let after = (Act::OfParagraph, &event.at);
        not_before(after, (Act::Meeting, Some(&Moment::Day(self.day))))?;
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
            let what = words!(
                "{place} is signed by {person}: its text stands",
                "{place} är underskriven av {person}: texten står fast",
                place = self.place(),
                person = signature.person,
            );
            let hint = words!(
                "what is wrong is recorded as `paragraph.corrected/1` once it is adjusted, or before that as \
                 `adjustment.disputed/1` by one who is to sign; then it can be compiled anew",
                "det som är fel antecknas som `paragraph.corrected/1` när paragrafen är justerad, eller dessförinnan som \
                 `adjustment.disputed/1` av någon som ska skriva under; sedan kan texten upprättas på nytt"
            );
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
            words!(
                "{place} is an item of meeting/{own}, the text is made from meeting/{of}",
                "{place} är ett ärende i meeting/{own}, texten är gjord av meeting/{of}",
                of = compiled.meeting,
            )
        } else if from > to {
            words!(
                "the text of {place} is made from the events {from} to {to}: there are none",
                "texten till {place} är gjord av händelserna {from} till {to}: det finns inga",
                place = self.place(),
            )
        } else {
            let Some((first, last)) = self.item.places().range().filter(|range| *range != (from, to)) else {
                return Ok(());
            };
            let (place, day) = (self.place(), self.day);
            words!(
                "the events of {place} are {first} to {last} of meeting/{day}, the text is made from {from} to {to}",
                "händelserna i {place} är {first} till {last} i meeting/{day}, texten är gjord av {from} till {to}"
            )
        };
        let hint = words!(
            "compile the paragraph from all events of its item",
            "upprätta paragrafens text av alla händelser i ärendet"
        );
        Err(Rejection::new(Rule::CompiledOfItem, what, hint))
    }

    /// Compiled to be adjusted while the meeting goes on, without a decision to adjust it at once.
    fn compiled_early(&self) -> Option<Finding> {
        let course = self.meeting.course();
        let goes_on = course.opened().is_some() && course.closed().is_none();
        if !goes_on || self.item.is_adjusted_at_once() {
            return None;
        }
        let what = words!(
            "{place} is compiled while its meeting goes on",
            "texten till {place} upprättas medan sammanträdet pågår",
            place = self.place(),
        );
        let expected = words!(
            "the meeting closed, or the item closed with `adjusted_at_once`",
            "att sammanträdet är avslutat, eller ärendet avslutat med `adjusted_at_once`"
        );
        Some(Finding::new(Rule::AdjustedAtOnce, what).expecting(expected))
    }

    fn admit_signature(&self, event: &Event, adjusted: &ParagraphAdjusted) -> Judgement {
        self.signs_newest(&adjusted.compiled)?;
        let newest = self.paragraph.newest().map(|text| &text.at);
        not_before((Act::Signature, &event.at), (Act::Text, newest))?;
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
            let what = words!(
                "the text of {place} that is signed is made from the events to {to}, and the item has events to {last}",
                "den text till {place} som skrivs under är gjord av händelserna till {to}, och ärendet har händelser \
                 till {last}"
            );
            let expected = words!(
                "the paragraph compiled anew before it is signed",
                "att texten upprättas på nytt innan den skrivs under"
            );
            Finding::new(Rule::TextComplete, what).expecting(expected)
        })
    }

    fn admit_dispute(&self, event: &Event, disputed: &AdjustmentDisputed) -> Judgement {
        let mut texts = self.paragraph.compiled().iter();
        let Some(text) = texts.find(|text| text.is(&disputed.compiled)) else {
            return Err(self.other_text(&disputed.compiled));
        };
        not_before((Act::Dispute, &event.at), (Act::Text, Some(&text.at)))?;
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
                words!(
                    "{place} is not compiled: there is no text to sign",
                    "texten till {place} är inte upprättad: det finns inget att skriva under"
                ),
                words!(
                    "record `paragraph.compiled/1` first",
                    "anteckna `paragraph.compiled/1` först"
                ),
            ),
            Some(newest) if newest.event == named.id => {
                let what = words!(
                    "the text of {place} has the digest `{sha256}`, signed is `{signed}`",
                    "texten till {place} har kondensatet `{sha256}`, underskrivet är `{signed}`",
                    sha256 = newest.sha256,
                    signed = named.sha256,
                );
                let hint = words!(
                    "sign the text that is recorded, not another of the same name",
                    "skriv under den text som är antecknad, inte en annan med samma namn"
                );
                (what, hint)
            }
            Some(newest) => (
                words!(
                    "the newest text of {place} is `{newest}`, signed is `{signed}`",
                    "den nyaste texten till {place} är `{newest}`, underskriven är `{signed}`",
                    newest = newest.event,
                    signed = named.id,
                ),
                words!(
                    "read the newest text, and sign that",
                    "läs den nyaste texten, och skriv under den"
                ),
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
                words!(
                    "{place} was led by {chair}, not by {person}",
                    "{place} leddes av {chair}, inte av {person}"
                ),
                words!(
                    "whoever led the item signs as chair; `item.opened/1` and `meeting.opened/1` say who",
                    "den som ledde ärendet justerar som ordförande; `item.opened/1` och `meeting.opened/1` anger vem"
                ),
            ),
            (SigningRole::Chair, None, _) => (
                words!(
                    "nobody is recorded to have led {place}",
                    "ingen är antecknad ha lett {place}"
                ),
                words!(
                    "record `meeting.opened/1` with its chair first",
                    "anteckna `meeting.opened/1` med ordföranden först"
                ),
            ),
            (SigningRole::Adjuster, _, []) => (
                words!(
                    "nobody is appointed to adjust {place}",
                    "ingen är utsedd att justera {place}"
                ),
                words!(
                    "record `adjusters.appointed/1` in the meeting first",
                    "anteckna `adjusters.appointed/1` i sammanträdet först"
                ),
            ),
            (SigningRole::Adjuster, _, adjusters) if adjusters.iter().any(same) => return Ok(()),
            (SigningRole::Adjuster, _, adjusters) => {
                let names: Vec<String> = adjusters.iter().map(ToString::to_string).collect();
                let names = names.join(", ");
                let what = words!(
                    "{person} is not appointed to adjust {place}: {names} is",
                    "{person} är inte utsedd att justera {place}: det är {names}"
                );
                let hint = words!(
                    "those appointed sign; `adjusters.appointed/1` says who",
                    "de som är utsedda skriver under; `adjusters.appointed/1` anger vilka"
                );
                (what, hint)
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
        let what = words!(
            "{person} has signed {place} already (`{at}`)",
            "{person} har redan skrivit under {place} (`{at}`)",
            person = adjusted.person,
            place = self.place(),
            at = signature.at,
        );
        let hint = words!(
            "a paragraph is signed once by each; nothing more is needed",
            "var och en skriver under en paragraf en gång; mer behövs inte"
        );
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
            let what = words!(
                "{place} is adjusted on {on}, its meeting was on {meeting}",
                "{place} justeras {on}, sammanträdet hölls {meeting}",
                place = self.place(),
            );
            Finding::new(Rule::AdjustedInTime, what).expecting(words!("{by} at the latest", "senast {by}"))
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
        Some(holder) => words!(
            "`{handle}` of {holder}",
            "`{handle}`, som är {holder}s",
            handle = signer.handle
        ),
        None => words!(
            "`{handle}`, which names no holder",
            "`{handle}`, som inte anger någon innehavare",
            handle = signer.handle,
        ),
    };
    let keys: Vec<Wording> = own.iter().map(said).collect();
    let (what, hint) = if keys.is_empty() {
        (
            words!(
                "`{stream}` holds no signature of its own handle",
                "`{stream}` har ingen underskrift med sin egen nyckel",
                stream = event.stream,
            ),
            words!(
                "each signs in the stream of the own key's handle, paragraph/YYYY/NUMBER/HANDLE",
                "var och en skriver under i strömmen för den egna nyckeln, paragraph/ÅÅÅÅ/NUMMER/NYCKEL"
            ),
        )
    } else {
        (
            words!(
                "{person} does not hold the key that signs: {keys}",
                "{person} innehar inte den nyckel som skriver under: {keys}";
                keys = Wording::join(&keys, ", ")
            ),
            words!(
                "enrol the key with `--holder` and the name as it stands in the minutes, or sign with the own key",
                "registrera nyckeln med `--holder` och namnet som det står i protokollet, eller skriv under med den \
                 egna nyckeln"
            ),
        )
    };
    Err(Rejection::new(Rule::AdjusterAppointed, what, hint))
}
