//! How an entry goes into the directory.

use jiff::civil::Date;
use tingbok_procedure::content::Day;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Event, Stream};

use super::{Directory, ParagraphPlace};
use crate::projection::{Logged, What};

impl Directory {
    pub(super) fn take_in(&mut self, entry: &Logged) {
        let index = entry.index;
        match &entry.what {
            What::Event(event) => self.event(index, event),
            What::Ledger { kind, names } => self.of_ledger(index, kind, names),
            What::Unread { stream, .. } => {
                let stream: Stream = stream.parse().unwrap_or_else(|never| match never {});
                self.in_stream(index, &stream);
                if let Stream::Meeting(date) = stream {
                    // Which item it belongs to is not known: every paragraph of the meeting may lack it.
                    self.meetings.entry(Day(date)).or_default().around.push(index);
                }
                self.unread.extend(entry.unread().map(|unread| (index, unread)));
            }
        }
        self.entries = index.saturating_add(1);
    }

    fn event(&mut self, index: u64, event: &Event) {
        self.in_stream(index, &event.stream);
        if let Stream::Meeting(date) = event.stream {
            self.of_meeting(index, date, event);
        }
        for at in named(&event.content) {
            // A decision of a paragraph in its own stream is there already.
            if event.stream.paragraph() != Some(at) {
                self.place(at).named.push(index);
            }
        }
        if let (Some(own), Some(by)) = (event.stream.paragraph(), changing(&event.content)) {
            self.place(own).changed_by.insert(by);
            self.place(by).changes.insert(own);
        }
        match &event.content {
            Content::CaseRegistered(registered) => {
                if let Stream::Case(name) = &event.stream {
                    let case = self.cases.entry(name.clone()).or_default();
                    case.number = Some(registered.number.trim().to_owned());
                }
            }
            Content::FieldWithheld(c) => self.values.entry(c.index).or_default().push(index),
            Content::FieldReleased(c) => self.values.entry(c.index).or_default().push(index),
            Content::ErasureCompleted(c) => {
                for target in self.erasures.get(&c.erasure).into_iter().flatten() {
                    self.values.entry(*target).or_default().push(index);
                }
            }
            _ => {}
        }
    }

    fn of_meeting(&mut self, index: u64, date: Date, event: &Event) {
        let Some(item) = event.content.item() else {
            self.meetings.entry(Day(date)).or_default().around.push(index);
            return;
        };
        let at = ParagraphRef {
            year: date.year(),
            number: item.0,
        };
        self.place(at).item.push(index);
        let Content::ItemOpened(opened) = &event.content else {
            return;
        };
        self.place(at).meeting = Some(Day(date));
        self.meetings
            .entry(Day(date))
            .or_default()
            .paragraphs
            .push(at.number);
        if let Some(case) = &opened.case {
            self.items.entry(case.trim().to_owned()).or_default().insert(at);
        }
    }

    fn in_stream(&mut self, index: u64, stream: &Stream) {
        match stream {
            Stream::Body => self.body.push(index),
            Stream::Case(name) => self.cases.entry(name.clone()).or_default().entries.push(index),
            Stream::Meeting(date) => self.meetings.entry(Day(*date)).or_default().entries.push(index),
            Stream::Paragraph(at) => self.place(*at).own.push(index),
            Stream::Adjuster(at, _) => self.place(*at).signatures.push(index),
            Stream::Ledger | Stream::Publication | Stream::Other(_) => {}
        }
    }

    fn of_ledger(&mut self, index: u64, kind: &str, names: &[u64]) {
        for &target in names {
            self.values.entry(target).or_default().push(index);
        }
        if kind.starts_with("field.erased/") {
            self.erasures.insert(index, names.to_vec());
        }
    }

    fn place(&mut self, at: ParagraphRef) -> &mut ParagraphPlace {
        self.paragraphs
            .entry(at.year)
            .or_default()
            .entry(at.number)
            .or_default()
    }
}

/// The paragraph that changes the one in whose stream this content stands.
fn changing(content: &Content) -> Option<ParagraphRef> {
    match content {
        Content::DecisionRevised(c) => Some(c.by.paragraph),
        Content::ParagraphCorrected(c) => c.decision.as_ref().map(|at| at.paragraph),
        _ => None,
    }
}

/// The paragraphs whose decisions a content names.
fn named(content: &Content) -> Vec<ParagraphRef> {
    match content {
        Content::DecisionRevised(c) => vec![c.by.paragraph],
        Content::ParagraphCorrected(c) => c.decision.iter().map(|at| at.paragraph).collect(),
        Content::AssignmentGiven(c) => c.decision.iter().map(|at| at.paragraph).collect(),
        _ => Vec::new(),
    }
}
