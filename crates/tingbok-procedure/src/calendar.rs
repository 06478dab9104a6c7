//! The Swedish calendar, as far as statutory time needs it: public holidays, and the eves that count like them.
//!
//! It is the calendar of lag (1989:253) with its change of 2005, for every year of the Gregorian calendar: movable
//! feasts are computed, and nothing here panics on any date. Years before the law are computed as if it had held.
//!
//! Spec: docs/procedure.md, "Time limits"; 1930:173 § 2, 1989:253.

use jiff::civil::{Date, Weekday};

/// The public holiday (*allmän helgdag*) that a day is, by its Swedish name; an ordinary Sunday has none.
///
/// ```
/// use jiff::civil::date;
/// use tingbok_procedure::calendar::holiday;
///
/// assert_eq!(holiday(date(2024, 3, 29)), Some("Långfredagen"));
/// assert_eq!(holiday(date(2024, 3, 27)), None);
/// ```
#[must_use]
pub fn holiday(date: Date) -> Option<&'static str> {
    fixed(date)
        .or_else(|| of_easter(date))
        .or_else(|| saturday_feast(date))
}

/// The eve that statutory time treats like a holiday (1930:173 § 2), by its Swedish name.
#[must_use]
pub fn eve(date: Date) -> Option<&'static str> {
    match (date.month(), date.day()) {
        (12, 24) => Some("Julafton"),
        (12, 31) => Some("Nyårsafton"),
        (6, 19..=25) if date.weekday() == Weekday::Friday => Some("Midsommarafton"),
        _ => None,
    }
}

/// Whether no statutory time ends on this day: a Saturday, a Sunday, a public holiday, or one of the three eves.
#[must_use]
pub fn is_free(date: Date) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    weekend || holiday(date).is_some() || eve(date).is_some()
}

/// The day on which a time ends that would end on `date`: the same, or the next that is not free (1930:173 § 2).
///
/// At the end of the calendar, 9999-12-31, which is an eve, there is no next day, and the day itself is given.
#[must_use]
pub fn ends_on(date: Date) -> Date {
    let mut day = date;
    while is_free(day) {
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => return day,
        }
    }
    day
}

fn fixed(date: Date) -> Option<&'static str> {
    match (date.month(), date.day()) {
        (1, 1) => Some("Nyårsdagen"),
        (1, 6) => Some("Trettondedag jul"),
        (5, 1) => Some("Första maj"),
        (6, 6) if date.year() >= NATIONAL_DAY_SINCE => Some("Nationaldagen"),
        (12, 25) => Some("Juldagen"),
        (12, 26) => Some("Annandag jul"),
        _ => None,
    }
}

fn of_easter(date: Date) -> Option<&'static str> {
    match i32::from(date.day_of_year()) - easter(date.year()) {
        -2 => Some("Långfredagen"),
        0 => Some("Påskdagen"),
        1 => Some("Annandag påsk"),
        39 => Some("Kristi himmelsfärdsdag"),
        49 => Some("Pingstdagen"),
        50 if date.year() < NATIONAL_DAY_SINCE => Some("Annandag pingst"),
        _ => None,
    }
}

fn saturday_feast(date: Date) -> Option<&'static str> {
    match (date.weekday(), date.month(), date.day()) {
        (Weekday::Saturday, 6, 20..=26) => Some("Midsommardagen"),
        (Weekday::Saturday, 10, 31) | (Weekday::Saturday, 11, 1..=6) => Some("Alla helgons dag"),
        _ => None,
    }
}

/// Easter Sunday as a day of the year, counted from 1; the Gregorian computus of Meeus, Jones and Butcher.
fn easter(year: i16) -> i32 {
    let year = i32::from(year);
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let skipped_leap_days = century - century.div_euclid(4);
    let moon_correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let full_moon = (19 * golden + skipped_leap_days - moon_correction + 15).rem_euclid(30);
    let to_sunday =
        32 + 2 * century.rem_euclid(4) + 2 * of_century.div_euclid(4) - full_moon - of_century.rem_euclid(4);
    let to_sunday = to_sunday.rem_euclid(7);
    let too_late = (golden + 11 * full_moon + 22 * to_sunday).div_euclid(451);
    earliest_easter(year) + full_moon + to_sunday - 7 * too_late
}

/// The 22nd of March as a day of the year.
fn earliest_easter(year: i32) -> i32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if leap { 82 } else { 81 }
}

