//! Views: entries as projections read them, and projections folded from the log with the help of snapshots.
//!
//! Invariants: every value that a projection sees has been held against its commitment, and every entry against the
//! checkpoint's tree. With a snapshot or without, the same log gives the same state.
//!
//! Section: docs/architecture.md, "Who decides what".

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use tingbok_minutes::{Logged, Projection, What};
use tingbok_procedure::Content;
use tingbok_record::authority::LEDGER_KINDS;
use tingbok_record::event::Header;

use crate::happened::{Happened, Masking, parsed};
use crate::journal::Record;
use crate::log::{Log, ReadError};
use crate::masks::Masks;
use crate::snapshots::Snapshots;
use crate::verify::Progress;

/// One entry, as projections read it.
///
/// # Errors
/// [`ReadError`].
pub fn logged(log: &Log, index: u64, masks: &Masks) -> Result<Logged, ReadError> {
    read(index, &*log.record(index)?, masks)?.named(log)
}

/// These entries, as projections read them. In the order of the log they are read fastest.
pub fn logged_all<'l>(
    log: &'l Log,
    indexes: impl IntoIterator<Item = u64> + 'l,
    masks: &'l Masks,
) -> impl Iterator<Item = Result<Logged, ReadError>> + 'l {
    indexes.into_iter().map(|index| logged(log, index, masks))
}

/// The state of a projection after entry `at`, or after the newest.
///
/// # Errors
/// [`ReadError::Beyond`] when the log does not have entry `at`, and [`ReadError`] when an entry cannot be read.
pub fn project<P: Projection>(log: &Log, snapshots: &Snapshots, at: Option<u64>) -> Result<P, ReadError> {
    project_watched(log, snapshots, at, &mut |_| {})
}

/// The same, and says how far it has come.
///
/// # Errors
/// As [`project`].
pub fn project_watched<P: Projection>(
    log: &Log,
    snapshots: &Snapshots,
    at: Option<u64>,
    progress: &mut dyn FnMut(Progress),
) -> Result<P, ReadError> {
    let size = log.size();
    let index = at.unwrap_or(size.saturating_sub(1));
    if index >= size {
        return Err(ReadError::Beyond { index, size });
    }
    let masks = if P::SHOWN {
        Masks::of_shown(log, snapshots)?
    } else {
        Masks::of_gone(log)?
    };
    let kept = snapshots.read::<P>(log, index);
    let from = kept.as_ref().map_or(0, |(_, newest)| newest + 1);
    let known = match kept {
        Some((state, _)) => fold(log, state, from..index + 1, &masks, progress)?,
        None => None,
    };
    let (state, from) = match known {
        Some(state) => (state, from),
        None => (fold_all(log, index + 1, &masks, progress)?, 0),
    };
    // A view of an earlier point is asked for once; the newest one is what the next question continues.
    if index + 1 == size && from < size {
        snapshots.write(log, &state, index)?;
    }
    Ok(state)
}

fn fold_all<P: Projection>(
    log: &Log,
    end: u64,
    masks: &Masks,
    progress: &mut dyn FnMut(Progress),
) -> Result<P, ReadError> {
    let mut state = P::default();
    for range in chunks(0..end) {
        let done = range.end;
        for entry in read_chunk(log, range, masks)? {
            state.take(&entry);
        }
        progress(Progress { done, total: end });
    }
    Ok(state)
}

/// Continues a state that was kept; `None` when a value that it may hold has been taken away since.
fn fold<P: Projection>(
    log: &Log,
    mut state: P,
    new: Range<u64>,
    masks: &Masks,
    progress: &mut dyn FnMut(Progress),
) -> Result<Option<P>, ReadError> {
    let (start, total) = (new.start, new.end - new.start);
    for range in chunks(new) {
        let done = range.end - start;
        for entry in read_chunk(log, range, masks)? {
            if changes_what_is_shown::<P>(&entry) {
                return Ok(None);
            }
            state.take(&entry);
        }
        progress(Progress { done, total });
    }
    Ok(Some(state))
}

/// Whether earlier entries are read otherwise from this one on: values are gone, withheld, or shown again.
fn changes_what_is_shown<P: Projection>(entry: &Logged) -> bool {
    match &entry.what {
        What::Event(event) => match event.content {
            Content::ErasureCompleted(_) => true,
            Content::FieldWithheld(_) | Content::FieldReleased(_) => P::SHOWN,
            _ => false,
        },
        What::Ledger { names, .. } => !names.is_empty(),
        What::Unread { .. } => false,
    }
}

/// Pieces of a range that each lie in one bundle.
pub(crate) fn chunks(range: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let Range { mut start, end } = range;
    std::iter::from_fn(move || {
        let first = start;
        start = end.min((first / CHUNK_ENTRIES + 1) * CHUNK_ENTRIES);
        (first < end).then_some(first..start)
    })
}

/// Reads entries with all cores; the first that cannot be read is the error.
pub(crate) fn read_chunk(
    log: &Log,
    indexes: impl IntoIterator<Item = u64>,
    masks: &Masks,
) -> Result<Vec<Logged>, ReadError> {
    let records: Vec<(u64, Arc<Record>)> = indexes
        .into_iter()
        .map(|index| Ok((index, log.record(index)?)))
        .collect::<Result<_, ReadError>>()?;
    let entries: Vec<_> = records
        .par_iter()
        .map(|(index, record)| read(*index, record, masks))
        .collect();
    entries.into_iter().map(|entry| entry?.named(log)).collect()
}

/// An entry that was read, whose signers are not named yet.
struct Read {
    logged: Logged,
    happened: Happened,
}

impl Read {
    fn named(mut self, log: &Log) -> Result<Logged, ReadError> {
        self.logged.masked |= log.name_signers(&mut self.happened)?;
        if let Happened::Event(event) = self.happened {
            self.logged.what = What::Event(event);
        }
        Ok(self.logged)
    }
}

fn read(index: u64, record: &Record, masks: &Masks) -> Result<Read, ReadError> {
    let (entry, event) = parsed(index, record)?;
    let (happened, masking) = Happened::masked(index, &event, record, masks)?;
    let logged = Logged {
        masked: masking != Masking::None,
        index,
        received: entry.head.received.to_owned(),
        chain: hex(&entry.chain_hash().0),
        what: what(event.header(), &happened),
    };
    Ok(Read { logged, happened })
}

/// What an entry says when it is no event of the meeting.
fn what(header: &Header<'_>, happened: &Happened) -> What {
    let (stream, kind) = (header.stream.to_owned(), header.kind.to_owned());
    let why = match happened {
        Happened::OtherKind(kind) if LEDGER_KINDS.contains(&kind.as_str()) => {
            let named = header.clear.erases.iter().chain(&header.clear.lost);
            let names: BTreeSet<u64> = named.map(|leaf| leaf.index).collect();
            let names = names.into_iter().collect();
            return What::Ledger {
                kind: kind.clone(),
                names,
            };
        }
        Happened::OtherKind(kind) => format!("kind `{kind}` is unknown here"),
        Happened::Incomplete(why) => why.clone(),
        Happened::Event(_) => String::new(),
    };
    What::Unread { stream, kind, why }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A bundle's worth: what is read together lies together.
const CHUNK_ENTRIES: u64 = 256;
