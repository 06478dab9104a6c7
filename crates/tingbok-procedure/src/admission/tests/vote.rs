//! Votes in a room that is known: who may vote, ties, minorities, closed votes, abstaining.

use serde_json::{Value, json};

use super::book::{Book, MEMBERS, ballot, person, roll};

/// § 41 with a motion that is put and rejected, and a vote on it; where the vote is closed, it is an election.
fn ordered(form: &str, rule: &str) -> Book {
    let mut book = match form {
        "closed" => Book::election(),
        _ => Book::meeting(),
    };
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    book.orders("v1", "q1", form, rule);
    book
}

fn cast(book: &mut Book, choices: &[(&str, &str)]) {
    for (voter, choice) in choices {
        assert_eq!(book.casts(voter, choice), "");
    }
}

const TIE: [(&str, &str); 5] = [
    ("Ingrid Sandvall (S)", "no"),
    ("Klara Nordin (M)", "no"),
    ("Per Ek (C)", "yes"),
    ("Mona Strand (V)", "yes"),
    ("Ulla Alm (L)", "abstain"),
];

#[test]
fn who_votes_serves() {
    let mut book = ordered("open", "simple");
    let refused = |who: &str| {
        format!("{who} does not serve and has no vote in `v1` (rule `ballot-of-serving`, 4:22, 4:24)")
    };
    assert_eq!(book.casts("Siv Ö (S)", "yes"), refused("Siv Ö (S)"));
    assert_eq!(book.casts("Per Ek", "yes"), refused("Per Ek"));
    assert_eq!(book.casts("Siv Ö (S)", "absent"), "");
    book.told("service.ended", json!({"person": person("Per Ek (C)")}));
    assert_eq!(book.casts("Per Ek (C)", "yes"), refused("Per Ek (C)"));
    let substitute = json!({"person": person("Nils Falk (C)"), "for": person("Per Ek (C)")});
    book.told("service.started", substitute);
    assert_eq!(book.casts("Nils Falk (C)", "yes"), "");
}

#[test]
fn no_more_vote_than_serve() {
    let mut book = ordered("closed", "simple");
    assert_eq!(
        book.counts([3, 2, 1], "reject"),
        "vote `v1` counts 6 votes (3 yes, 2 no, 1 abstain), and 5 serve (rule `votes-of-serving`, 4:22, 4:24)"
    );
    assert_eq!(book.counts([3, 2, 0], "reject"), "");
}

#[test]
fn a_member_has_one_ballot_under_any_spelling() {
    let mut book = Book::board();
    let elected = json!({"member": "per", "person": person("Per Ek (C)"), "office": "member"});
    book.takes("body", "member.elected", elected);
    book.told("item.opened", json!({"item": 41, "title": []}));
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    book.orders("v1", "q1", "open", "simple");
    assert_eq!(book.casts("Per Ek", "yes"), "");
    let again = "Per Ek (C) has voted already in vote `v1` (rule `one-vote`, 4:24)";
    assert_eq!(book.casts("Per Ek (C)", "yes"), again);
}

#[test]
fn an_open_vote_has_a_ballot_of_everyone_who_serves() {
    let missing = |who: &str| {
        format!(
            "open vote `v1` has no ballot of {who}; expected how each of those who serve voted \
             (rule `votes-in-minutes`, 6:35, 5:67 p. 3, 5)"
        )
    };
    let mut book = ordered("open", "simple");
    cast(
        &mut book,
        &[
            ("Per Ek (C)", "yes"),
            ("Mona Strand (V)", "yes"),
            ("Ulla Alm (L)", "absent"),
        ],
    );
    // Who leaves before the count is not asked for, nor who is recused.
    book.told("service.ended", json!({"person": person("Klara Nordin (M)")}));
    assert_eq!(book.counts([2, 0, 0], "reject"), missing("Ingrid Sandvall (S)"));
    let mut silent = ordered("open", "simple");
    assert_eq!(silent.counts([3, 2, 0], "reject"), missing("anybody"));
    let mut closed = ordered("closed", "simple");
    assert_eq!(closed.counts([3, 2, 0], "reject"), "");
    let mut recused = ordered("open", "simple");
    cast(&mut recused, &TIE[1..]);
    assert_eq!(
        recused.counts([2, 1, 1], "reject"),
        missing("Ingrid Sandvall (S)")
    );
    let mut recused = Book::meeting();
    recused.told(
        "recusal.declared",
        json!({"item": 41, "person": person("Ulla Alm (L)")}),
    );
    recused.moves("m1", "Klara Nordin (M)", "amend");
    recused.asks("q1", "approve_or_reject", &["m1"], "reject");
    recused.orders("v1", "q1", "open", "simple");
    cast(&mut recused, &TIE[..4]);
    assert_eq!(recused.counts([2, 2, 0], "approve"), "");
}

