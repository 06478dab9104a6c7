//! After the adjustment: the notice, appeals, force, corrections and revisions, by their days.

use serde_json::json;

use super::book::{Book, PARAGRAPH, person};
use super::paragraph::{adjusted, decided};

/// Adjusted on 18 March 2026 and announced on the next day: appeal until 9 April.
fn posted() -> Book {
    let mut book = adjusted("2026-03-16", "2026-03-18");
    book.on("2026-03-19")
        .takes(PARAGRAPH, "notice.posted", json!({"item": 41}));
    book
}

fn says(book: &mut Book, at: &str, kind: &str) -> String {
    book.on(at).says(PARAGRAPH, kind, json!({"item": 41}))
}

#[test]
fn a_notice_is_posted_once_and_then_removed() {
    let mut book = adjusted("2026-03-16", "2026-03-18");
    let rule = "(rule `notice-in-order`, 8:12)";
    assert_eq!(
        says(&mut book, "2026-03-19", "notice.removed"),
        format!("the notice of § 41/2026 is not posted: it cannot be taken down {rule}")
    );
    assert_eq!(says(&mut book, "2026-03-19", "notice.posted"), "");
    assert_eq!(
        says(&mut book, "2026-03-20", "notice.posted"),
        format!("the notice of § 41/2026 is posted already (`2026-03-19`) {rule}")
    );
    assert_eq!(
        says(&mut book, "2026-03-18", "notice.removed"),
        "taking the notice down at `2026-03-18` is before the notice at `2026-03-19` (rule `times-in-order`)"
    );
    assert_eq!(says(&mut book, "2026-04-10", "notice.removed"), "");
    assert_eq!(
        says(&mut book, "2026-04-11", "notice.removed"),
        format!("the notice of § 41/2026 is taken down already (`2026-04-10`) {rule}")
    );
}

#[test]
fn a_notice_that_came_down_early_is_posted_anew() {
    let mut book = posted();
    assert!(says(&mut book, "2026-03-25", "notice.removed").contains("posted-whole-time"));
    assert_eq!(
        says(&mut book, "2026-03-24", "notice.posted"),
        "posting the notice anew at `2026-03-24` is before taking it down at `2026-03-25` (rule `times-in-order`)"
    );
    // The first was in time: what is irregular is that it came down.
    assert_eq!(says(&mut book, "2026-03-26", "notice.posted"), "");
    // Three weeks from the new day, a Thursday.
    let force = says(&mut book, "2026-04-10", "force.gained");
    assert!(force.contains("the appeal time runs until 2026-04-16"), "{force}");
}

#[test]
fn a_notice_that_was_up_its_whole_time_is_not_posted_anew() {
    let mut book = posted();
    assert_eq!(says(&mut book, "2026-04-10", "notice.removed"), "");
    assert_eq!(
        says(&mut book, "2026-04-11", "notice.posted"),
        "the notice of § 41/2026 was up its whole time, from `2026-03-19` to `2026-04-10` \
         (rule `notice-in-order`, 8:12)"
    );
}

#[test]
fn a_notice_from_before_the_adjustment_is_posted_anew_in_time() {
    let early = || {
        let mut book = adjusted("2026-03-16", "2026-03-18");
        assert!(says(&mut book, "2026-03-12", "notice.posted").contains("posted-after-adjustment"));
        assert!(says(&mut book, "2026-03-19", "notice.removed").contains("posted-whole-time"));
        book
    };
    assert_eq!(says(&mut early(), "2026-03-20", "notice.posted"), "");
    assert!(says(&mut early(), "2026-03-21", "notice.posted").contains("posted-in-2-days"));
    // It announced nothing, however long it hung.
    let mut long = adjusted("2026-03-16", "2026-04-20");
    assert!(says(&mut long, "2026-03-12", "notice.posted").contains("posted-after-adjustment"));
    assert_eq!(says(&mut long, "2026-04-21", "notice.removed"), "");
    assert_eq!(says(&mut long, "2026-04-21", "notice.posted"), "");
}

#[test]
fn a_notice_follows_the_adjustment() {
    let mut book = decided();
    let expected = "expected the notice to follow the adjustment, which it announces \
                    (rule `posted-after-adjustment`, 6:35, 8:12)";
    assert_eq!(
        says(&mut book, "2026-03-19", "notice.posted"),
        format!("the notice of § 41/2026 is posted on 2026-03-19, before it is adjusted; {expected}")
    );
    let mut early = adjusted("2026-03-16", "2026-03-18");
    assert_eq!(
        says(&mut early, "2026-03-17", "notice.posted"),
        format!("the notice of § 41/2026 is posted on 2026-03-17, it was adjusted on 2026-03-18; {expected}")
    );
}

