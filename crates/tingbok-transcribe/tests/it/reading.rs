//! Reading texts in tests, and short forms of events to compare.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tingbok_procedure::{Content, Event, State};
use tingbok_transcribe::{Options, TranscribeError, Transcription, transcribe};

/// Registered on a day of its own, so that it cannot be mistaken for a meeting's.
pub(crate) fn options() -> Options {
    Options::new("2026-04-01".parse().unwrap())
}

/// Transcribes with ids that count.
pub(crate) fn read(source: &[u8], options: &Options) -> Result<Transcription, TranscribeError> {
    let mut count = 0;
    transcribe(source, options, &mut || {
        count += 1;
        format!("00000000-0000-4000-8000-{count:012}")
    })
}

/// The folder of a repository checkout.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of `shared`, or `None` with a line that says so.
#[allow(clippy::disallowed_methods, reason = "a test asks where shared is")]
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let beside = repository().join("../shared");
    let shared = std::env::var_os("TINGBOK_SHARED").map_or(beside, PathBuf::from);
    if !shared.is_dir() {
        println!("not run: ../shared is absent");
        return None;
    }
    Some(shared.join(path))
}

/// The events of a kind, each as the JSON of its content without the words of the source.
pub(crate) fn of_kind(transcription: &Transcription, kind: &str) -> Vec<Value> {
    let events = transcription
        .events
        .iter()
        .filter(|event| event.kind().name() == format!("{kind}/1"));
    events.map(content).collect()
}

/// One member of each event of a kind, as text without quotation marks: `m1,m2`.
pub(crate) fn each(transcription: &Transcription, kind: &str, pointer: &str) -> Vec<String> {
    let contents = of_kind(transcription, kind);
    contents
        .iter()
        .map(|content| short(content.pointer(pointer)))
        .collect()
}

/// The kinds in order, without their version, repetitions counted: `motion.moved×3`.
pub(crate) fn order(transcription: &Transcription) -> Vec<String> {
    let mut all: Vec<(&str, usize)> = Vec::new();
    for event in &transcription.events {
        let name = event.kind().name().trim_end_matches("/1");
        match all.last_mut().filter(|(last, _)| *last == name) {
            Some((_, count)) => *count += 1,
            None => all.push((name, 1)),
        }
    }
    let shown = |(name, count): (&str, usize)| match count {
        1 => name.to_owned(),
        _ => format!("{name}×{count}"),
    };
    all.into_iter().map(shown).collect()
}

/// Whether every non-blank line is quoted exactly once, byte for byte, counted without the crate's own check.
pub(crate) fn assert_covered(source: &[u8], transcription: &Transcription) {
    let text = std::str::from_utf8(source).unwrap();
    let mut quoted: Vec<(u64, &str)> = Vec::new();
    for event in &transcription.events {
        let source = &event.source;
        assert_eq!(source.lines.len(), source.quote.len());
        quoted.extend(
            source
                .lines
                .iter()
                .copied()
                .zip(source.quote.iter().map(String::as_str)),
        );
    }
    quoted.sort_unstable();
    let numbered = text.split('\n').zip(1..).map(|(line, number)| (number, line));
    let wanted: Vec<(u64, &str)> = numbered.filter(|(_, line)| !line.trim().is_empty()).collect();
    assert_eq!(quoted, wanted);
    assert_eq!(transcription.lines.total, wanted.len());
    assert_eq!(
        transcription.lines.placed + transcription.lines.kept,
        wanted.len()
    );
}

/// Whether the drafts are events again, and what an event refers to stands before it.
pub(crate) fn assert_admissible(transcription: &Transcription) {
    let mut named: Vec<String> = Vec::new();
    for (draft, event) in transcription.drafts().zip(&transcription.events) {
        assert_eq!(&draft.event().unwrap(), event);
        let mut content = content(event);
        let item = content["item"].to_string();
        let mut used = Vec::new();
        let follows = content
            .as_object_mut()
            .and_then(|content| content.remove("follows"));
        names(follows.as_ref().unwrap_or(&Value::Null), None, &mut used);
        for (_, name) in used.drain(..) {
            assert!(named.contains(&format!("{item} {name}")), "{name} is followed");
        }
        names(&content, None, &mut used);
        for (key, name) in used {
            let name = format!("{item} {name}");
            let begins = follows.is_some() && key == "vote";
            let gives = begins || gives(event.kind().name()) == Some(key.as_str());
            assert_eq!(named.contains(&name), !gives, "{} at {name}", event.kind().name());
            if gives {
                named.push(name);
            }
        }
    }
}

/// Lines that are kept under a heading whose section is understood: of motions, propositions, votes, decisions and
/// reservations. Page headers are none of it.
pub(crate) fn kept_where_understood(transcription: &Transcription) -> Vec<String> {
    let mut kept = Vec::new();
    for event in &transcription.events {
        let Content::PassageKept(passage) = &event.content else {
            continue;
        };
        let heading = passage
            .reason
            .split('`')
            .nth(1)
            .unwrap_or_default()
            .to_lowercase();
        let understood = [
            "yrkande",
            "proposition",
            "omröstning",
            "votering",
            "beslut",
            "reservation",
        ];
        if understood.iter().any(|word| heading.contains(word)) && !heading.contains("skickas") {
            kept.extend(event.source.quote.iter().cloned());
        }
    }
    kept
}

/// What the rules of the meeting find in the events, each with its kind; what they would refuse is a failure.
pub(crate) fn findings(transcription: &Transcription) -> Vec<String> {
    let mut state = State::new();
    let mut all = Vec::new();
    for event in &transcription.events {
        let found = state
            .admit(event)
            .unwrap_or_else(|rejection| panic!("{}: {rejection}", event.kind()));
        all.extend(found.iter().map(|finding| format!("{}: {finding}", event.kind())));
        state.apply(event);
    }
    all
}

/// The member by which a kind gives a name that later events use.
fn gives(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "motion.moved/1" => "motion",
        "proposal.laid/1" | "proposal.submitted/1" => "proposal",
        "proposition.put/1" => "proposition",
        "vote.demanded/1" => "vote",
        "decision.made/1" => "decision",
        _ => return None,
    })
}

/// Every name of a motion, proposal, proposition, vote or decision in a content, with the member it stands in.
fn names(value: &Value, key: Option<&str>, found: &mut Vec<(String, String)>) {
    let referring = [
        "motion",
        "motions",
        "favour",
        "proposal",
        "proposition",
        "vote",
        "decision",
    ];
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(key, value)| names(value, Some(key), found)),
        Value::Array(elements) => elements.iter().for_each(|value| names(value, key, found)),
        Value::String(name) => {
            let key = key.filter(|key| referring.contains(key));
            found.extend(key.map(|key| (key.to_owned(), name.clone())));
        }
        _ => {}
    }
}

fn content(event: &Event) -> Value {
    event.content.to_value(&tingbok_procedure::Source::default())
}

fn short(value: Option<&Value>) -> String {
    match value {
        None => "-".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(elements)) => elements
            .iter()
            .map(|value| short(Some(value)))
            .collect::<Vec<_>>()
            .join(","),
        Some(other) => other.to_string(),
    }
}
