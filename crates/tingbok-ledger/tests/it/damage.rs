//! A ledger's files flipped, cut, zeroed, removed or swapped: opening shows everything that was acknowledged, or refuses
//! and names what is missing; and changes nothing where it refuses.
//!
//! Of the published files opening reads what it builds on. The rest is for verification, which reads all; what is
//! asked of opening is that it never goes on from something that is not what the checkpoint signs.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use tingbok_ledger::disk::{CrashPlan, Disk, DiskPath, Operation, SimDisk};
use tingbok_ledger::journal::{JournalError, Record};
use tingbok_ledger::layout;
use tingbok_ledger::open::{Fault, OpenError};
use tingbok_ledger::published::PublishedError;
use tingbok_ledger::settings::Settings;
use tingbok_ledger::submission::Signed;
use tingbok_ledger::{Ledger, ReadOnlyLog};
use tingbok_record::entry::ChainHash;

use crate::batches::{Meeting, assert_sound, records};
use crate::body::{Counted, made, made_on, options, signed};
use crate::random::Random;

#[tokio::test]
async fn a_damaged_journal_shows_everything_or_is_refused() {
    let (disk, truth) = killed().await;
    println!("seed {SEED}");
    let mut random = Random(SEED);
    let (mut shown, mut refused) = (0, 0);
    for path in files(&disk, "journal/") {
        let bytes = read(&disk, &path);
        for damaged in damages(&bytes, &mut random, 16) {
            match opened_after(&disk, &[(&path, damaged.as_deref())]) {
                Ok(found) => {
                    assert_eq!(found, truth, "{path}");
                    shown += 1;
                }
                Err(error) => {
                    assert_names_what_is_missing(&error);
                    refused += 1;
                }
            }
        }
    }
    println!("{shown} were shown, {refused} refused");
    assert!(shown > 10 && refused > 20);
}

#[tokio::test]
async fn swapped_journal_files_are_refused() {
    let (disk, truth) = killed().await;
    let paths = files(&disk, "journal/");
    for (one, other) in [(0, 1), (1, 2), (0, 2)] {
        let (one, other) = (&paths[one], &paths[other]);
        let (first, second) = (read(&disk, one), read(&disk, other));
        let error = opened_after(&disk, &[(one, Some(&second)), (other, Some(&first))]).unwrap_err();
        assert_names_what_is_missing(&error);
    }
    let mark = layout::acknowledged_mark();
    let fresh: Arc<dyn Disk> = Arc::new(SimDisk::new());
    made_on(&fresh).unwrap();
    let older = fresh.read(&mark, 4096).unwrap();
    // A mark that is older says less, and what it does not say is found all the same.
    assert_eq!(opened_after(&disk, &[(&mark, Some(&older))]).unwrap(), truth);
}

