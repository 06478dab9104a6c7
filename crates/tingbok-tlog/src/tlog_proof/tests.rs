//! Proofs as files: one text for each, and every fault by its name.

use proptest::prelude::*;

use super::*;
use crate::checkpoint::Checkpoint;
use crate::hash::leaf_hash;
use crate::inclusion::prove_inclusion;
use crate::key::SignerKey;
use crate::node::MemoryTree;

/// The form of the specification's example, with hashes of its own.
const SPELLED: &str = "\
c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMQ==
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=

example.com/fancylog
109482
sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

\u{2014} example.com/fancylog hI2DJwAB
\u{2014} witness1.example mJirIkAB
";

fn log_key() -> SignerKey {
    SignerKey::from_seed("log.example/board".parse().unwrap(), &[7; 32])
}

fn leaf(index: u64) -> Hash {
    leaf_hash(&index.to_be_bytes())
}

/// The proof of each leaf of a log with `size` of them.
fn proofs(size: u64) -> Vec<TlogProof> {
    let mut tree = MemoryTree::new();
    let places: Vec<LeafIndex> = (0..size).map(|index| tree.push(leaf(index)).unwrap()).collect();
    let checkpoint = Checkpoint::new("log.example/board".into(), tree.size(), tree.root()).unwrap();
    let signed = SignedCheckpoint::sign(checkpoint, &[&log_key()]).unwrap();
    let prove = |place| prove_inclusion(&tree, place, tree.size()).unwrap();
    places
        .into_iter()
        .map(|place| TlogProof::new(place, prove(place), signed.clone()))
        .collect()
}

#[test]
fn the_form_of_the_specification_comes_back() {
    let proof = TlogProof::parse(SPELLED.as_bytes()).unwrap();
    assert_eq!(proof.index().get(), 73_894);
    assert_eq!(proof.extra(), Some(&b"age-v1.2.1"[..]));
    assert_eq!(proof.hashes().len(), 2);
    assert_eq!(proof.checkpoint().checkpoint().size().get(), 109_482);
    assert_eq!(proof.checkpoint().note().signatures().len(), 2);
    assert_eq!(proof.encode(), SPELLED);
}

#[test]
fn a_proof_holds_for_its_leaf_and_its_log_alone() {
    let known = [log_key().verifier_key().clone()];
    for size in [1, 2, 3, 7, 8, 255, 256, 257] {
        for (index, proof) in (0..).zip(proofs(size)) {
            let read = TlogProof::parse(proof.encode().as_bytes()).unwrap();
            assert_eq!(read, proof);
            read.verify(&leaf(index), &known).unwrap();
            let other = read.verify(&leaf(index + 1), &known).unwrap_err();
            assert!(matches!(other, TlogProofRefusal::Inclusion(_)), "{other}");
        }
    }
    let stranger = SignerKey::from_seed("log.example/board".parse().unwrap(), &[8; 32]);
    let proof = proofs(3).remove(1);
    let refused = proof
        .verify(&leaf(1), &[stranger.verifier_key().clone()])
        .unwrap_err();
    assert_eq!(refused, TlogProofRefusal::Checkpoint(NoteError::Unsigned));
}

#[test]
fn what_is_no_proof_is_named() {
    for (from, to, expected) in [
        ("@v1", "@v2", TlogProofError::Version),
        ("proof@v1\n", "proof@v1\r\n", TlogProofError::Version),
        (
            "index 73894",
            "index 073894",
            TlogProofError::Index(SizeError::Form),
        ),
        ("index 73894", "index -1", TlogProofError::Index(SizeError::Form)),
        (
            "index 73894",
            "index 9007199254740991",
            TlogProofError::Index(SizeError::TooLarge),
        ),
        ("index 73894\n", "", TlogProofError::IndexLine),
        ("extra Y", "Extra Y", TlogProofError::IndexLine),
        (
            "extra YWdlLXYxLjIuMQ==",
            "extra YWdlLXYxLjIuMR==",
            TlogProofError::Extra(Base64Error::Form),
        ),
        (
            "gSKyXo",
            "gSK!Xo",
            TlogProofError::Hash {
                number: 1,
                source: Base64Error::Alphabet,
            },
        ),
        (
            "B95lDa8R",
            "B95l",
            TlogProofError::Hash {
                number: 2,
                source: Base64Error::Form,
            },
        ),
        (
            "XmA=\n\n",
            "XmA=\n",
            TlogProofError::Hash {
                number: 3,
                source: Base64Error::Alphabet,
            },
        ),
    ] {
        let text = SPELLED.replacen(from, to, 1);
        assert_ne!(text, SPELLED, "`{from}` stands in it");
        assert_eq!(TlogProof::parse(text.as_bytes()), Err(expected), "{to}");
    }
    let without_note = SPELLED.replace("109482", "0109482");
    let refused = TlogProof::parse(without_note.as_bytes()).unwrap_err();
    assert!(matches!(refused, TlogProofError::Checkpoint(_)), "{refused}");
    let without_end = &SPELLED[..SPELLED.find("\n\n").unwrap()];
    assert_eq!(
        TlogProof::parse(without_end.as_bytes()),
        Err(TlogProofError::BlankLine)
    );
    assert_eq!(TlogProof::parse(&[0xff]), Err(TlogProofError::Text));
}

#[test]
fn a_long_proof_is_refused_before_it_is_read() {
    let hash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";
    let many = SPELLED.replacen(hash, &hash.repeat(HASHES_MAX), 1);
    assert_eq!(TlogProof::parse(many.as_bytes()), Err(TlogProofError::Count));
    let long = [SPELLED.as_bytes(), &vec![b'a'; PROOF_BYTES_MAX]].concat();
    assert_eq!(TlogProof::parse(&long), Err(TlogProofError::Size));
}

proptest! {
    #[test]
    fn what_is_read_is_written_back(
        cut in 0_usize..SPELLED.len(),
        put in "[ -~\n]{0,3}",
        gone in 0_usize..4,
    ) {
        let mut bytes = SPELLED.as_bytes().to_vec();
        let end = bytes.len().min(cut + gone);
        bytes.splice(cut..end, put.bytes());
        if let Ok(proof) = TlogProof::parse(&bytes) {
            let encoded = proof.encode();
            prop_assert_eq!(encoded.as_bytes(), bytes.as_slice());
        }
    }
}
