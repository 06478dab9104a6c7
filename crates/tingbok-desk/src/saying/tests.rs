//! Every kind of a meeting has its words, in both languages, and they leave out nothing.

use serde_json::Value;
use tingbok_procedure::Draft;

use super::*;

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
