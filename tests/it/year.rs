//! The fictional year as a ledger on disk: recorded through the engine, since a command for each act would take long.

use std::path::Path;

use tingbok_example::Year;
use tingbok_rehearsal::{Clerk, key};

/// Records a year into the folder `root`, which must not exist; gives the root's vkey.
pub(crate) fn record(root: &Path, origin: &str, year: &Year) -> String {
    let now = "2026-11-01T09:00:00Z".parse().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut clerk = Clerk::begin(root, origin, &year.body, year.keys, now)
            .await
            .unwrap();
        for act in &year.acts {
            clerk.act(act).await.unwrap();
        }
        clerk.close().await.unwrap();
    });
    key(origin, "root-1").unwrap().verifier_key().to_string()
}
