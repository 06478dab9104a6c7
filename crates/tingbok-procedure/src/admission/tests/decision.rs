//! Decisions: as carried, point by point; who declines, who reserves, and when.

use serde_json::{Value, json};

use super::book::{Book, MEMBERS, person, roll};

/// § 41 decided point by point: two propositions, two decisions.
fn two_decisions() -> Book {
    let mut book = Book::meeting();
    for (motion, proposition, decision) in [("m1", "q1", "d1"), ("m2", "q2", "d2")] {
        book.moves(motion, "Klara Nordin (M)", "amend");
        book.asks(proposition, "approve_or_reject", &[motion], "reject");
        assert_eq!(book.decides(decision, Some(proposition)), "");
    }
    book
}

fn reserves(name: &str, decision: Option<&str>) -> Value {
    json!({"item": 41, "persons": [person(name)], "decision": decision})
}

#[test]
fn points_are_decided_one_by_one() {
    let mut book = two_decisions();
    book.told("item.closed", json!({"item": 41}));
}

#[test]
fn what_is_decided_is_what_was_carried() {
    let mut book = Book::election();
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    let decides = |effect: &str| {
        let outcome = json!({"effect": effect, "motions": ["m1"]});
        json!({"item": 41, "decision": "d1", "proposition": "q1", "points": [], "outcome": outcome})
    };
    let judged = |book: &Book, effect: &str| {
        let event = book.event(super::MEETING, "decision.made", &decides(effect), &[]);
        super::verdict(&book.state, &event)
    };
    let differs = |decided: &str, carried: &str| {
        format!(
            "decision `d1` in § 41 is `{decided} m1`, and `q1` carried `{carried} m1`; expected `{carried} m1` \
             (rule `decision-as-carried`, 6:33, 5:55)"
        )
    };
    assert_eq!(judged(&book, "reject"), "");
    assert_eq!(judged(&book, "approve"), differs("approve", "reject"));
    // A vote replaces what was found.
    book.orders("v1", "q1", "closed", "simple");
    assert_eq!(book.counts([1, 4, 0], "approve"), "");
    assert_eq!(judged(&book, "approve"), "");
    assert_eq!(judged(&book, "reject"), differs("reject", "approve"));
    let mut unknown = decides("approve");
    unknown["outcome"]["motions"] = json!(["m9"]);
    let said = book.tells("decision.made", unknown);
    assert!(said.starts_with("motion `m9` is not known in § 41"), "{said}");
}

#[test]
fn a_reservation_is_held_against_the_own_ballot() {
    let mut book = Book::meeting();
    for motion in ["m1", "m2"] {
        book.moves(motion, "Klara Nordin (M)", "amend");
    }
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    book.orders("v1", "q1", "open", "simple");
    let mut ballots = Vec::new();
    for (voter, choice) in MEMBERS.iter().zip(["yes", "yes", "yes", "no", "abstain"]) {
        ballots.push(book.next_name()["id"].clone());
        assert_eq!(book.casts(voter, choice), "");
    }
    assert_eq!(book.counts([3, 1, 1], "reject"), "");
    let decided = book.next_name()["id"].clone();
    assert_eq!(book.decides("d1", Some("q1")), "");
    let reserves = |name: &str, favour: &[&str]| {
        let content = json!({"item": 41, "persons": [person(name)], "decision": "d1", "favour": favour});
        let event = book.event(super::MEETING, "reservation.entered", &content, &[]);
        book.state.admit(&event).unwrap()
    };
    for (name, favour) in [
        ("Mona Strand (V)", &[][..]),
        ("Ulla Alm (L)", &["m1"]),
        ("Klara Nordin (M)", &["m2"]),
    ] {
        assert_eq!(
            reserves(name, favour),
            [],
            "{name} did not vote for what is decided, or reserves for another thing"
        );
    }
    for favour in [&[][..], &["m1", "m2"]] {
        let found = reserves("Klara Nordin (M)", favour);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].to_string(),
            "Klara Nordin (M) reserves in § 41 against `d1` and voted in `v1` for what it decides (rule \
             `reservation-as-voted`)"
        );
        assert_eq!(json!(found[0].beside), json!([ballots[1], decided]));
    }
}

