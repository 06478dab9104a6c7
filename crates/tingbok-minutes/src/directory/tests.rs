//! Everything is found where it stands.

use serde_json::json;
use tingbok_procedure::Kind;
use tingbok_procedure::stream::ParagraphRef;

use super::Directory;
use crate::fixture::{examples, log, year};
use crate::projection::{Logged, Projection, What};

fn at(number: u32) -> ParagraphRef {
    ParagraphRef { year: 2026, number }
}

fn directory(entries: &[Logged]) -> Directory {
    let mut directory = Directory::default();
    entries.iter().for_each(|entry| directory.take(entry));
    directory
}

/// The indices of the kinds that pass, in the examples.
fn indices(keep: impl Fn(Kind) -> bool) -> Vec<u64> {
    let entries = examples();
    let kept = entries.iter().filter(|entry| keep(entry.event().unwrap().kind()));
    kept.map(|entry| entry.index).collect()
}

#[test]
fn the_examples_are_found_again() {
    let directory = directory(&examples());
    assert_eq!(directory.len(), 60);
    let meetings: Vec<String> = directory.meetings().map(|(day, _)| day.to_string()).collect();
    assert_eq!(meetings, ["2026-03-11", "2026-07-08"]);
    let meeting = directory.meeting("2026-03-11".parse().unwrap()).unwrap();
    assert_eq!(meeting.paragraphs, [57]);
    assert_eq!(directory.years_of(57), [2026]);
    assert_eq!(
        directory.years_of(58),
        [2026],
        "its item has events and no opening"
    );
    assert_eq!(directory.years_of(1), Vec::<i16>::new());
    let place = directory.paragraph(at(57)).unwrap();
    assert_eq!(place.meeting.unwrap().to_string(), "2026-03-11");
    assert_eq!(place.own.runs(), [(49, 58)]);
    assert_eq!(place.signatures.runs(), [(59, 59)]);
    assert_eq!(place.named.runs(), [(9, 9)], "the assignment that it gives");
    assert_eq!(
        directory.paragraph(at(112)),
        None,
        "named by a revision, and not in this log"
    );
    assert_eq!(directory.years_of(112), Vec::<i16>::new());
    assert_eq!(directory.paragraphs().count(), 2);
    assert_eq!(directory.body().runs(), [(3, 5)]);
}

#[test]
fn a_later_paragraph_has_what_it_revises() {
    let directory = directory(&year());
    let later = directory.paragraph(at(112)).unwrap();
    let revised = later.named.first().unwrap();
    assert!(
        directory
            .paragraph(at(57))
            .unwrap()
            .own
            .iter()
            .any(|index| index == revised)
    );
    assert!(directory.trail_of_paragraph(at(112)).unwrap().contains(&revised));
    assert_eq!(later.changes, [at(57)].into());
    assert_eq!(directory.paragraph(at(57)).unwrap().changed_by, [at(112)].into());
}

#[test]
fn a_case_is_found_by_number_and_stream() {
    let directory = directory(&examples());
    for name in ["RS/118/2026", "case/rs-118-2026", "rs-118-2026", " RS/118/2026 "] {
        let case = directory.case(name).unwrap();
        assert_eq!(case.number, "RS/118/2026");
        assert_eq!(case.streams, ["case/rs-118-2026"]);
        assert_eq!(case.own, [6, 7, 8, 9, 10]);
        assert_eq!(case.items, [at(57)]);
    }
    assert_eq!(directory.case("RS/1/2026"), None);
    let entries = directory.entries_of_case("RS/118/2026").unwrap();
    assert!(entries.contains(&6) && entries.contains(&42) && entries.contains(&58) && !entries.contains(&3));
}

