//! Motions, joins and speeches: statements that begin with persons and a verb, `Klara Nordin (M) yrkar …`.
//!
//! A statement reaches to the next one. What follows the verb is clauses (*bifall till …*, *avslag på …*,
//! *följande ändring: …*); each clause is a motion of each person, or joins the motions it names.
//!
//! Spec: docs/procedure.md, `motion.moved`.

use std::ops::Range;

use tingbok_procedure::content::{Form, MotionId, MotionJoined, MotionMoved, Person, SpeechMade, Target};

use crate::amendment;
use crate::clause::{self, Clause};
use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::outline::{Section, ends_sentence};
use crate::party;
use crate::passage::Passage;
use crate::person;
use crate::phrase::{Phrase, begins, is_quotation_mark, on_one_line};
use crate::proceedings;
use crate::reference::is_motion_noun;
use crate::scribe::{BYTES_MAX, LINES_MAX, Phase, Place};
use crate::sentence;

/// Reads a section of motions.
pub(crate) fn read(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let passage = Passage::of(reading.manuscript, &section.body, section.from);
    let starts = starts(&passage);
    let mut starts = starts;
    starts.dedup_by(|next, before| matches!((next, before), (Start::Chair(_), Start::Chair(_))));
    let first = starts.first().map_or(passage.text().len(), Start::at);
    proceedings::read_span(reading, &passage, passage.trim(0..first));
    let ends = starts.iter().skip(1).map(Start::at).chain([passage.text().len()]);
    for (start, end) in starts.iter().zip(ends) {
        let span = passage.trim(start.at()..end);
        let lines = passage.lines(&span);
        if reading.written(&lines).len() > LINES_MAX / 2 || span.len() > BYTES_MAX {
            reading
                .scribe
                .explain(lines, "a statement too long for one event");
            continue;
        }
        match start {
            Start::Persons(statement) => statement.read(reading, &passage, span),
            Start::Chair(_) => proceedings::read_span(reading, &passage, span),
        }
    }
}

/// Where a statement begins.
enum Start {
    /// With persons and a verb.
    Persons(Statement),
    /// With the chair or the meeting itself.
    Chair(usize),
}

/// Persons, and what their verb says they do.
struct Statement {
    at: usize,
    persons: Vec<Person>,
    /// Those of whom the same sentence says that they join: *med instämmande av Bo Al (M)*.
    joining: Vec<Person>,
    act: Act,
    /// Where the words after the verb begin.
    after: usize,
}

/// What persons do in a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Moves,
    Speaks,
    Joins,
    /// Something that sentences are read for: a vote is demanded.
    Demands,
    /// Something that no event kind fits.
    Other,
}

/// The words from which an event is made: the person's own lines and the clause.
struct Words<'p> {
    passage: &'p Passage,
    /// The lines that say who and what.
    head: Vec<LineIndex>,
}

impl Start {
    fn at(&self) -> usize {
        match self {
            Self::Persons(statement) => statement.at,
            Self::Chair(at) => *at,
        }
    }
}

impl Statement {
    fn read(&self, reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: Range<usize>) {
        for person in &self.persons {
            reading.register.meet(person);
        }
        for person in &self.joining {
            reading.register.meet(person);
        }
        match self.act {
            Act::Moves => self.moves(reading, passage, &span),
            Act::Speaks => self.speaks(reading, passage, &span),
            Act::Joins => self.joins(reading, passage, &span),
            Act::Demands | Act::Other => proceedings::read_span(reading, passage, span),
        }
    }

    fn moves(&self, reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: &Range<usize>) {
        let before = reading.register.motions.len();
        for clause in clause::clauses(passage, self.after..span.end) {
            let said = [passage.lines(&(self.at..self.after)), passage.lines(&clause.head)];
            let words = Words {
                passage,
                head: said.concat(),
            };
            if reading.register.motions.len() + self.persons.len().max(1) > crate::register::MOTIONS_MAX {
                let reason = "more motions than this program reads in one item";
                reading.scribe.explain_rest(passage.lines(span), reason);
                return;
            }
            words.clause(reading, &self.movers(reading), &clause);
        }
        let agreeing = agreeing(passage.slice(self.after..span.end));
        for person in &agreeing {
            reading.register.meet(person);
        }
        let moved: Vec<MotionId> = reading.register.motions.iter().skip(before).map(|moved| moved.id.clone()).collect();
        if !moved.is_empty() {
            let words = Words { passage, head: Vec::new() };
            words.join(reading, &[self.joining.clone(), agreeing].concat(), &moved, span);
            reading.register.newest = moved;
        }
    }

