//! The roll that a front page gives: who serves when the first paragraph is opened, and who comes and goes after it.
//!
//! Invariant: it is whole, or there is none. In no paragraph does a person serve twice, or do two serve in one place.

use std::collections::BTreeSet;

use tingbok_procedure::content::{AttendanceRecorded, Person, Serving};

use super::field::{Field, Row};
use super::interval::Paragraphs;
use super::label::Label;
use super::row::{self, Entry};
use crate::manuscript::LineIndex;

/// Who serves in which of the paragraphs of the text, and who else is there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roll {
    places: Vec<Place>,
    substitutes: Vec<Person>,
    others: Vec<Person>,
    absent: Vec<Person>,
    /// The lines that say so.
    pub(crate) lines: Vec<LineIndex>,
    /// How many paragraphs the text has.
    paragraphs: usize,
}

/// Somebody who serves in some paragraphs.
#[derive(Clone, Debug)]
struct Place {
    serving: Serving,
    stated: bool,
    /// For each paragraph in the order of the text.
    on: Vec<bool>,
    lines: Vec<LineIndex>,
}

/// Somebody who begins or ceases to serve, with the lines that say so.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) serving: Serving,
    pub(crate) lines: Vec<LineIndex>,
}

/// Why there is no roll, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doubt {
    pub(crate) line: Option<LineIndex>,
    pub(crate) text: String,
}

impl Roll {
    /// Reads the lists of people; `None` when nobody is said to serve.
    pub(crate) fn of(fields: &[Field], paragraphs: &[u32]) -> Option<Result<Self, Doubt>> {
        let lists = || fields.iter().filter(|field| field.label.is_attendance());
        let refers = |row: &Row| refers(&row.text);
        let named = lists().any(|field| field.label.is_of_serving() && !field.rows.iter().all(refers));
        named.then(|| {
            let mut roll = Self {
                paragraphs: paragraphs.len(),
                ..Self::default()
            };
            for field in lists() {
                roll.add(field, paragraphs)?;
            }
            roll.give_way();
            roll.hold()?;
            Ok(roll)
        })
    }

    /// The roll when the first paragraph is opened.
    pub(crate) fn recorded(&self) -> AttendanceRecorded {
        let first = self.places.iter().filter(|place| place.is_on(0));
        let serving: Vec<Serving> = first.map(|place| place.serving.clone()).collect();
        let serves = |person: &Person| serving.iter().any(|one| same(&one.person, person));
        let idle = |person: &&Person| !serves(person);
        let of = |persons: &[Person]| persons.iter().filter(idle).cloned().collect();
        AttendanceRecorded {
            item: None,
            substitutes: of(&self.substitutes),
            others: self.others.clone(),
            absent: of(&self.absent),
            serving,
        }
    }

    /// Who ceases to serve when a paragraph is opened, the first being 0, and who begins.
    pub(crate) fn changes(&self, paragraph: usize) -> (Vec<Change>, Vec<Change>) {
        let Some(before) = paragraph.checked_sub(1) else {
            return (Vec::new(), Vec::new());
        };
        let of = |ceases: bool| {
            let turned =
                move |place: &&Place| place.is_on(before) == ceases && place.is_on(paragraph) != ceases;
            let change = |place: &Place| Change {
                serving: place.serving.clone(),
                lines: place.lines.clone(),
            };
            self.places.iter().filter(turned).map(change).collect()
        };
        (of(true), of(false))
    }

    /// Somebody of this name who serves or is a substitute, with the party that the roll gives.
    pub(crate) fn person(&self, named: &Person) -> Option<&Person> {
        let serving = self.places.iter().map(|place| &place.serving.person);
        let mut all = serving.chain(&self.substitutes);
        all.find(|person| same(person, named))
    }

