//! The day of the meeting, as minutes state it: labelled, or after the name of the body.

use jiff::civil::Date;

use crate::calendar;
use crate::cell;
use crate::heading::{self, Heading};
use crate::manuscript::{LineIndex, Manuscript};
use crate::outline::Aside;
use crate::page;
use crate::phrase::folded;
use crate::scribe::Scribe;

/// What a text says of its day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dated {
    /// The first day that it states.
    pub(crate) date: Option<Date>,
    /// Where.
    lines: Vec<LineIndex>,
    /// Whether that is only a page header.
    aside: bool,
    /// Another day that it states later, and where.
    other: Option<(Date, LineIndex)>,
}

impl Dated {
    /// Looks for the day in every line. A page header is where it stands only when no other line states it.
    pub(crate) fn of(manuscript: &Manuscript<'_>, aside: &[Option<Aside>]) -> Self {
        let mut dated = Self::default();
        let mut label = None;
        for (line, aside) in aside.iter().enumerate() {
            let words = manuscript.trimmed(line);
            if words.is_empty() || words.len() > LINE_BYTES_MAX {
                continue;
            }
            let headed = heading::heading(words, false).is_some_and(|h| h.heading == Heading::MeetingDate);
            let stated = calendar::day(words).filter(|_| label.is_some() || headed || states(words));
            if let Some(date) = stated {
                dated.add(date, label.into_iter().chain([line]).collect(), aside.is_some());
            }
            label = (headed && stated.is_none()).then_some(line);
        }
        dated
    }

    /// The lines that state `chosen`, or the day itself when none is chosen.
    pub(crate) fn lines_for(&self, chosen: Option<Date>) -> Vec<LineIndex> {
        let agrees = chosen.is_none_or(|chosen| Some(chosen) == self.date);
        if agrees { self.lines.clone() } else { Vec::new() }
    }

    /// Says so when days contradict each other.
    pub(crate) fn remark(&self, scribe: &mut Scribe<'_, '_>, chosen: Option<Date>) {
        if let (Some(chosen), Some(stated)) = (chosen, self.date)
            && chosen != stated
        {
            let text =
                format!("the text says {stated}; the meeting is taken to be on {chosen}, as asked for");
            scribe.note(self.lines.first().copied(), text);
        }
        if let (Some((other, line)), None) = (self.other, chosen) {
            scribe.note(
                Some(line),
                format!("another day of the meeting is stated too: {other}"),
            );
        }
    }

    fn add(&mut self, date: Date, lines: Vec<LineIndex>, aside: bool) {
        match self.date {
            None => (self.date, self.lines, self.aside) = (Some(date), lines, aside),
            Some(first) if first == date && self.aside && !aside => (self.lines, self.aside) = (lines, aside),
            Some(first) if first != date && self.other.is_none() => {
                self.other = lines.last().map(|&line| (date, line));
            }
            Some(_) => {}
        }
    }
}

/// `Sammanträdesdatum: 2026-03-11`, `Regionstyrelsen 2026-03-11`.
fn states(words: &str) -> bool {
    let label = folded(words);
    let labelled = LABELS.iter().any(|start| label.starts_with(start)) && !is_of_notice(&label);
    let mut named = label.split(' ');
    let body = named.next().is_some_and(page::is_body) && named.count() <= DATE_WORDS_MAX;
    labelled || body || beside_body(words)
}

/// *Datum för anslags uppsättande*, *Datum då anslaget tas ned*: days of the notice.
pub(crate) fn is_of_notice(label: &str) -> bool {
    ["datum för anslag", "datum då"]
        .iter()
        .any(|start| label.starts_with(start))
}

/// `Barn- och utbildningsnämnden       2007-02-14`: the name of the body in a column, and the day in another.
fn beside_body(words: &str) -> bool {
    let cells = cell::cells(words);
    let body = |words: &str| {
        let label = folded(words);
        let mut last = label.rsplit(' ');
        last.next().is_some_and(page::is_body) && last.count() <= DATE_WORDS_MAX
    };
    let Some((first, others)) = cells.split_first() else {
        return false;
    };
    body(first.words) && others.iter().any(|cell| cell.words.parse::<Date>().is_ok())
}

const LABELS: &[&str] = &["mötesdatum", "sammanträdesdatum", "sammanträdesdag", "datum"];
const DATE_WORDS_MAX: usize = 4;
const LINE_BYTES_MAX: usize = 160;

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> (Option<String>, Vec<LineIndex>) {
        let manuscript = Manuscript::read(text.as_bytes()).unwrap();
        let dated = Dated::of(&manuscript, &vec![None; manuscript.len()]);
        (dated.date.map(|date| date.to_string()), dated.lines)
    }

    #[test]
    fn the_day_is_labelled_or_stands_after_the_body() {
        let day = Some("2026-03-11".to_owned());
        assert_eq!(
            date("§ 1\n Mötesdatum\n\nStyrelsen 2026-03-11"),
            (day.clone(), vec![1, 3])
        );
        assert_eq!(date("Sammanträdesdatum: 2026-03-11"), (day.clone(), vec![0]));
        assert_eq!(date("Regionstyrelsen den 11 mars 2026"), (day, vec![0]));
        assert_eq!(
            date("Barn- och bildningsnämnden      2026-03-11\nDatum för anslags uppsättande 2026-03-12").0,
            Some("2026-03-11".to_owned())
        );
        assert_eq!(date("Datum då anslaget tas ned: 2026-03-12"), (None, vec![]));
        assert_eq!(date("Planen antogs 2026-03-11 av styrelsen."), (None, vec![]));
    }
}
