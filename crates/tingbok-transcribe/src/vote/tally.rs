//! The count of a vote in words: `40 Ja mot 38 Nej`, `Ja-röster: 31`, `röstar Ja (7)`, `3 ledamöter avstår`.
//!
//! A number belongs to an answer when hardly anything stands between them. Which of the two comes first is the habit
//! of a sentence, told by its first answer.

use tingbok_procedure::content::{Choice, Tally};

use crate::answer;
use crate::calendar::number;
use crate::cell;
use crate::phrase::{Phrase, begins};

/// Numbers that are read so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tallied {
    pub(super) yes: Option<u32>,
    pub(super) no: Option<u32>,
    pub(super) abstain: Option<u32>,
    /// `med 31 röster mot 18`: for what was carried, and against it.
    pub(super) for_against: Option<(u32, u32)>,
}

/// A number or an answer, with the place of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Number(usize, u32),
    Answer(usize, Choice),
}

impl Tallied {
    /// What a sentence tells.
    pub(super) fn of(phrase: &Phrase<'_>) -> Self {
        let tokens = tokens(phrase);
        let first = tokens
            .iter()
            .find(|token| !matches!(token, Token::Number(at, _) if !is_near_answer(phrase, *at)));
        let number_first = matches!(first, Some(Token::Number(..)));
        let mut read = Self::default();
        for (index, token) in tokens.iter().enumerate() {
            let Token::Answer(answer_at, choice) = *token else {
                continue;
            };
            let neighbour = if number_first {
                index.checked_sub(1)
            } else {
                Some(index + 1)
            };
            let Some(Token::Number(number_at, count)) =
                neighbour.and_then(|index| tokens.get(index)).copied()
            else {
                continue;
            };
            let (from, to) = (answer_at.min(number_at) + 1, answer_at.max(number_at));
            let apart =
                (from..to).all(|at| is_between(phrase, at) && (number_first || phrase.plain(at) != "för"));
            if to - from <= BETWEEN_WORDS_MAX && apart {
                read.take(choice, count);
            }
        }
        if let Some((yes, no)) = in_favour(phrase).filter(|_| read.yes.is_none() && read.no.is_none()) {
            (read.yes, read.no) = (Some(yes), Some(no));
        }
        read.for_against = for_against(phrase).filter(|_| read.yes.is_none() && read.no.is_none());
        read
    }

    /// Whether nothing is read.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes what is not known yet.
    pub(super) fn add(&mut self, read: Self) {
        self.yes = self.yes.or(read.yes);
        self.no = self.no.or(read.no);
        self.abstain = self.abstain.or(read.abstain);
        self.for_against = self.for_against.or(read.for_against);
    }

    /// Takes one count that is not known yet.
    pub(super) fn take(&mut self, choice: Choice, count: u32) {
        let place = match choice {
            Choice::Yes => &mut self.yes,
            Choice::No => &mut self.no,
            Choice::Abstain => &mut self.abstain,
            Choice::Absent => return,
        };
        place.get_or_insert(count);
    }

    /// Whether the count of this answer is known.
    pub(super) fn has(&self, choice: Choice) -> bool {
        match choice {
            Choice::Yes => self.yes.is_some(),
            Choice::No => self.no.is_some(),
            Choice::Abstain => self.abstain.is_some(),
            Choice::Absent => true,
        }
    }

    /// The sums, when both sides are known.
    pub(super) fn whole(&self) -> Option<Tally> {
        Some(Tally {
            yes: self.yes?,
            no: self.no?,
            abstain: self.abstain.unwrap_or(0),
        })
    }
}

/// Whether lines are the sums of a closed ballot, set under each other: a name and a number on each of two lines or more.
pub(super) fn has_sums_of_persons(text: &str) -> bool {
    let is_sum = |line: &&str| {
        let cells = cell::cells(line);
        let [name, .., sum] = &cells[..] else { return false };
        let mut words = sum.words.split_whitespace();
        let counted = words.next().is_some_and(|word| number(word).is_some());
        let voted = words.all(|word| begins(&word.to_lowercase(), &["röst", "st"]));
        name.words.starts_with(char::is_uppercase) && counted && voted
    };
    text.lines().filter(is_sum).count() > 1
}

