//! A fictional region and its year of meetings, made from a seed: what tests, demonstrations and benchmarks record.
//!
//! Region Fjällmark has a board (*regionstyrelsen*) and an assembly (*regionfullmäktige*). Their year holds what really
//! happens: people come and go, Ja means *reject*, a third of those present remits, a paragraph is adjusted at once. What
//! is irregular in it is planted, and listed with its rule, so that an audit can be held against the list: it must find
//! all of that and nothing besides.
//!
//! This crate is pure: the same seed gives the same acts, byte for byte. It signs nothing and knows no hash; what has to
//! be compiled or adjusted is an [`Act`] for whoever keeps the ledger.
//!
//! | module | what stands there |
//! | --- | --- |
//! | `chance`, `wording`, `filling`, `roster` | numbers from the seed, the words, the people |
//! | `clerk`, `schedule` | who records, and in which order |
//! | `sitting`, `item`, `ballot` | a meeting, its items, its votes |
//! | `aftermath` | adjustment, notice, appeal time |
//! | `ordinary`, `scene` | items as most are, and those with a trap |
//! | `board`, `assembly`, `scale` | what happens in which meeting |
//!
//! Spec: docs/procedure.md; the rules that the domain's traps break are in docs/guides/rules.md.

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use tingbok_procedure::content::{BodyConstituted, Person, SigningRole};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Draft, Moment, Role, Rule};

mod aftermath;
mod assembly;
mod ballot;
mod board;
mod chance;
mod clerk;
mod filling;
mod item;
mod ordinary;
mod roster;
mod scale;
mod scene;
mod schedule;
mod sitting;
mod wording;

pub use assembly::assembly_year;
pub use board::board_year;
pub use roster::{ASSEMBLY_KEYS, BOARD_KEYS};
pub use scale::at_scale;

/// The origin of the board's ledger; the assembly's ends in `regionfullmaktige`.
pub const BOARD_ORIGIN: &str = "fjallmark.example/regionstyrelsen";

/// The origin of the assembly's ledger.
pub const ASSEMBLY_ORIGIN: &str = "fjallmark.example/regionfullmaktige";

/// A year of one body: everything that is recorded, in the order in which it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// The body with its local rules, as the first act records it.
    pub body: BodyConstituted,
    /// The keys that have to be enrolled before the first act.
    pub keys: &'static [Key],
    /// What is recorded.
    pub acts: Vec<Act>,
    /// What is irregular in it.
    pub planted: Vec<Planted>,
    /// The day on which an audit finds exactly what is planted: every time that runs has run out by then.
    pub audited_on: Date,
}

/// A key that has to be enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The handle.
    pub handle: &'static str,
    /// Who holds it, as the enrolment has to say.
    pub holder: &'static str,
    /// What it may sign.
    pub roles: &'static [Role],
}

/// One thing that is done to the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "acts are handed on one by one")]
pub enum Act {
    /// Drafts are signed and recorded together: one batch.
    Record {
        /// The handle of the key.
        by: &'static str,
        /// The batch.
        drafts: Vec<Draft>,
    },
    /// A paragraph is compiled from the events recorded so far.
    Compile {
        /// The paragraph.
        at: ParagraphRef,
        /// The time that is claimed.
        on: Moment,
    },
    /// Somebody signs the compiled paragraph.
    Adjust {
        /// The paragraph.
        at: ParagraphRef,
        /// As what.
        role: SigningRole,
        /// The handle of the key.
        by: &'static str,
        /// Whose key it is.
        person: Person,
        /// The time that is claimed.
        on: Moment,
    },
}

impl Act {
    /// How many entries it makes in a log.
    #[must_use]
    pub fn entries(&self) -> u64 {
        match self {
            Self::Record { drafts, .. } => u64::try_from(drafts.len()).unwrap_or(u64::MAX),
            Self::Compile { .. } | Self::Adjust { .. } => 1,
        }
    }
}

/// An irregularity that was planted: a rule that the year breaks once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Planted {
    /// The rule.
    #[serde(serialize_with = "code")]
    pub rule: Rule,
    /// Where.
    pub place: Place,
    /// What was done, in English.
    pub what: String,
}

/// Where something was planted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The day of the meeting.
    pub meeting: Option<Date>,
    /// The paragraph.
    pub paragraph: Option<ParagraphRef>,
    /// The id of the draft at which the finding is made; `None` when it is made at a compilation or an adjustment, or
    /// because something did not happen.
    pub draft: Option<String>,
}

fn code<S: Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.code())
}
