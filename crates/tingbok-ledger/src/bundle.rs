//! The evidence of one paragraph, taken out of a ledger as one file that verifies without it.
//!
//! Invariants: everything that the paragraph is made of is in it, and every other event of its meeting with the number
//! of its item alone, so that nobody can leave one of the paragraph's out between them. What is withheld is withheld
//! here. It has been verified before it is given out.
//!
//! Spec: docs/spec/bundle.md.

use std::collections::BTreeSet;
use std::sync::Arc;

use tingbok_minutes::Directory;
use tingbok_minutes::entries::Entries;
use tingbok_procedure::stream::{ParagraphRef, Stream};
use tingbok_record::disclosure::{FieldState, Row};
use tingbok_record::evidence::{Evidence, EvidenceItem, EvidenceRefusal};
use tingbok_tlog::inclusion::prove_inclusion;
use tingbok_tlog::tree::{LeafIndex, SizeError, TreeSize};

use crate::happened::{ITEM, parsed, row};
use crate::journal::Record;
use crate::log::{Log, ReadError, read_checkpoint};
use crate::masks::{Masks, paragraph_of};
use crate::open::OpenError;
use crate::published::{Published, PublishedError, unreadable};

/// Why there is no evidence of a paragraph.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// No meeting has opened it.
    #[error("§ {0} is not in this ledger")]
    NotThere(ParagraphRef),
    /// An entry of it is durable in the journal, and no checkpoint covers it yet.
    #[error("entry {index} is not published yet: the checkpoint covers {size}")]
    Unpublished {
        /// The entry.
        index: u64,
        /// The number of entries that the checkpoint covers.
        size: TreeSize,
    },
    /// An entry that is no text: of a later version.
    #[error("entry {0} is of a format that this program does not put in evidence")]
    Format(u64),
    /// An entry cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The checkpoint, or the keys, cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] OpenError),
    /// A tile cannot be read.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// No tree has such a leaf.
    #[error(transparent)]
    Index(#[from] SizeError),
    /// What was gathered does not verify: the ledger is damaged.
    #[error("the evidence does not verify: {0}")]
    Refused(#[from] EvidenceRefusal),
}

/// Gathers the evidence of a paragraph under the newest checkpoint. `directory` and `masks` are those of the whole
/// log.
///
/// # Errors
/// [`BundleError`].
pub fn bundle(
    log: &Log,
    directory: &Directory,
    masks: &Masks,
    at: ParagraphRef,
) -> Result<Evidence, BundleError> {
    let (_, checkpoint) = read_checkpoint(log.disk().as_ref())?;
    let size = checkpoint.checkpoint().size();
    let wanted = Wanted::of(log, directory, at, size)?;
    let published = Published::new(Arc::clone(log.disk()), size.get())?;
    let tree = published.tree();
    let mut items = Vec::with_capacity(wanted.all.len());
    for &index in &wanted.all {
        let record = log.record(index)?;
        let proof =
            prove_inclusion(&tree, LeafIndex::new(index)?, size).map_err(|error| unreadable(&error))?;
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|_| BundleError::Format(index));
        items.push(EvidenceItem {
            entry: text(&record.entry)?,
            proof,
            row: wanted.row(index, &record, masks)?.canonical(),
        });
    }
    let evidence = Evidence {
        subject: Stream::Paragraph(at).to_string(),
        checkpoint: checkpoint.encode(),
        items,
    };
    evidence.check(None)?;
    Ok(evidence)
}

/// Which entries are in evidence, and which of them with their values.
struct Wanted {
    all: BTreeSet<u64>,
    /// Those whose values belong to the paragraph, or to the keys that signed it.
    whole: BTreeSet<u64>,
}

impl Wanted {
    fn of(log: &Log, directory: &Directory, at: ParagraphRef, size: TreeSize) -> Result<Self, BundleError> {
        let place = directory.paragraph(at).ok_or(BundleError::NotThere(at))?;
        let meeting = place.meeting.and_then(|day| directory.meeting(day.0));
        let meeting = meeting.ok_or(BundleError::NotThere(at))?;
        let mut whole: BTreeSet<u64> = log.governing()?.into_iter().collect();
        let lists = [
            directory.body(),
            &meeting.around,
            &place.item,
            &place.own,
            &place.signatures,
        ];
        whole.extend(lists.into_iter().flat_map(Entries::iter));
        let mut all = whole.clone();
        all.extend(meeting.entries.iter());
        // The newest entry leads to every key, whatever it says.
        all.extend(size.get().checked_sub(1));
        match all.last() {
            Some(&index) if index >= size.get() => Err(BundleError::Unpublished { index, size }),
            _ => Ok(Self { all, whole }),
        }
    }

    /// An entry's row as it goes into evidence.
    fn row(&self, index: u64, record: &Record, masks: &Masks) -> Result<Row, ReadError> {
        let (_, event) = parsed(index, record)?;
        let mut row = row(index, record)?;
        let at = paragraph_of(&event, &row);
        let is_whole = self.whole.contains(&index);
        for field in &mut row.fields {
            let other = (!is_whole && field.path != ITEM).then_some(OF_ANOTHER);
            let ground = masks.ground(index, at, field).or(other).map(str::to_owned);
            match (&field.state, masks.erasure(index, &field.path), ground) {
                // One that is recorded and not finished yet is one.
                (_, Some(by), _) => field.state = FieldState::Erased(by),
                (FieldState::Disclosed { .. }, None, Some(ground)) => {
                    field.state = FieldState::Withheld(ground);
                }
                _ => {}
            }
        }
        Ok(row)
    }
}

/// Why a value is not shown that no law keeps back.
pub const OF_ANOTHER: &str = "hör inte till paragrafen";
