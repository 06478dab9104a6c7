//! The minutes: events into paragraphs, and paragraphs into Swedish text and JSON.
//!
//! Minutes are a projection: the same events give the same paragraph, and the same paragraph the same bytes of
//! text. Nothing here writes to a log, reads a clock or knows a key.
//!
//! ```
//! use tingbok_minutes::{Paragraph, Renderer, render_text};
//! use tingbok_procedure::Draft;
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
//! let events = [
//!     event("item.opened/1", serde_json::json!({"item": 41, "title": ["Plan"], "case": "KN/12/2026"}))?,
//!     event("decision.made/1", serde_json::json!({
//!         "item": 41, "decision": "d1", "points": [{"text": ["Planen antas."]}],
//!     }))?,
//! ];
//! let paragraph = Paragraph::project(&events)?;
//! let text = render_text(&paragraph, Renderer::V3);
//! assert!(text.starts_with("§41\n\nPlan (KN/12/2026)\n\nBeslut\nPlanen antas.\n"));
//! assert_eq!(serde_json::to_value(&paragraph)?["opened"]["case"], "KN/12/2026");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | what stands there |
//! | --- | --- |
//! | [`paragraph`], [`renderer`] | the events of one item put together; the versions of its text |
//! | [`compiled`] | the text that is signed, and whether the log still gives it |
//! | [`afterwards`] | adjustment, notice, corrections: what stands beside the text |
//! | [`document`], [`html`] | a page before it is text or HTML, and its frame |
//! | [`projection`] | what is folded from the whole log, and may be kept between two runs |
//! | [`directory`], [`notice_board`], [`member_record`] | such folds: where everything stands; paragraphs on their way; members |
//! | [`withheld`] | what is kept back, and the words in its place |
//! | [`minutes`], [`protocol`], [`voting_list`], [`case_file`], [`trail`] | views of one thing |
//! | [`quotation`] | lines of a source as a report quotes them |
//! | [`service`] | who serves in which paragraph |
//!
//! [`source`] goes the other way: it puts the lines that events quote back together.

pub mod afterwards;
pub mod case_file;
pub mod compiled;
pub mod directory;
pub mod document;
pub mod entries;
pub mod html;
pub mod member_record;
pub mod minutes;
pub mod notice_board;
pub mod paragraph;
mod person;
pub mod projection;
pub mod protocol;
pub mod quotation;
pub mod renderer;
pub mod service;
mod source;
pub mod term;
mod text;
pub mod trail;
pub mod voting_list;
pub mod withheld;

pub use case_file::CaseFile;
pub use compiled::{Difference, compile, reprojected};
pub use directory::Directory;
pub use document::{Document, View};
pub use member_record::Members;
pub use minutes::Minutes;
pub use notice_board::NoticeBoard;
pub use paragraph::{Paragraph, ProjectionError};
pub use projection::{Logged, Projection, Unread, What, unread};
pub use protocol::Protocol;
pub use quotation::Quotation;
pub use renderer::Renderer;
pub use source::{QuotedDocument, SourceError, source, sources};
pub use text::render_text;
pub use trail::Trail;
pub use voting_list::VotingLists;
pub use withheld::Withheld;

/// The renderer of today; a compiled paragraph names the one that made its text.
pub const RENDERER: &str = Renderer::V3.name();

#[cfg(test)]
mod fixture;
