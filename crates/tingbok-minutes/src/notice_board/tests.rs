//! Paragraphs on their way from the meeting to legal force.

use jiff::civil::Date;
use serde_json::{Value, json};
use tingbok_procedure::stream::ParagraphRef;

use super::{Listed, NoticeBoard, Posted};
use crate::document::View;
use crate::fixture::{examples, log, person};
use crate::projection::{Logged, Projection, What};

mod days;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn board(entries: &[Logged]) -> NoticeBoard {
    let mut board = NoticeBoard::default();
    entries.iter().for_each(|entry| board.take(entry));
    board
}

/// A meeting of 7 June 2024 with three paragraphs: one adjusted and posted, one signed by half, one compiled by nobody.
fn june() -> Vec<Logged> {
    let (chair, klara) = (person("Mona Strand", "V"), person("Klara Nordin", "M"));
    let opened = |item: u32, title: &str| json!({"item": item, "title": [title], "case": "KN/1/2024"});
    let mut drafts = vec![
        (
            "body",
            "2024-01-01",
            "body.constituted",
            json!({"name": "Kulturnämnden", "kind": "board", "seats": 5, "notice_place": "anslag.example"}),
        ),
        (
            "meeting/2024-06-07",
            "2024-06-07",
            "meeting.opened",
            json!({"chair": chair}),
        ),
        (
            "meeting/2024-06-07",
            "2024-06-07",
            "adjusters.appointed",
            json!({"adjusters": [klara]}),
        ),
        (
            "meeting/2024-06-07",
            "2024-06-07",
            "item.opened",
            opened(1, "Plan för\nbiblioteken"),
        ),
        (
            "meeting/2024-06-07",
            "2024-06-07",
            "item.opened",
            opened(2, "Budget"),
        ),
        (
            "meeting/2024-06-07",
            "2024-06-07",
            "item.opened",
            opened(3, "Val"),
        ),
    ];
    drafts.extend(after_june(&chair, &klara));
    log(&drafts)
}

/// What came after the meeting.
fn after_june(chair: &Value, klara: &Value) -> Vec<(&'static str, &'static str, &'static str, Value)> {
    let text = |item: u32| json!({"item": item, "meeting": "2024-06-07", "from": 0, "to": 1, "renderer": "tingbok-minutes/2", "text": ["x"]});
    let signs = |item: u32, role: &str, who: &Value, index: u32| {
        let compiled = json!({"id": format!("e{index}"), "sha256": format!("{index:064x}")});
        json!({"item": item, "role": role, "person": who, "compiled": compiled})
    };
    vec![
        ("paragraph/2024/1", "2024-06-10", "paragraph.compiled", text(1)),
        ("paragraph/2024/2", "2024-06-10", "paragraph.compiled", text(2)),
        (
            "paragraph/2024/1/k",
            "2024-06-24",
            "paragraph.adjusted",
            signs(1, "adjuster", klara, 6),
        ),
        (
            "paragraph/2024/1/c",
            "2024-06-20",
            "paragraph.adjusted",
            signs(1, "chair", chair, 6),
        ),
        (
            "paragraph/2024/2/c",
            "2024-06-20",
            "paragraph.adjusted",
            signs(2, "chair", chair, 7),
        ),
        (
            "paragraph/2024/1",
            "2024-06-26",
            "notice.posted",
            json!({"item": 1}),
        ),
        (
            "paragraph/2024/1",
            "2024-07-18",
            "notice.removed",
            json!({"item": 1}),
        ),
        (
            "paragraph/2024/1",
            "2024-07-18",
            "force.gained",
            json!({"item": 1}),
        ),
    ]
}

#[test]
fn force_after_an_appeal_names_the_court() {
    let mut entries = june();
    entries.pop();
    let at = ParagraphRef {
        year: 2024,
        number: 1,
    };
    let court = json!({"court": "Förvaltningsrätten i Fjällmark", "number": "1234-24", "date": "2024-10-14"});
    let after = log(&[
        (
            "paragraph/2024/1",
            "2024-07-10",
            "appeal.lodged",
            json!({"item": 1}),
        ),
        (
            "paragraph/2024/1",
            "2024-11-05",
            "force.gained",
            json!({"item": 1, "appeal_decided": court}),
        ),
    ]);
    entries.extend(after);
    let board = board(&entries);
    let on = |text: &str| board.paragraph(at, day(text)).unwrap().words;
    assert_eq!(on("2024-11-04"), "överklagad 2024-07-10");
    assert_eq!(
        on("2024-11-05"),
        "laga kraft 2024-11-05, avgjort av Förvaltningsrätten i Fjällmark den 2024-10-14 (mål 1234-24)"
    );
}

#[test]
fn a_paragraph_passes_its_days() {
    let board = board(&june());
    let at = ParagraphRef {
        year: 2024,
        number: 1,
    };
    let on = |text: &str| board.paragraph(at, day(text)).unwrap().words;
    assert_eq!(on("2024-06-23"), "ska justeras senast 2024-06-24");
    assert_eq!(
        on("2024-06-24"),
        "justerad 2024-06-24, ska anslås senast 2024-06-26"
    );
    assert_eq!(
        on("2024-07-17"),
        "anslagen 2024-06-26, kan överklagas till och med 2024-07-17"
    );
    assert_eq!(on("2024-07-18"), "laga kraft 2024-07-18");
    let posted = board.paragraph(at, day("2024-07-01")).unwrap();
    assert_eq!(posted.title, "Plan för biblioteken");
    assert_eq!(posted.place.as_deref(), Some("anslag.example"));
    assert_eq!(posted.last_day_of_appeal, Some(day("2024-07-17")));
    assert_eq!(
        board.paragraph(
            ParagraphRef {
                year: 2024,
                number: 9
            },
            day("2024-07-01")
        ),
        None
    );
    assert_eq!(board.adjustment(at).unwrap().required.len(), 2);
}

