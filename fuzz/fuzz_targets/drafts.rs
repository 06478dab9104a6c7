//! Any text as a file of drafts: each line is no draft, or an event that the meeting takes or refuses. What is an event
//! reads the same when it is written again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tingbok_procedure::{Draft, State};

fuzz_target!(|text: &str| {
    let mut state = State::new();
    for line in text.lines() {
        if tingbok_record::json::parse(line).is_err() {
            continue;
        }
        let Ok(draft) = serde_json::from_str::<Draft>(line) else {
            continue;
        };
        let Ok(event) = draft.event() else { continue };
        let again = Draft::of(&event).event();
        assert_eq!(again.as_ref().ok(), Some(&event), "{line}");
        if state.admit(&event).is_ok() {
            state.apply(&event);
        }
    }
});
