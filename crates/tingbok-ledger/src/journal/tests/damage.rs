//! Tests of a journal whose files are flipped, cut, removed or swapped: all acknowledged entries are found, or opening
//! is refused and says what is missing.

use proptest::prelude::*;

use super::*;

/// A journal that a killed process left: all it wrote can be seen, and nothing was closed.
fn killed() -> (Arc<SimDisk>, Known) {
    let disk = Arc::new(SimDisk::new());
    let mut known = Known::default();
    Journal::init(&*disk, SMALL).unwrap();
    let mut journal = open(&disk, 0).unwrap().0;
    append(&mut journal, &mut known, &[1, 2], 60).unwrap();
    append(&mut journal, &mut known, &[3], 1100).unwrap();
    append(&mut journal, &mut known, &[1, 1], 400).unwrap();
    append(&mut journal, &mut known, &[2], 60).unwrap();
    (disk, known)
}

/// The same files, one of them changed.
fn damaged(disk: &SimDisk, path: &DiskPath, bytes: Option<&[u8]>) -> Arc<SimDisk> {
    let copy = SimDisk::new();
    for file in disk.files() {
        copy.damage(&file, Some(&disk.read(&file, 1 << 20).unwrap()));
    }
    copy.damage(path, bytes);
    Arc::new(copy)
}

/// Opens for reading and for writing: both find all that was acknowledged, or both refuse. Says whether they found it.
fn check(disk: &Arc<SimDisk>, known: &Known) -> Result<(), JournalError> {
    let inspected = Journal::inspect(&**disk, known.published);
    let opened = open(disk, known.published);
    match (inspected, opened) {
        (Ok(inspected), Ok((mut journal, found))) => {
            known.check(&inspected);
            known.check(&found);
            journal.append_group(&[batch(found.head, 1)]).unwrap();
            assert_eq!(open(disk, known.published).unwrap().1.head, found.head + 1);
            Ok(())
        }
        (Err(inspected), Err(opened)) => {
            assert_eq!(inspected.to_string(), opened.to_string());
            Err(opened)
        }
        (inspected, opened) => panic!("{inspected:?} and yet {:?}", opened.map(|(_, found)| found)),
    }
}

fn files(disk: &SimDisk) -> Vec<(DiskPath, Vec<u8>)> {
    disk.files()
        .into_iter()
        .map(|path| (path.clone(), disk.read(&path, 1 << 20).unwrap()))
        .collect()
}

#[test]
fn every_flipped_byte_is_harmless_or_refused() {
    let (disk, known) = killed();
    let (mut found, mut refused) = (0, 0);
    for (path, bytes) in files(&disk) {
        // Of the zeros every eleventh; of all that means something, every byte.
        for at in (0..bytes.len()).filter(|at| bytes[*at] != 0 || at % 11 == 0 || at % 512 < 56) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            match check(&damaged(&disk, &path, Some(&flipped)), &known) {
                Ok(()) => found += 1,
                Err(JournalError::AcknowledgedMissing { last: 9, .. }) => refused += 1,
                Err(e) => panic!("{path} at {at}: {e}"),
            }
        }
    }
    assert!(found > 500 && refused > 4000, "{found} found, {refused} refused");
}

#[test]
fn every_cut_is_harmless_or_refused() {
    let (disk, known) = killed();
    for (path, bytes) in files(&disk) {
        for len in (0..bytes.len()).filter(|len| len % 7 == 0 || len % 512 < 60) {
            let used = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
            match check(&damaged(&disk, &path, Some(&bytes[..len])), &known) {
                Ok(()) => assert!(
                    len >= used || path == layout::acknowledged_mark(),
                    "{path} cut to {len}"
                ),
                Err(JournalError::AcknowledgedMissing { stop, .. }) => {
                    assert!(len < used, "{path} cut to {len}: {stop}");
                }
                Err(JournalError::MarkLost { .. }) => {
                    assert!(path == layout::acknowledged_mark() && len < 56);
                }
                Err(e) => panic!("{path} cut to {len}: {e}"),
            }
        }
    }
}

#[test]
fn every_missing_file_is_refused_by_name() {
    let (disk, known) = killed();
    let refusals: Vec<String> = files(&disk)
        .iter()
        .map(|(path, _)| {
            check(&damaged(&disk, path, None), &known)
                .unwrap_err()
                .to_string()
        })
        .collect();
    let expected = [
        "acknowledged entries 0 to 9 are missing: reading stopped in journal segment 2 at byte 4096: the frame begins \
         with entry 6 instead of entry 0",
        "acknowledged entries 6 to 9 are missing: reading stopped in journal segment 1 at byte 7904: no frame follows",
        "`journal/acknowledged` is missing: whether acknowledged entries from 0 on are missing cannot be told",
    ];
    assert_eq!(refusals, expected);
}

#[test]
fn a_missing_folder_is_refused() {
    let refused = open(&Arc::new(SimDisk::new()), 7).err().unwrap().to_string();
    let expected = "`journal/acknowledged` is missing: whether acknowledged entries from 7 on are missing cannot be told";
    assert_eq!(refused, expected);
}

