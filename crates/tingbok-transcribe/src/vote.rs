//! Votes: the demand, the order with what Ja and Nej mean, the ballots, the count and what was declared.
//!
//! A vote is told in several sentences, sometimes in two sections, and some of it may be missing or not understood: what
//! is known is written, and what a side means where that is not known is `unstated`. Nothing is inferred but a count
//! from the names that stand for it, and the outcome from a count; both are noted.
//!
//! Spec: docs/procedure.md, `vote.demanded`, `vote.ordered`, `ballot.cast`, `vote.counted`.

use std::ops::Range;

use tingbok_procedure::content::{Choice, Person};

use crate::ballot::{self, Answer, Group};
use crate::calendar::number;
use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::outline::Section;
use crate::passage::Passage;
use crate::phrase::{Phrase, begins};
use crate::register::{Put, Register};
use crate::sentence;
use crate::table::{self, Table};
use crate::vote::order::Meaning;
use crate::vote::tally::Tallied;
use crate::who::{Who, is_denied, is_only_thought, takes_demand_back};

pub(crate) use piece::pieces;

mod order;
mod piece;
mod question;
mod tally;
mod writing;

/// A vote as far as it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    /// The proposition that was the newest when the vote was demanded.
    on: Option<Put>,
    /// The proposition that the demand speaks of: *votering begärs om återremissen*.
    named: Option<Put>,
    by: Option<Person>,
    yes: Option<Meaning>,
    no: Option<Meaning>,
    tally: Tallied,
    groups: Vec<(Group, Vec<LineIndex>)>,
    /// What the last sentence announced, when names follow in the next.
    announced: Option<Answer>,
    declared: Option<String>,
    /// Whether names stand before the demand and the order.
    names_first: bool,
    /// How many rows of a table have no readable column.
    unread: usize,
    method: Option<String>,
    closed: bool,
    casting: bool,
    demand_lines: Vec<LineIndex>,
    order_lines: Vec<LineIndex>,
    count_lines: Vec<LineIndex>,
}

/// Reads what a sentence says of a vote; a sentence may say several things. Says whether it does.
pub(crate) fn read(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    span: &Range<usize>,
    phrase: &Phrase<'_>,
) -> bool {
    if is_history(phrase) {
        return false;
    }
    if takes_demand_back(phrase) && reading.pending.is_demand_at_most() {
        // What was demanded does not stand; its words are kept.
        reading.pending = Pending::default();
        return false;
    }
    let demands = is_demand(phrase);
    let sides = order::sides(phrase);
    begin_anew(reading, demands, !sides.is_empty());
    let mut pending = std::mem::take(&mut reading.pending);
    if demands && pending.demand_lines.is_empty() {
        pending.on = reading.register.puts.last().cloned();
        pending.named = question::demanded(reading, phrase);
    }
    let ordered = !sides.is_empty();
    let facts = [
        pending.demand(&reading.register, phrase, demands),
        pending.order(sides) || pending.is_approved(phrase),
        // The words of an order name persons and numbers that are no ballots.
        !ordered && pending.count(phrase, passage, span),
    ];
    let told = [
        &mut pending.demand_lines,
        &mut pending.order_lines,
        &mut pending.count_lines,
    ];
    for (said, lines) in facts.into_iter().zip(told) {
        if said {
            lines.extend(reading.take_head());
            lines.extend(passage.lines(span));
        }
    }
    pending.manner(phrase);
    reading.pending = pending;
    facts.contains(&true)
}

/// Reads the count of a vote that is told only in the words of the decision: *Med 29 ja-röster mot 18 beslutar …*.
pub(crate) fn read_decided(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let waits = |pending: &Pending| !pending.lines().is_empty() && pending.tally.is_empty();
    if !waits(&reading.pending) {
        return;
    }
    let Some(passage) = reading.passage(section) else {
        return;
    };
    for span in sentence::sentences(&passage, 0..passage.text().len()) {
        let phrase = Phrase::of(passage.slice(span.clone()));
        if waits(&reading.pending) && tells_count(&phrase) && phrase.has_stem(&["röster", "ja-röst"]) {
            // The heading is the decision's.
            let head = reading.take_head();
            read(reading, &passage, &span, &phrase);
            reading.put_head(head);
        }
    }
}

