//! A paragraph after its item, as the log has it: the texts compiled, the signatures, and what came later.
//!
//! Invariants: made of events whose values opened their commitments, and of nothing else. What is signed is named by
//! the id and the digest of the stored event. A disputed signature is marked and kept.
//!
//! Spec: docs/procedure.md, "States", *Paragraph*; 5:69.

use serde::Serialize;
use tingbok_minutes::compiled::{CompileError, Difference, Shown, compile, reprojected};
use tingbok_minutes::renderer::Renderer;
use tingbok_minutes::{Logged, What};
use tingbok_procedure::admission::Roster;
use tingbok_procedure::content::{Compiled, Day, ParagraphCompiled, Person, SigningRole};
use tingbok_procedure::stream::{ParagraphRef, Stream};
use tingbok_procedure::{Adjustment, Content, Event, Finding};
use tingbok_record::authority::Authority;

use crate::index::IndexError;
use crate::judging::Judge;
use crate::lookup::Lookup;
use crate::masks::Masks;
use crate::view::read_chunk;

/// A paragraph that a meeting has opened.
#[derive(Clone, Debug)]
pub struct ParagraphState {
    /// Its year and number.
    pub paragraph: ParagraphRef,
    /// The day of its meeting.
    pub meeting: Day,
    /// The events of its item, in the order of the meeting.
    pub item: Vec<Event>,
    /// The texts that were compiled; the last is the one to sign.
    pub compiled: Vec<CompiledText>,
    /// The signatures, in the order of the log.
    pub signatures: Vec<Signature>,
    /// Whatever else stands in the paragraph's streams, in the order of the log.
    pub later: Vec<Later>,
    /// What today's rules find about the events of the paragraph's streams, each with its entry.
    pub findings: Vec<(u64, Finding)>,
    /// Who is to sign, who has, and since when it is adjusted.
    pub adjustment: Adjustment,
    /// Who is whom.
    pub roster: Roster,
    /// Whether words stand in the place of some values.
    pub shown: Shown,
}

/// A text that was compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompiledText {
    /// The entry.
    pub entry: u64,
    /// What a signature names: the event's id and digest.
    pub named: Compiled,
    /// The text.
    pub compiled: ParagraphCompiled,
}

/// A signature under a compiled text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signature {
    /// The entry.
    pub entry: u64,
    /// The event's id.
    pub event: String,
    /// As what.
    pub role: SigningRole,
    /// Who.
    pub person: Person,
    /// The handle of the key.
    pub handle: String,
    /// Who holds the key, as its enrolment says.
    pub holder: Option<String>,
    /// When, as the signer claims.
    pub at: String,
    /// When it was received.
    pub received: String,
    /// The text that is signed.
    pub compiled: Compiled,
    /// Whether that is the newest one.
    pub of_newest: bool,
    /// The entries of revocations that dispute it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub disputed_by: Vec<u64>,
}

/// Something that came after the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    /// The entry.
    pub entry: u64,
    /// When it was received.
    pub received: String,
    /// What happened.
    pub event: Event,
    /// The entries of revocations that dispute it.
    pub disputed_by: Vec<u64>,
}

impl ParagraphState {
    /// Reads a paragraph from the log, found by its index; `None` when no meeting has opened it.
    ///
    /// # Errors
    /// [`IndexError`] when index and log cannot be read, or a value is not the one that was signed.
    pub fn read(lookup: &Lookup, at: ParagraphRef) -> Result<Option<Self>, IndexError> {
        let Some(meeting) = lookup.meeting_of(at)? else {
            return Ok(None);
        };
        let mut streams = vec![Stream::Body, meeting, Stream::Paragraph(at)];
        streams.extend(lookup.signatures(at)?);
        let mut indexes = Vec::new();
        for stream in streams {
            indexes.extend(lookup.stream(&stream.to_string())?);
        }
        indexes.sort_unstable();
        let log = lookup.log();
        let entries = read_chunk(log, indexes, &Masks::of_gone(log)?)?;
        Ok(Self::of(at, &entries, &log.authority()))
    }

