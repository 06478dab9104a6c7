//! Admission: whether an event may be true of the record so far, and what the record is once it is.
//!
//! [`State::admit`] judges and changes nothing; [`State::apply`] changes and never judges, so that what was ever
//! admitted can be replayed under any later rules. Neither knows a clock. The state holds only the streams that
//! were applied to it: [`needs`] says which an event is judged by, [`State::forget`] drops one.
//!
//! Rules have dates: what was irregular is judged by the rules of the meeting's day ([`Finding::on`]).
//!
//! Spec: docs/procedure.md, "Two principles", "States" and "Rules"; docs/guides/rules.md lists every [`Rule`].

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use adjustment::{Adjustment, Signature};
pub use body::Body;
pub use need::{Need, needs};
pub use open::Open;
pub use outstanding::Outstanding;
pub use roster::Roster;

use crate::content::{BodyKind, Compiled, Content, DecisionRef, Numbering, ParagraphNo, Person, VoteId};
use crate::event::Event;
use crate::rule::{Finding, Rejection, Rule};
use crate::stream::{ParagraphRef, Stream};
use crate::words;
use case::Case;
use item::Item;
use meeting::Meeting;
use paragraph::Paragraph;
use publication::Publication;
use record::Record;

pub mod adjustment;
mod body;
mod case;
mod course;
mod decision;
mod item;
mod meeting;
mod motion;
pub(crate) mod naming;
mod need;
mod notice;
mod open;
mod outstanding;
mod paragraph;
mod participation;
mod proposition;
mod publication;
mod record;
mod room;
mod roster;
mod sequence;
mod service;
mod vote;

/// What admission says: findings about what is irregular but happened, or why it cannot have.
type Judgement = Result<Vec<Finding>, Rejection>;

