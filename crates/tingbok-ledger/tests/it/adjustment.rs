//! The adjustment of a paragraph through the engine, and the registrar's question of it: who signed what, and does it
//! still stand?

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tingbok_ledger::paragraph::ParagraphState;
use tingbok_ledger::verify::{CheckOf, Outcome, ParagraphReport, Wanted};
use tingbok_ledger::{Ledger, ReadOnlyLog, verify_paragraph};
use tingbok_procedure::Stream;

use crate::adjusted::{
    ADJUSTER, AT, CHAIR, adjusted, after, all_adjusted, appended, compiled, met, paragraph, signature,
};
use crate::body::{Counted, key, options, signed, signed_by};

const NAMED: Wanted = Wanted {
    number: 57,
    year: Some(2026),
};

fn asked(root: &Path, wanted: Wanted) -> ParagraphReport {
    let anchor = key("root-1").verifier_key().to_string();
    verify_paragraph(root, wanted, Some(&anchor), &mut |_| {}).unwrap()
}

fn outcomes(report: &ParagraphReport) -> Vec<(CheckOf, Outcome)> {
    report
        .checks
        .iter()
        .map(|check| (check.what, check.outcome))
        .collect()
}

fn detail(report: &ParagraphReport, what: CheckOf) -> &str {
    let check = report.checks.iter().find(|check| check.what == what);
    check.map(|check| check.detail.as_str()).unwrap_or_default()
}

/// The details of what failed.
fn failed(report: &ParagraphReport) -> Vec<(CheckOf, &str)> {
    report
        .failures()
        .map(|check| (check.what, check.detail.as_str()))
        .collect()
}

#[tokio::test]
async fn an_adjusted_paragraph_verifies_on_one_screen() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    let text = all_adjusted(&root).await;
    let report = asked(&root, NAMED);
    assert!(report.ok(), "{:?}", failed(&report));
    assert_eq!(
        outcomes(&report)
            .iter()
            .map(|(what, _)| *what)
            .collect::<Vec<_>>(),
        [
            CheckOf::Log,
            CheckOf::Checkpoint,
            CheckOf::Paragraph,
            CheckOf::Tree,
            CheckOf::Signatures,
            CheckOf::Values,
            CheckOf::Text,
            CheckOf::Adjusted,
            CheckOf::Disputes,
        ]
    );
    assert!(
        outcomes(&report)
            .iter()
            .all(|(_, outcome)| *outcome == Outcome::Holds)
    );
    assert_eq!(report.meeting.unwrap().to_string(), "2026-03-11");
    let compiled = report.text.as_ref().unwrap();
    assert_eq!((compiled.id.clone(), compiled.range), (text.to_string(), (3, 18)));
    assert!(
        compiled.text.contains("Tilläggsyrkandet avslås."),
        "{}",
        compiled.text
    );
    let signed: Vec<_> = report
        .signatures
        .iter()
        .map(|one| {
            let by = one.signed.as_ref().unwrap();
            let vkey = by.vkey.clone().unwrap();
            assert_eq!(vkey, key(&by.handle).verifier_key().to_string());
            (
                one.role,
                one.person.as_str(),
                by.holder.clone().unwrap(),
                by.of_newest,
            )
        })
        .collect();
    assert_eq!(
        signed,
        [
            ("chair", CHAIR, CHAIR.to_owned(), true),
            ("adjuster", ADJUSTER, ADJUSTER.to_owned(), true)
        ]
    );
    assert_eq!(
        detail(&report, CheckOf::Adjusted),
        "the chair and everyone appointed have signed the same text; adjusted on 2026-03-13"
    );
}

