//! Tests of `person`.

use super::*;

fn read(text: &str) -> Vec<String> {
    let people = persons(text, 0).map(|(people, _)| people).unwrap_or_default();
    let written = people.into_iter().map(|p| {
        let role = p.role.map(|role| format!("{role}: ")).unwrap_or_default();
        format!("{role}{}/{}", p.name, p.party.unwrap_or_default())
    });
    written.collect()
}

#[test]
fn lists_run_over_lines_and_end_before_the_verb() {
    assert_eq!(read("Anna Ek (S) yrkar"), ["Anna Ek/S"]);
    assert_eq!(
        read("Anna von\nEk (S), Bo-Eric Åhl (KD)\u{a0}och Ci O’Hara Lind (MP) yrkar"),
        ["Anna von Ek/S", "Bo-Eric Åhl/KD", "Ci O’Hara Lind/MP"]
    );
    assert_eq!(
        read("Anna Ek (S) samt tjänstgörande ersättaren Bo Al (M), och ordföranden Ci Ny (V) röstar"),
        [
            "Anna Ek/S",
            "tjänstgörande ersättaren: Bo Al/M",
            "ordföranden: Ci Ny/V"
        ]
    );
}

#[test]
fn what_is_no_person_is_none() {
    for text in [
        "",
        "Anna (S)",
        "anna ek (S)",
        "Anna Ek",
        "Anna Ek (2023)",
        "Anna Ek ()",
        "Anna Ek (",
        "§ (S)",
    ] {
        assert!(read(text).is_empty(), "{text}");
    }
}
