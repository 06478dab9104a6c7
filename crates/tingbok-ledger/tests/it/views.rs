//! Views and their snapshots: incremental, the same with and without, and worth nothing when anything does not fit.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use tingbok_ledger::authoring::NewEvent;
use tingbok_ledger::log::ReadError;
use tingbok_ledger::verify::{Known, Progress};
use tingbok_ledger::view::{logged, logged_all, project, project_watched};
use tingbok_ledger::{Ledger, Masks, ReadOnlyLog, Snapshots, verify};
use tingbok_minutes::{Logged, Projection};

use crate::body::{Counted, event, made, opened, options, signed, speech};

/// Declares a projection that keeps the chain of what it took in, and counts on the side what it was given.
macro_rules! chains {
    ($name:ident, $taken:ident, $file:literal, $version:literal) => {
        static $taken: AtomicU64 = AtomicU64::new(0);

        #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
        struct $name {
            chains: Vec<String>,
        }

        impl Projection for $name {
            const NAME: &'static str = $file;
            const VERSION: u32 = $version;

            fn take(&mut self, entry: &Logged) {
                $taken.fetch_add(1, Ordering::SeqCst);
                self.chains.push(entry.chain.clone());
            }
        }
    };
}

/// A ledger with `count` entries.
async fn grown(root: &Path, entropy: &mut Counted, count: u64) {
    let ledger = Ledger::open(root, options()).unwrap();
    let mut events = Vec::new();
    if ledger.log().size() == 4 {
        events.push(opened(entropy, 57));
    }
    while ledger.log().size() + (events.len() as u64) < count {
        events.push(speech(entropy, 57));
    }
    let batch = signed(&ledger, entropy, &events);
    ledger.append(batch).await.unwrap();
    ledger.close().await.unwrap();
}

#[tokio::test]
async fn a_second_view_reads_only_what_is_new() {
    chains!(Chains, TAKEN, "chains", 1);
    let (folder, mut entropy) = (TempDir::new().unwrap(), Counted(1000));
    let root = folder.path().join("ledger");
    made(&root);
    grown(&root, &mut entropy, 600).await;
    let snapshots = Snapshots::in_folder(&root);
    let taken = |log: &ReadOnlyLog, at: Option<u64>| {
        let before = TAKEN.load(Ordering::SeqCst);
        let chains: Chains = project(log, &snapshots, at).unwrap();
        let expected: Vec<String> = (0..=at.unwrap_or(log.size() - 1))
            .map(|index| logged(log, index, &Masks::default()).unwrap().chain)
            .collect();
        assert_eq!(chains.chains, expected);
        TAKEN.load(Ordering::SeqCst) - before
    };
    let log = ReadOnlyLog::open(&root).unwrap();
    // An earlier point alone keeps nothing.
    assert_eq!(taken(&log, Some(9)), 10);
    assert_eq!(taken(&log, None), 600);
    assert_eq!(taken(&log, None), 0);
    // One that is older than the snapshot is made from entry 0, and the snapshot stays.
    assert_eq!(taken(&log, Some(9)), 10);
    assert_eq!(taken(&log, Some(599)), 0);
    drop(log);

    grown(&root, &mut entropy, 607).await;
    let log = ReadOnlyLog::open(&root).unwrap();
    assert_eq!(taken(&log, Some(603)), 4);
    assert_eq!(taken(&log, None), 7);
    assert_eq!(taken(&log, None), 0);
    let beyond = project::<Chains>(&log, &snapshots, Some(607)).unwrap_err();
    assert!(
        matches!(
            beyond,
            ReadError::Beyond {
                index: 607,
                size: 607
            }
        ),
        "{beyond}"
    );

    snapshots.clear().unwrap();
    assert_eq!(std::fs::read_dir(root.join("views")).unwrap().count(), 0);
    assert_eq!(taken(&log, None), 607);
}

