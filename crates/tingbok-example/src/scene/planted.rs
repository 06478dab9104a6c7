//! What is irregular: each scene breaks one rule once, and puts it on the list.

mod minutes;
mod motions;
mod people;
mod votes;

pub(crate) use minutes::*;
pub(crate) use motions::*;
pub(crate) use people::*;
pub(crate) use votes::*;
