//! Files of every kind into text, and hostile ones into errors.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "tests"
)]

mod docx;
mod hostile;
mod paper;
mod pdf;

use tingbok_extract::{ExtractError, Extracted, Limits};

fn read(bytes: &[u8]) -> Extracted {
    tingbok_extract::extract(bytes, &Limits::default()).unwrap()
}

fn refused(bytes: &[u8]) -> ExtractError {
    tingbok_extract::extract(bytes, &Limits::default()).unwrap_err()
}

fn remarks(extracted: &Extracted) -> Vec<String> {
    extracted.remarks.iter().map(ToString::to_string).collect()
}
