//! A whole year of the fictional board, recorded at once: what is irregular in it was planted, and is found.

use std::path::Path;

use tingbok_example::{BOARD_ORIGIN, board_year};
use tingbok_rehearsal::{Clerk, RehearsalError};

use crate::context::Context;
use crate::error::CommandError;

/// The meeting of the year that is shown, and the day on which it is.
pub(super) const MEETING: &str = "2025-04-09";
pub(super) const AUDITED_ON: &str = "2026-02-16";

/// Records the year in a new ledger in the folder `root`, and says how large it is.
pub(super) fn record(root: &Path, context: &mut Context) -> Result<String, CommandError> {
    let failed = |error: RehearsalError| CommandError::store("cannot record the year").because(error);
    let runtime =
        tokio::runtime::Runtime::new().map_err(|error| CommandError::store("cannot start").because(error))?;
    let (year, now) = (board_year(1), context.now());
    let (size, planted) = runtime
        .block_on(async {
            let mut clerk = Clerk::begin(root, BOARD_ORIGIN, &year.body, year.keys, now).await?;
            for act in &year.acts {
                clerk.act(act).await?;
            }
            let size = clerk.ledger().log().size();
            clerk.close().await?;
            Ok((size, year.planted.len()))
        })
        .map_err(failed)?;
    Ok(format!(
        "A whole year of the board is recorded: {size} entries, {planted} irregularities planted. One meeting is audited."
    ))
}
