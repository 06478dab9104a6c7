//! Adjournments: a sentence with both times, or one sentence for each.
//!
//! An adjournment that no time resumes would stop everything after it, so it is written only together with its
//! resumption; without one its words are kept and a note says so.
//!
//! Spec: docs/procedure.md, `meeting.adjourned` and `meeting.resumed`.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use tingbok_procedure::Moment;
use tingbok_procedure::content::{MeetingAdjourned, MeetingResumed};

use crate::calendar::{Clock, clocks};
use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::passage::Passage;
use crate::phrase::Phrase;
use crate::scribe::{Phase, Place};

/// An adjournment that is not resumed yet.
#[derive(Clone, Debug)]
pub(crate) struct Adjourned {
    from: Clock,
    lines: Vec<LineIndex>,
}

/// Reads a sentence as an adjournment or a resumption; says whether it is one.
pub(crate) fn read(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    span: &Range<usize>,
    phrase: &Phrase<'_>,
) -> bool {
    let adjourns = phrase.has_stem(&["ajournera"]);
    let resumes = phrase.has_stem(&["återuppta", "återupptogs", "fortsätter"]);
    let concerns = adjourns || resumes && reading.adjourned.is_some();
    if !concerns {
        return false;
    }
    let lines = passage.lines(span);
    match (clocks(phrase.text).as_slice(), reading.adjourned.take()) {
        ([from, until, ..], None) if adjourns => write(reading, *from, *until, &lines, &lines),
        ([until], Some(adjourned)) if resumes => {
            write(reading, adjourned.from, *until, &adjourned.lines, &lines);
        }
        ([from], None) => {
            let lines = reading.take_head().into_iter().chain(lines).collect();
            reading.adjourned = Some(Adjourned { from: *from, lines });
        }
        ([], None) if adjourns && is_told(phrase) => write_untimed(reading, &lines),
        (_, adjourned) => {
            reading.adjourned = adjourned;
            let first = lines.first().copied();
            reading
                .scribe
                .note(first, "an adjournment without its times is kept as words");
        }
    }
    true
}

/// Says so when an adjournment was never resumed.
pub(crate) fn leave_open(reading: &mut Reading<'_, '_, '_>) {
    if let Some(adjourned) = reading.adjourned.take() {
        let first = adjourned.lines.first().copied();
        reading
            .scribe
            .note(first, "an adjournment without a resumption is kept as words");
    }
}

fn write(
    reading: &mut Reading<'_, '_, '_>,
    from: Clock,
    until: Clock,
    from_lines: &[LineIndex],
    until_lines: &[LineIndex],
) {
    let resumed_on = if until < from {
        next_day(reading.date)
    } else {
        reading.date
    };
    let (Some(from), Some(until)) = (
        Moment::in_stockholm(reading.date, from.hour, from.minute),
        Moment::in_stockholm(resumed_on, until.hour, until.minute),
    ) else {
        return;
    };
    if reading
        .scribe
        .resumed()
        .is_some_and(|before| from.is_before(before))
    {
        let note = "an adjournment before the end of another is kept as words";
        return reading.scribe.note(from_lines.first().copied(), note);
    }
    let unit = reading.scribe.unit();
    let item = Some(reading.number);
    reading.write_at(
        Phase::Proceedings,
        unit,
        Place::First,
        &from,
        MeetingAdjourned { item },
        from_lines,
    );
    reading.write_at(
        Phase::Proceedings,
        unit,
        Place::Found,
        &until,
        MeetingResumed { item },
        until_lines,
    );
}

/// Whether the meeting is adjourned, and not only spoken of adjourning it.
fn is_told(phrase: &Phrase<'_>) -> bool {
    phrase.words.iter().any(|word| {
        ["ajournerar", "ajourneras", "ajournerades", "ajournerade"].contains(&word.plain.as_str())
    })
}

/// An adjournment in the middle of an item, without times: what follows it happened, so the meeting went on.
fn write_untimed(reading: &mut Reading<'_, '_, '_>, lines: &[LineIndex]) {
    let unit = reading.scribe.unit();
    let (item, at) = (Some(reading.number), Moment::Day(reading.date));
    reading.scribe.note(
        lines.first().copied(),
        "an adjournment without its times: that the meeting went on is told by what follows",
    );
    reading.write_at(
        Phase::Proceedings,
        unit,
        Place::First,
        &at,
        MeetingAdjourned { item },
        lines,
    );
    reading.write_at(
        Phase::Proceedings,
        unit,
        Place::Found,
        &at,
        MeetingResumed { item },
        lines,
    );
}

fn next_day(date: Date) -> Date {
    date.checked_add(1.day()).unwrap_or(date)
}
