//! Minutes that contradict themselves: what disagrees is found, with the words of both places, when they are read and when
//! they are audited.

use std::ffi::OsStr;
use std::path::Path;

use serde_json::{Value, json};

use crate::office::{Office, Ran, case, run};

/// What is expected of a text: the rule, the lines of the event, the lines that it was held against.
type Found = (&'static str, &'static [u64], &'static [u64]);

const BOARD: (&str, &[Found]) = (
    "contradictions/namnd.txt",
    &[
        ("votes-in-minutes", &[21], &[18, 19]),
        ("reservation-as-voted", &[26, 27], &[18, 23, 24]),
    ],
);

const ASSEMBLY: (&str, &[Found]) = (
    "contradictions/fullmaktige.txt",
    &[
        ("decision-as-carried", &[23, 24], &[21]),
        ("simple-majority", &[42], &[39, 40]),
        ("reservation-of-participant", &[49, 50], &[47]),
    ],
);

/// Reads a text into drafts.
fn transcribe(office: &Office, text: &str, options: &[&str]) -> Ran {
    let mut program = office.program();
    program.arg("transcribe").arg(case(text));
    run(program.args(["--force", "--out", "drafts.jsonl"]).args(options)).done()
}

fn lines(words: &Value) -> Vec<u64> {
    let lines = words["lines"].as_array().unwrap();
    lines.iter().map(|line| line.as_u64().unwrap()).collect()
}

/// The words that stand on these lines of a text, as a report begins to quote them.
fn begins(text: &str, lines: &[u64]) -> String {
    let text = std::fs::read_to_string(case(text)).unwrap();
    let quoted = text.lines().zip(1_u64..).filter(|(_, n)| lines.contains(n));
    let words: Vec<&str> = quoted.flat_map(|(line, _)| line.split_whitespace()).collect();
    words.join(" ").chars().take(60).collect()
}

#[test]
fn reading_finds_them_and_quotes_both_places() {
    let office = Office::empty();
    for (text, wanted) in [BOARD, ASSEMBLY] {
        let found = transcribe(&office, text, &["--json"]).json()["findings"].clone();
        let found = found.as_array().unwrap();
        assert_eq!(found.len(), wanted.len(), "{found:?}");
        let told = transcribe(&office, text, &[]).err;
        for (one, (rule, own, beside)) in found.iter().zip(wanted) {
            assert_eq!(one["rule"], json!(rule));
            for (words, wanted) in [(&one["words"], own), (&one["beside"], beside)] {
                assert_eq!(lines(words), *wanted, "{rule}");
                let begins = begins(text, wanted);
                assert!(
                    words["words"].as_str().unwrap().starts_with(&begins),
                    "{begins}: {words}"
                );
                assert!(told.contains(&format!(": ”{begins}")), "{begins}: {told}");
            }
        }
    }
    let told = transcribe(&office, BOARD.0, &[]).err;
    let shown = "finding: vote `v1` is counted as 4 yes, 2 no, 0 abstain, its ballots are 3 yes, 2 no, 0 abstain (rule \
                 `votes-in-minutes`, 5:67 p. 3, 5)\n  line 21: ”Med 4 ja-röster mot 2 nej-röster beslutar nämnden att \
                 avslå Sara Ekdals yrkande.”\n  beside lines 18–19: ”Följande röstar ja: ";
    assert!(told.contains(shown), "{told}");
}

#[test]
fn a_text_of_any_size_is_held_against_the_rules() {
    let office = Office::empty();
    // Each heading without words is an event of its own.
    let headings = "\nBeslut\n\nYrkanden\n".repeat(11_000);
    let text = std::fs::read_to_string(case(BOARD.0)).unwrap() + &headings;
    let long = office.file("long.txt", text);
    let found = |text: &Path| office.run([OsStr::new("transcribe"), text.as_ref(), OsStr::new("--json")]);
    let (whole, short) = (found(&long).done().json(), found(&case(BOARD.0)).done().json());
    assert!(whole["drafts"].as_u64() > Some(22_000));
    assert_eq!(whole["findings"].as_array().map(Vec::len), Some(BOARD.1.len()));
    assert_eq!(whole["findings"], short["findings"]);
}

#[test]
fn the_audit_finds_the_same_in_the_ledger() {
    for (text, wanted) in [BOARD, ASSEMBLY] {
        let office = Office::with_ledger();
        transcribe(&office, text, &[]);
        office.append(&office.path("drafts.jsonl")).done();
        let audit = ["audit", "--on", "2026-05-08"];
        let found = office.run([&audit[..], &["--json"]].concat()).done().json()["findings"].clone();
        let page = office
            .run([&audit[..], &["--format", "html"]].concat())
            .done()
            .out;
        let printed = office.run(audit).done().out;
        // Of an assembly that is recorded as a board, as here, the same is found.
        for (rule, own, beside) in wanted {
            let of_rule = |one: &&Value| one["rule"] == json!(rule);
            let one = found.as_array().unwrap().iter().find(of_rule).unwrap();
            assert_eq!(lines(&one["words"]), *own, "{rule}");
            let mut held: Vec<u64> = Vec::new();
            for other in one["beside"].as_array().unwrap() {
                assert!(!other["entries"].as_array().unwrap().is_empty());
                held.extend(lines(&other["words"]));
            }
            held.sort_unstable();
            assert_eq!(held, *beside, "{rule}");
            let words = begins(text, own);
            assert!(
                printed.contains(&format!(": ”{words}")) && page.contains(&format!(": ”{words}")),
                "{words}"
            );
        }
        if text == BOARD.0 {
            let both = "  line 21: ”Med 4 ja-röster mot 2 nej-röster beslutar nämnden att avslå Sara Ekdals yrkande.”\n  \
                        beside entries 13–17, ballot.cast/1, lines 18–19: ”Följande röstar ja: Bo Tallmo (M), ";
            assert!(printed.contains(both), "{printed}");
            let row = "<dt>Jämfört med</dt><dd>post 13–17 (röst), raderna 18–19: ”Följande röstar ja: ";
            assert!(page.contains(row), "{page}");
        }
    }
}