#[tokio::test]
async fn a_paragraph_is_found_by_its_number_and_year() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    // The number alone will do; another number, or another year, is not there.
    let number = |number, year| asked(&root, Wanted { number, year });
    assert!(number(57, None).ok());
    assert_eq!(
        detail(&number(57, Some(2025)), CheckOf::Paragraph),
        "§ 57/2025 is not in this ledger"
    );
    assert_eq!(
        detail(&number(58, None), CheckOf::Paragraph),
        "§ 58 is not in this ledger"
    );
    // Without the root's key nobody knows whose ledger it is, which is said and is no failure.
    let report = verify_paragraph(&root, NAMED, None, &mut |_| {}).unwrap();
    assert!(report.ok());
    assert_eq!(outcomes(&report)[0], (CheckOf::Log, Outcome::Noted));
}

/// Changes a file of the ledger; what is changed stands in it exactly once.
fn replace(path: &Path, old: &str, new: &str) {
    let bytes = fs::read(path).unwrap();
    assert_eq!(old.len(), new.len(), "lengths stand in bundles");
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let places: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes[*at..].starts_with(old))
        .collect();
    let [at] = places.as_slice() else {
        panic!("{} places of {}", places.len(), String::from_utf8_lossy(old))
    };
    let changed = [&bytes[..*at], new, &bytes[at + old.len()..]].concat();
    std::io::Write::write_all(&mut fs::File::create(path).unwrap(), &changed).unwrap();
}

fn bundle(root: &Path) -> PathBuf {
    let mut found = fs::read_dir(root.join("tile/entries/000.p")).unwrap();
    found.next().unwrap().unwrap().path()
}

#[tokio::test]
async fn one_word_of_a_disclosure_is_found() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    let rows = root.join("disclosures/000.jsonl");
    // The word as the meeting's event has it; the compiled text has it in a run of its own row.
    replace(
        &rows,
        "\"value\":\"Planen ses över varje år.\"",
        "\"value\":\"Planen ses över varje dag.\"",
    );
    let report = asked(&root, NAMED);
    assert_eq!(
        failed(&report),
        [
            (CheckOf::Values, "entry 11 /text/0: mismatch"),
            (
                CheckOf::Text,
                "cannot be made again of what was signed: entry 11 /text/0: mismatch"
            ),
        ]
    );
}

#[tokio::test]
async fn one_word_of_the_signed_text_is_found() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    let text = fs::read_to_string(root.join("disclosures/000.jsonl")).unwrap();
    let row = text.lines().nth(27).unwrap();
    assert!(row.contains("Tilläggsyrkandet avslås."), "{row}");
    let other = row.replace("Tilläggsyrkandet avslås.", "Tilläggsyrkandet bifalls");
    let changed = text.replace(row, &other);
    let rows = root.join("disclosures/000.jsonl");
    std::io::Write::write_all(&mut fs::File::create(rows).unwrap(), changed.as_bytes()).unwrap();
    let report = asked(&root, NAMED);
    let failures = failed(&report);
    assert_eq!(failures[0].0, CheckOf::Values);
    assert!(failures[0].1.starts_with("entry 27 /text/"), "{failures:?}");
    // Without the text that was signed nobody has signed a text.
    assert_eq!(failures[1].0, CheckOf::Text);
    assert_eq!(failures[2].0, CheckOf::Adjusted);
}

