//! A paragraph as Swedish text, in the shape that boards print their minutes in.
//!
//! The text is a function of the paragraph and of the [`Renderer`] alone. Words that were read stand as they were
//! read; where only the structure is recorded, the sentence is made from it. What is not recorded is said to be
//! missing, and what is left out is counted.
//!
//! Invariant: versions 1 and 2 make today what they always made. Since version 2 the text holds what the meeting's events
//! of the item say and nothing that came later, so that what is signed can be made again from them.

use tingbok_procedure::content::{
    MotionJoined, Outcome, PropositionId, PropositionKind, PropositionPut, Text,
};

use crate::document::Document;
use crate::paragraph::{Doors, Paragraph, Poll, Question, Step};
use crate::renderer::Renderer;
use block::Block;
use matter::Matters;
use section::Section;
use wording::{capitalized, genitive};

mod block;
mod conclusion;
mod ending;
mod list;
pub(crate) mod matter;
mod motion;
mod order;
mod pause;
mod presence;
mod question;
mod reservation;
mod section;
mod vote;
pub(crate) mod wording;

/// The paragraph as text: sections with headings, an empty line between them, each line ending with LF.
#[must_use]
pub fn render_text(paragraph: &Paragraph, renderer: Renderer) -> String {
    let writer = Writer::new(paragraph, renderer);
    let head = Section::new(&format!("§{}", paragraph.number), Vec::new());
    let title = Section::new("", vec![writer.title()]);
    let sections = [head, title].into_iter().chain(writer.sections());
    let text: Vec<String> = sections.filter_map(Section::into_text).collect();
    text.join("\n")
}

/// The paragraph as a page of its own, with the words of its text.
#[must_use]
pub(crate) fn page(paragraph: &Paragraph, renderer: Renderer) -> Document {
    let writer = Writer::new(paragraph, renderer);
    let title = writer.title().into_lines().join(" ");
    let mut page = Document::new(format!("§ {} {title}", paragraph.number));
    page.sections = writer
        .sections()
        .into_iter()
        .filter_map(Section::into_page)
        .collect();
    page
}

/// What a vote of the paragraph was about, on one line.
#[must_use]
pub(crate) fn vote_matter(paragraph: &Paragraph, poll: &Poll) -> String {
    let writer = Writer::new(paragraph, Renderer::default());
    let lines = vote::matter(poll, writer.put(poll), &writer.matters).into_lines();
    wording::one_line(&lines.join(" "))
}

/// Each motion of the paragraph on one line: whose it is, of what form, who joined it, whether it was withdrawn.
#[must_use]
pub(crate) fn motions_short(paragraph: &Paragraph) -> Vec<String> {
    let matters = Matters::of(paragraph);
    let steps = &paragraph.proceedings;
    let short = |step: &Step| match step {
        Step::Motion(moved) => Some(motion::short(&moved.content.motion, steps, &matters)),
        _ => None,
    };
    steps.iter().filter_map(short).collect()
}

struct Writer<'a> {
    paragraph: &'a Paragraph,
    renderer: Renderer,
    /// The proceedings, as far as this version of the renderer tells them.
    steps: Vec<&'a Step>,
    matters: Matters<'a>,
}

impl<'a> Writer<'a> {
    fn new(paragraph: &'a Paragraph, renderer: Renderer) -> Self {
        let told = |step: &&Step| renderer > Renderer::V1 || in_first_version(step);
        Self {
            paragraph,
            renderer,
            steps: paragraph.proceedings.iter().filter(told).collect(),
            matters: Matters::of(paragraph),
        }
    }

    fn sections(&self) -> Vec<Section> {
        let mut sections = self.before();
        sections.extend(self.proceedings());
        match self.renderer {
            Renderer::V1 => sections.extend(self.after_in_first_version()),
            Renderer::V2 | Renderer::V3 => sections.extend(self.after()),
        }
        sections
    }

    fn before(&self) -> Vec<Section> {
        let paragraph = self.paragraph;
        let mut sections = Vec::new();
        if self.renderer > Renderer::V1 {
            let chair = paragraph.opened.content.chair.iter();
            let leads = chair.map(|chair| Block::made(format!("{chair} leder ärendet.")));
            sections.extend(Section::filled("Ordförande", leads.collect()));
        }
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
        let runs = self.steps.chunk_by(|a, b| heading(a) == heading(b));
        let mut changes = 0;
        let mut sections: Vec<Section> = runs.map(|run| self.run(run, &mut changes)).collect();
        if !self.steps.iter().any(|step| matches!(step, Step::Decision(_))) {
            sections.push(Section::new(
                "Beslut",
                vec![Block::made("Inget beslut är antecknat.")],
            ));
        }
        sections
    }

