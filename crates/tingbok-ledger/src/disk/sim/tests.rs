//! Tests of the simulated disk: what it must be able to lose, and what it must not.

use std::io::ErrorKind;

use super::*;

fn path(text: &str) -> DiskPath {
    DiskPath::parse(text).unwrap()
}

fn disk_with(file: &str, bytes: &[u8]) -> SimDisk {
    let disk = SimDisk::new();
    disk.write_new_durably(&path(file), bytes).unwrap();
    disk
}

const SECTORS: [Tear; 2] = [Tear::Sector, Tear::Byte];

#[test]
fn what_was_synced_survives_every_plan() {
    let disk = disk_with("file", b"kept");
    for tear in SECTORS {
        for seed in 0..20 {
            let after = disk.crash(CrashPlan::Mixed { seed, tear });
            assert_eq!(after.read(&path("file"), 10).unwrap(), b"kept");
        }
    }
    assert_eq!(
        disk.crash(CrashPlan::LoseUnsynced)
            .read(&path("file"), 10)
            .unwrap(),
        b"kept"
    );
}

#[test]
fn what_was_not_synced_is_seen_and_can_be_lost() {
    let disk = disk_with("file", b"kept");
    disk.write_at(&path("file"), 2, b"xyz").unwrap();
    assert_eq!(disk.read(&path("file"), 10).unwrap(), b"kexyz");
    assert_eq!(
        disk.crash(CrashPlan::LoseUnsynced)
            .read(&path("file"), 10)
            .unwrap(),
        b"kept"
    );
    assert_eq!(
        disk.crash(CrashPlan::KeepWritten)
            .read(&path("file"), 10)
            .unwrap(),
        b"kexyz"
    );
    disk.sync_file(&path("file")).unwrap();
    assert_eq!(
        disk.crash(CrashPlan::LoseUnsynced)
            .read(&path("file"), 10)
            .unwrap(),
        b"kexyz"
    );
}

#[test]
fn a_name_is_lost_until_its_folder_is_synced() {
    let disk = SimDisk::new();
    disk.create_dir(&path("dir")).unwrap();
    disk.create(&path("dir/file")).unwrap();
    disk.sync_dir(&path("dir")).unwrap();
    assert_eq!(
        disk.crash(CrashPlan::LoseUnsynced).files(),
        [],
        "the folder itself was not durable"
    );
    disk.sync_dir(&DiskPath::root()).unwrap();
    disk.rename(&path("dir/file"), &path("dir/other")).unwrap();
    assert_eq!(disk.crash(CrashPlan::LoseUnsynced).files(), [path("dir/file")]);
    assert_eq!(disk.files(), [path("dir/other")]);
    disk.sync_dir(&path("dir")).unwrap();
    assert_eq!(disk.crash(CrashPlan::LoseUnsynced).files(), [path("dir/other")]);
    disk.remove(&path("dir/other")).unwrap();
    assert_eq!(disk.crash(CrashPlan::LoseUnsynced).files(), [path("dir/other")]);
}

#[test]
fn writes_are_kept_lost_reordered_and_torn() {
    let disk = disk_with("file", &[b'.'; 4]);
    disk.write_at(&path("file"), 0, b"aa").unwrap();
    disk.write_at(&path("file"), 2, b"bb").unwrap();
    let plan = |seed| CrashPlan::Mixed {
        seed,
        tear: Tear::Byte,
    };
    let mut found: Vec<Vec<u8>> = (0..200)
        .map(|seed| disk.crash(plan(seed)).read(&path("file"), 10).unwrap())
        .collect();
    found.sort();
    found.dedup();
    for expected in [b"....", b"aa..", b"..bb", b"aabb", b"a...", b".a.."] {
        assert!(found.contains(&expected.to_vec()), "never {expected:?}");
    }
}

