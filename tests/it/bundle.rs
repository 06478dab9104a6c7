//! `bundle` and `verify bundle`: a paragraph's evidence holds where there is no ledger, and nothing in it can be changed.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::adjustment::adjusted;
use crate::office::{Office, Ran, run};

/// An office whose § 71 is adjusted, with its evidence and the root's vkey.
fn evidence() -> (Office, PathBuf, String) {
    let office = adjusted();
    let file = office.path("71.bundle");
    let out = file.to_str().unwrap();
    office.run(["bundle", "71/2026", "--out", out]).done();
    let root = office.run(["vkey", "--root"]).done().out.trim().to_owned();
    (office, file, root)
}

/// Verifies evidence in an office without a ledger.
fn verify(elsewhere: &Office, file: &Path, root: &[&str]) -> Ran {
    let mut program = elsewhere.program();
    program.args(["verify", "bundle", file.to_str().unwrap(), "--json"]);
    for vkey in root {
        program.args(["--root", *vkey]);
    }
    run(&mut program)
}

/// The check of this name.
fn check<'a>(report: &'a Value, what: &str) -> &'a Value {
    let checks = report["checks"].as_array().unwrap();
    checks
        .iter()
        .find(|check| check["what"] == what)
        .unwrap_or_else(|| panic!("`{what}` in {report}"))
}

#[test]
fn a_paragraph_is_verified_without_its_ledger() {
    let (office, file, root) = evidence();
    let elsewhere = Office::empty();
    let report = verify(&elsewhere, &file, &[&root]).done().json();
    for check in report["checks"].as_array().unwrap() {
        assert_ne!(check["outcome"], "fails", "{check}");
    }
    let complete = check(&report, "complete")["detail"].as_str().unwrap();
    assert!(
        complete.starts_with("no event is left out of body 0–")
            && complete.contains("meeting/2026-04-15 0–")
            && complete.contains("paragraph/2026/71/chair-1 0–0"),
        "{complete}"
    );
    // What the ledger says of the paragraph, its evidence says too.
    let here = office
        .run(["verify", "paragraph", "71/2026", "--json"])
        .done()
        .json();
    for part in ["paragraph", "meeting", "size", "text", "signatures", "later"] {
        assert_eq!(report[part], here[part], "{part}");
    }
    let mut program = elsewhere.program();
    let printed = run(program.args(["verify", "bundle", file.to_str().unwrap(), "--root", &root])).done();
    assert!(
        printed
            .out
            .contains("\nnot proven by this\n  that nothing came later")
            && printed.out.ends_with("\nverified\n"),
        "{printed:?}"
    );
    let free = verify(&elsewhere, &file, &[]).done().json();
    assert_eq!(check(&free, "log")["outcome"], "noted");
    let stranger = Office::with_ledger().run(["vkey", "--root"]).done().out;
    let other = verify(&elsewhere, &file, &[stranger.trim()]);
    assert_eq!(other.code, 3, "{other:?}");
    assert!(other.out.contains("another root"), "{other:?}");
}

#[test]
fn evidence_holds_what_belongs_to_its_paragraph_alone() {
    let (office, file, root) = evidence();
    let text = std::fs::read_to_string(&file).unwrap();
    let trail = office.run(["minutes", "72/2026"]).done().out;
    let of_72: Vec<&str> = trail.lines().filter(|line| line.chars().count() > 40).collect();
    assert!(!of_72.is_empty(), "{trail}");
    for line in of_72 {
        assert!(!text.contains(line), "§ 72 stands in it: {line}");
    }
    assert!(text.contains("hör inte till paragrafen"));
    let report = verify(&Office::empty(), &file, &[&root]).json();
    assert_eq!(report["ok"], json!(true), "{report}");
}

#[test]
fn nothing_can_be_left_out_or_relabelled() {
    let (office, file, root) = evidence();
    let whole: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let count = whole["entries"].as_array().unwrap().len();
    let told = |name: &str, changed: &Value| {
        let file = office.file(name, format!("{changed}\n"));
        let ran = verify(&office, &file, &[&root]);
        assert_eq!(ran.code, 3, "{name}: {ran:?}");
        ran.json()
    };
    let mut last_of_streams = Vec::new();
    for place in 0..count {
        let mut changed = whole.clone();
        let gone = changed["entries"].as_array_mut().unwrap().remove(place);
        let file = office.file("gone", format!("{changed}\n"));
        let ran = verify(&office, &file, &[&root]);
        if ran.code == 0 {
            let entry = gone["entry"].as_str().unwrap();
            let stream = entry.lines().find_map(|line| line.strip_prefix("stream "));
            last_of_streams.push(stream.unwrap().to_owned());
        } else {
            assert_eq!(ran.code, 3, "without {gone}: {ran:?}");
        }
    }
    // The end of a stream is what evidence cannot show, and says so: there, what it names is less.
    assert_eq!(last_of_streams, ["body", "meeting/2026-04-15"]);
    let mut other = whole.clone();
    other["subject"] = json!("paragraph/2026/72");
    let report = told("other", &other);
    assert_ne!(check(&report, "text")["outcome"], "holds", "{report}");
    let mut none = whole.clone();
    none["subject"] = json!("meeting/2026-04-15");
    assert_eq!(check(&told("none", &none), "paragraph")["outcome"], "fails");
}

#[test]
fn what_was_changed_is_named_with_its_place() {
    let (office, file, root) = evidence();
    let text = std::fs::read_to_string(&file).unwrap();
    let told = |name: &str, from: &str, to: &str| {
        assert!(text.contains(from), "`{from}`");
        let file = office.file(name, text.replacen(from, to, 1));
        verify(&office, &file, &[&root])
    };
    let value = told("value", r#"/choice\",\"salt\""#, r#"/choice\",\"Salt\""#);
    assert_eq!(value.code, 3, "{value:?}");
    let yes = told("yes", r#"\"value\":\"yes\""#, r#"\"value\":\"no\""#);
    assert_eq!(yes.code, 3, "{yes:?}");
    let why = yes.json()["checks"][0]["detail"].as_str().unwrap().to_owned();
    assert!(
        why.starts_with("row ") && why.ends_with("/choice: mismatch"),
        "{why}"
    );
    for (name, from, to, why) in [
        ("version", "bundle/v1", "bundle/v2", "expected `format`"),
        ("space", "{\"checkpoint\"", "{ \"checkpoint\"", "is not canonical"),
        ("cut", "\"subject\":", "", "not JSON"),
    ] {
        told(name, from, to).refused(1, why);
    }
    let crlf = office.file("crlf", text.replace('\n', "\r\n"));
    verify(&office, &crlf, &[&root]).refused(1, "is not canonical");
    let out = file.to_str().unwrap();
    office
        .run(["bundle", "71/2026", "--out", out])
        .refused(1, "exists");
    office
        .run(["bundle", "999/2026", "--out", "x"])
        .refused(1, "is not in this ledger");
}