#[tokio::test]
async fn one_ballot_is_found() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    let rows = root.join("disclosures/000.jsonl");
    let text = fs::read_to_string(&rows).unwrap();
    let ballot = text.lines().nth(17).unwrap();
    assert!(
        ballot.contains("\"value\":\"no\"") && ballot.contains(ADJUSTER),
        "{ballot}"
    );
    let changed = text.replace(ballot, &ballot.replace("\"value\":\"no\"", "\"value\":\"yes\""));
    std::io::Write::write_all(&mut fs::File::create(&rows).unwrap(), changed.as_bytes()).unwrap();
    let report = asked(&root, NAMED);
    assert_eq!(
        failed(&report),
        [
            (CheckOf::Values, "entry 17 /choice: mismatch"),
            (
                CheckOf::Text,
                "cannot be made again of what was signed: entry 17 /choice: mismatch"
            ),
        ]
    );

    // An item's number that is changed hides the ballot from nobody.
    let changed = text.replace(ballot, &ballot.replace("\"value\":57", "\"value\":58"));
    std::io::Write::write_all(&mut fs::File::create(&rows).unwrap(), changed.as_bytes()).unwrap();
    assert_eq!(
        failed(&asked(&root, NAMED))[0],
        (CheckOf::Values, "entry 17 /item: mismatch")
    );
    // Nor the paragraph, when it is the number with which its item was opened.
    let opening = text.lines().nth(10).unwrap();
    let changed = text.replace(opening, &opening.replace("\"value\":57", "\"value\":58"));
    std::io::Write::write_all(&mut fs::File::create(&rows).unwrap(), changed.as_bytes()).unwrap();
    let report = asked(&root, NAMED);
    let failures = failed(&report);
    assert_eq!(
        failures[0],
        (
            CheckOf::Paragraph,
            "§ 57/2026: an item that meeting/2026-03-11 opened cannot be read: entry 10 /item"
        )
    );
    assert_eq!(failures[1], (CheckOf::Values, "entry 10 /item: mismatch"));
}

#[tokio::test]
async fn one_signature_is_found() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    // The last entry is the adjuster's: nothing stands after it whose chain would show that it was changed.
    let log = ReadOnlyLog::open(&root).unwrap();
    let record = log.record(29).unwrap();
    let text = String::from_utf8(record.entry.clone()).unwrap();
    let signature = text.trim_end().rsplit(' ').next().unwrap().to_owned();
    drop(log);
    let mut other: Vec<char> = signature.chars().collect();
    let middle = other.len() / 2;
    other[middle] = if other[middle] == 'A' { 'B' } else { 'A' };
    replace(&bundle(&root), &signature, &other.into_iter().collect::<String>());
    // Opened as a log it is refused as a whole; asked for the paragraph, the entry is named.
    assert!(ReadOnlyLog::open(&root).is_err());
    let report = asked(&root, NAMED);
    let failures = failed(&report);
    let of = |what: CheckOf| {
        failures
            .iter()
            .find(|(of, _)| *of == what)
            .map(|(_, detail)| *detail)
    };
    let log = of(CheckOf::Log).unwrap();
    assert!(log.starts_with("entry 29: signature"), "{log}");
    assert_eq!(
        of(CheckOf::Tree),
        Some("entry 29: is not the entry that stands in the checkpoint's tree")
    );
    let signatures = of(CheckOf::Signatures).unwrap();
    assert!(
        signatures.starts_with("entry 29: the signature of `adjuster-1` does not hold"),
        "{signatures}"
    );
}

#[tokio::test]
async fn one_entry_in_the_middle_is_found() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    let log = ReadOnlyLog::open(&root).unwrap();
    let text = String::from_utf8(log.record(17).unwrap().entry.clone()).unwrap();
    let id = text
        .lines()
        .find_map(|line| line.strip_prefix("id "))
        .unwrap()
        .to_owned();
    drop(log);
    let other = format!("{}ffff", &id[..id.len() - 4]);
    replace(&bundle(&root), &format!("id {id}"), &format!("id {other}"));
    let report = asked(&root, NAMED);
    let failures = failed(&report);
    assert!(failures[0].1.starts_with("entry 17: signature"), "{failures:?}");
    let of = |what: CheckOf| {
        failures
            .iter()
            .find(|(of, _)| *of == what)
            .map(|(_, detail)| *detail)
    };
    assert!(
        of(CheckOf::Tree)
            .unwrap()
            .starts_with("entry 17: is not the entry")
    );
    assert!(
        of(CheckOf::Signatures)
            .unwrap()
            .starts_with("entry 17: the signature of `registrar-1`")
    );
}

