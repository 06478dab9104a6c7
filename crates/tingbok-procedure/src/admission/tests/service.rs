//! Who serves: the roll, people who come and go, substitutes, quorum and recusal.

use serde_json::json;

use super::book::{Book, MEMBERS, person, roll};

pub(super) fn started(name: &str, member: Option<&str>) -> serde_json::Value {
    match member {
        Some(member) => json!({"person": person(name), "for": person(member)}),
        None => json!({"person": person(name)}),
    }
}

#[test]
fn a_substitute_takes_one_members_place() {
    let mut book = Book::meeting();
    let refused = |book: &mut Book, kind: &str, content, what: &str| {
        let said = book.tells(kind, content);
        assert_eq!(said, format!("{what} (rule `service-in-order`, 5:17–21, 6:17)"));
    };
    refused(
        &mut book,
        "service.started",
        started("Per Ek (C)", None),
        "Per Ek (C) serves already",
    );
    refused(
        &mut book,
        "service.started",
        started("Siv Ö (S)", Some("Per Ek (C)")),
        "Siv Ö (S) cannot serve: the place of Per Ek (C) is filled by Per Ek (C)",
    );
    book.told("service.ended", json!({"person": person("Per Ek (C)")}));
    refused(
        &mut book,
        "service.ended",
        json!({"person": person("Per Ek (C)")}),
        "Per Ek (C) does not serve: the service cannot end",
    );
    book.told("service.started", started("Siv Ö (S)", Some("Per Ek (C)")));
    refused(
        &mut book,
        "service.started",
        started("Per Ek (C)", None),
        "Per Ek (C) cannot serve: the place of Per Ek (C) is filled by Siv Ö (S)",
    );
    refused(
        &mut book,
        "service.started",
        started("Nils Falk (S)", None),
        "6 would serve, and the body has 5 seats",
    );
    // The substitute gives the place back.
    book.told("service.ended", json!({"person": person("Siv Ö (S)")}));
    book.told("service.started", started("Per Ek (C)", None));
}

#[test]
fn a_roll_names_each_person_once() {
    let mut book = Book::board();
    book.opens();
    let said = book.tells("attendance.recorded", roll(&["Per Ek (C)", "Per Ek (C)"]));
    assert_eq!(
        said,
        "Per Ek (C) serves already (rule `service-in-order`, 5:17–21, 6:17)"
    );
    let mut both = roll(&["Per Ek (C)"]);
    both["absent"] = json!([person("Per Ek (C)")]);
    assert_eq!(
        book.tells("attendance.recorded", both),
        "Per Ek (C) serves and is absent in the same roll (rule `service-in-order`, 5:17–21, 6:17)"
    );
    let two = json!({"serving": [
        {"person": person("Siv Ö"), "for": person("Per Ek")}, {"person": person("Nils Falk"), "for": person("Per Ek")},
    ]});
    assert_eq!(
        book.tells("attendance.recorded", two),
        "Nils Falk cannot serve: the place of Per Ek is filled by Siv Ö (rule `service-in-order`, 5:17–21, 6:17)"
    );
    // Without a roll nobody knows who serves: a service may end that was not seen to begin.
    book.told("service.ended", json!({"person": person("Ulla Alm")}));
}

/// A board of five: three fill more than half of the seats, two do not.
#[test]
fn a_quorum_is_counted_as_people_come_and_go() {
    let mut book = Book::meeting();
    for leaves in ["Ulla Alm (L)", "Mona Strand (V)"] {
        book.told("service.ended", json!({"person": person(leaves)}));
    }
    assert_eq!(book.decides("d1", None), "");
    book.told("service.ended", json!({"person": person("Per Ek (C)")}));
    let broken = "§ 41 is dealt with by 2 who serve, of 5 seats; expected at least 3 (rule `quorum`, 6:27)";
    assert_eq!(book.decides("d2", None), broken);
    book.told("service.started", started("Nils Falk (C)", Some("Per Ek (C)")));
    assert_eq!(book.decides("d3", None), "");
    book.told("item.opened", json!({"item": 42, "title": ["Meddelanden"]}));
    book.told("service.ended", json!({"person": person("Nils Falk (C)")}));
    let information = book.tells("item.closed", json!({"item": 42}));
    assert_eq!(information, broken.replace("41", "42"));
    // Its decisions were judged when they were made.
    book.told("item.closed", json!({"item": 41}));
    // A later roll replaces the one before.
    book.told("item.opened", json!({"item": 43, "title": []}));
    book.told("attendance.recorded", roll(&MEMBERS));
    book.told("item.closed", json!({"item": 43}));
}

