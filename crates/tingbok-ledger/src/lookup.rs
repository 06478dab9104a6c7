//! Questions that the index answers, each answer checked against the log.
//!
//! Invariant: an answer that names an entry which does not bear it out is no answer: the index is then made again
//! from the log, once, before the question is asked again.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tingbok_procedure::stream::{ParagraphRef, Stream};
use tingbok_procedure::{Content, Event};
use tingbok_record::entry::{ChainHash, Entry};
use tingbok_record::event::{EventId, SignedEvent};
use tingbok_record::history::History;

use crate::happened::Happened;
use crate::index::{Index, IndexError, Recovered};
use crate::log::Log;
use crate::meetings::opens_case;

/// The log with its index, which is opened at the first question.
pub struct Lookup {
    log: Arc<Log>,
    path: PathBuf,
    slot: Mutex<Slot>,
}

#[derive(Default)]
struct Slot {
    index: Option<Index>,
    rebuilt: u64,
}

impl Lookup {
    /// The lookup of `log`, whose index stands in the folder `path`.
    #[must_use]
    pub fn new(log: Arc<Log>, path: PathBuf) -> Self {
        Self {
            log,
            path,
            slot: Mutex::default(),
        }
    }

    /// The log itself.
    #[must_use]
    pub fn log(&self) -> &Arc<Log> {
        &self.log
    }

