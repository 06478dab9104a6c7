//! The crates `signed_note` and `tlog_tiles`: other people's reading of the same specifications.
//!
//! Their tile paths are the older ones, with the tile's height in them and `data` for entries.

use proptest::prelude::*;
use tingbok_tlog::{
    bundle::new_bundles,
    checkpoint::Checkpoint,
    consistency::prove_consistency,
    hash::Hash,
    inclusion::prove_inclusion,
    key::{SignerKey, VerifierKey},
    node::root_at,
    note::Note,
    tile::{TileHashes, new_tiles},
};
use tlog_tiles::{HashReader, Tile, stored_hash_index, stored_hashes_for_record_hash};

use crate::leaves::{leaf, memory_tree, place, size};

const HEIGHT: u8 = 8;

/// All hashes of a log in the oracle's order.
struct Stored(Vec<tlog_tiles::Hash>);

impl Stored {
    fn new(leaves: u64) -> Self {
        let mut stored = Self(Vec::new());
        for index in 0..leaves {
            let hash = theirs(leaf(index));
            let hashes = stored_hashes_for_record_hash(index, hash, &stored).unwrap();
            stored.0.extend(hashes);
        }
        stored
    }
}

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes
            .iter()
            .map(|&index| self.0[usize::try_from(index).unwrap()])
            .collect())
    }
}

