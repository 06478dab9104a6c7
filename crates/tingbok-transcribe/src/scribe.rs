//! Events as they are written down while the text is read: which lines each quotes, and where it stands in order.
//!
//! The first event that is read from a line quotes it; later ones name it in `also`. What nobody quotes when all
//! is read is kept in `passage.kept`. So each non-blank line is quoted exactly once by construction, and
//! [`crate::coverage`] checks it again.
//!
//! Spec: docs/procedure.md, "Event kinds": drafts stand in procedural order, `lines` keeps the text's.

use std::collections::BTreeMap;

use tingbok_procedure::content::{ParagraphNo, PassageKept, Source};
use tingbok_procedure::{Content, Event, Moment, Stream};

use crate::manuscript::{LineIndex, Manuscript};
use crate::outline::Home;
use crate::report::Note;

/// Where an event stands in procedural order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The item, from 1; 0 is before any.
    pub(crate) item: usize,
    /// The phase of the item.
    pub(crate) phase: Phase,
    /// Which statement of the phase: a proposition and its vote are one.
    pub(crate) unit: usize,
    /// The place within the statement.
    pub(crate) place: Place,
}

/// The phases of an item, in the order in which they happen whatever the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Opened,
    Recused,
    Presented,
    Underlay,
    Laid,
    Proceedings,
    Decided,
    Reserved,
    Dispatched,
    Adjusted,
}

/// The order within one statement of the proceedings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    First,
    Found,
    Demanded,
    Ordered,
    Ballot,
    Counted,
    List,
    Kept,
}

/// An event that is written, by its place among them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryIndex(usize);

/// An event without its id, and the lines it was read from.
struct Entry {
    key: Key,
    stream: Stream,
    at: Moment,
    content: Content,
    quote: Vec<LineIndex>,
    also: Vec<LineIndex>,
}

/// What is written so far.
pub(crate) struct Scribe<'m, 'a> {
    manuscript: &'m Manuscript<'a>,
    entries: Vec<Entry>,
    /// Which entry quotes each line.
    owner: Vec<Option<usize>>,
    /// Why a line that nobody quotes in the end is kept.
    reasons: BTreeMap<LineIndex, String>,
    notes: Vec<Note>,
    /// The lines of each sentence that was read and gave nothing.
    unread: Vec<Vec<LineIndex>>,
    units: usize,
    /// When the meeting last went on after an adjournment.
    resumed: Option<Moment>,
}

impl<'m, 'a> Scribe<'m, 'a> {
    /// Begins with nothing written.
    pub(crate) fn new(manuscript: &'m Manuscript<'a>) -> Self {
        Self {
            manuscript,
            entries: Vec::new(),
            owner: vec![None; manuscript.len()],
            reasons: BTreeMap::new(),
            notes: Vec::new(),
            unread: Vec::new(),
            units: 0,
            resumed: None,
        }
    }

    /// The next statement of the proceedings.
    pub(crate) fn unit(&mut self) -> usize {
        self.units += 1;
        self.units
    }

    /// Writes an event read from `lines`.
    pub(crate) fn write(
        &mut self,
        key: Key,
        stream: &Stream,
        at: &Moment,
        content: impl Into<Content>,
        lines: &[LineIndex],
    ) -> EntryIndex {
        let entry = self.entries.len();
        let (quote, also) = self.claim(entry, lines);
        let content = content.into();
        if matches!(content, Content::MeetingResumed(_)) {
            self.resumed = Some(at.clone());
        }
        self.entries.push(Entry {
            key,
            stream: stream.clone(),
            at: at.clone(),
            content,
            quote,
            also,
        });
        EntryIndex(entry)
    }

    /// Lines that say again what an event says: it quotes them too.
    pub(crate) fn quote_too(&mut self, EntryIndex(index): EntryIndex, lines: &[LineIndex]) {
        let (quote, also) = self.claim(index, lines);
        if let Some(entry) = self.entries.get_mut(index) {
            entry.quote.extend(quote);
            entry.also.extend(also);
            for lines in [&mut entry.quote, &mut entry.also] {
                lines.sort_unstable();
                lines.dedup();
            }
            let quoted = entry.quote.clone();
            entry.also.retain(|line| !quoted.contains(line));
        }
    }

