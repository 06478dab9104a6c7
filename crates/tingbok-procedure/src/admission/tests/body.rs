//! The body, its roster, cases and publication: what is named once, registered once, withheld once.

use serde_json::{Value, json};

use super::book::{Book, MEETING, person};

fn elected(member: &str, name: &str) -> Value {
    json!({"member": member, "person": person(name), "office": "member"})
}

#[test]
fn a_body_that_numbers_per_meeting_is_refused() {
    let rules = |numbering: &str| json!({"name": "Kulturnämnden", "kind": "board", "seats": 5, "numbering": numbering});
    let mut book = Book::empty();
    assert_eq!(
        book.says("body", "body.constituted", rules("per_meeting")),
        "Kulturnämnden numbers its paragraphs per meeting, `per_meeting` (rule `numbered-per-year`)"
    );
    book.takes("body", "body.constituted", rules("per_year"));
    let unstated = json!({"name": "Kulturnämnden", "kind": "board", "seats": 5});
    book.takes("body", "body.constituted", unstated);
}

#[test]
fn a_name_that_may_read_as_anothers_is_refused() {
    let mut book = Book::board();
    book.opens();
    let refused = |book: &mut Book, person: Value, shown: &str| {
        let roll = json!({"serving": [{"person": {"name": "Per Ek"}, "for": person}]});
        assert_eq!(
            book.tells("attendance.recorded", roll),
            format!(
                "`attendance.recorded/1` names a person as `{shown}`, with characters that are not seen (rule `plain-names`)"
            )
        );
    };
    refused(
        &mut book,
        json!({"name": "Klara\u{202e}nidroN"}),
        r"Klara\u{202e}nidroN",
    );
    refused(&mut book, json!({"name": "Klara\nNordin"}), r"Klara\nNordin");
    refused(
        &mut book,
        json!({"name": "Klara", "party": "M\u{2066}"}),
        r"M\u{2066}",
    );
    refused(
        &mut book,
        json!({"name": "Klara", "role": "\u{1b}[1mledamot"}),
        r"\u{1b}[1mledamot",
    );
    let foreign = json!({"member": "k", "person": {"name": "Клара Łódź-Ñandú O’Neill", "party": "ÅÄÖ"}, "office": "member"});
    book.takes("body", "member.elected", foreign);
    let mut elected = elected("klara", "Klara\u{200f} Nordin (M)");
    assert!(
        book.says("body", "member.elected", elected.clone())
            .contains("(rule `plain-names`)")
    );
    // What was recorded before there was the rule stays, and is replayed.
    let event = book.event("body", "member.elected", &elected, &[]);
    book.state.apply(&event);
    elected["person"]["name"] = json!("Klara Nordin");
    assert!(
        book.says("body", "member.elected", elected)
            .contains("(rule `name-once`)")
    );
}

#[test]
fn a_member_is_named_once() {
    let mut book = Book::board();
    book.takes("body", "member.elected", elected("klara", "Klara Nordin (M)"));
    assert_eq!(
        book.says("body", "member.elected", elected("klara", "Karin Ek (M)")),
        "member `klara` is Klara Nordin already (rule `name-once`)"
    );
    assert_eq!(
        book.says("body", "member.elected", elected("klara", "Klara Nordin (M)")),
        "member `klara` is in the roster already (rule `name-once`)"
    );
    book.takes(
        "body",
        "member.released",
        json!({"member": "klara", "on": "2026-05-31"}),
    );
    book.on("2026-06-01");
    assert_eq!(
        book.says("body", "member.released", json!({"member": "klara"})),
        "member `klara` has left the roster before `2026-06-01` (rule `reference-resolves`)"
    );
    book.takes("body", "member.elected", elected("klara", "Klara Nordin (M)"));
    assert_eq!(
        book.says("body", "member.released", json!({"member": "per"})),
        "member `per` is not known in the roster; known are `klara` (rule `reference-resolves`)"
    );
}

#[test]
fn an_election_is_of_one_person_and_its_days_are_in_order() {
    let mut book = Book::board();
    let mut two = elected("klara", "Klara Nordin (M)");
    two["person"]["member"] = json!("per");
    assert_eq!(
        book.says("body", "member.elected", two),
        "member `klara` is elected as a person who is member `per` (rule `reference-resolves`)"
    );
    let mut backward = elected("klara", "Klara Nordin (M)");
    backward["from"] = json!("2026-06-01");
    backward["until"] = json!("2026-05-31");
    assert_eq!(
        book.says("body", "member.elected", backward),
        "the last day at `2026-05-31` is before the first day at `2026-06-01` (rule `times-in-order`)"
    );
    let mut from = elected("per", "Per Ek (C)");
    from["from"] = json!("2026-06-01");
    book.takes("body", "member.elected", from);
    assert_eq!(
        book.says(
            "body",
            "member.released",
            json!({"member": "per", "on": "2026-05-01"})
        ),
        "the release at `2026-05-01` is before the first day at `2026-06-01` (rule `times-in-order`)"
    );
}

#[test]
fn a_person_is_a_member_of_the_roster_when_it_says_so() {
    let mut book = Book::board();
    let mut chair = person("Klara Nordin (M)");
    chair["member"] = json!("klara");
    assert_eq!(
        book.says(MEETING, "meeting.opened", json!({"chair": chair})),
        "member `klara` is not known in the roster, which has no member yet (rule `reference-resolves`)"
    );
    book.takes("body", "member.elected", elected("klara", "Klara Nordin (M)"));
    book.takes(MEETING, "meeting.opened", json!({"chair": chair}));
}