#[tokio::test]
async fn a_snapshot_that_does_not_fit_is_dropped() {
    chains!(Chains, TAKEN, "chains", 1);
    let (folder, mut entropy) = (TempDir::new().unwrap(), Counted(1000));
    let root = folder.path().join("ledger");
    made(&root);
    grown(&root, &mut entropy, 20).await;
    let snapshots = Snapshots::in_folder(&root);
    let log = ReadOnlyLog::open(&root).unwrap();
    let right: Chains = project(&log, &snapshots, None).unwrap();
    let file = root.join("views/chains.json");
    let good = std::fs::read_to_string(&file).unwrap();
    let first = &right.chains[0];
    let other = format!("{}{}", &first[1..], &first[..1]);
    let newest = &right.chains[19];
    for (what, bad) in [
        ("cut", good[..good.len() / 2].to_owned()),
        ("empty", String::new()),
        ("another state", good.replace(first, &other)),
        ("another version", good.replace("\"version\":1", "\"version\":2")),
        (
            "another name",
            good.replace("\"name\":\"chains\"", "\"name\":\"others\""),
        ),
        ("another place", good.replace("\"index\":19", "\"index\":18")),
        ("beyond the log", good.replace("\"index\":19", "\"index\":20")),
        ("another chain", good.replacen(newest, &other, 1)),
        ("something beside", good.replacen('{', "{\"more\":1,", 1)),
        ("deep", format!("{}{}", "[".repeat(1 << 20), "]".repeat(1 << 20))),
    ] {
        assert_ne!(bad, good, "{what}");
        File::create(&file).unwrap().write_all(bad.as_bytes()).unwrap();
        let before = TAKEN.load(Ordering::SeqCst);
        assert_eq!(
            project::<Chains>(&log, &snapshots, None).unwrap(),
            right,
            "{what}"
        );
        assert_eq!(TAKEN.load(Ordering::SeqCst) - before, 20, "{what}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), good, "{what}");
    }

    // A snapshot of another ledger: the chain is not this one's.
    let foreign = folder.path().join("foreign");
    made(&foreign);
    grown(&foreign, &mut Counted(5000), 20).await;
    std::fs::create_dir(foreign.join("views")).unwrap();
    std::fs::copy(&file, foreign.join("views/chains.json")).unwrap();
    let log = ReadOnlyLog::open(&foreign).unwrap();
    let before = TAKEN.load(Ordering::SeqCst);
    let own: Chains = project(&log, &Snapshots::in_folder(&foreign), None).unwrap();
    assert_eq!(TAKEN.load(Ordering::SeqCst) - before, 20);
    assert_ne!(own, right);
}

#[tokio::test]
async fn a_view_begins_again_where_values_are_gone() {
    chains!(Chains, TAKEN, "chains", 1);
    let (folder, mut entropy) = (TempDir::new().unwrap(), Counted(1000));
    let root = folder.path().join("ledger");
    made(&root);
    grown(&root, &mut entropy, 20).await;
    let snapshots = Snapshots::in_folder(&root);
    project::<Chains>(&ReadOnlyLog::open(&root).unwrap(), &snapshots, None).unwrap();
    let ledger = Ledger::open(&root, options()).unwrap();
    let completed = NewEvent {
        stream: "publication".to_owned(),
        ..event(&mut entropy, "erasure.completed/1", "{\"erasure\":12}")
    };
    let batch = signed(&ledger, &mut entropy, &[completed]);
    ledger.append(batch).await.unwrap();
    ledger.close().await.unwrap();
    let log = ReadOnlyLog::open(&root).unwrap();
    let before = TAKEN.load(Ordering::SeqCst);
    // What the snapshot held may be what was erased: all is read again, once.
    for _ in 0..2 {
        assert_eq!(
            project::<Chains>(&log, &snapshots, None).unwrap().chains.len(),
            21
        );
    }
    assert_eq!(TAKEN.load(Ordering::SeqCst) - before, 21);
}

#[tokio::test]
async fn what_hinders_a_snapshot_hinders_nothing_else() {
    chains!(Chains, TAKEN, "chains", 1);
    let (folder, mut entropy) = (TempDir::new().unwrap(), Counted(1000));
    let root = folder.path().join("ledger");
    made(&root);
    grown(&root, &mut entropy, 20).await;
    // No folder can be made where a file stands.
    File::create(root.join("views")).unwrap();
    let log = ReadOnlyLog::open(&root).unwrap();
    for snapshots in [Snapshots::in_folder(&root), Snapshots::none()] {
        let before = TAKEN.load(Ordering::SeqCst);
        for _ in 0..2 {
            assert_eq!(
                project::<Chains>(&log, &snapshots, None).unwrap().chains.len(),
                20
            );
        }
        assert_eq!(TAKEN.load(Ordering::SeqCst) - before, 40);
    }
}

#[tokio::test]
async fn many_readers_keep_one_snapshot() {
    chains!(Chains, TAKEN, "chains", 1);
    let (folder, mut entropy) = (TempDir::new().unwrap(), Counted(1000));
    let root = folder.path().join("ledger");
    made(&root);
    grown(&root, &mut entropy, 300).await;
    let snapshots = Snapshots::in_folder(&root);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let log = ReadOnlyLog::open(&root).unwrap();
                assert_eq!(
                    project::<Chains>(&log, &snapshots, None).unwrap().chains.len(),
                    300
                );
            });
        }
    });
    let log = ReadOnlyLog::open(&root).unwrap();
    project::<Chains>(&log, &snapshots, None).unwrap();
    let before = TAKEN.load(Ordering::SeqCst);
    project::<Chains>(&log, &snapshots, None).unwrap();
    assert_eq!(TAKEN.load(Ordering::SeqCst), before);
    let mut names: Vec<_> = std::fs::read_dir(root.join("views"))
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    names.sort();
    // What is withheld is asked for before everything that is shown.
    assert_eq!(names, ["chains.json", "withheld.json"]);
}

