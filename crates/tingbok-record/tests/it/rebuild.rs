//! Every good vector in both directions: read and verified, and written again from its content, byte for byte.

use sha2::{Digest, Sha256};
use tingbok_record::checkpoint;
use tingbok_record::content::{assemble, leaves};
use tingbok_record::disclosure::{FieldCounts, Place, Row, RowContext, check};
use tingbok_record::entry::{ChainHash, Entry};
use tingbok_record::event::{SignedEvent, UnsignedEvent};
use tingbok_record::json;
use tingbok_tlog::base64;
use tingbok_tlog::bundle::Bundle;
use tingbok_tlog::consistency::verify_consistency;
use tingbok_tlog::frontier::Frontier;
use tingbok_tlog::hash::{Hash, leaf_hash};
use tingbok_tlog::inclusion::verify_inclusion;
use tingbok_tlog::path::TileWidth;
use tingbok_tlog::tree::{LeafIndex, TreeSize};

use crate::vectors::{ENTRIES, GoodEntry, VECTORS, audited, salt, signer};

#[test]
fn every_entry_is_written_again_from_its_content() {
    for good in &VECTORS.entries {
        let bytes = good.entry_utf8.as_bytes();
        let entry = Entry::parse(bytes).unwrap();
        let event = SignedEvent::parse(entry.event).unwrap();
        assert_eq!(event.text(), good.event_text);
        assert_eq!(event.digest().to_string(), good.event_sha256);
        assert_eq!(entry.chain_hash().to_string(), good.entry_blake3);
        assert_eq!(entry.leaf_hash().to_string(), good.leaf_sha256);

        let again = rebuilt(good, &event);
        assert_eq!(again.text(), good.event_text);
        let keys: Vec<_> = event.header().by.iter().map(|handle| signer(handle)).collect();
        let signed = again.sign(&keys.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(entry.head.entry(&signed), bytes, "entry {}", good.index);
    }
}

fn rebuilt(good: &GoodEntry, event: &SignedEvent<'_>) -> UnsignedEvent {
    let content = json::parse(&good.content.to_string()).unwrap();
    let whole: Vec<&str> = good.whole.iter().map(String::as_str).collect();
    let leaves = leaves(&content, &whole).unwrap();
    for leaf in &leaves {
        assert_eq!(
            leaf.value, good.values[&leaf.path],
            "entry {} {}",
            good.index, leaf.path
        );
        assert_eq!(
            base64::encode(&salt(good.index, &leaf.path)),
            good.salts[&leaf.path]
        );
    }
    let pairs = leaves
        .iter()
        .map(|leaf| (leaf.path.as_str(), leaf.value.as_str()));
    assert_eq!(assemble(pairs).unwrap(), content, "entry {}", good.index);
    let mut paths = leaves.clone().into_iter().map(|leaf| leaf.path);
    UnsignedEvent::new(event.header(), leaves, || {
        salt(good.index, &paths.next().unwrap())
    })
}

#[test]
fn the_log_verifies_to_its_end() {
    let audit = audited(257);
    assert_eq!(audit.tip().chain().to_string(), VECTORS.chain_after_256);
    assert_eq!(audit.verdict().to_string(), "verified");
    for (index, by) in &VECTORS.disputed {
        let entry = Entry::parse(&ENTRIES[usize::try_from(*index).unwrap()]).unwrap();
        let event = SignedEvent::parse(entry.event).unwrap();
        assert_eq!(&audit.authority().disputes(*index, &event.header().by), by);
    }
    assert!(audit.authority().disputes(7, &["chair-1"]).is_empty());
}

#[test]
fn the_two_verdicts_that_are_neither_pass_nor_refusal() {
    for case in &VECTORS.verdicts {
        let mut audit = audited(case.after);
        audit.extend(&[case.entry_utf8.as_bytes()]).unwrap();
        assert_eq!(audit.verdict().to_string(), case.verdict);
    }
}

#[test]
fn without_a_root_from_outside_nothing_is_anchored() {
    let mut audit = tingbok_record::audit::Audit::new(None, |_| None);
    audit.extend(&[&ENTRIES[0], &ENTRIES[1]]).unwrap();
    assert_eq!(
        audit.verdict().to_string(),
        "order attested, authors not anchored"
    );
}

#[test]
fn every_row_holds_and_is_the_one_text_of_what_it_says() {
    let audit = audited(22);
    let (store, export) = (Place::Store, Place::Export);
    let rows = VECTORS.rows.iter().map(|row| (row, store));
    let others = [(&VECTORS.row_found_again, store), (&VECTORS.export_row, export)];
    let mut counts = FieldCounts::default();
    for (text, place) in rows.chain(others) {
        let row = Row::parse(text.as_bytes()).unwrap();
        assert_eq!(&row.canonical(), text);
        let entry = Entry::parse(&ENTRIES[usize::try_from(row.index).unwrap()]).unwrap();
        let event = SignedEvent::parse(entry.event).unwrap();
        let context = RowContext {
            authority: audit.authority(),
            size: 22,
            place,
        };
        counts += check(&row, row.index, event.header().id, event.fields(), context).unwrap();
    }
    assert!(
        counts.erased >= 3 && counts.lost >= 1 && counts.withheld >= 1,
        "{counts:?}"
    );
}

#[test]
fn every_checkpoint_stands() {
    for note in VECTORS.checkpoints.values() {
        let size: usize = note.split('\n').nth(1).unwrap().parse().unwrap();
        let audit = audited(size);
        let signed = checkpoint::check(audit.authority(), note.as_bytes(), 257).unwrap();
        checkpoint::check_root(&signed, audit.root()).unwrap();
    }
}

#[test]
fn the_first_bundle_is_the_independent_programs() {
    let full: Vec<&[u8]> = ENTRIES[..256].iter().map(Vec::as_slice).collect();
    let encoded = Bundle::new(0, TileWidth::FULL).unwrap().encode(&full).unwrap();
    assert_eq!(base64::encode(&Sha256::digest(&encoded)), VECTORS.bundle_0_sha256);
}

#[test]
fn the_proofs_hold() {
    for (name, proof) in &VECTORS.inclusion {
        let (index, size) = name.split_once(" of ").unwrap();
        let (index, size): (u64, u64) = (index.parse().unwrap(), size.parse().unwrap());
        let leaf = leaf_hash(&ENTRIES[usize::try_from(index).unwrap()]);
        let (at, of) = (LeafIndex::new(index).unwrap(), TreeSize::new(size).unwrap());
        verify_inclusion(&leaf, at, of, &hashes(proof), &root_at(size)).unwrap();
    }
    for (name, proof) in &VECTORS.consistency {
        let (old, new) = name.split_once(" to ").unwrap();
        let (old, new): (u64, u64) = (old.parse().unwrap(), new.parse().unwrap());
        let sizes = (TreeSize::new(old).unwrap(), TreeSize::new(new).unwrap());
        verify_consistency(sizes.0, &root_at(old), sizes.1, &root_at(new), &hashes(proof)).unwrap();
    }
}

#[test]
fn the_chain_hash_of_nothing_is_zero() {
    let first = Entry::parse(&ENTRIES[0]).unwrap();
    assert_eq!(first.head.prev, ChainHash::ZERO);
}

fn root_at(size: u64) -> Hash {
    let mut tree = Frontier::new();
    for entry in &ENTRIES[..usize::try_from(size).unwrap()] {
        tree.push(leaf_hash(entry)).unwrap();
    }
    tree.root()
}

fn hashes(texts: &[String]) -> Vec<Hash> {
    texts
        .iter()
        .map(|text| Hash::from_base64(text).unwrap())
        .collect()
}
