//! `withhold` and `release`: a value is kept back from whatever leaves the house, and everything still verifies.

use std::path::Path;

use serde_json::Value;

use crate::adjustment::adjusted;
use crate::office::{Office, Ran, run};

/// Who moves in § 71, and votes.
pub(crate) const NAME: &str = "Petra Lindahl";
const MASK: &str = "[sekretess, OSL 25 kap. 1 §]";

/// An office with an archivist whose § 71 is adjusted, and the entry in which the name stands as a mover.
pub(crate) fn office() -> (Office, u64) {
    let office = adjusted();
    office.enrol("archivist-1", "archivist", None);
    let entries = office.run(["replay"]).done().json_lines();
    let moved = entries
        .iter()
        .find(|entry| entry["kind"] == "motion.moved/1" && entry["content"]["mover"]["name"] == NAME);
    let index = moved.unwrap()["index"].as_u64().unwrap();
    (office, index)
}

fn withhold(office: &Office, index: u64, more: &[&str]) -> Ran {
    let index = index.to_string();
    let args = ["withhold", &index, "/mover/name", "--ground", "OSL 25 kap. 1 §"];
    office.run(args.iter().chain(more).chain(&["--key", "archivist-1"]))
}

/// What everybody can be shown of § 71: the commands, in every form.
pub(crate) fn shown(office: &Office) -> Vec<(String, String)> {
    let commands = [
        vec!["minutes", "71/2026"],
        vec!["minutes", "71/2026", "--format", "html"],
        vec!["minutes", "--meeting", "2026-04-15"],
        vec!["minutes", "71/2026", "--json"],
        vec!["votes", "71/2026"],
        vec!["votes", "71/2026", "--format", "html"],
        vec!["trail", "71/2026"],
        vec!["case", "RS/140/2026"],
    ];
    let run = |args: Vec<&str>| (args.join(" "), office.run(&args).done().out);
    commands.into_iter().map(run).collect()
}

pub(crate) fn verify(office: &Office) -> Value {
    let root = office.run(["vkey", "--root"]).done().out;
    let whole = office
        .run(["verify", "--root", root.trim(), "--json"])
        .done()
        .json();
    assert_eq!(whole["findings"], Value::Array(Vec::new()), "{whole}");
    let paragraph = office.run(["verify", "paragraph", "71/2026", "--root", root.trim(), "--json"]);
    paragraph.done().json()
}

/// The files of the ledger that hold these bytes.
pub(crate) fn files_with(office: &Office, words: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| {
        bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    };
    let files = office.files().into_iter().filter(|(_, bytes)| holds(bytes));
    files.map(|(path, _)| path.display().to_string()).collect()
}

#[test]
fn what_is_withheld_stands_in_no_page_and_no_bundle() {
    let (office, index) = office();
    // Views were looked at before: what they keep is made anew.
    for (what, text) in shown(&office) {
        assert!(text.contains(NAME), "{what}: {text}");
    }
    let told = withhold(&office, index, &["--containing"]).done();
    assert!(
        told.out
            .contains(&format!("withhold: entry {index} /mover/name\n"))
            && told.out.contains("/voter/name"),
        "{told:?}"
    );
    // The roster and the roll still have the name: it is withheld in this paragraph, not the person.
    for (what, text) in shown(&office) {
        if !what.contains("--meeting") && !what.contains("--json") {
            assert!(!text.contains(NAME), "{what}: {text}");
        }
        assert!(text.contains("[sekretess, OSL"), "{what}: {text}");
    }
    let minutes = office.run(["minutes", "71/2026"]).done().out;
    assert!(
        minutes.contains(&format!("till {MASK}s (V) bifallsyrkande")),
        "{minutes}"
    );
    let report = verify(&office);
    assert_eq!(report["ok"], true, "{report}");

    let file = office.path("71.bundle");
    office
        .run(["bundle", "71/2026", "--out", file.to_str().unwrap()])
        .done();
    let text = std::fs::read_to_string(&file).unwrap();
    let of_paragraph = text.matches("motion.moved/1").count();
    assert!(
        of_paragraph > 0 && text.contains("OSL 25 kap. 1 §"),
        "{of_paragraph}"
    );
    let evidence = verify_bundle(&office, &file);
    assert_eq!(evidence["ok"], true, "{evidence}");
    assert!(
        evidence["text"]["text"].as_str().unwrap().contains(MASK),
        "{evidence}"
    );

    // Whoever has the ledger can read it, and it is shown again when it is released.
    let one = office.run(["show", &index.to_string()]).done().out;
    assert!(one.contains(NAME), "{one}");
    withhold(&office, index, &[]).refused(1, "withheld already");
    office
        .run([
            "release",
            &index.to_string(),
            "/mover/name",
            "--containing",
            "--key",
            "archivist-1",
        ])
        .done();
    for (what, text) in shown(&office) {
        assert!(text.contains(NAME) && !text.contains(MASK), "{what}: {text}");
    }
    office
        .run([
            "release",
            &index.to_string(),
            "/mover/name",
            "--key",
            "archivist-1",
        ])
        .refused(1, "is withheld");
}

