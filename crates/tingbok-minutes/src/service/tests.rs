//! People come and go, and each paragraph counts those who decided it.

use super::{Service, paragraphs};
use crate::fixture::{written, year};
use crate::projection::Logged;

fn service(entries: &[Logged], day: &str) -> Service {
    let mut service = Service::default();
    let stream = format!("meeting/{day}");
    for event in entries
        .iter()
        .filter_map(Logged::event)
        .filter(|event| event.stream.to_string() == stream)
    {
        service.take(event);
    }
    service
}

fn told(service: &Service) -> Vec<String> {
    let stint = |stint: &super::Stint| {
        let place = stint
            .in_place_of
            .as_ref()
            .map(|member| format!(" for {}", member.name));
        format!(
            "{}{} {}",
            stint.person.name,
            place.unwrap_or_default(),
            paragraphs(&stint.items)
        )
    };
    service.stints.iter().map(stint).collect()
}

#[test]
fn a_meeting_with_people_coming_and_going() {
    let service = service(&year(), "2026-03-11");
    assert_eq!(
        told(&service),
        [
            "Ingrid Sandvall §§ 56, 57, 59",
            "Klara Nordin §§ 56–59",
            "Samira Haddad §§ 56–59",
            "Petra Lindahl §§ 56–59",
            "Per-Anders Åsling for Mats Holmgren § 56",
            "Mats Holmgren §§ 57, 58",
            "Per-Anders Åsling for Mats Holmgren § 59",
        ]
    );
    assert_eq!(service.serving().count(), 5);
    assert_eq!(
        service.stints[4].until.as_ref().unwrap().to_string(),
        "2026-03-11T10:05:00+01:00"
    );
}

#[test]
fn a_second_roll_call_replaces_the_first() {
    let log = written(
        r#"meeting/2026-01-10 2026-01-10 attendance.recorded {"serving":[{"person":{"name":"A"}},{"person":{"name":"B"}}]}
meeting/2026-01-10 2026-01-10 item.opened {"item":1,"title":["x"]}
meeting/2026-01-10 2026-01-10 decision.made {"item":1,"decision":"d1","points":[]}
meeting/2026-01-10 2026-01-10 attendance.recorded {"item":1,"serving":[{"person":{"name":"B"}},{"person":{"name":"C"},"for":{"name":"A"}}]}
meeting/2026-01-10 2026-01-10 item.closed {"item":1}
meeting/2026-01-10 2026-01-10 item.closed {"item":2}"#,
    );
    let service = service(&log, "2026-01-10");
    assert_eq!(told(&service), ["A § 1", "B §§ 1, 2", "C for A § 2"]);
    assert!(service.recorded);
    assert!(!Service::default().recorded);
}

#[test]
fn numbers_in_runs() {
    let said = |numbers: &[u32]| paragraphs(&numbers.iter().copied().collect());
    assert_eq!(said(&[]), "");
    assert_eq!(said(&[9]), "§ 9");
    assert_eq!(said(&[184, 170, 172, 173, 174]), "§§ 170, 172–174, 184");
    assert_eq!(said(&[1, 2, 4]), "§§ 1, 2, 4");
    assert_eq!(said(&[0, u32::MAX]), "§§ 0, 4294967295");
}
