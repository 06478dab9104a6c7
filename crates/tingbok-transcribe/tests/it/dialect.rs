//! The same language in other words: sentences that the example does not have.

use tingbok_transcribe::Transcription;

use crate::reading::{assert_admissible, assert_covered, each, findings, of_kind, options, order, read};

/// Two motions, and a proposition on each.
const MOTIONS: &str = "Yrkanden\n\
    Anna Ek (S) yrkar att parken stängs.\n\
    Bo von Al (M) yrkar följande tillägg:\nEn bänk ställs ut.\n\n";
const PROPOSITIONS: &str = "Proposition\n\
    Ordföranden ställer proposition på Anna Eks yrkande. Ordföranden finner att det avslås.\n\
    Ordföranden ställer proposition på Als tilläggsyrkande och finner att det bifalls.\n";

fn minutes(body: &str) -> Transcription {
    let source = format!("§ 12 Parken (TN/3/2026)\n\nSammanträdesdatum: 2026-03-11\n\n{body}");
    let read = read(source.as_bytes(), &options()).unwrap();
    assert_covered(source.as_bytes(), &read);
    assert_admissible(&read);
    read
}

fn notes(read: &Transcription) -> String {
    let texts: Vec<_> = read.notes.iter().map(|note| note.text.as_str()).collect();
    texts.join("; ")
}

#[test]
fn times_of_adjournments() {
    for words in [
        "Sammanträdet ajourneras kl 14:00–14:10.",
        "Mötet ajourneras klockan 14.00 till 14.10.",
        "Mötet ajournerades kl. 14.00. Sammanträdet återupptogs kl. 14.10.",
        "Mötet ajourneras kl. 14.00.\n\nSammanträdet återupptas 14.10.",
    ] {
        let read = minutes(&format!("Ajournering\n{words}"));
        let at: Vec<_> = read.events[1..]
            .iter()
            .map(|event| event.at.to_string())
            .collect();
        assert_eq!(
            at,
            ["2026-03-11T14:00:00+01:00", "2026-03-11T14:10:00+01:00"],
            "{words}"
        );
    }
    let night = minutes("Ajournering\nMötet ajourneras kl. 23.50-00.10.");
    assert_eq!(night.events[2].at.to_string(), "2026-03-12T00:10:00+01:00");
}

#[test]
fn an_adjournment_before_the_end_of_another_is_kept() {
    let pause = "Ajournering\nMötet ajourneras kl. 10.15–10.30.\n\n";
    for (again, kept) in [
        ("10.15–10.30", true),
        ("10.29–10.40", true),
        ("10.30–10.40", false),
    ] {
        let read = minutes(&format!(
            "{pause}Beslut\nParken stängs.\n\nAjournering\nMötet ajourneras kl. {again}."
        ));
        let adjourned = order(&read)
            .iter()
            .filter(|kind| *kind == "meeting.adjourned")
            .count();
        assert_eq!(adjourned, if kept { 1 } else { 2 }, "{again}");
        let note = "an adjournment before the end of another is kept as words";
        assert_eq!(notes(&read).contains(note), kept, "{again}");
    }
}

#[test]
fn an_adjournment_that_nobody_resumes_is_kept() {
    let read = minutes("Ajournering\nMötet ajourneras kl. 14.00.\n\nBeslut\nParken stängs.");
    assert_eq!(order(&read), ["item.opened", "passage.kept", "decision.made"]);
    assert_eq!(
        notes(&read),
        "an adjournment without a resumption is kept as words"
    );
}

#[test]
fn a_vote_follows_its_own_proposition() {
    let vote = "Omröstning\nAnna Ek (S) begär votering genom upprop.\n\
        Ja-röst innebär avslag, nej-röst innebär bifall.\n\
        Med sju ja-röster mot två nej-röster, 2 ledamöter avstår, finner ordföranden att Anna Eks yrkande avslås.";
    let read = minutes(&[MOTIONS, PROPOSITIONS, vote].concat());
    assert_eq!(each(&read, "motion.moved", "/form"), ["replace", "add"]);
    assert_eq!(each(&read, "proposition.put", "/motions"), ["m1", "m2"]);
    assert_eq!(
        order(&read)[2..],
        [
            "proposition.put",
            "proposition.found",
            "vote.demanded",
            "vote.ordered",
            "vote.counted",
            "proposition.put",
            "proposition.found"
        ]
    );
    let counted = &of_kind(&read, "vote.counted")[0];
    assert_eq!(
        (&counted["yes"], &counted["no"], &counted["abstain"]),
        (&7.into(), &2.into(), &2.into())
    );
    assert_eq!(each(&read, "vote.demanded", "/by/name"), ["Anna Ek"]);
    assert_eq!(each(&read, "vote.ordered", "/no/means/effect"), ["approve"]);
}

