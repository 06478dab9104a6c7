//! The vectors' file, and the log that stands in it, rebuilt to entry 256.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use tingbok_record::audit::Audit;
use tingbok_record::content::leaves;
use tingbok_record::entry::{ChainHash, Entry};
use tingbok_record::event::{Basis, EventId, Header, UnsignedEvent};
use tingbok_record::json;
use tingbok_tlog::key::{SignerKey, VerifierKey};

/// What stands in `record-v1.json`, as far as these tests read it.
#[derive(Deserialize)]
pub(crate) struct Vectors {
    pub log: String,
    pub keys: serde_json::Map<String, serde_json::Value>,
    pub entries: Vec<GoodEntry>,
    pub rows: Vec<String>,
    pub row_found_again: String,
    pub export_row: String,
    pub disputed: BTreeMap<u64, Vec<u64>>,
    pub chain_after_256: String,
    pub checkpoints: BTreeMap<String, String>,
    pub bundle_0_sha256: String,
    pub inclusion: BTreeMap<String, Vec<String>>,
    pub consistency: BTreeMap<String, Vec<String>>,
    pub verdicts: Vec<VerdictCase>,
    pub refused_entries: Vec<RefusedEntry>,
    pub refused_rows: Vec<RefusedRow>,
    pub refused_checkpoints: Vec<RefusedCheckpoint>,
}

#[derive(Deserialize)]
pub(crate) struct GoodEntry {
    pub index: u64,
    pub content: serde_json::Value,
    pub whole: Vec<String>,
    pub salts: BTreeMap<String, String>,
    pub values: BTreeMap<String, String>,
    pub event_text: String,
    pub event_sha256: String,
    pub entry_utf8: String,
    pub entry_blake3: String,
    pub leaf_sha256: String,
}

#[derive(Deserialize)]
pub(crate) struct VerdictCase {
    pub after: usize,
    pub entry_utf8: String,
    pub verdict: String,
}

#[derive(Deserialize)]
pub(crate) struct RefusedEntry {
    pub rule: String,
    pub after: usize,
    pub entry_utf8: String,
    pub because: String,
}

#[derive(Deserialize)]
pub(crate) struct RefusedRow {
    pub rule: String,
    pub row: Option<String>,
    pub export: bool,
    pub because: String,
}

#[derive(Deserialize)]
pub(crate) struct RefusedCheckpoint {
    pub rule: String,
    pub note: String,
    pub because: String,
}

pub(crate) static VECTORS: LazyLock<Vectors> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../tests/vectors/record-v1.json")).unwrap());

/// All 257 entries: those that are printed, and those that "go on as the first ones show".
pub(crate) static ENTRIES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut entries: Vec<Vec<u8>> = VECTORS
        .entries
        .iter()
        .map(|e| e.entry_utf8.clone().into_bytes())
        .collect();
    while entries.len() <= 256 {
        let next = continued(entries.len() as u64, entries.last().unwrap());
        entries.push(next);
    }
    entries
});

pub(crate) fn root() -> String {
    VECTORS.keys["root-1"].as_str().unwrap().to_owned()
}

/// The throw-away key of a name: its seed is made of its place among the names.
pub(crate) fn signer(name: &str) -> SignerKey {
    let place = VECTORS.keys.keys().position(|key| key == name).unwrap();
    let seed: Vec<u8> = (0..32).map(|n| u8::try_from(32 * place + n).unwrap()).collect();
    let vkey: VerifierKey = VECTORS.keys[name].as_str().unwrap().parse().unwrap();
    SignerKey::from_seed(vkey.name().clone(), &seed.try_into().unwrap())
}

/// The salt of the leaf at `path` in entry `index`.
pub(crate) fn salt(index: u64, path: &str) -> [u8; 32] {
    Sha256::digest(format!("salt {index} {path}")).into()
}

/// An audit of the first `count` entries.
pub(crate) fn audited(count: usize) -> Audit<impl Fn(u64) -> Option<Vec<u8>>> {
    let fetch = |index: u64| ENTRIES.get(usize::try_from(index).ok()?).cloned();
    let mut audit = Audit::new(Some(root()), fetch);
    let entries: Vec<&[u8]> = ENTRIES[..count].iter().map(Vec::as_slice).collect();
    audit.extend(&entries).unwrap();
    audit
}

fn continued(index: u64, before: &[u8]) -> Vec<u8> {
    let content = json::parse(&format!("{{\"item\":195,\"n\":{}}}", index - 22)).unwrap();
    let leaves = leaves(&content, &[]).unwrap();
    let mut paths = leaves
        .iter()
        .map(|leaf| leaf.path.clone())
        .collect::<Vec<_>>()
        .into_iter();
    let header = Header {
        log: &VECTORS.log,
        id: EventId::parse(&format!("7d5a9f0e-1c1e-4b52-8f0e-{index:012x}")).unwrap(),
        stream: "meeting/2026-03-11",
        seq: index - 17,
        kind: "speech.made/1",
        at: "2026-04-04T10:00:00+02:00",
        by: vec!["registrar-1"],
        basis: Some(Basis {
            index: index - 1,
            chain: ChainHash::of(before),
        }),
        clear: Default::default(),
    };
    let event = UnsignedEvent::new(&header, leaves.clone(), || salt(index, &paths.next().unwrap()));
    let event = event.sign(&[&signer("registrar-1")]).unwrap();
    let received = format!("2026-04-05T07:{:02}:{:02}.000Z", index / 60, index % 60);
    let head = tingbok_record::entry::Head {
        index,
        prev: ChainHash::of(before),
        authority: 18,
        received: &received,
    };
    let bytes = head.entry(&event);
    Entry::parse(&bytes).unwrap();
    bytes
}