#[tokio::test]
async fn what_opening_builds_on_is_what_the_checkpoint_signs() {
    let (disk, truth) = closed().await;
    let mut random = Random(SEED);
    let (mut refused, mut left) = (BTreeMap::new(), 0);
    for path in published_files(&disk) {
        let bytes = read(&disk, &path);
        for damaged in damages(&bytes, &mut random, 8) {
            let after = damaged_copy(&disk, &[(&path, damaged.as_deref())]);
            match goes_on(&after, &truth).await {
                Err(error) => *refused.entry(path.as_str().to_owned()).or_insert(0) += is_tampered(&error),
                Ok(()) => left += 1,
            }
        }
    }
    println!("{refused:?} refused, {left} left to verification");
    for needed in ["checkpoint", "tile/0/001.p/6", "tile/entries/001.p/6"] {
        assert!(
            refused.get(needed).is_some_and(|count| *count > 2),
            "{needed}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn an_older_checkpoint_of_the_same_ledger_is_refused() {
    let (disk, _) = closed().await;
    let older: Arc<dyn Disk> = Arc::new(SimDisk::new());
    made_on(&older).unwrap();
    let older = older.read(&layout::checkpoint(), 4096).unwrap();
    let error = opened_after(&disk, &[(&layout::checkpoint(), Some(&older))]).unwrap_err();
    assert_eq!(error.fault(), Fault::Tampered, "{error}");
}

#[tokio::test]
async fn settings_of_another_log_are_refused() {
    let (disk, _) = killed().await;
    let text = String::from_utf8(read(&disk, &layout::settings())).unwrap();
    let other = text.replace("origin = \"fjallmark", "origin = \"fjellmark");
    assert_ne!(text, other);
    let error = opened_after(&disk, &[(&layout::settings(), Some(other.as_bytes()))]).unwrap_err();
    assert!(matches!(error, OpenError::AnotherOrigin { .. }), "{error}");
}

#[tokio::test]
async fn an_entry_flipped_where_it_was_read_last_is_not_built_on() {
    let (disk, _) = closed().await;
    let path = DiskPath::parse("tile/entries/001.p/6").unwrap();
    let mut bytes = read(&disk, &path);
    // A letter of the newest event's signature: the entry keeps its form.
    let at = bytes.len() - 20;
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    let error = opened_after(&disk, &[(&path, Some(&bytes))]).unwrap_err();
    assert!(
        matches!(&error, OpenError::Published(PublishedError::NotInTree(named)) if *named == path),
        "{error}"
    );
}

#[tokio::test]
async fn what_is_no_ledger_is_refused_and_left_as_it_is() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("empty")).unwrap();
    std::fs::create_dir(at("foreign")).unwrap();
    put(&at("foreign/letter.txt"), "Ärende 57");
    made(&at("newer"));
    put(&at("newer/ledger.toml"), "format = 2\nshards = 4\n");
    made(&at("torn"));
    put(&at("torn/ledger.toml"), "format = 1\norig");
    put(&at("file"), "no folder");
    for (name, expected) in [
        ("empty", "not a ledger: `ledger.toml` is not there"),
        ("foreign", "not a ledger: `ledger.toml` is not there"),
        ("absent", "not a ledger: `ledger.toml` is not there"),
        (
            "newer",
            "ledger.toml: format 2 is newer than 1, which this program reads",
        ),
        ("torn", "ledger.toml: TOML parse error"),
        ("file", "cannot look at `.`: not a directory"),
    ] {
        let before = listing(folder.path());
        for refused in [
            Ledger::open(&at(name), options()).err(),
            ReadOnlyLog::open(&at(name)).err(),
        ] {
            let refused = refused.unwrap().to_string();
            assert!(refused.starts_with(expected), "{name}: {refused}");
        }
        assert_eq!(listing(folder.path()), before, "{name}");
    }
}

/// A ledger of a process that was killed before it published, in whose journal several segments are; and its entries.
async fn killed() -> (Arc<SimDisk>, Vec<Arc<Record>>) {
    let disk = Arc::new(SimDisk::new());
    made_on(&shared(&disk)).unwrap();
    let index = TempDir::new().unwrap();
    let ledger = opened(&shared(&disk), &index).unwrap();
    for number in 0..2 {
        ledger.append(batch(&ledger, number, 2, 0)).await.unwrap();
        ledger
            .append(batch(&ledger, 10 + number, 6, 800_000))
            .await
            .unwrap();
    }
    let killed = Arc::new(disk.crash(CrashPlan::KeepWritten));
    let truth = records(ledger.log());
    ledger.close().await.unwrap();
    (killed, truth)
}

/// A ledger that was closed, with a full bundle and a partial one; and its entries.
async fn closed() -> (Arc<SimDisk>, Vec<Arc<Record>>) {
    let disk = Arc::new(SimDisk::new());
    made_on(&shared(&disk)).unwrap();
    let index = TempDir::new().unwrap();
    let ledger = opened(&shared(&disk), &index).unwrap();
    for (number, size) in [(1, 200), (2, 52), (3, 6)] {
        ledger.append(batch(&ledger, number, size, 0)).await.unwrap();
        ledger.publish().await.unwrap();
    }
    let truth = records(ledger.log());
    ledger.close().await.unwrap();
    (disk, truth)
}

/// The bytes with one thing done to them, in many ways; `None` is removed.
fn damages(bytes: &[u8], random: &mut Random, flips: usize) -> Vec<Option<Vec<u8>>> {
    let used = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(1, |last| last + 1);
    let mut damages = vec![None, Some(Vec::new()), Some(vec![0; bytes.len()])];
    for len in [1, used / 2, used.saturating_sub(1)] {
        damages.push(Some(bytes[..len].to_vec()));
    }
    for flip in 0..flips {
        let mut flipped = bytes.to_vec();
        // Half of them where journal and mark keep their heads.
        let within = if flip % 2 == 0 { used } else { used.min(64) };
        let at = usize::try_from(random.below(within as u64)).unwrap();
        flipped[at] ^= 1 << random.below(7);
        damages.push(Some(flipped));
    }
    damages
}

