//! A paragraph's text and those who sign it: compiled, signed by those appointed, adjusted in time.

use serde_json::{Value, json};

use super::book::{Book, PARAGRAPH, person};
use crate::admission::Outstanding;
use crate::content::SigningRole;
use crate::stream::ParagraphRef;

const AT: ParagraphRef = ParagraphRef {
    year: 2026,
    number: 41,
};

/// § 41 decided and closed, its meeting over.
pub(super) fn decided() -> Book {
    let mut book = Book::meeting();
    assert_eq!(book.decides("d1", None), "");
    book.told("item.closed", json!({"item": 41}));
    book.told("meeting.closed", json!({}));
    book
}

/// The same, compiled on 16 March; the text by its name.
pub(super) fn compiled() -> (Book, Value) {
    let mut book = decided();
    book.on("2026-03-16");
    let text = book.next_name();
    book.takes(PARAGRAPH, "paragraph.compiled", from_to(3, 5));
    (book, text)
}

fn from_to(from: u64, to: u64) -> Value {
    json!({
        "item": 41, "meeting": "2026-03-11", "from": from, "to": to, "renderer": "tingbok-minutes/2", "text": ["§41"],
    })
}

/// A signature in the stream of the key's handle, with the key's holder.
fn adjusts(book: &mut Book, role: &str, name: &str, text: &Value, key: (&str, &str)) -> String {
    let content = json!({"item": 41, "role": role, "person": person(name), "compiled": text});
    let stream = format!("{PARAGRAPH}/{}", key.0);
    book.signs(&stream, "paragraph.adjusted", content, &[key])
}

const CHAIR: (&str, &str) = ("chair-1", "Ingrid Sandvall");
const ADJUSTER: (&str, &str) = ("adjuster-1", "Klara Nordin");

fn chair_signs(book: &mut Book, text: &Value) -> String {
    adjusts(book, "chair", "Ingrid Sandvall (S)", text, CHAIR)
}

fn adjuster_signs(book: &mut Book, text: &Value) -> String {
    adjusts(book, "adjuster", "Klara Nordin (M)", text, ADJUSTER)
}

/// The same, signed by both on the given days.
pub(super) fn adjusted(first: &str, second: &str) -> Book {
    let (mut book, text) = compiled();
    book.on(first);
    assert_eq!(adjuster_signs(&mut book, &text), "");
    book.on(second);
    chair_signs(&mut book, &text);
    book
}

#[test]
fn a_text_is_made_from_all_events_of_its_item() {
    let mut book = decided();
    book.on("2026-03-16");
    let wrong = |book: &mut Book, content, what: &str| {
        let said = book.says(PARAGRAPH, "paragraph.compiled", content);
        assert_eq!(said, format!("{what} (rule `compiled-of-item`, 5:67, 5:69)"));
    };
    wrong(
        &mut book,
        from_to(3, 4),
        "the events of § 41 of 2026 are 3 to 5 of meeting/2026-03-11, the text is made from 3 to 4",
    );
    wrong(
        &mut book,
        from_to(5, 3),
        "the text of § 41 of 2026 is made from the events 5 to 3: there are none",
    );
    let mut other = from_to(3, 5);
    other["meeting"] = json!("2026-04-15");
    wrong(
        &mut book,
        other,
        "§ 41 of 2026 is an item of meeting/2026-03-11, the text is made from meeting/2026-04-15",
    );
    book.takes(PARAGRAPH, "paragraph.compiled", from_to(3, 5));
    // A reservation that came since makes the older range wrong.
    book.on("2026-03-11");
    let reserved = json!({"item": 41, "persons": [person("Per Ek (C)")], "decision": "d1"});
    assert!(
        book.tells("reservation.entered", reserved)
            .contains("reservation-in-time")
    );
    book.on("2026-03-16");
    wrong(
        &mut book,
        from_to(3, 5),
        "the events of § 41 of 2026 are 3 to 7 of meeting/2026-03-11, the text is made from 3 to 5",
    );
    book.takes(PARAGRAPH, "paragraph.compiled", from_to(3, 7));
}

#[test]
fn drafts_have_no_places_yet() {
    let mut book = decided();
    let mut draft = book.event(
        super::MEETING,
        "passage.kept",
        &json!({"item": 41, "reason": "x"}),
        &[],
    );
    draft.signed = None;
    book.judges(&draft);
    book.on("2026-03-16")
        .takes(PARAGRAPH, "paragraph.compiled", from_to(0, 99));
}

