//! The minutes: events into paragraphs, and paragraphs into Swedish text and JSON.
//!
//! Minutes are a projection: the same events give the same paragraph, and the same paragraph the same bytes of
//! text. Nothing here writes to a log, reads a clock or knows a key.
//!
//! ```
//! use tingbok_minutes::{Paragraph, render_text};
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
//! let text = render_text(&paragraph);
//! assert!(text.starts_with("§41\n\nPlan (KN/12/2026)\n\nBeslut\nPlanen antas.\n"));
//! assert_eq!(serde_json::to_value(&paragraph)?["opened"]["case"], "KN/12/2026");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`source`] goes the other way: it puts the lines that events quote back together.

pub mod paragraph;
pub mod projection;
mod source;
mod text;

pub use paragraph::{Paragraph, ProjectionError};
pub use projection::{Logged, Projection, What};
pub use source::{QuotedDocument, SourceError, source, sources};
pub use text::render_text;

/// The version of the projection and its text. It changes whenever any paragraph would read otherwise.
pub const RENDERER: &str = "tingbok-minutes/1";

#[cfg(test)]
mod fixture;
