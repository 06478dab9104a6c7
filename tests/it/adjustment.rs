//! Minutes are compiled, signed and verified: the whole way, every way off it, and what is found when a file is changed.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::office::{Office, Ran};

/// A board whose § 71 and § 72 are compiled.
pub(crate) fn compiled() -> Office {
    let office = Office::with_board();
    let args = ["compile", "--meeting", "2026-04-15", "--key", "registrar-1"];
    office.run(args.into_iter().chain(["--on", "2026-04-16"])).done();
    office
}

fn adjust(office: &Office, paragraph: &str, handle: &str) -> Ran {
    office.run([
        "adjust",
        paragraph,
        "--key",
        handle,
        "--yes",
        "--on",
        "2026-04-20",
    ])
}

/// A board whose § 71 is adjusted by both who are to.
pub(crate) fn adjusted() -> Office {
    let office = compiled();
    adjust(&office, "71/2026", "adjuster-1").done();
    adjust(&office, "71/2026", "chair-1").done();
    office
}

fn verify(office: &Office) -> Ran {
    office.run(["verify", "paragraph", "71/2026"])
}

#[test]
fn a_paragraph_is_compiled_once() {
    let office = Office::with_board();
    let compile = |args: &[&str]| {
        let all = ["compile"]
            .iter()
            .chain(args)
            .chain(&["--key", "registrar-1", "--json"]);
        office.run(all).done().json()
    };
    let first = compile(&["71/2026"]);
    let one = &first["compiled"][0];
    assert_eq!(
        (&one["paragraph"], &one["unchanged"], &one["meeting"]),
        (
            &json!({"year": 2026, "number": 71}),
            &json!(false),
            &json!("2026-04-15")
        )
    );
    let size = office.size();
    assert_eq!(one["index"].as_u64().unwrap() + 1, size as u64);
    let again = compile(&["71"]);
    assert_eq!(
        (&again["compiled"][0]["unchanged"], &again["compiled"][0]["index"]),
        (&json!(true), &one["index"])
    );
    assert_eq!(office.size(), size, "nothing was recorded");
    let both = compile(&["--meeting", "2026-04-15"]);
    assert_eq!(
        (
            &both["compiled"][0]["unchanged"],
            &both["compiled"][1]["unchanged"]
        ),
        (&json!(true), &json!(false))
    );
    let said = office.run(["compile", "71/2026", "--key", "registrar-1"]).done();
    assert!(said.out.contains("unchanged since entry"), "{said:?}");
}

#[test]
fn those_who_are_to_sign_do_so_in_any_order() {
    for (first, second) in [("chair-1", "adjuster-1"), ("adjuster-1", "chair-1")] {
        let office = compiled();
        let shown = adjust(&office, "71/2026", first).done().out;
        assert!(
            shown.contains("§71\n") && shown.contains("Nattbuss till Björkåsen"),
            "{shown}"
        );
        assert!(shown.contains("has not signed"), "{shown}");
        verify(&office).refused_verification(&["has not signed"]);
        let shown = adjust(&office, "71/2026", second).done().out;
        assert!(
            shown.contains(&format!("signed 2026-04-20 with `{first}`")),
            "{shown}"
        );
        verify(&office).done();
    }
}

#[test]
fn a_meeting_is_signed_at_once() {
    let office = compiled();
    for handle in ["chair-1", "adjuster-1"] {
        let args = ["adjust", "--meeting", "2026-04-15", "--key", handle, "--yes"];
        office.run(args.into_iter().chain(["--on", "2026-04-20"])).done();
        office
            .run(args)
            .refused(1, "has signed every paragraph of the meeting 2026-04-15");
    }
    for paragraph in ["71/2026", "72/2026"] {
        office.run(["verify", "paragraph", paragraph]).done();
    }
}

#[test]
fn verify_paragraph_answers_on_one_screen() {
    let office = adjusted();
    let post = [
        "notice",
        "post",
        "71/2026",
        "--key",
        "registrar-1",
        "--on",
        "2026-04-21",
    ];
    office.run(post).done();
    let root = office.run(["vkey", "--root"]).done().out;
    let answer = office
        .run(["verify", "paragraph", "71/2026", "--root", root.trim()])
        .done();
    for words in [
        "Ingrid Sandvall",
        "Klara Nordin",
        "chair-1",
        "adjuster-1",
        "2026-04-20",
        "2026-04-21",
    ] {
        assert!(answer.out.contains(words), "`{words}` in {}", answer.out);
    }
    assert!(answer.out.lines().count() <= 40, "{}", answer.out);
    let json = office.run(["verify", "paragraph", "71", "--json"]).done().json();
    assert_eq!(json["ok"], true, "{json}");
}

