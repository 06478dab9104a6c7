//! The two real documents, when `shared` is there.

use serde_json::json;
use tingbok_transcribe::{Options, Transcription};

use crate::reading::{
    assert_admissible, assert_covered, each, findings, of_kind, options, order, read, shared,
};

const PARAGRAPH: &str = "seeds/001_82e0ba0abe9892c8.txt";
const LETTER: &str = "seeds/000_0881e2924fbef5f8.txt";

fn seed(name: &str, options: &Options) -> Option<Transcription> {
    let source = std::fs::read(shared(name)?).unwrap();
    let read = read(&source, options).unwrap();
    assert_covered(&source, &read);
    assert_admissible(&read);
    assert_eq!(findings(&read), Vec::<String>::new(), "{name}");
    Some(read)
}

#[test]
fn the_paragraph_has_every_event_in_order() {
    let Some(read) = seed(PARAGRAPH, &options()) else {
        return;
    };
    insta::assert_snapshot!(order(&read).join("\n"), @r#"
    item.opened
    item.presented
    underlay.listed
    proposal.laid
    passage.kept
    motion.moved
    motion.joined
    motion.moved×10
    motion.joined×2
    speech.made
    meeting.adjourned
    meeting.resumed
    proposition.put
    proposition.found
    proposition.put
    proposition.found
    proposition.put
    proposition.found
    proposition.put
    proposition.found
    proposition.put
    proposition.found
    proposition.put
    proposition.found
    vote.demanded
    vote.ordered
    vote.counted
    voting_list.recorded
    proposition.put
    proposition.found
    proposition.put
    proposition.found
    decision.made
    reservation.entered×2
    dispatch.ordered
    adjustment.recorded
    "#);
    assert_eq!(each(&read, "item.opened", "/item"), ["194"]);
    assert_eq!(each(&read, "item.opened", "/case"), ["RS/595/2023"]);
    assert!(read.events[0].stream.to_string() == "meeting/2023-11-08");
    assert_eq!((read.lines.total, read.lines.kept), (173, 1));
}

#[test]
fn eleven_motions_and_three_joined() {
    let Some(read) = seed(PARAGRAPH, &options()) else {
        return;
    };
    let movers = each(&read, "motion.moved", "/mover/party");
    assert_eq!(movers.join(" "), "M MP MP MP MP MP MP KD KD KD KD");
    let forms = each(&read, "motion.moved", "/form");
    assert_eq!(
        forms.join(" "),
        "amend amend amend amend amend amend amend reject amend reject approve"
    );
    let pages = each(&read, "motion.moved", "/target/page");
    assert_eq!(pages.join(" "), "- 15 15 15 18 23 23 - - - -");
    let motions = each(&read, "motion.moved", "/target/motions");
    assert_eq!(motions[7..], ["m1", "-", "m2,m3,m4,m5,m6,m7", "-"]);
    assert_eq!(each(&read, "motion.moved", "/target/proposal")[10], "p1");
    assert_eq!(
        each(&read, "motion.moved", "/target/new")[1..4],
        ["45%", "– 50%", "– \n5%"]
    );
    assert_eq!(each(&read, "motion.joined", "/motions"), ["m1", "m5", "m5"]);
    assert_eq!(each(&read, "motion.joined", "/person/party"), ["C", "C", "M"]);
    assert_eq!(each(&read, "speech.made", "/speaker/party"), ["M"]);
}

#[test]
fn eight_propositions_and_a_vote_after_its_own() {
    let Some(read) = seed(PARAGRAPH, &options()) else {
        return;
    };
    let put = each(&read, "proposition.put", "/motions");
    assert_eq!(put, ["m1", "m9", "m2", "m3", "m4", "m5", "m6,m7", "-"]);
    let carried = each(&read, "proposition.found", "/carried/effect").join(" ");
    assert_eq!(
        carried,
        "reject approve reject reject reject reject reject approve"
    );
    assert_eq!(each(&read, "proposition.put", "/kind")[7], "final");
    assert_eq!(each(&read, "vote.demanded", "/proposition"), ["q6"]);
    let ordered = &of_kind(&read, "vote.ordered")[0];
    assert_eq!(
        ordered["yes"]["means"],
        json!({"effect": "reject", "motions": ["m5"]})
    );
    assert_eq!(
        ordered["no"]["means"],
        json!({"effect": "approve", "motions": ["m5"]})
    );
    assert_eq!(
        (&ordered["form"], &ordered["rule"]),
        (&json!("open"), &json!("simple"))
    );
    let counted = &of_kind(&read, "vote.counted")[0];
    assert_eq!(
        (&counted["yes"], &counted["no"], &counted["abstain"]),
        (&json!(9), &json!(4), &json!(0))
    );
    assert_eq!(
        counted["declared"],
        json!({"effect": "reject", "motions": ["m5"]})
    );
}

#[test]
fn the_list_has_names_and_no_ballots() {
    let Some(read) = seed(PARAGRAPH, &options()) else {
        return;
    };
    let list = &of_kind(&read, "voting_list.recorded")[0];
    assert_eq!(list["voters"].as_array().unwrap().len(), 13);
    assert_eq!(list["result"], json!({"yes": 9, "no": 4, "abstain": 0}));
    assert!(
        list["voters"]
            .as_array()
            .unwrap()
            .iter()
            .all(|voter| voter["role"].is_string())
    );
    assert!(of_kind(&read, "ballot.cast").is_empty());
}

#[test]
fn ballots_are_derived_only_when_asked_for() {
    let mut options = options();
    options.derive_ballots = true;
    let Some(read) = seed(PARAGRAPH, &options) else {
        return;
    };
    let ballots = of_kind(&read, "ballot.cast");
    assert_eq!(ballots.len(), 13);
    assert!(
        ballots
            .iter()
            .all(|ballot| ballot["source"] == "derived" && ballot["reason"].is_string())
    );
    let no = ballots.iter().filter(|ballot| ballot["choice"] == "no");
    let parties: Vec<_> = no
        .map(|ballot| ballot["voter"]["party"].as_str().unwrap())
        .collect();
    assert_eq!(parties, ["M", "MP", "M", "C"]);
}

#[test]
fn adjournment_decision_and_what_follows() {
    let Some(read) = seed(PARAGRAPH, &options()) else {
        return;
    };
    let at = |kind: &str| {
        let event = read
            .events
            .iter()
            .find(|event| event.kind().name() == kind)
            .unwrap();
        format!("{} {}", event.stream, event.at)
    };
    assert_eq!(
        at("meeting.adjourned/1"),
        "meeting/2023-11-08 2023-11-08T14:00:00+01:00"
    );
    assert_eq!(
        at("meeting.resumed/1"),
        "meeting/2023-11-08 2023-11-08T14:10:00+01:00"
    );
    assert_eq!(at("adjustment.recorded/1"), "paragraph/2023/194 2026-04-01");
    let decision = &of_kind(&read, "decision.made")[0];
    assert_eq!(decision["proposition"], "q8");
    assert_eq!(
        (&decision["points"][0]["number"], &decision["points"][1]["number"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(
        each(&read, "reservation.entered", "/favour"),
        ["m2,m3,m4,m5,m6,m7", "m1,m5"]
    );
    assert_eq!(
        of_kind(&read, "dispatch.ordered")[0]["recipients"]
            .as_array()
            .unwrap()
            .len(),
        6
    );
    assert_eq!(
        of_kind(&read, "underlay.listed")[0]["documents"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn the_date_may_be_given() {
    let mut options = options();
    options.meeting = Some("2023-11-09".parse().unwrap());
    let Some(read) = seed(PARAGRAPH, &options) else {
        return;
    };
    assert_eq!(read.events[0].stream.to_string(), "meeting/2023-11-09");
    let says = |note: &tingbok_transcribe::Note| note.text.contains("the text says 2023-11-08;");
    assert!(read.notes.iter().any(says));
}

#[test]
fn the_letter_with_its_references() {
    let Some(read) = seed(LETTER, &options()) else {
        return;
    };
    assert_eq!(order(&read), ["document.registered", "proposal.submitted"]);
    assert_eq!(read.events[0].stream.to_string(), "case/rs-595-2023");
    let document = &of_kind(&read, "document.registered")[0];
    let quoted = |number| {
        let source = &read.events[0].source;
        let place = source.lines.iter().position(|line| *line == number).unwrap();
        source.quote[place].trim().to_owned()
    };
    assert_eq!(document["office"], quoted(55));
    assert_eq!(
        format!("{} RS/595/2023", document["author"].as_str().unwrap()),
        quoted(56)
    );
    assert_eq!(document["signatories"].as_array().unwrap().len(), 2);
    assert_eq!(document["recipients"].as_array().unwrap().len(), 6);
    let wanted = json!([
        {"paragraph": 194, "date": "2023-11-08"},
        {"case": "RS/494/2023"},
        {"paragraph": 294, "date": "2023-12-07"}
    ]);
    assert_eq!(document["references"], wanted);
    let proposal = &of_kind(&read, "proposal.submitted")[0];
    assert_eq!(proposal["by"], "Regiondirektören");
    assert_eq!(proposal["points"].as_array().unwrap().len(), 2);
}
