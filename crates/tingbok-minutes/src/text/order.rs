//! The order of the propositions in words: *propositionsordning*.
//!
//! Section: 5:52; 5:67 p. 2.

use tingbok_procedure::content::{PropositionId, PropositionOrdered};

use super::block::Block;
use super::matter::Matters;
use super::question::subject;
use super::wording::capitalized;
use crate::paragraph::{Paragraph, Step};

/// The order as it was written; where only the propositions are recorded, each with what it is about.
pub(super) fn ordered(
    ordered: &PropositionOrdered,
    paragraph: &Paragraph,
    matters: &Matters<'_>,
) -> Vec<Block> {
    let read = ordered.text.concat();
    if !read.trim().is_empty() {
        return vec![Block::read(&read)];
    }
    if ordered.order.is_empty() {
        return vec![Block::made(
            "I vilken ordning propositionerna ska ställas är inte antecknat.",
        )];
    }
    let head = Block::made("Propositioner ställs i denna ordning:");
    let all = ordered.order.iter().zip(1..);
    let line = |(name, number): (&PropositionId, i32)| {
        Block::made(format!(
            "{number}. {}",
            capitalized(&about(name, paragraph, matters))
        ))
    };
    vec![all.map(line).fold(head, Block::then)]
}

fn about(name: &PropositionId, paragraph: &Paragraph, matters: &Matters<'_>) -> String {
    let put = paragraph.proceedings.iter().find_map(|step| match step {
        Step::Question(question) if question.put.content.proposition == *name => Some(&question.put.content),
        _ => None,
    });
    let subject = put.and_then(|put| subject(put, matters));
    subject.unwrap_or_else(|| format!("propositionen {name}"))
}
