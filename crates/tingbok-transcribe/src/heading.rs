//! The headings of minutes and letters: which words on a line of their own begin which section.
//!
//! Houses differ in words, not in sections; a new word is a new row in [`HEADINGS`].

use crate::citation;
use crate::page;
use crate::phrase::folded;

/// The sections that this crate tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Heading {
    /// *Sammanfattning*, *ärendebeskrivning*.
    Summary,
    /// *Förslag till beslut*, *regiondirektörens förslag*.
    Proposal,
    /// *Yrkanden*, and *yttranden*, in which motions stand too.
    Motions,
    /// *Ajournering*.
    Adjournment,
    /// *Proposition*, *propositionsordning*.
    Proposition,
    /// *Omröstning*, *votering*.
    Vote,
    /// *Beslut*.
    Decision,
    /// *Reservationer*.
    Reservation,
    /// *Expedieras till*, *utdrag till*.
    Dispatch,
    /// *Beslutsunderlag*, *handlingar*.
    Underlay,
    /// *Justering*, or the statement itself: *paragrafen är justerad*.
    Adjustment,
    /// *Mötesdatum*.
    MeetingDate,
    /// *Voteringslista*; the number of the paragraph may follow.
    VotingList,
    /// *I tjänsten*: signatures of a letter follow.
    Signatures,
    /// *Tjänsteskrivelse*: the whole is a letter.
    Letter,
    /// *Jäv*, *deltar inte i beslutet*, *protokollsanteckning*, *särskilt yttrande*: sentences about persons.
    Participation,
    /// A section that no event kind fits: *tidigare behandling*, *information*.
    Other,
}

/// A heading where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Headed {
    /// Which.
    pub(crate) heading: Heading,
    /// Where in the line what follows `Expedieras till:` begins, when something does.
    pub(crate) body_from: Option<usize>,
}

/// Reads a line as a heading. `free` says that nothing before it or after it makes it part of a sentence.
pub(crate) fn heading(line: &str, free: bool) -> Option<Headed> {
    let words = line.trim();
    if words.is_empty() || words.len() > LINE_BYTES_MAX || !words.starts_with(char::is_uppercase) {
        return None;
    }
    let whole = |heading| Headed {
        heading,
        body_from: None,
    };
    let label = spaced_out(folded(words.trim_end_matches(':')));
    lexical(&label)
        .or_else(|| lexical(unnumbered(&label)))
        .or_else(|| decides(&label).filter(|_| !words.ends_with('.')))
        .or_else(|| statement(&label))
        .or_else(|| vote_on(&label).filter(|_| !words.ends_with('.')))
        .or_else(|| owned(&label).filter(|_| free))
        .map(whole)
        .or_else(|| with_body(line))
}

/// Whose proposal the heading announces, as it is printed without the genitive: `Regiondirektören`.
pub(crate) fn owner(line: &str) -> Option<&str> {
    let words = line.trim().trim_end_matches(':');
    let lower = words.to_lowercase();
    let owned = OWNED.iter().find(|(ending, _)| lower.ends_with(ending));
    let name = words.get(..words.len().checked_sub(owned?.0.len())?)?;
    (!name.is_empty()).then_some(name)
}

/// Whether the line is a ruled line.
pub(crate) fn is_rule(line: &str) -> bool {
    let words = line.trim();
    words.chars().count() >= 3 && words.chars().all(|c| "-–—_=*".contains(c))
}

fn lexical(label: &str) -> Option<Heading> {
    let row = HEADINGS.iter().find(|(words, _)| words.contains(&label));
    row.map(|(_, heading)| *heading)
}

/// A heading whose letters are set apart, put together: `B E S L U T`.
fn spaced_out(label: String) -> String {
    let apart = label.split(' ').count() > 3 && label.split(' ').all(|letter| letter.chars().count() == 1);
    if apart { label.replace(' ', "") } else { label }
}

/// The heading without the number of a second one: *Omröstning 2*, *Votering nr 1*, *Omröstning – huvudvotering*.
fn unnumbered(label: &str) -> &str {
    let numbered = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".:-–".contains(c);
    let bare = label.trim_end_matches(numbered);
    let bare = bare.strip_suffix(" nr").unwrap_or(bare);
    bare.split_once(" – ").map_or(bare, |(before, _)| before)
}

/// *Kommunstyrelsen beslutar*, *Nämnden beslutar att*, alone on its line.
fn decides(label: &str) -> Option<Heading> {
    let rest = label
        .strip_suffix(" beslutar")
        .or_else(|| label.strip_suffix(" beslutar att"))
        .or_else(|| label.strip_suffix(" beslutar följande"))
        .or_else(|| label.strip_suffix(" beslut"))?;
    let body = rest.strip_suffix('s').unwrap_or(rest);
    (page::is_body(rest) || page::is_body(body) || rest.ends_with("utskottet")).then_some(Heading::Decision)
}

