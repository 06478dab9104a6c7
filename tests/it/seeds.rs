//! From the words of a protocol to the ledger and back: the fictional example always, the real seeds where they are.
//!
//! The seeds are real documents and no part of the repository. They are looked for in the folder that
//! `TINGBOK_SHARED` names, else in `shared` beside the repository.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::office::{Office, Ran, case, run, say_not_run};
use crate::revision::{Revision, is_decided};

/// Transcribes a text and appends its drafts, with the text itself attached; gives the numbers of the transcription.
pub(crate) fn record(office: &Office, text: &Path, options: &[&str]) -> Value {
    let drafts = office.path("drafts.jsonl");
    let mut transcribe = office.program();
    transcribe
        .arg("transcribe")
        .arg(text)
        .args(["--json", "--force", "--out"])
        .arg(&drafts)
        .args(options);
    let numbers = run(&mut transcribe).done().json();
    let mut append = office.program();
    append
        .arg("append")
        .arg(&drafts)
        .args(["--key", "registrar-1", "--json", "--attach"])
        .arg(text);
    let answer = run(&mut append).done().json();
    assert_eq!(
        answer["receipts"].as_array().unwrap().len() as u64,
        numbers["drafts"].as_u64().unwrap()
    );
    assert_eq!(answer["findings"], json!([]));
    json!({"numbers": numbers, "notes": answer["notes"]})
}

/// The ledger gives the text back, byte for byte but for blank lines.
#[track_caller]
pub(crate) fn comes_back(office: &Office, name: &str, text: &Path) {
    let source = office.run(["source", name]).done().out;
    let original = std::fs::read_to_string(text).unwrap();
    assert_eq!(filled(&source), filled(&original));
}

fn filled(text: &str) -> Vec<&str> {
    text.split('\n').filter(|line| !line.trim().is_empty()).collect()
}

/// All of it verifies under the root, and the replay holds every entry.
#[track_caller]
fn verifies(office: &Office, entries: usize) {
    let root = office.run(["vkey", "--root"]).done().out;
    let report = office
        .run(["verify", "--json", "--root", root.trim()])
        .done()
        .json();
    assert_eq!(
        (&report["ok"], &report["failures"]),
        (&json!(true), &json!([])),
        "{report}"
    );
    assert_eq!(
        (&report["size"], &report["verdict"]),
        (&json!(entries), &json!("verified; history not witnessed"))
    );
    assert_eq!(office.run(["replay"]).done().json_lines().len(), entries);
}

/// Whether a note says of this reference that the ledger holds it, or does not.
fn said(read: &Value, cited: &str, held: bool) -> bool {
    let notes = read["notes"].as_array().unwrap();
    let words = if held { "holds" } else { "does not hold" };
    let text = format!("refers to {cited}, which this ledger {words}");
    notes
        .iter()
        .any(|note| note["text"] == json!(text) && note["held"] == json!(held))
}

fn count(numbers: &Value, kind: &str) -> u64 {
    numbers["numbers"]["kinds"][kind].as_u64().unwrap_or(0)
}

