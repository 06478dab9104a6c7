//! Votes: the demand, the order with what Ja and Nej mean, the count and what was declared.
//!
//! A vote is told in several sentences, sometimes in two sections. It is written when the order and the count are
//! known; a vote of which one is missing is kept as words, because half a vote would stop the item.
//!
//! Spec: docs/procedure.md, `vote.demanded`, `vote.ordered`, `vote.counted`.

use std::ops::Range;

use tingbok_procedure::content::{
    Effect, Outcome, Person, Side, Tally, VoteCounted, VoteDemanded, VoteForm, VoteId, VoteOrdered, VoteRule,
};

use crate::calendar::number;
use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::passage::Passage;
use crate::person;
use crate::phrase::{Phrase, begins};
use crate::proposition::effect;
use crate::reference::is_pronoun;
use crate::register::{Put, Voted};
use crate::scribe::{Phase, Place};

/// A vote as far as it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    by: Option<Person>,
    yes: Option<Meaning>,
    no: Option<Meaning>,
    tally: Tallied,
    declared: Option<String>,
    method: Option<String>,
    closed: bool,
    casting: bool,
    demand_lines: Vec<LineIndex>,
    order_lines: Vec<LineIndex>,
    count_lines: Vec<LineIndex>,
}

/// What one side means, in words.
#[derive(Clone, Debug)]
struct Meaning {
    effect: Effect,
    /// What it is done to: *ändringsyrkandet*.
    object: String,
    /// The whole: *Den som avslår ändringsyrkandet röstar Ja.*
    words: String,
}

/// Numbers that are read so far.
#[derive(Clone, Copy, Debug, Default)]
struct Tallied {
    yes: Option<u32>,
    no: Option<u32>,
    abstain: Option<u32>,
}

