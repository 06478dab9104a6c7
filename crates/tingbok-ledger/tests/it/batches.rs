//! Batches that say in their own words what they are, so that the log alone shows whether each is whole; and what is
//! true of every log, whatever happened to it.

use std::sync::Arc;

use tingbok_ledger::authoring::{NewClearLines, NewEvent};
use tingbok_ledger::create::Entropy;
use tingbok_ledger::journal::Record;
use tingbok_ledger::log::Log;
use tingbok_ledger::receipt::Receipt;
use tingbok_record::entry::{ChainHash, Entry};
use tingbok_record::json::{Value, parse};
use tingbok_tlog::checkpoint::Checkpoint;
use tingbok_tlog::frontier::Frontier;
use tingbok_tlog::hash::{Hash, leaf_hash};

use crate::body::Counted;

/// A meeting with one item, to which one author at a time writes.
#[derive(Clone)]
pub(crate) struct Meeting {
    date: String,
    item: u64,
}

impl Meeting {
    /// The `number`-th meeting of a long row; no two have a date or an item in common.
    pub(crate) fn new(number: u64) -> Self {
        let first: jiff::civil::Date = "2000-01-01".parse().unwrap();
        let days = jiff::Span::new().days(i64::try_from(number).unwrap());
        Self {
            date: first.checked_add(days).unwrap().to_string(),
            item: number + 1,
        }
    }

    pub(crate) fn stream(&self) -> String {
        format!("meeting/{}", self.date)
    }

    /// A batch of `count` events, each of which carries the batch's name; the first opens the item where asked to.
    pub(crate) fn batch(&self, entropy: &mut Counted, name: &str, count: u64, opens: bool) -> Vec<NewEvent> {
        let event = |place: u64| {
            let (mark, item) = (format!("batch {name} {place} of {count}."), self.item);
            let (kind, content) = if opens && place == 1 {
                (
                    "item.opened/1",
                    format!("{{\"item\":{item},\"title\":[\"{mark}\"]}}"),
                )
            } else {
                let speaker = format!("{{\"name\":\"{mark}\",\"party\":\"M\"}}");
                (
                    "speech.made/1",
                    format!("{{\"item\":{item},\"speaker\":{speaker}}}"),
                )
            };
            NewEvent {
                id: entropy.id(),
                stream: self.stream(),
                kind: kind.to_owned(),
                at: self.date.clone(),
                content: parse(&content).unwrap(),
                clear: NewClearLines::default(),
            }
        };
        (1..=count).map(event).collect()
    }

    /// Makes a speech's event carry about so many bytes more, at most 1 MiB.
    pub(crate) fn lengthen(event: &mut NewEvent, bytes: usize) {
        let Value::Object(content) = &mut event.content else {
            panic!("content is an object")
        };
        let text = Value::String("mål ".repeat(bytes / 5));
        content.insert("text".to_owned(), Value::Array(vec![text]));
    }
}

/// All entries of a log.
pub(crate) fn records(log: &Log) -> Vec<Arc<Record>> {
    let (indexes, records): (Vec<u64>, Vec<_>) = log.replay(None).unwrap().map(Result::unwrap).unzip();
    assert_eq!(indexes, (0..log.size()).collect::<Vec<_>>());
    records
}

/// Panics unless each entry has its index and the chain hash of the one before, and each batch is whole.
pub(crate) fn assert_sound(records: &[Arc<Record>], first: u64, before: ChainHash) {
    let (mut chain, mut under_way) = (before, None);
    for (index, record) in (first..).zip(records) {
        let entry = Entry::parse(&record.entry).unwrap();
        assert_eq!((entry.head.index, entry.head.prev), (index, chain));
        chain = entry.chain_hash();
        under_way = continued(under_way, mark_of(record), index);
    }
    assert_eq!(under_way, None, "the log ends within a batch");
}

/// Panics unless the receipt's entry stands at its place.
pub(crate) fn assert_held(records: &[Arc<Record>], receipt: &Receipt) {
    let index = usize::try_from(receipt.index).unwrap();
    let record = records
        .get(index)
        .unwrap_or_else(|| panic!("{receipt:?} is lost"));
    assert_eq!(ChainHash::of(&record.entry), receipt.chain, "{receipt:?}");
}

/// Panics unless the checkpoint is of a beginning of these entries.
pub(crate) fn assert_continues(records: &[Arc<Record>], checkpoint: &Checkpoint) {
    let size = usize::try_from(checkpoint.size().get()).unwrap();
    assert!(size <= records.len(), "{size} were published, {}", records.len());
    assert_eq!(root(&records[..size]), *checkpoint.root(), "at size {size}");
}

/// The root of a tree of these entries.
pub(crate) fn root(records: &[Arc<Record>]) -> Hash {
    let mut frontier = Frontier::new();
    for record in records {
        frontier.push(leaf_hash(&record.entry)).unwrap();
    }
    frontier.root()
}

/// The batch that an event belongs to, its place in it, and how many there are.
type Mark = (String, u64, u64);

/// The batch that is still to be continued after an event with this mark.
fn continued(under_way: Option<Mark>, mark: Option<Mark>, index: u64) -> Option<Mark> {
    let expected = match under_way {
        Some((name, place, count)) => Some((name, place + 1, count)),
        None => mark.clone().map(|(name, _, count)| (name, 1, count)),
    };
    assert_eq!(mark, expected, "entry {index}");
    mark.filter(|(_, place, count)| place < count)
}

fn mark_of(record: &Record) -> Option<Mark> {
    let row = std::str::from_utf8(&record.row).unwrap();
    let mark = row.split_once("\"batch ")?.1.split_once(".\"")?.0;
    let mut words = mark.split(' ');
    let name = words.next()?.to_owned();
    let place = words.next()?.parse().ok()?;
    assert_eq!(words.next()?, "of");
    Some((name, place, words.next()?.parse().ok()?))
}
