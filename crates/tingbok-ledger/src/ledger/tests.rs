//! A ledger with events of a later program's kinds: kept, verified, shown as unknown, and no hindrance to anything.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use tingbok_minutes::{Logged, Projection, What};
use tingbok_procedure::Stream;

use super::*;
use crate::adjusted::{ADJUSTER, CHAIR, adjusted, compiled, met, paragraph, signature};
use crate::body::{Counted, event, key, made, opened, options, signed, signed_by, speech};
use crate::verify::{CheckOf, Known, Wanted};
use crate::view::{logged, project};
use crate::{Masks, ReadOnlyLog, Snapshots, audit, verify, verify_paragraph};

/// What stands in a log, by kind; and what of it is not understood.
#[derive(Default, Serialize, Deserialize)]
struct Kinds {
    read: BTreeMap<String, u64>,
    ledger: Vec<String>,
    unread: BTreeMap<u64, (String, String, String)>,
}

impl Projection for Kinds {
    const NAME: &'static str = "kinds";
    const VERSION: u32 = 1;

    fn take(&mut self, entry: &Logged) {
        match &entry.what {
            What::Event(event) => *self.read.entry(event.kind().to_string()).or_default() += 1,
            What::Ledger { kind, .. } => self.ledger.push(kind.clone()),
            What::Unread { stream, kind, why } => {
                let said = (stream.clone(), kind.clone(), why.clone());
                self.unread.insert(entry.index, said);
            }
        }
    }
}

#[tokio::test]
async fn a_kind_of_a_later_program_is_kept_and_hinders_nothing() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let mut entropy = Counted(1000);
    let ledger = Ledger::open(&root, options()).unwrap();
    let batch = signed(&ledger, &mut entropy, &[opened(&mut Counted(500), 57)]);
    ledger.append(batch).await.unwrap();

    // The public way refuses it, and says what it is.
    let later = event(&mut entropy, "hologram.projected/3", "{\"item\":57,\"size\":4}");
    let later = signed(&ledger, &mut entropy, &[later]);
    let refused = ledger.append(later.clone()).await.unwrap_err();
    assert_eq!(refused.to_string(), "unknown kind `hologram.projected/3`");

    let receipts = ledger.append_unjudged(later[0].clone()).await.unwrap();
    assert_eq!(receipts[0].index, 5);
    let batch = signed(&ledger, &mut entropy, &[speech(&mut Counted(700), 57)]);
    assert_eq!(ledger.append(batch).await.unwrap()[0].index, 6);
    let meeting: Stream = "meeting/2026-03-11".parse().unwrap();
    assert_eq!(ledger.lookup().events(&meeting).unwrap().len(), 2);
    ledger.close().await.unwrap();

    // Opened again, with the index made anew, it is appended to after the unknown event.
    std::fs::remove_dir_all(root.join("index")).unwrap();
    let ledger = Ledger::open(&root, options()).unwrap();
    let batch = signed(&ledger, &mut entropy, &[speech(&mut Counted(800), 57)]);
    assert_eq!(ledger.append(batch).await.unwrap()[0].index, 7);
    assert_eq!(
        ledger.lookup().stream("meeting/2026-03-11").unwrap(),
        [4, 5, 6, 7]
    );
    ledger.close().await.unwrap();

    let log = ReadOnlyLog::open(&root).unwrap();
    assert_eq!(log.replay(None).unwrap().map(Result::unwrap).count(), 8);
    let What::Unread { stream, kind, why } = logged(&log, 5, &Masks::default()).unwrap().what else {
        panic!("entry 5 is not understood")
    };
    assert_eq!(
        (stream.as_str(), kind.as_str(), why.as_str()),
        (
            "meeting/2026-03-11",
            "hologram.projected/3",
            "kind `hologram.projected/3` is unknown here"
        )
    );
    for _ in 0..2 {
        let kinds: Kinds = project(&log, &Snapshots::in_folder(&root), None).unwrap();
        assert_eq!(kinds.read.values().sum::<u64>(), 4);
        assert_eq!(
            kinds.ledger,
            ["ledger.created/1", "key.enrolled/1", "key.enrolled/1"]
        );
        assert_eq!(kinds.unread.keys().copied().collect::<Vec<_>>(), [5]);
    }
    let today = "2026-03-12".parse().unwrap();
    let audit = audit(&log, today, None, &mut |_| {}).unwrap();
    let unread = &audit.not_judged[0];
    assert_eq!((unread.place.entry, &unread.why), (Some(5), &why));
    assert_eq!(unread.place.meeting.unwrap().to_string(), "2026-03-11");
    drop(log);

    let anchor = key("root-1").verifier_key().to_string();
    let report = verify(&root, Known::root(Some(&anchor)), &mut |_| {}).unwrap();
    assert!(report.ok(), "{:?}", report.failures);
    assert_eq!((report.checked.entries, report.checked.unjudged), (8, 1));
    let note = "entry 5: kind `hologram.projected/3` is unknown here; verified, not judged".to_owned();
    assert!(report.notes.contains(&note), "{:?}", report.notes);
}

