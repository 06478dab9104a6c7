//! Any bytes as what comes from outside to be verified: a checkpoint, a proof, evidence, a row. An error, or the one form
//! that is written back byte for byte; and whatever is read is verified without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tingbok_record::disclosure::Row;
use tingbok_record::evidence::Evidence;
use tingbok_tlog::checkpoint::SignedCheckpoint;
use tingbok_tlog::hash::leaf_hash;
use tingbok_tlog::tlog_proof::TlogProof;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(checkpoint) = SignedCheckpoint::parse(bytes) {
        assert_eq!(checkpoint.encode().as_bytes(), bytes);
    }
    if let Ok(proof) = TlogProof::parse(bytes) {
        assert_eq!(proof.encode().as_bytes(), bytes);
        drop(proof.verify_inclusion(&leaf_hash(bytes)));
    }
    if let Ok(evidence) = Evidence::parse(bytes) {
        assert_eq!(evidence.encode().as_bytes(), bytes);
        drop(evidence.check(None));
    }
    if let Ok(row) = Row::parse(bytes) {
        assert_eq!(row.canonical().as_bytes(), bytes);
    }
});
