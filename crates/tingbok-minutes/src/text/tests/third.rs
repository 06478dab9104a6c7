//! The third version of the text: a line of the voting list for each person, as far as they are known apart, and the day
//! of what happened on another than the meeting's.

use serde_json::json;
use tingbok_procedure::Event;

use crate::fixture::{course, everything, namesakes, opened, person, said_at};
use crate::paragraph::Paragraph;
use crate::renderer::Renderer;
use crate::text::render_text;

fn text(events: &[Event], renderer: Renderer) -> String {
    render_text(&Paragraph::project(events).unwrap(), renderer)
}

fn list(renderer: Renderer) -> String {
    let text = text(&namesakes(), renderer);
    text.split_once("Voteringslista: §41\n").unwrap().1.to_owned()
}

#[test]
fn namesakes_have_a_line_each() {
    insta::assert_snapshot!(list(Renderer::V3), @"
    Ärende: Plan för biblioteken 2027, KN/12/2026

    Omröstning om bifall (Ja) eller avslag (Nej) till yrkandet

    Ledamot              Ja  Nej  Avstår
    Per Alm (S) [alm-1]        X
    Per Alm (S) [alm-2]   X
    Siv Ö (M)             X
    Ida Ek (C)            X
    Per Alm (S)                        X

    Inom [ ] står namnet i förtroendemannaregistret, som skiljer personer med samma namn åt.
    ");
}

#[test]
fn the_earlier_versions_have_the_lines_that_they_had() {
    for renderer in [Renderer::V1, Renderer::V2] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(list(renderer), @"
            Ärende: Plan för biblioteken 2027, KN/12/2026

            Omröstning om bifall (Ja) eller avslag (Nej) till yrkandet

            Ledamot      Ja  Nej  Avstår
            Per Alm (S)   X
            Siv Ö (M)
            Ida Ek
            Siv Ö         X
            Ida Ek (C)    X

            2 personer på listan har ingen antecknad röst.
            ");
        }
    }
}

/// An item that goes on over midnight.
fn night() -> Vec<Event> {
    let at = |time: &str, kind: &str, content| said_at(&format!("2026-03-{time}:00+01:00"), kind, content);
    let decision = |name: &str| json!({"decision": name, "points": [{"text": ["Planen antas."]}]});
    let person = json!({"person": person("Siv Ö", "S")});
    let events = vec![
        opened(),
        at("11T23:40", "service.ended", person.clone()),
        at("11T23:41", "decision.made", decision("d1")),
        at("12T00:05", "meeting.adjourned", json!({})),
        at("12T00:15", "meeting.resumed", json!({})),
        at("12T00:16", "service.started", person.clone()),
        said_at("2026-03-12", "service.ended", person),
        at("12T00:17", "doors.closed", json!({})),
        at("12T00:20", "decision.made", decision("d2")),
    ];
    let named = |(place, event): (usize, Event)| Event {
        id: format!("e{place}"),
        ..event
    };
    events.into_iter().enumerate().map(named).collect()
}

#[test]
fn another_day_than_the_meetings_is_named() {
    insta::assert_snapshot!(text(&night(), Renderer::V3), @"
    §41

    Plan för biblioteken 2027 (KN/12/2026)

    Tjänstgöring
    Siv Ö (S) tjänstgör till kl. 23.40.

    Beslut
    Planen antas.

    Ajournering
    Sammanträdet ajourneras den 2026-03-12 mellan kl. 00.05-00.15.

    Tjänstgöring
    Siv Ö (S) tjänstgör från den 2026-03-12 kl. 00.16.
    Siv Ö (S) tjänstgör till den 2026-03-12.

    Stängda dörrar
    Sammanträdet hålls bakom stängda dörrar från den 2026-03-12 kl. 00.17.

    Beslut
    Beslutet fattas den 2026-03-12.

    Planen antas.

    Mötesdatum
    2026-03-11
    ");
}

#[test]
fn the_earlier_versions_name_no_day_but_the_meetings() {
    let text = text(&night(), Renderer::V2);
    assert!(!text.contains("2026-03-12"), "{text}");
    for line in [
        "Sammanträdet ajourneras mellan kl. 00.05-00.15.",
        "Siv Ö (S) tjänstgör från kl. 00.16.",
        "Siv Ö (S) slutar tjänstgöra.",
        "Sammanträdet hålls bakom stängda dörrar från kl. 00.17.",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn without_either_the_text_reads_as_before() {
    for events in [everything(), course()] {
        assert_eq!(text(&events, Renderer::V3), text(&events, Renderer::V2));
    }
}
