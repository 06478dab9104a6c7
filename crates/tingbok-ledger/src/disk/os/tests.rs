//! Tests of the operating system's disk, in a folder of their own.

use std::io::ErrorKind;

use super::*;

fn path(text: &str) -> DiskPath {
    DiskPath::parse(text).unwrap()
}

#[test]
fn a_file_is_made_written_read_renamed_and_removed() {
    let root = tempfile::tempdir().unwrap();
    let disk = OsDisk::create(&root.path().join("a/b")).unwrap();
    let (one, two) = (path("dir/sub/one"), path("dir/sub/two"));
    disk.create_dir_durably(&one.parent()).unwrap();
    disk.create(&one).unwrap();
    assert_eq!(
        disk.create(&one).unwrap_err().source.kind(),
        ErrorKind::AlreadyExists
    );
    disk.write_at(&one, 3, b"abc").unwrap();
    disk.sync_file(&one).unwrap();
    assert_eq!(disk.read(&one, 6).unwrap(), b"\0\0\0abc");
    assert_eq!(
        disk.read(&one, 5).unwrap_err().source.kind(),
        ErrorKind::FileTooLarge
    );
    assert_eq!(disk.read_at(&one, 4, 100).unwrap(), b"bc");
    assert_eq!(disk.read_at(&one, 40, 100).unwrap(), b"");
    disk.rename(&one, &two).unwrap();
    disk.set_len(&two, 4).unwrap();
    disk.sync_dir(&two.parent()).unwrap();
    assert_eq!((disk.len(&two).unwrap(), disk.exists(&one).unwrap()), (4, false));
    assert_eq!(disk.list(&two.parent()).unwrap(), ["two"]);
    disk.remove(&two).unwrap();
    assert!(disk.write_at(&two, 0, b"x").unwrap_err().is_not_found());
}

#[test]
fn a_file_made_again_under_the_same_name_is_written_anew() {
    let root = tempfile::tempdir().unwrap();
    let disk = OsDisk::open(root.path()).unwrap();
    let file = path("file");
    disk.write_new_durably(&file, b"one").unwrap();
    assert_eq!(
        disk.write_new_durably(&file, b"two").unwrap_err().source.kind(),
        ErrorKind::AlreadyExists
    );
    disk.write_at(&file, 0, b"O").unwrap();
    disk.replace_durably(&file, b"two").unwrap();
    disk.write_at(&file, 0, b"T").unwrap();
    assert_eq!(disk.read(&file, 100).unwrap(), b"Two");
    assert_eq!(disk.list(&DiskPath::root()).unwrap(), ["file"]);
}

#[test]
fn handles_are_few_but_for_those_that_wait_for_a_sync() {
    let root = tempfile::tempdir().unwrap();
    let disk = OsDisk::open(root.path()).unwrap();
    let files: Vec<DiskPath> = (0..20).map(|n| path(&format!("file-{n}"))).collect();
    for file in &files {
        disk.create(file).unwrap();
        disk.write_at(file, 0, b"x").unwrap();
    }
    assert_eq!(disk.handles.lock().unwrap().len(), 20);
    for file in &files {
        disk.sync_file(file).unwrap();
        disk.remove(file).unwrap();
    }
    for file in &files {
        disk.write_new_durably(file, b"x").unwrap();
        disk.write_at(file, 1, b"y").unwrap();
        disk.sync_file(file).unwrap();
    }
    assert_eq!(disk.handles.lock().unwrap().len(), HANDLES_MAX);
}

#[test]
fn read_only_means_that_nothing_is_changed() {
    let root = tempfile::tempdir().unwrap();
    let file = path("file");
    OsDisk::open(root.path())
        .unwrap()
        .write_new_durably(&file, b"kept")
        .unwrap();
    let disk = OsDisk::read_only(root.path()).unwrap();
    let refusals = [
        disk.create(&path("other")),
        disk.create_dir(&path("dir")),
        disk.write_at(&file, 0, b"lost"),
        disk.set_len(&file, 0),
        disk.sync_file(&file),
        disk.sync_dir(&DiskPath::root()),
        disk.rename(&file, &path("other")),
        disk.remove(&file),
        disk.replace_durably(&file, b"lost"),
    ];
    for refused in refusals {
        assert_eq!(refused.unwrap_err().source.kind(), ErrorKind::ReadOnlyFilesystem);
    }
    assert_eq!(disk.read(&file, 100).unwrap(), b"kept");
    assert_eq!(disk.list(&DiskPath::root()).unwrap(), ["file"]);
}

#[test]
fn a_folder_that_is_none_is_refused() {
    let root = tempfile::tempdir().unwrap();
    assert!(
        OsDisk::open(&root.path().join("nowhere"))
            .unwrap_err()
            .is_not_found()
    );
    File::create(root.path().join("file")).unwrap();
    let refused = OsDisk::open(&root.path().join("file")).unwrap_err();
    assert_eq!(refused.source.kind(), ErrorKind::NotADirectory);
    assert_eq!(refused.to_string(), "cannot look at `.`: not a directory");
}
