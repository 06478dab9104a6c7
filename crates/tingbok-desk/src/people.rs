//! Who is meant by a name: the roster, and those whom the meeting has named.
//!
//! Invariant: a name is somebody only when it fits exactly one person. A name fits where each of its words is a word of
//! the person's name, whatever the case of its letters; a part of a word fits nobody.
//!
//! Spec: docs/spec/desk.md, "People"; docs/procedure.md, "Contents", person.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tingbok_procedure::content::{MemberElected, MemberId, Office, Person};
use tingbok_procedure::{Content, Event};

/// Everybody who can be meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    members: BTreeMap<MemberId, Member>,
    /// The order in which members were first elected.
    order: Vec<MemberId>,
    /// Those whom the meeting names and who are no members: officials, the secretary.
    guests: Vec<Person>,
}

/// A member or substitute, as the roster has it.
#[derive(Clone, Debug, PartialEq)]
struct Member {
    person: Person,
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq)]
struct Term {
    office: Office,
    from: Option<Date>,
    until: Option<Date>,
}

/// Somebody whom a name fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The person as a draft names one.
    pub person: Person,
    /// As what the person is in the roster; `None` of a guest.
    pub office: Option<Office>,
}

/// Whom a name fits.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Exactly one.
    One(Person),
    /// Several.
    Several(Vec<Candidate>),
    /// Nobody; these are near.
    Nobody(Vec<String>),
}

impl People {
    /// Takes in an event of the stream `body`, or of the meeting.
    pub fn take(&mut self, event: &Event) {
        match &event.content {
            Content::MemberElected(elected) => self.elect(elected),
            Content::MemberReleased(released) => {
                let member = self.members.get_mut(&released.member);
                if let Some(term) = member.and_then(|member| member.terms.last_mut()) {
                    term.until = Some(released.on.map_or(event.at.date(), |day| day.0));
                }
            }
            content => content.persons().into_iter().for_each(|person| self.meet(person)),
        }
    }

    /// The members and substitutes of a day, in the order of their election, then those whom the meeting named.
    #[must_use]
    pub fn on(&self, day: Date) -> Vec<Candidate> {
        let members = self.order.iter().filter_map(|id| {
            let member = self.members.get(id)?;
            let term = member.terms.iter().rev().find(|term| term.covers(day))?;
            Some(Candidate {
                person: member.person.clone(),
                office: Some(term.office),
            })
        });
        let guests = self.guests.iter().map(|person| Candidate {
            person: person.clone(),
            office: None,
        });
        members.chain(guests).collect()
    }

    /// Those who have a seat on a day: everybody in the roster who is no substitute.
    #[must_use]
    pub fn seated(&self, day: Date) -> Vec<Person> {
        let seated = self
            .on(day)
            .into_iter()
            .filter(|one| one.office.is_some_and(|office| office != Office::Substitute));
        seated.map(|one| one.person).collect()
    }

    /// Whom a name means on a day.
    #[must_use]
    pub fn find(&self, name: &str, day: Date) -> Found {
        let query = Query::of(name);
        let known = self.on(day);
        let mut fit: Vec<Candidate> = known
            .iter()
            .filter(|one| query.fits(&one.person))
            .cloned()
            .collect();
        if fit.iter().any(|one| query.is(&one.person)) {
            fit.retain(|one| query.is(&one.person));
        }
        match fit.as_slice() {
            [only] => Found::One(only.person.clone()),
            [] => Found::Nobody(near(&query, &known)),
            _ => Found::Several(fit),
        }
    }

    fn elect(&mut self, elected: &MemberElected) {
        let person = Person {
            role: None,
            member: Some(elected.member.clone()),
            ..elected.person.clone()
        };
        let term = Term {
            office: elected.office,
            from: elected.from.map(|day| day.0),
            until: elected.until.map(|day| day.0),
        };
        if !self.members.contains_key(&elected.member) {
            self.order.push(elected.member.clone());
        }
        let member = self.members.entry(elected.member.clone()).or_insert(Member {
            person: person.clone(),
            terms: Vec::new(),
        });
        member.person = person;
        member.terms.push(term);
    }

    /// Somebody whom the meeting names. A member who is written without `member` is no other person.
    fn meet(&mut self, person: &Person) {
        let same = |other: &Person| other.name == person.name && other.party == person.party;
        let is_member = person.member.is_some()
            || self.members.values().any(|member| {
                member.person.name == person.name
                    && (person.party.is_none() || member.person.party == person.party)
            });
        if !is_member && !self.guests.iter().any(same) {
            self.guests.push(person.clone());
        }
    }
}

impl Term {
    fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A name as typed: its words in small letters, and the party where one stands in brackets.
struct Query {
    words: Vec<String>,
    party: Option<String>,
}

impl Query {
    fn of(name: &str) -> Self {
        let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        let party = words
            .last()
            .and_then(|last| last.strip_prefix('(')?.strip_suffix(')'))
            .map(str::to_owned);
        if party.is_some() {
            words.pop();
        }
        Self { words, party }
    }

