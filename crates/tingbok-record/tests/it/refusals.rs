//! Every refused vector is refused, and by the rule that the independent program names.

use tingbok_record::audit::{Audit, BadEntry};
use tingbok_record::authority::AuthorityError;
use tingbok_record::checkpoint;
use tingbok_record::disclosure::{Place, Row, RowContext, RowError, check};
use tingbok_record::entry::Entry;
use tingbok_record::event::SignedEvent;
use tingbok_record::tip::Refusal;

use crate::vectors::{ENTRIES, RefusedEntry, RefusedRow, VECTORS, audited, root};

#[test]
fn every_refused_entry_is_refused_by_its_rule() {
    assert_eq!(VECTORS.refused_entries.len(), 124);
    let wrong: Vec<String> = VECTORS.refused_entries.iter().filter_map(unexpected).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the answer to one refused entry, if anything is.
fn unexpected(case: &RefusedEntry) -> Option<String> {
    let answer = refuse(case);
    match &answer {
        Ok(()) => Some(format!("{}: accepted", case.rule)),
        Err(bad) if bad.index != case.after as u64 => Some(format!("{}: at {}", case.rule, bad.index)),
        Err(bad) if same_rule(&bad.refusal.to_string(), &case.because) => None,
        Err(bad) => Some(format!(
            "{}: by '{}', not by '{}'",
            case.rule, bad.refusal, case.because
        )),
    }
}

fn refuse(case: &RefusedEntry) -> Result<(), BadEntry> {
    if case.after > 0 {
        return audited(case.after).extend(&[case.entry_utf8.as_bytes()]);
    }
    Audit::new(Some(root()), |_| None).extend(&[case.entry_utf8.as_bytes()])
}

/// Our message begins with the rule's name, as the vectors have it, and goes on in words.
fn same_rule(message: &str, because: &str) -> bool {
    let name = because.split(" '").next().unwrap_or(because);
    let rest = message
        .strip_prefix(because)
        .or_else(|| message.strip_prefix(name));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ' ', ',']))
}

#[test]
fn every_refused_row_is_refused_by_its_rule() {
    assert_eq!(VECTORS.refused_rows.len(), 31);
    let audit = audited(22);
    let wrong: Vec<String> = VECTORS
        .refused_rows
        .iter()
        .filter_map(|case| {
            let place = if case.export { Place::Export } else { Place::Store };
            let context = RowContext {
                authority: audit.authority(),
                size: 22,
                place,
            };
            match refuse_row(case, context) {
                Ok(()) => Some(format!("{}: accepted", case.rule)),
                Err(error) if same_rule(&error.to_string(), &case.because) => None,
                Err(error) => Some(format!("{}: by '{error}', not by '{}'", case.rule, case.because)),
            }
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn refuse_row(case: &RefusedRow, context: RowContext<'_>) -> Result<(), RowError> {
    let long = || VECTORS.rows[4].replace("\"run 5\"", &format!("\"{}\"", "x".repeat(1 << 20)));
    let text = case.row.clone().unwrap_or_else(long);
    let row = Row::parse(text.as_bytes())?;
    let entry = Entry::parse(&ENTRIES[usize::try_from(row.index).unwrap()]).unwrap();
    let event = SignedEvent::parse(entry.event).unwrap();
    check(&row, row.index, event.header().id, event.fields(), context).map(drop)
}

#[test]
fn every_refused_checkpoint_is_refused_by_its_rule() {
    assert_eq!(VECTORS.refused_checkpoints.len(), 14);
    let audit = audited(257);
    for case in &VECTORS.refused_checkpoints {
        let answer = checkpoint::check(audit.authority(), case.note.as_bytes(), 257).and_then(|signed| {
            let size = usize::try_from(signed.checkpoint().size().get()).unwrap();
            checkpoint::check_root(&signed, audited(size).root())
        });
        let refusal = answer.expect_err(&case.rule);
        assert!(
            same_rule(&refusal.to_string(), &case.because),
            "{}: {refusal}, not {}",
            case.rule,
            case.because
        );
    }
}

#[test]
fn an_erased_index_beyond_the_checkpoint_needs_a_newer_one() {
    let audit = audited(22);
    let row = Row::parse(VECTORS.rows[2].as_bytes()).unwrap();
    let entry = Entry::parse(&ENTRIES[2]).unwrap();
    let event = SignedEvent::parse(entry.event).unwrap();
    let context = RowContext {
        authority: audit.authority(),
        size: 9,
        place: Place::Store,
    };
    let error = check(&row, 2, event.header().id, event.fields(), context).unwrap_err();
    assert_eq!(
        error.to_string(),
        "entry 2 /holder/name: needs a newer checkpoint"
    );
}

#[test]
fn the_first_bad_entry_is_named_whatever_stands_after_it() {
    let mut entries: Vec<Vec<u8>> = ENTRIES[..40].to_vec();
    entries[35] = entries[34].clone();
    let flipped = entries[30].len() - 5;
    entries[30][flipped] ^= 1;
    let slices: Vec<&[u8]> = entries.iter().map(Vec::as_slice).collect();
    let bad = Audit::new(Some(root()), |_| None)
        .extend(&slices[..4])
        .and_then(|()| {
            let mut audit = audited(22);
            audit.extend(&slices[22..])
        });
    let bad = bad.unwrap_err();
    assert_eq!(bad.index, 30, "{bad}");
}

#[test]
fn a_later_kind_of_the_ledgers_stream_does_not_hide_a_forgery() {
    let mut audit = audited(22);
    let unknown = VECTORS
        .verdicts
        .iter()
        .find(|case| case.verdict.starts_with("authority"))
        .unwrap();
    audit.extend(&[unknown.entry_utf8.as_bytes()]).unwrap();
    let again = audit.extend(&[unknown.entry_utf8.as_bytes()]).unwrap_err();
    assert!(!matches!(
        again.refusal,
        Refusal::Authority(AuthorityError::NotByRoot)
    ));
    assert_eq!(again.index, 23);
}
