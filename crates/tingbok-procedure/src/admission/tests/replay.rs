//! Replays of generated histories: nothing panics, judging changes nothing, equal histories give equal states.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{MEETING, Said, event};
use crate::admission::{Need, State, needs};
use crate::content::Content;
use crate::event::{Event, Signed};
use crate::kind::Kind;
use crate::stream::{Stream, StreamClass};

proptest! {
    #[test]
    fn what_was_admitted_replays_to_an_equal_state(events in prop::collection::vec(any_event(), 0..160)) {
        let mut state = State::new();
        let mut admitted = Vec::new();
        for mut event in events {
            number(&mut event, &admitted);
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

        // Stream by stream, each forgotten once and told again: the order of the streams means nothing.
        let streams: BTreeSet<Stream> = admitted.iter().map(|event| event.stream.clone()).collect();
        for stream in streams.iter().rev() {
            again.forget(stream);
            admitted.iter().filter(|event| event.stream == *stream).for_each(|event| again.apply(event));
        }
        prop_assert_eq!(&again, &state);
        for stream in &streams {
            again.forget(stream);
        }
        prop_assert_eq!(again, State::new());
    }

    #[test]
    fn needs_name_every_history_that_a_judgement_uses(events in prop::collection::vec(any_event(), 0..160)) {
        let mut state = State::new();
        let mut admitted: Vec<Event> = Vec::new();
        for mut event in events {
            number(&mut event, &admitted);
            let verdict = state.admit(&event);
            let mut needed = State::new();
            let named = streams(needs(&event), &admitted);
            let within = admitted.iter().filter(|event| named.contains(&event.stream));
            within.for_each(|event| needed.apply(event));
            let further = streams(needed.needs_further(&event), &admitted);
            let beyond = |event: &&Event| further.contains(&event.stream) && !named.contains(&event.stream);
            admitted.iter().filter(beyond).for_each(|event| needed.apply(event));
            prop_assert_eq!(needed.admit(&event), verdict.clone());
            if verdict.is_ok() {
                state.apply(&event);
                admitted.push(event);
            }
        }
    }

    #[test]
    fn apply_takes_anything(events in prop::collection::vec(any_event(), 0..160)) {
        let mut state = State::new();
        let day = "2026-07-01".parse().unwrap();
        for event in &events {
            state.apply(event);
            let again = (state.admit(event), state.admit(event));
            prop_assert_eq!(again.0, again.1);
            prop_assert_eq!(state.outstanding(day), state.outstanding(day));
        }
    }
}

/// The alphabet must reach far enough: histories in which people serve, vote and sign are among those generated.
#[test]
fn the_alphabet_tells_whole_histories() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let mut admitted: BTreeSet<&'static str> = BTreeSet::new();
    for _ in 0..60 {
        let events = prop::collection::vec(any_event(), 400)
            .new_tree(&mut runner)
            .unwrap();
        let (mut state, mut history) = (State::new(), Vec::new());
        for mut event in events.current() {
            number(&mut event, &history);
            if state.admit(&event).is_ok() {
                state.apply(&event);
                admitted.insert(event.kind().name());
                history.push(event);
            }
        }
    }
    let never: Vec<&str> = KINDS
        .iter()
        .copied()
        .filter(|kind| !admitted.contains(kind))
        .collect();
    assert_eq!(never, Vec::<&str>::new());
}

const KINDS: [&str; 12] = [
    "attendance.recorded/1",
    "service.started/1",
    "service.ended/1",
    "recusal.declared/1",
    "motion.withdrawn/1",
    "participation.declined/1",
    "ballot.cast/1",
    "vote.counted/1",
    "paragraph.compiled/1",
    "paragraph.adjusted/1",
    "notice.posted/1",
    "notice.removed/1",
];

/// Gives an event its place in its stream, as a log would, and an id that tells texts apart.
fn number(event: &mut Event, history: &[Event]) {
    let before = history
        .iter()
        .filter(|other| other.stream == event.stream)
        .count();
    event.signed = Some(Signed {
        seq: before.try_into().unwrap(),
        digest: String::new(),
        by: Vec::new(),
    });
}

/// The streams that are needed, found as an index would find them.
fn streams(needs: impl IntoIterator<Item = Need>, history: &[Event]) -> BTreeSet<Stream> {
    let of = |need: Need| -> Vec<Stream> {
        match need {
            Need::Stream(stream) => vec![stream],
            Need::Paragraph(at) => {
                let opens = |event: &&Event| {
                    let number = event.content.item().map(|item| item.0);
                    event.kind() == Kind::ItemOpened
                        && number == Some(at.number)
                        && event.meeting_year() == at.year
                };
                history
                    .iter()
                    .filter(opens)
                    .map(|event| event.stream.clone())
                    .collect()
            }
            Need::Case(case) => {
                let of_case = |event: &&Event| match &event.content {
                    Content::ItemOpened(opened) => opened.case.as_ref() == Some(&case),
                    _ => false,
                };
                let opened = history.iter().filter(of_case);
                opened.map(|event| event.stream.clone()).collect()
            }
            Need::Signatures(at) => {
                let below = |stream: &Stream| matches!(stream, Stream::Adjuster(of, _) if *of == at);
                let streams = history.iter().map(|event| event.stream.clone());
                streams.filter(below).collect()
            }
        }
    };
    needs.into_iter().flat_map(of).collect()
}

