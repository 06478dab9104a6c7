//! Tiles hold the whole tree: every node, root and proof comes back from them alone.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tingbok_tlog::{
    bundle::{bundles, new_bundles},
    consistency::prove_consistency,
    frontier::Frontier,
    hash::{Hash, leaf_hash},
    inclusion::prove_inclusion,
    node::{MemoryTree, MissingNode, NodeId, NodeReader, root_at},
    tile::{Tile, TileError, TileHashes, TileReadError, TileReader, new_tiles, tiles},
};

use crate::leaves::{entry, leaf, memory_tree, place, size};

/// The files of a log, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// The tile files that publishing at each of `sizes` in turn leaves behind.
fn published(tree: &MemoryTree, sizes: &[u64]) -> Files {
    let mut files = Files::new();
    let mut old = size(0);
    for new in sizes.iter().copied().map(size) {
        for tile in new_tiles(old, new) {
            files.insert(tile.to_string(), TileHashes::read(tree, tile).unwrap().encode());
        }
        old = new;
    }
    files
}

fn reader(files: &Files, leaves: u64) -> TileReader<impl Fn(Tile) -> Result<Vec<u8>, String>> {
    let fetch = |tile: Tile| files.get(&tile.to_string()).cloned().ok_or(tile.to_string());
    TileReader::new(size(leaves), fetch)
}

#[test]
fn every_small_tree_comes_back_from_its_tiles() {
    let tree = memory_tree(300);
    let files = published(&tree, &(1..=300).collect::<Vec<_>>());
    for leaves in 1..=300 {
        let tiles = reader(&files, leaves);
        assert_eq!(
            root_at(&tiles, size(leaves)),
            Ok(root_at(&tree, size(leaves)).unwrap()),
            "{leaves}"
        );
        let expected = Frontier::read(&tree, size(leaves)).unwrap();
        assert_eq!(Frontier::read(&tiles, size(leaves)), Ok(expected));
    }
}

#[test]
fn large_trees_and_their_proofs_come_back_from_their_tiles() {
    let tree = memory_tree(70_000);
    let sizes = [65_535, 65_536, 65_537, 70_000];
    let files = published(&tree, &sizes);
    for leaves in sizes {
        let tiles = reader(&files, leaves);
        assert_eq!(
            root_at(&tiles, size(leaves)),
            Ok(root_at(&tree, size(leaves)).unwrap())
        );
        for index in [0, 255, 256, 32_768, 65_534, leaves - 1] {
            let (place, at) = (place(index), size(leaves));
            assert_eq!(
                prove_inclusion(&tiles, place, at),
                Ok(prove_inclusion(&tree, place, at).unwrap())
            );
            let old = size(index + 1);
            assert_eq!(
                prove_consistency(&tiles, old, at),
                Ok(prove_consistency(&tree, old, at).unwrap())
            );
        }
    }
}

#[test]
fn tiles_of_all_levels_are_made_of_what_the_frontier_reports() {
    let mut frontier = Frontier::new();
    let mut reported = BTreeMap::new();
    for index in 0..66_000 {
        let keep = |id: NodeId, hash| {
            if id.level().is_multiple_of(8) {
                reported.insert((id.level() / 8, id.index()), hash);
            }
        };
        frontier.push_with(leaf(index), keep).unwrap();
    }
    let tree = memory_tree(66_000);
    let mut held = 0;
    for tile in tiles(size(66_000)) {
        let hashes = TileHashes::read(&tree, tile).unwrap();
        for (offset, hash) in (0..).zip(hashes.hashes()) {
            assert_eq!(
                reported.get(&(tile.level(), tile.index() * 256 + offset)),
                Some(hash)
            );
            held += 1;
        }
    }
    assert_eq!(held, reported.len());
}

