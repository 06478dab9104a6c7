//! The rules of the meeting, asked again of a whole log by whoever verifies or audits it.
//!
//! Invariant: what was admitted once stays. Rules that have come since find, and refuse nothing.
//!
//! Spec: docs/procedure.md, "Two principles".

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tingbok_minutes::withheld::holds_mask;
use tingbok_procedure::content::Compiled;
use tingbok_procedure::{Content, Event, Finding, Rejection, Rule, State, Stream, words};

/// The meetings as the log tells them, in its order.
#[derive(Default)]
pub(crate) struct Judge {
    state: State,
    /// The entries that compiled a text, by the event's id.
    compiled: BTreeMap<String, u64>,
    /// The items of which events are not shown in full.
    masked: BTreeSet<(Date, u32)>,
    /// The meetings of which an event cannot be read, or one of the meeting as a whole is not shown in full.
    missed: BTreeSet<Date>,
}

impl Judge {
    /// What the rules find about an entry, which is taken in whatever they say. `basis` is what its author had seen.
    pub(crate) fn judge(&mut self, index: u64, event: &Event, basis: Option<u64>) -> Vec<Finding> {
        let mut findings = match self.state.admit(event) {
            Ok(findings) => findings,
            Err(rejection) => vec![found(rejection)],
        };
        let compiled = signed_text(event).and_then(|compiled| self.compiled.get(&compiled.id));
        findings.extend(compiled.and_then(|entry| not_seen(basis, *entry)).map(found));
        self.take(index, event);
        findings
    }

    /// Whether what is found about an event may hang on values that are not shown: those of an earlier event of its
    /// item. A voter whose name is erased has voted all the same.
    pub(crate) fn hangs_on_masked(&self, event: &Event) -> bool {
        let of_meeting = match &event.stream {
            Stream::Meeting(date) => self.missed.contains(date),
            _ => false,
        };
        of_meeting || item_of(event).is_some_and(|item| self.masked.contains(&item))
    }

    /// Takes an entry in without asking: values of it are gone or withheld, and what is missing is no irregularity.
    pub(crate) fn take_masked(&mut self, index: u64, event: &Event) {
        match item_of(event) {
            Some(item) => drop(self.masked.insert(item)),
            None => self.miss(&event.stream),
        }
        match signed_by_holder(event) {
            Some(event) => self.take(index, &event),
            None => self.take(index, event),
        }
    }

    /// Takes in that something of this stream happened that cannot be read without values that are gone: nothing that
    /// hangs on it is judged.
    pub(crate) fn miss(&mut self, stream: &Stream) {
        if let Stream::Meeting(date) = stream {
            self.missed.insert(*date);
        }
    }

    fn take(&mut self, index: u64, event: &Event) {
        self.state.apply(event);
        if let Content::ParagraphCompiled(_) = event.content {
            self.compiled.insert(event.id.clone(), index);
        }
    }

    /// What the entries so far make of the meetings.
    pub(crate) fn state(&self) -> &State {
        &self.state
    }
}

/// A signature under a text whose signer's name is not shown, with the name that the enrolment of the key has: it still
/// counts for whoever was to sign.
fn signed_by_holder(event: &Event) -> Option<Event> {
    let Content::ParagraphAdjusted(adjusted) = &event.content else {
        return None;
    };
    if !holds_mask(&adjusted.person.name) {
        return None;
    }
    let Stream::Adjuster(_, own) = &event.stream else {
        return None;
    };
    let mut signers = event.signed.iter().flat_map(|signed| &signed.by);
    let holder = signers.find(|signer| signer.handle == *own)?.holder.clone()?;
    let mut event = event.clone();
    if let Content::ParagraphAdjusted(adjusted) = &mut event.content {
        adjusted.person.name = holder;
    }
    Some(event)
}

/// Why an event is not judged: values of it are not shown, or of an earlier one of its item.
pub(crate) fn why_masked(itself: bool) -> &'static str {
    if itself {
        "values of it are withheld, erased or lost"
    } else {
        "values of its item are withheld, erased or lost"
    }
}

/// The item of a meeting that an event belongs to.
fn item_of(event: &Event) -> Option<(Date, u32)> {
    match &event.stream {
        Stream::Meeting(date) => Some((*date, event.content.item()?.0)),
        _ => None,
    }
}

/// The compiled text that somebody signs or disputes.
pub(crate) fn signed_text(event: &Event) -> Option<&Compiled> {
    match &event.content {
        Content::ParagraphAdjusted(adjusted) => Some(&adjusted.compiled),
        Content::AdjustmentDisputed(disputed) => Some(&disputed.compiled),
        _ => None,
    }
}

/// The rejection of a signature under a text whose entry `compiled` the signer's program had not seen; `None` when it
/// had.
pub(crate) fn not_seen(basis: Option<u64>, compiled: u64) -> Option<Rejection> {
    let basis = basis.filter(|basis| *basis < compiled)?;
    Some(Rejection {
        rule: Rule::SignedText,
        what: words!(
            "the text that is signed stands at entry {compiled}, and the signer had seen the log to entry {basis}",
            "den text som skrivs under står i post {compiled}, och den som skrev under hade sett liggaren till post \
             {basis}"
        ),
        hint: words!(
            "read the text in the ledger as it is now, and sign anew",
            "läs texten som den nu står i liggaren, och skriv under på nytt"
        ),
    })
}

fn found(rejection: Rejection) -> Finding {
    Finding::new(rejection.rule, rejection.what)
}
