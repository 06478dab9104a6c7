//! A file of drafts: events before they are signed, one line of JSON each.
//!
//! Invariant: what is recorded is the content as it stands on the line; what the procedure reads is the same line.
//!
//! Section: docs/spec/draft.md.

use tingbok_procedure::{Draft, DraftError, Event};
use tingbok_record::event::is_stream;
use tingbok_record::json::{self, JsonError, Value};

/// A draft that was read, with what is signed of it.
#[derive(Debug)]
pub(crate) struct ReadDraft {
    /// The line of the file, from 1.
    pub(crate) line: usize,
    /// The event as the procedure sees it.
    pub(crate) event: Event,
    /// The content as it is recorded.
    pub(crate) content: Value,
}

/// Why a file of drafts cannot be read: the first line that does not fit.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DraftFileError {
    /// Not text.
    #[error("not UTF-8 at byte {0}")]
    NotUtf8(usize),
    /// No line holds anything.
    #[error("there is no draft in it")]
    Empty,
    /// A line that is no JSON, or JSON that cannot be recorded.
    #[error("line {line}: {error}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        error: JsonError,
    },
    /// A line that is no draft: a member is unknown, missing or of another type.
    #[error("line {line}: not a draft: {error}")]
    Members {
        /// The line, from 1.
        line: usize,
        /// What does not fit.
        error: serde_json::Error,
    },
    /// A stream that is no name of one.
    #[error("line {line}: `{stream}` is no name of a stream")]
    Stream {
        /// The line, from 1.
        line: usize,
        /// What stands there.
        stream: String,
    },
    /// A draft that is no event.
    #[error("line {line}: {error}")]
    Draft {
        /// The line, from 1.
        line: usize,
        /// What does not fit.
        error: DraftError,
    },
}

/// Reads a file of drafts. Blank lines are passed over.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<ReadDraft>, DraftFileError> {
    let text = std::str::from_utf8(bytes).map_err(|error| DraftFileError::NotUtf8(error.valid_up_to()))?;
    let lines = text.lines().zip(1..).filter(|(text, _)| !text.trim().is_empty());
    let drafts = lines
        .map(|(text, line)| read_line(text, line))
        .collect::<Result<Vec<_>, _>>()?;
    if drafts.is_empty() {
        return Err(DraftFileError::Empty);
    }
    Ok(drafts)
}

fn read_line(text: &str, line: usize) -> Result<ReadDraft, DraftFileError> {
    // The record's reader refuses what the other one would pass over: a key that stands twice, a fraction.
    let value = json::parse(text).map_err(|error| DraftFileError::Json { line, error })?;
    let draft: Draft = serde_json::from_str(text).map_err(|error| DraftFileError::Members { line, error })?;
    if !is_stream(&draft.stream) {
        let stream = draft.stream;
        return Err(DraftFileError::Stream { line, stream });
    }
    let event = draft
        .event()
        .map_err(|error| DraftFileError::Draft { line, error })?;
    let content = match value {
        Value::Object(mut members) => members.remove("content").unwrap_or(Value::Null),
        _ => Value::Null,
    };
    Ok(ReadDraft { line, event, content })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"id":"7d5c9e1e-6f5b-4b7e-9a39-0d3a3c2f6f01","stream":"meeting/2026-03-11","kind":"item.opened/1","at":"2026-03-11","content":{"item":41,"title":["Plan"]}}"#;

    #[test]
    fn drafts_are_read_with_their_lines() {
        let drafts = read(format!("\n{GOOD}\n").as_bytes()).unwrap();
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].line, 2);
        assert_eq!(drafts[0].content.canonical(), r#"{"item":41,"title":["Plan"]}"#);
    }

    #[test]
    fn what_is_no_draft_is_named_by_its_line() {
        let refused = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
        assert_eq!(refused(""), "there is no draft in it");
        assert_eq!(refused("\n \n"), "there is no draft in it");
        assert_eq!(refused("not JSON"), "line 1: not JSON at byte 0");
        assert!(refused("[]").starts_with("line 1: not a draft: "));
        assert!(refused(&format!("{GOOD}\n{{}}")).starts_with("line 2: not a draft: missing field `id`"));
        let twice = GOOD.replace("\"item\":41", "\"item\":41,\"item\":42");
        assert_eq!(refused(&twice), "line 1: duplicate key");
        assert_eq!(refused(&GOOD.replace("41", "4.1")), "line 1: number 4.1");
        let stream = GOOD.replace("meeting/", "Möte/");
        assert_eq!(
            refused(&stream),
            "line 1: `Möte/2026-03-11` is no name of a stream"
        );
        let unknown = GOOD.replace("item.opened", "item.imagined");
        assert_eq!(refused(&unknown), "line 1: unknown kind `item.imagined/1`");
        let field = refused(&GOOD.replace("\"title\"", "\"titel\""));
        assert!(field.contains("unknown field `titel`"), "{field}");
        assert!(refused(&GOOD.replace("\"at\"", "\"when\"")).contains("unknown field `when`"));
        assert!(
            read(&[0xff, 0xfe, 0])
                .unwrap_err()
                .to_string()
                .starts_with("not UTF-8 at byte 0")
        );
    }
}
