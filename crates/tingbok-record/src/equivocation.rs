//! Two checkpoints of one log that contradict each other, packed so that anyone can check it.
//!
//! Invariants: the evidence has one text (parse, re-encode, compare). It is one only if the same log signed both, and no
//! log could honestly have signed both: at the same size they state different roots, or the tree of the larger one has
//! another root at the size of the smaller.
//!
//! Spec: docs/spec/equivocation.md; RFC 9162 §2.1.4.

use std::collections::BTreeMap;

use tingbok_tlog::checkpoint::{CheckpointError, SignedCheckpoint};
use tingbok_tlog::consistency::verify_consistency;
use tingbok_tlog::hash::Hash;
use tingbok_tlog::key::VerifierKey;
use tingbok_tlog::note::{NOTE_BYTES_MAX, NoteError};
use tingbok_tlog::proof::ProofError;

use crate::json::{self, JsonError, Value};

/// Two checkpoints of one log, of which one is false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equivocation {
    /// The checkpoint of the smaller size, byte for byte.
    pub first: String,
    /// The other one.
    pub second: String,
    /// How the second one's tree begins, where their sizes differ.
    pub beginning: Option<Beginning>,
}

/// The tree of the second checkpoint at the size of the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// Its root.
    pub root: Hash,
    /// The consistency proof from there to the second checkpoint.
    pub proof: Vec<Hash>,
}

/// What was proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The log.
    pub origin: String,
    /// The sizes of the two checkpoints.
    pub sizes: [u64; 2],
    /// The two roots at the smaller size, of which one log has one.
    pub roots: [Hash; 2],
}

/// Why bytes are no such evidence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EquivocationError {
    /// Longer than [`EQUIVOCATION_BYTES_MAX`].
    #[error("equivocation: more than {EQUIVOCATION_BYTES_MAX} bytes")]
    Size,
    /// Not JSON as the record has it, in UTF-8.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// Not the members that it has.
    #[error("equivocation: {0}")]
    Form(&'static str),
    /// Written otherwise than in its one form.
    #[error("equivocation is not canonical")]
    Canonical,
}