#[test]
fn faults_of_tiles_are_told_apart() {
    let tree = memory_tree(300);
    let mut files = published(&tree, &[300]);
    let absent = NodeId::new(0, 300).unwrap();
    assert_eq!(
        reader(&files, 300).node(absent),
        Err(TileReadError::Missing(MissingNode(absent)))
    );

    let last = NodeId::new(0, 299).unwrap();
    let tile = Tile::holding(last, size(300)).unwrap();
    files.get_mut("tile/0/001.p/44").unwrap().push(0);
    let found = 44 * 32 + 1;
    assert_eq!(
        reader(&files, 300).node(last),
        Err(TileReadError::Tile(TileError { tile, found }))
    );

    files.remove("tile/0/001.p/44");
    let source = "tile/0/001.p/44".to_owned();
    assert_eq!(
        reader(&files, 300).node(last),
        Err(TileReadError::Fetch { tile, source })
    );
}

/// Whether the root differs, or the hash of a full tile from the hash that stands for it in the tile above.
fn is_found(files: &Files, leaves: u64, root: Hash) -> bool {
    let reader = reader(files, leaves);
    let full = tiles(size(leaves)).filter(|tile| tile.width().is_full());
    let parted = |tile: Tile| {
        let top = NodeId::new(tile.level() * 8 + 8, tile.index()).unwrap();
        let below = TileHashes::decode(tile, &files[&tile.to_string()])
            .unwrap()
            .node(top);
        below != Some(reader.node(top).unwrap())
    };
    root_at(&reader, size(leaves)) != Ok(root) || full.into_iter().any(parted)
}

#[test]
fn a_flipped_byte_of_any_tile_is_found_without_the_entries() {
    let tree = memory_tree(600);
    let files = published(&tree, &[600]);
    assert!(!is_found(&files, 600, tree.root()));
    for (path, bytes) in &files {
        for at in (0..bytes.len()).step_by(61) {
            let mut altered = files.clone();
            altered.get_mut(path).unwrap()[at] ^= 1;
            assert!(is_found(&altered, 600, tree.root()), "{path} at {at}");
        }
    }
}

#[test]
fn bundles_hold_the_entries_that_tiles_hash() {
    let tree = memory_tree(600);
    let mut index = 0;
    for bundle in bundles(size(600)) {
        let entries: Vec<_> = bundle.places().map(|place| entry(place.get())).collect();
        let bytes = bundle.encode(&entries).unwrap();
        for entry in bundle.decode(&bytes).unwrap() {
            assert_eq!(tree.node(NodeId::new(0, index).unwrap()), Ok(leaf_hash(entry)));
            index += 1;
        }
    }
    assert_eq!(index, 600);
}

proptest! {
    #[test]
    fn a_bundle_comes_back(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..=256)) {
        let count = u64::try_from(entries.len()).unwrap();
        let bundle = bundles(size(count)).next().unwrap();
        let bytes = bundle.encode(&entries).unwrap();
        prop_assert_eq!(bundle.decode(&bytes).unwrap(), entries);
    }

    #[test]
    fn no_bytes_make_decoding_a_bundle_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), width in 1_u64..=256) {
        let bundle = bundles(size(width)).next().unwrap();
        if let Ok(entries) = bundle.decode(&bytes) {
            prop_assert_eq!(bundle.encode(&entries).unwrap(), bytes);
        }
    }

    #[test]
    fn no_text_makes_parsing_a_path_panic(path in "tile/([0-9]{1,3}|entries)/(x[0-9]{3}/){0,8}[0-9x.p/]{0,9}") {
        if let Ok(tile) = path.parse::<Tile>() {
            prop_assert_eq!(tile.to_string(), path);
        }
    }

    #[test]
    fn growing_in_any_steps_publishes_what_the_end_needs(steps in prop::collection::vec(0_u64..3_000, 1..6)) {
        let mut old = 0;
        let mut seen = std::collections::BTreeSet::new();
        for step in steps {
            seen.extend(new_bundles(size(old), size(old + step)).map(|bundle| bundle.to_string()));
            seen.extend(new_tiles(size(old), size(old + step)).map(|tile| tile.to_string()));
            old += step;
        }
        for path in tiles(size(old)).map(|tile| tile.to_string()) {
            prop_assert!(seen.contains(&path), "{}", path);
        }
        for path in bundles(size(old)).map(|bundle| bundle.to_string()) {
            prop_assert!(seen.contains(&path), "{}", path);
        }
    }
}
