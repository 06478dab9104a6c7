//! References as people make them, resolved to motions and proposals: *Klara Nordins yrkande*, *på sidan 18*,
//! *första ändringsyrkandet*, *samtliga av Olle Ståhls yrkanden*, *sina egna yrkanden*, *regiondirektörens förslag*.
//!
//! Spec: docs/procedure.md, "References as people make them resolve to motions".

use tingbok_procedure::content::{Form, MotionId, Person, ProposalId};

use crate::calendar::{number, ordinal};
use crate::numbered;
use crate::phrase::{Phrase, begins};
use crate::register::{Moved, Register};

/// What words refer to. Empty when they refer to nothing known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Referent {
    /// Motions, in the order they were moved.
    pub(crate) motions: Vec<MotionId>,
    /// A proposal.
    pub(crate) proposal: Option<ProposalId>,
    /// The words speak of one motion and fit several.
    pub(crate) ambiguous: bool,
}

impl Referent {
    /// Whether nothing is referred to.
    pub(crate) fn is_empty(&self) -> bool {
        self.motions.is_empty() && self.proposal.is_none()
    }
}

impl Register {
    /// What `words` refer to, when `speakers` say them; what they only describe is what motions in its favour ask for.
    pub(crate) fn resolve(&self, words: &str, speakers: &[Person]) -> Referent {
        let named = self.resolve_named(words, speakers);
        if !named.is_empty() {
            return named;
        }
        let phrase = Phrase::of(words);
        let only = self.only_of_form(&phrase);
        if only.is_empty() {
            self.about(&phrase)
        } else {
            only
        }
    }

