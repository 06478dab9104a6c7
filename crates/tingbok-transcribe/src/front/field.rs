//! A front page cut into fields: each a label and the rows beside it in columns, or below it.
//!
//! In columns the values of a field stand where its first one stands, and what stands left of them is a label, known
//! or not. Without columns a field lasts until the next known label. Every line is of at least one field, or of none
//! before the first.

use super::label::{self, Label};
use super::row;
use crate::cell::{self, Cell};
use crate::citation;
use crate::manuscript::{LineIndex, Manuscript};
use crate::outline::Aside;
use crate::phrase::begins;

/// A label with what it is over.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) label: Label,
    /// The label as it stands, with what of it is on the next line.
    name: String,
    pub(crate) rows: Vec<Row>,
    /// Every line of it, the label's too.
    pub(crate) lines: Vec<LineIndex>,
}

/// A row: the words of a value, and the lines they stand on.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) text: String,
    pub(crate) lines: Vec<LineIndex>,
}

/// Cuts the lines before `until`.
pub(crate) fn cut(manuscript: &Manuscript<'_>, aside: &[Option<Aside>], until: LineIndex) -> Vec<Field> {
    let mut cutter = Cutter::default();
    let written = |line: &LineIndex| !manuscript.is_blank(*line);
    let own = |line: &LineIndex| aside.get(*line).is_some_and(Option::is_none);
    for line in (0..until).filter(own).filter(written) {
        let words = manuscript.line(line);
        if words.len() <= LINE_BYTES_MAX {
            cutter.line(line, words);
        }
    }
    cutter.fields
}

#[derive(Default)]
struct Cutter {
    fields: Vec<Field>,
    /// Where values stand, in characters, when they stand in a column.
    column: Option<usize>,
    /// The field whose label stands on the line before, where it may go on.
    labelled: Option<usize>,
}

impl Cutter {
    fn line(&mut self, line: LineIndex, words: &str) {
        let labelled = self.labelled.take();
        let cells: Vec<Cell<'_>> = cell::cells(words)
            .into_iter()
            .filter_map(without_leader)
            .collect();
        let Some((first, others)) = cells.split_first() else {
            self.take(line);
            return;
        };
        if is_contents(words.trim()) {
            self.open(Label::Contents, "", line);
            return;
        }
        let in_column = self
            .column
            .is_some_and(|column| first.from + NEAR_CHARS >= column);
        match self.label(first.words, others) {
            Some((label, rest)) => {
                self.open(label, first.words, line);
                if !in_column {
                    self.column = others.first().map(|cell| cell.from);
                    self.labelled = rest.is_none().then(|| self.fields.len() - 1);
                }
                if let Some(rest) = rest {
                    self.value(rest, line);
                }
            }
            None if self.goes_on(labelled, first, line) => self.labelled = labelled,
            None if self.is_closed() => self.take(line),
            None if self.column.is_some() && !in_column => self.open(Label::Unknown, first.words, line),
            None => self.value(first.words, line),
        }
        self.beside(others, line);
    }

