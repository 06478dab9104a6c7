//! A minute book in memory: every event is judged, and taken in when it is admitted.
#![allow(
    clippy::needless_pass_by_value,
    reason = "content is written where it is told"
)]

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::admission::State;
use crate::content::Content;
use crate::event::{Event, Signed, Signer};

/// A record that grows event by event, each with an id, a place in its stream and a digest.
pub(super) struct Book {
    pub(super) state: State,
    next: BTreeMap<String, u64>,
    count: u32,
    /// The day or time of what is told next.
    pub(super) at: String,
}

pub(super) const DAY: &str = "2026-03-11";
pub(super) const MEETING: &str = "meeting/2026-03-11";
pub(super) const PARAGRAPH: &str = "paragraph/2026/41";

impl Book {
    /// Of a body of which nothing is recorded.
    pub(super) fn empty() -> Self {
        Self {
            state: State::new(),
            next: BTreeMap::new(),
            count: 0,
            at: DAY.to_owned(),
        }
    }

    /// Of a board of five seats with one adjuster.
    pub(super) fn board() -> Self {
        Self::of("board", 5)
    }

    pub(super) fn of(kind: &str, seats: u32) -> Self {
        let mut book = Self::empty();
        let rules = json!({
            "name": "Kulturnämnden", "kind": kind, "seats": seats, "numbering": "per_year", "adjusters": 1,
        });
        book.on("2026-01-01").takes("body", "body.constituted", rules);
        book.on(DAY);
        book
    }

    /// A board whose meeting is opened, with its five members, its adjuster, and § 41.
    pub(super) fn meeting() -> Self {
        Self::dealing_with(json!({"item": 41, "title": ["Plan"]}))
    }

    /// The same, and § 41 is an election.
    pub(super) fn election() -> Self {
        Self::dealing_with(json!({"item": 41, "title": ["Val"], "matter": "election"}))
    }

    /// The same with the item that is opened so.
    pub(super) fn dealing_with(item: Value) -> Self {
        let mut book = Self::board();
        book.opens();
        book.told("attendance.recorded", roll(&MEMBERS));
        book.told(
            "adjusters.appointed",
            json!({"adjusters": [person("Klara Nordin (M)")]}),
        );
        book.told("item.opened", item);
        book
    }

    pub(super) fn opens(&mut self) {
        self.told("meeting.opened", json!({"chair": person("Ingrid Sandvall (S)")}));
    }

    /// What is told next happened on this day, or at this time.
    pub(super) fn on(&mut self, at: &str) -> &mut Self {
        at.clone_into(&mut self.at);
        self
    }

    /// Tells the meeting an event that is admitted without findings.
    pub(super) fn told(&mut self, kind: &str, content: Value) {
        assert_eq!(self.tells(kind, content), "", "{kind}");
    }

    /// Tells the meeting an event, and what is said to it.
    pub(super) fn tells(&mut self, kind: &str, content: Value) -> String {
        self.says(MEETING, kind, content)
    }

    /// Tells a stream an event that is admitted without findings.
    pub(super) fn takes(&mut self, stream: &str, kind: &str, content: Value) {
        assert_eq!(self.says(stream, kind, content), "", "{kind}");
    }

    /// Tells a stream an event, and what is said to it: the findings, or why it is refused.
    pub(super) fn says(&mut self, stream: &str, kind: &str, content: Value) -> String {
        let event = self.event(stream, kind, &content, &[]);
        self.judges(&event)
    }

    /// The same, signed with these keys: handle and holder.
    pub(super) fn signs(&mut self, stream: &str, kind: &str, content: Value, by: &[(&str, &str)]) -> String {
        let event = self.event(stream, kind, &content, by);
        self.judges(&event)
    }

    pub(super) fn judges(&mut self, event: &Event) -> String {
        let said = super::verdict(&self.state, event);
        if self.state.admit(event).is_ok() {
            self.state.apply(event);
            *self.next.entry(event.stream.to_string()).or_default() += 1;
            self.count += 1;
        }
        said
    }

