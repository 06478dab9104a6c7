//! Every rule with an event that breaks it.

use std::borrow::Borrow;

use serde_json::{Value, json};

use super::*;
use crate::content::Source;
use crate::moment::Moment;
use crate::wording::Wording;

mod body;
mod book;
mod course;
mod decision;
mod minority;
mod motion;
mod notice;
mod paragraph;
mod recusal;
mod replay;
mod service;
mod vote;

const MEETING: &str = "meeting/2026-03-11";

/// An event in few words: kind without its version, and content.
type Said = (&'static str, Value);

fn event(stream: &str, (kind, content): &Said) -> Event {
    let kind = format!("{kind}/1").parse().unwrap();
    let (content, source) = Content::parse(kind, content).unwrap();
    let stream = stream.parse().unwrap();
    let day = match &stream {
        Stream::Meeting(date) => *date,
        _ => "2026-03-11".parse().unwrap(),
    };
    Event {
        id: String::new(),
        stream,
        at: Moment::Day(day),
        content,
        source,
        signed: None,
    }
}

/// The state after a history that every event of was admitted to.
fn after(history: &[Said]) -> State {
    let mut state = State::new();
    for said in history {
        let event = event(MEETING, said);
        state.admit(&event).unwrap();
        state.apply(&event);
    }
    state
}

/// Checks one event in the meeting after a history: `""` is admitted without findings, otherwise the verdict.
fn check(history: &[Said], said: impl Borrow<Said>, expected: &str) {
    assert_eq!(verdict(&after(history), &event(MEETING, said.borrow())), expected);
}

fn verdict(state: &State, event: &Event) -> String {
    match state.admit(event) {
        Ok(findings) => {
            findings.iter().for_each(|finding| both_say(&finding.what));
            let expected = findings.iter().map(|finding| &finding.expected);
            expected.filter(|words| !words.is_empty()).for_each(both_say);
            findings.iter().map(ToString::to_string).collect()
        }
        Err(rejection) => {
            both_say(&rejection.what);
            both_say(&rejection.hint);
            rejection.to_string()
        }
    }
}

/// Both languages say something of their own, with the same numbers and in the same marks.
fn both_say(words: &Wording) {
    let (english, swedish) = (words.english(), words.swedish());
    assert!(!english.is_empty() && !swedish.is_empty(), "{words:?}");
    assert_ne!(english, swedish);
    let marks = |text: &str| text.matches('`').count();
    assert_eq!(marks(english), marks(swedish), "{words:?}");
    let digits = |text: &str| {
        let mut digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
        digits.sort_unstable();
        digits
    };
    assert_eq!(digits(english), digits(swedish), "{words:?}");
}

/// An item with a proposal, two motions, a proposition on the first, found and demanded to a vote, step by step.
fn steps(count: usize) -> Vec<Said> {
    let mut all = vec![
        ("item.opened", json!({"item": 41, "title": ["Plan"]})),
        (
            "proposal.laid",
            json!({"item": 41, "proposal": "p1", "points": [["Planen antas."]]}),
        ),
        ("motion.moved", motion("m1", "Klara Nordin", "amend")),
        ("motion.moved", motion("m2", "Per Ek", "reject")),
        (
            "proposition.put",
            json!({"item": 41, "proposition": "q1", "kind": "approve_or_reject", "motions": ["m1"]}),
        ),
        ("proposition.found", found("q1")),
        (
            "vote.demanded",
            json!({"item": 41, "vote": "v1", "proposition": "q1"}),
        ),
        ("vote.ordered", ordered("open", "simple")),
        ("ballot.cast", ballot("Klara Nordin", "no")),
        ("ballot.cast", ballot("Per Ek", "yes")),
        ("ballot.cast", ballot("Mona Strand", "yes")),
        ("vote.counted", counted(2, 1, "reject")),
        (
            "decision.made",
            json!({"item": 41, "decision": "d1", "proposition": "q1", "points": []}),
        ),
        ("item.closed", json!({"item": 41})),
    ];
    all.truncate(count);
    all
}

const MOVED: usize = 4;
const PUT: usize = 5;
const FOUND: usize = 6;
const DEMANDED: usize = 7;
const ORDERED: usize = 8;
const CAST: usize = 11;
const COUNTED: usize = 12;
const DECIDED: usize = 13;
const CLOSED: usize = 14;

fn motion(name: &str, mover: &str, form: &str) -> Value {
    json!({"item": 41, "motion": name, "mover": {"name": mover, "party": "M"}, "form": form})
}

fn found(name: &str) -> Value {
    json!({"item": 41, "proposition": name, "carried": {"effect": "reject", "motions": ["m1"]}})
}

fn ordered(form: &str, rule: &str) -> Value {
    json!({
        "item": 41, "vote": "v1", "form": form, "rule": rule,
        "yes": {"means": {"effect": "reject", "motions": ["m1"]}},
        "no": {"means": {"effect": "approve", "motions": ["m1"]}},
    })
}

fn ballot(voter: &str, choice: &str) -> Value {
    let voter = json!({"name": voter, "party": "M"});
    json!({"item": 41, "vote": "v1", "voter": voter, "choice": choice, "source": "read"})
}

fn counted(yes: u32, no: u32, effect: &str) -> Value {
    let declared = json!({"effect": effect, "motions": ["m1"]});
    json!({"item": 41, "vote": "v1", "yes": yes, "no": no, "abstain": 0, "declared": declared})
}

#[test]
fn a_whole_item_is_admitted_without_findings() {
    let state = after(&steps(CLOSED));
    let kept = ("passage.kept", json!({"item": 41, "reason": "after the end"}));
    assert_eq!(verdict(&state, &event(MEETING, &kept)), "");
    let adjusted = (
        "adjustment.recorded",
        json!({"item": 41, "statement": ["Justerad"]}),
    );
    assert_eq!(verdict(&state, &event("paragraph/2026/41", &adjusted)), "");
}

#[test]
fn a_kind_stands_in_its_stream() {
    let said = ("item.opened", json!({"item": 41, "title": []}));
    assert_eq!(
        verdict(&State::new(), &event("case/nn-1", &said)),
        "`item.opened/1` does not stand in the stream `case/nn-1` (rule `stream-of-kind`)"
    );
}

#[test]
fn an_item_is_opened_first_and_once() {
    check(
        &[],
        ("item.presented", json!({"item": 41, "text": []})),
        "§ 41 is not opened in this meeting (rule `item-opened`)",
    );
    check(
        &steps(1),
        ("meeting.adjourned", json!({"item": 42})),
        "§ 42 is not opened in this meeting (rule `item-opened`)",
    );
    check(
        &steps(1),
        ("passage.kept", json!({"item": 42, "reason": "x"})),
        "§ 42 is not opened in this meeting (rule `item-opened`)",
    );
    check(
        &steps(1),
        ("item.opened", json!({"item": 41, "title": []})),
        "§ 41 is opened already in this meeting (rule `item-opened-once`)",
    );
    let kept = event("case/nn-1", &("passage.kept", json!({"item": 41, "reason": "x"})));
    assert_eq!(
        verdict(&State::new(), &kept),
        "§ 41 is not opened in case/nn-1: a case has no items (rule `item-opened`)"
    );
}

#[test]
fn a_number_belongs_to_one_meeting_of_the_year() {
    let state = after(&steps(1));
    let opened = ("item.opened", json!({"item": 41, "title": []}));
    assert_eq!(
        verdict(&state, &event("meeting/2026-04-15", &opened)),
        "§ 41 of 2026 was opened by meeting/2026-03-11 (rule `item-opened-once`)"
    );
    assert_eq!(verdict(&state, &event("meeting/2027-01-20", &opened)), "");
}

#[test]
fn an_adjustment_is_of_an_opened_paragraph() {
    let state = after(&steps(1));
    let adjusted = (
        "adjustment.recorded",
        json!({"item": 41, "statement": ["Justerad"]}),
    );
    assert_eq!(
        verdict(&state, &event("paragraph/2026/42", &adjusted)),
        "the stream is that of § 42, the content of § 41 (rule `paragraph-of-stream`)"
    );
    assert_eq!(
        verdict(&state, &event("paragraph/2025/41", &adjusted)),
        "no meeting of 2025 has opened § 41 (rule `item-opened`)"
    );
}

#[test]
fn nothing_happens_while_adjourned() {
    let mut history = steps(MOVED);
    history.push(("meeting.adjourned", json!({"item": 41})));
    let rejected = "the meeting is adjourned: only its resumption can happen, and people come and go \
                    (rule `not-adjourned`)";
    check(
        &history,
        ("motion.moved", motion("m3", "Per Ek", "table")),
        rejected,
    );
    check(
        &history,
        ("item.opened", json!({"item": 42, "title": []})),
        rejected,
    );
    check(&history, ("meeting.adjourned", json!({})), rejected);
    check(&history, ("passage.kept", json!({"item": 41, "reason": "x"})), "");
    check(&history, ("meeting.resumed", json!({"item": 41})), "");
    history.push(("meeting.resumed", json!({"item": 41})));
    check(&history, ("motion.moved", motion("m3", "Per Ek", "table")), "");
    let again = "the meeting is not adjourned: it cannot be resumed (rule `resumed-while-adjourned`)";
    check(&history, ("meeting.resumed", json!({})), again);
}

#[test]
fn a_closed_item_stays_as_it_is() {
    let closed = "§ 41 is closed: only reservations and statements may follow (rule `item-not-closed`)";
    check(
        &steps(CLOSED),
        ("motion.moved", motion("m3", "Per Ek", "amend")),
        closed,
    );
    check(&steps(CLOSED), ("meeting.adjourned", json!({"item": 41})), closed);
    check(&steps(CLOSED), ("item.closed", json!({"item": 41})), closed);
    let reserved = json!({"item": 41, "persons": [], "decision": "d1"});
    check(&steps(CLOSED), ("reservation.entered", reserved), "");
    let stated = json!({"item": 41, "persons": [{"name": "Per Ek"}], "kind": "note"});
    check(&steps(CLOSED), ("statement.entered", stated), "");
    check(
        &steps(FOUND - 1),
        ("item.closed", json!({"item": 41})),
        "§ 41 is closed while `q1` is put and not settled (rule `item-settled`)",
    );
}

#[test]
fn names_are_given_once() {
    let mut history = steps(MOVED);
    for n in 3..=8 {
        history.push(("motion.moved", motion(&format!("m{n}"), "Per Ek", "amend")));
    }
    check(
        &history,
        ("motion.moved", motion("m8", "Per Ek", "add")),
        "motion `m8` is there already in § 41; known are m1 to m8 (rule `name-once`)",
    );
    for (count, said, name) in [
        (
            2,
            (
                "proposal.laid",
                json!({"item": 41, "proposal": "p1", "points": []}),
            ),
            "proposal `p1`",
        ),
        (
            PUT,
            (
                "proposition.put",
                json!({"item": 41, "proposition": "q1", "kind": "main"}),
            ),
            "proposition `q1`",
        ),
        (
            DEMANDED,
            (
                "vote.demanded",
                json!({"item": 41, "vote": "v1", "proposition": "q1"}),
            ),
            "vote `v1`",
        ),
        (
            DECIDED,
            (
                "decision.made",
                json!({"item": 41, "decision": "d1", "points": []}),
            ),
            "decision `d1`",
        ),
    ] {
        let said = verdict(&after(&steps(count)), &event(MEETING, &said));
        assert!(said.starts_with(&format!("{name} is there already")), "{said}");
    }
}

#[test]
fn a_case_names_its_proposals_once() {
    let submitted = event(
        "case/nn-1",
        &("proposal.submitted", json!({"proposal": "p1", "points": []})),
    );
    let mut state = State::new();
    assert_eq!(verdict(&state, &submitted), "");
    state.apply(&submitted);
    let again = "proposal `p1` is there already in case/nn-1; known are `p1` (rule `name-once`)";
    assert_eq!(verdict(&state, &submitted), again);
}

#[test]
fn references_resolve() {
    let check = |count: usize, kind: &'static str, rest: &str, unknown: &str| {
        let content: Value = serde_json::from_str(&format!(r#"{{"item": 41, {rest}}}"#)).unwrap();
        let said = verdict(&after(&steps(count)), &event(MEETING, &(kind, content)));
        assert!(
            said.starts_with(&format!("{unknown} is not known in § 41")),
            "{said}"
        );
        assert!(said.ends_with("(rule `reference-resolves`)"), "{said}");
    };
    let moved = r#""motion": "m7", "mover": {"name": "A"}, "form": "approve""#;
    check(
        MOVED,
        "motion.moved",
        &format!(r#"{moved}, "target": {{"motions": ["m9"]}}"#),
        "motion `m9`",
    );
    check(
        MOVED,
        "motion.moved",
        &format!(r#"{moved}, "target": {{"proposal": "p9"}}"#),
        "proposal `p9`",
    );
    check(
        MOVED,
        "motion.joined",
        r#""motions": ["m1", "m9"], "person": {"name": "A"}"#,
        "motion `m9`",
    );
    let put = r#""proposition": "q1", "kind": "main""#;
    check(
        MOVED,
        "proposition.put",
        &format!(r#"{put}, "motions": ["m9"]"#),
        "motion `m9`",
    );
    check(
        MOVED,
        "proposition.put",
        &format!(r#"{put}, "proposal": "p9""#),
        "proposal `p9`",
    );
    let answer = r#""carried": {"effect": "approve", "proposal": "p9"}"#;
    check(
        PUT,
        "proposition.found",
        &format!(r#""proposition": "q1", {answer}"#),
        "proposal `p9`",
    );
    check(
        PUT,
        "proposition.found",
        r#""proposition": "q9", "carried": {"effect": "reject"}"#,
        "proposition `q9`",
    );
    check(
        DECIDED,
        "reservation.entered",
        r#""persons": [], "decision": "d9""#,
        "decision `d9`",
    );
    check(
        DECIDED,
        "reservation.entered",
        r#""persons": [], "favour": ["m9"]"#,
        "motion `m9`",
    );
    let decided = r#""decision": "d1", "proposition": "q9", "points": []"#;
    check(FOUND, "decision.made", decided, "proposition `q9`");
}

#[test]
fn references_of_votes_resolve() {
    let check = |count: usize, kind: &'static str, content: Value, unknown: &str| {
        let said = verdict(&after(&steps(count)), &event(MEETING, &(kind, content)));
        assert!(
            said.starts_with(&format!("{unknown} is not known in § 41")),
            "{said}"
        );
    };
    let demand = json!({"item": 41, "vote": "v1", "proposition": "q9"});
    check(FOUND, "vote.demanded", demand, "proposition `q9`");
    check(FOUND, "vote.ordered", ordered("open", "simple"), "vote `v1`");
    check(FOUND, "ballot.cast", ballot("Per Ek", "yes"), "vote `v1`");
    check(FOUND, "vote.counted", counted(1, 0, "reject"), "vote `v1`");
    let list = json!({"item": 41, "vote": "v1", "voters": []});
    check(FOUND, "voting_list.recorded", list, "vote `v1`");
    let mut ordering = ordered("open", "simple");
    ordering["no"]["means"]["motions"] = json!(["m8"]);
    check(DEMANDED, "vote.ordered", ordering, "motion `m8`");
    let mut counting = counted(1, 0, "reject");
    counting["declared"]["motions"] = json!(["m9"]);
    check(ORDERED, "vote.counted", counting, "motion `m9`");
}

#[test]
fn an_unknown_name_is_told_which_are_known() {
    check(
        &steps(MOVED),
        (
            "motion.joined",
            json!({"item": 41, "motions": ["m9"], "person": {"name": "A"}}),
        ),
        "motion `m9` is not known in § 41; known are m1 to m2 (rule `reference-resolves`)",
    );
}

#[test]
fn a_proposition_is_found_once() {
    check(
        &steps(FOUND),
        ("proposition.found", found("q1")),
        "what proposition `q1` was answered with is found already in § 41 (rule `found-once`)",
    );
}

#[test]
fn a_vote_is_demanded_of_what_was_found() {
    let demand = |vote: &str| {
        (
            "vote.demanded",
            json!({"item": 41, "vote": vote, "proposition": "q1"}),
        )
    };
    check(
        &steps(PUT),
        demand("v1"),
        "proposition `q1` is put but not found in § 41 (rule `vote-on-finding`, 5:53)",
    );
    check(
        &steps(ORDERED),
        demand("v2"),
        "vote `v1` is open on proposition `q1` in § 41 (rule `vote-on-finding`, 5:53)",
    );
    check(
        &steps(DECIDED),
        demand("v2"),
        "vote `v2` is demanded in § 41 when `q1` is decided; expected the demand before the gavel falls \
         (rule `demand-in-time`, 5:53)",
    );
    check(&steps(COUNTED), demand("v2"), "");
}

#[test]
fn a_vote_goes_in_order() {
    let unordered = "vote `v1` is demanded but not ordered (rule `vote-in-order`, 5:53)";
    check(
        &steps(DEMANDED),
        ("ballot.cast", ballot("Per Ek", "yes")),
        unordered,
    );
    check(
        &steps(DEMANDED),
        ("vote.counted", counted(1, 0, "reject")),
        unordered,
    );
    check(
        &steps(ORDERED),
        ("vote.ordered", ordered("open", "simple")),
        "vote `v1` is ordered already (rule `vote-in-order`, 5:53)",
    );
    let late = "vote `v1` is counted already: 2 yes, 1 no, 0 abstain (rule `vote-in-order`, 5:53)";
    check(&steps(COUNTED), ("ballot.cast", ballot("Ulla Alm", "yes")), late);
    check(&steps(COUNTED), ("vote.counted", counted(2, 1, "reject")), late);
    check(&steps(COUNTED), ("vote.ordered", ordered("open", "simple")), late);
}

#[test]
fn one_person_has_one_ballot() {
    check(
        &steps(CAST),
        ("ballot.cast", ballot("Per Ek", "absent")),
        "Per Ek (M) has voted already in vote `v1` (rule `one-vote`, 4:24)",
    );
    let mut namesake = ballot("Per Ek", "yes");
    namesake["voter"]["party"] = json!("S");
    check(&steps(CAST), ("ballot.cast", namesake), "");
}

#[test]
fn a_closed_vote_has_no_ballots() {
    let mut history = steps(DEMANDED);
    history.push(("vote.ordered", ordered("closed", "simple")));
    check(
        &history,
        ("ballot.cast", ballot("Per Ek", "yes")),
        "vote `v1` is closed: its ballots have no names (rule `closed-vote`, 5:54, 5:67 p. 5)",
    );
}

#[test]
fn a_derived_ballot_says_why() {
    let mut derived = ballot("Per Ek", "yes");
    derived["source"] = json!("derived");
    let refused = "the derived ballot of Per Ek (M) in vote `v1` has no reason (rule `derived-has-reason`)";
    check(&steps(ORDERED), ("ballot.cast", derived.clone()), refused);
    derived["reason"] = json!("  ");
    check(&steps(ORDERED), ("ballot.cast", derived.clone()), refused);
    derived["reason"] = json!("reserverar sig");
    check(&steps(ORDERED), ("ballot.cast", derived), "");
}

#[test]
fn ballots_add_up_to_the_count() {
    check(
        &steps(CAST),
        ("vote.counted", counted(3, 1, "reject")),
        "vote `v1` is counted as 3 yes, 1 no, 0 abstain, its ballots are 2 yes, 1 no, 0 abstain \
         (rule `tally-of-ballots`, 5:67 p. 3, 5)",
    );
    let mut with_absent = steps(CAST);
    with_absent.push(("ballot.cast", ballot("Ulla Alm", "absent")));
    check(&with_absent, ("vote.counted", counted(2, 1, "reject")), "");
    let mut only_absent = steps(ORDERED);
    only_absent.push(("ballot.cast", ballot("Ulla Alm", "absent")));
    check(&only_absent, ("vote.counted", counted(9, 4, "reject")), "");
}

#[test]
fn a_decision_settles_once_what_is_settled() {
    let decide = |proposition: Option<&str>| {
        let content = json!({"item": 41, "decision": "d2", "proposition": proposition, "points": []});
        ("decision.made", content)
    };
    check(
        &steps(PUT),
        decide(Some("q1")),
        "proposition `q1` is not settled in § 41: what was answered is not found (rule `decision-of-settled`)",
    );
    check(
        &steps(CAST),
        decide(Some("q1")),
        "proposition `q1` is not settled in § 41: vote `v1` is not counted (rule `decision-of-settled`)",
    );
    check(
        &steps(CAST),
        decide(None),
        "`q1` in § 41 is put and not settled (rule `decision-of-settled`)",
    );
    check(
        &steps(DECIDED),
        decide(Some("q1")),
        "proposition `q1` is decided already in § 41 (rule `one-decision`)",
    );
    check(&steps(MOVED), decide(None), "");
    check(&steps(FOUND), decide(Some("q1")), "");
    check(&steps(COUNTED), decide(None), "");
}

#[test]
fn an_outcome_beside_the_tally_is_a_finding() {
    check(
        &steps(ORDERED),
        ("vote.counted", counted(9, 4, "approve")),
        "vote `v1`: 9 yes, 4 no, 0 abstaining: 9 > 4, yes carries `reject m1`; declared is `approve m1`; \
         expected `reject m1` (rule `simple-majority`, 5:55)",
    );
    check(
        &steps(ORDERED),
        ("vote.counted", counted(4, 4, "approve")),
        "vote `v1`: 4 = 4 is a tie for the chair to decide, and the chair's ballot is not known \
         (rule `casting-vote`, 5:56)",
    );
    let mut casting = steps(DEMANDED);
    casting.push(("vote.ordered", ordered("open", "casting_vote")));
    check(&casting, ("vote.counted", counted(4, 4, "approve")), "");
    check(
        &casting,
        ("vote.counted", counted(9, 4, "reject")),
        "vote `v1`: 9 > 4 is no tie for the chair to decide (rule `casting-vote`, 5:56)",
    );
}

#[test]
fn a_list_beside_the_count_is_a_finding() {
    let list = |yes: u32| {
        let result = json!({"yes": yes, "no": 1, "abstain": 0});
        let content = json!({"item": 41, "vote": "v1", "voters": [], "result": result});
        ("voting_list.recorded", content)
    };
    let differs = "the list of vote `v1` says 7 yes, 1 no, 0 abstain, the count 2 yes, 1 no, 0 abstain \
                   (rule `votes-in-minutes`, 5:67 p. 3, 5)";
    check(&steps(COUNTED), list(7), differs);
    check(&steps(COUNTED), list(2), "");
    let mut listed = steps(ORDERED);
    listed.push(list(7));
    check(&listed, ("vote.counted", counted(2, 1, "reject")), differs);
}

#[test]
fn a_reservation_before_the_decision_is_a_finding() {
    check(
        &steps(COUNTED),
        ("reservation.entered", json!({"item": 41, "persons": []})),
        "a reservation is entered in § 41 before a decision is made (rule `reservation-of-decision`, 4:27)",
    );
    check(
        &steps(DECIDED),
        ("reservation.entered", json!({"item": 41, "persons": []})),
        "",
    );
}

#[test]
fn an_event_needs_its_stream_and_its_paragraph() {
    let check = |stream: &str, said: Said, expected: &[Need]| {
        assert_eq!(needs(&event(stream, &said)), expected);
    };
    let stream = |name: &str| Need::Stream(name.parse().unwrap());
    let at = |number| ParagraphRef { year: 2026, number };
    let paragraph = |number| Need::Paragraph(at(number));
    let body = || stream("body");
    let opened = |item: u32| ("item.opened", json!({"item": item, "title": []}));
    let of_meeting = [stream(MEETING), body()];
    check(MEETING, ("meeting.adjourned", json!({})), &of_meeting);
    let numbers = |numbers: &[u32]| {
        let numbers = numbers.iter().map(|number| paragraph(*number));
        of_meeting.iter().cloned().chain(numbers).collect::<Vec<_>>()
    };
    check(MEETING, opened(41), &numbers(&[41, 40, 1]));
    check(MEETING, opened(2), &numbers(&[2, 1]));
    check(MEETING, opened(1), &numbers(&[1]));
    check("case/nn-1", opened(41), &[]);
    let submitted = ("proposal.submitted", json!({"proposal": "p1", "points": []}));
    check("case/nn-1", submitted, &[stream("case/nn-1")]);

    let after = || [paragraph(41), Need::Signatures(at(41)), body()];
    let own = "paragraph/2026/41";
    let with = |names: &[&str], more: &[Need]| {
        let streams = names.iter().map(|name| stream(name));
        streams
            .chain(after())
            .chain(more.iter().cloned())
            .collect::<Vec<_>>()
    };
    let adjusted = ("adjustment.recorded", json!({"item": 41, "statement": []}));
    check(own, adjusted, &with(&[own], &[]));
    let by = json!({"paragraph": {"year": 2026, "number": 57}});
    check(
        own,
        ("decision.revised", json!({"item": 41, "by": by})),
        &with(&[own], &[paragraph(57)]),
    );
    let compiled = json!({"id": "", "sha256": ""});
    let signed = json!({"item": 41, "role": "chair", "person": {"name": "A"}, "compiled": compiled});
    let handle = "paragraph/2026/41/chair-1";
    check(handle, ("paragraph.adjusted", signed), &with(&[handle, own], &[]));
}

#[test]
fn what_is_judged_is_the_content_and_not_its_source() {
    let mut state = after(&steps(1));
    let mut quoted = event(
        MEETING,
        &("speech.made", json!({"item": 41, "speaker": {"name": "A"}})),
    );
    quoted.source = Source {
        document: None,
        quote: vec!["A yttrar sig.".to_owned()],
        lines: vec![7],
        also: Vec::new(),
    };
    let before = state.clone();
    state.apply(&quoted);
    assert_eq!(state, before);
}