    /// Who moves: the persons, or with *ordföranden yrkar* the one who leads the meeting, as far as that is known.
    fn movers(&self, reading: &Reading<'_, '_, '_>) -> Vec<Person> {
        if !self.persons.is_empty() {
            return self.persons.clone();
        }
        let unnamed = || Person {
            name: "Ordföranden".to_owned(),
            ..Person::default()
        };
        vec![reading.register.chair.clone().unwrap_or_else(unnamed)]
    }

    fn speaks(&self, reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: &Range<usize>) {
        let said = passage.slice(self.after..span.end).trim().trim_end_matches('.');
        for speaker in &self.persons {
            let unit = reading.scribe.unit();
            let speech = SpeechMade {
                item: reading.number,
                speaker: speaker.clone(),
                text: reading.register.text(said),
            };
            reading.write(
                Phase::Proceedings,
                unit,
                Place::First,
                speech,
                &passage.lines(span),
            );
        }
    }

    fn joins(&self, reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: &Range<usize>) {
        let words = Words {
            passage,
            head: passage.lines(&(self.at..self.after)),
        };
        let words_span = passage.trim(self.after..span.end);
        let said = passage.slice(words_span.clone());
        let mut motions = reading.register.resolve(said, &self.persons).motions;
        if motions.is_empty() {
            // "Bo Al (M) instämmer": in what was said last.
            motions.clone_from(&reading.register.newest);
        }
        if !motions.is_empty() {
            words.join(reading, &self.persons, &motions, &words_span);
        }
    }
}

impl Words<'_> {
    fn clause(&self, reading: &mut Reading<'_, '_, '_>, persons: &[Person], clause: &Clause) {
        match clause.form {
            form @ (Form::Approve | Form::Reject) => self.answer(reading, persons, clause, form),
            form if clause.body => self.amend(reading, persons, clause, form),
            form => {
                let part = amendment::Part::whole(clause.words.clone());
                self.write_part(reading, persons, form, &part);
            }
        }
    }

    /// *Bifall* to motions joins them; any other answer is a motion about them.
    fn answer(&self, reading: &mut Reading<'_, '_, '_>, persons: &[Person], clause: &Clause, form: Form) {
        let words = self.passage.slice(clause.words.clone());
        let referent = reading.register.resolve_named(words, persons);
        let line = self.passage.lines(&clause.words).first().copied();
        if referent.ambiguous {
            let named: Vec<_> = referent.motions.iter().map(ToString::to_string).collect();
            reading.scribe.note(
                line,
                format!("one motion is spoken of and several fit: {}", named.join(", ")),
            );
        }
        if form == Form::Approve && !referent.motions.is_empty() {
            self.join(reading, persons, &referent.motions, &clause.words);
            return;
        }
        if referent.is_empty() {
            let what = if is_about_motion(words) {
                "motion"
            } else {
                "proposal"
            };
            reading
                .scribe
                .remark(line, format!("the {what} that is spoken of is not known here"));
        }
        let target = Target {
            motions: referent.motions,
            proposal: referent.proposal,
            ..Target::default()
        };
        self.write_motion(reading, persons, form, &target, &clause.words, &[]);
    }

    fn join(
        &self,
        reading: &mut Reading<'_, '_, '_>,
        persons: &[Person],
        motions: &[MotionId],
        words: &Range<usize>,
    ) {
        for person in persons {
            let unit = reading.scribe.unit();
            let joined = MotionJoined {
                item: reading.number,
                motions: motions.to_vec(),
                person: person.clone(),
                text: reading.register.text(self.passage.slice(words.clone())),
            };
            let lines = self.lines([words.clone()]);
            reading.write(Phase::Proceedings, unit, Place::First, joined, &lines);
        }
    }

    /// A motion with a body of its own may hold several: for each page, each row of a table, each *Yrkar*.
    fn amend(&self, reading: &mut Reading<'_, '_, '_>, persons: &[Person], clause: &Clause, form: Form) {
        let mut parts = amendment::parts(self.passage, clause.words.clone());
        let room = crate::register::MOTIONS_MAX - reading.register.motions.len();
        parts.truncate(room / persons.len().max(1));
        for part in &parts {
            self.write_part(reading, persons, form, part);
        }
    }

    fn write_part(
        &self,
        reading: &mut Reading<'_, '_, '_>,
        persons: &[Person],
        form: Form,
        part: &amendment::Part,
    ) {
        let text = |reading: &Reading<'_, '_, '_>, span: &Option<Range<usize>>| {
            let words = span.clone().map(|span| self.passage.slice(span));
            words
                .map(|words| reading.register.text(words))
                .unwrap_or_default()
        };
        let target = Target {
            page: part.page,
            section: part
                .section
                .clone()
                .map(|span| self.passage.slice(span).to_owned()),
            old: text(reading, &part.old),
            new: text(reading, &part.new),
            ..Target::default()
        };
        self.write_motion(reading, persons, form, &target, &part.words, &part.context);
    }

    fn write_motion(
        &self,
        reading: &mut Reading<'_, '_, '_>,
        persons: &[Person],
        form: Form,
        target: &Target,
        words: &Range<usize>,
        context: &[Range<usize>],
    ) {
        let said = self.passage.slice(words.clone());
        let about = format!("{} {said}", target.section.as_deref().unwrap_or_default());
        for mover in persons {
            let unit = reading.scribe.unit();
            let motion = reading.register.moved(unit, mover, form, target.page, &about);
            let moved = MotionMoved {
                item: reading.number,
                motion,
                mover: mover.clone(),
                form,
                target: target.clone(),
                text: reading.register.text(said),
            };
            let lines = self.lines(context.iter().cloned().chain([words.clone()]));
            reading.write(Phase::Proceedings, unit, Place::First, moved, &lines);
        }
    }

    fn lines(&self, spans: impl IntoIterator<Item = Range<usize>>) -> Vec<LineIndex> {
        let told = spans.into_iter().flat_map(|span| self.passage.lines(&span));
        self.head.iter().copied().chain(told).collect()
    }
}

