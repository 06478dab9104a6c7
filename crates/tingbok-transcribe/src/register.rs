//! What an item has so far: persons, motions, proposals, propositions, votes; later words refer back to them.
//!
//! Lookups go by name, so that reading stays linear in the text; an item has at most [`MOTIONS_MAX`] motions.

use std::collections::BTreeMap;
use std::ops::Range;

use tingbok_procedure::content::{
    DecisionId, Form, MotionId, Outcome, Person, ProposalId, PropositionId, PropositionKind, Tally, Text,
    VoteId,
};

use crate::manuscript::LineIndex;
use crate::phrase::{Phrase, folded};
use crate::who::Who;

/// A motion that was moved.
#[derive(Clone, Debug)]
pub(crate) struct Moved {
    /// Its name.
    pub(crate) id: MotionId,
    /// The name of who moved it.
    pub(crate) mover: String,
    /// What it asks for.
    pub(crate) form: Form,
    /// The statement in procedural order that it is.
    pub(crate) unit: usize,
    /// The page it is about.
    pub(crate) page: Option<u32>,
    /// The number that is printed before it.
    pub(crate) number: Option<u32>,
    /// Its words and its section in lower case: a topic is looked for in them.
    pub(crate) words: String,
}

/// What a party or a group asks for, where nobody is named for it.
#[derive(Clone, Debug)]
pub(crate) struct OfGroup {
    /// Its name.
    pub(crate) id: ProposalId,
    /// The group as printed, in lower case.
    group: String,
    /// Whether it asks for something, and does not only answer no.
    pub(crate) favours: bool,
    /// Its words in lower case.
    pub(crate) words: String,
}

/// A proposition that was put.
#[derive(Clone, Debug)]
pub(crate) struct Put {
    /// Its name.
    pub(crate) id: PropositionId,
    /// The kind of question.
    pub(crate) kind: PropositionKind,
    /// The motions it is about.
    pub(crate) motions: Vec<MotionId>,
    /// The proposal it is about.
    pub(crate) proposal: Option<ProposalId>,
    /// The statement in procedural order that it is, for the vote on it.
    pub(crate) unit: usize,
    /// Whether it is told what the chair found.
    pub(crate) is_found: bool,
}

/// A vote that was ordered and counted.
#[derive(Clone, Debug)]
pub(crate) struct Voted {
    /// Its name.
    pub(crate) id: VoteId,
    /// The statement in procedural order of its proposition.
    pub(crate) unit: usize,
    /// What a Ja does.
    pub(crate) yes: Outcome,
    /// What a Nej does.
    pub(crate) no: Outcome,
    /// The count, where it is known.
    pub(crate) tally: Option<Tally>,
    /// Whether it is told how persons voted.
    pub(crate) has_ballots: bool,
    /// Whether it was open, so that ballots have names.
    pub(crate) open: bool,
    /// Whether it is ordered, and chooses the counter-proposal.
    pub(crate) is_on_counter: bool,
}

/// A reservation, as far as ballots may be derived from it.
#[derive(Clone, Debug)]
pub(crate) struct Reserved {
    /// The name of one who reserves.
    pub(crate) name: String,
    /// The motions in whose favour.
    pub(crate) favour: Vec<MotionId>,
    /// Where it stands.
    pub(crate) lines: Vec<LineIndex>,
}

/// An item's memory.
#[derive(Debug, Default)]
pub(crate) struct Register {
    pub(crate) motions: Vec<Moved>,
    /// Those of the newest statement, for *instämmer*.
    pub(crate) newest: Vec<MotionId>,
    pub(crate) proposals: Vec<(ProposalId, Option<String>)>,
    /// What parties and groups ask for.
    pub(crate) by_group: Vec<OfGroup>,
    pub(crate) puts: Vec<Put>,
    pub(crate) votes: Vec<Voted>,
    pub(crate) decisions: Vec<DecisionId>,
    pub(crate) reserved: Vec<Reserved>,
    by_mover: BTreeMap<String, Vec<usize>>,
    persons: BTreeMap<String, Person>,
    /// Who leads the item, where a role before the name says so.
    chair: Option<Person>,
    /// Who leads the meeting, where its front page says so.
    presiding: Option<Person>,
    /// The full name that a last name belongs to, where it is only one's.
    last_names: BTreeMap<String, Option<String>>,
}

/// A known person where a text names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The full name.
    pub(crate) name: String,
    /// The words of the name as they stand, without a genitive *s*.
    pub(crate) span: Range<usize>,
}

impl Register {
    /// Of a meeting whose chair is known, or is not.
    pub(crate) fn led_by(presiding: Option<Person>) -> Self {
        Self {
            presiding,
            ..Self::default()
        }
    }

    /// Who leads: whoever the item names, else whoever the front page does.
    pub(crate) fn chair(&self) -> Option<&Person> {
        self.chair.as_ref().or(self.presiding.as_ref())
    }

    /// Remembers persons.
    pub(crate) fn meet_all(&mut self, persons: &[Person]) {
        for person in persons {
            self.meet(person);
        }
    }