/// Headings that say something themselves.
fn statement(label: &str) -> Option<Heading> {
    if label.starts_with("voteringslist") || label.starts_with("omröstningslist") {
        // "Voteringslista: § 12", "Voteringslista 2, § 12 Park"
        let sign = label.find('§')?;
        return citation::paragraph(label.get(sign..)?).map(|_| Heading::VotingList);
    }
    let adjusted = label.contains("justera") && label.split(' ').count() <= 8;
    let starts = ["paragrafen är", "paragrafen förklaras", "protokollet är", "§"];
    (adjusted && starts.iter().any(|start| label.starts_with(start))).then_some(Heading::Adjustment)
}

/// *Votering om motförslag*, *Omröstning gällande återremiss*.
fn vote_on(label: &str) -> Option<Heading> {
    let mut words = label.split(' ');
    let votes = ["omröstning", "votering", "rösträkning"].contains(&words.next()?);
    let about = ["om", "avseende", "angående", "gällande", "beträffande"].contains(&words.next()?);
    let named = (1..=VOTE_ON_WORDS_MAX).contains(&words.clone().count());
    let told = words.any(|word| word.ends_with('r') && word.starts_with("begä"));
    (votes && about && named && !told).then_some(Heading::Vote)
}

/// *Regiondirektörens förslag*, *Kommunstyrelsens beslut*: the owner is anybody.
fn owned(label: &str) -> Option<Heading> {
    let (ending, heading) = OWNED.iter().find(|(ending, _)| label.ends_with(ending))?;
    let owner = label.strip_suffix(ending)?.split(' ');
    // "Enligt kommunstyrelsens förslag:" leads over to the points of a decision.
    let words: Vec<&str> = owner.collect();
    let leads = words
        .iter()
        .any(|word| word.is_empty() || LEADING.contains(word) || word.contains("-röst"));
    (!leads && (1..=OWNER_WORDS_MAX).contains(&words.len())).then_some(*heading)
}

/// `Expedieras till: Ekonomichef`: the words after the colon are the section's first.
fn with_body(line: &str) -> Option<Headed> {
    let colon = line.find(':')?;
    let label = folded(line.get(..colon)?);
    Some(Headed {
        heading: lexical(&label).filter(|heading| INLINE.contains(heading))?,
        body_from: Some(colon + 1),
    })
}

