//! The elected body: its local rules, which hold from their day on, and its roster.
//!
//! Spec: docs/procedure.md, "Event kinds", stream `body`; sections 3:1–4, 4:1, 5:6.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Judgement;
use super::roster::Roster;
use crate::content::{BodyConstituted, BodyKind, Content, Numbering};
use crate::event::Event;
use crate::rule::{Rejection, Rule};
use crate::words;

/// What the stream `body` says: the rules that the body has decided, and who its members are.
///
/// A projection that needs them folds the same events and keeps the same state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Body {
    constituted: Vec<(Date, BodyConstituted)>,
    roster: Roster,
}

impl Body {
    /// The local rules on a day: the newest that were recorded by then, else the first, which were recorded late.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&BodyConstituted> {
        let until = self.constituted.iter().rev().find(|(from, _)| *from <= day);
        until.or(self.constituted.first()).map(|(_, rules)| rules)
    }

    /// Board or assembly, where it is known.
    pub(super) fn kind_on(&self, day: Date) -> Option<BodyKind> {
        self.on(day).map(|rules| rules.kind)
    }

    /// Who its members and substitutes are.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    pub(super) fn admit(&self, event: &Event) -> Judgement {
        match &event.content {
            Content::BodyConstituted(rules) => numbered_per_year(rules).map(|()| Vec::new()),
            Content::MemberElected(elected) => self.roster.admit_election(elected, &event.at),
            Content::MemberReleased(released) => self.roster.admit_release(released, &event.at),
            _ => Ok(Vec::new()),
        }
    }

    /// Takes in an event of the stream `body`; others change nothing.
    pub fn apply(&mut self, event: &Event) {
        match &event.content {
            Content::BodyConstituted(rules) => self.constituted.push((event.at.date(), rules.clone())),
            Content::MemberElected(elected) => self.roster.elect(elected),
            Content::MemberReleased(released) => self.roster.release(released, event),
            _ => {}
        }
    }
}

/// A paragraph is named `paragraph/<year>/<number>`, which is one paragraph only where numbers run through the year.
fn numbered_per_year(rules: &BodyConstituted) -> Result<(), Rejection> {
    if rules.numbering != Some(Numbering::PerMeeting) {
        return Ok(());
    }
    let what = words!(
        "{name} numbers its paragraphs per meeting, `per_meeting`",
        "{name} numrerar sina paragrafer per sammanträde, `per_meeting`",
        name = rules.name,
    );
    let hint = words!(
        "number the paragraphs through the year and state `per_year`, or leave `numbering` out; a body that begins anew \
         in each meeting cannot be kept here",
        "numrera paragraferna genom året och ange `per_year`, eller utelämna `numbering`; ett organ som börjar om vid \
         varje sammanträde kan inte föras här"
    );
    Err(Rejection::new(Rule::NumberedPerYear, what, hint))
}
