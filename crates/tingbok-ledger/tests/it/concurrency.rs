//! Many who append at once, and one who reads meanwhile: every acknowledged event is in the log once, in the order of
//! its stream, and a reader sees a beginning of the log that is final.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tempfile::TempDir;
use tingbok_ledger::disk::{Disk, Operation};
use tingbok_ledger::journal::Record;
use tingbok_ledger::ledger::AppendError;
use tingbok_ledger::log::{Log, ReadError};
use tingbok_ledger::open::OpenError;
use tingbok_ledger::receipt::Receipt;
use tingbok_ledger::settings::Settings;
use tingbok_ledger::submission::Inadmissible;
use tingbok_ledger::{Ledger, ReadOnlyLog};
use tingbok_record::entry::{ChainHash, Cursor, Entry};
use tingbok_record::event::SignedEvent;
use tingbok_record::tip::Refusal;

use crate::batches::{Meeting, assert_held, assert_sound, records};
use crate::body::{Counted, made, made_on, options, signed};
use crate::random::Random;
use crate::watched::Watched;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn all_who_append_at_once_are_heard_once() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    publish_at_once(&root);
    let ledger = Arc::new(Ledger::open(&root, options()).unwrap());
    let shared = Meeting::new(SHARED);
    let batch = signed(
        &ledger,
        &mut Counted(99 << 24),
        &shared.batch(&mut Counted(98 << 24), "o", 1, true),
    );
    let mut receipts = ledger.append(batch).await.unwrap();

    let stop = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = [read_all as fn(&Log, &AtomicBool) -> _, read_newest]
        .into_iter()
        .map(|read| {
            let (log, stop) = (Arc::clone(ledger.log()), Arc::clone(&stop));
            std::thread::spawn(move || read(&log, &stop))
        })
        .collect();
    let authors: Vec<_> = (0..AUTHORS)
        .map(|author| tokio::spawn(write(Arc::clone(&ledger), author)))
        .collect();
    let mut stale = 0;
    for author in authors {
        let (written, refused) = author.await.unwrap();
        receipts.extend(written);
        stale += refused;
    }
    stop.store(true, Ordering::Relaxed);
    let seen: Vec<Vec<Arc<Record>>> = readers.into_iter().map(|reader| reader.join().unwrap()).collect();
    Arc::into_inner(ledger).unwrap().close().await.unwrap();

    let found = records(&ReadOnlyLog::open(&root).unwrap());
    println!("{} entries, {stale} stale batches signed anew", found.len());
    assert!(stale > 10, "nobody was in another's way");
    assert_sound(&found, 0, ChainHash::ZERO);
    assert_eq!(found.len(), 4 + receipts.len());
    receipts.iter().for_each(|receipt| assert_held(&found, receipt));
    assert_streams(&found, &receipts);
    for seen in seen {
        assert_eq!(seen[..], found[..seen.len()]);
    }
}

/// The partial files go when the full one is there; whoever reads just then must be shown the full one.
#[tokio::test]
async fn what_is_read_while_partial_files_are_removed_is_found() {
    let (log, reads) = (Arc::new(OnceLock::<Arc<Log>>::new()), Arc::new(AtomicU64::new(0)));
    let (shown, count) = (Arc::clone(&log), Arc::clone(&reads));
    let disk: Arc<dyn Disk> = Arc::new(Watched::new(Arc::default(), move |_, operation, path| {
        if operation == Operation::Remove && path.as_str().starts_with("tile/entries/001.p/") {
            let log = shown.get().unwrap();
            // The one bundle that is kept in memory is another one then.
            for index in [0, 260] {
                let record = log.record(index).unwrap();
                assert_eq!(Entry::parse(&record.entry).unwrap().head.index, index);
            }
            count.fetch_add(1, Ordering::Relaxed);
        }
    }));
    made_on(&disk).unwrap();
    let index = TempDir::new().unwrap();
    let settings = Settings::read(disk.as_ref()).unwrap();
    let ledger = Ledger::open_on(disk, settings, index.path().join("index"), options()).unwrap();
    log.set(Arc::clone(ledger.log())).ok().unwrap();
    for (number, size) in [(1, 260), (2, 250)] {
        let mut entropy = Counted((number + 1) << 24);
        let events = Meeting::new(number).batch(&mut entropy, "p", size, true);
        let batch = signed(&ledger, &mut entropy, &events);
        ledger.append(batch).await.unwrap();
        ledger.publish().await.unwrap();
    }
    ledger.close().await.unwrap();
    assert!(reads.load(Ordering::Relaxed) > 0);
}

