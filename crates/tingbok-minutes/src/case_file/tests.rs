//! One case across two meetings.

use serde_json::json;

use super::CaseFile;
use crate::directory::Directory;
use crate::document::View;
use crate::fixture::{examples, written, year};
use crate::projection::{Logged, Projection, What};

fn file(entries: &[Logged], name: &str) -> CaseFile {
    let mut directory = Directory::default();
    entries.iter().for_each(|entry| directory.take(entry));
    let needed = directory.entries_of_case(name).unwrap_or_default();
    let needed: Vec<Logged> = entries
        .iter()
        .filter(|entry| needed.contains(&entry.index))
        .cloned()
        .collect();
    CaseFile::project(name, &directory, &needed).unwrap()
}

#[test]
fn a_case_across_two_meetings() {
    let file = file(&year(), "RS/118/2026");
    crate::html::tests::check(&file.to_html());
    insta::assert_snapshot!(file.to_text(), @"
    Akt RS/118/2026 Trafikförsörjningsplan 2027–2030

    Diarienummer  RS/118/2026
    Registrerat   2026-01-20
    Avslutat      2026-06-30: Slutligt beslutat.

    Handlingar

    Trafikförsörjningsplan 2027–2030
    Slag           tjänsteskrivelse
    Datum          2026-02-20
    Registrerad    2026-02-20 (post 8)
    Författare     Maja Lind
    Hänvisar till  RS/40/2025 (finns inte i denna liggare)
                   § 57 den 2026-03-11
                   § 294 den 2025-12-07 (finns inte i denna liggare)

    Förslag till beslut

    Trafikdirektören, 2026-02-20 (p1, post 9)
    - Trafikförsörjningsplanen fastställs.
    - Planen följs upp varje år.

    Behandling

    § 57/2026, 2026-03-11: Trafikförsörjningsplan 2027–2030
    Yrkanden      Klara Nordins (M) ändringsyrkande på sidan 9, bifallet av Mats Holmgren (C)
                  Petra Lindahls (V) återremissyrkande (återtaget)
    Omröstning    3 ja, 1 nej, 1 avstår
    Beslut        1. Trafikförsörjningsplanen fastställs.
                  2. Planen följs upp varje år.
    Ändrat genom  § 112/2026, beslut d1 (gäller beslut d1), den 2026-06-17: Planen följs upp
                  vartannat år.

    § 112/2026, 2026-06-17: Ändrad trafikförsörjningsplan
    Beslut  Planen följs upp vartannat år.
    Ändrar  § 57/2026, beslut d1

    Uppdrag
    - Trafikdirektören (2026-03-12, § 57/2026, beslut d1): Återrapportera hur målen nås.
      Återrapporteras senast 2027-11-30.
    ");
}

#[test]
fn references_resolve_or_say_that_they_do_not() {
    let value = serde_json::to_value(file(&year(), "RS/118/2026")).unwrap();
    assert_eq!(
        value["documents"][0]["references"],
        json!([
            {"words": "RS/40/2025", "resolves": false, "paragraph": null},
            {"words": "§ 57 den 2026-03-11", "resolves": true, "paragraph": {"year": 2026, "number": 57}},
            {"words": "§ 294 den 2025-12-07", "resolves": false, "paragraph": null},
        ])
    );
    let cite = |reference: &str| {
        let letter = format!(
            r#"case/x 2026-03-12 document.registered {{"kind":"attachment","title":"x","references":[{reference}]}}"#
        );
        let opened = |day: &str| {
            format!("meeting/{day} {day} item.opened {{\"item\":7,\"title\":[\"x\"],\"case\":\"RS/9/2026\"}}")
        };
        let log = [opened("2025-01-10"), opened("2026-01-10"), letter].join("\n");
        let file = file(&written(&log), "x");
        file.documents[0].references[0].resolves
    };
    assert!(cite(r#"{"paragraph":7,"date":"2026-01-10"}"#));
    assert!(
        !cite(r#"{"paragraph":7,"date":"2026-01-11"}"#),
        "another day of that year"
    );
    assert!(!cite(r#"{"paragraph":7}"#), "two years have it");
    assert!(!cite(r#"{"paragraph":8}"#));
    assert!(cite(r#"{"case":"RS/9/2026"}"#), "an item names the case");
}

#[test]
fn what_corrected_and_changed_an_item_stands_in_the_file() {
    let log = written(
        r#"meeting/2026-01-10 2026-01-10 item.opened {"item":7,"title":["x"],"case":"RS/9/2026"}
meeting/2026-01-10 2026-01-10 decision.made {"item":7,"decision":"d1","points":[{"text":["Väg A."]}]}
paragraph/2026/7 2026-01-20 paragraph.corrected {"item":7,"ground":"minutes_error","old":["Väg A"],"new":["Väg B"],"by":{"name":"Mona Strand","party":"V"}}
meeting/2026-02-10 2026-02-10 item.opened {"item":12,"title":["y"]}
meeting/2026-02-10 2026-02-10 decision.made {"item":12,"decision":"d1","points":[{"number":1,"text":["Väg C."]},{"number":2,"text":["Genast."]}]}
meeting/2026-02-10 2026-02-10 decision.made {"item":12,"decision":"d2","points":[{"text":["Annat."]}]}
paragraph/2026/7 2026-02-11 decision.revised {"item":7,"by":{"paragraph":{"year":2026,"number":12},"decision":"d1"}}
paragraph/2026/7 2026-02-11 decision.revised {"item":7,"by":{"paragraph":{"year":2024,"number":99}}}"#,
    );
    let text = file(&log, "RS/9/2026").to_text();
    let (_, behandling) = text.split_once("Behandling\n\n").unwrap();
    insta::assert_snapshot!(behandling, @"
    § 7/2026, 2026-01-10: x
    Beslut        Väg A.
    Ändrat genom  § 12/2026, beslut d1, den 2026-02-10: 1. Väg C. 2. Genast.
                  § 99/2024, finns inte i denna liggare
    Rättat        Den 2026-01-20 rättades ”Väg A” till ”Väg B” av Mona Strand (V). Grund:
                  protokollet återgav inte vad som beslutades.
    ");
}

/// A meeting that was adjourned over days decides on each of them.
#[test]
fn what_changed_an_item_is_dated_by_the_day_on_which_it_was_decided() {
    let log = written(
        r#"meeting/2026-01-10 2026-01-10 item.opened {"item":7,"title":["x"],"case":"RS/9/2026"}
meeting/2026-01-10 2026-01-10 decision.made {"item":7,"decision":"d1","points":[{"text":["Väg A."]}]}
meeting/2026-02-10 2026-02-10 item.opened {"item":12,"title":["y"]}
meeting/2026-02-10 2026-02-10 decision.made {"item":12,"decision":"d1","points":[{"text":["Väg C."]}]}
meeting/2026-02-10 2026-02-10T16:00:00+01:00 meeting.adjourned {"item":12}
meeting/2026-02-10 2026-02-12T09:00:00+01:00 meeting.resumed {"item":12}
meeting/2026-02-10 2026-02-12 decision.made {"item":12,"decision":"d2","points":[{"text":["Väg D."]}]}
paragraph/2026/7 2026-02-13 decision.revised {"item":7,"by":{"paragraph":{"year":2026,"number":12},"decision":"d1"}}
paragraph/2026/7 2026-02-13 decision.revised {"item":7,"by":{"paragraph":{"year":2026,"number":12},"decision":"d2"}}
paragraph/2026/7 2026-02-13 decision.revised {"item":7,"by":{"paragraph":{"year":2026,"number":12}}}"#,
    );
    let text = file(&log, "RS/9/2026").to_text();
    let (_, changed) = text.split_once("Ändrat genom").unwrap();
    insta::assert_snapshot!(changed.trim(), @"
    § 12/2026, beslut d1, den 2026-02-10: Väg C.
                  § 12/2026, beslut d2, den 2026-02-12: Väg D.
                  § 12/2026, den 2026-02-12: Väg C. Väg D.
    ");
}

#[test]
fn a_case_that_only_items_name_has_a_file() {
    let file = file(&year(), "RS/130/2026");
    assert_eq!((file.title.as_deref(), file.items.len()), (None, 1));
    assert!(
        file.to_text()
            .contains("Registrerat   ärendet är inte registrerat här\n"),
        "{}",
        file.to_text()
    );
    let error = CaseFile::project("RS/1/1999", &Directory::default(), &[]).unwrap_err();
    assert_eq!(error.to_string(), "case `RS/1/1999` is not in this ledger");
}

#[test]
fn what_cannot_be_read_is_said() {
    let mut entries = examples();
    let what = What::Unread {
        stream: "case/rs-118-2026".to_owned(),
        kind: "case.moved/1".to_owned(),
        why: "x".to_owned(),
    };
    entries.push(Logged {
        index: 60,
        masked: false,
        what,
        ..entries[0].clone()
    });
    let file = file(&entries, "case/rs-118-2026");
    assert!(
        file.to_text()
            .contains("- Post 60, case.moved/1 i case/rs-118-2026\n")
    );
    crate::html::tests::check(&file.to_html());
}
