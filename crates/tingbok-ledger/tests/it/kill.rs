//! A process killed while it appends, a hundred times: every acknowledged event is there, in order, and the ledger
//! opens.
//!
//! The process is this test's own program, which [`child`] makes the appending one when an environment variable names
//! the ledger. It says what was acknowledged after it was; what it said is what must be found.
#![allow(
    clippy::disallowed_methods,
    reason = "the killed process is told by its environment what to do"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use tingbok_ledger::journal::Record;
use tingbok_ledger::receipt::Receipt;
use tingbok_ledger::{Ledger, ReadOnlyLog};
use tingbok_record::entry::{ChainHash, Cursor, Entry};
use tingbok_record::event::SignedEvent;

use tingbok_tlog::checkpoint::SignedCheckpoint;

use crate::batches::{Meeting, assert_continues, assert_sound, records};
use crate::body::{Counted, made, options, signed};
use crate::random::Random;

#[test]
fn a_hundred_kills_lose_nothing_that_was_acknowledged() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    publish_often(&root);
    println!("seed {SEED}");
    let (mut random, mut known) = (Random(SEED), Known::default());
    for round in 0..ROUNDS {
        known.receipts.extend(killed(&root, round, &mut random));
        known.check_newest(&ReadOnlyLog::open(&root).unwrap());
    }
    println!(
        "{} receipts, {} entries; after {} kills some were not published, after {} more were than before",
        known.receipts.len(),
        known.size,
        known.unpublished,
        known.publications
    );
    known.check_all(&root);
    assert!(known.receipts.len() > 1000 && known.unpublished > 20 && known.publications > 20);
}

/// The process that is killed; does nothing unless it was started to be.
#[test]
fn child() {
    let told = [std::env::var_os(FOLDER), std::env::var_os(ROUND)];
    let [Some(root), Some(round)] = told else { return };
    let (root, round) = (PathBuf::from(root), round.to_str().unwrap().parse().unwrap());
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(append_for_ever(&root, round));
}

async fn append_for_ever(root: &Path, round: u64) {
    let ledger = Arc::new(Ledger::open(root, options()).unwrap());
    let author = |task| tokio::spawn(write_meeting(Arc::clone(&ledger), round * TASKS + task));
    for author in (0..TASKS).map(author).collect::<Vec<_>>() {
        author.await.unwrap();
    }
}

/// Appends one batch after the other to a meeting of its own, and says after each what was acknowledged.
async fn write_meeting(ledger: Arc<Ledger>, number: u64) {
    let (meeting, mut entropy) = (Meeting::new(number), Counted((number + 1) << 24));
    let mut random = Random(number);
    for batch in 0.. {
        let name = format!("{number}-{batch}");
        let events = meeting.batch(&mut entropy, &name, 1 + random.below(5), batch == 0);
        let batch = signed(&ledger, &mut entropy, &events);
        let receipts = ledger.append(batch).await.unwrap();
        let said: String = receipts.iter().map(Said::line).collect();
        let mut out = std::io::stdout().lock();
        out.write_all(said.as_bytes()).unwrap();
        out.flush().unwrap();
    }
}

/// What the killed process said was acknowledged.
#[derive(Debug, PartialEq)]
struct Said {
    index: u64,
    id: String,
    chain: String,
}

impl Said {
    fn line(receipt: &Receipt) -> String {
        format!(
            "\nacknowledged {} {} {}\n",
            receipt.index, receipt.id, receipt.chain
        )
    }

    fn parse(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix("acknowledged ")?.split(' ');
        Some(Self {
            index: words.next()?.parse().unwrap(),
            id: words.next().unwrap().to_owned(),
            chain: words.next().unwrap().to_owned(),
        })
    }

    fn of(record: &Record) -> Self {
        let entry = Entry::parse(&record.entry).unwrap();
        Self {
            index: entry.head.index,
            id: SignedEvent::parse(entry.event).unwrap().header().id.to_string(),
            chain: entry.chain_hash().to_string(),
        }
    }
}

/// Starts the appending process, kills it after some lines and some time, and gives what it said until then.
fn killed(root: &Path, round: u64, random: &mut Random) -> Vec<Said> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::child", "--nocapture", "--test-threads=1"])
        .env(FOLDER, root)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // Some are killed while they open the ledger, before they say anything.
    let (lines, micros) = match random.below(5) {
        0 => (0, random.below(60_000)),
        _ => (1 + random.below(40), random.below(4_000)),
    };
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    let said = |line: std::io::Result<String>| Said::parse(&line.unwrap());
    let mut receipts: Vec<Said> = Vec::new();
    while (receipts.len() as u64) < lines {
        receipts.extend(said(out.next().expect("the process ended by itself")));
    }
    std::thread::sleep(Duration::from_micros(micros));
    child.kill().unwrap();
    receipts.extend(out.filter_map(said));
    assert!(!child.wait().unwrap().success());
    receipts
}

/// What is known of the ledger, kill after kill.
#[derive(Default)]
struct Known {
    receipts: Vec<Said>,
    /// How many of the receipts were compared with the log when they were new.
    compared: usize,
    size: u64,
    chain: Option<ChainHash>,
    published: u64,
    /// After how many kills not all was published.
    unpublished: u64,
    /// After how many kills more was published than before.
    publications: u64,
}

impl Known {
    /// Compares what was appended since the last look.
    fn check_newest(&mut self, log: &ReadOnlyLog) {
        let cursor = self.chain.map(|chain| Cursor {
            index: self.size - 1,
            chain: chain.short(),
        });
        let new: Vec<_> = log
            .replay(cursor.as_ref())
            .unwrap()
            .map(|read| read.unwrap().1)
            .collect();
        assert_sound(&new, self.size, self.chain.unwrap_or(ChainHash::ZERO));
        for said in &self.receipts[self.compared..] {
            let place = usize::try_from(said.index - self.size).unwrap();
            assert_eq!(Said::of(&new[place]), *said);
        }
        self.unpublished += u64::from(log.published_size() < log.size());
        self.publications += u64::from(log.published_size() > self.published);
        (self.compared, self.size) = (self.receipts.len(), log.size());
        self.published = log.published_size();
        self.chain = log.chain_hash(self.size - 1).unwrap();
    }

    /// Compares everything, and the tree.
    fn check_all(&self, root: &Path) {
        let records = records(&ReadOnlyLog::open(root).unwrap());
        assert_sound(&records, 0, ChainHash::ZERO);
        for said in &self.receipts {
            assert_eq!(Said::of(&records[usize::try_from(said.index).unwrap()]), *said);
        }
        let note = std::fs::read(root.join("checkpoint")).unwrap();
        assert_continues(&records, SignedCheckpoint::parse(&note).unwrap().checkpoint());
    }
}

/// Publishes every few milliseconds, so that the process is killed while it publishes too.
fn publish_often(root: &Path) {
    let path = root.join("ledger.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let often = text.replace("publish_interval_ms = 1000", "publish_interval_ms = 8");
    assert_ne!(text, often);
    std::fs::File::create(&path)
        .unwrap()
        .write_all(often.as_bytes())
        .unwrap();
}

const FOLDER: &str = "TINGBOK_KILL_FOLDER";
const ROUND: &str = "TINGBOK_KILL_ROUND";
const ROUNDS: u64 = 100;
const TASKS: u64 = 4;
const SEED: u64 = 20_260_311;