/// The way out for an adjuster who finds an error when the chair has signed already.
#[test]
fn a_disputed_text_is_made_anew_and_signed_by_all() {
    let office = compiled();
    adjust(&office, "71/2026", "chair-1").done();
    let dispute = [
        "adjust",
        "71/2026",
        "--key",
        "adjuster-1",
        "--yes",
        "--dispute",
        "Yttrandet saknas.",
    ];
    office.run(dispute).done();
    let late = json!({
        "id": "5b1d0c66-4f0a-4a7e-9d35-0000000000a1", "stream": "meeting/2026-04-15",
        "kind": "statement.entered/1", "at": "2026-04-15T09:50:00+02:00",
        "content": {
            "item": 71, "kind": "note", "text": ["Kostnaden bör följas upp."],
            "persons": [{"name": "Klara Nordin", "party": "M"}],
        },
    });
    append_as(&office, "registrar-1", &late.to_string()).done();
    office.run(["compile", "71/2026", "--key", "registrar-1"]).done();
    for handle in ["adjuster-1", "chair-1"] {
        office.run(["adjust", "71/2026", "--key", handle, "--yes"]).done();
    }
    verify(&office).done();
}

/// A vice chair who led the meeting may have been appointed to adjust it too.
#[test]
fn one_person_signs_in_both_roles() {
    let drafts = fs::read_to_string(crate::office::case("drafts/meeting.jsonl")).unwrap();
    let office = Office::empty();
    office
        .run(crate::office::INIT.into_iter().chain(["--adjusters", "1"]))
        .done();
    let appointed = r#""adjusters":[{"name":"Klara Nordin","party":"M"}]"#;
    assert!(drafts.contains(appointed));
    let drafts = drafts.replace(
        appointed,
        r#""adjusters":[{"name":"Ingrid Sandvall","party":"S"}]"#,
    );
    office.append(&office.file("drafts.jsonl", drafts)).done();
    office.enrol("chair-1", "chair,adjuster", Some("Ingrid Sandvall"));
    office
        .run(["compile", "71/2026", "--key", "registrar-1", "--on", "2026-04-16"])
        .done();
    adjust(&office, "71/2026", "chair-1").done();
    verify(&office).refused_verification(&["has not signed"]);
    adjust(&office, "71/2026", "chair-1").done();
    verify(&office).done();
}

/// What is due and what is irregular come from two states: they must agree on who has to sign, and from which day.
#[test]
fn due_and_audit_agree_on_what_is_adjusted() {
    let drafts = fs::read_to_string(crate::office::case("drafts/meeting.jsonl")).unwrap();
    let chair_alone = drafts
        .lines()
        .filter(|line| !line.contains("adjusters.appointed"))
        .map(|line| format!("{line}\n"))
        .collect::<String>();
    let closed = "\"meeting.closed/1\",\"at\":\"2026-04-15T";
    assert!(drafts.contains(closed));
    let two_days = drafts.replace(closed, "\"meeting.closed/1\",\"at\":\"2026-04-17T");
    for (drafts, adjusters, signed) in [(chair_alone, "0", true), (two_days, "1", false)] {
        let office = Office::empty();
        office
            .run(crate::office::INIT.into_iter().chain(["--adjusters", adjusters]))
            .done();
        office.append(&office.file("drafts.jsonl", drafts)).done();
        office.enrol("chair-1", "chair", Some("Ingrid Sandvall"));
        let compile = ["compile", "--meeting", "2026-04-15", "--key", "registrar-1"];
        office
            .run(compile.into_iter().chain(["--on", "2026-04-17"]))
            .done();
        if signed {
            let args = ["adjust", "--meeting", "2026-04-15", "--key", "chair-1", "--yes"];
            office.run(args.into_iter().chain(["--on", "2026-04-20"])).done();
        }
        // Fourteen days from the 17th end on the first of May, a Friday and a holiday, and so on Monday the fourth.
        for on in ["2026-04-30", "2026-05-05"] {
            let due = office.run(["due", "--on", on, "--json"]).done().json();
            let due = due.to_string();
            let late = due.contains("\"what\":\"adjust\"") && due.contains("\"overdue\":true");
            let audit = office.run(["audit", "--on", on, "--json"]).done().out;
            assert_eq!(late, audit.contains("adjusted-in-14-days"), "{on}: {due} {audit}");
            assert_eq!(late, !signed && on == "2026-05-05", "{on}: {due}");
        }
    }
}

#[test]
fn a_second_signature_is_refused() {
    let office = adjusted();
    let before = office.files();
    for handle in ["chair-1", "adjuster-1"] {
        let ran = adjust(&office, "71/2026", handle);
        assert!(ran.code == 1 && ran.err.contains("signed-once"), "{ran:?}");
    }
    assert_eq!(office.files(), before);
}

