//! Power lost after every step of a ledger's life: what was acknowledged is found, batches are whole, every checkpoint
//! that anybody may have seen is continued, and appending goes on.
//!
//! Every changing step of the two histories is tried, but for the zeros of a segment being made, of which one in 16 is;
//! under four plans each (nothing unsynced survives, a choice by sectors, all written does, a choice by bytes), the
//! second history, whose entries are many, under the first two. After one in 5 or in 17 of these losses
//! something is appended as well. Whether batches sent at once become one group is the scheduler's choice, so the steps
//! are a few more or fewer from run to run.

use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use tingbok_ledger::Ledger;
use tingbok_ledger::disk::{CrashPlan, Disk, DiskPath, Operation, SimDisk, Tear};
use tingbok_ledger::journal::{JournalError, Record};
use tingbok_ledger::layout;
use tingbok_ledger::open::OpenError;
use tingbok_ledger::receipt::Receipt;
use tingbok_ledger::settings::{Settings, SettingsError};
use tingbok_ledger::submission::Signed;
use tingbok_record::entry::ChainHash;
use tingbok_tlog::checkpoint::{Checkpoint, SignedCheckpoint};

use crate::batches::{Meeting, assert_continues, assert_held, assert_sound, records};
use crate::body::{Counted, made_on, options, signed};
use crate::watched::Watched;

#[test]
fn a_life_from_creation_on() {
    let watch = Watch::over(&Arc::new(SimDisk::new()), Known::default(), ALL);
    running(async {
        made_on(&watch.disk).unwrap();
        watch.known.lock().unwrap().is_made = true;
        let mut author = Author::new(&watch, 1);
        author.append(&[3]).await;
        author.append(&[2, 1]).await;
        author.ledger.publish().await.unwrap();
        author.append(&[1]).await;
        author.ledger.publish().await.unwrap();
        author.append(&[2]).await;
        author.close().await;

        let mut author = Author::new(&watch, 100);
        author.append(&[2]).await;
        author.append(&[1, 1, 1]).await;
        author.close().await;
    });
    watch.assert_tried(400);
}

#[test]
fn a_bundle_and_a_tile_that_fill() {
    let disk = Arc::new(SimDisk::new());
    let known = running(async {
        let unwatched = Watch::unobserved(&disk);
        made_on(&unwatched.disk).unwrap();
        let mut author = Author::new(&unwatched, 1);
        author.append(&[248]).await;
        author.close().await;
        unwatched.known.lock().unwrap().clone()
    });
    let known = Known {
        is_made: true,
        ..known
    };
    let watch = Watch::over(&disk, known, FEW);
    running(async {
        let mut author = Author::new(&watch, 100);
        author.append(&[3]).await;
        author.ledger.publish().await.unwrap();
        author.append(&[3, 3]).await;
        author.close().await;
    });
    assert!(watch.disk.exists(&path("tile/0/000")).unwrap());
    watch.assert_tried(150);
}

/// Whoever appends, and remembers what was acknowledged.
struct Author {
    ledger: Arc<Ledger>,
    known: Arc<Mutex<Known>>,
    _index: TempDir,
    next: u64,
}

impl Author {
    fn new(watch: &Watch, first: u64) -> Self {
        let index = TempDir::new().unwrap();
        Self {
            ledger: Arc::new(opened(&watch.disk, &index).unwrap()),
            known: Arc::clone(&watch.known),
            _index: index,
            next: first,
        }
    }

    /// Appends batches of these sizes at once, each to a meeting of its own.
    async fn append(&mut self, sizes: &[u64]) {
        let mut appending = Vec::new();
        for size in sizes {
            let (ledger, batch) = (Arc::clone(&self.ledger), batch(&self.ledger, self.next, *size));
            appending.push(tokio::spawn(async move { ledger.append(batch).await }));
            self.next += 1;
        }
        for receipts in appending {
            let receipts = receipts.await.unwrap().unwrap();
            self.known.lock().unwrap().receipts.extend(receipts);
        }
    }

    async fn close(self) {
        Arc::into_inner(self.ledger).unwrap().close().await.unwrap();
    }
}

fn batch(ledger: &Ledger, number: u64, size: u64) -> Vec<Signed> {
    let mut entropy = Counted((number + 1) << 24);
    let events = Meeting::new(number).batch(&mut entropy, &number.to_string(), size, true);
    signed(ledger, &mut entropy, &events)
}

/// What was acknowledged, and what anybody may have seen, before the power was lost.
#[derive(Clone, Default)]
struct Known {
    is_made: bool,
    receipts: Vec<Receipt>,
    checkpoints: Vec<Checkpoint>,
}

impl Known {
    fn check(&self, records: &[Arc<Record>]) {
        assert_sound(records, 0, ChainHash::ZERO);
        for receipt in &self.receipts {
            assert_held(records, receipt);
        }
        for checkpoint in &self.checkpoints {
            assert_continues(records, checkpoint);
        }
    }

    fn see(&mut self, disk: &dyn Disk) {
        let seen = checkpoint(disk);
        self.checkpoints
            .extend(seen.filter(|seen| self.checkpoints.last() != Some(seen)));
    }
}

/// A disk on which power losses are tried after each step.
struct Watch {
    disk: Arc<dyn Disk>,
    known: Arc<Mutex<Known>>,
    tally: Arc<Mutex<Tally>>,
}

/// How much is tried after each step.
#[derive(Clone, Copy)]
struct Pace {
    plans: usize,
    /// After every so many losses something is appended.
    appends_every: u64,
}

