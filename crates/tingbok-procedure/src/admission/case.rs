//! A case: registered once, its proposals named once, closed once.
//!
//! A letter may be read into a case before the registrar records its registration, so what comes first is not judged.
//!
//! Spec: docs/procedure.md, "Event kinds", streams `case/…`; OSL 5:1–2.

use std::collections::BTreeSet;

use super::Judgement;
use super::naming::{Noun, unused};
use super::sequence::{Act, not_before};
use crate::content::{Content, ParagraphNo, ProposalId};
use crate::event::Event;
use crate::moment::Moment;
use crate::rule::{Rejection, Rule};
use crate::words;

/// What one case's stream says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Case {
    registered: Option<Moment>,
    closed: Option<Moment>,
    proposals: BTreeSet<ProposalId>,
}

impl Case {
    pub(super) fn admit(&self, name: &str, event: &Event) -> Judgement {
        let place = format!("case/{name}");
        match &event.content {
            Content::PassageKept(kept) => {
                return match kept.item {
                    Some(item) => Err(no_item_in_case(&place, item)),
                    None => Ok(Vec::new()),
                };
            }
            // Documents still come to a case that is closed.
            Content::DocumentRegistered(_) => return Ok(Vec::new()),
            _ => self.is_open(&place)?,
        }
        match &event.content {
            Content::CaseRegistered(_) if self.registered.is_some() => {
                let what = words!("{place} is registered already", "{place} är redan registrerat");
                let hint = words!(
                    "a case is registered once; another case has a number and a stream of its own",
                    "ett diarieärende registreras en gång; ett annat har ett eget nummer och en egen ström"
                );
                return Err(Rejection::new(Rule::CaseInOrder, what, hint));
            }
            Content::CaseClosed(_) => {
                let registered = (Act::Registration, self.registered.as_ref());
                not_before((Act::ClosingOfCase, &event.at), registered)?;
            }
            Content::ProposalSubmitted(c) => unused(Noun::Proposal, &c.proposal, &self.proposals, &place)?,
            _ => {}
        }
        Ok(Vec::new())
    }

    pub(super) fn apply(&mut self, event: &Event) {
        match &event.content {
            Content::CaseRegistered(_) => self.registered = Some(event.at.clone()),
            Content::CaseClosed(_) => self.closed = Some(event.at.clone()),
            Content::ProposalSubmitted(c) => drop(self.proposals.insert(c.proposal.clone())),
            _ => {}
        }
    }

    fn is_open(&self, place: &str) -> Result<(), Rejection> {
        let Some(closed) = &self.closed else {
            return Ok(());
        };
        let what = words!(
            "{place} is closed since `{closed}`",
            "{place} är avslutat sedan `{closed}`"
        );
        let hint = words!(
            "a closed case takes documents only; a matter that comes up again is a case of its own",
            "ett avslutat diarieärende tar bara emot handlingar; en sak som kommer upp igen är ett eget diarieärende"
        );
        Err(Rejection::new(Rule::CaseInOrder, what, hint))
    }
}

fn no_item_in_case(place: &str, item: ParagraphNo) -> Rejection {
    let what = words!(
        "§ {item} is not opened in {place}: a case has no items",
        "§ {item} är inte öppnad i {place}: ett diarieärende har inga paragrafer"
    );
    Rejection::new(
        Rule::ItemOpened,
        what,
        words!(
            "leave `item` out, or use the meeting's stream",
            "utelämna `item`, eller använd sammanträdets ström"
        ),
    )
}
