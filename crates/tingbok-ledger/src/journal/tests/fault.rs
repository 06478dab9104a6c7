//! Tests of a journal whose disk gives errors: nothing acknowledged is lost, and nothing is written after an error.

use std::io::ErrorKind;

use super::*;
use crate::disk::{CrashPlan, Fault, Operation, Trigger};

#[test]
fn an_error_at_any_step_loses_nothing_acknowledged() {
    let mut failed = 0;
    for error in [ErrorKind::StorageFull, ErrorKind::Other] {
        for step in 0.. {
            let disk = Arc::new(SimDisk::new());
            disk.inject(Fault::Error {
                at: Trigger::Step(step),
                error,
            });
            let (known, done) = run(&disk, HISTORY);
            if disk.steps() <= step {
                break;
            }
            failed += u32::from(done.is_err());
            for plan in [CrashPlan::KeepWritten, CrashPlan::LoseUnsynced]
                .into_iter()
                .filter(|_| known.is_made)
            {
                let after = Arc::new(disk.crash(plan));
                let found = open(&after, known.published).unwrap().1;
                known.check(&found);
                // What was found is durable, though a sync of it may have failed before.
                let again = Arc::new(after.crash(CrashPlan::LoseUnsynced));
                assert_eq!(open(&again, known.published).unwrap().1.batches, found.batches);
            }
        }
    }
    assert!(failed > 150, "{failed}");
}

#[test]
fn after_a_failed_write_sync_or_mark_the_first_error_is_given_again() {
    let (segment, mark) = (layout::journal_segment(1), layout::acknowledged_mark());
    let places = [
        (Operation::Write, &segment),
        (Operation::SyncFile, &segment),
        (Operation::Write, &mark),
    ];
    for (operation, path) in places {
        let disk = Arc::new(SimDisk::new());
        Journal::init(&*disk, SMALL).unwrap();
        let mut journal = open(&disk, 0).unwrap().0;
        journal.append_group(&[batch(0, 1)]).unwrap();
        disk.inject(Fault::Error {
            at: Trigger::EveryOn(operation, path.clone()),
            error: ErrorKind::Other,
        });
        let first = journal.append_group(&[batch(1, 1)]).unwrap_err();
        assert!(matches!(first, JournalError::Disk(_)), "{first}");
        disk.mend();
        let steps = disk.steps();
        for refused in [journal.append_group(&[batch(1, 1)]), journal.published(1)] {
            let text = format!("the journal stopped at an earlier error and must be opened again: {first}");
            assert_eq!(refused.unwrap_err().to_string(), text);
        }
        assert!(matches!(journal.close(), Err(JournalError::Poisoned(_))));
        assert_eq!(disk.steps(), steps);
    }
}

#[test]
fn a_full_disk_refuses_the_group_that_needs_a_segment_and_no_other() {
    let disk = Arc::new(SimDisk::new());
    Journal::init(&*disk, SMALL).unwrap();
    let mut journal = open(&disk, 0).unwrap().0;
    journal.append_group(&[sized_batch(0, 1, 3000)]).unwrap();
    for operation in [
        Operation::Create,
        Operation::Write,
        Operation::SyncFile,
        Operation::Rename,
        Operation::SyncDir,
    ] {
        disk.inject(Fault::Error {
            at: Trigger::Every(operation),
            error: ErrorKind::StorageFull,
        });
        let refused = journal
            .append_group(&[sized_batch(journal.head(), 1, 3000)])
            .unwrap_err();
        assert!(
            matches!(refused, JournalError::NoRoom(_)),
            "{operation}: {refused}"
        );
        disk.mend();
        assert!(
            !disk.exists(&layout::journal_segment_new(2)).unwrap(),
            "{operation} left half a segment"
        );
        journal.append_group(&[batch(journal.head(), 1)]).unwrap();
    }
    journal.append_group(&[sized_batch(6, 1, 3000)]).unwrap();
    assert_eq!(open(&disk, 0).unwrap().1.head, 7);
}

#[test]
fn a_read_only_disk_refuses_writing_and_is_read() {
    let disk = Arc::new(SimDisk::new());
    let (known, done) = run(&disk, &HISTORY[..3]);
    done.unwrap();
    let (mut journal, _) = open(&disk, 0).unwrap();
    disk.inject(Fault::ReadOnly);
    let refused = journal.append_group(&[batch(9, 1)]).unwrap_err();
    assert!(
        refused.to_string().starts_with("cannot write `journal/"),
        "{refused}"
    );
    known.check(&Journal::inspect(&*disk, 0).unwrap());
    disk.mend();
    known.check(&open(&disk, 0).unwrap().1);
}

#[test]
fn an_error_in_reading_is_no_loss() {
    let disk = Arc::new(SimDisk::new());
    run(&disk, &HISTORY[..3]).1.unwrap();
    disk.inject(Fault::Error {
        at: Trigger::Every(Operation::Read),
        error: ErrorKind::Other,
    });
    assert!(matches!(open(&disk, 0), Err(JournalError::Disk(_))));
    disk.mend();
    assert_eq!(open(&disk, 0).unwrap().1.head, 9);
}
