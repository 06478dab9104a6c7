//! A time as an author claims it: an instant with its offset, or only a day.
//!
//! Spec: docs/spec, the header line `at`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// When something happened, in the form in which it was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Only the day is known.
    Day(Date),
    /// A point in time, in the offset that it was written in.
    Instant(Timestamp, Offset),
}

/// Why a text is no moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAMoment {
    /// It is neither `YYYY-MM-DD` nor `YYYY-MM-DDThh:mm:ss±hh:mm`.
    #[error("`{0}` is neither a day (`YYYY-MM-DD`) nor a time (`YYYY-MM-DDThh:mm:ss±hh:mm`)")]
    Form(String),
    /// It is a time in the right form, and later than times can be computed with.
    #[error("`{0}` is too late: the last time that can be told is `{last}`; a day can be told until `9999-12-31`", last = last_time())]
    TooLate(String),
}

impl Moment {
    /// The time at `hour`:`minute` of the wall clock in Stockholm on `date`.
    ///
    /// `None` for a time that no clock shows.
    #[must_use]
    pub fn in_stockholm(date: Date, hour: i8, minute: i8) -> Option<Self> {
        let wall = date.to_datetime(jiff::civil::Time::new(hour, minute, 0, 0).ok()?);
        let zoned: Zoned = wall.in_tz("Europe/Stockholm").ok()?;
        Some(Self::Instant(zoned.timestamp(), zoned.offset()))
    }

    /// The day, in the offset in which the time was written.
    #[must_use]
    pub fn date(&self) -> Date {
        match self {
            Self::Day(date) => *date,
            Self::Instant(at, offset) => offset.to_datetime(*at).date(),
        }
    }

    /// Whether this was certainly before another: by the instants where both are known, else by the days.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Instant(this, _), Self::Instant(other, _)) => this < other,
            _ => self.date() < other.date(),
        }
    }

    /// Hour and minute of the wall clock, when more than the day is known.
    #[must_use]
    pub fn clock(&self) -> Option<(i8, i8)> {
        match self {
            Self::Day(_) => None,
            Self::Instant(at, offset) => {
                let wall = offset.to_datetime(*at);
                Some((wall.hour(), wall.minute()))
            }
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Instant(at, offset) => f.write_str(&written(offset.to_datetime(*at), *offset)),
        }
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no_form = || NotAMoment::Form(text.to_owned());
        if text.len() == 10 {
            let day = text.parse().ok().map(Self::Day);
            return day.filter(|day| day.to_string() == text).ok_or_else(no_form);
        }
        let (wall, offset) = wall_clock(text)
            .filter(|(wall, offset)| written(*wall, *offset) == text)
            .ok_or_else(no_form)?;
        let at = offset.to_timestamp(wall);
        at.map(|at| Self::Instant(at, offset))
            .map_err(|_| NotAMoment::TooLate(text.to_owned()))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2})?$",
            "description": "A day, `YYYY-MM-DD`, or a time, `YYYY-MM-DDThh:mm:ss±hh:mm`.",
        })
    }
}

/// What a clock shows, and where it hangs.
fn wall_clock(text: &str) -> Option<(DateTime, Offset)> {
    let pieces = DateTimeParser::new().parse_pieces(text).ok()?;
    let offset = pieces.to_numeric_offset()?;
    Some((pieces.date().to_datetime(pieces.time()?), offset))
}

fn written(wall: DateTime, offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let wall = wall.strftime("%Y-%m-%dT%H:%M:%S");
    format!("{wall}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// The calendar ends with the year 9999; instants end a day earlier, so that every offset can show them.
fn last_time() -> String {
    written(Offset::UTC.to_datetime(Timestamp::MAX), Offset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_forms_are_moments() {
        for good in [
            "2026-03-11",
            "2026-03-11T14:00:00+01:00",
            "2026-03-12T09:00:00+23:59",
        ] {
            assert_eq!(good.parse::<Moment>().unwrap().to_string(), good);
        }
        for bad in [
            "2026-02-30",
            "2026-03-11T14:00:00Z",
            "2026-03-11T14:00:60+01:00",
            "",
            "2026-3-11",
        ] {
            assert_eq!(bad.parse::<Moment>(), Err(NotAMoment::Form(bad.to_owned())));
        }
    }

    #[test]
    fn the_end_of_the_calendar_is_said_to_be_the_reason() {
        let said = |text: &str| text.parse::<Moment>().unwrap_err().to_string();
        let late = "9999-12-31T14:00:00+01:00";
        assert_eq!(
            said(late),
            "`9999-12-31T14:00:00+01:00` is too late: the last time that can be told is \
             `9999-12-30T22:00:00+00:00`; a day can be told until `9999-12-31`"
        );
        for last in [
            "9999-12-30T22:00:00+00:00",
            "9999-12-30T23:00:00+01:00",
            "9999-12-31",
        ] {
            assert_eq!(last.parse::<Moment>().unwrap().to_string(), last);
        }
        assert!(said("9999-12-31T14:00:00Z").contains("is neither a day"));
    }

    #[test]
    fn a_day_is_before_no_time_of_the_same_day() {
        let moment = |text: &str| text.parse::<Moment>().unwrap();
        let (ten, eleven) = (
            moment("2026-03-11T10:00:00+01:00"),
            moment("2026-03-11T10:00:00+00:00"),
        );
        assert!(ten.is_before(&eleven) && !eleven.is_before(&ten) && !ten.is_before(&ten));
        let day = moment("2026-03-11");
        assert!(!day.is_before(&ten) && !ten.is_before(&day));
        assert!(moment("2026-03-10").is_before(&ten) && ten.is_before(&moment("2026-03-12")));
    }

    #[test]
    fn stockholm_keeps_summer_time() {
        let summer = Moment::in_stockholm("2024-06-12".parse().unwrap(), 14, 0).unwrap();
        assert_eq!(summer.to_string(), "2024-06-12T14:00:00+02:00");
        assert_eq!(summer.clock(), Some((14, 0)));
    }
}
