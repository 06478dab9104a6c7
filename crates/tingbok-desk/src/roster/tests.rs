//! Tables into elections: encodings, namesakes, what is there already, and what is refused.

use proptest::prelude::*;
use tingbok_procedure::{Moment, Source, Stream};

use super::*;

const DAY: Date = jiff::civil::date(2026, 1, 1);

const CSV: &str = "Namn;Parti;Uppdrag;Ordning;Från\n\
                   Ingrid Sandvall;S;Ordförande;;2026-01-01\n\
                   Eva-Lena  Ståhl;S;ledamot;;2026-01-01\n\
                   \"Per Åsling\";C;Ersättare;1;2026-01-01\n";

fn events(plan: &Plan) -> Vec<Event> {
    let event = |elected: &MemberElected| Event {
        id: String::new(),
        stream: Stream::Body,
        at: Moment::Day(DAY),
        content: elected.clone().into(),
        source: Source::default(),
        signed: None,
    };
    plan.elected.iter().map(|(_, elected)| event(elected)).collect()
}

fn compared(roster: &Roster, text: &str) -> Result<Plan, String> {
    let table = read(text.as_bytes()).map_err(|error| error.to_string())?;
    roster.compare(&table, DAY).map_err(|error| error.to_string())
}

fn refused(text: &str) -> String {
    compared(&Roster::default(), text).unwrap_err()
}

#[test]
fn a_table_is_read_and_once_recorded_gives_nothing() {
    let plan = compared(&Roster::default(), CSV).unwrap();
    let named: Vec<(u64, &str, &str)> = plan
        .elected
        .iter()
        .map(|(line, one)| (*line, one.member.0.as_str(), one.person.name.as_str()))
        .collect();
    assert_eq!(
        named,
        [
            (2, "ingrid-sandvall", "Ingrid Sandvall"),
            (3, "eva-lena-stahl", "Eva-Lena Ståhl"),
            (4, "per-asling", "Per Åsling"),
        ]
    );
    assert_eq!(
        (plan.elected[2].1.office, plan.elected[2].1.order),
        (Office::Substitute, Some(1))
    );
    let roster = Roster::of(&events(&plan));
    let again = compared(&roster, CSV).unwrap();
    assert!(again.elected.is_empty() && again.changed.is_empty() && again.absent.is_empty());
    assert_eq!(again.unchanged.len(), 3);
}

#[test]
fn encodings_and_delimiters_are_recognised() {
    let expected = read(CSV.as_bytes()).unwrap().rows;
    let latin: Vec<u8> = CSV.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let bom = [b"\xef\xbb\xbf", CSV.as_bytes()].concat();
    let wide: Vec<u8> = CSV.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding) in [
        (latin, Some("Latin-1")),
        (bom, None),
        ([b"\xff\xfe".to_vec(), wide].concat(), Some("UTF-16")),
    ] {
        let table = read(&bytes).unwrap();
        assert_eq!((table.rows, table.encoding), (expected.clone(), encoding));
    }
    let comma = "name,office\r\nKlara Nordin,member\r\n\r\n";
    assert_eq!(read(comma.as_bytes()).unwrap().rows[0].name, "Klara Nordin");
    let json = r#"[{"name": "Klara Nordin", "uppdrag": "ledamot", "order": 2}, {"namn": "Bo Ek", "office": "first_vice_chair"}]"#;
    let rows = read(json.as_bytes()).unwrap().rows;
    assert_eq!(
        (rows[0].order, rows[1].office, rows[1].line),
        (Some(2), Office::FirstViceChair, 2)
    );
}

