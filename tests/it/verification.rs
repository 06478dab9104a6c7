//! `verify` and `demo`: what passes, what is found, and where.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::office::{Office, run};

fn root(office: &Office) -> String {
    office.run(["vkey", "--root"]).done().out.trim().to_owned()
}

/// Replaces bytes of a file of the ledger, once.
fn replace(path: &Path, from: &str, to: &str) {
    let text = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
    assert!(text.contains(from), "`{from}` in {}", path.display());
    let mut file = File::create(path).unwrap();
    file.write_all(text.replacen(from, to, 1).as_bytes()).unwrap();
}

#[test]
fn a_sound_ledger_verifies_as_far_as_it_is_anchored() {
    let office = Office::with_meeting();
    let before = office.files();
    let anchored = office.run(["verify", "--root", &root(&office)]).done();
    assert!(
        anchored.out.ends_with("\nverified; history not witnessed\n"),
        "{anchored:?}"
    );
    assert_eq!(anchored.err, "");
    let free = office.run(["verify", "--json"]).done().json();
    assert_eq!(
        (&free["ok"], &free["size"], &free["failures"]),
        (&json!(true), &json!(9), &json!([]))
    );
    let verdict = free["verdict"].as_str().unwrap();
    assert!(
        verdict.starts_with("order attested, authors not anchored"),
        "{verdict}"
    );
    assert_eq!(
        (&free["checked"]["entries"], &free["checked"]["signatures"]),
        (&json!(9), &json!(9))
    );
    assert_eq!(office.files(), before);
}

#[test]
fn another_root_is_not_this_ledgers() {
    let (office, other) = (Office::with_meeting(), Office::with_ledger());
    let failed = office.run(["verify", "--json", "--root", &root(&other)]);
    assert_eq!(failed.code, 3, "{failed:?}");
    let report = failed.json();
    assert_eq!(
        (&report["ok"], &report["failures"][0]["place"]),
        (&json!(false), &json!("entry 0"))
    );
    assert!(
        report["failures"][0]["what"]
            .as_str()
            .unwrap()
            .starts_with("another root"),
        "{report}"
    );
    assert!(
        failed.err.contains(
            "error: the ledger's root is another one than the given\nhint: check where you have the vkey from\n"
        ) && !failed.err.contains("keep the folder"),
        "{failed:?}"
    );
    office.run(["verify", "--root", "no key"]).code_is(2);
}

#[test]
fn what_was_changed_is_named_with_its_place() {
    let changes: [(&str, &str, &str, &str); 4] = [
        (
            "disclosures/000.jsonl",
            "Tre busskurer",
            "Två busskurer",
            "disclosures/000.jsonl row 8: entry 8 /points/0/text/0: mismatch",
        ),
        (
            "disclosures/000.jsonl",
            "{\"index\":5",
            "{\"index\":6",
            "disclosures/000.jsonl row 5",
        ),
        ("checkpoint", "fjallmark", "fjallmork", "checkpoint: "),
        (
            "ledger.toml",
            "origin = \"f",
            "origin = \"g",
            "ledger.toml: origin",
        ),
    ];
    for (file, from, to, place) in changes {
        let office = Office::with_meeting();
        let root = root(&office);
        replace(&office.ledger().join(file), from, to);
        let failed = office.run(["verify", "--root", &root]);
        assert_eq!(failed.code, 3, "{file}: {failed:?}");
        assert!(
            failed.out.lines().any(|line| line.starts_with(place)),
            "`{place}` in {failed:?}"
        );
        assert!(
            failed.err.contains("error: the ledger does not verify: "),
            "{failed:?}"
        );
    }
}

