//! The board on a day shows nothing of a later one, and not for ever what came down.

use serde_json::{Value, json};
use tingbok_procedure::limits::ParagraphTimes;
use tingbok_procedure::stream::ParagraphRef;

use super::{board, day, june};
use crate::document::View;
use crate::fixture::{log, person};
use crate::notice_board::{Listed, NoticeBoard};
use crate::projection::{Logged, What};

/// The paragraphs that are listed on a day, with what is said of each.
fn listed(board: &NoticeBoard, on: &str, which: Listed) -> Vec<(String, String)> {
    let all = board.notices(day(on), which).paragraphs.into_iter();
    all.map(|one| (one.paragraph.to_string(), one.words)).collect()
}

fn times(board: &NoticeBoard, number: u32, on: &str) -> Option<ParagraphTimes> {
    let at = ParagraphRef { year: 2024, number };
    Some(board.paragraph(at, day(on))?.times)
}

#[test]
fn nothing_of_a_later_day_is_shown() {
    let board = board(&june());
    assert_eq!(listed(&board, "2024-06-06", Listed::All), []);
    assert_eq!(listed(&board, "2024-06-07", Listed::All).len(), 3);
    assert_eq!(times(&board, 1, "2024-06-06"), None);
    let then = |on: &str| times(&board, 1, on).unwrap();
    let mut known = ParagraphTimes {
        meeting: Some(day("2024-06-07")),
        ..ParagraphTimes::default()
    };
    assert_eq!(then("2024-06-23"), known);
    known.adjusted = Some(day("2024-06-24"));
    assert_eq!(then("2024-06-25"), known);
    known.posted = Some(day("2024-06-26"));
    assert_eq!(then("2024-07-17"), known);
    known.removed = Some(day("2024-07-18"));
    known.in_force = Some(day("2024-07-18"));
    assert_eq!(then("2024-07-18"), known);
}

#[test]
fn an_appeal_and_another_place_are_not_known_before_their_day() {
    let mut entries = june();
    entries.extend(log(&[
        (
            "paragraph/2024/1",
            "2024-07-10",
            "appeal.lodged",
            json!({"item": 1}),
        ),
        (
            "body",
            "2024-07-12",
            "body.constituted",
            json!({"name": "Kultur- och fritidsnämnden", "kind": "board", "seats": 5, "notice_place": "nytt.example"}),
        ),
    ]));
    let board = board(&entries);
    assert_eq!(times(&board, 1, "2024-07-09").unwrap().appealed, None);
    assert_eq!(
        times(&board, 1, "2024-07-10").unwrap().appealed,
        Some(day("2024-07-10"))
    );
    let names = ["2024-07-11", "2024-07-12"].map(|on| board.body(day(on)).unwrap().to_owned());
    assert_eq!(names, ["Kulturnämnden", "Kultur- och fritidsnämnden"]);
    let at = ParagraphRef {
        year: 2024,
        number: 1,
    };
    let place = board.paragraph(at, day("2024-07-13")).unwrap().place;
    assert_eq!(place.as_deref(), Some("anslag.example"), "where it was posted");
}

/// A meeting of 11 March 2026 that was closed the day after: § 1 of the evening, § 2 of the night.
fn over_midnight() -> Vec<Logged> {
    let opened = |item: u32, title: &str| json!({"item": item, "title": [title]});
    let said =
        |at: &'static str, kind: &'static str, content: Value| ("meeting/2026-03-11", at, kind, content);
    log(&[
        said(
            "2026-03-11T21:00:00+01:00",
            "meeting.opened",
            json!({"chair": person("Mona Strand", "V")}),
        ),
        said("2026-03-11T21:05:00+01:00", "item.opened", opened(1, "Kvällen")),
        said("2026-03-12T00:10:00+01:00", "item.opened", opened(2, "Natten")),
        said("2026-03-12T00:40:00+01:00", "meeting.closed", json!({})),
    ])
}

