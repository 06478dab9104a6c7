//! The whole paragraph, and every phrase, in the first version: these texts never change.

use serde_json::{Value, json};
use tingbok_procedure::Event;

use super::render_text;
use crate::fixture::{asked, everything, moved, opened, said, said_at};
use crate::paragraph::Paragraph;
use crate::renderer::Renderer;

mod second;
mod third;

fn text(events: &[Event]) -> String {
    render_text(&Paragraph::project(events).unwrap(), Renderer::V1)
}

/// What stands below a heading, the lines of a block in one.
fn section(heading: &str, events: &[Event]) -> String {
    let text = text(events);
    let (_, below) = text.split_once(&format!("\n{heading}\n")).unwrap();
    let below: Vec<&str> = below
        .lines()
        .take_while(|line| !HEADINGS.contains(line))
        .collect();
    let blocks = below
        .split(|line| line.is_empty())
        .filter(|block| !block.is_empty());
    blocks.map(|block| block.join(" ")).collect::<Vec<_>>().join("\n")
}

const HEADINGS: [&str; 6] = [
    "Beslut",
    "Yrkanden",
    "Proposition",
    "Omröstning",
    "Ingen justering är antecknad.",
    "Mötesdatum",
];

/// The opened item, its motions, and more.
fn after_motions(more: Vec<Event>) -> Vec<Event> {
    let mut events = vec![opened()];
    events.extend(moved());
    events.extend(more);
    events
}

/// The text of everything, before and after the first `Omröstning`.
fn halves() -> (String, String) {
    let text = text(&everything());
    let (before, after) = text.split_once("\nOmröstning\n").unwrap();
    (before.to_owned(), after.to_owned())
}