/// Ja means *reject*: what is declared is compared with what the sums carry, not with the word.
#[test]
fn ja_may_mean_reject() {
    let mut book = ordered("closed", "simple");
    assert_eq!(
        book.counts([3, 2, 0], "approve"),
        "vote `v1`: 3 yes, 2 no, 0 abstaining: 3 > 2, yes carries `reject m1`; declared is `approve m1`; \
         expected `reject m1` (rule `simple-majority`, 6:33, 5:55)"
    );
    let mut right = ordered("closed", "simple");
    assert_eq!(right.counts([2, 3, 0], "approve"), "");
}

#[test]
fn the_chair_decides_a_tie() {
    let mut book = ordered("open", "casting_vote");
    cast(&mut book, &TIE);
    let mut wrong = ordered("open", "casting_vote");
    cast(&mut wrong, &TIE);
    assert_eq!(book.counts([2, 2, 1], "approve"), "");
    assert_eq!(
        wrong.counts([2, 2, 1], "reject"),
        "vote `v1`: 2 yes, 2 no, 1 abstaining: 2 = 2, the chair voted no, no carries `approve m1`; \
         declared is `reject m1`; expected `approve m1` (rule `casting-vote`, 6:33, 5:56)"
    );
}

#[test]
fn the_chair_who_abstains_decides_no_tie() {
    let mut book = ordered("open", "casting_vote");
    cast(
        &mut book,
        &[
            ("Ingrid Sandvall (S)", "abstain"),
            ("Klara Nordin (M)", "no"),
            ("Per Ek (C)", "yes"),
            ("Mona Strand (V)", "yes"),
            ("Ulla Alm (L)", "no"),
        ],
    );
    assert_eq!(
        book.counts([2, 2, 1], "approve"),
        "vote `v1`: 2 = 2 is a tie for the chair to decide, and the chair abstained (rule `casting-vote`, 6:33, 5:56)"
    );
}

#[test]
fn whoever_leads_the_item_has_the_casting_vote() {
    let mut book = Book::meeting();
    book.told(
        "item.opened",
        json!({"item": 42, "title": [], "chair": person("Per Ek (C)")}),
    );
    let tell = |book: &mut Book, kind: &str, mut content: Value| {
        content["item"] = json!(42);
        book.tells(kind, content)
    };
    let mover = person("Ulla Alm (L)");
    tell(
        &mut book,
        "motion.moved",
        json!({"motion": "m1", "mover": mover, "form": "amend"}),
    );
    let put = json!({"proposition": "q1", "kind": "main", "motions": ["m1"]});
    tell(&mut book, "proposition.put", put);
    let rejects = json!({"effect": "reject", "motions": ["m1"]});
    let approves = json!({"effect": "approve", "motions": ["m1"]});
    tell(
        &mut book,
        "proposition.found",
        json!({"proposition": "q1", "carried": rejects}),
    );
    tell(
        &mut book,
        "vote.demanded",
        json!({"vote": "v1", "proposition": "q1"}),
    );
    let order = json!({
        "vote": "v1", "form": "open", "rule": "casting_vote", "yes": {"means": rejects}, "no": {"means": approves},
    });
    tell(&mut book, "vote.ordered", order);
    for (voter, choice) in TIE {
        assert_eq!(tell(&mut book, "ballot.cast", ballot(voter, choice)), "");
    }
    let count = json!({"vote": "v1", "yes": 2, "no": 2, "abstain": 1, "declared": rejects});
    assert_eq!(tell(&mut book, "vote.counted", count), "");
}

