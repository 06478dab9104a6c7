//! The fictional region's acts, recorded in a ledger: for tests, demonstrations and benchmarks, and for nothing else.
//!
//! Invariant: every key follows from its handle and every id from a count, so that the same acts give the same ledger.
//! Whoever has this program has these keys: they protect nothing.
//!
//! Section: docs/architecture.md, "Code map".

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use tingbok_example::{Act, Key};
use tingbok_ledger::authoring::{Authoring, AuthoringError, NewClearLines, NewEvent};
use tingbok_ledger::clock::Clock;
use tingbok_ledger::create::{CreateError, Creation, Entropy};
use tingbok_ledger::index::IndexError;
use tingbok_ledger::ledger::{AppendError, CloseError};
use tingbok_ledger::open::OpenError;
use tingbok_ledger::paragraph::ParagraphState;
use tingbok_ledger::receipt::Receipt;
use tingbok_ledger::{Ledger, Options, create};
use tingbok_minutes::Renderer;
use tingbok_minutes::compiled::CompileError;
use tingbok_procedure::content::{BodyConstituted, ParagraphAdjusted};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Draft, Role, Source, Stream};
use tingbok_record::commitment::Salt;
use tingbok_record::event::EventId;
use tingbok_record::json::{JsonError, parse};
use tingbok_tlog::key::{KeyError, SignerKey};

/// Whoever keeps a rehearsed ledger: signs, compiles and adjusts as the acts say.
pub struct Clerk {
    ledger: Ledger,
    keys: BTreeMap<String, SignerKey>,
    counted: Counted,
}