#[test]
fn what_is_due_stands_in_its_order() {
    let board = board(&june());
    let due = |text: &str| {
        let list = board.due(day(text)).due;
        let one = |one: &Posted| {
            let due = one.due.unwrap();
            (one.paragraph.number, due.by.to_string(), due.overdue)
        };
        list.iter().map(one).collect::<Vec<_>>()
    };
    let june = |number: u32, by: &str, overdue: bool| (number, format!("2024-06-{by}"), overdue);
    assert_eq!(
        due("2024-06-10"),
        [june(1, "24", false), june(2, "24", false), june(3, "24", false)]
    );
    assert_eq!(
        due("2024-06-25"),
        [june(2, "24", true), june(3, "24", true), june(1, "26", false)]
    );
    assert_eq!(due("2024-06-06"), []);
    insta::assert_snapshot!(board.due(day("2024-06-25")).to_text(), @"
    Att göra för Kulturnämnden den 2024-06-25

    Försenat
    Dag         Vad      §       Sammanträde  Ärende
    2024-06-24  justera  2/2024  2024-06-07   Budget
    2024-06-24  justera  3/2024  2024-06-07   Val

    Återstår
    Dag         Vad    §       Sammanträde  Ärende
    2024-06-26  anslå  1/2024  2024-06-07   Plan för biblioteken
    ");
    crate::html::tests::check(&board.due(day("2024-06-25")).to_html());
    assert!(
        board
            .due(day("2024-06-06"))
            .to_text()
            .ends_with("\nIngenting är att göra.\n")
    );
}

#[test]
fn a_notice_that_is_posted_anew_counts_from_then() {
    let mut entries = june();
    let more = log(&[
        (
            "paragraph/2024/1",
            "2024-06-28",
            "notice.removed",
            json!({"item": 1}),
        ),
        (
            "paragraph/2024/1",
            "2024-07-01",
            "notice.posted",
            json!({"item": 1, "place": "Biblioteket"}),
        ),
    ]);
    entries.truncate(12);
    entries.extend(more);
    let board = board(&entries);
    let at = ParagraphRef {
        year: 2024,
        number: 1,
    };
    assert!(
        board
            .paragraph(at, day("2024-06-29"))
            .unwrap()
            .words
            .starts_with("anslaget togs ned 2024-06-28 men")
    );
    let again = board.paragraph(at, day("2024-07-02")).unwrap();
    assert_eq!(
        again.words,
        "anslagen 2024-07-01, kan överklagas till och med 2024-07-22"
    );
    assert_eq!(again.place.as_deref(), Some("Biblioteket"));
}

#[test]
fn the_board_as_a_page() {
    let board = board(&june());
    let notices = board.notices(day("2024-07-01"), Listed::Current);
    crate::html::tests::check(&notices.to_html());
    insta::assert_snapshot!(notices.to_text(), @"
    Anslagstavla för Kulturnämnden den 2024-07-01

    Anslagna
    §       Sammanträde  Ärende                Läge                               Plats
    1/2024  2024-06-07   Plan för biblioteken  anslagen 2024-06-26, kan           anslag.example
                                               överklagas till och med
                                               2024-07-17

    Väntar på justering eller anslag
    §       Sammanträde  Ärende  Läge                                   Plats
    2/2024  2024-06-07   Budget  skulle ha justerats senast 2024-06-24
    3/2024  2024-06-07   Val     skulle ha justerats senast 2024-06-24
    ");
    assert_eq!(
        serde_json::to_value(&notices).unwrap()["paragraphs"][0]["stage"],
        json!({"stage": "appeal_time", "posted": "2024-06-26", "until": "2024-07-17"})
    );
}

#[test]
fn the_board_says_what_it_could_not_read() {
    let mut entries = june();
    for (kind, index) in [
        ("motion.moved/1", 90),
        ("notice.posted/2", 91),
        ("item.opened/1", 92),
    ] {
        let what = What::Unread {
            stream: "meeting/2024-06-07".to_owned(),
            kind: kind.to_owned(),
            why: "x".to_owned(),
        };
        entries.push(Logged {
            index,
            masked: false,
            what,
            ..entries[0].clone()
        });
    }
    let board = board(&entries);
    let unread: Vec<u64> = board.unread().iter().map(|unread| unread.index).collect();
    assert_eq!(unread, [91, 92], "a motion tells the board nothing");
    assert!(
        board
            .notices(day("2024-07-01"), Listed::Current)
            .to_text()
            .contains("ofullständig: dessa poster kan inte läsas här.")
    );
}

#[test]
fn every_kind_may_come() {
    let board = board(&examples());
    assert_eq!(board.body(day("2026-12-31")), Some("Regionstyrelsen"));
    let at = ParagraphRef {
        year: 2026,
        number: 57,
    };
    let after = board.afterwards(at).unwrap();
    assert_eq!(
        (
            after.signatures.len(),
            after.corrections.len(),
            after.revisions.len()
        ),
        (1, 1, 1)
    );
    let posted = board.paragraph(at, day("2026-12-31")).unwrap();
    assert_eq!(
        posted.times.adjusted,
        Some(day("2026-03-18")),
        "as recorded; the adjuster has not signed"
    );
}
