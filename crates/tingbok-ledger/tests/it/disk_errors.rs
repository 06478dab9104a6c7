//! A disk that is full, fails or is read-only: the step is refused with the reason, nothing acknowledged is lost, and
//! the same ledger opens again when the disk is mended.

use std::io::ErrorKind;
use std::sync::Arc;

use tempfile::TempDir;
use tingbok_ledger::Ledger;
use tingbok_ledger::disk::{CrashPlan, Disk, DiskPath, Fault, Operation, SimDisk, Trigger};
use tingbok_ledger::layout;
use tingbok_ledger::ledger::AppendError;
use tingbok_ledger::open::OpenError;
use tingbok_ledger::receipt::Receipt;
use tingbok_ledger::settings::{Settings, SettingsError};
use tingbok_ledger::submission::Signed;
use tingbok_record::entry::ChainHash;

use crate::batches::{Meeting, assert_held, assert_sound, records};
use crate::body::{Counted, made_on, options, signed};

#[tokio::test]
async fn an_error_at_any_step_is_said_and_loses_nothing() {
    let base = killed_before_publishing().await;
    let mut refused = 0;
    for error in [ErrorKind::StorageFull, ErrorKind::Other] {
        for step in 0.. {
            let disk = copy(&base, CrashPlan::KeepWritten);
            disk.inject(Fault::Error {
                at: Trigger::Step(step),
                error,
            });
            let (receipts, said) = life(&disk).await;
            if disk.steps() <= step {
                break;
            }
            if let Some(said) = said {
                assert!(said.contains(&error.to_string()), "step {step}: {said}");
                refused += 1;
            }
            disk.mend();
            assert_found_again(&disk, &receipts).await;
        }
    }
    println!("{refused} errors were said");
    assert!(refused > 100, "{refused}");
}

/// Every step of the creation but the zeros of the first segment, of which one in 16 is tried.
#[tokio::test]
async fn an_error_while_a_ledger_is_made_leaves_none_or_a_whole_one() {
    let (mut none, mut whole) = (0, 0);
    let clean = Arc::new(SimDisk::new());
    made_on(&shared(&clean)).unwrap();
    for (step, taken) in (0_u64..).zip(clean.trace()) {
        let zeros = taken.operation == Operation::Write && taken.path.as_str().ends_with(".new");
        if zeros && step % 16 != 0 {
            continue;
        }
        let disk = Arc::new(SimDisk::new());
        disk.inject(Fault::Error {
            at: Trigger::Step(step),
            error: ErrorKind::StorageFull,
        });
        let made = made_on(&shared(&disk));
        for plan in [CrashPlan::LoseUnsynced, CrashPlan::KeepWritten] {
            match opened(&copy(&disk, plan), &TempDir::new().unwrap()) {
                Ok(ledger) => {
                    whole += 1;
                    ledger.close().await.unwrap();
                }
                Err(OpenError::Settings(SettingsError::NotALedger)) => {
                    none += 1;
                    let refused = made.as_ref().unwrap_err().to_string();
                    assert!(refused.contains("no storage space"), "{refused}");
                }
                Err(other) => panic!("step {step}, {taken:?}: {other}"),
            }
        }
    }
    assert!(none > 40 && whole > 0, "{none} {whole}");
}

#[tokio::test]
async fn after_a_failed_sync_nothing_more_is_written() {
    let disk = copy(&killed_before_publishing().await, CrashPlan::KeepWritten);
    let index = TempDir::new().unwrap();
    let ledger = opened(&disk, &index).unwrap();
    let first = ledger.append(batch(&ledger, 50, 2)).await.unwrap();
    disk.inject(Fault::Error {
        at: Trigger::EveryOn(Operation::SyncFile, layout::journal_segment(1)),
        error: ErrorKind::Other,
    });
    let lost = batch(&ledger, 51, 2);
    let refused = ledger.append(lost.clone()).await.unwrap_err();
    assert!(matches!(refused, AppendError::NotWritten(_)), "{refused}");
    assert_eq!(
        refused.to_string(),
        "not written: cannot make durable `journal/0000000000000001.seg`: other error"
    );
    // The next sync would work, and save nothing of what was written before.
    disk.mend();
    let steps = changes(&disk);
    for _again in 0..2 {
        let refused = ledger.append(lost.clone()).await.unwrap_err();
        assert!(matches!(refused, AppendError::Stopped(_)), "{refused}");
    }
    assert!(ledger.publish().await.is_err());
    assert_eq!(
        ledger.log().size(),
        first[1].index + 1,
        "readers see what is durable"
    );
    let refused = ledger.close().await.unwrap_err();
    assert!(refused.to_string().contains("other error"), "{refused}");
    assert_eq!(changes(&disk), steps);

    assert_found_again(&disk, &first).await;
}

