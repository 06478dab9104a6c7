//! Lists by member and by party.

use serde_json::json;
use tingbok_procedure::Event;
use tingbok_procedure::content::Choice;

use super::VotingLists;
use crate::document::View;
use crate::fixture::{asked, everything, namesakes, opened, said};
use crate::paragraph::Paragraph;

fn lists(events: &[Event]) -> VotingLists {
    VotingLists::of(&Paragraph::project(events).unwrap(), Vec::new())
}

#[test]
fn by_member_with_sums() {
    let lists = lists(&everything());
    crate::html::tests::check(&lists.to_html());
    insta::assert_snapshot!(lists.to_text(), @"
    Voteringslistor, § 41/2026

    Ärende        Plan för biblioteken 2027
    Diarienummer  KN/12/2026
    Sammanträde   2026-03-11

    Omröstning
    Omröstning om avslag (Ja) eller bifall (Nej) till Klara Nordins (M) första ändringsyrkande
    på sidan 4.

    Hur var och en röstade
    Ledamot                               Ja  Nej  Avstår  Anmärkning
    Anders Fries (S), Ordförande           X
    Mona Strand (V), 1:a vice ordförande   X
    Klara Nordin (M), Ledamot                   X
    Per Ek (C)                                  X          (härledd)
    Ulla Alm (L)                                        X
    Siv Ö (S)                              X               (härledd)
    Resultat                               3    2       1

    (härledd): rösten är inte avläst utan en slutsats. Skälen:

    - Per Ek (C): reserverar sig för yrkandet
    - Siv Ö (S): reserverar sig inte
    ");
}

#[test]
fn by_party_with_sums() {
    let mut lists = lists(&everything());
    lists.by_party = true;
    crate::html::tests::check(&lists.to_html());
    let text = lists.to_text();
    insta::assert_snapshot!(text.split_once("Röster efter").unwrap().1, @"
     parti
    Parti  Ja  Nej  Avstår
    C       0    1       0
    L       0    0       1
    M       0    1       0
    S       2    0       0
    V       1    0       0
    Summa   3    2       1

    (härledd): rösten är inte avläst utan en slutsats. Skälen:

    - Per Ek (C): reserverar sig för yrkandet
    - Siv Ö (S): reserverar sig inte
    ");
    let json = serde_json::to_value(&lists).unwrap();
    assert_eq!(
        json["lists"][0]["parties"][0],
        json!({"party": "C", "yes": 0, "no": 1, "abstain": 0, "absent": 0, "unknown": 0})
    );
    assert_eq!(json["lists"][0]["rows"][3]["source"], "derived");
}

#[test]
fn namesakes_are_two_and_a_party_that_one_states_is_enough() {
    let mut lists = lists(&namesakes());
    let rows = &lists.lists[0].rows;
    let row = |place: usize| (rows[place].label(), rows[place].choice);
    assert_eq!(rows.len(), 5);
    assert_eq!(row(0), ("Per Alm (S) [alm-1]".to_owned(), Some(Choice::No)));
    assert_eq!(row(1), ("Per Alm (S) [alm-2]".to_owned(), Some(Choice::Yes)));
    assert_eq!(row(2), ("Siv Ö (M)".to_owned(), Some(Choice::Yes)));
    lists.by_party = true;
    let text = lists.to_text();
    assert!(text.contains("S       1    1       1\n"), "{text}");
    assert!(!text.contains("Inom [ ]"), "no name is shown: {text}");
}

fn closed(more: &[Event]) -> Vec<Event> {
    let mut events = vec![opened()];
    events.extend(asked("q1", &[], "approve"));
    events.push(said("vote.demanded", json!({"vote": "v1", "proposition": "q1"})));
    let side = |effect: &str| json!({"means": {"effect": effect}});
    events.push(said(
        "vote.ordered",
        json!({"vote": "v1", "yes": side("approve"), "no": side("reject"), "form": "closed", "rule": "lot"}),
    ));
    events.extend(more.iter().cloned());
    events
}

#[test]
fn a_closed_vote_has_no_ballots_to_show() {
    let counted = said(
        "vote.counted",
        json!({"vote": "v1", "yes": 3, "no": 3, "abstain": 0, "declared": {"effect": "approve"}}),
    );
    let text = lists(&closed(&[counted])).to_text();
    assert!(
        text.ends_with(
            "\nJa 3, Nej 3, Avstår 0.\n\nOmröstningen var sluten: hur var och en röstade redovisas inte.\n"
        ),
        "{text}"
    );
}

#[test]
fn ballots_that_do_not_add_up_are_pointed_out() {
    let ballot = |name: &str, choice: &str| {
        said(
            "ballot.cast",
            json!({"vote": "v1", "voter": {"name": name}, "choice": choice, "source": "read"}),
        )
    };
    let list = said(
        "voting_list.recorded",
        json!({"vote": "v1", "voters": [{"name": "Ö"}], "result": {"yes": 2, "no": 0, "abstain": 0}}),
    );
    let mut lists = lists(&closed(&[list, ballot("A", "yes"), ballot("B", "absent")]));
    let text = lists.to_text();
    assert!(
        text.contains(
            "Observera: de antecknade rösterna är 1 ja, 0 nej och 0 avstår, men räknade är 2 ja, 0 nej"
        ),
        "{text}"
    );
    assert!(text.contains("1 person på listan har ingen antecknad röst."));
    lists.by_party = true;
    assert!(
        lists
            .to_text()
            .contains("Utan parti   1    0       0            1      1"),
        "{}",
        lists.to_text()
    );
}

#[test]
fn an_item_without_a_vote_says_so() {
    assert!(
        lists(&[opened()])
            .to_text()
            .ends_with("\nIngen omröstning är antecknad.\n")
    );
}
