//! Sections that no heading begins: a sentence that can stand in one kind of section only.
//!
//! Houses that write few headings let reservations follow the decision, or motions the summary. Only sentences that
//! leave no doubt begin a section, and only where the section at hand is not one that such sentences belong to.

use crate::heading::Heading;
use crate::party;
use crate::person;
use crate::phrase::{Phrase, begins};
use crate::who::{Who, is_denied};

/// The section that the text begins, in whose first sentence something happens that `current` does not hold.
pub(super) fn section(text: &str, current: Option<Heading>) -> Option<Heading> {
    let proceedings = [
        Heading::Motions,
        Heading::Proposition,
        Heading::Vote,
        Heading::Adjournment,
    ];
    let (found, is_past) = told(text, current.is_none())?;
    // A summary tells in the past what others did before.
    if is_past && current == Some(Heading::Summary) {
        return None;
    }
    let holds = match found {
        Heading::Reservation => &[Heading::Reservation, Heading::Proposal, Heading::Other][..],
        Heading::Participation => &[
            Heading::Participation,
            Heading::Reservation,
            Heading::Motions,
            Heading::Summary,
            Heading::Other,
        ][..],
        _ => &[
            Heading::Proposal,
            Heading::Reservation,
            Heading::VotingList,
            Heading::Participation,
            Heading::Other,
        ][..],
    };
    let held = current.is_some_and(|current| {
        current == found
            || holds.contains(&current)
            || proceedings.contains(&current) && proceedings.contains(&found)
    });
    (!held).then_some(found)
}

/// What the text tells, and whether in the past.
fn told(text: &str, is_opening: bool) -> Option<(Heading, bool)> {
    let sentence = text.get(..text.floor_char_boundary(SENTENCE_BYTES_MAX))?;
    let phrase = Phrase::of(sentence);
    let people = person::persons(sentence, 0).map(|(_, end)| end);
    let people = people.or_else(|| party::parties(sentence, 0).map(|(_, end)| end));
    if let Some(end) = people {
        return by_people(sentence.get(end..)?, is_opening);
    }
    if person::unmarked(sentence, 0, &["reserverar", "reserverade"]).is_some() {
        return Some((Heading::Reservation, false));
    }
    let first = phrase.plain(0);
    let starts = |words: &[&str]| phrase.stands_at(0, words);
    let ends = [". ", ".\n", "\n\n"].iter().filter_map(|end| sentence.find(end));
    let opening = Phrase::of(sentence.get(..ends.min().map_or(sentence.len(), |end| end + 1))?);
    let reserves = opening
        .words
        .iter()
        .any(|word| begins(&word.plain, &["reserver", "reservation"]));
    let against = starts(&["mot", "beslutet"]) || begins(first, &["reservation"]);
    let named = || {
        let own = opening.find(0, &["sig"]).and_then(|at| opening.words.get(at));
        own.is_some_and(|word| person::names(opening.text, word.span.end).is_some())
    };
    let told = Who::anywhere(opening.text).is_some() || named();
    if against && reserves && told && !is_denied(&opening) {
        return Some((Heading::Reservation, false));
    }
    let says = |words: &[&str]| opening.find(0, words).is_some();
    if says(&["yrkas", "av"]) || says(&["yttrar", "sig"]) || says(&["yttrade", "sig"]) && is_opening {
        return Some((Heading::Motions, says(&["yttrade", "sig"])));
    }
    let chair = begins(first, &["ordförande", "ordf"]);
    let early = |stems: &[&str]| phrase.words.iter().take(4).any(|word| begins(&word.plain, stems));
    if chair && early(&["ställer", "ställde", "finner", "fann", "frågar"])
        || begins(first, &["proposition"]) && early(&["ställ", "framställ"])
    {
        return Some((Heading::Proposition, early(&["ställde", "fann"])));
    }
    if chair && early(&["yrkar", "yrkade"]) {
        return Some((Heading::Motions, early(&["yrkade"])));
    }
    let counted = opening.has_stem(&["röster", "ja-röst", "röstade"])
        && opening.has_stem(&["avge", "avgav", "röstade"]);
    if first == "vid" && begins(phrase.plain(1), &["omröstning", "votering"]) && counted {
        return Some((Heading::Vote, opening.has_stem(&["avgav", "röstade"])));
    }
    let vote = begins(first, &["omröstning", "votering"]) && begins(phrase.plain(1), &["begär"]);
    if vote
        && !is_denied(&Phrase::of(
            sentence.split(['.', '\n']).next().unwrap_or_default(),
        ))
    {
        return Some((Heading::Vote, begins(phrase.plain(1), &["begärdes"])));
    }
    if begins(first, &["ja-röst", "ja", "nej-röst", "nej"])
        && ["för", "=", "röstar", "innebär"].contains(&phrase.plain(1))
    {
        return Some((Heading::Vote, false));
    }
    (pauses(sentence) && first.trim_start_matches('-') != "att").then_some((Heading::Adjournment, false))
}

