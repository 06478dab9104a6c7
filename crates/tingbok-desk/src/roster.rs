//! A roster from a table: who is in it is compared with the body's roster, and who is new becomes a draft.
//!
//! Invariants: nobody is guessed: two rows of one name are told apart by the file or refused, each by its line. The same
//! file gives the same names in the roster, and, once it is recorded, no drafts.
//!
//! Spec: docs/spec/desk.md, "Rosters"; docs/procedure.md, `member.elected`; sections 4:1, 4:6.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tingbok_procedure::content::{Day, MemberElected, MemberId, Office, Person};
use tingbok_procedure::{Content, Event};

pub use table::{RosterError, Row, Table, read};

mod seat;
mod table;
mod value;

/// The body's roster, as its events tell it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    members: BTreeMap<MemberId, Listed>,
    order: Vec<MemberId>,
}

/// A member as last elected.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The newest election.
    pub elected: MemberElected,
    /// The last day, where the member has left before the election's own.
    pub released: Option<Date>,
}

/// What a table adds to a roster.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Those who are elected by it, each with the line of the table.
    pub elected: Vec<(u64, MemberElected)>,
    /// Those who are in the roster as the table has them.
    pub unchanged: Vec<(u64, MemberId)>,
    /// Those who are in the roster otherwise, and what differs: it is for a person to record.
    pub changed: Vec<(u64, MemberId, String)>,
    /// Those who are elected to a seat that somebody else in the roster has on the same days: the line, the seat, who.
    pub beside: Vec<(u64, String, MemberId)>,
    /// Those who are in the roster and not in the table.
    pub absent: Vec<MemberId>,
}

impl Roster {
    /// The roster after these events of the stream `body`.
    pub fn of<'e>(events: impl IntoIterator<Item = &'e Event>) -> Self {
        let mut roster = Self::default();
        for event in events {
            match &event.content {
                Content::MemberElected(elected) => roster.elect(elected),
                Content::MemberReleased(released) => {
                    if let Some(listed) = roster.members.get_mut(&released.member) {
                        listed.released = Some(released.on.map_or(event.at.date(), |day| day.0));
                    }
                }
                _ => {}
            }
        }
        roster
    }

    /// The members, in the order in which they were first elected.
    pub fn listed(&self) -> impl Iterator<Item = &Listed> {
        self.order.iter().filter_map(|id| self.members.get(id))
    }

    /// What a table adds on a day.
    ///
    /// # Errors
    /// [`RosterError`] where a row may be several members, two rows one, or two have one seat.
    pub fn compare(&self, table: &Table, on: Date) -> Result<Plan, RosterError> {
        namesakes(&table.rows)?;
        seat::given_once(&table.rows)?;
        let mut plan = Plan::default();
        let mut taken: BTreeSet<MemberId> = self.members.keys().cloned().collect();
        let mut seen: BTreeMap<MemberId, u64> = BTreeMap::new();
        for row in &table.rows {
            let known = self.known(row)?;
            let member = match (&known, &row.member) {
                (Some(listed), _) => listed.elected.member.clone(),
                (None, Some(named)) => named.clone(),
                (None, None) => free(&handle(&row.name), &taken),
            };
            if let Some(first) = seen.insert(member.clone(), row.line) {
                return Err(RosterError::Twice {
                    first,
                    second: row.line,
                    what: format!("member `{member}`"),
                });
            }
            taken.insert(member.clone());
            let elected = row.elected(member.clone());
            match known.filter(|listed| listed.runs_on(row.from.unwrap_or(on))) {
                None => {
                    plan.beside.extend(self.beside(row, &member));
                    plan.elected.push((row.line, elected));
                }
                Some(listed) => match differences(&listed.elected, &elected) {
                    None => plan.unchanged.push((row.line, member)),
                    Some(what) => plan.changed.push((row.line, member, what)),
                },
            }
        }
        let current = self.listed().filter(|listed| listed.runs_on(on));
        let ids = current.map(|listed| listed.elected.member.clone());
        plan.absent = ids.filter(|id| !seen.contains_key(id)).collect();
        Ok(plan)
    }

    fn elect(&mut self, elected: &MemberElected) {
        let listed = Listed {
            elected: elected.clone(),
            released: None,
        };
        if self.members.insert(elected.member.clone(), listed).is_none() {
            self.order.push(elected.member.clone());
        }
    }

    /// Who else has the seat that a row gives a member.
    fn beside(&self, row: &Row, member: &MemberId) -> Vec<(u64, String, MemberId)> {
        let others = self.listed().filter(|listed| listed.elected.member != *member);
        let taken = others.filter_map(|listed| {
            let seat = seat::taken(row, listed)?;
            Some((row.line, seat, listed.elected.member.clone()))
        });
        taken.collect()
    }

    /// The member that a row is about, where the roster has one.
    fn known(&self, row: &Row) -> Result<Option<&Listed>, RosterError> {
        if let Some(member) = &row.member {
            let known = self.members.get(member);
            return match known.filter(|listed| listed.elected.person.name != row.name) {
                None => Ok(known),
                Some(other) => Err(RosterError::MemberTaken {
                    line: row.line,
                    member: member.clone(),
                    name: other.elected.person.name.clone(),
                }),
            };
        }
        let fits = |listed: &&Listed| {
            let person = &listed.elected.person;
            let of_party = person.party.is_none() || row.party.is_none() || person.party == row.party;
            person.name == row.name && of_party
        };
        let named = |listed: &&Listed| listed.elected.person.name == row.name;
        let namesakes: Vec<&Listed> = self.listed().filter(fits).collect();
        // Of another party, it may be the member, who has changed it, or somebody else.
        let others: Vec<&Listed> = self.listed().filter(named).collect();
        match (namesakes.as_slice(), others.as_slice()) {
            ([], []) => Ok(None),
            ([only], _) => Ok(Some(only)),
            ([], several) | (several, _) => Err(RosterError::Several {
                line: row.line,
                name: row.name.clone(),
                members: several
                    .iter()
                    .map(|listed| listed.elected.member.clone())
                    .collect(),
            }),
        }
    }
}

