//! Recusal: who leaves for it breaks no quorum in an assembly, and leaves the room in a board.

use serde_json::json;

use super::book::{Book, MEMBERS, person, roll};
use super::service::started;

/// An assembly of seven: four are enough, five are on the roll.
fn assembly_of_five() -> Book {
    let mut book = Book::of("assembly", 7);
    book.opens();
    book.told("attendance.recorded", roll(&MEMBERS));
    book.told("item.opened", json!({"item": 41, "title": []}));
    book
}

fn recuses(book: &mut Book, item: u32, name: &str) {
    book.told("recusal.declared", json!({"item": item, "person": person(name)}));
}

fn leaves(book: &mut Book, name: &str, item: Option<u32>) {
    let ended = json!({"person": person(name), "item": item});
    book.told("service.ended", ended);
}

#[test]
fn those_who_left_for_recusal_break_no_quorum_in_an_assembly() {
    let (mona, per) = ("Mona Strand (V)", "Per Ek (C)");
    let mut book = assembly_of_five();
    recuses(&mut book, 41, mona);
    leaves(&mut book, mona, None);
    recuses(&mut book, 41, per);
    leaves(&mut book, per, Some(41));
    assert_eq!(book.decides("d1", None), "");
    book.told("item.closed", json!({"item": 41}));
    // In the next item they are not recused: they are only away.
    book.told("item.opened", json!({"item": 42, "title": []}));
    assert_eq!(
        book.tells("item.closed", json!({"item": 42})),
        "§ 42 is dealt with by 3 who serve, of 7 seats; expected at least 4 (rule `quorum`, 5:45–46)"
    );
}

#[test]
fn only_places_that_recusal_emptied_count() {
    let (mona, per) = ("Mona Strand (V)", "Per Ek (C)");
    let broken = |said: String, rest: &str| {
        let start = "§ 41 is dealt with by";
        let end = "expected at least 4 (rule `quorum`, 5:45–46)";
        assert!(said.starts_with(start) && said.ends_with(end), "{said}");
        assert!(said.contains(rest), "{said}");
    };
    // One left for another reason.
    let mut book = assembly_of_five();
    leaves(&mut book, "Ulla Alm (L)", None);
    leaves(&mut book, "Klara Nordin (M)", None);
    recuses(&mut book, 41, per);
    leaves(&mut book, per, None);
    broken(
        book.decides("d1", None),
        "2 who serve, of 7 seats, 1 more are recused;",
    );
    // One had left before the item was opened.
    let mut book = Book::of("assembly", 7);
    book.opens();
    book.told("attendance.recorded", roll(&MEMBERS[..4]));
    leaves(&mut book, per, None);
    book.told("item.opened", json!({"item": 41, "title": []}));
    recuses(&mut book, 41, per);
    broken(book.decides("d1", None), "3 who serve, of 7 seats;");
    // One left in another item.
    let mut book = Book::of("assembly", 7);
    book.opens();
    book.told("attendance.recorded", roll(&MEMBERS[..4]));
    book.told("item.opened", json!({"item": 41, "title": []}));
    book.told("item.opened", json!({"item": 42, "title": []}));
    recuses(&mut book, 41, per);
    leaves(&mut book, per, Some(42));
    broken(book.decides("d1", None), "3 who serve, of 7 seats;");
    // One place is one, however many were recused in it.
    let mut book = assembly_of_five();
    recuses(&mut book, 41, per);
    leaves(&mut book, per, None);
    book.told("service.started", started("Siv Ö (C)", Some(per)));
    recuses(&mut book, 41, "Siv Ö (C)");
    leaves(&mut book, "Siv Ö (C)", None);
    leaves(&mut book, mona, None);
    leaves(&mut book, "Ulla Alm (L)", None);
    broken(
        book.decides("d1", None),
        "2 who serve, of 7 seats, 1 more are recused;",
    );
    // A substitute took the place over.
    book.told("service.started", started("Nils Falk (C)", Some(per)));
    broken(book.decides("d2", None), "3 who serve, of 7 seats;");
}

#[test]
fn who_left_a_board_for_recusal_is_gone() {
    let mut book = Book::meeting();
    for name in &MEMBERS[2..] {
        recuses(&mut book, 41, name);
        leaves(&mut book, name, None);
    }
    assert_eq!(
        book.decides("d1", None),
        "§ 41 is dealt with by 2 who serve, of 5 seats; expected at least 3 (rule `quorum`, 6:27)"
    );
}

#[test]
fn a_recused_person_leaves_the_room_of_a_board_only() {
    let per = "Per Ek (C)";
    let said = |kind: &str, content: serde_json::Value| {
        let mut book = Book::of(kind, 5);
        book.opens();
        book.told("attendance.recorded", roll(&MEMBERS));
        book.told("item.opened", json!({"item": 41, "title": []}));
        recuses(&mut book, 41, per);
        book.tells("attendance.recorded", content)
    };
    let present = "Per Ek (C) is recused in § 41 and is present; expected that a recused person takes no part and is \
                   not present (rule `recusal`, 6:28–30)";
    let mut serving = roll(&MEMBERS);
    serving["item"] = json!(41);
    let mut watching = roll(&MEMBERS[..2]);
    watching["item"] = json!(41);
    watching["others"] = json!([person(per)]);
    let mut absent = roll(&MEMBERS[..2]);
    absent["item"] = json!(41);
    absent["absent"] = json!([person(per)]);
    for (content, in_a_board) in [(serving, present), (watching, present), (absent, "")] {
        assert_eq!(said("board", content.clone()), in_a_board);
        assert_eq!(said("assembly", content), "");
    }
}

