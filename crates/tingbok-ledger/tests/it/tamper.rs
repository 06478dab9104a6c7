//! `verify` over a ledger whose files are changed, one change at a time: each is found, and its place is named.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tingbok_ledger::happened::content;
use tingbok_ledger::open::Fault;
use tingbok_ledger::verify::{Known, Report};
use tingbok_ledger::{Ledger, ReadOnlyLog, verify};

use crate::body::{Counted, key, made, opened, options, signed, speech};

/// A ledger of 264 entries in several publications: full and partial files of both levels.
async fn ledger(root: &Path) {
    made(root);
    let mut entropy = Counted(1000);
    let ledger = Ledger::open(root, options()).unwrap();
    let batch = signed(&ledger, &mut entropy, &[opened(&mut Counted(500), 57)]);
    ledger.append(batch).await.unwrap();
    for count in [251, 5, 3] {
        let events: Vec<_> = (0..count).map(|_| speech(&mut entropy, 57)).collect();
        let batch = signed(&ledger, &mut entropy, &events);
        ledger.append(batch).await.unwrap();
        ledger.publish().await.unwrap();
    }
    let document = b"Tj\xc3\xa4nsteskrivelse".as_slice();
    ledger.keep_document(document).unwrap();
    ledger.close().await.unwrap();
}

fn verified(root: &Path) -> Report {
    verify(
        root,
        Known::root(Some(&key("root-1").verifier_key().to_string())),
        &mut |_| (),
    )
    .unwrap()
}

/// The files that a reader of the ledger is served or relies on.
fn published_files(root: &Path) -> Vec<PathBuf> {
    let mut files = vec![root.join("checkpoint")];
    let mut folders = vec![
        root.join("tile"),
        root.join("disclosures"),
        root.join("documents"),
    ];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Replaces a file's bytes.
pub(crate) fn put(path: &Path, bytes: &[u8]) {
    fs::OpenOptions::new()
        .write(true)
        .truncate(true)
        .create(true)
        .open(path)
        .unwrap();
    let mut file = fs::File::create(path).unwrap();
    std::io::Write::write_all(&mut file, bytes).unwrap();
}

#[tokio::test]
async fn an_untouched_ledger_verifies() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    ledger(&root).await;
    let report = verified(&root);
    assert!(report.ok(), "{:?}", report.failures);
    assert_eq!(
        (report.size, report.checked.entries, report.checked.rows),
        (264, 264, 264)
    );
    assert_eq!(
        (
            report.checked.signatures,
            report.checked.events,
            report.checked.documents
        ),
        (264, 261, 1)
    );
    assert_eq!(report.verdict.unwrap().to_string(), "verified");
    let without = verify(&root, Known::default(), &mut |_| ()).unwrap();
    assert_eq!(
        without.verdict.unwrap().to_string(),
        "order attested, authors not anchored"
    );
    let other = verify(
        &root,
        Known::root(Some(&key("chair-1").verifier_key().to_string())),
        &mut |_| (),
    )
    .unwrap();
    assert!(
        other.failures[0].what.contains("another root"),
        "{:?}",
        other.failures
    );
}

#[tokio::test]
async fn every_flipped_byte_is_found_and_its_place_named() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    ledger(&root).await;
    let mut flips = 0;
    for file in published_files(&root) {
        let bytes = fs::read(&file).unwrap();
        let name = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        // Every byte of small files, a spread over large ones; a prime step meets every kind of byte.
        for at in (0..bytes.len()).step_by((bytes.len() / 12).max(1) | 1) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            put(&file, &flipped);
            let report = verified(&root);
            assert!(!report.ok(), "{name} byte {at}");
            let named = report.failures.iter().any(|failure| names(&failure.place, &name));
            assert!(named, "{name} byte {at}: {:?}", report.failures);
            flips += 1;
        }
        put(&file, &bytes);
    }
    assert!(verified(&root).ok());
    assert!(flips > 120, "{flips}");
}

/// Whether a failure's place is the file, a row in it, or an entry (of a bundle).
fn names(place: &str, file: &str) -> bool {
    place.starts_with(file) || (file.starts_with("tile/entries/") && place.starts_with("entry "))
}

