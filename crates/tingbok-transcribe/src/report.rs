//! What a transcription gives: the events, how many lines found their place, and what a person should look at.

use std::collections::BTreeMap;

use serde::Serialize;
use tingbok_procedure::{Draft, Event};

/// The events of a text, in procedural order.
#[derive(Clone, Debug, PartialEq)]
pub struct Transcription {
    /// The events, in an order in which they can be admitted one after the other.
    pub events: Vec<Event>,
    /// How many lines found their place.
    pub lines: LineCount,
    /// What was not certain, or not read, in the order of the text.
    pub notes: Vec<Note>,
}

/// The non-blank lines of a text. `placed + kept` is `total`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LineCount {
    /// All of them.
    pub total: usize,
    /// Those quoted by an event that says what they mean.
    pub placed: usize,
    /// Those quoted by `passage.kept`.
    pub kept: usize,
}

/// A remark on the reading: nothing is guessed silently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The line it is about, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The remark, in English.
    pub text: String,
    /// Whether a person should look: the reading may be another. Otherwise it only says what the text does not.
    pub is_doubt: bool,
}

/// The numbers of a transcription, as `transcribe --json` prints them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report<'t> {
    /// How many drafts there are.
    pub drafts: usize,
    /// The lines.
    pub lines: LineCount,
    /// How many drafts of each kind, by the kind's name with its version: `motion.moved/1`.
    pub kinds: BTreeMap<&'static str, usize>,
    /// The notes.
    pub notes: &'t [Note],
}

impl Transcription {
    /// The events as drafts, one for each line of a draft file.
    pub fn drafts(&self) -> impl Iterator<Item = Draft> {
        self.events.iter().map(Draft::of)
    }

    /// The numbers.
    #[must_use]
    pub fn report(&self) -> Report<'_> {
        let mut kinds = BTreeMap::new();
        for event in &self.events {
            *kinds.entry(event.kind().name()).or_insert(0) += 1;
        }
        Report {
            drafts: self.events.len(),
            lines: self.lines,
            kinds,
            notes: &self.notes,
        }
    }
}
