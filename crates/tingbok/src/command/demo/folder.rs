//! The demonstration's files: its folder, a copy of the ledger, and one changed byte in the copy.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::entropy::Entropy;
use crate::error::CommandError;

/// A name in the folder for temporary files that nobody else has.
pub(super) fn temporary(entropy: &mut Entropy) -> Result<PathBuf, CommandError> {
    let bytes = entropy.bytes()?;
    let name = format!("tingbok-demo-{:08x}", u32::from_be_bytes(bytes));
    Ok(std::env::temp_dir().join(name))
}

/// Makes the folder, or takes one that is empty.
pub(super) fn make(folder: &Path) -> Result<(), CommandError> {
    let fail = |error| CommandError::file("make the folder", folder, error);
    fs::create_dir_all(folder).map_err(fail)?;
    if fs::read_dir(folder).map_err(fail)?.next().is_some() {
        return Err(
            CommandError::refused(format!("`{}` is not empty", folder.display()))
                .hint("name a folder that does not exist, with `--dir DIR`"),
        );
    }
    Ok(())
}

/// Writes a new file.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| CommandError::file("write", path, error))
}

/// Copies a folder with all that is in it.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), CommandError> {
    copy_all(from, to).map_err(|error| CommandError::file("copy", from, error))
}

/// Changes one digit of the copied ledger: the Ja votes that were counted. Says which byte of which file it was.
pub(super) fn change_the_count(ledger: &Path) -> Result<String, CommandError> {
    let name = "disclosures/000.jsonl";
    let path = ledger.join(name);
    let fail = |error| CommandError::file("change the file", &path, error);
    let mut bytes = fs::read(&path).map_err(fail)?;
    let place = digit_of_yes(&bytes).ok_or_else(|| fail(io::ErrorKind::InvalidData.into()))?;
    let digit = bytes
        .get_mut(place)
        .ok_or_else(|| fail(io::ErrorKind::InvalidData.into()))?;
    let before = char::from(*digit);
    *digit = if *digit == b'9' {
        b'0'
    } else {
        digit.saturating_add(1)
    };
    let after = char::from(*digit);
    let file = OpenOptions::new().write(true).truncate(true).open(&path);
    file.and_then(|mut file| file.write_all(&bytes)).map_err(fail)?;
    Ok(format!(
        "{before} counted Ja votes are made {after}: byte {place} of `{name}`"
    ))
}

/// Where the value of the leaf `/yes` begins.
fn digit_of_yes(rows: &[u8]) -> Option<usize> {
    let after = |from: usize, what: &[u8]| {
        let found = rows
            .get(from..)?
            .windows(what.len())
            .position(|part| part == what)?;
        Some(from + found + what.len())
    };
    let leaf = after(0, b"\"path\":\"/yes\"")?;
    let value = after(leaf, b"\"value\":")?;
    rows.get(value)
        .filter(|byte| byte.is_ascii_digit())
        .map(|_| value)
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_differs_in_one_digit() {
        let root = tempfile::tempdir().unwrap();
        let (ledger, changed) = (root.path().join("a"), root.path().join("b"));
        make(&ledger.join("disclosures")).unwrap();
        let row =
            r#"{"index":7,"fields":[{"path":"/no","value":9},{"path":"/yes","salt":"AA==","value":9}]}"#;
        write(&ledger.join("disclosures/000.jsonl"), row.as_bytes()).unwrap();
        copy(&ledger, &changed).unwrap();
        let what = change_the_count(&changed).unwrap();
        assert_eq!(
            what,
            "9 counted Ja votes are made 0: byte 83 of `disclosures/000.jsonl`"
        );
        let read = |folder: &Path| fs::read_to_string(folder.join("disclosures/000.jsonl")).unwrap();
        assert_eq!(
            read(&changed),
            row.replace("\"AA==\",\"value\":9", "\"AA==\",\"value\":0")
        );
        assert_eq!(read(&ledger), row);
    }

    #[test]
    fn a_folder_that_is_in_use_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        write(&root.path().join("x"), b"").unwrap();
        assert!(
            make(root.path())
                .unwrap_err()
                .to_string()
                .ends_with("is not empty")
        );
    }
}