#[tokio::test]
async fn a_file_that_is_cut_missing_or_swapped_is_found() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    ledger(&root).await;
    let files: BTreeMap<PathBuf, Vec<u8>> = published_files(&root)
        .into_iter()
        .map(|file| (file.clone(), fs::read(&file).unwrap()))
        .collect();
    let found = |what: &str| {
        let report = verified(&root);
        assert!(!report.ok(), "{what}");
    };
    let mut before: Option<(&PathBuf, &Vec<u8>)> = None;
    for (file, bytes) in &files {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        for end in [0, bytes.len() / 2, bytes.len() - 1] {
            put(file, &bytes[..end]);
            found(&format!("{name} cut at {end}"));
        }
        fs::remove_file(file).unwrap();
        let is_old_partial = name.contains(".p/") && !verified_newest(&name);
        if !is_old_partial && !name.starts_with("documents/") {
            found(&format!("{name} missing"));
        }
        put(file, bytes);
        if let Some((other, others_bytes)) = before {
            put(file, others_bytes);
            put(other, bytes);
            found(&format!("{name} swapped with {}", other.display()));
            put(file, bytes);
            put(other, others_bytes);
        }
        before = Some((file, bytes));
    }
    assert!(verified(&root).ok());
}

/// Whether a partial file is the newest one: the checkpoint is of 264 entries.
fn verified_newest(name: &str) -> bool {
    name.ends_with(".p/8") || name == "tile/1/000.p/1"
}

#[tokio::test]
async fn a_changed_setting_is_found_and_a_newer_format_refused() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    ledger(&root).await;
    let file = root.join("ledger.toml");
    let text = fs::read_to_string(&file).unwrap();
    put(
        &file,
        text.replace("regionstyrelsen\"", "regionstyrelsem\"").as_bytes(),
    );
    assert_eq!(verified(&root).failures[0].place, "ledger.toml");
    put(&file, text.replace("format = 1", "format = 2").as_bytes());
    let refused = verify(&root, Known::default(), &mut |_| ())
        .unwrap_err()
        .to_string();
    assert!(refused.contains("newer"), "{refused}");
    fs::remove_file(&file).unwrap();
    assert_eq!(verified(&root).failures[0].place, "ledger.toml");
    let refused = verify(folder.path(), Known::default(), &mut |_| ())
        .unwrap_err()
        .to_string();
    assert!(refused.contains("not a ledger"), "{refused}");
}

#[tokio::test]
async fn what_was_altered_is_not_read_as_if_it_were_true() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    ledger(&root).await;
    let read = |index: u64| {
        let log = ReadOnlyLog::open(&root).unwrap();
        let record = log.record(index)?;
        content(index, &record).map(|content| content.canonical())
    };
    assert!(read(5).unwrap().contains("Klara Nordin"));

    let rows = root.join("disclosures/000.jsonl");
    let kept = fs::read_to_string(&rows).unwrap();
    put(&rows, kept.replacen("Klara", "Clara", 1).as_bytes());
    let refused = read(5).unwrap_err().to_string();
    assert_eq!(
        refused,
        "entry 5 /speaker/name: the value kept is not the one that was signed"
    );
    put(&rows, kept.as_bytes());

    let bundle = root.join("tile/entries/000");
    let mut bytes = fs::read(&bundle).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    put(&bundle, &bytes);
    let refused = read(5).unwrap_err().to_string();
    assert!(refused.starts_with("tile/entries/000: "), "{refused}");
}

#[tokio::test]
async fn a_damaged_bundle_is_not_published_again() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    ledger(&root).await;
    let bundle = root.join("tile/entries/001.p/8");
    let mut bytes = fs::read(&bundle).unwrap();
    bytes[300] ^= 1; // within the text that the first of its entries signs
    put(&bundle, &bytes);
    let refused = Ledger::open(&root, options()).err().unwrap();
    assert_eq!(refused.fault(), Fault::Tampered, "{refused}");
    // What stands earliest in the log is named first, before the sound older files that differ from it.
    assert_eq!(verified(&root).failures[0].place, "entry 256");
}

#[tokio::test]
async fn what_is_absent_or_strange_is_said() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    ledger(&root).await;
    for stray in ["tile/0/abc", "tile/2/000.p/1", "disclosures/009.jsonl"] {
        fs::create_dir_all(root.join(stray).parent().unwrap()).unwrap();
        put(&root.join(stray), b"x");
        let report = verified(&root);
        assert!(
            report.ok() && report.notes.iter().any(|note| note.starts_with(stray)),
            "{:?}",
            report.notes
        );
        fs::remove_file(root.join(stray)).unwrap();
    }
    fs::create_dir(root.join("documents/folder")).unwrap();
    assert_eq!(verified(&root).failures[0].place, "documents/folder");
    fs::remove_dir(root.join("documents/folder")).unwrap();
    for segment in fs::read_dir(root.join("journal"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if segment.extension().is_some_and(|extension| extension == "seg") {
            fs::remove_file(segment).unwrap();
        }
    }
    assert_eq!(verified(&root).failures[0].place, "journal");
}
