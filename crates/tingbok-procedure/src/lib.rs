//! The meeting of a Swedish elected body: what can happen, who may sign it, and what may be true of a record.
//!
//! This crate is pure: no clock, no randomness, no files, and it does not know what a hash is. The same events
//! give the same state and the same findings, today and in ten years.
//!
//! | module | what stands there |
//! | --- | --- |
//! | [`kind`] | the event kinds: name, stream, roles, fields that are one leaf |
//! | [`content`] | each kind's content as a type |
//! | [`draft`] | an event before it is signed, as a line of JSON |
//! | [`event`] | an event as the procedure sees it |
//! | [`stream`], [`moment`] | names of streams, times as they are claimed |
//! | [`role`] | who may sign what |
//! | [`admission`] | what may be true of a record: `admit` judges, `apply` takes in |
//! | [`rule`] | the rules by code, and the verdicts that carry one |
//! | [`wording`] | what a verdict says, in English and in Swedish |
//! | [`calendar`], [`limits`] | Swedish holidays, and the time limits of the minutes |
//! | [`outcome`] | what a vote carries |
//! | [`citation`] | older cases and paragraphs that an event cites |
//!
//! An event is judged against the state that the events before it made:
//!
//! ```
//! use tingbok_procedure::{Draft, Rule, State};
//!
//! let event = |kind: &str, content| {
//!     let draft = Draft {
//!         id: "7d5c9e1e-6f5b-4b7e-9a39-0d3a3c2f6f01".to_owned(),
//!         stream: "meeting/2026-03-11".to_owned(),
//!         kind: kind.to_owned(),
//!         at: "2026-03-11".to_owned(),
//!         content,
//!     };
//!     draft.event()
//! };
//! let opened = event("item.opened/1", serde_json::json!({"item": 41, "title": ["Plan"]}))?;
//! let joined = serde_json::json!({"item": 41, "motions": ["m1"], "person": {"name": "Klara Nordin"}});
//! let joined = event("motion.joined/1", joined)?;
//!
//! let mut state = State::new();
//! assert_eq!(state.admit(&opened), Ok(vec![]));
//! state.apply(&opened);
//!
//! let rejection = state.admit(&joined).unwrap_err();
//! assert_eq!(rejection.rule, Rule::ReferenceResolves);
//! assert_eq!(rejection.what, "motion `m1` is not known in § 41, which has no motion yet");
//! # Ok::<(), tingbok_procedure::DraftError>(())
//! ```
//!
//! The law behind it is kommunallag (2017:725), cited as `5:67` for chapter 5, section 67.

pub mod admission;
pub mod calendar;
pub mod citation;
pub mod content;
pub mod draft;
pub mod event;
pub mod kind;
pub mod limits;
pub mod moment;
pub mod outcome;
pub mod role;
pub mod rule;
mod schema;
pub mod stream;
pub mod wording;

pub use admission::{Adjustment, Need, Open, Outstanding, State, needs};
pub use citation::{Cited, references};
pub use content::{Content, ContentError, Source};
pub use draft::{Draft, DraftError};
pub use event::{Event, Signed, Signer};
pub use kind::Kind;
pub use moment::Moment;
pub use role::Role;
pub use rule::{Finding, Rejection, Rule, Verdict};
pub use stream::Stream;
pub use wording::Wording;