#[test]
fn a_meeting_over_midnight_keeps_its_day() {
    let board = board(&over_midnight());
    let rows = |on: &str| listed(&board, on, Listed::Current);
    let row = |number: u32, words: &str| (format!("{number}/2026"), words.to_owned());
    // That evening the meeting is still open, and nobody knows when it will be closed.
    assert_eq!(rows("2026-03-11"), [row(1, "ska justeras senast 2026-03-25")]);
    let both = |words: &str| [row(1, words), row(2, words)];
    assert_eq!(rows("2026-03-12"), both("ska justeras senast 2026-03-26"));
    assert_eq!(rows("2026-03-26"), both("ska justeras senast 2026-03-26"));
    assert_eq!(rows("2026-03-27"), both("skulle ha justerats senast 2026-03-26"));
    let due = board.due(day("2026-03-27"));
    let text = due.to_text();
    assert!(
        text.contains("\n2026-03-26  justera  1/2026  2026-03-11   Kvällen\n"),
        "{text}"
    );
    let times = &serde_json::to_value(&due).unwrap()["due"][0]["times"];
    assert_eq!(
        (&times["meeting"], &times["closed"]),
        (&json!("2026-03-11"), &json!("2026-03-12"))
    );
}

#[test]
fn what_came_down_long_ago_is_counted() {
    let board = board(&june());
    // The notice of § 1 came down on 18 July.
    assert_eq!(listed(&board, "2024-08-17", Listed::Current).len(), 3);
    let late = board.notices(day("2024-08-18"), Listed::Current);
    let numbers: Vec<u32> = late.paragraphs.iter().map(|one| one.paragraph.number).collect();
    assert_eq!((numbers, late.left_out), (vec![2, 3], 1));
    let text = late.to_text();
    let said = "\n1 paragraf vars anslag togs ned före 2024-07-19 visas inte.\n";
    assert!(text.ends_with(said) && !text.contains("1/2024"), "{text}");
    let all = board.notices(day("2024-08-18"), Listed::All);
    assert_eq!((all.paragraphs.len(), all.left_out), (3, 0));
    assert!(!all.to_text().contains("visas inte"));
}

#[test]
fn a_notice_that_is_to_be_posted_anew_is_never_left_out() {
    let mut entries = june();
    entries.truncate(12);
    entries.extend(log(&[(
        "paragraph/2024/1",
        "2024-06-28",
        "notice.removed",
        json!({"item": 1}),
    )]));
    let board = board(&entries);
    let rows = listed(&board, "2026-06-28", Listed::Current);
    assert!(
        rows[0].1.starts_with("anslaget togs ned 2024-06-28 men"),
        "{rows:?}"
    );
    assert_eq!(board.notices(day("2026-06-28"), Listed::Current).left_out, 0);
}

#[test]
fn what_is_due_is_said_once() {
    let list = serde_json::to_value(board(&june()).due(day("2024-06-25"))).unwrap();
    let one = list["due"][0].as_object().unwrap();
    assert_eq!(
        one["due"],
        json!({"what": "adjust", "by": "2024-06-24", "overdue": true})
    );
    for repeated in ["what", "by", "overdue"] {
        assert!(!one.contains_key(repeated), "{repeated}");
    }
}

/// The opening of an item that is erased leaves its paragraph on the board, with what the compiled text tells.
#[test]
fn a_paragraph_whose_opening_cannot_be_read_stays() {
    let mut entries = june();
    for entry in &mut entries[3..6] {
        entry.what = What::Unread {
            stream: "meeting/2024-06-07".to_owned(),
            kind: "item.opened/1".to_owned(),
            why: "x".to_owned(),
        };
    }
    let board = board(&entries);
    let rows = listed(&board, "2024-07-01", Listed::Current);
    let numbers: Vec<&str> = rows.iter().map(|(number, _)| number.as_str()).collect();
    assert_eq!(numbers, ["1/2024", "2/2024"], "of § 3 nothing else is recorded");
    assert_eq!(rows[1].1, "skulle ha justerats senast 2024-06-24");
    let times = times(&board, 1, "2024-07-01").unwrap();
    assert_eq!(times.meeting, Some(day("2024-06-07")));
    entries.retain(|entry| {
        entry
            .event()
            .is_none_or(|event| event.content.kind().to_string() != "paragraph.compiled/1")
    });
    let board = super::board(&entries);
    let rows = listed(&board, "2024-07-01", Listed::Current);
    assert_eq!(rows[0].1, "sammanträdets dag är inte känd");
}
