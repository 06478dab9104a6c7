//! Motions and propositions: withdrawn, put together, put in order, and nothing left unasked.

use serde_json::json;

use super::book::{Book, person};

fn closes(book: &mut Book) -> String {
    book.tells("item.closed", json!({"item": 41}))
}

fn unput(names: &str) -> String {
    format!(
        "§ 41 is closed, and {names} was not put; expected every motion that was not withdrawn to be put, or to fall \
         with another (rule `motions-in-minutes`, 6:35, 5:67 p. 1)"
    )
}

#[test]
fn a_motion_that_was_withdrawn_is_gone() {
    let mut book = Book::meeting();
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.told(
        "motion.withdrawn",
        json!({"item": 41, "motions": ["m1"], "by": person("Klara Nordin (M)")}),
    );
    let refused =
        |done: &str| format!("motion `m1` was withdrawn in § 41: it cannot be {done} (rule `motion-stands`)");
    let joined = json!({"item": 41, "motions": ["m1"], "person": person("Per Ek (C)")});
    assert_eq!(book.tells("motion.joined", joined), refused("joined"));
    let put = json!({"item": 41, "proposition": "q1", "kind": "main", "motions": ["m1"]});
    assert_eq!(book.tells("proposition.put", put), refused("put"));
    let again = json!({"item": 41, "motions": ["m1"]});
    assert_eq!(book.tells("motion.withdrawn", again), refused("withdrawn again"));
    let unknown = book.tells("motion.withdrawn", json!({"item": 41, "motions": ["m9"]}));
    assert!(
        unknown.starts_with("motion `m9` is not known in § 41"),
        "{unknown}"
    );
    // The minutes need not list it.
    assert_eq!(closes(&mut book), "");
}

#[test]
fn a_motion_is_withdrawn_by_its_mover() {
    let mut book = Book::meeting();
    book.moves("m1", "Klara Nordin (M)", "amend");
    let by = |name: &str| json!({"item": 41, "motions": ["m1"], "by": person(name)});
    assert_eq!(
        book.tells("motion.withdrawn", by("Per Ek (C)")),
        "`m1` of Klara Nordin (M) is withdrawn in § 41 by Per Ek (C), who did not move it; expected that the mover \
         withdraws it (rule `motions-in-minutes`, 6:35, 5:67 p. 1)"
    );
}

#[test]
fn every_motion_is_put() {
    let mut book = Book::meeting();
    for (name, form) in [
        ("m1", "amend"),
        ("m2", "add"),
        ("m3", "replace"),
        ("m4", "remit"),
        ("m5", "table"),
    ] {
        book.moves(name, "Per Ek (C)", form);
    }
    assert_eq!(closes(&mut book), unput("m1 to m5"));
    let mut put = Book::meeting();
    put.moves("m1", "Per Ek (C)", "amend");
    put.moves("m2", "Ulla Alm (L)", "amend");
    put.moves("m3", "Mona Strand (V)", "amend");
    // Two motions are put together in one proposition.
    assert_eq!(put.asks("q1", "approve_or_reject", &["m1", "m2"], "reject"), "");
    assert_eq!(closes(&mut put), unput("`m3`"));
}