    /// Those who serve with a role that leads: one person, and whether in every paragraph.
    pub(crate) fn chair(&self) -> Option<(&Person, bool)> {
        let leads = |place: &&Place| place.serving.person.role.as_deref().is_some_and(is_chair);
        let mut chairs = self.places.iter().filter(leads);
        let only = chairs.next()?;
        let whole = only.on.iter().all(|on| *on);
        chairs.next().is_none().then_some((&only.serving.person, whole))
    }

    /// The one official who is a secretary.
    pub(crate) fn secretary(&self) -> Option<&Person> {
        let writes = |person: &&Person| {
            let role = person.role.as_deref().unwrap_or_default().to_lowercase();
            role.contains("sekreterare")
        };
        let mut secretaries = self.others.iter().filter(writes);
        let only = secretaries.next()?;
        secretaries.next().is_none().then_some(only)
    }

    fn add(&mut self, field: &Field, paragraphs: &[u32]) -> Result<(), Doubt> {
        if field.label == Label::Unsorted {
            return Err(doubt(
                field.lines.first(),
                "members and substitutes stand in one list",
            ));
        }
        self.lines.extend(&field.lines);
        let mut rows = field.rows.iter().peekable();
        while let Some(row) = rows.next() {
            if refers(&row.text) {
                continue;
            }
            let joined = rows.peek().map(|next| joined(row, next));
            if matches!(field.label, Label::Others | Label::Absent) {
                self.add_idle(field.label, row);
            } else if let Some(entries) = row::entries(&row.text) {
                self.serve(field, row, entries, paragraphs)?;
            } else if let Some((row, entries)) =
                joined.and_then(|row| row::entries(&row.text).map(|entries| (row, entries)))
            {
                rows.next();
                self.serve(field, &row, entries, paragraphs)?;
            } else {
                let text = format!("`{}` is not understood", shown(&row.text));
                return Err(doubt(row.lines.first(), text));
            }
        }
        Ok(())
    }

    /// Those of whom no rule asks anything: a row that is not understood is left to its words.
    fn add_idle(&mut self, label: Label, row: &Row) {
        let persons = match label {
            Label::Others => row::officials(&row.text).unwrap_or_default(),
            _ => {
                let entries = row::entries(&row.text).unwrap_or_default();
                entries.into_iter().map(|entry| entry.person).collect()
            }
        };
        let list = match label {
            Label::Others => &mut self.others,
            _ => &mut self.absent,
        };
        list.extend(persons);
    }

    fn serve(
        &mut self,
        field: &Field,
        row: &Row,
        entries: Vec<Entry>,
        paragraphs: &[u32],
    ) -> Result<(), Doubt> {
        for entry in entries {
            let serves = field.label != Label::Substitutes || entry.in_place_of.is_some();
            let unsure = match field.label {
                Label::Present => entry.person.party.is_none(),
                Label::Substitutes => !serves && !entry.paragraphs.is_unstated(),
                _ => false,
            };
            if unsure {
                let text = format!("it is not said whether {} serves", entry.person);
                return Err(doubt(row.lines.first(), text));
            }
            if serves {
                self.place(entry, &row.lines, paragraphs);
            } else {
                self.substitutes.push(entry.person);
            }
            if self.places.len() + self.substitutes.len() > PERSONS_MAX {
                return Err(doubt(row.lines.first(), "more people than any body has"));
            }
        }
        Ok(())
    }

    fn place(&mut self, entry: Entry, lines: &[LineIndex], paragraphs: &[u32]) {
        let on = |paragraphs_of: &Paragraphs| {
            paragraphs
                .iter()
                .map(|number| paragraphs_of.hold(*number))
                .collect()
        };
        self.places.push(Place {
            stated: !entry.paragraphs.is_unstated(),
            on: on(&entry.paragraphs),
            serving: Serving {
                person: entry.person,
                in_place_of: entry.in_place_of,
            },
            lines: lines.to_vec(),
        });
    }

