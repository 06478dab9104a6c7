//! A batch with one draft that cannot be true, among good ones: the whole of it is refused by a rule that is named, and
//! nothing of it is written.

use std::fs;

use serde_json::{Value, json};

use crate::office::{INIT, Office, case};

/// The meeting's drafts to the demand for a vote, which are recorded, and the rest, which are the good ones.
fn drafts() -> (Vec<String>, Vec<String>) {
    let text = fs::read_to_string(case("drafts/meeting.jsonl")).unwrap();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let demanded = lines
        .iter()
        .position(|line| line.contains("vote.demanded/1"))
        .unwrap();
    let (recorded, rest) = lines.split_at(demanded + 1);
    (recorded.to_vec(), rest.to_vec())
}

fn lines(drafts: &[String]) -> String {
    drafts.iter().map(|line| format!("{line}\n")).collect()
}

/// An office whose meeting has come to the vote.
fn office() -> Office {
    let office = Office::empty();
    office.run(INIT.into_iter().chain(["--adjusters", "1"])).done();
    let (recorded, _) = drafts();
    office
        .append(&office.file("recorded.jsonl", lines(&recorded)))
        .done();
    office
}

/// What cannot be: after how many of the good drafts it comes, its kind and content, and the rule that refuses it.
struct Impossible {
    after: usize,
    kind: &'static str,
    content: Value,
    rule: &'static str,
}

impl Impossible {
    /// After the first good draft that holds these words; before all of them where the words are empty.
    fn after(words: &str, kind: &'static str, content: Value, rule: &'static str) -> Self {
        let (_, good) = drafts();
        let place = || good.iter().position(|line| line.contains(words)).unwrap() + 1;
        let after = if words.is_empty() { 0 } else { place() };
        Self {
            after,
            kind,
            content,
            rule,
        }
    }

    fn draft(&self) -> String {
        json!({
            "id": "7c2a4e10-93b5-4d6f-8a21-0000000000d1", "stream": "meeting/2026-04-15",
            "kind": self.kind, "at": "2026-04-15", "content": self.content,
        })
        .to_string()
    }
}

fn ballot(name: &str, party: &str) -> Value {
    json!({"item": 71, "vote": "v1", "voter": {"name": name, "party": party}, "choice": "yes", "source": "read"})
}

fn impossible() -> Vec<Impossible> {
    let decision = |name: &str| json!({"item": 71, "decision": name, "proposition": "q1", "points": []});
    let count = |yes: u32, no: u32| {
        json!({
            "item": 71, "vote": "v1", "yes": yes, "no": no, "abstain": 1,
            "declared": {"effect": "approve", "proposal": "p1"},
        })
    };
    let joined = json!({"item": 71, "motions": ["m9"], "person": {"name": "Tor Myhrman", "party": "S"}});
    let speech = json!({"item": 71, "speaker": {"name": "Tor Myhrman", "party": "S"}});
    let opened = json!({"item": 71, "title": ["Ett annat ärende"]});
    let klara = || ballot("Klara Nordin", "M");
    vec![
        Impossible::after("\"item\":72", "item.opened/1", opened, "item-opened-once"),
        Impossible::after(
            "vote.ordered/1",
            "ballot.cast/1",
            ballot("Bo Ekdahl", "C"),
            "ballot-of-serving",
        ),
        Impossible::after(
            "Per-Anders Åsling",
            "vote.counted/1",
            count(8, 2),
            "tally-of-ballots",
        ),
        Impossible::after(
            "vote.ordered/1",
            "vote.counted/1",
            count(8, 3),
            "votes-of-serving",
        ),
        Impossible::after("Klara Nordin", "ballot.cast/1", klara(), "one-vote"),
        Impossible::after("", "ballot.cast/1", klara(), "vote-in-order"),
        Impossible::after("vote.ordered/1", "motion.joined/1", joined, "reference-resolves"),
        Impossible::after(
            "vote.ordered/1",
            "decision.made/1",
            decision("d1"),
            "decision-of-settled",
        ),
        Impossible::after(
            "decision.made/1",
            "decision.made/1",
            decision("d2"),
            "one-decision",
        ),
        Impossible::after("item.closed/1", "speech.made/1", speech, "item-not-closed"),
    ]
}

#[test]
fn a_batch_with_one_impossible_draft_leaves_nothing() {
    let office = office();
    let (size, before) = (office.size(), office.files());
    let (recorded, good) = drafts();
    for bad in impossible() {
        let mut batch = good.clone();
        batch.insert(bad.after, bad.draft());
        let file = office.file("batch.jsonl", lines(&batch));
        let ran = office.append(&file).refused(1, &format!("rule `{}`", bad.rule));
        let line = format!("line {}: ", bad.after + 1);
        assert!(ran.err.contains(&line), "`{line}` in {ran:?}");
        assert_eq!(office.size(), size, "{}", bad.rule);
        assert!(office.files() == before, "{}: a file has changed", bad.rule);
        office.run(["verify"]).done();
    }
    // Without it the same drafts are good, each of them.
    office.append(&office.file("good.jsonl", lines(&good))).done();
    assert_eq!(office.size(), size + good.len());
    assert_eq!(size, recorded.len() + SET_UP);
    office.run(["verify"]).done();
}

/// A number that is left out may be the registrar's slip or a paragraph that was never written: it is found.
#[test]
fn a_skipped_number_is_recorded_with_a_finding() {
    let office = office();
    let (size, (_, good)) = (office.size(), drafts());
    let skipped = lines(&good).replace("\"item\":72", "\"item\":73");
    office.append(&office.file("skipped.jsonl", skipped)).done();
    assert_eq!(office.size(), size + good.len());
    let audit = office
        .run(["audit", "--on", "2026-04-16", "--json"])
        .done()
        .json();
    let found: Vec<_> = audit["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["rule"].as_str().unwrap(),
                one["paragraph"]["number"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(found, [("numbering", 73)]);
}

/// The entries that `init` makes: two keys, the log's key, and the body.
const SET_UP: usize = 4;