/// Why an act could not be recorded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RehearsalError {
    /// The origin makes no name of a key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The ledger could not be made.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// The ledger does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A draft whose id is none.
    #[error("`{0}` is no id of an event")]
    Id(String),
    /// Content that cannot be recorded.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// An event could not be signed.
    #[error(transparent)]
    Authoring(#[from] AuthoringError),
    /// An event was refused, or the disk would not take it.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The history could not be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A text could not be compiled.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// An act names a paragraph that is not there, or that has no text to sign.
    #[error("§ {0} is not there, or has no text yet")]
    NoParagraph(ParagraphRef),
    /// An act is signed with a key that was not enrolled.
    #[error("no key `{0}` was enrolled")]
    NoKey(String),
    /// The ledger was not left clean.
    #[error(transparent)]
    Close(#[from] CloseError),
}

/// The key of a handle in this ledger; the log's key has the handle `log`.
///
/// # Errors
/// [`RehearsalError::Key`] when origin and handle make no name of a key.
pub fn key(origin: &str, handle: &str) -> Result<SignerKey, RehearsalError> {
    let name = match handle {
        "log" => origin.to_owned(),
        handle => format!("{origin}/{handle}"),
    };
    Ok(SignerKey::from_seed(
        name.parse()?,
        &Sha256::digest(handle).into(),
    ))
}

impl Clerk {
    /// Makes the ledger of `body` in the folder `root`, which must be empty or absent, opens it within a tokio runtime,
    /// and enrols `keys`. Everything is received at `now`.
    ///
    /// # Errors
    /// [`RehearsalError`].
    pub async fn begin(
        root: &Path,
        origin: &str,
        body: &BodyConstituted,
        keys: &[Key],
        now: Timestamp,
    ) -> Result<Self, RehearsalError> {
        let mut counted = Counted(0);
        let (root_key, registrar) = (key(origin, "root-1")?, key(origin, "first-1")?);
        let at = now.strftime("%Y-%m-%d").to_string();
        let creation = Creation {
            origin,
            body,
            root: &root_key,
            log: &key(origin, "log")?,
            registrar: &registrar,
            at: &at,
            now,
        };
        create(root, &creation, &mut counted)?;
        let options = Options {
            log_key: key(origin, "log")?,
            clock: Clock::new(move || now),
            purpose: "rehearsal".to_owned(),
        };
        let mut clerk = Self {
            ledger: Ledger::open(root, options)?,
            keys: BTreeMap::from([("root-1".to_owned(), root_key)]),
            counted,
        };
        for enrolled in keys {
            clerk.enrol(origin, enrolled, &at).await?;
        }
        Ok(clerk)
    }

    /// Does what an act says.
    ///
    /// # Errors
    /// [`RehearsalError`]; nothing of the act is recorded then.
    pub async fn act(&mut self, act: &Act) -> Result<Vec<Receipt>, RehearsalError> {
        match act {
            Act::Record { by, drafts } => {
                let events = drafts.iter().map(drafted).collect::<Result<Vec<_>, _>>()?;
                self.append(by, &events).await
            }
            Act::Compile { at, on } => {
                let text = self.paragraph(*at)?.compile(Renderer::default())?;
                let event = self.event(&Stream::Paragraph(*at), &on.to_string(), &text.into())?;
                self.append("registrar-1", &[event]).await
            }
            Act::Adjust {
                at,
                role,
                by,
                person,
                on,
            } => {
                let state = self.paragraph(*at)?;
                let text = state.newest().ok_or(RehearsalError::NoParagraph(*at))?;
                let adjusted = ParagraphAdjusted {
                    item: text.compiled.item,
                    role: *role,
                    person: person.clone(),
                    compiled: text.named.clone(),
                };
                let stream = Stream::Adjuster(*at, (*by).to_owned());
                let event = self.event(&stream, &on.to_string(), &adjusted.into())?;
                self.append(by, &[event]).await
            }
        }
    }

    /// The ledger as it stands.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Publishes everything and gives the folder free.
    ///
    /// # Errors
    /// [`RehearsalError::Close`].
    pub async fn close(self) -> Result<(), RehearsalError> {
        Ok(self.ledger.close().await?)
    }

    async fn enrol(&mut self, origin: &str, enrolled: &Key, at: &str) -> Result<(), RehearsalError> {
        let own = key(origin, enrolled.handle)?;
        let mut roles: Vec<String> = enrolled.roles.iter().map(Role::to_string).collect();
        roles.sort();
        let event = NewEvent {
            id: self.counted.id(),
            stream: "ledger".to_owned(),
            kind: "key.enrolled/1".to_owned(),
            at: at.to_owned(),
            content: parse(&json!({"holder": {"name": enrolled.holder}}).to_string())?,
            clear: NewClearLines {
                key: Some(own.verifier_key().to_string()),
                roles,
                ..NewClearLines::default()
            },
        };
        self.append("root-1", &[event]).await?;
        self.keys.insert(enrolled.handle.to_owned(), own);
        Ok(())
    }

    fn paragraph(&self, at: ParagraphRef) -> Result<ParagraphState, RehearsalError> {
        let state = ParagraphState::read(self.ledger.lookup(), at)?;
        state.ok_or(RehearsalError::NoParagraph(at))
    }

    fn event(&mut self, stream: &Stream, at: &str, content: &Content) -> Result<NewEvent, RehearsalError> {
        Ok(NewEvent {
            id: self.counted.id(),
            stream: stream.to_string(),
            kind: content.kind().name().to_owned(),
            at: at.to_owned(),
            content: parse(&content.to_value(&Source::default()).to_string())?,
            clear: NewClearLines::default(),
        })
    }

    async fn append(&mut self, by: &str, events: &[NewEvent]) -> Result<Vec<Receipt>, RehearsalError> {
        let own = self
            .keys
            .get(by)
            .ok_or_else(|| RehearsalError::NoKey(by.to_owned()))?;
        let mut authoring = Authoring::new(self.ledger.lookup(), vec![own]);
        let counted = &mut self.counted;
        let signed = events
            .iter()
            .map(|event| authoring.sign(event, || counted.salt()));
        let batch = signed.collect::<Result<Vec<_>, _>>()?;
        Ok(self.ledger.append(batch).await?)
    }
}

fn drafted(draft: &Draft) -> Result<NewEvent, RehearsalError> {
    Ok(NewEvent {
        id: EventId::parse(&draft.id).map_err(|_| RehearsalError::Id(draft.id.clone()))?,
        stream: draft.stream.clone(),
        kind: draft.kind.clone(),
        at: draft.at.clone(),
        content: parse(&draft.content.to_string())?,
        clear: NewClearLines::default(),
    })
}

/// Ids and salts by count: the same in every run, and no protection.
struct Counted(u64);

impl Entropy for Counted {
    fn id(&mut self) -> EventId {
        self.0 = self.0.wrapping_add(1);
        let mut id = [0x40; 16];
        let digest = Sha256::digest(self.0.to_be_bytes());
        for (byte, random) in id.iter_mut().zip(digest) {
            *byte = random;
        }
        id[6] = 0x40 | (id[6] & 0x0f);
        id[8] = 0x80 | (id[8] & 0x3f);
        EventId(id)
    }

    fn salt(&mut self) -> Salt {
        self.0 = self.0.wrapping_add(1);
        Sha256::digest(self.0.to_be_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use tingbok_example::{BOARD_ORIGIN, board_year};

    use super::*;

    #[tokio::test]
    async fn what_an_act_lacks_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let year = board_year(1);
        let now = "2026-11-01T09:00:00Z".parse().unwrap();
        let root = folder.path().join("ledger");
        let mut clerk = Clerk::begin(&root, BOARD_ORIGIN, &year.body, year.keys, now)
            .await
            .unwrap();
        let at = ParagraphRef {
            year: 2025,
            number: 1,
        };
        let compile = Act::Compile {
            at,
            on: "2025-02-01".parse().unwrap(),
        };
        let said = clerk.act(&compile).await.unwrap_err().to_string();
        assert_eq!(said, "§ 1/2025 is not there, or has no text yet");
        let record = Act::Record {
            by: "nobody-1",
            drafts: Vec::new(),
        };
        let said = clerk.act(&record).await.unwrap_err().to_string();
        assert_eq!(said, "no key `nobody-1` was enrolled");
        clerk.act(&year.acts[0]).await.unwrap();
        clerk.close().await.unwrap();
    }
}
