//! The review of a reading, driven through standard input: what a person answers, and what is written then.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::office::{Office, Ran, case, run_with_input};
use crate::seeds::comes_back;

/// Votes told in names and in sums that differ, and a line that is not understood.
const BOARD: &str = "contradictions/namnd.txt";
/// An answer to one of two motions, which others refer to.
const AMBIGUOUS: &str = "contradictions/flertydigt.txt";

/// Reviews a text with these answers.
fn review(office: &Office, text: &str, answers: &str, editor: Option<&Path>) -> Ran {
    let mut program = office.program();
    program.arg("transcribe").arg(case(text));
    program.args(["--review", "--force", "--out", "drafts.jsonl"]);
    if let Some(editor) = editor {
        program.arg("--editor").arg(editor);
    }
    run_with_input(&mut program, answers.as_bytes())
}

/// An editor that changes the drafts as a line of `sed` does.
fn editor(office: &Office, script: &str) -> PathBuf {
    let program = format!("#!/bin/sh\nexec /usr/bin/env sed -i -e '{script}' \"$1\"\n");
    let path = office.file("editor", program);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    path
}

fn written(office: &Office) -> Vec<Value> {
    let drafts = std::fs::read_to_string(office.path("drafts.jsonl")).unwrap();
    drafts
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn of_kind<'d>(drafts: &'d [Value], kind: &str) -> Vec<&'d Value> {
    drafts
        .iter()
        .filter(|draft| draft["kind"] == json!(kind))
        .collect()
}

/// The draft that quotes a line.
fn quoting(drafts: &[Value], line: u64) -> &Value {
    let quotes = |draft: &&Value| {
        let lines = draft["content"]["lines"].as_array();
        lines.is_some_and(|lines| lines.contains(&json!(line)))
    };
    drafts.iter().find(quotes).unwrap()
}

/// What is written quotes every line of the text once, goes into a ledger, and gives the text back.
#[track_caller]
fn is_whole(drafts: &[Value], text: &str, name: &str) {
    let path = case(text);
    let all = std::fs::read_to_string(&path).unwrap();
    let numbered = all.lines().zip(1_u64..);
    let wanted: Vec<u64> = numbered
        .filter(|(line, _)| !line.trim().is_empty())
        .map(|(_, n)| n)
        .collect();
    let lines = drafts
        .iter()
        .filter_map(|draft| draft["content"]["lines"].as_array());
    let mut quoted: Vec<u64> = lines.flatten().map(|line| line.as_u64().unwrap()).collect();
    quoted.sort_unstable();
    assert_eq!(quoted, wanted);

    let office = Office::with_ledger();
    let lines: Vec<String> = drafts.iter().map(ToString::to_string).collect();
    office
        .append(&office.file("drafts.jsonl", lines.join("\n")))
        .done();
    comes_back(&office, name, &path);
}

/// How often the review has asked.
fn asked(ran: &Ran) -> usize {
    ran.err.matches("? [Enter] right").count()
}

#[test]
fn the_end_of_the_answers_accepts_the_rest() {
    let office = Office::empty();
    let silent = review(&office, BOARD, "", None).done();
    assert_eq!(asked(&silent), 1);
    let drafts = written(&office);
    assert_eq!(quoting(&drafts, 9)["kind"], json!("passage.kept/1"));
    is_whole(&drafts, BOARD, "31/2026");
    // What is shown is the whole text, with what is doubtful where it stands.
    assert!(
        silent
            .err
            .contains("   24  1. Biblioteket har öppet till kl. 19 på vardagar."),
        "{}",
        silent.err
    );
    let rest = review(&office, BOARD, "a\n", None).done();
    assert_eq!(asked(&rest), 1);
    // A line that is not understood, sums that differ, a reservation as the own vote; and an answer that is none.
    let each = review(&office, BOARD, "what?\n\n\n\n", None).done();
    assert_eq!(asked(&each), 4);
    let beside =
        "    ?    beside lines 18–19: ”Följande röstar ja: Bo Tallmo (M), Pia Lind (C) och Rut Fors (MP).";
    assert!(each.err.contains(beside), "{}", each.err);
}

#[test]
fn a_review_that_is_broken_off_writes_nothing() {
    let office = Office::empty();
    let ran = review(&office, BOARD, "\nq\n", None);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .contains("error: the review was broken off; nothing is written"),
        "{}",
        ran.err
    );
    assert!(!office.path("drafts.jsonl").exists());
}

