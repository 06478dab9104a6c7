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
//! | [`checkpoint`] | origin, size and root, signed | C2SP tlog-checkpoint |

pub mod base64;
pub mod checkpoint;
pub mod consistency;
pub mod frontier;
pub mod hash;
pub mod inclusion;
pub mod key;
pub mod node;
pub mod note;
pub mod proof;
pub mod tree;
