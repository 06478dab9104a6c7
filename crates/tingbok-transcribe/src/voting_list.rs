//! Voting lists: names and roles as printed, and ballots where the columns can be read with certainty.
//!
//! A text layer often loses the columns: then an X says that somebody voted, not how, and no ballot is read. Ballots
//! are read only when every row can be read and their sums are the sums that the minutes give.
//!
//! Spec: docs/procedure.md, `voting_list.recorded` and `ballot.cast`.

use std::collections::{BTreeMap, BTreeSet};

use tingbok_procedure::content::{
    BallotCast, BallotSource, Choice, Effect, Outcome, Person, Tally, VotingListRecorded,
};

use crate::answer;
use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::outline::Section;
use crate::passage::Passage;
use crate::person;
use crate::phrase::on_one_line;
use crate::register::{Reserved, Voted};
use crate::scribe::{Phase, Place};
use crate::table::{self, Column};

/// A list that belongs to a vote, after it is written.
pub(crate) struct Recorded {
    vote: Voted,
    rows: Vec<Row>,
    has_ballots: bool,
}

/// A list as it stands.
#[derive(Debug, Default)]
struct List {
    lines: Vec<LineIndex>,
    matter: Vec<LineIndex>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    result: Option<Tally>,
}

/// A row: who, and how, where that can be read.
#[derive(Clone, Debug)]
struct Row {
    voter: Person,
    choice: Option<Choice>,
    line: LineIndex,
}

/// Reads the lists of an item.
pub(crate) fn read(reading: &mut Reading<'_, '_, '_>, sections: &[&Section]) -> Vec<Recorded> {
    let mut lists = Vec::new();
    for section in sections {
        if reading.passage(section).is_some() {
            lists.extend(lists_of(reading, section));
        }
    }
    let alone = lists.len() == 1;
    let mut recorded: Vec<Recorded> = Vec::new();
    for list in lists {
        let taken = |vote: &Voted| recorded.iter().any(|other| other.vote.id == vote.id);
        match list.vote(reading, alone).filter(|vote| !taken(vote)) {
            Some(vote) => recorded.push(list.write(reading, vote)),
            None => {
                let first = list.lines.first().copied();
                reading
                    .scribe
                    .note(first, "a voting list whose vote is not known is kept as words");
            }
        }
    }
    recorded
}

/// Infers ballots from reservations, for lists without ballots, where the numbers leave one possibility.
pub(crate) fn derive(reading: &mut Reading<'_, '_, '_>, lists: &[Recorded]) {
    for list in lists.iter().filter(|list| !list.has_ballots) {
        let line = list.rows.first().map(|row| row.line);
        match list.losers(&reading.register.reserved) {
            Ok(losers) => list.write_derived(reading, &losers),
            Err(reason) => reading.scribe.note(
                line,
                format!("no ballots are derived for {}: {reason}", list.vote.id),
            ),
        }
    }
}

fn lists_of(reading: &Reading<'_, '_, '_>, section: &Section) -> Vec<List> {
    let mut lists = Vec::new();
    let mut list = List {
        lines: section.head.into_iter().collect(),
        ..List::default()
    };
    for &line in &section.body {
        let words = reading.manuscript.line(line);
        let begins = begins_matter(words);
        if begins && !list.rows.is_empty() || list.result.is_some() && !words.trim().is_empty() {
            lists.push(std::mem::take(&mut list));
        }
        list.lines.push(line);
        list.read(line, words, begins);
    }
    lists.push(list);
    lists.retain(|list| !list.rows.is_empty());
    lists
}

impl List {
    fn read(&mut self, line: LineIndex, words: &str, begins: bool) {
        if let Some(row) = self.row(line, words) {
            self.rows.push(row);
            return;
        }
        let columns = table::columns(words);
        if let Some(sum) = table::sum(words).filter(|_| !table::is_carried(words)) {
            self.result = Some(sum);
        } else if !columns.is_empty() {
            self.columns = columns;
        } else if begins || !self.matter.is_empty() && self.columns.is_empty() && self.rows.is_empty() {
            self.matter.push(line);
        }
    }

