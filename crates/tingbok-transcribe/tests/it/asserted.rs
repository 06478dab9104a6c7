//! What is only said of an event: asked, denied, supposed, taken back or told of another body. None of it is one.

use tingbok_transcribe::Transcription;

use crate::reading::{assert_admissible, assert_covered, each, options, read};

fn minutes(body: &str) -> Transcription {
    let source = format!("§ 41 Cykelväg i Ekby (KS 2024/112)\n\nSammanträdesdatum: 2024-03-12\n\n{body}");
    let read = read(source.as_bytes(), &options()).unwrap();
    assert_covered(source.as_bytes(), &read);
    assert_admissible(&read);
    read
}

fn forms(words: &str) -> Vec<String> {
    each(&minutes(&format!("Yrkanden\n{words}")), "motion.moved", "/form")
}

#[test]
fn who_asks_for_the_floor_moves_nothing() {
    for words in [
        "Per Ek (M) begär ordet.",
        "Jan Alm (C) begär att få sin röst antecknad.",
        "Per Ek (M) begär att få lämna sammanträdet.",
        "Per Ek (M) begär att få sitt avslagsyrkande antecknat.",
        "Per Ek (M) begär att protokollet justeras omedelbart.",
        "Per Ek (M) begär att ärendet inte bordläggs.",
    ] {
        assert!(forms(words).is_empty(), "{words}");
    }
}

#[test]
fn who_asks_for_an_answer_moves_it() {
    for (words, form) in [
        ("Per Ek (M) begär återremiss.", "remit"),
        ("Per Ek (M) begär att ärendet återremitteras.", "remit"),
        ("Per Ek (M) begär att ärendet ska bordläggas.", "table"),
        ("Per Ek (M) begär ajournering.", "adjourn"),
        ("Anna Berg (S) tillstyrker förslaget.", "approve"),
        ("Per Ek (M) avstyrker förslaget.", "reject"),
        ("Per Ek (M) avstyrkte att vägen byggs.", "reject"),
    ] {
        assert_eq!(forms(words), [form], "{words}");
    }
}

/// A word has a capital because the sentence begins with it.
#[test]
fn what_begins_a_sentence_is_no_name() {
    for opening in ["Även", "Också", "Dessutom", "Men"] {
        let read = minutes(&format!("Yrkanden\n{opening} Lisa Åhl (L) yrkar avslag."));
        assert_eq!(
            each(&read, "motion.moved", "/mover/name"),
            ["Lisa Åhl"],
            "{opening}"
        );
    }
    let read = minutes("Reservation\nÄven Lisa Åhl (L) reserverar sig.");
    assert_eq!(
        each(&read, "reservation.entered", "/persons/0/name"),
        ["Lisa Åhl"]
    );
}