#[tokio::test]
async fn what_todays_rules_would_refuse_is_found_and_stays() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let mut entropy = Counted(1000);
    let ledger = Ledger::open(&root, options()).unwrap();
    let batch = signed(&ledger, &mut entropy, &[opened(&mut Counted(500), 57)]);
    ledger.append(batch).await.unwrap();
    // A program of other rules admitted a second opening of the same item.
    let again = signed(&ledger, &mut entropy, &[opened(&mut Counted(600), 57)]);
    ledger.append_unjudged(again[0].clone()).await.unwrap();
    ledger.close().await.unwrap();

    let log = ReadOnlyLog::open(&root).unwrap();
    let audit = audit(&log, "2026-03-12".parse().unwrap(), None, &mut |_| {}).unwrap();
    let [found] = audit.findings.as_slice() else {
        panic!("{:?}", audit.findings)
    };
    assert_eq!(
        (found.place.entry, found.rule.code()),
        (Some(5), "item-opened-once")
    );
    assert_eq!((audit.counts.rejected, found.verdict.name()), (1, "rejected"));
    drop(log);
    let report = verify(&root, Known::default(), &mut |_| {}).unwrap();
    assert!(report.ok(), "{:?}", report.failures);
    assert_eq!((report.findings.len(), report.findings[0].0), (1, 5));
}

#[tokio::test]
async fn a_signature_with_anothers_key_does_not_count_whoever_admitted_it() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    let mut entropy = Counted(1000);
    let ledger = met(&root, &mut entropy).await;
    compiled(&ledger, &mut entropy, "2026-03-12").await;
    adjusted(&ledger, &mut entropy, "chair-1", ("chair", CHAIR))
        .await
        .unwrap();
    // A program that does not ask who holds a key takes Nils Falk's for Klara Nordin's.
    let text = paragraph(&ledger).newest().unwrap().named.clone();
    let other = signature(&mut entropy, "adjuster-2", ("adjuster", ADJUSTER), &text);
    let other = signed_by("adjuster-2", &ledger, &mut entropy, &[other]);
    ledger.append_unjudged(other[0].clone()).await.unwrap();
    ledger.close().await.unwrap();

    let anchor = key("root-1").verifier_key().to_string();
    let wanted = Wanted {
        number: 57,
        year: None,
    };
    let report = verify_paragraph(&root, wanted, Some(&anchor), &mut |_| {}).unwrap();
    let failed: Vec<_> = report.failures().collect();
    let [check] = failed.as_slice() else {
        panic!("{failed:?}")
    };
    assert_eq!(check.what, CheckOf::Adjusted);
    assert!(
        check.detail.starts_with("entry 29: ") && check.detail.contains("adjuster-appointed"),
        "{}",
        check.detail
    );
}