#[test]
fn a_case_with_a_secret_number_has_both_names() {
    let opened = |item: u32, case: &str| json!({"item": item, "title": ["x"], "case": case});
    let log = log(&[
        (
            "case/x7",
            "2026-01-01",
            "case.registered",
            json!({"number": "RS/9/2026", "title": ["x"]}),
        ),
        (
            "meeting/2026-02-01",
            "2026-02-01",
            "item.opened",
            opened(1, "RS/9/2026"),
        ),
        (
            "meeting/2026-02-01",
            "2026-02-01",
            "item.opened",
            opened(2, "RS/10/2026"),
        ),
    ]);
    let directory = directory(&log);
    for name in ["RS/9/2026", "x7"] {
        let case = directory.case(name).unwrap();
        assert_eq!(
            (case.number.as_str(), case.own, case.items),
            ("RS/9/2026", vec![0], vec![at(1)])
        );
    }
    let only_items = directory.case("RS/10/2026").unwrap();
    assert_eq!((only_items.streams.len(), only_items.items), (0, vec![at(2)]));
}

#[test]
fn numbers_that_share_the_name_of_a_stream_are_told_apart() {
    let opened = |item: u32, case: &str| {
        let content = json!({"item": item, "title": ["x"], "case": case});
        ("meeting/2026-02-01", "2026-02-01", "item.opened", content)
    };
    let registered = |stream, number: &str| {
        let content = json!({"number": number, "title": ["x"]});
        (stream, "2026-01-01", "case.registered", content)
    };
    let letter = json!({"kind": "attachment", "title": "x"});
    let directory = directory(&log(&[
        registered("case/al-7-2026", "ÅL/7/2026"),
        registered("case/al-8-2026", "ÄL/7/2026"),
        opened(7, "ÅL/7/2026"),
        opened(8, "ÄL/7/2026"),
        (
            "case/rs-1-2026",
            "2026-01-01",
            "document.registered",
            letter.clone(),
        ),
        opened(9, "RS/1/2026"),
        ("case/rs-2-2026", "2026-01-01", "document.registered", letter),
        opened(10, "RS/2/2026"),
        opened(11, "RS 2/2026"),
    ]));
    let found = |name: &str| directory.case(name).map(|case| (case.own, case.items));
    let a = Some((vec![0], vec![at(7)]));
    assert_eq!(found("ÅL/7/2026"), a);
    assert_eq!(found("åL 7-2026"), a, "the spelling fits one number only");
    assert_eq!(found("case/al-7-2026"), a);
    assert_eq!(found("ÄL/7/2026"), Some((vec![1], vec![at(8)])));
    assert_eq!(found("ÖL/7/2026"), None);
    assert_eq!(found("AL/7/2026"), None);
    assert_eq!(found("RS/1/2026"), Some((vec![4], vec![at(9)])));
    assert_eq!(found("rs-1-2026"), Some((vec![4], vec![at(9)])));
    assert_eq!(found("RS/2/2026"), Some((vec![6], vec![at(10)])));
    assert_eq!(
        found("rs-2-2026"),
        Some((vec![6], vec![])),
        "two numbers have the name"
    );
    assert_eq!(
        found("rs/2/2026"),
        Some((vec![6], vec![])),
        "and it may be either"
    );
}

#[test]
fn each_view_reads_what_it_needs() {
    let directory = directory(&examples());
    let paragraph = directory.entries_of_paragraph(at(57)).unwrap();
    let expected = indices(|kind| {
        !matches!(kind.stream_class(), c if c == Kind::FieldWithheld.stream_class())
            && kind != Kind::MeetingCancelled
            && !matches!(
                kind,
                Kind::DoorsClosed | Kind::DoorsOpened | Kind::RecusalDeclared
            )
            && kind.stream_class() != Kind::CaseRegistered.stream_class()
    });
    assert_eq!(paragraph, expected);
    let meeting = directory
        .entries_of_meeting("2026-03-11".parse().unwrap())
        .unwrap();
    let more = indices(|kind| {
        let of_item_58 = [Kind::DoorsClosed, Kind::DoorsOpened, Kind::RecusalDeclared];
        of_item_58.contains(&kind)
    });
    let mut both = [expected, more].concat();
    both.sort_unstable();
    assert_eq!(meeting, both);
    assert_eq!(directory.entries_of_paragraph(at(1)), None);
    assert_eq!(directory.entries_of_meeting("2020-01-01".parse().unwrap()), None);
}