#[test]
fn a_reading_is_kept_as_words() {
    let office = Office::empty();
    let ran = review(&office, AMBIGUOUS, "\nk\n", None).done();
    let drafts = written(&office);
    let kept = quoting(&drafts, 12);
    assert_eq!(kept["kind"], json!("passage.kept/1"));
    assert_eq!(kept["content"]["reason"], json!("kept at the review"));
    // All that the motion quotes, on both sides of the page header.
    assert_eq!(
        (&kept["content"]["lines"], &kept["content"]["item"]),
        (&json!([12, 17]), &json!(32))
    );
    assert_eq!(of_kind(&drafts, "motion.moved/1").len(), 3);
    assert_eq!(asked(&ran), 2);
    is_whole(&drafts, AMBIGUOUS, "32/2026");
}

#[test]
fn an_edited_draft_takes_the_place_of_what_was_read() {
    let office = Office::empty();
    let joins = "s/\"passage.kept\\/1\"/\"motion.joined\\/1\"/; s/\"reason\":\"[^\"]*\"/\"motions\":[\"m1\"],\"person\":{\"name\":\"Nils Hagby\",\"party\":\"S\"}/";
    review(&office, BOARD, "e\na\n", Some(&editor(&office, joins))).done();
    let drafts = written(&office);
    let joined = of_kind(&drafts, "motion.joined/1");
    assert_eq!(joined.len(), 1);
    assert_eq!(joined[0]["content"]["person"]["name"], json!("Nils Hagby"));
    assert_eq!(joined[0]["content"]["lines"], json!([9]));
    is_whole(&drafts, BOARD, "31/2026");
}

/// Each way to edit that loses or doubles something is told, changes nothing, and is asked about again.
#[test]
fn what_breaks_the_quotation_is_refused() {
    let office = Office::empty();
    review(&office, BOARD, "a\n", None).done();
    let before = contents(&written(&office));
    let refusals = [
        ("s/\"lines\":\\[9\\]/\"lines\":[8]/", "must quote the lines"),
        ("s/bifaller Ekdals/biträder Ekdals/", "must quote the lines"),
        ("p", "must quote the lines"),
        ("s/.*/x/", "line 1: not JSON"),
        ("d", "there is no draft in it"),
    ];
    for (script, why) in refusals {
        let ran = review(&office, BOARD, "e\na\n", Some(&editor(&office, script))).done();
        let told = format!(
            "refused: {}",
            if why.starts_with("must") { "together" } else { why }
        );
        assert!(ran.err.contains(&told), "{script}: {}", ran.err);
        assert!(
            ran.err.contains(why) && ran.err.contains("it stays as it was"),
            "{script}"
        );
        assert_eq!(asked(&ran), 2, "{script}");
        assert_eq!(contents(&written(&office)), before, "{script}");
    }
    let none = review(&office, BOARD, "e\na\n", None).done();
    assert!(none.err.contains("refused: no editor is named"), "{}", none.err);
    let absent = review(&office, BOARD, "e\na\n", Some(Path::new("/absent"))).done();
    assert!(
        absent.err.contains("refused: cannot run `/absent`"),
        "{}",
        absent.err
    );
    assert_eq!(contents(&written(&office)), before);
}

fn contents(drafts: &[Value]) -> Vec<Value> {
    drafts.iter().map(|draft| draft["content"].clone()).collect()
}

#[test]
fn what_others_refer_to_is_not_kept_alone() {
    let office = Office::empty();
    let ran = review(&office, AMBIGUOUS, "k\n\na\n", None).done();
    let why = "refused: motion `m3` is not known in § 32; known are m1 to m2 (rule `reference-resolves`); it stays as it was";
    assert!(ran.err.contains(why), "{}", ran.err);
    assert_eq!(asked(&ran), 3, "the same place is asked about again");
    let drafts = written(&office);
    assert_eq!(quoting(&drafts, 10)["content"]["motion"], json!("m3"));
    is_whole(&drafts, AMBIGUOUS, "32/2026");

    // The count of a vote that a decision rests on.
    let ran = review(&office, BOARD, "\nk\na\n", None).done();
    assert!(
        ran.err
            .contains("vote `v1` is not counted (rule `decision-of-settled`"),
        "{}",
        ran.err
    );
    assert_eq!(quoting(&written(&office), 21)["kind"], json!("vote.counted/1"));
}
