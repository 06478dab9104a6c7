//! The tree against its definition, other people's code, and every tampering that a proof can meet.

use std::collections::BTreeMap;

use tingbok_tlog::{
    consistency::{prove_consistency, verify_consistency},
    frontier::Frontier,
    hash::{Hash, empty_root, leaf_hash, node_hash},
    inclusion::{prove_inclusion, verify_inclusion},
    node::{MemoryTree, root_at},
    proof::{ProofError, ProveError},
};

use crate::leaves::{leaf, memory_tree, place, size};

const SMALL: u64 = 300;
const LARGE: [u64; 4] = [65_535, 65_536, 65_537, 70_000];

/// MTH as RFC 6962 §2.1 writes it, over leaf hashes.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [one] => *one,
        more => {
            let (left, right) = more.split_at(more.len().next_power_of_two() / 2);
            node_hash(&mth(left), &mth(right))
        }
    }
}

/// Indexes to try in a tree too large to try them all.
fn sampled(leaves: u64) -> Vec<u64> {
    let edges = [
        0, 1, 254, 255, 256, 257, 32_767, 32_768, 65_279, 65_280, 65_534, 65_535, 65_536, 69_888,
    ];
    let spread = (0..leaves).step_by(4_999);
    spread
        .chain(edges)
        .chain([leaves - 2, leaves - 1])
        .filter(|&index| index < leaves)
        .collect()
}

#[test]
fn roots_are_those_of_the_definition() {
    let tree = memory_tree(SMALL);
    let hashes: Vec<_> = (0..SMALL).map(leaf).collect();
    let mut frontier = Frontier::new();
    for leaves in 0..=SMALL {
        let expected = mth(&hashes[..usize::try_from(leaves).unwrap()]);
        assert_eq!(frontier.root(), expected, "frontier of {leaves}");
        assert_eq!(root_at(&tree, size(leaves)), Ok(expected), "root at {leaves}");
        assert_eq!(Frontier::read(&tree, size(leaves)).unwrap(), frontier);
        let again = Frontier::from_peaks(size(leaves), frontier.peaks().to_vec()).unwrap();
        assert_eq!(again, frontier);
        assert_eq!(frontier.push(leaf(leaves)), Ok(place(leaves)));
    }
}

#[test]
fn large_roots_are_those_of_the_definition() {
    let tree = memory_tree(70_000);
    let hashes: Vec<_> = (0..70_000).map(leaf).collect();
    for leaves in LARGE {
        let expected = mth(&hashes[..usize::try_from(leaves).unwrap()]);
        assert_eq!(root_at(&tree, size(leaves)), Ok(expected), "{leaves}");
    }
    assert_eq!(tree.root(), mth(&hashes));
}

#[test]
fn every_inclusion_proof_of_every_small_tree() {
    let tree = memory_tree(SMALL);
    for leaves in 1..=SMALL {
        let root = root_at(&tree, size(leaves)).unwrap();
        for index in 0..leaves {
            let proof = prove_inclusion(&tree, place(index), size(leaves)).unwrap();
            let verdict = verify_inclusion(&leaf(index), place(index), size(leaves), &proof, &root);
            assert_eq!(verdict, Ok(()), "{index} of {leaves}");
        }
    }
}

#[test]
fn every_consistency_proof_of_every_small_tree() {
    let tree = memory_tree(SMALL);
    let roots: Vec<_> = (0..=SMALL)
        .map(|leaves| root_at(&tree, size(leaves)).unwrap())
        .collect();
    for new in 0..=SMALL {
        for old in 0..=new {
            let proof = prove_consistency(&tree, size(old), size(new)).unwrap();
            let [old_root, new_root] = [old, new].map(|leaves| roots[usize::try_from(leaves).unwrap()]);
            let verdict = verify_consistency(size(old), &old_root, size(new), &new_root, &proof);
            assert_eq!(verdict, Ok(()), "{old} to {new}");
        }
    }
}