    fn row(&self, line: LineIndex, words: &str) -> Option<Row> {
        let (mut voter, end) = person::person(words, 0)?;
        let rest = words.get(end..)?;
        let last = rest.split_whitespace().next_back().unwrap_or_default();
        let answers = table::is_mark(last) || answer::of_cell(last).is_some();
        let before = if answers {
            rest.trim_end().strip_suffix(last)?
        } else {
            rest
        };
        let role = on_one_line(before.trim().trim_start_matches(','));
        voter.role = Some(role).filter(|role| !role.is_empty());
        let named = words.get(..end)?.chars().count();
        let choice = answer::of_cell(last).or_else(|| table::choice(&self.columns, words, named));
        Some(Row { voter, choice, line })
    }

    /// The vote that a list belongs to: the one on the motions it names, or the only one.
    fn vote(&self, reading: &Reading<'_, '_, '_>, alone: bool) -> Option<Voted> {
        let matter = Passage::of(reading.manuscript, &self.matter, 0);
        let named = reading.register.resolve(matter.text(), &[]).motions;
        let on = |vote: &&Voted| !named.is_empty() && [&vote.yes.motions, &vote.no.motions].contains(&&named);
        let votes = &reading.register.votes;
        let only = votes.first().filter(|_| alone && votes.len() == 1);
        votes.iter().find(on).or(only).cloned()
    }

    fn write(self, reading: &mut Reading<'_, '_, '_>, vote: Voted) -> Recorded {
        let matter = Passage::of(reading.manuscript, &self.matter, 0);
        let list = VotingListRecorded {
            item: reading.number,
            vote: vote.id.clone(),
            matter: reading.register.text(matter.text().trim()),
            voters: self.rows.iter().map(|row| row.voter.clone()).collect(),
            result: self.result,
        };
        reading.write(Phase::Proceedings, vote.unit, Place::List, list, &self.lines);
        let certain = !vote.has_ballots && self.is_certain(reading, &vote);
        let has_ballots = certain || vote.has_ballots;
        if certain {
            for row in &self.rows {
                write_ballot(reading, &vote, row, BallotSource::Read, row.choice, None, &[]);
            }
        }
        Recorded {
            vote,
            rows: self.rows,
            has_ballots,
        }
    }

    /// Whether every row is read, and the ballots are those that were counted.
    fn is_certain(&self, reading: &mut Reading<'_, '_, '_>, vote: &Voted) -> bool {
        let first = self.rows.first().map(|row| row.line);
        let unread = self.rows.iter().filter(|row| row.choice.is_none()).count();
        if unread > 0 {
            let note = format!(
                "the voting list of {} gives no ballots: {unread} rows have no readable column",
                vote.id
            );
            reading.scribe.note(first, note);
            return false;
        }
        let names: BTreeSet<&str> = self.rows.iter().map(|row| row.voter.name.as_str()).collect();
        let agrees = self.sums() == vote.tally && self.result.is_none_or(|result| Some(result) == vote.tally);
        if !agrees || names.len() != self.rows.len() || !vote.open {
            let note = format!(
                "the voting list of {} gives no ballots: it does not agree with the count",
                vote.id
            );
            reading.scribe.note(first, note);
            return false;
        }
        true
    }

    fn sums(&self) -> Option<Tally> {
        let mut sums: BTreeMap<Choice, u32> = BTreeMap::new();
        for row in &self.rows {
            *sums.entry(row.choice?).or_insert(0) += 1;
        }
        let sum = |choice| sums.get(&choice).copied().unwrap_or(0);
        Some(Tally {
            yes: sum(Choice::Yes),
            no: sum(Choice::No),
            abstain: sum(Choice::Abstain),
        })
    }
}

