//! The check at the end: every non-blank line is quoted exactly once, unaltered, and every event fits the record.
//!
//! It looks only at the finished events and the manuscript, so that an error in the reading cannot hide itself.
//!
//! Spec: docs/spec/draft.md, `quote`; docs/spec, limits of an event.

use serde_json::Value;
use tingbok_procedure::{Content, Event};

use crate::error::TranscribeError;
use crate::manuscript::{Manuscript, json_bytes};
use crate::report::LineCount;

/// Counts the lines, or names the first that is not quoted exactly once as it stands.
pub(crate) fn check(manuscript: &Manuscript<'_>, events: &[Event]) -> Result<LineCount, TranscribeError> {
    let mut times = vec![0_usize; manuscript.len()];
    let mut count = LineCount::default();
    for event in events {
        fits(event)?;
        for (number, quote) in event.source.lines.iter().zip(&event.source.quote) {
            let index = usize::try_from(*number).unwrap_or(0).wrapping_sub(1);
            let unaltered = manuscript.line(index) == quote;
            match times.get_mut(index).filter(|_| unaltered) {
                Some(times) => *times += 1,
                None => {
                    return Err(TranscribeError::Coverage {
                        line: *number,
                        times: 0,
                    });
                }
            }
        }
        let quoted = event.source.lines.len();
        match event.content {
            Content::PassageKept(_) => count.kept += quoted,
            _ => count.placed += quoted,
        }
    }
    count.total = count.kept + count.placed;
    let wrong = (0..manuscript.len()).find(|&line| times[line] != usize::from(!manuscript.is_blank(line)));
    wrong.map_or(Ok(count), |line| {
        Err(TranscribeError::Coverage {
            line: Manuscript::number(line),
            times: times[line],
        })
    })
}

/// Whether an event's leaves fit the event text, each its field, and all of them the disclosure row.
fn fits(event: &Event) -> Result<(), TranscribeError> {
    let content = event.content.to_value(&event.source);
    let mut weight = Weight::default();
    weight.add("", &content);
    let whole_row = weight.row_bytes <= ROW_BYTES_MAX;
    if weight.event_bytes <= EVENT_BYTES_MAX && weight.value_bytes_max <= VALUE_BYTES_MAX && whole_row {
        return Ok(());
    }
    Err(TranscribeError::Overweight {
        line: event.source.lines.first().copied().unwrap_or(0),
    })
}

/// What the leaves of a content weigh.
#[derive(Default)]
struct Weight {
    event_bytes: usize,
    row_bytes: usize,
    value_bytes_max: usize,
}

impl Weight {
    /// `lines` and `also` are one leaf each, whatever stands in them.
    fn add(&mut self, path: &str, value: &Value) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                for (key, member) in members {
                    self.add(&format!("{path}/{key}"), member);
                }
            }
            Value::Array(elements) if !elements.is_empty() && path != "/lines" && path != "/also" => {
                for (index, element) in elements.iter().enumerate() {
                    self.add(&format!("{path}/{index}"), element);
                }
            }
            leaf => self.leaf(path, leaf),
        }
    }

    fn leaf(&mut self, path: &str, value: &Value) {
        let bytes = match value {
            Value::String(text) => json_bytes(text),
            other => other.to_string().len(),
        };
        self.event_bytes += path.len() + COMMITMENT_BYTES;
        self.row_bytes += path.len() + bytes + ROW_LEAF_BYTES;
        self.value_bytes_max = self.value_bytes_max.max(bytes);
    }
}

/// A leaf's line in the event: a blank, 44 characters of base64, LF.
const COMMITMENT_BYTES: usize = 46;

/// What a disclosure row adds to a path and a value: member names, punctuation and the salt.
const ROW_LEAF_BYTES: usize = 90;

/// An event's text has at most 65 000 bytes; the rest is for its header and its signatures.
const EVENT_BYTES_MAX: usize = 63_000;

const VALUE_BYTES_MAX: usize = 1 << 20;
const ROW_BYTES_MAX: usize = (16 << 20) - (1 << 16);

#[cfg(test)]
mod tests {
    use super::*;
    use tingbok_procedure::content::{PassageKept, Source};
    use tingbok_procedure::{Moment, Stream};

    fn quoting(lines: &[(u64, &str)]) -> Event {
        Event {
            id: String::new(),
            stream: Stream::Body,
            at: Moment::Day(jiff::civil::date(2026, 3, 11)),
            content: Content::PassageKept(PassageKept {
                item: None,
                reason: "test".to_owned(),
            }),
            source: Source {
                quote: lines.iter().map(|(_, text)| (*text).to_owned()).collect(),
                lines: lines.iter().map(|(number, _)| *number).collect(),
                ..Source::default()
            },
            signed: None,
        }
    }

    #[test]
    fn each_line_once_and_unaltered() {
        let manuscript = Manuscript::read(b"one\n\ntwo ").unwrap();
        let check = |lines: &[(u64, &str)]| check(&manuscript, &[quoting(lines)]);
        assert_eq!(check(&[(1, "one"), (3, "two ")]).unwrap().total, 2);
        let wrong = |line, times| Err(TranscribeError::Coverage { line, times });
        assert_eq!(check(&[(1, "one")]), wrong(3, 0));
        assert_eq!(check(&[(1, "one"), (3, "two")]), wrong(3, 0));
        assert_eq!(check(&[(1, "one"), (1, "one"), (3, "two ")]), wrong(1, 2));
        assert_eq!(check(&[(1, "one"), (2, ""), (3, "two ")]), wrong(2, 1));
        assert_eq!(check(&[(0, ""), (1, "one")]), wrong(0, 0));
    }

    #[test]
    fn an_event_too_large_for_the_record_is_found() {
        let text = "x\n".repeat(1200);
        let manuscript = Manuscript::read(text.as_bytes()).unwrap();
        let lines: Vec<_> = (1..=1200).map(|number| (number, "x")).collect();
        let found = check(&manuscript, &[quoting(&lines)]);
        assert_eq!(found, Err(TranscribeError::Overweight { line: 1 }));
    }
}
