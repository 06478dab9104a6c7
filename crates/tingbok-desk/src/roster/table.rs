//! A table of members as a file: CSV with a header, or a JSON array.
//!
//! Invariants: a column, or a member of an object, that is not known is refused, so that nothing is dropped unseen; text
//! that is not UTF-8 is recognised, and said to be.
//!
//! Spec: docs/spec/desk.md, "Rosters"; RFC 4180.

use jiff::civil::Date;
use serde::Deserialize;
use tingbok_procedure::content::{MemberId, Office};

use super::value::{self, Number};

/// A table that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
    /// The encoding, where it was not UTF-8.
    pub encoding: Option<&'static str>,
}

/// A person in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line of the file; of a JSON array, the place in it, from 1.
    pub line: u64,
    /// The name as minutes write it.
    pub name: String,
    /// The letters of the party.
    pub party: Option<String>,
    /// As what the person is elected.
    pub office: Office,
    /// The place in the order in which substitutes are called in.
    pub order: Option<u32>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// The name in the roster, where the file gives it.
    pub member: Option<MemberId>,
}

/// Why a table cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RosterError {
    /// Nobody is in it.
    #[error("there is nobody in it")]
    Empty,
    /// A file of half characters.
    #[error("the text ends in the middle of a character")]
    Truncated,
    /// No CSV.
    #[error("not CSV: {0}")]
    Csv(#[from] csv::Error),
    /// No JSON, or JSON of something else.
    #[error("not a JSON array of members: {0}")]
    Json(#[from] serde_json::Error),
    /// A column that is not known, or stands twice.
    #[error("column `{0}` is not known, or stands twice; known are {KNOWN}")]
    Column(String),
    /// A column that must be there.
    #[error("there is no column `{0}`; the first line names the columns, and known are {KNOWN}")]
    NoColumn(&'static str),
    /// A value that is none of its column.
    #[error("line {line}: {what}")]
    Value {
        /// The line.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// Two rows that say the same.
    #[error("lines {first} and {second} are both {what}")]
    Twice {
        /// The first line.
        first: u64,
        /// The second.
        second: u64,
        /// Who it is.
        what: String,
    },
    /// Two rows of one name that may be two people.
    #[error(
        "lines {first} and {second} are both `{name}`: a column `member` with a name for each tells them apart"
    )]
    Namesakes {
        /// The first line.
        first: u64,
        /// The second.
        second: u64,
        /// The name.
        name: String,
    },
    /// A row that may be several members of the roster.
    #[error(
        "line {line}: `{name}` may be {}, or somebody else: a column `member` says which",
        listed(members)
    )]
    Several {
        /// The line.
        line: u64,
        /// The name.
        name: String,
        /// Who it may be.
        members: Vec<MemberId>,
    },
    /// Two rows that give one seat to two.
    #[error("lines {first} and {second} are both {what} on the same days")]
    SeatTwice {
        /// The first line.
        first: u64,
        /// The second.
        second: u64,
        /// The seat.
        what: String,
    },
    /// A name in the roster that is another person's.
    #[error("line {line}: member `{member}` is `{name}` in the roster")]
    MemberTaken {
        /// The line.
        line: u64,
        /// The name in the roster.
        member: MemberId,
        /// Whose it is.
        name: String,
    },
}

/// Reads a table: a JSON array where the file begins with `[`, else CSV.
///
/// # Errors
/// [`RosterError`].
pub fn read(bytes: &[u8]) -> Result<Table, RosterError> {
    let (text, encoding) = decoded(bytes)?;
    let rows = if text.trim_start().starts_with('[') {
        of_json(&text)?
    } else {
        of_csv(&text)?
    };
    if rows.is_empty() {
        return Err(RosterError::Empty);
    }
    Ok(Table { rows, encoding })
}

/// The text of a file, and its encoding where it is not UTF-8.
fn decoded(bytes: &[u8]) -> Result<(String, Option<&'static str>), RosterError> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        let whole = bytes.len().is_multiple_of(2);
        String::from_utf16(&units)
            .ok()
            .filter(|_| whole)
            .ok_or(RosterError::Truncated)
    };
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Ok((wide(rest, u16::from_le_bytes)?, Some("UTF-16")));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Ok((wide(rest, u16::from_be_bytes)?, Some("UTF-16")));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), None)),
        // What is no UTF-8 is what spreadsheets write in this country: each byte a letter.
        Err(_) => Ok((bytes.iter().copied().map(char::from).collect(), Some("Latin-1"))),
    }
}

/// The fields of a row before they are read.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    #[serde(alias = "namn")]
    name: String,
    #[serde(default, alias = "parti")]
    party: Option<String>,
    #[serde(alias = "uppdrag")]
    office: String,
    #[serde(default, alias = "ordning")]
    order: Option<Number>,
    #[serde(default, alias = "från")]
    from: Option<String>,
    #[serde(default, alias = "till")]
    until: Option<String>,
    #[serde(default)]
    member: Option<String>,
}

