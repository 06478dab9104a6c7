//! Tiles: paths, which of them a size has, and what stands in them.

use super::*;

fn size(leaves: u64) -> TreeSize {
    TreeSize::new(leaves).unwrap()
}

fn paths(tiles: impl Iterator<Item = Tile>) -> Vec<String> {
    tiles.map(|tile| tile.to_string()).collect()
}

#[test]
fn paths_come_back() {
    for path in [
        "tile/0/000",
        "tile/0/x001/x234/067",
        "tile/0/x001/x234/067.p/8",
        "tile/3/000.p/1",
        "tile/6/000.p/31",
        "tile/1/999.p/255",
    ] {
        assert_eq!(path.parse::<Tile>().unwrap().to_string(), path);
    }
}

#[test]
fn other_paths_are_refused() {
    for path in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/00/000",
        "tile/+1/000",
        "tile/-1/000",
        "tile/256/000",
        "tile/0/0",
        "tile/0/000/",
        "tile/0/x000/000",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/+1",
        "tile/0/000.p/256",
        "tile/0/000.p/65536",
        "tile/0/000.p/1.p/1",
        "tile/0/x001.p/1",
        "tile/8/0/000",
        "tile/data/000",
        "tile/entries/000",
    ] {
        assert_eq!(path.parse::<Tile>(), Err(PathError::Form), "{path:?}");
    }
    for path in [
        "tile/6/000",
        "tile/6/000.p/32",
        "tile/6/001.p/1",
        "tile/7/000.p/1",
        "tile/63/000",
        "tile/255/000",
    ] {
        assert_eq!(path.parse::<Tile>(), Err(PathError::Beyond), "{path:?}");
    }
    let far = format!("tile/0/{}", path::encode_index(u64::MAX));
    assert_eq!(far.parse::<Tile>(), Err(PathError::Beyond));
}

#[test]
fn the_specification_s_example_of_70_000() {
    let all: Vec<_> = tiles(size(70_000)).collect();
    let full = |level| {
        all.iter()
            .filter(|tile| tile.level == level && tile.width.is_full())
            .count()
    };
    assert_eq!([full(0), full(1), full(2)], [273, 1, 0]);
    let partial = all.iter().copied().filter(|tile| !tile.width.is_full());
    assert_eq!(
        paths(partial),
        ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
    );
    assert_eq!(paths(tiles(size(256))), ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(paths(tiles(size(0))), [""; 0]);
}

#[test]
fn new_tiles_are_those_that_grew() {
    let between = |old, new| paths(new_tiles(size(old), size(new)));
    assert_eq!(between(5, 5), [""; 0]);
    assert_eq!(between(6, 5), [""; 0]);
    assert_eq!(between(5, 6), ["tile/0/000.p/6"]);
    assert_eq!(
        between(255, 257),
        ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]
    );
    assert_eq!(between(256, 257), ["tile/0/001.p/1"]);
}

#[test]
fn new_tiles_are_the_difference_of_all_tiles() {
    for old in (0..600).step_by(7).chain(65_533..65_538) {
        for new in (old..old + 520).step_by(13) {
            let before: Vec<_> = tiles(size(old)).collect();
            let expected: Vec<_> = tiles(size(new)).filter(|tile| !before.contains(tile)).collect();
            assert_eq!(
                new_tiles(size(old), size(new)).collect::<Vec<_>>(),
                expected,
                "{old} to {new}"
            );
        }
    }
}

#[test]
fn the_largest_tree_has_tiles_on_seven_levels() {
    let largest = TreeSize::MAX;
    let grown = TreeSize::new(largest.get() - 1).unwrap();
    assert_eq!(
        paths(new_tiles(grown, largest)),
        ["tile/0/x035/x184/x372/x088/831.p/255"]
    );
    let top = Tile::holding(NodeId::new(48, 0).unwrap(), largest).unwrap();
    assert_eq!(top.to_string(), "tile/6/000.p/31");
    assert_eq!(top.nodes().count(), 31);
}

#[test]
fn a_tile_of_a_wrong_length_is_refused() {
    let tile: Tile = "tile/0/000.p/2".parse().unwrap();
    assert!(TileHashes::decode(tile, &[0; 64]).is_ok());
    for found in [0, 1, 32, 63, 65, 96, 8192] {
        assert_eq!(
            TileHashes::decode(tile, &vec![0; found]),
            Err(TileError { tile, found })
        );
    }
    let shown = TileError { tile, found: 63 }.to_string();
    assert_eq!(shown, "tile/0/000.p/2 has 63 bytes, expected 64");
}

#[test]
fn a_tile_knows_its_own_nodes_only() {
    let tile: Tile = "tile/1/001.p/4".parse().unwrap();
    let hashes = TileHashes::decode(tile, &[0; 128]).unwrap();
    let node = |level, index| hashes.node(NodeId::new(level, index).unwrap());
    assert!(
        node(8, 256).is_some() && node(8, 259).is_some() && node(9, 129).is_some() && node(10, 64).is_some()
    );
    for (level, index) in [
        (8, 255),
        (8, 260),
        (9, 130),
        (11, 32),
        (16, 1),
        (17, 0),
        (7, 512),
        (0, 65_536),
    ] {
        assert_eq!(node(level, index), None, "{level} {index}");
    }
}
