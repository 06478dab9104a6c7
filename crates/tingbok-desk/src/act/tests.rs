//! What lines give: each form of each command, and what is refused.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::lang::Lang;
use crate::room::Room;

const NORDIN: &str = r#"{"name":"Klara Nordin","party":"M","member":"klara-nordin"}"#;
const HADDAD: &str = r#"{"name":"Samira Haddad","party":"MP","member":"samira-haddad"}"#;
const HOLMGREN: &str = r#"{"name":"Mats Holmgren","party":"C","member":"mats-holmgren"}"#;

fn person(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// One content, without its item.
#[track_caller]
fn one(room: &mut Room, line: &str, kind: &str) -> Value {
    let mut given = room.gives(line);
    assert_eq!(given.len(), 1, "{line}: {given:?}");
    let (found, mut content) = given.remove(0);
    assert_eq!(found, format!("{kind}/1"), "{line}");
    content.as_object_mut().unwrap().shift_remove("item");
    content
}

/// § 57 with two amendments of Haddad and one of Nordin.
fn debated() -> Room {
    let mut room = Room::met();
    room.keep("yrkande Nordin ändring sid 4: Yrkar något.");
    room.keep("yrkande Haddad ändring sid 9: Yrkar annat.");
    room.keep("yrkande Haddad tillägg: Yrkar mer.");
    room
}

#[test]
fn a_meeting_is_opened_with_what_is_said() {
    let mut room = Room::new();
    let swedish = one(
        &mut room,
        "öppna mötet ordförande Sandvall sekreterare Elin Berg plats \"Salen\" 9:00",
        "meeting.opened",
    );
    let chair = json!({"name": "Ingrid Sandvall", "party": "S", "member": "ingrid-sandvall"});
    let expected = json!({"place": "Salen", "chair": chair, "secretary": {"name": "Elin Berg"}});
    assert_eq!(swedish, expected);
    let english = one(
        &mut room,
        "open meeting place \"Salen\", chair Sandvall, secretary Elin Berg",
        "meeting.opened",
    );
    assert_eq!(english, expected);
    assert_eq!(room.refuses("öppna sekreterare Berg"), "ordföranden saknas");
    assert_eq!(
        room.refuses("öppna ordförande Sandvall plats Salen"),
        "platsen skrivs inom citattecken"
    );
}

#[test]
fn a_roll_is_everybody_but_some() {
    let mut room = Room::after(&["öppna ordförande Sandvall"]);
    let roll = one(
        &mut room,
        "närvaro alla utom Myhrman, anna-svensson tjänstgör Falk för Myhrman ersättare Lind övriga Maja Ek \"Direktör\", \"Per Ö\"",
        "attendance.recorded",
    );
    let serving: Vec<&str> = roll["serving"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["person"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        serving,
        [
            "Ingrid Sandvall",
            "Mats Holmgren",
            "Klara Nordin",
            "Samira Haddad",
            "Bo Svensson",
            "Nils Falk"
        ]
    );
    assert_eq!(roll["serving"][5]["for"]["member"], "tor-myhrman");
    assert_eq!(roll["absent"].as_array().unwrap().len(), 2);
    assert_eq!(
        roll["others"],
        json!([{"name": "Maja Ek", "role": "Direktör"}, {"name": "Per Ö"}])
    );
    let named = one(
        &mut room,
        "roll Sandvall, Nordin and Falk for Myhrman absent Holmgren",
        "attendance.recorded",
    );
    assert_eq!(named["serving"].as_array().unwrap().len(), 3);
    assert_eq!(
        room.refuses("närvaro ersättare Lind"),
        "uppropet säger inte vilka som tjänstgör"
    );
    // A member who is spelled wrongly is no guest.
    assert_eq!(
        room.refuses("närvaro alla övriga Haddadd"),
        "ingen heter `Haddadd` i registret eller i mötet"
    );
}

#[test]
fn an_item_takes_the_next_number() {
    let mut room = Room::after(&["öppna ordförande Sandvall"]);
    assert_eq!(
        room.gives("ärende: Val av revisor")[0].1,
        json!({"item": 1, "title": ["Val av revisor"]})
    );
    room.keep("ärende 12 dnr RS/1/2026: Badhuset");
    let opened = room.gives("item election chair Holmgren: Val")[0].1.clone();
    assert_eq!(
        opened,
        json!({"item": 13, "title": ["Val"], "matter": "election", "chair": person(HOLMGREN)})
    );
    assert_eq!(
        room.refuses("ärende Val av revisor"),
        "rubriken skrivs efter ett kolon"
    );
    for wrong in ["0", "99999999999", "-3", "3x"] {
        assert_eq!(
            room.refuses(&format!("ärende {wrong}: Fel")),
            format!("`{wrong}` är inget nummer på en paragraf: de räknas från 1")
        );
    }
    assert_eq!(room.refuses("§9 yttrande Nordin"), "§ 9 är inte öppnad i mötet");
    room.keep("ärende: Två");
    let speech = room.gives("kl 14.05 §12 yttrande Nordin: Hej, alla; ”så” är det.")[0]
        .1
        .clone();
    assert_eq!(speech["item"], 12);
    assert_eq!(speech["text"], json!(["Hej, alla; ”så” är det."]));
}

#[test]
fn a_motion_of_each_form() {
    let mut room = Room::met();
    let moved = |room: &mut Room, line: &str| one(room, line, "motion.moved");
    for (word, english, form, target) in [
        ("bifall", "approval", "approve", true),
        ("avslag", "rejection", "reject", true),
        ("ändring", "amendment", "amend", true),
        ("tillägg", "addition", "add", true),
        ("ersättning", "replacement", "replace", true),
        ("återremiss", "remittal", "remit", false),
        ("bordläggning", "tabling", "table", false),
        ("avgörande", "today", "decide_today", false),
        ("ajournering", "adjournment", "adjourn", false),
    ] {
        let mut expected = json!({"motion": "m1", "mover": person(NORDIN), "form": form});
        if target {
            expected["target"] = json!({"proposal": "p1"});
        }
        assert_eq!(moved(&mut room, &format!("yrkande Nordin {word}")), expected);
        assert_eq!(moved(&mut room, &format!("moves Nordin {english}")), expected);
    }
    let place = moved(
        &mut room,
        "yrkande Nordin ändring sid 4 avsnitt \"Taxor\" från \"a\" till \"b\": Yrkar så.",
    );
    assert_eq!(
        place["target"],
        json!({"proposal": "p1", "page": 4, "section": "Taxor", "old": ["a"], "new": ["b"]})
    );
    assert_eq!(place["text"], json!(["Yrkar så."]));
    assert!(room.refuses("yrkande Nordin").starts_with("vad som yrkas saknas"));
    assert_eq!(
        room.refuses("yrkande Nordin bifall och så"),
        "`så` är inte väntat här"
    );
}

#[test]
fn motions_are_named_joined_and_taken_back() {
    let mut room = debated();
    let rejects = one(
        &mut room,
        "yrkande Holmgren avslag på samtliga Haddad",
        "motion.moved",
    );
    assert_eq!(rejects["target"], json!({"motions": ["m2", "m3"]}));
    let rejects = one(
        &mut room,
        "yrkande Holmgren avslag till m1, m2 och m3",
        "motion.moved",
    );
    assert_eq!(rejects["target"], json!({"motions": ["m1", "m2", "m3"]}));
    let joined = one(&mut room, "instämmer bo-svensson m1 och m3", "motion.joined");
    assert_eq!(joined["motions"], json!(["m1", "m3"]));
    let withdrawn = one(&mut room, "återta m2, m3", "motion.withdrawn");
    assert_eq!(withdrawn, json!({"motions": ["m2", "m3"], "by": person(HADDAD)}));
    // By whom is not said, and two have moved them.
    let withdrawn = one(&mut room, "återta m1, m2", "motion.withdrawn");
    assert_eq!(withdrawn, json!({"motions": ["m1", "m2"]}));
    assert_eq!(
        room.refuses("yrkande Nordin avslag samtliga Falk"),
        "Nils Falk (S) har inget yrkande i ärendet"
    );
    assert_eq!(
        room.refuses("instämmer Nordin"),
        "vilket yrkande? till exempel `m1`"
    );
    let unknown = room.refuses("återta m9");
    assert!(
        unknown.starts_with("avvisas av regeln `reference-resolves`: yrkandet `m9` finns inte i § 57"),
        "{unknown}"
    );
}

#[test]
fn a_question_and_what_is_found() {
    let mut room = debated();
    let two = room.gives("prop m1 avslås");
    assert_eq!(
        two[0].1,
        json!({"item": 57, "proposition": "q1", "kind": "approve_or_reject", "motions": ["m1"]})
    );
    assert_eq!(
        two[1].1,
        json!({"item": 57, "proposition": "q1", "carried": {"effect": "reject", "motions": ["m1"]}})
    );
    assert_eq!(room.gives("put m1 rejected"), two);
    let against = room.gives("proposition m1 mot m2 bifalls m2");
    assert_eq!(against[0].1["kind"], "against_each_other");
    assert_eq!(
        against[1].1["carried"],
        json!({"effect": "approve", "motions": ["m2"]})
    );
    assert!(
        room.refuses("proposition m1 mot m2 bifalls")
            .starts_with("vilket av dem?")
    );
    assert_eq!(room.gives("proposition m3")[0].1["kind"], "addition");
    assert!(
        room.refuses("proposition")
            .starts_with("vad propositionen gäller saknas")
    );
    assert_eq!(
        room.refuses("finner bifalls"),
        "ingen proposition är ställd i § 57"
    );

    room.keep("prop m1 bifalls");
    room.keep("yrkande Holmgren bifall");
    // The proposal as it stands has the change that was carried; those who supported it moved nothing beside it.
    let last = room.gives("proposition slutlig bifalls");
    assert_eq!(
        last[1].1["carried"],
        json!({"effect": "approve", "motions": ["m1"], "proposal": "p1"})
    );
    let both = room.gives("proposition m4, p1 bifalls");
    assert_eq!(both[0].1["motions"], json!(["m4"]));
    assert_eq!(
        both[1].1["carried"],
        json!({"effect": "approve", "proposal": "p1"})
    );

    room.keep("yrkande Nordin återremiss");
    let remitted = room.gives("proposition återremiss bifalls");
    assert_eq!(
        (&remitted[0].1["kind"], &remitted[0].1["motions"]),
        (&json!("remit"), &json!(["m5"]))
    );
    assert_eq!(
        remitted[1].1["carried"],
        json!({"effect": "remit", "motions": ["m5"]})
    );
    room.keep("proposition m2");
    assert_eq!(
        room.gives("finner avslås")[0].1["carried"],
        json!({"effect": "reject", "motions": ["m2"]})
    );
}

#[test]
fn a_vote_follows_another_without_a_demand() {
    let mut room = debated();
    room.keep("prop m1 avslås");
    room.keep("votering begärd Nordin ja=avslag 4 2 1");
    room.keep("prop m2 avslås");
    let given = room.gives("votering följer v1 ja=avslag 4 2 1");
    let kinds: Vec<&str> = given.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["vote.ordered/1", "vote.counted/1"]);
    let follows = json!({"vote": "v1", "proposition": "q2"});
    assert_eq!(
        (&given[0].1["vote"], &given[0].1["follows"]),
        (&json!("v2"), &follows)
    );
    assert_eq!(room.gives("vote follows v1 yes=rejection 4 2 1"), given);
    let unknown = room.refuses("votering följer v7 ja=avslag");
    assert_eq!(unknown, "vilken omröstning följer den? `följer v1`");
    let both =
        "en omröstning som följer en annan begärs inte, och säger vad ja betyder: `votering följer v1 ja=m1`";
    assert_eq!(room.refuses("votering begärd Nordin följer v1 ja=avslag"), both);
    assert_eq!(room.refuses("votering följer v1"), both);
}

#[test]
fn a_count_finds_the_vote_of_another_item() {
    let mut room = debated();
    room.keep("prop m1 avslås");
    room.keep("votering begärd Nordin ja=avslag");
    room.keep("ärende: En annan sak");
    let refused = room.read("räkning 4 2 1").unwrap_err();
    assert_eq!(refused.say(Lang::Sv), "ingen omröstning pågår i § 58");
    assert_eq!(
        refused.advice(Lang::Sv),
        Some("v1 i § 57 är inte räknad: börja raden med `§57`, `§57 räkning …`")
    );
    let refused = room.read("ballot Haddad yes").unwrap_err();
    assert_eq!(
        refused.advice(Lang::En),
        Some("v1 in § 57 is not counted: begin the line with `§57`, `§57 ballot …`")
    );
    assert_eq!(room.keep("§57 räkning 4 2 1").len(), 1);
    let refused = room.read("röst Haddad ja").unwrap_err();
    assert_eq!(
        refused.advice(Lang::En),
        Some("`vote demanded NAME yes=rejection`")
    );
}

#[test]
fn a_vote_in_one_line_or_in_several() {
    let mut room = debated();
    room.keep("prop m1 avslås");
    let all = room.gives("votering begärd Nordin ja=avslag nej=bifall 4 2 1");
    let kinds: Vec<&str> = all.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["vote.demanded/1", "vote.ordered/1", "vote.counted/1"]);
    let (no, yes) = (
        json!({"effect": "reject", "motions": ["m1"]}),
        json!({"effect": "approve", "motions": ["m1"]}),
    );
    assert_eq!(all[1].1["yes"]["means"], no);
    assert_eq!(all[1].1["no"]["means"], yes);
    assert_eq!((&all[2].1["declared"], &all[2].1["abstain"]), (&no, &json!(1)));
    assert_eq!(room.gives("vote demanded Nordin yes=rejection 4 2 1"), all);

    assert_eq!(
        room.refuses("votering begärd Nordin ja=avslag 9"),
        "efter `9` saknas hur många som röstade nej: `9 4`"
    );

    room.keep("votering begärd Nordin");
    assert_eq!(
        room.refuses("räkning 4"),
        "efter `4` saknas hur många som röstade nej: `4 4`"
    );
    assert_eq!(
        room.refuses("räkning 4 2"),
        "omröstning `v1` är inte fastställd: vad betyder ja?"
    );
    room.keep("votering ja=avslag metod \"upprop\"");
    let ballots = room.gives("röst Haddad, anna-svensson nej");
    assert_eq!(ballots.len(), 2);
    assert_eq!(
        (&ballots[1].1["choice"], &ballots[1].1["source"]),
        (&json!("no"), &json!("read"))
    );
    assert_eq!(room.gives("ballot no Haddad, anna-svensson"), ballots);
    let tie = room.read("räkning 3 3").unwrap_err();
    assert!(tie.say(Lang::Sv).starts_with("röstetalen avgör inte ensamma"));
    assert_eq!(tie.advice(Lang::Sv), Some("till exempel `3 3 0 ja`"));
    assert_eq!(
        one(&mut room, "räkning 3 3 1 nej", "vote.counted")["declared"],
        yes
    );
    assert_eq!(room.refuses("röst Haddad"), "ja, nej, avstår eller frånvarande?");
    let stranger = room.refuses("röst Myhrman ja");
    assert!(
        stranger.starts_with("avvisas av regeln `ballot-of-serving`"),
        "{stranger}"
    );
}

