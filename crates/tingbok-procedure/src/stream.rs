//! Names of streams: each is the history of one thing, in the order its authors signed.
//!
//! Spec: docs/spec, the header line `stream`; docs/procedure.md, "Event kinds".

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stream that this program knows the meaning of, or the name of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// `ledger`: keys and authority.
    Ledger,
    /// `publication`: what exports and pages leave out.
    Publication,
    /// `body`: the elected body itself.
    Body,
    /// `case/<ref>`: a case, by its number in lower case, see [`Stream::case`].
    Case(String),
    /// `meeting/<date>`: one meeting.
    Meeting(Date),
    /// `paragraph/<year>/<no>`: a paragraph of the minutes, after the meeting.
    Paragraph(ParagraphRef),
    /// `paragraph/<year>/<no>/<handle>`: one adjuster's signature of it.
    Adjuster(ParagraphRef, String),
    /// Any other name.
    Other(String),
}

/// Which class of streams a kind stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StreamClass {
    /// The stream `publication`.
    Publication,
    /// The stream `body`.
    Body,
    /// A stream `case/…`.
    Case,
    /// A stream `meeting/…`.
    Meeting,
    /// A stream `paragraph/<year>/<no>`.
    Paragraph,
    /// A stream `paragraph/<year>/<no>/<handle>`.
    Adjuster,
    /// A paragraph's stream or an adjuster's.
    Adjustment,
    /// Wherever a source is read into: a case or a meeting.
    Source,
}

/// A paragraph of the minutes: year and number, `194/2023` to people, `2023/194` in stream names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParagraphRef {
    /// The year of the meeting: bodies number their paragraphs from 1 each year.
    pub year: i16,
    /// The number of the paragraph.
    pub number: u32,
}

impl fmt::Display for ParagraphRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.year)
    }
}

impl Stream {
    /// The paragraph whose stream, or whose adjuster's stream, this is.
    #[must_use]
    pub fn paragraph(&self) -> Option<ParagraphRef> {
        match self {
            Self::Paragraph(at) | Self::Adjuster(at, _) => Some(*at),
            _ => None,
        }
    }

    /// The stream of the case with this number: `RS/595/2023` stands in `case/rs-595-2023`, `ÅL/7/2026` in
    /// `case/aal-7-2026`.
    ///
    /// The name is one that the record accepts, whatever the number: see docs/spec/event.md, `stream`. Several numbers
    /// may give one name; it is the printed number that says which case is meant.
    #[must_use]
    pub fn case(number: &str) -> Self {
        let mut name = String::new();
        for c in number.trim().chars().flat_map(char::to_lowercase) {
            match c {
                'å' => name.push_str("aa"),
                'ä' => name.push_str("ae"),
                'ö' => name.push_str("oe"),
                _ if c.is_ascii_alphanumeric() => name.push(c),
                // A name begins with a letter or a digit.
                _ if name.is_empty() => {}
                '.' | '_' => name.push(c),
                _ => name.push('-'),
            }
        }
        name.truncate(CASE_BYTES_MAX);
        Self::Case(if name.is_empty() {
            NAMELESS.to_owned()
        } else {
            name
        })
    }

    /// Whether a kind of this class may stand in this stream.
    #[must_use]
    pub fn is(&self, class: StreamClass) -> bool {
        match class {
            StreamClass::Publication => *self == Self::Publication,
            StreamClass::Body => *self == Self::Body,
            StreamClass::Case => matches!(self, Self::Case(_)),
            StreamClass::Meeting => matches!(self, Self::Meeting(_)),
            StreamClass::Paragraph => matches!(self, Self::Paragraph(_)),
            StreamClass::Adjuster => matches!(self, Self::Adjuster(..)),
            StreamClass::Adjustment => matches!(self, Self::Paragraph(_) | Self::Adjuster(..)),
            StreamClass::Source => matches!(self, Self::Case(_) | Self::Meeting(_)),
        }
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ledger => f.write_str("ledger"),
            Self::Publication => f.write_str("publication"),
            Self::Body => f.write_str("body"),
            Self::Case(name) => write!(f, "case/{name}"),
            Self::Meeting(date) => write!(f, "meeting/{date}"),
            Self::Paragraph(at) => write!(f, "paragraph/{}/{}", at.year, at.number),
            Self::Adjuster(at, handle) => write!(f, "paragraph/{}/{}/{handle}", at.year, at.number),
            Self::Other(name) => f.write_str(name),
        }
    }
}

impl FromStr for Stream {
    type Err = std::convert::Infallible;

    /// Never fails: a name without a meaning here is [`Stream::Other`]. Grammar is the record level's business.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let parsed = known(name).filter(|stream| stream.to_string() == name);
        Ok(parsed.unwrap_or_else(|| Self::Other(name.to_owned())))
    }
}

/// Reads a name leniently; the caller keeps it only when it is written back the same.
fn known(name: &str) -> Option<Stream> {
    let segments: Vec<&str> = name.split('/').collect();
    Some(match segments.as_slice() {
        ["ledger"] => Stream::Ledger,
        ["publication"] => Stream::Publication,
        ["body"] => Stream::Body,
        ["case", reference] => Stream::Case((*reference).to_owned()),
        ["meeting", date] => Stream::Meeting(date.parse().ok()?),
        ["paragraph", year, number] => Stream::Paragraph(paragraph(year, number)?),
        ["paragraph", year, number, handle] => {
            Stream::Adjuster(paragraph(year, number)?, (*handle).to_owned())
        }
        _ => return None,
    })
}

fn paragraph(year: &str, number: &str) -> Option<ParagraphRef> {
    Some(ParagraphRef {
        year: year.parse().ok()?,
        number: number.parse().ok()?,
    })
}

/// The name of a case whose number has neither a letter nor a digit.
const NAMELESS: &str = "case";
/// A stream's name has 200 bytes, of which `case/` takes five.
const CASE_BYTES_MAX: usize = 195;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_as_they_were() {
        for name in [
            "ledger",
            "body",
            "case/rs-595-2023",
            "meeting/2023-11-08",
            "paragraph/2023/194",
            "x/y",
        ] {
            let stream: Stream = name.parse().unwrap();
            assert_eq!(stream.to_string(), name);
        }
        let padded: Stream = "paragraph/2023/0194".parse().unwrap();
        assert_eq!(padded, Stream::Other("paragraph/2023/0194".to_owned()));
    }

    #[test]
    fn a_case_number_becomes_a_stream_name() {
        let name = |number: &str| Stream::case(number).to_string();
        assert_eq!(name("RS/595/2023"), "case/rs-595-2023");
        assert_eq!(name("ÅL/7/2026"), "case/aal-7-2026");
        assert_eq!(name("ÄL/7/2026"), "case/ael-7-2026");
        assert_eq!(name(" öl 7 "), "case/oel-7");
        assert_eq!(name("A\u{30a}L/7"), "case/a-l-7");
        assert_eq!(name("§ 7.b_2"), "case/7.b_2");
        assert_eq!(name("– –"), "case/case");
        assert_eq!(name(&"Å".repeat(150)).len(), 200);
    }
}