    /// A member of whose paragraphs nothing is said does not serve where somebody else is said to, in that place.
    fn give_way(&mut self) {
        let taken: Vec<(Person, Vec<bool>, Vec<LineIndex>)> = self
            .places
            .iter()
            .filter(|place| place.stated)
            .filter_map(|place| {
                Some((
                    place.serving.in_place_of.clone()?,
                    place.on.clone(),
                    place.lines.clone(),
                ))
            })
            .collect();
        for (member, on, lines) in taken {
            let own = |place: &&mut Place| {
                !place.stated && place.serving.in_place_of.is_none() && same(&place.serving.person, &member)
            };
            for place in self.places.iter_mut().filter(own) {
                for (own, taken) in place.on.iter_mut().zip(&on) {
                    *own &= !taken;
                }
                place.lines.extend(&lines);
            }
        }
    }

    /// Whether the roll can be true: judged where it changes.
    fn hold(&self) -> Result<(), Doubt> {
        let parties = self
            .places
            .iter()
            .map(|place| place.serving.person.party.is_some());
        let parties: BTreeSet<bool> = parties.collect();
        if parties.len() > 1 {
            let bare = self
                .places
                .iter()
                .find(|place| place.serving.person.party.is_none());
            let line = bare.and_then(|place| place.lines.first());
            return Err(doubt(
                line,
                "of some who serve the party is given, and of others not",
            ));
        }
        for paragraph in 0..self.paragraphs {
            let turned =
                |place: &Place| paragraph == 0 || place.is_on(paragraph) != place.is_on(paragraph - 1);
            if self.places.iter().any(turned) {
                self.hold_in(paragraph)?;
            }
        }
        if self.places.iter().any(|place| place.is_on(0)) {
            Ok(())
        } else {
            Err(doubt(self.lines.first(), "nobody serves in the first paragraph"))
        }
    }

    fn hold_in(&self, paragraph: usize) -> Result<(), Doubt> {
        let (mut persons, mut taken) = (BTreeSet::new(), BTreeSet::new());
        for place in self.places.iter().filter(|place| place.is_on(paragraph)) {
            let serving = &place.serving;
            let of = serving.in_place_of.as_ref().unwrap_or(&serving.person);
            if !persons.insert(key(&serving.person)) {
                let text = format!("{} serves twice in one paragraph", serving.person);
                return Err(doubt(place.lines.first(), text));
            }
            if !taken.insert(key(of)) {
                let text = format!("the place of {of} is filled by two in one paragraph");
                return Err(doubt(place.lines.first(), text));
            }
        }
        Ok(())
    }
}

impl Place {
    fn is_on(&self, paragraph: usize) -> bool {
        self.on.get(paragraph) == Some(&true)
    }
}

/// Whether two persons are one, as far as a front page tells: of one name, and of one party where both have one.
pub(crate) fn same(a: &Person, b: &Person) -> bool {
    let parties = a.party.as_ref().zip(b.party.as_ref());
    a.name == b.name && parties.is_none_or(|(a, b)| a == b)
}

/// *ordförande*, *ordf.*, and not *vice ordförande*.
fn is_chair(role: &str) -> bool {
    role.to_lowercase().starts_with("ordf")
}

fn key(person: &Person) -> (String, Option<String>) {
    (person.name.clone(), person.party.clone())
}

/// *Enligt närvarolista, sidan 2*: the list stands elsewhere.
fn refers(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    ["enligt", "se"].contains(&first.as_str())
}

fn joined(row: &Row, next: &Row) -> Row {
    let mut lines: Vec<_> = row.lines.iter().chain(&next.lines).copied().collect();
    lines.dedup();
    Row {
        text: format!("{}\n{}", row.text, next.text),
        lines,
    }
}

fn doubt(line: Option<&LineIndex>, text: impl Into<String>) -> Doubt {
    Doubt {
        line: line.copied(),
        text: text.into(),
    }
}

fn shown(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SHOWN_BYTES_MAX))
        .unwrap_or(text)
}

/// So many serve in no body; an event holds them.
const PERSONS_MAX: usize = 250;
const SHOWN_BYTES_MAX: usize = 80;
