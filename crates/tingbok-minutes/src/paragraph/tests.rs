//! What goes into a paragraph, and what is refused.

use serde_json::{Value, json};
use tingbok_procedure::Event;

use super::{Paragraph, ProjectionError};
use crate::fixture::{asked, everything, opened, said};

fn refused(events: &[Event]) -> String {
    Paragraph::project(events).unwrap_err().to_string()
}

#[test]
fn every_event_is_in_the_paragraph() {
    let mut events = everything();
    for (event, number) in events.iter_mut().zip(0..) {
        event.id = format!("event-{number}");
    }
    let json = serde_json::to_string(&Paragraph::project(&events).unwrap()).unwrap();
    let body = 1;
    for event in &events[body..] {
        assert!(json.contains(&format!("\"{}\"", event.id)), "{}", event.id);
    }
    assert!(json.contains("\"body\":\"Kulturnämnden\""));
}

#[test]
fn the_paragraph_as_json() {
    let mut events = vec![opened()];
    events.extend(asked("q1", &[], "reject"));
    events.push(said(
        "passage.kept",
        json!({"reason": "page head", "quote": ["Sida 3"], "lines": [9]}),
    ));
    let value: Value = serde_json::to_value(Paragraph::project(&events).unwrap()).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap(), @r#"
    {
      "renderer": "tingbok-minutes/3",
      "year": 2026,
      "number": 41,
      "meeting": "2026-03-11",
      "body": null,
      "opened": {
        "event": "item.opened",
        "item": 41,
        "title": [
          "Plan för biblioteken 2027"
        ],
        "case": "KN/12/2026"
      },
      "summaries": [],
      "proposals": [],
      "proceedings": [
        {
          "step": "question",
          "put": {
            "event": "proposition.put",
            "item": 41,
            "proposition": "q1",
            "kind": "approve_or_reject"
          },
          "found": {
            "event": "proposition.found",
            "item": 41,
            "proposition": "q1",
            "carried": {
              "effect": "reject"
            }
          }
        }
      ],
      "declined": [],
      "reservations": [],
      "statements": [],
      "dispatch": [],
      "underlay": [],
      "adjusters": [],
      "adjustments": [],
      "closed": null,
      "adjusted_at_once": false,
      "afterwards": {},
      "around": [],
      "kept": [
        {
          "event": "passage.kept",
          "reason": "page head",
          "quote": [
            "Sida 3"
          ],
          "lines": [
            9
          ]
        }
      ]
    }
    "#);
}

#[test]
fn events_of_another_item_are_refused() {
    assert_eq!(refused(&[]), "no item is opened by these 0 events");
    assert_eq!(
        refused(&[opened(), opened()]),
        "§ 41 is opened again by event `item.opened`"
    );
    let other = said("item.closed", json!({"item": 42}));
    assert_eq!(
        refused(&[opened(), other]),
        "event `item.closed` belongs to § 42, expected § 41"
    );
    let mut elsewhere = said("item.closed", json!({}));
    elsewhere.stream = "meeting/2026-04-15".parse().unwrap();
    assert_eq!(
        refused(&[opened(), elsewhere]),
        "event `item.closed` stands in `meeting/2026-04-15`, which is no stream of § 41"
    );
}

#[test]
fn what_refers_to_nothing_is_refused() {
    let found = asked("q1", &[], "reject").pop().unwrap();
    assert_eq!(
        refused(&[opened(), found]),
        "event `proposition.found` speaks of proposition `q1`, which no earlier event made"
    );
    let list = said("voting_list.recorded", json!({"vote": "v1", "voters": []}));
    assert_eq!(
        Paragraph::project(&[opened(), list]),
        Err(ProjectionError::Unknown {
            event: "voting_list.recorded".to_owned(),
            what: "vote",
            name: "v1".to_owned(),
        })
    );
}

#[test]
fn a_kind_without_a_place_is_refused() {
    let mut letter = said("item.closed", json!({}));
    let submitted = json!({"proposal": "p1", "points": []});
    let kind = "proposal.submitted/1".parse().unwrap();
    letter.content = tingbok_procedure::Content::parse(kind, &submitted).unwrap().0;
    assert_eq!(
        refused(&[opened(), letter]),
        "event `item.closed`: `proposal.submitted/1` has no place in a paragraph"
    );
}