#[test]
fn a_lot_decides_elections_only() {
    let mut book = ordered("open", "lot");
    cast(&mut book, &TIE[..4]);
    assert_eq!(book.casts("Ulla Alm (L)", "absent"), "");
    assert_eq!(
        book.counts([2, 2, 0], "approve"),
        "vote `v1`: a lot decides elections and appointments only; this is none (rule `lot-in-elections`, 6:33, 5:56)"
    );
    let mut election = Book::meeting();
    election.told(
        "item.opened",
        json!({"item": 42, "title": ["Val"], "matter": "election"}),
    );
    let of = |content: Value| {
        let mut content = content;
        content["item"] = json!(42);
        content
    };
    for (name, mover) in [("m1", "Per Ek (C)"), ("m2", "Ulla Alm (L)")] {
        let moved = json!({"motion": name, "mover": person(mover), "form": "approve"});
        election.told("motion.moved", of(moved));
    }
    let put = json!({"proposition": "q1", "kind": "against_each_other", "motions": ["m1", "m2"]});
    election.told("proposition.put", of(put));
    let first = json!({"effect": "approve", "motions": ["m1"]});
    let second = json!({"effect": "approve", "motions": ["m2"]});
    election.told(
        "proposition.found",
        of(json!({"proposition": "q1", "carried": first})),
    );
    election.told("vote.demanded", of(json!({"vote": "v1", "proposition": "q1"})));
    let order = json!({
        "vote": "v1", "form": "closed", "rule": "lot", "yes": {"means": first}, "no": {"means": second},
    });
    election.told("vote.ordered", of(order));
    let count = json!({"vote": "v1", "yes": 2, "no": 2, "abstain": 0, "declared": second});
    election.told("vote.counted", of(count));
}

#[test]
fn a_vote_is_closed_in_elections_only() {
    let orders = |mut book: Book, form: &str| {
        book.moves("m1", "Klara Nordin (M)", "amend");
        book.asks("q1", "approve_or_reject", &["m1"], "reject");
        book.told(
            "vote.demanded",
            json!({"item": 41, "vote": "v1", "proposition": "q1"}),
        );
        let means = |effect| json!({"means": {"effect": effect, "motions": ["m1"]}});
        let order = json!({
            "item": 41, "vote": "v1", "form": form, "rule": "simple",
            "yes": means("reject"), "no": means("approve"),
        });
        book.tells("vote.ordered", order)
    };
    assert_eq!(
        orders(Book::meeting(), "closed"),
        "vote `v1` is closed, and the item is not stated to be an election; expected an open vote, or an item that \
         is opened with the matter `election` (rule `open-vote`, 6:33, 5:54)"
    );
    assert_eq!(orders(Book::meeting(), "open"), "");
    // An election may be closed; where nobody asked for that, an open vote on it is no irregularity to report.
    assert_eq!(orders(Book::election(), "closed"), "");
    assert_eq!(orders(Book::election(), "open"), "");
}

#[test]
fn two_thirds_are_reached_where_they_are_needed() {
    let mut book = ordered("closed", "two_thirds_cast");
    let said = book.counts([2, 3, 0], "approve");
    assert!(
        said.ends_with("(rule `qualified-majority`, 6:33, 5:55)"),
        "{said}"
    );
    let mut book = ordered("closed", "two_thirds_cast");
    assert_eq!(book.counts([1, 4, 0], "approve"), "");
}

#[test]
fn nobody_abstains_in_the_exercise_of_authority() {
    let authority = |kind: &str| {
        let mut book = Book::of(kind, 5);
        book.opens();
        book.told("attendance.recorded", roll(&MEMBERS));
        book.told(
            "item.opened",
            json!({"item": 41, "title": [], "matter": "authority"}),
        );
        book.moves("m1", "Klara Nordin (M)", "amend");
        book.asks("q1", "approve_or_reject", &["m1"], "reject");
        book.orders("v1", "q1", "open", "simple");
        book
    };
    let finding = |what: &str| {
        format!(
            "{what}; expected that everybody takes part in a board's exercise of public authority \
             (rule `abstain`, 4:25–26)"
        )
    };
    let mut board = authority("board");
    let abstains = finding("Ulla Alm (L) abstains in vote `v1`");
    assert_eq!(board.casts("Ulla Alm (L)", "abstain"), abstains);
    let declined = json!({"item": 41, "persons": [person("Per Ek (C)")], "proposition": "q1"});
    assert_eq!(
        board.tells("participation.declined", declined),
        finding("Per Ek (C) declines to take part in a decision in § 41")
    );
    let mut sums = authority("board");
    assert!(
        sums.counts([3, 1, 1], "reject")
            .contains("1 abstain in vote `v1`")
    );
    assert_eq!(authority("assembly").casts("Ulla Alm (L)", "abstain"), "");
    assert_eq!(ordered("open", "simple").casts("Ulla Alm (L)", "abstain"), "");
}

