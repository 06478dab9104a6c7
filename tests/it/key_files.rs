//! Key files that others can reach, and files that are no keys to open.
#![cfg(unix)]

use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use crate::keys::is_absent;
use crate::office::{Office, case};

#[test]
fn a_key_that_others_can_reach_is_warned_of() {
    let office = Office::with_ledger();
    let (drafts, file) = (case("drafts/short.jsonl"), office.key("registrar-1"));
    let folder = file.parent().unwrap().to_owned();
    let set = |path: &Path, mode| {
        std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    };
    assert_eq!(warnings(&office.append(&drafts).done().err), Vec::<&str>::new());
    set(&file, 0o640);
    set(&folder, 0o711);
    let said = office.append(&drafts).done().err;
    let (file_name, folder_name) = (file.display(), folder.display());
    assert_eq!(
        warnings(&said),
        [
            format!("warning: others than its owner can reach `{folder_name}` (mode 711)"),
            format!("hint: `chmod 700 {folder_name}`"),
            format!("warning: others than its owner can reach `{file_name}` (mode 640)"),
            format!("hint: `chmod 600 {file_name}`"),
        ]
    );
    set(&file, 0o600);
    set(&folder, 0o700);
    assert_eq!(warnings(&office.append(&drafts).done().err), Vec::<&str>::new());
}

fn warnings(said: &str) -> Vec<&str> {
    let of_keys = |line: &&str| line.contains("others than") || line.contains("chmod");
    said.lines().filter(of_keys).collect()
}

#[test]
fn only_a_regular_file_is_opened_as_a_key() {
    if is_absent("mkfifo", "--version") {
        return;
    }
    let office = Office::with_ledger();
    let (drafts, file) = (case("drafts/short.jsonl"), office.key("registrar-1"));
    let (kept, pipe) = (office.path("kept.pem"), office.path("pipe"));
    std::fs::rename(&file, &kept).unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let refused = || {
        office
            .append(&drafts)
            .refused(1, "is no regular file, and so no key")
    };
    // A pipe that nobody writes into would be waited for; a link to it too.
    symlink(&pipe, &file).unwrap();
    refused();
    std::fs::remove_file(&file).unwrap();
    std::fs::rename(&pipe, &file).unwrap();
    refused();
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    refused();
    std::fs::remove_dir(&file).unwrap();
    // A link to a key is followed.
    symlink(&kept, &file).unwrap();
    office.append(&drafts).done();
}