    /// Whether somebody of this name is known.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.persons.contains_key(name)
    }

    /// Remembers one person.
    pub(crate) fn meet(&mut self, person: &Person) {
        if self.persons.contains_key(&person.name) {
            return;
        }
        self.persons.insert(person.name.clone(), person.clone());
        let leads = |role: &String| role.to_lowercase().starts_with("ordförande");
        if self.chair.is_none() && person.role.as_ref().is_some_and(leads) {
            self.chair = Some(person.clone());
        }
        let last = person.name.rsplit(' ').next().unwrap_or_default().to_owned();
        let names = self.last_names.entry(last);
        names
            .and_modify(|name| *name = None)
            .or_insert_with(|| Some(person.name.clone()));
    }

    /// Those whose motions are meant by *det egna yrkandet*: the persons, or those of the parties who moved something.
    pub(crate) fn speakers(&self, who: &Who) -> Vec<Person> {
        if !who.persons.is_empty() {
            return who.persons.clone();
        }
        let of_party = |person: &&Person| {
            let party = person.party.as_ref();
            party.is_some_and(|party| who.parties.contains(party)) && self.by_mover.contains_key(&person.name)
        };
        self.persons.values().filter(of_party).cloned().collect()
    }

    /// Persons with the party that is known of them.
    pub(crate) fn completed(&self, persons: Vec<Person>) -> Vec<Person> {
        let complete = |mut person: Person| {
            let known = self.persons.get(&person.name);
            person.party = person
                .party
                .or_else(|| known.and_then(|known| known.party.clone()));
            person
        };
        persons.into_iter().map(complete).collect()
    }

    /// The known persons that a text names, with their parties, before the word at which something else begins.
    pub(crate) fn known_in(&self, words: &str) -> Vec<Person> {
        let mentions = self.mentions(&Phrase::of(words));
        let mut persons: Vec<Person> = Vec::new();
        for mention in mentions.into_iter().take(NAMES_IN_TEXT_MAX) {
            let person = self.persons.get(&mention.name);
            let new = |person: &&Person| !persons.iter().any(|other| other.name == person.name);
            persons.extend(person.filter(new).cloned());
        }
        persons
    }

    /// Remembers a motion and names it.
    pub(crate) fn moved(
        &mut self,
        unit: usize,
        mover: &Person,
        form: Form,
        page: Option<u32>,
        words: &str,
    ) -> MotionId {
        let id = MotionId(format!("m{}", self.motions.len() + 1));
        let index = self.motions.len();
        self.by_mover.entry(mover.name.clone()).or_default().push(index);
        self.motions.push(Moved {
            id: id.clone(),
            mover: mover.name.clone(),
            form,
            unit,
            page,
            number: None,
            words: folded(
                words
                    .get(..words.floor_char_boundary(TOPIC_BYTES_MAX))
                    .unwrap_or(words),
            ),
        });
        id
    }

    /// Remembers the number that is printed before the motions from a place on; what has one of its own keeps it.
    pub(crate) fn number(&mut self, from: usize, number: Option<u32>) {
        for moved in self.motions.iter_mut().skip(from) {
            moved.number = moved.number.or(number);
        }
    }

    /// Whether all of these motions were moved before a statement.
    pub(crate) fn precede(&self, motions: &[MotionId], unit: usize) -> bool {
        let mut later = self.motions.iter().filter(|moved| moved.unit > unit);
        later.all(|moved| !motions.contains(&moved.id))
    }

    /// The motions of one person, in the order they were moved.
    pub(crate) fn motions_of(&self, name: &str) -> Vec<&Moved> {
        let indexes = self.by_mover.get(name).map(Vec::as_slice).unwrap_or_default();
        indexes
            .iter()
            .filter_map(|&index| self.motions.get(index))
            .collect()
    }

    /// Remembers a proposal and names it.
    pub(crate) fn laid(&mut self, by: Option<String>) -> ProposalId {
        let id = self.next_proposal();
        self.proposals.push((id.clone(), by));
        id
    }

    /// Remembers what a party or a group asks for, and names it.
    pub(crate) fn laid_by_group(&mut self, group: &str, favours: bool, words: &str) -> ProposalId {
        let id = self.next_proposal();
        self.by_group.push(OfGroup {
            id: id.clone(),
            group: folded(group),
            favours,
            words: folded(words),
        });
        id
    }

    /// Whether an item has as many proposals of groups as are read.
    pub(crate) fn proposals_are_full(&self) -> bool {
        self.by_group.len() >= MOTIONS_MAX
    }

    /// The one thing that the group asks for whose name stands in the genitive: *Vänsterpartiets yrkande*.
    pub(crate) fn of_group(&self, phrase: &Phrase<'_>) -> Option<ProposalId> {
        let named = |group: &str| {
            let genitive = format!("{}s", group.trim_end_matches('s'));
            phrase.words.iter().any(|word| word.plain == genitive)
        };
        let own = |laid: &&OfGroup| laid.group.split(' ').any(named);
        let mut fitting = self.by_group.iter().filter(own);
        let only = fitting.next()?;
        fitting.next().is_none().then(|| only.id.clone())
    }

    fn next_proposal(&self) -> ProposalId {
        ProposalId(format!("p{}", self.proposals.len() + self.by_group.len() + 1))
    }

    /// The known persons that a text names, in order, in the genitive too: *Klara Nordins (M) yrkande*.
    pub(crate) fn mentions(&self, phrase: &Phrase<'_>) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut index = 0;
        while index < phrase.words.len() {
            let mention = self.mention_at(phrase, index);
            index += mention.as_ref().map_or(1, |(_, words)| *words);
            found.extend(mention.map(|(mention, _)| mention));
        }
        found
    }

    /// The text as runs: each known name is one of its own, so that it can be withheld alone.
    pub(crate) fn text(&self, words: &str) -> Text {
        let phrase = Phrase::of(words);
        let mut runs = Vec::new();
        let mut done = 0;
        for mention in self.mentions(&phrase).into_iter().take(NAMES_IN_TEXT_MAX) {
            runs.extend(words.get(done..mention.span.start).filter(|run| !run.is_empty()));
            runs.extend(words.get(mention.span.clone()));
            done = mention.span.end;
        }
        runs.extend(words.get(done..).filter(|run| !run.is_empty()));
        Text(runs.into_iter().map(str::to_owned).collect())
    }

    /// The person named at word `index`, and how many words the name has.
    fn mention_at(&self, phrase: &Phrase<'_>, index: usize) -> Option<(Mention, usize)> {
        let first = phrase.words.get(index)?;
        let wordlike = first.core.len() <= NAME_BYTES_MAX;
        if !wordlike
            || !phrase
                .text
                .get(first.core.clone())?
                .starts_with(char::is_uppercase)
        {
            return None;
        }
        let longest = (1..NAME_WORDS_MAX)
            .take_while(|&more| joined(phrase, index + more - 1))
            .count()
            + 1;
        (1..=longest).rev().find_map(|count| {
            let last = phrase.words.get(index + count - 1)?;
            let written = (index..index + count).filter_map(|at| {
                let word = phrase.words.get(at)?;
                phrase.text.get(word.core.clone())
            });
            let written = written.collect::<Vec<_>>().join(" ");
            let (name, genitive) = self.known(&written, count)?;
            let span = first.core.start..last.core.end - genitive;
            Some((Mention { name, span }, count))
        })
    }

    /// The full name that `written` is, and how many bytes of a genitive it ends in.
    fn known(&self, written: &str, words: usize) -> Option<(String, usize)> {
        let full = |name: &str| match words {
            1 => self.last_names.get(name).cloned().flatten(),
            _ => self.persons.contains_key(name).then(|| name.to_owned()),
        };
        let endings = ["", "s", ":s", "’s", "'s"].iter();
        let mut stems = endings.filter_map(|ending| Some((written.strip_suffix(ending)?, ending.len())));
        stems.find_map(|(stem, genitive)| Some((full(stem)?, genitive)))
    }
}

