//! Tests of `table`.

use super::*;

fn shown(text: &str) -> Vec<String> {
    let lines: Vec<(LineIndex, &str)> = text.lines().enumerate().collect();
    let tables = read(&lines);
    let table = |table: &Table| {
        let rows = table
            .rows
            .iter()
            .map(|(person, choice, _)| format!("{} {choice:?}", person.name));
        let rows = rows.collect::<Vec<_>>().join(", ");
        let sums = table.sums.map_or(String::new(), |sums| {
            format!(" = {}-{}-{}", sums.yes, sums.no, sums.abstain)
        });
        format!("{rows}{sums} ?{}", table.unread.len())
    };
    tables.iter().map(table).collect()
}

#[test]
fn marks_below_columns() {
    let text = "Ledamot                     Ja     Nej    Avstår\n\
                Anna Ek (S), ordförande     X\n\
                Bo Al (M)                          X\n\
                Ci Ny                                     x\n\
                Summa                       1      1      1";
    assert_eq!(shown(text), ["Anna Ek Yes, Bo Al No, Ci Ny Abstain = 1-1-1 ?0"]);
}

#[test]
fn lost_columns_give_no_ballots() {
    let text = "Ledamot Ja Nej Avstår\nAnna Ek (S) X\nBo Al (M) X\nSumma 1 1 0";
    assert_eq!(shown(text), [" = 1-1-0 ?2"]);
}

#[test]
fn answers_in_rows_and_names_below_columns() {
    let rows = "Namn            Parti     Röst\nAnna Ek         S         Ja";
    assert_eq!(shown(rows), ["Anna Ek Yes ?0"]);
    assert_eq!(
        shown("Anna Ek     nej\nBo Al, ordf.   avstår"),
        ["Anna Ek No, Bo Al Abstain ?0"]
    );
    let lists = "Ja-röster              Nej-röster\nAnna Ek (S)            Bo Al (M)\nCi Ny (V)";
    assert_eq!(shown(lists), ["Anna Ek Yes, Bo Al No, Ci Ny Yes ?0"]);
}

#[test]
fn two_votes_in_one_table() {
    let text = "Namn         Ja   Nej      Ja   Nej\n\
                Anna Ek      x                  x\n\
                Summa        1    0        0    1";
    assert_eq!(shown(text), ["Anna Ek Yes = 1-0-0 ?0", "Anna Ek No = 0-1-0 ?0"]);
}

#[test]
fn tabs_part_columns() {
    let text =
        "Ledamot\tParti\tJa\tNej\tAvstår\nAnna Ek\tS\tX\nBo Al\tM\t\tX\nCi Ny\tC\t\t\tx\nSumma\t\t1\t1\t1";
    assert_eq!(shown(text), ["Anna Ek Yes, Bo Al No, Ci Ny Abstain = 1-1-1 ?0"]);
    let moved = "Ledamot\t\t\tJa\tNej\tAvstår\nAnna Ek\t\t\tX\nBartholomeus Al\t\t\tX";
    assert_eq!(shown(moved), [" ?2"]);
}