#[tokio::test]
async fn a_paragraph_without_all_signatures_is_not_adjusted() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    let mut entropy = Counted(1000);
    let ledger = met(&root, &mut entropy).await;
    ledger.close().await.unwrap();
    let report = asked(&root, NAMED);
    assert_eq!(
        failed(&report),
        [(CheckOf::Adjusted, "no text was compiled, and nobody has signed")]
    );

    let ledger = Ledger::open(&root, options()).unwrap();
    compiled(&ledger, &mut entropy, "2026-03-12").await;
    adjusted(&ledger, &mut entropy, "adjuster-1", ("adjuster", ADJUSTER))
        .await
        .unwrap();
    ledger.close().await.unwrap();
    let report = asked(&root, NAMED);
    assert_eq!(
        failed(&report),
        [(
            CheckOf::Adjusted,
            "the text of entry 27 is not signed by Ingrid Sandvall (chair)"
        )]
    );
    assert!(report.signatures[0].signed.is_none());
}

#[tokio::test]
async fn what_came_after_stands_beside_the_text() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    let mut entropy = Counted(9000);
    let ledger = Ledger::open(&root, options()).unwrap();
    let own = |entropy: &mut Counted, kind: &str, at: &str, content: &str| {
        after(entropy, "paragraph/2026/57", kind, at, content)
    };
    let corrected =
        "{\"item\":57,\"ground\":\"minutes_error\",\"old\":[\"varje år\"],\"new\":[\"vartannat år\"]}";
    let events = [
        own(&mut entropy, "notice.posted/1", "2026-03-13", "{\"item\":57}"),
        own(&mut entropy, "paragraph.corrected/1", "2026-03-20", corrected),
    ];
    let batch = signed(&ledger, &mut entropy, &events);
    ledger.append(batch).await.unwrap();
    assert_eq!(paragraph(&ledger).later.len(), 2);
    ledger.close().await.unwrap();
    let report = asked(&root, NAMED);
    assert!(report.ok(), "{:?}", failed(&report));
    let later: Vec<_> = report
        .later
        .iter()
        .map(|later| (later.entry, later.at.as_str(), later.what.as_str()))
        .collect();
    assert_eq!(
        later,
        [
            (30, "2026-03-13", "notice posted"),
            (
                31,
                "2026-03-20",
                "corrected (an error of the minutes): `varje år` reads `vartannat år`"
            ),
        ]
    );
}

#[tokio::test]
async fn signatures_come_in_any_order_and_at_once() {
    for order in [["chair-1", "adjuster-1"], ["adjuster-1", "chair-1"]] {
        let folder = TempDir::new().unwrap();
        let root = folder.path().join("ledger");
        let mut entropy = Counted(1000);
        let ledger = met(&root, &mut entropy).await;
        compiled(&ledger, &mut entropy, "2026-03-12").await;
        let text = paragraph(&ledger).newest().unwrap().named.clone();
        // Both are signed against the same log, and handed in one after the other or together.
        let batches = order.map(|handle| {
            let who = if handle == "chair-1" {
                ("chair", CHAIR)
            } else {
                ("adjuster", ADJUSTER)
            };
            let new = signature(&mut entropy, handle, who, &text);
            signed_by(handle, &ledger, &mut entropy, &[new])
        });
        let [first, second] = batches.map(|batch| ledger.append(batch));
        let (first, second) = tokio::join!(first, second);
        appended(first).unwrap();
        appended(second).unwrap();
        let state = paragraph(&ledger);
        assert_eq!(state.adjustment.complete_on.unwrap().to_string(), "2026-03-13");
        let streams = ledger.lookup().signatures(AT).unwrap();
        let names: Vec<String> = streams.iter().map(Stream::to_string).collect();
        assert_eq!(
            names,
            ["paragraph/2026/57/adjuster-1", "paragraph/2026/57/chair-1"]
        );
        ledger.close().await.unwrap();
        assert!(asked(&root, NAMED).ok());
    }
}