fn tokens(phrase: &Phrase<'_>) -> Vec<Token> {
    let token = |at: usize| {
        let plain = phrase.plain(at);
        match answer(phrase, at) {
            Some(choice) => Some(Token::Answer(at, choice)),
            None => count(phrase, at, plain).map(|count| Token::Number(at, count)),
        }
    };
    (0..phrase.words.len()).filter_map(token).collect()
}

/// A number that may be a count: no page, no appendix, no article *en*.
fn count(phrase: &Phrase<'_>, at: usize, plain: &str) -> Option<u32> {
    let before = at
        .checked_sub(1)
        .map(|before| phrase.plain(before))
        .unwrap_or_default();
    let article = ["en", "ett"].contains(&plain);
    let of_one = begins(
        phrase.plain(at + 1),
        &["ledam", "röst", "ja", "nej", "avstå", "avstod", "person"],
    );
    let named = begins(
        before,
        &[
            "yrkande",
            "förslag",
            "tillägg",
            "ändringsyrk",
            "punkt",
            "alternativ",
        ],
    );
    let fits = !named && !NOT_BEFORE.contains(&before) && (!article || of_one);
    fits.then(|| number(plain)).flatten()
}

/// How the word at a place votes.
fn answer(phrase: &Phrase<'_>, at: usize) -> Option<Choice> {
    let lays_down = || {
        ["ner", "ned"].contains(&phrase.plain(at))
            && begins(phrase.plain(at.wrapping_sub(1)), &["lägger", "lade"])
    };
    answer::of_word(phrase.plain(at)).or_else(|| lays_down().then_some(Choice::Abstain))
}

/// Whether an answer follows the number closely.
fn is_near_answer(phrase: &Phrase<'_>, at: usize) -> bool {
    let near = at + 1..at + 2 + BETWEEN_WORDS_MAX;
    let mut until = near
        .clone()
        .take_while(|&at| is_between(phrase, at) || answer(phrase, at).is_some());
    until.any(|at| answer(phrase, at).is_some())
}

fn is_between(phrase: &Phrase<'_>, at: usize) -> bool {
    let plain = phrase.plain(at);
    plain.is_empty()
        || BETWEEN.contains(&plain)
        || begins(plain, &["röst", "ledam", "person", "lägger", "lade"])
}

/// `31 röster för och 18 emot`, `31 röstade för förslaget och 18 mot`: for what was put, and against it.
fn in_favour(phrase: &Phrase<'_>) -> Option<(u32, u32)> {
    let votes = phrase.has_stem(&["röst", "omröstning", "votering"]);
    let count_before = |at: usize| {
        let words = (at.saturating_sub(IN_FAVOUR_WORDS)..at).rev();
        let mut words =
            words.take_while(|&word| number(phrase.plain(word)).is_some() || is_between(phrase, word));
        words.find_map(|word| count(phrase, word, phrase.plain(word)))
    };
    let purpose = phrase.find(0, &["för"]).filter(|_| votes)?;
    let yes = count_before(purpose)?;
    let against = phrase.find_stem(purpose + 1, &["mot", "emot"])?;
    let opposed = ["mot", "emot"].contains(&phrase.plain(against));
    let no = count_before(against).filter(|_| opposed)?;
    Some((yes, no))
}