#[tokio::test]
async fn what_found_no_room_finds_it_later() {
    let disk = Arc::new(SimDisk::new());
    made_on(&shared(&disk)).unwrap();
    let index = TempDir::new().unwrap();
    let ledger = opened(&disk, &index).unwrap();
    let mut receipts = ledger.append(batch(&ledger, 50, 1)).await.unwrap();
    let large = large_batch(&ledger);
    disk.inject(Fault::Error {
        at: Trigger::EveryOn(Operation::Create, layout::journal_segment_new(2)),
        error: ErrorKind::StorageFull,
    });
    let refused = ledger.append(large.clone()).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "not written: no room for the journal: cannot create `journal/0000000000000002.new`: no storage space"
    );
    // The segment at hand has room for what is small.
    receipts.extend(ledger.append(batch(&ledger, 51, 2)).await.unwrap());
    disk.mend();
    // It is larger than a segment, and its basis and places are still right.
    receipts.extend(ledger.append(large).await.unwrap());
    ledger.close().await.unwrap();
    assert_found_again(&disk, &receipts).await;
}

#[tokio::test]
async fn a_read_only_disk_refuses_and_is_left_as_it_is() {
    let base = killed_before_publishing().await;
    let disk = copy(&base, CrashPlan::KeepWritten);
    disk.inject(Fault::ReadOnly);
    let refused = opened(&disk, &TempDir::new().unwrap()).err().unwrap();
    assert!(
        refused
            .to_string()
            .ends_with(&ErrorKind::ReadOnlyFilesystem.to_string()),
        "{refused}"
    );
    disk.mend();

    let index = TempDir::new().unwrap();
    let ledger = opened(&disk, &index).unwrap();
    let receipts = ledger.append(batch(&ledger, 50, 2)).await.unwrap();
    disk.inject(Fault::ReadOnly);
    let refused = ledger.append(batch(&ledger, 51, 1)).await.unwrap_err();
    assert!(
        refused
            .to_string()
            .ends_with(&ErrorKind::ReadOnlyFilesystem.to_string()),
        "{refused}"
    );
    assert!(ledger.close().await.is_err());
    disk.mend();
    assert_found_again(&disk, &receipts).await;
}

#[tokio::test]
async fn what_cannot_be_published_is_published_after_the_next_opening() {
    let base = killed_before_publishing().await;
    for operation in [Operation::Create, Operation::SyncFile, Operation::Rename] {
        let disk = copy(&base, CrashPlan::KeepWritten);
        let index = TempDir::new().unwrap();
        let ledger = opened(&disk, &index).unwrap();
        let receipts = ledger.append(batch(&ledger, 50, 2)).await.unwrap();
        let published = ledger.log().published_size();
        let path = DiskPath::parse("tile/entries/000.p/11.tmp").unwrap();
        disk.inject(Fault::Error {
            at: Trigger::EveryOn(operation, path),
            error: ErrorKind::StorageFull,
        });
        let refused = ledger.publish().await.unwrap_err().to_string();
        assert!(
            refused.ends_with("tile/entries/000.p/11.tmp`: no storage space"),
            "{refused}"
        );
        assert_eq!(ledger.log().published_size(), published);
        let refused = ledger.append(batch(&ledger, 51, 1)).await.unwrap_err();
        assert!(matches!(refused, AppendError::Stopped(_)), "{refused}");
        assert!(ledger.close().await.is_err());
        disk.mend();
        assert_found_again(&disk, &receipts).await;
    }
}