#[test]
fn one_who_is_not_appointed_signs_nothing() {
    let office = compiled();
    office.enrol("chair-2", "chair,adjuster", Some("Petra Lindahl"));
    office.enrol("chair-3", "chair,adjuster", None);
    let before = office.files();
    let ran = adjust(&office, "71/2026", "chair-2").refused(1, "`Petra Lindahl` does not adjust § 71/2026");
    assert!(
        ran.err
            .contains("hint: it is adjusted by Ingrid Sandvall (S), Klara Nordin (M)"),
        "{ran:?}"
    );
    let ran = adjust(&office, "71/2026", "chair-3").refused(1, "the key `chair-3` has no holder");
    assert!(ran.err.contains("--holder NAME"), "{ran:?}");
    adjust(&office, "71/2026", "nobody-1").refused(1, "no key `nobody-1` is enrolled");
    // Written by hand, the same is refused by the rules.
    let draft = signature(&office, "chair-2", "chair", "Ingrid Sandvall", None);
    append_as(&office, "chair-2", &draft).refused(1, "adjuster-appointed");
    assert_eq!(office.files(), before);
}

#[test]
fn another_text_is_not_signed() {
    let office = compiled();
    let before = office.files();
    let draft = signature(
        &office,
        "chair-1",
        "chair",
        "Ingrid Sandvall",
        Some(&"0".repeat(64)),
    );
    append_as(&office, "chair-1", &draft).refused(1, "signed-text");
    assert_eq!(office.files(), before);
    let draft = signature(&office, "chair-1", "chair", "Ingrid Sandvall", None);
    append_as(&office, "chair-1", &draft).done();
}

#[test]
fn a_text_does_not_change_between_two_signatures() {
    let office = compiled();
    adjust(&office, "71/2026", "adjuster-1").done();
    let late = r#"{"id":"7c2a4e10-93b5-4d6f-8a21-0000000000f0","stream":"meeting/2026-04-15","kind":"reservation.entered/1","at":"2026-04-15T10:30:00+02:00","content":{"item":71,"persons":[{"name":"Ronja Viklund","party":"SD"}],"decision":"d1"}}"#;
    office.append(&office.file("late.jsonl", late)).done();
    let again = office.run(["compile", "71/2026", "--key", "registrar-1"]);
    again.refused(1, "compiled-until-signed");
    // Nor is it signed as if nothing had come: the reservation was in time, and belongs into the minutes.
    adjust(&office, "71/2026", "chair-1").refused(1, "reservation.entered/1");
    verify(&office).refused_verification(&["recorded later and not in it: reservation.entered/1"]);
    let dispute = [
        "adjust",
        "71/2026",
        "--key",
        "chair-1",
        "--yes",
        "--dispute",
        "Reservationen saknas.",
    ];
    office.run(dispute).done();
    office.run(["compile", "71/2026", "--key", "registrar-1"]).done();
    for handle in ["chair-1", "adjuster-1"] {
        let signed = office.run(["adjust", "71/2026", "--key", handle, "--yes"]).done();
        assert!(
            signed.out.contains("Ronja Viklund (SD) reserverar sig"),
            "{signed:?}"
        );
    }
    verify(&office).done();
}

