//! The second version of the text: every kind of the meeting, and nothing that came later.

use serde_json::json;
use tingbok_procedure::Event;

use crate::fixture::{course, everything, opened, person, said};
use crate::paragraph::Paragraph;
use crate::renderer::Renderer;
use crate::text::{page, render_text};

fn text(events: &[Event]) -> String {
    render_text(&Paragraph::project(events).unwrap(), Renderer::V2)
}

#[test]
fn the_course_of_an_item() {
    insta::assert_snapshot!(text(&course()), @r#"
    §41

    Plan för biblioteken 2027 (KN/12/2026)

    Ordförande
    Mona Strand (V) leder ärendet.

    Förslag till beslut
    Förvaltningschefens förslag:
    1. Planen för biblioteken 2027 antas.
    2. Planen följs upp i oktober.

    Jäv
    Anders Fries (S) anmäler jäv och deltar inte i handläggningen av ärendet. Skäl: Anställd vid
    biblioteket.

    Tjänstgöring
    Anders Fries (S) tjänstgör till kl. 10.00.
    Ida Ek (S) tjänstgör för Anders Fries (S) från kl. 10.01.

    Stängda dörrar
    Sammanträdet hålls bakom stängda dörrar från kl. 10.02.

    Yrkanden
    Klara Nordin (M) yrkar följande ändring på sidan 4:
    Att ”två filialer” ändras till ”tre filialer”.

    Klara Nordin (M) yrkar följande ändring på sidan 4:
    Att ”maj” ändras till ”april”.

    Anders Fries (S) yrkar följande ändring på sidan 7:
    "Bokbussen går
    varje vecka."

    Per Ek (C) och Ulla Marx yrkar bifall till Klara Nordins (M) första ändringsyrkande på
    sidan 4.

    Mona Strand (V) yrkar bifall till förvaltningschefens förslag.

    Per Ek (C) yttrar sig.

    Klara Nordins (M) andra ändringsyrkande på sidan 4 återtas.

    Anders Fries (S) ändringsyrkande på sidan 7 återtas av Per Ek (C).

    Öppna dörrar
    Sammanträdet är åter offentligt från kl. 10.30.

    Överläggning
    Ordföranden förklarar överläggningen avslutad.

    Propositionsordning
    Propositioner ställs i denna ordning:
    1. Klara Nordins (M) första ändringsyrkande på sidan 4
    2. Förvaltningschefens förslag
    3. Propositionen q9

    Proposition
    Ordföranden ställer proposition på Klara Nordins (M) första ändringsyrkande på sidan 4 och
    finner att det avslås.
    Ordföranden ställer proposition på förvaltningschefens förslag och finner att det antas.

    Beslut
    Ändringsyrkandet avslås.

    Planen antas.

    Deltar inte i beslutet
    Per Ek (C) deltar inte i det andra beslutet.

    Ulla Alm (L) deltar inte i det första beslutet.

    Reservationer
    Per Ek (C) reserverar sig mot det första beslutet.

    Protokollsanteckning
    Klara Nordin (M):
    Frågan hör hemma
    i budgeten.

    Ulla Alm (L) lämnar en protokollsanteckning.

    Särskilt yttrande
    Per Ek (C) anser annat.

    Justerare
    Att justera paragrafen den 2026-03-11 utses Per Ek (C).

    Omedelbar justering
    Paragrafen justeras omedelbart.

    Mötesdatum
    2026-03-11
    "#);
}

#[test]
fn what_came_later_is_no_part_of_the_text() {
    let text = text(&everything());
    assert!(!text.contains("justerad"), "{text}");
    assert!(
        !text.contains("Kulturnämnden"),
        "the body's name is not of the meeting's stream: {text}"
    );
    assert!(text.contains("\nMötesdatum\n2026-03-11\n"));
    let of_meeting: Vec<Event> = everything()
        .into_iter()
        .filter(|event| event.stream.to_string() == "meeting/2026-03-11")
        .collect();
    assert_eq!(
        render_text(&Paragraph::project(&of_meeting).unwrap(), Renderer::V2),
        text
    );
}

#[test]
fn the_first_version_counts_what_it_has_no_words_for() {
    let text = render_text(&Paragraph::project(&course()).unwrap(), Renderer::V1);
    assert!(
        text.ends_with("\nAntal uppgifter som tingbok-minutes/1 inte återger: 17.\n"),
        "{text}"
    );
    assert!(!text.contains("återtas"));
}

#[test]
fn a_roll_call_and_an_order_as_written() {
    let roll = json!({
        "serving": [{"person": person("Mona Strand", "V")}, {"person": person("Ida Ek", "S"), "for": person("Anders Fries", "S")}],
        "substitutes": [person("Siv Ö", "S")], "others": [{"name": "Maja Lind", "role": "Chef"}],
        "absent": [person("Anders Fries", "S")],
    });
    let events = [
        opened(),
        said("attendance.recorded", roll),
        said(
            "proposition.ordered",
            json!({"text": ["Ändringen först,\ndärefter planen."]}),
        ),
        said("proposition.ordered", json!({})),
        said("doors.closed", json!({})),
        said("service.started", json!({"person": person("Siv Ö", "S")})),
        said("service.ended", json!({"person": person("Siv Ö", "S")})),
        said(
            "participation.declined",
            json!({"persons": [person("Siv Ö", "S")]}),
        ),
        said("motion.withdrawn", json!({"motions": ["m9"]})),
    ];
    insta::assert_snapshot!(text(&events), @"
    §41

    Plan för biblioteken 2027 (KN/12/2026)

    Upprop
    Tjänstgörande: Mona Strand (V) och Ida Ek (S) för Anders Fries (S).
    Ersättare som inte tjänstgör: Siv Ö (S).
    Övriga: Maja Lind.
    Frånvarande: Anders Fries (S).

    Propositionsordning
    Ändringen först,
    därefter planen.

    I vilken ordning propositionerna ska ställas är inte antecknat.

    Stängda dörrar
    Sammanträdet hålls bakom stängda dörrar.

    Tjänstgöring
    Siv Ö (S) börjar tjänstgöra.
    Siv Ö (S) slutar tjänstgöra.

    Yrkanden
    Yrkandet m9 återtas.

    Beslut
    Inget beslut är antecknat.

    Deltar inte i beslutet
    Siv Ö (S) deltar inte i beslutet.

    Mötesdatum
    2026-03-11
    ");
}

#[test]
fn a_page_has_the_words_of_the_text() {
    for events in [everything(), course()] {
        let paragraph = Paragraph::project(&events).unwrap();
        let html = page(&paragraph, Renderer::V2).to_html();
        for line in render_text(&paragraph, Renderer::V2).lines().skip(1) {
            let words = line.split(' ').filter(|word| !word.is_empty() && *word != "-");
            for word in words {
                assert!(html.contains(&crate::html::escape(word)), "{word} of {line}");
            }
        }
    }
}
