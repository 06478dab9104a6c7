//! Disputed entries: every view shows them, and says by whom and where.

use serde_json::json;

use crate::office::{Office, case, run};

#[test]
fn every_view_marks_what_a_revoked_key_signed() {
    let office = Office::with_meeting();
    let revoke = ["key", "revoke", "registrar-1", "--until", "6", "--key", "root-1"];
    office.run(revoke).done();
    let log = office.run(["log"]).done().out;
    let marked: Vec<_> = log
        .lines()
        .map(|line| line.ends_with("disputed by registrar-1 at index 9"))
        .collect();
    assert_eq!(
        marked,
        [false, false, false, false, false, false, true, true, true, false]
    );
    let entry = office.run(["show", "7", "--json"]).done().json();
    assert_eq!(entry["disputed"], json!([{"by": "registrar-1", "at": 9}]));

    let minutes = office.run(["minutes", "57"]).done().out;
    let remarks: Vec<_> = minutes.lines().rev().take(4).collect();
    assert_eq!(
        remarks,
        [
            "Anmärkning: post 8 (decision.made) är bestridd: registrar-1, post 9.",
            "Anmärkning: post 7 (proposition.found) är bestridd: registrar-1, post 9.",
            "Anmärkning: post 6 (proposition.put) är bestridd: registrar-1, post 9.",
            "",
        ]
    );
    let minutes = office.run(["minutes", "57", "--json"]).done().json();
    let of = |index| json!({"index": index, "by": "registrar-1", "at": 9});
    assert_eq!(minutes["disputed"], json!([of(6), of(7), of(8)]));
    assert_eq!(minutes["number"], 57);

    assert_eq!(office.run(["verify", "--json"]).done().json()["disputed"], 3);
    let verified = office.run(["verify"]).done().out;
    let counted = verified.lines().find(|line| line.starts_with("disputed "));
    assert!(
        counted.is_some_and(|line| line.ends_with(" 3 entries")),
        "{verified}"
    );
}

#[test]
fn only_the_signer_whose_key_was_revoked_disputes() {
    let office = Office::with_ledger();
    office.run(["key", "new", "chair-1"]).done();
    office
        .run(["key", "enroll", "chair-1", "--roles", "chair", "--key", "root-1"])
        .done();
    let keys = ["--key", "registrar-1", "--key", "chair-1"];
    let drafts = case("drafts/short.jsonl");
    run(office.program().arg("append").arg(drafts).args(keys)).done();
    assert_eq!(office.run(["verify", "--json"]).done().json()["disputed"], 0);
    let minutes = office.run(["minutes", "57", "--json"]).done().json();
    assert_eq!(minutes["disputed"], json!([]));
    let revoke = |handle, until| {
        let args = ["key", "revoke", handle, "--until", until, "--key", "root-1"];
        office.run(args).done()
    };
    revoke("chair-1", "9");
    let shown = office.run(["show", "9"]).done().out;
    assert!(shown.ends_with("\ndisputed by chair-1 at index 10\n"), "{shown}");
    revoke("registrar-1", "3");
    let shown = office.run(["show", "9"]).done().out;
    let both = "\ndisputed by chair-1 at index 10, by registrar-1 at index 11\n";
    assert!(shown.ends_with(both), "{shown}");
    let minutes = office.run(["minutes", "57"]).done().out;
    let both = "är bestridd: chair-1, post 10; registrar-1, post 11.\n";
    assert!(minutes.ends_with(both), "{minutes}");
}