#[test]
fn once_signed_a_text_stands() {
    let (mut book, text) = compiled();
    book.takes(PARAGRAPH, "paragraph.compiled", from_to(3, 5));
    // The newest text is signed, not an older one.
    let said = chair_signs(&mut book, &text);
    assert_eq!(
        said,
        "the newest text of § 41 of 2026 is `e9`, signed is `e8` (rule `signed-text`, 5:69; JO 3339-2013)"
    );
    let newest = json!({"id": "e9", "sha256": "d9"});
    assert_eq!(chair_signs(&mut book, &newest), "");
    assert_eq!(
        book.says(PARAGRAPH, "paragraph.compiled", from_to(3, 5)),
        "§ 41 of 2026 is signed by Ingrid Sandvall (S): its text stands \
         (rule `compiled-until-signed`, 5:69; JO 2571-1999)"
    );
}

#[test]
fn those_who_adjust_sign_the_same_text() {
    let mut none = decided();
    none.on("2026-03-16");
    let text = json!({"id": "e8", "sha256": "d8"});
    assert_eq!(
        chair_signs(&mut none, &text),
        "§ 41 of 2026 is not compiled: there is no text to sign (rule `signed-text`, 5:69; JO 3339-2013)"
    );
    let (mut book, _) = compiled();
    let changed = json!({"id": "e8", "sha256": "other"});
    assert_eq!(
        chair_signs(&mut book, &changed),
        "the text of § 41 of 2026 has the digest `d8`, signed is `other` (rule `signed-text`, 5:69; JO 3339-2013)"
    );
    assert_eq!(chair_signs(&mut book, &text), "");
    assert!(adjuster_signs(&mut book, &changed).contains("rule `signed-text`"));
    assert_eq!(adjuster_signs(&mut book, &text), "");
}

#[test]
fn those_appointed_adjust_with_their_own_keys() {
    let (mut book, text) = compiled();
    let rule = "(rule `adjuster-appointed`, 5:69)";
    let mut refused = |role: &str, name: &str, key, what: &str| {
        assert_eq!(
            adjusts(&mut book, role, name, &text, key),
            format!("{what} {rule}")
        );
    };
    refused(
        "chair",
        "Klara Nordin (M)",
        ADJUSTER,
        "§ 41 of 2026 was led by Ingrid Sandvall (S), not by Klara Nordin (M)",
    );
    refused(
        "adjuster",
        "Per Ek (C)",
        ("adjuster-2", "Per Ek"),
        "Per Ek (C) is not appointed to adjust § 41 of 2026: Klara Nordin (M) is",
    );
    refused(
        "adjuster",
        "Klara Nordin (M)",
        ("adjuster-2", "Per Ek"),
        "Klara Nordin (M) does not hold the key that signs: `adjuster-2` of Per Ek",
    );
    refused(
        "adjuster",
        "Klara Nordin (M)",
        ("adjuster-1", ""),
        "Klara Nordin (M) does not hold the key that signs: `adjuster-1`, which names no holder",
    );
    let content =
        json!({"item": 41, "role": "chair", "person": person("Ingrid Sandvall (S)"), "compiled": text});
    assert_eq!(
        book.signs(
            "paragraph/2026/41/chair-2",
            "paragraph.adjusted",
            content,
            &[CHAIR]
        ),
        format!("`paragraph/2026/41/chair-2` holds no signature of its own handle {rule}")
    );
    assert_eq!(adjuster_signs(&mut book, &text), "");
}

#[test]
fn nobody_adjusts_what_nobody_is_recorded_to_have_led() {
    let mut book = Book::empty();
    book.told("item.opened", json!({"item": 41, "title": []}));
    let text = book.next_name();
    book.takes(PARAGRAPH, "paragraph.compiled", from_to(0, 0));
    let rule = "(rule `adjuster-appointed`, 5:69)";
    assert_eq!(
        chair_signs(&mut book, &text),
        format!("nobody is recorded to have led § 41 of 2026 {rule}")
    );
    assert_eq!(
        adjuster_signs(&mut book, &text),
        format!("nobody is appointed to adjust § 41 of 2026 {rule}")
    );
    book.opens();
    book.told(
        "adjusters.appointed",
        json!({"adjusters": [person("Klara Nordin (M)")]}),
    );
    assert_eq!(chair_signs(&mut book, &text), "");
    assert_eq!(adjuster_signs(&mut book, &text), "");
}