#[test]
fn an_outcome_that_nobody_declares_is_noted() {
    let vote = "Omröstning begärs.\n\nOmröstning\nGodkänd voteringsproposition: ”Ja för bifall och Nej för avslag.”\n\
        Omröstningen utfaller med 3 Ja mot 8 Nej.";
    let read = minutes(&[MOTIONS, PROPOSITIONS, vote].concat());
    let declared = &of_kind(&read, "vote.counted")[0]["declared"];
    assert_eq!(
        (&declared["effect"], &declared["motions"][0]),
        (&"reject".into(), &"m2".into())
    );
    assert_eq!(
        notes(&read),
        "the outcome is not declared in words; it is taken from the count"
    );
}

#[test]
fn half_a_vote_is_written_as_far_as_it_is_told() {
    for (vote, ordered, counted) in [
        ("Omröstning begärs.", None, None),
        (
            "Omröstning begärs.\nMed 7 ja-röster och 4 nej-röster finner ordföranden att det avslås.",
            Some("unstated"),
            Some("7"),
        ),
        (
            "Omröstning begärs.\nDen som bifaller röstar Ja. Den som avslår röstar Nej.",
            Some("approve"),
            None,
        ),
    ] {
        let read = minutes(&[MOTIONS, PROPOSITIONS, vote].concat());
        assert_eq!(each(&read, "vote.demanded", "/proposition"), ["q2"], "{vote}");
        assert_eq!(
            each(&read, "vote.ordered", "/yes/means/effect")
                .first()
                .map(String::as_str),
            ordered,
            "{vote}"
        );
        assert_eq!(
            each(&read, "vote.counted", "/yes").first().map(String::as_str),
            counted,
            "{vote}"
        );
        assert!(of_kind(&read, "passage.kept").is_empty(), "{vote}");
    }
}

#[test]
fn a_vote_names_no_motion_that_came_later() {
    let late = "Omröstning\nOmröstning begärs.\nDen som avslår röstar Ja. Den som bifaller röstar Nej.\n\n\
        Yrkanden\nCia By (V) yrkar att parken målas.\n\n\
        Omröstning\nMed 7 ja-röster och 4 nej-röster finner ordföranden att Cia Bys yrkande avslås.";
    let read = minutes(&[MOTIONS, PROPOSITIONS, late].concat());
    assert_eq!(each(&read, "vote.counted", "/declared/effect"), ["unstated"]);
    assert_eq!(each(&read, "vote.counted", "/declared/motions"), ["-"]);
    assert_eq!(each(&read, "motion.moved", "/motion"), ["m1", "m2", "m3"]);
}

#[test]
fn several_items_and_line_ends_of_another_system() {
    let text = "§ 1\r\n\r\nEtt\r\n\r\nBeslut\r\nJa.\r\n\r\n§ 2\r\n\r\nTvå\r\n\r\nBeslut\r\nNej.\r\nMötesdatum\r\nNämnden 11 mars 2026\r\n";
    let read = read(text.as_bytes(), &options()).unwrap();
    assert_covered(text.as_bytes(), &read);
    assert_admissible(&read);
    assert_eq!(each(&read, "item.opened", "/title"), ["Ett", "Två"]);
    assert_eq!(each(&read, "decision.made", "/points/0/text"), ["Ja.", "Nej."]);
    assert_eq!(read.events[0].stream.to_string(), "meeting/2026-03-11");
    assert!(
        read.events[0]
            .source
            .quote
            .iter()
            .all(|line| line.ends_with('\r'))
    );
}

#[test]
fn what_stands_under_no_known_heading_is_kept_with_a_reason() {
    let read = minutes("Något helt annat.\n\nTidigare behandling\nBordlagt den 4 mars 2026, § 9.");
    assert_eq!(
        each(&read, "passage.kept", "/reason"),
        [
            "no known heading",
            "a section that no event kind fits, under `Tidigare behandling`"
        ]
    );
}

