//! Every entry that touched a paragraph stands in its trail.

use tingbok_procedure::stream::ParagraphRef;

use super::Trail;
use crate::directory::Directory;
use crate::document::View;
use crate::fixture::{examples, year};
use crate::projection::{Logged, Projection, What};

fn trail(entries: &[Logged], number: u32) -> Trail {
    let at = ParagraphRef { year: 2026, number };
    let mut directory = Directory::default();
    entries.iter().for_each(|entry| directory.take(entry));
    let touched = directory.trail_of_paragraph(at).unwrap();
    let touched: Vec<Logged> = entries
        .iter()
        .filter(|entry| touched.contains(&entry.index))
        .cloned()
        .collect();
    Trail::of(at, &touched)
}

#[test]
fn the_trail_of_a_paragraph() {
    let trail = trail(&year(), 58);
    crate::html::tests::check(&trail.to_html());
    insta::assert_snapshot!(trail.to_text(), @"
    Spår av § 58/2026 Köp av fastighet

    Poster
    Post  När               Händelse                Undertecknad av        Innehåll
      41  2026-03-11 11.10  ärende                  registrar-1 (Elin      Köp av fastighet
                                                    Berg)
      42  2026-03-11 11.11  jäv                     registrar-1 (Elin      Ingrid Sandvall (S)
                                                    Berg)
      43  2026-03-11 11.12  stängda dörrar          registrar-1 (Elin
                                                    Berg)
      44  2026-03-11 11.20  beslut                  registrar-1 (Elin      d1: Fastigheten köps.
                                                    Berg)
      45  2026-03-11 11.21  deltar inte i beslutet  registrar-1 (Elin      Petra Lindahl (V)
                                                    Berg)
      46  2026-03-11 11.22  avslutat ärende         registrar-1 (Elin
                                                    Berg)
      54  2026-03-16        sammanställd text       registrar-1 (Elin      plats 31–36 med
                                                    Berg)                  tingbok-minutes/3
      59  2026-03-17        justering               klara-1 (Elin Berg)    Klara Nordin (M),
                                                                           ordförande

    Kontrollsummor
    Händelsens SHA-256 är vad som undertecknades; kedjans BLAKE3 binder posten till alla före
    den.

    41  händelse 0000000000000000000000000000000000000000000000000000000000000029
        kedja 000000000000000000000000000000000000000000000000000000000000002a
    42  händelse 000000000000000000000000000000000000000000000000000000000000002a
        kedja 000000000000000000000000000000000000000000000000000000000000002b
    43  händelse 000000000000000000000000000000000000000000000000000000000000002b
        kedja 000000000000000000000000000000000000000000000000000000000000002c
    44  händelse 000000000000000000000000000000000000000000000000000000000000002c
        kedja 000000000000000000000000000000000000000000000000000000000000002d
    45  händelse 000000000000000000000000000000000000000000000000000000000000002d
        kedja 000000000000000000000000000000000000000000000000000000000000002e
    46  händelse 000000000000000000000000000000000000000000000000000000000000002e
        kedja 000000000000000000000000000000000000000000000000000000000000002f
    54  händelse 0000000000000000000000000000000000000000000000000000000000000036
        kedja 0000000000000000000000000000000000000000000000000000000000000037
    59  händelse 000000000000000000000000000000000000000000000000000000000000003b
        kedja 000000000000000000000000000000000000000000000000000000000000003c
    ");
}

#[test]
fn what_others_say_of_it_is_in_it() {
    let trail = trail(&year(), 57);
    let kinds: Vec<&str> = trail.entries.iter().map(|touch| touch.kind.as_str()).collect();
    for kind in [
        "field.withheld/1",
        "assignment.given/1",
        "decision.revised/1",
        "paragraph.adjusted/1",
        "ballot.cast/1",
    ] {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
    assert!(trail.entries.windows(2).all(|pair| pair[0].index < pair[1].index));
    let adjusted = trail
        .entries
        .iter()
        .find(|touch| touch.kind == "paragraph.adjusted/1")
        .unwrap();
    assert_eq!(
        (
            adjusted.signers[0].handle.as_str(),
            adjusted.signers[0].holder.as_deref()
        ),
        ("klara-1", Some("Elin Berg"))
    );
    assert_eq!(
        adjusted.digest.as_deref(),
        Some(format!("{:064x}", adjusted.index).as_str())
    );
    assert_eq!(adjusted.summary, "Klara Nordin (M), justerare");
}

#[test]
fn erasures_and_what_cannot_be_read_have_rows() {
    let mut entries = examples();
    let erased = What::Ledger {
        kind: "field.erased/1".to_owned(),
        names: vec![26, 30],
    };
    let unread = What::Unread {
        stream: "paragraph/2026/57".to_owned(),
        kind: "paragraph.sealed/1".to_owned(),
        why: "x".to_owned(),
    };
    for what in [erased, unread] {
        let index = entries.len() as u64;
        entries.push(Logged {
            index,
            masked: false,
            what,
            ..entries[0].clone()
        });
    }
    let trail = trail(&entries, 57);
    let rows: Vec<Vec<String>> = trail
        .entries
        .iter()
        .rev()
        .take(2)
        .map(super::Touch::row)
        .collect();
    assert_eq!(
        rows[0],
        [
            "61",
            "mottagen 2026-03-12T08:00:00Z",
            "paragraph.sealed/1",
            "",
            "kan inte läsas här"
        ]
    );
    assert_eq!(rows[1][2..], ["gallring", "", "berör posterna 26 och 30"]);
    assert_eq!(trail.unread.len(), 1);
}