#[test]
fn a_motion_may_fall_with_another() {
    let mut book = Book::meeting();
    book.told(
        "proposal.laid",
        json!({"item": 41, "proposal": "p1", "points": []}),
    );
    book.moves("m1", "Klara Nordin (M)", "amend");
    let motion = |name: &str, form: &str, target| json!({"item": 41, "motion": name, "mover": person("Per Ek (C)"), "form": form, "target": target});
    book.told("motion.moved", motion("m2", "reject", json!({"motions": ["m1"]})));
    book.told("motion.moved", motion("m3", "approve", json!({"proposal": "p1"})));
    book.told("motion.moved", motion("m4", "decide_today", json!({})));
    book.told("motion.moved", motion("m5", "adjourn", json!({})));
    book.moves("m6", "Ulla Alm (L)", "remit");
    let mut whole = Book::meeting();
    std::mem::swap(&mut whole, &mut book);
    assert_eq!(whole.tells("item.closed", json!({"item": 41})), unput("m1 to m6"));

    let mut book = Book::meeting();
    book.told(
        "proposal.laid",
        json!({"item": 41, "proposal": "p1", "points": []}),
    );
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.told("motion.moved", motion("m2", "reject", json!({"motions": ["m1"]})));
    book.told("motion.moved", motion("m3", "approve", json!({"proposal": "p1"})));
    book.told("motion.moved", motion("m4", "decide_today", json!({})));
    book.told("motion.moved", motion("m5", "adjourn", json!({})));
    book.moves("m6", "Ulla Alm (L)", "remit");
    book.told("meeting.adjourned", json!({}));
    book.told("meeting.resumed", json!({}));
    assert_eq!(book.asks("q1", "remit", &["m6"], "reject"), "");
    assert_eq!(book.asks("q2", "approve_or_reject", &["m1"], "reject"), "");
    let put = json!({"item": 41, "proposition": "q3", "kind": "final", "proposal": "p1"});
    book.told("proposition.put", put);
    let carried = json!({"effect": "approve", "proposal": "p1"});
    book.told(
        "proposition.found",
        json!({"item": 41, "proposition": "q3", "carried": carried}),
    );
    assert_eq!(book.decides("d1", Some("q3")), "");
    assert_eq!(closes(&mut book), "");
}

#[test]
fn what_is_put_off_needs_no_more_questions() {
    let mut book = Book::meeting();
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.moves("m2", "Ulla Alm (L)", "remit");
    assert_eq!(book.asks("q1", "remit", &["m2"], "remit"), "");
    assert_eq!(book.decides("d1", Some("q1")), "");
    assert_eq!(closes(&mut book), "");
}

#[test]
fn a_counter_proposal_is_chosen_first() {
    let mut book = Book::meeting();
    book.told(
        "proposal.laid",
        json!({"item": 41, "proposal": "p1", "points": []}),
    );
    for (name, mover) in [
        ("m1", "Klara Nordin (M)"),
        ("m2", "Per Ek (C)"),
        ("m3", "Ulla Alm (L)"),
    ] {
        book.moves(name, mover, "replace");
    }
    // m2 becomes the counter-proposal to the proposal: first against m3, then in the main vote.
    assert_eq!(book.asks("q1", "counter_proposal", &["m2", "m3"], "approve"), "");
    assert_eq!(book.asks("q2", "main", &["m1", "m2"], "approve"), "");
    assert_eq!(book.decides("d1", Some("q2")), "");
    assert_eq!(closes(&mut book), "");
}

#[test]
fn rival_amendments_are_put_one_after_the_other() {
    let mut book = Book::meeting();
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.moves("m2", "Per Ek (C)", "amend");
    assert_eq!(book.asks("q1", "approve_or_reject", &["m1"], "reject"), "");
    assert_eq!(book.asks("q2", "approve_or_reject", &["m2"], "approve"), "");
    assert_eq!(closes(&mut book), "");
}

#[test]
fn formal_motions_are_put_first() {
    let mut book = Book::meeting();
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.moves("m2", "Ulla Alm (L)", "table");
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    let late = |name: &str| {
        format!(
            "`{name}` is put in § 41 after `q1`, which is about the matter itself; expected remitting, tabling and \
             deciding today to be put first (rule `formal-first`)"
        )
    };
    assert_eq!(book.asks("q2", "table", &["m2"], "reject"), late("q2"));
    // What kind of question it is also shows in what its motions ask for.
    book.moves("m3", "Ulla Alm (L)", "remit");
    assert_eq!(
        book.asks("q3", "approve_or_reject", &["m3"], "reject"),
        late("q3")
    );
    let mut point = Book::meeting();
    point.moves("m1", "Klara Nordin (M)", "amend");
    point.asks("q1", "approve_or_reject", &["m1"], "reject");
    assert_eq!(point.decides("d1", Some("q1")), "");
    // The next point is another matter: the first is decided.
    point.moves("m2", "Ulla Alm (L)", "remit");
    assert_eq!(point.asks("q2", "remit", &["m2"], "reject"), "");
}

