//! The front page of a whole protocol: place and time, who is there and serves in which paragraphs, who adjusts.
//!
//! Invariants: what is written is what the page leaves no doubt about, and the roll is written whole or not at all;
//! everything else is kept as words, and a note says why. The meeting is opened before the first paragraph and closed
//! after the last; whoever comes or goes does so when the paragraph is opened from which it is said.
//!
//! Spec: docs/procedure.md, "Event kinds"; docs/decisions/0014; 5:17–21, 5:43, 5:66, 5:69, 6:17.

use jiff::civil::Date;
use tingbok_procedure::content::Person;

use crate::manuscript::{LineIndex, Manuscript};
use crate::outline::Outline;
use crate::scribe::{LINES_MAX, Scribe};
use field::Field;
use interval::Paragraphs;
use label::Label;
use roll::{Doubt, Roll};
use session::Session;
use writing::Writing;

mod field;
mod interval;
mod label;
mod roll;
mod row;
mod session;
mod writing;

/// A front page as it is read, before anything is written.
pub(crate) struct Front {
    fields: Vec<Field>,
    session: Session,
    roll: Option<Roll>,
    chair: Option<Person>,
    secretary: Option<Person>,
    adjusters: Vec<Person>,
    doubts: Vec<Doubt>,
    numbers: Vec<u32>,
}

impl Front {
    /// Reads the lines before the first paragraph.
    pub(crate) fn of(manuscript: &Manuscript<'_>, outline: &Outline) -> Self {
        let first = outline.items.first().and_then(|item| item.opening.first());
        let fields = field::cut(manuscript, &outline.aside, first.copied().unwrap_or(0));
        let numbers: Vec<u32> = outline.items.iter().map(|item| item.number).collect();
        let mut doubts = Vec::new();
        let roll = match Roll::of(&fields, &numbers) {
            None => None,
            Some(Ok(roll)) => Some(roll),
            Some(Err(doubt)) => {
                doubts.push(doubt);
                None
            }
        };
        let mut front = Self {
            session: Session::of(&fields),
            fields,
            roll,
            chair: None,
            secretary: None,
            adjusters: Vec::new(),
            doubts,
            numbers,
        };
        front.lead();
        front.adjust();
        front.number();
        front
    }

    /// Who leads every paragraph, where that is told.
    pub(crate) fn chair(&self) -> Option<&Person> {
        let chair = self.chair.as_ref()?;
        let whole = self
            .roll
            .as_ref()
            .and_then(Roll::chair)
            .is_none_or(|(_, whole)| whole);
        Some(chair).filter(|_| whole)
    }

    /// Writes what is told, when the paragraphs are written. `date` is the day of the meeting.
    pub(crate) fn write(&self, scribe: &mut Scribe<'_, '_>, date: Date) {
        Writing::of(scribe, date).all(self);
        for doubt in &self.doubts {
            scribe.note(doubt.line, doubt.text.clone());
        }
        for field in &self.fields {
            scribe.explain_rest(field.lines.iter().copied(), reason(field.label));
        }
    }

    /// The chair and the secretary: by their signatures, or by their roles. Where both are told they agree.
    fn lead(&mut self) {
        let signed = |label| self.one_of(label);
        let (chair, secretary) = (signed(Label::Chair), signed(Label::Secretary));
        let listed = self
            .roll
            .as_ref()
            .and_then(Roll::chair)
            .map(|(person, _)| person.clone());
        let named = |person: &Person| self.roll.as_ref().and_then(|roll| roll.person(person)).cloned();
        self.chair = match (&chair, listed) {
            (None, listed) => listed,
            (Some(chair), Some(listed)) => Some(listed).filter(|listed| roll::same(listed, chair)),
            (Some(chair), None) => Some(named(chair).unwrap_or_else(|| chair.clone())),
        };
        self.secretary = secretary.or_else(|| self.roll.as_ref()?.secretary().cloned());
        if let Some(chair) = &chair {
            let line = self.lines(&[Label::Chair]).first().copied();
            let missing = self.roll.is_some() && named(chair).is_none();
            if self.chair.is_none() {
                self.doubt(
                    line,
                    format!("{chair} signs as chair, and the list of those who serve has another"),
                );
            } else if missing {
                self.roll = None;
                self.doubt(
                    line,
                    format!("{chair} signs as chair and is not among those who serve: no roll is written"),
                );
            }
        }
    }

