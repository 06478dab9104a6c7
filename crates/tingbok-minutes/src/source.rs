//! The source of a paragraph, put back together from the lines that its events quote.
//!
//! Lines come back in the order of their numbers, byte for byte; numbers that nobody quotes were blank lines, and
//! those before the first quoted line are left out. Each line ends with LF.
//!
//! Spec: docs/procedure.md, "Event kinds", on `quote` and `lines`.

use std::collections::BTreeMap;

use tingbok_procedure::Event;

/// Quoted lines that do not go together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// Two events quote the same line of the same document.
    #[error("line {line} is quoted twice: by event `{first}` and by event `{second}`")]
    QuotedTwice {
        /// The number of the line.
        line: u64,
        /// The event that quotes it first.
        first: String,
        /// The event that quotes it again.
        second: String,
    },
    /// What is quoted as one line is none.
    #[error("event `{event}` quotes as line {line} a text with a line break in it")]
    LineBreak {
        /// The number of the line.
        line: u64,
        /// The event.
        event: String,
    },
    /// Lines are numbered from 1, and a quoted line has one number.
    #[error("event `{event}` quotes {quoted} lines and gives {numbered} numbers, which count from 1")]
    Numbers {
        /// The event.
        event: String,
        /// How many lines it quotes.
        quoted: usize,
        /// How many numbers it gives.
        numbered: usize,
    },
    /// More lines are missing than any document has blank lines.
    #[error("lines {from} to {to} are missing: more than {BLANK_MAX} blank lines in a row")]
    Gap {
        /// The first line that is missing.
        from: u64,
        /// The last.
        to: u64,
    },
}

/// The source of these events as one text. Where they quote several documents, an empty line stands between them.
///
/// # Errors
/// [`SourceError`] when the lines do not go together.
///
/// ```
/// # use tingbok_procedure::{Draft, DraftError};
/// # let event = |content| Draft {
/// #     id: "e1".to_owned(),
/// #     stream: "meeting/2026-03-11".to_owned(),
/// #     kind: "passage.kept/1".to_owned(),
/// #     at: "2026-03-11".to_owned(),
/// #     content,
/// # }.event();
/// let below = event(serde_json::json!({"reason": "x", "quote": ["Plan "], "lines": [4]}))?;
/// let above = event(serde_json::json!({"reason": "x", "quote": [" §41"], "lines": [2]}))?;
/// assert_eq!(tingbok_minutes::source(&[below, above]).as_deref(), Ok(" §41\n\nPlan \n"));
/// # Ok::<(), DraftError>(())
/// ```
pub fn source(events: &[Event]) -> Result<String, SourceError> {
    let texts: Vec<String> = sources(events)?.into_iter().map(|source| source.text).collect();
    Ok(texts.join("\n"))
}

/// The text of one document, as far as events quote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedDocument {
    /// The document: SHA-256 of the file, in lower-case hexadecimal; `None` where the events name none.
    pub document: Option<String>,
    /// Its lines, each with its LF.
    pub text: String,
}

/// The sources of these events, a text for each document, in the order in which the events first quote them.
///
/// # Errors
/// [`SourceError`] when the lines of a document do not go together.
pub fn sources(events: &[Event]) -> Result<Vec<QuotedDocument>, SourceError> {
    let mut documents: Vec<(&Option<String>, Lines)> = Vec::new();
    for event in events.iter().filter(|event| !event.source.quote.is_empty()) {
        let document = &event.source.document;
        match documents.iter_mut().find(|(known, _)| *known == document) {
            Some((_, lines)) => gather(lines, event)?,
            None => {
                let mut lines = Lines::new();
                gather(&mut lines, event)?;
                documents.push((document, lines));
            }
        }
    }
    let joined = |(document, lines): (&Option<String>, Lines)| {
        let document = document.clone();
        join(&lines).map(|text| QuotedDocument { document, text })
    };
    documents.into_iter().map(joined).collect()
}

