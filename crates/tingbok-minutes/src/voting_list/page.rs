//! Voting lists as a page.

use tingbok_procedure::content::{Choice, Tally, VoteForm};

use super::{PartySums, Row, VotingList, VotingLists};
use crate::document::{Column, Document, Part, Section, Table};
use crate::person::NAMESAKES;
use crate::projection::unread_section;
use crate::text::wording::{enumeration, sentence};

pub(super) fn page(lists: &VotingLists) -> Document {
    let mut page = Document::new(format!("Voteringslistor, § {}", lists.paragraph));
    page.sections.extend(unread_section(&lists.unread));
    let mut facts = vec![("Ärende".to_owned(), lists.title.clone())];
    facts.extend(lists.case.clone().map(|case| ("Diarienummer".to_owned(), case)));
    facts.push(("Sammanträde".to_owned(), lists.meeting.clone()));
    page.sections.push(Section::new("").with(Part::Facts(facts)));
    if lists.lists.is_empty() {
        page.sections
            .push(Section::new("").saying("Ingen omröstning är antecknad."));
    }
    let several = lists.lists.len() > 1;
    let list = |(list, number): (&VotingList, i32)| {
        let heading = if several {
            format!("Omröstning {number}")
        } else {
            "Omröstning".to_owned()
        };
        section(&heading, list, lists.by_party)
    };
    page.sections.extend(lists.lists.iter().zip(1..).map(list));
    page
}

fn section(heading: &str, list: &VotingList, by_party: bool) -> Section {
    let mut section = Section::new(heading).saying(sentence(&list.matter));
    if !list.has_ballots() {
        return names_only(section, list);
    }
    section = section.with(Part::Table(if by_party {
        parties(list)
    } else {
        members(&list.rows, list.sums)
    }));
    let silent = list.rows.iter().filter(|row| row.choice.is_none()).count();
    if silent > 0 {
        section = section.saying(silent_words(silent));
    }
    if !by_party && list.rows.iter().any(Row::has_namesake) {
        section = section.saying(NAMESAKES);
    }
    if let Some(words) = unequal(list) {
        section = section.saying(words);
    }
    if list.rows.iter().any(Row::derived) {
        section = section.saying(DERIVED_NOTE).with(Part::List(reasons(&list.rows)));
    }
    section
}

fn names_only(section: Section, list: &VotingList) -> Section {
    let sums = list.sums.map_or_else(
        || "Röstetalen är inte antecknade.".to_owned(),
        |sums| format!("Ja {}, Nej {}, Avstår {}.", sums.yes, sums.no, sums.abstain),
    );
    let section = section.saying(sums);
    if list.form == Some(VoteForm::Closed) {
        return section.saying("Omröstningen var sluten: hur var och en röstade redovisas inte.");
    }
    let names: Vec<String> = list.rows.iter().map(Row::label).collect();
    if names.is_empty() {
        return section.saying("Hur var och en röstade är inte antecknat.");
    }
    let section = section.saying(NO_COLUMNS).with(Part::List(names));
    if list.rows.iter().any(Row::has_namesake) {
        section.saying(NAMESAKES)
    } else {
        section
    }
}

/// The table of members: `Ledamot  Ja  Nej  Avstår`, the absent where there are any.
pub(crate) fn members(rows: &[Row], sums: Option<Tally>) -> Table {
    let shown = shown(rows.iter().any(|row| row.choice == Some(Choice::Absent)));
    let derived = rows.iter().any(Row::derived);
    let mut columns = vec![Column::left("Ledamot")];
    columns.extend(shown.iter().map(|(heading, _)| Column::right(*heading)));
    columns.extend(derived.then(|| Column::left("Anmärkning")));
    let mut table = Table::new("Hur var och en röstade", columns);
    for row in rows {
        let mark = |(_, column): &(&str, Choice)| {
            let marked = row.choice == Some(*column);
            if marked { "X".to_owned() } else { String::new() }
        };
        let mut cells = vec![row.label()];
        cells.extend(shown.iter().map(mark));
        cells.extend(row.derived().then(|| DERIVED.to_owned()));
        table.rows.push(cells);
    }
    table.foot = sums.map(|sums| {
        let sums = [sums.yes, sums.no, sums.abstain].map(|sum| sum.to_string());
        std::iter::once("Resultat".to_owned()).chain(sums).collect()
    });
    table
}