#[test]
fn a_long_summary_becomes_several_and_a_long_list_is_kept() {
    let read = minutes(&format!("Sammanfattning\n{}", "ord\n".repeat(1300)));
    assert_eq!(of_kind(&read, "item.presented").len(), 3);
    let read = minutes(&format!("Beslutsunderlag\n{}", "Bilaga\n".repeat(700)));
    let reasons = each(&read, "passage.kept", "/reason");
    assert_eq!(
        reasons,
        ["a section too long for one event", "continues line 604"]
    );
}

/// What only looks like an event: it is denied, asked, supposed or told of another day.
#[test]
fn what_did_not_happen_is_no_event() {
    for (body, kind) in [
        ("Jäv\nCarl Du (L) är inte jävig.", "recusal.declared"),
        (
            "Beslutsgång\nDisa En (C) undrar om Bo Al (M) är jävig.",
            "recusal.declared",
        ),
        (
            "Beslutsgång\nBo Al (M) anser sig inte jävig och deltar.",
            "recusal.declared",
        ),
        (
            "Reservation\nRio Alm (V) reserverar sig inte.",
            "reservation.entered",
        ),
        (
            "Reservation\nIda Fur (V) återtar sin reservation.",
            "reservation.entered",
        ),
        (
            "Beslutsgång\nAnna Ek (S) säger att hon ska reservera sig om nämnden avslår.",
            "reservation.entered",
        ),
        (
            "Beslutsgång\nOm votering begärs ska den ske öppet. Votering begärs inte.",
            "vote.demanded",
        ),
        (
            "Beslutsgång\nFullmäktige har den 3 maj beslutat med 40 ja-röster mot 38 nej-röster att avslå.",
            "vote.counted",
        ),
        (
            "Yrkanden\nGun Feldt (C) yrkar inte bifall utan avstår.",
            "motion.moved",
        ),
        ("Yrkanden\nIngen yrkar något.", "motion.moved"),
    ] {
        let read = minutes(body);
        assert!(
            of_kind(&read, kind).is_empty(),
            "{body}: {:?}",
            of_kind(&read, kind)
        );
    }
}

#[test]
fn proposals_that_lie_there_are_no_answer() {
    let read = minutes(
        "Yrkanden\nMoa Lid (S) yrkar bifall. Bo Al (M) yrkar avslag.\n\nBeslutsgång\n\
         Ordföranden finner att det finns två förslag, bifall och avslag, och ställer dessa mot varandra. \
         Ordföranden finner att nämnden bifaller Moa Lids yrkande.",
    );
    assert_eq!(each(&read, "proposition.found", "/carried/effect"), ["approve"]);
}

#[test]
fn a_heading_that_nobody_knows_is_no_name() {
    let read = minutes(
        "Sammanträdet\nPia Grön (S) yrkar bifall.\n\nYrkanden\nKommunstyrelsens ordförande Ann Bo (M) yrkar avslag.\nLedamoten Ek (V) m.fl. yrkar återremiss.",
    );
    assert_eq!(each(&read, "motion.moved", "/mover/name"), ["Ann Bo", "Ek"]);
}

#[test]
fn a_sentence_runs_on_over_a_form_feed() {
    for gap in ["\n\n\u{c}\n\n", "\n\n\u{c}", "\n\u{c}\n"] {
        let text = format!("Yrkanden\nAnna Ek (S) yrkar att parken{gap}stängs.\n\nBeslut\nParken stängs.");
        let read = minutes(&text);
        assert_eq!(each(&read, "motion.moved", "/mover/name"), ["Anna Ek"], "{gap:?}");
        assert!(of_kind(&read, "passage.kept").is_empty(), "{gap:?}");
    }
}