const HEADINGS: &[(&[&str], Heading)] = &[
    (
        &[
            "sammanfattning",
            "sammanfattning av ärendet",
            "ärendet",
            "ärendet i korthet",
            "ärendebeskrivning",
            "beskrivning av ärendet",
            "redogörelse för ärendet",
            "ärendets gång",
            "ärendets handläggning",
            "bakgrund",
            "inledning",
        ],
        Heading::Summary,
    ),
    (
        &[
            "förslag till beslut",
            "beslutsförslag",
            "förslag till kommunfullmäktige",
        ],
        Heading::Proposal,
    ),
    (
        &[
            "yrkande",
            "yrkanden",
            "yrkanden under sammanträdet",
            "yrkanden på sammanträdet",
            "yrkanden på mötet",
            "yrkanden i ärendet",
            "yrkande under sammanträdet",
            "yrkande på sammanträdet",
            "dagens yrkanden",
            "förslag till beslut på sammanträdet",
            "förslag till beslut under sammanträdet",
            "förslag på sammanträdet",
            "förslag under sammanträdet",
            "förslag till beslut på mötet",
            "ändringsyrkande",
            "ändringsyrkanden",
            "tilläggsyrkande",
            "tilläggsyrkanden",
            "återremissyrkande",
            "yttranden",
            "inlägg",
            "debatt",
            "överläggning",
            "överläggningar",
            "anföranden",
            "behandling på sammanträdet",
            "ärendets behandling",
            "behandling",
            "mötets behandling",
            "behandling av ärendet",
            "talare",
            "talarordning",
            "talarlista",
            "nominering",
            "nomineringar",
            "yrkanden och beslutsgång",
            "dagens sammanträde",
            "ärendets behandling under sammanträdet",
        ],
        Heading::Motions,
    ),
    (&["ajournering", "ajourneringar"], Heading::Adjournment),
    (
        &[
            "proposition",
            "propositioner",
            "propositionsordning",
            "proposition och beslut",
            "proposition på yrkanden",
            "propositionsförfarande",
            "propositionsställning",
            "beslutsgång",
            "beslutsordning",
            "beslutsprocess",
            "yrkanden och propositionsordning",
            "propositionsordningar",
        ],
        Heading::Proposition,
    ),
    (
        &[
            "omröstning",
            "omröstningar",
            "votering",
            "voteringar",
            "omröstningsresultat",
            "voteringsresultat",
            "resultat av omröstning",
            "resultat av omröstningen",
            "omröstningens resultat",
            "resultat av votering",
            "rösträkning",
            "huvudvotering",
            "huvudomröstning",
            "förberedande votering",
            "förberedande omröstning",
            "motförslagsvotering",
            "kontrapropositionsvotering",
            "voteringsproposition",
            "voteringsordning",
            "omröstningsordning",
            "omröstningsproposition",
            "begäran om omröstning",
            "begäran om votering",
            "sluten omröstning",
        ],
        Heading::Vote,
    ),
    (
        &[
            "beslut",
            "beslutar",
            "nämndens beslut",
            "beslut på sammanträdet",
            "dagens beslut",
        ],
        Heading::Decision,
    ),
    (
        &[
            "reservation",
            "reservationer",
            "reservation mot beslutet",
            "reservationer mot beslutet",
            "reservation mot beslut",
            "reservationer och särskilda yttranden",
            "skriftlig reservation",
            "skriftliga reservationer",
            "muntlig reservation",
            "reservanter",
        ],
        Heading::Reservation,
    ),
    (
        &[
            "expedieras till",
            "expediering",
            "expedieras",
            "beslutet expedieras till",
            "beslutet skickas till",
            "beslut skickas till",
            "beslutet ska skickas till",
            "beslutet delges",
            "beslut delges",
            "beslut till",
            "delges",
            "skickas till",
            "kopia till",
            "för kännedom",
            "för kännedom till",
            "protokollsutdrag",
            "protokollsutdrag till",
            "protokollsutdrag skickas till",
            "protokollsutdrag sänds till",
            "utdrag",
            "utdrag till",
            "utdrag skickas till",
            "sändlista",
        ],
        Heading::Dispatch,
    ),
    (
        &[
            "beslutsunderlag",
            "underlag för beslut",
            "underlag till beslut",
            "handlingar",
            "handlingar i ärendet",
            "handling",
            "underlag",
        ],
        Heading::Underlay,
    ),
    (
        &["justering", "omedelbar justering", "direktjustering"],
        Heading::Adjustment,
    ),
    (&["mötesdatum", "sammanträdesdatum"], Heading::MeetingDate),
    (
        &[
            "voteringslista",
            "voteringslistor",
            "voteringslist(or)",
            "omröstningslista",
            "omröstningslistor",
            "voteringsbilaga",
        ],
        Heading::VotingList,
    ),
    (&["i tjänsten", "underskrifter"], Heading::Signatures),
    (&["tjänsteskrivelse", "tjänsteutlåtande"], Heading::Letter),
    (
        &[
            "jäv",
            "anmälan om jäv",
            "protokollsanteckning",
            "protokollsanteckningar",
            "anteckning till protokollet",
            "anteckningar till protokollet",
            "särskilt yttrande",
            "särskilda yttranden",
            "särskilt uttalande",
            "särskilda uttalanden",
            "röstförklaring",
            "deltar inte i beslutet",
            "deltar ej i beslutet",
            "ej deltagande i beslut",
            "deltar inte i handläggningen",
        ],
        Heading::Participation,
    ),
    (
        &[
            "tidigare behandling",
            "tidigare beslut",
            "information",
            "ärendets beredning",
            "beredning",
            "ärendets tidigare behandling",
            "motivering",
            "motivering till beslutet",
            "skäl för beslutet",
            "upplysningar",
            "hur man överklagar",
            "lagstöd",
            "författningsstöd",
        ],
        Heading::Other,
    ),
];

/// Endings after which the owner's name stands in the genitive.
const OWNED: &[(&str, Heading)] = &[
    ("s förslag till beslut", Heading::Proposal),
    ("s förslag", Heading::Proposal),
    ("s beslut", Heading::Decision),
    ("s behandling", Heading::Motions),
    ("s yrkanden", Heading::Motions),
    ("s behandling av ärendet", Heading::Motions),
];

/// Words that make of an owner and a proposal a part of a sentence.
const LEADING: &[&str] = &["av", "enligt", "för", "från", "i", "med", "om", "på", "till"];

const OWNER_WORDS_MAX: usize = 4;

/// A vote is on a thing with a short name.
const VOTE_ON_WORDS_MAX: usize = 5;

/// Headings that may have their words on the same line.
const INLINE: &[Heading] = &[
    Heading::Proposal,
    Heading::Adjournment,
    Heading::Decision,
    Heading::Reservation,
    Heading::Participation,
    Heading::Motions,
    Heading::Proposition,
    Heading::Dispatch,
    Heading::MeetingDate,
    Heading::Underlay,
];

const LINE_BYTES_MAX: usize = 200;

#[cfg(test)]
mod tests;
