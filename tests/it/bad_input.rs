//! Bad input: a clear answer, the right exit code, and nothing changed.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use crate::office::{INIT, Office, case, run, say_not_run};

const FIRST: &str = r#"{"id":"0b1f9c1e-4d0a-4b52-8f0e-000000000001","stream":"meeting/2026-03-11","kind":"item.opened/1","at":"2026-03-11","content":{"item":57,"title":["Plan"]}}"#;

/// A second draft after the good first one, which must be refused with these words; the file is refused as a whole.
#[track_caller]
fn refused(office: &Office, second: &str, words: &str) {
    let before = office.files();
    let path = office.file("bad.jsonl", format!("{FIRST}\n{second}\n"));
    let ran = office.append(&path).refused(1, words);
    assert!(ran.err.contains("line 2"), "{ran:?}");
    assert_eq!(office.files(), before, "{words}");
}

fn second(stream: &str, kind: &str, content: &str) -> String {
    let id = "0b1f9c1e-4d0a-4b52-8f0e-000000000002";
    format!(r#"{{"id":"{id}","stream":"{stream}","kind":"{kind}","at":"2026-03-11","content":{content}}}"#)
}

#[test]
fn a_draft_that_cannot_be_is_named_by_its_line() {
    let office = Office::with_ledger();
    let meeting = "meeting/2026-03-11";
    let motion = r#"{"item":57,"motion":"m1","mover":{"name":"Klara Nordin"},"form":"approve"}"#;
    let cases = [
        (
            second(meeting, "motion.imagined/1", "{}"),
            "unknown kind `motion.imagined/1`",
        ),
        (
            second(meeting, "motion.moved/2", motion),
            "unknown kind `motion.moved/2`",
        ),
        (
            second(meeting, "motion.moved/1", &motion.replace("form", "farm")),
            "unknown field `farm`",
        ),
        (
            second(meeting, "motion.moved/1", &motion.replace("approve", "cheer")),
            "unknown variant `cheer`",
        ),
        (
            second("case/rs-1-2026", "motion.moved/1", motion),
            "does not stand in the stream `case/rs-1-2026`",
        ),
        (
            second("Möte/2026-03-11", "motion.moved/1", motion),
            "line 2: `Möte/2026-03-11` is no name of a stream",
        ),
        (
            second(meeting, "motion.moved/1", &motion.replace("57", "58")),
            "58",
        ),
        (
            second(
                meeting,
                "motion.joined/1",
                r#"{"item":57,"motions":["m9"],"person":{"name":"A"}}"#,
            ),
            "motion `m9`",
        ),
        (
            second(meeting, "motion.moved/1", motion).replace("2026-03-11\",\"con", "2026-02-30\",\"con"),
            "2026-02-30",
        ),
        (
            second(meeting, "motion.moved/1", motion).replace("0b1f", "0B1F"),
            "no UUID of version 4",
        ),
        (
            second(meeting, "motion.moved/1", motion).replace("\"at\"", "\"by\":\"x\",\"at\""),
            "unknown field `by`",
        ),
        (
            second(meeting, "motion.moved/1", motion).replace("57,", "57,\"item\":57,"),
            "duplicate key",
        ),
        (
            second(meeting, "motion.moved/1", motion).replace("57", "57.0"),
            "number 57.0",
        ),
        ("{".to_owned(), "not JSON"),
        ("null".to_owned(), "not a draft"),
    ];
    for (draft, words) in cases {
        refused(&office, &draft, words);
    }
    assert_eq!(office.size(), 4);
}

#[test]
fn a_filter_that_fits_nothing_ever_is_a_usage_error() {
    let office = Office::with_meeting();
    for (filter, bad) in [
        ("--kind", "decision"),
        ("--kind", "decision.made/01"),
        ("--kind", ""),
        ("--stream", "Meeting"),
        ("--stream", "meeting/"),
        ("--stream", "ledger/x"),
    ] {
        let ran = office.run(["replay", filter, bad]).refused(2, filter);
        assert!(ran.err.contains(&format!("'{bad}'")) || bad.is_empty(), "{ran:?}");
    }
    let unknown = office.run(["replay", "--kind", "decision.unmade"]).done();
    assert_eq!(unknown.out, "");
    assert_eq!(
        unknown.err,
        "note: the kind `decision.unmade` is not known to this program\n"
    );
    let later = office.run(["replay", "--kind", "decision.made/2"]).done();
    assert!(later.err.contains("`decision.made/2`"), "{later:?}");
    for known in ["decision.made", "key.enrolled/1"] {
        assert_eq!(office.run(["replay", "--kind", known]).done().err, "", "{known}");
    }
}

#[test]
fn a_body_has_a_name_of_one_line() {
    let office = Office::empty();
    for bad in ["", "  ", "Region\nstyrelsen", "Region\u{1b}[2J"] {
        let mut args = INIT;
        args[4] = bad;
        office.run(args).refused(2, "--body <NAME>");
        assert!(
            !office.ledger().exists() && !office.path("keys").exists(),
            "{bad:?}"
        );
    }
}

#[test]
fn what_is_recorded_is_never_changed() {
    let office = Office::with_meeting();
    let before = office.files();
    let changed = std::fs::read_to_string(case("drafts/short.jsonl"))
        .unwrap()
        .replace("Tre busskurer", "Fyra busskurer");
    let ran = office.append(&office.file("changed.jsonl", changed));
    ran.refused(
        1,
        "line 5: id `0b1f9c1e-4d0a-4b52-8f0e-000000000005` is recorded at entry 8 with other content",
    );
    assert_eq!(office.files(), before);
}

#[test]
fn an_id_stands_once_in_a_file() {
    let office = Office::with_ledger();
    refused(
        &office,
        &FIRST.replace("Plan", "Annan plan").replace("57", "58"),
        "0b1f9c1e-4d0a-4b52-8f0e-000000000001",
    );
}

#[test]
fn an_event_that_is_too_large_is_refused() {
    let office = Office::with_ledger();
    let long = "x".repeat(1 << 20);
    let meeting = "meeting/2026-03-11";
    let value = format!(r#"{{"item":57,"motion":"m1","mover":{{"name":"{long}"}},"form":"approve"}}"#);
    refused(&office, &second(meeting, "motion.moved/1", &value), "value size");
    let runs = vec!["\"rad\""; 2000].join(",");
    let many =
        format!(r#"{{"item":57,"motion":"m1","mover":{{"name":"A"}},"form":"approve","text":[{runs}]}}"#);
    refused(&office, &second(meeting, "motion.moved/1", &many), "event size");
}

#[test]
fn a_file_that_is_no_drafts_is_refused() {
    let office = Office::with_ledger();
    let before = office.files();
    for (name, bytes, words) in [
        ("empty", &b""[..], "there is no draft in it"),
        ("blank", b"\n \n\n", "there is no draft in it"),
        ("binary", &[0xff, 0xd8, 0xff, 0x00], "not UTF-8 at byte 0"),
        ("text", "§57 Plan\n".as_bytes(), "line 1: not JSON at byte 0"),
        ("array", b"[1,2]\n", "line 1: not a draft"),
    ] {
        office.append(&office.file(name, bytes)).refused(1, words);
    }
    office.append(&office.path("absent")).refused(4, "cannot read");
    office.append(&office.path("keys")).refused(4, "cannot read");
    assert_eq!(office.files(), before);
}

#[test]
fn a_folder_that_is_no_ledger_is_left_as_it_is() {
    let office = Office::empty();
    std::fs::create_dir(office.ledger()).unwrap();
    office.file("ledger/letter.txt", "x");
    for args in [
        &["log"][..],
        &["minutes", "1"],
        &["vkey"],
        &["key", "list"],
        &["replay"],
    ] {
        office.run(args).refused(1, "not a ledger");
    }
    office
        .append(&case("drafts/short.jsonl"))
        .refused(1, "not a ledger");
    assert_eq!(std::fs::read_dir(office.ledger()).unwrap().count(), 1);
    let absent = run(office
        .program()
        .arg("log")
        .env("TINGBOK_LEDGER", office.path("none")));
    absent.refused(1, "not a ledger");
}

#[test]
fn a_newer_format_is_named_and_left_as_it_is() {
    let office = Office::with_meeting();
    let settings = office.ledger().join("ledger.toml");
    let text = std::fs::read_to_string(&settings)
        .unwrap()
        .replace("format = 1", "format = 2");
    File::create(&settings)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let before = office.files();
    office.run(["log"]).refused(1, "format 2 is newer than 1");
    office
        .append(&case("drafts/short.jsonl"))
        .refused(1, "format 2 is newer than 1");
    assert_eq!(office.files(), before);
}

#[test]
fn a_ledger_in_use_says_who_has_it() {
    use tingbok_ledger::lock::{Holder, LedgerLock};
    let office = Office::with_ledger();
    let holder = Holder {
        pid: 4711,
        doing: "append".into(),
        since: "2026-03-11T12:00:00.000Z".into(),
    };
    let held = LedgerLock::exclusive(&office.ledger(), &holder).unwrap();
    let words = "the ledger is in use by process 4711 (`append`, since 2026-03-11T12:00:00.000Z)";
    office.append(&case("drafts/short.jsonl")).refused(1, words);
    office.run(["log"]).refused(1, words);
    drop(held);
    let reader = LedgerLock::shared(&office.ledger()).unwrap();
    assert!(reader.is_held());
    office.run(["log"]).done();
    office
        .append(&case("drafts/short.jsonl"))
        .refused(1, "is being read by another process");
    drop(reader);
    office.append(&case("drafts/short.jsonl")).done();
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_refuses_and_loses_nothing() {
    let office = Office::with_meeting();
    let all: Vec<_> = office.files().into_iter().map(|(path, _)| path).collect();
    if !is_denied(&office.ledger(), &all) {
        say_not_run("nothing is denied to this user");
        return;
    }
    let drafts = std::fs::read_to_string(case("drafts/short.jsonl")).unwrap();
    let more = drafts.replace("0b1f9c1e", "0b1f9c1f").replace("57", "58");
    let path = office.file("more.jsonl", more);
    office.append(&path).refused(4, "error");
    assert_eq!(office.size(), 9);
    permit(&office.ledger(), &all);
    office.append(&path).done();
    assert_eq!(office.size(), 14);
}

/// Takes every right to write away; tells whether that keeps this user from writing.
#[cfg(unix)]
fn is_denied(folder: &Path, files: &[std::path::PathBuf]) -> bool {
    set_modes(folder, files, 0o400, 0o500);
    File::create(folder.join("probe")).is_err()
}

#[cfg(unix)]
fn permit(folder: &Path, files: &[std::path::PathBuf]) {
    set_modes(folder, files, 0o600, 0o700);
}

#[cfg(unix)]
fn set_modes(folder: &Path, files: &[std::path::PathBuf], file_mode: u32, folder_mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    let set = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    // Folders are opened first and closed last, so that what is in them can be reached.
    let mut folders: Vec<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    folders.push(folder);
    folders.sort();
    folders.dedup();
    if folder_mode == 0o700 {
        folders.iter().for_each(|path| set(path, folder_mode));
    }
    files.iter().for_each(|path| set(path, file_mode));
    set(&folder.join("lock"), file_mode);
    if folder_mode == 0o500 {
        folders.iter().rev().for_each(|path| set(path, folder_mode));
    }
}