fn theirs(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

fn all_theirs(hashes: &[Hash]) -> Vec<tlog_tiles::Hash> {
    hashes.iter().copied().map(theirs).collect()
}

#[test]
fn roots_and_proofs_are_the_oracle_s() {
    let (tree, stored) = (memory_tree(260), Stored::new(260));
    let sizes = (1..40).chain(120..136).chain(250..=260);
    for leaves in sizes {
        let root = theirs(root_at(&tree, size(leaves)).unwrap());
        assert_eq!(root, tlog_tiles::tree_hash(leaves, &stored).unwrap());
        for index in 0..leaves {
            let ours = all_theirs(&prove_inclusion(&tree, place(index), size(leaves)).unwrap());
            assert_eq!(
                ours,
                tlog_tiles::prove_record(leaves, index, &stored).unwrap(),
                "{index} of {leaves}"
            );
            tlog_tiles::check_record(&ours, leaves, root, index, theirs(leaf(index))).unwrap();

            let old = index + 1;
            let ours = all_theirs(&prove_consistency(&tree, size(old), size(leaves)).unwrap());
            assert_eq!(
                ours,
                tlog_tiles::prove_tree(leaves, old, &stored).unwrap(),
                "{old} to {leaves}"
            );
            let old_root = theirs(root_at(&tree, size(old)).unwrap());
            tlog_tiles::check_tree(&ours, leaves, root, old, old_root).unwrap();
        }
    }
}

#[test]
fn large_roots_and_proofs_are_the_oracle_s() {
    let (tree, stored) = (memory_tree(70_000), Stored::new(70_000));
    for leaves in [65_535, 65_536, 65_537, 70_000] {
        let root = theirs(root_at(&tree, size(leaves)).unwrap());
        assert_eq!(root, tlog_tiles::tree_hash(leaves, &stored).unwrap());
        for index in [0, 1, 255, 256, 32_767, 32_768, 65_280, 65_534, leaves - 1] {
            let ours = all_theirs(&prove_inclusion(&tree, place(index), size(leaves)).unwrap());
            assert_eq!(ours, tlog_tiles::prove_record(leaves, index, &stored).unwrap());
            let ours = all_theirs(&prove_consistency(&tree, size(index + 1), size(leaves)).unwrap());
            assert_eq!(ours, tlog_tiles::prove_tree(leaves, index + 1, &stored).unwrap());
        }
    }
    let hash = root_at(&tree, size(1)).unwrap();
    assert_eq!(
        theirs(hash),
        stored.0[usize::try_from(stored_hash_index(0, 0)).unwrap()]
    );
}

#[test]
fn tiles_are_the_oracle_s_but_for_their_paths() {
    let (tree, stored) = (memory_tree(66_000), Stored::new(66_000));
    for (old, new) in [
        (0, 1),
        (0, 255),
        (0, 256),
        (255, 257),
        (3, 700),
        (0, 66_000),
        (65_000, 66_000),
    ] {
        let ours: Vec<_> = new_tiles(size(old), size(new)).collect();
        let expected = Tile::new_tiles(HEIGHT, old, new);
        assert_eq!(ours.len(), expected.len(), "{old} to {new}");
        for (tile, expected) in ours.into_iter().zip(expected) {
            assert_eq!(tile.to_string(), expected.path().replacen("tile/8/", "tile/", 1));
            let bytes = TileHashes::read(&tree, tile).unwrap().encode();
            assert_eq!(bytes, expected.read_data(&stored).unwrap(), "{tile}");
        }
    }
}

#[test]
fn bundles_stand_where_the_oracle_has_data_tiles() {
    for (old, new) in [(0, 1), (0, 256), (255, 257), (3, 700), (400_000, 401_000)] {
        let level_0 = Tile::new_tiles(HEIGHT, old, new)
            .into_iter()
            .filter(|tile| tile.level() == 0);
        let expected = level_0.map(|mut tile| {
            tile.set_is_data();
            tile.path().replacen("tile/8/data/", "tile/entries/", 1)
        });
        let ours = new_bundles(size(old), size(new)).map(|bundle| bundle.to_string());
        assert_eq!(ours.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
}

#[test]
fn checkpoint_texts_are_the_oracle_s() {
    for leaves in [0, 1, 70_000] {
        let ours = Checkpoint::new("log.example/board".into(), size(leaves), leaf(leaves)).unwrap();
        let expected = tlog_tiles::Checkpoint::new("log.example/board", leaves, theirs(leaf(leaves)), "");
        assert_eq!(ours.body().as_bytes(), expected.unwrap().to_bytes());
    }
}

fn signer(seed: u8) -> SignerKey {
    SignerKey::from_seed("log.example/board".parse().unwrap(), &[seed; 32])
}

fn oracle_verifies(note: &Note, key: &VerifierKey) -> bool {
    let verifier = signed_note::StandardVerifier::new(key.as_str()).unwrap();
    let known = signed_note::VerifierList::new(vec![Box::new(verifier)]);
    signed_note::Note::from_bytes(note.encode().as_bytes())
        .unwrap()
        .verify(&known)
        .is_ok()
}

#[test]
fn what_one_side_signs_the_other_verifies() {
    let signed = Note::sign("text\n".into(), &[&signer(1), &signer(2)]).unwrap();
    for (seed, known) in [(1, true), (2, true), (3, false)] {
        let key = signer(seed).verifier_key().clone();
        assert_eq!(oracle_verifies(&signed, &key), known);
        assert_eq!(signed.verify(&[key]).is_ok(), known);
    }
    let theirs = signed_note::StandardSigner::new(&signer(1).encode()).unwrap();
    let mut note = signed_note::Note::new(b"text\n", &[]).unwrap();
    note.add_sigs(&[&theirs]).unwrap();
    let expected = Note::sign("text\n".into(), &[&signer(1)]).unwrap();
    assert_eq!(Note::parse(&note.to_bytes()), Ok(expected));
}

proptest! {
    #[test]
    fn an_altered_note_is_read_as_the_oracle_reads_it(
        text in "[ -~\n]{0,30}\n",
        at in any::<prop::sample::Index>(),
        cut in 0_usize..4,
        insert in "[ -~\n]{0,3}",
    ) {
        let mut note = Note::sign(text, &[&signer(1), &signer(2)]).unwrap().encode().into_bytes();
        let at = at.index(note.len());
        let end = note.len().min(at + cut);
        note.splice(at..end, insert.bytes());
        let ours = Note::parse(&note).map(|read| read.encode().into_bytes()).ok();
        let theirs = signed_note::Note::from_bytes(&note).map(|read| read.to_bytes()).ok();
        prop_assert_eq!(&ours, &theirs);
        prop_assert!(ours.is_none_or(|read| read == note));
    }

    #[test]
    fn no_bytes_make_reading_a_note_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.encode().into_bytes(), bytes);
        }
    }

    #[test]
    fn an_altered_key_is_refused(at in 0_usize..80, byte in "[ -~]") {
        let good = signer(1).verifier_key().to_string();
        let mut altered = good.clone();
        altered.replace_range(at % good.len()..=at % good.len(), &byte);
        let read = altered.parse::<VerifierKey>();
        prop_assert_eq!(read.is_ok(), altered == good);
    }
}
