//! Who signed what, and when a paragraph is adjusted.

use serde_json::{Value, json};
use tingbok_procedure::Adjustment;
use tingbok_procedure::Event;
use tingbok_procedure::admission::Body;
use tingbok_procedure::admission::adjustment::Signers;

use super::Afterwards;
use crate::document::Section;
use crate::fixture::{person, said, said_at};

fn signers() -> Signers {
    let of = |name: &str, party: &str| serde_json::from_value(person(name, party)).unwrap();
    Signers {
        chair: Some(of("Mona Strand", "V")),
        adjusters: vec![of("Klara Nordin", "M"), of("Per Ek", "C")],
        replaced: Vec::new(),
        wanted: None,
    }
}

fn compiled(id: &str) -> Event {
    let content = json!({"meeting": "2026-03-11", "from": 3, "to": 9, "renderer": "tingbok-minutes/2", "text": ["§41\n"]});
    let mut event = said_at("2026-03-16", "paragraph.compiled", content);
    event.id = id.to_owned();
    event
}

fn adjusted(on: &str, role: &str, who: impl Into<Value>, text: &str) -> Event {
    let compiled = json!({"id": text, "sha256": "00"});
    said_at(
        on,
        "paragraph.adjusted",
        json!({"role": role, "person": who.into(), "compiled": compiled}),
    )
}

fn after(events: &[Event]) -> Afterwards {
    let mut after = Afterwards::default();
    assert!(events.iter().all(|event| after.take(event)));
    after
}

/// How far the adjustment has come in a body whose roster has these three.
fn adjustment(events: &[Event], signers: Signers) -> Adjustment {
    let mut body = Body::default();
    for (member, name, party) in [
        ("mona", "Mona Strand", "V"),
        ("klara", "Klara Nordin", "M"),
        ("per", "Per Ek", "C"),
    ] {
        body.apply(&said(
            "member.elected",
            json!({"member": member, "person": person(name, party), "office": "member"}),
        ));
    }
    after(events).adjustment(signers, body.roster())
}

fn day(events: &[Event], signers: Signers) -> Option<String> {
    adjustment(events, signers).complete_on.map(|day| day.to_string())
}

fn on(events: &[Event]) -> Option<String> {
    day(events, signers())
}

#[test]
fn all_must_sign_the_newest_text() {
    let chair = |on: &str, text: &str| adjusted(on, "chair", person("Mona Strand", "V"), text);
    let klara = |on: &str, text: &str| adjusted(on, "adjuster", json!({"name": "Klara Nordin"}), text);
    let per = |on: &str, text: &str| adjusted(on, "adjuster", person("Per Ek", "C"), text);
    let all = [
        compiled("c1"),
        klara("2026-03-19", "c1"),
        per("2026-03-18", "c1"),
        chair("2026-03-17", "c1"),
    ];
    assert_eq!(
        on(&all).as_deref(),
        Some("2026-03-19"),
        "in any order, the last day counts"
    );
    assert_eq!(on(&all[..3]), None, "the chair is missing");
    assert_eq!(
        on(&[
            compiled("c1"),
            chair("2026-03-17", "c1"),
            klara("2026-03-17", "c1")
        ]),
        None
    );
    let old = [all.as_slice(), &[compiled("c2")]].concat();
    assert_eq!(on(&old), None, "signatures of an older text do not count");
    let other_role = [
        compiled("c1"),
        klara("2026-03-19", "c1"),
        per("2026-03-18", "c1"),
        adjusted("2026-03-18", "adjuster", person("Mona Strand", "V"), "c1"),
    ];
    assert_eq!(on(&other_role), None, "the chair signs as chair");
    let other_party = [
        compiled("c1"),
        klara("2026-03-19", "c1"),
        chair("2026-03-18", "c1"),
        adjusted("2026-03-18", "adjuster", person("Per Ek", "S"), "c1"),
    ];
    assert_eq!(on(&other_party), None, "another of the same name");
    assert_eq!(day(&all, Signers::default()), None, "nobody knows who is to sign");
}

#[test]
fn another_digest_is_another_text() {
    let mut text = compiled("c1");
    text.signed = Some(tingbok_procedure::Signed {
        digest: "11".to_owned(),
        ..Default::default()
    });
    let signers = Signers {
        adjusters: signers().adjusters[..1].to_vec(),
        ..signers()
    };
    let signatures = [
        adjusted("2026-03-18", "chair", person("Mona Strand", "V"), "c1"),
        adjusted("2026-03-18", "adjuster", person("Klara Nordin", "M"), "c1"),
    ];
    let events = [vec![text.clone()], signatures.to_vec()].concat();
    assert_eq!(day(&events, signers.clone()), None);
    text.signed = Some(tingbok_procedure::Signed {
        digest: "00".to_owned(),
        ..Default::default()
    });
    let events = [vec![text], signatures.to_vec()].concat();
    assert_eq!(day(&events, signers).as_deref(), Some("2026-03-18"));
}

#[test]
fn an_adjustment_on_paper_counts_as_recorded() {
    let recorded = said_at(
        "2026-03-20",
        "adjustment.recorded",
        json!({"statement": ["Justerat."]}),
    );
    assert_eq!(on(&[recorded]).as_deref(), Some("2026-03-20"));
}

