//! One person under two names: whoever asks whether a paragraph is adjusted gets the same answer.

use serde_json::{Value, json};

use crate::adjustment::{append_as, compiled};
use crate::office::{Office, Ran};

/// A draft of the adjuster's signature under the text of § 71, as this person.
fn signature(office: &Office, person: &Value) -> String {
    let text = &office.run(["verify", "paragraph", "71/2026", "--json"]).json()["text"];
    json!({
        "id": "7c2a4e10-93b5-4d6f-8a21-0000000000e2",
        "stream": "paragraph/2026/71/adjuster-2",
        "kind": "paragraph.adjusted/1",
        "at": "2026-04-20",
        "content": {
            "item": 71, "role": "adjuster", "person": person,
            "compiled": {"id": text["id"], "sha256": text["sha256"]},
        },
    })
    .to_string()
}

/// What every command says of § 71 that is not adjusted, or is, on 12 May 2026.
fn answers(office: &Office) -> [bool; 5] {
    let on = ["--on", "2026-05-12"];
    let of = |args: &[&str]| office.run(args.iter().chain(&on)).done().json();
    let is_71 = |one: &&Value| one["paragraph"]["number"] == 71;
    let first = |list: &Value| list.as_array().unwrap().iter().find(is_71).cloned().unwrap();
    let due = first(&of(&["due", "--json"])["due"]);
    let audit = first(&of(&["audit", "--json"])["outstanding"]);
    let minutes = office.run(["minutes", "71/2026"]).done().out;
    let protocol = office
        .run(["minutes", "--meeting", "2026-04-15", "--json"])
        .done()
        .json();
    let sheet = &protocol["paragraphs"].as_array().unwrap()[0];
    assert_eq!(sheet["at"]["number"], 71);
    let Ran { code, .. } = office.run(["verify", "paragraph", "71/2026"]);
    assert!(
        ["adjust", "post"].iter().any(|what| due["due"]["what"] == *what),
        "{due}"
    );
    [
        due["due"]["what"] == "post",
        audit["rule"] == "posted-in-2-days",
        !minutes.contains("har inte justerat"),
        sheet["adjusted"] == "2026-04-20",
        code == 0,
    ]
}

#[test]
fn a_member_under_another_name_has_signed_for_all_who_ask() {
    let office = compiled();
    // The roster and the meeting have Klara Nordin (M); she marries before she signs.
    office.enrol("adjuster-2", "adjuster", Some("Klara Ek"));
    office
        .run([
            "adjust",
            "71/2026",
            "--key",
            "chair-1",
            "--yes",
            "--on",
            "2026-04-20",
        ])
        .done();
    assert_eq!(answers(&office), [false; 5]);
    let stranger = signature(&office, &json!({"name": "Klara Ek", "party": "M"}));
    append_as(&office, "adjuster-2", &stranger).refused(1, "rule `adjuster-appointed`");
    let herself = json!({"name": "Klara Ek", "party": "C", "member": "klara-nordin"});
    append_as(&office, "adjuster-2", &signature(&office, &herself)).done();
    assert_eq!(answers(&office), [true; 5]);
    let report = office
        .run(["verify", "paragraph", "71/2026", "--json"])
        .done()
        .json();
    let signatures = report["signatures"].as_array().unwrap();
    let names: Vec<_> = signatures
        .iter()
        .map(|one| {
            (
                one["person"].as_str().unwrap(),
                one["signed"]["handle"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("Ingrid Sandvall (S)", "chair-1"),
            ("Klara Nordin (M)", "adjuster-2")
        ]
    );
}
