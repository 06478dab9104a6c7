//! The lines that wait, as a file: what was kept is there after a crash.
//!
//! A first line says whose lines these are; each further line of the file keeps a line, or takes one away. It is only
//! ever added to, until all is signed.
//!
//! Invariant: a last line without its line break was never told to be kept, and is dropped; anything else that cannot
//! be read is named, and nothing is used.
//!
//! Spec: docs/spec/desk.md, "The file of lines".

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tingbok_procedure::Draft;

use crate::desk::Waiting;
use crate::lang::Lang;

/// The lines of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spool {
    /// The lines that wait.
    pub lines: Vec<Waiting>,
    /// How many bytes of the file are whole: the rest is a line that was not written to its end.
    pub whole_bytes: usize,
}

/// Why a file of lines cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SpoolError {
    /// Not text.
    #[error("not UTF-8 at byte {0}")]
    NotUtf8(usize),
    /// A line that is none of the format.
    #[error("line {line}: {error}")]
    Line {
        /// The line of the file, from 1.
        line: usize,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// A draft of a line that is no event.
    #[error("line {line}: {error}")]
    Draft {
        /// The line of the file, from 1.
        line: usize,
        /// What is wrong with it.
        error: tingbok_procedure::DraftError,
    },
    /// A later form of the file.
    #[error("form {0} of the file is not known here")]
    Form(u32),
    /// The lines of another log, or another meeting.
    #[error("these are lines of meeting {meeting} of `{origin}`")]
    Another {
        /// The origin of the log.
        origin: String,
        /// The day of the meeting.
        meeting: String,
    },
}

impl SpoolError {
    /// The error in the language of the prompt; what is wrong with a line of JSON is said in English.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Self::NotUtf8(at) => format!("inte UTF-8 vid byte {at}"),
            Self::Line { line, error } => format!("rad {line}: {error}"),
            Self::Draft { line, error } => format!("rad {line}: {error}"),
            Self::Form(form) => format!("filens form {form} är inte känd här"),
            Self::Another { origin, meeting } => {
                format!("raderna är för sammanträdet {meeting} i `{origin}`")
            }
        }
    }
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    spool: u32,
    origin: String,
    meeting: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptLine {
    line: u32,
    said: String,
    drafts: Vec<Draft>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptStrike {
    strike: u32,
}

/// The line that begins the file.
#[must_use]
pub fn head(origin: &str, meeting: Date) -> String {
    written(&Head {
        spool: FORM,
        origin: origin.to_owned(),
        meeting: meeting.to_string(),
    })
}

/// The line that keeps a line.
#[must_use]
pub fn line(waiting: &Waiting) -> String {
    written(&KeptLine {
        line: waiting.number,
        said: waiting.said.clone(),
        drafts: waiting.drafts.clone(),
    })
}

/// The line that takes one away.
#[must_use]
pub fn strike(number: u32) -> String {
    written(&KeptStrike { strike: number })
}

/// Reads the file of a meeting's lines. An empty file has none.
///
/// # Errors
/// [`SpoolError`].
pub fn read(bytes: &[u8], origin: &str, meeting: Date) -> Result<Spool, SpoolError> {
    let whole_bytes = bytes
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |last| last + 1);
    let whole = bytes.get(..whole_bytes).unwrap_or_default();
    let text = std::str::from_utf8(whole).map_err(|error| SpoolError::NotUtf8(error.valid_up_to()))?;
    let mut spool = Spool {
        lines: Vec::new(),
        whole_bytes,
    };
    for (number, text) in (1..).zip(text.lines()) {
        if number == 1 {
            check_head(text, origin, meeting)?;
        } else {
            spool.take(number, text)?;
        }
    }
    Ok(spool)
}

fn check_head(text: &str, origin: &str, meeting: Date) -> Result<(), SpoolError> {
    let head: Head = serde_json::from_str(text).map_err(|error| SpoolError::Line { line: 1, error })?;
    if head.spool != FORM {
        return Err(SpoolError::Form(head.spool));
    }
    if head.origin != origin || head.meeting != meeting.to_string() {
        return Err(SpoolError::Another {
            origin: head.origin,
            meeting: head.meeting,
        });
    }
    Ok(())
}

/// A further line of the file.
enum Kept {
    Line(KeptLine),
    Strike(KeptStrike),
}

