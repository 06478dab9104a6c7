//! Sentences that give nothing in lines of which other words do: a person is asked to look.

use crate::reading::{assert_covered, options, read};

/// The lines that a person should look at because a sentence in them gave nothing.
fn asked(body: &str) -> Vec<u64> {
    let source = format!("§ 12 Parken (TN/3/2026)\n\nSammanträdesdatum: 2026-03-11\n\n{body}");
    let read = read(source.as_bytes(), &options()).unwrap();
    assert_covered(source.as_bytes(), &read);
    let notes = read.notes.iter();
    let told = notes.filter(|note| note.is_doubt && note.text.contains("gave no event"));
    told.filter_map(|note| note.line).collect()
}

#[test]
fn a_sentence_that_gave_nothing_asks_for_a_look() {
    for body in [
        "Yrkanden\nAnna Berg (S) yrkar bifall till förslaget. Per Ek (M) – avslag. Bo Lind (V) – som Anna Berg.",
        "Yrkanden\nJonas Segel (KD) yrkar bifall till motionen. Stefan Hall (M) bifaller Jonas Segels yrkande.",
        "Omröstning\nOmröstning begärs. Resultat: 7 för bifall, 5 för avslag, 1 avstår.",
        "Omröstning\nOmröstning begärs. Ja röstar S (4), V (2) och MP (1). Nej röstar M (3) och SD (2).",
        "Reservation\nSkriftliga ord finns. Per Ek (M) reserverar sig mot beslutet.",
    ] {
        assert_eq!(asked(body), [6], "{body}");
    }
}

#[test]
fn what_is_understood_or_kept_asks_for_nothing_more() {
    for body in [
        "Yrkanden\nAnna Berg (S) yrkar att parken stängs. Per Ek (M) yrkar avslag.",
        // A line of its own is kept, and is asked about there.
        "Yrkanden\nAnna Berg (S) yrkar att parken stängs.\nPer Ek (M) – avslag.",
        "Reservation\nPer Ek (M) reserverar sig mot beslutet. Det är för dyrt.",
    ] {
        assert_eq!(asked(body), [0; 0], "{body}");
    }
}