impl Recorded {
    /// The voters of the losing side, with the lines of their reservations, or why they cannot be told.
    fn losers(&self, reserved: &[Reserved]) -> Result<BTreeMap<String, Vec<LineIndex>>, String> {
        let tally = self.vote.tally.ok_or("the count is not known")?;
        let (lost, won) = (tally.yes.min(tally.no), tally.yes.max(tally.no));
        if lost == won || tally.abstain > 0 || !self.vote.open {
            return Err("a tie, abstentions or a closed vote leave several possibilities".to_owned());
        }
        let motions = self
            .lost_motions()
            .ok_or("the losing side is in favour of no motion")?;
        let in_favour = |reserved: &&Reserved| reserved.favour.iter().any(|motion| motions.contains(motion));
        let reserved: BTreeMap<&str, &Reserved> = reserved
            .iter()
            .filter(in_favour)
            .map(|reserved| (reserved.name.as_str(), reserved))
            .collect();
        let names: BTreeSet<&str> = self.rows.iter().map(|row| row.voter.name.as_str()).collect();
        let listed = names
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), reserved.get(name)?.lines.clone())));
        let losers: BTreeMap<String, Vec<LineIndex>> = listed.collect();
        let fits = names.len() == self.rows.len()
            && u32::try_from(losers.len()) == Ok(lost)
            && u32::try_from(names.len()) == Ok(lost + won);
        let reason = || {
            format!(
                "{} of {} listed reserve, and the count is {won} to {lost}",
                losers.len(),
                names.len()
            )
        };
        if fits { Ok(losers) } else { Err(reason()) }
    }

    fn lost_motions(&self) -> Option<&[tingbok_procedure::content::MotionId]> {
        let side: &Outcome = if self.yes_won() {
            &self.vote.no
        } else {
            &self.vote.yes
        };
        (side.effect == Effect::Approve && !side.motions.is_empty()).then_some(&side.motions)
    }

    fn yes_won(&self) -> bool {
        self.vote.tally.is_some_and(|tally| tally.yes > tally.no)
    }

    fn write_derived(&self, reading: &mut Reading<'_, '_, '_>, losers: &BTreeMap<String, Vec<LineIndex>>) {
        let (win, lose) = if self.yes_won() {
            (Choice::Yes, Choice::No)
        } else {
            (Choice::No, Choice::Yes)
        };
        let motions: Vec<_> = self
            .lost_motions()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect();
        let motions = motions.join(", ");
        let rest = self.rows.len() - losers.len();
        for row in &self.rows {
            let lines = losers.get(&row.voter.name);
            let (choice, reason) = match lines {
                Some(_) => (
                    lose,
                    format!(
                        "reserves in favour of {motions}; {} of those listed do",
                        losers.len()
                    ),
                ),
                None => (
                    win,
                    format!("does not reserve in favour of {motions}; {rest} of those listed do not"),
                ),
            };
            let answer = if choice == Choice::Yes { "Ja" } else { "Nej" };
            let reason = format!("{reason}, and as many {answer} were counted");
            let lines = lines.map(Vec::as_slice).unwrap_or_default();
            write_ballot(
                reading,
                &self.vote,
                row,
                BallotSource::Derived,
                Some(choice),
                Some(reason),
                lines,
            );
        }
    }
}

fn write_ballot(
    reading: &mut Reading<'_, '_, '_>,
    vote: &Voted,
    row: &Row,
    source: BallotSource,
    choice: Option<Choice>,
    reason: Option<String>,
    more: &[LineIndex],
) {
    let Some(choice) = choice else { return };
    let ballot = BallotCast {
        item: reading.number,
        vote: vote.id.clone(),
        voter: row.voter.clone(),
        choice,
        source,
        reason,
    };
    let lines: Vec<_> = std::iter::once(row.line).chain(more.iter().copied()).collect();
    reading.write(Phase::Proceedings, vote.unit, Place::Ballot, ballot, &lines);
}

/// *Omröstning om avslag (Ja) eller bifall (Nej) till …*
fn begins_matter(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    ["omröstning", "votering"].contains(&first.trim_end_matches(':'))
}
