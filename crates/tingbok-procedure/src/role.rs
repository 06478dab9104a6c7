//! Who may sign what: the table that the engine applies and the auditor applies again.

use std::fmt;
use std::str::FromStr;

use crate::kind::Kind;
use crate::stream::Stream;

/// What a key was enrolled to do. A key may have several roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Role {
    /// Signs the stream `ledger`: keys, revocations, erasures.
    Root,
    /// Records meetings, cases and minutes.
    Registrar,
    /// Leads the meeting; adjusts the minutes.
    Chair,
    /// Adjusts the minutes.
    Adjuster,
    /// Decides what is published; registers documents.
    Archivist,
    /// Signs checkpoints and nothing else.
    Log,
}

impl Role {
    /// Every role, in the order of the table in docs/procedure.md.
    pub const ALL: &'static [Self] = &[
        Self::Root,
        Self::Registrar,
        Self::Chair,
        Self::Adjuster,
        Self::Archivist,
        Self::Log,
    ];

    /// The role as it stands in an enrolment.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Registrar => "registrar",
            Self::Chair => "chair",
            Self::Adjuster => "adjuster",
            Self::Archivist => "archivist",
            Self::Log => "log",
        }
    }
}

/// The roles that may sign an event of this kind in this stream; one signer with one of them is enough.
///
/// The chair signs whatever a registrar signs in a meeting.
#[must_use]
pub fn signers(kind: Kind, stream: &Stream) -> &'static [Role] {
    match (kind, stream) {
        (Kind::DocumentRegistered, _) => &[Role::Registrar, Role::Archivist],
        (Kind::FieldWithheld | Kind::FieldReleased, _) => &[Role::Archivist],
        (Kind::ParagraphAdjusted | Kind::AdjustmentDisputed, _) => &[Role::Chair, Role::Adjuster],
        (_, Stream::Meeting(_)) => &[Role::Registrar, Role::Chair],
        _ => &[Role::Registrar],
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that is no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown role `{0}`")]
pub struct UnknownRole(pub String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.iter().find(|role| role.name() == name);
        known.copied().ok_or_else(|| UnknownRole(name.to_owned()))
    }
}
