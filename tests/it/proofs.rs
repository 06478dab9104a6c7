//! `prove`, `verify proof` and `verify --since`: what an auditor holds on to, and what it shows when it does not fit.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::office::{Office, Ran, case, run};

/// A proof of entry 8 with its bytes, and the log's vkey.
fn proven(office: &Office) -> (PathBuf, PathBuf, String) {
    let (proof, entry) = (office.path("8.tlog-proof"), office.path("8.entry"));
    office
        .run(["prove", "8", "--out", path(&proof), "--entry", path(&entry)])
        .done();
    let vkey = office.run(["vkey"]).done().out.trim().to_owned();
    (proof, entry, vkey)
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Verifies a proof in an office without a ledger: nothing but what is given is looked at.
fn verify(elsewhere: &Office, proof: &Path, entry: &Path, log: &[&str]) -> Ran {
    let mut program = elsewhere.program();
    program.args(["verify", "proof", path(proof), "--entry", path(entry)]);
    for vkey in log {
        program.args(["--log", *vkey]);
    }
    run(&mut program)
}

#[test]
fn a_proof_verifies_where_there_is_no_ledger() {
    let (office, elsewhere) = (Office::with_meeting(), Office::empty());
    let (proof, entry, vkey) = proven(&office);
    let anchored = verify(&elsewhere, &proof, &entry, &[&vkey]).done();
    assert!(
        anchored.out.contains(&format!("signed by    {vkey}\n"))
            && anchored.out.contains("decision.made/1")
            && anchored.out.contains("\nin the log; "),
        "{anchored:?}"
    );
    let free = verify(&elsewhere, &proof, &entry, &[]).done();
    assert!(
        free.out
            .contains("leads to the checkpoint's root, whose log's key was not given"),
        "{free:?}"
    );
    let printed = office.run(["prove", "8"]).done();
    assert_eq!(printed.out.as_bytes(), std::fs::read(&proof).unwrap());
    let program = |args: &[&str]| run(elsewhere.program().args(args));
    let told = program(&[
        "verify",
        "proof",
        path(&proof),
        "--entry",
        path(&entry),
        "--log",
        &vkey,
        "--json",
    ])
    .done()
    .json();
    assert_eq!(
        (&told["ok"], &told["index"], &told["size"], &told["signed_by"]),
        (&json!(true), &json!(8), &json!(9), &json!([vkey]))
    );
}

#[test]
fn what_a_proof_does_not_prove_is_refused() {
    let (office, other) = (Office::with_meeting(), Office::with_ledger());
    let (proof, entry, vkey) = proven(&office);
    let text = std::fs::read_to_string(&proof).unwrap();
    let seven = office.path("7.entry");
    office
        .run([
            "prove",
            "7",
            "--out",
            path(&office.path("7")),
            "--entry",
            path(&seven),
        ])
        .done();
    verify(&other, &proof, &seven, &[&vkey]).refused(3, "is not entry 8 of this log");
    let stranger = other.run(["vkey"]).done().out.trim().to_owned();
    verify(&other, &proof, &entry, &[&stranger]).refused(3, "not signed by a known key");
    let of_other_log = stranger.replacen("fjallmark", "fjallmork", 1);
    verify(&other, &proof, &entry, &[&of_other_log]).code_is(2);

    let changed = |name: &str, from: &str, to: &str| {
        assert!(text.contains(from), "`{from}` in {text}");
        office.file(name, text.replacen(from, to, 1))
    };
    for (from, to, why) in [
        ("index 8", "index 08", "the line `index` is malformed"),
        ("index 8\n", "index 8\r\n", "the line `index` is malformed"),
        ("@v1", "@v2", "the first line is not"),
        ("index 8\n", "index 8\nAAAA\n", "hash 1 is malformed"),
        ("\n\n", "\n", "hash"),
    ] {
        let bad = changed("bad", from, to);
        verify(&other, &bad, &entry, &[&vkey]).refused(1, why);
    }
    let further = changed("further", "index 8", "index 7");
    verify(&other, &further, &entry, &[&vkey]).refused(3, "is not entry 7");
    let forged = changed("forged", "\n9\n", "\n10\n");
    verify(&other, &forged, &entry, &[&vkey]).refused(3, "the checkpoint does not verify");
    let lines = "\u{2014} fjallmark.example/x AAAAAAA=\n".repeat(10_000);
    let long = office.file("long", format!("{text}{lines}"));
    verify(&other, &long, &entry, &[&vkey]).refused(1, "at most 100 signature lines");
    let huge = office.file("huge", vec![b'a'; 3_000_000]);
    verify(&other, &huge, &entry, &[&vkey]).refused(1, "has more than 2000000 bytes");
    verify(&other, &proof, &huge, &[&vkey]).refused(1, "has more than 65535 bytes");
}

#[test]
fn a_proof_is_written_over_nothing_and_for_nothing_that_is_not_there() {
    let office = Office::with_meeting();
    let (proof, _, _) = proven(&office);
    office
        .run(["prove", "8", "--out", path(&proof)])
        .refused(1, "exists");
    office.run(["prove", "9"]).refused(1, "entry 9 is not in the log");
}

#[test]
fn a_remembered_checkpoint_shows_growth_and_rewriting() {
    let (office, rewritten) = (Office::with_ledger(), Office::with_ledger());
    let remembered = office.file(
        "remembered",
        std::fs::read(office.ledger().join("checkpoint")).unwrap(),
    );
    office.append(&case("drafts/short.jsonl")).done();
    let root = office.run(["vkey", "--root"]).done().out.trim().to_owned();
    let grown = office
        .run(["verify", "--root", &root, "--since", path(&remembered)])
        .done();
    assert!(
        grown
            .out
            .ends_with("\nverified; grown from the remembered checkpoint of 4 entries\n"),
        "{grown:?}"
    );

    // Another log with the same name is what a rewritten one looks like.
    rewritten.append(&case("drafts/short.jsonl")).done();
    let shown = rewritten.run(["verify", "--since", path(&remembered)]);
    assert_eq!(shown.code, 3, "{shown:?}");
    let heads: Vec<&str> = shown.out.lines().filter(|line| line.contains("root")).collect();
    assert!(
        heads[0].starts_with("checkpoint") && heads[1].starts_with("remembered"),
        "both heads are shown: {heads:?}"
    );
    assert!(
        shown.out.contains("this log was made anew under other keys"),
        "{shown:?}"
    );

    let newer = office.file(
        "newer",
        std::fs::read(office.ledger().join("checkpoint")).unwrap(),
    );
    let old = Office::with_ledger();
    let shorter = old.run(["verify", "--json", "--since", path(&newer)]);
    assert_eq!(shorter.code, 3, "{shorter:?}");
    let told = shorter.json();
    assert_eq!(
        (&told["since"]["size"], &told["since"]["found"]),
        (&json!(9), &json!(null))
    );
    let nonsense = office.file("nonsense", "inte en kontrollpunkt\n");
    office
        .run(["verify", "--since", path(&nonsense)])
        .refused(1, "is no checkpoint");
}

#[test]
fn a_log_that_showed_two_histories_is_proven_to_have() {
    let office = Office::with_ledger();
    // A copy goes on by itself, with the same keys: what whoever has the log's key can do.
    let fork = office.path("fork");
    for (path, bytes) in office.files() {
        let to = fork.join(path.strip_prefix(office.ledger()).unwrap_or(&path));
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::io::Write::write_all(&mut std::fs::File::create(&to).unwrap(), &bytes).unwrap();
    }
    office.append(&case("drafts/short.jsonl")).done();
    let remembered = office.file(
        "remembered",
        std::fs::read(office.ledger().join("checkpoint")).unwrap(),
    );
    let in_fork = |args: &[&str]| {
        let mut program = office.program();
        run(program.args(args).args(["--ledger", path(&fork)]))
    };
    let drafts = case("drafts/meeting.jsonl");
    in_fork(&["append", path(&drafts), "--key", "registrar-1"]).done();
    let evidence = office.path("two.json");
    let args = [
        "verify",
        "--since",
        path(&remembered),
        "--evidence",
        path(&evidence),
    ];
    let failed = in_fork(&args);
    assert_eq!(failed.code, 3, "{failed:?}");
    assert!(
        failed
            .out
            .contains("the first 9 entries are not those that it covers")
            && failed.err.contains("the evidence is in"),
        "{failed:?}"
    );
    let log = office.run(["vkey"]).done().out.trim().to_owned();
    let elsewhere = Office::empty();
    let verify = |file: &Path, log: &str| {
        let args = ["verify", "equivocation", path(file), "--log", log];
        run(elsewhere.program().args(args))
    };
    let proven = verify(&evidence, &log).done();
    assert!(
        proven.out.ends_with("\nproven: the log showed two histories\n")
            && proven.out.contains("a checkpoint of 9 entries"),
        "{proven:?}"
    );
    let stranger = Office::with_ledger().run(["vkey"]).done().out.trim().to_owned();
    verify(&evidence, &stranger).refused(3, "proves nothing against the log");
    let text = std::fs::read_to_string(&evidence).unwrap();
    let changed = office.file("changed", text.replacen("\\n9\\n", "\\n8\\n", 1));
    verify(&changed, &log).refused(3, "proves nothing");
    let nonsense = office.file("nonsense", "{}");
    verify(&nonsense, &log).refused(1, "is no such evidence");

    // An honest log gives nothing to write.
    let none = office.path("none.json");
    let old = fork.join("checkpoint");
    let args = ["verify", "--since", path(&old), "--evidence", path(&none)];
    in_fork(&args).done();
    assert!(!none.exists());
}
