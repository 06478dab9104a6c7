//! Days and times of the clock as they stand in Swedish text: `2026-03-11`, `11 mars 2026`, `kl. 14.00–14.10`.

use jiff::civil::Date;

use crate::phrase::Phrase;

/// An hour and a minute of the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Clock {
    /// 0 to 23.
    pub(crate) hour: i8,
    /// 0 to 59.
    pub(crate) minute: i8,
}

/// The first day that is named with its year.
pub(crate) fn day(text: &str) -> Option<Date> {
    let phrase = Phrase::of(text);
    (0..phrase.words.len()).find_map(|index| day_at(&phrase, index))
}

/// The day that is named at word `index`: one word `2026-03-11`, or three: `11 mars 2026`.
pub(crate) fn day_at(phrase: &Phrase<'_>, index: usize) -> Option<Date> {
    let word = phrase.plain(index);
    if word.len() == 10 && word.is_ascii() {
        return word.parse().ok();
    }
    let month = month(phrase.plain(index + 1))?;
    let year = phrase.plain(index + 2);
    let year: i16 = (year.len() == 4).then(|| year.parse().ok())??;
    Date::new(year, month, word.parse().ok()?).ok()
}

/// The times of the clock in a text, in order: `14.00`, `14:10`. Digits that stand in dates are none.
pub(crate) fn clocks(text: &str) -> Vec<Clock> {
    let parts = text.split(|c: char| c.is_whitespace() || "-–—,;()".contains(c));
    parts.filter_map(clock).collect()
}

fn clock(word: &str) -> Option<Clock> {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    let (hour, minute) = word.split_once(['.', ':'])?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=2).contains(&hour.len()) && minute.len() == 2 && digits(hour) && digits(minute);
    let clock = Clock {
        hour: fits.then(|| hour.parse().ok())??,
        minute: minute.parse().ok()?,
    };
    (clock.hour < 24 && clock.minute < 60).then_some(clock)
}

/// A number in digits or as a word, up to ninety-nine: *tolv*, *tjugosju*.
pub(crate) fn number(plain: &str) -> Option<u32> {
    let of = |word: &str| {
        NUMBERS
            .iter()
            .zip(1..)
            .find(|(own, _)| **own == word)
            .map(|(_, number)| number)
    };
    let tens = || {
        let (stem, tens) = TENS.iter().zip(2..).find(|(stem, _)| plain.starts_with(**stem))?;
        match plain.strip_prefix(stem)? {
            "" => Some(tens * 10),
            "ett" => Some(tens * 10 + 1),
            rest => of(rest).filter(|ones| *ones < 10).map(|ones| tens * 10 + ones),
        }
    };
    plain.parse().ok().or_else(|| of(plain)).or_else(tens)
}

/// *första* is 1; `None` for what is no ordinal.
pub(crate) fn ordinal(plain: &str) -> Option<usize> {
    let place = ORDINALS.iter().position(|forms| forms.contains(&plain));
    place.map(|place| place + 1)
}

fn month(plain: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|month| *month == plain)?;
    i8::try_from(index + 1).ok()
}

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

const TENS: [&str; 8] = [
    "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio",
];

const NUMBERS: [&str; 19] = [
    "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton",
    "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
];

const ORDINALS: [&[&str]; 8] = [
    &["första", "förste"],
    &["andra", "andre"],
    &["tredje"],
    &["fjärde"],
    &["femte"],
    &["sjätte"],
    &["sjunde"],
    &["åttonde"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_a_year() {
        let date = |text| day(text).map(|date| date.to_string());
        assert_eq!(date("Regionstyrelsen 2026-03-11").as_deref(), Some("2026-03-11"));
        assert_eq!(
            date("onsdagen den 11 Mars 2026, kl. 9").as_deref(),
            Some("2026-03-11")
        );
        assert_eq!(date("den 18 oktober, § 109"), None);
        assert_eq!(date("31 februari 2026 2026-13-01"), None);
    }

    #[test]
    fn clocks_in_every_dress() {
        let times = |text| {
            clocks(text)
                .iter()
                .map(|c| (c.hour, c.minute))
                .collect::<Vec<_>>()
        };
        for text in [
            "mellan kl. 14.00-14.10.",
            "kl 14:00–14:10",
            "klockan 14.00 till 14.10",
            "(14:00—14:10)",
        ] {
            assert_eq!(times(text), [(14, 0), (14, 10)], "{text}");
        }
        assert_eq!(times("2026-03-11 § 12 25.00 9.5 1.234"), []);
    }
}
