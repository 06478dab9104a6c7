//! A paragraph as Swedish text, in the shape that boards print their minutes in.
//!
//! The text is a function of the paragraph and of [`RENDERER`](crate::RENDERER) alone. Words that were read stand
//! as they were read; where only the structure is recorded, the sentence is made from it. What is not recorded is
//! said to be missing, and what is left out is counted.

use tingbok_procedure::content::{
    MotionJoined, Outcome, Point, PropositionId, PropositionKind, PropositionPut, ReservationEntered, Text,
};

use crate::paragraph::{Paragraph, Poll, Step};
use block::Block;
use matter::Matters;
use section::Section;
use wording::{capitalized, genitive};

mod block;
mod list;
mod matter;
mod motion;
mod pause;
mod question;
mod reservation;
mod section;
mod vote;
mod wording;

/// The paragraph as text: sections with headings, an empty line between them, each line ending with LF.
#[must_use]
pub fn render_text(paragraph: &Paragraph) -> String {
    let writer = Writer {
        paragraph,
        matters: Matters::of(paragraph),
    };
    let mut sections = writer.before();
    sections.extend(writer.proceedings());
    sections.extend(writer.after());
    let text: Vec<String> = sections.into_iter().filter_map(Section::into_text).collect();
    text.join("\n")
}

struct Writer<'a> {
    paragraph: &'a Paragraph,
    matters: Matters<'a>,
}

impl<'a> Writer<'a> {
    fn before(&self) -> Vec<Section> {
        let paragraph = self.paragraph;
        let mut sections = vec![
            Section::new(&format!("§{}", paragraph.number), Vec::new()),
            Section::new("", vec![self.title()]),
        ];
        let summaries = paragraph
            .summaries
            .iter()
            .map(|summary| read(&summary.content.text));
        sections.extend(Section::filled("Sammanfattning", summaries.collect()));
        let proposals = paragraph.proposals.iter().map(|laid| {
            let by = laid.content.by.as_deref();
            let head = by.map(|by| Block::made(format!("{} förslag:", capitalized(&genitive(by)))));
            head.unwrap_or_default().then(points(&laid.content.points))
        });
        sections.extend(Section::filled("Förslag till beslut", proposals.collect()));
        sections
    }

    fn title(&self) -> Block {
        let opened = &self.paragraph.opened.content;
        let title = opened.title.concat();
        match &opened.case {
            Some(case) if !title.contains(case.as_str()) => {
                Block::read(&format!("{} ({case})", title.trim_end()))
            }
            _ => Block::read(&title),
        }
    }

    /// What happened, in order; a heading for each run of things of one kind.
    fn proceedings(&self) -> Vec<Section> {
        let steps = &self.paragraph.proceedings;
        let runs = steps.chunk_by(|a, b| heading(a) == heading(b));
        let mut changes = 0;
        let mut sections: Vec<Section> = runs.map(|run| self.run(run, &mut changes)).collect();
        if !steps.iter().any(|step| matches!(step, Step::Decision(_))) {
            sections.push(Section::new(
                "Beslut",
                vec![Block::made("Inget beslut är antecknat.")],
            ));
        }
        sections
    }

    fn run(&self, run: &'a [Step], changes: &mut usize) -> Section {
        let heading = run.first().map(heading).unwrap_or_default();
        let blocks = if heading == "Yrkanden" {
            self.motions(run)
        } else {
            run.iter().flat_map(|step| self.step(step, changes)).collect()
        };
        let dense = heading == "Proposition";
        Section {
            heading: heading.to_owned(),
            blocks,
            dense,
        }
    }

    /// Joins of the same motions are told together; a sentence from which several events were read stands once.
    fn motions(&self, run: &'a [Step]) -> Vec<Block> {
        let together = |a: &Step, b: &Step| match (a, b) {
            (Step::Join(a), Step::Join(b)) => motion::joins_alike(&a.content, &b.content),
            _ => false,
        };
        let mut last = None;
        let mut blocks = Vec::new();
        for steps in run.chunk_by(together) {
            let block = self.motion(steps);
            if steps.iter().all(has_no_words) || last.as_ref() != Some(&block) {
                blocks.push(block.clone());
            }
            last = Some(block);
        }
        blocks
    }