/// The statements of a passage, where they begin. One begins on a new line after the end of a sentence.
fn starts(passage: &Passage) -> Vec<Start> {
    let mut starts = Vec::new();
    let mut before = 0;
    let within = sentences_within(passage);
    let ends = passage.line_starts().skip(1).chain([passage.text().len()]);
    for (at, end) in passage.line_starts().zip(ends) {
        let line_before = passage.slice(before..at);
        let free = line_before.trim().is_empty() || ends_sentence(line_before);
        before = at;
        let written = !passage.slice(at..end).trim().is_empty();
        let found = (free && written).then(|| {
            statement(passage.text(), at)
                .map(Start::Persons)
                .or_else(|| chair(passage, at))
        });
        starts.extend(found.flatten());
        let later = within.iter().filter(|sentence| at < **sentence && **sentence < end);
        starts.extend(later.filter_map(|&sentence| statement(passage.text(), sentence).map(Start::Persons)));
    }
    starts
}

/// Where sentences begin in the middle of a line, outside quotations.
fn sentences_within(passage: &Passage) -> Vec<usize> {
    let sentences = sentence::sentences(passage, 0..passage.text().len());
    let lines: std::collections::BTreeSet<usize> = passage.line_starts().collect();
    let mut quoted = false;
    let mut done = 0;
    let mut within = Vec::new();
    for start in sentences.into_iter().map(|span| span.start) {
        let marks = passage.slice(done..start).chars().filter(|&c| is_quotation_mark(c));
        quoted ^= marks.count() % 2 == 1;
        done = start;
        if !quoted && !lines.contains(&start) {
            within.push(start);
        }
    }
    within
}

fn statement(text: &str, at: usize) -> Option<Statement> {
    let (persons, end) = movers(text, at)?;
    let (before, end) = joining(text, end).unwrap_or((Vec::new(), end));
    let rest = text.get(end..)?;
    let window = rest.get(..rest.floor_char_boundary(VERB_BYTES_MAX))?;
    let phrase = Phrase::of(window);
    let first = (0..phrase.words.len()).find(|&at| !AND_OTHERS.contains(&phrase.plain(at)))?;
    let first = first + (first..phrase.words.len()).take_while(|&at| phrase.plain(at).is_empty()).count();
    if let Some(colon) = colon(rest, &phrase, first) {
        return Some(Statement {
            at,
            persons,
            joining: before,
            act: Act::Moves,
            after: end + colon,
        });
    }
    let (verb, act) = act(&phrase, first)?;
    let after = end + phrase.words.get(verb)?.span.end;
    let (mut joining, after) = joining(text, after).unwrap_or((Vec::new(), after));
    joining.extend(before);
    Some(Statement {
        at,
        persons,
        joining,
        act,
        after,
    })
}

/// Who moves at byte `at`: persons; nobody by name for *ordföranden*; a party as it is printed.
fn movers(text: &str, at: usize) -> Option<(Vec<Person>, usize)> {
    if let Some(found) = person::persons(text, at) {
        return Some(found);
    }
    let rest = text.get(at..)?;
    let first = rest.split_whitespace().next()?;
    if ["ordföranden", "ordförande"].contains(&first.to_lowercase().as_str()) {
        let verb = rest.split_whitespace().nth(1)?;
        let end = at + (rest.len() - rest.trim_start().len()) + first.len();
        return begins(verb, &["yrka"]).then_some((Vec::new(), end));
    }
    let (parties, end) = party::parties(text, at)?;
    let verb = text.get(end..)?.split_whitespace().next()?;
    let printed = text.get(at..end)?.trim();
    let party = Person {
        name: on_one_line(printed),
        party: parties.first().filter(|_| parties.len() == 1).cloned(),
        ..Person::default()
    };
    begins(verb, &["yrka"]).then_some((vec![party], end))
}

