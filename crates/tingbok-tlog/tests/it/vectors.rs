//! The record's vectors, as far as they are keys, notes, checkpoints and the tree.

use std::sync::LazyLock;

use serde_json::Value;
use tingbok_tlog::{
    base64::Base64Error,
    checkpoint::{CheckpointError, SignedCheckpoint},
    consistency::{prove_consistency, verify_consistency},
    hash::{Hash, leaf_hash},
    inclusion::{prove_inclusion, verify_inclusion},
    key::{KeyError, SignatureError, SignerKey, VerifierKey},
    node::{MemoryTree, root_at},
    note::{LineError, Note, NoteError},
    tree::SizeError,
};

use crate::leaves::{place, size};

/// The vectors, which an independent program made.
static VECTORS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../tests/vectors/record-v1.json")).unwrap());

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn hashes(value: &Value) -> Vec<Hash> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|hash| Hash::from_base64(text(hash)).unwrap())
        .collect()
}

/// All keys of the vectors, whatever their roles.
fn keys(vectors: &Value) -> Vec<VerifierKey> {
    vectors["keys"]
        .as_object()
        .unwrap()
        .values()
        .map(|vkey| text(vkey).parse().unwrap())
        .collect()
}

fn checkpoint(vectors: &Value, name: &str) -> SignedCheckpoint {
    SignedCheckpoint::parse(text(&vectors["checkpoints"][name]).as_bytes()).unwrap()
}

/// The tree of the entries that the vectors hold in full.
fn tree(vectors: &Value) -> MemoryTree {
    let mut tree = MemoryTree::new();
    for entry in vectors["entries"].as_array().unwrap() {
        tree.push(leaf_hash(text(&entry["entry_utf8"]).as_bytes()))
            .unwrap();
    }
    tree
}

/// The note in an entry: what follows its first empty line.
fn event(entry: &Value) -> &str {
    text(&entry["entry_utf8"]).split_once("\n\n").unwrap().1
}

#[test]
fn seeds_give_the_keys() {
    let vectors = &*VECTORS;
    for ((_, vkey), first) in vectors["keys"].as_object().unwrap().iter().zip((0..).step_by(32)) {
        let key: VerifierKey = text(vkey).parse().unwrap();
        let seed = std::array::from_fn(|at| first + u8::try_from(at).unwrap());
        let signer = SignerKey::from_seed(key.name().clone(), &seed);
        assert_eq!(signer.verifier_key(), &key);
        assert_eq!(signer.encode().parse::<SignerKey>().unwrap().verifier_key(), &key);
    }
}

#[test]
fn keys_that_no_event_may_enrol_are_refused() {
    let vectors = &*VECTORS;
    let mut refused = 0;
    for entry in vectors["refused_entries"].as_array().unwrap() {
        let expected = match entry["because"].as_str() {
            Some("vkey id") => KeyError::Id,
            Some("vkey point") => KeyError::Point,
            _ => continue,
        };
        let line = event(entry)
            .lines()
            .find_map(|line| line.strip_prefix("key "))
            .unwrap();
        assert_eq!(line.parse::<VerifierKey>(), Err(expected), "{}", entry["rule"]);
        refused += 1;
    }
    assert_eq!(refused, 5);
}

#[test]
fn events_are_notes_that_verify() {
    let vectors = &*VECTORS;
    let keys = keys(vectors);
    for entry in vectors["entries"].as_array().unwrap() {
        let note = Note::parse(event(entry).as_bytes()).unwrap();
        assert_eq!(note.text(), text(&entry["event_text"]));
        assert_eq!(note.encode(), event(entry));
        assert_eq!(note.verify(&keys).unwrap().len(), note.signatures().len());
    }
}

#[test]
fn bad_signatures_are_refused_for_the_right_reason() {
    let vectors = &*VECTORS;
    let keys = keys(vectors);
    let mut refused = 0;
    for entry in vectors["refused_entries"].as_array().unwrap() {
        let because = entry["because"].as_str();
        if !matches!(because, Some("signature" | "signature form")) {
            continue;
        }
        let error = Note::parse(event(entry).as_bytes())
            .unwrap()
            .verify(&keys)
            .unwrap_err();
        let NoteError::Signature { source, .. } = error else {
            panic!("{}: {error}", entry["rule"])
        };
        let form = because == Some("signature form");
        let expected = if form {
            SignatureError::Form
        } else {
            SignatureError::Mismatch
        };
        assert_eq!(source, expected, "{}", entry["rule"]);
        refused += 1;
    }
    assert_eq!(refused, 4);
}

#[test]
fn malformed_signature_lines_are_refused() {
    let vectors = &*VECTORS;
    let mut refused = 0;
    for entry in vectors["refused_entries"].as_array().unwrap() {
        let source = LineError::Base64(Base64Error::Alphabet);
        let expected = match text(&entry["rule"]) {
            "base64 with other characters in it" => NoteError::Line { number: 1, source },
            "no LF at the end" => NoteError::Cut,
            _ => continue,
        };
        assert_eq!(Note::parse(event(entry).as_bytes()), Err(expected));
        refused += 1;
    }
    assert_eq!(refused, 2);
}

