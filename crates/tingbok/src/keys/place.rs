//! Where keys lie, and where they may not.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::environment;
use crate::error::CommandError;

/// The folder of keys when none is named: `tingbok/keys` in the user's configuration folder.
pub(crate) fn default_place() -> Result<PathBuf, CommandError> {
    let configuration = environment::configuration().ok_or_else(|| {
        CommandError::usage("no folder of keys is named, and `HOME` is not set")
            .hint("name one with `--keys DIR` or `TINGBOK_KEYS`")
    })?;
    Ok(configuration.join("tingbok").join("keys"))
}

/// Refuses keys in the folder of a ledger, which is copied and served; neither folder needs to exist.
pub(crate) fn refuse_inside(keys: &Path, ledger: &Path) -> Result<(), CommandError> {
    let resolve =
        |path: &Path| resolved(path).map_err(|error| CommandError::file("find the folder", path, error));
    if resolve(keys)?.starts_with(resolve(ledger)?) {
        let (keys, ledger) = (keys.display(), ledger.display());
        return Err(CommandError::refused(format!(
            "the folder of keys `{keys}` lies in the ledger `{ledger}`, which is made to be copied"
        ))
        .hint("keep keys elsewhere: `--keys DIR` or `TINGBOK_KEYS`"));
    }
    Ok(())
}

/// The path without links and `..`, also where the end of it does not exist yet.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut found = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::ParentDir => drop(found.pop()),
            other => found.push(other),
        }
        match found.canonicalize() {
            Ok(real) => found = real,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_ledger_stay_apart() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        std::fs::create_dir_all(at("ledger/tile")).unwrap();
        for inside in [
            "ledger",
            "ledger/keys",
            "ledger/tile/../new/keys",
            "other/../ledger/keys",
        ] {
            let refused = refuse_inside(&at(inside), &at("ledger"));
            assert!(refused.is_err(), "{inside}");
        }
        for outside in ["keys", "ledger-keys", "ledger/../keys"] {
            refuse_inside(&at(outside), &at("ledger")).unwrap();
        }
        refuse_inside(&at("new/keys"), &at("new/ledger")).unwrap();
        assert!(refuse_inside(&at("new/ledger/keys"), &at("new/ledger")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_the_ledger_is_seen_through() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        std::fs::create_dir(at("ledger")).unwrap();
        std::os::unix::fs::symlink(at("ledger"), at("link")).unwrap();
        assert!(refuse_inside(&at("link/keys"), &at("ledger")).is_err());
    }
}