/// Lines by number, each with the event that quotes it.
type Lines<'a> = BTreeMap<u64, (&'a str, &'a Event)>;

fn gather<'a>(lines: &mut Lines<'a>, event: &'a Event) -> Result<(), SourceError> {
    let source = &event.source;
    if source.quote.len() != source.lines.len() || source.lines.contains(&0) {
        return Err(SourceError::Numbers {
            event: event.id.clone(),
            quoted: source.quote.len(),
            numbered: source.lines.len(),
        });
    }
    for (&line, words) in source.lines.iter().zip(&source.quote) {
        if words.contains('\n') {
            let event = event.id.clone();
            return Err(SourceError::LineBreak { line, event });
        }
        if let Some((_, first)) = lines.insert(line, (words, event)) {
            return Err(SourceError::QuotedTwice {
                line,
                first: first.id.clone(),
                second: event.id.clone(),
            });
        }
    }
    Ok(())
}

fn join(lines: &Lines) -> Result<String, SourceError> {
    let mut text = String::new();
    let mut next = lines.keys().next().copied().unwrap_or_default();
    for (&line, (words, _)) in lines {
        let blank = line.saturating_sub(next);
        if blank > BLANK_MAX {
            let to = line.saturating_sub(1);
            return Err(SourceError::Gap { from: next, to });
        }
        (0..blank).for_each(|_| text.push('\n'));
        text.push_str(words);
        text.push('\n');
        next = line.saturating_add(1);
    }
    Ok(text)
}

/// A number far off would otherwise ask for more memory than there is.
const BLANK_MAX: u64 = 100_000;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fixture::said;

    fn quoted(document: Option<&str>, lines: &[u64], quote: &[&str]) -> Event {
        let content = json!({"reason": "x", "document": document, "lines": lines, "quote": quote});
        said("passage.kept", content)
    }

    #[test]
    fn lines_come_back_in_their_order() {
        let events = [
            quoted(None, &[9, 3], &["nio  ", "\ttre\r"]),
            quoted(None, &[4], &[" fyra"]),
        ];
        assert_eq!(source(&events).unwrap(), "\ttre\r\n fyra\n\n\n\n\nnio  \n");
        assert_eq!(source(&[]).unwrap(), "");
    }

    #[test]
    fn each_document_is_its_own_text() {
        let events = [
            quoted(Some("bb"), &[1], &["b1"]),
            quoted(Some("aa"), &[1], &["a1"]),
            quoted(Some("bb"), &[2], &["b2"]),
        ];
        let all = sources(&events).unwrap();
        let of = |source: &QuotedDocument| (source.document.clone(), source.text.clone());
        let expected = [
            (Some("bb".to_owned()), "b1\nb2\n".to_owned()),
            (Some("aa".to_owned()), "a1\n".to_owned()),
        ];
        assert_eq!(all.iter().map(of).collect::<Vec<_>>(), expected);
        assert_eq!(source(&events).unwrap(), "b1\nb2\n\na1\n");
    }

    #[test]
    fn lines_that_do_not_go_together_are_refused() {
        let check = |events: &[Event], expected: &str| {
            assert_eq!(source(events).unwrap_err().to_string(), expected);
        };
        check(
            &[quoted(None, &[7], &["a"]), quoted(None, &[7], &["a"])],
            "line 7 is quoted twice: by event `passage.kept` and by event `passage.kept`",
        );
        check(
            &[quoted(None, &[7], &["a\nb"])],
            "event `passage.kept` quotes as line 7 a text with a line break in it",
        );
        check(
            &[quoted(None, &[0], &["a"])],
            "event `passage.kept` quotes 1 lines and gives 1 numbers, which count from 1",
        );
        check(
            &[quoted(None, &[1, u64::MAX], &["a", "b"])],
            "lines 2 to 18446744073709551614 are missing: more than 100000 blank lines in a row",
        );
    }
}
