//! Erasure: the bytes are nowhere, everything still verifies, and a loss of power at any step is gone on from.

use std::path::Path;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use tingbok_ledger::authoring::{Authoring, NewClearLines, NewEvent};
use tingbok_ledger::copies::copies;
use tingbok_ledger::disk::{CrashPlan, Disk, DiskPath, Operation, SimDisk, Tear};
use tingbok_ledger::happened::row;
use tingbok_ledger::ledger::EraseError;
use tingbok_ledger::log::Log;
use tingbok_ledger::submission::Signed;
use tingbok_ledger::verify::{CheckOf, Known, Outcome, Wanted};
use tingbok_ledger::view::project;
use tingbok_ledger::{Ledger, Masks, ReadOnlyLog, Snapshots, verify, verify_paragraph};
use tingbok_minutes::NoticeBoard;
use tingbok_record::disclosure::FieldState;
use tingbok_tlog::checkpoint::SignedCheckpoint;

use crate::adjusted::all_adjusted;
use crate::body::{Counted, event, key, made_on, opened, options, signed, speech};
use crate::power_loss::{opened as opened_on, running};
use crate::watched::Watched;

/// Who moves in § 57 of the adjusted ledger.
const NAME: &str = "Petra Lindahl";

/// The leaves of all entries that are this name, or hold it.
fn leaves(log: &Log, name: &str) -> Vec<(u64, String)> {
    let found = copies(log, 0..log.size(), name).unwrap();
    found.into_iter().map(|copy| (copy.index, copy.path)).collect()
}

/// An erasure of these leaves, signed by a root and the registrar.
fn erasure(ledger: &Ledger, entropy: &mut Counted, leaves: &[(u64, String)]) -> Vec<Signed> {
    let content = "{\"decision\":\"RS 2026/14\",\"ground\":\"gallringsplan 4.2\"}";
    let erased = NewEvent {
        stream: "ledger".to_owned(),
        at: "2026-03-20".to_owned(),
        clear: NewClearLines {
            erases: leaves.iter().cloned().collect(),
            ..NewClearLines::default()
        },
        ..event(entropy, "field.erased/1", content)
    };
    let keys = [key("root-1"), key("registrar-1")];
    let mut authoring = Authoring::new(ledger.lookup(), keys.iter().collect());
    let salt = || tingbok_ledger::create::Entropy::salt(entropy);
    vec![authoring.sign(&erased, salt).unwrap()]
}

/// The files below a folder that hold these bytes.
fn files_with(folder: &Path, bytes: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() {
                folders.push(path);
            } else if holds(&std::fs::read(&path).unwrap(), bytes) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

fn holds(file: &[u8], bytes: &str) -> bool {
    file.windows(bytes.len()).any(|window| window == bytes.as_bytes())
}

#[tokio::test]
async fn an_erased_name_is_in_no_file_and_everything_verifies() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    let vkey = key("root-1").verifier_key().to_string();
    {
        // Views and the index hold values too.
        let log = ReadOnlyLog::open(&root).unwrap();
        project::<NoticeBoard>(&log, &Snapshots::in_folder(&root), None).unwrap();
    }
    let ledger = Ledger::open(&root, options()).unwrap();
    let named = leaves(ledger.log(), NAME);
    assert!(named.len() > 3, "{named:?}");
    assert!(!files_with(&root, NAME).is_empty());
    let salts: Vec<String> = named.iter().map(|leaf| salt_of(ledger.log(), leaf)).collect();
    let batch = erasure(&ledger, &mut Counted(900_000), &named);
    let receipt = ledger.erase(batch).await.unwrap().remove(0);
    assert_eq!(ledger.log().published_size(), receipt.index + 1);
    // Already while the ledger is open.
    assert_eq!(files_with(&root, NAME), [""; 0]);
    for salt in &salts {
        assert_eq!(files_with(&root, salt), [""; 0]);
    }
    let next = NewEvent {
        stream: "meeting/2026-04-15".to_owned(),
        at: "2026-04-15".to_owned(),
        ..opened(&mut Counted(940_000), 58)
    };
    let after = signed(&ledger, &mut Counted(950_000), &[next]);
    ledger.append(after).await.unwrap();
    ledger.close().await.unwrap();
    assert_eq!(files_with(&root, NAME), [""; 0]);
    assert!(!root.join("erasing").exists());

    let report = verify(&root, Known::root(Some(&vkey)), &mut |_| ()).unwrap();
    assert!(report.ok(), "{:?}", report.failures);
    assert_eq!(report.checked.fields.erased, named.len() as u64);
    assert_eq!(report.findings, []);
    let wanted = Wanted {
        number: 57,
        year: Some(2026),
    };
    let paragraph = verify_paragraph(&root, wanted, Some(&vkey), &mut |_| ()).unwrap();
    assert!(paragraph.ok(), "{:?}", paragraph.checks);
    let text = paragraph
        .checks
        .iter()
        .find(|check| check.what == CheckOf::Text)
        .unwrap();
    assert_eq!(text.outcome, Outcome::Noted, "{text:?}");
    let text = paragraph.text.unwrap().text;
    assert!(
        text.contains("[gallrat, beslut RS 2026/14]") && !text.contains(NAME),
        "{text}"
    );
    let log = ReadOnlyLog::open(&root).unwrap();
    let masks = Masks::of_gone(&log).unwrap();
    let moved = tingbok_ledger::view::logged(&log, named[0].0, &masks).unwrap();
    assert!(moved.masked && moved.event().is_some(), "{moved:?}");
}

