//! A whole protocol, and what it says when something is missing.

use serde_json::json;
use tingbok_procedure::Content;

use super::Protocol;
use crate::directory::Directory;
use crate::document::View;
use crate::fixture::{examples, log, person, year};
use crate::projection::{Logged, Projection, What};

fn protocol(entries: &[Logged], on: &str) -> Protocol {
    let on = on.parse().unwrap();
    let mut directory = Directory::default();
    entries.iter().for_each(|entry| directory.take(entry));
    let needed = directory.entries_of_meeting(on).unwrap();
    let needed: Vec<Logged> = entries
        .iter()
        .filter(|entry| needed.contains(&entry.index))
        .cloned()
        .collect();
    Protocol::project(on, &needed).unwrap()
}

fn front(protocol: &Protocol) -> String {
    super::front::page(protocol).to_text()
}

#[test]
fn the_front_page_of_a_meeting() {
    insta::assert_snapshot!(front(&protocol(&year(), "2026-03-11")), @"
    Protokoll: Regionstyrelsen, sammanträde 2026-03-11

    Plats                Regionens hus, Fjällmark
    Tid                  2026-03-11 kl. 09.00–11.40
                         Ajournering kl. 10.35–10.50
                         Stängda dörrar från kl. 11.12
    Ordförande           Ingrid Sandvall (S)
                         Klara Nordin (M) § 58
    Sekreterare          Elin Berg
    Justerare            Klara Nordin (M)
    Justeringsdag        2026-03-18
    Omedelbar justering  § 56
    Paragrafer           §§ 56–59

    Beslutande
    - Ingrid Sandvall (S), ordförande, §§ 56, 57, 59
    - Klara Nordin (M)
    - Samira Haddad (MP)
    - Petra Lindahl (V)
    - Per-Anders Åsling (C), ersätter Mats Holmgren (C) §§ 56, 59
    - Mats Holmgren (C), §§ 57, 58

    Ersättare som inte tjänstgjorde
    - Nils Falk (S)

    Övriga deltagare
    - Maja Lind, Trafikdirektör

    Underskrifter
    - § 56: Ingrid Sandvall (S), ordförande, den 2026-03-11 (nyckel chair-1)
    - § 56: Klara Nordin (M), justerare, den 2026-03-11 (nyckel klara-1)
    - § 57: Ingrid Sandvall (S), ordförande, den 2026-03-17 (nyckel chair-1)
    - § 57: Klara Nordin (M), justerare, den 2026-03-18 (nyckel klara-1)
    - § 58: Klara Nordin (M), ordförande, den 2026-03-17 (nyckel klara-1)
    - §§ 58, 59: Klara Nordin (M), justerare, har inte justerat ännu
    - § 59: Ingrid Sandvall (S), ordförande, har inte justerat ännu

    Anslag
    - § 56: anslaget 2026-03-12, fjallmark.example/anslagstavla, kan överklagas till och med
      2026-04-02
    - § 57: anslaget 2026-03-19, Biblioteket, kan överklagas till och med 2026-04-09
    - §§ 58, 59: inget anslag är antecknat

    Föredragningslista
    - Trafikförsörjningsplan 2027–2030 (RS/118/2026)
    - Köp av fastighet

    Tillagt på föredragningslistan
    - Svar på remiss (RS/130/2026)

    Innehåll
    - § 56 Svar på remiss (RS/130/2026)
    - § 57 Trafikförsörjningsplan 2027–2030 (RS/118/2026)
    - § 58 Köp av fastighet
    - § 59 Anmälningar
    ");
}

#[test]
fn the_paragraphs_stand_as_they_were_compiled() {
    let protocol = protocol(&year(), "2026-03-11");
    let text = protocol.to_text();
    let numbers: Vec<u32> = protocol.paragraphs.iter().map(|sheet| sheet.at.number).collect();
    assert_eq!(numbers, [56, 57, 58, 59]);
    for entry in year() {
        if let Some(Content::ParagraphCompiled(compiled)) = entry.event().map(|event| &event.content) {
            assert!(text.contains(&compiled.text.concat()), "{}", compiled.item);
        }
    }
    let adjusted: Vec<Option<String>> = protocol
        .paragraphs
        .iter()
        .map(|sheet| sheet.adjusted.map(|day| day.to_string()))
        .collect();
    let day = |day: &str| Some(day.to_owned());
    assert_eq!(
        adjusted,
        [day("2026-03-11"), day("2026-03-18"), None, None],
        "§ 58 was signed by its chair alone"
    );
    assert!(protocol.paragraphs.iter().all(|sheet| sheet.remark.is_none()));
    let (_, last) = text.rsplit_once("─\n\n").unwrap();
    insta::assert_snapshot!(last, @"
    §59

    Anmälningar

    Beslut
    Inget beslut är antecknat.

    Mötesdatum
    2026-03-11

    Justering
    Ingen justering är antecknad.
    ");
    let html = protocol.to_html();
    crate::html::tests::check(&html);
    assert!(
        html.contains("<h2>§ 57 Trafikförsörjningsplan 2027–2030 (RS/118/2026)</h2>"),
        "{html}"
    );
    assert!(html.contains("<caption>Hur var och en röstade</caption>"));
}

#[test]
fn a_changed_log_is_told_beside_the_compiled_text() {
    let mut entries = year();
    for entry in &mut entries {
        if let What::Event(event) = &mut entry.what
            && let Content::VoteCounted(counted) = &mut event.content
        {
            counted.yes = 4;
        }
    }
    let protocol = protocol(&entries, "2026-03-11");
    let text = protocol.to_text();
    assert!(text.contains("Med 3 ja-röster"), "the compiled text stands");
    let remark = protocol.paragraphs[1].remark.as_deref().unwrap();
    assert!(
        remark.starts_with("Texten stämmer inte med loggen. Rad ") && remark.contains("ger ”Med 4 ja-röster"),
        "{remark}"
    );
    let html = protocol.to_html();
    crate::html::tests::check(&html);
    assert!(html.contains("Texten stämmer inte med loggen.") && html.contains("Med 3 ja-röster"));
}

#[test]
fn what_is_recorded_after_the_text_is_remarked() {
    let late = r#"meeting/2026-03-11 2026-03-12 statement.entered {"item":57,"persons":[{"name":"Petra Lindahl"}],"kind":"note","text":["Sent."]}"#;
    let entries = crate::fixture::written(&format!("{}{late}", include_str!("../fixture/year.txt")));
    let protocol = protocol(&entries, "2026-03-11");
    let text = protocol.to_text();
    assert!(text.contains(
        "\nEfter att texten sammanställdes har mer antecknats i ärendet; det ingår inte i texten.\n\n§57\n"
    ));
    assert!(!text.contains("Sent."));
    let html = protocol.to_html();
    assert!(
        !html.contains("Sent.") && html.contains("Med 3 ja-röster"),
        "the page has the compiled text too"
    );
    crate::html::tests::check(&html);
}

#[test]
fn a_cancelled_meeting_has_a_reason_and_no_more() {
    insta::assert_snapshot!(protocol(&year(), "2026-07-08").to_text(), @"
    Protokoll: Regionstyrelsen, sammanträde 2026-07-08

    Inställt  För få ärenden.
    Tid       2026-07-08
    ");
}

#[test]
fn a_supplement_adds_to_the_summons() {
    let (meeting, kind) = ("meeting/2026-05-06", "meeting.summoned");
    let plan = json!({"title": ["Plan för biblioteken"], "case": "KN/1/2026"});
    let again = json!({"title": ["Plan för ", "biblioteken"], "case": "KN/1/2026"});
    let summons = json!({"place": "Sal 1", "agenda": [plan]});
    let supplement = json!({"place": "Sal 2", "agenda": [again, {"title": ["Brådskande ärende"]}]});
    let entries = log(&[
        (meeting, "2026-04-29", kind, summons),
        (meeting, "2026-05-05", kind, supplement),
        (meeting, "2026-05-05", kind, json!({})),
    ]);
    let protocol = protocol(&entries, "2026-05-06");
    assert_eq!(
        protocol.summoned.as_ref().map(ToString::to_string).as_deref(),
        Some("2026-04-29")
    );
    assert_eq!(protocol.place.as_deref(), Some("Sal 2"));
    let front = front(&protocol);
    assert!(
        front.contains("Föredragningslista\n- Plan för biblioteken (KN/1/2026)\n- Brådskande ärende\n"),
        "{front}"
    );
    let opened = json!({"place": "Sal 3", "chair": person("Mona Strand", "V")});
    let late = log(&[
        (meeting, "2026-05-06", "meeting.opened", opened),
        (meeting, "2026-05-06", kind, json!({"place": "Sal 4"})),
    ]);
    assert_eq!(
        self::protocol(&late, "2026-05-06").place.as_deref(),
        Some("Sal 3")
    );
}

/// A meeting over midnight: a substitute serves for the namesake of a member; § 2 is led and adjusted by others than the
/// meeting's; somebody comes when all is decided; the notice of § 1 comes down early.
const NIGHT: &str = r#"meeting/2026-03-11 2026-03-11T21:00:00+01:00 meeting.opened {"chair":{"name":"Mona Strand","party":"V"}}
meeting/2026-03-11 2026-03-11T21:01:00+01:00 attendance.recorded {"serving":[{"person":{"name":"Mona Strand","party":"V"}},{"person":{"name":"Per Alm","party":"S","member":"alm-1"}},{"person":{"name":"Ida Ek","party":"S"},"for":{"name":"Per Alm","party":"S","member":"alm-2"}}]}
meeting/2026-03-11 2026-03-11T21:02:00+01:00 adjusters.appointed {"adjusters":[{"name":"Ida Ek","party":"S"}]}
meeting/2026-03-11 2026-03-11T21:03:00+01:00 item.opened {"item":1,"title":["x"],"chair":{"name":"Mona Strand","party":"V"}}
meeting/2026-03-11 2026-03-11T21:04:00+01:00 decision.made {"item":1,"decision":"d1","points":[]}
meeting/2026-03-11 2026-03-11T23:50:00+01:00 meeting.adjourned {}
meeting/2026-03-11 2026-03-12T00:10:00+01:00 meeting.resumed {}
meeting/2026-03-11 2026-03-12T00:12:00+01:00 doors.closed {}
meeting/2026-03-11 2026-03-12T00:14:00+01:00 doors.opened {}
meeting/2026-03-11 2026-03-12T00:15:00+01:00 item.opened {"item":2,"title":["x"],"chair":{"name":"Per Alm","party":"S","member":"alm-1"}}
meeting/2026-03-11 2026-03-12T00:16:00+01:00 adjusters.appointed {"item":2,"adjusters":[{"name":"Per Alm","party":"S","member":"alm-2"}]}
meeting/2026-03-11 2026-03-12T00:17:00+01:00 decision.made {"item":2,"decision":"d1","points":[]}
meeting/2026-03-11 2026-03-12T00:18:00+01:00 item.closed {"item":2,"adjusted_at_once":true}
meeting/2026-03-11 2026-03-12T00:20:00+01:00 service.started {"person":{"name":"Siv Ö","party":"M"}}
meeting/2026-03-11 2026-03-12T00:40:00+01:00 meeting.closed {}
paragraph/2026/1 2026-03-13 notice.posted {"item":1}
paragraph/2026/1 2026-03-20 notice.removed {"item":1}"#;

#[test]
fn the_front_page_of_a_meeting_over_midnight() {
    let protocol = protocol(&crate::fixture::written(NIGHT), "2026-03-11");
    insta::assert_snapshot!(front(&protocol), @"
    Protokoll: organet är inte antecknat, sammanträde 2026-03-11

    Tid                  2026-03-11 kl. 21.00 – 2026-03-12 kl. 00.40
                         Ajournering 2026-03-11 kl. 23.50 – 2026-03-12 kl. 00.10
                         Stängda dörrar 2026-03-12 kl. 00.12–00.14
    Ordförande           Mona Strand (V)
                         Per Alm (S) [alm-1] § 2
    Justerare            Ida Ek (S)
                         Per Alm (S) [alm-2] § 2
    Omedelbar justering  § 2
    Paragrafer           §§ 1, 2

    Beslutande
    - Mona Strand (V), ordförande
    - Per Alm (S) [alm-1]
    - Ida Ek (S), ersätter Per Alm (S) [alm-2]

    Tjänstgjorde utan att delta i något beslut
    - Siv Ö (M)

    Inom [ ] står namnet i förtroendemannaregistret, som skiljer personer med samma namn åt.

    Underskrifter
    - § 1: Mona Strand (V), ordförande, har inte justerat ännu
    - § 1: Ida Ek (S), justerare, har inte justerat ännu
    - § 2: Per Alm (S) [alm-1], ordförande, har inte justerat ännu
    - § 2: Per Alm (S) [alm-2], justerare, har inte justerat ännu

    Anslag
    - § 1: anslaget 2026-03-13, nedtaget 2026-03-20 men skulle sitta till och med 2026-04-07:
      överklagandetiden löper inte
    - § 2: inget anslag är antecknat

    Innehåll
    - § 1 x
    - § 2 x
    ");
    crate::html::tests::check(&protocol.to_html());
}

#[test]
fn a_recusal_that_may_mean_two_members_recuses_neither() {
    let front_of = |recused: &str| {
        let log = format!(
            r#"body 2026-01-01 member.elected {{"member":"bo-1","person":{{"name":"Bo Ek","party":"S"}},"office":"member"}}
body 2026-01-01 member.elected {{"member":"bo-2","person":{{"name":"Bo Ek","party":"S"}},"office":"member"}}
meeting/2026-01-10 2026-01-10 attendance.recorded {{"serving":[{{"person":{{"name":"Bo Ek","party":"S","member":"bo-1"}}}},{{"person":{{"name":"Ida Ek"}}}}]}}
meeting/2026-01-10 2026-01-10 item.opened {{"item":1,"title":["x"]}}
meeting/2026-01-10 2026-01-10 recusal.declared {{"item":1,"person":{recused}}}
meeting/2026-01-10 2026-01-10 decision.made {{"item":1,"decision":"d1","points":[]}}"#
        );
        front(&protocol(&crate::fixture::written(&log), "2026-01-10"))
    };
    let both = "\nBeslutande\n- Bo Ek (S)\n- Ida Ek\n";
    let unclear = front_of(r#"{"name":"Bo Ek","party":"S"}"#);
    assert!(unclear.contains(both), "{unclear}");
    let named = front_of(r#"{"name":"Bo Ek","member":"bo-1"}"#);
    assert!(
        named.contains("\nBeslutande\n- Ida Ek\n\nTjänstgjorde utan att delta i något beslut\n- Bo Ek (S)\n"),
        "{named}"
    );
}

#[test]
fn a_meeting_of_which_only_one_end_is_known() {
    let time = |lines: &str| {
        let front = front(&protocol(&crate::fixture::written(lines), "2026-03-11"));
        let (_, time) = front.split_once("Tid").unwrap();
        time.lines().next().unwrap().trim().to_owned()
    };
    let chair = r#"{"chair":{"name":"Mona Strand"}}"#;
    let opened = |at: &str| format!("meeting/2026-03-11 {at} meeting.opened {chair}");
    let closed = |at: &str| format!("meeting/2026-03-11 {at} meeting.closed {{}}");
    let (evening, night) = ("2026-03-11T21:00:00+01:00", "2026-03-12T00:40:00+01:00");
    assert_eq!(time(&opened(evening)), "2026-03-11 från kl. 21.00");
    assert_eq!(time(&closed(night)), "2026-03-11 till 2026-03-12 kl. 00.40");
    let both = format!("{}\n{}", opened("2026-03-11"), closed(night));
    assert_eq!(time(&both), "2026-03-11 – 2026-03-12 kl. 00.40");
    let days = format!("{}\n{}", opened("2026-03-11"), closed("2026-03-12"));
    assert_eq!(time(&days), "2026-03-11 – 2026-03-12");
    assert_eq!(
        time(&format!("{}\n{}", opened("2026-03-11"), closed("2026-03-11"))),
        "2026-03-11"
    );
}

#[test]
fn before_a_meeting_nobody_has_decided() {
    let planned = "meeting/2026-03-11 2026-03-01 meeting.summoned {}";
    let front = front(&protocol(&crate::fixture::written(planned), "2026-03-11"));
    assert!(!front.contains("Beslutande"), "{front}");
}

#[test]
fn a_meeting_without_a_roll_says_so() {
    let entries = crate::fixture::logged(crate::fixture::recorded(crate::fixture::everything(), 0));
    let front = front(&protocol(&entries, "2026-03-11"));
    assert!(
        front.contains("\nBeslutande\nNärvaron är inte antecknad.\n"),
        "{front}"
    );
    assert!(
        front.contains("- § 41: antecknat: Paragrafen är justerad\n"),
        "{front}"
    );
}

/// § 59 was signed by nobody, § 58 by its chair alone.
#[test]
fn minutes_adjusted_on_paper_lack_no_signature() {
    let on_paper = |number: u32| {
        let statement = r#"{"statement":["Protokollet är justerat på papper."]}"#;
        let item = format!(r#"{{"item":{number},{}"#, &statement[1..]);
        format!("paragraph/2026/{number} 2026-03-20 adjustment.recorded {item}\n")
    };
    let lines = format!(
        "{}{}{}",
        include_str!("../fixture/year.txt"),
        on_paper(58),
        on_paper(59)
    );
    let front = front(&protocol(&crate::fixture::written(&lines), "2026-03-11"));
    let (_, signed) = front.split_once("- § 57: Klara Nordin").unwrap();
    let (signed, _) = signed.split_once("\nAnslag\n").unwrap();
    let (_, signed) = signed.split_once('\n').unwrap();
    insta::assert_snapshot!(signed, @"
    - §§ 58, 59: antecknat: Protokollet är justerat på papper.
    - § 58: Klara Nordin (M), ordförande, den 2026-03-17 (nyckel klara-1)
    ");
}

#[test]
fn events_that_give_no_paragraph_are_named() {
    let mut entries = year();
    let put = entries
        .iter()
        .position(|entry| {
            entry
                .event()
                .is_some_and(|event| matches!(event.content, Content::PropositionPut(_)))
        })
        .unwrap();
    entries[put].what = What::Unread {
        stream: "meeting/2026-03-11".to_owned(),
        kind: "proposition.put/1".to_owned(),
        why: "erased".to_owned(),
    };
    entries.retain(|entry| {
        !entry
            .event()
            .is_some_and(|event| matches!(event.content, Content::ParagraphCompiled(_)))
    });
    let protocol = protocol(&entries, "2026-03-11");
    assert_eq!(protocol.unread.len(), 1);
    let text = protocol.to_text();
    assert!(
        text.contains("Händelserna ger ingen paragraf: event `e29` speaks of proposition `q1`"),
        "{text}"
    );
    assert!(text.contains("kan inte läsas här"));
    crate::html::tests::check(&protocol.to_html());
}

#[test]
fn a_day_without_a_meeting_is_refused() {
    let error = Protocol::project("2026-01-01".parse().unwrap(), &examples()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no event of a meeting on 2026-01-01 is among these entries"
    );
    // The examples are one of each kind, of no real meeting: they must only not be in the way.
    crate::html::tests::check(&protocol(&examples(), "2026-03-11").to_html());
}
