//! The fictional year as a ledger on disk: recorded through the engine, since a command for each act would take long.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use tingbok_example::{Act, Year};
use tingbok_ledger::authoring::{Authoring, NewClearLines, NewEvent};
use tingbok_ledger::clock::Clock;
use tingbok_ledger::create::{Creation, Entropy};
use tingbok_ledger::paragraph::ParagraphState;
use tingbok_ledger::{Ledger, Options, create};
use tingbok_minutes::Renderer;
use tingbok_procedure::content::ParagraphAdjusted;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Role, Source, Stream};
use tingbok_record::commitment::Salt;
use tingbok_record::event::EventId;
use tingbok_record::json::parse;
use tingbok_tlog::key::SignerKey;

/// Records a year into the folder `root`, which must not exist; gives the root's vkey.
pub(crate) fn record(root: &Path, origin: &str, year: &Year) -> String {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut clerk = Clerk::begin(root, origin, year).await;
        for act in &year.acts {
            clerk.act(act).await;
        }
        clerk.ledger.close().await.unwrap();
    });
    key(origin, "root-1").verifier_key().to_string()
}

/// Whoever keeps the ledger: signs, compiles and adjusts.
struct Clerk {
    ledger: Ledger,
    keys: BTreeMap<String, SignerKey>,
    entropy: Counted,
}

/// Randomness that is the same in every run.
struct Counted(u64);

impl Entropy for Counted {
    fn id(&mut self) -> EventId {
        self.0 += 1;
        EventId::parse(&format!("9e1c7d44-2b60-4f0a-8d13-{:012x}", self.0)).unwrap()
    }

    fn salt(&mut self) -> Salt {
        self.0 += 1;
        Sha256::digest(self.0.to_be_bytes()).into()
    }
}

/// The key of a handle; the log's has none.
fn key(origin: &str, handle: &str) -> SignerKey {
    let name = match handle {
        "log" => origin.to_owned(),
        handle => format!("{origin}/{handle}"),
    };
    SignerKey::from_seed(name.parse().unwrap(), &Sha256::digest(handle).into())
}

impl Clerk {
    async fn begin(root: &Path, origin: &str, year: &Year) -> Self {
        let mut entropy = Counted(0);
        let (root_key, log, first) = (key(origin, "root-1"), key(origin, "log"), key(origin, "first-1"));
        let creation = Creation {
            origin,
            body: &year.body,
            root: &root_key,
            log: &log,
            registrar: &first,
            at: "2025-12-01",
            now: "2026-11-01T08:00:00Z".parse().unwrap(),
        };
        create(root, &creation, &mut entropy).unwrap();
        let options = Options {
            log_key: log,
            clock: Clock::new(|| "2026-11-01T09:00:00Z".parse().unwrap()),
            purpose: "test".to_owned(),
        };
        let mut clerk = Self {
            ledger: Ledger::open(root, options).unwrap(),
            keys: BTreeMap::from([("root-1".to_owned(), root_key)]),
            entropy,
        };
        for one in year.keys {
            let own = key(origin, one.handle);
            let mut roles: Vec<String> = one.roles.iter().map(Role::to_string).collect();
            roles.sort();
            let holder = format!("{{\"holder\":{{\"name\":\"{}\"}}}}", one.holder);
            let mut event = clerk.event("ledger", "key.enrolled/1", "2025-12-01", &holder);
            event.clear = NewClearLines {
                key: Some(own.verifier_key().to_string()),
                roles,
                until: None,
            };
            clerk.append("root-1", vec![event]).await;
            clerk.keys.insert(one.handle.to_owned(), own);
        }
        clerk
    }

    async fn act(&mut self, act: &Act) {
        match act {
            Act::Record { by, drafts } => {
                let events = drafts.iter().map(|draft| NewEvent {
                    id: EventId::parse(&draft.id).unwrap(),
                    stream: draft.stream.clone(),
                    kind: draft.kind.clone(),
                    at: draft.at.clone(),
                    content: parse(&draft.content.to_string()).unwrap(),
                    clear: NewClearLines::default(),
                });
                self.append(by, events.collect()).await;
            }
            Act::Compile { at, on } => {
                let text = self.paragraph(*at).compile(Renderer::default()).unwrap();
                let event = self.content(&Stream::Paragraph(*at), &on.to_string(), &text.into());
                self.append("registrar-1", vec![event]).await;
            }
            Act::Adjust {
                at,
                role,
                by,
                person,
                on,
            } => {
                let state = self.paragraph(*at);
                let text = state.newest().unwrap();
                let adjusted = ParagraphAdjusted {
                    item: text.compiled.item,
                    role: *role,
                    person: person.clone(),
                    compiled: text.named.clone(),
                };
                let stream = Stream::Adjuster(*at, (*by).to_owned());
                let event = self.content(&stream, &on.to_string(), &adjusted.into());
                self.append(by, vec![event]).await;
            }
        }
    }

    fn paragraph(&self, at: ParagraphRef) -> ParagraphState {
        ParagraphState::read(self.ledger.lookup(), at).unwrap().unwrap()
    }

    fn content(&mut self, stream: &Stream, at: &str, content: &Content) -> NewEvent {
        let value = content.to_value(&Source::default()).to_string();
        self.event(&stream.to_string(), content.kind().name(), at, &value)
    }

    fn event(&mut self, stream: &str, kind: &str, at: &str, content: &str) -> NewEvent {
        NewEvent {
            id: self.entropy.id(),
            stream: stream.to_owned(),
            kind: kind.to_owned(),
            at: at.to_owned(),
            content: parse(content).unwrap(),
            clear: NewClearLines::default(),
        }
    }

    async fn append(&mut self, by: &str, events: Vec<NewEvent>) {
        let mut authoring = Authoring::new(self.ledger.lookup(), vec![&self.keys[by]]);
        let entropy = &mut self.entropy;
        let signed = events
            .iter()
            .map(|event| authoring.sign(event, || entropy.salt()).unwrap());
        let batch: Vec<_> = signed.collect();
        self.ledger.append(batch).await.unwrap();
    }
}