fn after_notice() -> Vec<Event> {
    vec![
        said_at(
            "2026-04-02",
            "paragraph.corrected",
            json!({"ground": "minutes_error", "old": ["sidan 9"], "new": ["sidan 14"], "by": person("Mona Strand", "V")}),
        ),
        said_at(
            "2026-04-02",
            "paragraph.corrected",
            json!({"old": ["a"], "new": ["b"], "decision": {"paragraph": {"year": 2026, "number": 60}}}),
        ),
        said_at(
            "2026-04-08",
            "appeal.lodged",
            json!({"court": "Förvaltningsrätten i Fjällmark", "reference": "1234-26"}),
        ),
        said_at(
            "2026-11-05",
            "force.gained",
            json!({"appeal_decided": {
                "court": "Förvaltningsrätten i Fjällmark", "number": "1234-26", "date": "2026-10-14",
                "text": ["Överklagandet\navslås."],
            }}),
        ),
        said_at(
            "2026-06-17",
            "decision.revised",
            json!({"decision": "d1", "by": {"paragraph": {"year": 2026, "number": 112}, "decision": "d1"}}),
        ),
    ]
}

/// Two texts, who signed them and who did not, and all that came later.
fn later() -> Vec<Event> {
    let c1 = json!({"id": "c1", "sha256": "00"});
    let mut events = vec![
        compiled("c0"),
        adjusted("2026-03-16", "chair", person("Mona Strand", "V"), "c0"),
        compiled("c1"),
        adjusted("2026-03-17", "chair", person("Mona Strand", "V"), "c1"),
        said_at(
            "2026-03-17",
            "adjustment.disputed",
            json!({"person": person("Per Ek", "C"), "compiled": c1, "reason": ["Yrkandet saknas"]}),
        ),
        said_at(
            "2026-03-18",
            "adjustment.recorded",
            json!({"statement": ["Paragrafen är\njusterad"]}),
        ),
        said_at(
            "2026-03-19",
            "notice.posted",
            json!({"place": "fjallmark.example/anslagstavla"}),
        ),
        said_at("2026-04-10", "notice.removed", json!({})),
        said_at("2026-04-11", "notice.posted", json!({})),
        said_at(
            "2026-03-20",
            "extract.dispatched",
            json!({"recipients": ["Bibliotekschefen", "Revisorerna"]}),
        ),
    ];
    events.extend(after_notice());
    events
}

#[test]
fn what_came_later_in_words() {
    let after = after(&later());
    let text: Vec<String> = after
        .sections(&adjustment(&later(), signers()))
        .iter()
        .map(Section::to_text)
        .collect();
    insta::assert_snapshot!(text.join("\n"), @"
    Justering
    Paragrafen är
    justerad

    - Texten sammanställdes den 2026-03-16 med tingbok-minutes/2.
    - Mona Strand (V), ordförande, justerade en annan text än den senaste den 2026-03-16 (nyckel
      key-1).
    - Mona Strand (V), ordförande, justerade texten den 2026-03-17 (nyckel key-1).
    - Klara Nordin (M), justerare, har inte justerat texten.
    - Per Ek (C), justerare, har inte justerat texten.
    - Per Ek (C) godkände inte texten den 2026-03-17: Yrkandet saknas.

    Anslag
    - Anslaget sattes upp den 2026-03-19 på fjallmark.example/anslagstavla och togs ned den
      2026-04-10.
    - Anslaget sattes upp den 2026-04-11.

    Utdrag
    - Sändes den 2026-03-20 till Bibliotekschefen, Revisorerna.

    Rättelser
    - Den 2026-04-02 rättades ”sidan 9” till ”sidan 14” av Mona Strand (V). Grund: protokollet
      återgav inte vad som beslutades.
    - Den 2026-04-02 rättades ”a” till ”b”. Grunden är inte antecknad. Beslut: § 60/2026.

    Överklagande och laga kraft
    - Beslutet överklagades den 2026-04-08 till Förvaltningsrätten i Fjällmark (mål 1234-26).
    - Beslutet fick laga kraft den 2026-11-05, avgjort av Förvaltningsrätten i Fjällmark den
      2026-10-14 (mål 1234-26). Domstolen: ”Överklagandet avslås.”

    Senare beslut
    - Beslutet d1 ändrades genom § 112/2026, beslut d1.
    ");
    let json = serde_json::to_string(&after).unwrap();
    assert_eq!(serde_json::from_str::<Afterwards>(&json).unwrap(), after);
    assert!(!json.contains("§41"), "compiled texts are named, not kept");
}

#[test]
fn nothing_is_said_to_be_nothing() {
    let sections = Afterwards::default().sections(&adjustment(&[], signers()));
    let text: Vec<String> = sections.iter().map(Section::to_text).collect();
    assert_eq!(text, ["Justering\nIngen justering är antecknad.\n"]);
    assert!(!Afterwards::default().take(&crate::fixture::opened()));
}

#[test]
fn where_the_body_wants_no_adjusters_the_chair_suffices() {
    let alone = |wanted| Signers {
        adjusters: Vec::new(),
        wanted,
        ..signers()
    };
    let events = [
        compiled("c1"),
        adjusted("2026-03-18", "chair", person("Mona Strand", "V"), "c1"),
    ];
    let on = |wanted| day(&events, alone(wanted));
    assert_eq!(on(Some(0)).as_deref(), Some("2026-03-18"));
    assert_eq!(on(None).as_deref(), Some("2026-03-18"));
    assert_eq!(on(Some(1)), None);
}