/// Reads a table of votes; the second vote of a table is the next that waits, or one of its own.
pub(crate) fn read_table(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let manuscript = reading.manuscript;
    let lines: Vec<_> = section
        .body
        .iter()
        .map(|&line| (line, manuscript.line(line)))
        .collect();
    for (count, table) in table::read(&lines).into_iter().enumerate() {
        if count > 0 {
            settle(reading);
        }
        let head = reading.take_head();
        reading.pending.take_table(table);
        reading.pending.count_lines.extend(head);
    }
}

/// Writes the vote that is read so far, when something of it is.
pub(crate) fn settle(reading: &mut Reading<'_, '_, '_>) {
    let pending = std::mem::take(&mut reading.pending);
    let first = pending.lines().first().copied();
    let Some(first) = first else { return };
    // The vote has the heading it was read under; the one at hand belongs to what comes next.
    let head = reading.take_head();
    pending.close(reading, first);
    reading.put_head(head);
}

/// Writes all votes that are left when the item ends.
pub(crate) fn settle_all(reading: &mut Reading<'_, '_, '_>) {
    settle(reading);
    while let Some(pending) = reading.waiting.pop() {
        reading.pending = pending;
        settle(reading);
    }
}

/// A new question is put. A vote that was demanded and waits for its order, while a counter-proposal is chosen, waits on.
pub(crate) fn make_way(reading: &mut Reading<'_, '_, '_>, counter: bool) {
    if counter && reading.pending.is_demand_only() {
        return;
    }
    settle(reading);
}

/// Whether a count is read whose outcome is not.
pub(crate) fn awaits_outcome(reading: &Reading<'_, '_, '_>) -> bool {
    let pending = &reading.pending;
    !pending.tally.is_empty() && pending.declared.is_none()
}

/// Whether the sentence tells a count.
pub(crate) fn tells_count(phrase: &Phrase<'_>) -> bool {
    !Tallied::of(phrase).is_empty() || order::counted_sides(phrase).is_some()
}

/// Whether a sentence demands a vote, or tells that one is held.
fn is_demand(phrase: &Phrase<'_>) -> bool {
    let says = |at: usize| begins(phrase.plain(at), VOTES) || begins(phrase.plain(at), DEMANDED);
    let held = phrase.has_stem(VOTES) && phrase.has_stem(DEMANDED);
    let thought = (0..phrase.words.len())
        .find(|&at| says(at))
        .is_some_and(|at| is_only_thought(phrase, at));
    held && !thought && !is_denied(phrase) && phrase.plain(0) != "om" && !is_history(phrase)
}

/// *Fullmäktige har den 3 maj 2023 beslutat med 40 ja-röster …*: what happened before is no vote of this item.
fn is_history(phrase: &Phrase<'_>) -> bool {
    let perfect = phrase
        .words
        .iter()
        .any(|word| ["har", "hade"].contains(&word.plain.as_str()));
    let dated = phrase
        .find(0, &["den"])
        .is_some_and(|at| number(phrase.plain(at + 1)).is_some());
    perfect && dated
}

/// A second demand, or an order after the count, begins another vote. Names that stand before their demand or their
/// order wait for it.
fn begin_anew(reading: &mut Reading<'_, '_, '_>, demands: bool, orders: bool) {
    let pending = &reading.pending;
    let counted = !pending.tally.is_empty() || !pending.groups.is_empty();
    let lacks = demands && pending.demand_lines.is_empty() || orders && pending.order_lines.is_empty();
    let waits = pending.names_first && pending.declared.is_none() && lacks;
    if counted && (demands || orders) && !waits {
        settle(reading);
    } else if demands && pending.is_demand_only() {
        let newest = reading.register.puts.last().map(|put| put.unit);
        if newest != pending.on.as_ref().map(|put| put.unit) {
            let waits = std::mem::take(&mut reading.pending);
            reading.waiting.push(waits);
        }
    }
    if orders
        && reading.pending.lines().is_empty()
        && let Some(waiting) = reading.waiting.pop()
    {
        reading.pending = waiting;
    }
}

impl Pending {
    fn is_demand_only(&self) -> bool {
        !self.demand_lines.is_empty() && self.is_demand_at_most()
    }

    fn is_demand_at_most(&self) -> bool {
        self.order_lines.is_empty() && self.count_lines.is_empty()
    }