/// Why evidence proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotProven {
    /// One of the two is no checkpoint.
    #[error("checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// They are of different logs.
    #[error("they are of two logs, `{0}` and `{1}`")]
    TwoLogs(String, String),
    /// One of them is not signed by the log.
    #[error("signature: {0}")]
    Signature(#[from] NoteError),
    /// The first is the larger one, or a beginning stands where there is none, or none where there is one.
    #[error("the smaller one stands first, and a beginning is given exactly where their sizes differ")]
    Order,
    /// The roots are the same: they agree.
    #[error("they agree: both have the same root at size {0}")]
    Agree(u64),
    /// The second one's tree does not begin as is said.
    #[error("the beginning of the second one: {0}")]
    Beginning(#[from] ProofError),
}

impl Equivocation {
    /// Reads evidence. Nothing of what it says is verified.
    ///
    /// # Errors
    /// [`EquivocationError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, EquivocationError> {
        if bytes.len() > EQUIVOCATION_BYTES_MAX {
            return Err(EquivocationError::Size);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| EquivocationError::Form("not UTF-8"))?;
        let Value::Object(mut members) = json::parse(text)? else {
            return Err(EquivocationError::Form("expected an object"));
        };
        match members.remove("format") {
            Some(Value::String(format)) if format == FORMAT => {}
            _ => {
                return Err(EquivocationError::Form(
                    "expected `format` to be `tingbok/equivocation/v1`",
                ));
            }
        }
        let read = Self {
            first: take(&mut members, "first")?,
            second: take(&mut members, "second")?,
            beginning: members.remove("beginning").map(beginning).transpose()?,
        };
        if !members.is_empty() {
            return Err(EquivocationError::Form("a member that it does not have"));
        }
        if read.encode() == text {
            Ok(read)
        } else {
            Err(EquivocationError::Canonical)
        }
    }

    /// The one text of this evidence: RFC 8785, and one LF.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut members = BTreeMap::from([
            ("first".to_owned(), Value::String(self.first.clone())),
            ("format".to_owned(), Value::String(FORMAT.to_owned())),
            ("second".to_owned(), Value::String(self.second.clone())),
        ]);
        if let Some(Beginning { root, proof }) = &self.beginning {
            let hash = |hash: &Hash| Value::String(hash.to_string());
            let beginning = BTreeMap::from([
                ("proof".to_owned(), Value::Array(proof.iter().map(hash).collect())),
                ("root".to_owned(), hash(root)),
            ]);
            members.insert("beginning".to_owned(), Value::Object(beginning));
        }
        let mut text = Value::Object(members).canonical();
        text.push('\n');
        text
    }

    /// Checks that the log whose keys are `known` signed both, and that no log could honestly have signed both.
    ///
    /// # Errors
    /// [`NotProven`].
    pub fn check(&self, known: &[VerifierKey]) -> Result<Proven, NotProven> {
        let first = SignedCheckpoint::parse(self.first.as_bytes())?;
        let second = SignedCheckpoint::parse(self.second.as_bytes())?;
        let (one, other) = (first.checkpoint(), second.checkpoint());
        if one.origin() != other.origin() {
            return Err(NotProven::TwoLogs(
                one.origin().to_owned(),
                other.origin().to_owned(),
            ));
        }
        // A log's key is named as the log.
        let keys: Vec<VerifierKey> = known
            .iter()
            .filter(|key| key.name().as_str() == one.origin())
            .cloned()
            .collect();
        first.verify(&keys)?;
        second.verify(&keys)?;
        let at_first = match &self.beginning {
            None if one.size() == other.size() => *other.root(),
            Some(beginning) if one.size() < other.size() => {
                let (root, proof) = (&beginning.root, &beginning.proof);
                verify_consistency(one.size(), root, other.size(), other.root(), proof)?;
                *root
            }
            _ => return Err(NotProven::Order),
        };
        if at_first == *one.root() {
            return Err(NotProven::Agree(one.size().get()));
        }
        Ok(Proven {
            origin: one.origin().to_owned(),
            sizes: [one.size().get(), other.size().get()],
            roots: [*one.root(), at_first],
        })
    }
}

fn beginning(value: Value) -> Result<Beginning, EquivocationError> {
    let Value::Object(mut members) = value else {
        return Err(EquivocationError::Form("`beginning` is not an object"));
    };
    let root = take(&mut members, "root")?;
    let Some(Value::Array(proof)) = members.remove("proof") else {
        return Err(EquivocationError::Form("expected `proof`, an array"));
    };
    if !members.is_empty() {
        return Err(EquivocationError::Form("a member that a beginning does not have"));
    }
    let hash =
        |text: &str| Hash::from_base64(text).map_err(|_| EquivocationError::Form("a hash is malformed"));
    let proof = proof.iter().map(|value| match value {
        Value::String(text) => hash(text),
        _ => Err(EquivocationError::Form("a hash is malformed")),
    });
    Ok(Beginning {
        root: hash(&root)?,
        proof: proof.collect::<Result<_, _>>()?,
    })
}

fn take(members: &mut BTreeMap<String, Value>, key: &str) -> Result<String, EquivocationError> {
    match members.remove(key) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(EquivocationError::Form(
            "expected `first`, `second` and `root`, strings",
        )),
    }
}

/// Two checkpoints with all their cosignatures, escaped, and a proof.
pub const EQUIVOCATION_BYTES_MAX: usize = 4 * NOTE_BYTES_MAX;

const FORMAT: &str = "tingbok/equivocation/v1";

#[cfg(test)]
mod tests {
    use tingbok_tlog::checkpoint::Checkpoint;
    use tingbok_tlog::consistency::prove_consistency;
    use tingbok_tlog::hash::leaf_hash;
    use tingbok_tlog::key::SignerKey;
    use tingbok_tlog::node::{MemoryTree, root_at};
    use tingbok_tlog::tree::TreeSize;

    use super::*;

    fn key(seed: u8) -> SignerKey {
        SignerKey::from_seed("log.example/board".parse().unwrap(), &[seed; 32])
    }

