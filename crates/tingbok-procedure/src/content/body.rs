//! Content of the stream `body`: the elected body, its local rules, and its roster.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, MemberId, Person, Text};

/// `body.constituted/1`: the elected body that this ledger belongs to, and its local rules.
///
/// A later one replaces the earlier from where it stands: seats and rules change with elections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BodyConstituted {
    /// The body's name, `Regionstyrelsen`.
    pub name: String,
    /// Board or assembly: the rules differ.
    pub kind: BodyKind,
    /// The number of seats; quorum is counted against it (5:45, 6:27).
    pub seats: u32,
    /// How paragraphs are numbered, where that is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbering: Option<Numbering>,
    /// How many adjust the minutes beside the chair, where that is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusters: Option<u32>,
    /// Where notices are posted (8:9), an address as a rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_place: Option<String>,
    /// The rule set that its local rules were written for, where that is stated. Of another than `2017:725` the audit says
    /// that it is not known and that the body is judged by that all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_set: Option<String>,
}

impl BodyConstituted {
    /// A body of which no local rules are stated.
    #[must_use]
    pub fn new(name: &str, kind: BodyKind, seats: u32) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            seats,
            numbering: None,
            adjusters: None,
            notice_place: None,
            rule_set: None,
        }
    }
}

/// The two kinds of elected bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// *Nämnd* or *styrelse* (KL chapter 6).
    Board,
    /// *Fullmäktige* (KL chapter 5).
    Assembly,
}

/// How a body numbers its paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Numbering {
    /// From 1 each year, without gap.
    PerYear,
    /// From 1 each meeting. Such paragraphs are not told apart by year and number: the body is refused here.
    PerMeeting,
}

/// `member.elected/1`: somebody has a seat, or is a substitute (4:1, 4:6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberElected {
    /// The member's name in this roster; given once, never to another person.
    pub member: MemberId,
    /// The person, as minutes write the name.
    pub person: Person,
    /// As what.
    pub office: Office,
    /// The place in the order in which substitutes are called in, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// What a member is elected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// *Ordförande*.
    Chair,
    /// *1:e vice ordförande*.
    FirstViceChair,
    /// *2:e vice ordförande*.
    SecondViceChair,
    /// *Ledamot*.
    Member,
    /// *Ersättare*.
    Substitute,
}

/// `member.released/1`: a member leaves (*avsägelse*, *entledigande*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberReleased {
    /// The member.
    pub member: MemberId,
    /// The last day, where it is another than the event's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// Why, where that is stated.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub reason: Text,
}
