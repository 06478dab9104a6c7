//! Every kind of a meeting has its words, in both languages, and they leave out nothing.

use serde_json::Value;
use tingbok_procedure::Draft;

use super::*;
use crate::room::Room;

/// The kinds that lines give, and that another registrar may record meanwhile.
fn examples() -> Vec<Event> {
    let examples = include_str!("../../../../docs/spec/examples.jsonl");
    let drafts = examples
        .lines()
        .map(|line| serde_json::from_str::<Draft>(line).unwrap());
    let of_meeting = drafts.filter(|draft| draft.stream.starts_with("meeting/"));
    of_meeting.map(|draft| draft.event().unwrap()).collect()
}

/// The words and numbers of a content that somebody has written: names, texts, sums.
fn written(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains(' ') => found.push(text.clone()),
        Value::Number(number) => found.push(number.to_string()),
        Value::Object(object) => {
            let own = object
                .iter()
                .filter(|(key, _)| !["quote", "lines", "also", "document"].contains(&key.as_str()));
            own.for_each(|(_, value)| written(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| written(value, found)),
        _ => {}
    }
}

#[test]
fn nothing_that_was_written_is_left_out() {
    let mut looked_at = 0;
    for example in examples() {
        for lang in [Lang::Sv, Lang::En] {
            let said = event(&example, lang);
            // The list as printed, kept words and the summons are never given by a line.
            let kind = example.kind().name();
            if [
                "voting_list.recorded/1",
                "passage.kept/1",
                "meeting.summoned/1",
                "meeting.cancelled/1",
            ]
            .contains(&kind)
            {
                continue;
            }
            assert!(!said.ends_with(kind), "{kind} has no words: {said}");
            let mut all = Vec::new();
            written(
                &example.content.to_value(&tingbok_procedure::Source::default()),
                &mut all,
            );
            for words in all {
                let words = one_line(&words);
                assert!(said.contains(&words), "{kind}: `{words}` is not in `{said}`");
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 60, "{looked_at}");
}

#[test]
fn a_time_and_a_paragraph_come_first() {
    let example = examples()
        .into_iter()
        .find(|event| matches!(event.content, Content::SpeechMade(_)))
        .unwrap();
    let said = event(&example, Lang::Sv);
    assert!(said.contains("§ ") && said.contains(" yttrar sig"), "{said}");
}

#[test]
fn questions_and_what_is_found_are_said_as_in_a_room() {
    let mut room = Room::met();
    for line in [
        "yrkande Haddad ändring: Sex turer.",
        "yrkande Nordin ändring: Åtta turer.",
        "yrkande Holmgren tillägg: Planen följs upp.",
        "yrkande Sandvall återremiss",
    ] {
        room.keep(line);
    }
    let mut says = |line: &str, said: &[&str]| assert_eq!(room.keep(line), said, "{line}");
    says(
        "prop m4 avslås",
        &[
            "§ 57 q1: proposition på återremissyrkandet (m4)",
            "§ 57 q1: ordföranden finner avslag på m4",
        ],
    );
    says(
        "votering q1 begärd Sandvall ja=idag nej=återremiss 6 1",
        &[
            "§ 57 v1: omröstning om q1 begärs av Ingrid Sandvall (S)",
            "§ 57 v1: ja-röst innebär avgörande i dag, nej-röst innebär återremiss enligt m4",
            "§ 57 v1: 6 ja, 1 nej, 0 avstår; ordföranden finner avgörande i dag",
        ],
    );
    says(
        "prop m1 mot m2 bifalls m2",
        &[
            "§ 57 q2: proposition på m1 och m2 mot varandra",
            "§ 57 q2: ordföranden finner bifall till m2",
        ],
    );
    says(
        "prop m3 bifalls",
        &[
            "§ 57 q3: proposition på tilläggsyrkandet (m3)",
            "§ 57 q3: ordföranden finner bifall till m3",
        ],
    );
}
