//! Votes in words: what Ja and Nej mean, the count, and what it carries.

use tingbok_procedure::content::{
    Effect, Outcome, PropositionKind, PropositionPut, Side, VoteCounted, VoteForm, VoteOrdered, VoteRule,
};

use super::block::Block;
use super::matter::Matters;
use super::question::{outcome, subject};
use super::wording::{one_line, sentence, votes};
use crate::paragraph::Poll;

/// A vote: the order, an empty line, the count. `put` is the proposition voted on, when it is known.
pub(super) fn held(poll: &Poll, put: Option<&PropositionPut>, matters: &Matters<'_>) -> Vec<Block> {
    let order = match &poll.ordered {
        Some(ordered) => order(poll, &ordered.content, put, matters),
        None => Block::made(format!("Omröstning begärs{}.", by(poll))),
    };
    let count = match &poll.counted {
        Some(counted) => count(&counted.content, put, matters),
        None => Block::made("Röstetalen är inte antecknade."),
    };
    vec![order, count]
}

/// What the vote was about, for the head of its list: `Omröstning om avslag (Ja) eller bifall (Nej) till …`.
pub(super) fn matter(poll: &Poll, put: Option<&PropositionPut>, matters: &Matters<'_>) -> Block {
    let read = poll.lists.iter().map(|list| list.content.matter.concat());
    if let Some(words) = read.into_iter().find(|words| !words.trim().is_empty()) {
        return Block::read(&words);
    }
    let Some(ordered) = &poll.ordered else {
        return Block::made(format!("Omröstning {}", poll.vote));
    };
    let (yes, no) = (&ordered.content.yes.means, &ordered.content.no.means);
    let object = |outcome: &Outcome| object(outcome, put, matters);
    let one = yes.motions == no.motions && yes.proposal == no.proposal;
    Block::made(match (yes.effect, no.effect) {
        (Effect::Reject, Effect::Approve) if one => {
            format!("Omröstning om avslag (Ja) eller bifall (Nej) till {}", object(no))
        }
        (Effect::Approve, Effect::Reject) if one => {
            format!(
                "Omröstning om bifall (Ja) eller avslag (Nej) till {}",
                object(yes)
            )
        }
        _ => {
            let meaning = |outcome: &Outcome| meaning(outcome, &object(outcome));
            format!("Omröstning om {} (Ja) eller {} (Nej)", meaning(yes), meaning(no))
        }
    })
}

fn order(poll: &Poll, ordered: &VoteOrdered, put: Option<&PropositionPut>, matters: &Matters<'_>) -> Block {
    let begun = match poll.follows() {
        Some(_) => "Därefter sker omröstning enligt följande propositionsordning:".to_owned(),
        None => format!(
            "Omröstning begärs{} och följande propositionsordning fastställs:",
            by(poll)
        ),
    };
    let mut block = Block::made(begun);
    for (side, answer) in [(&ordered.yes, "Ja"), (&ordered.no, "Nej")] {
        block = block.then(side_of(side, answer, put, matters));
    }
    let closed = (ordered.form == VoteForm::Closed).then(|| "Omröstningen är sluten.".to_owned());
    let more = [
        closed,
        ordered.method.as_deref().map(method),
        rule(ordered.rule).map(str::to_owned),
    ];
    more.into_iter()
        .flatten()
        .fold(block, |block, words| block.then(Block::made(words)))
}

fn side_of(side: &Side, answer: &str, put: Option<&PropositionPut>, matters: &Matters<'_>) -> Block {
    let read = side.text.concat();
    let names_answer = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphabetic())
            .eq_ignore_ascii_case(answer)
    };
    if read.split_whitespace().any(names_answer) {
        return Block::read(&sentence(&read));
    }
    if !read.trim().is_empty() {
        return Block::made(sentence(&format!("{answer} för {read}")));
    }
    let object = object(&side.means, put, matters);
    let who = match side.means.effect {
        Effect::Approve => format!("bifaller {object}"),
        Effect::Reject => format!("avslår {object}"),
        Effect::Remit => "vill återremittera ärendet".to_owned(),
        Effect::Table => "vill bordlägga ärendet".to_owned(),
        Effect::DecideToday => "vill avgöra ärendet i dag".to_owned(),
        Effect::Unstated => return Block::made(format!("Vad {answer} innebär är inte antecknat.")),
    };
    Block::made(format!("Den som {who} röstar {answer}."))
}

fn count(counted: &VoteCounted, put: Option<&PropositionPut>, matters: &Matters<'_>) -> Block {
    let (yes, no) = (votes(counted.yes, "ja"), votes(counted.no, "nej"));
    let abstain = match counted.abstain {
        0 => String::new(),
        abstain => format!(", {abstain} avstår,"),
    };
    let kind = put.map_or(PropositionKind::ApproveOrReject, |put| put.kind);
    let declared = outcome(kind, &counted.declared, &object(&counted.declared, put, matters));
    Block::made(sentence(&format!(
        "Med {yes} och {no}{abstain} finner ordföranden att {declared}"
    )))
}

/// What an outcome is done to: what it names, else what the proposition was about.
fn object(outcome: &Outcome, put: Option<&PropositionPut>, matters: &Matters<'_>) -> String {
    let named = matters.of_outcome(outcome).map(|matter| matter.words);
    let put = || put.and_then(|put| subject(put, matters));
    named.or_else(put).unwrap_or_else(|| "yrkandet".to_owned())
}

fn meaning(outcome: &Outcome, object: &str) -> String {
    match outcome.effect {
        Effect::Approve => format!("bifall till {object}"),
        Effect::Reject => format!("avslag på {object}"),
        Effect::Remit => "återremiss av ärendet".to_owned(),
        Effect::Table => "bordläggning av ärendet".to_owned(),
        Effect::DecideToday => "avgörande i dag".to_owned(),
        Effect::Unstated => "det som inte är antecknat".to_owned(),
    }
}

fn by(poll: &Poll) -> String {
    let by = poll
        .demanded
        .as_ref()
        .and_then(|demanded| demanded.content.by.as_ref());
    by.map_or_else(String::new, |person| format!(" av {person}"))
}

fn method(method: &str) -> String {
    let method = one_line(method);
    let led = ["genom ", "med ", "via "]
        .iter()
        .any(|word| method.starts_with(word));
    let by = if led { "" } else { "genom " };
    sentence(&format!("Omröstningen sker {by}{method}"))
}

fn rule(rule: VoteRule) -> Option<&'static str> {
    match rule {
        VoteRule::Simple => None,
        VoteRule::CastingVote => Some("Vid lika röstetal har ordföranden utslagsröst."),
        VoteRule::Lot => Some("Vid lika röstetal avgör lotten."),
        VoteRule::OneThirdPresent => {
            Some("För återremiss eller bordläggning räcker en tredjedel av de närvarande.")
        }
        VoteRule::TwoThirdsPresent => Some("För beslutet krävs två tredjedelar av de närvarande."),
        VoteRule::TwoThirdsCast => Some("För beslutet krävs två tredjedelar av de avgivna rösterna."),
        VoteRule::Unanimous => Some("För beslutet krävs enighet."),
    }
}