#[test]
fn a_trail_has_what_was_withheld_and_erased() {
    let mut entries = examples();
    let ledger = |kind: &str, names: &[u64]| What::Ledger {
        kind: kind.to_owned(),
        names: names.to_vec(),
    };
    let add = |entries: &mut Vec<Logged>, what: What| {
        let index = entries.len() as u64;
        entries.push(Logged {
            index,
            masked: false,
            what,
            ..entries[0].clone()
        });
        index
    };
    let erased = add(&mut entries, ledger("field.erased/1", &[3, 30]));
    add(&mut entries, ledger("key.enrolled/1", &[]));
    let completed = json!({"erasure": erased});
    let mut draft = log(&[("publication", "2026-07-01", "erasure.completed", completed)]).remove(0);
    draft.index = entries.len() as u64;
    let completed = draft.index;
    entries.push(draft);
    let directory = directory(&entries);
    let trail = directory.trail_of_paragraph(at(57)).unwrap();
    assert!(
        trail.contains(&0) && trail.contains(&1),
        "withheld and released: entry 31 is a motion withdrawn"
    );
    assert!(trail.contains(&erased) && trail.contains(&completed));
    assert!(!trail.contains(&(erased + 1)), "a key that is enrolled");
    assert!(
        trail.contains(&9) && trail.contains(&59) && !trail.contains(&12),
        "no frame of the meeting"
    );
}

#[test]
fn what_is_not_understood_is_in_every_view_of_its_stream() {
    let mut entries = examples();
    for (index, stream) in [
        (60, "meeting/2026-03-11"),
        (61, "paragraph/2026/57"),
        (62, "case/rs-118-2026"),
        (63, "x/y"),
        (64, "body"),
    ] {
        let what = What::Unread {
            stream: stream.to_owned(),
            kind: "a.b/2".to_owned(),
            why: "unknown".to_owned(),
        };
        entries.push(Logged {
            index,
            masked: false,
            what,
            ..entries[0].clone()
        });
    }
    let directory = directory(&entries);
    let unread: Vec<u64> = directory.unread().map(|unread| unread.index).collect();
    assert_eq!(unread, [60, 61, 62, 63, 64]);
    let paragraph = directory.entries_of_paragraph(at(57)).unwrap();
    assert!(paragraph.contains(&60) && paragraph.contains(&61) && !paragraph.contains(&62));
    assert!(
        !paragraph.contains(&64),
        "who is on the roster is told by what can be read"
    );
    assert!(directory.entries_of_case("RS/118/2026").unwrap().contains(&62));
}

#[test]
fn a_paragraph_is_read_with_all_of_the_body() {
    let body = |name: &str| json!({"name": name, "kind": "board", "seats": 5});
    let opened = |item: u32| json!({"item": item, "title": ["x"]});
    let log = log(&[
        ("body", "2026-01-01", "body.constituted", body("A")),
        ("meeting/2026-02-01", "2026-02-01", "item.opened", opened(1)),
        ("body", "2026-06-01", "body.constituted", body("B")),
        ("meeting/2026-09-01", "2026-09-01", "item.opened", opened(2)),
    ]);
    let directory = directory(&log);
    assert_eq!(directory.entries_of_paragraph(at(1)), Some(vec![0, 1, 2]));
    assert_eq!(directory.entries_of_paragraph(at(2)), Some(vec![0, 2, 3]));
    let of = |number| {
        let entries = directory.entries_of_paragraph(at(number)).unwrap();
        let entries: Vec<Logged> = entries
            .iter()
            .map(|&index| log[usize::try_from(index).unwrap()].clone())
            .collect();
        crate::Minutes::project(&entries).unwrap().paragraph.body
    };
    assert_eq!(of(1).as_deref(), Some("A"), "the body of that day");
    assert_eq!(of(2).as_deref(), Some("B"));
}
