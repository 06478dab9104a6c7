//! What Ja and Nej mean, in words: `Ja för avslag och Nej för bifall till X`, `Den som bifaller X röstar ja`.

use tingbok_procedure::content::{Choice, Effect, Outcome, Side};

use crate::answer;
use crate::calendar::number;
use crate::item::Reading;
use crate::phrase::{Phrase, begins, folded};
use crate::proposition::{first_effect, outcome_of};
use crate::reference::is_motion_noun;
use crate::register::Put;

/// What one side means, in words.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    /// What it does; `unstated` where the words are not understood.
    pub(super) effect: Effect,
    /// What it is done to: *ändringsyrkandet*.
    object: String,
    /// The whole: *Den som avslår ändringsyrkandet röstar Ja.*
    words: String,
}

/// What a sentence says of the sides: whether it is Ja, and what it means.
pub(super) fn sides(phrase: &Phrase<'_>) -> Vec<(bool, Meaning)> {
    [who_votes(phrase), stands_for(phrase)].concat()
}

impl Meaning {
    fn new(effect: Effect, object: &str, words: &str) -> Self {
        Self {
            effect,
            object: object.to_owned(),
            words: words.to_owned(),
        }
    }

    /// Whether another names the same thing in the same words.
    pub(super) fn is_about(&self, other: &Self) -> bool {
        let [one, two] = [self, other].map(|meaning| folded(meaning.object.trim_matches(['.', ',', ' '])));
        !one.is_empty() && one == two
    }

    /// The whole, in words.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    pub(super) fn side(&self, reading: &Reading<'_, '_, '_>, put: Option<&Put>) -> Side {
        Side {
            means: outcome_of(reading, put, self.effect, &self.object),
            text: reading.register.text(&self.words),
        }
    }
}

/// `Den som bifaller X röstar ja, den som avslår röstar nej.`
fn who_votes(phrase: &Phrase<'_>) -> Vec<(bool, Meaning)> {
    let mut sides = Vec::new();
    let mut from = 0;
    while let Some(start) = (from..phrase.words.len())
        .find(|&at| ["den", "de"].contains(&phrase.plain(at)) && phrase.plain(at + 1) == "som")
    {
        // "Den som röstar för bifall röstar ja": the verb is the one before the answer.
        let answers =
            |at: &usize| begins(phrase.plain(*at), &["rösta"]) && is_yes(phrase.plain(at + 1)).is_some();
        let Some(verb) = (start..phrase.words.len()).find(answers) else {
            break;
        };
        from = verb + 1;
        let said = phrase.text.get(phrase.span(start + 2..verb)).unwrap_or_default();
        let object = phrase.text.get(phrase.span(start + 3..verb)).unwrap_or_default();
        let words = phrase.text.get(phrase.span(start..verb + 2)).unwrap_or_default();
        if let Some(is_yes) = is_yes(phrase.plain(verb + 1)) {
            sides.push((is_yes, Meaning::new(meant(said), object, words)));
        }
    }
    sides
}

/// `Ja för avslag och Nej för bifall till X`, `Ja-röst innebär avslag`, `Ja = bifall`, `JA-röst: bifall till X`.
fn stands_for(phrase: &Phrase<'_>) -> Vec<(bool, Meaning)> {
    let starts: Vec<(usize, usize)> = (0..phrase.words.len())
        .filter_map(|index| Some((index, object_after(phrase, index)?)))
        .collect();
    let ends = starts
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([phrase.words.len()]);
    let side = |(&(start, object), end): (&(usize, usize), usize)| {
        let last = if ["och", "samt", "medan"].contains(&phrase.plain(end.saturating_sub(1))) {
            end - 1
        } else {
            end
        };
        let object = phrase.text.get(phrase.span(object..last))?;
        let words = phrase.text.get(phrase.span(start..last))?;
        Some((
            is_yes(phrase.plain(start))?,
            Meaning::new(meant(object), object, words),
        ))
    };
    starts.iter().zip(ends).filter_map(side).collect()
}

