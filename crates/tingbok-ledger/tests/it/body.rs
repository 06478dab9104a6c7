//! A fictional body with its keys: what every test of the engine starts from.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tingbok_ledger::authoring::{Authoring, NewClearLines, NewEvent};
use tingbok_ledger::clock::Clock;
use tingbok_ledger::create::{CreateError, Creation, Entropy, create_on};
use tingbok_ledger::disk::Disk;
use tingbok_ledger::submission::Signed;
use tingbok_ledger::{Ledger, Options, create};
use tingbok_procedure::content::{BodyConstituted, BodyKind};
use tingbok_record::commitment::Salt;
use tingbok_record::event::EventId;
use tingbok_record::json::parse;
use tingbok_tlog::key::SignerKey;

pub(crate) const ORIGIN: &str = "fjallmark.example/regionstyrelsen";

/// The key of a handle; the log's key has no handle.
pub(crate) fn key(handle: &str) -> SignerKey {
    let name = if handle == "log" {
        ORIGIN.to_owned()
    } else {
        format!("{ORIGIN}/{handle}")
    };
    SignerKey::from_seed(name.parse().unwrap(), &Sha256::digest(handle).into())
}

/// Randomness that is the same in every run.
pub(crate) struct Counted(pub(crate) u64);

impl Entropy for Counted {
    fn id(&mut self) -> EventId {
        self.0 += 1;
        EventId::parse(&format!("7d5a9f0e-1c1e-4b52-8f0e-{:012x}", self.0)).unwrap()
    }

    fn salt(&mut self) -> Salt {
        self.0 += 1;
        Sha256::digest(self.0.to_be_bytes()).into()
    }
}

pub(crate) fn clock() -> Clock {
    Clock::new(|| "2026-03-11T12:00:00Z".parse().unwrap())
}

pub(crate) fn options() -> Options {
    Options {
        log_key: key("log"),
        clock: clock(),
        purpose: "test".to_owned(),
    }
}

pub(crate) fn constituted() -> BodyConstituted {
    BodyConstituted::new("Regionstyrelsen", BodyKind::Board, 13)
}

/// Makes the body's ledger on a disk.
pub(crate) fn made_on(disk: &Arc<dyn Disk>) -> Result<(), CreateError> {
    creating(|creation| create_on(disk, creation, &mut Counted(0)))
}

pub(crate) fn made(root: &Path) {
    creating(|creation| create(root, creation, &mut Counted(0))).unwrap();
}

fn creating<T>(make: impl FnOnce(&Creation<'_>) -> T) -> T {
    let (body, now) = (
        constituted(),
        "2026-03-11T11:00:00Z".parse::<Timestamp>().unwrap(),
    );
    let (root_key, log, registrar) = (key("root-1"), key("log"), key("registrar-1"));
    let creation = Creation {
        origin: ORIGIN,
        body: &body,
        root: &root_key,
        log: &log,
        registrar: &registrar,
        at: "2026-03-11",
        now,
    };
    make(&creation)
}

/// An event of the meeting of 11 March 2026.
pub(crate) fn event(entropy: &mut Counted, kind: &str, content: &str) -> NewEvent {
    NewEvent {
        id: entropy.id(),
        stream: "meeting/2026-03-11".to_owned(),
        kind: kind.to_owned(),
        at: "2026-03-11".to_owned(),
        content: parse(content).unwrap(),
        clear: NewClearLines::default(),
    }
}

pub(crate) fn opened(entropy: &mut Counted, item: u64) -> NewEvent {
    event(
        entropy,
        "item.opened/1",
        &format!("{{\"item\":{item},\"title\":[\"Ärende {item}\"]}}"),
    )
}

pub(crate) fn speech(entropy: &mut Counted, item: u64) -> NewEvent {
    let content = format!("{{\"item\":{item},\"speaker\":{{\"name\":\"Klara Nordin\",\"party\":\"M\"}}}}");
    event(entropy, "speech.made/1", &content)
}

pub(crate) fn signed(ledger: &Ledger, entropy: &mut Counted, events: &[NewEvent]) -> Vec<Signed> {
    signed_by("registrar-1", ledger, entropy, events)
}

/// The enrolment of a key, with the name of who holds it where there is one.
pub(crate) fn enrolment(entropy: &mut Counted, handle: &str, role: &str, holder: Option<&str>) -> NewEvent {
    let content = holder.map_or("{}".to_owned(), |name| {
        format!("{{\"holder\":{{\"name\":\"{name}\"}}}}")
    });
    NewEvent {
        stream: "ledger".to_owned(),
        clear: NewClearLines {
            key: Some(key(handle).verifier_key().to_string()),
            roles: vec![role.to_owned()],
            ..NewClearLines::default()
        },
        ..event(entropy, "key.enrolled/1", &content)
    }
}

/// Events signed with the key of a handle.
pub(crate) fn signed_by(
    handle: &str,
    ledger: &Ledger,
    entropy: &mut Counted,
    events: &[NewEvent],
) -> Vec<Signed> {
    let key = key(handle);
    let mut authoring = Authoring::new(ledger.lookup(), vec![&key]);
    events
        .iter()
        .map(|event| authoring.sign(event, || entropy.salt()).unwrap())
        .collect()
}