#[test]
fn a_sector_is_old_or_new_and_never_both() {
    let disk = disk_with("file", &[0; 1024]);
    disk.write_at(&path("file"), 0, &[1; 1024]).unwrap();
    disk.write_at(&path("file"), 0, &[2; 1024]).unwrap();
    let mut seen = Vec::new();
    for seed in 0..100 {
        let bytes = disk
            .crash(CrashPlan::Mixed {
                seed,
                tear: Tear::Sector,
            })
            .read(&path("file"), 1024)
            .unwrap();
        let sectors: Vec<u8> = bytes.chunks(512).map(|sector| sector[0]).collect();
        assert!(
            bytes
                .chunks(512)
                .all(|sector| sector.iter().all(|b| *b == sector[0]))
        );
        seen.push(sectors);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 9);
}

#[test]
fn a_failed_sync_has_lost_the_bytes_though_the_next_one_works() {
    let disk = disk_with("file", b"old");
    disk.write_at(&path("file"), 0, b"new").unwrap();
    disk.inject(Fault::Error {
        at: Trigger::Step(disk.steps()),
        error: ErrorKind::Other,
    });
    assert!(disk.sync_file(&path("file")).is_err());
    assert!(disk.sync_file(&path("file")).is_ok());
    assert_eq!(disk.read(&path("file"), 10).unwrap(), b"new");
    assert_eq!(
        disk.crash(CrashPlan::KeepWritten)
            .read(&path("file"), 10)
            .unwrap(),
        b"new"
    );
    assert_eq!(
        disk.crash(CrashPlan::LoseUnsynced)
            .read(&path("file"), 10)
            .unwrap(),
        b"old"
    );
}

#[test]
fn a_write_that_finds_the_disk_full_has_written_half() {
    let disk = disk_with("file", b"....");
    disk.inject(Fault::Error {
        at: Trigger::Every(Operation::Write),
        error: ErrorKind::StorageFull,
    });
    assert!(disk.write_at(&path("file"), 0, b"abcd").unwrap_err().is_full());
    disk.mend();
    assert_eq!(disk.read(&path("file"), 10).unwrap(), b"ab..");
}

#[test]
fn after_the_power_is_lost_nothing_works_until_the_crash() {
    let disk = disk_with("file", b"....");
    disk.inject(Fault::PowerLoss(disk.steps() + 1));
    disk.write_at(&path("file"), 0, b"ab").unwrap();
    assert!(disk.sync_file(&path("file")).is_err());
    assert!(disk.read(&path("file"), 10).is_err());
    assert_eq!(
        disk.crash(CrashPlan::LoseUnsynced)
            .read(&path("file"), 10)
            .unwrap(),
        b"...."
    );
    assert_eq!(
        disk.crash(CrashPlan::KeepWritten)
            .read(&path("file"), 10)
            .unwrap(),
        b"ab.."
    );
}

#[test]
fn replacing_leaves_the_old_file_or_the_new_one() {
    let steps = {
        let disk = disk_with("file", b"old");
        let before = disk.steps();
        disk.replace_durably(&path("file"), b"new").unwrap();
        disk.steps() - before
    };
    for step in 0..=steps {
        let disk = disk_with("file", b"old");
        disk.inject(Fault::PowerLoss(disk.steps() + step));
        let replaced = disk.replace_durably(&path("file"), b"new").is_ok();
        for seed in 0..40 {
            for tear in SECTORS {
                let after = disk.crash(CrashPlan::Mixed { seed, tear });
                let bytes = after.read(&path("file"), 10).unwrap();
                assert!(
                    bytes == b"new" || (!replaced && bytes == b"old"),
                    "step {step}, seed {seed}: {bytes:?}"
                );
            }
        }
    }
}

#[test]
fn the_trace_names_each_step() {
    let disk = disk_with("file", b"abc");
    let kinds: Vec<Operation> = disk.trace().into_iter().map(|step| step.operation).collect();
    use Operation::{Create, Look, Rename, SyncDir, SyncFile, Write};
    assert_eq!(kinds, [Look, Look, Create, Write, SyncFile, Rename, SyncDir]);
    disk.inject(Fault::ReadOnly);
    assert!(disk.remove(&path("file")).is_err());
    let last = disk.trace().pop().unwrap();
    assert_eq!(
        last,
        Step {
            operation: Operation::Remove,
            path: path("file"),
            offset: 0,
            len: 0,
            done: false
        }
    );
    assert_eq!(disk.read(&path("file"), 10).unwrap(), b"abc");
}