#[test]
fn a_paragraph_with_everything_until_the_vote() {
    insta::assert_snapshot!(halves().0, @r#"
    §41

    Plan för biblioteken 2027 (KN/12/2026)

    Sammanfattning
    Förvaltningen har tagit fram
    en plan för biblioteken.

    Planen gäller 2027.

    Förslag till beslut
    Förvaltningschefens förslag:
    1. Planen för biblioteken 2027 antas.
    2. Planen följs upp i oktober.

    Yrkanden
    Klara Nordin (M) yrkar följande ändring på sidan 4:
    Att ”två filialer” ändras till ”tre filialer”.

    Klara Nordin (M) yrkar följande ändring på sidan 4:
    Att ”maj” ändras till ”april”.

    Anders Fries (S) yrkar följande ändring på sidan 7:
    "Bokbussen går
    varje vecka."

    Per Ek (C) och Ulla Marx yrkar bifall till Klara Nordins (M) första ändringsyrkande på
    sidan 4.

    Mona Strand (V) yrkar bifall till förvaltningschefens förslag.

    Per Ek (C) yttrar sig.

    Ajournering
    Sammanträdet ajourneras mellan kl. 14.00-14.10.

    Proposition
    Ordföranden ställer proposition på Klara Nordins (M) första ändringsyrkande på sidan 4 och
    finner att det avslås.
    "#);
}

#[test]
fn a_paragraph_with_everything_from_the_vote_on() {
    insta::assert_snapshot!(halves().1, @"
    Omröstning begärs av Klara Nordin (M) och följande propositionsordning fastställs:
    Den som avslår Klara Nordins (M) första ändringsyrkande på sidan 4 röstar Ja.
    Den som bifaller Klara Nordins (M) första ändringsyrkande på sidan 4 röstar Nej.
    Omröstningen sker genom upprop.

    Med 3 ja-röster och 2 nej-röster, 1 avstår, finner ordföranden att Klara Nordins (M) första
    ändringsyrkande på sidan 4 avslås.

    Proposition
    Ordföranden ställer proposition på Klara Nordins (M) andra ändringsyrkande på sidan 4 och
    finner att det avslås.
    Ordföranden ställer proposition på Anders Fries (S) ändringsyrkande på sidan 7 och finner
    att det antas.
    Ordföranden ställer proposition på förvaltningschefens förslag inklusive antagen ändring och
    finner att det antas.

    Beslut
    1. Bokbussen går varje vecka.

    2. Planen för biblioteken 2027 antas
    med ovanstående ändring.

    Reservationer
    Klara Nordin (M) och Per Ek (C) reserverar sig mot beslutet till förmån för Klara
    Nordins (M) ändringsyrkanden på sidan 4.

    Expedieras till
    Bibliotekschefen, Ekonomiavdelningen

    Beslutsunderlag
    - Tjänsteskrivelse 2026-02-20

    Paragrafen är justerad

    Mötesdatum
    Kulturnämnden 2026-03-11

    Voteringslista: §41
    Ärende: Plan för biblioteken 2027, KN/12/2026

    Omröstning om avslag (Ja) eller bifall (Nej) till Klara Nordins (M) första ändringsyrkande
    på sidan 4

    Ledamot                               Ja  Nej  Avstår
    Anders Fries (S), Ordförande           X
    Mona Strand (V), 1:a vice ordförande   X
    Klara Nordin (M), Ledamot                   X
    Per Ek (C)                                  X          (härledd)
    Ulla Alm (L)                                        X
    Siv Ö (S)                              X               (härledd)
    Resultat                               3    2       1

    (härledd): rösten är inte avläst utan en slutsats. Skälen:
    Per Ek (C): reserverar sig för yrkandet
    Siv Ö (S): reserverar sig inte

    2 rader ur källan återges inte här; se `source`.
    ");
}

#[test]
fn the_same_events_give_the_same_bytes() {
    let paragraph = Paragraph::project(&everything()).unwrap();
    let again = Paragraph::project(&everything()).unwrap();
    assert_eq!(
        serde_json::to_string(&paragraph).unwrap(),
        serde_json::to_string(&again).unwrap()
    );
    for renderer in Renderer::ALL {
        assert_eq!(render_text(&paragraph, *renderer), render_text(&again, *renderer));
    }
}

#[test]
fn what_is_missing_is_said() {
    insta::assert_snapshot!(text(&[opened()]), @"
    §41

    Plan för biblioteken 2027 (KN/12/2026)

    Beslut
    Inget beslut är antecknat.

    Ingen justering är antecknad.

    Mötesdatum
    2026-03-11
    ");
}

/// One motion on its own, by its form and target.
fn motion(form: &str, target: impl Into<Value>) -> String {
    let target: Value = target.into();
    let mut events = vec![opened()];
    events.push(said(
        "proposal.laid",
        json!({"proposal": "p1", "points": [["Planen antas."]]}),
    ));
    let mover = json!({"name": "Klara Nordin", "party": "M"});
    let amend = json!({"motion": "m1", "mover": mover, "form": "amend", "target": {"page": 4}});
    events.push(said("motion.moved", amend));
    let content = json!({"motion": "m2", "mover": {"name": "Li Marx"}, "form": form, "target": target});
    events.push(said("motion.moved", content));
    let motions = section("Yrkanden", &events);
    motions.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn every_form_of_motion_is_a_sentence() {
    let of_proposal = || json!({"proposal": "p1"});
    let of_motion = || json!({"motions": ["m1"]});
    let said = [
        motion("approve", of_proposal()),
        motion("approve", json!({})),
        motion("reject", of_motion()),
        motion("amend", of_proposal()),
        motion(
            "amend",
            json!({"page": 9, "section": "Mål", "old": ["a"], "new": ["b"]}),
        ),
        motion("amend", json!({"new": ["b"]})),
        motion("amend", json!({"old": ["a"]})),
        motion("add", of_proposal()),
        motion("add", json!({"page": 2, "new": ["b"]})),
        motion("add", json!({"old": ["a"], "new": ["b"]})),
        motion("replace", of_motion()),
        motion("replace", json!({"proposal": "p1", "new": ["b"]})),
        motion("replace", json!({"old": ["a"], "new": ["b"]})),
        motion("remit", json!({})),
        motion("table", json!({})),
        motion("decide_today", json!({})),
        motion("adjourn", json!({})),
    ];
    insta::assert_snapshot!(said.join("\n"), @"
    Li Marx yrkar bifall till förslaget till beslut.
    Li Marx yrkar bifall.
    Li Marx yrkar avslag på Klara Nordins (M) ändringsyrkande på sidan 4.
    Li Marx yrkar ändring av förslaget till beslut.
    Li Marx yrkar följande ändring på sidan 9 under ”Mål”: Att ”a” ändras till ”b”.
    Li Marx yrkar följande ändring: Att texten ändras till ”b”.
    Li Marx yrkar följande ändring: Att ”a” ändras.
    Li Marx yrkar tillägg till förslaget till beslut.
    Li Marx yrkar följande tillägg på sidan 2: Att följande läggs till: ”b”.
    Li Marx yrkar följande tillägg: Att följande läggs till efter ”a”: ”b”.
    Li Marx yrkar att något annat beslutas i stället för Klara Nordins (M) ändringsyrkande på sidan 4.
    Li Marx yrkar följande i stället för förslaget till beslut: Att följande beslutas: ”b”.
    Li Marx yrkar följande i stället: Att ”a” ersätts med ”b”.
    Li Marx yrkar återremiss av ärendet.
    Li Marx yrkar bordläggning av ärendet.
    Li Marx yrkar att ärendet avgörs i dag.
    Li Marx yrkar ajournering av sammanträdet.
    ");
}

/// A proposition on motions by form, so that every noun is read, with singular and plural.
fn nouns(form: &str) -> String {
    let moved = |name: &str| {
        let mover = json!({"name": "Li Marx", "party": "S"});
        said(
            "motion.moved",
            json!({"motion": name, "mover": mover, "form": form}),
        )
    };
    let one = [vec![opened(), moved("m1")], asked("q1", &["m1"], "approve")].concat();
    let two = [
        vec![opened(), moved("m1"), moved("m2")],
        asked("q1", &["m1", "m2"], "reject"),
    ]
    .concat();
    section("Proposition", &one) + "\n" + &section("Proposition", &two)
}

#[test]
fn every_form_has_a_noun() {
    let forms = [
        "approve",
        "reject",
        "amend",
        "add",
        "replace",
        "remit",
        "table",
        "decide_today",
        "adjourn",
    ];
    insta::assert_snapshot!(forms.map(nouns).join("\n"), @"
    Ordföranden ställer proposition på Li Marx (S) bifallsyrkande och finner att det antas.
    Ordföranden ställer proposition på Li Marx (S) bifallsyrkanden och finner att de avslås.
    Ordföranden ställer proposition på Li Marx (S) avslagsyrkande och finner att det antas.
    Ordföranden ställer proposition på Li Marx (S) avslagsyrkanden och finner att de avslås.
    Ordföranden ställer proposition på Li Marx (S) ändringsyrkande och finner att det antas.
    Ordföranden ställer proposition på Li Marx (S) ändringsyrkanden och finner att de avslås.
    Ordföranden ställer proposition på Li Marx (S) tilläggsyrkande och finner att det antas.
    Ordföranden ställer proposition på Li Marx (S) tilläggsyrkanden och finner att de avslås.
    Ordföranden ställer proposition på Li Marx (S) yrkande om ett annat beslut och finner att det antas.
    Ordföranden ställer proposition på Li Marx (S) yrkanden om ett annat beslut och finner att de avslås.
    Ordföranden ställer proposition på Li Marx (S) återremissyrkande och finner att det antas.
    Ordföranden ställer proposition på Li Marx (S) återremissyrkanden och finner att de avslås.
    Ordföranden ställer proposition på Li Marx (S) bordläggningsyrkande och finner att det antas.
    Ordföranden ställer proposition på Li Marx (S) bordläggningsyrkanden och finner att de avslås.
    Ordföranden ställer proposition på Li Marx (S) yrkande om avgörande i dag och finner att det antas.
    Ordföranden ställer proposition på Li Marx (S) yrkanden om avgörande i dag och finner att de avslås.
    Ordföranden ställer proposition på Li Marx (S) ajourneringsyrkande och finner att det antas.
    Ordföranden ställer proposition på Li Marx (S) ajourneringsyrkanden och finner att de avslås.
    ");
}

#[test]
fn motions_are_named_apart() {
    let named = |motions: &[&str]| section("Proposition", &after_motions(asked("q1", motions, "approve")));
    let said = [
        named(&["m1"]),
        named(&["m2", "m1"]),
        named(&["m1", "m3"]),
        named(&["m9"]),
    ];
    insta::assert_snapshot!(said.join("\n"), @"
    Ordföranden ställer proposition på Klara Nordins (M) första ändringsyrkande på sidan 4 och finner att det antas.
    Ordföranden ställer proposition på Klara Nordins (M) ändringsyrkanden på sidan 4 och finner att de antas.
    Ordföranden ställer proposition på Klara Nordins (M) första ändringsyrkande på sidan 4 och Anders Fries (S) ändringsyrkande på sidan 7 och finner att de antas.
    Ordföranden ställer proposition på yrkandet m9 och finner att det antas.
    ");
}

/// A proposition of a kind, with each effect that may answer it.
fn question(kind: &str, motions: &[&str], text: &str, effects: &[(&str, &[&str])]) -> String {
    let said = effects.iter().map(|(effect, carried)| {
        let put = json!({"proposition": "q1", "kind": kind, "motions": motions, "text": [text]});
        let carried = json!({"effect": effect, "motions": carried});
        let found = json!({"proposition": "q1", "carried": carried});
        let events = vec![said("proposition.put", put), said("proposition.found", found)];
        section("Proposition", &after_motions(events))
    });
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_kind_of_proposition_is_a_sentence() {
    let said = [
        question(
            "approve_or_reject",
            &["m3"],
            "",
            &[("approve", &[]), ("reject", &["m3"])],
        ),
        question("against_each_other", &["m2", "m3"], "", &[("approve", &["m3"])]),
        question("counter_proposal", &["m2", "m3"], "", &[("approve", &["m3"])]),
        question("main", &["m3"], "", &[("approve", &[])]),
        question(
            "decide_today",
            &[],
            "",
            &[("decide_today", &[]), ("reject", &[]), ("remit", &[])],
        ),
        question(
            "remit",
            &[],
            "",
            &[("remit", &[]), ("reject", &[]), ("decide_today", &[])],
        ),
        question(
            "table",
            &[],
            "",
            &[("table", &[]), ("approve", &[]), ("reject", &[])],
        ),
        question("addition", &[], "", &[("approve", &[]), ("reject", &[])]),
        question("final", &[], "", &[("approve", &[])]),
    ];
    insta::assert_snapshot!(said.join("\n"), @"
    Ordföranden ställer proposition på Anders Fries (S) ändringsyrkande på sidan 7 och finner att det antas.
    Ordföranden ställer proposition på Anders Fries (S) ändringsyrkande på sidan 7 och finner att det avslås.
    Ordföranden ställer Klara Nordins (M) andra ändringsyrkande på sidan 4 och Anders Fries (S) ändringsyrkande på sidan 7 mot varandra och finner att Anders Fries (S) ändringsyrkande på sidan 7 antas.
    Ordföranden ställer proposition på vad som ska vara motförslag i huvudvoteringen, Klara Nordins (M) andra ändringsyrkande på sidan 4 och Anders Fries (S) ändringsyrkande på sidan 7, och finner att Anders Fries (S) ändringsyrkande på sidan 7 antas som motförslag.
    Ordföranden ställer huvudproposition på Anders Fries (S) ändringsyrkande på sidan 7 och finner att det antas.
    Ordföranden ställer proposition på om ärendet ska avgöras i dag och finner att ärendet ska avgöras i dag.
    Ordföranden ställer proposition på om ärendet ska avgöras i dag och finner att ärendet inte ska avgöras i dag.
    Ordföranden ställer proposition på om ärendet ska avgöras i dag och finner att ärendet återremitteras.
    Ordföranden ställer proposition på återremiss av ärendet och finner att ärendet återremitteras.
    Ordföranden ställer proposition på återremiss av ärendet och finner att ärendet inte återremitteras.
    Ordföranden ställer proposition på återremiss av ärendet och finner att ärendet ska avgöras i dag.
    Ordföranden ställer proposition på bordläggning av ärendet och finner att ärendet bordläggs.
    Ordföranden ställer proposition på bordläggning av ärendet och finner att ärendet bordläggs.
    Ordföranden ställer proposition på bordläggning av ärendet och finner att ärendet inte bordläggs.
    Ordföranden ställer proposition på tillägget och finner att det antas.
    Ordföranden ställer proposition på tillägget och finner att det avslås.
    Ordföranden ställer proposition på förslaget i sin helhet och finner att det antas.
    ");
}

#[test]
fn words_of_a_question_stand_as_they_were_read() {
    let all: &[(&str, &[&str])] = &[("reject", &["m1", "m2"])];
    let said = [
        question(
            "approve_or_reject",
            &["m1", "m2"],
            "Klara Nordins (M) ändringsyrkande på\nsidan 4",
            all,
        ),
        question(
            "approve_or_reject",
            &["m1", "m2"],
            "Klara Nordins (M) ändringsyrkanden",
            all,
        ),
        question(
            "final",
            &[],
            "förslaget inklusive antagen ändring",
            &[("approve", &[])],
        ),
        question(
            "against_each_other",
            &["m1", "m3"],
            "yrkandena mot varandra",
            &[("approve", &["m3"])],
        ),
        question(
            "main",
            &[],
            "Ordföranden ställer yrkandena och finner bifall.",
            &[("approve", &[])],
        ),
    ];
    insta::assert_snapshot!(said.join("\n"), @"
    Ordföranden ställer proposition på Klara Nordins (M) ändringsyrkande på sidan 4 och finner att det avslås.
    Ordföranden ställer proposition på Klara Nordins (M) ändringsyrkanden och finner att de avslås.
    Ordföranden ställer proposition på förslaget inklusive antagen ändring och finner att det antas.
    Ordföranden ställer yrkandena mot varandra och finner att Anders Fries (S) ändringsyrkande på sidan 7 antas.
    Ordföranden ställer yrkandena och finner bifall.
    ");
}

#[test]
fn an_answer_that_is_not_recorded_is_said_to_be_missing() {
    let put = said(
        "proposition.put",
        json!({"proposition": "q1", "kind": "main", "motions": ["m3"]}),
    );
    insta::assert_snapshot!(section("Proposition", &after_motions(vec![put])), @"Ordföranden ställer huvudproposition på Anders Fries (S) ändringsyrkande på sidan 7. Vad ordföranden finner är inte antecknat.");
}

#[test]
fn a_final_proposition_counts_what_was_carried() {
    let last = || {
        let put = json!({"proposition": "q9", "kind": "final", "proposal": "p1"});
        let found = json!({"proposition": "q9", "carried": {"effect": "approve", "proposal": "p1"}});
        vec![said("proposition.put", put), said("proposition.found", found)]
    };
    let said_after = |earlier: Vec<Event>| {
        let said = section("Proposition", &after_motions([earlier, last()].concat()));
        said.rsplit_once("på förvaltningschefens").unwrap().1.to_owned()
    };
    assert_eq!(
        said_after(asked("q1", &["m1"], "reject")),
        " förslag och finner att det antas."
    );
    let both = [asked("q1", &["m1"], "approve"), asked("q2", &["m3"], "approve")].concat();
    assert_eq!(
        said_after(both),
        " förslag inklusive antagna ändringar och finner att det antas."
    );
}

/// A vote on m3, with its order and count.
fn vote(order: &Value, counted: &Value) -> String {
    let mut events = asked("q1", &["m3"], "reject");
    events.push(said("vote.demanded", json!({"vote": "v1", "proposition": "q1"})));
    if !order.is_null() {
        events.push(said("vote.ordered", order.clone()));
    }
    if !counted.is_null() {
        events.push(said("vote.counted", counted.clone()));
    }
    section("Omröstning", &after_motions(events))
}

#[test]
fn a_vote_that_follows_another_is_not_demanded() {
    let mut events = vec![said("vote.demanded", json!({"vote": "v1"}))];
    events.push(said(
        "vote.ordered",
        order("approve", "reject", "open", None, "simple"),
    ));
    let mut main = order("reject", "approve", "open", None, "simple");
    (main["vote"], main["follows"]) = (json!("v2"), json!({"vote": "v1"}));
    events.push(said("vote.ordered", main));
    let text = section("Omröstning", &after_motions(events));
    assert_eq!(text.matches("Omröstning begärs").count(), 1, "{text}");
    let follows = "Därefter sker omröstning enligt följande propositionsordning:";
    assert_eq!(text.matches(follows).count(), 1, "{text}");
}

fn order(yes: &str, no: &str, form: &str, method: Option<&str>, rule: &str) -> Value {
    let means = |effect: &str| json!({"means": {"effect": effect}});
    json!({"vote": "v1", "yes": means(yes), "no": means(no), "form": form, "method": method, "rule": rule})
}

fn counted(sums: [u32; 3], effect: &str) -> Value {
    let [yes, no, abstain] = sums;
    json!({"vote": "v1", "yes": yes, "no": no, "abstain": abstain, "declared": {"effect": effect}})
}

#[test]
fn every_order_of_a_vote_is_said() {
    let said = [
        vote(
            &order("approve", "reject", "open", None, "simple"),
            &counted([9, 4, 0], "approve"),
        ),
        vote(
            &order(
                "remit",
                "decide_today",
                "open",
                Some("med voteringsanläggning"),
                "one_third_present",
            ),
            &counted([1, 1, 2], "remit"),
        ),
        vote(
            &order("table", "reject", "closed", None, "casting_vote"),
            &counted([0, 3, 0], "table"),
        ),
        vote(&order("approve", "reject", "closed", None, "lot"), &Value::Null),
        vote(
            &order("approve", "reject", "open", None, "two_thirds_present"),
            &Value::Null,
        ),
        vote(
            &order("approve", "reject", "open", None, "two_thirds_cast"),
            &Value::Null,
        ),
        vote(
            &order("approve", "reject", "open", None, "unanimous"),
            &Value::Null,
        ),
        vote(&Value::Null, &Value::Null),
    ];
    insta::assert_snapshot!(said.join("\n\n"), @"
    Omröstning begärs och följande propositionsordning fastställs: Den som bifaller Anders Fries (S) ändringsyrkande på sidan 7 röstar Ja. Den som avslår Anders Fries (S) ändringsyrkande på sidan 7 röstar Nej.
    Med 9 ja-röster och 4 nej-röster finner ordföranden att Anders Fries (S) ändringsyrkande på sidan 7 antas.

    Omröstning begärs och följande propositionsordning fastställs: Den som vill återremittera ärendet röstar Ja. Den som vill avgöra ärendet i dag röstar Nej. Omröstningen sker med voteringsanläggning. För återremiss eller bordläggning räcker en tredjedel av de närvarande.
    Med 1 ja-röst och 1 nej-röst, 2 avstår, finner ordföranden att ärendet återremitteras.

    Omröstning begärs och följande propositionsordning fastställs: Den som vill bordlägga ärendet röstar Ja. Den som avslår Anders Fries (S) ändringsyrkande på sidan 7 röstar Nej. Omröstningen är sluten. Vid lika röstetal har ordföranden utslagsröst.
    Med 0 ja-röster och 3 nej-röster finner ordföranden att ärendet bordläggs.

    Omröstning begärs och följande propositionsordning fastställs: Den som bifaller Anders Fries (S) ändringsyrkande på sidan 7 röstar Ja. Den som avslår Anders Fries (S) ändringsyrkande på sidan 7 röstar Nej. Omröstningen är sluten. Vid lika röstetal avgör lotten.
    Röstetalen är inte antecknade.

    Omröstning begärs och följande propositionsordning fastställs: Den som bifaller Anders Fries (S) ändringsyrkande på sidan 7 röstar Ja. Den som avslår Anders Fries (S) ändringsyrkande på sidan 7 röstar Nej. För beslutet krävs två tredjedelar av de närvarande.
    Röstetalen är inte antecknade.

    Omröstning begärs och följande propositionsordning fastställs: Den som bifaller Anders Fries (S) ändringsyrkande på sidan 7 röstar Ja. Den som avslår Anders Fries (S) ändringsyrkande på sidan 7 röstar Nej. För beslutet krävs två tredjedelar av de avgivna rösterna.
    Röstetalen är inte antecknade.

    Omröstning begärs och följande propositionsordning fastställs: Den som bifaller Anders Fries (S) ändringsyrkande på sidan 7 röstar Ja. Den som avslår Anders Fries (S) ändringsyrkande på sidan 7 röstar Nej. För beslutet krävs enighet.
    Röstetalen är inte antecknade.

    Omröstning begärs.
    Röstetalen är inte antecknade.
    ");
}

#[test]
fn the_words_of_a_vote_stand_as_they_were_read() {
    let mut order = order("reject", "approve", "open", None, "simple");
    order["yes"]["text"] = json!(["Den som avslår  yrkandet\nröstar Ja."]);
    order["no"]["text"] = json!(["bifall till yrkandet"]);
    insta::assert_snapshot!(vote(&order, &counted([2, 1, 0], "reject")), @"
    Omröstning begärs och följande propositionsordning fastställs: Den som avslår  yrkandet röstar Ja. Nej för bifall till yrkandet.
    Med 2 ja-röster och 1 nej-röst finner ordföranden att Anders Fries (S) ändringsyrkande på sidan 7 avslås.
    ");
}

#[test]
fn a_list_without_ballots_says_so() {
    let list = json!({
        "vote": "v1", "matter": ["Omröstning om avslag (Ja) eller bifall (Nej)"],
        "voters": [{"name": "Siv Ö", "party": "S", "role": "Ersättare"}, {"name": "Li Marx"}],
        "result": {"yes": 1, "no": 1, "abstain": 0},
    });
    let mut events = asked("q1", &["m3"], "reject");
    events.push(said("vote.demanded", json!({"vote": "v1", "proposition": "q1"})));
    events.push(said("voting_list.recorded", list));
    let text = text(&after_motions(events));
    insta::assert_snapshot!(text.split_once("Voteringslista").unwrap().1, @"
    : §41
    Ärende: Plan för biblioteken 2027, KN/12/2026

    Omröstning om avslag (Ja) eller bifall (Nej)

    Ledamot
    Siv Ö (S), Ersättare
    Li Marx
    Resultat: Ja 1, Nej 1, Avstår 0

    Hur var och en röstade framgår inte: kolumnerna Ja, Nej och Avstår finns inte i källan.
    ");
}

#[test]
fn a_list_shows_the_absent_and_those_not_known() {
    let mut events = asked("q1", &["m3"], "reject");
    events.push(said("vote.demanded", json!({"vote": "v1", "proposition": "q1"})));
    events.push(said(
        "vote.ordered",
        order("reject", "remit", "open", None, "simple"),
    ));
    let voters = json!([{"name": "Siv Ö", "party": "S"}, {"name": "Li Marx"}]);
    events.push(said(
        "voting_list.recorded",
        json!({"vote": "v1", "voters": voters}),
    ));
    events.push(said(
        "ballot.cast",
        json!({
            "vote": "v1", "voter": {"name": "Siv Ö", "party": "S"}, "choice": "absent", "source": "read",
        }),
    ));
    events.push(said("vote.counted", counted([12, 10, 0], "reject")));
    let text = text(&after_motions(events));
    insta::assert_snapshot!(text.split_once("Voteringslista").unwrap().1, @"
    : §41
    Ärende: Plan för biblioteken 2027, KN/12/2026

    Omröstning om avslag på Anders Fries (S) ändringsyrkande på sidan 7 (Ja) eller återremiss av
    ärendet (Nej)

    Ledamot    Ja  Nej  Avstår  Frånvarande
    Siv Ö (S)                             X
    Li Marx
    Resultat   12   10       0

    1 person på listan har ingen antecknad röst.
    ");
}

/// Motions and joins whose words were read, as people write them.
#[test]
fn words_of_a_motion_stand_as_they_were_read() {
    let mover = json!({"name": "Per Ek", "party": "C"});
    let motion = |name: &str, form: &str, text: &str| {
        let content = json!({"motion": name, "mover": mover, "form": form, "text": [text]});
        said("motion.moved", content)
    };
    let join = |name: &str, text: &str| {
        let person = json!({"name": name, "party": "S"});
        said(
            "motion.joined",
            json!({"motions": ["m1"], "person": person, "text": [text]}),
        )
    };
    let both = "Siv Ö (S) och Li Marx (S) yrkar bifall till Per Eks yrkande.";
    let events = vec![
        opened(),
        motion("m1", "reject", "avslag till förslaget\nsamt mer"),
        motion("m2", "amend", "Sidan 15\n  45%"),
        motion("m3", "remit", "Frågan om  hyran bör utredas."),
        motion("m4", "adjourn", "yrkar ajournering"),
        motion("m5", "approve", "bifall till Per Eks yrkande"),
        join("Siv Ö", both),
        join("Li Marx", both),
        join("Siv Ö", "bifall till Per Eks\navslagsyrkande"),
        join("Li Marx", "bifall till Per Eks\navslagsyrkande"),
        said("speech.made", json!({"speaker": mover, "text": ["Det är bra."]})),
        said("speech.made", json!({"speaker": mover, "text": ["yttrar sig"]})),
        said("speech.made", json!({"speaker": mover})),
        said("speech.made", json!({"speaker": mover})),
    ];
    let text = text(&events);
    let (motions, _) = text.split_once("\nBeslut").unwrap();
    insta::assert_snapshot!(motions.split_once("Yrkanden\n").unwrap().1, @"
    Per Ek (C) yrkar avslag till förslaget samt mer.

    Per Ek (C) yrkar följande ändring:
    Sidan 15
      45%

    Per Ek (C) yrkar återremiss av ärendet:
    Frågan om  hyran bör utredas.

    Per Ek (C) yrkar ajournering.

    Per Ek (C) yrkar bifall till Per Eks yrkande.

    Siv Ö (S) och Li Marx (S) yrkar bifall till Per Eks yrkande.

    Siv Ö (S) och Li Marx (S) yrkar bifall till Per Eks avslagsyrkande.

    Per Ek (C) yttrar sig:
    Det är bra.

    Per Ek (C) yttrar sig.

    Per Ek (C) yttrar sig.

    Per Ek (C) yttrar sig.
    ");
}

#[test]
fn every_pause_is_a_sentence() {
    let pause = |from: Option<&str>, to: Option<&str>| {
        let adjourned = from.map(|at| said_at(at, "meeting.adjourned", json!({})));
        let resumed = to.map(|at| said_at(at, "meeting.resumed", json!({})));
        let events: Vec<Event> = [Some(opened()), adjourned, resumed]
            .into_iter()
            .flatten()
            .collect();
        section("Ajournering", &events)
    };
    let (day, two, later) = (
        "2026-03-11",
        "2026-03-11T14:00:00+01:00",
        "2026-03-12T09:05:00+01:00",
    );
    let said = [
        pause(Some(two), Some("2026-03-11T14:10:00+01:00")),
        pause(Some(day), Some(day)),
        pause(Some(day), Some(two)),
        pause(Some(two), Some(later)),
        pause(Some(two), None),
        pause(None, Some(later)),
    ];
    insta::assert_snapshot!(said.join("\n"), @"
    Sammanträdet ajourneras mellan kl. 14.00-14.10.
    Sammanträdet ajourneras och återupptas.
    Sammanträdet ajourneras och återupptas kl. 14.00.
    Sammanträdet ajourneras den 2026-03-11 kl. 14.00 och återupptas den 2026-03-12 kl. 09.05.
    Sammanträdet ajourneras kl. 14.00. När det återupptas är inte antecknat.
    Sammanträdet återupptas kl. 09.05.
    ");
}

#[test]
fn every_reservation_is_a_sentence() {
    let decision = |name: &str| said("decision.made", json!({"decision": name, "points": []}));
    let reserve = |content: Value| said("reservation.entered", content);
    let klara = json!({"name": "Klara Nordin", "party": "M"});
    let events = vec![
        decision("d1"),
        decision("d2"),
        reserve(json!({"persons": [klara], "decision": "d2"})),
        reserve(json!({"persons": [klara], "favour": ["m1", "m3"]})),
        reserve(json!({"persons": [klara, {"name": "Per Ek"}, {"name": "Li Marx"}]})),
        reserve(json!({"persons": [klara], "text": ["Klara Nordin (M) reserverar sig\nmot allt."]})),
        reserve(json!({"persons": [klara], "text": ["till förmån för sitt yrkande"]})),
    ];
    insta::assert_snapshot!(section("Reservationer", &after_motions(events)), @"
    Klara Nordin (M) reserverar sig mot det andra beslutet.
    Klara Nordin (M) reserverar sig till förmån för Klara Nordins (M) första ändringsyrkande på sidan 4 och Anders Fries (S) ändringsyrkande på sidan 7.
    Klara Nordin (M), Per Ek och Li Marx reserverar sig.
    Klara Nordin (M) reserverar sig mot allt.
    Klara Nordin (M) reserverar sig till förmån för sitt yrkande.
    ");
}

#[test]
fn odd_words_break_nothing() {
    for odd in [
        "",
        "\n",
        "\n\n \n",
        "(",
        "\u{0}\u{202e}",
        &"x".repeat(5000),
        "s\r\n",
    ] {
        let person = json!({"name": odd, "party": odd, "role": odd});
        let events = vec![
            said("item.opened", json!({"title": [odd], "case": odd})),
            said(
                "proposal.laid",
                json!({"proposal": odd, "by": odd, "points": [[odd], [odd]]}),
            ),
            said(
                "motion.moved",
                json!({
                    "motion": odd, "mover": person, "form": "add", "text": [odd],
                    "target": {"section": odd, "old": [odd], "new": [odd]},
                }),
            ),
            said(
                "motion.joined",
                json!({"motions": [odd, odd], "person": person, "text": [odd]}),
            ),
            said(
                "proposition.put",
                json!({"proposition": odd, "kind": "final", "text": [odd]}),
            ),
            said(
                "vote.demanded",
                json!({"vote": odd, "proposition": odd, "by": person}),
            ),
            said(
                "voting_list.recorded",
                json!({"vote": odd, "voters": [person, person]}),
            ),
            said(
                "reservation.entered",
                json!({"persons": [], "decision": odd, "favour": [odd]}),
            ),
        ];
        assert!(text(&events).starts_with("§41\n"));
    }
}
