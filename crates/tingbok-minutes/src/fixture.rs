//! A fictional paragraph that has everything, and the means to write others in few words.

use serde_json::{Value, json};
use tingbok_procedure::{Content, Draft, Event, Signed, Signer, State};

use crate::projection::{Logged, What};

pub(crate) use book::{written, year};

mod book;

/// An event of § 41 on 11 March 2026; `item` is added where the content names none.
pub(crate) fn said(kind: &str, content: Value) -> Event {
    said_at("2026-03-11", kind, content)
}

/// The same at another time.
pub(crate) fn said_at(at: &str, kind: &str, mut content: Value) -> Event {
    let stream = match kind {
        "paragraph.adjusted" => "paragraph/2026/41/key-1",
        "paragraph.compiled"
        | "paragraph.corrected"
        | "adjustment.recorded"
        | "adjustment.disputed"
        | "notice.posted"
        | "notice.removed"
        | "extract.dispatched"
        | "appeal.lodged"
        | "force.gained"
        | "decision.revised" => "paragraph/2026/41",
        "body.constituted" | "member.elected" => "body",
        _ => "meeting/2026-03-11",
    };
    if stream != "body" && content.get("item").is_none() {
        content["item"] = json!(41);
    }
    let (content, source) = Content::parse(format!("{kind}/1").parse().unwrap(), &content).unwrap();
    Event {
        id: kind.to_owned(),
        stream: stream.parse().unwrap(),
        at: at.parse().unwrap(),
        content,
        source,
        signed: None,
    }
}

pub(crate) fn opened() -> Event {
    said(
        "item.opened",
        json!({"title": ["Plan för biblioteken 2027"], "case": "KN/12/2026"}),
    )
}

/// Klara Nordin amends page 4 twice, Anders Fries page 7, Mona Strand approves the proposal.
pub(crate) fn moved() -> Vec<Event> {
    let proposal = json!({"proposal": "p1", "by": "Förvaltningschefen", "points": [
        ["Planen för biblioteken 2027 antas."], ["Planen följs upp i oktober."],
    ]});
    let amend = |name: &str, mover: &str, party: &str, page: u32, old: &str, new: &str| {
        said(
            "motion.moved",
            json!({
                "motion": name, "mover": {"name": mover, "party": party}, "form": "amend",
                "target": {"proposal": "p1", "page": page, "old": [old], "new": [new]},
            }),
        )
    };
    vec![
        said("proposal.laid", proposal),
        amend("m1", "Klara Nordin", "M", 4, "två filialer", "tre filialer"),
        amend("m2", "Klara Nordin", "M", 4, "maj", "april"),
        said(
            "motion.moved",
            json!({
                "motion": "m3", "mover": {"name": "Anders Fries", "party": "S"}, "form": "amend",
                "target": {"page": 7},
                "text": ["Anders Fries (S) yrkar följande ändring på sidan 7:\n\"Bokbussen går\nvarje vecka.\""],
            }),
        ),
        said(
            "motion.joined",
            json!({"motions": ["m1"], "person": {"name": "Per Ek", "party": "C"}}),
        ),
        said(
            "motion.joined",
            json!({"motions": ["m1"], "person": {"name": "Ulla Marx"}}),
        ),
        said(
            "motion.moved",
            json!({
                "motion": "m4", "mover": {"name": "Mona Strand", "party": "V"}, "form": "approve",
                "target": {"proposal": "p1"},
            }),
        ),
        said(
            "speech.made",
            json!({"speaker": {"name": "Per Ek", "party": "C"}}),
        ),
    ]
}

/// A proposition on motions, with its answer.
pub(crate) fn asked(name: &str, motions: &[&str], effect: &str) -> Vec<Event> {
    vec![
        said(
            "proposition.put",
            json!({
                "proposition": name, "kind": "approve_or_reject", "motions": motions,
            }),
        ),
        said(
            "proposition.found",
            json!({
                "proposition": name, "carried": {"effect": effect, "motions": motions},
            }),
        ),
    ]
}

