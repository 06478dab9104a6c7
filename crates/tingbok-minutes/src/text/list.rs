//! The voting list (*voteringslista*) as an aligned table.
//!
//! A ballot that was inferred is marked `(härledd)` wherever it stands and its reason follows; a list whose
//! columns the source does not have shows names only, and says so.

use tingbok_procedure::content::{BallotCast, BallotSource, Choice, Person, Tally};

use super::block::Block;
use super::wording::enumeration;
use crate::paragraph::Poll;

/// The table of a vote with its notes; empty where neither list nor ballot is recorded.
pub(super) fn listed(poll: &Poll) -> Vec<Block> {
    let rows = rows(poll);
    if rows.is_empty() {
        return Vec::new();
    }
    if poll.ballots.is_empty() {
        return vec![names_only(&rows, result(poll)), Block::made(NO_COLUMNS)];
    }
    let mut blocks = vec![table(&rows, result(poll))];
    let silent = rows.iter().filter(|row| row.ballot.is_none()).count();
    if silent > 0 {
        let who = if silent == 1 { "person" } else { "personer" };
        let words = format!("{silent} {who} på listan har ingen antecknad röst.");
        blocks.push(Block::made(words));
    }
    blocks.extend(derived(poll));
    blocks
}

/// One person of the list.
struct Row<'a> {
    person: &'a Person,
    ballot: Option<&'a BallotCast>,
}

/// Those on the printed lists in their order, then those whose ballot alone is recorded.
fn rows(poll: &Poll) -> Vec<Row<'_>> {
    let ballots = || poll.ballots.iter().map(|ballot| &ballot.content);
    let mut rows: Vec<Row<'_>> = Vec::new();
    let printed = poll.lists.iter().flat_map(|list| &list.content.voters);
    for person in printed.chain(ballots().map(|ballot| &ballot.voter)) {
        if !rows.iter().any(|row| same(row.person, person)) {
            let ballot = ballots().find(|ballot| same(&ballot.voter, person));
            rows.push(Row { person, ballot });
        }
    }
    rows
}

fn table(rows: &[Row<'_>], result: Option<Tally>) -> Block {
    let absent = rows.iter().any(|row| choice(row) == Some(Choice::Absent));
    let shown = if absent { &COLUMNS[..] } else { &COLUMNS[..3] };
    let labels = rows.iter().map(|row| label(row.person).chars().count());
    let width = labels.chain([HEAD.len(), RESULT.len()]).max().unwrap_or_default();
    let headings: Vec<String> = shown.iter().map(|(heading, _)| (*heading).to_owned()).collect();
    let mut lines = vec![line(HEAD, width, &headings, "")];
    for row in rows {
        let mark = |(_, column): &(&str, Choice)| {
            let marked = choice(row) == Some(*column);
            if marked { "X".to_owned() } else { String::new() }
        };
        let marks: Vec<String> = shown.iter().map(mark).collect();
        let derived = row
            .ballot
            .is_some_and(|ballot| ballot.source == BallotSource::Derived);
        let note = if derived { DERIVED } else { "" };
        lines.push(line(&label(row.person), width, &marks, note));
    }
    if let Some(sums) = result {
        let sums = [sums.yes, sums.no, sums.abstain].map(|sum| sum.to_string());
        lines.push(line(RESULT, width, &sums, ""));
    }
    Block::lines(lines)
}

fn line(label: &str, width: usize, cells: &[String], note: &str) -> String {
    let padded = cells.iter().zip(COLUMNS).map(|(cell, (heading, _))| {
        let width = heading.chars().count();
        format!("  {cell:>width$}")
    });
    let line = format!("{label:<width$}{}  {note}", padded.collect::<String>());
    line.trim_end().to_owned()
}

fn names_only(rows: &[Row<'_>], result: Option<Tally>) -> Block {
    let mut lines = vec![HEAD.to_owned()];
    lines.extend(rows.iter().map(|row| label(row.person)));
    lines.extend(result.map(|sums| {
        format!(
            "{RESULT}: Ja {}, Nej {}, Avstår {}",
            sums.yes, sums.no, sums.abstain
        )
    }));
    Block::lines(lines)
}

/// Why ballots are marked, each reason once with those whom it is about.
fn derived(poll: &Poll) -> Option<Block> {
    let derived = poll.ballots.iter().map(|ballot| &ballot.content);
    let derived: Vec<_> = derived
        .filter(|ballot| ballot.source == BallotSource::Derived)
        .collect();
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for ballot in &derived {
        let reason = ballot.reason.as_deref().unwrap_or("inget skäl är antecknat");
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(ballot.voter.to_string()),
            None => reasons.push((reason, vec![ballot.voter.to_string()])),
        }
    }
    let why = |block: Block, (reason, names): &(&str, Vec<String>)| {
        block.then(Block::made(format!("{}: {reason}", enumeration(names))))
    };
    let note = Block::made(format!(
        "{DERIVED}: rösten är inte avläst utan en slutsats. Skälen:"
    ));
    (!derived.is_empty()).then(|| reasons.iter().fold(note, why))
}

/// The sums of the count, else those printed.
fn result(poll: &Poll) -> Option<Tally> {
    let counted = poll.counted.as_ref().map(|counted| Tally {
        yes: counted.content.yes,
        no: counted.content.no,
        abstain: counted.content.abstain,
    });
    counted.or_else(|| poll.lists.iter().find_map(|list| list.content.result))
}

fn choice(row: &Row<'_>) -> Option<Choice> {
    row.ballot.map(|ballot| ballot.choice)
}

fn label(person: &Person) -> String {
    match &person.role {
        Some(role) => format!("{person}, {role}"),
        None => person.to_string(),
    }
}

/// Persons are compared as written, without the role, which lists have and ballots may lack.
fn same(a: &Person, b: &Person) -> bool {
    a.name == b.name && a.party == b.party
}

const HEAD: &str = "Ledamot";
const RESULT: &str = "Resultat";
const DERIVED: &str = "(härledd)";
const NO_COLUMNS: &str =
    "Hur var och en röstade framgår inte: kolumnerna Ja, Nej och Avstår finns inte i källan.";

const COLUMNS: [(&str, Choice); 4] = [
    ("Ja", Choice::Yes),
    ("Nej", Choice::No),
    ("Avstår", Choice::Abstain),
    ("Frånvarande", Choice::Absent),
];