    /// Closes the index and removes it: it holds values, and is made again from the log at the next question.
    ///
    /// # Errors
    /// The operating system's error.
    pub(crate) fn forget(&self) -> std::io::Result<()> {
        let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        slot.index = None;
        match std::fs::remove_dir_all(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// How often the index had to be made again.
    #[must_use]
    pub fn rebuilt(&self) -> u64 {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner).rebuilt
    }

    /// The entry whose event has this id.
    ///
    /// # Errors
    /// [`IndexError`] when neither index nor log can be read.
    pub fn find(&self, id: EventId) -> Result<Option<u64>, IndexError> {
        self.ask(|index| {
            let found = index.find(id)?;
            self.borne_out(found, |event| event.header().id == id)
        })
    }

    /// How many events stand in a stream.
    ///
    /// # Errors
    /// As [`Lookup::find`].
    pub fn next_seq(&self, stream: &str) -> Result<u64, IndexError> {
        self.ask(|index| {
            let Some((seq, entry)) = index.last(stream)? else {
                return Ok(0);
            };
            self.borne_out(Some(entry), |event| {
                event.header().stream == stream && event.header().seq == seq
            })?;
            seq.checked_add(1).ok_or(IndexError::Damaged)
        })
    }

    /// The entries of a stream, in order.
    ///
    /// # Errors
    /// As [`Lookup::find`].
    pub fn stream(&self, stream: &str) -> Result<Vec<u64>, IndexError> {
        let count = self.next_seq(stream)?;
        self.ask(|index| {
            let found = index.stream(stream)?;
            if found.len() as u64 == count {
                Ok(found)
            } else {
                Err(IndexError::Damaged)
            }
        })
    }

    /// The events of a stream that the procedure understands, in order.
    ///
    /// # Errors
    /// As [`Lookup::find`].
    pub fn events(&self, stream: &Stream) -> Result<Vec<Event>, IndexError> {
        let mut events = Vec::new();
        for index in self.stream(&stream.to_string())? {
            events.extend(self.log.happened(index)?.event());
        }
        Ok(events)
    }

    /// The stream of the meeting that opened a paragraph's item.
    ///
    /// # Errors
    /// As [`Lookup::find`].
    pub fn meeting_of(&self, at: ParagraphRef) -> Result<Option<Stream>, IndexError> {
        self.ask(|index| {
            let found = index.paragraph(at)?;
            self.borne_out(found, |event| event.header().kind.starts_with("item.opened/"))?;
            let Some(entry) = found else { return Ok(None) };
            let event = Happened::read(entry, &*self.log.record(entry)?)?.event();
            Ok(Some(event.ok_or(IndexError::Damaged)?.stream))
        })
    }

    /// The streams of the meetings that opened an item of the case with this number, each once.
    ///
    /// Every opened item is read for it: the index keeps no numbers of cases, which may have to be erased.
    ///
    /// # Errors
    /// As [`Lookup::find`].
    pub fn meetings_of_case(&self, case: &str) -> Result<Vec<Stream>, IndexError> {
        self.ask(|index| {
            let mut streams = Vec::new();
            for entry in index.openings()? {
                self.borne_out(Some(entry), |event| {
                    event.header().kind.starts_with("item.opened/")
                })?;
                let event = Happened::read(entry, &*self.log.record(entry)?)?.event();
                let of_case = event.filter(|event| opens_case(event, case));
                let stream = of_case.map(|event| event.stream);
                streams.extend(stream.filter(|stream| !streams.contains(stream)));
            }
            Ok(streams)
        })
    }

    /// Whether the log holds the case with this printed number: registered under it in whatever stream, or not registered
    /// and in the stream that a case with this number has as a rule.
    ///
    /// # Errors
    /// As [`Lookup::find`].
    pub fn holds_case(&self, number: &str) -> Result<bool, IndexError> {
        let registered = self.ask(|index| {
            let found = index.case(number)?;
            self.borne_out(found, |event| event.header().kind.starts_with("case.registered/"))
        })?;
        if registered.is_some() {
            return Ok(true);
        }
        let stream = Stream::case(number);
        if self.next_seq(&stream.to_string())? == 0 {
            return Ok(false);
        }
        Ok(!self.events(&stream)?.iter().any(registers))
    }

    /// The streams in which a paragraph's adjusters have signed, in order of name.
    ///
    /// # Errors
    /// As [`Lookup::find`].
    pub fn signatures(&self, at: ParagraphRef) -> Result<Vec<Stream>, IndexError> {
        let below = format!("{}/", Stream::Paragraph(at));
        self.ask(|index| {
            let mut streams = Vec::new();
            for (name, entry) in index.streams_below(&below)? {
                self.borne_out(Some(entry), |event| {
                    event.header().stream == name && event.header().seq == 0
                })?;
                let stream: Stream = name.parse().unwrap_or_else(|never| match never {});
                streams.extend(matches!(&stream, Stream::Adjuster(of, _) if *of == at).then_some(stream));
            }
            Ok(streams)
        })
    }

    /// Asks the index. When it fails, or says what the log does not bear out, it is made again, and asked again.
    fn ask<T>(&self, question: impl Fn(&Index) -> Result<T, IndexError>) -> Result<T, IndexError> {
        let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(answer) = self.current(&mut slot).and_then(&question) {
            return Ok(answer);
        }
        // sled keeps its files open and locked as long as it lives.
        slot.index = None;
        slot.rebuilt += 1;
        let index = Index::rebuild(&self.path, &self.log)?;
        question(slot.index.insert(index))
    }

    /// The index at the end of the log.
    fn current<'s>(&self, slot: &'s mut Slot) -> Result<&'s Index, IndexError> {
        if slot.index.is_none() {
            let (index, recovered) = Index::open(&self.path, &self.log)?;
            slot.rebuilt += u64::from(recovered == Recovered::Rebuilt);
            slot.index = Some(index);
        }
        let index = slot.index.as_mut().ok_or(IndexError::Damaged)?;
        index.catch_up(&self.log)?;
        Ok(index)
    }

    /// Checks that the entry which an answer names says what the answer says.
    fn borne_out(
        &self,
        found: Option<u64>,
        says: impl Fn(&SignedEvent<'_>) -> bool,
    ) -> Result<Option<u64>, IndexError> {
        let Some(index) = found else { return Ok(None) };
        let record = self.log.record(index)?;
        let entry = Entry::parse(&record.entry).map_err(|_| IndexError::Damaged)?;
        let event = SignedEvent::parse(entry.event).map_err(|_| IndexError::Damaged)?;
        if says(&event) {
            Ok(found)
        } else {
            Err(IndexError::Damaged)
        }
    }
}

fn registers(event: &Event) -> bool {
    matches!(event.content, Content::CaseRegistered(_))
}

impl History for Lookup {
    type Error = IndexError;

    fn chain_hash(&self, index: u64) -> Result<Option<ChainHash>, IndexError> {
        Ok(self.log.chain_hash(index)?)
    }

    fn next_seq(&self, stream: &str) -> Result<u64, IndexError> {
        Self::next_seq(self, stream)
    }

    fn holds(&self, id: EventId) -> Result<bool, IndexError> {
        Ok(self.find(id)?.is_some())
    }

    fn entry(&self, index: u64) -> Result<Option<Vec<u8>>, IndexError> {
        if index >= self.log.size() {
            return Ok(None);
        }
        Ok(Some(self.log.record(index)?.entry.clone()))
    }
}
