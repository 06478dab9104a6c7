//! The manuscript cut into items and sections, before anything in them is read.
//!
//! Every line that is not blank, furniture or a ruled line stands in exactly one of: the prelude, an item's
//! opening, a section's heading or body.

use std::collections::BTreeMap;

use crate::citation;
use crate::heading::{self, Headed, Heading};
use crate::manuscript::{LineIndex, Manuscript};
use crate::page;
use crate::sentence;
use crate::table;

pub(crate) use aside::Aside;
pub(crate) use home::Home;
use opening::{Opening, contents, is_doubtful, letter_line, opens};

mod aside;
mod home;
mod implied;
mod opening;

/// What the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Genre {
    /// Minutes: at least one paragraph.
    Minutes,
    /// An official letter (*tjänsteskrivelse*).
    Letter,
}

/// A section: a heading, if one began it, and the lines below.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// Which.
    pub(crate) heading: Heading,
    /// The line of the heading.
    pub(crate) head: Option<LineIndex>,
    /// Headings of the same kind above it with nothing below them: *Beslut* above *Nämnden beslutar*.
    pub(crate) above: Vec<LineIndex>,
    /// The lines below, blank ones too; the heading's own line first when words follow on it.
    pub(crate) body: Vec<LineIndex>,
    /// Where in the first line of the body the words begin.
    pub(crate) from: usize,
}

/// An item: its paragraph number, the lines that open it, its sections.
#[derive(Clone, Debug)]
pub(crate) struct ItemOutline {
    /// The number after the paragraph sign.
    pub(crate) number: u32,
    /// The line with the paragraph sign and those before the first heading, blank ones too.
    pub(crate) opening: Vec<LineIndex>,
    /// The sections in the order of the text.
    pub(crate) sections: Vec<Section>,
}

/// The text, cut.
pub(crate) struct Outline {
    /// Minutes or letter.
    pub(crate) genre: Genre,
    /// The items of minutes; for a letter one without a number.
    pub(crate) items: Vec<ItemOutline>,
    /// For each line, whether it is a page header, a footer or a ruled line.
    pub(crate) aside: Vec<Option<Aside>>,
    /// Lines that look as if they opened a paragraph, and do not.
    pub(crate) doubtful: Vec<LineIndex>,
}

impl Outline {
    /// Cuts a manuscript; `None` when it is neither minutes nor a letter.
    pub(crate) fn of(manuscript: &Manuscript<'_>) -> Option<Self> {
        let first_item = (0..manuscript.len()).find(|&line| opens(manuscript, line, true).is_some());
        let letter = letter_line(manuscript, first_item.unwrap_or(manuscript.len()));
        let mut cutter = Cutter::new(manuscript);
        match (letter, first_item) {
            (Some(_), _) => {
                cutter.open(0);
                cutter.cut(0, Genre::Letter);
                Some(cutter.outline(Genre::Letter))
            }
            (None, Some(line)) => {
                cutter.cut(line, Genre::Minutes);
                Some(cutter.outline(Genre::Minutes))
            }
            (None, None) => None,
        }
    }
}

impl Section {
    /// The headings' lines and the body's, each once.
    pub(crate) fn lines(&self) -> Vec<LineIndex> {
        let separate = self.head.filter(|head| self.body.first() != Some(head));
        let heads = self.above.iter().copied().chain(separate);
        heads.chain(self.body.iter().copied()).collect()
    }

    /// The lines of its headings.
    pub(crate) fn heads(&self) -> Vec<LineIndex> {
        self.above.iter().copied().chain(self.head).collect()
    }
}

struct Cutter<'m, 'a> {
    manuscript: &'m Manuscript<'a>,
    items: Vec<ItemOutline>,
    /// Where among the items each number stands.
    numbers: BTreeMap<u32, usize>,
    aside: Vec<Option<Aside>>,
    doubtful: Vec<LineIndex>,
    /// What opened the newest item.
    opened: Option<Opening<'a>>,
    /// The item and the section that lines now belong to; no section while an item opens.
    item: usize,
    section: Option<usize>,
    /// Whether a page just broke within a sentence: blank lines are passed over.
    broken: bool,
    /// How many blank lines the section ends in so far.
    blanks: usize,
    /// Whether lines are those of a table.
    in_table: bool,
}

impl<'m, 'a> Cutter<'m, 'a> {
    fn new(manuscript: &'m Manuscript<'a>) -> Self {
        let mut aside: Vec<_> = (0..manuscript.len())
            .map(|line| aside::of(manuscript, line))
            .collect();
        page::repeated(manuscript, &mut aside);
        Self {
            manuscript,
            items: Vec::new(),
            numbers: BTreeMap::new(),
            aside,
            doubtful: Vec::new(),
            opened: None,
            item: 0,
            section: None,
            broken: false,
            blanks: 0,
            in_table: false,
        }
    }