#[test]
fn proofs_of_large_trees() {
    let tree = memory_tree(70_000);
    for leaves in LARGE {
        let root = root_at(&tree, size(leaves)).unwrap();
        for index in sampled(leaves) {
            let proof = prove_inclusion(&tree, place(index), size(leaves)).unwrap();
            let verdict = verify_inclusion(&leaf(index), place(index), size(leaves), &proof, &root);
            assert_eq!(verdict, Ok(()), "{index} of {leaves}");
            let old_root = root_at(&tree, size(index + 1)).unwrap();
            let proof = prove_consistency(&tree, size(index + 1), size(leaves)).unwrap();
            let verdict = verify_consistency(size(index + 1), &old_root, size(leaves), &root, &proof);
            assert_eq!(verdict, Ok(()), "{} to {leaves}", index + 1);
        }
    }
}

/// The proofs that `proof` becomes when one hash is flipped, one dropped or one added, at each place.
fn tampered(proof: &[Hash]) -> Vec<Vec<Hash>> {
    let mut all = Vec::new();
    for at in 0..proof.len() {
        let mut flipped = *proof[at].as_bytes();
        flipped[at % 32] ^= 1 << (at % 8);
        all.push([&proof[..at], &[Hash::from_bytes(flipped)], &proof[at + 1..]].concat());
        all.push([&proof[..at], &proof[at + 1..]].concat());
    }
    for at in 0..=proof.len() {
        all.push([&proof[..at], &[leaf_hash(b"added")], &proof[at..]].concat());
    }
    all
}

#[test]
fn tampered_inclusion_proofs_are_refused() {
    let tree = memory_tree(40);
    for leaves in 1..=40 {
        let root = root_at(&tree, size(leaves)).unwrap();
        for index in 0..leaves {
            let proof = prove_inclusion(&tree, place(index), size(leaves)).unwrap();
            let check = |leaf, index, proof: &[Hash]| {
                verify_inclusion(&leaf, place(index), size(leaves), proof, &root)
            };
            for bad in tampered(&proof) {
                assert!(
                    check(leaf(index), index, &bad).is_err(),
                    "{index} of {leaves}: {bad:?}"
                );
            }
            for other in (0..=leaves).filter(|other| *other != index) {
                assert!(
                    check(leaf(index), other, &proof).is_err(),
                    "{index} as {other} of {leaves}"
                );
                assert!(
                    check(leaf(other), index, &proof).is_err(),
                    "{other} for {index} of {leaves}"
                );
            }
        }
    }
}

/// Neighbouring sizes may give one leaf proofs of one shape, so a proof is only as good as the pair of size
/// and root that a checkpoint binds: no proof serves another such pair.
#[test]
fn an_inclusion_proof_for_another_size_is_refused() {
    let tree = memory_tree(40);
    for leaves in 1..=40 {
        for index in 0..leaves {
            let proof = prove_inclusion(&tree, place(index), size(leaves)).unwrap();
            for other in (0..=40).filter(|other| *other != leaves) {
                let root = root_at(&tree, size(other)).unwrap();
                let verdict = verify_inclusion(&leaf(index), place(index), size(other), &proof, &root);
                assert!(verdict.is_err(), "{index} of {leaves} as of {other}");
            }
        }
    }
}

#[test]
fn tampered_consistency_proofs_are_refused() {
    let tree = memory_tree(40);
    let roots: BTreeMap<_, _> = (0..=40).map(|n| (n, root_at(&tree, size(n)).unwrap())).collect();
    let check = |old, old_root, new, new_root, proof: &[Hash]| {
        verify_consistency(size(old), old_root, size(new), new_root, proof)
    };
    for new in 0..=40 {
        for old in 0..=new {
            let proof = prove_consistency(&tree, size(old), size(new)).unwrap();
            let (old_root, new_root) = (&roots[&old], &roots[&new]);
            for bad in tampered(&proof) {
                assert!(
                    check(old, old_root, new, new_root, &bad).is_err(),
                    "{old} to {new}: {bad:?}"
                );
            }
            for (other, root) in &roots {
                if *other != old {
                    assert!(
                        check(old, root, new, new_root, &proof).is_err(),
                        "old root of {other}"
                    );
                }
                // From nothing to something, nothing can be said of the new root.
                if *other != new && old != 0 {
                    assert!(
                        check(old, old_root, new, root, &proof).is_err(),
                        "new root of {other}"
                    );
                    assert!(
                        check(old, old_root, *other, root, &proof).is_err(),
                        "{old} to {other}"
                    );
                }
                if *other != old && *other != 0 && old != 0 {
                    assert!(
                        check(*other, root, new, new_root, &proof).is_err(),
                        "{other} to {new}"
                    );
                }
            }
        }
    }
}

