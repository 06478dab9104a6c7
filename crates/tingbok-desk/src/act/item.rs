//! An item, but for motions, propositions, votes and decisions.

use tingbok_procedure::Content;
use tingbok_procedure::content::{
    DebateClosed, ItemClosed, ItemOpened, ItemPresented, Matter, ParagraphNo, ProposalId, ProposalLaid,
    RecusalDeclared, SpeechMade, Text, Underlay, UnderlayListed,
};

use super::{parts, points};
use crate::floor::free;
use crate::problem::Problem;
use crate::reader::Reader;

/// What may be said of an item before its title.
#[derive(Clone, Copy)]
enum Said {
    Case,
    Chair,
    Matter(Matter),
}

pub(super) fn open(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let number = number(reader)?;
    let item = number.unwrap_or_else(|| reader.floor().next_number());
    let (mut case, mut matter, mut chair) = (None, None, None);
    let words = [
        ("dnr", Said::Case),
        ("case", Said::Case),
        ("val", Said::Matter(Matter::Election)),
        ("election", Said::Matter(Matter::Election)),
        ("myndighet", Said::Matter(Matter::Authority)),
        ("authority", Said::Matter(Matter::Authority)),
        ("ordförande", Said::Chair),
        ("chair", Said::Chair),
    ];
    while let Some(said) = reader.keyword(&words) {
        match said {
            Said::Case => {
                let named = reader.peek_word().map(str::to_owned);
                reader.word();
                case = Some(named.ok_or_else(|| {
                    reader.lacks("ärendets nummer saknas", "the number of the case is missing")
                })?);
            }
            Said::Chair => chair = Some(reader.person()?),
            Said::Matter(sort) => matter = Some(sort),
        }
    }
    // A title is led by a colon: its first word may be one that has a meaning here, as in *Val av ordförande*.
    let title = reader.free_text().ok_or_else(|| {
        reader.lacks(
            "rubriken skrivs efter ett kolon",
            "the title is written after a colon",
        )
    })?;
    Ok(ItemOpened {
        item,
        title: Text::from(title.as_str()),
        case,
        matter,
        chair,
    }
    .into())
}

/// The number of the item, where one is said: from 1.
fn number(reader: &mut Reader<'_>) -> Result<Option<ParagraphNo>, Problem> {
    let said = reader.peek_word().unwrap_or_default().to_owned();
    let unsigned = said.strip_prefix(['-', '+', '−', '§']).unwrap_or(&said);
    let looks_so = unsigned.starts_with(|first: char| first.is_ascii_digit());
    match reader.number() {
        Some(number) if number > 0 => Ok(Some(ParagraphNo(number))),
        None if !looks_so => Ok(None),
        _ => Err(reader.lacks(
            format!("`{said}` är inget nummer på en paragraf: de räknas från 1"),
            format!("`{said}` is no number of a paragraph: they are counted from 1"),
        )),
    }
}

pub(super) fn present(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let text = Text::from(reader.prose()?.as_str());
    Ok(ItemPresented { item, text }.into())
}

pub(super) fn underlay(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let titles = reader.prose()?;
    let documents = parts(&titles).into_iter().map(|title| Underlay {
        title: title.to_owned(),
    });
    Ok(UnderlayListed {
        item,
        documents: documents.collect(),
    }
    .into())
}

pub(super) fn proposal(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let taken = reader
        .matter(item)?
        .proposals
        .iter()
        .map(|laid| laid.proposal.0.as_str());
    let next = free('p', taken);
    let proposal = reader.proposal().unwrap_or(ProposalId(next));
    let by = if reader.has(&["av", "by"]) {
        let named = reader.quoted();
        Some(named.ok_or_else(|| {
            reader.lacks(
                "vems förslag det är skrivs inom citattecken",
                "whose proposal it is is written in quotation marks",
            )
        })?)
    } else {
        None
    };
    let points = points(&reader.prose()?);
    Ok(ProposalLaid {
        item,
        proposal,
        by,
        points,
    }
    .into())
}

pub(super) fn recusal(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let person = reader.person()?;
    let ground = reader.text();
    Ok(RecusalDeclared { item, person, ground }.into())
}

pub(super) fn speech(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let speaker = reader.person()?;
    let text = reader.text();
    Ok(SpeechMade { item, speaker, text }.into())
}

pub(super) fn debate(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    reader.has(&["slut", "avslutad", "closed"]);
    let item = reader.item()?;
    Ok(DebateClosed { item }.into())
}

pub(super) fn finish(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    reader.has(&["ärendet"]);
    let adjusted_at_once = reader.has(&["omedelbart", "at-once"]);
    Ok(ItemClosed {
        item,
        adjusted_at_once,
    }
    .into())
}
