//! `erase`, `lost` and `found`: a value is destroyed on a decision, or gone by accident, and everything still verifies.

use serde_json::Value;

use crate::kept_back::{NAME, files_with, office, shown, verify};
use crate::office::{Office, Ran};
use crate::paper;

const ERASED: &str = "[gallrat, beslut RS 2026/14]";

fn erase(office: &Office, index: u64, more: &[&str]) -> Ran {
    let index = index.to_string();
    let args = [
        "erase",
        &index,
        "/mover/name",
        "--decision",
        "RS 2026/14",
        "--ground",
        "plan 4.2",
    ];
    let keys = ["--key", "root-1", "--key", "archivist-1", "--key", "registrar-1"];
    office.run(args.iter().chain(more).chain(&keys))
}

#[test]
fn what_is_erased_is_in_no_file_and_the_paragraph_still_verifies() {
    let (office, index) = office();
    shown(&office);
    // The name is in other entries too, which are not of this paragraph: the roster and the roll.
    let everywhere = office.run(["replay"]).done().json_lines();
    let own: Vec<&Value> = everywhere
        .iter()
        .filter(|entry| entry["content"].to_string().contains(NAME))
        .collect();
    assert!(own.len() > 4, "{own:?}");
    erase(&office, index, &[]).refused(1, "the same words stand inside longer values");
    let unconfirmed = erase(&office, index, &["--containing"]);
    assert!(
        unconfirmed.code == 1 && unconfirmed.err.contains("error: nobody is there to confirm"),
        "{unconfirmed:?}"
    );
    let told = erase(&office, index, &["--containing", "--yes"]).done();
    assert!(
        told.out.starts_with("erased: ") && told.out.contains("\ncompleted: the erasure of entry "),
        "{told:?}"
    );
    assert!(
        told.err.contains("the same words stand elsewhere in this ledger"),
        "{told:?}"
    );
    for (what, text) in shown(&office) {
        assert!(text.contains("[gallrat, beslut"), "{what}: {text}");
    }
    let minutes = office.run(["minutes", "71/2026"]).done().out;
    assert!(
        minutes.contains(&format!("till {ERASED}s (V) bifallsyrkande")) && !minutes.contains(NAME),
        "{minutes}"
    );
    let report = verify(&office);
    assert_eq!(report["ok"], true, "{report}");

    // The others, one by one, until the name is nowhere.
    for round in 0..40 {
        if files_with(&office, NAME).is_empty() {
            break;
        }
        assert!(round < 39, "{:?}", files_with(&office, NAME));
        let entries = office.run(["replay"]).done().json_lines();
        let next = entries
            .iter()
            .find(|entry| entry["content"].to_string().contains(NAME));
        let next = next.unwrap()["index"].to_string();
        let fields = office.run(["show", &next, "--json"]).done().json();
        let field = fields["fields"].as_array().unwrap().iter();
        let path = field
            .filter(|field| field["value"].as_str().is_some_and(|value| value.contains(NAME)))
            .find_map(|field| field["path"].as_str())
            .unwrap()
            .to_owned();
        let args = [
            "erase",
            &next,
            &path,
            "--decision",
            "RS 2026/14",
            "--ground",
            "plan 4.2",
        ];
        let keys = ["--key", "root-1", "--key", "registrar-1", "--yes", "--containing"];
        office.run(args.iter().chain(&keys)).done();
    }
    for (what, text) in shown(&office) {
        assert!(!text.contains(NAME), "{what}: {text}");
    }
    let root = office.run(["vkey", "--root"]).done().out;
    office.run(["verify", "--root", root.trim()]).done();
    erase(&office, index, &["--yes"]).refused(1, "is erased already");
}

