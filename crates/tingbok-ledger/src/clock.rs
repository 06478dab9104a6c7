//! The operator's clock, as `received` needs it.
//!
//! Spec: docs/spec/entry.md, `received`.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan};

use crate::submission::Inadmissible;

/// What tells the time. The command line gives the system's; tests give what they like.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    is_confirmed: bool,
}

impl Clock {
    /// A clock that `now` is read from.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        let now = Arc::new(now);
        Self {
            now,
            is_confirmed: false,
        }
    }

    /// The same clock, of which a person has confirmed that it is right although a year has passed.
    #[must_use]
    pub fn confirmed(self) -> Self {
        Self {
            is_confirmed: true,
            ..self
        }
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }
}

/// The time for the next entry: the clock's, but never before the entry before.
///
/// A clock that is more than a year ahead of the newest entry is refused unless a person has confirmed it: an entry
/// written by a clock gone wrong would pin every later one to its time.
pub(crate) fn received(clock: &Clock, newest: &str) -> Result<String, Inadmissible> {
    let now = clock.now();
    let text = format_received(now);
    let before: Option<Timestamp> = newest.parse().ok();
    let limit = before.and_then(|before| before.checked_add((365 * 24).hours()).ok());
    if !clock.is_confirmed && limit.is_some_and(|limit| now > limit) {
        return Err(Inadmissible::ClockJump {
            now: text,
            newest: newest.to_owned(),
        });
    }
    Ok(if text.as_str() < newest {
        newest.to_owned()
    } else {
        text
    })
}

/// A time as `received` has it: `YYYY-MM-DDThh:mm:ss.sssZ`.
#[must_use]
pub fn format_received(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &'static str) -> Clock {
        Clock::new(move || text.parse().unwrap())
    }

    #[test]
    fn time_never_goes_back_and_never_leaps_a_year() {
        let newest = "2026-03-11T14:00:00.500Z";
        assert_eq!(
            received(&at("2026-03-11T15:00:00.1239Z"), newest).unwrap(),
            "2026-03-11T15:00:00.123Z"
        );
        assert_eq!(received(&at("2026-03-11T13:00:00Z"), newest).unwrap(), newest);
        assert!(matches!(
            received(&at("2027-04-11T13:00:00Z"), newest),
            Err(Inadmissible::ClockJump { .. })
        ));
        let confirmed = at("2027-04-11T13:00:00Z").confirmed();
        assert_eq!(received(&confirmed, newest).unwrap(), "2027-04-11T13:00:00.000Z");
        assert!(received(&at("2027-04-11T13:00:00Z"), "").is_ok());
    }
}