    /// *Återremissyrkandet*, *avslagsyrkandet*: the one motion of the form that the word stands for.
    fn only_of_form(&self, phrase: &Phrase<'_>) -> Referent {
        let definite = phrase.words.iter().find(|word| word.plain.ends_with("yrkandet"));
        let forms = definite.and_then(|word| NOUNS.iter().find(|(stem, _)| word.plain.starts_with(stem)));
        let Some((_, forms)) = forms else {
            return Referent::default();
        };
        let mut fitting = self.motions.iter().filter(|moved| forms.contains(&moved.form));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Referent {
                motions: vec![only.id.clone()],
                ..Referent::default()
            },
            _ => Referent::default(),
        }
    }

    /// What `words` refer to by a name, a person or a set.
    pub(crate) fn resolve_named(&self, words: &str, speakers: &[Person]) -> Referent {
        let phrase = Phrase::of(words);
        let mut mentions = self.mentions(&phrase);
        mentions.truncate(MENTIONS_MAX);
        if !mentions.is_empty() {
            let ends = mentions
                .iter()
                .skip(1)
                .map(|next| next.span.start)
                .chain([words.len()]);
            // What stands before the only name belongs to it too: "på sidan 18 av Klara Nordin".
            let single = mentions.len() == 1;
            let parts = mentions.iter().zip(ends).map(|(mention, end)| {
                let start = if single { 0 } else { mention.span.start };
                let part = Phrase::of(words.get(start..end).unwrap_or_default());
                narrowed(self.motions_of(&mention.name), &part)
            });
            return union(parts);
        }
        if phrase.words.iter().any(|word| OWN.contains(&word.plain.as_str())) {
            let own = speakers
                .iter()
                .map(|speaker| narrowed(self.motions_of(&speaker.name), &phrase));
            return union(own);
        }
        let numbered = self.numbered(&phrase);
        if !numbered.is_empty() {
            return numbered;
        }
        if let Some(proposal) = self.of_group(&phrase).or_else(|| self.proposal(&phrase)) {
            return Referent {
                proposal: Some(proposal),
                ..Referent::default()
            };
        }
        self.all_motions(&phrase, speakers)
    }

    /// The motions that ask for what the words name: *kommunstyrelsens förslag*, *tilläggsyrkandet från SD*.
    ///
    /// A proposal that lies outside the text is known by the motions in its favour.
    fn about(&self, phrase: &Phrase<'_>) -> Referent {
        let object = object(phrase);
        let names = object
            .iter()
            .any(|word| is_motion_noun(word) || is_proposal_noun(word));
        if !names || object.len() < OBJECT_WORDS_MIN {
            return Referent::default();
        }
        let names = |words: &str| {
            let words: Vec<&str> = words.split(' ').collect();
            let same = |window: &[&str]| {
                window
                    .iter()
                    .zip(&object)
                    .all(|(word, wanted)| is_same_word(word, wanted))
            };
            words.windows(object.len()).any(same)
        };
        let favours = |form: Form| !matches!(form, Form::Reject | Form::Remit | Form::Table);
        let asks = |moved: &&Moved| favours(moved.form) && names(&moved.words);
        let motions: Vec<_> = self
            .motions
            .iter()
            .filter(asks)
            .map(|moved| moved.id.clone())
            .collect();
        let of_groups = self
            .by_group
            .iter()
            .filter(|laid| laid.favours && names(&laid.words));
        let mut of_groups = of_groups.map(|laid| laid.id.clone());
        let proposal = match (of_groups.next(), of_groups.next()) {
            (only, None) if motions.is_empty() => only,
            _ => None,
        };
        Referent {
            motions,
            proposal,
            ..Referent::default()
        }
    }

    /// *Yrkande 1*: the motions that have the number. A number that motions of several persons have names none of them.
    fn numbered(&self, phrase: &Phrase<'_>) -> Referent {
        let mut found = Referent::default();
        for number in numbered::spoken(phrase) {
            let fitting: Vec<_> = self
                .motions
                .iter()
                .filter(|moved| moved.number == Some(number))
                .collect();
            let of_one = fitting.windows(2).all(|pair| pair[0].mover == pair[1].mover);
            if fitting.is_empty() || !of_one {
                return Referent::default();
            }
            found
                .motions
                .extend(fitting.into_iter().map(|moved| moved.id.clone()));
        }
        found
    }

    /// *Förslaget*, *regiondirektörens förslag*: the one by that owner, or the only one.
    fn proposal(&self, phrase: &Phrase<'_>) -> Option<ProposalId> {
        let at = phrase
            .words
            .iter()
            .position(|word| is_proposal_noun(&word.plain))?;
        if phrase.plain(at + 1) == "från" {
            return None;
        }
        let owner = at
            .checked_sub(1)
            .map(|before| phrase.plain(before))
            .unwrap_or_default();
        let owns = |by: &Option<String>| {
            by.as_ref()
                .is_some_and(|by| format!("{}s", by.to_lowercase()) == owner)
        };
        let owned = self.proposals.iter().find(|(_, by)| owns(by));
        let only = self.proposals.first().filter(|_| self.proposals.len() == 1);
        owned.or(only).map(|(id, _)| id.clone())
    }

    /// *Samtliga yrkanden*, *övriga yrkanden*, *yrkandena*.
    fn all_motions(&self, phrase: &Phrase<'_>, speakers: &[Person]) -> Referent {
        let all = phrase.words.iter().any(|word| ALL.contains(&word.plain.as_str()));
        let definite = phrase.words.iter().any(|word| word.plain.ends_with("yrkandena"));
        if !all && !definite {
            return Referent::default();
        }
        let own: Vec<_> = speakers
            .iter()
            .flat_map(|speaker| self.motions_of(&speaker.name))
            .collect();
        let others = self
            .motions
            .iter()
            .filter(|moved| !own.iter().any(|mine| mine.id == moved.id));
        narrowed(others.collect(), phrase)
    }
}

/// The words that name a thing, from the first word on that belongs to its name to the last.
fn object<'p>(phrase: &'p Phrase<'_>) -> Vec<&'p str> {
    let words: Vec<&str> = phrase.words.iter().map(|word| word.plain.as_str()).collect();
    let Some(noun) = words
        .iter()
        .position(|word| is_motion_noun(word) || is_proposal_noun(word))
    else {
        return Vec::new();
    };
    let owner = noun
        .checked_sub(1)
        .filter(|owner| words[*owner].ends_with('s') && !OWN.contains(&words[*owner]));
    let mut end = noun + 1;
    if words.get(end) == Some(&"från") {
        let more = words
            .iter()
            .skip(end)
            .take_while(|word| !ENDS_OBJECT.iter().any(|stem| word.starts_with(stem)));
        end += more.count();
    }
    words.get(owner.unwrap_or(noun)..end).unwrap_or_default().to_vec()
}