    fn tree(leaves: &[&str]) -> MemoryTree {
        let mut tree = MemoryTree::new();
        for leaf in leaves {
            tree.push(leaf_hash(leaf.as_bytes())).unwrap();
        }
        tree
    }

    fn signed(tree: &MemoryTree, key: &SignerKey) -> String {
        let checkpoint = Checkpoint::new("log.example/board".into(), tree.size(), tree.root()).unwrap();
        SignedCheckpoint::sign(checkpoint, &[key]).unwrap().encode()
    }

    /// The beginning of a tree at a size, with the proof from there.
    fn beginning(tree: &MemoryTree, size: u64) -> Option<Beginning> {
        let size = TreeSize::new(size).unwrap();
        Some(Beginning {
            root: root_at(tree, size).unwrap(),
            proof: prove_consistency(tree, size, tree.size()).unwrap(),
        })
    }

    #[test]
    fn two_histories_are_proven_at_one_size_and_at_two() {
        let (one, other) = (tree(&["a", "b", "c"]), tree(&["a", "b", "x"]));
        let known = [key(7).verifier_key().clone()];
        let same = Equivocation {
            first: signed(&one, &key(7)),
            second: signed(&other, &key(7)),
            beginning: None,
        };
        assert_eq!(Equivocation::parse(same.encode().as_bytes()).unwrap(), same);
        assert_eq!(same.check(&known).unwrap().sizes, [3, 3]);
        let longer = tree(&["a", "b", "x", "d", "e"]);
        let grown = Equivocation {
            second: signed(&longer, &key(7)),
            beginning: beginning(&longer, 3),
            ..same.clone()
        };
        assert_eq!(Equivocation::parse(grown.encode().as_bytes()).unwrap(), grown);
        let proven = grown.check(&known).unwrap();
        assert_eq!((proven.sizes, proven.roots), ([3, 5], [one.root(), other.root()]));
    }

    #[test]
    fn an_honest_log_cannot_be_accused() {
        let (one, longer) = (tree(&["a", "b", "c"]), tree(&["a", "b", "c", "d", "e"]));
        let known = [key(7).verifier_key().clone()];
        let honest = Equivocation {
            first: signed(&one, &key(7)),
            second: signed(&longer, &key(7)),
            beginning: beginning(&longer, 3),
        };
        assert_eq!(honest.check(&known), Err(NotProven::Agree(3)));
        let other = tree(&["a", "b", "x", "d", "e"]);
        let made_up = Equivocation {
            beginning: beginning(&other, 3),
            ..honest.clone()
        };
        assert!(matches!(made_up.check(&known), Err(NotProven::Beginning(_))));
        let without = Equivocation {
            beginning: None,
            ..honest.clone()
        };
        assert_eq!(without.check(&known), Err(NotProven::Order));
        let by_other = Equivocation {
            second: signed(&other, &key(8)),
            beginning: beginning(&other, 3),
            ..honest.clone()
        };
        assert!(matches!(by_other.check(&known), Err(NotProven::Signature(_))));
        assert!(matches!(honest.check(&[]), Err(NotProven::Signature(_))));
    }

    #[test]
    fn what_is_no_evidence_is_named() {
        let (one, other) = (tree(&["a", "b", "c"]), tree(&["a", "b", "x"]));
        let text = Equivocation {
            first: signed(&one, &key(7)),
            second: signed(&other, &key(7)),
            beginning: beginning(&other, 2),
        }
        .encode();
        for (from, to) in [
            ("equivocation/v1", "equivocation/v2"),
            ("\"first\"", "\"erste\""),
            ("{\"beginning\"", "{\"a\":1,\"beginning\""),
            ("\"root\":\"", "\"root\":\"!"),
            ("\"proof\":[\"", "\"proof\":[1,\""),
            ("{\"beginning\"", "{ \"beginning\""),
            ("\n", "\r\n"),
        ] {
            assert!(text.contains(from), "{from}");
            assert!(
                Equivocation::parse(text.replacen(from, to, 1).as_bytes()).is_err(),
                "{to}"
            );
        }
        assert_eq!(
            Equivocation::parse(&vec![b' '; EQUIVOCATION_BYTES_MAX + 1]),
            Err(EquivocationError::Size)
        );
    }
}
