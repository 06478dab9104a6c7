//! A meeting's course: its order, its times, its doors, its day.

use serde_json::json;

use super::book::{Book, MEETING, person};

fn refused(book: &mut Book, kind: &str, what: &str) {
    let said = book.tells(kind, json!({}));
    assert_eq!(said, format!("{what} (rule `meeting-in-order`)"), "{kind}");
}

#[test]
fn a_meeting_goes_its_course_once() {
    let mut book = Book::board();
    book.on("2026-03-04")
        .told("meeting.summoned", json!({"place": "Sal 1"}));
    book.on("2026-03-10").told(
        "meeting.summoned",
        json!({"agenda": [{"title": ["Brådskande ärende"]}]}),
    );
    book.on("2026-03-09");
    assert_eq!(
        book.tells("meeting.summoned", json!({})),
        "the supplement to the summons at `2026-03-09` is before the summons at `2026-03-10` (rule `times-in-order`)"
    );
    book.on("2026-03-11T09:00:00+01:00");
    let early = "the meeting is called and not opened: nothing happens in it yet";
    refused(&mut book, "meeting.closed", early);
    refused(&mut book, "meeting.adjourned", early);
    assert!(
        book.tells("item.opened", json!({"item": 1, "title": []}))
            .starts_with(early)
    );
    book.told(
        "attendance.recorded",
        json!({"serving": [{"person": person("Per Ek")}]}),
    );
    book.opens();
    for kind in ["meeting.summoned", "meeting.cancelled"] {
        refused(&mut book, kind, "the meeting is opened already");
    }
    book.told("adjusters.appointed", json!({"adjusters": [person("Per Ek")]}));
    book.told("item.opened", json!({"item": 1, "title": []}));
    book.on("2026-03-11T10:00:00+01:00")
        .told("meeting.adjourned", json!({}));
    book.told("service.ended", json!({"person": person("Per Ek")}));
    book.told("service.started", json!({"person": person("Per Ek")}));
    book.on("2026-03-11T10:10:00+01:00")
        .told("meeting.resumed", json!({}));
    book.told("meeting.closed", json!({}));
    let late = "the meeting is closed: only reservations and statements are still recorded";
    for kind in [
        "meeting.closed",
        "meeting.resumed",
        "meeting.adjourned",
        "doors.closed",
        "agenda.adopted",
    ] {
        refused(&mut book, kind, late);
    }
    book.told("passage.kept", json!({"item": 1, "reason": "read from paper"}));
    book.told(
        "statement.entered",
        json!({"item": 1, "persons": [], "kind": "note"}),
    );
}

#[test]
fn a_meeting_is_cancelled_before_it_is_held() {
    let mut book = Book::board();
    book.on("2026-03-04").told("meeting.summoned", json!({}));
    book.on("2026-03-03");
    assert_eq!(
        book.tells("meeting.cancelled", json!({})),
        "the cancellation at `2026-03-03` is before the summons at `2026-03-04` (rule `times-in-order`)"
    );
    book.on("2026-03-05").told("meeting.cancelled", json!({}));
    refused(
        &mut book,
        "agenda.adopted",
        "the meeting is cancelled: nothing happens in it",
    );
    let mut held = Book::empty();
    held.told("item.opened", json!({"item": 41, "title": []}));
    refused(
        &mut held,
        "meeting.cancelled",
        "the meeting has dealt with items: it was not cancelled",
    );
    refused(
        &mut held,
        "meeting.closed",
        "the meeting is not opened: it cannot be closed",
    );
}

#[test]
fn a_transcribed_meeting_may_record_its_course_late() {
    let mut book = Book::empty();
    book.told("item.opened", json!({"item": 41, "title": []}));
    book.on("2026-03-11T14:00:00+01:00")
        .told("meeting.adjourned", json!({"item": 41}));
    book.on("2026-03-11T14:10:00+01:00")
        .told("meeting.resumed", json!({"item": 41}));
    book.on("2026-03-11T15:00:00+01:00");
    let chair = json!({"chair": person("Ingrid Sandvall")});
    assert_eq!(
        book.tells("meeting.opened", chair.clone()),
        "the adjournment at `2026-03-11T14:00:00+01:00` is before the opening of the meeting at \
         `2026-03-11T15:00:00+01:00` (rule `times-in-order`)"
    );
    book.on("2026-03-11T09:00:00+01:00").told("meeting.opened", chair);
    book.told("adjusters.appointed", json!({"adjusters": [person("Per Ek")]}));
}