#[test]
fn what_is_missing_is_named() {
    for name in [
        "checkpoint",
        "disclosures/000.jsonl",
        "tile/entries/000.p/9",
        "tile/0/000.p/9",
        "ledger.toml",
    ] {
        let office = Office::with_meeting();
        std::fs::remove_file(office.ledger().join(name)).unwrap();
        let failed = office.run(["verify", "--json"]);
        assert_eq!(failed.code, 3, "{name}: {failed:?}");
        let places = failed.json()["failures"].to_string();
        assert!(
            places.contains(name) || places.contains("journal"),
            "`{name}` in {places}"
        );
    }
}

#[test]
fn what_is_no_ledger_cannot_be_verified() {
    let office = Office::empty();
    office.run(["verify"]).refused(1, "not a ledger");
    std::fs::create_dir(office.ledger()).unwrap();
    office.run(["verify"]).refused(1, "not a ledger");
}

#[test]
fn the_demonstration_shows_everything_and_finds_the_change() {
    let office = Office::empty();
    let folder: PathBuf = office.path("demo with 'a' space");
    let mut program = office.program();
    program
        .env_remove("TINGBOK_LEDGER")
        .env_remove("TINGBOK_KEYS")
        .env_remove("TINGBOK_PASSPHRASE");
    let shown = run(program.arg("demo").arg("--dir").arg(&folder)).done().out;
    for line in [
        "$ tingbok init --log fjallmark.example/regionstyrelsen",
        "Ordföranden ställer proposition på",
        "Med 6 ja-röster och 4 nej-röster, 1 avstår",
        "reservation.entered/1",
        "Ingrid Sandvall (S)  signed 2026-03-18 with `chair-1`",
        "  ok  adjusted ",
        "\nverified\n",
        "nothing irregular; ",
        "verified; history not witnessed",
        "6 counted Ja votes are made 7",
        "/yes: mismatch",
        "export TINGBOK_LEDGER=",
    ] {
        assert!(shown.contains(line), "`{line}` in {shown}");
    }
    // What the README shows of it is a part of it; keys are made anew each time.
    let readme = include_str!("../../README.md");
    let excerpts: Vec<&str> = readme
        .split("```")
        .filter_map(|block| block.strip_prefix("text\n$ tingbok "))
        .flat_map(str::lines)
        .map(|line| line.split("root-1+").next().unwrap())
        .collect();
    assert!(excerpts.len() >= 14, "the README shows {}", excerpts.len());
    for line in excerpts {
        assert!(shown.contains(line), "`{line}` of the README in {shown}");
    }
    assert!(folder.join("regionstyrelsen/checkpoint").is_file());
    // What it says to try next works as it stands, in a shell.
    let next: Vec<&str> = shown
        .split("Try next:\n")
        .nth(1)
        .unwrap()
        .lines()
        .map(str::trim)
        .collect();
    let next = next
        .join("\n")
        .replace("alias tingbok=", "program=")
        .replace("tingbok ", "\"$program\" ");
    let mut shell = std::process::Command::new("sh");
    let ran = run(shell
        .args(["-e", "-c", &next])
        .env_clear()
        .env("PATH", "/usr/bin:/bin"));
    assert!(ran.done().out.contains("Trafikförsörjningsplan"));
    run(office.program().arg("demo").arg("--dir").arg(&folder)).refused(1, "is not empty");
}

/// No view shows an altered value as if it had been signed.
#[test]
fn an_altered_value_is_shown_by_no_command() {
    let office = Office::with_meeting();
    replace(
        &office.ledger().join("disclosures/000.jsonl"),
        "\"value\":57",
        "\"value\":58",
    );
    let commands: [&[&str]; 5] = [
        &["minutes", "57"],
        &["source", "57"],
        &["replay"],
        &["show", "4"],
        &["show", "5"],
    ];
    let refused = commands
        .iter()
        .filter(|command| office.run(command.iter().copied()).code == 3)
        .count();
    // The altered value stands in one entry: that one is not shown, nor anything that reads all of them.
    assert_eq!(refused, 4);
    let failed = office.run(["minutes", "57"]);
    assert!(
        failed
            .err
            .contains("/item: the value kept is not the one that was signed"),
        "{failed:?}"
    );
}
