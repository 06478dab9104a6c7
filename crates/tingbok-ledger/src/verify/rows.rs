//! Every row of disclosures against its entry.
//!
//! Spec: docs/spec/content.md, "Disclosure row".

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use tingbok_record::disclosure::{FieldCounts, Place, Row, RowContext, RowError, check as check_row};
use tingbok_record::entry::Entry;
use tingbok_record::event::SignedEvent;
use tingbok_tlog::tile::TILE_HASHES;

use super::entries::Walk;
use super::meetings::{MeetingCheck, Said};
use super::{Progress, Report, VerifyError};
use crate::happened::{Happened, Masking};
use crate::holders::Holders;
use crate::journal::Record;
use crate::masks::Masks;
use crate::published::Published;

/// Checks all rows of the entries that were audited, published ones and the journal's, and judges the events that
/// they disclose. Gives the documents that those name.
pub(super) fn check(
    walk: &Walk,
    published: &Published,
    place: Place,
    report: &mut Report,
    progress: &mut dyn FnMut(Progress),
) -> Result<BTreeSet<String>, VerifyError> {
    let size = report.size;
    let audited = walk.size().min(walk.unknown_version_from().unwrap_or(u64::MAX));
    let mut rows = RowCheck {
        walk,
        context: RowContext {
            authority: walk.authority(),
            size: walk.size(),
            place,
        },
        meetings: MeetingCheck::default(),
        holders: Holders::default(),
        // An erasure that does not read has failed in its own place; its decision is then not shown.
        masks: Masks::of_authority(Arc::new(walk.authority().clone()), |index| walk.record(index))
            .unwrap_or_default(),
    };
    for number in 0..audited.min(size).div_ceil(TILE_HASHES) {
        let first = number * TILE_HASHES;
        let Some(records) = records(published, number, report)? else {
            continue;
        };
        let known = usize::try_from(audited - first)
            .unwrap_or(usize::MAX)
            .min(records.len());
        let place = crate::layout::disclosure_file(number);
        rows.check(&records[..known], first, place.as_str(), report);
        progress(Progress {
            done: size + size.min(first + TILE_HASHES),
            total: size * 2,
        });
    }
    if audited >= size {
        let known = usize::try_from(audited - size)
            .unwrap_or(usize::MAX)
            .min(walk.tail().len());
        rows.check(&walk.tail()[..known], size, "journal", report);
    }
    Ok(rows.meetings.documents())
}

/// Rows under check, in the order of the log.
struct RowCheck<'a> {
    walk: &'a Walk,
    context: RowContext<'a>,
    meetings: MeetingCheck,
    holders: Holders,
    masks: Masks,
}

impl RowCheck<'_> {
    fn check(&mut self, records: &[Record], first: u64, place: &str, report: &mut Report) {
        let (context, masks) = (self.context, &self.masks);
        let checked: Vec<_> = (first..)
            .zip(records)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(index, record)| (index, check_one(index, record, context, masks)))
            .collect();
        for (index, answer) in checked {
            match answer {
                Ok((counts, said)) => {
                    report.checked.rows += 1;
                    report.checked.fields += counts;
                    // What stands on a damaged log is not judged: its failures would only repeat the damage.
                    if let Some(said) = said.filter(|_| report.failures.is_empty()) {
                        self.judge(index, said, report);
                    }
                }
                Err(error) => report.fail(format!("{place} row {index}"), error.to_string()),
            }
        }
    }

    fn judge(&mut self, index: u64, mut said: Said, report: &mut Report) {
        if let Happened::Event(event) = &mut said.happened {
            let (walk, authority) = (self.walk, self.context.authority);
            // An enrolment stands before all that its key signs: one that does not read has been reported.
            let is_hidden = self
                .holders
                .name_signers(event, authority, |index| walk.record(index));
            if is_hidden.unwrap_or_default() && said.masking == Masking::None {
                said.masking = Masking::Words;
            }
        }
        self.meetings.judge(index, &said, self.context.authority, report);
    }
}

/// The entries of a bundle with their rows; what cannot be read was or is reported.
fn records(
    published: &Published,
    number: u64,
    report: &mut Report,
) -> Result<Option<Vec<Record>>, VerifyError> {
    // A bundle that cannot be read was named by the walk over the entries.
    let Ok(entries) = published.entries(number) else {
        return Ok(None);
    };
    match published.rows(number, entries.len()) {
        Ok(rows) => {
            let pairs = entries.into_iter().zip(rows);
            Ok(Some(pairs.map(|(entry, row)| Record { entry, row }).collect()))
        }
        Err(error) => {
            report.fail_file(error)?;
            Ok(None)
        }
    }
}

/// An entry's row against the entry, and what the entry says where that can be read.
pub(super) fn check_one(
    index: u64,
    record: &Record,
    context: RowContext<'_>,
    masks: &Masks,
) -> Result<(FieldCounts, Option<Said>), RowError> {
    let row = Row::parse(&record.row)?;
    // Entry and event were read by the audit before.
    let entry = Entry::parse(&record.entry).map_err(|_| RowError::Paths(index))?;
    let event = SignedEvent::parse(entry.event).map_err(|_| RowError::Paths(index))?;
    let counts = check_row(&row, index, event.header().id, event.fields(), context)?;
    let header = event.header();
    let said = |(happened, masking)| Said {
        happened,
        masking,
        stream: header.stream.parse().unwrap_or_else(|never| match never {}),
        by: header.by.iter().map(|handle| (*handle).to_owned()).collect(),
        basis: header.basis.map(|basis| basis.index),
    };
    Ok((
        counts,
        Happened::masked(index, &event, record, masks).ok().map(said),
    ))
}
