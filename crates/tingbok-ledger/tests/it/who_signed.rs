//! Who signed: the names of those who hold the keys, as their enrolments say, wherever an event is read.

use std::fs::File;
use std::io::Write;

use tempfile::TempDir;
use tingbok_ledger::log::ReadError;
use tingbok_ledger::view::logged;
use tingbok_ledger::{Ledger, Masks, ReadOnlyLog};
use tingbok_procedure::{Signer, Stream};

use crate::body::{Counted, enrolment, event, made, opened, options, signed, signed_by};

#[tokio::test]
async fn signers_are_named_by_their_enrolments() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let mut entropy = Counted(1000);
    let ledger = Ledger::open(&root, options()).unwrap();
    let keys = [
        enrolment(&mut entropy, "chair-1", "chair", Some("Edvin Sjögren")),
        enrolment(&mut entropy, "chair-2", "chair", None),
    ];
    let mut batch = signed_by("root-1", &ledger, &mut entropy, &keys);
    batch.extend(signed(&ledger, &mut entropy, &[opened(&mut Counted(500), 57)]));
    ledger.append(batch).await.unwrap();
    for handle in ["chair-1", "chair-2"] {
        let close = event(&mut entropy, "debate.closed/1", "{\"item\":57}");
        let batch = signed_by(handle, &ledger, &mut entropy, &[close]);
        ledger.append(batch).await.unwrap();
    }
    let meeting: Stream = "meeting/2026-03-11".parse().unwrap();
    let signers: Vec<Signer> = ledger
        .lookup()
        .events(&meeting)
        .unwrap()
        .into_iter()
        .flat_map(|event| event.signed.unwrap().by)
        .collect();
    let said = |handle: &str, holder: Option<&str>| Signer {
        handle: handle.to_owned(),
        holder: holder.map(str::to_owned),
    };
    let expected = [
        said("registrar-1", None),
        said("chair-1", Some("Edvin Sjögren")),
        said("chair-2", None),
    ];
    assert_eq!(signers, expected);
    ledger.close().await.unwrap();

    let log = ReadOnlyLog::open(&root).unwrap();
    let read = logged(&log, 7, &Masks::default()).unwrap();
    let signed = read.event().unwrap().signed.clone().unwrap();
    assert_eq!((signed.seq, signed.by), (1, vec![expected[1].clone()]));
    assert_eq!(log.holder("nobody").unwrap(), None);
}

#[tokio::test]
async fn a_holder_whose_name_was_altered_is_not_given_out() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    made(&root);
    let mut entropy = Counted(1000);
    let ledger = Ledger::open(&root, options()).unwrap();
    let keys = [
        enrolment(&mut entropy, "chair-1", "chair", Some("Edvin Sjögren")),
        enrolment(&mut entropy, "chair-2", "chair", Some("Klara Nordin")),
    ];
    let batch = signed_by("root-1", &ledger, &mut entropy, &keys);
    ledger.append(batch).await.unwrap();
    ledger.close().await.unwrap();
    let rows = root.join("disclosures/000.jsonl");
    let text = std::fs::read_to_string(&rows).unwrap();
    let altered = text.replace("Edvin Sjögren", "Edvin Sjöberg");
    File::create(&rows)
        .unwrap()
        .write_all(altered.as_bytes())
        .unwrap();

    let log = ReadOnlyLog::open(&root).unwrap();
    let refused = log.holder("chair-1").unwrap_err();
    assert!(
        matches!(&refused, ReadError::Altered { index: 4, path } if path == "/holder/name"),
        "{refused}"
    );
    assert_eq!(log.holder("chair-2").unwrap().as_deref(), Some("Klara Nordin"));
}