/// The procedure's state: what the streams applied so far say about the body, its cases, meetings and paragraphs.
///
/// Equal histories give equal states, whatever order their streams were applied in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    body: Body,
    cases: BTreeMap<String, Case>,
    meetings: BTreeMap<Date, Meeting>,
    paragraphs: BTreeMap<ParagraphRef, Paragraph>,
    signatures: BTreeMap<ParagraphRef, BTreeMap<String, Vec<Signature>>>,
    disputes: BTreeMap<ParagraphRef, BTreeMap<String, Vec<Compiled>>>,
    publication: Publication,
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
    /// findings, as the rules of the meeting's day have it.
    pub fn admit(&self, event: &Event) -> Result<Vec<Finding>, Rejection> {
        stands_in_its_stream(event)?;
        names_are_plain(event)?;
        let findings = match &event.stream {
            Stream::Meeting(date) => self.admit_in_meeting(*date, event),
            Stream::Case(name) => match self.cases.get(name) {
                Some(case) => case.admit(name, event),
                None => Case::default().admit(name, event),
            },
            Stream::Body => self.body.admit(event),
            Stream::Publication => self.publication.admit(&event.content),
            Stream::Paragraph(at) | Stream::Adjuster(at, _) => self.admit_after_meeting(*at, event),
            Stream::Ledger | Stream::Other(_) => Ok(Vec::new()),
        }?;
        let day = self.day_of(event);
        let body = self.body.kind_on(day);
        Ok(findings
            .into_iter()
            .filter_map(|finding| finding.on(day, body))
            .collect())
    }

    /// Takes an event into the state. Total: an event that no rule of today admits changes as little as it can.
    pub fn apply(&mut self, event: &Event) {
        match (&event.stream, &event.content) {
            (Stream::Meeting(date), _) => self.meetings.entry(*date).or_default().apply(event),
            (Stream::Case(name), _) => self.cases.entry(name.clone()).or_default().apply(event),
            (Stream::Body, _) => self.body.apply(event),
            (Stream::Publication, content) => self.publication.apply(content),
            (Stream::Paragraph(at), _) => self.paragraphs.entry(*at).or_default().apply(event),
            (Stream::Adjuster(at, handle), Content::ParagraphAdjusted(adjusted)) => {
                let of_paragraph = self.signatures.entry(*at).or_default();
                let of_handle = of_paragraph.entry(handle.clone()).or_default();
                of_handle.extend(Signature::of(event, adjusted));
            }
            (Stream::Adjuster(at, handle), Content::AdjustmentDisputed(disputed)) => {
                let of_paragraph = self.disputes.entry(*at).or_default();
                let of_handle = of_paragraph.entry(handle.clone()).or_default();
                of_handle.push(disputed.compiled.clone());
            }
            _ => {}
        }
    }

    /// Drops what a stream's events said. To be judged against again, the stream is replayed from its start.
    pub fn forget(&mut self, stream: &Stream) {
        match stream {
            Stream::Meeting(date) => drop(self.meetings.remove(date)),
            Stream::Case(case) => drop(self.cases.remove(case)),
            Stream::Body => self.body = Body::default(),
            Stream::Publication => self.publication = Publication::default(),
            Stream::Paragraph(at) => drop(self.paragraphs.remove(at)),
            Stream::Adjuster(at, handle) => {
                forget_handle(&mut self.signatures, *at, handle);
                forget_handle(&mut self.disputes, *at, handle);
            }
            Stream::Ledger | Stream::Other(_) => {}
        }
    }

    /// What the stream `body` says.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// What an event is judged by beside what [`needs`] names, once that is applied: the meetings that have dealt with the
    /// same case, when a vote that may remit or table it is counted (5:50).
    #[must_use]
    pub fn needs_further(&self, event: &Event) -> Option<Need> {
        let Stream::Meeting(date) = &event.stream else {
            return None;
        };
        let (item, vote) = self.counts_in(*date, event)?;
        let third = self.body.kind_on(*date) != Some(BodyKind::Board) && item.votes_on_putting_off(vote);
        let case = item.case().filter(|_| third)?;
        Some(Need::Case(case.to_owned()))
    }

    /// How far the adjustment of a paragraph has come; `None` where no meeting has opened it.
    #[must_use]
    pub fn adjustment(&self, at: ParagraphRef) -> Option<Adjustment> {
        Some(self.record(at)?.adjustment())
    }

    fn admit_in_meeting(&self, date: Date, event: &Event) -> Judgement {
        let before = Meeting::default();
        let meeting = self.meetings.get(&date).unwrap_or(&before);
        let put_off_before = self.is_put_off_before(date, event);
        let mut findings = meeting.admit(event, &self.body, date, put_off_before)?;
        if let Content::ItemOpened(opened) = &event.content {
            let at = paragraph_of(date, opened.item);
            self.number_is_free(at)?;
            findings.extend(self.gap_before(at, date, meeting));
        } else if let Some(item) = event.content.item() {
            findings.extend(self.after_signing(paragraph_of(date, item), event));
        }
        Ok(findings)
    }

    /// Something of an item whose text everybody has signed: it stands in no text.
    fn after_signing(&self, at: ParagraphRef, event: &Event) -> Option<Finding> {
        // Most items of a meeting that goes on have no signature yet, and are asked for nothing more.
        self.signatures.get(&at)?;
        let signed_on = self.record(at)?.adjustment().signed_on?;
        let what = words!(
            "`{kind}` is recorded in § {number} of {year}, whose text all have signed by {signed_on}",
            "`{kind}` antecknas i § {number}/{year}, vars text alla har skrivit under senast {signed_on}",
            kind = event.kind(),
            number = at.number,
            year = at.year,
        );
        let expected = words!(
            "everything of the item in the text that is signed",
            "allt i ärendet i den text som skrivs under"
        );
        Some(Finding::new(Rule::TextComplete, what).expecting(expected))
    }

    /// Whether a minority has put off the matter on which a vote is counted: in the same paragraph, or in another of the
    /// same case by then (5:50).
    fn is_put_off_before(&self, date: Date, event: &Event) -> bool {
        // No other vote is judged by it.
        let own = self.counts_in(date, event);
        let Some((own, _)) = own.filter(|(item, vote)| item.votes_on_putting_off(vote)) else {
            return false;
        };
        let in_another = |case| {
            let mut by_then = self.meetings.range(..=date);
            by_then.any(|(_, meeting)| meeting.has_put_off(case))
        };
        own.is_put_off_by_minority() || own.case().is_some_and(in_another)
    }

    /// The item in which an event counts a vote, and that vote.
    fn counts_in<'a>(&'a self, date: Date, event: &'a Event) -> Option<(&'a Item, &'a VoteId)> {
        let Content::VoteCounted(counted) = &event.content else {
            return None;
        };
        let item = self.meetings.get(&date)?.known(counted.item)?;
        Some((item, &counted.vote))
    }

    fn number_is_free(&self, at: ParagraphRef) -> Result<(), Rejection> {
        let Some((taken, _)) = self.meeting_of(at) else {
            return Ok(());
        };
        let what = words!(
            "§ {number} of {year} was opened by meeting/{taken}",
            "§ {number}/{year} öppnades av meeting/{taken}",
            number = at.number,
            year = at.year,
        );
        let hint = words!(
            "give the item the next free number of the year",
            "ge ärendet årets nästa lediga nummer"
        );
        Err(Rejection::new(Rule::ItemOpenedOnce, what, hint))
    }

    /// A number that does not follow on another, where the body numbers per year and the year's numbers are known here.
    fn gap_before(&self, at: ParagraphRef, date: Date, meeting: &Meeting) -> Option<Finding> {
        self.body
            .on(date)
            .filter(|rules| rules.numbering == Some(Numbering::PerYear))?;
        let other = |number| ParagraphRef { number, ..at };
        let before = at.number.checked_sub(1).filter(|number| *number > 0)?;
        let year_is_known = meeting.has_items() || self.meeting_of(other(1)).is_some();
        if !year_is_known || self.meeting_of(other(before)).is_some() {
            return None;
        }
        let what = words!(
            "§ {number} of {year} is opened, and § {before} is not",
            "§ {number}/{year} öppnas, och § {before} är inte öppnad",
            number = at.number,
            year = at.year,
        );
        let expected = words!(
            "numbers without gap through the year",
            "en nummerföljd utan luckor under året"
        );
        Some(Finding::new(Rule::Numbering, what).expecting(expected))
    }

    fn admit_after_meeting(&self, at: ParagraphRef, event: &Event) -> Judgement {
        if let Some(item) = event.content.item().filter(|item| item.0 != at.number) {
            let what = words!(
                "the stream is that of § {number}, the content of § {item}",
                "strömmen är den för § {number}, innehållet gäller § {item}",
                number = at.number,
            );
            let hint = words!(
                "record it in the stream paragraph/{year}/{item}",
                "anteckna det i strömmen paragraph/{year}/{item}",
                year = at.year,
            );
            return Err(Rejection::new(Rule::ParagraphOfStream, what, hint));
        }
        let Some(record) = self.record(at) else {
            let what = words!(
                "no meeting of {year} has opened § {number}",
                "inget sammanträde under {year} har öppnat § {number}",
                year = at.year,
                number = at.number,
            );
            let hint = words!(
                "record the meeting's item first",
                "anteckna sammanträdets ärende först"
            );
            return Err(Rejection::new(Rule::ItemOpened, what, hint));
        };
        let mut findings = record.admit(event)?;
        findings.extend(match &event.content {
            Content::DecisionRevised(revised) => self.later_decision(&record, &revised.by)?,
            Content::ParagraphCorrected(corrected) => match &corrected.decision {
                Some(decision) => self.later_decision(&record, decision)?,
                None => None,
            },
            _ => None,
        });
        Ok(findings)
    }

    /// The decision that changes this paragraph: in the ledger as a rule, and never of an earlier meeting.
    fn later_decision(&self, record: &Record<'_>, by: &DecisionRef) -> Result<Option<Finding>, Rejection> {
        let at = by.paragraph;
        let Some((day, meeting)) = self.meeting_of(at) else {
            let what = words!(
                "§ {at}, which changes § {changed}, is not in this ledger",
                "§ {at}, som ändrar § {changed}, finns inte i den här liggaren",
                changed = record.at,
            );
            return Ok(Some(Finding::new(Rule::RevisionResolves, what)));
        };
        if day < record.day {
            let what = words!(
                "§ {at} of {day} cannot change § {changed}, which is of {of}",
                "§ {at} av den {day} kan inte ändra § {changed}, som är av den {of}",
                changed = record.at,
                of = record.day,
            );
            let hint = words!(
                "a decision is changed by a later one: name that",
                "ett beslut ändras av ett senare: ange det"
            );
            return Err(Rejection::new(Rule::TimesInOrder, what, hint));
        }
        let item = meeting.known(ParagraphNo(at.number));
        let known = item.map(|item| item.knows_decision(by.decision.as_ref(), &format!("§ {at}")));
        let unknown = known.and_then(Result::err).map(|rejection| rejection.what);
        Ok(unknown.map(|what| Finding::new(Rule::RevisionResolves, what)))
    }

    /// What is known of a paragraph, when a meeting has opened it.
    fn record(&self, at: ParagraphRef) -> Option<Record<'_>> {
        let (day, meeting) = self.meeting_of(at)?;
        let signatures = self
            .signatures
            .get(&at)
            .into_iter()
            .flat_map(BTreeMap::values)
            .flatten();
        Some(Record {
            at,
            day,
            meeting,
            item: meeting.known(ParagraphNo(at.number))?,
            body: &self.body,
            paragraph: self.paragraphs.get(&at).unwrap_or(&paragraph::EMPTY),
            signatures: signatures.cloned().collect(),
            disputed: self
                .disputes
                .get(&at)
                .into_iter()
                .flat_map(BTreeMap::values)
                .flatten()
                .collect(),
        })
    }

    fn meeting_of(&self, at: ParagraphRef) -> Option<(Date, &Meeting)> {
        let first = Date::new(at.year, 1, 1).ok()?;
        let last = Date::new(at.year, 12, 31).ok()?;
        let mut of_year = self.meetings.range(first..=last);
        let opened = |(_, meeting): &(&Date, &Meeting)| meeting.has_opened(ParagraphNo(at.number));
        of_year.find(opened).map(|(date, meeting)| (*date, meeting))
    }

    /// The day by whose rules an event is judged: its meeting's, where it has one.
    fn day_of(&self, event: &Event) -> Date {
        let of_paragraph = || {
            let at = event.stream.paragraph()?;
            self.meeting_of(at).map(|(day, _)| day)
        };
        match &event.stream {
            Stream::Meeting(date) => *date,
            _ => of_paragraph().unwrap_or(event.at.date()),
        }
    }
}

