//! Who serves (*tjänstgör*) when, and in which paragraphs, through people coming and going.
//!
//! Invariants: a roll call replaces who serves; a person serves in a paragraph when serving as it is decided, or closed
//! where nothing was decided, and not recused in it. Where no roll was called nothing is known, and nothing is said.
//! Whoever folds leaves out a recusal by a name that several members have: it recuses none of them.
//!
//! Section: 5:17, 6:21, 6:28–30; docs/procedure.md, "States".

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tingbok_procedure::content::{AttendanceRecorded, Person};
use tingbok_procedure::{Content, Event, Moment};

use crate::person::same;

/// The service of a meeting, event by event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Whether a roll was called, or somebody's service recorded.
    pub recorded: bool,
    /// Who served, in the order in which they began.
    pub stints: Vec<Stint>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    recused: BTreeMap<u32, Vec<Person>>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    decided: BTreeSet<u32>,
}

/// One person's service without a break.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stint {
    /// Who serves.
    pub person: Person,
    /// The member in whose place a substitute serves.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub in_place_of: Option<Person>,
    /// Since when.
    pub from: Moment,
    /// Until when; `None` to the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// The paragraphs.
    pub items: BTreeSet<u32>,
}

impl Service {
    /// Takes in the next event of the meeting's stream.
    pub fn take(&mut self, event: &Event) {
        match &event.content {
            Content::AttendanceRecorded(roll) => self.call(roll, &event.at),
            Content::ServiceStarted(c) => {
                self.recorded = true;
                self.begin(&c.person, c.in_place_of.as_ref(), &event.at);
            }
            Content::ServiceEnded(c) => {
                self.recorded = true;
                self.end(&event.at, |stint| same(&stint.person, &c.person));
            }
            Content::RecusalDeclared(c) => {
                self.recused.entry(c.item.0).or_default().push(c.person.clone());
            }
            Content::DecisionMade(c) => {
                self.decided.insert(c.item.0);
                self.count(c.item.0);
            }
            Content::ItemClosed(c) if !self.decided.contains(&c.item.0) => self.count(c.item.0),
            _ => {}
        }
    }

    /// Who serves now.
    pub fn serving(&self) -> impl Iterator<Item = &Stint> {
        self.stints.iter().filter(|stint| stint.until.is_none())
    }

    fn call(&mut self, roll: &AttendanceRecorded, at: &Moment) {
        self.recorded = true;
        let called = |stint: &Stint| {
            let is = |serving: &tingbok_procedure::content::Serving| {
                stint.is(&serving.person, serving.in_place_of.as_ref())
            };
            roll.serving.iter().any(is)
        };
        self.end(at, |stint| !called(stint));
        for serving in &roll.serving {
            self.begin(&serving.person, serving.in_place_of.as_ref(), at);
        }
    }

    fn begin(&mut self, person: &Person, in_place_of: Option<&Person>, at: &Moment) {
        if !self.serving().any(|stint| stint.is(person, in_place_of)) {
            self.stints.push(Stint {
                person: person.clone(),
                in_place_of: in_place_of.cloned(),
                from: at.clone(),
                until: None,
                items: BTreeSet::new(),
            });
        }
    }

    fn end(&mut self, at: &Moment, ends: impl Fn(&Stint) -> bool) {
        for stint in &mut self.stints {
            if stint.until.is_none() && ends(stint) {
                stint.until = Some(at.clone());
            }
        }
    }

    fn count(&mut self, item: u32) {
        let recused = self.recused.get(&item).map(Vec::as_slice).unwrap_or_default();
        for stint in &mut self.stints {
            if stint.until.is_none() && !recused.iter().any(|person| same(person, &stint.person)) {
                stint.items.insert(item);
            }
        }
    }
}

impl Stint {
    fn is(&self, person: &Person, in_place_of: Option<&Person>) -> bool {
        let place = match (&self.in_place_of, in_place_of) {
            (Some(a), Some(b)) => same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        place && same(&self.person, person)
    }
}

/// Paragraphs by number: `§ 57`, `§§ 170, 172–184`.
#[must_use]
pub fn paragraphs(numbers: &BTreeSet<u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, to)) if to.checked_add(1) == Some(number) => *to = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |&(from, to): &(u32, u32)| match to.saturating_sub(from) {
        0 => from.to_string(),
        1 => format!("{from}, {to}"),
        _ => format!("{from}–{to}"),
    };
    let mark = if numbers.len() == 1 { "§" } else { "§§" };
    let runs: Vec<String> = runs.iter().map(run).collect();
    if runs.is_empty() {
        String::new()
    } else {
        format!("{mark} {}", runs.join(", "))
    }
}

#[cfg(test)]
mod tests;