#[test]
fn what_a_side_means_is_said_or_follows() {
    let mut room = debated();
    room.keep("proposition m1 mot m2 bifalls m1");
    let ordered = room.gives("votering begärd Haddad ja=m1")[1].1.clone();
    assert_eq!(
        ordered["no"]["means"],
        json!({"effect": "approve", "motions": ["m2"]})
    );
    let named = room
        .gives("votering begärd Haddad ja=bifall:m2+p1 nej=avslag:m2 sluten regel två-tredjedelar")[1]
        .1
        .clone();
    assert_eq!(
        named["yes"]["means"],
        json!({"effect": "approve", "motions": ["m2"], "proposal": "p1"})
    );
    assert_eq!(
        (&named["form"], &named["rule"]),
        (&json!("closed"), &json!("two_thirds_cast"))
    );
    assert!(
        room.refuses("votering begärd Haddad ja=kanske")
            .starts_with("`kanske` säger inte")
    );
    assert!(
        room.refuses("votering nej=bifall")
            .starts_with("vad ja betyder saknas")
    );

    room.keep("yrkande Nordin återremiss");
    room.keep("yrkande Haddad avgörande");
    room.keep("proposition m5, m4 idag avgörs");
    let today = room.gives("votering begärd Nordin ja=idag")[1].1.clone();
    assert_eq!(
        today["yes"]["means"],
        json!({"effect": "decide_today", "motions": ["m5"]})
    );
    assert_eq!(
        today["no"]["means"],
        json!({"effect": "remit", "motions": ["m4"]})
    );
}