fn salt_of(log: &Log, (index, path): &(u64, String)) -> String {
    let row = row(*index, &log.record(*index).unwrap()).unwrap();
    let field = row.fields.iter().find(|field| field.path == *path).unwrap();
    match &field.state {
        FieldState::Disclosed { salt, .. } => tingbok_tlog::base64::encode(salt),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_erasure_that_is_refused_leaves_everything_as_it_was() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    let ledger = Ledger::open(&root, options()).unwrap();
    let absent = [(4, "/nothing".to_owned())];
    let batch = erasure(&ledger, &mut Counted(900_000), &absent);
    let refused = ledger.erase(batch).await.unwrap_err();
    assert!(matches!(refused, EraseError::Append(_)), "{refused}");
    ledger.close().await.unwrap();
    assert!(!root.join("erasing").exists());
    assert!(!files_with(&root, NAME).is_empty());
}

/// What a loss of power at each step of an erasure comes to.
#[derive(Debug, Default)]
struct Tally {
    steps: u64,
    before: u64,
    erased: u64,
}

#[test]
fn power_lost_at_any_step_leaves_a_value_or_none_of_it() {
    let disk = Arc::new(SimDisk::new());
    let shared: Arc<dyn Disk> = disk.clone();
    let tally = Arc::new(Mutex::new(Tally::default()));
    running(async {
        made_on(&shared).unwrap();
        let index = TempDir::new().unwrap();
        let ledger = opened_on(&shared, &index).unwrap();
        let mut entropy = Counted(1000);
        let events: Vec<NewEvent> = std::iter::once(opened(&mut Counted(500), 57))
            .chain((0..4).map(|_| speech(&mut entropy, 57)))
            .collect();
        let batch = signed(&ledger, &mut entropy, &events);
        ledger.append(batch).await.unwrap();
        ledger.close().await.unwrap();
    });
    let count = Arc::clone(&tally);
    let look = move |disk: &SimDisk, operation, path: &DiskPath| {
        let mut tally = count.lock().unwrap();
        tally.steps += 1;
        // The zeros of a segment being made are thousands of like steps.
        if operation != Operation::Write || !path.as_str().ends_with(".new") || tally.steps.is_multiple_of(16)
        {
            tally.try_losses(disk);
        }
    };
    let watched: Arc<dyn Disk> = Arc::new(Watched::new(disk, look));
    running(async {
        let index = TempDir::new().unwrap();
        let ledger = opened_on(&watched, &index).unwrap();
        let named = leaves(ledger.log(), "Klara Nordin");
        assert_eq!(named.len(), 4);
        // One entry more is in the journal and in no checkpoint when the erasure begins.
        let more = signed(&ledger, &mut Counted(2000), &[speech(&mut Counted(3000), 57)]);
        ledger.append(more).await.unwrap();
        let named = leaves(ledger.log(), "Klara Nordin");
        let batch = erasure(&ledger, &mut Counted(900_000), &named);
        ledger.erase(batch).await.unwrap();
        ledger.close().await.unwrap();
    });
    let tally = tally.lock().unwrap();
    println!("{tally:?}");
    assert!(tally.before > 20 && tally.erased > 60, "{tally:?}");
}

impl Tally {
    fn try_losses(&mut self, disk: &SimDisk) {
        let seed = self.steps;
        let plans = [
            CrashPlan::LoseUnsynced,
            CrashPlan::Mixed {
                seed,
                tear: Tear::Sector,
            },
            CrashPlan::KeepWritten,
        ];
        for plan in plans {
            let after = Arc::new(disk.crash(plan));
            let is_erased = std::thread::scope(|scope| {
                let trying = scope.spawn(|| running(gone_on(&after, plan)));
                trying.join().unwrap()
            });
            if is_erased {
                self.erased += 1;
            } else {
                self.before += 1;
            }
        }
    }
}

/// Opens what is left, and says whether the erasure is in the log: then the name is nowhere, else nothing of it is gone.
async fn gone_on(disk: &Arc<SimDisk>, plan: CrashPlan) -> bool {
    let shared: Arc<dyn Disk> = disk.clone();
    let covered = covered(disk.as_ref());
    let rows = String::from_utf8(
        disk.read(&DiskPath::parse("disclosures/000.jsonl").unwrap(), 1 << 20)
            .unwrap(),
    );
    let said_by = rows.unwrap().split("\"erased\":").nth(1).map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u64>().unwrap()
    });
    assert!(
        said_by.is_none_or(|erasure| erasure < covered),
        "{plan:?}: a value is gone that no checkpoint says is erased"
    );
    let index = TempDir::new().unwrap();
    let ledger = opened_on(&shared, &index).unwrap();
    let is_erased = ledger.log().authority().removals().next().is_some();
    // Whatever is asked of the writer comes after what it finishes first.
    ledger.publish().await.unwrap();
    let left = leaves(ledger.log(), "Klara Nordin").len();
    ledger.close().await.unwrap();
    let files = disk.files();
    let with: Vec<&DiskPath> = files
        .iter()
        .filter(|path| holds(&disk.read(path, 1 << 30).unwrap(), "Klara Nordin"))
        .collect();
    if is_erased {
        assert_eq!((left, with), (0, vec![]), "{plan:?}");
    } else {
        assert!(left >= 4, "{plan:?}: {left}");
    }
    is_erased
}

/// How many entries the checkpoint covers.
fn covered(disk: &dyn Disk) -> u64 {
    let note = disk
        .read(&DiskPath::parse("checkpoint").unwrap(), 1 << 20)
        .unwrap();
    SignedCheckpoint::parse(&note).unwrap().checkpoint().size().get()
}
