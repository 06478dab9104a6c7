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

/// What is asked, the exit code, words of the error, and words of what to do.
type Refusal = (&'static str, i32, &'static str, &'static str);

/// Runs each, its words divided at spaces, and holds that nothing was changed.
#[track_caller]
fn all_refused(office: &Office, cases: &[Refusal]) {
    let before = office.files();
    for (command, code, words, hint) in cases {
        let ran = office.run(command.split(' ')).refused(*code, words);
        assert!(ran.err.contains(hint), "expected `{hint}` in {ran:?}");
    }
    assert_eq!(office.files(), before);
}

#[test]
fn what_is_not_there_is_named_with_what_to_do() {
    let log = "tingbok log";
    let no_meeting = "no meeting of 2026-04-16 is in this ledger";
    all_refused(
        &Office::with_board(),
        &[
            ("minutes 99/2026", 1, "`§ 99/2026` is not in this ledger", log),
            ("minutes 71/1998", 1, "`§ 71/1998` is not in this ledger", log),
            ("minutes --meeting 2026-04-16", 1, no_meeting, "named by its day"),
            ("votes 99", 1, "`§ 99` is not in this ledger", log),
            ("trail 99", 1, "`§ 99` is not in this ledger", log),
            ("case RS/9/1999", 1, "`RS/9/1999` is not in this ledger", log),
            (
                "member Ingen",
                1,
                "nobody in this ledger is named `Ingen`",
                "as the minutes do",
            ),
            (
                "compile 99/2026 --key registrar-1",
                1,
                "`§ 99/2026` is not in this ledger",
                log,
            ),
            (
                "compile --meeting 2026-04-16 --key registrar-1",
                1,
                no_meeting,
                "named by its day",
            ),
            (
                "verify paragraph 99/2026",
                1,
                "§ 99/2026 is not in this ledger",
                "`71/2026`",
            ),
            ("audit --meeting 2026-04-16", 1, no_meeting, "named by its day"),
            ("audit --paragraph 99", 1, "`§ 99` is not in this ledger", log),
            ("minutes 71 --at 9999", 1, "entry 9999 is not in the log", ""),
            ("notices --at 9999", 1, "entry 9999 is not in the log", ""),
            ("minutes 71 --at 3", 1, "`§ 71` is not in this ledger", log),
        ],
    );
}

#[test]
fn what_it_is_not_time_for_is_refused() {
    all_refused(
        &Office::with_board(),
        &[
            (
                "adjust 71 --key chair-1 --yes",
                1,
                "§ 71/2026 is not compiled",
                "tingbok compile 71/2026",
            ),
            ("adjust 71 --key chair-1", 2, "nobody can be asked", "--yes"),
            (
                "notice post --meeting 2026-04-15 --key registrar-1",
                1,
                "no paragraph of the meeting 2026-04-15 is adjusted and not announced yet",
                "tingbok due",
            ),
            (
                "notice remove 71 --key registrar-1",
                1,
                "notice-in-order",
                "notice.posted",
            ),
            (
                "correct 71 --ground minutes-error --old a --new b --key registrar-1",
                1,
                "correction-of-adjusted",
                "compile",
            ),
            (
                "correct 71 --ground new-decision --old a --new b --key registrar-1",
                2,
                "--decision",
                "",
            ),
        ],
    );
}

/// What is recorded of a later day is not recorded a second time.
#[test]
fn a_notice_of_a_later_day_is_posted_already() {
    let office = Office::with_board();
    let compile = ["compile", "71", "--key", "registrar-1", "--on", "2026-04-16"];
    office.run(compile).done();
    for handle in ["chair-1", "adjuster-1"] {
        let sign = ["adjust", "71", "--yes", "--key", handle, "--on", "2026-04-20"];
        office.run(sign).done();
    }
    let notice = |what: &str, on: &str| {
        let args = ["notice", what, "--meeting", "2026-04-15", "--key", "registrar-1"];
        office.run(args.into_iter().chain(["--on", on]))
    };
    notice("post", "2026-04-19").refused(1, "is adjusted and not announced yet on 2026-04-19");
    notice("post", "2026-04-22").done();
    notice("post", "2026-04-21").refused(1, "is adjusted and not announced yet on 2026-04-21");
    notice("remove", "2026-05-20").done();
    notice("remove", "2026-05-19").refused(1, "has a notice that may come down on 2026-05-19");
}

#[test]
fn a_day_that_is_none_is_a_usage_error() {
    let office = Office::with_board();
    for args in [
        &["due", "--on", "2026-02-30"][..],
        &["due", "--on", "20260228"],
        &["audit", "--on", "i dag"],
        &["audit", "--meeting", "2026-13-01"],
        &["compile", "--meeting", "2026-4-15", "--key", "registrar-1"],
        &["compile", "71", "--on", "2026-04-31", "--key", "registrar-1"],
        &["notice", "post", "71", "--on", "igår", "--key", "registrar-1"],
        &["minutes", "71", "--at", "-1"],
        &["compile", "--key", "registrar-1"],
        &["compile", "71", "--meeting", "2026-04-15", "--key", "registrar-1"],
        &["audit", "--json", "--format", "html"],
        &["verify", "--root", "x", "paragraph", "71"],
    ] {
        let ran = office.run(args);
        assert!(
            ran.code == 2 && ran.out.is_empty() && ran.err.starts_with("error: "),
            "{args:?}: {ran:?}"
        );
    }
}

/// A paragraph is corrected when it is adjusted, in words that stand in it.
#[test]
fn only_words_that_stand_there_are_corrected() {
    let office = Office::with_board();
    let on = ["--on", "2026-04-20"];
    office
        .run(["compile", "71", "--key", "registrar-1"].into_iter().chain(on))
        .done();
    for handle in ["chair-1", "adjuster-1"] {
        office
            .run(["adjust", "71", "--yes", "--key", handle].into_iter().chain(on))
            .done();
    }
    let correct = |old: &str| {
        let words = [
            "--old",
            old,
            "--new",
            "den 7 september",
            "--by",
            "Ingrid Sandvall (S)",
        ];
        let args = [
            "correct",
            "71",
            "--ground",
            "minutes-error",
            "--key",
            "registrar-1",
            "--json",
        ];
        office.run(args.into_iter().chain(words))
    };
    let before = office.files();
    let ran = correct("den 2 september").refused(1, "does not stand in the text of § 71/2026");
    assert!(ran.err.contains("tingbok minutes"), "{ran:?}");
    correct(" ").code_is(2);
    assert_eq!(office.files(), before);
    let done = correct("från den 1\nseptember 2026").done().json();
    assert_eq!(done["findings"], serde_json::json!([]));
    let minutes = office.run(["minutes", "71"]).done().out;
    assert!(minutes.contains("den 7 september"), "{minutes}");
    let verified = office.run(["verify", "paragraph", "71"]).done().out;
    assert!(
        verified.contains("verified; 1 correction or revision came after"),
        "{verified}"
    );
}
