//! Replays of generated histories: nothing panics, judging changes nothing, equal histories give equal states.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{MEETING, Said, event};
use crate::admission::State;
use crate::event::Event;
use crate::stream::Stream;

proptest! {
    #[test]
    fn what_was_admitted_replays_to_an_equal_state(events in prop::collection::vec(any_event(), 0..120)) {
        let mut state = State::new();
        let mut admitted = Vec::new();
        for event in events {
            let before = state.clone();
            let verdict = state.admit(&event);
            prop_assert_eq!(&before, &state);
            if verdict.is_ok() {
                state.apply(&event);
                admitted.push(event);
            }
        }
        let mut again = State::new();
        admitted.iter().for_each(|event| again.apply(event));
        prop_assert_eq!(&again, &state);

        let meeting: Stream = MEETING.parse().unwrap();
        again.forget(&meeting);
        admitted.iter().filter(|event| event.stream == meeting).for_each(|event| again.apply(event));
        prop_assert_eq!(again, state);
    }

    #[test]
    fn apply_takes_anything(events in prop::collection::vec(any_event(), 0..120)) {
        let mut state = State::new();
        for event in &events {
            state.apply(event);
            let again = (state.admit(event), state.admit(event));
            prop_assert_eq!(again.0, again.1);
        }
    }
}

/// Events from a small alphabet, so that names meet and histories grow long.
fn any_event() -> impl Strategy<Value = Event> {
    let stream = prop::sample::select(STREAMS.to_vec());
    let names = (1..4_u8, 1..4_u8, 1..4_u8);
    let choices = (41..43_u32, 0..3_u32, any::<bool>(), 0..24_usize);
    (stream, names, choices).prop_map(|(stream, (m, q, v), (item, sum, flag, kind))| {
        let letters = Letters {
            item,
            motion: format!("m{m}"),
            proposition: format!("q{q}"),
            vote: format!("v{v}"),
            sum,
            flag,
        };
        event(stream, &letters.say(kind))
    })
}

const STREAMS: [&str; 7] = [
    MEETING,
    MEETING,
    MEETING,
    "meeting/2026-04-15",
    "case/nn-1",
    "paragraph/2026/41",
    "body",
];

/// What an event is put together from.
struct Letters {
    item: u32,
    motion: String,
    proposition: String,
    vote: String,
    sum: u32,
    flag: bool,
}

impl Letters {
    fn say(&self, kind: usize) -> Said {
        let (item, motion) = (self.item, &self.motion);
        match kind {
            0..3 => ("item.opened", json!({"item": item, "title": []})),
            3 => (
                "proposal.laid",
                json!({"item": item, "proposal": "p1", "points": []}),
            ),
            4 => (
                "motion.moved",
                json!({"item": item, "motion": motion, "mover": self.person(), "form": "amend"}),
            ),
            5 => (
                "motion.joined",
                json!({"item": item, "motions": [motion], "person": self.person()}),
            ),
            6 => (
                "reservation.entered",
                json!({"item": item, "persons": [self.person()], "favour": [motion]}),
            ),
            7 => ("meeting.adjourned", json!({})),
            8 => ("meeting.resumed", json!({"item": item})),
            9 => ("item.closed", json!({"item": item})),
            10 => ("adjustment.recorded", json!({"item": item, "statement": []})),
            11 => ("proposal.submitted", json!({"proposal": "p1", "points": []})),
            _ => self.say_of_questions(kind),
        }
    }

    fn say_of_questions(&self, kind: usize) -> Said {
        let (item, proposition, vote, effect) = (self.item, &self.proposition, &self.vote, self.effect());
        match kind {
            12..14 => (
                "proposition.put",
                json!({"item": item, "proposition": proposition, "kind": "main"}),
            ),
            14..16 => (
                "proposition.found",
                json!({"item": item, "proposition": proposition, "carried": effect}),
            ),
            16..18 => (
                "vote.demanded",
                json!({"item": item, "vote": vote, "proposition": proposition}),
            ),
            18..20 => (
                "vote.ordered",
                json!({
                    "item": item, "vote": vote, "rule": "simple",
                    "form": if self.flag { "open" } else { "closed" },
                    "yes": {"means": effect}, "no": {"means": {"effect": "table", "motions": [self.motion]}},
                }),
            ),
            20 => (
                "ballot.cast",
                json!({
                    "item": item, "vote": vote, "voter": self.person(), "choice": "yes", "source": "read",
                }),
            ),
            21 => (
                "vote.counted",
                json!({
                    "item": item, "vote": vote, "yes": self.sum, "no": 0, "abstain": 0, "declared": effect,
                }),
            ),
            22 => (
                "voting_list.recorded",
                json!({
                    "item": item, "vote": vote, "voters": [],
                    "result": {"yes": self.sum, "no": 1, "abstain": 0},
                }),
            ),
            _ => (
                "decision.made",
                json!({
                    "item": item, "decision": format!("d{}", self.sum), "points": [],
                    "proposition": self.flag.then_some(proposition),
                }),
            ),
        }
    }

    fn person(&self) -> Value {
        json!({"name": self.motion, "party": self.flag.then_some("S")})
    }

    fn effect(&self) -> Value {
        json!({"effect": if self.flag { "approve" } else { "reject" }})
    }
}