    fn fits(&self, person: &Person) -> bool {
        let party = person.party.as_ref().map(|party| party.to_lowercase());
        let of_party = self.party.is_none() || party == self.party;
        let name = words_of(&person.name);
        of_party
            && !self.words.is_empty()
            && (self.is_handle(person) || self.words.iter().all(|word| name.contains(word)))
    }

    /// Whether it is the person's whole name, or the name in the roster.
    fn is(&self, person: &Person) -> bool {
        self.is_handle(person) || self.words == words_of(&person.name)
    }

    fn is_handle(&self, person: &Person) -> bool {
        let handle = person.member.as_ref().map(|member| member.0.as_str());
        matches!(self.words.as_slice(), [only] if handle == Some(only.as_str()))
    }
}

fn words_of(name: &str) -> Vec<String> {
    name.split_whitespace().map(str::to_lowercase).collect()
}

/// Those whose name begins as the words do, or is spelled almost as they are.
fn near(query: &Query, known: &[Candidate]) -> Vec<String> {
    let mut near: Vec<(usize, String)> = Vec::new();
    for one in known {
        let name = words_of(&one.person.name);
        let nearest = query.words.iter().filter_map(|word| {
            let distances = name.iter().map(|other| distance(word, other));
            let least = distances.min()?;
            (least <= word.chars().count() / 3).then_some(least)
        });
        if let Some(least) = nearest.min() {
            near.push((least, one.person.to_string()));
        }
    }
    near.sort();
    near.into_iter().take(NEAR_MAX).map(|(_, name)| name).collect()
}

/// How far a word is from another: nothing where it is its beginning, else the letters to change.
fn distance(word: &str, other: &str) -> usize {
    if other.starts_with(word) {
        return 0;
    }
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, a) in word.chars().enumerate() {
        let mut last = above;
        let mut next = vec![above + 1];
        for (b, up) in other.iter().zip(row.iter().skip(1)) {
            let cost = last + usize::from(a != *b);
            let left = next.last().copied().unwrap_or_default();
            next.push(cost.min(up + 1).min(left + 1));
            last = *up;
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

const NEAR_MAX: usize = 5;

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tingbok_procedure::Draft;

    use super::*;

    fn people() -> People {
        let mut people = People::default();
        for (member, name, party, office) in [
            ("anna-svensson", "Anna Svensson", "S", "chair"),
            ("bo-svensson", "Bo Svensson", "M", "member"),
            ("eva-lena-stahl", "Eva-Lena Ståhl", "S", "member"),
            ("klara-nordin", "Klara Nordin", "M", "substitute"),
        ] {
            let content =
                json!({"member": member, "person": {"name": name, "party": party}, "office": office});
            people.take(&event("body", "member.elected/1", content));
        }
        let opened = json!({"chair": {"name": "Anna Svensson"}, "secretary": {"name": "Elin Berg"}});
        people.take(&event("meeting/2026-03-11", "meeting.opened/1", opened));
        people
    }

    fn event(stream: &str, kind: &str, content: serde_json::Value) -> Event {
        let draft = Draft {
            id: "7d5c9e1e-6f5b-4b7e-9a39-0d3a3c2f6f01".to_owned(),
            stream: stream.to_owned(),
            kind: kind.to_owned(),
            at: "2026-01-01".to_owned(),
            content,
        };
        draft.event().unwrap()
    }

    fn found(name: &str) -> String {
        match people().find(name, "2026-03-11".parse().unwrap()) {
            Found::One(person) => format!("{person} {:?}", person.member.as_ref().map(|member| &member.0)),
            Found::Several(several) => {
                let names: Vec<String> = several.iter().map(|one| one.person.to_string()).collect();
                format!("several: {}", names.join(", "))
            }
            Found::Nobody(near) => format!("nobody: {}", near.join(", ")),
        }
    }

    #[test]
    fn a_name_is_somebody_when_it_fits_one() {
        assert_eq!(found("nordin"), "Klara Nordin (M) Some(\"klara-nordin\")");
        assert_eq!(found("Svensson (m)"), "Bo Svensson (M) Some(\"bo-svensson\")");
        assert_eq!(found("bo-svensson"), "Bo Svensson (M) Some(\"bo-svensson\")");
        assert_eq!(found("STÅHL"), "Eva-Lena Ståhl (S) Some(\"eva-lena-stahl\")");
        // The secretary is known from the meeting, and the chair is the member of that name.
        assert_eq!(found("Berg"), "Elin Berg None");
        assert_eq!(found("Anna"), "Anna Svensson (S) Some(\"anna-svensson\")");
    }

    #[test]
    fn several_are_named_and_nobody_is_guessed() {
        assert_eq!(found("Svensson"), "several: Anna Svensson (S), Bo Svensson (M)");
        assert_eq!(found("Nordi"), "nobody: Klara Nordin (M)");
        assert_eq!(found("Nordqvist"), "nobody: ");
        assert_eq!(found("Svenson"), "nobody: Anna Svensson (S), Bo Svensson (M)");
        assert_eq!(found("Nordin (S)"), "nobody: Klara Nordin (M)");
        assert_eq!(found(""), "nobody: ");
    }

    #[test]
    fn whoever_has_a_seat_is_no_substitute() {
        let seated = people().seated("2026-03-11".parse().unwrap());
        assert_eq!(seated.len(), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
