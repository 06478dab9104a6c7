//! Content of the stream `publication`: what exports and pages leave out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `field.withheld/1`: a value is left out of every export and page (*sekretess*, OSL).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldWithheld {
    /// The entry.
    pub index: u64,
    /// The leaf, `/persons/0/name`.
    pub path: String,
    /// On what ground, `OSL 25 kap. 1 §`.
    pub ground: String,
}

/// `field.released/1`: a value that was withheld is left out no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldReleased {
    /// The entry.
    pub index: u64,
    /// The leaf.
    pub path: String,
}

/// `erasure.completed/1`: what a `field.erased/1` names is gone from every file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureCompleted {
    /// The entry of the `field.erased/1`.
    pub erasure: u64,
}