#[tokio::test]
async fn who_may_not_sign_is_refused_and_told_why() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    let mut entropy = Counted(1000);
    let ledger = met(&root, &mut entropy).await;
    let stale = signed_by("chair-1", &ledger, &mut Counted(7000), &[]);
    assert!(stale.is_empty());
    compiled(&ledger, &mut entropy, "2026-03-12").await;
    let refused = |answer: Result<_, String>, words: &str| {
        let refused: String = answer.map(|_: tingbok_ledger::receipt::Receipt| ()).unwrap_err();
        assert!(refused.contains(words), "{refused}");
    };
    // Not appointed; appointed, but with the key of another.
    let other = adjusted(&ledger, &mut entropy, "adjuster-2", ("adjuster", "Nils Falk")).await;
    refused(other, "adjuster-appointed");
    let other = adjusted(&ledger, &mut entropy, "adjuster-2", ("adjuster", ADJUSTER)).await;
    refused(other, "adjuster-appointed");
    // Another text.
    let mut text = paragraph(&ledger).newest().unwrap().named.clone();
    text.sha256.replace_range(..2, "00");
    let new = signature(&mut entropy, "chair-1", ("chair", CHAIR), &text);
    let batch = signed_by("chair-1", &ledger, &mut entropy, &[new]);
    refused(appended(ledger.append(batch).await), "signed-text");
    // Twice.
    adjusted(&ledger, &mut entropy, "chair-1", ("chair", CHAIR))
        .await
        .unwrap();
    let again = adjusted(&ledger, &mut entropy, "chair-1", ("chair", CHAIR)).await;
    refused(again, "signed-once");
    // A text that is compiled anew after somebody has signed.
    let text = paragraph(&ledger)
        .compile(tingbok_minutes::renderer::Renderer::V3)
        .unwrap();
    let content = tingbok_procedure::Content::from(text).to_value(&tingbok_procedure::Source::default());
    let again = after(
        &mut entropy,
        "paragraph/2026/57",
        "paragraph.compiled/1",
        "2026-03-14",
        &content.to_string(),
    );
    let batch = signed(&ledger, &mut entropy, &[again]);
    refused(appended(ledger.append(batch).await), "compiled-until-signed");
    ledger.close().await.unwrap();
}

#[tokio::test]
async fn nobody_signs_a_text_that_he_has_not_seen() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    let mut entropy = Counted(1000);
    let ledger = met(&root, &mut entropy).await;
    // Compiled and signed in one batch: the signer's log ended before the text was in it.
    let text = paragraph(&ledger)
        .compile(tingbok_minutes::renderer::Renderer::V3)
        .unwrap();
    let content = tingbok_procedure::Content::from(text).to_value(&tingbok_procedure::Source::default());
    let compiled = after(
        &mut entropy,
        "paragraph/2026/57",
        "paragraph.compiled/1",
        "2026-03-12",
        &content.to_string(),
    );
    let mut batch = signed(&ledger, &mut entropy, std::slice::from_ref(&compiled));
    let event = tingbok_record::event::SignedEvent::parse(&batch[0].event).unwrap();
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(event.text());
    let named = tingbok_procedure::content::Compiled {
        id: compiled.id.to_string(),
        sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
    };
    let size = ledger.log().size();
    let new = signature(&mut entropy, "chair-1", ("chair", CHAIR), &named);
    batch.extend(signed_by("chair-1", &ledger, &mut entropy, &[new]));
    let refused = appended(ledger.append(batch.clone()).await).unwrap_err();
    let words = format!(
        "the text that is signed stands at entry {size}, and the signer had seen the log to entry {} (rule `signed-text`, 5:69; JO 3339-2013)",
        size - 1
    );
    assert_eq!(refused, words);
    // Nothing of the batch is left: its first event alone is admitted, and the paragraph is unsigned.
    assert_eq!(ledger.log().size(), size);
    ledger.append(batch[..1].to_vec()).await.unwrap();
    let state: ParagraphState = paragraph(&ledger);
    assert_eq!((state.compiled.len(), state.signatures.len()), (1, 0));
    assert!(state.reprojected(state.newest().unwrap()).is_ok());
    ledger.close().await.unwrap();
}