/// Reads a further line as the one that its members say it is, so that an error names what is wrong in it.
fn further(text: &str) -> Result<Kept, serde_json::Error> {
    let value: serde_json::Value = serde_json::from_str(text)?;
    if value.get("strike").is_some() {
        return serde_json::from_str(text).map(Kept::Strike);
    }
    serde_json::from_str(text).map(Kept::Line)
}

impl Spool {
    fn take(&mut self, number: usize, text: &str) -> Result<(), SpoolError> {
        match further(text).map_err(|error| SpoolError::Line { line: number, error })? {
            Kept::Strike(KeptStrike { strike }) => self.lines.retain(|line| line.number != strike),
            Kept::Line(kept) => {
                for draft in &kept.drafts {
                    draft
                        .event()
                        .map_err(|error| SpoolError::Draft { line: number, error })?;
                }
                let line = Waiting {
                    number: kept.line,
                    said: kept.said,
                    drafts: kept.drafts,
                    fallen: None,
                };
                match self.lines.iter_mut().find(|other| other.number == line.number) {
                    Some(other) => *other = line,
                    None => self.lines.push(line),
                }
            }
        }
        Ok(())
    }
}

/// One line of JSON with its line break. The types that are written here hold nothing that JSON has not.
fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default() + "\n"
}

const FORM: u32 = 1;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const DAY: Date = jiff::civil::date(2026, 3, 11);

    fn waiting(number: u32) -> Waiting {
        Waiting {
            number,
            said: format!("avsluta {number}"),
            drafts: vec![Draft {
                id: "7d5c9e1e-6f5b-4b7e-9a39-0d3a3c2f6f01".to_owned(),
                stream: "meeting/2026-03-11".to_owned(),
                kind: "item.closed/1".to_owned(),
                at: "2026-03-11".to_owned(),
                content: json!({"item": number}),
            }],
            fallen: None,
        }
    }

    fn read_text(text: &str) -> Result<Spool, String> {
        read(text.as_bytes(), "a.example/b", DAY).map_err(|error| error.to_string())
    }

    #[test]
    fn lines_come_back_as_they_were_left() {
        let text = head("a.example/b", DAY)
            + &line(&waiting(1))
            + &line(&waiting(2))
            + &line(&waiting(3))
            + &strike(2);
        assert_eq!(read_text(&text).unwrap().lines, [waiting(1), waiting(3)]);
        let mended = Waiting {
            said: "avsluta omedelbart".to_owned(),
            ..waiting(1)
        };
        let lines = read_text(&(text.clone() + &line(&mended))).unwrap().lines;
        assert_eq!(lines, [mended, waiting(3)]);
        assert_eq!(read_text("").unwrap(), Spool::default());
    }

    #[test]
    fn a_torn_last_line_is_dropped_and_no_other() {
        let whole = head("a.example/b", DAY) + &line(&waiting(1));
        let more = line(&waiting(2));
        for cut in 0..more.len() {
            let torn = whole.clone() + more.get(..cut).unwrap_or_default();
            let spool = read_text(&torn).unwrap();
            assert_eq!((spool.lines.len(), spool.whole_bytes), (1, whole.len()), "{cut}");
        }
        let broken = head("a.example/b", DAY) + "{\"line\":1}\n" + &line(&waiting(2));
        assert!(read_text(&broken).unwrap_err().starts_with("line 2: "));
    }

    #[test]
    fn the_lines_of_another_meeting_are_not_taken_for_ones_own() {
        let other = head("a.example/b", jiff::civil::date(2026, 4, 15));
        assert_eq!(
            read_text(&other).unwrap_err(),
            "these are lines of meeting 2026-04-15 of `a.example/b`"
        );
        let later = head("a.example/b", DAY).replace("\"spool\":1", "\"spool\":2");
        assert_eq!(
            read_text(&later).unwrap_err(),
            "form 2 of the file is not known here"
        );
        let unknown = line(&waiting(1)).replace("item.closed/1", "item.imagined/1");
        let unknown = read_text(&(head("a.example/b", DAY) + &unknown)).unwrap_err();
        assert_eq!(unknown, "line 2: unknown kind `item.imagined/1`");
        let renamed = head("a.example/b", DAY) + &line(&waiting(1)).replace("\"said\"", "\"sade\"");
        let renamed = read_text(&renamed).unwrap_err();
        assert!(
            renamed.starts_with("line 2: unknown field `sade`, expected"),
            "{renamed}"
        );
    }
}