#[test]
fn namesakes_are_named_by_their_lines() {
    let head = "namn;parti;uppdrag;member\n";
    assert_eq!(
        refused(&format!(
            "{head}Bo Ek;S;ledamot;\nX Y;S;ledamot;\nBo Ek;S;ledamot;\n"
        )),
        "lines 2 and 4 are both `Bo Ek`"
    );
    let two = refused(&format!("{head}Bo Ek;S;ledamot;\nBo Ek;M;ersättare;\n"));
    assert!(
        two.starts_with("lines 2 and 3 are both `Bo Ek`: a column `member`"),
        "{two}"
    );
    let told = format!("{head}Bo Ek;S;ledamot;bo-ek-1\nBo Ek;M;ersättare;bo-ek-2\n");
    let plan = compared(&Roster::default(), &told).unwrap();
    assert_eq!(plan.elected[1].1.member, MemberId::from("bo-ek-2"));

    let roster = Roster::of(&events(&plan));
    let which = compared(&roster, "namn;uppdrag\nBo Ek;ledamot\n").unwrap_err();
    assert_eq!(
        which,
        "line 2: `Bo Ek` may be `bo-ek-1` or `bo-ek-2`, or somebody else: a column `member` says which"
    );
    assert_eq!(
        compared(&roster, "namn;parti;uppdrag\nBo Ek;M;ersättare\n")
            .unwrap()
            .unchanged
            .len(),
        1
    );
    let taken = compared(&roster, &format!("{head}Li Ek;M;ersättare;bo-ek-1\n")).unwrap_err();
    assert_eq!(taken, "line 2: member `bo-ek-1` is `Bo Ek` in the roster");
    // Two people whose names make the same one.
    let plan = compared(
        &Roster::default(),
        "namn;uppdrag\nÅsa Ek;ledamot\nAsa Ek;ledamot\n",
    )
    .unwrap();
    assert_eq!(plan.elected[1].1.member, MemberId::from("asa-ek-2"));
}

#[test]
fn what_has_changed_is_told_and_not_done() {
    let roster = Roster::of(&events(&compared(&Roster::default(), CSV).unwrap()));
    // Whether she has changed her party or is another is for a person to say.
    let unclear = compared(&roster, "namn;parti;uppdrag\nIngrid Sandvall;V;ledamot\n").unwrap_err();
    assert!(
        unclear.starts_with("line 2: `Ingrid Sandvall` may be `ingrid-sandvall`, or somebody else"),
        "{unclear}"
    );
    let text =
        "namn;parti;uppdrag;member\nIngrid Sandvall;V;ledamot;ingrid-sandvall\nNils Falk;S;ersättare;\n";
    let plan = compared(&roster, text).unwrap();
    assert_eq!(plan.elected.len(), 1);
    assert_eq!(
        plan.changed[0].2,
        "party is `S` in the roster and `V` in the table; office is `ordförande` in the roster and `ledamot` in the table"
    );
    assert_eq!(plan.absent, ["eva-lena-stahl", "per-asling"].map(MemberId::from));
}

#[test]
fn whoever_has_left_is_elected_anew() {
    let mut events = events(&compared(&Roster::default(), CSV).unwrap());
    let released = tingbok_procedure::content::MemberReleased {
        member: "ingrid-sandvall".into(),
        on: Some("2026-06-30".parse().unwrap()),
        reason: Default::default(),
    };
    events.push(Event {
        content: released.into(),
        ..events[0].clone()
    });
    let roster = Roster::of(&events);
    let table = read("namn;uppdrag;från\nIngrid Sandvall;ledamot;2026-09-01\n".as_bytes()).unwrap();
    let plan = roster.compare(&table, DAY).unwrap();
    assert_eq!(plan.elected[0].1.member, MemberId::from("ingrid-sandvall"));
}

