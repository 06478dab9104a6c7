//! Tables of a vote: columns Ja, Nej and Avstår with a mark for each voter, a word in each row, names below each
//! column, or sums by party.
//!
//! A text layer keeps a table's columns as blanks, or loses them. A mark counts where it stands below one column and no
//! other; a row whose mark stands nowhere gives no ballot, and then the table gives none.

use std::ops::Range;

use tingbok_procedure::content::{Choice, Person, Tally};

use crate::answer;
use crate::calendar::number;
use crate::cell::{Cell, cells, tabs_of_head};
use crate::manuscript::LineIndex;
use crate::person;

/// One vote as a table tells it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// Who votes how, with the line.
    pub(crate) rows: Vec<(Person, Choice, LineIndex)>,
    /// Voters whose column cannot be told.
    pub(crate) unread: Vec<(Person, LineIndex)>,
    /// The sums that are printed.
    pub(crate) sums: Option<Tally>,
    /// All lines of the table.
    pub(crate) lines: Vec<LineIndex>,
}

/// A column of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    choice: Choice,
    span: Range<usize>,
    /// How many tabs stand before it, where one of them parts two columns.
    tabs: usize,
}

impl Column {
    /// Whether a cell stands below: by the tabs before both, where a line has any, else by their places.
    fn holds(&self, cell: &Cell<'_>) -> bool {
        match (self.tabs, cell.tabs) {
            (0, 0) => self.span.start < cell.to && cell.from < self.span.end,
            (column, cell) => column == cell,
        }
    }
}

/// Whether a line is the head of a table: it names Ja and Nej as columns, and nothing that is said of them.
pub(crate) fn is_head(line: &str) -> bool {
    !columns(line).is_empty() || is_head_of_rows(line)
}

/// `Namn   Parti   Röst`: the rows tell how each votes.
fn is_head_of_rows(line: &str) -> bool {
    let words: Vec<String> = line.split_whitespace().map(bare).collect();
    let named = words
        .iter()
        .any(|word| ["namn", "ledamot", "ledamöter"].contains(&word.as_str()));
    named
        && words.len() > 1
        && words.iter().any(|word| word == "röst")
        && words.iter().all(|word| HEAD_WORDS.contains(&word.as_str()))
}

/// Whether a line may stand in a table: a row, a sum, a party or a rule.
pub(crate) fn is_part(line: &str) -> bool {
    let words = line.trim();
    if is_head(line) || words.is_empty() || words.chars().all(|c| "-–—_= ".contains(c)) {
        return true;
    }
    let cells = cells(line);
    let short = cells
        .iter()
        .all(|cell| cell.words.chars().count() <= CELL_CHARS_MAX);
    let sentence = words.ends_with(['.', ':']) && cells.len() == 1;
    short
        && !sentence
        && (cells.len() > 1 || is_row(words) || is_name(words) || sum(words).is_some() || is_party(words))
}

/// Reads the lines of a table; a head that names its columns twice is that of two votes.
pub(crate) fn read(lines: &[(LineIndex, &str)]) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut votes: Vec<Vec<Column>> = Vec::new();
    for (line, words) in lines {
        if is_head(words) {
            votes = by_vote(columns(words));
            votes.resize_with(votes.len().max(1), Vec::new);
            tables.resize_with(votes.len().max(tables.len()), Table::default);
            continue;
        }
        if votes.is_empty() {
            // Rows without a head tell themselves how each votes.
            votes.push(Vec::new());
            tables.push(Table::default());
        }
        for (table, columns) in tables.iter_mut().zip(&votes) {
            row(table, columns, votes.len() > 1, *line, words);
        }
    }
    let all: Vec<LineIndex> = lines.iter().map(|(line, _)| *line).collect();
    for table in &mut tables {
        table.lines.clone_from(&all);
    }
    tables.retain(|table| !table.rows.is_empty() || table.sums.is_some() || !table.unread.is_empty());
    tables
}

fn row(table: &mut Table, columns: &[Column], several: bool, line: LineIndex, words: &str) {
    let cells = cells(words);
    if let Some(sums) = sum_row(columns, &cells, words, several) {
        if !is_carried(words) {
            table.sums = Some(sums);
        }
        return;
    }
    if named_below(table, columns, &cells, line) {
        return;
    }
    let Some((voter, rest)) = voter(words) else { return };
    let marks: Vec<&Cell<'_>> = cells.iter().filter(|cell| cell.from >= rest).collect();
    match choice(columns, words, rest) {
        Some(choice) => table.rows.push((voter, choice, line)),
        // A dash in the column of those present: the seat was empty.
        None if marks.iter().any(|cell| ["-", "–", "—"].contains(&cell.words)) => {}
        None if words.split_whitespace().any(is_mark) => table.unread.push((voter, line)),
        None => {}
    }
}

