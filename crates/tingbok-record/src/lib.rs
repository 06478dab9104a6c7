//! The record: events, commitments, disclosures, entries and keys as bytes, and their verification.
//!
//! This crate is pure. It knows nothing of meetings; together with `tingbok-tlog` it is all that an auditor needs
//! to check a ledger's integrity. Every parser accepts exactly one form, and every verification is over the bytes
//! that stand there.
//!
//! | module | what stands there | specification |
//! | --- | --- | --- |
//! | [`event`] | the text that a person signs, and its signature lines | docs/spec/event.md |
//! | [`content`], [`commitment`], [`path`], [`json`] | content, its leaves, what is committed to | docs/spec/content.md |
//! | [`disclosure`] | the rows that open commitments | docs/spec/content.md, "Disclosure row" |
//! | [`entry`] | an event in its place; the hash chain | docs/spec/entry.md |
//! | [`authority`], [`checkpoint`] | keys by index, erasure, who may sign for the log | docs/spec/keys.md |
//! | [`evidence`] | some entries of a log with their proofs, in one file | docs/spec/bundle.md |
//! | [`equivocation`] | two checkpoints of one log that contradict each other | docs/spec/equivocation.md |
//! | [`tip`], [`history`], [`audit`] | what the next entry must fit; a whole log verified | docs/spec/keys.md |
//!
//! ```
//! use tingbok_record::content::leaves;
//! use tingbok_record::json::parse;
//!
//! let content = parse(r#"{"item":57,"text":["Vi ","reserverar oss."]}"#)?;
//! let paths: Vec<String> = leaves(&content, &[])?.into_iter().map(|leaf| leaf.path).collect();
//! assert_eq!(paths, ["/item", "/text/0", "/text/1"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod audit;
pub mod authority;
pub mod checkpoint;
pub mod commitment;
pub mod content;
pub mod disclosure;
pub mod entry;
pub mod equivocation;
pub mod event;
pub mod evidence;
pub mod history;
pub mod json;
pub mod number;
pub mod path;
pub mod time;
pub mod tip;