#[test]
fn what_is_wrong_is_named_by_line_and_column() {
    assert_eq!(
        refused(""),
        format!(
            "there is no column `namn`; the first line names the columns, and known are {}",
            "`namn`, `parti`, `uppdrag`, `ordning`, `från`, `till`, `member`"
        )
    );
    assert_eq!(refused("namn;uppdrag\n"), "there is nobody in it");
    assert!(
        refused("namn;uppdrag;skostorlek\nA B;ledamot;42\n").starts_with("column `skostorlek` is not known")
    );
    assert!(
        refused("namn;namn;uppdrag\nA;B;ledamot\n")
            .starts_with("column `namn` is not known, or stands twice")
    );
    assert!(refused("namn;parti\nA B;S\n").starts_with("there is no column `uppdrag`"));
    assert!(refused("namn;uppdrag\nA B;kung\n").starts_with("line 2: `kung` is no office"));
    assert_eq!(
        refused("namn;uppdrag\n\u{202e}A B;ledamot\n"),
        "line 2: `\\u{202e}A B` is no name"
    );
    assert_eq!(
        refused("namn;uppdrag;från\nA B;ledamot;1 jan\n"),
        "line 2: `1 jan` is no day: days are written `YYYY-MM-DD`"
    );
    assert_eq!(
        refused("namn;uppdrag;från;till\nA B;ledamot;2026-02-01;2026-01-01\n"),
        "line 2: the last day is before the first"
    );
    assert_eq!(
        refused("namn;uppdrag\r\n\r\nA B;ledamot;mer\r\n"),
        "line 3: 3 fields, and the first line names 2 columns"
    );
    for turned in ["Ek, Anna", "Ek; Anna", "Ek,Anna"] {
        assert_eq!(
            refused(&format!("namn;uppdrag\n\"{turned}\";ledamot\n")),
            format!("line 2: `{turned}` is no name as minutes write it: write `Anna Ek`")
        );
    }
    assert_eq!(
        refused("namn;uppdrag;ordning\nA B;ersättare;0\n"),
        "line 2: the order of substitutes is counted from 1, not 0"
    );
    assert!(
        refused("[{\"name\":\"A B\",\"office\":\"chair\",\"shoe\":42}]")
            .starts_with("not a JSON array of members: unknown field `shoe`")
    );
    assert_eq!(
        read(b"\xff\xfea").unwrap_err().to_string(),
        "the text ends in the middle of a character"
    );
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let kung = "line 5: `kung` is no office";
    for text in [
        "namn;uppdrag\nA B;ledamot\n\n\nC D;kung\n",
        "namn;uppdrag\r\nA B;ledamot\r\n\r\n\r\nC D;kung\r\n",
        "namn;uppdrag\rA B;ledamot\r\r\rC D;kung\r",
        "\r\n\r\nnamn;uppdrag\r\nA B;ledamot\r\nC D;kung",
        "namn;uppdrag\r\nA B;ledamot\r\n;\r\n  \r\nC D;kung\r\n",
    ] {
        let refused = refused(text);
        assert!(refused.starts_with(kung), "{text:?}: {refused}");
    }
}

#[test]
fn a_seat_is_one_persons_at_a_time() {
    let head = "namn;parti;uppdrag;ordning;från;till\n";
    let of = |rows: &str| compared(&Roster::default(), &format!("{head}{rows}"));
    assert_eq!(
        of("A B;S;ordförande;;2026-01-01;\nC D;M;ordförande;;2026-06-01;\n").unwrap_err(),
        "lines 2 and 3 are both ordförande on the same days"
    );
    assert_eq!(
        of("A B;S;ersättare;1;;\nC D;S;ersättare;1;;\n").unwrap_err(),
        "lines 2 and 3 are both ersättare 1 on the same days"
    );
    // One after the other; the first of each party; two members.
    of("A B;S;ordförande;;2026-01-01;2026-05-31\nC D;M;ordförande;;2026-06-01;\n").unwrap();
    of("A B;S;ersättare;1;;\nC D;M;ersättare;1;;\nE F;S;ledamot;;;\nG H;S;ledamot;;;\n").unwrap();

    let roster = Roster::of(&events(&compared(&Roster::default(), CSV).unwrap()));
    let plan = compared(
        &roster,
        "namn;uppdrag;ordning\nA B;ordförande;\nC D;ersättare;2\n",
    )
    .unwrap();
    let chair = (2, "ordförande".to_owned(), MemberId::from("ingrid-sandvall"));
    assert_eq!((plan.elected.len(), plan.beside), (2, vec![chair]));
}

#[test]
fn a_name_in_the_roster_is_made_of_the_name() {
    let made = ["Eva-Lena Ståhl", "  O'Hara, Séan ", "李", "Łukasz Ćwik", "Æsa"].map(handle);
    assert_eq!(
        made,
        ["eva-lena-stahl", "o-hara-sean", "member", "lukasz-cwik", "aesa"]
    );
}

proptest! {
    #[test]
    fn no_file_is_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,80}") {
        let _ = read(&bytes);
        let _ = read(format!("namn;uppdrag\n{text}").as_bytes()).map(|table| Roster::default().compare(&table, DAY));
        prop_assert_eq!(handle(&handle(&text)), handle(&text));
    }
}