#[test]
fn refusals_have_their_reasons() {
    let tree = memory_tree(7);
    let (root, four) = (tree.root(), root_at(&tree, size(4)).unwrap());
    let proof = prove_inclusion(&tree, place(2), size(7)).unwrap();
    let check = |index, proof: &[Hash]| verify_inclusion(&leaf(2), place(index), size(7), proof, &root);
    assert_eq!(check(7, &proof), Err(ProofError::Range));
    assert_eq!(check(2, &proof[1..]), Err(ProofError::Length));
    assert_eq!(
        check(2, &[&proof[..], &proof[..1]].concat()),
        Err(ProofError::Length)
    );
    assert!(matches!(check(3, &proof), Err(ProofError::Root { expected, .. }) if expected == root));
    assert_eq!(prove_inclusion(&tree, place(7), size(7)), Err(ProveError::Range));
    assert!(matches!(
        prove_inclusion(&tree, place(7), size(9)),
        Err(ProveError::Read(_))
    ));
    assert_eq!(prove_consistency(&tree, size(7), size(6)), Err(ProveError::Range));

    let from =
        |old, old_root: &Hash, proof: &[Hash]| verify_consistency(size(old), old_root, size(7), &root, proof);
    assert_eq!(from(8, &four, &[]), Err(ProofError::Range));
    assert_eq!(from(4, &four, &[]), Err(ProofError::Length));
    assert_eq!(from(0, &empty_root(), &[]), Ok(()));
    assert_eq!(from(0, &empty_root(), &[four]), Err(ProofError::Length));
    assert_eq!(
        from(0, &four, &[]),
        Err(ProofError::OldRoot {
            expected: four,
            found: empty_root()
        })
    );
    assert_eq!(from(7, &root, &[]), Ok(()));
    assert_eq!(from(7, &root, &[four]), Err(ProofError::Length));
    assert_eq!(
        from(7, &four, &[]),
        Err(ProofError::Root {
            expected: root,
            found: four
        })
    );
}

#[test]
fn a_root_does_not_serve_twice_the_size() {
    let tree = memory_tree(64);
    let root = |leaves| root_at(&tree, size(leaves)).unwrap();
    for leaves in [2, 4, 8, 16, 32] {
        let proof = prove_inclusion(&tree, place(0), size(leaves)).unwrap();
        let verdict = verify_inclusion(&leaf(0), place(0), size(2 * leaves), &proof, &root(leaves));
        assert_eq!(verdict, Err(ProofError::Length));
        for old in 1..leaves {
            let proof = prove_consistency(&tree, size(old), size(leaves)).unwrap();
            let verdict = verify_consistency(size(old), &root(old), size(2 * leaves), &root(leaves), &proof);
            assert_eq!(verdict, Err(ProofError::Length), "{old} to {leaves}");
        }
    }
}

#[test]
fn the_empty_tree_has_no_leaf_to_prove() {
    let tree = MemoryTree::new();
    assert_eq!(tree.root(), empty_root());
    assert_eq!(prove_inclusion(&tree, place(0), size(0)), Err(ProveError::Range));
    let verdict = verify_inclusion(&leaf_hash(b""), place(0), size(0), &[], &empty_root());
    assert_eq!(verdict, Err(ProofError::Range));
}