    fn close(mut self, reading: &mut Reading<'_, '_, '_>, first: LineIndex) {
        self.count_names(reading);
        if self.unread > 0 {
            let note = format!(
                "no ballots are read: {} rows have no readable column",
                self.unread
            );
            reading.scribe.note(self.count_lines.first().copied(), note);
        }
        let put = self.proposition(reading);
        if put.is_none() {
            let note = "a vote is held, and what was put before it is not known here";
            reading.scribe.remark(Some(first), note);
        }
        self.write(reading, put.as_ref());
    }

    fn lines(&self) -> Vec<LineIndex> {
        [&self.demand_lines, &self.order_lines, &self.count_lines]
            .into_iter()
            .flatten()
            .copied()
            .collect()
    }

    fn demand(&mut self, register: &Register, phrase: &Phrase<'_>, demands: bool) -> bool {
        if demands && self.by.is_none() && phrase.has_stem(&["begär", "påkalla"]) {
            // "Votering begärs på Anna Eks yrkande": who demands stands behind *av*.
            let passive = (0..phrase.words.len()).find(|&at| PASSIVE.contains(&phrase.plain(at)));
            let by = passive.map(|at| phrase.find(at, &["av"]).and_then(|at| phrase.words.get(at)));
            let told = match by {
                None => phrase.text,
                Some(word) => word.map_or("", |word| phrase.text.get(word.span.end..).unwrap_or_default()),
            };
            let who = Who::told(register, told);
            self.by = who.and_then(|who| who.persons.into_iter().next());
        }
        demands
    }

    fn order(&mut self, sides: Vec<(bool, Meaning)>) -> bool {
        let found = !sides.is_empty();
        for (is_yes, meaning) in sides {
            let side = if is_yes { &mut self.yes } else { &mut self.no };
            side.get_or_insert(meaning);
        }
        found
    }

    /// *Följande voteringsproposition godkänns*: the order itself follows.
    fn is_approved(&self, phrase: &Phrase<'_>) -> bool {
        let order = phrase.has_stem(&[
            "voteringsproposition",
            "omröstningsproposition",
            "voteringsordning",
        ]);
        order && self.yes.is_none()
    }

    /// `Med 9 ja-röster och 4 nej-röster finner ordföranden att X avslås.`
    fn count(&mut self, phrase: &Phrase<'_>, passage: &Passage, span: &Range<usize>) -> bool {
        if self.closed && tally::has_sums_of_persons(phrase.text) {
            return true;
        }
        let groups = ballot::groups(phrase.text, self.announced.take());
        let mut told = !groups.is_empty();
        self.names_first |= told && self.lines().is_empty();
        for group in groups {
            let lines = passage.lines(&(span.start + group.span.start..span.start + group.span.end));
            if let Some(count) = group.printed {
                self.tally.take(group.choice, count);
            }
            self.groups.push((group, lines));
        }
        if let Some(announced) = last_marker(phrase.text) {
            if let Some(count) = announced.printed {
                self.tally.take(announced.choice, count);
            }
            self.announced = Some(announced);
            told = true;
        }
        if let Some([yes, no]) =
            order::counted_sides(phrase).filter(|_| self.yes.is_none() && self.tally.is_empty())
        {
            self.tally.take(Choice::Yes, yes.0);
            self.tally.take(Choice::No, no.0);
            (self.yes, self.no) = (Some(yes.1), Some(no.1));
            told = true;
        }
        told |= self.take_sides(phrase);
        let read = Tallied::of(phrase);
        let known = !self.tally.is_empty() || !self.groups.is_empty() || !self.order_lines.is_empty();
        let both = read.yes.is_some() || read.no.is_some() || read.for_against.is_some();
        if both || known && read.abstain.is_some() {
            self.tally.add(read);
            told = true;
        }
        let finds = phrase.find_stem(0, DECLARES);
        if let Some(at) = finds.filter(|_| self.declared.is_none() && !self.tally.is_empty()) {
            let after = phrase.words.get(at).map_or(0, |word| word.span.end);
            self.declared = phrase.text.get(after..).map(str::to_owned);
            told = true;
        }
        let tells_where = phrase.find(0, &["hur", "var", "och", "en"]).is_some()
            || phrase.has_stem(&["frånvarande"])
            || phrase.has_stem(&["bilag", "voteringslist", "omröstningslist"]) && phrase.has_stem(VOTES);
        told || known && tells_where
    }