#[derive(Debug, Default)]
struct Tally {
    steps: u64,
    opened: u64,
    appended: u64,
    no_ledger: u64,
    refused: u64,
}

impl Watch {
    fn over(disk: &Arc<SimDisk>, known: Known, pace: Pace) -> Self {
        let (known, tally) = (
            Arc::new(Mutex::new(known)),
            Arc::new(Mutex::new(Tally::default())),
        );
        let (seen, count) = (Arc::clone(&known), Arc::clone(&tally));
        let look = move |disk: &SimDisk, operation, path: &DiskPath| {
            let mut known = seen.lock().unwrap();
            known.see(disk);
            let (known, mut tally) = (known.clone(), count.lock().unwrap());
            tally.steps += 1;
            let makes_segment = operation == Operation::Write && path.as_str().ends_with(".new");
            if !makes_segment || tally.steps.is_multiple_of(16) {
                tally.try_losses(disk, &known, pace);
            }
        };
        Self {
            disk: Arc::new(Watched::new(Arc::clone(disk), look)),
            known,
            tally,
        }
    }

    fn unobserved(disk: &Arc<SimDisk>) -> Self {
        let disk: Arc<dyn Disk> = disk.clone();
        Self {
            disk,
            known: Arc::default(),
            tally: Arc::default(),
        }
    }

    fn assert_tried(&self, least: u64) {
        let tally = self.tally.lock().unwrap();
        println!(
            "{tally:?}, {} checkpoints",
            self.known.lock().unwrap().checkpoints.len()
        );
        assert!(tally.opened > least && tally.appended > least / 20, "{tally:?}");
        assert!(tally.refused * 20 < tally.opened, "{tally:?}");
    }
}

impl Tally {
    fn try_losses(&mut self, disk: &SimDisk, known: &Known, pace: Pace) {
        let seed = self.steps;
        let plans = [
            CrashPlan::LoseUnsynced,
            CrashPlan::Mixed {
                seed,
                tear: Tear::Sector,
            },
            CrashPlan::KeepWritten,
            CrashPlan::Mixed {
                seed,
                tear: Tear::Byte,
            },
        ];
        for (number, plan) in (0..).zip(plans).take(pace.plans) {
            let after = Arc::new(disk.crash(plan));
            let appends = (self.steps + number).is_multiple_of(pace.appends_every);
            // The ledger's own thread stands still meanwhile, and is none that may wait for another runtime.
            let tried = std::thread::scope(|scope| {
                let trying = scope.spawn(|| running(found_again(&after, known, plan, appends)));
                trying.join().unwrap()
            });
            match tried {
                Found::NoLedger => self.no_ledger += 1,
                Found::Refused => self.refused += 1,
                Found::Whole => self.opened += 1,
            }
            self.appended += u64::from(appends && matches!(tried, Found::Whole));
        }
    }
}

enum Found {
    /// The power was lost before the ledger was made.
    NoLedger,
    /// By a tear that no disk makes.
    Refused,
    Whole,
}

/// Opens what a power loss left, checks it, appends to it, publishes, and loses power once more.
async fn found_again(disk: &Arc<SimDisk>, known: &Known, plan: CrashPlan, appends: bool) -> Found {
    let index = TempDir::new().unwrap();
    let shared: Arc<dyn Disk> = disk.clone();
    let ledger =
        match opened(&shared, &index) {
            Ok(ledger) => ledger,
            Err(OpenError::Settings(SettingsError::NotALedger)) if !known.is_made => return Found::NoLedger,
            Err(OpenError::Journal(
                JournalError::MarkLost { .. } | JournalError::MarkAndTailDamaged { .. },
            )) if matches!(plan, CrashPlan::Mixed { tear: Tear::Byte, .. }) => return Found::Refused,
            Err(refused) => panic!("{plan:?}: {refused}"),
        };
    let mut known = known.clone();
    known.check(&records(ledger.log()));
    if appends {
        let receipts = ledger.append(batch(&ledger, 1000, 2)).await.unwrap();
        known.receipts.extend(receipts);
    }
    let size = ledger.log().size();
    ledger.close().await.unwrap();
    known.see(disk.as_ref());

    let shared: Arc<dyn Disk> = Arc::new(disk.crash(CrashPlan::LoseUnsynced));
    let ledger = opened(&shared, &index).unwrap();
    assert_eq!((ledger.log().size(), ledger.log().published_size()), (size, size));
    known.check(&records(ledger.log()));
    Found::Whole
}

/// Opens the ledger, which publishes only when it is asked to.
pub(crate) fn opened(disk: &Arc<dyn Disk>, index: &TempDir) -> Result<Ledger, OpenError> {
    let settings = Settings {
        publish_interval_ms: 1 << 40,
        ..Settings::read(disk.as_ref())?
    };
    let index = index.path().join("index");
    Ledger::open_on(Arc::clone(disk), settings, index, options())
}

fn checkpoint(disk: &dyn Disk) -> Option<Checkpoint> {
    let note = disk.read(&layout::checkpoint(), 1 << 20).ok()?;
    Some(SignedCheckpoint::parse(&note).unwrap().checkpoint().clone())
}

/// Runs to the end on a runtime of its own.
pub(crate) fn running<T>(done: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(done)
}

fn path(text: &str) -> DiskPath {
    DiskPath::parse(text).unwrap()
}

const ALL: Pace = Pace {
    plans: 4,
    appends_every: 5,
};
const FEW: Pace = Pace {
    plans: 2,
    appends_every: 17,
};