/// Everything: motions, joins, a pause, propositions, a vote with ballots, a decision, reservations and a list.
pub(crate) fn everything() -> Vec<Event> {
    let mut events = vec![
        said(
            "body.constituted",
            json!({"name": "Kulturnämnden", "kind": "board", "seats": 5}),
        ),
        opened(),
        said(
            "item.presented",
            json!({"text": ["Förvaltningen har tagit fram\nen plan för biblioteken.\n\nPlanen gäller 2027."]}),
        ),
    ];
    events.extend(moved());
    events.push(said_at(
        "2026-03-11T14:00:00+01:00",
        "meeting.adjourned",
        json!({}),
    ));
    events.push(said_at("2026-03-11T14:10:00+01:00", "meeting.resumed", json!({})));
    events.extend(asked("q1", &["m1"], "reject"));
    events.extend(vote());
    events.extend(asked("q2", &["m2"], "reject"));
    events.extend(asked("q3", &["m3"], "approve"));
    events.push(said(
        "proposition.put",
        json!({"proposition": "q4", "kind": "final", "proposal": "p1"}),
    ));
    events.push(said(
        "proposition.found",
        json!({
            "proposition": "q4", "carried": {"effect": "approve", "proposal": "p1"},
        }),
    ));
    events.extend(outcome());
    events
}

fn vote() -> Vec<Event> {
    let means = |effect: &str| json!({"means": {"effect": effect, "motions": ["m1"]}});
    let mut events = vec![
        said(
            "vote.demanded",
            json!({
                "vote": "v1", "proposition": "q1", "by": {"name": "Klara Nordin", "party": "M"},
            }),
        ),
        said(
            "vote.ordered",
            json!({
                "vote": "v1", "yes": means("reject"), "no": means("approve"),
                "form": "open", "method": "upprop", "rule": "simple",
            }),
        ),
    ];
    for (name, party, choice, reason) in [
        ("Anders Fries", "S", "yes", None),
        ("Mona Strand", "V", "yes", None),
        ("Klara Nordin", "M", "no", None),
        ("Per Ek", "C", "no", Some("reserverar sig för yrkandet")),
        ("Ulla Alm", "L", "abstain", None),
        ("Siv Ö", "S", "yes", Some("reserverar sig inte")),
    ] {
        let source = if reason.is_some() { "derived" } else { "read" };
        events.push(said(
            "ballot.cast",
            json!({
                "vote": "v1", "voter": {"name": name, "party": party}, "choice": choice,
                "source": source, "reason": reason,
            }),
        ));
    }
    events.push(said(
        "vote.counted",
        json!({
            "vote": "v1", "yes": 3, "no": 2, "abstain": 1,
            "declared": {"effect": "reject", "motions": ["m1"]},
        }),
    ));
    events.push(said(
        "voting_list.recorded",
        json!({
            "vote": "v1", "voters": [
                {"name": "Anders Fries", "party": "S", "role": "Ordförande"},
                {"name": "Mona Strand", "party": "V", "role": "1:a vice ordförande"},
                {"name": "Klara Nordin", "party": "M", "role": "Ledamot"},
            ],
        }),
    ));
    events
}

fn outcome() -> Vec<Event> {
    vec![
        said(
            "decision.made",
            json!({"decision": "d1", "proposition": "q4", "points": [
                {"number": 1, "text": ["Bokbussen går varje vecka."]},
                {"number": 2, "text": ["Planen för biblioteken 2027 antas\nmed ovanstående ändring."]},
            ]}),
        ),
        said(
            "reservation.entered",
            json!({
                "persons": [{"name": "Klara Nordin", "party": "M"}, {"name": "Per Ek", "party": "C"}],
                "decision": "d1", "favour": ["m1", "m2"],
            }),
        ),
        said(
            "dispatch.ordered",
            json!({"recipients": ["Bibliotekschefen", "Ekonomiavdelningen"]}),
        ),
        said(
            "underlay.listed",
            json!({"documents": [{"title": "Tjänsteskrivelse 2026-02-20"}]}),
        ),
        said(
            "passage.kept",
            json!({"reason": "page head", "quote": ["Kulturnämnden", "Sida 3"], "lines": [8, 9]}),
        ),
        said("item.closed", json!({})),
        said(
            "adjustment.recorded",
            json!({"statement": ["Paragrafen är justerad"]}),
        ),
    ]
}