#[tokio::test]
async fn a_cursor_of_another_history_is_refused() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let log = ReadOnlyLog::open(&root).unwrap();
    let chain = log.chain_hash(2).unwrap().unwrap().short();
    let cursor = Cursor {
        index: 2,
        chain: chain.clone(),
    };
    let rest = log.replay(Some(&cursor)).unwrap();
    assert_eq!(rest.map(|read| read.unwrap().0).collect::<Vec<_>>(), [3]);

    let fork = Cursor {
        index: 1,
        chain: chain.clone(),
    };
    let refused = log.replay(Some(&fork)).err().unwrap();
    assert!(matches!(refused, ReadError::Fork { index: 1, .. }), "{refused}");
    let beyond = Cursor { index: 4, chain };
    let refused = log.replay(Some(&beyond)).err().unwrap();
    assert!(
        matches!(refused, ReadError::Beyond { index: 4, size: 4 }),
        "{refused}"
    );
}

#[tokio::test]
async fn a_ledger_that_is_dropped_keeps_its_folder_until_its_writer_has_ended() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    for round in 0..10 {
        let ledger = Ledger::open(&root, options()).unwrap();
        let events = Meeting::new(round).batch(&mut Counted((round + 1) << 24), "d", 3, true);
        let batch = signed(&ledger, &mut Counted((round + 1) << 32), &events);
        let receipts = ledger.append(batch).await.unwrap();
        drop(ledger);
        let log = loop {
            match ReadOnlyLog::open(&root) {
                Ok(log) => break log,
                Err(OpenError::Lock(_)) => tokio::time::sleep(Duration::from_millis(1)).await,
                Err(refused) => panic!("{refused}"),
            }
        };
        assert_eq!(log.published_size(), log.size(), "the writer was not done");
        receipts
            .iter()
            .for_each(|receipt| assert_held(&records(&log), receipt));
    }
}

/// Appends batches to a meeting of one's own and to one that all share. Gives the receipts, and how often somebody else
/// was faster.
async fn write(ledger: Arc<Ledger>, author: u64) -> (Vec<Receipt>, u64) {
    let (mut random, mut entropy) = (Random(author), Counted((author + 1) << 24));
    let (own, shared) = (Meeting::new(author), Meeting::new(SHARED));
    let (mut receipts, mut stale) = (Vec::new(), 0);
    for number in 0..BATCHES {
        let meeting = if number % 2 == 0 { &own } else { &shared };
        let name = format!("{author}-{number}");
        let events = meeting.batch(&mut entropy, &name, 1 + random.below(4), number == 0);
        let written = loop {
            let batch = signed(&ledger, &mut entropy, &events);
            match ledger.append(batch).await {
                Ok(written) => break written,
                Err(refused) if is_stale(&refused) => stale += 1,
                Err(refused) => panic!("{refused}"),
            }
        };
        assert!(written.iter().all(|receipt| !receipt.repeated));
        receipts.extend(written);
    }
    (receipts, stale)
}

fn is_stale(refused: &AppendError) -> bool {
    let AppendError::Refused { refusal, .. } = refused else {
        return false;
    };
    matches!(**refusal, Inadmissible::Record(Refusal::Seq { .. }))
}

/// Reads the log from its beginning again and again; gives what it read last.
fn read_all(log: &Log, stop: &AtomicBool) -> Vec<Arc<Record>> {
    let mut seen: Vec<Arc<Record>> = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let now: Vec<_> = log.replay(None).unwrap().map(|read| read.unwrap().1).collect();
        assert_eq!(seen[..], now[..seen.len()]);
        assert_sound(&now, 0, ChainHash::ZERO);
        seen = now;
    }
    seen
}

/// Reads what is being published, whose files are replaced meanwhile; then everything.
fn read_newest(log: &Log, stop: &AtomicBool) -> Vec<Arc<Record>> {
    while !stop.load(Ordering::Relaxed) {
        let index = log.published_size() - 1;
        let record = log.record(index).unwrap();
        assert_eq!(Entry::parse(&record.entry).unwrap().head.index, index);
    }
    records(log)
}

/// Panics unless each stream is numbered without gap and each acknowledged event stands in the log once.
fn assert_streams(found: &[Arc<Record>], receipts: &[Receipt]) {
    let (mut streams, mut ids) = (BTreeMap::new(), BTreeMap::new());
    for record in found {
        let entry = Entry::parse(&record.entry).unwrap();
        let event = SignedEvent::parse(entry.event).unwrap();
        let next: &mut u64 = streams.entry(event.header().stream.to_owned()).or_default();
        assert_eq!(event.header().seq, *next, "in {}", event.header().stream);
        *next += 1;
        let before = ids.insert(event.header().id.to_string(), entry.head.index);
        assert_eq!(before, None, "twice in the log");
    }
    for receipt in receipts {
        assert_eq!(ids.get(&receipt.id.to_string()), Some(&receipt.index));
    }
}

fn publish_at_once(root: &Path) {
    let path = root.join("ledger.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.replace("publish_interval_ms = 1000", "publish_interval_ms = 0");
    std::fs::File::create(&path)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
}

const AUTHORS: u64 = 8;
const BATCHES: u64 = 20;
const SHARED: u64 = 50;