#[test]
fn additions_are_put_last() {
    let mut book = Book::meeting();
    book.moves("m1", "Klara Nordin (M)", "add");
    book.moves("m2", "Per Ek (C)", "amend");
    book.moves("m3", "Ulla Alm (L)", "add");
    book.asks("q1", "addition", &["m1"], "approve");
    assert_eq!(book.asks("q2", "approve_or_reject", &["m3"], "approve"), "");
    assert_eq!(
        book.asks("q3", "approve_or_reject", &["m2"], "reject"),
        "`q3` is put in § 41 after the addition `q1`; expected additions to be put when the matter itself is settled \
         (rule `additions-last`)"
    );
    assert_eq!(book.asks("q4", "final", &[], "approve"), "");
}

#[test]
fn propositions_are_put_in_the_order_adopted() {
    let mut book = Book::meeting();
    for name in ["m1", "m2", "m3"] {
        book.moves(name, "Klara Nordin (M)", "amend");
    }
    book.told(
        "proposition.ordered",
        json!({"item": 41, "order": ["q2", "q1", "q3"]}),
    );
    assert_eq!(book.asks("q1", "approve_or_reject", &["m1"], "reject"), "");
    assert_eq!(
        book.asks("q2", "approve_or_reject", &["m2"], "reject"),
        "`q2` is put in § 41 after `q1`; expected the order adopted: `q2`, `q1`, `q3` \
         (rule `order-in-minutes`, 6:35, 5:67 p. 2)"
    );
    assert_eq!(book.asks("q9", "approve_or_reject", &["m1"], "reject"), "");
    assert_eq!(book.asks("q3", "approve_or_reject", &["m3"], "reject"), "");
}

/// Where the roll is recorded, whoever moves, joins, demands or is to adjust is expected to be on it.
#[test]
fn who_asks_for_something_serves() {
    let not_serving = |does: &str| format!("Siv Ö (S) {does} and does not serve (rule `takes-part`, 4:22)");
    let moved = |mover: &str, name: &str| json!({"item": 41, "motion": name, "mover": person(mover), "form": "amend"});
    let joined = json!({"item": 41, "motions": ["m1"], "person": person("Siv Ö (S)")});
    let demanded = json!({"item": 41, "vote": "v1", "proposition": "q1", "by": person("Siv Ö (S)")});
    let mut book = Book::meeting();
    assert_eq!(book.tells("motion.moved", moved("Klara Nordin (M)", "m1")), "");
    assert_eq!(
        book.tells("motion.moved", moved("Siv Ö (S)", "m2")),
        not_serving("moves a motion")
    );
    assert_eq!(book.tells("motion.joined", joined), not_serving("joins a motion"));
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    assert_eq!(
        book.tells("vote.demanded", demanded),
        not_serving("demands a vote")
    );
    let appointed = |who: &str| json!({"adjusters": [person(who)]});
    assert_eq!(
        book.tells("adjusters.appointed", appointed("Siv Ö (S)")),
        not_serving("is appointed to adjust")
    );
    // A substitute does all that while serving; one who left has served, and does not any more.
    let serves = json!({"person": person("Siv Ö (S)"), "for": person("Per Ek (C)")});
    book.told("service.ended", json!({"person": person("Per Ek (C)")}));
    book.told("service.started", serves);
    assert_eq!(book.tells("motion.moved", moved("Siv Ö (S)", "m3")), "");
    assert_eq!(book.tells("adjusters.appointed", appointed("Siv Ö (S)")), "");
    let said = book.tells("motion.moved", moved("Per Ek (C)", "m4"));
    assert!(
        said.starts_with("Per Ek (C) moves a motion and does not serve"),
        "{said}"
    );
    // The party left out makes nobody a stranger; without a roll nobody knows; speaking is open to others; and a recused member has a finding of its own.
    assert_eq!(book.tells("motion.moved", moved("Mona Strand", "m5")), "");
    let mut unknown = Book::board();
    unknown.told("item.opened", json!({"item": 41, "title": []}));
    assert_eq!(unknown.tells("motion.moved", moved("Siv Ö (S)", "m1")), "");
    let mut recused = Book::meeting();
    recused.told("speech.made", json!({"item": 41, "speaker": person("Siv Ö (S)")}));
    recused.told(
        "recusal.declared",
        json!({"item": 41, "person": person("Per Ek (C)")}),
    );
    recused.told("service.ended", json!({"person": person("Per Ek (C)")}));
    let said = recused.tells("motion.moved", moved("Per Ek (C)", "m1"));
    assert!(
        said.contains("`recusal`") && !said.contains("`takes-part`"),
        "{said}"
    );
}
