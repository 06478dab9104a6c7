//! The adjustment of a paragraph: who is to sign which text, who has, and when it was complete.
//!
//! A paragraph is adjusted when the chair and every appointed adjuster have signed the same compiled text, in any
//! order; or when the registrar has recorded that it was adjusted on paper.
//!
//! Invariant: this is the only arithmetic of it. The state that admits events and every projection that shows whether a
//! paragraph is adjusted fold what is recorded into [`Facts`], and ask these.
//!
//! Spec: docs/procedure.md, "States", paragraph; 5:69, JO 3339-2013.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::record::Record;
use super::roster::Roster;
use crate::content::{
    AdjustmentRecorded, Compiled, ParagraphAdjusted, ParagraphCompiled, Person, SigningRole, Text,
};
use crate::event::Event;
use crate::moment::Moment;
use crate::stream::Stream;

/// What is recorded of a paragraph's adjustment, from which everything else about it is derived.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Who is to sign.
    pub signers: Signers,
    /// The texts that were compiled, in the order recorded.
    pub compiled: &'a [CompiledText],
    /// The signatures under any of them.
    pub signatures: &'a [Signature],
    /// What is recorded of an adjustment on paper, in the order recorded.
    pub recorded: &'a [OnPaper],
    /// By which two ways of writing a name are one person.
    pub roster: &'a Roster,
}

/// How far the adjustment of a paragraph has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adjustment {
    /// The text that is signed: the newest compiled one. The digest is empty where it is not known.
    pub compiled: Option<Compiled>,
    /// Those who are to sign, the chair first, each with the signature. Without a chair on record nobody can.
    pub required: Vec<Required>,
    /// The day of the signature that made it complete.
    pub signed_on: Option<Date>,
    /// The day for which the registrar recorded that it was adjusted on paper or elsewhere.
    pub recorded_on: Option<Date>,
    /// The day from which the paragraph is known to be adjusted; `None` while it is not.
    pub complete_on: Option<Date>,
    /// Whether `complete_on` is the day of the adjustment itself. Minutes that were read say that they were adjusted,
    /// and not when: no time limit is counted from the day on which they were read.
    pub day_is_stated: bool,
    /// Whether the body wants adjusters and nobody was appointed: then signatures alone never make it complete.
    pub lacks_adjusters: bool,
}

/// One who is to sign, with the signature where there is one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Required {
    /// As what.
    pub role: SigningRole,
    /// Who, as the one who appointed or opened the meeting wrote it.
    pub person: Person,
    /// The signature under the newest text.
    pub signature: Option<Signature>,
}

/// Those whom a meeting, or one of its items, names to sign: who led it, and who was appointed to adjust it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Appointed {
    /// The one who led it, where that is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Person>,
    /// Those appointed; `None` where nobody was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusters: Option<Vec<Person>>,
    /// Those who were appointed before them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Replaced>,
}

/// Adjusters in whose place others were appointed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// Those who were to adjust.
    pub adjusters: Vec<Person>,
    /// When others were appointed.
    pub at: Moment,
}

/// Who is to sign a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signers {
    /// The one who led the item, where that is recorded.
    pub chair: Option<Person>,
    /// Those appointed to adjust it.
    pub adjusters: Vec<Person>,
    /// Those who were to adjust it before them: what all of them had signed by then stays adjusted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Replaced>,
    /// How many adjust beside the chair, as the body has decided; where it wants none the chair suffices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<u32>,
}

/// A text that was compiled, without its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompiledText {
    /// The event's id.
    pub event: String,
    /// SHA-256 of the event's text; empty of a draft, which has none yet.
    pub sha256: String,
    /// When.
    pub at: Moment,
    /// The place in the meeting's stream of the first event of the item.
    pub from: u64,
    /// The place of the last.
    pub to: u64,
    /// The renderer that made the text.
    pub renderer: String,
}

/// One signature of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The event's id.
    pub event: String,
    /// When, as its author claims.
    pub at: Moment,
    /// As what.
    pub role: SigningRole,
    /// Who signed.
    pub person: Person,
    /// The handle in whose stream it stands.
    pub handle: String,
    /// What was signed.
    pub compiled: Compiled,
}

