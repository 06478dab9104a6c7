//! What stands below the proceedings, in each version of the renderer: reservations, statements, to whom it is sent, the
//! day of the meeting, the voting lists, and what is left out.

use tingbok_procedure::content::{DecisionId, ReservationEntered};

use super::block::Block;
use super::section::Section;
use super::{Writer, conclusion, list, read, reservation, vote};
use crate::paragraph::Step;

impl<'a> Writer<'a> {
    pub(super) fn after(&self) -> Vec<Section> {
        let paragraph = self.paragraph;
        let decisions = self.decisions();
        let declined = paragraph
            .declined
            .iter()
            .map(|declined| conclusion::declined(&declined.content, &decisions, paragraph, &self.matters));
        let reserved = paragraph.reservations.iter();
        let reserved = reserved.map(|reserved| self.reservation(&reserved.content));
        let mut sections = Vec::new();
        sections.extend(Section::filled("Deltar inte i beslutet", declined.collect()));
        sections.extend(Section::filled("Reservationer", reserved.collect()));
        let statements = paragraph.statements.iter().map(|stated| &stated.content);
        let statements: Vec<_> = statements.collect();
        let runs = statements.chunk_by(|a, b| a.kind == b.kind);
        sections.extend(runs.filter_map(conclusion::stated));
        sections.extend(self.sent());
        let adjusters = paragraph.adjusters.iter();
        let adjusters = adjusters.map(|appointed| conclusion::adjusters(&appointed.content));
        sections.extend(Section::filled("Justerare", adjusters.collect()));
        if paragraph.adjusted_at_once {
            let words = "Paragrafen justeras omedelbart.";
            sections.push(Section::new("Omedelbar justering", vec![Block::made(words)]));
        }
        // The body's name stands in another stream and may change: it is no part of what is signed.
        sections.push(Section::new("Mötesdatum", vec![Block::made(&paragraph.meeting)]));
        sections.extend(self.lists());
        sections.extend(self.left_out());
        sections
    }

    pub(super) fn after_in_first_version(&self) -> Vec<Section> {
        let reserved = self.paragraph.reservations.iter();
        let reserved = reserved.map(|reserved| self.reservation(&reserved.content));
        let mut sections = Vec::new();
        sections.extend(Section::filled("Reservationer", reserved.collect()));
        sections.extend(self.sent());
        sections.push(Section::new("", self.adjusted()));
        sections.push(Section::new("Mötesdatum", vec![self.meeting()]));
        sections.extend(self.lists());
        sections.extend(self.left_out());
        sections.extend(self.not_told());
        sections
    }

    /// To whom the decision is sent, and what it rests on.
    fn sent(&self) -> Vec<Section> {
        let paragraph = self.paragraph;
        let sent = paragraph
            .dispatch
            .iter()
            .map(|sent| Block::made(sent.content.recipients.join(", ")));
        let underlay = paragraph
            .underlay
            .iter()
            .flat_map(|listed| &listed.content.documents);
        let underlay: Vec<String> = underlay.map(|document| document.title.clone()).collect();
        let sections = [
            Section::filled("Expedieras till", sent.collect()),
            Section::filled("Beslutsunderlag", vec![Block::listed(underlay)]),
        ];
        sections.into_iter().flatten().collect()
    }

    /// The names of the decisions, in order.
    fn decisions(&self) -> Vec<&'a DecisionId> {
        let decision = |step: &&'a Step| match step {
            Step::Decision(made) => Some(&made.content.decision),
            _ => None,
        };
        self.steps.iter().filter_map(decision).collect()
    }

    fn reservation(&self, entered: &ReservationEntered) -> Block {
        reservation::entered(entered, &self.decisions(), &self.matters)
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
            let table = list::listed(poll, self.renderer);
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

    /// What the first version has no words for: it never met such events, and says so.
    fn not_told(&self) -> Option<Section> {
        let paragraph = self.paragraph;
        let untold = [
            paragraph.proceedings.len().saturating_sub(self.steps.len()),
            paragraph.declined.len(),
            paragraph.statements.len(),
            paragraph.adjusters.len(),
            usize::from(paragraph.adjusted_at_once),
            usize::from(paragraph.opened.content.chair.is_some()),
        ];
        let untold: usize = untold.into_iter().fold(0, usize::saturating_add);
        let words = format!("Antal uppgifter som tingbok-minutes/1 inte återger: {untold}.");
        (untold > 0).then(|| Section::new("", vec![Block::made(words)]))
    }
}