    /// Those who adjust: all who are appointed, or all who sign; where both are told they agree.
    fn adjust(&mut self) {
        let appointed = self.people(Label::Adjusters);
        let signing = self.people(Label::Adjusting);
        let line = self.lines(&[Label::Adjusters, Label::Adjusting]).first().copied();
        let agree = |one: &[Person], other: &[Person]| {
            one.len() == other.len() && one.iter().all(|a| other.iter().any(|b| roll::same(a, b)))
        };
        let people = match (appointed, signing) {
            (Some(Some(appointed)), Some(Some(signing))) if agree(&appointed, &signing) => appointed,
            (Some(Some(only)), None) | (None, Some(Some(only))) => only,
            (None, None) => return,
            _ => return self.doubt(line, "those who adjust are not told without doubt".to_owned()),
        };
        let known: Vec<Person> = people.iter().map(|person| self.known(person)).collect();
        let strange = known.iter().find(|person| {
            let roll = self.roll.as_ref();
            roll.is_some_and(|roll| roll.person(person).is_none())
        });
        if let Some(stranger) = strange {
            let text = format!("{stranger} adjusts and is not among those present: no roll is written");
            self.roll = None;
            self.doubt(line, text);
        }
        self.adjusters = known;
    }

    /// Says so when the page tells of paragraphs that were not found.
    fn number(&mut self) {
        let Some(field) = self.fields.iter().find(|field| field.label == Label::Paragraphs) else {
            return;
        };
        let mut paragraphs = Paragraphs::default();
        let told = field.rows.first().and_then(|row| {
            let signed = format!("§ {}", row.text.trim_start_matches(['§', ' ']));
            paragraphs.read(&signed)
        });
        let strays = self
            .numbers
            .iter()
            .filter(|number| !paragraphs.hold(**number))
            .count();
        let ends = self.numbers.iter().min().zip(self.numbers.iter().max());
        let beyond = ends.filter(|(first, last)| {
            let before = first.checked_sub(1).is_some_and(|number| paragraphs.hold(number));
            before || paragraphs.hold(last.saturating_add(1))
        });
        if told.is_some() && (strays > 0 || beyond.is_some()) {
            let line = field.lines.first().copied();
            self.doubt(
                line,
                "the front page tells of other paragraphs than were found".to_owned(),
            );
        }
    }

    fn doubt(&mut self, line: Option<LineIndex>, text: String) {
        self.doubts.push(Doubt { line, text });
    }

    /// The only person below a label.
    fn one_of(&self, label: Label) -> Option<Person> {
        let people = self.people(label)??;
        let [only] = people.as_slice() else { return None };
        Some(only.clone())
    }

    /// Everybody below a label, each once: `None` where there is no such label, `Some(None)` where a name is not read.
    fn people(&self, label: Label) -> Option<Option<Vec<Person>>> {
        let fields = self.fields.iter().filter(|field| field.label == label);
        let rows: Vec<&str> = fields
            .flat_map(|field| field.rows.iter().map(|row| row.text.as_str()))
            .take(SIGNERS_MAX)
            .collect();
        let text = rows.join(", ");
        if text.is_empty() {
            return None;
        }
        let Some(entries) = row::entries(&text) else {
            return Some(None);
        };
        let mut people: Vec<Person> = Vec::new();
        for entry in entries {
            let whole = self.numbers.iter().all(|number| entry.paragraphs.hold(*number));
            if !whole || entry.in_place_of.is_some() {
                return Some(None);
            }
            if !people.iter().any(|person| roll::same(person, &entry.person)) {
                people.push(entry.person);
            }
        }
        Some(Some(people))
    }

    /// A person as the roll names it, without the role, which is of the roll.
    fn known(&self, person: &Person) -> Person {
        let known = self.roll.as_ref().and_then(|roll| roll.person(person));
        Person {
            party: person.party.clone().or_else(|| known?.party.clone()),
            role: None,
            ..person.clone()
        }
    }

    /// The lines of the fields with these labels.
    fn lines(&self, labels: &[Label]) -> Vec<LineIndex> {
        let fields = self.fields.iter().filter(|field| labels.contains(&field.label));
        fields
            .flat_map(|field| field.lines.iter().copied())
            .take(LINES_MAX / 2)
            .collect()
    }
}

/// Why the lines of a field are kept that no event was read from.
fn reason(label: Label) -> &'static str {
    match label {
        Label::Notice => "the proof of the notice",
        Label::Contents => "a table of contents",
        Label::Paragraphs | Label::Signatures => "the signatures of the front page",
        Label::Pauses => "a pause of which no paragraph tells that it was in it",
        Label::Unknown => "words of the front page that say nothing this program knows",
        label if label.is_attendance() => "a list of people on the front page, which is not read whole",
        _ => "words of the front page, which are not read without doubt",
    }
}

/// So many people sign at most.
const SIGNERS_MAX: usize = 24;
