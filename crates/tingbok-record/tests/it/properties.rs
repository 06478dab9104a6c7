//! Properties: no input makes a parser panic, no flipped byte passes, content always comes back.

use proptest::prelude::*;
use tingbok_record::audit::Verdict;
use tingbok_record::content::{assemble, leaves};
use tingbok_record::disclosure::{Place, Row, RowContext, check};
use tingbok_record::entry::Entry;
use tingbok_record::event::SignedEvent;
use tingbok_record::json::{self, Value};

use crate::vectors::{ENTRIES, VECTORS, audited};

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-json::INTEGER_MAX..=json::INTEGER_MAX).prop_map(Value::Integer),
        any::<String>().prop_map(Value::String),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let object = prop::collection::btree_map("[a-z][a-z0-9_]{0,6}", inner.clone(), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..14).prop_map(Value::Array),
            object.prop_map(Value::Object)
        ]
    })
}

proptest! {
    #[test]
    fn any_value_has_one_text(value in value()) {
        let text = value.canonical();
        prop_assert_eq!(json::parse(&text).unwrap(), value);
    }

    #[test]
    fn any_content_comes_back(members in prop::collection::btree_map("[a-z][a-z0-9_]{0,6}", value(), 0..6)) {
        let content = Value::Object(members);
        let leaves = leaves(&content, &[]).unwrap();
        let pairs = leaves.iter().map(|leaf| (leaf.path.as_str(), leaf.value.as_str()));
        prop_assert_eq!(assemble(pairs).unwrap(), content);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = SignedEvent::parse(&bytes);
        let _ = Entry::parse(&bytes);
        let _ = Row::parse(&bytes);
    }

    #[test]
    fn any_edit_of_an_event_is_read_or_refused(
        at in any::<prop::sample::Index>(), with in any::<String>(), cut in 0_usize..40,
    ) {
        let event = &VECTORS.entries[9].entry_utf8;
        let start = at.index(event.len());
        if event.is_char_boundary(start) {
            let end = (start + cut..=event.len()).find(|end| event.is_char_boundary(*end)).unwrap_or(event.len());
            let edited = format!("{}{with}{}", &event[..start], &event[end..]);
            if let Ok(entry) = Entry::parse(edited.as_bytes()) {
                let _ = SignedEvent::parse(entry.event);
            }
        }
    }
}

#[test]
fn no_flipped_bit_of_an_entry_verifies() {
    for byte in 0..ENTRIES[21].len() {
        let mut entry = ENTRIES[21].clone();
        entry[byte] ^= 1 << (byte % 8);
        // The last entry's `received` is the operator's claim, and nothing after it holds on to it yet.
        let received = ENTRIES[21].windows(9).position(|w| w == b"received ").unwrap() + 9;
        if !(received..received + 24).contains(&byte) {
            let mut audit = audited(21);
            // A flip in the version word makes it another version, of which only the order is known: no pass.
            let passes = audit.extend(&[&entry]).is_ok() && audit.verdict() == Verdict::Verified;
            assert!(!passes, "byte {byte}");
        }
    }
}

#[test]
fn no_flipped_bit_of_a_row_holds() {
    let audit = audited(22);
    let entry = Entry::parse(&ENTRIES[6]).unwrap();
    let event = SignedEvent::parse(entry.event).unwrap();
    let context = RowContext {
        authority: audit.authority(),
        size: 22,
        place: Place::Store,
    };
    for byte in 0..VECTORS.rows[6].len() {
        let mut row = VECTORS.rows[6].clone().into_bytes();
        row[byte] ^= 1 << (byte % 8);
        let holds =
            Row::parse(&row).and_then(|row| check(&row, 6, event.header().id, event.fields(), context));
        assert!(holds.is_err(), "byte {byte}");
    }
}