#[test]
fn recusal_alone_breaks_no_quorum_in_an_assembly() {
    let decide = |kind: &str| {
        let mut book = Book::of(kind, 5);
        book.opens();
        book.told("attendance.recorded", roll(&MEMBERS[..4]));
        book.told("item.opened", json!({"item": 41, "title": []}));
        for recused in ["Mona Strand (V)", "Per Ek (C)"] {
            book.told("recusal.declared", json!({"item": 41, "person": person(recused)}));
        }
        book.decides("d1", None)
    };
    assert_eq!(decide("assembly"), "");
    assert_eq!(
        decide("board"),
        "§ 41 is dealt with by 2 who serve, of 5 seats, 2 more are recused; expected at least 3 \
         (rule `quorum`, 6:27)"
    );
}

#[test]
fn no_quorum_is_judged_without_a_roll() {
    let mut book = Book::board();
    book.opens();
    book.told("item.opened", json!({"item": 41, "title": []}));
    book.told("service.started", started("Per Ek", None));
    assert_eq!(book.decides("d1", None), "");
    book.told("item.closed", json!({"item": 41}));
}

#[test]
fn a_recused_person_takes_no_part() {
    let mut book = Book::meeting();
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.told(
        "recusal.declared",
        json!({"item": 41, "person": person("Per Ek (C)"), "ground": ["Ägare."]}),
    );
    let finding = |said: String, does: &str| {
        assert_eq!(
            said,
            format!(
                "Per Ek (C) is recused in § 41 and {does}; expected that a recused person takes no part and is not \
                 present (rule `recusal`, 6:28–30)"
            )
        );
    };
    let per = || person("Per Ek (C)");
    let moved = json!({"item": 41, "motion": "m2", "mover": per(), "form": "reject"});
    finding(book.tells("motion.moved", moved), "moves a motion");
    let joined = json!({"item": 41, "motions": ["m1"], "person": per()});
    finding(book.tells("motion.joined", joined), "joins a motion");
    let withdrawn = json!({"item": 41, "motions": ["m2"], "by": per()});
    finding(book.tells("motion.withdrawn", withdrawn), "withdraws a motion");
    finding(
        book.tells("speech.made", json!({"item": 41, "speaker": per()})),
        "speaks",
    );
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    let demanded = json!({"item": 41, "vote": "v2", "proposition": "q1", "by": per()});
    finding(book.tells("vote.demanded", demanded), "demands a vote");
    let means = |effect| json!({"means": {"effect": effect, "motions": ["m1"]}});
    let ordered = json!({
        "item": 41, "vote": "v2", "form": "open", "rule": "simple", "yes": means("reject"), "no": means("approve"),
    });
    book.told("vote.ordered", ordered);
    let ballot =
        |choice: &str| json!({"item": 41, "vote": "v2", "voter": per(), "choice": choice, "source": "read"});
    let mut cast = book.event(super::MEETING, "ballot.cast", &ballot("absent"), &[]);
    assert_eq!(super::verdict(&book.state, &cast), "");
    cast.content = book
        .event(super::MEETING, "ballot.cast", &ballot("yes"), &[])
        .content;
    finding(super::verdict(&book.state, &cast), "votes");
    let declined = json!({"item": 41, "persons": [per()], "proposition": "q1"});
    finding(
        book.tells("participation.declined", declined),
        "declines to take part in a decision",
    );
    let mut decided = Book::meeting();
    decided.told("recusal.declared", json!({"item": 41, "person": per()}));
    decided.decides("d1", None);
    let reserved = json!({"item": 41, "persons": [per()], "decision": "d1"});
    finding(decided.tells("reservation.entered", reserved), "reserves");
    // In another item nothing keeps the person out.
    decided.told("item.opened", json!({"item": 42, "title": []}));
    decided.told("speech.made", json!({"item": 42, "speaker": per()}));
}

