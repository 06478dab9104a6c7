//! The paragraphs that a command works on: named one by one, or all of a meeting.

use std::str::FromStr;

use jiff::civil::Date;
use tingbok_procedure::content::{Day, Person};
use tingbok_procedure::stream::ParagraphRef;

use crate::error::CommandError;
use crate::minute_book::{MinuteBook, ParagraphName};
use crate::reading;

/// The arguments that name paragraphs.
#[derive(clap::Args, Clone, Debug, Default)]
#[group(required = true, multiple = false)]
pub(crate) struct ParagraphArgs {
    /// The paragraphs: `57/2026`, or `57` when only one year has it.
    #[arg(value_name = "PARAGRAPH")]
    pub(crate) paragraphs: Vec<ParagraphName>,
    /// Those of the meeting on this day, instead.
    #[arg(long, value_name = "DATE")]
    pub(crate) meeting: Option<Day>,
}

impl ParagraphArgs {
    /// The paragraphs, each once and in order; of a meeting, all.
    pub(crate) fn resolve(&self, book: &MinuteBook<'_>) -> Result<Vec<ParagraphRef>, CommandError> {
        let found = match self.meeting {
            Some(Day(date)) => book.of_meeting(date),
            None => self.paragraphs.iter().map(|name| book.resolve(*name)).collect(),
        };
        let mut found = found.map_err(reading::not_found)?;
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// The day of the meeting, when all of a meeting's are meant.
    pub(crate) fn meeting(&self) -> Option<Date> {
        self.meeting.map(|day| day.0)
    }
}

/// A person as minutes name one, `Ingrid Sandvall (S)` or `Elin Berg`.
#[derive(Clone, Debug)]
pub(crate) struct PersonName(pub(crate) Person);

impl FromStr for PersonName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() || text.contains(char::is_control) {
            return Err("a person is named on one line, such as `Ingrid Sandvall (S)`".to_owned());
        }
        let bracketed = text.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
        let (name, party) = match bracketed {
            Some((name, party)) if !name.trim().is_empty() && !party.is_empty() => (name.trim(), Some(party)),
            _ => (text, None),
        };
        Ok(Self(Person {
            name: name.to_owned(),
            party: party.map(str::to_owned),
            ..Person::default()
        }))
    }
}

/// `§ 57/2026`, as messages name a paragraph.
pub(crate) fn named(at: ParagraphRef) -> String {
    format!("§ {}/{}", at.number, at.year)
}

/// What can be done where nobody was appointed to adjust minutes whose body wants adjusters: the chair's signature is then
/// not enough, and a closed meeting appoints nobody any more.
pub(crate) fn without_adjusters(paragraphs: &[ParagraphRef]) -> Option<String> {
    let names: Vec<String> = paragraphs.iter().copied().map(named).collect();
    let names = (!names.is_empty()).then(|| names.join(", "))?;
    Some(format!(
        "nobody is appointed to adjust {names}: while the meeting goes on, record `adjusters.appointed/1`; once it is \
         closed, record as `adjustment.recorded/1` how the minutes were adjusted on paper"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_named_with_or_without_party() {
        let read = |text: &str| text.parse::<PersonName>().map(|person| person.0.to_string());
        assert_eq!(
            read(" Ingrid Sandvall (S) "),
            Ok("Ingrid Sandvall (S)".to_owned())
        );
        assert_eq!(read("Elin Berg"), Ok("Elin Berg".to_owned()));
        assert_eq!(read("(S)"), Ok("(S)".to_owned()));
        let party = |text: &str| text.parse::<PersonName>().unwrap().0.party;
        assert_eq!(party("Ingrid Sandvall (S)").as_deref(), Some("S"));
        assert_eq!(party("Elin Berg ()"), None);
        assert!(read("").is_err() && read("a\nb").is_err());
    }
}
