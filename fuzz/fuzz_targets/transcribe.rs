//! Any bytes as minutes: refused or read; what is read quotes every line once, and can be recorded event by event.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tingbok_procedure::State;
use tingbok_transcribe::{Options, transcribe};

fuzz_target!(|bytes: &[u8]| {
    let mut options = Options::new(jiff::civil::date(2026, 3, 12));
    options.meeting = Some(jiff::civil::date(2026, 3, 11));
    options.derive_ballots = true;
    let mut count = 0_u64;
    let mut ids = || {
        count += 1;
        format!("7d5c9e1e-6f5b-4b7e-9a39-{count:012x}")
    };
    let Ok(read) = transcribe(bytes, &options, &mut ids) else {
        return;
    };
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let quoted: usize = read.events.iter().map(|event| event.source.lines.len()).sum();
    assert_eq!(
        (quoted, read.lines.placed + read.lines.kept),
        (read.lines.total, read.lines.total)
    );
    assert!(read.lines.total <= text.split('\n').count());
    let mut state = State::new();
    for event in &read.events {
        if let Err(rejection) = state.admit(event) {
            panic!("{} is refused: {rejection}", event.kind());
        }
        state.apply(event);
    }
});
