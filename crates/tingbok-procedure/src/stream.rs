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
    /// `case/<ref>`: a case, by its number in lower case with `-` for other characters.
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

    /// The stream of the case with this number: `RS/595/2023` stands in `case/rs-595-2023`.
    #[must_use]
    pub fn case(number: &str) -> Self {
        let lower = number.trim().chars().flat_map(char::to_lowercase);
        let name: String = lower
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '.' || c == '_' {
                    c
                } else {
                    '-'
                }
            })
            .collect();
        Self::Case(name)
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
        assert_eq!(Stream::case("RS/595/2023").to_string(), "case/rs-595-2023");
    }
}