    /// *75 röster för huvudförslaget och 47 röster för motförslaget*, where the order has told which is Ja.
    fn take_sides(&mut self, phrase: &Phrase<'_>) -> bool {
        let counted = order::counted_sides(phrase).filter(|_| self.tally.is_empty());
        let (Some([one, other]), Some(yes), Some(no)) = (counted, &self.yes, &self.no) else {
            return false;
        };
        let (yes, no) = match [yes, no] {
            [yes, no] if yes.is_about(&one.1) && no.is_about(&other.1) => (one.0, other.0),
            [yes, no] if yes.is_about(&other.1) && no.is_about(&one.1) => (other.0, one.0),
            _ => return false,
        };
        self.tally.take(Choice::Yes, yes);
        self.tally.take(Choice::No, no);
        true
    }

    fn manner(&mut self, phrase: &Phrase<'_>) {
        let method = phrase.find_stem(0, &["upprop", "namnupprop", "voteringsanläggning"]);
        if let Some(at) = method.filter(|_| self.method.is_none() && phrase.has_stem(VOTES)) {
            self.method = Some(phrase.plain(at).to_owned());
        }
        self.closed |= phrase.find_stem(0, &["sluten", "slutna"]).is_some() && phrase.has_stem(VOTES);
        self.casting |= phrase.has_stem(&["utslagsröst"]);
    }

    fn take_table(&mut self, table: Table) {
        self.names_first |= self.lines().is_empty();
        if !table.unread.is_empty() {
            // A mark whose column is lost says that somebody voted, not how.
            self.unread = table.unread.len();
        } else {
            for (person, choice, line) in table.rows {
                let span = 0..0;
                let persons = vec![person];
                self.groups.push((
                    Group {
                        choice,
                        persons,
                        printed: None,
                        span,
                    },
                    vec![line],
                ));
            }
        }
        if let Some(sums) = table.sums {
            self.tally.take(Choice::Yes, sums.yes);
            self.tally.take(Choice::No, sums.no);
            self.tally.take(Choice::Abstain, sums.abstain);
        }
        self.count_lines.extend(table.lines);
    }

    /// Counts names where no number is printed for them.
    fn count_names(&mut self, reading: &mut Reading<'_, '_, '_>) {
        for choice in [Choice::Yes, Choice::No, Choice::Abstain] {
            let groups = self.groups.iter().filter(|(group, _)| group.choice == choice);
            let named: usize = groups.clone().map(|(group, _)| group.persons.len()).sum();
            let line = groups
                .clone()
                .flat_map(|(_, lines)| lines.first())
                .next()
                .copied();
            let Some(named) = u32::try_from(named).ok().filter(|named| *named > 0) else {
                continue;
            };
            if !self.tally.has(choice) {
                self.tally.take(choice, named);
                reading.scribe.note(
                    line,
                    format!("{named} names are counted: no number is printed for them"),
                );
            }
        }
        let told = self.tally.yes.is_some() || self.tally.no.is_some();
        if told && !self.groups.is_empty() {
            // All who vote are named: an answer that nobody gave has no ballots.
            self.tally.yes.get_or_insert(0);
            self.tally.no.get_or_insert(0);
        }
    }
}

/// What the end of a sentence announces, when nothing but an announcement is its last line: *Ja-röster:*.
fn last_marker(text: &str) -> Option<Answer> {
    let line = text.trim_end().rsplit('\n').next()?;
    let alone =
        line.trim_end().ends_with(':') || text.trim() == line.trim() && line.split_whitespace().count() <= 4;
    ballot::marker(line).filter(|_| alone)
}

const VOTES: &[&str] = &["omröstning", "votering", "rösträkning"];
const DEMANDED: &[&str] = &["begär", "påkalla", "verkställ", "företa", "företog", "genomför"];
const PASSIVE: &[&str] = &[
    "begärs",
    "begärdes",
    "begärts",
    "påkallas",
    "påkallades",
    "påkallats",
];
const DECLARES: &[&str] = &["finner", "fann", "beslut", "konstaterar", "innebär"];