    fn motion(&self, steps: &'a [Step]) -> Block {
        let join = |step: &'a Step| match step {
            Step::Join(join) => Some(&join.content),
            _ => None,
        };
        match steps.first() {
            Some(Step::Motion(moved)) => motion::moved(&moved.content, &self.matters),
            Some(Step::Speech(speech)) => motion::spoken(&speech.content),
            _ => {
                let joins: Vec<&MotionJoined> = steps.iter().filter_map(join).collect();
                motion::joined(&joins, &self.matters)
            }
        }
    }

    fn step(&self, step: &Step, changes: &mut usize) -> Vec<Block> {
        match step {
            Step::Pause(pause) => vec![pause::paused(pause)],
            Step::Question(question) => {
                let block = question::asked(question, &self.matters, *changes);
                let put = &question.put.content;
                let carried = self.standing(&put.proposition);
                // A counter-proposal is chosen to be voted on, not carried.
                if let Some(outcome) = carried.filter(|_| put.kind != PropositionKind::CounterProposal) {
                    *changes = changes.saturating_add(self.matters.changes(outcome));
                }
                vec![block]
            }
            Step::Vote(poll) => vote::held(poll, self.put(poll), &self.matters),
            Step::Decision(made) => {
                let point = |point: &Point| {
                    let text = point.text.concat();
                    match point.number {
                        Some(number) => Block::read(&format!("{number}. {text}")),
                        None => Block::read(&text),
                    }
                };
                made.content.points.iter().map(point).collect()
            }
            Step::Motion(_) | Step::Join(_) | Step::Speech(_) => Vec::new(),
        }
    }

    /// The outcome of a proposition: that of its last count, else what was found.
    fn standing(&self, proposition: &PropositionId) -> Option<&'a Outcome> {
        let of = |step: &'a Step| match step {
            Step::Question(question) if question.put.content.proposition == *proposition => {
                question.found.as_ref().map(|found| &found.content.carried)
            }
            Step::Vote(poll) if poll.demanded.content.proposition == *proposition => {
                poll.counted.as_ref().map(|counted| &counted.content.declared)
            }
            _ => None,
        };
        self.paragraph.proceedings.iter().filter_map(of).next_back()
    }

    fn put(&self, poll: &Poll) -> Option<&'a PropositionPut> {
        self.paragraph.proceedings.iter().find_map(|step| match step {
            Step::Question(question) => {
                let put = &question.put.content;
                (put.proposition == poll.demanded.content.proposition).then_some(put)
            }
            _ => None,
        })
    }

    fn after(&self) -> Vec<Section> {
        let paragraph = self.paragraph;
        let reserved = paragraph
            .reservations
            .iter()
            .map(|reserved| self.reservation(&reserved.content));
        let sent = paragraph
            .dispatch
            .iter()
            .map(|sent| Block::made(sent.content.recipients.join(", ")));
        let underlay = paragraph
            .underlay
            .iter()
            .flat_map(|listed| &listed.content.documents);
        let underlay: Vec<String> = underlay.map(|document| format!("- {}", document.title)).collect();
        let mut sections = Vec::new();
        sections.extend(Section::filled("Reservationer", reserved.collect()));
        sections.extend(Section::filled("Expedieras till", sent.collect()));
        sections.extend(Section::filled("Beslutsunderlag", vec![Block::lines(underlay)]));
        sections.push(Section::new("", self.adjusted()));
        sections.push(Section::new("Mötesdatum", vec![self.meeting()]));
        sections.extend(self.lists());
        sections.extend(self.left_out());
        sections
    }

    fn reservation(&self, entered: &ReservationEntered) -> Block {
        let decision = |step: &'a Step| match step {
            Step::Decision(made) => Some(&made.content.decision),
            _ => None,
        };
        let decisions: Vec<_> = self.paragraph.proceedings.iter().filter_map(decision).collect();
        reservation::entered(entered, &decisions, &self.matters)
    }

    fn adjusted(&self) -> Vec<Block> {
        let statements = self.paragraph.adjustments.iter();
        let statements: Vec<Block> = statements
            .map(|adjusted| read(&adjusted.content.statement))
            .collect();
        if statements.iter().all(Block::is_blank) {
            return vec![Block::made("Ingen justering är antecknad.")];
        }
        statements
    }

    fn meeting(&self) -> Block {
        let date = &self.paragraph.meeting;
        match &self.paragraph.body {
            Some(body) => Block::made(format!("{body} {date}")),
            None => Block::made(date),
        }
    }

    fn lists(&self) -> Option<Section> {
        let polls = self.paragraph.proceedings.iter().filter_map(|step| match step {
            Step::Vote(poll) => Some(poll),
            _ => None,
        });
        let mut blocks = Vec::new();
        for poll in polls {
            let table = list::listed(poll);
            if !table.is_empty() {
                blocks.push(vote::matter(poll, self.put(poll), &self.matters));
                blocks.extend(table);
            }
        }
        let opened = &self.paragraph.opened.content;
        let case = opened.case.as_ref().map(|case| format!(", {case}"));
        let matter = format!("Ärende: {}{}", opened.title.concat(), case.unwrap_or_default());
        let heading = format!("Voteringslista: §{}", self.paragraph.number);
        (!blocks.is_empty()).then(|| {
            blocks.insert(0, Block::made(matter));
            Section::new(&heading, blocks)
        })
    }

    fn left_out(&self) -> Option<Section> {
        let count: usize = self.paragraph.kept.iter().map(|kept| kept.quote.len()).sum();
        let what = match count {
            0 => return None,
            1 => "1 rad ur källan återges inte här; se `source`.".to_owned(),
            _ => format!("{count} rader ur källan återges inte här; se `source`."),
        };
        Some(Section::new("", vec![Block::made(what)]))
    }
}

fn has_no_words(step: &Step) -> bool {
    match step {
        Step::Motion(moved) => moved.content.text.is_empty(),
        Step::Join(join) => join.content.text.is_empty(),
        Step::Speech(speech) => speech.content.text.is_empty(),
        _ => true,
    }
}

/// The section that a step stands in.
fn heading(step: &Step) -> &'static str {
    match step {
        Step::Motion(_) | Step::Join(_) | Step::Speech(_) => "Yrkanden",
        Step::Pause(_) => "Ajournering",
        Step::Question(_) => "Proposition",
        Step::Vote(_) => "Omröstning",
        Step::Decision(_) => "Beslut",
    }
}

/// The points of a proposal, numbered where there are several and they bring no numbers of their own.
fn points(points: &[Text]) -> Block {
    let numbered = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let bare = points.len() > 1 && !points.iter().any(|point| numbered(&point.concat()));
    let mut block = Block::default();
    for (point, number) in points.iter().zip(1..) {
        let text = point.concat();
        let text = if bare { format!("{number}. {text}") } else { text };
        block = block.then(Block::read(&text));
    }
    block
}

fn read(text: &Text) -> Block {
    Block::read(&text.concat())
}

#[cfg(test)]
mod tests;