#[test]
fn an_erasure_is_signed_by_a_root_and_one_more() {
    let (office, index) = office();
    let before = office.files();
    for keys in [["root-1", "root-1"], ["registrar-1", "archivist-1"]] {
        let index = index.to_string();
        let args = [
            "erase",
            &index,
            "/mover/name",
            "--decision",
            "x",
            "--ground",
            "y",
            "--yes",
        ];
        let keys = ["--key", keys[0], "--key", keys[1]];
        let refused = office.run(args.iter().chain(&keys));
        assert_eq!(refused.code, 1, "{refused:?}");
    }
    let changed: Vec<String> = office
        .files()
        .into_iter()
        .filter(|file| !before.contains(file))
        .map(|(path, _)| path.display().to_string())
        .filter(|path| {
            !["lock", "views", "index"]
                .iter()
                .any(|derived| path.contains(derived))
        })
        .collect();
    assert_eq!(changed, [""; 0]);
}

#[test]
fn an_erasure_that_was_interrupted_is_finished_by_the_next_opening() {
    let (office, index) = office();
    let rows = office.ledger().join("disclosures/000.jsonl");
    let before = std::fs::read_to_string(&rows).unwrap();
    erase(&office, index, &["--containing", "--yes"]).done();
    // As a crash leaves it: the event is recorded, and the values are still there.
    let after = std::fs::read_to_string(&rows).unwrap();
    let kept: String = after
        .lines()
        .enumerate()
        .map(|(number, line)| before.lines().nth(number).unwrap_or(line).to_owned() + "\n")
        .collect();
    office.file("ledger/disclosures/000.jsonl", kept);
    office.file("ledger/erasing", "");
    let found = office.run(["verify"]);
    assert_eq!(found.code, 3, "{found:?}");
    assert!(found.out.contains("undead: erasure not finished"), "{found:?}");
    let minutes = office.run(["minutes", "71/2026"]).done().out;
    assert!(!minutes.contains(NAME), "{minutes}");
    office.run(["erase", "--finish", "--key", "registrar-1"]).done();
    assert!(!office.ledger().join("erasing").exists());
    assert_eq!(
        std::fs::read_to_string(&rows).unwrap().lines().count(),
        after.lines().count()
    );
    office.run(["verify"]).done();
}

#[test]
fn a_lost_value_is_named_recorded_and_found_again() {
    let (office, index) = office();
    let rows = office.ledger().join("disclosures/000.jsonl");
    let whole = std::fs::read_to_string(&rows).unwrap();
    let copy = office.path("copy");
    std::fs::create_dir_all(copy.join("disclosures")).unwrap();
    office.file("copy/disclosures/000.jsonl", &whole);
    // One value is another, and one row is torn.
    let torn = usize::try_from(index + 1).unwrap();
    let damaged: String = whole
        .lines()
        .enumerate()
        .map(|(number, line)| match number {
            number if number == torn => format!("{}\n", &line[..line.len() / 2]),
            _ => line.replace(NAME, "Petra Lindal") + "\n",
        })
        .collect();
    let entry = index.to_string();
    let keys = ["--key", "root-1", "--key", "registrar-1"];
    let lost = |entries: &[&str]| office.run(["lost"].iter().chain(entries).chain(&keys));
    lost(&[&entry]).refused(1, "every value of entry");
    office.file("ledger/disclosures/000.jsonl", &damaged);
    let found = office.run(["verify"]);
    assert_eq!(found.code, 3, "{found:?}");
    assert!(
        found
            .out
            .contains(&format!("row {index}: entry {index} /mover/name: mismatch"))
            && found.out.contains(&format!("row {}: ", index + 1)),
        "{found:?}"
    );
    let names: Vec<u64> = whole
        .lines()
        .enumerate()
        .filter(|(number, line)| *number == torn || line.contains(NAME))
        .map(|(number, _)| number as u64)
        .collect();
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let told = lost(&names.iter().map(String::as_str).collect::<Vec<_>>()).done();
    assert!(
        told.out.contains(&format!("lost: entry {index} /mover/name\n")),
        "{told:?}"
    );
    let root = office.run(["vkey", "--root"]).done().out;
    let report = office
        .run(["verify", "--root", root.trim(), "--json"])
        .done()
        .json();
    let count = report["checked"]["lost"].as_u64().unwrap();
    assert!(
        count > names.len() as u64,
        "a torn row loses all of its leaves: {report}"
    );
    assert_eq!(report["checked"]["erased"], 0, "{report}");
    let minutes = office.run(["minutes", "71/2026"]).done().out;
    assert!(minutes.contains("[förlorat]"), "{minutes}");

    let told = office.run(["found", copy.to_str().unwrap()]).done();
    assert_eq!(told.out.lines().count() as u64, count, "{told:?}");
    let report = office
        .run(["verify", "--root", root.trim(), "--json"])
        .done()
        .json();
    assert_eq!(report["checked"]["lost"], 0, "{report}");
    let again: Vec<String> = std::fs::read_to_string(&rows)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(again[..whole.lines().count()], whole.lines().collect::<Vec<_>>());
    office.run(["found", copy.to_str().unwrap()]).done();
    office.run(["found", "nowhere"]).refused(1, "is no folder");
}

