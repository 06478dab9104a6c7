//! Records of members, and of persons who are on no roster.

use super::{Members, Presence};
use crate::document::View;
use crate::fixture::{written, year};
use crate::projection::{Logged, Projection};

fn members(entries: &[Logged]) -> Members {
    let mut members = Members::default();
    entries.iter().for_each(|entry| members.take(entry));
    members
}

#[test]
fn a_substitute_who_came_and_went() {
    let record = members(&year()).record("Per-Anders Åsling").unwrap();
    assert_eq!(record.member.as_deref(), Some("per-anders"));
    crate::html::tests::check(&record.to_html());
    insta::assert_snapshot!(record.to_text(), @"
    Förtroendevald: Per-Anders Åsling (C)

    Uppdrag
    - Ersättare, nummer 1 i ordningen från 2026-01-01

    Sammanfattning
    Sammanträden, tjänstgjort                     1
    Sammanträden, tjänstgjort utan beslut         0
    Sammanträden, närvarande utan att tjänstgöra  0
    Sammanträden, frånvarande                     0
    Paragrafer, tjänstgjort                       2
    Röster, ja                                    0
    Röster, nej                                   0
    Röster, avstår                                0
    Röster, frånvarande                           0
    Yrkanden                                      0
    Bifall till andras yrkanden                   0
    Beslut, deltog inte                           0
    Reservationer                                 0
    Anteckningar och yttranden                    0
    Jäv                                           0

    Sammanträden
    Sammanträde  Närvaro
    2026-03-11   ersatte Mats Holmgren (C) §§ 56, 59
    ");
}

#[test]
fn a_member_with_ballots_and_absence() {
    let members = members(&year());
    let mats = members.record("mats").unwrap();
    assert_eq!(mats, members.record("Mats Holmgren (C)").unwrap());
    assert_eq!(
        mats.meetings[0].presence,
        Presence::Served,
        "absent at the roll call, and came"
    );
    assert_eq!(
        mats.meetings[0].ballots.len(),
        1,
        "a ballot written without the party is his"
    );
    assert!(mats.meetings[0].ballots[0].derived);
    let klara = members.record("klara").unwrap();
    crate::html::tests::check(&klara.to_html());
    insta::assert_snapshot!(klara.to_text(), @"
    Förtroendevald: Klara Nordin (M)

    Uppdrag
    - 2:e vice ordförande från 2026-01-01

    Sammanfattning
    Sammanträden, tjänstgjort                     1
    Sammanträden, tjänstgjort utan beslut         0
    Sammanträden, närvarande utan att tjänstgöra  0
    Sammanträden, frånvarande                     1
    Paragrafer, tjänstgjort                       4
    Röster, ja                                    0
    Röster, nej                                   1
    Röster, avstår                                0
    Röster, frånvarande                           0
    Yrkanden                                      1
    Bifall till andras yrkanden                   0
    Beslut, deltog inte                           0
    Reservationer                                 1
    Anteckningar och yttranden                    0
    Jäv                                           0

    Sammanträden
    Sammanträde  Närvaro                Yrkanden  Reservationer
    2026-03-11   tjänstgjorde §§ 56–59  § 57      § 57
    2026-06-17   frånvarande

    Röster
    Sammanträde  §   Omröstning  Röst
    2026-03-11   57  v1          Nej
    ");
    let petra = members.record("petra").unwrap().to_text();
    assert!(
        petra.contains("- Ledamot från 2026-01-01, avgick 2026-09-30 (Avsägelse)\n"),
        "{petra}"
    );
}

#[test]
fn what_a_member_said_to_others_motions_counts_too() {
    let log = written(
        r#"meeting/2026-01-10 2026-01-10 item.opened {"item":1,"title":["x"]}
meeting/2026-01-10 2026-01-10 motion.joined {"item":1,"motions":["m1"],"person":{"name":"Bo Ek"}}
meeting/2026-01-10 2026-01-10 ballot.cast {"item":1,"vote":"v1","voter":{"name":"Bo Ek"},"choice":"absent","source":"read"}
meeting/2026-01-10 2026-01-10 statement.entered {"item":1,"persons":[{"name":"Bo Ek"}],"kind":"note","text":["x"]}
meeting/2026-01-10 2026-01-10 participation.declined {"item":2,"persons":[{"name":"Bo Ek"}]}"#,
    );
    let record = members(&log).record("Bo Ek").unwrap();
    let sums = serde_json::to_value(record.counts).unwrap();
    for (name, sum) in [
        ("joins", 1),
        ("absent_from_vote", 1),
        ("statements", 1),
        ("declined", 1),
        ("served", 0),
    ] {
        assert_eq!(sums[name], sum, "{name}");
    }
    let text = record.to_text();
    let (_, table) = text.split_once("\nSammanträden\n").unwrap();
    insta::assert_snapshot!(table, @"
    Sammanträde  Närvaro         Bifall  Deltog inte  Anteckningar
    2026-01-10   inte antecknad  § 1     § 2          § 1

    Röster
    Sammanträde  §  Omröstning  Röst
    2026-01-10   1  v1          Frånvarande
    ");
}

#[test]
fn a_person_who_is_on_no_roster_is_as_written() {
    let members = members(&year());
    let maja = members.record("Maja Lind").unwrap();
    assert_eq!(
        (maja.member.clone(), maja.meetings.len(), maja.counts.present),
        (None, 1, 1)
    );
    assert!(maja.to_text().contains("Personen finns inte i förteckningen"));
    assert_eq!(
        members.record("Ingen").unwrap_err().to_string(),
        "nobody in this ledger is named `Ingen`"
    );
}

#[test]
fn two_of_one_name_are_not_merged() {
    let log = written(
        r#"body 2026-01-01 member.elected {"member":"bo-1","person":{"name":"Bo Ek","party":"S"},"office":"member"}
body 2026-01-01 member.elected {"member":"bo-2","person":{"name":"Bo Ek","party":"S"},"office":"member"}
body 2026-01-01 member.elected {"member":"bo-3","person":{"name":"Bo Ek","party":"M"},"office":"member"}
meeting/2026-01-10 2026-01-10 attendance.recorded {"serving":[{"person":{"name":"Bo Ek","party":"S","member":"bo-1"}},{"person":{"name":"Bo Ek","party":"M"}}]}
meeting/2026-01-10 2026-01-10 item.opened {"item":1,"title":["x"]}
meeting/2026-01-10 2026-01-10 recusal.declared {"item":1,"person":{"name":"Bo Ek","party":"S"}}
meeting/2026-01-10 2026-01-10 decision.made {"item":1,"decision":"d1","points":[]}"#,
    );
    let members = members(&log);
    assert_eq!(
        members.record("Bo Ek").unwrap_err().to_string(),
        "several persons are named `Bo Ek`: `bo-1`, `bo-2`, `bo-3`, `Bo Ek (S)`"
    );
    assert_eq!(members.record("bo-1").unwrap().counts.served, 1);
    assert_eq!(members.record("bo-2").unwrap().meetings, []);
    assert_eq!(
        members.record("Bo Ek (M)").unwrap().member.as_deref(),
        Some("bo-3")
    );
    assert_eq!(
        members.record("bo-1").unwrap().counts.recusals,
        0,
        "whose recusal it was is not guessed"
    );
}

#[test]
fn a_member_that_no_roster_has_is_as_written() {
    let log = written(
        r#"meeting/2026-01-10 2026-01-10 attendance.recorded {"serving":[{"person":{"name":"Bo Ek","role":"Ledamot","member":"bo"}}]}"#,
    );
    let record = members(&log).record("bo").unwrap();
    let counts = record.counts;
    assert_eq!(
        (record.person.name.as_str(), counts.served, counts.undecided),
        ("Bo Ek", 0, 1)
    );
    assert_eq!(record.terms, []);
    assert!(record.to_text().contains("tjänstgjorde (inget beslut)"));
}

#[test]
fn a_roster_that_comes_late_is_used_all_the_same() {
    let mut entries = year();
    entries.rotate_left(7);
    let record = members(&entries).record("klara").unwrap();
    assert_eq!(record.counts.served, 1);
    assert_eq!(record.counts, members(&year()).record("klara").unwrap().counts);
}