#[test]
fn a_decision_and_what_follows_it() {
    let mut room = debated();
    room.keep("prop m1 bifalls");
    let decided = one(&mut room, "beslut: 1. Så. | 2. Och så.", "decision.made");
    assert_eq!(
        decided["points"],
        json!([{"number": 1, "text": ["Så."]}, {"number": 2, "text": ["Och så."]}])
    );
    assert_eq!(
        (&decided["proposition"], &decided["outcome"]["effect"]),
        (&json!("q1"), &json!("approve"))
    );
    let as_proposed = one(&mut room, "beslut enligt p1", "decision.made");
    assert_eq!(as_proposed["points"][1]["text"], json!(["Den följs upp."]));
    assert_eq!(
        one(&mut room, "decision as proposed", "decision.made"),
        as_proposed
    );
    let declined = one(&mut room, "deltar inte bo-svensson", "participation.declined");
    assert_eq!(declined["proposition"], "q1");

    room.keep("beslut enligt p1");
    let reserved = one(
        &mut room,
        "reservation Haddad, Nordin för egna",
        "reservation.entered",
    );
    assert_eq!(
        (&reserved["decision"], &reserved["favour"]),
        (&json!("d1"), &json!(["m2", "m3", "m1"]))
    );
    room.keep("prop m2 avslås");
    room.keep("beslut q2: Nej.");
    assert_eq!(
        room.refuses("reservation Haddad"),
        "ärendet har flera beslut: säg mot vilket, `mot d1`"
    );
    room.keep("avsluta");
    // The item is closed: a reservation is of the newest.
    assert_eq!(
        one(
            &mut room,
            "reservation Haddad mot d2 för m2: Skäl.",
            "reservation.entered"
        )["text"],
        json!(["Skäl."])
    );
    assert_eq!(
        one(
            &mut room,
            "särskilt yttrande Haddad: Vi ville annat.",
            "statement.entered"
        )["kind"],
        "special_opinion"
    );
    assert_eq!(room.refuses("yttrande Haddad"), "inget ärende är öppet");
}