type Change<'a> = (&'a DiskPath, Option<&'a [u8]>);

fn damaged_copy(disk: &SimDisk, changes: &[Change<'_>]) -> Arc<SimDisk> {
    let copy = disk.crash(CrashPlan::KeepWritten);
    for (path, bytes) in changes {
        copy.damage(path, *bytes);
    }
    Arc::new(copy)
}

/// The entries that an opening of the damaged ledger shows. One that refuses has changed nothing.
fn opened_after(disk: &SimDisk, changes: &[Change<'_>]) -> Result<Vec<Arc<Record>>, OpenError> {
    let disk = damaged_copy(disk, changes);
    match opened(&shared(&disk), &TempDir::new().unwrap()) {
        Ok(ledger) => {
            let found = records(ledger.log());
            assert_sound(&found, 0, ChainHash::ZERO);
            Ok(found)
        }
        Err(error) => {
            // To sync a folder changes nothing that can be seen.
            let changed = disk
                .trace()
                .into_iter()
                .find(|step| step.operation.changes() && step.operation != Operation::SyncDir);
            assert_eq!(changed, None, "{error}");
            Err(error)
        }
    }
}

/// Opens, appends and publishes; what follows then must follow the true entries, wherever the damage is.
async fn goes_on(disk: &Arc<SimDisk>, truth: &[Arc<Record>]) -> Result<(), OpenError> {
    let index = TempDir::new().unwrap();
    let ledger = opened(&shared(disk), &index)?;
    let last = ChainHash::of(&truth[truth.len() - 1].entry);
    assert_eq!(
        (ledger.log().size(), ledger.log().tip().chain()),
        (truth.len() as u64, last)
    );
    ledger.close().await.unwrap();
    Ok(())
}

fn assert_names_what_is_missing(error: &OpenError) {
    let OpenError::Journal(missing) = error else {
        panic!("{error}")
    };
    assert!(
        matches!(
            missing,
            JournalError::AcknowledgedMissing { .. }
                | JournalError::MarkLost { .. }
                | JournalError::MarkAndTailDamaged { .. }
        ),
        "{error}"
    );
    assert_eq!(error.fault(), Fault::Tampered);
}

fn is_tampered(error: &OpenError) -> u32 {
    assert_eq!(error.fault(), Fault::Tampered, "{error}");
    1
}

fn published_files(disk: &SimDisk) -> Vec<DiskPath> {
    let mut paths = vec![layout::checkpoint()];
    paths.extend(files(disk, "tile/"));
    paths.extend(files(disk, "disclosures/"));
    paths
}

fn files(disk: &SimDisk, below: &str) -> Vec<DiskPath> {
    let paths = disk.files().into_iter();
    paths.filter(|path| path.as_str().starts_with(below)).collect()
}

fn read(disk: &SimDisk, path: &DiskPath) -> Vec<u8> {
    disk.read(path, 1 << 30).unwrap()
}

fn batch(ledger: &Ledger, number: u64, size: u64, bytes: usize) -> Vec<Signed> {
    let mut entropy = Counted((number + 1) << 24);
    let mut events = Meeting::new(number).batch(&mut entropy, &number.to_string(), size, true);
    for event in events.iter_mut().skip(1).filter(|_| bytes > 0) {
        Meeting::lengthen(event, bytes);
    }
    signed(ledger, &mut entropy, &events)
}

fn opened(disk: &Arc<dyn Disk>, index: &TempDir) -> Result<Ledger, OpenError> {
    let settings = Settings {
        publish_interval_ms: 1 << 40,
        ..Settings::read(disk.as_ref())?
    };
    let index = index.path().join("index");
    Ledger::open_on(Arc::clone(disk), settings, index, options())
}

fn shared(disk: &Arc<SimDisk>) -> Arc<dyn Disk> {
    disk.clone()
}

/// Every file and folder with its content, but for the lock's.
fn listing(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let content = path.is_file().then(|| std::fs::read(&path).unwrap());
            if content.is_none() {
                folders.push(path.clone());
            }
            found.insert(path.to_str().unwrap().to_owned(), content);
        }
    }
    found
}

fn put(path: &Path, text: &str) {
    std::fs::File::create(path)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
}

const SEED: u64 = 20_260_312;