/// Events from a small alphabet, so that names meet and histories grow long.
fn any_event() -> impl Strategy<Value = Event> {
    let meeting = prop::sample::select(vec![MEETING, MEETING, MEETING, "meeting/2026-04-15"]);
    let names = (1..4_u8, 1..3_u8, 1..3_u8);
    let choices = (41..43_u32, 0..3_u32, any::<bool>(), 0..48_usize);
    (meeting, names, choices).prop_map(|(meeting, (m, q, v), (item, sum, flag, kind))| {
        let letters = Letters {
            item,
            motion: format!("m{m}"),
            proposition: format!("q{q}"),
            vote: format!("v{v}"),
            sum,
            flag,
        };
        let said = letters.say(kind);
        let paragraph = format!("paragraph/2026/{item}");
        let class = format!("{}/1", said.0).parse::<Kind>().unwrap().stream_class();
        let stream = match class {
            StreamClass::Body => "body".to_owned(),
            StreamClass::Case => "case/nn-1".to_owned(),
            StreamClass::Paragraph => paragraph,
            StreamClass::Adjuster => format!("{paragraph}/key-{m}"),
            _ => meeting.to_owned(),
        };
        event(&stream, &said)
    })
}

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
            0..3 if self.flag => ("item.opened", json!({"item": item, "title": [], "case": "NN/1"})),
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
            7 if self.is_rare() => ("meeting.adjourned", json!({})),
            7..9 => ("meeting.resumed", json!({"item": item})),
            9 if self.is_rare() => ("item.closed", json!({"item": item})),
            9 => ("debate.closed", json!({"item": item})),
            10 => ("adjustment.recorded", json!({"item": item, "statement": []})),
            11 => ("proposal.submitted", json!({"proposal": "p1", "points": []})),
            24..35 => self.say_of_people(kind),
            35..45 => self.say_of_paragraphs(kind),
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
            20 | 45.. => (
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

    fn say_of_people(&self, kind: usize) -> Said {
        let (item, motion) = (self.item, &self.motion);
        match kind {
            24 => ("meeting.opened", json!({"chair": {"name": "m1", "party": "S"}})),
            25..27 => (
                "attendance.recorded",
                json!({"serving": [{"person": self.person()}, {"person": {"name": "m1", "party": "S"}}]}),
            ),
            27 => (
                "service.started",
                json!({"person": self.person(), "for": {"name": "m9"}}),
            ),
            28 => ("service.ended", json!({"person": self.person()})),
            29 => ("recusal.declared", json!({"item": item, "person": self.person()})),
            30 => ("motion.withdrawn", json!({"item": item, "motions": [motion]})),
            31 => (
                "participation.declined",
                json!({"item": item, "persons": [self.person()], "proposition": self.proposition}),
            ),
            32 => ("adjusters.appointed", json!({"adjusters": [{"name": "m2"}]})),
            33 => (
                "member.elected",
                json!({
                    "member": motion, "person": self.person(), "office": "member",
                    "from": self.flag.then_some("2026-01-01"),
                }),
            ),
            _ => (
                "body.constituted",
                json!({
                    "name": "Nämnd", "kind": if self.flag { "board" } else { "assembly" }, "seats": self.sum,
                    "numbering": "per_year", "adjusters": 1,
                }),
            ),
        }
    }

    fn say_of_paragraphs(&self, kind: usize) -> Said {
        let item = self.item;
        match kind {
            35..37 => (
                "paragraph.compiled",
                json!({
                    "item": item, "meeting": "2026-03-11", "from": self.sum, "to": self.sum, "renderer": "",
                    "text": [],
                }),
            ),
            37..39 => (
                "paragraph.adjusted",
                json!({
                    "item": item, "role": if self.flag { "chair" } else { "adjuster" },
                    "person": if self.flag { json!({"name": "m1", "party": "S"}) } else { json!({"name": "m2"}) },
                    "compiled": {"id": "", "sha256": ""},
                }),
            ),
            39 => ("notice.posted", json!({"item": item})),
            40 => ("notice.removed", json!({"item": item})),
            41 => ("appeal.lodged", json!({"item": item})),
            42 => ("force.gained", json!({"item": item})),
            43 => (
                "decision.revised",
                json!({"item": item, "by": {"paragraph": {"year": 2026, "number": 40 + self.sum}}}),
            ),
            _ => (
                "paragraph.corrected",
                json!({"item": item, "old": ["a"], "new": ["b"], "by": self.person()}),
            ),
        }
    }

    /// Of what ends a history, so that not all are short.
    fn is_rare(&self) -> bool {
        self.flag && self.sum == 0
    }

    fn person(&self) -> Value {
        json!({"name": self.motion, "party": self.flag.then_some("S")})
    }

    fn effect(&self) -> Value {
        json!({"effect": if self.flag { "approve" } else { "reject" }})
    }
}