#[test]
fn times_and_days_are_those_of_the_meeting() {
    let mut room = Room::after(&["öppna ordförande Sandvall 9.00"]);
    let at = |room: &mut Room, line: &str| room.record(line).line.drafts[0].at.clone();
    assert_eq!(at(&mut room, "ajournera 10.35"), "2026-03-11T10:35:00+01:00");
    assert_eq!(at(&mut room, "ajournera kl 10:35"), "2026-03-11T10:35:00+01:00");
    assert_eq!(at(&mut room, "10:35 ajournera"), "2026-03-11T10:35:00+01:00");
    for line in ["kl 25.99 ajournera", "ajournera kl 25.99", "ajournera 25.99"] {
        assert_eq!(room.refuses(line), "`25.99` är ingen tid");
    }
    assert_eq!(room.refuses("14:60 dagordning"), "`14:60` är ingen tid");
    assert_eq!(
        room.refuses("8:59 dagordning"),
        "`2026-03-11T08:59:00+01:00` är före sammanträdets öppnande, `2026-03-11T09:00:00+01:00`"
    );
    assert_eq!(at(&mut room, "9:00 dagordning"), "2026-03-11T09:00:00+01:00");
    // Long after the meeting nobody knows when it was.
    room.now = "2026-11-25T09:00:00+01:00".parse().unwrap();
    assert_eq!(at(&mut room, "ajournera"), "2026-03-11");
    room.now = "2026-03-11T11:12:13+01:00".parse().unwrap();
    assert_eq!(at(&mut room, "ajournera"), "2026-03-11T11:12:13+01:00");
    room.keep("ajournera 16:00");
    room.keep("återuppta 2026-03-12 9:00");
    assert_eq!(
        at(&mut room, "stäng mötet 10:00 ändå"),
        "2026-03-12T10:00:00+01:00"
    );
    // The day after, and before it went on.
    assert!(
        room.refuses("stäng 8:00")
            .starts_with("avvisas av regeln `times-in-order`")
    );
}