#[test]
fn the_fictional_paragraph_is_admitted_without_findings() {
    let mut state = State::new();
    for event in everything() {
        assert_eq!(state.admit(&event), Ok(Vec::new()));
        state.apply(&event);
    }
}

/// A vote of two namesakes of one party, of one whose party the list alone states, and of one of two who fit.
pub(crate) fn namesakes() -> Vec<Event> {
    let alm = |member: &str| json!({"name": "Per Alm", "party": "S", "member": member});
    let voters = [
        alm("alm-1"),
        alm("alm-2"),
        person("Siv Ö", "M"),
        json!({"name": "Ida Ek"}),
    ];
    let ballot = |voter: Value, choice: &str| {
        let content = json!({"vote": "v1", "voter": voter, "choice": choice, "source": "read"});
        said("ballot.cast", content)
    };
    let side = |effect: &str| json!({"means": {"effect": effect}});
    let mut events = vec![opened()];
    events.extend(asked("q1", &[], "approve"));
    events.extend([
        said("vote.demanded", json!({"vote": "v1", "proposition": "q1"})),
        said(
            "vote.ordered",
            json!({"vote": "v1", "yes": side("approve"), "no": side("reject"), "form": "open", "rule": "simple"}),
        ),
        ballot(alm("alm-2"), "yes"),
        ballot(alm("alm-1"), "no"),
        ballot(json!({"name": "Siv Ö"}), "yes"),
        ballot(person("Ida Ek", "C"), "yes"),
        ballot(person("Per Alm", "S"), "abstain"),
        said("voting_list.recorded", json!({"vote": "v1", "voters": voters})),
    ]);
    events
}

/// A person of a party.
pub(crate) fn person(name: &str, party: &str) -> Value {
    json!({"name": name, "party": party})
}

/// A paragraph with the kinds that the first version did not know.
pub(crate) fn course() -> Vec<Event> {
    let at = |clock: &str, kind: &str, content: Value| {
        said_at(&format!("2026-03-11T{clock}:00+01:00"), kind, content)
    };
    let mut events = vec![
        said(
            "item.opened",
            json!({"title": ["Plan för biblioteken 2027"], "case": "KN/12/2026",
            "chair": person("Mona Strand", "V")}),
        ),
        at(
            "10:00",
            "recusal.declared",
            json!({"person": person("Anders Fries", "S"), "ground": ["Anställd vid\nbiblioteket"]}),
        ),
        at(
            "10:00",
            "service.ended",
            json!({"person": person("Anders Fries", "S")}),
        ),
        at(
            "10:01",
            "service.started",
            json!({"person": person("Ida Ek", "S"), "for": person("Anders Fries", "S")}),
        ),
        at("10:02", "doors.closed", json!({})),
    ];
    events.extend(moved());
    events.push(said(
        "motion.withdrawn",
        json!({"motions": ["m2"], "by": person("Klara Nordin", "M")}),
    ));
    events.push(said(
        "motion.withdrawn",
        json!({"motions": ["m3"], "by": person("Per Ek", "C")}),
    ));
    events.push(at("10:30", "doors.opened", json!({})));
    events.push(said("debate.closed", json!({})));
    events.push(said("proposition.ordered", json!({"order": ["q1", "q2", "q9"]})));
    events.extend(two_decisions());
    events.push(said("item.closed", json!({"adjusted_at_once": true})));
    events
}