#[test]
fn who_is_recused_does_not_begin_to_serve_in_the_item() {
    let mut book = assembly_of_five();
    let substitute = "Siv Ö (C)";
    recuses(&mut book, 41, substitute);
    leaves(&mut book, "Per Ek (C)", Some(41));
    let mut begins = started(substitute, Some("Per Ek (C)"));
    begins["item"] = json!(41);
    assert_eq!(
        book.tells("service.started", begins),
        "Siv Ö (C) is recused in § 41 and begins to serve; expected that a recused person takes no part \
         (rule `recusal`, 5:47)"
    );
}

/// What is said when a member comes back to an assembly of seven of which five are on the roll.
fn comes_back(book: &mut Book, name: &str) -> String {
    book.tells("service.started", started(name, None))
}

const BROKE_OFF: &str = "Per Ek (C) broke off the service on 2026-03-11 and serves again; expected a substitute, or that the \
                         member was recused in an item dealt with meanwhile (rule `serves-again`, 5:20)";

#[test]
fn who_broke_off_does_not_serve_again_that_day() {
    let per = "Per Ek (C)";
    let mut book = assembly_of_five();
    leaves(&mut book, per, None);
    assert_eq!(comes_back(&mut book, per), BROKE_OFF);
    // A roll says the same, and says it once.
    leaves(&mut book, per, None);
    assert_eq!(book.tells("attendance.recorded", roll(&MEMBERS)), BROKE_OFF);
    book.told("attendance.recorded", roll(&MEMBERS));
    // On another day of the meeting the member may.
    leaves(&mut book, per, None);
    book.told("meeting.adjourned", json!({}));
    book.on("2026-03-12").told("meeting.resumed", json!({}));
    assert_eq!(comes_back(&mut book, per), "");
    // In a board nothing of the kind is law.
    let mut board = Book::meeting();
    leaves(&mut board, per, None);
    assert_eq!(comes_back(&mut board, per), "");
}

#[test]
fn who_left_for_recusal_serves_again() {
    let per = "Per Ek (C)";
    let mut book = assembly_of_five();
    recuses(&mut book, 41, per);
    leaves(&mut book, per, Some(41));
    book.told("item.closed", json!({"item": 41}));
    assert_eq!(comes_back(&mut book, per), "");
    // The item was closed before the member left again.
    leaves(&mut book, per, None);
    assert_eq!(comes_back(&mut book, per), BROKE_OFF);
    // Gone before the item was opened.
    leaves(&mut book, per, None);
    book.told("item.opened", json!({"item": 42, "title": []}));
    recuses(&mut book, 42, per);
    assert_eq!(comes_back(&mut book, per), "");
    // Recused in one item, and said to have left in another.
    book.told("item.opened", json!({"item": 43, "title": []}));
    leaves(&mut book, per, Some(43));
    assert_eq!(comes_back(&mut book, per), BROKE_OFF);
}

#[test]
fn a_substitute_who_steps_back_may_serve_again() {
    let (per, substitute) = ("Per Ek (C)", "Siv Ö (C)");
    let mut book = Book::of("assembly", 7);
    book.opens();
    book.told(
        "attendance.recorded",
        json!({"serving": [{"person": person(substitute), "for": person(per)}]}),
    );
    leaves(&mut book, substitute, None);
    assert_eq!(comes_back(&mut book, per), "");
    let other = started(substitute, Some("Ulla Alm (L)"));
    book.told("service.started", other);
    // Without a roll nobody knows who broke off.
    let mut unknown = Book::of("assembly", 7);
    unknown.opens();
    leaves(&mut unknown, per, None);
    assert_eq!(comes_back(&mut unknown, per), "");
}

#[test]
fn a_recusal_of_somebody_unknown_is_told() {
    let mut book = Book::board();
    let elected = json!({"member": "per-ek", "person": person("Per Ek (C)"), "office": "member"});
    book.takes("body", "member.elected", elected);
    book.told("item.opened", json!({"item": 41, "title": []}));
    let recusal = |name: &str| json!({"item": 41, "person": person(name)});
    assert_eq!(book.tells("recusal.declared", recusal("Per Ek (C)")), "");
    assert_eq!(
        book.tells("recusal.declared", recusal("Per Ekk (C)")),
        "Per Ekk (C) is not in the roster (rule `known-person`)"
    );
}

#[test]
fn a_name_that_two_members_have_recuses_neither_and_says_so() {
    let mut book = Book::board();
    for member in ["alm-1", "alm-2"] {
        let content = json!({"member": member, "person": person("Per Alm (S)"), "office": "member"});
        book.takes("body", "member.elected", content);
    }
    let alm = |member: &str| {
        let mut alm = person("Per Alm (S)");
        alm["member"] = json!(member);
        alm
    };
    book.opens();
    let serving = ["alm-1", "alm-2"].map(|member| json!({"person": alm(member)}));
    book.told("attendance.recorded", json!({"serving": serving}));
    book.told("item.opened", json!({"item": 41, "title": []}));
    let recusal = json!({"item": 41, "person": person("Per Alm (S)")});
    assert_eq!(
        book.tells("recusal.declared", recusal),
        "Per Alm (S) may be `alm-1` or `alm-2`: `member` says which; none of them is recused in § 41 by it; expected a \
         recusal that names the member (rule `known-person`)"
    );
    let speech = |member: &str| json!({"item": 41, "speaker": alm(member)});
    assert_eq!(book.tells("speech.made", speech("alm-1")), "");
    let named = json!({"item": 41, "person": alm("alm-2")});
    assert_eq!(book.tells("recusal.declared", named), "");
    assert_eq!(book.tells("speech.made", speech("alm-1")), "");
    assert!(
        book.tells("speech.made", speech("alm-2"))
            .contains("is recused in § 41 and speaks")
    );
}
