//! Any bytes as a file: an error, or text within the limits.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tingbok_extract::{Limits, extract};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    if let Ok(extracted) = extract(bytes, &limits) {
        assert!(extracted.text.len() <= limits.text_bytes);
    }
});
