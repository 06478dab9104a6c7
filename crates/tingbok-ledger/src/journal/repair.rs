//! Making a journal that was read fit to be written again.
//!
//! Invariants: only what was never acknowledged, or is published, is changed, so that a crash at any step leaves a
//! journal that is read as before. Afterwards all entries found are durable, zeros follow the last, and both slots of
//! the acknowledged mark say so: whoever asks again about an entry that was found may be told that it is recorded.
//!
//! Section: "The embedded store" of the architecture ("a torn tail that was never acknowledged is cut, and said").

use super::error::JournalError;
use super::replay::{Extent, Replay};
use super::segment;
use crate::disk::{Disk, DiskError};
use crate::layout;

/// Cuts, makes durable and acknowledges what the replay found; drops the segments that are gone from its list.
pub(super) fn repair(disk: &dyn Disk, replay: &mut Replay) -> Result<(), JournalError> {
    sweep(disk)?;
    cut(disk, &mut replay.segments)?;
    write_again(disk, replay)?;
    if replay.mark.torn.is_some() || replay.mark.mark.head != replay.head {
        replay.mark.mark.settle(disk, replay.head)?;
    }
    Ok(())
}

/// Removes segments that were being made or set aside, which were zeroed before they got such a name, and makes all
/// names durable: a killed process may have made the newest segment and not come so far.
fn sweep(disk: &dyn Disk) -> Result<(), DiskError> {
    for path in disk
        .list(&layout::journal())?
        .iter()
        .filter_map(|name| layout::unfinished(name))
    {
        disk.remove(&path)?;
    }
    disk.sync_dir(&layout::journal())
}

/// Zeroes what stands behind the last frame that is kept of each segment; removes damaged segments that keep none.
fn cut(disk: &dyn Disk, segments: &mut Vec<Extent>) -> Result<(), DiskError> {
    for extent in segments.iter_mut() {
        segment::zero(disk, extent.number, extent.kept, extent.used)?;
        extent.used = extent.kept;
    }
    for extent in segments.iter().filter(|extent| extent.is_lost()) {
        segment::remove(disk, extent.number)?;
    }
    segments.retain(|extent| !extent.is_lost());
    Ok(())
}

impl Extent {
    fn is_lost(&self) -> bool {
        !self.is_sound && self.end == 0
    }
}

/// Writes the frames again of which nobody knows that they are durable.
///
/// A killed process may have left them unsynced; and where its sync failed, they can be read, and yet another sync
/// would save nothing: the system believes them written.
fn write_again(disk: &dyn Disk, replay: &Replay) -> Result<(), DiskError> {
    for (place, len) in &replay.unsure {
        let path = layout::journal_segment(place.segment);
        let bytes = disk.read_at(&path, place.offset, *len)?;
        disk.write_at(&path, place.offset, &bytes)?;
    }
    let mut written: Vec<u64> = replay.unsure.iter().map(|(place, _)| place.segment).collect();
    written.dedup();
    written
        .iter()
        .try_for_each(|number| disk.sync_file(&layout::journal_segment(*number)))
}
