//! From a command to what happened: the contents that a line gives.
//!
//! Invariant: what is filled in without being said follows from what the meeting has recorded, in one way only, and is
//! shown in words before it is kept.
//!
//! Spec: docs/spec/desk.md, "Commands".

use tingbok_procedure::Content;
use tingbok_procedure::content::Text;

use crate::problem::Problem;
use crate::reader::Reader;
use crate::verb::Verb;

mod decision;
mod item;
mod meeting;
mod motion;
mod proposition;
mod roll;
mod vote;

/// What a line gives: one event as a rule, several where a line says several things.
pub(crate) fn contents(reader: &mut Reader<'_>) -> Result<Vec<Content>, Problem> {
    let contents = match reader.verb() {
        Verb::Open => vec![meeting::open(reader)?],
        Verb::Attendance => vec![roll::attendance(reader)?],
        Verb::Serve => vec![meeting::serve(reader)?],
        Verb::Leave => vec![meeting::leave(reader)?],
        Verb::Agenda => vec![meeting::agenda(reader)],
        Verb::Adjusters => vec![meeting::adjusters(reader)?],
        Verb::Doors => vec![meeting::doors(reader)?],
        Verb::Adjourn => vec![meeting::adjourn(reader)],
        Verb::Resume => vec![meeting::resume(reader)],
        Verb::Close => vec![meeting::close(reader)],
        Verb::Item => vec![item::open(reader)?],
        Verb::Present => vec![item::present(reader)?],
        Verb::Underlay => vec![item::underlay(reader)?],
        Verb::Proposal => vec![item::proposal(reader)?],
        Verb::Recusal => vec![item::recusal(reader)?],
        Verb::Speech => vec![item::speech(reader)?],
        Verb::Debate => vec![item::debate(reader)?],
        Verb::Finish => vec![item::finish(reader)?],
        Verb::Motion => vec![motion::moved(reader)?],
        Verb::Join => vec![motion::joined(reader)?],
        Verb::Withdraw => vec![motion::withdrawn(reader)?],
        Verb::Order => vec![proposition::ordered(reader)?],
        Verb::Proposition => proposition::put(reader)?,
        Verb::Found => vec![proposition::found(reader)?],
        Verb::Vote => vote::vote(reader)?,
        Verb::Ballot => vote::ballots(reader)?,
        Verb::Count => vec![vote::count(reader)?],
        Verb::Decline => vec![decision::declined(reader)?],
        Verb::Decision => vec![decision::made(reader)?],
        Verb::Reservation => vec![decision::reservation(reader)?],
        Verb::Note | Verb::Opinion => vec![decision::statement(reader)?],
        Verb::Dispatch => vec![decision::dispatch(reader)?],
        Verb::Undo
        | Verb::Strike
        | Verb::Mend
        | Verb::Show
        | Verb::Waiting
        | Verb::Left
        | Verb::Help
        | Verb::Sign
        | Verb::Quit => Vec::new(),
    };
    reader.end()?;
    Ok(contents)
}

/// The parts of a text, which `|` divides.
fn parts(text: &str) -> Vec<&str> {
    let parts = text.split('|').map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

/// The points of a proposal or decision. A number that stands before each of them is not of its words.
fn points(text: &str) -> Vec<Text> {
    let parts = parts(text);
    let numbered = |(place, part): (usize, &&str)| {
        let rest = part.strip_prefix(&format!("{}.", place + 1));
        rest.map(str::trim)
            .filter(|rest| !rest.is_empty())
            .map(str::to_owned)
    };
    let stripped: Option<Vec<String>> = parts.iter().enumerate().map(numbered).collect();
    match stripped {
        Some(stripped) if stripped.len() > 1 => {
            stripped.iter().map(|part| Text::from(part.as_str())).collect()
        }
        _ => parts.into_iter().map(Text::from).collect(),
    }
}

#[cfg(test)]
mod tests;