#[test]
fn checkpoints_come_back_and_verify() {
    let vectors = &*VECTORS;
    let keys = keys(vectors);
    let tree = tree(vectors);
    for (name, note) in vectors["checkpoints"].as_object().unwrap() {
        let signed = checkpoint(vectors, name);
        assert_eq!(signed.encode(), text(note));
        let read = signed.verify(&keys).unwrap();
        assert_eq!(read.origin(), text(&vectors["log"]));
        assert_eq!(Some(read.size().to_string().as_str()), name.split(' ').next());
        if read.size() <= tree.size() {
            assert_eq!(root_at(&tree, read.size()), Ok(*read.root()), "{name}");
        }
    }
}

/// Why a checkpoint is refused by its bytes and by the two log keys, where it is.
fn refusal(bytes: &[u8], log_keys: &[VerifierKey]) -> Result<(), CheckpointError> {
    SignedCheckpoint::parse(bytes)?.verify(log_keys)?;
    Ok(())
}

#[test]
fn refused_checkpoints_are_refused_here_unless_the_record_decides() {
    let vectors = &*VECTORS;
    let log = text(&vectors["log"]);
    let log_keys: Vec<_> = keys(vectors)
        .into_iter()
        .filter(|key| key.name().as_str() == log)
        .collect();
    assert_eq!(log_keys.len(), 2);
    for refused in vectors["refused_checkpoints"].as_array().unwrap() {
        let verdict = refusal(text(&refused["note"]).as_bytes(), &log_keys);
        let rule = text(&refused["rule"]);
        let as_expected = match rule {
            "an extension line" => verdict == Err(CheckpointError::Lines),
            "a leading zero" => verdict == Err(CheckpointError::Size(SizeError::Form)),
            "no LF at the end" => verdict == Err(CheckpointError::Note(NoteError::Cut)),
            "CRLF" => verdict == Err(CheckpointError::Note(NoteError::Text)),
            "only a cosignature" | "signed by an author" => verdict == Err(NoteError::Unsigned.into()),
            "a known key with a bad signature" | "a good and a bad line of log keys" => {
                let mismatch = SignatureError::Mismatch;
                matches!(&verdict, Err(CheckpointError::Note(NoteError::Signature { source, .. })) if *source == mismatch)
            }
            // Which key counts at which size, and the size, root and origin themselves, are the record's.
            "11 by the new key, not yet enrolled"
            | "13 by the old key, revoked"
            | "size 1"
            | "size beyond the entries"
            | "a wrong root"
            | "another origin" => verdict == Ok(()),
            unknown => panic!("no expectation for the rule {unknown:?}"),
        };
        assert!(as_expected, "{rule}: {verdict:?}");
    }
}

#[test]
fn leaves_and_their_inclusion() {
    let vectors = &*VECTORS;
    let tree = tree(vectors);
    for entry in vectors["entries"].as_array().unwrap() {
        let leaf = leaf_hash(text(&entry["entry_utf8"]).as_bytes());
        assert_eq!(leaf.to_string(), text(&entry["leaf_sha256"]));
    }
    let leaf = |index: usize| Hash::from_base64(text(&vectors["entries"][index]["leaf_sha256"])).unwrap();
    for (name, index, leaves) in [("2 of 5", 2, 5), ("7 of 14", 7, 14), ("0 of 257", 0, 257)] {
        let proof = hashes(&vectors["inclusion"][name]);
        let signed = checkpoint(vectors, &leaves.to_string());
        let at = place(u64::try_from(index).unwrap());
        let verdict = verify_inclusion(&leaf(index), at, size(leaves), &proof, signed.checkpoint().root());
        assert_eq!(verdict, Ok(()), "{name}");
        if size(leaves) <= tree.size() {
            assert_eq!(prove_inclusion(&tree, at, size(leaves)), Ok(proof), "{name}");
        }
    }
}

#[test]
fn consistency() {
    let vectors = &*VECTORS;
    let tree = tree(vectors);
    for (name, proof) in vectors["consistency"].as_object().unwrap() {
        let (old, new) = name.split_once(" to ").unwrap();
        let [old, new] = [old, new].map(|name| checkpoint(vectors, name).checkpoint().clone());
        let proof = hashes(proof);
        let verdict = verify_consistency(old.size(), old.root(), new.size(), new.root(), &proof);
        assert_eq!(verdict, Ok(()), "{name}");
        if new.size() <= tree.size() {
            assert_eq!(
                prove_consistency(&tree, old.size(), new.size()),
                Ok(proof),
                "{name}"
            );
        }
    }
}