    fn run(&self, run: &[&'a Step], changes: &mut usize) -> Section {
        let heading = run.first().map(|step| heading(step)).unwrap_or_default();
        let blocks = if heading == "Yrkanden" {
            self.motions(run)
        } else {
            run.iter().flat_map(|step| self.step(step, changes)).collect()
        };
        Section {
            heading: heading.to_owned(),
            blocks,
            dense: DENSE.contains(&heading),
        }
    }

    /// Joins of the same motions are told together; a sentence from which several events were read stands once.
    fn motions(&self, run: &[&'a Step]) -> Vec<Block> {
        let together = |a: &&Step, b: &&Step| match (a, b) {
            (Step::Join(a), Step::Join(b)) => motion::joins_alike(&a.content, &b.content),
            _ => false,
        };
        let mut last = None;
        let mut blocks = Vec::new();
        for steps in run.chunk_by(together) {
            let block = self.motion(steps);
            if steps.iter().all(|step| has_no_words(step)) || last.as_ref() != Some(&block) {
                blocks.push(block.clone());
            }
            last = Some(block);
        }
        blocks
    }

    fn motion(&self, steps: &[&'a Step]) -> Block {
        let join = |step: &&'a Step| match step {
            Step::Join(join) => Some(&join.content),
            _ => None,
        };
        match steps.first() {
            Some(Step::Motion(moved)) => motion::moved(&moved.content, &self.matters),
            Some(Step::Speech(speech)) => motion::spoken(&speech.content),
            Some(Step::Withdrawal(withdrawn)) => motion::withdrawn(&withdrawn.content, &self.matters),
            _ => {
                let joins: Vec<&MotionJoined> = steps.iter().filter_map(join).collect();
                motion::joined(&joins, &self.matters)
            }
        }
    }

    fn step(&self, step: &Step, changes: &mut usize) -> Vec<Block> {
        match step {
            Step::Pause(pause) => vec![pause::paused(pause, self.day())],
            Step::Question(question) => vec![self.question(question, changes)],
            Step::Vote(poll) => vote::held(poll, self.put(poll), &self.matters),
            Step::Decision(made) => {
                let later = self.day().and(self.paragraph.decided_on.get(&made.event));
                let on = later.map(|day| Block::made(format!("Beslutet fattas den {day}.")));
                on.into_iter().chain(conclusion::decided(&made.content)).collect()
            }
            Step::Recusal(recused) => vec![presence::recused(&recused.content)],
            Step::Attendance(roll) => vec![presence::called(&roll.content)],
            Step::Service(service) => vec![presence::service(service, self.day())],
            Step::Doors(doors) => vec![presence::doors(doors, self.day())],
            Step::DebateClosed(_) => vec![Block::made("Ordföranden förklarar överläggningen avslutad.")],
            Step::Order(ordered) => order::ordered(&ordered.content, self.paragraph, &self.matters),
            Step::Motion(_) | Step::Join(_) | Step::Speech(_) | Step::Withdrawal(_) => Vec::new(),
        }
    }

    /// The meeting's day, where this version of the renderer names another.
    fn day(&self) -> Option<&'a str> {
        (self.renderer > Renderer::V2).then_some(self.paragraph.meeting.as_str())
    }

    fn question(&self, question: &Question, changes: &mut usize) -> Block {
        let block = question::asked(question, &self.matters, *changes);
        let put = &question.put.content;
        let carried = self.standing(&put.proposition);
        // A counter-proposal is chosen to be voted on, not carried.
        if let Some(outcome) = carried.filter(|_| put.kind != PropositionKind::CounterProposal) {
            *changes = changes.saturating_add(self.matters.changes(outcome));
        }
        block
    }

    /// The outcome of a proposition: that of its last count, else what was found.
    fn standing(&self, proposition: &PropositionId) -> Option<&'a Outcome> {
        let of = |step: &'a Step| match step {
            Step::Question(question) if question.put.content.proposition == *proposition => {
                question.found.as_ref().map(|found| &found.content.carried)
            }
            Step::Vote(poll) if poll.proposition() == Some(proposition) => {
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
                (poll.proposition() == Some(&put.proposition)).then_some(put)
            }
            _ => None,
        })
    }
}

/// Whether the first version of the renderer tells such a step.
fn in_first_version(step: &Step) -> bool {
    matches!(
        step,
        Step::Motion(_)
            | Step::Join(_)
            | Step::Speech(_)
            | Step::Pause(_)
            | Step::Question(_)
            | Step::Vote(_)
            | Step::Decision(_)
    )
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
        Step::Motion(_) | Step::Join(_) | Step::Speech(_) | Step::Withdrawal(_) => "Yrkanden",
        Step::Recusal(_) => "Jäv",
        Step::Attendance(_) => "Upprop",
        Step::Service(_) => "Tjänstgöring",
        Step::Doors(Doors { closed: true, .. }) => "Stängda dörrar",
        Step::Doors(Doors { closed: false, .. }) => "Öppna dörrar",
        Step::DebateClosed(_) => "Överläggning",
        Step::Order(_) => "Propositionsordning",
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

/// Sections whose blocks follow each other without an empty line.
const DENSE: [&str; 2] = ["Proposition", "Tjänstgöring"];

fn read(text: &Text) -> Block {
    Block::read(&text.concat())
}

#[cfg(test)]
mod tests;
