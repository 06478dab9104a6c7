//! The room in which an item is dealt with: who leads it, who serves, who is recused, and by which local rules.
//!
//! Spec: docs/guides/rules.md, `quorum` and `recusal`; 5:45–47, 6:27–30.

use jiff::civil::Date;

use super::body::Body;
use super::course::Course;
use super::participation::may_be;
use super::service::{Service, ServicePoint};
use crate::content::{BodyKind, Choice, Content, ParagraphNo, Person, Serving};
use crate::moment::Moment;
use crate::rule::{Finding, Rule};
use crate::wording::Wording;
use crate::words;

/// What an event in an item is judged by beside the item's own events.
#[derive(Clone, Copy)]
pub(super) struct Room<'a> {
    pub(super) body: &'a Body,
    pub(super) course: &'a Course,
    pub(super) service: &'a Service,
    pub(super) day: Date,
    pub(super) at: &'a Moment,
    /// Whether the event was read from a source: it is true to that source, and what the source lacks is no mistake.
    pub(super) is_read: bool,
    /// Whether a minority has remitted or tabled the matter before (5:50).
    pub(super) put_off_before: bool,
    pub(super) item: Setting<'a>,
}

/// What the item itself says of the room.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) number: ParagraphNo,
    pub(super) place: &'a str,
    /// How far the changes of service had come when the item was opened.
    pub(super) since: ServicePoint,
    pub(super) chair: Option<&'a Person>,
    pub(super) recused: &'a [Person],
    /// The events that declared them recused, one by one.
    pub(super) recusals: &'a [String],
}

impl<'a> Room<'a> {
    pub(super) fn same(&self, a: &Person, b: &Person) -> bool {
        self.body.roster().same(a, b)
    }

    pub(super) fn has(&self, persons: &[Person], person: &Person) -> bool {
        persons.iter().any(|one| self.same(one, person))
    }

    pub(super) fn is_recused(&self, person: &Person) -> bool {
        self.has(self.item.recused, person)
    }

