//! Tests of `heading`.

use super::*;

fn kind(line: &str) -> Option<Heading> {
    heading(line, true).map(|headed| headed.heading)
}

#[test]
fn headings_stand_alone_on_their_line() {
    assert_eq!(kind(" Omröstning"), Some(Heading::Vote));
    assert_eq!(kind("BESLUT:"), Some(Heading::Decision));
    assert_eq!(kind("Förslag  till beslut "), Some(Heading::Proposal));
    assert_eq!(kind("Paragrafen är justerad"), Some(Heading::Adjustment));
    assert_eq!(kind("Voteringslista: §194"), Some(Heading::VotingList));
    assert_eq!(kind("beslut"), None);
    assert_eq!(kind("Beslut fattas med stöd av delegation"), None);
}

#[test]
fn a_proposal_may_have_an_owner() {
    assert_eq!(kind("Regiondirektörens förslag"), Some(Heading::Proposal));
    assert_eq!(heading("Regiondirektörens förslag", false), None);
    assert_eq!(kind("Enligt stadsledningskontorets förslag:"), None);
    assert_eq!(
        owner(" Regiondirektörens förslag till beslut"),
        Some("Regiondirektören")
    );
    assert_eq!(owner("Förslag till beslut"), None);
}

#[test]
fn words_may_follow_a_colon() {
    let headed = heading("Expedieras till: Ekonomichef", true).unwrap();
    assert_eq!((headed.heading, headed.body_from), (Heading::Dispatch, Some(16)));
    assert_eq!(kind("Omröstning: se nedan"), None);
}
