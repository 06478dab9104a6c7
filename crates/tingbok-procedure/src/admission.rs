//! Admission: whether an event may be true of the record so far, and what the record is once it is.
//!
//! [`State::admit`] judges and changes nothing; [`State::apply`] changes and never judges, so that what was ever
//! admitted can be replayed under any later rules. Neither knows a clock. The state holds only the streams that
//! were applied to it: [`needs`] says which an event is judged by, [`State::forget`] drops one.
//!
//! Spec: docs/procedure.md, "Two principles" and "States"; the rules are listed in [`Rule`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::content::{AdjustmentRecorded, Content, ParagraphNo, ProposalId, ProposalSubmitted};
use crate::event::Event;
use crate::rule::{Finding, Rejection, Rule};
use crate::stream::{ParagraphRef, Stream};
use meeting::Meeting;

mod item;
mod meeting;
pub(crate) mod naming;
mod vote;

/// The procedure's state: what the streams applied so far say about meetings, items and cases.
///
/// Equal histories give equal states, whatever order their streams were applied in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    cases: BTreeMap<String, BTreeSet<ProposalId>>,
    meetings: BTreeMap<Date, Meeting>,
}

/// A history that must have been applied before an event can be judged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Need {
    /// The stream with this name.
    Stream(Stream),
    /// The meeting that opened the item with this number in this year, if one did.
    Paragraph(ParagraphRef),
    /// Every stream below `paragraph/<year>/<no>/`: the signatures of those who adjust it.
    Signatures(ParagraphRef),
}

/// The histories that an event is judged by, its own stream first.
///
/// An event whose kind does not stand in its stream needs none: it is refused in any case.
#[must_use]
pub fn needs(event: &Event) -> Vec<Need> {
    let own = || Need::Stream(event.stream.clone());
    match (&event.stream, &event.content) {
        (Stream::Meeting(date), Content::ItemOpened(opened)) => {
            vec![own(), Need::Paragraph(paragraph(*date, opened.item))]
        }
        (Stream::Meeting(_), _) | (Stream::Case(_), Content::ProposalSubmitted(_)) => vec![own()],
        (Stream::Paragraph(at), _) => vec![Need::Paragraph(*at)],
        _ => Vec::new(),
    }
}

impl State {
    /// The state before anything happened.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Judges an event against what was applied so far, and changes nothing.
    ///
    /// # Errors
    /// [`Rejection`] when the event cannot be true of this record. What is irregular but possible comes back as
    /// findings.
    pub fn admit(&self, event: &Event) -> Result<Vec<Finding>, Rejection> {
        stands_in_its_stream(event)?;
        match (&event.stream, &event.content) {
            (Stream::Meeting(date), content) => self.admit_in_meeting(*date, content),
            (Stream::Case(case), Content::ProposalSubmitted(proposal)) => self.admit_proposal(case, proposal),
            (Stream::Case(case), Content::PassageKept(kept)) => match kept.item {
                Some(item) => Err(no_item_in_case(case, item)),
                None => Ok(Vec::new()),
            },
            (Stream::Paragraph(at), Content::AdjustmentRecorded(adjusted)) => {
                self.admit_adjustment(*at, adjusted)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Takes an event into the state. Total: an event that no rule of today admits changes as little as it can.
    pub fn apply(&mut self, event: &Event) {
        match (&event.stream, &event.content) {
            (Stream::Meeting(date), content) => self.meetings.entry(*date).or_default().apply(content),
            (Stream::Case(case), Content::ProposalSubmitted(proposal)) => {
                let proposals = self.cases.entry(case.clone()).or_default();
                proposals.insert(proposal.proposal.clone());
            }
            _ => {}
        }
    }

    /// Drops what a stream's events said. To be judged against again, the stream is replayed from its start.
    pub fn forget(&mut self, stream: &Stream) {
        match stream {
            Stream::Meeting(date) => drop(self.meetings.remove(date)),
            Stream::Case(case) => drop(self.cases.remove(case)),
            _ => {}
        }
    }

    fn admit_in_meeting(&self, date: Date, content: &Content) -> Result<Vec<Finding>, Rejection> {
        let before = Meeting::default();
        let meeting = self.meetings.get(&date).unwrap_or(&before);
        if let Content::ItemOpened(opened) = content {
            meeting.admit_opening(opened.item)?;
            return self.number_is_free(paragraph(date, opened.item));
        }
        meeting.admit(content)
    }

    fn number_is_free(&self, at: ParagraphRef) -> Result<Vec<Finding>, Rejection> {
        let Some(taken) = self.meeting_of(at) else {
            return Ok(Vec::new());
        };
        let what = format!("§ {} of {} was opened by meeting/{taken}", at.number, at.year);
        let hint = "give the item the next free number of the year";
        Err(Rejection::new(Rule::ItemOpenedOnce, what, hint))
    }

    fn meeting_of(&self, at: ParagraphRef) -> Option<Date> {
        let opened = |(date, meeting): &(&Date, &Meeting)| {
            date.year() == at.year && meeting.has_opened(ParagraphNo(at.number))
        };
        let (date, _) = self.meetings.iter().find(opened)?;
        Some(*date)
    }

    fn admit_proposal(&self, case: &str, submitted: &ProposalSubmitted) -> Result<Vec<Finding>, Rejection> {
        let known = self.cases.get(case).into_iter().flatten();
        naming::unused("proposal", &submitted.proposal, known, &format!("case/{case}"))?;
        Ok(Vec::new())
    }

    fn admit_adjustment(
        &self,
        at: ParagraphRef,
        adjusted: &AdjustmentRecorded,
    ) -> Result<Vec<Finding>, Rejection> {
        if adjusted.item.0 != at.number {
            let what = format!(
                "the stream is that of § {}, the content of § {}",
                at.number, adjusted.item
            );
            return Err(Rejection::new(
                Rule::ParagraphOfStream,
                what,
                format!("record it in the stream paragraph/{}/{}", at.year, adjusted.item),
            ));
        }
        match self.meeting_of(at) {
            Some(_) => Ok(Vec::new()),
            None => Err(Rejection::new(
                Rule::ItemOpened,
                format!("no meeting of {} has opened § {}", at.year, at.number),
                "record the meeting's item first",
            )),
        }
    }
}

/// The same check as a draft's: events also come from logs, which other programs wrote.
fn stands_in_its_stream(event: &Event) -> Result<(), Rejection> {
    if event.stream.is(event.kind().stream_class()) {
        return Ok(());
    }
    Err(Rejection::new(
        Rule::StreamOfKind,
        format!(
            "`{}` does not stand in the stream `{}`",
            event.kind(),
            event.stream
        ),
        "cases are in case/…, meetings in meeting/YYYY-MM-DD, paragraphs in paragraph/YYYY/NUMBER",
    ))
}

fn no_item_in_case(case: &str, item: ParagraphNo) -> Rejection {
    let what = format!("§ {item} is not opened in case/{case}: a case has no items");
    Rejection::new(
        Rule::ItemOpened,
        what,
        "leave `item` out, or use the meeting's stream",
    )
}

fn paragraph(date: Date, item: ParagraphNo) -> ParagraphRef {
    ParagraphRef {
        year: date.year(),
        number: item.0,
    }
}

#[cfg(test)]
mod tests;
