//! The adjustment of a paragraph: who is to sign which text, who has, and when it was complete.
//!
//! A paragraph is adjusted when the chair and every appointed adjuster have signed the same compiled text, in any
//! order; or when the registrar has recorded that it was adjusted on paper.
//!
//! Spec: docs/procedure.md, "States", paragraph; 5:69, JO 3339-2013.

use jiff::civil::Date;

use super::record::Record;
use crate::content::{Compiled, Person, SigningRole};
use crate::moment::Moment;

/// How far the adjustment of a paragraph has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adjustment {
    /// The text that is signed: the newest compiled one. The digest is empty where it is not known.
    pub compiled: Option<Compiled>,
    /// Those who are to sign, the chair first. Without a chair on record nobody can.
    pub required: Vec<(SigningRole, Person)>,
    /// Those of them whose signature under this text is not there yet.
    pub missing: Vec<(SigningRole, Person)>,
    /// Those who have signed, in the order of their handles.
    pub signed: Vec<Signature>,
    /// The day of the signature that made it complete.
    pub signed_on: Option<Date>,
    /// The day for which the registrar recorded that it was adjusted on paper or elsewhere.
    pub recorded_on: Option<Date>,
    /// The day from which the paragraph is known to be adjusted; `None` while it is not.
    pub complete_on: Option<Date>,
    /// Whether `complete_on` is the day of the adjustment itself. Minutes that were read say that they were adjusted,
    /// and not when: no time limit is counted from the day on which they were read.
    pub day_is_stated: bool,
}

/// One signature of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// The handle in whose stream it stands.
    pub handle: String,
    /// As what.
    pub role: SigningRole,
    /// Who signed.
    pub person: Person,
    /// What was signed.
    pub compiled: Compiled,
    /// When, as its author claims.
    pub at: Moment,
}

impl Record<'_> {
    /// Who is to sign: the one who led the item, and those appointed for it or for the meeting.
    pub(super) fn required(&self) -> Vec<(SigningRole, Person)> {
        let chair = self.chair().map(|chair| (SigningRole::Chair, chair.clone()));
        let adjusters = self.adjusters().unwrap_or_default().iter();
        let adjusters = adjusters.map(|person| (SigningRole::Adjuster, person.clone()));
        chair.into_iter().chain(adjusters).collect()
    }

    pub(super) fn chair(&self) -> Option<&Person> {
        self.item.chair().or(self.meeting.course().chair())
    }

    pub(super) fn adjusters(&self) -> Option<&[Person]> {
        self.item.adjusters().or(self.meeting.adjusters())
    }

    pub(super) fn adjustment(&self) -> Adjustment {
        let newest = self.paragraph.newest();
        let required = self.required();
        let recorded = self.paragraph.recorded();
        let signed_on = self.signed_on(&required);
        let stated = recorded
            .filter(|on_paper| on_paper.stated)
            .map(|on_paper| on_paper.on);
        let day = [stated, signed_on].into_iter().flatten().min();
        let recorded_on = recorded.map(|on_paper| on_paper.on);
        Adjustment {
            compiled: newest.map(|text| Compiled {
                id: text.id.clone(),
                sha256: text.sha256.clone().unwrap_or_default(),
            }),
            missing: self.missing(&required),
            required,
            signed: self.signatures.clone(),
            signed_on,
            recorded_on,
            complete_on: day.or(recorded_on),
            day_is_stated: day.is_some(),
        }
    }

    /// The day of the adjustment, where one is known.
    pub(super) fn adjusted_on(&self) -> Option<Date> {
        let adjustment = self.adjustment();
        adjustment.complete_on.filter(|_| adjustment.day_is_stated)
    }

    pub(super) fn is_adjusted(&self) -> bool {
        self.adjustment().complete_on.is_some()
    }

    /// Whether a body that has adjusters has appointed them, so that it is known who all is to sign.
    fn is_everybody_appointed(&self) -> bool {
        let wanted = self.body.on(self.day).and_then(|rules| rules.adjusters);
        self.chair().is_some() && (self.adjusters().is_some() || wanted.is_none_or(|wanted| wanted == 0))
    }

    fn missing(&self, required: &[(SigningRole, Person)]) -> Vec<(SigningRole, Person)> {
        let unsigned = required
            .iter()
            .filter(|required| self.signature_of(required).is_none());
        unsigned.cloned().collect()
    }

    /// The signature of one who is to sign, under the newest text.
    fn signature_of(&self, (role, person): &(SigningRole, Person)) -> Option<&Signature> {
        let newest = self.paragraph.newest()?;
        let own = |signature: &&Signature| {
            signature.role == *role
                && newest.is(&signature.compiled)
                && self.body.roster().same(&signature.person, person)
        };
        self.signatures.iter().find(own)
    }

    /// The day of the last signature that was needed, once all are there.
    fn signed_on(&self, required: &[(SigningRole, Person)]) -> Option<Date> {
        if !self.is_everybody_appointed() {
            return None;
        }
        let signed = |required| self.signature_of(required).map(|signature| signature.at.date());
        let days: Option<Vec<Date>> = required.iter().map(signed).collect();
        days?.into_iter().max()
    }
}