/// Where the words begin that say what the answer at a place means.
fn object_after(phrase: &Phrase<'_>, index: usize) -> Option<usize> {
    is_yes(phrase.plain(index))?;
    let mut at = index + 1;
    while begins(phrase.plain(at), &["röst"]) && at <= index + 2 {
        at += 1;
    }
    // "Ja röstar den som vill anta förslaget"
    if at > index + 1 && ["den", "de"].contains(&phrase.plain(at)) && phrase.plain(at + 1) == "som" {
        return (at + 2 < phrase.words.len()).then_some(at + 2);
    }
    if MEANS.contains(&phrase.plain(at)) {
        let more = usize::from(phrase.plain(at + 1) == "att");
        return (at + more + 1 < phrase.words.len() + 1).then_some(at + 1);
    }
    // "Ja: bifall till X", and not "Ja: 31" or "Ja: Anna Ek".
    let before = phrase.words.get(at.checked_sub(1)?)?;
    let colon = phrase.text.get(before.span.clone())?.ends_with(':');
    let words = phrase
        .text
        .get(phrase.span(at..(at + OBJECT_WORDS).min(phrase.words.len())))?;
    let next_line = words.split('\n').next().unwrap_or_default();
    let names = Phrase::of(next_line)
        .words
        .iter()
        .any(|word| is_motion_noun(&word.plain) || word.plain.contains("förslag"));
    (colon && (names || first_effect(next_line).is_some())).then_some(at)
}

/// What words mean: *bifall till X*; a proposal or motion that is named alone is approved.
fn meant(words: &str) -> Effect {
    let phrase = Phrase::of(words);
    let named = || {
        phrase.words.iter().any(|word| {
            is_motion_noun(&word.plain) || word.plain.contains("förslag") || word.plain.contains("hemställan")
        })
    };
    first_effect(words).unwrap_or(if named() {
        Effect::Approve
    } else {
        Effect::Unstated
    })
}

/// `åtta röster för A:s förslag och sex röster för B:s förslag`: both counts, and what each is for.
pub(super) fn counted_sides(phrase: &Phrase<'_>) -> Option<[(u32, Meaning); 2]> {
    let mut sides = Vec::new();
    let mut from = 0;
    while let Some(votes) = phrase.find_stem(from, &["röster"]) {
        from = votes + 1;
        let count = votes.checked_sub(1).and_then(|at| number(phrase.plain(at)));
        let purpose = (votes + 1..votes + 3).find(|&at| phrase.plain(at) == "för");
        if let (Some(count), Some(purpose)) = (count, purpose) {
            sides.push((count, votes - 1, purpose + 1));
        }
    }
    let [(first, _, object), (second, end, other)] = sides[..] else {
        return None;
    };
    let one = phrase.text.get(phrase.span(object..end.saturating_sub(1)))?;
    let rest = phrase.text.get(phrase.span(other..phrase.words.len()))?;
    let two = rest.split([',', '.']).next()?;
    Some([
        (first, Meaning::new(meant(one), one, one)),
        (second, Meaning::new(meant(two), two, two)),
    ])
}

/// What an outcome is that nobody has put into words.
pub(super) fn unstated() -> Outcome {
    Outcome {
        effect: Effect::Unstated,
        motions: Vec::new(),
        proposal: None,
    }
}

/// Whether the word is Ja.
fn is_yes(plain: &str) -> Option<bool> {
    match answer::of_word(plain)? {
        Choice::Yes => Some(true),
        Choice::No => Some(false),
        Choice::Abstain | Choice::Absent => None,
    }
}

/// How far after the answer the thing is named that it stands for.
const OBJECT_WORDS: usize = 8;

const MEANS: &[&str] = &[
    "för", "innebär", "innebar", "betyder", "är", "=", "till", "på", "medför", "avser", "gäller", "röstar",
];
