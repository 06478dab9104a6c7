//! Items with a trap: what happens in meetings and what programs get wrong.
//!
//! `people`, `motions`, `votes` and `minutes` hold what is regular, however odd it looks. `planted` holds what is not:
//! each scene there breaks one rule once, and says so.

pub(crate) mod minutes;
pub(crate) mod motions;
pub(crate) mod people;
pub(crate) mod planted;
pub(crate) mod votes;

use crate::sitting::Sitting;

/// An item, or a few, with a trap.
pub(crate) type Scene = fn(&mut Sitting<'_>);