/// How a row votes: by an answer in a cell of its own or as its last word, else by the column of its mark. `rest` is
/// where in characters what follows the name begins.
pub(crate) fn choice(columns: &[Column], words: &str, rest: usize) -> Option<Choice> {
    let cells = cells(words);
    let marks: Vec<&Cell<'_>> = cells.iter().filter(|cell| cell.from >= rest).collect();
    let spelled = marks.iter().rev().find_map(|cell| answer::of_cell(cell.words));
    let last = words.split_whitespace().next_back().unwrap_or_default();
    spelled
        .or_else(|| spelled_last(last))
        .or_else(|| marked(columns, &marks))
}

/// The column below which a mark stands, when it stands below one only.
fn marked(columns: &[Column], cells: &[&Cell<'_>]) -> Option<Choice> {
    let marks = cells.iter().filter(|cell| is_mark(cell.words));
    let below = |cell: &Cell<'_>| {
        let mut under = columns.iter().filter(|column| column.holds(cell));
        let only = under.next()?;
        under.next().is_none().then_some(only.choice)
    };
    let mut found = marks.filter_map(|cell| below(cell));
    let choice = found.next()?;
    found.all(|other| other == choice).then_some(choice)
}

/// Names that stand below the columns themselves: a list for each answer, side by side.
fn named_below(table: &mut Table, columns: &[Column], cells: &[Cell<'_>], line: LineIndex) -> bool {
    let named = |cell: &Cell<'_>| {
        let (person, end) = person::names(cell.words, 0).filter(|(persons, _)| persons.len() == 1)?;
        let whole = cell.words.get(end..)?.trim().is_empty();
        let column = columns
            .iter()
            .min_by_key(|column| column.span.start.abs_diff(cell.from));
        let column = column.filter(|column| column.span.start.abs_diff(cell.from) <= NEAR_CHARS)?;
        Some((person.into_iter().next().filter(|_| whole)?, column.choice))
    };
    let found: Vec<(Person, Choice)> = cells.iter().filter_map(named).collect();
    if found.is_empty()
        || cells
            .iter()
            .any(|cell| is_mark(cell.words) || answer::of_cell(cell.words).is_some())
    {
        return false;
    }
    table
        .rows
        .extend(found.into_iter().map(|(person, choice)| (person, choice, line)));
    true
}