/// Whether two words are the same but for an ending: *tilläggsyrkande* and *tilläggsyrkandet*.
fn is_same_word(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_end_matches([',', '.']), b);
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let ending = long.len() - short.len();
    long.starts_with(short)
        && (ending == 0 || short.chars().count() >= STEM_CHARS_MIN && ending <= ENDING_BYTES_MAX)
}

/// The page that is named: `sid 18`, `sidan 18`, `s. 18`.
pub(crate) fn page(phrase: &Phrase<'_>) -> Option<u32> {
    let named = |index: usize| {
        let word = phrase.plain(index);
        let is_page = ["sid", "sida", "sidan", "s"].contains(&word);
        is_page.then(|| number(phrase.plain(index + 1))).flatten()
    };
    (0..phrase.words.len()).find_map(named)
}

/// Whether the word is *yrkande* in some form, *ändringsyrkandet* too.
pub(crate) fn is_motion_noun(plain: &str) -> bool {
    plain.contains("yrkand")
}

fn is_proposal_noun(plain: &str) -> bool {
    plain.starts_with("förslag") || plain.ends_with("förslag") || plain.ends_with("förslaget")
}

/// Those of `motions` that the words single out: by form, page, ordinal and topic.
fn narrowed(motions: Vec<&Moved>, phrase: &Phrase<'_>) -> Referent {
    let numbers = numbered::spoken(phrase);
    if !numbers.is_empty() && motions.iter().any(|moved| moved.number.is_some()) {
        let numbered = motions
            .iter()
            .filter(|moved| moved.number.is_some_and(|number| numbers.contains(&number)));
        return Referent {
            motions: numbered.map(|moved| moved.id.clone()).collect(),
            ..Referent::default()
        };
    }
    let noun = phrase.words.iter().find(|word| is_motion_noun(&word.plain));
    let mut left = of_form(motions, noun.map_or("", |noun| &noun.plain));
    if let Some(page) = page(phrase) {
        left.retain(|moved| moved.page == Some(page));
    }
    if let Some(place) = ordinal_before_motion(phrase) {
        left = left.into_iter().skip(place - 1).take(1).collect();
    }
    if left.len() > 1
        && let Some(topic) = topic(phrase)
    {
        let about: Vec<_> = left
            .iter()
            .copied()
            .filter(|moved| moved.words.contains(&topic))
            .collect();
        left = if about.is_empty() { left } else { about };
    }
    let singular = noun.is_some_and(|noun| noun.plain.ends_with('e') || noun.plain.ends_with("et"));
    Referent {
        ambiguous: singular && left.len() > 1,
        motions: left.into_iter().map(|moved| moved.id.clone()).collect(),
        proposal: None,
    }
}

/// The forms that a noun stands for; where none fits, every motion that asks for something of its own.
fn of_form<'m>(motions: Vec<&'m Moved>, noun: &str) -> Vec<&'m Moved> {
    let row = NOUNS.iter().find(|(stem, _)| noun.starts_with(stem));
    let of = |forms: &[Form]| -> Vec<&'m Moved> {
        motions
            .iter()
            .copied()
            .filter(|moved| forms.contains(&moved.form))
            .collect()
    };
    let wanted = row.map(|(_, forms)| of(forms)).unwrap_or_default();
    if !wanted.is_empty() {
        return wanted;
    }
    let own: Vec<_> = motions
        .iter()
        .copied()
        .filter(|moved| !ANSWERS.contains(&moved.form))
        .collect();
    if own.is_empty() && row.is_none() {
        motions
    } else {
        own
    }
}

fn ordinal_before_motion(phrase: &Phrase<'_>) -> Option<usize> {
    let at = phrase.words.iter().position(|word| is_motion_noun(&word.plain))?;
    (at.saturating_sub(2)..at).find_map(|index| ordinal(phrase.plain(index)))
}

/// The word after *om*, *gällande* …: what the motion is about.
fn topic(phrase: &Phrase<'_>) -> Option<String> {
    let at = phrase
        .words
        .iter()
        .rposition(|word| ABOUT.contains(&word.plain.as_str()))?;
    let word = phrase.plain(at + 1);
    (word.chars().count() >= TOPIC_CHARS_MIN).then(|| word.to_owned())
}

fn union(parts: impl Iterator<Item = Referent>) -> Referent {
    let mut all = Referent::default();
    for part in parts {
        all.ambiguous |= part.ambiguous;
        for motion in part.motions {
            if !all.motions.contains(&motion) {
                all.motions.push(motion);
            }
        }
    }
    all
}