fn of_json(text: &str) -> Result<Vec<Row>, RosterError> {
    let all: Vec<Fields> = serde_json::from_str(text)?;
    (1..).zip(all).map(|(line, fields)| fields.row(line)).collect()
}

fn of_csv(text: &str) -> Result<Vec<Row>, RosterError> {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    let signs = [';', ',', '\t'];
    let delimiter = signs
        .into_iter()
        .rev()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes());
    let columns = columns(reader.headers()?)?;
    let mut rows = Vec::new();
    let mut lines = Lines { text, at: 0, line: 1 };
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, |position| lines.of(position.byte()));
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.len() != columns.len() {
            let what = format!(
                "{} fields, and the first line names {} columns",
                record.len(),
                columns.len()
            );
            return Err(RosterError::Value { line, what });
        }
        let mut fields = Fields::default();
        for (column, value) in columns.iter().zip(record.iter()) {
            fields.set(column, value);
        }
        rows.push(fields.row(line)?);
    }
    Ok(rows)
}

/// The columns of the first line.
fn columns(headings: &csv::StringRecord) -> Result<Vec<&'static str>, RosterError> {
    let mut columns = Vec::new();
    for heading in headings {
        let column = column(heading)?;
        if columns.contains(&column) {
            return Err(RosterError::Column(heading.to_owned()));
        }
        columns.push(column);
    }
    for (needed, called) in [("name", "namn"), ("office", "uppdrag")] {
        if !columns.contains(&needed) {
            return Err(RosterError::NoColumn(called));
        }
    }
    Ok(columns)
}

/// Lines as an editor counts them. The reader of CSV takes blank lines, and the second half of `\r\n`, for a part of the
/// record after them.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that begins at a byte or after the breaks there; records are asked for in their order.
    fn of(&mut self, byte: u64) -> u64 {
        let begin = usize::try_from(byte).unwrap_or(usize::MAX);
        let mut rest = self.text.bytes().skip(self.at).peekable();
        while let Some(byte) = rest.next_if(|byte| self.at < begin || matches!(byte, b'\r' | b'\n')) {
            let is_break = byte == b'\n' || byte == b'\r' && rest.peek() != Some(&b'\n');
            self.line += u64::from(is_break);
            self.at += 1;
        }
        self.line
    }
}

/// The column of a heading.
fn column(heading: &str) -> Result<&'static str, RosterError> {
    let lower = heading.to_lowercase();
    let known = COLUMNS
        .iter()
        .find(|(_, headings)| headings.contains(&lower.as_str()));
    known
        .map(|(column, _)| *column)
        .ok_or_else(|| RosterError::Column(heading.to_owned()))
}

impl Fields {
    fn set(&mut self, column: &str, value: &str) {
        let value = Some(value.to_owned()).filter(|value| !value.is_empty());
        match column {
            "name" => self.name = value.unwrap_or_default(),
            "party" => self.party = value,
            "office" => self.office = value.unwrap_or_default(),
            "order" => self.order = value.map(Number::Text),
            "from" => self.from = value,
            "until" => self.until = value,
            _ => self.member = value,
        }
    }

    fn row(self, line: u64) -> Result<Row, RosterError> {
        self.checked(line)
            .map_err(|what| RosterError::Value { line, what })
    }

    /// The row, or what is wrong with it in words.
    fn checked(self, line: u64) -> Result<Row, String> {
        let name = value::name(&self.name)?;
        let party = value::party(self.party.as_deref())?;
        let office = value::office(&self.office)?;
        let order = self.order.map(value::order).transpose()?;
        let member = self.member.map(value::member).transpose()?;
        let (from, until) = (value::day(self.from)?, value::day(self.until)?);
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            return Err("the last day is before the first".to_owned());
        }
        Ok(Row {
            line,
            name,
            party,
            office,
            order,
            from,
            until,
            member,
        })
    }
}

fn listed(members: &[MemberId]) -> String {
    let names: Vec<String> = members.iter().map(|id| format!("`{id}`")).collect();
    names.join(" or ")
}

const KNOWN: &str = "`namn`, `parti`, `uppdrag`, `ordning`, `från`, `till`, `member`";

const COLUMNS: [(&str, &[&str]); 7] = [
    ("name", &["namn", "name"]),
    ("party", &["parti", "party"]),
    ("office", &["uppdrag", "office", "befattning"]),
    ("order", &["ordning", "order"]),
    ("from", &["från", "from", "fr.o.m.", "startdatum"]),
    ("until", &["till", "until", "t.o.m.", "slutdatum"]),
    ("member", &["member"]),
];