/// Whether nothing but white space stands between word `index` and the next.
fn joined(phrase: &Phrase<'_>, index: usize) -> bool {
    let clean = |at: usize| {
        phrase
            .words
            .get(at)
            .is_some_and(|word| word.span.end == word.core.end)
    };
    clean(index)
        && phrase
            .words
            .get(index + 1)
            .is_some_and(|next| next.span.start == next.core.start)
}

/// How many motions of one item are read; the lines of more are kept.
pub(crate) const MOTIONS_MAX: usize = 300;

const NAME_WORDS_MAX: usize = 5;
const NAME_BYTES_MAX: usize = 60;

/// How much of a motion is searched for a topic.
const TOPIC_BYTES_MAX: usize = 4096;

/// How many names of one text become runs of their own: each is a leaf, and an event holds about a thousand.
const NAMES_IN_TEXT_MAX: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_the_genitive_and_over_line_ends() {
        let mut register = Register::default();
        for name in ["Anna Ek", "Bo Ny Hansson", "Jonas Salenius"] {
            register.meet(&Person {
                name: name.to_owned(),
                ..Person::default()
            });
        }
        let text = "Anna\nEks (S) yrkande, Hanssons, Bo Ny Hansson och Jonas Salenius förslag; Ann Ek";
        let runs = register.text(text);
        assert_eq!(runs.concat(), text);
        let names: Vec<_> = register
            .mentions(&Phrase::of(text))
            .into_iter()
            .map(|m| m.name)
            .collect();
        assert_eq!(
            names,
            [
                "Anna Ek",
                "Bo Ny Hansson",
                "Bo Ny Hansson",
                "Jonas Salenius",
                "Anna Ek"
            ]
        );
        assert_eq!(
            runs.0[0..2],
            ["Anna\nEk".to_owned(), "s (S) yrkande, ".to_owned()]
        );
    }
}
