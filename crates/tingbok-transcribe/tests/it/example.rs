//! The repository's own example: a fictional board's paragraph and the letter before it.

use crate::reading::{
    assert_admissible, assert_covered, each, findings, of_kind, options, order, read, repository,
};

fn file(name: &str) -> Vec<u8> {
    std::fs::read(repository().join("tests/cases/example").join(name)).unwrap()
}

#[test]
fn the_paragraph_in_procedural_order() {
    let source = file("paragraf.txt");
    let read = read(&source, &options()).unwrap();
    assert_covered(&source, &read);
    assert_admissible(&read);
    assert_eq!(read.notes, []);
    insta::assert_snapshot!(order(&read).join("\n"), @r#"
    item.opened
    item.presented
    underlay.listed
    proposal.laid
    passage.kept
    motion.moved
    motion.joined
    motion.moved×4
    motion.joined×2
    speech.made
    meeting.adjourned
    meeting.resumed
    proposition.put
    proposition.found
    proposition.put
    proposition.found
    proposition.put
    proposition.found
    vote.demanded
    vote.ordered
    ballot.cast×11
    vote.counted
    voting_list.recorded
    passage.kept
    proposition.put
    proposition.found
    decision.made
    reservation.entered×2
    dispatch.ordered
    adjustment.recorded
    "#);
}

#[test]
fn nothing_in_the_example_is_irregular() {
    for name in ["paragraf.txt", "tjansteskrivelse.txt"] {
        let read = read(&file(name), &options()).unwrap();
        assert_eq!(findings(&read), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn motions_and_what_they_refer_to() {
    let read = read(&file("paragraf.txt"), &options()).unwrap();
    assert_eq!(
        each(&read, "motion.moved", "/form"),
        ["amend", "amend", "amend", "reject", "approve"]
    );
    assert_eq!(
        each(&read, "motion.moved", "/target/page"),
        ["-", "9", "14", "-", "-"]
    );
    assert_eq!(
        each(&read, "motion.moved", "/target/motions"),
        ["-", "-", "-", "m2,m3", "-"]
    );
    assert_eq!(
        each(&read, "motion.moved", "/target/proposal"),
        ["-", "-", "-", "-", "p1"]
    );
    assert_eq!(each(&read, "motion.joined", "/motions"), ["m1", "m3", "m3"]);
    let target = &of_kind(&read, "motion.moved")[0]["target"];
    assert_eq!(
        target["old"][0],
        "Turtätheten på landsbygdslinjerna prövas varje år."
    );
    assert_eq!(
        target["new"][0],
        "Turtätheten på \nlandsbygdslinjerna ligger fast under hela planperioden."
    );
}

#[test]
fn a_proposition_over_a_page_break() {
    let read = read(&file("paragraf.txt"), &options()).unwrap();
    assert_eq!(
        each(&read, "proposition.put", "/motions"),
        ["m1", "m2", "m3", "-"]
    );
    assert_eq!(each(&read, "proposition.put", "/kind").last().unwrap(), "final");
    assert_eq!(
        each(&read, "passage.kept", "/reason"),
        ["a ruled line", "a page header or footer"]
    );
}

#[test]
fn ballots_are_read_where_columns_stand() {
    let read = read(&file("paragraf.txt"), &options()).unwrap();
    let choices = each(&read, "ballot.cast", "/choice");
    let count = |wanted: &str| choices.iter().filter(|choice| *choice == wanted).count();
    assert_eq!((count("yes"), count("no"), count("abstain")), (6, 4, 1));
    assert!(
        each(&read, "ballot.cast", "/source")
            .iter()
            .all(|source| source == "read")
    );
    assert_eq!(
        each(&read, "ballot.cast", "/voter/role")[1],
        "1:e vice ordförande"
    );
}

#[test]
fn a_list_that_does_not_agree_with_the_count_gives_no_ballots() {
    let text = String::from_utf8(file("paragraf.txt")).unwrap();
    for (from, to) in [
        ("Med 6 ja-röster", "Med 7 ja-röster"),
        ("Ledamot            ", "Ledamot "),
    ] {
        let source = text.replace(from, to);
        assert_ne!(source, text);
        let read = read(source.as_bytes(), &options()).unwrap();
        assert_eq!(of_kind(&read, "ballot.cast").len(), 0);
        assert!(
            read.notes
                .iter()
                .any(|note| note.text.contains("gives no ballots"))
        );
    }
}

#[test]
fn the_letter() {
    let source = file("tjansteskrivelse.txt");
    let read = read(&source, &options()).unwrap();
    assert_covered(&source, &read);
    assert_admissible(&read);
    assert_eq!(order(&read), ["document.registered", "proposal.submitted"]);
    let document = &of_kind(&read, "document.registered")[0];
    insta::assert_snapshot!(serde_json::to_string_pretty(document).unwrap(), @r#"
    {
      "kind": "official_letter",
      "title": "Trafikförsörjningsplan för Region Fjällmark 2027–2030",
      "case": "RS/118/2026",
      "author": "Hanna Oskarsdotter",
      "office": "Trafikenheten Regionstaben",
      "signatories": [
        {
          "name": "Anders Tjärnlund",
          "title": "Trafikdirektör"
        },
        {
          "name": "Birgitta Ruong",
          "title": "Regiondirektör"
        }
      ],
      "recipients": [
        "Trafikdirektör",
        "Ekonomidirektör",
        "Enhetschef kollektivtrafik",
        "Länets kommuner"
      ],
      "references": [
        {
          "paragraph": 201,
          "date": "2025-11-12"
        },
        {
          "case": "RS/77/2022"
        },
        {
          "paragraph": 38,
          "date": "2026-02-11"
        }
      ]
    }
    "#);
    assert_eq!(each(&read, "proposal.submitted", "/by"), ["Trafikdirektören"]);
}
