//! Appending: what a refusal leaves, which documents are kept, what is said of references, and what is said when an
//! answer cannot be.

use std::fs::OpenOptions;
use std::path::Path;
use std::process::Stdio;

use crate::office::{Office, Ran, case, run, say_not_run};

const DIGEST: &str = "ba740d8de0c1f8b6ba740d8de0c1f8b6ba740d8de0c1f8b6ba740d8de0c1f8b6";

fn append(office: &Office, drafts: &Path, attached: &[&Path]) -> Ran {
    let mut program = office.program();
    program.arg("append").arg(drafts).args(["--key", "registrar-1"]);
    for path in attached {
        program.arg("--attach").arg(path);
    }
    run(&mut program)
}

/// The short meeting, read from a document of this name.
fn drafts_of(document: &str) -> String {
    let drafts = std::fs::read_to_string(case("drafts/short.jsonl")).unwrap();
    drafts.replace(
        "\"item\":57,",
        &format!("\"item\":57,\"document\":\"{document}\","),
    )
}

#[test]
fn a_refused_append_keeps_no_document() {
    let office = Office::with_ledger();
    let text = office.file("protokoll.txt", "§57 Busskurer\n");
    let drafts = std::fs::read_to_string(case("drafts/short.jsonl")).unwrap();
    let bad = office.file("bad.jsonl", drafts.replace("\"m1\"]", "\"m9\"]"));
    let before = office.files();
    append(&office, &bad, &[&text]).refused(1, "m9");
    assert_eq!(office.files(), before);
    assert!(!office.ledger().join("documents").exists());
}

#[test]
fn a_document_that_could_not_be_kept_is_kept_by_the_same_command() {
    let office = Office::with_ledger();
    let text = office.file("protokoll.txt", "§57 Busskurer\n");
    let drafts = case("drafts/short.jsonl");
    // A file stands where the folder of documents is to be.
    let obstacle = office.file("ledger/documents", "");
    let failed = append(&office, &drafts, &[&text]);
    assert_eq!((failed.code, failed.out.lines().count()), (4, 5), "{failed:?}");
    assert!(failed.err.contains("cannot keep the document"), "{failed:?}");
    assert!(
        failed
            .err
            .contains("hint: the events are recorded; run the same command again to keep the document"),
        "{failed:?}"
    );
    std::fs::remove_file(obstacle).unwrap();
    let again = append(&office, &drafts, &[&text]).done();
    assert!(again.err.contains("kept as `documents/"), "{again:?}");
    assert!(
        again.out.lines().all(|line| line.ends_with("recorded before")),
        "{again:?}"
    );
    let kept = std::fs::read_dir(office.ledger().join("documents")).unwrap();
    assert_eq!(kept.count(), 1);
}

#[test]
fn a_document_that_is_not_kept_is_named_once() {
    let office = Office::with_ledger();
    let unkept = "note: the document `ba740d8d…` that these events were read from is not kept in the ledger\n\
                  hint: `--attach FILE` keeps it\n";
    let drafts = office.file("drafts.jsonl", drafts_of(DIGEST));
    let said = append(&office, &drafts, &[]).done().err;
    assert_eq!(said.matches(unkept).count(), 1, "{said}");
    assert_eq!(said.matches("not kept").count(), 1, "{said}");

    // The transcription names the document that it read: attached, it is kept, and stays so.
    let text = case("example/paragraf.txt");
    let read = office.path("read.jsonl");
    let mut transcribe = office.program();
    run(transcribe.arg("transcribe").arg(&text).arg("--out").arg(&read)).done();
    let office = Office::with_ledger();
    let first = append(&office, &read, &[&text]).done();
    let later = append(&office, &read, &[]);
    assert!(!first.err.contains("not kept") && !later.done().err.contains("not kept"));
}

#[test]
fn a_document_is_looked_for_by_its_digest_alone() {
    let office = Office::with_ledger();
    std::fs::create_dir(office.ledger().join("documents")).unwrap();
    let drafts = office.file("drafts.jsonl", drafts_of("../checkpoint"));
    let said = append(&office, &drafts, &[]).done().err;
    assert!(said.contains("the document `../check…` that"), "{said}");
}