    /// The cells after the first: values, and labels of signatures.
    fn beside(&mut self, cells: &[Cell<'_>], line: LineIndex) {
        let mut paragraphs = false;
        for cell in cells {
            let known = label::exact(cell.words).map(|label| (label, None)).or_else(|| {
                let (label, at) = label::leading(cell.words)?;
                Some((label, cell.words.get(at..)))
            });
            let of_row = |label: &Label| self.is_over_people() && label.is_role();
            let labels = known.filter(|(label, _)| self.admits(*label) && !of_row(label));
            match labels {
                _ if std::mem::take(&mut paragraphs) => self.paragraphs(cell.words, line),
                // The paragraphs stand beside the signatures, which go on below.
                Some((Label::Paragraphs, None)) => paragraphs = true,
                Some((Label::Paragraphs, Some(rest))) => self.paragraphs(rest, line),
                Some((label, rest)) => {
                    self.open(label, cell.words, line);
                    if let Some(rest) = rest {
                        self.value(rest, line);
                    }
                }
                None => self.value(cell.words, line),
            }
        }
    }

    /// The label that begins a line, and the words of its cell that are not part of it.
    fn label<'t>(&self, words: &'t str, others: &[Cell<'_>]) -> Option<(Label, Option<&'t str>)> {
        let found = match label::exact(words) {
            Some(label) => (label, None),
            None => {
                let (label, at) = label::leading(words)?;
                (label, words.get(at..))
            }
        };
        let (label, rest) = found;
        let of_row = self.is_over_people() && label.is_role() && self.is_row(label, rest, others);
        (self.admits(label) && !of_row).then_some(found)
    }

    /// Whether a role at the beginning of a line in a list of people is that of one of them.
    fn is_row(&self, label: Label, rest: Option<&str>, others: &[Cell<'_>]) -> bool {
        let Some(current) = self.fields.last() else {
            return false;
        };
        let beside = rest.or_else(|| others.first().map(|cell| cell.words));
        let Some((person, _)) = beside.and_then(|words| row::who(words, 0)) else {
            // *Ordförande* alone, before anybody: the first below is the chair.
            return label == Label::Chair && current.rows.is_empty();
        };
        let listed = current.rows.iter().any(|row| row.text.contains(&person.name));
        label == Label::Chair && !listed
    }

    /// Whether a label that goes on on this line was begun on the one before: *Justeringens plats* and *och tid*.
    fn goes_on(&mut self, labelled: Option<usize>, first: &Cell<'_>, line: LineIndex) -> bool {
        let small = first.words.starts_with(char::is_lowercase);
        let left = self.column.is_none_or(|column| first.from + NEAR_CHARS < column);
        let Some(field) = labelled
            .and_then(|at| self.fields.get_mut(at))
            .filter(|_| small && left)
        else {
            return false;
        };
        let name = format!("{} {}", field.name, first.words);
        let known = label::exact(&name);
        if known.is_none() && (field.rows.is_empty() || self.column.is_none()) {
            return false;
        }
        field.label = known.unwrap_or(field.label);
        field.name = name;
        field.lines.push(line);
        true
    }

    /// Below the notice and in a table of contents only lists of people are looked for.
    fn admits(&self, label: Label) -> bool {
        !self.is_closed() || label.is_attendance()
    }

    fn is_closed(&self) -> bool {
        let current = self.fields.last().map(|field| field.label);
        matches!(current, Some(Label::Notice | Label::Contents))
    }

    fn is_over_people(&self) -> bool {
        self.fields
            .last()
            .is_some_and(|field| field.label.is_of_serving())
    }

    fn open(&mut self, label: Label, name: &str, line: LineIndex) {
        self.fields.push(Field {
            label,
            name: name.to_owned(),
            rows: Vec::new(),
            lines: vec![line],
        });
    }

    fn paragraphs(&mut self, words: &str, line: LineIndex) {
        let field = Field {
            label: Label::Paragraphs,
            name: String::new(),
            rows: vec![Row {
                text: words.to_owned(),
                lines: vec![line],
            }],
            lines: vec![line],
        };
        let current = self.fields.len().saturating_sub(1);
        self.fields.insert(current, field);
    }

    /// A value is a row of its own, unless it goes on with what the row before says.
    fn value(&mut self, words: &str, line: LineIndex) {
        self.take(line);
        let Some(field) = self.fields.last_mut() else {
            return;
        };
        let of_people = field.label.is_attendance();
        if let Some(row) = field
            .rows
            .last_mut()
            .filter(|row| of_people && is_party_of(row, words, line))
        {
            row.text.push_str(&format!(" ({words})"));
            return;
        }
        match field
            .rows
            .last_mut()
            .filter(|row| of_people && goes_with(&row.text, words))
        {
            Some(row) => {
                let gap = if row.lines.last() == Some(&line) {
                    ' '
                } else {
                    '\n'
                };
                row.text.push(gap);
                row.text.push_str(words);
                row.lines.push(line);
                row.lines.dedup();
            }
            None => field.rows.push(Row {
                text: words.to_owned(),
                lines: vec![line],
            }),
        }
    }

    fn take(&mut self, line: LineIndex) {
        if let Some(field) = self.fields.last_mut()
            && field.lines.last() != Some(&line)
        {
            field.lines.push(line);
        }
    }
}

/// Whether words belong to the row before them: they begin small, with a sign or a bracket, or that row is not at its end.
fn goes_with(row: &str, words: &str) -> bool {
    let lower = words.to_lowercase();
    let title = begins(&lower, &["1:e", "2:e", "3:e", "1:a", "2:a", "tjänstgörande"]);
    let open = row.trim_end();
    let unfinished = open.ends_with('-')
        || ["ersätter", "för", "och", "samt"].iter().any(|word| {
            open.strip_suffix(word)
                .is_some_and(|before| before.ends_with(' '))
        });
    let role = label::exact(words) == Some(Label::Chair) || lower == "ledamot" || lower == "ersättare";
    let chair = label::exact(row) == Some(Label::Chair);
    let small = words.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || "§(".contains(c));
    small || title || unfinished || role || chair
}

/// Whether a cell is the party of the name beside it: `Anna Ek      S`.
fn is_party_of(row: &Row, words: &str, line: LineIndex) -> bool {
    let letters =
        words.chars().all(char::is_uppercase) && (1..=PARTY_CHARS_MAX).contains(&words.chars().count());
    letters && row.lines.last() == Some(&line) && !row.text.contains('(')
}

/// A cell without the dots on which somebody signs; nothing when there is no more.
fn without_leader(mut cell: Cell<'_>) -> Option<Cell<'_>> {
    let leads = |c: char| ".…_·".contains(c);
    if cell.words.chars().take_while(|c| leads(*c)).count() >= LEADER_CHARS_MIN || cell.words == "…" {
        let rest = cell.words.trim_start_matches(leads).trim_start();
        cell.from += cell.words.chars().count() - rest.chars().count();
        cell.words = rest;
    }
    (!cell.words.is_empty()).then_some(cell)
}

/// A line of a table of contents: `§ 51   Fastställande av dagordning ...... 3`.
fn is_contents(words: &str) -> bool {
    let rest = citation::paragraph(words).map(|paragraph| paragraph.rest.trim());
    rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// How far left of their column values may begin.
const NEAR_CHARS: usize = 2;
const PARTY_CHARS_MAX: usize = 3;
const LEADER_CHARS_MIN: usize = 3;

/// A longer line is no line of a front page.
const LINE_BYTES_MAX: usize = 400;
