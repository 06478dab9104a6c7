//! `tingbok replay`: the events of the log as JSON lines, from the beginning or after a cursor.

use serde::Serialize;
use tingbok_procedure::Kind;
use tingbok_record::authority::LEDGER_KINDS;
use tingbok_record::entry::Cursor;
use tingbok_record::event::is_stream;

use crate::context::Context;
use crate::error::CommandError;
use crate::reading;
use crate::view::{self, EntryView, FieldView};

/// Print the events as JSON lines, in order.
///
/// Each line has a `cursor`: with it the next call goes on where this one ended. A cursor of another history is
/// refused.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok replay --after 57-3f6c0a1b2d4e5f60 --kind decision.made")]
pub(crate) struct Args {
    /// Begin after this cursor.
    #[arg(long, value_name = "CURSOR", value_parser = parse_cursor)]
    after: Option<Cursor>,
    /// Only this stream and those below it, such as `meeting/2026-03-11` or `meeting`.
    #[arg(long, value_name = "STREAM", value_parser = parse_stream)]
    stream: Option<String>,
    /// Only this kind, with or without its version, such as `decision.made`.
    #[arg(long, value_name = "KIND", value_parser = parse_kind)]
    kind: Option<String>,
}

/// A line of the replay.
#[derive(Serialize)]
struct Line {
    cursor: String,
    #[serde(flatten)]
    entry: EntryView,
    content: serde_json::Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    absent: Vec<FieldView>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let tip = log.tip();
    if let Some(kind) = args.kind.as_deref().filter(|kind| !is_known(kind)) {
        let note = format!("the kind `{kind}` is not known to this program");
        context.out.remark("note", note);
    }
    for item in log.replay(args.after.as_ref()).map_err(reading::not_read)? {
        let (index, record) = item.map_err(reading::not_read)?;
        let entry = EntryView::read(index, &record, tip.authority()).map_err(reading::not_read)?;
        if !args.wants(&entry) {
            continue;
        }
        context.out.json(&Line {
            cursor: view::cursor(index, &record)
                .map_err(reading::not_read)?
                .to_string(),
            content: view::content(index, &record).map_err(reading::not_read)?,
            absent: view::absent(index, &record).map_err(reading::not_read)?,
            entry,
        })?;
        if context.out.is_closed() {
            break;
        }
    }
    Ok(())
}

impl Args {
    fn wants(&self, entry: &EntryView) -> bool {
        is_or_begins(&entry.stream, self.stream.as_deref()) && is_or_begins(&entry.kind, self.kind.as_deref())
    }
}

/// Whether `name` is `wanted`, or begins with it and goes on after a `/`.
fn is_or_begins(name: &str, wanted: Option<&str>) -> bool {
    let Some(wanted) = wanted else { return true };
    let rest = name.strip_prefix(wanted);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn parse_cursor(text: &str) -> Result<Cursor, String> {
    text.parse().map_err(|_| {
        "a cursor is an index, `-`, and 16 digits of a chain hash, as `replay` prints it".to_owned()
    })
}

fn parse_stream(text: &str) -> Result<String, String> {
    if is_stream(text) {
        Ok(text.to_owned())
    } else {
        Err("a stream is lower-case letters, digits, `.`, `_` and `-`, in parts that `/` divides".to_owned())
    }
}

fn parse_kind(text: &str) -> Result<String, String> {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let is_version = |version: &str| {
        !version.is_empty() && !version.starts_with('0') && version.bytes().all(|b| b.is_ascii_digit())
    };
    let (name, version) = match text.split_once('/') {
        Some((name, version)) => (name, Some(version)),
        None => (text, None),
    };
    let is_name = name
        .split_once('.')
        .is_some_and(|(group, event)| word(group) && word(event));
    if is_name && version.is_none_or(is_version) {
        Ok(text.to_owned())
    } else {
        Err("a kind is a group, `.` and a name, such as `decision.made` or `decision.made/1`".to_owned())
    }
}

/// Whether some kind that this program knows passes the filter.
fn is_known(kind: &str) -> bool {
    let own = Kind::ALL.iter().map(|kind| kind.name());
    own.chain(LEDGER_KINDS)
        .any(|known| is_or_begins(known, Some(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_read_with_or_without_its_version() {
        for good in ["decision.made", "decision.made/1", "voting_list.recorded/12"] {
            assert_eq!(parse_kind(good).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "decision",
            "decision.made/",
            "decision.made/01",
            "Decision.made",
            "a.b.c",
            "decision/1",
        ] {
            assert!(parse_kind(bad).is_err(), "{bad}");
        }
        assert!(is_known("decision.made") && is_known("key.enrolled/1"));
        assert!(!is_known("decision.unmade") && !is_known("decision.made/2"));
    }

    #[test]
    fn a_filter_takes_whole_segments() {
        assert!(is_or_begins("meeting/2026-03-11", Some("meeting")));
        assert!(is_or_begins("decision.made/1", Some("decision.made")));
        assert!(is_or_begins("decision.made/1", Some("decision.made/1")));
        assert!(is_or_begins("body", None));
        assert!(!is_or_begins("meetings", Some("meeting")));
        assert!(!is_or_begins("decision.made/12", Some("decision.made/1")));
    }
}