/// `Anna Ek (S): bifall till förslaget`: where the words after the colon begin, when they ask for something.
fn colon(rest: &str, phrase: &Phrase<'_>, first: usize) -> Option<usize> {
    let after = rest.trim_start().strip_prefix(':')?;
    let asks = begins(phrase.plain(first), clause::ASKING) || begins(phrase.plain(first), &["yrka"]);
    asks.then_some(rest.len() - after.len())
}

/// `…, vilket biträds av Bo Al (M)`, `…, i vilket Bo Al (M) instämmer`: who joins at the end of a motion.
fn agreeing(text: &str) -> Vec<Person> {
    let phrase = Phrase::of(text);
    let at = phrase.find_stem(0, &["biträd"]).filter(|&at| phrase.plain(at + 1) == "av").map(|at| at + 2);
    let at = at.or_else(|| {
        let which = phrase.find(0, &["i", "vilket"])?;
        phrase.find_stem(which, &["instäm"]).map(|_| which + 2)
    });
    let found = at.and_then(|at| person::persons(text, phrase.words.get(at)?.span.start));
    found.map(|(persons, _)| persons).unwrap_or_default()
}

/// `yrkar, med instämmande av Bo Al (M), bifall …`: who joins, and where the words go on.
fn joining(text: &str, at: usize) -> Option<(Vec<Person>, usize)> {
    let rest = text.get(at..)?;
    let phrase = Phrase::of(rest.get(..rest.floor_char_boundary(VERB_BYTES_MAX))?);
    let agrees = (0..4).find(|&at| ["instämmande", "biträde", "bifall", "stöd"].contains(&phrase.plain(at)))?;
    let from = (agrees + 1..agrees + 3).find(|&at| ["av", "från"].contains(&phrase.plain(at)))?;
    let (persons, end) = person::persons(text, at + phrase.words.get(from)?.span.end)?;
    let comma = usize::from(text.get(end..)?.starts_with(','));
    Some((persons, end + comma))
}

/// The verb after the persons: the first word, or the second after *själv*, *också* and the like.
fn act(phrase: &Phrase<'_>, first: usize) -> Option<(usize, Act)> {
    let verb = phrase.plain(first);
    let object = phrase.plain(first + 1);
    let Some(row) = ACTS.iter().find(|(stems, _)| begins(verb, stems)) else {
        // "motsätter sig bordläggning och yrkar att ..."
        let second = phrase.find(first, &["och", "yrkar"]).or(phrase.find(first, &["och", "yrkade"]))?;
        return (second <= first + SECOND_VERB_WORDS).then_some((second + 1, Act::Moves));
    };
    Some(match row.1 {
        Act::Speaks if object == "sig" || object == "ordet" => (first + 1, Act::Speaks),
        Act::Speaks => (first, Act::Other),
        Act::Demands if phrase.has_stem(&["omröstning", "votering", "rösträkning"]) => (first, Act::Demands),
        Act::Demands => (first, Act::Moves),
        act => (first, act),
    })
}

fn chair(passage: &Passage, at: usize) -> Option<Start> {
    let rest = passage.slice(at..passage.text().len());
    let first = rest.split_whitespace().next()?;
    let lower = first.to_lowercase();
    let word = lower.trim_end_matches(['.', ',', ':']);
    CHAIR.contains(&word).then_some(Start::Chair(at))
}

fn is_about_motion(words: &str) -> bool {
    Phrase::of(words)
        .words
        .iter()
        .any(|word| is_motion_noun(&word.plain))
}

const ACTS: &[(&[&str], Act)] = &[
    (&["yrka", "föresl", "hemstäl", "förorda", "tillstyrk", "nominer", "framstäl"], Act::Moves),
    (&["yttra", "har", "begär ordet"], Act::Speaks),
    (
        &["instäm", "ansluter", "anslöt", "biträd", "stödjer", "stöder", "förenar"],
        Act::Joins,
    ),
    (&["begär"], Act::Demands),
    (
        &[
            "deltar",
            "anmäler",
            "antecknar",
            "avstår",
            "reserver",
            "lämnar",
            "återtar",
            "drar",
        ],
        Act::Other,
    ),
];

/// Words that begin a sentence of the chair's or about the meeting.
const CHAIR: &[&str] = &[
    "ordföranden",
    "ordförande",
    "sammanträdet",
    "mötet",
    "omröstning",
    "votering",
    "ajournering",
];

/// Words between persons and their verb: *m.fl.*
const AND_OTHERS: &[&str] = &["m.fl", "m", "fl", "själv", "också", "även"];

/// How far after the first verb *och yrkar* may stand.
const SECOND_VERB_WORDS: usize = 6;

/// How far from the persons their verb and its object may stand, in bytes.
const VERB_BYTES_MAX: usize = 120;