/// From this year the National Day is a holiday, and Whit Monday is none (2004:1320).
const NATIONAL_DAY_SINCE: i16 = 2005;

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn named(name: &str, year: i16) -> Vec<String> {
        let first = date(year, 1, 1);
        let days = first.series(1.day()).take_while(|day| day.year() == year);
        days.filter(|day| holiday(*day) == Some(name))
            .map(|day| day.to_string())
            .collect()
    }

    #[test]
    fn easter_falls_where_almanacs_have_it() {
        for known in [
            "1583-04-10",
            "1598-03-22",
            "1666-04-25",
            "1761-03-22",
            "1818-03-22",
            "1886-04-25",
            "1900-04-15",
            "1943-04-25",
            "1961-04-02",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2019-04-21",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2038-04-25",
            "2076-04-19",
            "2285-03-22",
        ] {
            let day: Date = known.parse().unwrap();
            assert_eq!(named("Påskdagen", day.year()), [known]);
        }
    }

    #[test]
    fn every_easter_of_the_calendar_is_a_sunday_of_spring() {
        for year in 1583..=9999 {
            let offset = i32::from(date(year, 1, 1).weekday().to_monday_zero_offset());
            assert_eq!((easter(year) - 1 + offset) % 7, 6, "{year}");
            let first = i32::from(date(year, 3, 22).day_of_year());
            assert!((first..=first + 34).contains(&easter(year)), "{year}");
        }
    }

    #[test]
    fn a_year_has_its_holidays() {
        let holidays = |year: i16| {
            let days = date(year, 1, 1)
                .series(1.day())
                .take_while(move |day| day.year() == year);
            days.filter_map(|day| Some(format!("{} {}", day.strftime("%m-%d"), holiday(day)?)))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            holidays(2026),
            [
                "01-01 Nyårsdagen",
                "01-06 Trettondedag jul",
                "04-03 Långfredagen",
                "04-05 Påskdagen",
                "04-06 Annandag påsk",
                "05-01 Första maj",
                "05-14 Kristi himmelsfärdsdag",
                "05-24 Pingstdagen",
                "06-06 Nationaldagen",
                "06-20 Midsommardagen",
                "10-31 Alla helgons dag",
                "12-25 Juldagen",
                "12-26 Annandag jul",
            ]
        );
        assert_eq!(named("Annandag pingst", 2004), ["2004-05-31"]);
        assert!(named("Annandag pingst", 2005).is_empty());
        assert!(named("Nationaldagen", 2004).is_empty());
        assert_eq!(named("Alla helgons dag", 2024), ["2024-11-02"]);
    }

    #[test]
    fn eves_are_free_and_no_holidays() {
        for (day, name) in [
            (date(2024, 6, 21), "Midsommarafton"),
            (date(2025, 12, 24), "Julafton"),
            (date(2025, 12, 31), "Nyårsafton"),
        ] {
            assert_eq!((eve(day), holiday(day)), (Some(name), None));
            assert!(is_free(day));
        }
        // The eve of Epiphany, Maundy Thursday and Walpurgis Night are working days to the law.
        for day in [date(2026, 1, 5), date(2026, 4, 2), date(2026, 4, 30)] {
            assert!(!is_free(day), "{day}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trap() {
        assert_eq!(ends_on(Date::MAX), Date::MAX);
        assert_eq!(ends_on(date(9999, 12, 30)), date(9999, 12, 30));
        assert!(!is_free(ends_on(Date::MIN)));
        for year in [-9999, -1, 0, 1, 1582] {
            let sundays = named("Påskdagen", year).len();
            assert_eq!(sundays, 1, "{year}");
        }
    }

    proptest! {
        #[test]
        fn a_time_ends_on_the_next_day_that_is_not_free(days in 0_i32..3_074_000) {
            let asked = date(1583, 1, 1).saturating_add(days.days());
            let ends = ends_on(asked);
            prop_assert!(!is_free(ends));
            prop_assert!(ends >= asked);
            // Christmas Eve on a Wednesday: the 24th to the 28th are free, and no run is longer.
            prop_assert!(ends <= asked.saturating_add(5.days()));
            prop_assert_eq!(ends_on(ends), ends);
            let between = asked.series(1.day()).take_while(|day| *day < ends);
            prop_assert!(between.into_iter().all(is_free));
        }
    }
}