#[test]
fn marks_after_tabs_stand_in_their_column() {
    let vote = "Omröstning\nOmröstning begärs.\nDen som avslår röstar Ja. Den som bifaller röstar Nej.\n\
        Med 1 ja-röst och 2 nej-röster finner ordföranden att Anna Eks yrkande bifalls.\n\n\
        Voteringslista\nLedamot\tJa\tNej\tAvstår\nAnna Ek (S)\t\tX\nBo von Al (M), ledamot\tX\nCia By (V)\t\tX\nResultat\t1\t2\t0";
    let read = minutes(&[MOTIONS, PROPOSITIONS, vote].concat());
    assert_eq!(each(&read, "ballot.cast", "/choice"), ["no", "yes", "no"]);
    // Tabs that only move a mark to its place say nothing of a column.
    let moved = vote.replace("Ledamot\tJa", "Ledamot\t\t\tJa");
    let read = minutes(&[MOTIONS, PROPOSITIONS, &moved].concat());
    assert!(each(&read, "ballot.cast", "/choice").is_empty());
}

/// *Inga* denies, and is a name.
#[test]
fn inga_may_be_a_name() {
    let read =
        minutes("Jäv\nInga Dahl (V) anmäler jäv.\n\nReservation\nInga Ek (S) reserverar sig mot beslutet.");
    assert_eq!(each(&read, "recusal.declared", "/person/name"), ["Inga Dahl"]);
    assert_eq!(each(&read, "reservation.entered", "/persons/0/name"), ["Inga Ek"]);
    let read = minutes("Reservation\nInga reservationer anmäls.");
    assert!(of_kind(&read, "reservation.entered").is_empty());
}

/// Only persons move: what a party or an unnamed chair asks for is a proposal under the name that is printed.
#[test]
fn a_party_that_moves_lays_a_proposal() {
    let read = minutes(
        "Yrkanden\nS-gruppen och V-gruppen yrkar att parken stängs.\nAlliansen yrkar avslag.\n\n\
         Proposition\nOrdföranden ställer proposition på V-gruppens yrkande och finner att det bifalls.",
    );
    assert!(of_kind(&read, "motion.moved").is_empty());
    assert_eq!(
        each(&read, "proposal.laid", "/by"),
        ["S-gruppen och V-gruppen", "Alliansen"]
    );
    assert_eq!(each(&read, "proposition.put", "/proposal"), ["p1"]);
}

/// The points of one person are motions of their own, by whose numbers Ja and Nej are told apart.
#[test]
fn numbered_motions_are_put_against_each_other() {
    let read = minutes(
        "Yrkanden\nAnna Ek (S) yrkar\n1. att parken stängs,\n2. att parken hålls öppen.\n\n\
         Proposition\nOrdföranden ställer yrkande 1 mot yrkande 2 och finner att yrkande 1 bifalls.\n\n\
         Omröstning begärs. Ja-röst för yrkande 1, nej-röst för yrkande 2. Utfallet är 6 ja mot 5 nej.",
    );
    assert_eq!(each(&read, "proposition.put", "/motions"), ["m1,m2"]);
    assert_eq!(each(&read, "vote.ordered", "/yes/means/motions"), ["m1"]);
    assert_eq!(each(&read, "vote.ordered", "/no/means/motions"), ["m2"]);
}

/// A vote is on what its demand names, though another question was put later.
#[test]
fn a_demand_names_what_the_vote_is_on() {
    let vote =
        "Omröstning\nRösträkning begärs på Anna Eks yrkande. Med 7 röster mot 4 avslår nämnden yrkandet.";
    let read = minutes(&[MOTIONS, PROPOSITIONS, "\n", vote].concat());
    assert_eq!(each(&read, "vote.demanded", "/proposition"), ["q1"]);
    assert!(of_kind(&read, "vote.demanded")[0].get("by").is_none());
}

