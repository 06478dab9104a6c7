//! Evidence taken out of the vectors' log: what it establishes, and that no part of it can be left out or altered.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use tingbok_record::audit::Verdict;
use tingbok_record::disclosure::{FieldState, Row, RowField};
use tingbok_record::entry::Entry;
use tingbok_record::event::SignedEvent;
use tingbok_record::evidence::{
    Established, Evidence, EvidenceError, EvidenceFault, EvidenceItem, EvidencePlace, EvidenceRefusal,
};
use tingbok_tlog::hash::leaf_hash;
use tingbok_tlog::inclusion::prove_inclusion;
use tingbok_tlog::node::MemoryTree;
use tingbok_tlog::tree::LeafIndex;

use crate::vectors::{ENTRIES, VECTORS, root};

/// The stream `ledger` of the vectors, a reservation, and the newest entry.
static WHOLE: LazyLock<Evidence> = LazyLock::new(|| {
    let mut tree = MemoryTree::new();
    for entry in ENTRIES.iter() {
        tree.push(leaf_hash(entry)).unwrap();
    }
    let ledger = ENTRIES
        .iter()
        .enumerate()
        .filter(|(_, entry)| stream(entry) == "ledger");
    let mut indexes: BTreeSet<usize> = ledger.map(|(index, _)| index).collect();
    indexes.extend([7, 256]);
    let item = |index: usize| {
        let place = LeafIndex::new(index as u64).unwrap();
        EvidenceItem {
            entry: String::from_utf8(ENTRIES[index].clone()).unwrap(),
            proof: prove_inclusion(&tree, place, tree.size()).unwrap(),
            row: VECTORS
                .rows
                .get(index)
                .cloned()
                .unwrap_or_else(|| withheld(index)),
        }
    };
    Evidence {
        subject: "meeting/2026-03-11".to_owned(),
        checkpoint: VECTORS.checkpoints["257"].clone(),
        items: indexes.into_iter().map(item).collect(),
    }
});

fn stream(entry: &[u8]) -> String {
    let entry = Entry::parse(entry).unwrap();
    SignedEvent::parse(entry.event)
        .unwrap()
        .header()
        .stream
        .to_owned()
}

/// A row that shows nothing of an entry.
fn withheld(index: usize) -> String {
    let entry = Entry::parse(&ENTRIES[index]).unwrap();
    let event = SignedEvent::parse(entry.event).unwrap();
    let field = |path: &str| RowField {
        path: path.to_owned(),
        state: FieldState::Withheld("OSL 25:1".to_owned()),
    };
    let fields = event.fields().iter().map(|leaf| field(leaf.path)).collect();
    Row {
        index: index as u64,
        fields,
    }
    .canonical()
}

fn check(evidence: &Evidence) -> Result<Established, EvidenceRefusal> {
    evidence.check(Some(&root()))
}

/// The fault of the evidence once it is changed.
fn fault(change: impl FnOnce(&mut Evidence)) -> EvidenceRefusal {
    let mut evidence = WHOLE.clone();
    change(&mut evidence);
    check(&evidence).unwrap_err()
}

fn index(item: &EvidenceItem) -> u64 {
    Entry::parse(item.entry.as_bytes()).unwrap().head.index
}

#[test]
fn evidence_comes_back_and_holds() {
    let text = WHOLE.encode();
    assert_eq!(Evidence::parse(text.as_bytes()).unwrap(), *WHOLE);
    let established = check(&WHOLE).unwrap();
    assert_eq!((established.size, established.verdict), (257, Verdict::Verified));
    assert!(established.signatures >= WHOLE.items.len() as u64);
    let counts = established.fields;
    assert!(
        counts.disclosed > 0 && counts.withheld > 0 && counts.erased > 0,
        "{counts:?}"
    );
    assert_eq!(WHOLE.check(None).unwrap().verdict, Verdict::NotAnchored);
    let other = WHOLE
        .check(Some(VECTORS.keys["root-2"].as_str().unwrap()))
        .unwrap_err();
    assert_eq!(other.place, EvidencePlace::Entry(0));
}

#[test]
fn no_entry_of_the_keys_can_be_left_out() {
    for place in 0..WHOLE.items.len() {
        let left_out = index(&WHOLE.items[place]);
        if left_out == 7 {
            continue;
        }
        let refused = fault(|evidence| drop(evidence.items.remove(place)));
        let next = WHOLE.items.get(place + 1).map(index);
        match (left_out, next) {
            (0, _) => assert_eq!(refused.fault, EvidenceFault::FirstAbsent),
            (256, _) => assert_eq!(refused.fault, EvidenceFault::NewestAbsent(256)),
            (_, Some(next)) => {
                // Whatever stands next names it, or is signed by the key that it enrols.
                assert_eq!(refused.place, EvidencePlace::Entry(next), "{left_out}: {refused}");
            }
            (_, None) => unreachable!("the last one is 256"),
        }
    }
    assert_eq!(
        fault(|evidence| evidence.items.clear()).fault,
        EvidenceFault::FirstAbsent
    );
}

