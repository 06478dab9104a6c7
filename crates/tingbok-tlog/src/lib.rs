//! The C2SP transparency-log formats and the Merkle tree of RFC 6962 and RFC 9162.
//!
//! Everything here is pure: bytes in, bytes out, no files, clock or randomness. A file per format, named
//! as its specification names it:
//!
//! | module | what | specification |
//! | --- | --- | --- |
//! | [`base64`] | the one text of bytes | RFC 4648 §4 |
//! | [`key`] | verifier and signer keys, strict signatures | C2SP signed-note, RFC 8032 |
//! | [`note`] | a text and its signature lines | C2SP signed-note |
//! | [`hash`] | hashes of leaves and nodes | RFC 6962 §2.1 |
//! | [`tree`] | sizes and places of leaves | RFC 6962 §2.1 |
//! | [`node`] | complete subtrees, and roots made of them | RFC 6962 §2.1 |
//! | [`frontier`] | appending, in O(log n) memory | RFC 6962 §2.1 |
//! | [`inclusion`], [`consistency`] | [`proof`]s, made and checked | RFC 9162 §2.1.3, §2.1.4 |
//! | [`tlog_proof`] | an inclusion proof as a file | C2SP tlog-proof |
//! | [`tile`], [`bundle`] | hashes and entries as files, at their [`path`]s | C2SP tlog-tiles |
//! | [`checkpoint`] | origin, size and root, signed | C2SP tlog-checkpoint |
//!
//! A log that grows, and a reader who checks what it is told:
//!
//! ```
//! use tingbok_tlog::checkpoint::{Checkpoint, SignedCheckpoint};
//! use tingbok_tlog::hash::leaf_hash;
//! use tingbok_tlog::inclusion::{prove_inclusion, verify_inclusion};
//! use tingbok_tlog::key::SignerKey;
//! use tingbok_tlog::node::MemoryTree;
//!
//! let key = SignerKey::from_seed("log.example/board".parse()?, &[7; 32]);
//! let mut tree = MemoryTree::new();
//! tree.push(leaf_hash(b"the meeting is opened"))?;
//! let place = tree.push(leaf_hash(b"the board decides"))?;
//! let checkpoint = Checkpoint::new("log.example/board".into(), tree.size(), tree.root())?;
//! let published = SignedCheckpoint::sign(checkpoint, &[&key])?.encode();
//! let proof = prove_inclusion(&tree, place, tree.size())?;
//!
//! let read = SignedCheckpoint::parse(published.as_bytes())?;
//! let checkpoint = read.verify(&[key.verifier_key().clone()])?;
//! let leaf = leaf_hash(b"the board decides");
//! verify_inclusion(&leaf, place, checkpoint.size(), &proof, checkpoint.root())?;
//! let other = leaf_hash(b"the board declines");
//! assert!(verify_inclusion(&other, place, checkpoint.size(), &proof, checkpoint.root()).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod base64;
pub mod bundle;
pub mod checkpoint;
pub mod consistency;
pub mod frontier;
pub mod hash;
pub mod inclusion;
pub mod key;
pub mod node;
pub mod note;
pub mod path;
pub mod proof;
pub mod tile;
pub mod tlog_proof;
pub mod tree;
