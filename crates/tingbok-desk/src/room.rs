//! A fictional board in its room, for tests: the roster, a desk, and lines typed at it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tingbok_procedure::content::Person;
use tingbok_procedure::{Draft, Event, Moment};

use crate::desk::{Command, Desk, Record, Said};
use crate::lang::Lang;
use crate::problem::Problem;
use crate::saying;

pub(crate) const DAY: jiff::civil::Date = jiff::civil::date(2026, 3, 11);

/// A desk with somebody at it.
pub(crate) struct Room {
    pub(crate) desk: Desk,
    pub(crate) now: Moment,
    pub(crate) choices: BTreeMap<String, Person>,
    ids: u32,
}

impl Room {
    /// A board of seven, two of them Svensson, and two substitutes; nothing has happened yet.
    pub(crate) fn new() -> Self {
        Self {
            desk: Desk::new(DAY, board()),
            now: Moment::Day(DAY),
            choices: BTreeMap::new(),
            ids: 0,
        }
    }

    /// The same after these lines.
    pub(crate) fn after(lines: &[&str]) -> Self {
        let mut room = Self::new();
        for line in lines {
            room.keep(line);
        }
        room
    }

    /// The board, met, with § 57 open.
    pub(crate) fn met() -> Self {
        Self::after(&[
            "öppna ordförande Sandvall",
            "närvaro alla utom Myhrman tjänstgör Falk för Myhrman ersättare Lind",
            "ärende 57: Trafikplan",
            "förslag av \"Trafikdirektören\": 1. Planen fastställs. | 2. Den följs upp.",
        ])
    }

    pub(crate) fn read(&mut self, text: &str) -> Result<Command, Problem> {
        let mut ids = self.ids;
        let said = Said {
            text,
            choices: &self.choices,
            now: &self.now,
        };
        let read = self.desk.read(said, &mut || {
            ids += 1;
            id(ids)
        });
        self.ids = ids;
        read
    }

    #[track_caller]
    pub(crate) fn record(&mut self, text: &str) -> Record {
        match self.read(text) {
            Ok(Command::Record(record)) => record,
            other => panic!("{text}: {other:?}"),
        }
    }

    /// Types a line and keeps it; gives it in words.
    #[track_caller]
    pub(crate) fn keep(&mut self, text: &str) -> Vec<String> {
        let record = self.record(text);
        let said = record
            .events
            .iter()
            .map(|event| saying::event(event, Lang::Sv))
            .collect();
        assert_eq!(self.desk.accept(record), Vec::<u32>::new(), "{text}");
        said
    }

    /// What a line gives: kind and content of each event.
    #[track_caller]
    pub(crate) fn gives(&mut self, text: &str) -> Vec<(String, Value)> {
        let drafts = self.record(text).line.drafts;
        drafts
            .into_iter()
            .map(|draft| (draft.kind, draft.content))
            .collect()
    }

    /// Why a line is not taken.
    #[track_caller]
    pub(crate) fn refuses(&mut self, text: &str) -> String {
        match self.read(text) {
            Err(problem) => problem.say(Lang::Sv),
            other => panic!("{text}: {other:?}"),
        }
    }
}

pub(crate) fn id(number: u32) -> String {
    format!("7d5c9e1e-6f5b-4b7e-9a39-{number:012x}")
}

/// An event of the log.
pub(crate) fn event(stream: &str, kind: &str, content: Value) -> Event {
    let draft = Draft {
        id: "0d5c9e1e-6f5b-4b7e-9a39-0d3a3c2f6f01".to_owned(),
        stream: stream.to_owned(),
        kind: kind.to_owned(),
        at: "2026-03-11".to_owned(),
        content,
    };
    draft.event().unwrap()
}

fn board() -> Vec<Event> {
    let rules = json!({"name": "Regionstyrelsen", "kind": "board", "seats": 7, "adjusters": 1});
    let mut events = vec![event("body", "body.constituted/1", rules)];
    for (member, name, party, office) in MEMBERS {
        let content = json!({"member": member, "person": {"name": name, "party": party}, "office": office});
        events.push(event("body", "member.elected/1", content));
    }
    events
}

const MEMBERS: [(&str, &str, &str, &str); 9] = [
    ("ingrid-sandvall", "Ingrid Sandvall", "S", "chair"),
    ("mats-holmgren", "Mats Holmgren", "C", "first_vice_chair"),
    ("klara-nordin", "Klara Nordin", "M", "second_vice_chair"),
    ("tor-myhrman", "Tor Myhrman", "S", "member"),
    ("samira-haddad", "Samira Haddad", "MP", "member"),
    ("anna-svensson", "Anna Svensson", "V", "member"),
    ("bo-svensson", "Bo Svensson", "KD", "member"),
    ("nils-falk", "Nils Falk", "S", "substitute"),
    ("lina-lind", "Lina Lind", "V", "substitute"),
];
