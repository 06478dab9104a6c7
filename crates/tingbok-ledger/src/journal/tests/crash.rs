//! Tests of a journal whose process is killed, or whose disk loses power, at every step of a history.

use super::*;
use crate::disk::{CrashPlan, Fault, Tear};

const SEEDS: u64 = 12;

fn plans() -> Vec<CrashPlan> {
    let mixed = |tear| (0..SEEDS).map(move |seed| CrashPlan::Mixed { seed, tear });
    let plain = [CrashPlan::KeepWritten, CrashPlan::LoseUnsynced];
    plain
        .into_iter()
        .chain(mixed(Tear::Sector))
        .chain(mixed(Tear::Byte))
        .collect()
}

/// The disk of a history whose power failed at this step, and what the caller knew then; `None` after the last step.
fn cut_off(acts: &[Act], step: u64) -> Option<(Arc<SimDisk>, Known)> {
    let disk = Arc::new(SimDisk::new());
    disk.inject(Fault::PowerLoss(step));
    let (known, done) = run(&disk, acts);
    done.is_err().then_some((disk, known))
}

/// Opens after a crash, and checks; `None` when opening is refused for a tear that no disk makes.
fn reopen(disk: &Arc<SimDisk>, known: &Known, plan: CrashPlan) -> Option<(Journal, Recovery)> {
    let is_harsh = matches!(plan, CrashPlan::Mixed { tear: Tear::Byte, .. });
    match open(disk, known.published) {
        Ok((journal, found)) => {
            known.check(&found);
            Some((journal, found))
        }
        Err(JournalError::MarkLost { .. } | JournalError::MarkAndTailDamaged { .. }) if is_harsh => None,
        Err(e) => panic!("{known:?} under {plan:?}: {e}"),
    }
}

#[test]
fn nothing_acknowledged_is_lost_at_any_step() {
    let (mut opened, mut refused) = (0, 0);
    for step in 0.. {
        let Some((disk, known)) = cut_off(HISTORY, step) else {
            break;
        };
        for plan in plans().into_iter().filter(|_| known.is_made) {
            let after = Arc::new(disk.crash(plan));
            let Some((mut journal, found)) = reopen(&after, &known, plan) else {
                refused += 1;
                continue;
            };
            // What was found is durable now, whatever was before.
            let again = Arc::new(after.crash(CrashPlan::LoseUnsynced));
            assert_eq!(open(&again, known.published).unwrap().1.batches, found.batches);
            journal.append_group(&[batch(found.head, 2)]).unwrap();
            let again = Arc::new(after.crash(CrashPlan::LoseUnsynced));
            assert_eq!(open(&again, known.published).unwrap().1.head, found.head + 2);
            opened += 1;
        }
    }
    assert!(
        opened > 1500 && refused * 20 < opened,
        "{opened} opened, {refused} refused"
    );
}

#[test]
fn nothing_acknowledged_is_lost_when_opening_is_cut_off_too() {
    let mut opened = 0;
    for step in (0..).step_by(3) {
        let Some((disk, known)) = cut_off(HISTORY, step) else {
            break;
        };
        for seed in 0..3 {
            let plan = CrashPlan::Mixed {
                seed,
                tear: Tear::Sector,
            };
            for step in (0..).step_by(2) {
                let after = Arc::new(disk.crash(plan));
                after.inject(Fault::PowerLoss(step));
                if !known.is_made || open(&after, known.published).is_ok() {
                    break;
                }
                let again = Arc::new(after.crash(CrashPlan::Mixed {
                    seed: seed + step,
                    tear: Tear::Sector,
                }));
                reopen(&again, &known, plan).unwrap();
                opened += 1;
            }
        }
    }
    assert!(opened > 300, "{opened}");
}

#[test]
fn a_journal_cut_off_while_it_is_made_is_made_again() {
    for step in 0.. {
        let Some((disk, _)) = cut_off(&[], step) else {
            break;
        };
        for plan in plans() {
            let after = Arc::new(disk.crash(plan));
            match Journal::init(&*after, SMALL) {
                Ok(()) | Err(JournalError::AlreadyThere) => {}
                Err(e) => panic!("step {step} under {plan:?}: {e}"),
            }
            open(&after, 0).unwrap().0.append_group(&[batch(0, 1)]).unwrap();
            let again = Arc::new(after.crash(CrashPlan::LoseUnsynced));
            assert_eq!(open(&again, 0).unwrap().1.head, 1);
        }
    }
}

#[test]
fn a_group_that_was_cut_off_is_found_in_whole_batches() {
    let acts = &[Act::Append(&[1], 60), Act::Append(&[2, 3, 1], 300)];
    let mut heads = Vec::new();
    for step in 0.. {
        let Some((disk, known)) = cut_off(acts, step) else {
            break;
        };
        for seed in (0..60).filter(|_| known.attempted() == 7) {
            let plan = CrashPlan::Mixed {
                seed,
                tear: Tear::Byte,
            };
            let after = Arc::new(disk.crash(plan));
            heads.extend(reopen(&after, &known, plan).map(|(_, found)| found.head));
        }
    }
    heads.sort_unstable();
    heads.dedup();
    assert_eq!(heads, [1, 3, 6, 7]);
}

#[test]
fn a_torn_tail_is_cut_and_said() {
    let disk = Arc::new(SimDisk::new());
    let (known, _) = run(&disk, &[Act::Append(&[2], 60)]);
    let path = layout::journal_segment(1);
    let mut bytes = disk.read(&path, 1 << 20).unwrap();
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    let at = end.next_multiple_of(8);
    bytes[at..at + 11].copy_from_slice(b"torn tail..");
    disk.damage(&path, Some(&bytes));
    let (_, found) = open(&disk, 0).unwrap();
    known.check(&found);
    let text = format!(
        "11 bytes that were never acknowledged, from journal segment 1 at byte {at}; reading stopped in journal \
         segment 1 at byte {at}: the bytes there are no frame"
    );
    assert_eq!(
        found.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [text]
    );
    assert_eq!(open(&disk, 0).unwrap().1.notes, []);
}