/// Whether the words speak of the thing at hand without naming it: *det*, *ändringsyrkandet*.
pub(crate) fn is_pronoun(phrase: &Phrase<'_>) -> bool {
    let few = phrase.words.len() <= 3;
    few && phrase.words.iter().any(|word| {
        begins(&word.plain, &["det", "de", "den", "detta", "dessa"]) || is_motion_noun(&word.plain)
    })
}

const OWN: &[&str] = &["egen", "eget", "egna", "sin", "sitt", "sina"];
const ALL: &[&str] = &["alla", "samtliga", "övriga"];
const ABOUT: &[&str] = &["om", "gällande", "angående", "avseende", "beträffande", "rörande"];

/// Motions that answer others and ask for nothing of their own.
const ANSWERS: &[Form] = &[Form::Approve, Form::Reject];

const NOUNS: &[(&str, &[Form])] = &[
    ("ändringsyrk", &[Form::Amend, Form::Replace, Form::Add]),
    ("tilläggsyrk", &[Form::Add]),
    ("återremissyrk", &[Form::Remit]),
    ("återremitteringsyrk", &[Form::Remit]),
    ("bordläggningsyrk", &[Form::Table]),
    ("ajourneringsyrk", &[Form::Adjourn]),
    ("avslagsyrk", &[Form::Reject]),
    ("bifallsyrk", &[Form::Approve]),
];

/// Words that are no part of a thing's name any more: *har bifallits*.
const ENDS_OBJECT: &[&str] = &["har", "bifall", "avsl", "anta", "beträffande", "som", "vid"];

/// One word alone names nothing that can be found by its words.
const OBJECT_WORDS_MIN: usize = 2;
const STEM_CHARS_MIN: usize = 5;
const ENDING_BYTES_MAX: usize = 3;

/// How many names of one reference are looked up.
const MENTIONS_MAX: usize = 40;

/// A shorter word is no topic.
const TOPIC_CHARS_MIN: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn register() -> Register {
        let mut register = Register::default();
        let person = |name: &str| Person {
            name: name.to_owned(),
            ..Person::default()
        };
        let (anna, bo) = (person("Anna Ek"), person("Bo Al"));
        register.meet(&anna);
        register.meet(&bo);
        register.moved(0, &anna, Form::Amend, Some(15), "en");
        register.moved(0, &anna, Form::Amend, Some(15), "två");
        register.moved(0, &anna, Form::Amend, Some(18), "Krav på bränsle");
        register.moved(0, &bo, Form::Reject, None, "avslag");
        register.moved(0, &bo, Form::Add, None, "nytt");
        register.laid(None);
        register
    }

    fn shown(words: &str) -> String {
        let bo = Person {
            name: "Bo Al".to_owned(),
            ..Person::default()
        };
        let found = register().resolve(words, &[bo]);
        let mut ids: Vec<_> = found.motions.iter().map(ToString::to_string).collect();
        ids.extend(found.proposal.map(|proposal| proposal.to_string()));
        ids.extend(found.ambiguous.then(|| "?".to_owned()));
        ids.join(" ")
    }

    #[test]
    fn references_resolve_as_people_mean_them() {
        for (words, ids) in [
            ("Anna Eks yrkande på sid 18", "m3"),
            ("Anna Eks (S) andra ändringsyrkande på sidan 15", "m2"),
            ("samtliga av Anna Eks yrkanden", "m1 m2 m3"),
            ("Anna Eks yrkande om bränsle", "m3"),
            ("Anna Eks ändringsyrkande", "m1 m2 m3 ?"),
            ("Bo Als yrkande", "m5"),
            ("Bo Als avslagsyrkande", "m4"),
            ("Als tilläggsyrkande och till Eks yrkande på s. 18", "m5 m3"),
            ("sitt eget yrkande", "m5"),
            ("övriga yrkanden", "m1 m2 m3"),
            ("regiondirektörens förslag", "p1"),
            ("förslaget från M", ""),
            ("Anna Eks yrkande på sid 99", ""),
            ("Cecilia Bys yrkande", ""),
        ] {
            assert_eq!(shown(words), ids, "{words}");
        }
    }
}
