//! Pages as text.

use super::{Column, Document, Part, Section, Table};

fn table() -> Table {
    let rows = [["Åsa Ö (S)", "X", ""], ["Bo (M)", "", "X"]];
    Table {
        rows: rows.map(|row| row.map(str::to_owned).to_vec()).to_vec(),
        foot: Some(["Summa", "1234", "0"].map(str::to_owned).to_vec()),
        ..Table::new(
            "Röster",
            vec![Column::left("Ledamot"), Column::right("Ja"), Column::right("Nej")],
        )
    }
}

#[test]
fn a_page_in_lines() {
    let facts = [
        ("Plats", "Regionens hus"),
        ("Sekreterare", &"Elin Berg ".repeat(11)),
        ("Tid", "kl. 9\nkl. 10"),
    ];
    let facts = facts
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    let first = Section::new("Framsida")
        .with(Part::Facts(facts))
        .with(Part::List(vec!["ett".to_owned(), "ord ".repeat(30)]));
    let mut second = Section::new("§ 1")
        .saying("Planen antas.")
        .with(Part::Table(table()));
    second.breaks = true;
    second
        .sections
        .push(Section::new("Beslut").with(Part::Lines(vec!["  som skrivet".to_owned()])));
    let page = Document::new("Protokoll")
        .with(first)
        .with(Section::default())
        .with(second);
    insta::assert_snapshot!(page.to_text(), @"
    Protokoll

    Framsida
    Plats        Regionens hus
    Sekreterare  Elin Berg Elin Berg Elin Berg Elin Berg Elin Berg Elin Berg Elin Berg Elin Berg
                 Elin Berg Elin Berg Elin Berg
    Tid          kl. 9
                 kl. 10

    - ett
    - ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord
      ord ord ord ord ord ord ord ord

    ────────────────────────────────────────────────────────────────────────────────────────────

    § 1
    Planen antas.

    Röster
    Ledamot      Ja  Nej
    Åsa Ö (S)     X
    Bo (M)             X
    Summa      1234    0

    Beslut
      som skrivet
    ");
}

#[test]
fn rows_that_are_too_short_or_too_long_break_nothing() {
    let mut table = table();
    table.rows = vec![vec![], vec!["x".to_owned(); 9]];
    let section = Section::new("").with(Part::Table(table));
    assert_eq!(
        section.to_text(),
        "Röster\nLedamot    Ja  Nej\n\nx           x    x\nSumma    1234    0\n"
    );
    assert_eq!(Document::default().to_text(), "");
}

#[test]
fn a_long_word_moves_no_column() {
    let word = "a".repeat(70) + "b";
    let place = "https://region.example/anslagstavla/2026/regionstyrelsen";
    let rows = [
        [word.as_str(), place, "1"],
        ["kort", "Maximiliana Östergyllenkrantz-Silfversparre (ÖVR)", "23"],
    ];
    let columns = vec![Column::left("Ärende"), Column::left("Plats"), Column::right("Ja")];
    let table = Table {
        rows: rows.map(|row| row.map(str::to_owned).to_vec()).to_vec(),
        ..Table::new("", columns)
    };
    let text = Section::new("").with(Part::Table(table)).to_text();
    insta::assert_snapshot!(text, @"
    Ärende                                       Plats                                        Ja
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  https://region.example/anslagstavla/2026/     1
    aaaaaaaaaaaaaaaaaaaaaaaaaaab                 regionstyrelsen
    kort                                         Maximiliana                                  23
                                                 Östergyllenkrantz-Silfversparre (ÖVR)
    ");
}
