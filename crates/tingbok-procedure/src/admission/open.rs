//! What is not finished in a meeting that goes on: asked at any moment, by whoever keeps the minutes.
//!
//! Invariant: what is said of an item here is what its closing would find, and nothing else.
//!
//! Spec: docs/procedure.md, "States", meeting, item and proposition; 5:52–53, 5:67.

use jiff::civil::Date;

use super::State;
use super::item::Item;
use crate::content::{MotionId, ParagraphNo, PropositionId, Serving, VoteId};

/// Something that is still to be done before an item or a meeting is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Open {
    /// The meeting is adjourned and not resumed.
    Adjourned,
    /// An item is not closed.
    Item(ParagraphNo),
    /// A motion that was not withdrawn is not put, and has not fallen with another.
    Motion(ParagraphNo, MotionId),
    /// A proposition is put, and what was answered is not found.
    Proposition(ParagraphNo, PropositionId),
    /// A vote is demanded and not counted.
    Vote(ParagraphNo, VoteId),
    /// A proposition is settled, and no decision is recorded of it.
    Settled(ParagraphNo, PropositionId),
    /// Nothing is decided in an item.
    Decision(ParagraphNo),
    /// Nobody is appointed to adjust the minutes.
    Adjusters,
}

impl State {
    /// What is not finished in the meeting of a day, in the order of its items; of a closed one, what stayed open; nothing
    /// where it is not known.
    #[must_use]
    pub fn open(&self, day: Date) -> Vec<Open> {
        let Some(meeting) = self.meetings.get(&day) else {
            return Vec::new();
        };
        let adjourned = meeting.course().is_adjourned().then_some(Open::Adjourned);
        let mut open: Vec<Open> = adjourned.into_iter().collect();
        for (number, item) in meeting.items().filter(|(_, item)| !item.is_closed()) {
            open.extend(of_item(number, item, meeting.course().has_paused()));
        }
        let wanted = self.body.on(day).and_then(|rules| rules.adjusters);
        let lacks = meeting.appointed().adjusters.is_none() && wanted.is_some_and(|wanted| wanted > 0);
        open.extend(lacks.then_some(Open::Adjusters));
        open
    }

    /// Who serves now in the meeting of a day; `None` where no roll was recorded.
    #[must_use]
    pub fn serving(&self, day: Date) -> Option<Vec<&Serving>> {
        let service = self.meetings.get(&day)?.service();
        service.serving(service.now(), self.body.roster())
    }
}

fn of_item(number: ParagraphNo, item: &Item, paused: bool) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    for name in &item.put {
        let Some(known) = item.propositions.get(name) else {
            continue;
        };
        open.extend(if known.carried().is_none() {
            Some(Open::Proposition(number, name.clone()))
        } else if let Some(vote) = item.open_vote(name) {
            Some(Open::Vote(number, vote.clone()))
        } else {
            let last = item.put.last() == Some(name) && !known.is_decided();
            last.then(|| Open::Settled(number, name.clone()))
        });
    }
    let unput = item.unput(paused).into_iter().cloned();
    open.extend(unput.map(|motion| Open::Motion(number, motion)));
    let undecided = item.decisions.is_empty() && open.is_empty();
    open.extend(undecided.then_some(Open::Decision(number)));
    open.push(Open::Item(number));
    open
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::draft::Draft;

    fn after(history: &[(&str, Value)]) -> State {
        let mut state = State::new();
        for (kind, content) in history {
            let draft = Draft {
                id: String::new(),
                stream: "meeting/2026-03-11".to_owned(),
                kind: format!("{kind}/1"),
                at: "2026-03-11".to_owned(),
                content: content.clone(),
            };
            let event = draft.event().unwrap();
            state.admit(&event).unwrap();
            state.apply(&event);
        }
        state
    }

    #[test]
    fn what_is_open_is_what_the_closing_would_find() {
        let day = "2026-03-11".parse().unwrap();
        let (item, motion) = (ParagraphNo(57), MotionId::from("m1"));
        let mut history = vec![
            ("item.opened", json!({"item": 57, "title": ["Plan"]})),
            (
                "motion.moved",
                json!({"item": 57, "motion": "m1", "mover": {"name": "Klara Nordin"}, "form": "amend"}),
            ),
        ];
        assert_eq!(State::new().open(day), []);
        assert_eq!(
            after(&history).open(day),
            [Open::Motion(item, motion), Open::Item(item)]
        );
        let put = json!({"item": 57, "proposition": "q1", "kind": "approve_or_reject", "motions": ["m1"]});
        history.push(("proposition.put", put));
        let open = after(&history).open(day);
        assert_eq!(open, [Open::Proposition(item, "q1".into()), Open::Item(item)]);
        history.push(("item.closed", json!({"item": 57})));
        assert_eq!(after(&history).open(day), []);
        assert_eq!(after(&history).serving(day), None);
        let roll = json!({"serving": [{"person": {"name": "Klara Nordin"}}]});
        history.push(("attendance.recorded", roll));
        let state = after(&history);
        assert_eq!(state.serving(day).map(|serving| serving.len()), Some(1));
    }
}