#[test]
fn times_are_in_order() {
    let mut book = Book::board();
    book.on("2026-03-11T09:00:00+01:00").opens();
    let mut early = |at: &str, kind: &str, expected: &str| {
        let said = book.on(at).tells(kind, json!({}));
        assert_eq!(said, format!("{expected} (rule `times-in-order`)"));
        // The same instant in another offset is not before.
        book.on("2026-03-11T08:00:00+00:00");
    };
    early(
        "2026-03-11T08:59:59+01:00",
        "meeting.adjourned",
        "the adjournment at `2026-03-11T08:59:59+01:00` is before the opening of the meeting at \
         `2026-03-11T09:00:00+01:00`",
    );
    book.told("meeting.adjourned", json!({}));
    let said = book.on("2026-03-10").tells("meeting.resumed", json!({}));
    assert_eq!(
        said,
        "the resumption at `2026-03-10` is before the adjournment at `2026-03-11T08:00:00+00:00` \
         (rule `times-in-order`)"
    );
    book.on("2026-03-11T10:00:00+01:00")
        .told("meeting.resumed", json!({}));
    book.on("2026-03-11T09:30:00+01:00");
    assert_eq!(
        book.tells("meeting.closed", json!({})),
        "the closing of the meeting at `2026-03-11T09:30:00+01:00` is before the resumption at \
         `2026-03-11T10:00:00+01:00` (rule `times-in-order`)"
    );
    book.on("2026-03-11T10:05:00+01:00")
        .told("item.opened", json!({"item": 41, "title": []}));
    book.on("2026-03-11T10:04:00+01:00");
    assert_eq!(
        book.tells("item.presented", json!({"item": 41, "text": []})),
        "what happened in the item at `2026-03-11T10:04:00+01:00` is before its opening at \
         `2026-03-11T10:05:00+01:00` (rule `times-in-order`)"
    );
    assert!(
        book.tells("meeting.closed", json!({}))
            .contains("is before the opening of an item")
    );
    book.on("2026-03-11")
        .told("item.presented", json!({"item": 41, "text": []}));
}

#[test]
fn doors_are_closed_and_opened_in_turn() {
    let mut book = Book::meeting();
    refused(&mut book, "doors.opened", "the doors are not closed");
    book.told("doors.closed", json!({"item": 41}));
    refused(&mut book, "doors.closed", "the doors are closed already");
    book.told("doors.opened", json!({"item": 41}));
}

#[test]
fn what_happens_in_a_meeting_happens_on_its_day() {
    let mut book = Book::board();
    book.on("2026-03-12");
    assert_eq!(
        book.tells("item.opened", json!({"item": 41, "title": []})),
        "`item.opened/1` is recorded for 2026-03-12 in the meeting of 2026-03-11; expected the meeting's day, or a \
         day that it was adjourned to (rule `meeting-day`)"
    );
    // Adjourned to the next week, and so dealt with then.
    book.on("2026-03-11").told("meeting.adjourned", json!({}));
    book.on("2026-03-18").told("meeting.resumed", json!({}));
    book.told("item.opened", json!({"item": 42, "title": []}));
}

#[test]
fn adjusters_are_as_many_as_the_body_has_decided() {
    let mut book = Book::board();
    book.opens();
    let two = json!({"adjusters": [person("Klara Nordin"), person("Per Ek")]});
    assert_eq!(
        book.tells("adjusters.appointed", two),
        "2 adjusters are appointed; expected 1, as the body has decided (rule `adjusters-number`, 6:35, 5:69)"
    );
    let mut none = Book::board();
    none.opens();
    assert_eq!(
        none.tells("meeting.closed", json!({})),
        "the meeting has appointed nobody to adjust its minutes; expected 1, as the body has decided \
         (rule `adjusters-number`, 6:35, 5:69)"
    );
    let mut free = Book::empty();
    free.opens();
    free.takes(MEETING, "meeting.closed", json!({}));
}
