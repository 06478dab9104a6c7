//! Every command on a small meeting: what it prints, for people and for programs.

use std::process::Stdio;

use serde_json::json;

use crate::office::{INIT, ORIGIN, Office, case, run, run_with_input};

#[test]
fn a_new_ledger_tells_its_keys() {
    let office = Office::empty();
    let made = office.run(INIT.into_iter().chain(["--json"])).done();
    assert!(
        made.err.contains("hint: move `") && made.err.contains("root-1.pem` offline"),
        "{made:?}"
    );
    let made = made.json();
    assert_eq!(
        made["root"].as_str().unwrap(),
        office.run(["vkey", "--root"]).done().out.trim()
    );
    assert_eq!(
        made["log"].as_str().unwrap(),
        office.run(["vkey"]).done().out.trim()
    );
    assert!(
        made["registrar"]
            .as_str()
            .unwrap()
            .starts_with(&format!("{ORIGIN}/registrar-1+"))
    );
    for handle in ["root-1", "registrar-1", "_log"] {
        assert!(office.key(handle).is_file(), "{handle}");
    }
    let kinds: Vec<String> = office
        .run(["log", "--json"])
        .done()
        .json_lines()
        .iter()
        .map(|entry| format!("{} {} {}", entry["stream"], entry["kind"], entry["by"][0]).replace('"', ""))
        .collect();
    assert_eq!(
        kinds,
        [
            "ledger ledger.created/1 root-1",
            "ledger key.enrolled/1 root-1",
            "ledger key.enrolled/1 root-1",
            "body body.constituted/1 registrar-1",
        ]
    );
    office
        .run(INIT)
        .refused(1, "exists, and a key is never overwritten");
}