    /// The paragraph as these entries have it, in the order of the log; `None` when none of them opens it.
    ///
    /// They are those of the body, of the meeting and of the paragraph's streams; others change nothing.
    #[must_use]
    pub fn of(at: ParagraphRef, entries: &[Logged], authority: &Authority) -> Option<Self> {
        let events = || entries.iter().filter_map(Logged::event);
        let (mut judge, mut findings) = (Judge::default(), Vec::new());
        for entry in entries {
            let Some(event) = entry.event() else {
                if let (true, What::Unread { stream, .. }) = (entry.masked, &entry.what) {
                    judge.miss(&stream.parse().unwrap_or_else(|never| match never {}));
                }
                continue;
            };
            if entry.masked || judge.hangs_on_masked(event) {
                judge.take_masked(entry.index, event);
                continue;
            }
            let found = judge.judge(entry.index, event, None);
            if event.stream.paragraph() == Some(at) {
                findings.extend(found.into_iter().map(|finding| (entry.index, finding)));
            }
        }
        let meeting = events().find_map(|event| opened(event, at))?;
        let stream = Stream::Meeting(meeting.0);
        let of_item = |event: &&Event| {
            event.stream == stream && event.content.item().is_some_and(|item| item.0 == at.number)
        };
        let mut paragraph = Self {
            paragraph: at,
            meeting,
            item: events().filter(of_item).cloned().collect(),
            compiled: Vec::new(),
            signatures: Vec::new(),
            later: Vec::new(),
            findings,
            adjustment: judge.state().adjustment(at).unwrap_or_default(),
            roster: judge.state().body().roster().clone(),
            shown: Shown::of(entries),
        };
        for entry in entries {
            if let Some(event) = entry.event().filter(|event| event.stream.paragraph() == Some(at)) {
                paragraph.take(entry, event, authority);
            }
        }
        paragraph.mark_newest();
        Some(paragraph)
    }

    /// The text that is to be signed, or was.
    #[must_use]
    pub fn newest(&self) -> Option<&CompiledText> {
        self.compiled.last()
    }

    /// Compiles the paragraph's text from the log of today.
    ///
    /// # Errors
    /// [`CompileError`].
    pub fn compile(&self, renderer: Renderer) -> Result<ParagraphCompiled, CompileError> {
        compile(&self.item, renderer)
    }

    /// Whether a text reads as the log of today has it.
    ///
    /// # Errors
    /// [`Difference`] says what is not the same.
    pub fn reprojected(&self, text: &CompiledText) -> Result<(), Difference> {
        reprojected(&text.compiled, &self.item, self.shown)
    }

    /// The events of the item that were recorded after a text was made, and so do not stand in it.
    #[must_use]
    pub fn left_out(&self, text: &CompiledText) -> Vec<&Event> {
        let later = |event: &&Event| {
            event
                .signed
                .as_ref()
                .is_some_and(|signed| signed.seq > text.compiled.to)
        };
        self.item.iter().filter(later).collect()
    }

    fn take(&mut self, entry: &Logged, event: &Event, authority: &Authority) {
        let handles = event.signed.iter().flat_map(|signed| &signed.by);
        let handles: Vec<&str> = handles.map(|signer| signer.handle.as_str()).collect();
        let disputed_by = authority.disputes(entry.index, &handles);
        match &event.content {
            Content::ParagraphCompiled(compiled) => self.compiled.push(CompiledText {
                entry: entry.index,
                named: named(event),
                compiled: compiled.clone(),
            }),
            Content::ParagraphAdjusted(adjusted) => {
                let own = match &event.stream {
                    Stream::Adjuster(_, handle) => handle.clone(),
                    _ => String::new(),
                };
                let mut signers = event.signed.iter().flat_map(|signed| &signed.by);
                let signer = signers.find(|signer| signer.handle == own);
                self.signatures.push(Signature {
                    entry: entry.index,
                    event: event.id.clone(),
                    role: adjusted.role,
                    person: adjusted.person.clone(),
                    holder: signer.and_then(|signer| signer.holder.clone()),
                    handle: own,
                    at: event.at.to_string(),
                    received: entry.received.clone(),
                    compiled: adjusted.compiled.clone(),
                    of_newest: false,
                    disputed_by,
                });
            }
            _ => self.later.push(Later {
                entry: entry.index,
                received: entry.received.clone(),
                event: event.clone(),
                disputed_by,
            }),
        }
    }

    fn mark_newest(&mut self) {
        let newest = self.newest().map(|text| text.named.clone());
        for signature in &mut self.signatures {
            signature.of_newest = newest.as_ref() == Some(&signature.compiled);
        }
    }
}

/// The id and digest by which a signature names a compiled event.
fn named(event: &Event) -> Compiled {
    Compiled {
        id: event.id.clone(),
        sha256: event
            .signed
            .as_ref()
            .map(|signed| signed.digest.clone())
            .unwrap_or_default(),
    }
}

fn opened(event: &Event, at: ParagraphRef) -> Option<Day> {
    match (&event.stream, &event.content) {
        (Stream::Meeting(date), Content::ItemOpened(opened))
            if opened.item.0 == at.number && date.year() == at.year =>
        {
            Some(Day(*date))
        }
        _ => None,
    }
}