#[test]
fn swapped_segments_are_refused() {
    let (disk, known) = killed();
    let [one, two] = [1, 2].map(layout::journal_segment);
    let bytes = disk.read(&one, 1 << 20).unwrap();
    let swapped = damaged(&disk, &one, Some(&disk.read(&two, 1 << 20).unwrap()));
    swapped.damage(&two, Some(&bytes));
    let refused = check(&swapped, &known).unwrap_err().to_string();
    let expected = "acknowledged entries 0 to 9 are missing: reading stopped in journal segment 1 at byte 0: the \
                    segment's header says that it is segment 2";
    assert_eq!(refused, expected);
}

#[test]
fn a_middle_segment_that_is_missing_is_named() {
    let disk = Arc::new(SimDisk::new());
    let mut known = Known::default();
    Journal::init(&*disk, SMALL).unwrap();
    let mut journal = open(&disk, 0).unwrap().0;
    for _segment in 0..3 {
        append(&mut journal, &mut known, &[2], 1500).unwrap();
    }
    let refused = check(&damaged(&disk, &layout::journal_segment(2), None), &known).unwrap_err();
    let expected = "acknowledged entries 2 to 5 are missing: reading stopped in journal segment 2 at byte 0: the \
                    segment is missing";
    assert_eq!(refused.to_string(), expected);
}

#[test]
fn damage_before_what_is_needed_is_a_note() {
    let (disk, mut known) = killed();
    known.published = 6;
    let path = layout::journal_segment(1);
    let mut bytes = disk.read(&path, 1 << 20).unwrap();
    bytes[5000] ^= 1;
    let damaged = damaged(&disk, &path, Some(&bytes));
    let found = Journal::inspect(&*damaged, 6).unwrap();
    assert!(
        matches!(&found.notes[..], [Note::Unneeded(_)]),
        "{:?}",
        found.notes
    );
    check(&damaged, &known).unwrap();
}

#[test]
fn an_old_mark_does_not_hide_damage_before_later_groups() {
    let (disk, _) = killed();
    let mark = layout::acknowledged_mark();
    let fresh = SimDisk::new();
    Journal::init(&fresh, SMALL).unwrap();
    // As a power loss may leave it: no mark later than the first was written back.
    let disk = damaged(&disk, &mark, Some(&fresh.read(&mark, 1024).unwrap()));
    assert_eq!(Journal::inspect(&*disk, 0).unwrap().head, 10);
    let path = layout::journal_segment(1);
    let mut bytes = disk.read(&path, 1 << 20).unwrap();
    bytes[5000] ^= 1;
    let refused = Journal::inspect(&*damaged(&disk, &path, Some(&bytes)), 0)
        .unwrap_err()
        .to_string();
    assert!(
        refused.starts_with("acknowledged entries 3 to 7 are missing"),
        "{refused}"
    );
}

#[test]
fn half_a_mark_and_a_damaged_end_are_refused_together() {
    let (disk, _) = killed();
    let (mark, path) = (layout::acknowledged_mark(), layout::journal_segment(2));
    let slot = disk.read(&mark, 1024).unwrap();
    let mut bytes = disk.read(&path, 1 << 20).unwrap();
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap();
    bytes[end] ^= 1;
    let mut refusals = Vec::new();
    for torn in [0, 512] {
        let mut slot = slot.clone();
        slot[torn + 16] ^= 1;
        let disk = damaged(&disk, &mark, Some(&slot));
        assert_eq!(Journal::inspect(&*disk, 0).unwrap().notes.len(), 1);
        disk.damage(&path, Some(&bytes));
        refusals.push(open(&disk, 0).err().unwrap().to_string());
    }
    assert!(
        refusals
            .iter()
            .any(|text| text.starts_with("`journal/acknowledged` is damaged in its slot")),
        "{refusals:?}"
    );
    assert!(
        refusals
            .iter()
            .any(|text| text.starts_with("acknowledged entries 8 to 9 are missing")),
        "{refusals:?}"
    );
}

#[test]
fn a_newer_format_is_said_to_be_newer() {
    let (disk, _) = killed();
    let path = layout::journal_segment(1);
    let mut bytes = disk.read(&path, 1 << 20).unwrap();
    bytes[8] = 2;
    let checksum = blake3::Hasher::new_derive_key("tingbok journal segment v1")
        .update(&bytes[..32])
        .finalize();
    bytes[32..64].copy_from_slice(checksum.as_bytes());
    let refused = open(&damaged(&disk, &path, Some(&bytes)), 0)
        .err()
        .unwrap()
        .to_string();
    assert!(
        refused.ends_with("the segment has format version 2, and this program knows version 1 only"),
        "{refused}"
    );
}

proptest! {
    #[test]
    fn any_damage_to_any_file_is_harmless_or_refused(
        file in 0..3_usize,
        at in 0..8192_usize,
        bytes in prop::collection::vec(any::<u8>(), 1..600),
        is_cut in any::<bool>(),
    ) {
        let (disk, known) = killed();
        let (path, mut content) = files(&disk).swap_remove(file);
        let at = at % content.len();
        if is_cut {
            content.truncate(at);
        }
        let end = content.len().min(at + bytes.len());
        content.splice(at..end, bytes);
        if let Err(e) = check(&damaged(&disk, &path, Some(&content)), &known) {
            prop_assert!(!matches!(e, JournalError::Disk(_)), "{e}");
        }
    }
}