/// Nobody has to vote for more than one proposal: after the vote on the counter-proposal one may abstain in the main vote.
#[test]
fn who_has_voted_for_one_proposal_may_abstain_on_the_next() {
    let authority = || {
        let mut book = Book::dealing_with(json!({"item": 41, "title": [], "matter": "authority"}));
        book.moves("m1", "Klara Nordin (M)", "amend");
        for (question, vote) in [("q1", "v1"), ("q2", "v2")] {
            book.asks(question, "counter_proposal", &["m1"], "reject");
            book.orders(vote, question, "open", "simple");
        }
        book
    };
    let second = |book: &mut Book, voter: &str| {
        let mut ballot = ballot(voter, "abstain");
        ballot["vote"] = json!("v2");
        book.tells("ballot.cast", ballot)
    };
    let mut book = authority();
    assert_eq!(book.casts("Ulla Alm (L)", "no"), "");
    assert_eq!(book.casts("Per Ek (C)", "absent"), "");
    assert_eq!(second(&mut book, "Ulla Alm (L)"), "");
    // Nor does it matter that the member who has voted declines the decision after that.
    let declines = |who: &str| json!({"item": 41, "persons": [person(who)], "proposition": "q2"});
    assert_eq!(book.tells("participation.declined", declines("Ulla Alm (L)")), "");
    let said = book.tells("participation.declined", declines("Klara Nordin (M)"));
    assert!(said.contains("(rule `abstain`, 4:25–26)"), "{said}");
    let said = second(&mut book, "Per Ek (C)");
    assert!(said.starts_with("Per Ek (C) abstains in vote `v2`"), "{said}");
    // Of whom only the sums are known, it is not known who abstains twice.
    let mut sums = authority();
    let said = sums.counts([3, 2, 0], "reject");
    assert!(!said.contains("abstain in vote"), "{said}");
    let declared = json!({"effect": "reject", "motions": ["m1"]});
    let count = json!({"item": 41, "vote": "v2", "yes": 3, "no": 1, "abstain": 1, "declared": declared});
    let said = sums.tells("vote.counted", count);
    assert!(!said.contains("abstain in vote"), "{said}");
}

#[test]
fn a_vote_demanded_after_the_gavel_is_a_finding() {
    let mut book = Book::meeting();
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    assert_eq!(book.decides("d1", Some("q1")), "");
    let demanded = json!({"item": 41, "vote": "v1", "proposition": "q1", "by": person("Klara Nordin (M)")});
    assert_eq!(
        book.tells("vote.demanded", demanded),
        "vote `v1` is demanded in § 41 when `q1` is decided; expected the demand before the gavel falls \
         (rule `demand-in-time`, 6:33, 5:53)"
    );
}

/// § 41 with a counter-proposal that is chosen by a vote, and the main proposition found.
fn chosen(counted: bool) -> Book {
    let mut book = Book::meeting();
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.moves("m2", "Per Ek (C)", "amend");
    book.asks("q1", "counter_proposal", &["m1"], "approve");
    book.orders("v1", "q1", "open", "simple");
    if counted {
        book.counts([2, 3, 0], "approve");
    }
    book.asks("q2", "main", &["m1"], "reject");
    book
}

fn following(vote: &str, before: &str, proposition: &str) -> Value {
    let means = |effect| json!({"means": {"effect": effect, "motions": ["m1"]}});
    json!({
        "item": 41, "vote": vote, "form": "open", "rule": "simple", "yes": means("reject"), "no": means("approve"),
        "follows": {"vote": before, "proposition": proposition},
    })
}

#[test]
fn the_main_vote_follows_without_a_demand_of_its_own() {
    let mut book = chosen(true);
    assert_eq!(book.tells("vote.ordered", following("v2", "v1", "q2")), "");
    assert!(
        book.decides("d1", Some("q2"))
            .contains("rule `decision-of-settled`")
    );
    let declared = json!({"effect": "approve", "motions": ["m1"]});
    let count = json!({"item": 41, "vote": "v2", "yes": 2, "no": 3, "abstain": 0, "declared": declared});
    let said = book.tells("vote.counted", count);
    assert!(!said.contains("simple-majority"), "{said}");
    let rejects = json!({"effect": "reject", "motions": ["m1"]});
    let decided = json!({
        "item": 41, "decision": "d1", "proposition": "q2", "points": [{"text": ["x"]}], "outcome": rejects,
    });
    let said = book.tells("decision.made", decided);
    assert!(said.contains("rule `decision-as-carried`"), "{said}");
}

