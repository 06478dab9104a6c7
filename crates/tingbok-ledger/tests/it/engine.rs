//! A ledger made, appended to, closed and opened again.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use tempfile::TempDir;
use tingbok_ledger::ledger::AppendError;
use tingbok_ledger::open::OpenError;
use tingbok_ledger::submission::Inadmissible;
use tingbok_ledger::{Ledger, ReadOnlyLog};
use tingbok_record::tip::Refusal;

use crate::body::{Counted, made, opened, options, signed, speech};

#[tokio::test]
async fn what_is_appended_is_there_after_closing() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let mut entropy = Counted(1000);
    let ledger = Ledger::open(&root, options()).unwrap();
    let events = [opened(&mut entropy, 57), speech(&mut entropy, 57)];
    let batch = signed(&ledger, &mut entropy, &events);
    let receipts = ledger.append(batch).await.unwrap();
    assert_eq!(
        receipts.iter().map(|receipt| receipt.index).collect::<Vec<_>>(),
        [4, 5]
    );
    ledger.close().await.unwrap();

    let log = ReadOnlyLog::open(&root).unwrap();
    assert_eq!((log.size(), log.published_size()), (6, 6));
    assert_eq!(log.chain_hash(5).unwrap(), Some(receipts[1].chain));
}

#[tokio::test]
async fn many_small_appends_cross_bundles_and_publications() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let mut entropy = Counted(1000);
    let mut ledger = Ledger::open(&root, options()).unwrap();
    let batch = signed(&ledger, &mut entropy, &[opened(&mut Counted(500), 57)]);
    ledger.append(batch).await.unwrap();
    for round in 0..30 {
        let events: Vec<_> = (0..20).map(|_| speech(&mut entropy, 57)).collect();
        let batch = signed(&ledger, &mut entropy, &events);
        ledger.append(batch).await.unwrap();
        if round % 7 == 0 {
            ledger.publish().await.unwrap();
        }
        if round % 11 == 10 {
            ledger.close().await.unwrap();
            ledger = Ledger::open(&root, options()).unwrap();
        }
    }
    ledger.close().await.unwrap();
    let log = ReadOnlyLog::open(&root).unwrap();
    assert_eq!(log.size(), 605);
    assert_eq!(log.replay(None).unwrap().map(Result::unwrap).count(), 605);
    assert!(
        !root.join("tile/entries/000.p").read_dir().unwrap().any(|_| true),
        "partial files are gone"
    );
}

#[tokio::test]
async fn a_batch_is_admitted_whole_or_not_at_all() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let mut entropy = Counted(1000);
    let ledger = Ledger::open(&root, options()).unwrap();
    let events = [opened(&mut entropy, 57), speech(&mut entropy, 99)];
    let batch = signed(&ledger, &mut entropy, &events);
    let refused = ledger.append(batch).await.unwrap_err();
    let AppendError::Refused { place: 1, refusal } = refused else {
        panic!("{refused}")
    };
    assert!(matches!(*refusal, Inadmissible::Rejected(_)), "{refusal}");
    assert_eq!(ledger.log().size(), 4);

    // The stream is where it was, and the procedure remembers nothing of it.
    let batch = signed(&ledger, &mut entropy, &[opened(&mut Counted(500), 57)]);
    assert_eq!(ledger.append(batch).await.unwrap()[0].index, 4);
    ledger.close().await.unwrap();
}

#[tokio::test]
async fn the_same_event_twice_is_one_entry() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let mut entropy = Counted(1000);
    let ledger = Ledger::open(&root, options()).unwrap();
    let event = opened(&mut entropy, 57);
    let batch = signed(&ledger, &mut entropy, std::slice::from_ref(&event));
    let first = ledger.append(batch.clone()).await.unwrap().remove(0);
    let again = ledger.append(batch.clone()).await.unwrap().remove(0);
    assert!(again.repeated && !first.repeated);
    assert_eq!(
        (first.index, first.chain, &first.received),
        (again.index, again.chain, &again.received)
    );
    ledger.close().await.unwrap();

    // Signed anew it has another text: the id is taken.
    let ledger = Ledger::open(&root, options()).unwrap();
    assert!(ledger.append(batch).await.unwrap()[0].repeated);
    let other = signed(&ledger, &mut entropy, &[event]);
    let refused = ledger.append(other).await.unwrap_err();
    let AppendError::Refused { refusal, .. } = refused else {
        panic!("{refused}")
    };
    assert!(
        matches!(*refusal, Inadmissible::IdTaken { index: 4, .. }),
        "{refusal}"
    );
    ledger.close().await.unwrap();
}

#[tokio::test]
async fn a_stale_place_is_refused() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let mut entropy = Counted(1000);
    let ledger = Ledger::open(&root, options()).unwrap();
    let one = signed(&ledger, &mut entropy, &[opened(&mut Counted(500), 57)]);
    let other = signed(&ledger, &mut entropy, &[opened(&mut Counted(600), 58)]);
    ledger.append(one).await.unwrap();
    let refused = ledger.append(other).await.unwrap_err();
    let AppendError::Refused { refusal, .. } = refused else {
        panic!("{refused}")
    };
    assert!(
        matches!(
            *refusal,
            Inadmissible::Record(Refusal::Seq {
                expected: 1,
                found: 0,
                ..
            })
        ),
        "{refusal}"
    );
    ledger.close().await.unwrap();
}

#[tokio::test]
async fn a_ledger_in_use_says_who_has_it() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let ledger = Ledger::open(&root, options()).unwrap();
    for refused in [
        Ledger::open(&root, options()).err(),
        ReadOnlyLog::open(&root).err(),
    ] {
        let refused = refused.unwrap();
        assert!(matches!(refused, OpenError::Lock(_)));
        assert!(
            refused.to_string().contains(&std::process::id().to_string()),
            "{refused}"
        );
    }
    ledger.close().await.unwrap();
    Ledger::open(&root, options()).unwrap().close().await.unwrap();
}

#[tokio::test]
async fn the_index_may_be_damaged_at_will() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let mut entropy = Counted(1000);
    for (item, damage) in (57..).zip(0..12) {
        let ledger = Ledger::open(&root, options()).unwrap();
        let event = opened(&mut entropy, item);
        let batch = signed(&ledger, &mut entropy, &[event]);
        ledger.append(batch).await.unwrap();
        ledger.close().await.unwrap();
        damaged(&root.join("index"), damage);
    }
    assert_eq!(ReadOnlyLog::open(&root).unwrap().size(), 16);
}

/// Damages the index in a way that depends on `how`: gone, a file, cut, flipped, foreign.
fn damaged(index: &Path, how: usize) {
    if how == 0 {
        return std::fs::remove_dir_all(index).unwrap();
    }
    if how == 1 {
        std::fs::remove_dir_all(index).unwrap();
        return put(index, b"no folder");
    }
    for file in std::fs::read_dir(index)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
    {
        let mut bytes = std::fs::read(&file).unwrap();
        let middle = bytes.len() * how / 12;
        match how % 3 {
            0 => bytes.truncate(middle),
            1 => bytes
                .iter_mut()
                .skip(middle)
                .take(64)
                .for_each(|byte| *byte ^= 0x55),
            _ => bytes.iter_mut().for_each(|byte| *byte = 0xFF),
        }
        put(&file, &bytes);
    }
}

fn put(path: &Path, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}
