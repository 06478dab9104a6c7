//! Names by which the events of one item refer to each other: `m1` the first motion, `q2` the second proposition.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! references {
    ($($(#[doc = $doc:literal])+ $name:ident)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self(name.to_owned())
            }
        }
    )+};
}

references! {
    /// A motion within its item: `m1`, `m2`, …
    MotionId
    /// A proposal within its item or case: `p1`, …
    ProposalId
    /// A proposition within its item: `q1`, …
    PropositionId
    /// A vote within its item: `v1`, …
    VoteId
    /// A decision section within its item: `d1`, …
    DecisionId
    /// A member or substitute in the roster of the body: `klara-nordin`
    MemberId
}

/// The number of a paragraph (§), which is also the number of the item in its meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ParagraphNo(pub u32);

impl fmt::Display for ParagraphNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