#[test]
fn a_notice_is_posted_by_the_second_day() {
    let mut book = adjusted("2026-03-16", "2026-03-18");
    assert_eq!(
        says(&mut book, "2026-03-21", "notice.posted"),
        "the notice of § 41/2026 is posted on 2026-03-21, it was adjusted on 2026-03-18; expected 2026-03-20 at the \
         latest (rule `posted-in-2-days`, 6:35, 8:12)"
    );
}

#[test]
fn a_notice_stays_up_until_the_appeal_time_is_out() {
    let mut book = posted();
    assert_eq!(
        says(&mut book, "2026-04-09", "notice.removed"),
        "the notice of § 41/2026 is taken down on 2026-04-09, it was posted on 2026-03-19; expected 2026-04-10 at the \
         earliest: the appeal time does not run (rule `posted-whole-time`, 6:35, 8:12, 13:5)"
    );
    // So no appeal is late, and nothing gains force.
    assert_eq!(says(&mut book, "2026-06-01", "appeal.lodged"), "");
    assert_eq!(
        says(&mut book, "2026-06-02", "force.gained"),
        "§ 41/2026 is said to be in force on 2026-06-02: the notice was taken down before the appeal time was out; \
         expected the notice up until 2026-04-09 (rule `force-in-time`, 13:5)"
    );
}

#[test]
fn an_appeal_comes_within_three_weeks() {
    let mut book = posted();
    assert_eq!(says(&mut book, "2026-04-09", "appeal.lodged"), "");
    assert_eq!(
        says(&mut book, "2026-04-10", "appeal.lodged"),
        "an appeal against § 41/2026 is lodged on 2026-04-10; expected 2026-04-09 at the latest \
         (rule `appeal-3-weeks`, 13:5)"
    );
}

#[test]
fn force_is_gained_when_nobody_appealed_in_time() {
    assert_eq!(says(&mut posted(), "2026-04-10", "force.gained"), "");
    let not = |said: String, why: &str| {
        let start = "§ 41/2026 is said to be in force on";
        assert!(said.starts_with(start) && said.contains(why), "{said}");
        assert!(said.ends_with("(rule `force-in-time`, 13:5)"), "{said}");
    };
    not(
        says(&mut posted(), "2026-04-09", "force.gained"),
        "the appeal time runs until 2026-04-09",
    );
    let mut appealed = posted();
    assert_eq!(says(&mut appealed, "2026-04-08", "appeal.lodged"), "");
    not(
        says(&mut appealed, "2026-04-10", "force.gained"),
        "an appeal was lodged on 2026-04-08",
    );
    let mut late = posted();
    assert!(says(&mut late, "2026-04-10", "appeal.lodged").contains("appeal-3-weeks"));
    assert_eq!(says(&mut late, "2026-04-11", "force.gained"), "");
    let mut none = adjusted("2026-03-16", "2026-03-18");
    not(
        says(&mut none, "2026-04-10", "force.gained"),
        "no notice is posted",
    );
    assert_eq!(
        says(&mut posted(), "2026-03-18", "force.gained"),
        "force at `2026-03-18` is before the notice at `2026-03-19` (rule `times-in-order`)"
    );
}

#[test]
fn force_is_gained_when_the_court_has_decided_the_appeal() {
    let gained = |book: &mut Book, at: &str, decided: &str| {
        let court = json!({"court": "Förvaltningsrätten i Fjällmark", "number": "1234-26", "date": decided});
        book.on(at).says(
            PARAGRAPH,
            "force.gained",
            json!({"item": 41, "appeal_decided": court}),
        )
    };
    let appealed = || {
        let mut book = posted();
        assert_eq!(says(&mut book, "2026-04-08", "appeal.lodged"), "");
        book
    };
    assert_eq!(gained(&mut appealed(), "2026-11-05", "2026-10-14"), "");
    let unnamed = says(&mut appealed(), "2026-11-05", "force.gained");
    assert_eq!(
        unnamed,
        "§ 41/2026 is said to be in force on 2026-11-05: an appeal was lodged on 2026-04-08; expected the court's \
         decision of it, in `appeal_decided` (rule `force-in-time`, 13:5)"
    );
    assert_eq!(
        gained(&mut appealed(), "2026-10-13", "2026-10-14"),
        "force at `2026-10-13` is before the court's decision at `2026-10-14` (rule `times-in-order`)"
    );
    // A second appeal, after the court has decided the first.
    let mut again = appealed();
    assert_eq!(says(&mut again, "2026-04-09", "appeal.lodged"), "");
    let said = gained(&mut again, "2026-05-05", "2026-04-08");
    assert!(said.contains("an appeal was lodged on 2026-04-09"), "{said}");
    assert_eq!(gained(&mut again, "2026-05-05", "2026-04-09"), "");
    let none = gained(&mut posted(), "2026-05-05", "2026-04-28");
    assert!(none.contains("nobody is recorded to have appealed"), "{none}");
    // The time runs for others, too.
    let early = gained(&mut appealed(), "2026-04-09", "2026-04-09");
    assert!(early.contains("the appeal time runs until 2026-04-09"), "{early}");
}