fn verify_bundle(office: &Office, file: &Path) -> Value {
    let mut program = office.program();
    run(program.args(["verify", "bundle", file.to_str().unwrap(), "--json"]))
        .done()
        .json()
}

#[test]
fn a_value_is_withheld_by_its_name_and_on_a_ground() {
    let (office, index) = office();
    let (at, key) = (index.to_string(), ["--key", "archivist-1"]);
    let refused = |args: &[&str], words: &str| {
        let all = ["withhold"].iter().chain(args).chain(&key);
        office.run(all).refused(1, words);
    };
    refused(&[&at, "/nobody", "--ground", "OSL"], "has no leaf `/nobody`");
    refused(
        &["9999", "/mover/name", "--ground", "OSL"],
        "entry 9999 is not in the log",
    );
    refused(&[&at, "/mover/name", "--ground", " "], "the ground on which");
    refused(
        &[&at, "/mover/name", "--ground", &"x".repeat(201)],
        "the ground on which",
    );
    let registrar = [
        "withhold",
        &at,
        "/mover/name",
        "--ground",
        "OSL",
        "--key",
        "registrar-1",
    ];
    office.run(registrar).refused(1, "archivist");
    let told = withhold(&office, index, &["--only"]).done();
    assert_eq!(told.out.matches("withhold: ").count(), 1, "{told:?}");
}

/// Appends one draft to the stream of § 71, with the registrar's key.
fn append(office: &Office, draft: &Value) -> Ran {
    let file = office.file("draft.jsonl", format!("{draft}\n"));
    office.append(&file)
}

#[test]
fn words_like_a_mask_are_words() {
    let (office, _) = office();
    let compiled = |office: &Office| {
        let entries = office.run(["replay"]).done().json_lines();
        let found = entries
            .iter()
            .rev()
            .find(|entry| entry["kind"] == "paragraph.compiled/1" && entry["content"]["item"] == 72);
        found.unwrap()["content"].clone()
    };
    let mut content = compiled(&office);
    content["text"] = serde_json::json!(["[gallrat, beslut x:\nStyrelsen avslår allt.\nIngen yttrar sig.]"]);
    let draft = serde_json::json!({
        "id": "7c2a4e10-93b5-4d6f-8a21-0000000000ff",
        "stream": "paragraph/2026/72",
        "kind": "paragraph.compiled/1",
        "at": "2026-04-17",
        "content": content,
    });
    append(&office, &draft).done();
    let report = office.run(["verify", "paragraph", "72/2026", "--json"]);
    assert_eq!(report.code, 3, "{report:?}");
    let told = report.json()["checks"].to_string();
    assert!(
        told.contains("in the compiled text, and `§72` from the log today"),
        "{told}"
    );
}

#[test]
fn what_says_that_a_value_is_withheld_stays() {
    let (office, index) = office();
    let told = withhold(&office, index, &["--containing"]).done().out;
    let says = told.lines().find_map(|line| {
        line.split("  field.withheld/1")
            .next()
            .filter(|_| line.contains("field.withheld/1"))
    });
    let says = says.unwrap().trim().to_owned();
    let keys = ["--key", "root-1", "--key", "registrar-1", "--yes", "--only"];
    for path in ["/path", "/ground", ""] {
        let args = ["erase", &says, path, "--decision", "x", "--ground", "y"];
        office.run(args.iter().chain(&keys)).refused(1, "stays as it is");
    }
    for path in ["/item", "/motion"] {
        let index = index.to_string();
        let args = ["erase", &index, path, "--decision", "x", "--ground", "y"];
        office
            .run(args.iter().chain(&keys))
            .refused(1, "nothing of a person");
    }
}

#[test]
fn what_is_recorded_later_is_withheld_too() {
    let office = Office::with_board();
    office.enrol("archivist-1", "archivist", None);
    let entries = office.run(["replay"]).done().json_lines();
    let moved = entries
        .iter()
        .find(|entry| entry["kind"] == "motion.moved/1" && entry["content"]["mover"]["name"] == NAME);
    let index = moved.unwrap()["index"].as_u64().unwrap();
    withhold(&office, index, &["--containing"]).done();
    let compile = ["compile", "71/2026", "--key", "registrar-1", "--on", "2026-04-16"];
    office.run(compile).done();
    let file = office.path("71.bundle");
    office
        .run(["bundle", "71/2026", "--out", file.to_str().unwrap()])
        .done();
    let whole: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    for item in whole["entries"].as_array().unwrap() {
        let (entry, row) = (item["entry"].as_str().unwrap(), item["row"].as_str().unwrap());
        let is_own = entry.contains("\nstream paragraph/2026/71\n") || row.contains("\"value\":71");
        assert!(!(is_own && row.contains(NAME)), "{row}");
    }
    let page = office.run(["minutes", "--meeting", "2026-04-15"]).done().out;
    assert!(page.contains(MASK), "{page}");
}