#[test]
fn one_decision_may_be_declined_and_another_reserved_against() {
    let mut book = Book::meeting();
    for motion in ["m1", "m2"] {
        book.moves(motion, "Klara Nordin (M)", "amend");
    }
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    book.told(
        "participation.declined",
        json!({"item": 41, "persons": [person("Per Ek (C)")], "proposition": "q1"}),
    );
    assert_eq!(book.decides("d1", Some("q1")), "");
    book.asks("q2", "approve_or_reject", &["m2"], "reject");
    assert_eq!(book.decides("d2", Some("q2")), "");
    assert_eq!(
        book.tells("reservation.entered", reserves("Per Ek (C)", Some("d2"))),
        ""
    );
    assert_eq!(
        book.tells("reservation.entered", reserves("Per Ek (C)", Some("d1"))),
        "Per Ek (C) reserves in § 41 against `d1` and declined to take part in it; expected that who reserves took \
         part in the decision (rule `reservation-of-participant`, 4:27)"
    );
    // The same the other way round, named by the decision.
    assert_eq!(
        book.tells("reservation.entered", reserves("Ulla Alm (L)", Some("d1"))),
        ""
    );
    let declined = json!({"item": 41, "persons": [person("Ulla Alm (L)")], "decision": "d1"});
    assert_eq!(
        book.tells("participation.declined", declined),
        "Ulla Alm (L) reserves in § 41 against `d1` and declines to take part in it; expected that who reserves took \
         part in the decision (rule `reservation-of-participant`, 4:27)"
    );
    let unknown = json!({"item": 41, "persons": [], "decision": "d9"});
    let said = book.tells("participation.declined", unknown);
    assert!(said.starts_with("decision `d9` is not known in § 41"), "{said}");
    let unknown = json!({"item": 41, "persons": [], "proposition": "q9"});
    let said = book.tells("participation.declined", unknown);
    assert!(
        said.starts_with("proposition `q9` is not known in § 41"),
        "{said}"
    );
}

#[test]
fn who_reserves_served_when_it_was_decided() {
    let mut book = Book::meeting();
    book.told("service.ended", json!({"person": person("Per Ek (C)")}));
    book.told(
        "service.started",
        json!({"person": person("Nils Falk (C)"), "for": person("Per Ek (C)")}),
    );
    assert_eq!(book.decides("d1", None), "");
    book.told("service.ended", json!({"person": person("Nils Falk (C)")}));
    book.told("service.started", json!({"person": person("Per Ek (C)")}));
    assert_eq!(
        book.tells("reservation.entered", reserves("Nils Falk (C)", None)),
        ""
    );
    assert_eq!(
        book.tells("reservation.entered", reserves("Per Ek (C)", None)),
        "Per Ek (C) reserves in § 41 against `d1` and did not serve when it was made; expected that who reserves took \
         part in the decision (rule `reservation-of-participant`, 4:27)"
    );
    // Before a roll is recorded nobody knows.
    let mut unknown = Book::board();
    unknown.told("item.opened", json!({"item": 41, "title": []}));
    assert_eq!(unknown.decides("d1", None), "");
    unknown.told("attendance.recorded", roll(&["Ulla Alm (L)"]));
    assert_eq!(
        unknown.tells("reservation.entered", reserves("Per Ek (C)", None)),
        ""
    );
}

#[test]
fn a_reservation_is_announced_before_the_meeting_closes() {
    let mut book = two_decisions();
    book.told("item.closed", json!({"item": 41}));
    book.on("2026-03-11T15:00:00+01:00")
        .told("meeting.closed", json!({}));
    // Recorded later, and announced in time by the clock.
    book.on("2026-03-11T14:59:00+01:00");
    assert_eq!(
        book.tells("reservation.entered", reserves("Per Ek (C)", Some("d1"))),
        ""
    );
    let late = "a reservation in § 41 is announced after the meeting was closed (`2026-03-11T15:00:00+01:00`); \
                expected it before the meeting closes (rule `reservation-in-time`, 4:27)";
    book.on("2026-03-11T15:01:00+01:00");
    assert_eq!(
        book.tells("reservation.entered", reserves("Ulla Alm (L)", Some("d1"))),
        late
    );
    book.on("2026-03-12");
    assert_eq!(
        book.tells("reservation.entered", reserves("Ulla Alm (L)", Some("d2"))),
        late
    );
}