#[test]
fn only_an_adjusted_paragraph_is_corrected() {
    let corrected = || {
        json!({
            "item": 41, "ground": "minutes_error", "old": ["sidan 9"], "new": ["sidan 14"],
            "by": person("Ingrid Sandvall (S)"),
        })
    };
    let kind = "paragraph.corrected";
    assert_eq!(
        decided().on("2026-04-02").says(PARAGRAPH, kind, corrected()),
        "§ 41/2026 is not adjusted: there is nothing to correct (rule `correction-of-adjusted`, 5:69)"
    );
    let mut book = posted();
    assert_eq!(
        book.on("2026-03-17").says(PARAGRAPH, kind, corrected()),
        "the correction at `2026-03-17` is before the adjustment at `2026-03-18` (rule `times-in-order`)"
    );
    book.on("2026-04-02").takes(PARAGRAPH, kind, corrected());
}

#[test]
fn a_correction_says_its_ground() {
    let finding = |content| {
        let said = posted()
            .on("2026-04-02")
            .says(PARAGRAPH, "paragraph.corrected", content);
        let missing = said.strip_prefix("the correction of § 41/2026 does not say ");
        let missing =
            missing.and_then(|said| said.split_once("; expected what was wrong, what it reads now, "));
        let (missing, rest) = missing.unwrap_or_else(|| panic!("{said}"));
        assert!(
            rest.starts_with("who decided it and on what ground (rule `correction-has-ground`"),
            "{rest}"
        );
        missing.to_owned()
    };
    let by = person("Ingrid Sandvall (S)");
    let bare = json!({"item": 41, "old": ["9"], "new": ["14"]});
    assert_eq!(finding(bare), "its ground, nor who decided it");
    let groundless = json!({"item": 41, "old": ["9"], "new": ["14"], "by": by});
    assert_eq!(finding(groundless), "its ground");
    let undecided = json!({"item": 41, "old": [""], "new": ["14"], "by": by, "ground": "new_decision"});
    assert_eq!(
        finding(undecided),
        "the decision that it follows, nor what was wrong"
    );
}

#[test]
fn a_later_decision_revises_an_earlier_one() {
    let mut book = posted();
    let kind = "decision.revised";
    let by = |year: i16, number: u32, decision: &str| {
        let paragraph = json!({"year": year, "number": number});
        json!({"item": 41, "decision": "d1", "by": {"paragraph": paragraph, "decision": decision}})
    };
    book.on("2026-06-17");
    assert_eq!(
        book.says(PARAGRAPH, kind, by(2026, 112, "d1")),
        "§ 112/2026, which changes § 41/2026, is not in this ledger (rule `revision-resolves`)"
    );
    let june = "meeting/2026-06-17";
    book.says(june, "item.opened", json!({"item": 112, "title": []}));
    assert_eq!(
        book.says(PARAGRAPH, kind, by(2026, 112, "d1")),
        "decision `d1` is not known in § 112/2026, which has no decision yet (rule `revision-resolves`)"
    );
    book.takes(
        june,
        "decision.made",
        json!({"item": 112, "decision": "d1", "points": []}),
    );
    book.takes(PARAGRAPH, kind, by(2026, 112, "d1"));
    let mut unknown = by(2026, 112, "d1");
    unknown["decision"] = json!("d9");
    assert!(
        book.says(PARAGRAPH, kind, unknown)
            .contains("rule `reference-resolves`")
    );
    let back = json!({"item": 112, "by": {"paragraph": {"year": 2026, "number": 41}}});
    assert_eq!(
        book.says("paragraph/2026/112", kind, back),
        "§ 41/2026 of 2026-03-11 cannot change § 112/2026, which is of 2026-06-17 (rule `times-in-order`)"
    );
    // A correction that follows from a new decision is held to the same.
    let corrected = json!({
        "item": 41, "ground": "new_decision", "old": ["9"], "new": ["14"],
        "decision": {"paragraph": {"year": 2026, "number": 113}},
    });
    assert!(
        book.says(PARAGRAPH, "paragraph.corrected", corrected)
            .contains("rule `revision-resolves`")
    );
}
