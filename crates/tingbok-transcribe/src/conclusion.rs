//! What follows a decision: who is sent it, and that the minutes were adjusted.
//!
//! Spec: docs/procedure.md, `dispatch.ordered` and `adjustment.recorded`.

use tingbok_procedure::content::{AdjustmentRecorded, DispatchOrdered};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Moment, Stream};

use crate::item::Reading;
use crate::manuscript::{LineIndex, Manuscript};
use crate::outline::Section;
use crate::passage::Passage;
use crate::phrase::{Phrase, on_one_line};
use crate::scribe::{Phase, Place};
use crate::sentence;

/// Reads the recipients of a decision.
pub(crate) fn dispatch(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let (recipients, lines) = recipients(reading.manuscript, section);
    if recipients.is_empty() {
        return;
    }
    let ordered = DispatchOrdered {
        item: reading.number,
        recipients,
    };
    reading.write(Phase::Dispatched, 0, Place::First, ordered, &lines);
}

/// The recipients in the first paragraph below the heading, and its lines. Nothing when there are too many.
pub(crate) fn recipients(manuscript: &Manuscript<'_>, section: &Section) -> (Vec<String>, Vec<LineIndex>) {
    let begun = section.body.iter().skip_while(|&&line| manuscript.is_blank(line));
    let lines: Vec<LineIndex> = begun
        .take_while(|&&line| !manuscript.is_blank(line))
        .copied()
        .collect();
    if lines.len() > LINES_MAX {
        return (Vec::new(), Vec::new());
    }
    let inline = lines.first() == section.head.as_ref();
    let passage = Passage::of(manuscript, &lines, if inline { section.from } else { 0 });
    let all = named(passage.text());
    if all.len() > RECIPIENTS_MAX {
        return (Vec::new(), Vec::new());
    }
    (all, lines)
}

/// Reads that the paragraph was adjusted. The text does not say when; the time is that of registering.
pub(crate) fn adjustment(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let at = Moment::Day(reading.registered);
    let stream = Stream::Paragraph(ParagraphRef {
        year: reading.date.year(),
        number: reading.number.0,
    });
    let head = section
        .head
        .map(|head| reading.manuscript.trimmed(head))
        .unwrap_or_default();
    let stated = states(head)
        .then(|| (head.to_owned(), Vec::new()))
        .or_else(|| in_body(reading, section));
    let Some((statement, lines)) = stated else { return };
    let recorded = AdjustmentRecorded {
        item: reading.number,
        statement: statement.as_str().into(),
    };
    reading.write_in(&stream, Phase::Adjusted, 0, Place::First, &at, recorded, &lines);
}

fn in_body(reading: &mut Reading<'_, '_, '_>, section: &Section) -> Option<(String, Vec<LineIndex>)> {
    let passage = reading.passage(section)?;
    let sentences = sentence::sentences(&passage, 0..passage.text().len());
    let stating = sentences
        .into_iter()
        .find(|span| states(passage.slice(span.clone())))?;
    Some((passage.slice(stating.clone()).to_owned(), passage.lines(&stating)))
}

/// *Paragrafen är justerad*, *protokollet förklaras omedelbart justerat*.
fn states(words: &str) -> bool {
    Phrase::of(words)
        .words
        .iter()
        .any(|word| ["justerad", "justerat"].contains(&word.plain.as_str()))
}

/// Recipients between commas, or on lines of their own; a line that begins small goes on from the last.
fn named(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        for (count, part) in line.split(',').enumerate() {
            let name = on_one_line(part);
            let continues = count == 0 && open && name.starts_with(char::is_lowercase);
            match all.last_mut().filter(|_| continues) {
                Some(last) => {
                    last.push(' ');
                    last.push_str(&name);
                }
                None if name.is_empty() => {}
                None => all.push(name),
            }
        }
        open = !line.trim_end().ends_with(',');
    }
    all
}

const LINES_MAX: usize = 100;
const RECIPIENTS_MAX: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_between_commas_or_on_lines() {
        assert_eq!(
            named("Stabschef, Enhetschef \nsekretariatet, HR-direktör,\nHR-strateg\n"),
            [
                "Stabschef",
                "Enhetschef sekretariatet",
                "HR-direktör",
                "HR-strateg"
            ]
        );
        assert_eq!(named("Skolnämnden\nHamn AB"), ["Skolnämnden", "Hamn AB"]);
    }
}