/// `adjust` refuses it; whoever appends drafts by hand is believed, and the audit says what was signed.
#[test]
fn a_text_that_lacks_something_is_signed_with_a_finding() {
    let office = compiled();
    let late = json!({
        "id": "7c2a4e10-93b5-4d6f-8a21-0000000000f1", "stream": "meeting/2026-04-15",
        "kind": "statement.entered/1", "at": "2026-04-15T10:30:00+02:00",
        "content": {
            "item": 71, "kind": "note", "persons": [{"name": "Ronja Viklund", "party": "SD"}],
        },
    });
    append_as(&office, "registrar-1", &late.to_string()).done();
    let by_hand = signature(&office, "chair-1", "chair", "Ingrid Sandvall", None);
    append_as(&office, "chair-1", &by_hand).done();
    let audit = office
        .run(["audit", "--on", "2026-04-21", "--json"])
        .done()
        .json();
    let found: Vec<_> = audit["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["rule"].as_str().unwrap(), one["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(found, [("text-complete", "paragraph.adjusted/1")]);
    verify(&office).refused_verification(&["recorded later and not in it: statement.entered/1"]);
}

#[test]
fn who_does_not_agree_says_so() {
    let office = compiled();
    let args = [
        "adjust",
        "71/2026",
        "--key",
        "adjuster-1",
        "--yes",
        "--dispute",
        "Mitt yrkande återges inte.",
    ];
    office.run(args).done();
    verify(&office).refused_verification(&["Mitt yrkande återges inte."]);
}

#[test]
fn nothing_is_signed_unasked() {
    let office = compiled();
    let before = office.files();
    let ran = office.run(["adjust", "71/2026", "--key", "chair-1"]);
    let ran = ran.refused(2, "nobody can be asked");
    assert!(ran.err.contains("--yes"), "{ran:?}");
    assert_eq!(office.files(), before);
}

#[test]
fn a_changed_word_is_found() {
    let office = adjusted();
    change(&office, "disclosures", |text| {
        let of_decision = |line: &str| line.contains("/points/0/text/0");
        let word = |line: &str| match of_decision(line) {
            true => line.replace("fredagar och lördagar", "fredagar och söndagar"),
            false => line.to_owned(),
        };
        text.split_inclusive('\n').map(word).collect()
    });
    verify(&office).refused_verification(&["/points/0/text/0"]);
}

#[test]
fn a_changed_ballot_is_found() {
    let office = adjusted();
    let mut changed = 0;
    change(&office, "disclosures", |text| {
        let ballot = |line: &str| {
            let is_first = changed == 0 && line.contains("\"value\":\"yes\"");
            changed += usize::from(is_first);
            if is_first {
                line.replace("\"value\":\"yes\"", "\"value\":\"no\"")
            } else {
                line.to_owned()
            }
        };
        text.split_inclusive('\n').map(ballot).collect()
    });
    assert_eq!(changed, 1);
    verify(&office).refused_verification(&["/choice"]);
}

#[test]
fn a_changed_signature_is_found() {
    let office = adjusted();
    let id = signed_by(&office, "chair-1");
    change_bytes(&office, "tile/entries", |bytes| {
        let place = find(bytes, id.as_bytes())?;
        let line = place + find(&bytes[place..], "\n\n— ".as_bytes())?;
        let end = line + 2 + find(&bytes[line + 2..], b"\n")?;
        // The last character may hold bits that base64 leaves unused: an earlier one is changed.
        bytes[end - 9] = if bytes[end - 9] == b'A' { b'B' } else { b'A' };
        Some(())
    });
    let ran = verify(&office);
    let said = format!("{}{}", ran.out, ran.err);
    let failed = said
        .lines()
        .find(|line| line.contains("FAIL") && line.contains("chair-1"));
    assert!(ran.code == 3 && failed.is_some(), "{ran:?}");
}

/// The id of the signature that a key made.
fn signed_by(office: &Office, handle: &str) -> String {
    let entries = office
        .run(["replay", "--kind", "paragraph.adjusted"])
        .done()
        .json_lines();
    let one = entries
        .iter()
        .find(|entry| entry["by"] == json!([handle]))
        .unwrap();
    one["id"].as_str().unwrap().to_owned()
}

/// A draft of a signature of § 71, by hand.
fn signature(office: &Office, handle: &str, role: &str, person: &str, sha256: Option<&str>) -> String {
    let text = &office.run(["verify", "paragraph", "71/2026", "--json"]).json()["text"];
    json!({
        "id": "7c2a4e10-93b5-4d6f-8a21-0000000000e1",
        "stream": format!("paragraph/2026/71/{handle}"),
        "kind": "paragraph.adjusted/1",
        "at": "2026-04-20",
        "content": {
            "item": 71, "role": role, "person": {"name": person, "party": "S"},
            "compiled": {"id": text["id"], "sha256": sha256.or(text["sha256"].as_str())},
        },
    })
    .to_string()
}

pub(crate) fn append_as(office: &Office, handle: &str, draft: &str) -> Ran {
    let file = office.file("signature.jsonl", draft);
    office.run(["append", file.to_str().unwrap(), "--key", handle])
}

/// Changes the text of the files below a folder of the ledger; one of them at least.
fn change(office: &Office, folder: &str, mut with: impl FnMut(&str) -> String) {
    change_bytes(office, folder, |bytes| {
        let changed = with(std::str::from_utf8(bytes).unwrap());
        let is_changed = changed.as_bytes() != &bytes[..];
        *bytes = changed.into_bytes();
        is_changed.then_some(())
    });
}

fn change_bytes(office: &Office, folder: &str, mut with: impl FnMut(&mut Vec<u8>) -> Option<()>) {
    let mut changed = 0;
    for path in files_below(&office.ledger().join(folder)) {
        let mut bytes = fs::read(&path).unwrap();
        if with(&mut bytes).is_some() {
            fs::File::create(&path)
                .and_then(|mut file| std::io::Write::write_all(&mut file, &bytes))
                .unwrap();
            changed += 1;
        }
    }
    assert!(changed > 0, "no file in `{folder}` was changed");
}

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|part| part == what)
}

impl Ran {
    /// A paragraph did not verify, and the answer on standard output says why.
    #[track_caller]
    fn refused_verification(&self, words: &[&str]) {
        assert_eq!(self.code, 3, "{self:?}");
        for word in words {
            assert!(self.out.contains(word), "`{word}` in {self:?}");
        }
        assert!(self.err.starts_with("error: "), "{self:?}");
    }
}
