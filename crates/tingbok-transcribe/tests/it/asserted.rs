//! What is only said of an event: asked, denied, supposed, taken back or told of another body. None of it is one.

use tingbok_transcribe::Transcription;

use crate::reading::{assert_admissible, assert_covered, each, of_kind, options, read};

fn minutes(body: &str) -> Transcription {
    let source = format!("§ 41 Cykelväg i Ekby (KS 2024/112)\n\nSammanträdesdatum: 2024-03-12\n\n{body}");
    let read = read(source.as_bytes(), &options()).unwrap();
    assert_covered(source.as_bytes(), &read);
    assert_admissible(&read);
    read
}

fn assert_none(kind: &str, bodies: &[&str]) {
    for body in bodies {
        let read = minutes(body);
        assert!(of_kind(&read, kind).is_empty(), "{body}");
    }
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

#[test]
fn a_demand_that_is_asked_for_or_does_not_stand() {
    assert_none(
        "vote.demanded",
        &[
            "Beslutsgång\nPer Ek (M) frågar om votering begärs.",
            "Beslutsgång\nOrdföranden undrar om någon begär votering.",
            "Omröstning\nRösträkning begärs av Per Ek (M), men begäran återtas.",
            "Omröstning\nVotering begärs men avslås av ordföranden eftersom begäran kom för sent.",
            "Omröstning\nVotering begärs av Per Ek (M). Per Ek (M) återtar sin begäran om votering.",
            "Yrkanden\nPer Ek (M) begär votering. Per Ek (M) drar tillbaka sin begäran.",
            "Beslutsgång\nPer Ek (M) avstår från att begära votering.",
            "Beslutsgång\nPer Ek (M) meddelar att han kommer att begära votering.",
        ],
    );
}

#[test]
fn a_demand_beside_something_else_that_is_taken_back_stands() {
    for words in [
        "Yrkanden\nPer Ek (M) återtar sitt yrkande och begär votering.",
        "Omröstning\nVotering begärs av Per Ek (M). Lisa Åhl (L) återtar sin begäran om bordläggning.",
        "Beslutsgång\nOrdföranden frågar om förslaget kan antas, varvid votering begärs av Per Ek (M).",
    ] {
        let read = minutes(words);
        assert_eq!(each(&read, "vote.demanded", "/vote"), ["v1"], "{words}");
    }
}

#[test]
fn a_reservation_that_nobody_enters() {
    assert_none(
        "reservation.entered",
        &[
            "Reservation\nPer Ek (M) avstår från att reservera sig.",
            "Reservation\nPer Ek (M) avstår från reservation.",
            "Reservation\nPer Ek (M) anmäler att han överväger att reservera sig.",
            "Reservation\nPer Ek (M) reserverade sig mot beslutet i arbetsutskottet.",
            "Reservation\nPer Ek (M) reserverade sig i byggnadsnämnden.",
            "Reservation\nPer Ek (M) får reservera sig skriftligt senast vid justeringen.",
        ],
    );
}

#[test]
fn what_others_do_not_do_is_not_in_the_words_of_a_reservation() {
    let read = minutes(
        "Beslut\nVägen byggs.\n\nReservation\nReservation mot beslutet anmäls av Per Ek (M).\n\
         Tom Ask (SD) reserverar sig inte.",
    );
    assert_eq!(each(&read, "reservation.entered", "/persons/0/name"), ["Per Ek"]);
    let said = each(&read, "reservation.entered", "/text").concat();
    assert!(!said.contains("Tom Ask"), "{said}");
}

#[test]
fn reservations_in_other_words_stand() {
    for words in [
        "Per Ek (M) begär att få reservera sig mot beslutet.",
        "Per Ek (M) reserverade sig mot beslutet i sin helhet.",
        "Per Ek (M) önskar reservera sig mot beslutet.",
    ] {
        let read = minutes(&format!("Reservation\n{words}"));
        assert_eq!(
            each(&read, "reservation.entered", "/persons/0/name"),
            ["Per Ek"],
            "{words}"
        );
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

/// Two motions that one sentence supports are joined both.
#[test]
fn two_movers_in_one_reference() {
    let read = minutes(
        "Yrkanden\nAnna Berg (S) yrkar att vägen byggs. Eva Sten (MP) yrkar att bron byggs. \
         Bo Lind (V) yrkar bifall till Anna Bergs (S) och Eva Stens (MP) yrkanden.",
    );
    assert_eq!(each(&read, "motion.joined", "/motions"), ["m1,m2"]);
}

#[test]
fn motions_in_a_list_with_dashes() {
    let read = minutes("Yrkanden\n- Anna Berg (S) yrkar bifall\n- Per Ek (M) yrkar avslag\n");
    assert_eq!(
        each(&read, "motion.moved", "/mover/name"),
        ["Anna Berg", "Per Ek"]
    );
    assert_eq!(each(&read, "motion.moved", "/form"), ["approve", "reject"]);
}

#[test]
fn a_role_between_commas_stands_before_the_verb() {
    let read = minutes("Yrkanden\nKarin Wall (S), ordförande, yrkar bifall. Per Ek (M) yrkar avslag.");
    assert_eq!(
        each(&read, "motion.moved", "/mover/name"),
        ["Karin Wall", "Per Ek"]
    );
}