#[test]
fn a_recusal_that_comes_too_late_is_a_finding() {
    let mut book = Book::meeting();
    book.moves("m1", "Per Ek (C)", "amend");
    let late = |does: &str, who: &str| {
        format!(
            "{who} is recused in § 41 and {does}; expected that a recused person takes no part and is not present \
             (rule `recusal`, 6:28–30)"
        )
    };
    assert_eq!(
        book.tells(
            "recusal.declared",
            json!({"item": 41, "person": person("Per Ek (C)")})
        ),
        late("has moved a motion before it was declared", "Per Ek (C)")
    );
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    book.orders("v1", "q1", "open", "simple");
    assert_eq!(book.casts("Ulla Alm (L)", "yes"), "");
    assert_eq!(
        book.tells(
            "recusal.declared",
            json!({"item": 41, "person": person("Ulla Alm (L)")})
        ),
        late("has voted before it was declared", "Ulla Alm (L)")
    );
    // The chair leads the item, unless the item has one of its own.
    let chair = json!({"item": 41, "person": person("Ingrid Sandvall (S)")});
    assert_eq!(
        book.tells("recusal.declared", chair),
        late("leads it", "Ingrid Sandvall (S)")
    );
    book.told(
        "item.opened",
        json!({"item": 42, "title": [], "chair": person("Klara Nordin (M)")}),
    );
    book.told(
        "recusal.declared",
        json!({"item": 42, "person": person("Ingrid Sandvall (S)")}),
    );
}

#[test]
fn a_meeting_is_judged_by_the_rules_of_its_day() {
    let finds = |meeting: &str| {
        let mut book = Book::empty();
        let stream = format!("meeting/{meeting}");
        book.on(meeting);
        book.takes(&stream, "item.opened", json!({"item": 41, "title": []}));
        book.takes(
            &stream,
            "recusal.declared",
            json!({"item": 41, "person": person("Per Ek")}),
        );
        book.says(
            &stream,
            "speech.made",
            json!({"item": 41, "speaker": person("Per Ek")}),
        )
    };
    assert!(finds("2026-03-11").ends_with("(rule `recusal`, 6:28–30, 5:47)"));
    assert!(finds("2021-03-10").ends_with("(rule `recusal`, 6:28–30, 5:47 (before 2022:638))"));
    // No rule of earlier law is known here.
    assert_eq!(finds("2017-12-13"), "");
}

#[test]
fn namesakes_are_told_apart_by_member_or_as_written() {
    let mut book = Book::board();
    for (member, party) in [("per-c", "C"), ("per-s", "S")] {
        let content =
            json!({"member": member, "person": person(&format!("Per Ek ({party})")), "office": "member"});
        book.takes("body", "member.elected", content);
    }
    book.opens();
    let mut other = person("P. Ek");
    other["member"] = json!("per-s");
    book.told(
        "attendance.recorded",
        json!({"serving": [{"person": person("Per Ek (C)")}, {"person": other}]}),
    );
    // By party the second is the one who serves under another spelling; by name alone either may be meant.
    let said = book.tells("service.started", started("Per Ek (S)", None));
    assert_eq!(
        said,
        "Per Ek (S) serves already (rule `service-in-order`, 5:17–21, 6:17)"
    );
    let said = book.tells("service.started", started("Per Ek", None));
    assert_eq!(
        said,
        "Per Ek may be `per-c` or `per-s`: `member` says which (rule `known-person`)"
    );
}
