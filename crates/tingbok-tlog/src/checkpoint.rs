//! Checkpoints: a log's origin, size and root, as the text of a signed note.
//!
//! Invariants: a checkpoint has one text, without extension lines, which no monitor can audit; what was
//! read is not trusted before [`SignedCheckpoint::verify`]. Which keys are a log's, and from which size a
//! ledger publishes, is the record's to say, not this format's.
//!
//! Specification: C2SP tlog-checkpoint 1.0.0, less extension lines.

use thiserror::Error;

use crate::{
    base64::Base64Error,
    hash::Hash,
    key::{SignerKey, VerifierKey},
    note::{Note, NoteError},
    tree::{SizeError, TreeSize},
};

/// What a log says of itself at one size.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Checkpoint {
    origin: String,
    size: TreeSize,
    root: Hash,
}

impl Checkpoint {
    /// The checkpoint of the log `origin` at `size`.
    ///
    /// # Errors
    /// [`CheckpointError::Origin`] when the origin is empty or holds a control character.
    pub fn new(origin: String, size: TreeSize, root: Hash) -> Result<Self, CheckpointError> {
        if origin.is_empty() || origin.contains(char::is_control) {
            return Err(CheckpointError::Origin);
        }
        Ok(Self { origin, size, root })
    }

    /// Reads the text of a checkpoint: origin, size and root, each with its LF, and nothing more.
    ///
    /// # Errors
    /// The first fault found, in the order lines, origin, size, root.
    pub fn parse_body(text: &str) -> Result<Self, CheckpointError> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?;
        let mut lines = lines.split('\n');
        let [Some(origin), Some(size), Some(root), None] = [(); 4].map(|()| lines.next()) else {
            return Err(CheckpointError::Lines);
        };
        let size = size.parse().map_err(CheckpointError::Size)?;
        Self::new(origin.to_owned(), size, Hash::from_base64(root)?)
    }

    /// The text of the checkpoint: what a log signs.
    #[must_use]
    pub fn body(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root)
    }

    /// The log's identity: not empty, one line.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> TreeSize {
        self.size
    }

    /// The root of the tree at that size.
    #[must_use]
    pub fn root(&self) -> &Hash {
        &self.root
    }
}

/// A checkpoint in the note that signs it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Signs `checkpoint`. Whoever calls this has made sure, durably, that the log never signed another
    /// history.
    ///
    /// # Errors
    /// As [`Note::sign`].
    pub fn sign(checkpoint: Checkpoint, signers: &[&SignerKey]) -> Result<Self, NoteError> {
        let note = Note::sign(checkpoint.body(), signers)?;
        Ok(Self { checkpoint, note })
    }

    /// Reads a signed checkpoint, without looking at its signatures.
    ///
    /// # Errors
    /// [`CheckpointError::Note`] when the bytes are no note, else as [`Checkpoint::parse_body`].
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = Note::parse(bytes)?;
        Ok(Self {
            checkpoint: Checkpoint::parse_body(note.text())?,
            note,
        })
    }

    /// What the note says, verified only if [`verify`](Self::verify) was passed.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note, for those who judge its lines by rules of their own.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The bytes: exactly those that [`SignedCheckpoint::parse`] read.
    #[must_use]
    pub fn encode(&self) -> String {
        self.note.encode()
    }

    /// The checkpoint, once a key in `known` has signed it and no line of such a key fails.
    ///
    /// # Errors
    /// As [`Note::verify`].
    pub fn verify(&self, known: &[VerifierKey]) -> Result<&Checkpoint, NoteError> {
        self.note.verify(known)?;
        Ok(&self.checkpoint)
    }
}

/// Why bytes are no checkpoint.
#[derive(Clone, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum CheckpointError {
    /// Not a signed note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Not three lines: one is missing, or an extension line stands below them.
    #[error("a checkpoint's text is three lines: origin, size and root")]
    Lines,
    /// The origin is empty or holds a control character.
    #[error("a checkpoint's origin is one line that is not empty")]
    Origin,
    /// The second line is no size.
    #[error("a checkpoint's size is malformed")]
    Size(#[source] SizeError),
    /// The third line is no hash.
    #[error("a checkpoint's root is malformed")]
    Root(#[from] Base64Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    #[test]
    fn the_body_of_the_specification_comes_back() {
        let body = format!("example.com/behind-the-sofa\n20852163\n{ROOT}\n");
        let checkpoint = Checkpoint::parse_body(&body).unwrap();
        assert_eq!(checkpoint.origin(), "example.com/behind-the-sofa");
        assert_eq!(checkpoint.size().get(), 20_852_163);
        assert_eq!(checkpoint.root().to_string(), ROOT);
        assert_eq!(checkpoint.body(), body);
    }

    #[test]
    fn each_fault_is_named() {
        let lines = CheckpointError::Lines;
        for (body, fault) in [
            (String::new(), lines.clone()),
            ("\n".into(), lines.clone()),
            (format!("a\n1\n{ROOT}"), lines.clone()),
            (format!("a\n1\n{ROOT}\nextension\n"), lines.clone()),
            (format!("a\n1\n{ROOT}\n\n"), lines.clone()),
            (format!("1\n{ROOT}\n"), lines),
            (format!("\n1\n{ROOT}\n"), CheckpointError::Origin),
            (format!("a\r\n1\n{ROOT}\n"), CheckpointError::Origin),
            (
                format!("a\n1\r\n{ROOT}\r\n"),
                CheckpointError::Size(SizeError::Form),
            ),
            (format!("a\n01\n{ROOT}\n"), CheckpointError::Size(SizeError::Form)),
            (
                format!("a\n9007199254740992\n{ROOT}\n"),
                CheckpointError::Size(SizeError::TooLarge),
            ),
            (
                format!("a\n1\n{ROOT} \n"),
                CheckpointError::Root(Base64Error::Alphabet),
            ),
            ("a\n1\nAAAA\n".into(), CheckpointError::Root(Base64Error::Form)),
        ] {
            assert_eq!(Checkpoint::parse_body(&body), Err(fault), "{body:?}");
        }
    }

    #[test]
    fn a_signed_checkpoint_comes_back_and_verifies() {
        let key = SignerKey::from_seed("log.example".parse().unwrap(), &[1; 32]);
        let root = Hash::from_base64(ROOT).unwrap();
        let checkpoint = Checkpoint::new("log.example".into(), TreeSize::new(7).unwrap(), root).unwrap();
        let signed = SignedCheckpoint::sign(checkpoint.clone(), &[&key]).unwrap();
        let read = SignedCheckpoint::parse(signed.encode().as_bytes()).unwrap();
        assert_eq!(read, signed);
        assert_eq!(read.verify(&[key.verifier_key().clone()]), Ok(&checkpoint));
        assert_eq!(read.verify(&[]), Err(NoteError::Unsigned));
    }
}
