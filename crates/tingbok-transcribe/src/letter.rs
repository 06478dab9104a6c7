//! Official letters (*tjänsteskrivelser*): the document with what it states of itself, and the proposal in it.
//!
//! Spec: docs/procedure.md, `document.registered` and `proposal.submitted`.

use jiff::civil::Date;
use tingbok_procedure::content::{DocumentRegistered, MediaFile, ProposalSubmitted, Signatory};
use tingbok_procedure::{Moment, Stream};

use crate::calendar;
use crate::citation;
use crate::conclusion;
use crate::error::TranscribeError;
use crate::heading::{self, Heading};
use crate::manuscript::{LineIndex, Manuscript};
use crate::outline::{ItemOutline, Outline, Section, ends_sentence};
use crate::passage::Passage;
use crate::person;
use crate::phrase::on_one_line;
use crate::points;
use crate::preparation;
use crate::scribe::{BYTES_MAX, Key, LINES_MAX, Phase, Place, Scribe};

/// Reads a letter; gives the stream of its case.
pub(crate) fn read(
    scribe: &mut Scribe<'_, '_>,
    manuscript: &Manuscript<'_>,
    outline: &Outline,
    registered: Date,
    file: Option<MediaFile>,
) -> Result<Stream, TranscribeError> {
    let empty = ItemOutline {
        number: 0,
        opening: Vec::new(),
        sections: Vec::new(),
    };
    let letter = Letter {
        manuscript,
        outline,
        body: outline.items.first().unwrap_or(&empty),
    };
    let case = letter.case().ok_or(TranscribeError::NoCase)?;
    let (stream, at) = (Stream::case(&case), Moment::Day(registered));
    let proposal = letter.section(Heading::Proposal);
    let proposed = proposal.map(Section::lines).unwrap_or_default();
    let document = letter.document(case, file);
    let lines = letter.lines_beside(&proposed);
    scribe.write(key(Phase::Opened), &stream, &at, document, &lines);
    match proposal.and_then(|section| letter.submitted(section)) {
        Some(submitted) => {
            scribe.write(key(Phase::Laid), &stream, &at, submitted, &proposed);
        }
        None => scribe.note(
            proposed.first().copied(),
            "the letter proposes nothing that is understood",
        ),
    }
    Ok(stream)
}

/// A letter and its parts.
struct Letter<'l, 'a> {
    manuscript: &'l Manuscript<'a>,
    outline: &'l Outline,
    body: &'l ItemOutline,
}

/// The line that names the author beside the number of the case.
struct Byline {
    line: LineIndex,
    author: String,
    case: Option<String>,
}

impl Letter<'_, '_> {
    fn document(&self, case: String, file: Option<MediaFile>) -> DocumentRegistered {
        let byline = self.byline();
        let dispatch = self.section(Heading::Dispatch);
        DocumentRegistered {
            kind: "official_letter".to_owned(),
            title: self.title(),
            author: byline.as_ref().map(|byline| byline.author.clone()),
            office: byline.as_ref().and_then(|byline| self.office(byline)),
            date: self.date(),
            signatories: self
                .section(Heading::Signatures)
                .map(|s| self.signatories(s))
                .unwrap_or_default(),
            recipients: dispatch
                .map(|s| conclusion::recipients(self.manuscript, s).0)
                .unwrap_or_default(),
            references: citation::references(&self.text(), &case),
            case: Some(case),
            file,
        }
    }

    fn submitted(&self, section: &Section) -> Option<ProposalSubmitted> {
        let passage = Passage::of(self.manuscript, &section.body, section.from);
        let fits = section.body.len() <= LINES_MAX / 2 && passage.text().len() <= BYTES_MAX;
        let points = preparation::texts(&passage, &points::of(&passage));
        let owner = section
            .head
            .and_then(|head| heading::owner(self.manuscript.trimmed(head)));
        (fits && !points.is_empty()).then(|| ProposalSubmitted {
            proposal: "p1".into(),
            by: owner.map(str::to_owned),
            points,
        })
    }

    fn section(&self, heading: Heading) -> Option<&Section> {
        self.body
            .sections
            .iter()
            .find(|section| section.heading == heading)
    }

    /// Everything but page headers, as one text.
    fn text(&self) -> String {
        let lines: Vec<_> = (0..self.manuscript.len())
            .filter(|&line| self.outline.aside[line].is_none())
            .collect();
        Passage::of(self.manuscript, &lines, 0).text().to_owned()
    }

    /// As many lines as an event quotes; the rest is kept.
    fn lines_beside(&self, proposed: &[LineIndex]) -> Vec<LineIndex> {
        let mut bytes = 0;
        let mine =
            |line: &LineIndex| !self.manuscript.is_blank(*line) && proposed.binary_search(line).is_err();
        let room = |line: &LineIndex| {
            bytes += self.manuscript.line(*line).len();
            bytes <= BYTES_MAX
        };
        let lines = (0..self.manuscript.len()).filter(mine).take(LINES_MAX);
        lines.take_while(room).collect()
    }