#[test]
fn references_are_said_to_be_held_or_not() {
    let office = Office::with_ledger();
    let first = append(&office, &case("drafts/short.jsonl"), &[]).done();
    assert!(
        first
            .err
            .contains("note: entry 4: refers to `RS/31/2026`, which this ledger does not hold"),
        "{first:?}"
    );

    // A letter makes the case: what refers to it afterwards refers to something held.
    let office = Office::with_ledger();
    for name in ["tjansteskrivelse", "paragraf"] {
        let text = case(&format!("example/{name}.txt"));
        let drafts = office.path(&format!("{name}.jsonl"));
        let mut transcribe = office.program();
        run(transcribe.arg("transcribe").arg(&text).arg("--out").arg(&drafts)).done();
        let said = append(&office, &drafts, &[&text]).done().err;
        let held = "refers to `RS/118/2026`, which this ledger holds\n";
        assert_eq!(said.contains(held), name == "paragraf", "{said}");
    }
}

#[test]
fn a_case_is_held_under_its_printed_number() {
    let office = Office::with_ledger();
    let event = |place: u32, stream: &str, kind: &str, content: &str| {
        let id = format!("3e91b7d2-5c48-4f06-b1aa-{place:012}");
        let at = "2026-03-11";
        let head = format!(r#""id":"{id}","stream":"{stream}","kind":"{kind}/1","at":"{at}""#);
        format!("{{{head},\"content\":{content}}}\n")
    };
    let registered = |place, stream, number: &str| {
        let content = format!(r#"{{"number":"{number}","title":["x"]}}"#);
        event(place, stream, "case.registered", &content)
    };
    let opened = |item: u32, number: &str| {
        let content = format!(r#"{{"item":{item},"title":["x"],"case":"{number}"}}"#);
        event(10 + item, "meeting/2026-03-11", "item.opened", &content)
    };
    // The first under a name that nobody would guess, the second under the name that the first would have.
    let cases = registered(1, "case/x7", "ÅL/7/2026") + &registered(2, "case/aal-7-2026", "AaL/7/2026");
    let says = |said: &str, number: &str, holds: &str| {
        let words = format!("refers to `{number}`, which this ledger {holds}\n");
        assert!(said.contains(&words), "{number}: {said}");
    };
    let together = office.file("together.jsonl", format!("{cases}{}", opened(1, "ÅL/7/2026")));
    says(&append(&office, &together, &[]).done().err, "ÅL/7/2026", "holds");
    let later: String = [
        (2, "ÅL/7/2026"),
        (3, "AaL/7/2026"),
        (4, "ÄL/7/2026"),
        (5, "AAL/7/2026"),
    ]
    .map(|(item, number)| opened(item, number))
    .concat();
    let said = append(&office, &office.file("later.jsonl", later), &[])
        .done()
        .err;
    says(&said, "ÅL/7/2026", "holds");
    says(&said, "AaL/7/2026", "holds");
    says(&said, "ÄL/7/2026", "does not hold");
    says(&said, "AAL/7/2026", "does not hold");
}

#[test]
fn receipts_that_cannot_be_printed_are_recorded_all_the_same() {
    let Ok(full) = OpenOptions::new().write(true).open("/dev/full") else {
        say_not_run("/dev/full is absent");
        return;
    };
    let office = Office::with_ledger();
    let drafts = case("drafts/short.jsonl");
    let mut program = office.program();
    program
        .arg("append")
        .arg(&drafts)
        .args(["--key", "registrar-1"])
        .stdout(full)
        .stderr(Stdio::piped());
    let failed = program.spawn().unwrap().wait_with_output().unwrap();
    let said = String::from_utf8(failed.stderr).unwrap();
    assert_eq!(failed.status.code(), Some(4), "{said}");
    assert!(said.contains("error: cannot write to standard output"), "{said}");
    assert!(
        said.contains("the events are recorded; running the same command again prints their receipts"),
        "{said}"
    );
    assert_eq!(office.size(), 9);
    assert_eq!(append(&office, &drafts, &[]).done().out.lines().count(), 5);
}
