//! The formats and the tree, against the vectors, other people's code and themselves.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets what it does not expect has failed"
)]

mod leaves;
mod oracles;
mod tiles;
mod tree;
mod vectors;