    /// When the meeting last went on after an adjournment, of what is written.
    pub(crate) fn resumed(&self) -> Option<&Moment> {
        self.resumed.as_ref()
    }

    /// The adjournments and resumptions that are written, with their times.
    pub(crate) fn pauses(&self) -> impl Iterator<Item = (EntryIndex, &Moment)> {
        let paused = |entry: &Entry| {
            matches!(
                entry.content,
                Content::MeetingAdjourned(_) | Content::MeetingResumed(_)
            )
        };
        let entries = self.entries.iter().enumerate();
        entries
            .filter(move |(_, entry)| paused(entry))
            .map(|(index, entry)| (EntryIndex(index), &entry.at))
    }

    /// Says that something about the reading is not certain.
    pub(crate) fn note(&mut self, line: Option<LineIndex>, text: impl Into<String>) {
        self.say(line, text.into(), true);
    }

    /// Says what the text does not tell, where the reading is certain all the same.
    pub(crate) fn remark(&mut self, line: Option<LineIndex>, text: impl Into<String>) {
        self.say(line, text.into(), false);
    }

    fn say(&mut self, line: Option<LineIndex>, text: String, is_doubt: bool) {
        self.notes.push(Note {
            line: line.map(Manuscript::number),
            text,
            is_doubt,
        });
    }

    /// Says why these lines are kept, if nobody quotes them in the end.
    pub(crate) fn explain(&mut self, lines: impl IntoIterator<Item = LineIndex>, reason: &str) {
        for line in lines {
            self.reasons.insert(line, reason.to_owned());
        }
    }

    /// The same for lines of which nothing is said yet.
    pub(crate) fn explain_rest(&mut self, lines: impl IntoIterator<Item = LineIndex>, reason: &str) {
        for line in lines {
            self.reasons.entry(line).or_insert_with(|| reason.to_owned());
        }
    }

    /// Says that a sentence gave nothing. Where other words of its lines give something, nobody sees it: that is noted.
    pub(crate) fn gave_nothing(&mut self, lines: Vec<LineIndex>) {
        self.unread.push(lines);
    }

    /// Notes the sentences that gave nothing and stand in lines of which none is kept, once for each line.
    fn note_unread(&mut self) {
        let quoted = |line: &LineIndex| self.owner.get(*line).is_some_and(Option::is_some);
        let hidden = self.unread.iter().filter(|lines| lines.iter().all(quoted));
        let mut hidden: Vec<LineIndex> = hidden.filter_map(|lines| lines.first().copied()).collect();
        hidden.sort_unstable();
        hidden.dedup();
        for line in hidden {
            self.note(
                Some(line),
                "a sentence here gave no event; others of its line did",
            );
        }
    }

    /// Keeps what nobody quotes, in `stream` and in the item that `homes` gives for each line.
    pub(crate) fn keep_rest(&mut self, stream: &Stream, at: &Moment, homes: &[Option<Home>]) {
        self.note_unread();
        let mut newest = Newest::default();
        let mut line = 0;
        while line < self.owner.len() {
            match self.owner[line] {
                Some(entry) => newest.take(self.entries[entry].key),
                None if self.manuscript.is_blank(line) => {}
                None => {
                    let home = home_of(homes, line);
                    let run = self.run(line, homes);
                    line = *run.last().unwrap_or(&line);
                    self.keep(&run, newest.key(home), stream, at, home.map(|home| home.number));
                }
            }
            line += 1;
        }
    }

