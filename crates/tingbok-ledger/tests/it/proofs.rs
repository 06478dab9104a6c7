//! What an auditor holds on to from outside: the proof of an entry, and a checkpoint that was remembered.

use std::path::Path;

use tempfile::TempDir;
use tingbok_ledger::prove::ProveError;
use tingbok_ledger::verify::{Known, Report};
use tingbok_ledger::{Ledger, ReadOnlyLog, prove, verify};
use tingbok_tlog::checkpoint::SignedCheckpoint;
use tingbok_tlog::hash::leaf_hash;
use tingbok_tlog::tlog_proof::{TlogProof, TlogProofRefusal};

use crate::body::{Counted, key, made, opened, options, signed, speech};
use crate::tamper::put;

/// A ledger whose meeting has `counts` speeches, published after each count; gives the checkpoint after each.
///
/// Two with different `salt` have the same keys and other events: what a thief of the log's key could show.
async fn ledger(root: &Path, salt: u64, counts: &[usize]) -> Vec<SignedCheckpoint> {
    made(root);
    let mut entropy = Counted(salt);
    let ledger = Ledger::open(root, options()).unwrap();
    let batch = signed(&ledger, &mut entropy, &[opened(&mut Counted(salt + 500), 57)]);
    ledger.append(batch).await.unwrap();
    let mut checkpoints = Vec::new();
    for count in counts {
        let events: Vec<_> = (0..*count).map(|_| speech(&mut entropy, 57)).collect();
        let batch = signed(&ledger, &mut entropy, &events);
        ledger.append(batch).await.unwrap();
        ledger.publish().await.unwrap();
        checkpoints.push(checkpoint(root));
    }
    ledger.close().await.unwrap();
    checkpoints
}

fn checkpoint(root: &Path) -> SignedCheckpoint {
    SignedCheckpoint::parse(&std::fs::read(root.join("checkpoint")).unwrap()).unwrap()
}

fn verified(root: &Path, since: &SignedCheckpoint) -> Report {
    let vkey = key("root-1").verifier_key().to_string();
    let known = Known {
        root: Some(&vkey),
        since: Some(since),
    };
    verify(root, known, &mut |_| ()).unwrap()
}

fn told(report: &Report) -> Vec<String> {
    let failures = report.failures.iter();
    failures
        .map(|failure| format!("{}: {}", failure.place, failure.what))
        .collect()
}

#[tokio::test]
async fn every_entry_has_a_proof_that_holds_for_it_alone() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    ledger(&root, 1000, &[251, 5]).await;
    let log = ReadOnlyLog::open(&root).unwrap();
    let known = [key("log").verifier_key().clone()];
    let size = log.size();
    assert!(size > 256, "more than one bundle: {size}");
    for index in 0..size {
        let proof = prove(&log, index).unwrap();
        let read = TlogProof::parse(proof.encode().as_bytes()).unwrap();
        let leaf = |index| leaf_hash(&log.record(index).unwrap().entry);
        read.verify(&leaf(index), &known).unwrap();
        let other = read.verify(&leaf((index + 1) % size), &known).unwrap_err();
        assert!(
            matches!(other, TlogProofRefusal::Inclusion(_)),
            "{index}: {other}"
        );
    }
    assert!(matches!(prove(&log, size), Err(ProveError::Read(_))));
}

#[tokio::test]
async fn no_proof_is_given_out_that_does_not_hold() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    ledger(&root, 1000, &[251, 5]).await;
    let log = ReadOnlyLog::open(&root).unwrap();
    prove(&log, 3).unwrap();
    let tile = root.join("tile/0/000");
    let mut bytes = std::fs::read(&tile).unwrap();
    bytes[32 * 200] ^= 1;
    put(&tile, &bytes);
    assert!(matches!(
        prove(&log, 3),
        Err(ProveError::NotInTree { index: 3, .. })
    ));
    std::fs::remove_file(&tile).unwrap();
    assert!(matches!(prove(&log, 3), Err(ProveError::Published(_))));
}

#[tokio::test]
async fn a_log_that_has_grown_is_known_again() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    let remembered = ledger(&root, 1000, &[3, 251, 5, 2]).await;
    for since in &remembered {
        let report = verified(&root, since);
        assert_eq!(told(&report), [""; 0]);
        let found = report.since.unwrap();
        assert_eq!(found.size, since.checkpoint().size().get());
        assert_eq!(found.found, Some(found.remembered));
    }
}

#[tokio::test]
async fn a_history_that_was_written_anew_is_found_by_whoever_remembers() {
    let folder = TempDir::new().unwrap();
    let (root, rewritten) = (folder.path().join("ledger"), folder.path().join("rewritten"));
    let remembered = ledger(&root, 1000, &[3, 5]).await;
    ledger(&rewritten, 9000, &[3, 5, 4]).await;
    // Nothing in the folder shows it: whoever has the keys has signed it all again.
    let vkey = key("root-1").verifier_key().to_string();
    let alone = verify(&rewritten, Known::root(Some(&vkey)), &mut |_| ()).unwrap();
    assert_eq!(told(&alone), [""; 0]);
    for since in &remembered {
        let report = verified(&rewritten, since);
        let found = report.since.unwrap();
        assert_ne!(found.found, Some(found.remembered));
        let size = since.checkpoint().size();
        let expected =
            format!("remembered checkpoint: the first {size} entries are not those that it covers");
        assert!(told(&report)[0].starts_with(&expected), "{:?}", told(&report));
    }
}

#[tokio::test]
async fn a_log_that_was_put_back_from_a_copy_is_found_by_whoever_remembers() {
    let folder = TempDir::new().unwrap();
    let (root, old) = (folder.path().join("ledger"), folder.path().join("old"));
    let remembered = ledger(&root, 1000, &[3, 5]).await;
    ledger(&old, 1000, &[3]).await;
    let report = verified(&old, &remembered[1]);
    assert_eq!(report.since.unwrap().found, None);
    let (size, left) = (remembered[1].checkpoint().size(), report.size);
    assert_eq!(
        told(&report),
        [format!(
            "remembered checkpoint: covers {size} entries, and the log has {left}: entries are gone"
        )]
    );
}

#[tokio::test]
async fn a_checkpoint_of_another_log_or_of_another_key_is_no_memory_of_this_one() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    let remembered = ledger(&root, 1000, &[3]).await.remove(0);
    let other_log = remembered.encode().replacen("fjallmark", "fjallmork", 1);
    let report = verified(&root, &SignedCheckpoint::parse(other_log.as_bytes()).unwrap());
    assert!(told(&report)[0].contains("of another log"), "{:?}", told(&report));
    let by_other = SignedCheckpoint::sign(remembered.checkpoint().clone(), &[&key("chair-1")]).unwrap();
    let report = verified(&root, &by_other);
    assert_eq!(
        told(&report),
        [
            "remembered checkpoint: checkpoint is not signed by a log key: it is another log's, or this log was made anew \
          under other keys"
        ]
    );
}
