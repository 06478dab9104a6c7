//! The example data as ledgers: recorded, compiled, adjusted, published.

use std::path::Path;

use jiff::Timestamp;
use tingbok_example::{
    ASSEMBLY_ORIGIN, Act, BOARD_KEYS, BOARD_ORIGIN, Key, assembly_year, at_scale, board_year,
};
use tingbok_procedure::content::BodyConstituted;
use tingbok_rehearsal::{Clerk, RehearsalError, key};

use crate::error::ChoreError;
use crate::year::BodyName;

/// Records a year in a new ledger, and says how to look at it.
pub(crate) fn record(body: BodyName, seed: u64, out: &Path) -> Result<String, ChoreError> {
    let (origin, year) = match body {
        BodyName::Board => (BOARD_ORIGIN, board_year(seed)),
        BodyName::Assembly => (ASSEMBLY_ORIGIN, assembly_year(seed)),
    };
    let size = in_ledger(out, origin, &year.body, year.keys, year.acts)?;
    let (root, folder) = (key(origin, "root-1")?, out.display());
    Ok(format!(
        "{size} entries; its root is {}\ntry: tingbok audit --on {} --ledger {folder}",
        root.verifier_key(),
        year.audited_on
    ))
}

/// Records ordinary meetings in a new ledger.
pub(crate) fn record_scaled(seed: u64, entries: u64, out: &Path) -> Result<String, ChoreError> {
    let body = board_year(seed).body;
    let size = in_ledger(out, BOARD_ORIGIN, &body, BOARD_KEYS, at_scale(seed, entries))?;
    Ok(format!("{size} entries, in {}", out.display()))
}

fn in_ledger(
    out: &Path,
    origin: &str,
    body: &BodyConstituted,
    keys: &[Key],
    acts: impl IntoIterator<Item = Act>,
) -> Result<u64, ChoreError> {
    let now = Timestamp::from_second(RECEIVED).unwrap_or(Timestamp::MAX);
    let runtime = tokio::runtime::Runtime::new().map_err(|source| ChoreError::Write {
        path: out.to_owned(),
        source,
    })?;
    runtime
        .block_on(async {
            let mut clerk = Clerk::begin(out, origin, body, keys, now).await?;
            for act in acts {
                clerk.act(&act).await?;
            }
            let size = clerk.ledger().log().size();
            clerk.close().await?;
            Ok::<u64, RehearsalError>(size)
        })
        .map_err(ChoreError::from)
}

/// When everything is received, 2026-11-01T09:00:00Z in seconds: after all that the example says happened.
const RECEIVED: i64 = 1_793_523_600;