/// Reads what a sentence says of a vote; a sentence may say several things.
pub(crate) fn read(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    span: &Range<usize>,
    phrase: &Phrase<'_>,
) {
    let mut pending = std::mem::take(&mut reading.pending);
    let facts = [
        pending.demand(phrase),
        pending.order(phrase),
        pending.count(phrase),
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
}

/// Writes the vote that is read so far, when it is whole.
pub(crate) fn settle(reading: &mut Reading<'_, '_, '_>) {
    let pending = std::mem::take(&mut reading.pending);
    let first = pending.lines().first().copied();
    let Some(first) = first else { return };
    // The vote has the heading it was read under; the one at hand belongs to what comes next.
    let head = reading.take_head();
    pending.close(reading, first);
    reading.put_head(head);
}

impl Pending {
    fn close(&self, reading: &mut Reading<'_, '_, '_>, first: LineIndex) {
        let Some(put) = self.proposition(reading) else {
            reading.scribe.note(
                Some(first),
                "a vote without a proposition before it is kept as words",
            );
            return;
        };
        if self.write(reading, &put).is_none() {
            let missing = "a vote whose order or count is not understood is kept as words";
            reading.scribe.note(Some(first), missing);
        }
    }

    fn lines(&self) -> Vec<LineIndex> {
        [&self.demand_lines, &self.order_lines, &self.count_lines]
            .into_iter()
            .flatten()
            .copied()
            .collect()
    }

    fn demand(&mut self, phrase: &Phrase<'_>) -> bool {
        let demanded =
            phrase.has_stem(&["begär"]) && phrase.has_stem(&["omröstning", "votering", "rösträkning"]);
        if demanded && self.by.is_none() {
            self.by = person::person(phrase.text, 0).map(|(person, _)| person);
        }
        demanded
    }

    /// `Den som avslår ändringsyrkandet röstar Ja.` or `Ja för avslag och Nej för bifall till X.`
    fn order(&mut self, phrase: &Phrase<'_>) -> bool {
        let sides = [who_votes(phrase), stands_for(phrase)].concat();
        let found = !sides.is_empty();
        for (is_yes, meaning) in sides {
            let side = if is_yes { &mut self.yes } else { &mut self.no };
            side.get_or_insert(meaning);
        }
        found
    }

    /// `Med 9 ja-röster och 4 nej-röster finner ordföranden att X avslås.`
    fn count(&mut self, phrase: &Phrase<'_>) -> bool {
        let read = Tallied::of(phrase);
        let counts = read.yes.is_some() || read.no.is_some() || read.abstain.is_some();
        let known = self.tally.yes.is_some() || self.tally.no.is_some();
        if read.yes.is_some() || read.no.is_some() || known && counts {
            self.tally.add(read);
        }
        let finds = phrase.find_stem(0, &["finner", "fann"]);
        if let Some(at) = finds.filter(|_| self.declared.is_none() && self.tally.yes.is_some()) {
            let after = phrase.words.get(at).map_or(0, |word| word.span.end);
            self.declared = phrase.text.get(after..).map(str::to_owned);
        }
        counts || finds.is_some() && self.declared.is_some()
    }

    fn manner(&mut self, phrase: &Phrase<'_>) {
        let method = phrase.find_stem(0, &["upprop", "namnupprop", "voteringsanläggning"]);
        if let Some(at) =
            method.filter(|_| self.method.is_none() && phrase.has_stem(&["omröstning", "votering"]))
        {
            self.method = Some(phrase.plain(at).to_owned());
        }
        self.closed |=
            phrase.find_stem(0, &["sluten"]).is_some() && phrase.has_stem(&["omröstning", "votering"]);
        self.casting |= phrase.has_stem(&["utslagsröst"]);
    }

    /// The proposition that is voted on: the last one on what was declared, or the last one.
    fn proposition(&self, reading: &Reading<'_, '_, '_>) -> Option<Put> {
        let declared = self
            .declared
            .as_deref()
            .filter(|words| !is_pronoun(&Phrase::of(words)));
        let named = declared
            .map(|words| reading.register.resolve(words, &[]))
            .unwrap_or_default();
        let on =
            |put: &&Put| !named.is_empty() && put.motions == named.motions && put.proposal == named.proposal;
        let puts = &reading.register.puts;
        puts.iter().rev().find(on).or(puts.last()).cloned()
    }

    fn write(&self, reading: &mut Reading<'_, '_, '_>, put: &Put) -> Option<()> {
        if reading.register.votes.iter().any(|voted| voted.unit == put.unit) {
            return None;
        }
        let (yes, no) = (self.yes.as_ref()?, self.no.as_ref()?);
        let tally = self.tally.whole()?;
        let sides = (yes.side(reading, put), no.side(reading, put));
        let vote = VoteId(format!("v{}", reading.register.votes.len() + 1));
        let voted = Voted {
            id: vote.clone(),
            unit: put.unit,
            yes: sides.0.means.clone(),
            no: sides.1.means.clone(),
            tally,
            open: !self.closed,
        };
        let declared = self.outcome(reading, put, &voted)?;
        // Words about a motion that was moved only after this proposition speak of another vote.
        let spoken = [&voted.yes, &voted.no, &declared];
        if !spoken
            .iter()
            .all(|outcome| reading.register.precede(&outcome.motions, put.unit))
        {
            return None;
        }
        let (item, phase) = (reading.number, Phase::Proceedings);
        let demanded = VoteDemanded {
            item,
            vote: vote.clone(),
            proposition: put.id.clone(),
            by: self.by.clone(),
        };
        let ordered = VoteOrdered {
            item,
            vote: vote.clone(),
            yes: sides.0,
            no: sides.1,
            form: if self.closed {
                VoteForm::Closed
            } else {
                VoteForm::Open
            },
            method: self.method.clone(),
            rule: if self.casting {
                VoteRule::CastingVote
            } else {
                VoteRule::Simple
            },
        };
        let counted = VoteCounted {
            item,
            vote,
            yes: tally.yes,
            no: tally.no,
            abstain: tally.abstain,
            declared,
        };
        // A vote that nobody is said to demand was demanded all the same: its order says so.
        let demand_lines = if self.demand_lines.is_empty() {
            &self.order_lines
        } else {
            &self.demand_lines
        };
        reading.write(phase, put.unit, Place::Demanded, demanded, demand_lines);
        reading.write(phase, put.unit, Place::Ordered, ordered, &self.order_lines);
        reading.write(phase, put.unit, Place::Counted, counted, &self.count_lines);
        reading.register.votes.push(voted);
        Some(())
    }

    /// What the chair declared; where the words do not say, what the side with more ballots means.
    fn outcome(&self, reading: &mut Reading<'_, '_, '_>, put: &Put, voted: &Voted) -> Option<Outcome> {
        if let Some((words, effect)) = self
            .declared
            .as_deref()
            .and_then(|words| Some((words, effect(words)?)))
        {
            return Some(outcome(reading, put, effect, words));
        }
        let line = self.count_lines.first().copied();
        reading.scribe.note(
            line,
            "the outcome is not declared in words; it is taken from the count",
        );
        match voted.tally.yes.cmp(&voted.tally.no) {
            std::cmp::Ordering::Greater => Some(voted.yes.clone()),
            std::cmp::Ordering::Less => Some(voted.no.clone()),
            std::cmp::Ordering::Equal => None,
        }
    }
}

impl Meaning {
    fn side(&self, reading: &Reading<'_, '_, '_>, put: &Put) -> Side {
        Side {
            means: outcome(reading, put, self.effect, &self.object),
            text: reading.register.text(&self.words),
        }
    }
}

impl Tallied {
    fn of(phrase: &Phrase<'_>) -> Self {
        let mut read = Self::default();
        for index in 0..phrase.words.len() {
            let count = number(phrase.plain(index));
            let (word, next) = (phrase.plain(index + 1), phrase.plain(index + 2));
            let vote = |answer: &str| word == answer || word.starts_with(&format!("{answer}-röst"));
            let bracketed = phrase.plain(index.wrapping_sub(1));
            let votes = |answer: &str| bracketed == answer && phrase.plain(index.wrapping_sub(2)) == "röstar";
            let abstains = (index + 1..index + 7).any(|at| begins(phrase.plain(at), &["avstå", "avstod"]));
            match count {
                Some(count) if vote("ja") || votes("ja") => read.yes = Some(count),
                Some(count) if vote("nej") || votes("nej") => read.no = Some(count),
                Some(count) if abstains && begins(word, &["ledam", "avstå", "person"]) && next != "ja" => {
                    read.abstain = Some(count);
                }
                _ => {}
            }
        }
        read
    }

    fn add(&mut self, read: Self) {
        self.yes = self.yes.or(read.yes);
        self.no = self.no.or(read.no);
        self.abstain = self.abstain.or(read.abstain);
    }

    fn whole(self) -> Option<Tally> {
        Some(Tally {
            yes: self.yes?,
            no: self.no?,
            abstain: self.abstain.unwrap_or(0),
        })
    }
}

/// What is done to what words name, or to what was put.
fn outcome(reading: &Reading<'_, '_, '_>, put: &Put, effect: Effect, words: &str) -> Outcome {
    let formal = matches!(effect, Effect::DecideToday | Effect::Remit | Effect::Table);
    let named = reading.register.resolve(words, &[]);
    let (motions, proposal) = if named.is_empty() {
        (put.motions.clone(), put.proposal.clone())
    } else {
        (named.motions, named.proposal)
    };
    Outcome {
        effect,
        motions: if formal { Vec::new() } else { motions },
        proposal: proposal.filter(|_| !formal),
    }
}

/// `Den som bifaller X röstar ja, den som avslår röstar nej.`
fn who_votes(phrase: &Phrase<'_>) -> Vec<(bool, Meaning)> {
    let mut sides = Vec::new();
    let mut from = 0;
    while let Some(start) = phrase.find(from, &["den", "som"]) {
        let Some(verb) = phrase.find_stem(start, &["rösta"]) else {
            break;
        };
        from = verb + 1;
        let effect = phrase.text.get(phrase.span(start + 2..verb)).and_then(effect);
        let object = phrase.text.get(phrase.span(start + 3..verb)).unwrap_or_default();
        let words = phrase.text.get(phrase.span(start..verb + 2)).unwrap_or_default();
        if let (Some(effect), Some(is_yes)) = (effect, answer(phrase.plain(verb + 1))) {
            sides.push((is_yes, Meaning::new(effect, object, words)));
        }
    }
    sides
}

/// `Ja för avslag och Nej för bifall till X`, `Ja-röst innebär avslag`.
fn stands_for(phrase: &Phrase<'_>) -> Vec<(bool, Meaning)> {
    let begins_side = |&index: &usize| {
        let means = ["för", "innebär", "betyder", "är", "="].contains(&phrase.plain(index + 1));
        means && answer(phrase.plain(index)).is_some()
    };
    let starts: Vec<usize> = (0..phrase.words.len()).filter(begins_side).collect();
    let ends = starts.iter().skip(1).copied().chain([phrase.words.len()]);
    let side = |(&start, end): (&usize, usize)| {
        let last = if phrase.plain(end.saturating_sub(1)) == "och" {
            end - 1
        } else {
            end
        };
        let object = phrase.text.get(phrase.span(start + 2..last))?;
        let words = phrase.text.get(phrase.span(start..last))?;
        Some((
            answer(phrase.plain(start))?,
            Meaning::new(effect(object)?, object, words),
        ))
    };
    starts.iter().zip(ends).filter_map(side).collect()
}

impl Meaning {
    fn new(effect: Effect, object: &str, words: &str) -> Self {
        Self {
            effect,
            object: object.to_owned(),
            words: words.to_owned(),
        }
    }
}

/// Whether the word is Ja.
fn answer(plain: &str) -> Option<bool> {
    match plain.split_once('-').map_or(plain, |(answer, _)| answer) {
        "ja" | "jaröst" => Some(true),
        "nej" | "nejröst" => Some(false),
        _ => None,
    }
}