/// That minutes were adjusted on paper or elsewhere, as the registrar or a source says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnPaper {
    /// The event's id.
    pub event: String,
    /// When.
    pub at: Moment,
    /// Whether that is the day of the adjustment. What was read from minutes says that they were adjusted, not when.
    pub stated: bool,
    /// The statement, as written.
    pub statement: Text,
}

impl<'a> Facts<'a> {
    /// How far the adjustment has come.
    #[must_use]
    pub fn adjustment(&self) -> Adjustment {
        if let Some(earlier) = self.signed_before() {
            return earlier.adjustment();
        }
        let signed_on = self.signed_on();
        // The first record tells when it was adjusted; a second one repeats it.
        let stated = self.recorded.iter().find(|on_paper| on_paper.stated);
        let recorded = stated.or(self.recorded.first());
        let recorded_on = recorded.map(|on_paper| on_paper.at.date());
        let day = [recorded_on.filter(|_| stated.is_some()), signed_on];
        let day = day.into_iter().flatten().min();
        Adjustment {
            compiled: self.newest().map(CompiledText::named),
            required: self.required(),
            signed_on,
            recorded_on,
            // Minutes that were read say that they were adjusted, and not when: that day is the best there is.
            complete_on: day.or(recorded_on),
            day_is_stated: day.is_some(),
            lacks_adjusters: self.signers.lack_adjusters(),
        }
    }

    /// The text that counts: the newest.
    #[must_use]
    pub fn newest(&self) -> Option<&CompiledText> {
        self.compiled.last()
    }

    /// A signature that keeps the paragraph from being compiled anew: one under the newest text, unless that text is
    /// among the `disputed` and not signed by all. Otherwise nobody could ever sign anything else.
    pub fn signature_that_stands<'d>(
        &self,
        disputed: impl IntoIterator<Item = &'d Compiled>,
    ) -> Option<&Signature> {
        let newest = self.newest()?;
        let signature = self.signatures.iter().find(|one| newest.is(&one.compiled))?;
        let is_disputed = disputed.into_iter().any(|named| newest.is(named));
        (self.signed_on().is_some() || !is_disputed).then_some(signature)
    }

    /// The same under those appointed first, when all of them had signed before others were appointed: a later
    /// appointment does not reach back to a paragraph that is adjusted.
    fn signed_before(&self) -> Option<Self> {
        let earlier = self.signers.replaced.iter().map(|replaced| {
            let signers = Signers {
                adjusters: replaced.adjusters.clone(),
                replaced: Vec::new(),
                ..self.signers.clone()
            };
            (
                replaced,
                Self {
                    signers,
                    ..self.clone()
                },
            )
        });
        let mut all_signed = earlier.filter(|(replaced, facts)| {
            let required = facts.required();
            let in_time = |one: &Required| {
                let signature = one.signature.as_ref();
                signature.is_some_and(|signature| !replaced.at.is_before(&signature.at))
            };
            facts.signed_on().is_some() && required.iter().all(in_time)
        });
        all_signed.next().map(|(_, facts)| facts)
    }

    fn required(&self) -> Vec<Required> {
        let required = |(role, person): (SigningRole, &Person)| Required {
            role,
            person: person.clone(),
            signature: self.signature_of(role, person).cloned(),
        };
        self.signers.all().map(required).collect()
    }

    /// The signature of one who is to sign, under the newest text; the earliest, should there be several.
    fn signature_of(&self, role: SigningRole, person: &Person) -> Option<&Signature> {
        let newest = self.newest()?;
        let own = |signature: &&Signature| {
            signature.role == role
                && newest.is(&signature.compiled)
                && self.roster.same(&signature.person, person)
        };
        let own = self.signatures.iter().filter(own);
        own.min_by_key(|signature| signature.at.date())
    }

    /// The day of the last signature that was needed, once all are there.
    fn signed_on(&self) -> Option<Date> {
        if !self.signers.are_known() {
            return None;
        }
        let day = |(role, person)| Some(self.signature_of(role, person)?.at.date());
        let days: Option<Vec<Date>> = self.signers.all().map(day).collect();
        days?.into_iter().max()
    }
}

impl Adjustment {
    /// Those who are to sign the newest text and have not.
    pub fn missing(&self) -> impl Iterator<Item = &Required> {
        self.required
            .iter()
            .filter(|required| required.signature.is_none())
    }

    /// The day of the adjustment, where one is known.
    #[must_use]
    pub fn stated_on(&self) -> Option<Date> {
        self.complete_on.filter(|_| self.day_is_stated)
    }
}

