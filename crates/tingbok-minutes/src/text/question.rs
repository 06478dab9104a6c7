//! Propositions in words: what the chair asks and finds.
//!
//! The words of a question that were read stand in the sentence as they were read.

use tingbok_procedure::content::{Effect, Outcome, PropositionKind, PropositionPut};

use super::block::Block;
use super::matter::{Matter, Matters};
use super::wording::{one_line, sentence};
use crate::paragraph::Question;

/// A proposition with its answer: `Ordföranden ställer proposition på … och finner att det avslås.`
///
/// `changes` is the number of changes carried before it, which a final proposition includes.
pub(super) fn asked(question: &Question, matters: &Matters<'_>, changes: usize) -> Block {
    let put = &question.put.content;
    let text = one_line(&put.text.concat());
    let whole = text.starts_with("Ordförande");
    let asks = if whole {
        text.trim_end_matches('.').to_owned()
    } else {
        format!("Ordföranden ställer {}", puts(put, matters, &text, changes))
    };
    let found = match &question.found {
        _ if whole && text.contains("finner") => String::new(),
        Some(found) => format!(" och finner att {}", answer(put, &found.content.carried, matters)),
        None => ". Vad ordföranden finner är inte antecknat".to_owned(),
    };
    Block::made(sentence(&format!("{asks}{found}")))
}

/// What is carried, after `finner att`: `det avslås`, `ärendet återremitteras`.
fn answer(put: &PropositionPut, carried: &Outcome, matters: &Matters<'_>) -> String {
    let same = nothing_named(carried) || same_matter(put, carried);
    let subject = if same {
        pronoun(put, matters)
    } else {
        named(carried, matters)
    };
    outcome(put.kind, carried, &subject)
}

/// What is carried of `subject`.
pub(super) fn outcome(kind: PropositionKind, carried: &Outcome, subject: &str) -> String {
    let fixed = match (carried.effect, kind) {
        (Effect::Remit, _) | (Effect::Approve, PropositionKind::Remit) => "ärendet återremitteras",
        (Effect::Table, _) | (Effect::Approve, PropositionKind::Table) => "ärendet bordläggs",
        (Effect::DecideToday, _) | (Effect::Approve, PropositionKind::DecideToday) => {
            "ärendet ska avgöras i dag"
        }
        (Effect::Reject, PropositionKind::Remit) => "ärendet inte återremitteras",
        (Effect::Reject, PropositionKind::Table) => "ärendet inte bordläggs",
        (Effect::Reject, PropositionKind::DecideToday) => "ärendet inte ska avgöras i dag",
        (Effect::Unstated, _) => "vad som beslutas inte är antecknat",
        (Effect::Approve, PropositionKind::CounterProposal) => {
            return format!("{subject} antas som motförslag");
        }
        (Effect::Approve, _) => return format!("{subject} antas"),
        (Effect::Reject, _) => return format!("{subject} avslås"),
    };
    fixed.to_owned()
}

/// What a proposition is about, in the words read or made.
pub(super) fn subject(put: &PropositionPut, matters: &Matters<'_>) -> Option<String> {
    let text = one_line(&put.text.concat());
    if !text.is_empty() && !text.starts_with("Ordförande") {
        return Some(text);
    }
    about(put, matters).map(|matter| matter.words)
}

/// The question, after `Ordföranden ställer`.
fn puts(put: &PropositionPut, matters: &Matters<'_>, text: &str, changes: usize) -> String {
    let made = about(put, matters).map(|matter| matter.words);
    let read = (!text.is_empty()).then(|| text.to_owned());
    let either = |fallback: &str| {
        read.clone()
            .or(made.clone())
            .unwrap_or_else(|| fallback.to_owned())
    };
    let formal = |fallback: &str| read.clone().unwrap_or_else(|| fallback.to_owned());
    match put.kind {
        PropositionKind::ApproveOrReject => format!("proposition på {}", either("frågan")),
        PropositionKind::Addition => format!("proposition på {}", either("tillägget")),
        PropositionKind::Main => format!("huvudproposition på {}", either("frågan")),
        PropositionKind::DecideToday => {
            format!("proposition på {}", formal("om ärendet ska avgöras i dag"))
        }
        PropositionKind::Remit => format!("proposition på {}", formal("återremiss av ärendet")),
        PropositionKind::Table => format!("proposition på {}", formal("bordläggning av ärendet")),
        PropositionKind::Final if read.is_some() => format!("proposition på {text}"),
        PropositionKind::Final => {
            let words = made.unwrap_or_else(|| "förslaget i sin helhet".to_owned());
            format!("proposition på {words}{}", including(changes))
        }
        PropositionKind::AgainstEachOther if text.contains(" mot ") => text.to_owned(),
        PropositionKind::AgainstEachOther => format!("{} mot varandra", either("yrkandena")),
        PropositionKind::CounterProposal if read.is_some() => format!("proposition på {text}"),
        PropositionKind::CounterProposal => {
            let words = made.unwrap_or_else(|| "yrkandena".to_owned());
            format!("proposition på vad som ska vara motförslag i huvudvoteringen, {words},")
        }
    }
}

fn including(changes: usize) -> &'static str {
    match changes {
        0 => "",
        1 => " inklusive antagen ändring",
        _ => " inklusive antagna ändringar",
    }
}

fn about(put: &PropositionPut, matters: &Matters<'_>) -> Option<Matter> {
    matters.phrase(&put.motions, put.proposal.as_ref())
}

fn named(carried: &Outcome, matters: &Matters<'_>) -> String {
    let matter = matters.of_outcome(carried);
    matter.map_or_else(|| "det".to_owned(), |matter| matter.words)
}

fn nothing_named(outcome: &Outcome) -> bool {
    outcome.motions.is_empty() && outcome.proposal.is_none()
}

fn same_matter(put: &PropositionPut, carried: &Outcome) -> bool {
    let all = |motions: &[_]| carried.motions.iter().all(|motion| motions.contains(motion));
    put.motions.len() == carried.motions.len() && all(&put.motions) && put.proposal == carried.proposal
}

/// `det` or `de`, after the words read where there are any: two motions may be one in them.
fn pronoun(put: &PropositionPut, matters: &Matters<'_>) -> String {
    let text = put.text.concat();
    let plural = if text.trim().is_empty() {
        about(put, matters).is_some_and(|matter| matter.plural)
    } else {
        let several = |word: &str| word.ends_with("yrkanden") || word.ends_with("yrkandena");
        text.split_whitespace().any(several)
    };
    if plural { "de" } else { "det" }.to_owned()
}