/// Drops what one handle's stream said of a paragraph. A paragraph of which nothing is left leaves nothing behind.
fn forget_handle<T>(all: &mut BTreeMap<ParagraphRef, BTreeMap<String, T>>, at: ParagraphRef, handle: &str) {
    if let Some(of_paragraph) = all.get_mut(&at) {
        of_paragraph.remove(handle);
        if of_paragraph.is_empty() {
            all.remove(&at);
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
        words!(
            "`{kind}` does not stand in the stream `{stream}`",
            "`{kind}` står inte i strömmen `{stream}`",
            kind = event.kind(),
            stream = event.stream,
        ),
        words!(
            "cases are in case/…, meetings in meeting/YYYY-MM-DD, paragraphs in paragraph/YYYY/NUMBER",
            "diarieärenden står i case/…, sammanträden i meeting/ÅÅÅÅ-MM-DD, paragrafer i paragraph/ÅÅÅÅ/NUMMER"
        ),
    ))
}

/// A name is compared letter by letter, and read by people: it may not hold what they do not see.
fn names_are_plain(event: &Event) -> Result<(), Rejection> {
    let persons = event.content.persons();
    let Some(name) = persons.into_iter().find_map(Person::disguised) else {
        return Ok(());
    };
    Err(Rejection::new(
        Rule::PlainNames,
        words!(
            "`{kind}` names a person as `{name}`, with characters that are not seen",
            "`{kind}` anger en person som `{name}`, med tecken som inte syns",
            kind = event.kind(),
            name = name.escape_debug(),
        ),
        words!(
            "write the name without control characters, line breaks and marks that turn the direction of writing; words \
             of a source can be kept as `passage.kept/1`",
            "skriv namnet utan styrtecken, radbrytningar och tecken som vänder skrivriktningen; ord ur en källa kan \
             behållas som `passage.kept/1`"
        ),
    ))
}

fn paragraph_of(date: Date, item: ParagraphNo) -> ParagraphRef {
    ParagraphRef {
        year: date.year(),
        number: item.0,
    }
}

#[cfg(test)]
mod tests;