#[test]
fn a_namesake_is_asked_about_and_an_answer_is_heard() {
    let mut room = Room::met();
    let problem = room.read("yttrande Svensson").unwrap_err();
    let ambiguous = problem.ambiguous_name().unwrap();
    assert_eq!(ambiguous.name, "Svensson");
    assert_eq!(ambiguous.candidates.len(), 2);
    let chosen = ambiguous.candidates[1].person.clone();
    room.choices.insert("svensson".to_owned(), chosen);
    assert_eq!(
        one(&mut room, "yttrande Svensson", "speech.made")["speaker"]["member"],
        "bo-svensson"
    );
    let near = room.read("yttrande Nordi").unwrap_err();
    assert_eq!(near.advice(Lang::Sv), Some("nära ligger: Klara Nordin (M)"));
    let written = one(&mut room, "yttrande \"Maja Ek (X)\"", "speech.made");
    assert_eq!(written["speaker"], json!({"name": "Maja Ek", "party": "X"}));
}

/// Words that lines are made of, and what spoils them.
fn words() -> impl Strategy<Value = String> {
    let known: Vec<&'static str> = crate::verb::Verb::ALL
        .iter()
        .flat_map(|verb| {
            verb.names(Lang::Sv)
                .iter()
                .chain(verb.names(Lang::En))
                .chain(verb.keywords())
        })
        .copied()
        .chain([
            "m1",
            "m2",
            "p1",
            "q1",
            "v1",
            "d1",
            "57",
            "9",
            ",",
            ":",
            "§57",
            "§",
            "kl",
            "14.00",
            "2026-03-11",
            "\"x\"",
            "\"",
        ])
        .chain([
            "Nordin",
            "Haddad",
            "Svensson",
            "(M)",
            "egna",
            "ja=",
            "=",
            "ja=m1+",
            "ja=:",
            "|",
            "1.",
            "förslag:",
            "99999999999",
        ])
        .collect();
    prop_oneof![9 => proptest::sample::select(known).prop_map(str::to_owned), 1 => "\\PC{0,4}"]
}

proptest! {
    /// Whatever is typed is taken or refused, the same each time; what is taken reads back from its file.
    #[test]
    fn no_line_is_too_strange(parts in proptest::collection::vec(words(), 0..9), glued in any::<bool>()) {
        let line = parts.join(if glued { "" } else { " " });
        let mut room = debated();
        room.keep("prop m1 avslås");
        let read = room.read(&line);
        let again = {
            let mut other = debated();
            other.keep("prop m1 avslås");
            other.read(&line)
        };
        prop_assert_eq!(&read, &again);
        if let Ok(crate::Command::Record(record)) = read {
            for draft in &record.line.drafts {
                prop_assert!(draft.event().is_ok());
            }
            prop_assert!(!record.events.is_empty());
            room.desk.accept(record);
        }
        let _ = room.desk.complete(&line, line.len() / 2, Lang::Sv);
    }
}