/// Two decisions, who took no part in them, what was put into the minutes, and who adjusts them.
fn two_decisions() -> Vec<Event> {
    let mut events = asked("q1", &["m1"], "reject");
    events.push(said(
        "proposition.put",
        json!({"proposition": "q2", "kind": "final", "proposal": "p1"}),
    ));
    events.push(said(
        "proposition.found",
        json!({"proposition": "q2", "carried": {"effect": "approve", "proposal": "p1"}}),
    ));
    let decision = |name: &str, proposition: &str, text: &str| {
        said(
            "decision.made",
            json!({"decision": name, "proposition": proposition, "points": [{"text": [text]}]}),
        )
    };
    events.push(decision("d1", "q1", "Ändringsyrkandet avslås."));
    events.push(decision("d2", "q2", "Planen antas."));
    events.push(said(
        "participation.declined",
        json!({"persons": [person("Per Ek", "C")], "proposition": "q2"}),
    ));
    events.push(said(
        "participation.declined",
        json!({"persons": [person("Ulla Alm", "L")], "decision": "d1"}),
    ));
    events.push(said(
        "reservation.entered",
        json!({"persons": [person("Per Ek", "C")], "decision": "d1"}),
    ));
    events.push(said("statement.entered", json!({"persons": [person("Klara Nordin", "M")], "kind": "note", "text": ["Frågan hör hemma\ni budgeten."]})));
    events.push(said(
        "statement.entered",
        json!({"persons": [person("Ulla Alm", "L")], "kind": "note"}),
    ));
    events.push(said("statement.entered", json!({"persons": [person("Per Ek", "C")], "kind": "special_opinion", "text": ["Per Ek (C) anser annat."]})));
    events.push(said(
        "adjusters.appointed",
        json!({"adjusters": [person("Per Ek", "C")], "on": "2026-03-11"}),
    ));
    events
}

/// The events as if they were recorded: those of the meeting have places from `first`, and each its own id.
pub(crate) fn recorded(events: Vec<Event>, first: u64) -> Vec<Event> {
    let mut places = std::collections::BTreeMap::new();
    let mut events = events;
    for (event, index) in events.iter_mut().zip(0_u64..) {
        let meeting = event.stream.to_string().starts_with("meeting/");
        let next = places
            .entry(event.stream.clone())
            .or_insert(if meeting { first } else { 0 });
        event.signed = Some(Signed {
            seq: *next,
            digest: format!("{index:064x}"),
            by: vec![Signer {
                handle: "registrar-1".to_owned(),
                holder: None,
            }],
        });
        *next += 1;
    }
    events
}

/// The events as entries of a log that holds nothing else.
pub(crate) fn logged(events: Vec<Event>) -> Vec<Logged> {
    let entry = |(event, index): (Event, u64)| Logged {
        masked: false,
        index,
        received: "2026-03-12T08:00:00Z".to_owned(),
        chain: format!("{:064x}", index + 1),
        what: What::Event(Box::new(event)),
    };
    events.into_iter().zip(0..).map(entry).collect()
}

/// One event of each kind, from the specification's examples, as entries of a log.
pub(crate) fn examples() -> Vec<Logged> {
    let lines = include_str!("../../../docs/spec/examples.jsonl").lines();
    let draft = |line: &str| serde_json::from_str::<Draft>(line).unwrap().event().unwrap();
    let signed = |mut event: Event| {
        if let Content::ParagraphAdjusted(adjusted) = &mut event.content {
            // The examples are not signed, and name a digest of zeros.
            adjusted.compiled.sha256 = format!("{:064x}", 49);
        }
        event
    };
    logged(recorded(lines.map(draft).map(signed).collect(), 0))
}

/// Events of several streams as a log.
pub(crate) fn log(drafts: &[(&str, &str, &str, Value)]) -> Vec<Logged> {
    let event = |((stream, at, kind, content), number): (&(&str, &str, &str, Value), u32)| {
        let draft = Draft {
            id: format!("e{number}"),
            stream: (*stream).to_owned(),
            kind: format!("{kind}/1"),
            at: (*at).to_owned(),
            content: content.clone(),
        };
        draft.event().unwrap()
    };
    logged(recorded(drafts.iter().zip(0..).map(event).collect(), 0))
}
