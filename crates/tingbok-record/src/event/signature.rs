//! The signature lines under an event: exactly one for each handle of `by`, in that order.
//!
//! Spec: docs/spec/event.md, "Signature lines"; C2SP signed-note, type 0x01.

use tingbok_tlog::key::KeyId;

use super::{EventError, Header, exact};

/// One signature, still unverified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventSignature {
    /// The id of the key that the line names.
    pub key: KeyId,
    /// The Ed25519 signature over the event's text.
    pub bytes: [u8; 64],
}

/// Reads the block after the blank line.
pub(super) fn parse_block(block: &[u8], header: &Header<'_>) -> Result<Vec<EventSignature>, EventError> {
    let block = std::str::from_utf8(block).map_err(|_| EventError::SignatureBlock)?;
    let lines = block.strip_suffix('\n').ok_or(EventError::SignatureBlock)?;
    let lines: Vec<&str> = lines.split('\n').collect();
    if lines.len() != header.by.len() {
        return Err(EventError::SignatureLines);
    }
    lines
        .iter()
        .zip(&header.by)
        .map(|(line, handle)| signature(line, header.log, handle))
        .collect()
}

fn signature(line: &str, log: &str, handle: &str) -> Result<EventSignature, EventError> {
    let line = line.strip_prefix("— ").and_then(|line| line.split_once(' '));
    let (name, payload) = line.ok_or(EventError::SignatureLines)?;
    if name.strip_prefix(log).and_then(|rest| rest.strip_prefix('/')) != Some(handle) {
        return Err(EventError::SignatureLines);
    }
    let payload: [u8; 68] = exact(payload)?;
    let (mut key, mut bytes) = ([0; 4], [0; 64]);
    key.copy_from_slice(&payload[..4]);
    bytes.copy_from_slice(&payload[4..]);
    Ok(EventSignature {
        key: KeyId(key),
        bytes,
    })
}
