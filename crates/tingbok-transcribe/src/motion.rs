//! Motions, joins and speeches: statements that begin with persons and a verb, `Klara Nordin (M) yrkar …`.
//!
//! A statement reaches to the next one. What follows the verb is clauses (*bifall till …*, *avslag på …*,
//! *följande ändring: …*); each clause is a motion of each person, or joins the motions it names.
//!
//! Spec: docs/procedure.md, `motion.moved`.

use std::ops::Range;

use tingbok_procedure::content::{
    Form, MotionId, MotionJoined, MotionMoved, Person, ProposalLaid, SpeechMade, Target, Text,
};

use crate::amendment;
use crate::clause::{self, Clause};
use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::numbered;
use crate::outline::Section;
use crate::passage::Passage;
use crate::phrase::Phrase;
use crate::proceedings;
use crate::reference::is_motion_noun;
use crate::scribe::{BYTES_MAX, LINES_MAX, Phase, Place};
use crate::sentence;

use statement::{Act, Start, Statement, agreeing, starts};

mod statement;

/// Reads a section of motions.
pub(crate) fn read(reading: &mut Reading<'_, '_, '_>, section: &Section) {
    let passage = Passage::of(reading.manuscript, &section.body, section.from);
    let mut starts = starts(&passage, &reading.register);
    let head = section
        .head
        .map(|head| reading.manuscript.trimmed(head))
        .unwrap_or_default();
    if let Some(Start::Persons(only)) = starts.first_mut() {
        // "Yrkande 2" above the motion.
        only.number = only.number.or(numbered::label(head, 0).map(|(number, _)| number));
    }
    starts.dedup_by(|next, before| matches!((next, before), (Start::Chair(_), Start::Chair(_))));
    let first = starts.first().map_or(passage.text().len(), Start::at);
    proceedings::read_span(reading, &passage, passage.trim(0..first));
    let ends = starts.iter().skip(1).map(Start::at).chain([passage.text().len()]);
    for (start, end) in starts.iter().zip(ends) {
        let span = without_next_number(&passage, passage.trim(start.at()..end));
        let lines = passage.lines(&span);
        if reading.written(&lines).len() > LINES_MAX / 2 || span.len() > BYTES_MAX {
            reading
                .scribe
                .explain(lines, "a statement too long for one event");
            continue;
        }
        match start {
            Start::Persons(statement) => {
                let own = statement.own(&passage, span.clone());
                statement.read(reading, &passage, own.clone());
                proceedings::read_span(reading, &passage, passage.trim(own.end..span.end));
            }
            Start::Chair(_) => proceedings::read_span(reading, &passage, span),
        }
    }
}

/// The statement without the number of the next one: *… stängs.* and below it *2.*
fn without_next_number(passage: &Passage, span: Range<usize>) -> Range<usize> {
    let words = passage.slice(span.clone());
    let Some((before, last)) = words.rsplit_once('\n') else {
        return span;
    };
    let number = last.trim().trim_end_matches(['.', ')']);
    let numbers = number.len() < last.trim().len() && crate::calendar::number(number).is_some();
    if numbers {
        passage.trim(span.start..span.start + before.len())
    } else {
        span
    }
}

/// The words from which an event is made: the person's own lines and the clause.
struct Words<'p> {
    passage: &'p Passage,
    /// The lines that say who and what.
    head: Vec<LineIndex>,
}

impl Statement {
    /// The statement's own words: its sentence; for a motion in words of its own its paragraph, and for one that leads over
    /// to words below it everything to the next statement.
    fn own(&self, passage: &Passage, span: Range<usize>) -> Range<usize> {
        let has_body = || {
            clause::clauses(passage, self.after..span.end)
                .iter()
                .any(|clause| clause.body)
        };
        if matches!(self.act, Act::Demands | Act::Other) {
            return span;
        }
        let points = numbered::points(passage, self.after..span.end);
        if let Some(last) = points.last().filter(|_| self.act == Act::Moves) {
            return span.start..last.words.end;
        }
        if self.act == Act::Moves && has_body() {
            let words = passage.slice(self.after..span.end);
            let paragraph = words.find("\n\n").map_or(words.len(), |at| at);
            let first = words.get(..paragraph).unwrap_or_default();
            let leads = first.contains([':', '”', '"', '“']) || Phrase::of(first).has_stem(&["följande"]);
            return if leads {
                span
            } else {
                span.start..self.after + paragraph
            };
        }
        let first = sentence::sentences(passage, self.after..span.end)
            .into_iter()
            .next();
        span.start..first.map_or(self.after, |first| first.end)
    }

