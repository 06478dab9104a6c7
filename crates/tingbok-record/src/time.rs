//! The two times of the record: what an author claims, and when the operator received it.
//!
//! Invariant: fixed width, so that the order of bytes is the order of time for `received`.
//!
//! Spec: docs/spec/event.md (`at`), docs/spec/entry.md (`received`); RFC 3339.

/// Whether a text is an `at`: `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss±hh:mm`, a real time, never `-00:00`.
#[must_use]
pub fn is_at(text: &str) -> bool {
    match text.len() {
        _ if !text.is_ascii() => false,
        10 => is_date(text),
        25 => is_date(&text[..10]) && is_clock(&text[10..19]) && is_offset(&text[19..]),
        _ => false,
    }
}

/// Whether a text is a `received`: `YYYY-MM-DDThh:mm:ss.sssZ`, a real time.
#[must_use]
pub fn is_received(text: &str) -> bool {
    text.len() == 24
        && text.is_ascii()
        && is_date(&text[..10])
        && is_clock(&text[10..19])
        && fits(&text[19..], ".000Z")
}

fn is_date(text: &str) -> bool {
    fits(text, "0000-00-00") && {
        let (year, month, day) = (number(&text[..4]), number(&text[5..7]), number(&text[8..]));
        year >= 1 && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month)
    }
}

fn is_clock(text: &str) -> bool {
    fits(text, "T00:00:00")
        && number(&text[1..3]) <= 23
        && number(&text[4..6]) <= 59
        && number(&text[7..]) <= 59
}

fn is_offset(text: &str) -> bool {
    (fits(text, "+00:00") || (fits(text, "-00:00") && text != "-00:00"))
        && number(&text[1..3]) <= 23
        && number(&text[4..]) <= 59
}

/// Whether a text has the shape of a pattern in which `0` stands for any digit.
fn fits(text: &str, pattern: &str) -> bool {
    let same = |(b, p): (u8, u8)| if p == b'0' { b.is_ascii_digit() } else { b == p };
    text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(same)
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_times_only() {
        for good in [
            "2024-02-29",
            "2026-03-11T14:30:00+01:00",
            "2028-02-29T00:00:00-12:00",
            "0001-01-01",
        ] {
            assert!(is_at(good), "{good}");
        }
        for bad in [
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "0000-01-01",
            "2026-03-11T14:30:00Z",
            "2026-03-1é",
        ] {
            assert!(!is_at(bad), "{bad}");
        }
        for bad in [
            "2026-03-11T24:00:00+01:00",
            "2026-03-11T14:30:60+01:00",
            "2026-03-11T14:30:00-00:00",
        ] {
            assert!(!is_at(bad), "{bad}");
        }
        assert!(is_received("2026-04-05T07:00:07.000Z"));
        assert!(!is_received("2026-04-05T07:00:07Z") && !is_received("2026-04-05 07:00:07.000Z"));
    }
}