    /// Who leads the item, where it is recorded.
    pub(super) fn chair(&self) -> Option<&'a Person> {
        self.item.chair.or(self.course.chair())
    }

    /// Who serves at a point; `None` where no roll was recorded by then.
    pub(super) fn serving(&self, at: ServicePoint) -> Option<Vec<&'a Serving>> {
        self.service.serving(at, self.body.roster())
    }

    /// Whether a person serves at a point; `None` where that is not known.
    pub(super) fn serves(&self, person: &Person, at: ServicePoint) -> Option<bool> {
        let serving = self.serving(at)?;
        Some(serving.iter().any(|one| self.same(&one.person, person)))
    }

    /// Whether a person may be one of those who serve at a point, with the party left out by one of two texts.
    pub(super) fn may_serve(&self, person: &Person, at: ServicePoint) -> bool {
        let serving = self.serving(at).unwrap_or_default();
        serving.iter().any(|one| may_be(&one.person, person))
    }

    /// Those who serve and are not recused: they are present, and may vote.
    pub(super) fn present(&self, at: ServicePoint) -> Option<Vec<&'a Serving>> {
        let mut serving = self.serving(at)?;
        serving.retain(|one| !self.is_recused(&one.person));
        Some(serving)
    }

    pub(super) fn body_kind(&self) -> Option<BodyKind> {
        self.body.kind_on(self.day)
    }

    /// Whether more than half of the seats are filled now; in an assembly recusal alone breaks nothing (5:46).
    pub(super) fn quorum(&self) -> Option<Finding> {
        let rules = self.body.on(self.day)?;
        let serving = self.serving(self.service.now())?.len();
        let present = self.present(self.service.now())?.len();
        let seats = usize::try_from(rules.seats).unwrap_or(usize::MAX);
        let enough = |count: usize| count > seats / 2;
        if enough(present) {
            return None;
        }
        let left = match rules.kind {
            BodyKind::Assembly => self.left_by_recusal(),
            BodyKind::Board => 0,
        };
        if rules.kind == BodyKind::Assembly && enough(serving + left) {
            return None;
        }
        let recused = match serving + left - present {
            0 => Wording::default(),
            count => words!(", {count} more are recused", ", ytterligare {count} är jäviga"),
        };
        let what = words!(
            "{place} is dealt with by {present} who serve, of {seats} seats{recused}",
            "{place} behandlas av {present} tjänstgörande, av {seats} platser{recused}",
            place = self.item.place; recused = recused
        );
        let least = seats / 2 + 1;
        Some(Finding::new(Rule::Quorum, what).expecting(words!("at least {least}", "minst {least}")))
    }

    /// How many places stand empty because those who are recused in the item left the meeting for it.
    fn left_by_recusal(&self) -> usize {
        let item = (self.item.number, self.item.since);
        self.service.emptied(item, self.item.recused, self.body.roster())
    }

    /// Those who take part in an item in which they are recused, by what they do.
    pub(super) fn recusal(&self, content: &Content) -> Vec<Finding> {
        let present = self.present_in_a_board(content);
        let Some((does, persons)) = taking_part(content).or(present) else {
            return Vec::new();
        };
        let recused = persons.into_iter().filter(|person| self.is_recused(person));
        recused.map(|person| self.takes_part(person, &does)).collect()
    }

    /// Who is present in the item by its roll, in a board: there one who is recused leaves the room (6:30). An assembly's
    /// meetings are public, and 5:47 takes over neither that nor the rest of 6:30, first paragraph.
    fn present_in_a_board<'c>(&self, content: &'c Content) -> Option<(Wording, Vec<&'c Person>)> {
        let Content::AttendanceRecorded(roll) = content else {
            return None;
        };
        let is_board = self.body_kind() == Some(BodyKind::Board);
        let serving = roll.serving.iter().map(|one| &one.person);
        let there = serving.chain(&roll.substitutes).chain(&roll.others);
        is_board.then(|| (words!("is present", "är närvarande"), there.collect()))
    }

    /// A recusal of one of several namesakes: nothing is guessed, and none of them is recused by it.
    pub(super) fn means_several(&self, person: &Person) -> Option<Finding> {
        let roster = self.body.roster();
        roster.may_be_several(person).then(|| {
            let what = words!(
                "{unknown}; none of them is recused in {place} by it",
                "{unknown}; ingen av dem blir jävig i {place} därigenom",
                place = self.item.place; unknown = roster.unknown(person)
            );
            let expected = words!(
                "a recusal that names the member",
                "ett jäv som anger vilken ledamot"
            );
            Finding::new(Rule::KnownPerson, what).expecting(expected)
        })
    }

    pub(super) fn takes_part(&self, person: &Person, does: &Wording) -> Finding {
        let what = words!(
            "{person} is recused in {place} and {does}",
            "{person} är jävig i {place} och {does}",
            place = self.item.place; does = does
        );
        let expected = match self.body_kind() {
            Some(BodyKind::Board) => words!(
                "that a recused person takes no part and is not present",
                "att den som är jävig inte deltar och inte är närvarande"
            ),
            _ => words!(
                "that a recused person takes no part",
                "att den som är jävig inte deltar"
            ),
        };
        let all = self.item.recused.iter().zip(self.item.recusals);
        let of_person = all.filter(|(one, _)| self.same(one, person));
        Finding::new(Rule::Recusal, what)
            .expecting(expected)
            .beside(of_person.map(|(_, event)| event.as_str()))
    }
}

/// Who takes part in the item by an event, and how.
fn taking_part(content: &Content) -> Option<(Wording, Vec<&Person>)> {
    Some(match content {
        Content::MotionMoved(c) => (words!("moves a motion", "yrkar"), vec![&c.mover]),
        Content::MotionJoined(c) => (words!("joins a motion", "biträder ett yrkande"), vec![&c.person]),
        Content::MotionWithdrawn(c) => (
            words!("withdraws a motion", "återtar ett yrkande"),
            c.by.iter().collect(),
        ),
        Content::SpeechMade(c) => (words!("speaks", "yttrar sig"), vec![&c.speaker]),
        Content::VoteDemanded(c) => (
            words!("demands a vote", "begär omröstning"),
            c.by.iter().collect(),
        ),
        Content::ServiceStarted(c) => (words!("begins to serve", "börjar tjänstgöra"), vec![&c.person]),
        Content::BallotCast(c) if c.choice != Choice::Absent => (words!("votes", "röstar"), vec![&c.voter]),
        Content::ParticipationDeclined(c) => (
            words!(
                "declines to take part in a decision",
                "avstår från att delta i ett beslut"
            ),
            c.persons.iter().collect(),
        ),
        Content::ReservationEntered(c) => (words!("reserves", "reserverar sig"), c.persons.iter().collect()),
        _ => return None,
    })
}
