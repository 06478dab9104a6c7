//! Where a meeting is held and when: *Kommunhuset, Stora salen, kl. 13.30–16.45*, and when it paused.

use super::field::Field;
use super::label::Label;
use crate::calendar::{self, Clock, clocks};
use crate::phrase::{Phrase, begins, on_one_line};

/// What a front page says of place and time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) place: Option<String>,
    pub(crate) begins: Option<Clock>,
    pub(crate) ends: Option<Clock>,
    /// When it was adjourned, and until when.
    pub(crate) pauses: Vec<(Clock, Clock)>,
}

impl Session {
    /// Reads the fields of place and time. More than one beginning and one end are no time: which is which is not said.
    pub(crate) fn of(fields: &[Field]) -> Self {
        let mut session = Self::default();
        let mut times = Vec::new();
        for field in fields {
            let rows = field.rows.iter().take(ROWS_MAX).map(|row| row.text.as_str());
            let text = rows.collect::<Vec<_>>().join("\n");
            match field.label {
                Label::Pauses => session.pause(&text),
                Label::Session => {
                    let pause = pause_at(&text).unwrap_or(text.len());
                    let (held, paused) = text.split_at(pause);
                    session.pause(paused);
                    times.extend(hours(held));
                    session.place = session.place.take().or_else(|| place(held));
                }
                _ => {}
            }
        }
        match times.as_slice() {
            [begins] => session.begins = Some(*begins),
            [begins, ends] => (session.begins, session.ends) = (Some(*begins), Some(*ends)),
            _ => {}
        }
        session
    }

    fn pause(&mut self, text: &str) {
        let times = clocks(text);
        let pairs = times.chunks_exact(2).take(ROWS_MAX);
        self.pauses
            .extend(pairs.filter_map(|pair| Some((*pair.first()?, *pair.last()?))));
    }
}

/// Where the words about a pause begin.
fn pause_at(text: &str) -> Option<usize> {
    let phrase = Phrase::of(text);
    let at = phrase.find_stem(0, &["ajourner", "paus", "uppehåll", "avbrott"])?;
    phrase.words.get(at).map(|word| word.span.start)
}

/// The times of the clock in a text, also as hours alone beside *kl* or another time: `kl. 9–12.30`.
fn hours(text: &str) -> Vec<Clock> {
    let spaced = text.replace(['-', '–', '—'], " – ");
    let phrase = Phrase::of(&spaced);
    let mut found = Vec::new();
    let mut near = false;
    for word in &phrase.words {
        let plain = word.plain.as_str();
        let clock = clocks(plain).first().copied();
        let hour = || plain.parse().ok().filter(|hour| near && (0..24).contains(hour));
        let clock = clock.or_else(|| hour().map(|hour| Clock { hour, minute: 0 }));
        found.extend(clock);
        let joins = ["–", "till", "och", "samt"].contains(&plain);
        near = clock.is_some() || plain == "kl" || plain == "klockan" || near && joins;
    }
    found
}

/// The words before the day and the time, or behind them.
fn place(text: &str) -> Option<String> {
    let phrase = Phrase::of(text);
    let timed = |index: usize| {
        let plain = phrase.plain(index);
        let day = begins(
            plain,
            &[
                "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
            ],
        );
        let dated = plain == "den" && phrase.plain(index + 1).starts_with(|c: char| c.is_ascii_digit());
        let clock = !clocks(plain).is_empty() || plain == "kl" || plain == "klockan";
        day || dated || clock || calendar::day_at(&phrase, index).is_some()
    };
    let words = 0..phrase.words.len();
    let first = words.clone().find(|index| timed(*index));
    let last = words.rev().find(|index| timed(*index));
    let start = |index: Option<usize>| index.and_then(|index| phrase.words.get(index));
    let before = text.get(..start(first).map_or(text.len(), |word| word.span.start))?;
    let after = start(last)
        .and_then(|word| text.get(word.span.end..))
        .unwrap_or_default();
    let clean = |words: &str| {
        let words = on_one_line(words);
        words
            .trim_matches(|c: char| c.is_whitespace() || ",;–-—.:()".contains(c))
            .to_owned()
    };
    let named = |words: &String| words.starts_with(char::is_uppercase) && words.len() <= PLACE_BYTES_MAX;
    [before, after].into_iter().map(clean).find(named)
}

const ROWS_MAX: usize = 12;
const PLACE_BYTES_MAX: usize = 300;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_places() {
        for (text, wanted) in [
            (
                "Kommunhuset, Stora salen, kl. 13.30–16.45",
                "Kommunhuset, Stora salen 13:30 16:45",
            ),
            (
                "Aulan, Torsholmaskolan, klockan 18:00–20:40",
                "Aulan, Torsholmaskolan 18:00 20:40",
            ),
            (
                "Kommunhuset den 11 mars 2026 kl 9–12.30",
                "Kommunhuset 9:00 12:30",
            ),
            (
                "Kommunhuset onsdagen den 11 mars 2026, 09.00 - 12.30",
                "Kommunhuset 9:00 12:30",
            ),
            ("Kl. 13.00–15.00, Sessionssalen", "Sessionssalen 13:00 15:00"),
            ("Salen 2026-03-11 kl 18", "Salen 18:00"),
            ("Salen 3, kl. 8–10 och 13–15", "Salen 3 8:00 10:00 13:00 15:00"),
            ("Digitalt sammanträde", "Digitalt sammanträde"),
        ] {
            let times = hours(text);
            let times = times
                .iter()
                .map(|time| format!(" {}:{:02}", time.hour, time.minute));
            let read = format!("{}{}", place(text).unwrap_or_default(), times.collect::<String>());
            assert_eq!(read, wanted, "{text}");
        }
    }
}
