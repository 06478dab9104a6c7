//! Times as they are said in a meeting room: `14:00`, `14.00`, `kl 14.00`, `2026-03-12 9:05`.
//!
//! Spec: docs/spec/desk.md, "Times".

use jiff::civil::Date;

/// Hour and minute of a clock, `14:00`, and `14.00` where `dotted` is allowed.
#[must_use]
pub fn clock(text: &str, dotted: bool) -> Option<(i8, i8)> {
    let (hour, minute) = text
        .split_once(':')
        .or_else(|| text.split_once('.').filter(|_| dotted))?;
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(hour, 2) || !digits(minute, 2) || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// Whether this is written as a time, though no clock may show it: `25.99`.
#[must_use]
pub fn is_like_clock(text: &str, dotted: bool) -> bool {
    let parts = text
        .split_once(':')
        .or_else(|| text.split_once('.').filter(|_| dotted));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.is_some_and(|(hour, minute)| digits(hour) && digits(minute))
}

/// A day, `2026-03-12`.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    (date.to_string() == text).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_times_are_times() {
        assert_eq!(clock("14:00", false), Some((14, 0)));
        assert_eq!(clock("9.05", true), Some((9, 5)));
        for not in [
            "9.05", "24:00", "14:60", "1400", "14:0", ":00", "14:", "-1:00", "+1:00", "014:00",
        ] {
            assert_eq!(clock(not, false), None, "{not}");
        }
        let like = ["25:99", "25.99", "1400", "x:30", "14:"].map(|text| is_like_clock(text, true));
        assert_eq!(like, [true, true, false, false, false]);
        assert!(!is_like_clock("25.99", false));
        assert_eq!(
            day("2026-03-12").map(|day| day.to_string()).as_deref(),
            Some("2026-03-12")
        );
        assert_eq!([day("2026-3-12"), day("12 mars")], [None, None]);
    }
}
