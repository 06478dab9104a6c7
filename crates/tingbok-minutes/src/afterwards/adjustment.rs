//! Whether the minutes are adjusted (*justerade*): the chair and every appointed adjuster signed the same text.
//!
//! Section: 5:69; docs/procedure.md, "States", *Paragraph*.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tingbok_procedure::content::{AppealDecided, Person, SigningRole};
use tingbok_procedure::limits::ParagraphTimes;

use super::{Afterwards, CompiledText, Notice, Signature, same};
use crate::paragraph::Timed;

/// Who is to sign a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signers {
    /// The one who led the item, where that is recorded.
    pub chair: Option<Person>,
    /// Those appointed to adjust it.
    pub adjusters: Vec<Person>,
    /// How many adjust beside the chair, as the body has decided; where it wants none the chair suffices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<u32>,
}

/// One who is to sign, with the signature where there is one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Required {
    /// As what.
    pub role: SigningRole,
    /// Who.
    pub person: Person,
    /// The signature under the newest text.
    pub signature: Option<Signature>,
}

impl Signers {
    /// Those who are to sign, the chair first.
    pub fn all(&self) -> impl Iterator<Item = (SigningRole, &Person)> {
        let chair = self.chair.iter().map(|chair| (SigningRole::Chair, chair));
        chair.chain(
            self.adjusters
                .iter()
                .map(|person| (SigningRole::Adjuster, person)),
        )
    }
}

impl Afterwards {
    /// The text that counts: the newest.
    #[must_use]
    pub fn newest(&self) -> Option<&CompiledText> {
        self.compiled.last()
    }

    /// Those who are to sign, each with the signature under the newest text.
    #[must_use]
    pub fn required(&self, signers: &Signers) -> Vec<Required> {
        let required = |(role, person): (SigningRole, &Person)| Required {
            role,
            person: person.clone(),
            signature: self.signature(role, person).cloned(),
        };
        signers.all().map(required).collect()
    }

    /// The day on which the paragraph was adjusted: that of the last signature needed, or the day recorded. `None`
    /// while somebody has not signed, and where it is not known who is to.
    #[must_use]
    pub fn adjusted(&self, signers: &Signers) -> Option<Date> {
        let recorded = |stated: bool| {
            let of = self
                .recorded
                .iter()
                .filter(move |on_paper| on_paper.stated == stated);
            of.map(|on_paper| on_paper.at.date()).min()
        };
        let known = [self.signed(signers), recorded(true)].into_iter().flatten().min();
        // Minutes that were read say that they were adjusted, and not when: that day is the best there is.
        known.or(recorded(false))
    }

    /// The notice that counts on a day: the last one posted by then.
    #[must_use]
    pub fn notice(&self, on: Date) -> Option<&Notice> {
        let posted = |notice: &&Notice| {
            notice
                .posted
                .as_ref()
                .is_some_and(|posted| posted.at.date() <= on)
        };
        self.notices.iter().rfind(posted)
    }

    /// The days that decide where the paragraph stands on a day.
    #[must_use]
    pub fn times(&self, meeting: Option<Date>, signers: &Signers, on: Date) -> ParagraphTimes {
        let notice = self.notice(on);
        let day = |timed: &Option<Timed>| timed.as_ref().map(|timed| timed.at.date());
        ParagraphTimes {
            meeting,
            adjusted: self.adjusted(signers),
            posted: notice.and_then(|notice| day(&notice.posted)),
            removed: notice.and_then(|notice| day(&notice.removed)),
            appealed: self.appeals.iter().map(|appeal| appeal.at.date()).min(),
            in_force: self.force.iter().map(|gained| gained.at.date()).min(),
        }
    }

    /// The court's decision after which the paragraph gained force, as far as it is recorded by a day.
    #[must_use]
    pub fn appeal_decided(&self, on: Date) -> Option<&AppealDecided> {
        let by_then = self.force.iter().filter(|gained| gained.at.date() <= on);
        by_then
            .filter_map(|gained| gained.content.appeal_decided.as_ref())
            .next_back()
    }

    fn signed(&self, signers: &Signers) -> Option<Date> {
        let lacks_adjusters = signers.adjusters.is_empty() && signers.wanted.is_some_and(|wanted| wanted > 0);
        if signers.chair.is_none() || lacks_adjusters {
            return None;
        }
        let day = |(role, person)| Some(self.signature(role, person)?.at.date());
        let days: Option<Vec<Date>> = signers.all().map(day).collect();
        days?.into_iter().max()
    }

    /// The signature of this person, in this role, under the newest text.
    fn signature(&self, role: SigningRole, person: &Person) -> Option<&Signature> {
        let newest = self.newest()?;
        self.signatures.iter().find(|signature| {
            signature.role == role && same(&signature.person, person) && signature.signs(newest)
        })
    }
}

impl Signature {
    /// Whether this text was signed. The digest of a draft is not known, and not compared.
    #[must_use]
    pub fn signs(&self, text: &CompiledText) -> bool {
        let digest = text.sha256.is_empty() || self.compiled.sha256 == text.sha256;
        self.compiled.id == text.event && digest
    }
}

/// As what somebody signs, in Swedish.
#[must_use]
pub(crate) const fn role(role: SigningRole) -> &'static str {
    match role {
        SigningRole::Chair => "ordförande",
        SigningRole::Adjuster => "justerare",
    }
}