#[test]
fn what_is_told_below_the_points_of_a_decision_is_no_point() {
    let read = minutes(
        "Beslut\nNämnden beslutar\natt parken stängs, samt\natt bänken säljs.\n\nNästa möte äger rum i mars.",
    );
    assert_eq!(
        of_kind(&read, "decision.made")[0]["points"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(of_kind(&read, "passage.kept").len(), 1);
}

/// The list of § 12 stands below § 13, and what is kept beside it is kept in § 12, where the list is.
#[test]
fn what_is_kept_in_a_list_of_an_earlier_item_stays_in_that_item() {
    let source = "§ 12 Parken\n\nSammanträdesdatum: 2026-03-11\n\n\
        Propositionsordning\nOrdföranden ställer proposition på bifall mot avslag och finner bifall. \
        Omröstning begärs.\n\n\
        Omröstningsresultat\nJa-röster: 2. Nej-röster: 1.\n\n\
        § 13 Bänken\n\nBeslut\nBänken målas.\n\n\
        Voteringslista, § 12 Parken\n\nLedamot          Ja     Nej    Avstår\nAnna Ek (S)      X\n\
        Bo von Al (M)           X\nCia By (V)       X\nResultat         2      1      0\n\n\
        Listan är utskriven efter mötet.\n";
    let read = read(source.as_bytes(), &options()).unwrap();
    assert_covered(source.as_bytes(), &read);
    assert_eq!(findings(&read), [""; 0]);
    let kept = of_kind(&read, "passage.kept");
    let items: Vec<_> = kept.iter().map(|kept| kept["item"].clone()).collect();
    assert_eq!(items, [12]);
}

#[test]
fn the_main_vote_follows_the_one_on_the_counter_proposal() {
    let votes = |[about, chosen]: [&str; 2], demand: &str| {
        let text = format!(
            "{MOTIONS}Proposition\nOrdföranden ställer proposition på Anna Eks yrkande och finner att det \
             {chosen}. Omröstning begärs.\n\n\
             {about}\nJa-röst: Anna Eks yrkande.\nNej-röst: Bo von Als yrkande.\n\
             Resultat: 3 ja-röster och 2 nej-röster.\n\n\
             Huvudvotering\n{demand}Ja-röst: förslaget.\nNej-röst: Anna Eks yrkande.\n\
             Resultat: 5 ja-röster och 4 nej-röster.\n"
        );
        minutes(&text)
    };
    let counter = ["Votering om motförslag", "utsetts till motförslag"];
    let read = votes(counter, "");
    assert_eq!(each(&read, "vote.demanded", "/vote"), ["v1"]);
    assert_eq!(each(&read, "vote.ordered", "/vote"), ["v1", "v2"]);
    assert_eq!(each(&read, "vote.ordered", "/follows/vote"), ["-", "v1"]);
    assert_eq!(each(&read, "vote.counted", "/yes"), ["3", "5"]);
    findings(&read);
    // Where the source tells a demand of its own, that is what it tells.
    let read = votes(counter, "Cia By (V) begär omröstning.\n");
    assert_eq!(each(&read, "vote.demanded", "/vote"), ["v1", "v2"]);
    assert_eq!(each(&read, "vote.ordered", "/follows/vote"), ["-", "-"]);
    findings(&read);
    // A vote before it that chose no counter-proposal was demanded for itself.
    let read = votes(["Votering", "bifalls"], "");
    assert_eq!(each(&read, "vote.ordered", "/follows/vote"), ["-", "-"]);
}

#[test]
fn a_line_of_persons_and_their_verb_is_a_statement() {
    let read = minutes("Yrkanden\nAnna Berg (S): Bifall till förslaget\nPer Ek (M): Avslag på förslaget");
    assert_eq!(
        each(&read, "motion.moved", "/mover/name"),
        ["Anna Berg", "Per Ek"]
    );
    assert_eq!(each(&read, "motion.moved", "/form"), ["approve", "reject"]);
    let read = minutes(
        "Yrkanden\nAnna Berg (S) yrkar bifall till förslaget\nPer Ek (M) yrkar avslag\nLisa Åhl (L) yrkar\nåterremiss",
    );
    assert_eq!(
        each(&read, "motion.moved", "/mover/name"),
        ["Anna Berg", "Per Ek", "Lisa Åhl"]
    );
    assert_eq!(
        each(&read, "motion.moved", "/form"),
        ["approve", "reject", "remit"]
    );
    assert_eq!(
        each(&read, "motion.moved", "/text"),
        ["bifall till förslaget", "avslag", "återremiss"]
    );
    let read =
        minutes("Reservation\nPer Ek (M) reserverar sig mot beslutet\nLisa Åhl (L) reserverar sig inte");
    assert_eq!(each(&read, "reservation.entered", "/persons/0/name"), ["Per Ek"]);
    // A name that goes on a list or a clause begins no sentence.
    let read = minutes(
        "Yrkanden\nAnna Berg (S) och\nPer Ek (M) yrkar bifall till förslaget. Ordföranden konstaterar att\n\
         Lisa Åhl (L) yrkar avslag.",
    );
    assert_eq!(
        each(&read, "motion.moved", "/mover/name"),
        ["Anna Berg", "Per Ek"]
    );
}