#[test]
fn whoever_led_the_item_signs_it_as_chair() {
    let mut book = Book::meeting();
    book.told(
        "item.opened",
        json!({"item": 42, "title": [], "chair": person("Per Ek (C)")}),
    );
    book.told(
        "adjusters.appointed",
        json!({"item": 42, "adjusters": [person("Ulla Alm (L)")]}),
    );
    book.told("item.closed", json!({"item": 42, "adjusted_at_once": true}));
    let at = ParagraphRef {
        year: 2026,
        number: 42,
    };
    let required = book.state.adjustment(at).unwrap().required;
    let names: Vec<_> = required
        .iter()
        .map(|required| (required.role, required.person.name.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            (SigningRole::Chair, "Per Ek"),
            (SigningRole::Adjuster, "Ulla Alm")
        ]
    );
    let own = book.state.adjustment(AT).unwrap().required;
    assert_eq!(own[1].person.name, "Klara Nordin");
}

#[test]
fn a_later_appointment_does_not_reach_back() {
    let at = ParagraphRef {
        year: 2026,
        number: 41,
    };
    let appointed = json!({"adjusters": [person("Per Ek (C)")]});
    // All had signed before others were appointed: it stays adjusted.
    let (mut book, text) = compiled();
    assert_eq!(chair_signs(&mut book, &text), "");
    assert_eq!(adjuster_signs(&mut book, &text), "");
    let adjusted_on = book.state.adjustment(at).unwrap().signed_on;
    assert!(adjusted_on.is_some());
    let event = book.event(super::book::MEETING, "adjusters.appointed", &appointed, &[]);
    book.state.apply(&event);
    assert_eq!(book.state.adjustment(at).unwrap().signed_on, adjusted_on);
    // One had not: those appointed now are to sign.
    let (mut book, text) = compiled();
    assert_eq!(adjuster_signs(&mut book, &text), "");
    let event = book.event(super::book::MEETING, "adjusters.appointed", &appointed, &[]);
    book.state.apply(&event);
    assert_eq!(book.state.adjustment(at).unwrap().missing().count(), 2);
}

#[test]
fn each_signs_once() {
    let (mut book, text) = compiled();
    assert_eq!(chair_signs(&mut book, &text), "");
    assert_eq!(
        chair_signs(&mut book, &text),
        "Ingrid Sandvall (S) has signed § 41 of 2026 already (`2026-03-16`) (rule `signed-once`, 5:69)"
    );
}

#[test]
fn a_dispute_is_of_a_text_by_one_who_adjusts() {
    let (mut book, text) = compiled();
    let disputes = |name: &str, text: &Value| json!({"item": 41, "person": person(name), "compiled": text, "reason": ["Yrkandet saknas."]});
    let kind = "adjustment.disputed";
    book.takes(PARAGRAPH, kind, disputes("Klara Nordin (M)", &text));
    book.takes(
        "paragraph/2026/41/chair-1",
        kind,
        disputes("Ingrid Sandvall (S)", &text),
    );
    let other = book.says(PARAGRAPH, kind, disputes("Per Ek (C)", &text));
    assert!(other.contains("rule `adjuster-appointed`"), "{other}");
    let unknown = json!({"id": "e99", "sha256": ""});
    let other = book.says(PARAGRAPH, kind, disputes("Klara Nordin (M)", &unknown));
    assert!(other.contains("rule `signed-text`"), "{other}");
}

#[test]
fn a_disputed_text_is_compiled_anew_and_signed_anew() {
    let dispute = |text: &Value| json!({"item": 41, "person": person("Klara Nordin (M)"), "compiled": text, "reason": ["Fel."]});
    for stream in [PARAGRAPH, "paragraph/2026/41/adjuster-1"] {
        let (mut book, first) = compiled();
        assert_eq!(chair_signs(&mut book, &first), "");
        book.takes(stream, "adjustment.disputed", dispute(&first));
        let second = book.next_name();
        book.takes(PARAGRAPH, "paragraph.compiled", from_to(3, 5));
        assert!(adjuster_signs(&mut book, &first).contains("rule `signed-text`"));
        assert_eq!(adjuster_signs(&mut book, &second), "");
        // The signature of the old text counts for nothing now, and keeps nobody from signing the new one.
        assert_eq!(chair_signs(&mut book, &second), "");
        // All have signed: no dispute opens it again.
        book.takes(stream, "adjustment.disputed", dispute(&second));
        let again = book.says(PARAGRAPH, "paragraph.compiled", from_to(3, 5));
        assert!(again.contains("rule `compiled-until-signed`"), "{again}");
    }
}

