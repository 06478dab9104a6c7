//! Any bytes as an entry, a signed event, or JSON: an error, or the one form that is written back byte for byte.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tingbok_record::entry::Entry;
use tingbok_record::event::SignedEvent;
use tingbok_record::json;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(entry) = Entry::parse(bytes) {
        assert_eq!(entry.head.entry(entry.event), bytes);
        drop(SignedEvent::parse(entry.event));
    }
    if let Ok(event) = SignedEvent::parse(bytes) {
        assert!(bytes.starts_with(event.text().as_bytes()));
    }
    if let Some(value) = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| json::parse(text).ok())
    {
        let canonical = value.canonical();
        assert_eq!(
            json::parse(&canonical).map(|again| again.canonical()),
            Ok(canonical)
        );
    }
});