#[tokio::test]
async fn views_are_no_part_of_what_is_verified() {
    chains!(Chains, TAKEN, "chains", 1);
    let (folder, mut entropy) = (TempDir::new().unwrap(), Counted(1000));
    let root = folder.path().join("ledger");
    made(&root);
    grown(&root, &mut entropy, 300).await;
    let without = verify(&root, Known::default(), &mut |_| {}).unwrap();
    let log = ReadOnlyLog::open(&root).unwrap();
    let mut steps = Vec::new();
    let mut watch = |progress: Progress| steps.push((progress.done, progress.total));
    project_watched::<Chains>(&log, &Snapshots::in_folder(&root), None, &mut watch).unwrap();
    assert_eq!(steps, [(256, 300), (300, 300)]);
    assert_eq!(TAKEN.load(Ordering::SeqCst), 300);
    drop(log);
    let with = verify(&root, Known::default(), &mut |_| {}).unwrap();
    assert!(with.ok());
    assert_eq!(with, without);
    Ledger::open(&root, options()).unwrap().close().await.unwrap();
}

#[tokio::test]
async fn a_list_of_entries_is_read_in_its_order() {
    let (folder, mut entropy) = (TempDir::new().unwrap(), Counted(1000));
    let root = folder.path().join("ledger");
    made(&root);
    grown(&root, &mut entropy, 300).await;
    let log = ReadOnlyLog::open(&root).unwrap();
    let read: Vec<_> = logged_all(&log, [299, 4, 255], &Masks::default())
        .map(Result::unwrap)
        .collect();
    assert_eq!(
        read.iter().map(|entry| entry.index).collect::<Vec<_>>(),
        [299, 4, 255]
    );
    assert_eq!(read[1].received, "2026-03-11T12:00:00.000Z");
    assert_eq!(read[1].event().unwrap().stream.to_string(), "meeting/2026-03-11");
    assert!(
        logged_all(&log, [300], &Masks::default())
            .next()
            .unwrap()
            .is_err()
    );
}