    /// The events in procedural order with their ids, and the notes in the order of the text.
    pub(crate) fn finish(
        mut self,
        document: Option<&str>,
        ids: &mut dyn FnMut() -> String,
    ) -> (Vec<Event>, Vec<Note>) {
        self.entries.sort_by_key(|entry| entry.key);
        self.notes.sort_by_key(|note| note.line);
        let manuscript = self.manuscript;
        let event = |entry: Entry| Event {
            id: ids(),
            stream: entry.stream,
            at: entry.at,
            content: entry.content,
            source: Source {
                document: document.map(str::to_owned),
                quote: entry
                    .quote
                    .iter()
                    .map(|&line| manuscript.line(line).to_owned())
                    .collect(),
                lines: entry.quote.into_iter().map(Manuscript::number).collect(),
                also: entry.also.into_iter().map(Manuscript::number).collect(),
            },
            signed: None,
        };
        (self.entries.into_iter().map(event).collect(), self.notes)
    }

    /// Divides lines into those that `entry` quotes from now on and those that another quotes already.
    fn claim(&mut self, entry: usize, lines: &[LineIndex]) -> (Vec<LineIndex>, Vec<LineIndex>) {
        let mut lines: Vec<_> = lines
            .iter()
            .copied()
            .filter(|&line| !self.manuscript.is_blank(line))
            .collect();
        lines.sort_unstable();
        lines.dedup();
        let (also, quote): (Vec<_>, Vec<_>) = lines.into_iter().partition(|&line| self.owner[line].is_some());
        for &line in &quote {
            self.owner[line] = Some(entry);
        }
        (quote, also)
    }

    /// The lines from `line` on that nobody quotes, of one item and for one reason, as many as one event holds.
    fn run(&self, line: LineIndex, homes: &[Option<Home>]) -> Vec<LineIndex> {
        let mut run = Vec::new();
        let mut bytes = 0;
        for next in line..self.owner.len() {
            if self.manuscript.is_blank(next) {
                continue;
            }
            bytes += self.manuscript.line(next).len();
            let full = run.len() == LINES_MAX || bytes > BYTES_MAX && !run.is_empty();
            let moves = home_of(homes, next) != home_of(homes, line);
            let differs = self.reasons.get(&next) != self.reasons.get(&line);
            if self.owner[next].is_some() || moves || differs || full {
                break;
            }
            run.push(next);
        }
        run
    }

    fn keep(&mut self, run: &[LineIndex], key: Key, stream: &Stream, at: &Moment, item: Option<ParagraphNo>) {
        let Some(&first) = run.first() else { return };
        let continued = first.checked_sub(1).filter(|&before| {
            let kept = |entry: usize| matches!(self.entries[entry].content, Content::PassageKept(_));
            self.owner[before].is_some_and(kept) && self.reasons.get(&before) == self.reasons.get(&first)
        });
        let reason = match (continued, self.reasons.get(&first)) {
            (Some(before), _) => format!("continues line {}", Manuscript::number(before)),
            (None, Some(reason)) => reason.clone(),
            (None, None) => "no known heading".to_owned(),
        };
        self.write(key, stream, at, PassageKept { item, reason }, run);
    }
}

fn home_of(homes: &[Option<Home>], line: LineIndex) -> Option<Home> {
    homes.get(line).copied().flatten()
}

/// The last key that a line above has, of each item and of all.
#[derive(Default)]
struct Newest {
    of_item: BTreeMap<usize, Key>,
    of_all: Option<Key>,
}

impl Newest {
    fn take(&mut self, key: Key) {
        self.of_item.insert(key.item, key);
        self.of_all = Some(key);
    }

    /// Where a kept line stands: after what its own item tells above it, and never before that item is opened. The line
    /// right above may be of another item, whose voting list stands between.
    fn key(&self, home: Option<Home>) -> Key {
        let above = home.map_or(self.of_all, |home| self.of_item.get(&home.order).copied());
        let opened = Key {
            item: home.map_or(0, |home| home.order),
            phase: Phase::Opened,
            unit: 0,
            place: Place::Kept,
        };
        Key {
            place: Place::Kept,
            ..above.unwrap_or(opened)
        }
    }
}

/// How many lines one event quotes at most: an event's text has at most 65 000 bytes, about 60 of them for each line.
pub(crate) const LINES_MAX: usize = 600;

/// How many bytes of source one event quotes at most, unless a single line is longer: a disclosure row has 16 MiB.
pub(crate) const BYTES_MAX: usize = 1 << 19;
