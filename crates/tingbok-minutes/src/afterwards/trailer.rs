//! What happened after the meeting, in words: the sections that stand below a paragraph's text.

use tingbok_procedure::Adjustment;
use tingbok_procedure::content::{
    AppealDecided, DecisionRef, DecisionRevised, Ground, ParagraphCorrected, Person,
};

use super::adjustment::role;
use super::{Afterwards, Dated, Notice, Signature};
use crate::document::{Part, Section};
use crate::text::wording::{one_line, sentence};

impl Afterwards {
    /// The sections below a paragraph's text: adjustment, notice, and what came later; those with nothing to say are
    /// left out, but for the adjustment, which says how far that has come.
    #[must_use]
    pub fn sections(&self, adjustment: &Adjustment) -> Vec<Section> {
        let lists = [
            ("Anslag", self.notices.iter().map(notice).collect()),
            ("Utdrag", self.extracts()),
            ("Rättelser", self.corrections()),
            ("Överklagande och laga kraft", self.appeals()),
            ("Senare beslut", self.revisions()),
        ];
        let filled = lists
            .into_iter()
            .filter(|(_, lines): &(_, Vec<String>)| !lines.is_empty());
        let list = |(heading, lines)| Section::new(heading).with(Part::List(lines));
        std::iter::once(self.signing(adjustment))
            .chain(filled.map(list))
            .collect()
    }

    fn signing(&self, adjustment: &Adjustment) -> Section {
        let mut section = Section::new("Justering");
        for recorded in &self.recorded {
            let words = recorded.statement.concat();
            let lines = words.trim_matches('\n').split('\n').map(str::to_owned);
            section = section.with(Part::Lines(lines.collect()));
        }
        let lines = self.course(adjustment);
        if !lines.is_empty() {
            return section.with(Part::List(lines));
        }
        if section.parts.is_empty() {
            section = section.saying("Ingen justering är antecknad.");
        }
        section
    }

    /// The compiled text, who signed it, who has not, and who did not agree.
    fn course(&self, adjustment: &Adjustment) -> Vec<String> {
        let compiled = self.newest().map(|text| {
            format!(
                "Texten sammanställdes den {} med {}.",
                text.at.date(),
                text.renderer
            )
        });
        let signed = self
            .signatures
            .iter()
            .map(|signature| self.signed_words(signature));
        let missing = adjustment.missing().map(|required| {
            format!(
                "{}, {}, har inte justerat texten.",
                required.person,
                role(required.role)
            )
        });
        let missing: Vec<String> = missing.filter(|_| self.newest().is_some()).collect();
        let disputes = self.disputes.iter().map(|dispute| {
            let (who, on) = (&dispute.person, dispute.at.date());
            sentence(&format!(
                "{who} godkände inte texten den {on}: {}",
                one_line(&dispute.reason.concat())
            ))
        });
        compiled
            .into_iter()
            .chain(signed)
            .chain(missing)
            .chain(disputes)
            .collect()
    }

    fn signed_words(&self, signature: &Signature) -> String {
        let what = match self.newest() {
            Some(newest) if newest.is(&signature.compiled) => "texten",
            _ => "en annan text än den senaste",
        };
        let key = match signature.handle.as_str() {
            "" => String::new(),
            handle => format!(" (nyckel {handle})"),
        };
        let (who, on) = (&signature.person, signature.at.date());
        format!("{who}, {}, justerade {what} den {on}{key}.", role(signature.role))
    }

    fn extracts(&self) -> Vec<String> {
        let sent = self.extracts.iter();
        sent.map(|sent| {
            format!(
                "Sändes den {} till {}.",
                sent.at.date(),
                sent.recipients.join(", ")
            )
        })
        .collect()
    }

    fn corrections(&self) -> Vec<String> {
        self.corrections.iter().map(corrected).collect()
    }

    fn appeals(&self) -> Vec<String> {
        let appeals = self.appeals.iter().map(|dated| {
            let court = dated.content.court.as_ref().map(|court| format!(" till {court}"));
            let number = dated
                .content
                .reference
                .as_ref()
                .map(|number| format!(" (mål {number})"));
            let (court, number) = (court.unwrap_or_default(), number.unwrap_or_default());
            format!("Beslutet överklagades den {}{court}{number}.", dated.at.date())
        });
        let force = self.force.iter().map(|gained| {
            let on = gained.at.date();
            let Some(court) = &gained.content.appeal_decided else {
                return format!("Beslutet fick laga kraft den {on}.");
            };
            let words = one_line(&court.text.concat());
            let words = if words.is_empty() {
                words
            } else {
                format!(" Domstolen: ”{words}”")
            };
            format!("Beslutet fick laga kraft den {on}, {}.{words}", decided(court))
        });
        appeals.chain(force).collect()
    }

    fn revisions(&self) -> Vec<String> {
        let revision = |dated: &Dated<DecisionRevised>| {
            let what = match &dated.content.decision {
                Some(name) => format!("Beslutet {name}"),
                None => "Besluten".to_owned(),
            };
            format!("{what} ändrades genom {}.", decision(&dated.content.by))
        };
        self.revisions.iter().map(revision).collect()
    }
}

fn notice(notice: &Notice) -> String {
    let place = notice
        .place
        .as_ref()
        .map(|place| format!(" på {place}"))
        .unwrap_or_default();
    match (&notice.posted, &notice.removed) {
        (Some(posted), None) => format!("Anslaget sattes upp den {}{place}.", posted.at.date()),
        (Some(posted), Some(removed)) => {
            let (from, to) = (posted.at.date(), removed.at.date());
            format!("Anslaget sattes upp den {from}{place} och togs ned den {to}.")
        }
        (None, Some(removed)) => format!("Ett anslag togs ned den {}.", removed.at.date()),
        (None, None) => "Anslag.".to_owned(),
    }
}

/// `Den 2026-04-09 rättades ”maj” till ”april” av Ingrid Sandvall (S). Grund: …`
pub(crate) fn corrected(dated: &Dated<ParagraphCorrected>) -> String {
    let c = &dated.content;
    let (old, new) = (one_line(&c.old.concat()), one_line(&c.new.concat()));
    let ground = c.ground.map_or("Grunden är inte antecknad.", ground);
    let decision = c
        .decision
        .as_ref()
        .map(|at| format!(" Beslut: {}.", decision(at)));
    format!(
        "Den {} rättades ”{old}” till ”{new}”{}. {ground}{}",
        dated.at.date(),
        by(c.by.as_ref()),
        decision.unwrap_or_default()
    )
}

fn by(person: Option<&Person>) -> String {
    person.map_or_else(String::new, |person| format!(" av {person}"))
}

/// `avgjort av Förvaltningsrätten i Fjällmark den 2026-10-14 (mål 1234-26)`.
pub(crate) fn decided(court: &AppealDecided) -> String {
    let number = court.number.as_ref().map(|number| format!(" (mål {number})"));
    let (name, number) = (one_line(&court.court), number.unwrap_or_default());
    format!("avgjort av {name} den {}{number}", court.date)
}

/// `§ 112/2026, beslut d1`.
pub(crate) fn decision(at: &DecisionRef) -> String {
    match &at.decision {
        Some(name) => format!("§ {}, beslut {name}", at.paragraph),
        None => format!("§ {}", at.paragraph),
    }
}

const fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Fl36 => "Grund: förvaltningslagen 36 §.",
        Ground::MinutesError => "Grund: protokollet återgav inte vad som beslutades.",
        Ground::NewDecision => "Grund: nytt beslut.",
    }
}