#[test]
fn an_erased_choice_accuses_nobody() {
    let (office, _) = office();
    let entries = office.run(["replay"]).done().json_lines();
    let ballot = entries
        .iter()
        .find(|entry| entry["kind"] == "ballot.cast/1")
        .unwrap();
    let index = ballot["index"].to_string();
    let keys = ["--key", "root-1", "--key", "registrar-1", "--yes", "--only"];
    let args = ["erase", &index, "/choice", "--decision", "RS 1", "--ground", "y"];
    office.run(args.iter().chain(&keys)).done();
    let report = verify(&office);
    assert_eq!(report["ok"], true, "{report}");
    let audit = office
        .run(["audit", "--on", "2026-04-20", "--json"])
        .done()
        .json();
    assert_eq!(audit["findings"], Value::Array(Vec::new()), "{audit}");
}

#[test]
fn a_document_is_read_before_it_is_left() {
    let office = Office::with_ledger();
    let text = "Regionstyrelsen\nSammanträdesdatum 2026-03-11\n\n§ 57\nTrafik\n\nYrkanden\n\
                Klara Nordin (M) yrkar avslag på förslaget.\n\nBeslut\nFörslaget avslås.\n";
    let paragraphs: String = text.lines().map(paper::paragraph).collect();
    let protocol = office.file("protokoll.docx", paper::docx(&paragraphs, &[]));
    let (drafts, protocol) = (office.path("d.jsonl"), protocol.to_str().unwrap().to_owned());
    office
        .run(["transcribe", &protocol, "--out", drafts.to_str().unwrap()])
        .done();
    let args = [
        "append",
        drafts.to_str().unwrap(),
        "--key",
        "registrar-1",
        "--attach",
        &protocol,
    ];
    office.run(args).done();
    let kept = || {
        std::fs::read_dir(office.ledger().join("documents"))
            .unwrap()
            .count()
    };
    assert_eq!(kept(), 1);
    let entries = office.run(["replay"]).done().json_lines();
    let moved = entries
        .iter()
        .find(|entry| entry["kind"] == "motion.moved/1")
        .unwrap();
    let index = moved["index"].to_string();
    let erase = |more: &str| {
        let args = [
            "erase",
            &index,
            "/mover/name",
            "--decision",
            "x",
            "--ground",
            "y",
            "--yes",
        ];
        let keys = ["--key", "root-1", "--key", "registrar-1", more];
        office.run(args.iter().chain(&keys))
    };
    // The name stands in the packed text of the document alone.
    assert!(
        files_with(&office, "Klara Nordin")
            .iter()
            .all(|file| !file.contains("documents"))
    );
    let refused = erase("--color=never");
    assert!(
        refused.code == 1 && refused.err.contains("document "),
        "{refused:?}"
    );
    erase("--containing").done();
    assert_eq!(kept(), 0);
    assert_eq!(files_with(&office, "Klara Nordin"), [""; 0]);
    office.run(["verify"]).done();
}
