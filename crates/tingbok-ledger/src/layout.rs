//! Where each file of a ledger lies, relative to the ledger's folder.
//!
//! Invariant: names come from numbers and digests alone, never from what people wrote. The paths below [`tile`] are the
//! tiles' own and are spelled where tiles are. Sections: "The embedded store" of the architecture; "Store and export,
//! as files" of the record format, whose numbers in paths are those of C2SP tlog-tiles.

use crate::disk::{DiskPath, TEMPORARY_ENDING};

/// `ledger.toml`: origin, log vkey and settings. Keys lie elsewhere.
pub fn settings() -> DiskPath {
    fixed("ledger.toml")
}

/// `checkpoint`: the newest signed checkpoint.
pub fn checkpoint() -> DiskPath {
    fixed("checkpoint")
}

/// `tile`: the folder of tiles and entry bundles.
pub fn tile() -> DiskPath {
    fixed("tile")
}

/// `disclosures`: the folder of the disclosure rows.
pub fn disclosures() -> DiskPath {
    fixed("disclosures")
}

/// `disclosures/<N>.jsonl`: the rows of the entries of bundle `bundle`, its number spelled as tiles spell it.
pub fn disclosure_file(bundle: u64) -> DiskPath {
    DiskPath::spelled(format!("disclosures/{}.jsonl", tile_number(bundle)))
}

/// `documents`: the folder of attachments.
pub fn documents() -> DiskPath {
    fixed("documents")
}

/// `documents/<sha256>`: the attachment with this SHA-256, in lower-case hex.
pub fn document_file(sha256: &[u8; 32]) -> DiskPath {
    let hex: String = sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    DiskPath::spelled(format!("documents/{hex}"))
}

/// `index`: sled's folder; only an index, and deleted at any time without loss.
pub fn index() -> DiskPath {
    fixed("index")
}

/// `views`: the folder of snapshots; derived, and deleted at any time without loss.
pub fn views() -> DiskPath {
    fixed("views")
}

/// `views/<name>.json`: the snapshot of the projection with this name; `None` when it is no name for a file.
pub fn view(name: &str) -> Option<DiskPath> {
    let is_plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    is_plain.then(|| DiskPath::spelled(format!("views/{name}.json")))
}

/// `journal`: the folder of the journal's segments.
pub fn journal() -> DiskPath {
    fixed("journal")
}

/// `journal/acknowledged`: the mark of what was acknowledged.
pub fn acknowledged_mark() -> DiskPath {
    fixed("journal/acknowledged")
}

/// `journal/<16 digits>.seg`: a segment of the journal.
pub fn journal_segment(number: u64) -> DiskPath {
    DiskPath::spelled(format!("journal/{number:016}.seg"))
}

/// `journal/<16 digits>.new`: a segment being made. Found at open it was never used and can be removed.
pub fn journal_segment_new(number: u64) -> DiskPath {
    DiskPath::spelled(format!("journal/{number:016}.new"))
}

/// The number of the segment whose file in the folder [`journal`] has this name, if it is one.
pub fn segment_number(name: &str) -> Option<u64> {
    let digits = name
        .strip_suffix(".seg")
        .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let number = digits.parse().ok()?;
    (journal_segment(number).name() == name).then_some(number)
}

/// The path of a file in the folder [`journal`] that was being made or is not needed any more, if this name is one's.
pub(crate) fn unfinished(name: &str) -> Option<DiskPath> {
    let is_unfinished = name.ends_with(".new") || name.ends_with(TEMPORARY_ENDING);
    journal().join(name).ok().filter(|_| is_unfinished)
}

/// `erasing`: stands there from before an erasure is recorded until everything that it names is gone.
pub fn erasing() -> DiskPath {
    fixed("erasing")
}

/// `SHA256SUMS`: the manifest of an export.
pub fn manifest() -> DiskPath {
    fixed("SHA256SUMS")
}

/// `lock`: whose lock the writer holds.
pub fn lock() -> DiskPath {
    fixed("lock")
}

/// A tile's number as C2SP tlog-tiles spells it in a path: groups of three digits, all but the last after an `x`.
///
/// 5 is `005`, 1 234 is `x001/234`, 1 234 067 is `x001/x234/067`.
pub fn tile_number(number: u64) -> String {
    let last = format!("{:03}", number % 1000);
    let mut rest = number / 1000;
    let mut groups = vec![last];
    while rest > 0 {
        groups.push(format!("x{:03}", rest % 1000));
        rest /= 1000;
    }
    groups.reverse();
    groups.join("/")
}

fn fixed(path: &str) -> DiskPath {
    DiskPath::spelled(path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_as_tiles_spell_them() {
        let spelled = [0, 67, 999, 1000, 1234, 1_234_067, u64::MAX].map(tile_number);
        let expected = [
            "000",
            "067",
            "999",
            "x001/000",
            "x001/234",
            "x001/x234/067",
            "x018/x446/x744/x073/x709/x551/615",
        ];
        assert_eq!(spelled, expected);
        assert_eq!(disclosure_file(1234).as_str(), "disclosures/x001/234.jsonl");
    }

    #[test]
    fn a_document_is_named_by_its_digest() {
        let path = document_file(&[0xab; 32]);
        assert_eq!(path.as_str(), format!("documents/{}", "ab".repeat(32)));
    }

    #[test]
    fn a_segment_has_one_name() {
        assert_eq!(journal_segment(7).as_str(), "journal/0000000000000007.seg");
        assert_eq!(segment_number("0000000000000007.seg"), Some(7));
        assert_eq!(segment_number(journal_segment(u64::MAX).name()), Some(u64::MAX));
        for other in [
            "7.seg",
            "0000000000000007.new",
            "+000000000000007.seg",
            "acknowledged",
            ".seg",
        ] {
            assert_eq!(segment_number(other), None, "{other}");
        }
    }
}