#[test]
fn a_paragraph_is_adjusted_when_all_have_signed_in_any_order() {
    let (mut book, text) = compiled();
    let day = |book: &Book| book.state.adjustment(AT).unwrap().complete_on;
    assert_eq!(adjuster_signs(&mut book, &text), "");
    assert_eq!(day(&book), None);
    let adjustment = book.state.adjustment(AT).unwrap();
    let missing: Vec<_> = adjustment
        .missing()
        .map(|required| (required.role, required.person.name.as_str()))
        .collect();
    assert_eq!(missing, [(SigningRole::Chair, "Ingrid Sandvall")]);
    book.on("2026-03-18");
    assert_eq!(chair_signs(&mut book, &text), "");
    assert_eq!(day(&book).unwrap().to_string(), "2026-03-18");
    let adjustment = book.state.adjustment(AT).unwrap();
    let handles: Vec<_> = adjustment
        .required
        .iter()
        .filter_map(|required| Some(required.signature.as_ref()?.handle.as_str()))
        .collect();
    assert_eq!(handles, ["chair-1", "adjuster-1"]);
    assert_eq!(adjustment.missing().count(), 0);
    assert_eq!(adjustment.compiled.unwrap().sha256, "d8");

    // Without an adjuster appointed the chair alone completes nothing that the body wants adjusted by two.
    let mut alone = Book::board();
    alone.opens();
    alone.told("item.opened", json!({"item": 41, "title": []}));
    alone.told("item.closed", json!({"item": 41, "adjusted_at_once": true}));
    let text = alone.next_name();
    alone.takes(PARAGRAPH, "paragraph.compiled", from_to(1, 2));
    assert_eq!(chair_signs(&mut alone, &text), "");
    assert_eq!(day(&alone), None);
    assert_eq!(alone.state.adjustment(ParagraphRef { number: 9, ..AT }), None);
}

/// A meeting of 11 March is adjusted by 25 March.
#[test]
fn minutes_are_adjusted_within_fourteen_days() {
    let (mut book, text) = compiled();
    book.on("2026-03-26");
    assert_eq!(adjuster_signs(&mut book, &text), "");
    assert_eq!(
        chair_signs(&mut book, &text),
        "§ 41 of 2026 is adjusted on 2026-03-26, its meeting was on 2026-03-11; expected 2026-03-25 at the latest \
         (rule `adjusted-in-14-days`, 6:35, 5:69)"
    );
    let mut in_time = adjusted("2026-03-24", "2026-03-25");
    let recorded = json!({"item": 41, "statement": ["Justerad"]});
    in_time
        .on("2026-03-30")
        .takes(PARAGRAPH, "adjustment.recorded", recorded.clone());
    let mut paper = decided();
    let late = paper
        .on("2026-03-26")
        .says(PARAGRAPH, "adjustment.recorded", recorded.clone());
    assert!(late.contains("rule `adjusted-in-14-days`"), "{late}");
    // Minutes that were read say that they were adjusted, and not when: the day is that of the reading.
    let mut read = decided();
    read.on("2026-06-01");
    let quoted = json!({"item": 41, "statement": ["Justerad"], "quote": ["Justerad"], "lines": [90]});
    read.takes(PARAGRAPH, "adjustment.recorded", quoted);
    let adjustment = read.state.adjustment(AT).unwrap();
    assert_eq!(adjustment.complete_on.unwrap().to_string(), "2026-06-01");
    assert!(!adjustment.day_is_stated);
    read.on("2026-03-20")
        .takes(PARAGRAPH, "notice.posted", json!({"item": 41}));
    let mut same_day = decided();
    same_day.takes(PARAGRAPH, "adjustment.recorded", recorded);
}

#[test]
fn what_comes_after_a_meeting_is_not_before_it() {
    let mut book = decided();
    let recorded = json!({"item": 41, "statement": ["Justerad"]});
    assert_eq!(
        book.on("2026-03-10")
            .says(PARAGRAPH, "adjustment.recorded", recorded),
        "what concerns the paragraph at `2026-03-10` is before the meeting at `2026-03-11` (rule `times-in-order`)"
    );
    let (mut book, text) = compiled();
    book.on("2026-03-15");
    let said = chair_signs(&mut book, &text);
    assert_eq!(
        said,
        "the signature at `2026-03-15` is before the text at `2026-03-16` (rule `times-in-order`)"
    );
}

