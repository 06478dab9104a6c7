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
//!
//! The law behind it is kommunallag (2017:725), cited as `5:67` for chapter 5, section 67.

pub mod content;
pub mod draft;
pub mod event;
pub mod kind;
pub mod moment;
pub mod role;
pub mod stream;

pub use content::{Content, ContentError, Source};
pub use draft::{Draft, DraftError};
pub use event::Event;
pub use kind::Kind;
pub use moment::Moment;
pub use role::Role;
pub use stream::Stream;
