//! The roll call: who serves and for whom, who else is there, who is not.

use tingbok_procedure::Content;
use tingbok_procedure::content::{AttendanceRecorded, Person, Serving};

use crate::problem::Problem;
use crate::reader::Reader;

/// The parts of a roll.
#[derive(Clone, Copy)]
enum Part {
    All,
    Except,
    Serving,
    Substitutes,
    Others,
    Absent,
}

pub(super) fn attendance(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let mut roll = AttendanceRecorded {
        item: reader.item_if_any(),
        ..AttendanceRecorded::default()
    };
    let mut all = false;
    // Names without a word before them serve.
    if !reader.is_at_end()
        && reader
            .peek_word()
            .is_none_or(|word| !PARTS.iter().any(|(known, _)| *known == word))
    {
        serving(reader, &mut roll)?;
    }
    while let Some(part) = reader.keyword(PARTS) {
        match part {
            Part::All => all = true,
            Part::Serving => serving(reader, &mut roll)?,
            Part::Except | Part::Absent => roll.absent.extend(reader.persons()?),
            Part::Substitutes => roll.substitutes.extend(reader.persons()?),
            Part::Others => others(reader, &mut roll)?,
        }
        reader.separator();
    }
    if all {
        add_seated(reader, &mut roll);
    }
    if roll.serving.is_empty() {
        return Err(reader.lacks(
            "uppropet säger inte vilka som tjänstgör",
            "the roll does not say who serves",
        ));
    }
    Ok(roll.into())
}

fn serving(reader: &mut Reader<'_>, roll: &mut AttendanceRecorded) -> Result<(), Problem> {
    loop {
        let person = reader.person()?;
        let in_place_of = if reader.has(&["för", "for"]) {
            Some(reader.person()?)
        } else {
            None
        };
        roll.serving.push(Serving { person, in_place_of });
        if !reader.separator() {
            return Ok(());
        }
    }
}

fn others(reader: &mut Reader<'_>, roll: &mut AttendanceRecorded) -> Result<(), Problem> {
    loop {
        let mut person = reader.guest()?;
        if let Some(role) = reader.quoted() {
            person.role = Some(role);
        }
        roll.others.push(person);
        if !reader.separator() {
            return Ok(());
        }
    }
}

/// Everybody who has a seat serves, but for those who are absent or for whom somebody serves.
fn add_seated(reader: &Reader<'_>, roll: &mut AttendanceRecorded) {
    let named: Vec<&Person> = roll
        .serving
        .iter()
        .flat_map(|one| [Some(&one.person), one.in_place_of.as_ref()])
        .flatten()
        .chain(&roll.absent)
        .collect();
    let seated = reader.people().seated(reader.floor().date).into_iter();
    let rest = seated.filter(|person| !named.contains(&person));
    let mut all: Vec<Serving> = rest
        .map(|person| Serving {
            person,
            in_place_of: None,
        })
        .collect();
    all.append(&mut roll.serving);
    roll.serving = all;
}

const PARTS: &[(&str, Part)] = &[
    ("alla", Part::All),
    ("all", Part::All),
    ("utom", Part::Except),
    ("except", Part::Except),
    ("tjänstgör", Part::Serving),
    ("serving", Part::Serving),
    ("ersättare", Part::Substitutes),
    ("substitutes", Part::Substitutes),
    ("övriga", Part::Others),
    ("others", Part::Others),
    ("frånvarande", Part::Absent),
    ("absent", Part::Absent),
];
