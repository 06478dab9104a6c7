//! Events into paragraphs: deterministic Swedish text and JSON.