/// `Summa   4   3   1`, each number below its column; where columns are lost, in their order.
fn sum_row(columns: &[Column], cells: &[Cell<'_>], words: &str, several: bool) -> Option<Tally> {
    sum(words)?;
    let mut tally = [None, None, None];
    let numbers: Vec<(&Cell<'_>, u32)> = cells
        .iter()
        .filter_map(|cell| Some((cell, number(cell.words)?)))
        .collect();
    for (cell, count) in &numbers {
        let under = columns
            .iter()
            .find(|column| column.span.start < cell.to + 1 && cell.from < column.span.end + 1);
        if let Some(place) = under.and_then(|column| tally.get_mut(place(column.choice)?)) {
            *place = Some(*count);
        }
    }
    if let [Some(yes), Some(no), abstain] = tally {
        let abstain = abstain.unwrap_or(0);
        return Some(Tally { yes, no, abstain });
    }
    sum(words).filter(|_| !several)
}

fn place(choice: Choice) -> Option<usize> {
    match choice {
        Choice::Yes => Some(0),
        Choice::No => Some(1),
        Choice::Abstain => Some(2),
        Choice::Absent => None,
    }
}

/// Whether a sum is that of a page, carried over to the next.
pub(crate) fn is_carried(words: &str) -> bool {
    words.trim_start().to_lowercase().starts_with("transport")
}

/// `Resultat 9 4 0`: in the order Ja, Nej, Avstår.
pub(crate) fn sum(words: &str) -> Option<Tally> {
    let mut parts = words.split_whitespace();
    let label = parts.next()?.to_lowercase();
    if !SUMS.contains(&label.trim_end_matches([':', '.'])) {
        return None;
    }
    let numbers: Vec<u32> = parts
        .filter_map(|part| number(part.trim_end_matches([',', '.'])))
        .collect();
    match numbers[..] {
        [yes, no] => Some(Tally { yes, no, abstain: 0 }),
        [yes, no, abstain] => Some(Tally { yes, no, abstain }),
        [all, yes, no, abstain] if all == yes + no + abstain => Some(Tally { yes, no, abstain }),
        _ => None,
    }
}

/// Who a row is about, and where in characters what follows begins.
fn voter(words: &str) -> Option<(Person, usize)> {
    let seat = words
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches('.');
    let from = words.len() - seat.len();
    let (persons, end) = in_cell(words, from)
        .or_else(|| person::names(words, from).filter(|(persons, _)| persons.len() == 1))?;
    let at = words.get(..end)?.chars().count();
    Some((persons.into_iter().next()?, at))
}

/// A name that a wide gap ends: `Anna Ek      S      x`.
fn in_cell(words: &str, from: usize) -> Option<(Vec<Person>, usize)> {
    let begun = from + (words.get(from..)?.len() - words.get(from..)?.trim_start().len());
    let rest = words.get(begun..)?;
    let gaps = [rest.find("  "), rest.find('\t')];
    let gap = gaps.into_iter().flatten().min().unwrap_or(rest.len());
    let (persons, end) = person::names(rest.get(..gap)?, 0).filter(|(persons, _)| persons.len() == 1)?;
    Some((persons, begun + end))
}

/// The columns of `Ledamot   Ja   Nej   Avstår`, each with the places a mark in it may have; none where a line is no head.
pub(crate) fn columns(line: &str) -> Vec<Column> {
    if line.len() > HEAD_BYTES_MAX {
        return Vec::new();
    }
    let words = words_with_places(line);
    let columns: Vec<Column> = words
        .iter()
        .filter_map(|(from, word)| {
            let choice = answer::of_cell(word)?;
            let span = from.saturating_sub(1)..from + word.chars().count() + 1;
            let at = word.as_ptr().addr() - line.as_ptr().addr();
            let tabs = tabs_of_head(line.get(..at)?);
            Some(Column { choice, span, tabs })
        })
        .collect();
    let has = |wanted: Choice| columns.iter().any(|column| column.choice == wanted);
    let apart = words.windows(2).all(|pair| {
        let (from, word) = pair[0];
        answer::of_cell(pair[1].1).is_none()
            || answer::of_cell(word).is_none()
            || pair[1].0 > from + word.chars().count()
    });
    let known = |word: &&(usize, &str)| {
        answer::of_cell(word.1).is_some() || HEAD_WORDS.contains(&bare(word.1).as_str())
    };
    let plain = words.iter().filter(|word| !known(word)).count();
    let numbers = words
        .iter()
        .any(|(_, word)| word.chars().any(|c| c.is_ascii_digit()));
    let fits = has(Choice::Yes) && has(Choice::No) && apart && plain == 0 && !numbers;
    if fits { columns } else { Vec::new() }
}

/// Cuts columns that are named again into votes.
fn by_vote(columns: Vec<Column>) -> Vec<Vec<Column>> {
    let mut votes: Vec<Vec<Column>> = Vec::new();
    for column in columns {
        let again = votes
            .last()
            .is_none_or(|vote| vote.iter().any(|other| other.choice == column.choice));
        if again {
            votes.push(Vec::new());
        }
        if let Some(vote) = votes.last_mut() {
            vote.push(column);
        }
    }
    votes
}

fn bare(word: &str) -> String {
    word.trim_matches(['.', ':', ',', '(', ')']).to_lowercase()
}

/// `Anna Ek (S) ja`: the last word of a row that lost its gaps.
fn spelled_last(word: &str) -> Option<Choice> {
    answer::of_cell(word).filter(|choice| *choice != Choice::Absent)
}

/// Whether a line is a voter's: a name with a mark or an answer behind it.
pub(crate) fn is_row(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    (is_mark(last) || spelled_last(last).is_some()) && voter(words).is_some()
}

pub(crate) fn is_mark(word: &str) -> bool {
    ["X", "x", "✓", "✗", "×", "1"].contains(&word)
}

/// A name and nothing else: the longer of two lists goes on.
fn is_name(words: &str) -> bool {
    person::names(words, 0).is_some_and(|(persons, end)| persons.len() == 1 && end == words.len())
}

/// A line that names a party between rows: *Socialdemokraterna*.
fn is_party(words: &str) -> bool {
    words.split(' ').count() <= 3
        && crate::party::parties(words, 0).is_some_and(|(_, end)| end == words.len())
}

/// The words of a line, each with how many characters stand before it.
fn words_with_places(line: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let (mut at, mut place) = (0, 0);
    for word in line.split_whitespace() {
        let begun = word.as_ptr().addr() - line.as_ptr().addr();
        place += line.get(at..begun).unwrap_or_default().chars().count();
        at = begun;
        words.push((place, word));
    }
    words
}

const SUMS: &[&str] = &[
    "summa",
    "resultat",
    "totalt",
    "transport",
    "summering",
    "antal",
    "sammanställning",
];

/// Words that a head may have beside its answers.
const HEAD_WORDS: &[&str] = &[
    "ledamot",
    "ledamöter",
    "namn",
    "parti",
    "funktion",
    "uppdrag",
    "plats",
    "närv",
    "närvarande",
    "ersättare",
    "tjänstgörande",
    "tjg",
    "röst",
    "votering",
    "omröstning",
    "röstande",
    "ers",
    "beslutande",
    "nr",
    "voteringslista",
    "§",
];

const HEAD_BYTES_MAX: usize = 2000;
const CELL_CHARS_MAX: usize = 60;

/// How far from the head of its column a name may begin.
const NEAR_CHARS: usize = 8;

#[cfg(test)]
mod tests;