impl Listed {
    /// Whether the member has not left before a day.
    #[must_use]
    pub fn runs_on(&self, day: Date) -> bool {
        self.until().is_none_or(|until| day <= until)
    }

    /// The last day, where one is known.
    fn until(&self) -> Option<Date> {
        self.released.or(self.elected.until.map(|until| until.0))
    }
}

impl Row {
    fn elected(&self, member: MemberId) -> MemberElected {
        MemberElected {
            member,
            person: Person {
                name: self.name.clone(),
                party: self.party.clone(),
                ..Person::default()
            },
            office: self.office,
            order: self.order,
            from: self.from.map(Day),
            until: self.until.map(Day),
        }
    }
}

/// Refuses rows of one name that the table does not tell apart.
fn namesakes(rows: &[Row]) -> Result<(), RosterError> {
    let mut by_name: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in rows {
        let Some(first) = by_name.insert(&row.name, row) else {
            continue;
        };
        let (first_line, second) = (first.line, row.line);
        if first.member.is_some() && row.member.is_some() && first.member != row.member {
            continue;
        }
        let same = Row {
            line: first.line,
            ..row.clone()
        } == *first;
        return Err(if same {
            RosterError::Twice {
                first: first_line,
                second,
                what: format!("`{}`", row.name),
            }
        } else {
            RosterError::Namesakes {
                first: first_line,
                second,
                name: row.name.clone(),
            }
        });
    }
    Ok(())
}

/// In what an election differs from another of the same member.
fn differences(known: &MemberElected, row: &MemberElected) -> Option<String> {
    let said = |what: &str, known: Option<String>, row: Option<String>| {
        // What the table does not state is no difference.
        let row = row.filter(|row| Some(row) != known.as_ref())?;
        let known = known.map_or_else(|| "none".to_owned(), |known| format!("`{known}`"));
        Some(format!(
            "{what} is {known} in the roster and `{row}` in the table"
        ))
    };
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let all = [
        said("party", known.person.party.clone(), row.person.party.clone()),
        said(
            "office",
            Some(office(known.office).to_owned()),
            Some(office(row.office).to_owned()),
        ),
        said(
            "order",
            known.order.map(|n| n.to_string()),
            row.order.map(|n| n.to_string()),
        ),
        said("the first day", day(known.from), day(row.from)),
        said("the last day", day(known.until), day(row.until)),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// What an office is called in Swedish.
#[must_use]
pub const fn office(office: Office) -> &'static str {
    match office {
        Office::Chair => "ordförande",
        Office::FirstViceChair => "1:e vice ordförande",
        Office::SecondViceChair => "2:e vice ordförande",
        Office::Member => "ledamot",
        Office::Substitute => "ersättare",
    }
}

/// A name in the roster from a person's name: `Eva-Lena Ståhl` is `eva-lena-stahl`.
#[must_use]
pub fn handle(name: &str) -> String {
    let mut handle = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => handle.push_str(letters),
            None if c.is_ascii_alphanumeric() => handle.push(c),
            None if handle.ends_with('-') || handle.is_empty() => {}
            None => handle.push('-'),
        }
    }
    let handle = handle.trim_end_matches('-');
    if handle.is_empty() {
        "member".to_owned()
    } else {
        handle.to_owned()
    }
}

/// A letter with marks as the letters without.
fn plain(c: char) -> Option<&'static str> {
    let of = |letters: &str| letters.contains(c);
    let pairs = [
        ("åäàáâãā", "a"),
        ("öøóòôõō", "o"),
        ("éèêëēėę", "e"),
        ("íìîïī", "i"),
        ("úùûüū", "u"),
        ("çćč", "c"),
        ("ñń", "n"),
        ("ýÿ", "y"),
        ("šś", "s"),
        ("žźż", "z"),
        ("łľ", "l"),
        ("đď", "d"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("ß", "ss"),
        ("þ", "th"),
        ("ð", "d"),
        ("ťţ", "t"),
        ("řŕ", "r"),
        ("ğ", "g"),
    ];
    pairs
        .into_iter()
        .find(|(letters, _)| of(letters))
        .map(|(_, plain)| plain)
}

/// The first of `name`, `name-2`, `name-3`, … that nobody has.
fn free(name: &str, taken: &BTreeSet<MemberId>) -> MemberId {
    let numbered = (2_u32..).map(|number| format!("{name}-{number}"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered).map(MemberId);
    all.find(|id| !taken.contains(id))
        .unwrap_or_else(|| MemberId(name.to_owned()))
}

#[cfg(test)]
mod tests;