fn parties(list: &VotingList) -> Table {
    let absent = list.parties.iter().any(|party| party.absent > 0);
    let unknown = list.parties.iter().any(|party| party.unknown > 0);
    let mut columns = vec![Column::left("Parti")];
    columns.extend(shown(absent).iter().map(|(heading, _)| Column::right(*heading)));
    columns.extend(unknown.then(|| Column::right("Okänt")));
    let cells = |name: String, party: &PartySums| {
        let mut cells = vec![
            name,
            party.yes.to_string(),
            party.no.to_string(),
            party.abstain.to_string(),
        ];
        cells.extend(absent.then(|| party.absent.to_string()));
        cells.extend(unknown.then(|| party.unknown.to_string()));
        cells
    };
    let mut table = Table::new("Röster efter parti", columns);
    let name = |party: &PartySums| party.party.clone().unwrap_or_else(|| "Utan parti".to_owned());
    table.rows = list
        .parties
        .iter()
        .map(|party| cells(name(party), party))
        .collect();
    table.foot = Some(cells("Summa".to_owned(), &total(&list.parties)));
    table
}

/// What the recorded ballots add up to, where that is not what was counted.
fn unequal(list: &VotingList) -> Option<String> {
    let sums = list.sums?;
    let total = total(&list.parties);
    let equal = (sums.yes, sums.no, sums.abstain) == (total.yes, total.no, total.abstain);
    (!equal).then(|| {
        format!(
            "Observera: de antecknade rösterna är {} ja, {} nej och {} avstår, men räknade är {} ja, {} nej och {} \
             avstår.",
            total.yes, total.no, total.abstain, sums.yes, sums.no, sums.abstain
        )
    })
}

fn total(parties: &[PartySums]) -> PartySums {
    parties.iter().fold(PartySums::default(), |sum, party| PartySums {
        party: None,
        yes: sum.yes.saturating_add(party.yes),
        no: sum.no.saturating_add(party.no),
        abstain: sum.abstain.saturating_add(party.abstain),
        absent: sum.absent.saturating_add(party.absent),
        unknown: sum.unknown.saturating_add(party.unknown),
    })
}

/// Each reason once, with those whom it is about.
pub(crate) fn reasons(rows: &[Row]) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for row in rows.iter().filter(|row| row.derived()) {
        let reason = row.reason.as_deref().unwrap_or("inget skäl är antecknat");
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(row.name().to_owned()),
            None => reasons.push((reason, vec![row.name().to_owned()])),
        }
    }
    let words = |(reason, names): (&str, Vec<String>)| format!("{}: {reason}", enumeration(&names));
    reasons.into_iter().map(words).collect()
}

/// How many on the list have no ballot.
pub(crate) fn silent_words(silent: usize) -> String {
    let who = if silent == 1 { "person" } else { "personer" };
    format!("{silent} {who} på listan har ingen antecknad röst.")
}

fn shown(absent: bool) -> &'static [(&'static str, Choice)] {
    if absent { &COLUMNS } else { &COLUMNS[..3] }
}

/// The mark of a ballot that was inferred.
pub(crate) const DERIVED: &str = "(härledd)";

const DERIVED_NOTE: &str = "(härledd): rösten är inte avläst utan en slutsats. Skälen:";

/// What is said of a list whose columns the source does not have.
pub(crate) const NO_COLUMNS: &str =
    "Hur var och en röstade framgår inte: kolumnerna Ja, Nej och Avstår finns inte i källan.";

/// The columns of a list; the last only where somebody is absent.
pub(crate) const COLUMNS: [(&str, Choice); 4] = [
    ("Ja", Choice::Yes),
    ("Nej", Choice::No),
    ("Avstår", Choice::Abstain),
    ("Frånvarande", Choice::Absent),
];
