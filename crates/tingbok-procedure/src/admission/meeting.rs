//! A meeting: whether it is adjourned, and its items by number.
//!
//! While adjourned only resumption is admitted, and words of a source may be kept: they happen on paper.
//!
//! Spec: docs/procedure.md, "States", meeting.

use std::collections::BTreeMap;

use super::item::Item;
use crate::content::{Content, ParagraphNo};
use crate::rule::{Finding, Rejection, Rule};

/// What one meeting stream says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Meeting {
    adjourned: bool,
    items: BTreeMap<ParagraphNo, Item>,
}

impl Meeting {
    pub(super) fn has_opened(&self, item: ParagraphNo) -> bool {
        self.items.contains_key(&item)
    }

    /// Judges the opening of an item, as far as this meeting alone tells.
    pub(super) fn admit_opening(&self, item: ParagraphNo) -> Result<(), Rejection> {
        self.goes_on()?;
        if !self.has_opened(item) {
            return Ok(());
        }
        let what = format!("§ {item} is opened already in this meeting");
        let hint = "an item is opened once; record what follows in the open item";
        Err(Rejection::new(Rule::ItemOpenedOnce, what, hint))
    }

    /// Judges everything but the opening of an item.
    pub(super) fn admit(&self, content: &Content) -> Result<Vec<Finding>, Rejection> {
        match content {
            Content::PassageKept(kept) => {
                kept.item.map_or(Ok(()), |item| self.item(item).map(drop))?;
                return Ok(Vec::new());
            }
            Content::MeetingResumed(_) if !self.adjourned => return Err(not_adjourned()),
            Content::MeetingResumed(_) => {}
            _ => self.goes_on()?,
        }
        match content.item() {
            Some(number) => self.item(number)?.admit(number, content),
            None => Ok(Vec::new()),
        }
    }

    pub(super) fn apply(&mut self, content: &Content) {
        match content {
            Content::PassageKept(_) => return,
            Content::MeetingAdjourned(_) => self.adjourned = true,
            Content::MeetingResumed(_) => self.adjourned = false,
            _ => {}
        }
        if let Some(number) = content.item() {
            self.items.entry(number).or_default().apply(content);
        }
    }

    fn item(&self, number: ParagraphNo) -> Result<&Item, Rejection> {
        self.items.get(&number).ok_or_else(|| {
            let what = format!("§ {number} is not opened in this meeting");
            let hint = "record `item.opened/1` before what happens in the item";
            Rejection::new(Rule::ItemOpened, what, hint)
        })
    }

    fn goes_on(&self) -> Result<(), Rejection> {
        if !self.adjourned {
            return Ok(());
        }
        let what = "the meeting is adjourned: only its resumption can happen";
        let hint = "record `meeting.resumed/1` first";
        Err(Rejection::new(Rule::NotAdjourned, what, hint))
    }
}

fn not_adjourned() -> Rejection {
    let what = "the meeting is not adjourned: it cannot be resumed";
    let hint = "record `meeting.adjourned/1` before it, or leave it out";
    Rejection::new(Rule::ResumedWhileAdjourned, what, hint)
}