#[test]
fn drafts_become_entries_and_their_receipts_repeat() {
    let office = Office::with_ledger();
    let drafts = case("drafts/short.jsonl");
    let first = run(office
        .program()
        .arg("append")
        .arg(&drafts)
        .args(["--key", "registrar-1", "--json"]))
    .done();
    let answer = first.json();
    let indexes: Vec<_> = answer["receipts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["index"].as_u64().unwrap())
        .collect();
    assert_eq!(indexes, [4, 5, 6, 7, 8]);
    assert_eq!(answer["receipts"][0]["kind"], "item.opened/1");
    assert_eq!(answer["receipts"][0]["repeated"], false);
    assert_eq!(answer["findings"], json!([]));
    let note = answer["notes"][0]["text"].as_str().unwrap();
    assert_eq!(note, "refers to `RS/31/2026`, which this ledger does not hold");

    let before = office.files();
    let again = run(office
        .program()
        .arg("append")
        .arg(&drafts)
        .args(["--key", "registrar-1", "--json"]))
    .done();
    let again = again.json();
    for (first, again) in answer["receipts"]
        .as_array()
        .unwrap()
        .iter()
        .zip(again["receipts"].as_array().unwrap())
    {
        assert_eq!(again["repeated"], true);
        for member in ["index", "id", "chain", "received", "kind"] {
            assert_eq!(first[member], again[member], "{member}");
        }
    }
    assert_eq!(office.files(), before);
    let shown = office.append(&drafts).done().out;
    assert!(
        shown.lines().all(|line| line.ends_with("recorded before")),
        "{shown}"
    );
}

#[test]
fn a_file_that_was_recorded_in_part_is_completed() {
    let office = Office::with_ledger();
    let all = std::fs::read_to_string(case("drafts/short.jsonl")).unwrap();
    let two: String = all.split_inclusive('\n').take(2).collect();
    office.append(&office.file("two.jsonl", two)).done();
    let rest = office.append(&case("drafts/short.jsonl")).done().out;
    let repeated: Vec<_> = rest
        .lines()
        .map(|line| line.ends_with("recorded before"))
        .collect();
    assert_eq!(repeated, [true, true, false, false, false]);
    let indexes: Vec<_> = rest
        .lines()
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    assert_eq!(indexes, ["4", "5", "6", "7", "8"]);
}

#[test]
fn two_keys_sign_together() {
    let office = Office::with_ledger();
    office.run(["key", "new", "chair-1"]).done();
    office
        .run(["key", "enroll", "chair-1", "--roles", "chair", "--key", "root-1"])
        .done();
    let drafts = case("drafts/short.jsonl");
    run(office
        .program()
        .arg("append")
        .arg(drafts)
        .args(["--key", "registrar-1", "--key", "chair-1"]))
    .done();
    let entry = office.run(["show", "5", "--json"]).done().json();
    assert_eq!(entry["by"], json!(["chair-1", "registrar-1"]));
    let verify: Vec<_> = entry["signatures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["verifies"].clone())
        .collect();
    assert_eq!(verify, [json!(true), json!(true)]);
}

#[test]
fn an_entry_is_shown_with_its_values() {
    let office = Office::with_meeting();
    let shown = office.run(["show", "5"]).done().out;
    for line in [
        "stream     meeting/2026-03-11 (seq 1)",
        "kind       motion.moved/1",
        "by         registrar-1",
        "/mover/name   \"Klara Nordin\"",
    ] {
        assert!(shown.contains(line), "`{line}` in {shown}");
    }
    assert!(shown.trim_end().ends_with("verifies"), "{shown}");
    office
        .run(["show", "9"])
        .refused(1, "entry 9 is not in the log, which has 9");
    office.run(["show", "nine"]).code_is(2);
}

#[test]
fn the_minutes_are_in_swedish_and_the_source_comes_back() {
    let office = Office::with_meeting();
    let minutes = office.run(["minutes", "57/2026"]).done().out;
    assert!(
        minutes.starts_with("§57\n\nBusskurer i Björkåsen (RS/31/2026)\n"),
        "{minutes}"
    );
    assert!(
        minutes.contains("\nBeslut\nTre busskurer sätts upp.\n"),
        "{minutes}"
    );
    assert!(minutes.contains("\nMötesdatum\n2026-03-11\n"), "{minutes}");
    assert_eq!(office.run(["minutes", "57"]).done().out, minutes);
    let json = office.run(["minutes", "57", "--json"]).done().json();
    assert_eq!(
        (&json["number"], &json["body"]),
        (&json!(57), &json!("Regionstyrelsen"))
    );
    let source = office.run(["source", "57/2026"]).done().out;
    let expected = "§57 Busskurer i Björkåsen (RS/31/2026)\n\nKlara Nordin (M) yrkar bifall.\n\
                    Ordföranden ställer proposition på yrkandet och finner att det antas.\n\n\
                    Beslut: Tre busskurer sätts upp.\n";
    assert_eq!(source, expected);
    office
        .run(["minutes", "57/2025"])
        .refused(1, "`§ 57/2025` is not in this ledger");
    office
        .run(["minutes", "57/2026", "--at", "1"])
        .refused(1, "`§ 57/2026` is not in this ledger as of entry 1");
    office
        .run(["source", "RS/404/2026"])
        .refused(1, "`RS/404/2026` is not in this ledger");
    office.run(["minutes", "RS/31/2026"]).code_is(2);
}

#[test]
fn a_number_of_two_years_needs_its_year() {
    let office = Office::with_meeting();
    let drafts = std::fs::read_to_string(case("drafts/short.jsonl")).unwrap();
    let other = drafts
        .replace("2026-03-11", "2025-03-12")
        .replace("0b1f9c1e", "0b1f9c1f");
    office.append(&office.file("other.jsonl", other)).done();
    for command in ["minutes", "source"] {
        let refused = office.run([command, "57"]);
        refused.refused(1, "§ 57 is in the minutes of several years: `57/2025`, `57/2026`");
    }
    assert!(
        office
            .run(["minutes", "57/2025"])
            .done()
            .out
            .contains("2025-03-12")
    );
}

#[test]
fn a_replay_goes_on_where_it_ended() {
    let office = Office::with_meeting();
    let all = office.run(["replay"]).done().json_lines();
    assert_eq!(all.len(), 9);
    let members: Vec<_> = all[4].as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        members,
        [
            "cursor", "index", "received", "stream", "seq", "kind", "at", "by", "id", "content"
        ]
    );
    assert_eq!(all[5]["content"]["mover"]["name"], "Klara Nordin");

    let cursor = all[6]["cursor"].as_str().unwrap();
    assert_eq!(
        office.run(["replay", "--after", cursor]).done().json_lines(),
        all[7..]
    );
    let last = all[8]["cursor"].as_str().unwrap();
    assert_eq!(office.run(["replay", "--after", last]).done().out, "");
    assert_eq!(
        office.run(["replay", "--stream", "meeting"]).done().json_lines(),
        all[4..]
    );
    assert_eq!(
        office
            .run(["replay", "--kind", "decision.made"])
            .done()
            .json_lines(),
        all[8..]
    );

    let (index, chain) = cursor.split_once('-').unwrap();
    let forked = format!("{index}-{}", chain.chars().rev().collect::<String>());
    office
        .run(["replay", "--after", &forked])
        .refused(1, "is of another history");
    office
        .run(["replay", "--after", &format!("99-{chain}")])
        .refused(1, "entry 99 is not in the log");
    office.run(["replay", "--after", "6"]).code_is(2);
}

#[test]
fn a_document_is_kept_beside_its_events() {
    let office = Office::with_ledger();
    let text = office.file("protokoll.txt", "§57 Busskurer\n");
    let mut program = office.program();
    program
        .arg("append")
        .arg(case("drafts/short.jsonl"))
        .args(["--key", "registrar-1", "--attach"])
        .arg(&text);
    let ran = run(&mut program).done();
    let digest = ran
        .err
        .split("documents/")
        .nth(1)
        .unwrap()
        .split('`')
        .next()
        .unwrap();
    let kept = std::fs::read(office.ledger().join("documents").join(digest)).unwrap();
    assert_eq!(kept, b"\xc2\xa757 Busskurer\n");
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let office = Office::with_meeting();
    let mut child = office
        .program()
        .arg("replay")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn colour_is_never_needed_and_never_piped() {
    let office = Office::with_ledger();
    let plain = office.run(["show", "99"]);
    assert!(!plain.err.contains('\u{1b}'), "{plain:?}");
    let coloured = office.run(["show", "99", "--color", "always"]);
    assert!(coloured.err.contains('\u{1b}'), "{coloured:?}");
    let refused = run(office.program().args(["show", "99"]).env("NO_COLOR", "1"));
    assert!(!refused.err.contains('\u{1b}'), "{refused:?}");
}

#[test]
fn help_completions_and_manual_are_made_from_the_arguments() {
    let office = Office::empty();
    let help = office.run(["--help"]).done().out;
    for command in [
        "init",
        "append",
        "verify",
        "replay",
        "demo",
        "transcribe",
        "source",
        "minutes",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "`{command}` in {help}");
    }
    assert!(office.run(["append", "--help"]).done().out.contains("Example:"));
    assert!(office.run(["completions", "bash"]).done().out.contains("tingbok"));
    assert!(office.run(["man"]).done().out.contains(".TH tingbok 1"));
    office.run(["man", "--out", "pages"]).done();
    assert!(office.path("pages/tingbok-append.1").is_file());
    assert!(office.path("pages/tingbok-key-enroll.1").is_file());
}

#[test]
fn usage_is_exit_code_two() {
    let office = Office::empty();
    for args in [
        &["frobnicate"][..],
        &["append"],
        &["append", "x", "--key", "Registrar"],
        &["init", "--seats", "0"],
    ] {
        office.run(args).code_is(2);
    }
    for command in ["minutes", "compile"] {
        let said = office.run([command]);
        assert!(said.err.contains("<PARAGRAPH|--meeting <DATE>>"), "{said:?}");
    }
    run(office.program().arg("log").env_remove("TINGBOK_LEDGER")).refused(2, "no ledger is named");
    let bad = office.run([
        "init",
        "--log",
        "Regionstyrelsen",
        "--body",
        "x",
        "--kind",
        "board",
        "--seats",
        "1",
    ]);
    bad.code_is(2);
}

#[test]
fn drafts_come_from_standard_input_too() {
    let office = Office::with_ledger();
    let drafts = std::fs::read(case("drafts/short.jsonl")).unwrap();
    let mut program = office.program();
    run_with_input(program.args(["append", "-", "--key", "registrar-1"]), &drafts).done();
    assert_eq!(office.size(), 9);
}

#[test]
fn an_empty_variable_names_nothing() {
    let office = Office::empty();
    run(office.program().arg("log").env("TINGBOK_LEDGER", "")).refused(2, "no ledger is named");
    run(office.program().args(INIT).env("TINGBOK_KEYS", "")).done();
    assert!(office.path(".config/tingbok/keys").is_dir());
}

#[test]
fn a_schema_is_found_by_its_kind() {
    let office = Office::empty();
    let one = office.run(["schema", "notice.posted"]).done();
    assert_eq!(one.json()["title"], "notice.posted/1");
    assert_eq!(office.run(["schema", "notice.posted/1"]).done().out, one.out);
    let names = office.run(["schema", "--list"]).done().out;
    assert_eq!(names.lines().next(), Some("draft"));
    let all = office.run(["schema"]).done().json();
    let known: Vec<&String> = all.as_object().unwrap().keys().collect();
    assert_eq!(known, names.lines().collect::<Vec<_>>());
    assert_eq!(all["notice.posted/1"], one.json());
    office
        .run(["schema", "notice.imagined"])
        .refused(2, "unknown kind `notice.imagined`");
}

#[test]
fn a_body_is_made_with_its_local_rules() {
    let office = Office::empty();
    let rules = [
        "--adjusters",
        "2",
        "--notice-place",
        "fjallmark.example/anslagstavla",
    ];
    office.run(INIT.into_iter().chain(rules)).done();
    let constituted = office.run(["replay", "--kind", "body.constituted"]).done().json();
    assert_eq!(
        constituted["content"],
        json!({
            "name": "Regionstyrelsen", "kind": "board", "seats": 11, "numbering": "per_year",
            "adjusters": 2, "notice_place": "fjallmark.example/anslagstavla",
        })
    );
    let other = Office::empty();
    for bad in ["", "Tavlan\nvid entrén"] {
        other
            .run(INIT.into_iter().chain(["--notice-place", bad]))
            .refused(2, "--notice-place");
    }
    assert!(!other.ledger().exists());
    other
        .run(INIT.into_iter().chain(["--numbering", "unstated"]))
        .done();
    let constituted = other.run(["replay", "--kind", "body.constituted"]).done().json();
    assert!(constituted["content"].get("numbering").is_none(), "{constituted}");
}