    /// The first paragraph under the word that says what this is, without labelled lines.
    fn title(&self) -> String {
        let body = self
            .section(Heading::Letter)
            .map(|section| section.body.as_slice())
            .unwrap_or_default();
        let titled = |line: &&LineIndex| {
            let words = self.manuscript.trimmed(**line);
            !words.is_empty()
                && labelled(words).is_none()
                && own_date(words).is_none()
                && !citation::is_case(words)
        };
        let begun = body.iter().skip_while(|line| !titled(line));
        let words = begun
            .take_while(titled)
            .take(TITLE_LINES_MAX)
            .map(|&line| self.manuscript.line(line));
        on_one_line(&words.collect::<Vec<_>>().join(" "))
    }

    /// `Hanna Oskarsdotter RS/118/2026`, or `Handläggare: Hanna Oskarsdotter`.
    fn byline(&self) -> Option<Byline> {
        (0..self.manuscript.len()).find_map(|line| {
            let words = self.manuscript.trimmed(line);
            let (author, case) = match words.rsplit_once(char::is_whitespace) {
                Some((author, case)) if citation::is_case(case) => (author.trim_end(), Some(case.to_owned())),
                _ => (
                    labelled(words).filter(|(label, _)| *label == Label::Author)?.1,
                    None,
                ),
            };
            person::is_name(author).then(|| Byline {
                line,
                author: on_one_line(author),
                case,
            })
        })
    }

    /// The line above the author, when it is a name of something and no sentence.
    fn office(&self, byline: &Byline) -> Option<String> {
        let above = self.manuscript.trimmed(byline.line.checked_sub(1)?);
        let named =
            above.starts_with(char::is_uppercase) && !ends_sentence(above) && labelled(above).is_none();
        (named && above.split_whitespace().count() <= OFFICE_WORDS_MAX).then(|| on_one_line(above))
    }

    fn case(&self) -> Option<String> {
        let beside_author = self.byline().and_then(|byline| byline.case);
        let labelled = || {
            let mut lines = (0..self.manuscript.len()).map(|line| self.manuscript.trimmed(line));
            lines.find_map(|words| match labelled(words) {
                Some((Label::Case, _)) => citation::case_in(words).map(str::to_owned),
                _ => None,
            })
        };
        // Without either, the only number that the letter names is its own.
        let only = || {
            let mut named = citation::references(&self.text(), "")
                .into_iter()
                .filter_map(|found| found.case);
            named.next().filter(|_| named.next().is_none())
        };
        beside_author.or_else(labelled).or_else(only)
    }

    /// The letter's own date: a line that is a date, or is labelled so.
    fn date(&self) -> Option<String> {
        let mut lines = (0..self.manuscript.len()).map(|line| self.manuscript.trimmed(line));
        lines.find_map(own_date).map(|date| date.to_string())
    }

    fn signatories(&self, section: &Section) -> Vec<Signatory> {
        let mut all: Vec<Signatory> = Vec::new();
        let mut named_before = false;
        for &line in &section.body {
            let words = self.manuscript.trimmed(line);
            if named_before && !words.is_empty() {
                all.last_mut()
                    .into_iter()
                    .for_each(|last| last.title = Some(on_one_line(words)));
                named_before = false;
            } else {
                named_before = person::is_name(words) && all.len() < SIGNATORIES_MAX;
                all.extend(named_before.then(|| Signatory {
                    name: on_one_line(words),
                    title: None,
                }));
            }
        }
        all
    }
}

/// What a labelled line gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Author,
    Case,
    Date,
}

/// Reads `Handläggare: …`, `Dnr …`, `Datum: …`.
fn labelled(words: &str) -> Option<(Label, &str)> {
    let end = words.find([':', ' ', '\t', '\u{a0}']).unwrap_or(words.len());
    let label = words.get(..end)?.to_lowercase();
    let row = LABELS
        .iter()
        .find(|(labels, _)| labels.contains(&label.trim_end_matches('.')));
    let rest = words.get(end..)?.trim_start_matches(':').trim();
    row.map(|(_, label)| (*label, rest))
}

fn own_date(words: &str) -> Option<Date> {
    let dated = match labelled(words) {
        Some((Label::Date, rest)) => rest,
        Some(_) => return None,
        None => words,
    };
    calendar::day(dated).filter(|date| dated.trim() == date.to_string())
}

fn key(phase: Phase) -> Key {
    Key {
        item: 1,
        phase,
        unit: 0,
        place: Place::First,
    }
}

const LABELS: &[(&[&str], Label)] = &[
    (&["handläggare", "författare"], Label::Author),
    (&["dnr", "diarienummer", "ärendenummer"], Label::Case),
    (&["datum"], Label::Date),
];

const TITLE_LINES_MAX: usize = 4;
const OFFICE_WORDS_MAX: usize = 6;
const SIGNATORIES_MAX: usize = 20;