/// A ledger of a process that was killed: one batch is published, two are not.
async fn killed_before_publishing() -> Arc<SimDisk> {
    let disk = Arc::new(SimDisk::new());
    made_on(&shared(&disk)).unwrap();
    let index = TempDir::new().unwrap();
    let ledger = opened(&disk, &index).unwrap();
    ledger.append(batch(&ledger, 1, 2)).await.unwrap();
    ledger.publish().await.unwrap();
    ledger.append(batch(&ledger, 2, 2)).await.unwrap();
    ledger.append(batch(&ledger, 3, 1)).await.unwrap();
    let killed = copy(&disk, CrashPlan::KeepWritten);
    ledger.close().await.unwrap();
    killed
}

/// Opens, appends, publishes, appends, closes; until the first error. Gives what was acknowledged and the error.
async fn life(disk: &Arc<SimDisk>) -> (Vec<Receipt>, Option<String>) {
    let mut receipts = Vec::new();
    let index = TempDir::new().unwrap();
    let ledger = match opened(disk, &index) {
        Ok(ledger) => ledger,
        Err(refused) => return (receipts, Some(refused.to_string())),
    };
    let mut said = None;
    for number in [50, 51] {
        match ledger.append(batch(&ledger, number, 2)).await {
            Ok(acknowledged) => receipts.extend(acknowledged),
            Err(refused) => said = said.or(Some(refused.to_string())),
        }
        let published = ledger.publish().await;
        said = said.or(published.err().map(|refused| refused.to_string()));
    }
    let closed = ledger.close().await;
    (receipts, said.or(closed.err().map(|refused| refused.to_string())))
}

/// Opens the mended disk as it is, and as it is after a power loss; finds the receipts, and appends.
async fn assert_found_again(disk: &Arc<SimDisk>, receipts: &[Receipt]) {
    for plan in [CrashPlan::LoseUnsynced, CrashPlan::KeepWritten] {
        let disk = copy(disk, plan);
        let index = TempDir::new().unwrap();
        let ledger = opened(&disk, &index).unwrap();
        let found = records(ledger.log());
        assert_sound(&found, 0, ChainHash::ZERO);
        for receipt in receipts {
            assert_held(&found, receipt);
        }
        assert!(found.len() >= 9);
        // One plan is enough to see that it goes on.
        if plan == CrashPlan::KeepWritten {
            let more = ledger.append(batch(&ledger, 90, 1)).await.unwrap();
            assert_eq!(more[0].index, found.len() as u64);
        }
        ledger.close().await.unwrap();
    }
}

fn batch(ledger: &Ledger, number: u64, size: u64) -> Vec<Signed> {
    let mut entropy = Counted((number + 1) << 24);
    let events = Meeting::new(number).batch(&mut entropy, &number.to_string(), size, true);
    signed(ledger, &mut entropy, &events)
}

/// One batch of more bytes than a segment has.
fn large_batch(ledger: &Ledger) -> Vec<Signed> {
    let mut entropy = Counted(99 << 24);
    let mut events = Meeting::new(98).batch(&mut entropy, "98", 6, true);
    for event in events.iter_mut().skip(1) {
        Meeting::lengthen(event, 1_000_000);
    }
    signed(ledger, &mut entropy, &events)
}

/// How many steps changed something.
fn changes(disk: &SimDisk) -> usize {
    disk.trace()
        .iter()
        .filter(|step| step.operation.changes())
        .count()
}

fn opened(disk: &Arc<SimDisk>, index: &TempDir) -> Result<Ledger, OpenError> {
    let disk = shared(disk);
    let settings = Settings {
        publish_interval_ms: 1 << 40,
        ..Settings::read(disk.as_ref())?
    };
    Ledger::open_on(disk, settings, index.path().join("index"), options())
}

fn copy(disk: &Arc<SimDisk>, plan: CrashPlan) -> Arc<SimDisk> {
    Arc::new(disk.crash(plan))
}

fn shared(disk: &Arc<SimDisk>) -> Arc<dyn Disk> {
    disk.clone()
}