    fn read(&self, reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: Range<usize>) {
        reading.register.meet_all(&self.persons);
        reading.register.meet_all(&self.joining);
        match self.act {
            Act::Moves => self.moves(reading, passage, &span),
            Act::Speaks => self.speaks(reading, passage, &span),
            Act::Joins => self.joins(reading, passage, &span),
            Act::Demands | Act::Other => proceedings::read_span(reading, passage, span),
        }
    }

    fn moves(&self, reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: &Range<usize>) {
        let led = reading.register.chair().filter(|_| self.is_chairs());
        let movers = led.map_or_else(|| self.persons.clone(), |chair| vec![chair.clone()]);
        if let Some(group) = self.group.as_deref().filter(|_| movers.is_empty()) {
            self.proposes(reading, passage, span, group);
            return;
        }
        let before = reading.register.motions.len();
        let verb = clause::form_of_verb(passage.slice(self.at..self.after));
        for (number, mut clause) in self.clauses(passage, span) {
            clause.take_form(verb);
            let said = [passage.lines(&(self.at..self.after)), passage.lines(&clause.head)];
            let words = Words {
                passage,
                head: said.concat(),
            };
            let count = reading.register.motions.len();
            if count + self.persons.len().max(1) > crate::register::MOTIONS_MAX {
                let reason = "more motions than this program reads in one item";
                reading.scribe.explain_rest(passage.lines(span), reason);
                return;
            }
            words.clause(reading, &movers, &clause);
            reading.register.number(count, number.or(self.number));
        }
        let agreeing = agreeing(passage.slice(self.after..span.end));
        reading.register.meet_all(&agreeing);
        let moved: Vec<MotionId> = reading
            .register
            .motions
            .iter()
            .skip(before)
            .map(|moved| moved.id.clone())
            .collect();
        if !moved.is_empty() {
            let words = Words {
                passage,
                head: Vec::new(),
            };
            words.join(reading, &[self.joining.clone(), agreeing].concat(), &moved, span);
            reading.register.newest = moved;
        }
    }

    /// What is asked for, each with the number of its point where the points have numbers.
    fn clauses(&self, passage: &Passage, span: &Range<usize>) -> Vec<(Option<u32>, Clause)> {
        let words = self.after..span.end;
        let points = numbered::points(passage, words.clone());
        if points.is_empty() {
            let clauses = clause::clauses(passage, words);
            return clauses.into_iter().map(|clause| (None, clause)).collect();
        }
        let of_point = |point: &numbered::Numbered| {
            let clauses = clause::clauses(passage, point.words.clone());
            let number = Some(point.number);
            clauses
                .into_iter()
                .map(move |clause| (number, clause))
                .collect::<Vec<_>>()
        };
        points.iter().flat_map(of_point).collect()
    }

    /// Whether it is the chair's: *ordföranden yrkar*.
    fn is_chairs(&self) -> bool {
        let chair = |group: &String| group.to_lowercase().starts_with("ordförande");
        self.group.as_ref().is_some_and(chair)
    }

    /// What is asked for by whom nobody is named for, a party or an unnamed chair: persons move, so it is a proposal that
    /// they lay.
    fn proposes(
        &self,
        reading: &mut Reading<'_, '_, '_>,
        passage: &Passage,
        span: &Range<usize>,
        group: &str,
    ) {
        let clauses = self.clauses(passage, span);
        let points: Vec<Text> = clauses
            .iter()
            .map(|(_, clause)| reading.register.text(passage.slice(clause.words.clone())))
            .collect();
        if points.is_empty() || reading.register.proposals_are_full() {
            return;
        }
        let favours = |clause: &Clause| !matches!(clause.form, Form::Reject | Form::Remit | Form::Table);
        let favours = clauses.iter().any(|(_, clause)| favours(clause));
        let said = passage.slice(self.after..span.end);
        let unit = reading.scribe.unit();
        let laid = ProposalLaid {
            item: reading.number,
            proposal: reading.register.laid_by_group(group, favours, said),
            by: Some(group.to_owned()),
            points,
        };
        reading.write(Phase::Proceedings, unit, Place::First, laid, &passage.lines(span));
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
        if motions.is_empty() {
            reading.scribe.gave_nothing(passage.lines(span));
        } else {
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

fn is_about_motion(words: &str) -> bool {
    Phrase::of(words)
        .words
        .iter()
        .any(|word| is_motion_noun(&word.plain))
}