#[test]
fn the_example_goes_in_and_comes_back() {
    let office = Office::with_ledger();
    let (letter, paragraph) = (case("example/tjansteskrivelse.txt"), case("example/paragraf.txt"));
    let read = record(&office, &letter, &[]);
    let entries = 4 + read["numbers"]["drafts"].as_u64().unwrap();
    let absent: Vec<_> = read["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note["text"].clone())
        .collect();
    assert!(
        absent.contains(&json!("refers to `RS/77/2022`, which this ledger does not hold")),
        "{absent:?}"
    );

    let read = record(&office, &paragraph, &[]);
    let lines = &read["numbers"]["lines"];
    assert_eq!(
        lines["total"].as_u64(),
        Some(lines["placed"].as_u64().unwrap() + lines["kept"].as_u64().unwrap())
    );
    assert_eq!(
        (count(&read, "ballot.cast/1"), count(&read, "decision.made/1")),
        (11, 1)
    );
    // The paragraph's case is in the ledger now: the letter made it.
    assert!(said(&read, "`RS/118/2026`", true), "{}", read["notes"]);
    assert_eq!(read["notes"].as_array().unwrap().len(), 1);

    comes_back(&office, "RS/118/2026", &letter);
    comes_back(&office, "57/2026", &paragraph);
    let minutes = office.run(["minutes", "57"]).done().out;
    assert!(
        minutes.contains("Med 6 ja-röster och 4 nej-röster, 1 avstår"),
        "{minutes}"
    );
    assert!(minutes.contains("ajourneras mellan kl. 10.35-10.50"), "{minutes}");
    verifies(
        &office,
        usize::try_from(entries + read["numbers"]["drafts"].as_u64().unwrap()).unwrap(),
    );
}

#[test]
fn a_transcription_tells_people_and_programs_apart() {
    let office = Office::empty();
    let text = case("example/paragraf.txt");
    let transcribe = |options: &[&str]| run(office.program().arg("transcribe").arg(&text).args(options));
    let piped = transcribe(&[]).done();
    let drafts = piped.json_lines();
    let members: Vec<_> = drafts[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(members, ["id", "stream", "kind", "at", "content"]);
    assert!(
        piped.err.contains("yrkande") && piped.err.contains(" drafts; of "),
        "{}",
        piped.err
    );

    let numbers = transcribe(&["--json"]).done().json();
    let members: Vec<_> = numbers.as_object().unwrap().keys().cloned().collect();
    assert_eq!(members, ["drafts", "lines", "kinds", "notes", "findings"]);
    assert_eq!(numbers["drafts"].as_u64(), Some(drafts.len() as u64));

    let out = office.file("out.jsonl", "mine");
    let arguments = ["--out", out.to_str().unwrap()];
    transcribe(&arguments).refused(1, "exists");
    assert_eq!(std::fs::read(&out).unwrap(), b"mine");
    transcribe(&[arguments[0], arguments[1], "--force"]).done();
    assert_eq!(
        std::fs::read_to_string(&out).unwrap().lines().count(),
        drafts.len()
    );
}

#[test]
fn what_is_no_protocol_is_refused() {
    let office = Office::empty();
    let transcribe = |name: &str, bytes: &[u8]| -> Ran {
        run(office.program().arg("transcribe").arg(office.file(name, bytes)))
    };
    transcribe("empty", b"").refused(1, "the file is empty");
    transcribe("blank", b" \n\n").refused(1, "only white space");
    transcribe("binary", &[0, 159, 146, 150]).refused(1, "at byte 0 stands NUL");
    transcribe("nonsense", b"Lorem ipsum\n").refused(1, "neither minutes nor an official letter");
    transcribe("huge", &vec![b'a'; (64 << 20) + 1]).refused(1, "has more than");
    run(office.program().args(["transcribe", "absent"])).refused(4, "cannot read `absent`");
    run(office.program().args(["transcribe", "x", "--meeting", "igår"])).code_is(2);
}

#[test]
fn the_first_seed_goes_in_and_comes_back() {
    let Some(paragraph) = seed("001_82e0ba0abe9892c8.txt") else {
        return;
    };
    let office = Office::with_ledger();
    let read = record(&office, &paragraph, &[]);
    for (kind, expected) in [
        ("item.opened/1", 1),
        ("motion.moved/1", 11),
        ("motion.joined/1", 3),
        ("speech.made/1", 1),
        ("meeting.adjourned/1", 1),
        ("meeting.resumed/1", 1),
        ("proposition.put/1", 8),
        ("proposition.found/1", 8),
        ("vote.counted/1", 1),
        ("decision.made/1", 1),
        ("reservation.entered/1", 2),
        ("ballot.cast/1", 0),
    ] {
        assert_eq!(count(&read, kind), expected, "{kind}");
    }
    comes_back(&office, "194/2023", &paragraph);
    comes_back(&office, "194", &paragraph);
    let minutes = office.run(["minutes", "194/2023"]).done().out;
    assert!(minutes.contains("Med 9 ja-röster och 4 nej-röster"), "{minutes}");
    assert!(minutes.contains("14.00"), "{minutes}");
    verifies(
        &office,
        4 + usize::try_from(read["numbers"]["drafts"].as_u64().unwrap()).unwrap(),
    );
}

#[test]
fn ballots_of_the_first_seed_are_derived_on_request() {
    let Some(paragraph) = seed("001_82e0ba0abe9892c8.txt") else {
        return;
    };
    let office = Office::with_ledger();
    let read = record(&office, &paragraph, &["--derive-ballots"]);
    assert_eq!(count(&read, "ballot.cast/1"), 13);
    let ballots = office
        .run(["replay", "--kind", "ballot.cast"])
        .done()
        .json_lines();
    let choices: Vec<_> = ballots
        .iter()
        .map(|ballot| ballot["content"]["choice"].as_str().unwrap())
        .collect();
    assert_eq!(choices.iter().filter(|choice| **choice == "yes").count(), 9);
    assert_eq!(choices.iter().filter(|choice| **choice == "no").count(), 4);
    assert!(
        ballots
            .iter()
            .all(|ballot| ballot["content"]["source"] == "derived")
    );
    comes_back(&office, "194/2023", &paragraph);
}

#[test]
fn the_second_seed_refers_to_the_first() {
    let (Some(paragraph), Some(letter)) =
        (seed("001_82e0ba0abe9892c8.txt"), seed("000_0881e2924fbef5f8.txt"))
    else {
        return;
    };
    let office = Office::with_ledger();
    let first = record(&office, &paragraph, &[]);
    let second = record(&office, &letter, &[]);
    assert_eq!(
        (
            count(&second, "document.registered/1"),
            count(&second, "proposal.submitted/1")
        ),
        (1, 1)
    );
    let notes = second["notes"].to_string();
    assert!(
        notes.contains("RS/494/2023") && notes.contains("§ 294 of 2023-12-07"),
        "{notes}"
    );
    assert!(said(&second, "`§ 194 of 2023-11-08`", true), "{notes}");
    assert!(said(&second, "`§ 294 of 2023-12-07`", false), "{notes}");
    comes_back(&office, "RS/595/2023", &letter);
    comes_back(&office, "194/2023", &paragraph);
    let drafts = |read: &Value| usize::try_from(read["numbers"]["drafts"].as_u64().unwrap()).unwrap();
    verifies(&office, 4 + drafts(&first) + drafts(&second));
}

/// Both seeds as one case: the letter's proposal is decided at a later, fictional meeting, and revises § 194.
#[test]
fn the_letter_is_decided_as_a_revision_of_the_paragraph() {
    let (Some(paragraph), Some(letter)) =
        (seed("001_82e0ba0abe9892c8.txt"), seed("000_0881e2924fbef5f8.txt"))
    else {
        return;
    };
    let revision = Revision {
        case: "RS/595/2023",
        paragraph: (2023, 194),
        meeting: "2024-03-20",
        item: 60,
        day_after: "2024-03-21",
        late: "2024-12-31",
    };
    let references = is_decided(&revision, &paragraph, &letter);
    assert_eq!(references, [true, false, false]);
}

/// A seed's file, where the seeds are.
#[expect(
    clippy::disallowed_methods,
    reason = "tests are told by the environment where the seeds are"
)]
fn seed(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("TINGBOK_SHARED").map_or_else(beside, PathBuf::from);
    let path = shared.join("seeds").join(name);
    if path.is_file() {
        return Some(path);
    }
    say_not_run("../shared is absent");
    None
}