/// Whether a text begins with words about a pause of the meeting: *Mötet ajourneras kl. 14.00*.
fn pauses(sentence: &str) -> bool {
    // "Kl. 14.00" ends no sentence; its paragraph does.
    let paragraph = sentence.split(".\n").next().unwrap_or_default();
    let phrase = Phrase::of(paragraph.split("\n\n").next().unwrap_or_default());
    let early = |stems: &[&str]| {
        let mut words = phrase.words.iter().take(PAUSE_WORDS_MAX);
        words.any(|word| begins(&word.plain, stems))
    };
    early(&["ajourner"]) && early(&["mötet", "sammanträdet", "ordförande"])
}

/// The same of a sentence that begins with persons or a party; `rest` stands behind them.
fn by_people(rest: &str, is_opening: bool) -> Option<(Heading, bool)> {
    let after = Phrase::of(rest);
    // "Anmäler reservation"
    let noun = after
        .find_stem(0, &["reservation"])
        .filter(|at| *at <= RESERVATION_WORDS);
    if noun.is_some() && begins(after.plain(0), &["anmäl", "lämna", "inlämna", "inge", "avge"]) {
        return Some((Heading::Reservation, false)).filter(|_| !is_denied(&after));
    }
    let verb = (0..3).find(|&at| VERBS.iter().any(|(stems, _)| begins(after.plain(at), stems)))?;
    let row = VERBS.iter().find(|(stems, _)| begins(after.plain(verb), stems))?;
    // "Föreslår" is said of officials and motions too: where a summary may stand it begins nothing.
    if begins(after.plain(verb), &["föreslår", "föreslog"]) && !is_opening {
        return None;
    }
    let in_writing = after
        .words
        .iter()
        .take(verb + 4)
        .any(|word| word.plain.starts_with("motion"));
    let is_past = begins(
        after.plain(verb),
        &["yrkade", "reserverade", "deltog", "föreslog"],
    );
    Some((row.1, is_past)).filter(|_| !in_writing)
}

const VERBS: &[(&[&str], Heading)] = &[
    (&["reserverar", "reserverade"], Heading::Reservation),
    (
        &[
            "yrkar",
            "yrkade",
            "hemställer",
            "förordar",
            "föreslår",
            "föreslog",
        ],
        Heading::Motions,
    ),
    (&["begär", "påkallar"], Heading::Vote),
    (&["jäv", "deltar", "deltog"], Heading::Participation),
];

/// How many lines the first sentence of a section is looked for in.
pub(super) const LINES: usize = 8;

/// A first sentence is looked at as far as this.
const SENTENCE_BYTES_MAX: usize = 1200;

/// How much of a line is looked at: a sentence, and the dashes of a list before it.
pub(super) const BYTES: usize = 2 * SENTENCE_BYTES_MAX;

/// How far after the persons *reservation* stands: *anmäler en skriftlig reservation*.
const RESERVATION_WORDS: usize = 4;

/// How far from its beginning a sentence about an adjournment says so.
const PAUSE_WORDS_MAX: usize = 10;
