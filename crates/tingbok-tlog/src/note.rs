//! Signed notes: a text, a blank line, and a line for each signature over the text.
//!
//! Invariants: a note that was read is written back byte for byte; number and size of what is read are
//! bounded, so that a hostile note costs little; nothing here says that a text is to be trusted before
//! [`Note::verify`] has.
//!
//! Specification: C2SP signed-note 1.0.0.

use std::str;

use thiserror::Error;

use crate::{
    base64::{self, Base64Error},
    key::{KEY_ID_BYTES, KeyError, KeyId, KeyName, SignatureError, SignerKey, VerifierKey},
};

/// A text and the signature lines below it; none of them verified yet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl Note {
    /// A note of `text` and its signature lines, in this order.
    ///
    /// # Errors
    /// [`NoteError::Text`] when the text does not end in LF or holds another control character;
    /// [`NoteError::Count`] when there is no signature, or more than [`SIGNATURES_MAX`];
    /// [`NoteError::Size`] when the whole would be longer than [`NOTE_BYTES_MAX`].
    pub fn new(text: String, signatures: Vec<NoteSignature>) -> Result<Self, NoteError> {
        if !text.ends_with('\n') || has_control(&text) {
            return Err(NoteError::Text);
        }
        if signatures.is_empty() || signatures.len() > SIGNATURES_MAX {
            return Err(NoteError::Count);
        }
        let note = Self { text, signatures };
        if note.encode().len() > NOTE_BYTES_MAX {
            Err(NoteError::Size)
        } else {
            Ok(note)
        }
    }

    /// Signs `text` with each of `signers`, in this order.
    ///
    /// # Errors
    /// As [`Note::new`].
    pub fn sign(text: String, signers: &[&SignerKey]) -> Result<Self, NoteError> {
        let signatures = signers
            .iter()
            .map(|signer| NoteSignature::sign(text.as_bytes(), signer))
            .collect();
        Self::new(text, signatures)
    }

    /// Reads a note. The last empty line parts the text, which may hold others, from the signatures.
    ///
    /// # Errors
    /// The first fault found, in the order size, text, blank line, count, signature lines.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > NOTE_BYTES_MAX {
            return Err(NoteError::Size);
        }
        let whole = str::from_utf8(bytes).map_err(|_| NoteError::Text)?;
        if has_control(whole) {
            return Err(NoteError::Text);
        }
        let blank = whole.rfind("\n\n").ok_or(NoteError::BlankLine)? + 1;
        let (text, block) = whole.split_at(blank);
        let signatures = parse_signatures(block.strip_prefix('\n').ok_or(NoteError::BlankLine)?)?;
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }

    /// The signed text, its last LF included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines as they stand, unverified.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// The bytes of the note: exactly those that [`Note::parse`] read.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut whole = format!("{}\n", self.text);
        for signature in &self.signatures {
            whole.push_str(&signature.to_line());
            whole.push('\n');
        }
        whole
    }

    /// Verifies every line that is by a key in `known`, and returns the keys that signed, in the order of
    /// the lines. Lines of other names or ids are ignored, as C2SP demands.
    ///
    /// Stricter than C2SP, which lets a reader skip further lines of one key: each is verified.
    ///
    /// # Errors
    /// [`NoteError::Signature`] when a line by a known key does not verify, [`NoteError::Unsigned`] when no
    /// known key has signed.
    pub fn verify<'k>(&self, known: &'k [VerifierKey]) -> Result<Vec<&'k VerifierKey>, NoteError> {
        let mut signers = Vec::new();
        for signature in &self.signatures {
            for key in known.iter().filter(|key| signature.is_by(key)) {
                signature
                    .verify(self.text.as_bytes(), key)
                    .map_err(|source| NoteError::Signature {
                        name: signature.name.clone(),
                        id: signature.id,
                        source,
                    })?;
                signers.push(key);
            }
        }
        if signers.is_empty() {
            Err(NoteError::Unsigned)
        } else {
            Ok(signers)
        }
    }
}

/// One signature line: `— <name> <base64 of key id and signature>`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NoteSignature {
    name: KeyName,
    id: KeyId,
    signature: Vec<u8>,
}

impl NoteSignature {
    /// The Ed25519 signature of `signer` over `text`.
    #[must_use]
    pub fn sign(text: &[u8], signer: &SignerKey) -> Self {
        let key = signer.verifier_key();
        Self {
            name: key.name().clone(),
            id: key.id(),
            signature: signer.sign(text).to_vec(),
        }
    }

