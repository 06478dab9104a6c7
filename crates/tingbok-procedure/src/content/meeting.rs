//! Content of a meeting around its items: its course, who is there, who serves, who adjusts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, ParagraphNo, Person, Text};
use crate::moment::Moment;

/// `meeting.summoned/1`: the meeting is called (*kallelse*; 5:13–15, 6:23).
///
/// A later one, before the meeting is opened, is a supplement: it adds to the agenda, and a place or time that it states
/// replaces the earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingSummoned {
    /// Where it is to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When it is to begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins: Option<Moment>,
    /// What is to be dealt with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<AgendaItem>,
}

/// One line of an agenda (*föredragningslista*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// The title.
    pub title: Text,
    /// The number of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
}

/// `meeting.opened/1`: the chair opens the meeting. The time is the event's `at`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingOpened {
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who leads it.
    pub chair: Person,
    /// Who writes the minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secretary: Option<Person>,
}

/// `meeting.adjourned/1`: nothing is decided until the meeting is resumed. The time is the event's `at`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingAdjourned {
    /// The item during which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
}

/// `meeting.resumed/1`: the meeting goes on. The time is the event's `at`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingResumed {
    /// The item during which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
}

/// `meeting.closed/1`: the meeting is over. The time is the event's `at`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingClosed {}

/// `meeting.cancelled/1`: a meeting that was called does not take place (*inställt*).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingCancelled {
    /// Why, where that is stated.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub reason: Text,
}

/// `attendance.recorded/1`: the roll call (*upprop*). It tells who serves from here on; a later one replaces it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendanceRecorded {
    /// The item during which it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
    /// Those who serve (*tjänstgörande*): members, and substitutes for members.
    pub serving: Vec<Serving>,
    /// Substitutes who are present and do not serve.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub substitutes: Vec<Person>,
    /// Others who are present: officials, auditors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Person>,
    /// Members who are not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<Person>,
}

/// Somebody who serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Serving {
    /// Who serves.
    pub person: Person,
    /// The member in whose place a substitute serves.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub in_place_of: Option<Person>,
}

/// `service.started/1`: somebody serves from here on: comes late, or takes a member's place (5:17–21, 6:17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceStarted {
    /// The item during which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
    /// Who serves.
    pub person: Person,
    /// The member in whose place a substitute serves.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub in_place_of: Option<Person>,
}

/// `service.ended/1`: somebody serves no longer: leaves, or gives the place back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceEnded {
    /// The item during which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
    /// Who served.
    pub person: Person,
}

/// `agenda.adopted/1`: the agenda is adopted, with what is changed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaAdopted {
    /// What is added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<AgendaItem>,
    /// What is taken off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<AgendaItem>,
    /// In words, as written.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// `adjusters.appointed/1`: those who adjust the minutes together with the chair (*justerare*, 5:69).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustersAppointed {
    /// The item for which alone they are appointed; without it they are for the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
    /// Who adjusts.
    pub adjusters: Vec<Person>,
    /// The day on which they are to do it, where one is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
}

/// `doors.closed/1`: the meeting goes on behind closed doors (5:42, 6:25).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DoorsClosed {
    /// The item during which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
}

/// `doors.opened/1`: the meeting is public again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DoorsOpened {
    /// The item during which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ParagraphNo>,
}