#[test]
fn those_who_serve_are_in_the_roster() {
    let mut book = Book::board();
    book.takes("body", "member.elected", elected("klara", "Klara Nordin (M)"));
    let mut late = elected("per", "Per Ek (C)");
    late["from"] = json!("2026-04-01");
    book.takes("body", "member.elected", late);
    book.takes("body", "member.elected", elected("siv-1", "Siv Ö"));
    book.takes("body", "member.elected", elected("siv-2", "Siv Ö"));
    book.opens();
    let roll = json!({"serving": [
        {"person": person("Klara Nordin")}, {"person": person("Per Ek (C)")},
        {"person": person("Siv Ö")}, {"person": person("Ulla Alm (L)"), "for": person("Klara Nordin (S)")},
    ]});
    assert_eq!(
        book.tells("attendance.recorded", roll),
        "Per Ek (C) is not in the roster on that day; Siv Ö may be `siv-1` or `siv-2`: `member` says which; \
         Ulla Alm (L) is not in the roster; Klara Nordin (S) is not in the roster (rule `known-person`)"
    );
    let mut siv = person("Siv Ö");
    siv["member"] = json!("siv-2");
    book.told("service.started", json!({"person": siv}));
}

#[test]
fn local_rules_are_those_of_the_day() {
    let mut book = Book::board();
    let rules = json!({"name": "Kulturnämnden", "kind": "board", "seats": 3, "adjusters": 2});
    book.on("2026-06-01").takes("body", "body.constituted", rules);
    book.on(super::book::DAY).opens();
    book.told(
        "adjusters.appointed",
        json!({"adjusters": [person("Klara Nordin")]}),
    );
    book.on("2026-06-10");
    let meeting = "meeting/2026-06-10";
    book.takes(meeting, "meeting.opened", json!({"chair": person("Per Ek")}));
    assert_eq!(
        book.says(
            meeting,
            "adjusters.appointed",
            json!({"adjusters": [person("Klara Nordin")]})
        ),
        "1 adjuster is appointed; expected 2, as the body has decided (rule `adjusters-number`, 6:35, 5:69)"
    );
}

#[test]
fn a_case_is_registered_once_and_closed_once() {
    let mut book = Book::empty();
    let case = "case/nn-1-2026";
    let registered = || json!({"number": "NN/1/2026", "title": ["Plan"]});
    book.takes(
        case,
        "document.registered",
        json!({"kind": "official_letter", "title": "Plan"}),
    );
    book.takes(case, "case.registered", registered());
    assert_eq!(
        book.says(case, "case.registered", registered()),
        "case/nn-1-2026 is registered already (rule `case-in-order`)"
    );
    book.on("2026-03-10");
    assert_eq!(
        book.says(case, "case.closed", json!({})),
        "the closing of the case at `2026-03-10` is before the registration at `2026-03-11` \
         (rule `times-in-order`)"
    );
    book.on("2026-03-12").takes(case, "case.closed", json!({}));
    let closed = "case/nn-1-2026 is closed since `2026-03-12` (rule `case-in-order`)";
    assert_eq!(book.says(case, "case.closed", json!({})), closed);
    let submitted = json!({"proposal": "p1", "points": []});
    assert_eq!(book.says(case, "proposal.submitted", submitted), closed);
    book.takes(
        case,
        "document.registered",
        json!({"kind": "attachment", "title": "Bilaga"}),
    );
}

#[test]
fn a_value_is_withheld_once_and_released_when_withheld() {
    let mut book = Book::empty();
    let value = json!({"index": 31, "path": "/persons/0/name"});
    let withheld = json!({"index": 31, "path": "/persons/0/name", "ground": "OSL 25 kap. 1 §"});
    let released = |book: &mut Book| book.says("publication", "field.released", value.clone());
    let not_withheld = "`/persons/0/name` of entry 31 is not withheld (rule `withheld-in-order`, OSL)";
    assert_eq!(released(&mut book), not_withheld);
    book.takes("publication", "field.withheld", withheld.clone());
    assert_eq!(
        book.says("publication", "field.withheld", withheld.clone()),
        "`/persons/0/name` of entry 31 is withheld already (rule `withheld-in-order`, OSL)"
    );
    assert_eq!(released(&mut book), "");
    assert_eq!(released(&mut book), not_withheld);
    book.takes("publication", "field.withheld", withheld);
}

#[test]
fn paragraphs_are_numbered_without_gap() {
    let mut book = Book::board();
    let opened = |item: u32| json!({"item": item, "title": []});
    // Nothing is known of the year's earlier paragraphs.
    book.told("item.opened", opened(40));
    book.told("item.opened", opened(41));
    assert_eq!(
        book.tells("item.opened", opened(43)),
        "§ 43 of 2026 is opened, and § 42 is not; expected numbers without gap through the year (rule `numbering`)"
    );
    book.on("2026-04-15");
    let april = "meeting/2026-04-15";
    book.takes(april, "item.opened", opened(50));
    book.on("2026-01-21")
        .takes("meeting/2026-01-21", "item.opened", opened(1));
    book.on("2026-05-20");
    let gap = book.says("meeting/2026-05-20", "item.opened", opened(60));
    assert!(
        gap.starts_with("§ 60 of 2026 is opened, and § 59 is not"),
        "{gap}"
    );
    let mut free = Book::empty();
    free.told("item.opened", opened(41));
    free.told("item.opened", opened(43));
}
