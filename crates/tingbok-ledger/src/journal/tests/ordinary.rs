//! Tests of a journal on a disk that works.

use super::*;
use crate::disk::{CrashPlan, Operation, Step};

#[test]
fn what_is_appended_is_found_again() {
    let disk = Arc::new(SimDisk::new());
    let acts = &HISTORY[..3];
    let (known, done) = run(&disk, acts);
    done.unwrap();
    let (journal, found) = open(&disk, 0).unwrap();
    known.check(&found);
    assert_eq!((journal.head(), found.acknowledged, found.notes.len()), (9, 9, 0));
}

#[test]
fn the_whole_history_ends_published_and_leaves_no_bytes() {
    let disk = Arc::new(SimDisk::new());
    let (known, done) = run(&disk, HISTORY);
    done.unwrap();
    assert_eq!((known.acknowledged, known.published), (18, 18));
    // Gone for good: not only hidden until a power loss brings them back.
    let disk = Arc::new(disk.crash(CrashPlan::LoseUnsynced));
    let mut segments = 0;
    for path in disk
        .files()
        .into_iter()
        .filter(|path| *path != layout::acknowledged_mark())
    {
        let bytes = disk.read(&path, 1 << 20).unwrap();
        assert!(
            bytes[64..].iter().all(|byte| *byte == 0),
            "{path} holds something"
        );
        segments += 1;
    }
    assert_eq!(segments, 1);
    let (_, found) = open(&disk, 18).unwrap();
    assert_eq!((found.head, found.batches.len(), found.notes.len()), (18, 0, 0));
}

#[test]
fn a_group_costs_one_write_one_sync_and_the_mark() {
    let disk = Arc::new(SimDisk::new());
    Journal::init(&*disk, SMALL).unwrap();
    let mut journal = open(&disk, 0).unwrap().0;
    let before = disk.trace().len();
    journal
        .append_group(&[batch(0, 1), batch(1, 3), batch(4, 2)])
        .unwrap();
    let steps = disk.trace().split_off(before);
    let shape: Vec<(Operation, DiskPath)> = steps
        .iter()
        .map(|Step { operation, path, .. }| (*operation, path.clone()))
        .collect();
    let segment = layout::journal_segment(1);
    let mark = layout::acknowledged_mark();
    let expected = [
        (Operation::Write, segment.clone()),
        (Operation::SyncFile, segment),
        (Operation::Write, mark),
    ];
    assert_eq!(shape, expected);
}

#[test]
fn a_straddling_batch_gives_its_upper_part() {
    let disk = Arc::new(SimDisk::new());
    run(&disk, &[Act::Append(&[2, 4], 60)]).1.unwrap();
    let (_, found) = open(&disk, 3).unwrap();
    assert_eq!(found.batches, [batch(3, 3)]);
}

#[test]
fn what_does_not_follow_is_refused_and_changes_nothing() {
    let disk = Arc::new(SimDisk::new());
    Journal::init(&*disk, SMALL).unwrap();
    let mut journal = open(&disk, 0).unwrap().0;
    journal.append_group(&[batch(0, 2)]).unwrap();
    let steps = disk.steps();
    let refused = journal.append_group(&[batch(2, 1), batch(4, 1)]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "a batch begins with entry 4 instead of entry 3"
    );
    assert!(matches!(
        journal.append_group(&[batch(2, 0)]),
        Err(JournalError::EmptyBatch)
    ));
    let refused = journal.published(3).unwrap_err();
    assert!(matches!(
        refused,
        JournalError::PublishedBeyondHead { up_to: 3, head: 2 }
    ));
    assert!(matches!(
        Journal::init(&*disk, SMALL),
        Err(JournalError::AlreadyThere)
    ));
    journal.append_group(&[]).unwrap();
    assert_eq!(disk.steps(), steps + 1, "init alone has looked");
    journal.append_group(&[batch(2, 1)]).unwrap();
    assert_eq!(journal.head(), 3);
}