#[test]
fn a_paragraph_is_adjusted_at_once_only_when_the_body_decides_so() {
    let compile = |at_once: bool| {
        let mut book = Book::meeting();
        book.told("item.closed", json!({"item": 41, "adjusted_at_once": at_once}));
        book.says(PARAGRAPH, "paragraph.compiled", from_to(3, 4))
    };
    assert_eq!(compile(true), "");
    assert_eq!(
        compile(false),
        "§ 41 of 2026 is compiled while its meeting goes on; expected the meeting closed, or the item closed with \
         `adjusted_at_once` (rule `adjusted-at-once`, 6:35, 5:69)"
    );
}

#[test]
fn what_is_not_done_in_time_is_outstanding() {
    let on = |book: &Book, day: &str| {
        let said = |outstanding: &Outstanding| format!("{}: {}", outstanding.at, outstanding.finding);
        let all = book.state.outstanding(day.parse().unwrap());
        all.iter().map(said).collect::<Vec<_>>()
    };
    let book = decided();
    assert!(on(&book, "2026-03-25").is_empty());
    assert_eq!(
        on(&book, "2026-03-26"),
        [
            "41/2026: § 41/2026 is not adjusted on 2026-03-26, its meeting was on 2026-03-11; expected 2026-03-25 at the \
          latest (rule `adjusted-in-14-days`, 6:35, 5:69)"
        ]
    );
    let mut book = adjusted("2026-03-16", "2026-03-18");
    assert!(on(&book, "2026-03-20").is_empty());
    // The second day after is a Friday.
    assert_eq!(
        on(&book, "2026-03-21"),
        [
            "41/2026: the notice of § 41/2026 is not posted on 2026-03-21, it was adjusted on 2026-03-18; expected \
          2026-03-20 at the latest (rule `posted-in-2-days`, 6:35, 8:12)"
        ]
    );
    book.on("2026-03-19")
        .takes(PARAGRAPH, "notice.posted", json!({"item": 41}));
    assert!(on(&book, "2026-12-31").is_empty());
    // Of a meeting whose course is not recorded nobody knows when its minutes were adjusted.
    let mut read = Book::empty();
    read.told("item.opened", json!({"item": 41, "title": []}));
    assert!(on(&read, "2027-01-01").is_empty());
}

#[test]
fn what_is_signed_holds_everything_of_its_item() {
    let outgrown = "the text of § 41 of 2026 that is signed is made from the events to 5, and the item has events to 7; \
                    expected the paragraph compiled anew before it is signed (rule `text-complete`, 6:35, 5:67, 5:69)";
    let statement =
        || json!({"item": 41, "persons": [person("Per Ek (C)")], "kind": "note", "text": ["Bra."]});
    let (mut book, text) = compiled();
    book.told("statement.entered", statement());
    assert_eq!(adjuster_signs(&mut book, &text), outgrown);
    let (mut book, text) = compiled();
    assert_eq!(chair_signs(&mut book, &text), "");
    book.told("statement.entered", statement());
    assert_eq!(
        adjuster_signs(&mut book, &text),
        outgrown,
        "one has signed: not all"
    );
    let recorded = book.tells(
        "passage.kept",
        json!({"item": 41, "reason": "stray", "quote": ["x"], "lines": [4]}),
    );
    let after = |kind: &str, on: &str| {
        format!(
            "`{kind}` is recorded in § 41 of 2026, whose text all have signed by {on}; expected everything of the item \
             in the text that is signed (rule `text-complete`, 6:35, 5:67, 5:69)"
        )
    };
    assert_eq!(recorded, after("passage.kept/1", "2026-03-16"));
    // Compiled anew in time, it is whole, and another item's events are not its own.
    let (mut book, _) = compiled();
    book.told("statement.entered", statement());
    let text = book.next_name();
    book.takes(PARAGRAPH, "paragraph.compiled", from_to(3, 7));
    assert_eq!(adjuster_signs(&mut book, &text), "");
    assert_eq!(chair_signs(&mut book, &text), "");
    book.takes(
        PARAGRAPH,
        "extract.dispatched",
        json!({"item": 41, "recipients": ["Revisorerna"]}),
    );
    assert_eq!(
        book.tells("statement.entered", statement()),
        after("statement.entered/1", "2026-03-16")
    );
    // On paper nobody knows what the text held.
    let mut paper = decided();
    paper.takes(
        PARAGRAPH,
        "adjustment.recorded",
        json!({"item": 41, "statement": ["Justerad"]}),
    );
    paper.told("statement.entered", statement());
}