    fn outline(self, genre: Genre) -> Outline {
        Outline {
            genre,
            items: self.items,
            aside: self.aside,
            doubtful: self.doubtful,
        }
    }

    fn cut(&mut self, from: LineIndex, genre: Genre) {
        let contents = contents(self.manuscript, &self.aside, from);
        for line in from..self.manuscript.len() {
            match self.aside[line] {
                Some(Aside::Furniture) => self.break_page(),
                None if self.manuscript.begins_page(line) => self.break_page(),
                _ => {}
            }
            if self.aside[line].is_some() {
                continue;
            }
            let opened = opens(self.manuscript, line, self.items.is_empty());
            let begins = |opened: &Opening<'_>| {
                let known = self.numbers.contains_key(&opened.number) || contents.contains(&line);
                !known && opened.goes_on(self.opened.as_ref())
            };
            match opened.filter(|opened| genre == Genre::Minutes && begins(opened)) {
                Some(opened) => {
                    self.open(opened.number);
                    self.opened = Some(opened);
                    self.push(line);
                }
                None => {
                    let listed = contents.contains(&line) || genre == Genre::Letter;
                    if !listed && is_doubtful(self.manuscript, line, self.opened.as_ref()) {
                        self.doubtful.push(line);
                    }
                    self.place(line);
                }
            }
        }
    }

    fn open(&mut self, number: u32) {
        self.item = self.items.len();
        self.numbers.entry(number).or_insert(self.item);
        self.section = None;
        self.blanks = 0;
        self.in_table = false;
        self.items.push(ItemOutline {
            number,
            opening: Vec::new(),
            sections: Vec::new(),
        });
    }

    /// A page break within a sentence does not end it; one after a sentence leaves a blank line.
    fn break_page(&mut self) {
        let (manuscript, blanks) = (self.manuscript, self.blanks);
        // A title is no sentence.
        if self.section.is_none() {
            return;
        }
        let Some(body) = self.lines() else { return };
        let written = body.len().saturating_sub(blanks);
        let last = written.checked_sub(1).and_then(|last| body.get(last));
        let open = last.is_some_and(|&last| !ends_sentence(manuscript.trimmed(last)));
        if open {
            body.truncate(written);
            self.blanks = 0;
        }
        self.broken = open;
    }

    fn place(&mut self, line: LineIndex) {
        if self.manuscript.is_blank(line) {
            if !self.broken {
                self.push(line);
                self.blanks += 1;
            }
            return;
        }
        (self.broken, self.blanks) = (false, 0);
        if self.tabled(line) {
            self.push(line);
            return;
        }
        match self.headed(line) {
            Some(headed) => self.begin(headed, line),
            None => {
                if let Some(heading) = self.implied(line, 0) {
                    self.begin_implied(heading);
                }
                self.push(line);
                self.divide(line);
            }
        }
    }

    /// Whether the line belongs to the table of a vote; its first line begins a section, the line after it another.
    fn tabled(&mut self, line: LineIndex) -> bool {
        let words = self.manuscript.line(line);
        if self.in_table {
            if table::is_part(words) && heading::heading(words, true).is_none() {
                return true;
            }
            self.in_table = false;
            self.begin_implied(Heading::Vote);
            return false;
        }
        let held = self.current().is_none_or(|section| {
            [
                Heading::VotingList,
                Heading::Summary,
                Heading::Underlay,
                Heading::Letter,
            ]
            .contains(&section.heading)
        });
        if held && self.section.is_some() || self.items.is_empty() {
            return false;
        }
        let after = (line + 1..self.manuscript.len()).find(|&after| !self.manuscript.is_blank(after));
        let goes_on = after.is_some_and(|after| table::is_row(self.manuscript.trimmed(after)));
        let begins = table::is_head(words) || goes_on && table::is_row(words.trim());
        if begins {
            self.in_table = true;
            self.begin_implied(Heading::VotingList);
        }
        begins
    }

    /// The section that a sentence begins which stands under no heading of its own.
    fn implied(&self, line: LineIndex, from: usize) -> Option<Heading> {
        if self.items.is_empty() || from == 0 && !self.ends_before(line) {
            return None;
        }
        // A title is no sentence: below it, blank lines come first.
        let titled = self.section.is_some() || self.manuscript.is_blank(line.saturating_sub(1));
        let below = (line + 1..self.manuscript.len()).take(implied::LINES);
        let first = self.manuscript.line(line).get(from..).unwrap_or_default().trim();
        // A line of a mebibyte has many sentences, and each asks what it begins.
        let first = first
            .get(..first.floor_char_boundary(implied::BYTES))
            .unwrap_or(first);
        let text: Vec<&str> = std::iter::once(first)
            .chain(below.map(|line| self.manuscript.trimmed(line)))
            .collect();
        let text = text.join("\n");
        let words = text.trim_start_matches(['-', '–']);
        implied::section(words, self.current().map(|section| section.heading)).filter(|_| titled)
    }

    /// Sentences within a line may begin a section too: the line stands in both.
    fn divide(&mut self, line: LineIndex) {
        for from in sentence::starts_within(self.manuscript.line(line)) {
            if let Some(heading) = self.implied(line, from) {
                self.begin_implied(heading);
                if let Some(section) = self
                    .section
                    .and_then(|section| self.items.get_mut(self.item)?.sections.get_mut(section))
                {
                    section.from = from;
                    section.body.push(line);
                }
            }
        }
    }

    fn begin_implied(&mut self, heading: Heading) {
        // A table stands below the heading of its vote.
        let above = if heading == Heading::VotingList {
            Heading::Vote
        } else {
            heading
        };
        let above = self.empty_above(above);
        let Some(item) = self.items.get_mut(self.item) else {
            return;
        };
        if !above.is_empty() {
            item.sections.pop();
        }
        self.section = Some(item.sections.len());
        item.sections.push(Section {
            heading,
            head: None,
            above,
            body: Vec::new(),
            from: 0,
        });
    }

    fn headed(&self, line: LineIndex) -> Option<Headed> {
        let free = line == 0
            || self.ends_before(line)
            || line + 1 == self.manuscript.len()
            || self.manuscript.is_blank(line + 1);
        let headed = heading::heading(self.manuscript.line(line), free)?;
        // A list may have two headings above each other; the second is one of its lines.
        let in_list = self
            .current()
            .is_some_and(|section| section.heading == Heading::VotingList);
        let repeated = headed.heading == Heading::VotingList && in_list;
        let numbered = self.manuscript.line(line).contains('§');
        Some(headed).filter(|_| !repeated || numbered)
    }

    fn ends_before(&self, line: LineIndex) -> bool {
        let before = self.manuscript.trimmed(line.saturating_sub(1));
        // A word alone on its line is a heading that nobody knows.
        let headed = before.starts_with(char::is_uppercase) && before.split_whitespace().count() == 1;
        before.is_empty() || ends_sentence(before) || headed
    }

    fn begin(&mut self, headed: Headed, line: LineIndex) {
        if headed.heading == Heading::VotingList {
            self.turn_to_item_of(line);
        }
        let above = self.empty_above(headed.heading);
        let Some(item) = self.items.get_mut(self.item) else {
            return;
        };
        if !above.is_empty() {
            item.sections.pop();
        }
        self.section = Some(item.sections.len());
        item.sections.push(Section {
            heading: headed.heading,
            head: Some(line),
            above,
            body: headed.body_from.map(|_| line).into_iter().collect(),
            from: headed.body_from.unwrap_or(0),
        });
    }

    /// The headings right above, where they are of this kind and nothing stands below them.
    fn empty_above(&self, heading: Heading) -> Vec<LineIndex> {
        let above = self.current().filter(|section| {
            let last = self.items.get(self.item).map(|item| item.sections.len());
            let empty = section.body.iter().all(|&line| self.manuscript.is_blank(line));
            section.heading == heading && empty && self.section.map(|section| section + 1) == last
        });
        above.map(Section::heads).unwrap_or_default()
    }

    /// A voting list stands after the paragraphs, and names the one that it belongs to.
    fn turn_to_item_of(&mut self, line: LineIndex) {
        let words = self.manuscript.line(line);
        let named = words
            .find('§')
            .and_then(|at| citation::paragraph(words.get(at..)?));
        if let Some(named) = named
            && let Some(item) = self.numbers.get(&named.number)
        {
            self.item = *item;
        }
    }

    fn push(&mut self, line: LineIndex) {
        if let Some(lines) = self.lines() {
            lines.push(line);
        }
    }

    fn current(&self) -> Option<&Section> {
        self.items.get(self.item)?.sections.get(self.section?)
    }

    fn lines(&mut self) -> Option<&mut Vec<LineIndex>> {
        let item = self.items.get_mut(self.item)?;
        match self.section {
            None => Some(&mut item.opening),
            Some(section) => item.sections.get_mut(section).map(|section| &mut section.body),
        }
    }
}

/// Whether a line ends a sentence, also within a quotation.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let words = line.trim_end().trim_end_matches(crate::phrase::is_quotation_mark);
    words.ends_with(['.', '!', '?', ':', ';'])
}

#[cfg(test)]
mod tests;