#[test]
fn a_vote_follows_one_that_is_ordered() {
    let refused = |book: &mut Book, content: Value, expected: &str| {
        let said = book.tells("vote.ordered", content);
        assert_eq!(said, expected);
    };
    let known = "vote `v9` is not known in § 41; known are `v1` (rule `reference-resolves`)";
    refused(&mut chosen(true), following("v2", "v9", "q2"), known);
    let twice = "vote `v1` is there already in § 41; known are `v1` (rule `name-once`)";
    refused(&mut chosen(true), following("v1", "v1", "q2"), twice);
    let open = "vote `v1` is open on proposition `q1` in § 41 (rule `vote-on-finding`, 5:53)";
    refused(&mut chosen(false), following("v2", "v1", "q1"), open);
    let mut demanded = Book::meeting();
    demanded.moves("m1", "Klara Nordin (M)", "amend");
    demanded.asks("q1", "counter_proposal", &["m1"], "approve");
    demanded.asks("q2", "main", &["m1"], "reject");
    demanded.told(
        "vote.demanded",
        json!({"item": 41, "vote": "v1", "proposition": "q1"}),
    );
    let unordered = "vote `v1` is demanded but not ordered (rule `vote-in-order`, 5:53)";
    refused(&mut demanded, following("v2", "v1", "q2"), unordered);
    let mut decided = chosen(true);
    decided.decides("d1", Some("q2"));
    let late = "vote `v2` is ordered in § 41 when `q2` is decided; expected the demand before the gavel falls \
                (rule `demand-in-time`, 6:33, 5:53)";
    refused(&mut decided, following("v2", "v1", "q2"), late);
}

#[test]
fn ballots_and_counts_do_not_come_before_the_order() {
    let mut book = Book::meeting();
    book.moves("m1", "Klara Nordin (M)", "amend");
    book.asks("q1", "approve_or_reject", &["m1"], "reject");
    book.on("2026-03-11T10:00:00+01:00")
        .orders("v1", "q1", "open", "simple");
    book.on("2026-03-11T09:59:00+01:00");
    assert_eq!(
        book.casts("Per Ek (C)", "yes"),
        "the ballot at `2026-03-11T09:59:00+01:00` is before the order of the vote at `2026-03-11T10:00:00+01:00` \
         (rule `times-in-order`)"
    );
    assert!(book.counts([1, 0, 0], "reject").starts_with("the count at"));
}

/// What was read from a source: a roll that somebody is missing from refuses no vote.
#[test]
fn what_is_read_of_a_vote_is_recorded_beside_the_roll() {
    let read = |content: Value, member: &str| {
        let mut content = content;
        content[member] = json!([7]);
        if member == "lines" {
            content["quote"] = json!(["Ja röstar …"]);
        }
        content
    };
    let counted = |sums: [u32; 3]| {
        let declared = json!({"effect": "reject", "motions": ["m1"]});
        let [yes, no, abstain] = sums;
        json!({"item": 41, "vote": "v1", "yes": yes, "no": no, "abstain": abstain, "declared": declared})
    };
    let mut book = ordered("open", "simple");
    // Lines that another event quotes are a source too.
    for member in ["lines", "also"] {
        let voter = if member == "lines" {
            "Siv Ö (S)"
        } else {
            "Sten Ö (S)"
        };
        let stranger = book.tells("ballot.cast", read(ballot(voter, "yes"), member));
        let said = format!("{voter} votes in vote `v1` and does not serve (rule `takes-part`, 4:22)");
        assert_eq!(stranger, said);
    }
    // A name without its party may be the one who serves.
    for (voter, choice) in [("Per Ek", "yes"), ("Klara Nordin", "no"), ("Mona Strand", "yes")] {
        assert_eq!(
            book.tells("ballot.cast", read(ballot(voter, choice), "lines")),
            ""
        );
    }
    let (all, few) = ([4, 1, 1], [4, 1, 0]);
    let said = book.tells("vote.counted", read(counted(all), "lines"));
    assert!(
        said.contains(
            "vote `v1` counts 6 votes (4 yes, 1 no, 1 abstain), and 5 serve (rule `votes-in-minutes`"
        )
    );
    assert!(said.contains("has no ballot of Ingrid Sandvall (S), Ulla Alm (L);"));

    let mut silent = ordered("open", "simple");
    assert_eq!(silent.tells("vote.counted", read(counted(few), "lines")), "");
}