impl Appointed {
    /// Appoints adjusters, in place of those there are.
    pub fn appoint(&mut self, adjusters: &[Person], at: &Moment) {
        let before = self.adjusters.replace(adjusters.to_vec());
        self.replaced.extend(before.map(|adjusters| Replaced {
            adjusters,
            at: at.clone(),
        }));
    }
}

impl Signers {
    /// Who is to sign a paragraph: those whom its item names, else those of its meeting.
    #[must_use]
    pub fn of(item: &Appointed, meeting: &Appointed, wanted: Option<u32>) -> Self {
        let chair = item.chair.as_ref().or(meeting.chair.as_ref());
        let appointed = if item.adjusters.is_some() { item } else { meeting };
        let adjusters = appointed.adjusters.as_ref();
        let replaced = appointed.replaced.clone();
        Self {
            chair: chair.cloned(),
            adjusters: adjusters.cloned().unwrap_or_default(),
            replaced,
            wanted,
        }
    }

    /// Those who are to sign, the chair first.
    pub fn all(&self) -> impl Iterator<Item = (SigningRole, &Person)> {
        let chair = self.chair.iter().map(|chair| (SigningRole::Chair, chair));
        let adjusters = self.adjusters.iter();
        chair.chain(adjusters.map(|person| (SigningRole::Adjuster, person)))
    }

    /// Whether a body that has adjusters has appointed them, so that it is known who all is to sign.
    fn are_known(&self) -> bool {
        self.chair.is_some() && !self.lack_adjusters()
    }

    fn lack_adjusters(&self) -> bool {
        self.adjusters.is_empty() && self.wanted.is_some_and(|wanted| wanted > 0)
    }
}

impl CompiledText {
    /// The text that an event compiled.
    #[must_use]
    pub fn of(event: &Event, content: &ParagraphCompiled) -> Self {
        let signed = event.signed.as_ref();
        Self {
            event: event.id.clone(),
            sha256: signed.map_or_else(String::new, |signed| signed.digest.clone()),
            at: event.at.clone(),
            from: content.from,
            to: content.to,
            renderer: content.renderer.clone(),
        }
    }

    /// Whether this is the text that somebody names. The digest of a draft is not known, and not compared.
    #[must_use]
    pub fn is(&self, named: &Compiled) -> bool {
        self.event == named.id && (self.sha256.is_empty() || self.sha256 == named.sha256)
    }

    /// The name that a signature gives it.
    #[must_use]
    pub fn named(&self) -> Compiled {
        Compiled {
            id: self.event.clone(),
            sha256: self.sha256.clone(),
        }
    }
}

impl Signature {
    /// The signature that an event is; `None` of one that stands in no adjuster's stream.
    #[must_use]
    pub fn of(event: &Event, content: &ParagraphAdjusted) -> Option<Self> {
        let Stream::Adjuster(_, handle) = &event.stream else {
            return None;
        };
        Some(Self {
            event: event.id.clone(),
            at: event.at.clone(),
            role: content.role,
            person: content.person.clone(),
            handle: handle.clone(),
            compiled: content.compiled.clone(),
        })
    }
}

impl OnPaper {
    /// What an event says of an adjustment on paper.
    #[must_use]
    pub fn of(event: &Event, content: &AdjustmentRecorded) -> Self {
        Self {
            event: event.id.clone(),
            at: event.at.clone(),
            stated: event.source.lines.is_empty(),
            statement: content.statement.clone(),
        }
    }
}

impl Record<'_> {
    /// What is recorded of the adjustment.
    pub(super) fn facts(&self) -> Facts<'_> {
        let wanted = self.body.on(self.day).and_then(|rules| rules.adjusters);
        Facts {
            signers: Signers::of(&self.item.appointed(), &self.meeting.appointed(), wanted),
            compiled: self.paragraph.compiled(),
            signatures: &self.signatures,
            recorded: self.paragraph.recorded(),
            roster: self.body.roster(),
        }
    }

    pub(super) fn adjustment(&self) -> Adjustment {
        self.facts().adjustment()
    }

    /// The day of the adjustment, where one is known.
    pub(super) fn adjusted_on(&self) -> Option<Date> {
        self.adjustment().stated_on()
    }

    pub(super) fn is_adjusted(&self) -> bool {
        self.adjustment().complete_on.is_some()
    }
}