/// `med 31 röster mot 18`.
fn for_against(phrase: &Phrase<'_>) -> Option<(u32, u32)> {
    let of_vote = phrase.has_stem(&["omröstning", "votering", "rösträkning"]);
    let figures = phrase.find_stem(0, &["röstsiffr"]);
    let figures = figures.or_else(|| phrase.find(0, &["siffrorna"]).filter(|_| of_vote));
    if let Some(figures) = figures {
        let (yes, no) = phrase.plain(figures + 1).split_once(['–', '-'])?;
        return Some((number(yes)?, number(no)?));
    }
    let at = phrase.find_stem(0, &["röster"])?;
    let votes = number(phrase.plain(at.checked_sub(1)?))?;
    let against = phrase
        .find_stem(at, &["mot", "emot"])
        .filter(|against| *against <= at + 4)?;
    let other = [against + 1, against - 1]
        .into_iter()
        .find_map(|at| number(phrase.plain(at)))?;
    Some((votes, other))
}

/// Words that may stand between a number and its answer.
const BETWEEN: &[&str] = &[
    "hade", "vara", "äro", "avgivits", "st", "för", "som", "har", "är", "var", "antal", "st.", "avgivna",
    "avgavs", "avges", "-", "–", "från", "att", "valde",
];

/// Words before a number that is no count.
const NOT_BEFORE: &[&str] = &[
    "§",
    "§§",
    "bilaga",
    "bilagor",
    "punkt",
    "punkten",
    "punkterna",
    "nr",
    "sid",
    "sidan",
    "sida",
    "kl",
    "klockan",
    "den",
    "paragraf",
    "att-sats",
    "voteringslista",
    "omröstningslista",
    "votering",
    "omröstning",
];

const BETWEEN_WORDS_MAX: usize = 4;

/// How far before *för* or *emot* its number stands: *31 ledamöter röstade för*.
const IN_FAVOUR_WORDS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_houses_write_them() {
        for (text, wanted) in [
            ("Omröstningen utfaller med 40 Ja mot 38 Nej.", "40 38 -"),
            ("3 ledamöter avstår från att rösta.", "- - 3"),
            ("Med 9 ja-röster och 4 nej-röster finner ordföranden", "9 4 -"),
            ("31 ja, 18 nej, 2 avstår", "31 18 2"),
            ("Ja 31 Nej 18 Avstår 2", "31 18 2"),
            ("Ja-röster: 31", "31 - -"),
            ("Nej-röster: 18 st", "- 18 -"),
            ("Avstår: 2", "- - 2"),
            ("röstar Ja (7)", "7 - -"),
            ("avstår från att rösta (1)", "- - 1"),
            (
                "25 ledamöter röstar ja, 20 ledamöter röstar nej och en ledamot avstår",
                "25 20 1",
            ),
            (
                "Vid omröstning avges 25 ja-röster och 20 nej-röster, 2 avstår och 4 är frånvarande",
                "25 20 2",
            ),
            ("Ja för höjning med 2 kronor och Nej för 3 kronor", "- - -"),
            ("Hur var och en röstar framgår av bilaga 4", "- - -"),
            ("nio ja-röster mot fyra nej-röster", "9 4 -"),
            ("Ja-röster 31 st, nej-röster 18 st", "31 18 -"),
        ] {
            let read = Tallied::of(&Phrase::of(text));
            let shown = |count: Option<u32>| count.map_or("-".to_owned(), |count| count.to_string());
            let shown = [read.yes, read.no, read.abstain].map(shown).join(" ");
            assert_eq!(shown, wanted, "{text}");
        }
        let read = Tallied::of(&Phrase::of("Med 31 röster mot 18 beslutar fullmäktige"));
        assert_eq!(read.for_against, Some((31, 18)));
        let read = Tallied::of(&Phrase::of("Omröstningen utföll med siffrorna 7-5."));
        assert_eq!(read.for_against, Some((7, 5)));
        for text in [
            "31 röster för och 18 emot",
            "31 ledamöter röstade för förslaget och 18 mot",
            "Vid omröstningen röstade 31 för och 18 emot",
        ] {
            let read = Tallied::of(&Phrase::of(text));
            assert_eq!((read.yes, read.no), (Some(31), Some(18)), "{text}");
        }
        let priced = Tallied::of(&Phrase::of(
            "Omröstning om 2 kronor för barn och 3 mot uppvisande av kort",
        ));
        assert!(priced.is_empty());
    }
}