#[test]
fn entries_stand_in_their_order_and_once() {
    let twice = fault(|evidence| {
        let item = evidence.items[3].clone();
        evidence.items.insert(3, item);
    });
    assert!(
        matches!(twice.fault, EvidenceFault::Order { before: 3, .. }),
        "{twice}"
    );
    let turned = fault(|evidence| evidence.items.swap(3, 4));
    assert!(
        matches!(
            turned.fault,
            EvidenceFault::Authority { .. } | EvidenceFault::Order { .. } | EvidenceFault::Entry(_)
        ),
        "{turned}"
    );
}

#[test]
fn nothing_that_is_changed_holds() {
    for place in 0..WHOLE.items.len() {
        let at = index(&WHOLE.items[place]);
        let entry = &WHOLE.items[place].entry;
        // A byte in each line of the entry.
        let mut start = 0;
        for line in entry.split_inclusive('\n') {
            let middle = start + line.len() / 2;
            start += line.len();
            let mut bytes = entry.clone().into_bytes();
            bytes[middle] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else {
                continue;
            };
            let refused = fault(|evidence| evidence.items[place].entry = changed.clone());
            assert!(
                !matches!(refused.place, EvidencePlace::Row(_) | EvidencePlace::Checkpoint),
                "{at}: {refused}"
            );
        }
        let cut = fault(|evidence| evidence.items[place].proof.clear());
        assert!(matches!(cut.fault, EvidenceFault::Inclusion(_)), "{cut}");
        let row = fault(|evidence| evidence.items[place].row = VECTORS.rows[20].clone());
        assert_eq!(row.place, EvidencePlace::Row(at), "{row}");
    }
    for (from, to) in [("\n257\n", "\n256\n"), ("fjallmark", "fjallmork")] {
        let text = WHOLE.checkpoint.replace(from, to);
        assert_ne!(text, WHOLE.checkpoint, "{from}");
        check(&Evidence {
            checkpoint: text,
            ..WHOLE.clone()
        })
        .unwrap_err();
    }
    let unsigned = WHOLE
        .checkpoint
        .replace("\u{2014} fjallmark.example", "\u{2014} x.example");
    let refused = fault(|evidence| evidence.checkpoint = unsigned);
    assert_eq!(refused.place, EvidencePlace::Checkpoint);
}

#[test]
fn a_value_is_the_one_that_was_signed_or_none() {
    let seven = WHOLE.items.iter().position(|item| index(item) == 7).unwrap();
    let row = |from: &str, to: &str| {
        let row = &WHOLE.items[seven].row;
        assert!(row.contains(from), "`{from}` in {row}");
        let row = row.replacen(from, to, 1);
        fault(|evidence| evidence.items[seven].row = row).to_string()
    };
    assert_eq!(
        row("\"value\":\"Klara", "\"value\":\"Clara"),
        "row 7: entry 7 /persons/0/name: mismatch"
    );
    assert_eq!(
        row("\"erased\":9", "\"erased\":16"),
        "row 7: entry 7 /text/1: erased by nothing"
    );
    assert_eq!(
        row("\"lost\":15", "\"lost\":16"),
        "row 7: entry 7 /text/0: lost by nothing"
    );
    assert_eq!(
        row("\"lost\":15", "\"missing\":true"),
        "row 7: entry 7 /text/0: missing"
    );
    // Whoever made the evidence may keep any value back, and is named as the one who claims the ground.
    let mut evidence = WHOLE.clone();
    evidence.items[seven].row = withheld(7);
    assert!(check(&evidence).unwrap().fields.withheld > check(&WHOLE).unwrap().fields.withheld);
}

#[test]
fn what_is_no_evidence_is_named() {
    let text = WHOLE.encode();
    let refused = |text: &str| Evidence::parse(text.as_bytes()).unwrap_err();
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "`{from}`");
        refused(&text.replacen(from, to, 1))
    };
    assert_eq!(refused(text.trim_end()), EvidenceError::Canonical);
    assert_eq!(refused(&format!(" {text}")), EvidenceError::Canonical);
    assert_eq!(refused(&text.replace('\n', "\r\n")), EvidenceError::Canonical);
    assert!(matches!(
        changed("bundle/v1", "bundle/v2"),
        EvidenceError::Form(_)
    ));
    assert!(matches!(
        changed("\"subject\":\"meeting/", "\"subject\":\"Meeting/"),
        EvidenceError::Form(_)
    ));
    assert!(matches!(
        changed("\"subject\"", "\"subjekt\""),
        EvidenceError::Form(_)
    ));
    assert!(matches!(
        changed("{\"checkpoint\"", "{\"a\":1,\"checkpoint\""),
        EvidenceError::Form(_)
    ));
    assert!(matches!(
        changed("\"proof\":[\"", "\"proof\":[1,\""),
        EvidenceError::Form(_)
    ));
    assert!(matches!(
        changed("\"proof\":[\"", "\"proof\":[\"AAAA\",\""),
        EvidenceError::Hash { item: 0, hash: 1, .. }
    ));
    assert!(matches!(refused("[]\n"), EvidenceError::Form(_)));
    assert!(matches!(refused(""), EvidenceError::Json(_)));
    assert!(matches!(refused(&text[..text.len() / 2]), EvidenceError::Json(_)));
    assert_eq!(Evidence::parse(&[b'[', 0xff]), Err(EvidenceError::Text));
    let huge = vec![b' '; tingbok_record::evidence::EVIDENCE_BYTES_MAX + 1];
    assert_eq!(Evidence::parse(&huge), Err(EvidenceError::Size));
}