#[test]
fn segments_are_recycled_and_the_room_does_not_grow() {
    let disk = Arc::new(SimDisk::new());
    Journal::init(&*disk, SMALL).unwrap();
    let mut journal = open(&disk, 0).unwrap().0;
    for group in 0..60 {
        journal.append_group(&[sized_batch(group, 1, 1500)]).unwrap();
        journal.published(group + 1).unwrap();
    }
    let renamed = disk
        .trace()
        .iter()
        .filter(|step| step.operation == Operation::Rename)
        .count();
    let created = disk
        .trace()
        .iter()
        .filter(|step| step.operation == Operation::Create)
        .count();
    assert!(disk.files().len() <= 3, "{:?}", disk.files());
    assert!(
        renamed > 40 && created <= 4,
        "{renamed} renamed, {created} created"
    );
}

#[test]
fn a_segment_set_aside_holds_nothing_a_power_loss_could_bring_back() {
    let disk = Arc::new(SimDisk::new());
    Journal::init(&*disk, SMALL).unwrap();
    let mut journal = open(&disk, 0).unwrap().0;
    journal.append_group(&[sized_batch(0, 2, 1500)]).unwrap();
    journal.append_group(&[sized_batch(2, 2, 1500)]).unwrap();
    journal.published(3).unwrap();
    let after = disk.crash(CrashPlan::LoseUnsynced);
    let holds = |path: &DiskPath| {
        after.read(path, 1 << 20).unwrap()[4096..]
            .iter()
            .any(|byte| *byte != 0)
    };
    assert_eq!(
        [layout::journal_segment_new(1), layout::journal_segment(2)]
            .each_ref()
            .map(holds),
        [false, true]
    );
}

#[test]
fn inspecting_changes_nothing_and_finds_the_same() {
    let disk = Arc::new(SimDisk::new());
    let (known, _) = run(&disk, &HISTORY[..3]);
    let path = layout::journal_segment(1);
    let mut bytes = disk.read(&path, 1 << 20).unwrap();
    bytes[8000..8003].copy_from_slice(b"xyz");
    disk.damage(&path, Some(&bytes));
    disk.inject(crate::disk::Fault::ReadOnly);
    let found = Journal::inspect(&*disk, 0).unwrap();
    known.check(&found);
    assert_eq!(found.notes.len(), 1, "{:?}", found.notes);
    assert_eq!(disk.read(&path, 1 << 20).unwrap(), bytes);
    assert!(
        disk.trace()
            .iter()
            .rev()
            .take(8)
            .all(|step| !step.operation.changes())
    );
}

#[test]
fn a_journal_on_the_systems_own_disk() {
    let root = tempfile::tempdir().unwrap();
    let disk: Arc<dyn Disk> = Arc::new(crate::disk::OsDisk::open(root.path()).unwrap());
    Journal::init(&*disk, JournalSettings::default()).unwrap();
    let (mut journal, _) = Journal::open(Arc::clone(&disk), 0, JournalSettings::default()).unwrap();
    for first in 0..20 {
        journal.append_group(&[batch(first, 1)]).unwrap();
    }
    drop(journal);
    let read_only = crate::disk::OsDisk::read_only(root.path()).unwrap();
    assert_eq!(Journal::inspect(&read_only, 5).unwrap().batches.len(), 15);
    let (mut journal, found) = Journal::open(Arc::clone(&disk), 5, JournalSettings::default()).unwrap();
    assert_eq!(
        (found.batches.len(), found.acknowledged, found.notes.len()),
        (15, 20, 0)
    );
    journal.published(20).unwrap();
    journal.close().unwrap();
    let bytes = disk.read(&layout::journal_segment(1), 4 << 20).unwrap();
    assert_eq!(bytes.len(), 4 << 20);
    assert!(bytes[4096..].iter().all(|byte| *byte == 0));
}