    /// The id and digest of the event that is told next.
    pub(super) fn next_name(&self) -> Value {
        json!({"id": format!("e{}", self.count), "sha256": format!("d{}", self.count)})
    }

    pub(super) fn event(&self, stream: &str, kind: &str, content: &Value, by: &[(&str, &str)]) -> Event {
        let kind = format!("{kind}/1").parse().unwrap();
        let (content, source) = Content::parse(kind, content).unwrap();
        let signer = |(handle, holder): &(&str, &str)| Signer {
            handle: (*handle).to_owned(),
            holder: (!holder.is_empty()).then(|| (*holder).to_owned()),
        };
        Event {
            id: format!("e{}", self.count),
            stream: stream.parse().unwrap(),
            at: self.at.parse().unwrap(),
            content,
            source,
            signed: Some(Signed {
                seq: self.next.get(stream).copied().unwrap_or_default(),
                digest: format!("d{}", self.count),
                by: by.iter().map(signer).collect(),
            }),
        }
    }

    /// Puts a proposition of a kind on motions, and finds it.
    pub(super) fn asks(&mut self, name: &str, kind: &str, motions: &[&str], effect: &str) -> String {
        let put = json!({"item": 41, "proposition": name, "kind": kind, "motions": motions});
        let said = self.tells("proposition.put", put);
        let carried = json!({"effect": effect, "motions": motions});
        self.told(
            "proposition.found",
            json!({"item": 41, "proposition": name, "carried": carried}),
        );
        said
    }

    pub(super) fn moves(&mut self, name: &str, mover: &str, form: &str) {
        let mover = person(mover);
        self.told(
            "motion.moved",
            json!({"item": 41, "motion": name, "mover": mover, "form": form}),
        );
    }

    /// Demands and orders a vote on a proposition about `m1`: Ja rejects it.
    pub(super) fn orders(&mut self, vote: &str, proposition: &str, form: &str, rule: &str) {
        self.told(
            "vote.demanded",
            json!({"item": 41, "vote": vote, "proposition": proposition}),
        );
        let means = |effect| json!({"means": {"effect": effect, "motions": ["m1"]}});
        self.told(
            "vote.ordered",
            json!({
                "item": 41, "vote": vote, "form": form, "rule": rule,
                "yes": means("reject"), "no": means("approve"),
            }),
        );
    }

    pub(super) fn casts(&mut self, voter: &str, choice: &str) -> String {
        self.tells("ballot.cast", ballot(voter, choice))
    }

    pub(super) fn counts(&mut self, sums: [u32; 3], effect: &str) -> String {
        let [yes, no, abstain] = sums;
        let declared = json!({"effect": effect, "motions": ["m1"]});
        self.tells(
            "vote.counted",
            json!({
                "item": 41, "vote": "v1", "yes": yes, "no": no, "abstain": abstain, "declared": declared,
            }),
        )
    }

    pub(super) fn decides(&mut self, name: &str, proposition: Option<&str>) -> String {
        self.tells(
            "decision.made",
            json!({"item": 41, "decision": name, "proposition": proposition, "points": []}),
        )
    }
}

pub(super) const MEMBERS: [&str; 5] = [
    "Ingrid Sandvall (S)",
    "Klara Nordin (M)",
    "Per Ek (C)",
    "Mona Strand (V)",
    "Ulla Alm (L)",
];

/// `Klara Nordin (M)` as a person.
pub(super) fn person(name: &str) -> Value {
    match name.trim_end_matches(')').split_once(" (") {
        Some((name, party)) => json!({"name": name, "party": party}),
        None => json!({"name": name}),
    }
}

pub(super) fn ballot(voter: &str, choice: &str) -> Value {
    json!({"item": 41, "vote": "v1", "voter": person(voter), "choice": choice, "source": "read"})
}

/// A roll of members, each in the own place.
pub(super) fn roll(names: &[&str]) -> Value {
    let serving = names.iter().map(|name| json!({"person": person(name)}));
    json!({"serving": serving.collect::<Vec<_>>()})
}