    /// Reads one line, given without its LF.
    ///
    /// # Errors
    /// [`LineError`] says which part is at fault.
    pub fn parse_line(line: &str) -> Result<Self, LineError> {
        let rest = line.strip_prefix(LINE_PREFIX).ok_or(LineError::Form)?;
        let (name, payload) = rest.split_once(' ').ok_or(LineError::Form)?;
        let name = name.parse()?;
        let payload = base64::decode(payload)?;
        let (id, signature) = payload
            .split_first_chunk::<KEY_ID_BYTES>()
            .ok_or(LineError::Length)?;
        if signature.is_empty() {
            return Err(LineError::Length);
        }
        Ok(Self {
            name,
            id: KeyId(*id),
            signature: signature.to_vec(),
        })
    }

    /// The line, without its LF: exactly what [`NoteSignature::parse_line`] read.
    #[must_use]
    pub fn to_line(&self) -> String {
        let payload = [&self.id.0, self.signature.as_slice()].concat();
        format!("{LINE_PREFIX}{} {}", self.name, base64::encode(&payload))
    }

    /// The name of the key that the line claims.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The id of the key that the line claims.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The bytes after the id: 64 for Ed25519, other lengths for other types; never none.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Whether the line claims to be by `key`: same name, same id.
    #[must_use]
    pub fn is_by(&self, key: &VerifierKey) -> bool {
        self.name == *key.name() && self.id == key.id()
    }

    /// Verifies the line's signature over `text` by `key`; name and id are [`is_by`](Self::is_by)'s to say.
    ///
    /// # Errors
    /// As [`VerifierKey::verify`]; a signature that is not 64 bytes long is [`SignatureError::Form`].
    pub fn verify(&self, text: &[u8], key: &VerifierKey) -> Result<(), SignatureError> {
        let signature = self
            .signature
            .as_slice()
            .try_into()
            .map_err(|_| SignatureError::Form)?;
        key.verify(text, signature)
    }
}

/// Why bytes are no note, or a note is not verified.
#[derive(Clone, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum NoteError {
    /// Longer than [`NOTE_BYTES_MAX`].
    #[error("the note is longer than {NOTE_BYTES_MAX} bytes")]
    Size,
    /// Not UTF-8, a control character other than LF, or a text that does not end in LF.
    #[error("the note is not UTF-8, holds a control character, or its text does not end in a line feed")]
    Text,
    /// No empty line parts text and signatures.
    #[error("no empty line parts the note's text from its signatures")]
    BlankLine,
    /// The last line has no LF.
    #[error("the note's last line does not end in a line feed")]
    Cut,
    /// No signature line, or more than [`SIGNATURES_MAX`].
    #[error("a note has at least one and at most {SIGNATURES_MAX} signature lines")]
    Count,
    /// A line below the blank line is no signature line.
    #[error("signature line {number} is malformed")]
    Line {
        /// The line's number among the signature lines, from 1.
        number: usize,
        /// What is wrong with it.
        source: LineError,
    },
    /// A line by a known key does not verify: the note is to be refused as a whole.
    #[error("the signature line of `{name}` with key id {id} does not verify")]
    Signature {
        /// The name on the line.
        name: KeyName,
        /// The key id on the line.
        id: KeyId,
        /// Why it was refused.
        source: SignatureError,
    },
    /// No line is by a known key.
    #[error("the note is not signed by a known key")]
    Unsigned,
}

/// Why a line is no signature line.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum LineError {
    /// Not an em dash, a space, a name, a space and one more word.
    #[error("not of the form `— <name> <base64>`")]
    Form,
    /// The name is none that a key can have.
    #[error(transparent)]
    Name(#[from] KeyError),
    /// The last word is not base64.
    #[error(transparent)]
    Base64(#[from] Base64Error),
    /// Fewer than five bytes: there is no signature after the key id.
    #[error("no signature after the key id")]
    Length,
}

fn parse_signatures(block: &str) -> Result<Vec<NoteSignature>, NoteError> {
    if block.is_empty() {
        return Err(NoteError::Count);
    }
    let lines = block.strip_suffix('\n').ok_or(NoteError::Cut)?;
    if lines.split('\n').count() > SIGNATURES_MAX {
        return Err(NoteError::Count);
    }
    let numbered = (1..).zip(lines.split('\n'));
    numbered
        .map(|(number, line)| {
            NoteSignature::parse_line(line).map_err(|source| NoteError::Line { number, source })
        })
        .collect()
}

fn has_control(text: &str) -> bool {
    text.bytes().any(|byte| byte < b' ' && byte != b'\n')
}

/// The longest note that is read, in bytes: far above a signed event (65 000) and sixteen post-quantum
/// signatures, which C2SP asks a reader to bear.
pub const NOTE_BYTES_MAX: usize = 1_000_000;
/// The most signature lines that are read; C2SP asks for at least 16.
pub const SIGNATURES_MAX: usize = 100;

/// An em dash and a space.
const LINE_PREFIX: &str = "\u{2014} ";

#[cfg(test)]
mod tests;
