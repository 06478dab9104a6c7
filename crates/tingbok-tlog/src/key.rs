//! Verifier keys and signer keys: an Ed25519 key with a name, as one line of text.
//!
//! Invariants: a key has one text only (parse, re-encode, compare); a [`VerifierKey`] holds a point that is
//! canonical, on the curve and none of the eight of small order; verification is strict and one by one,
//! never in a batch, which accepts what single verification refuses; a seed is wiped when dropped and
//! never shown.
//!
//! Specification: C2SP signed-note 1.0.0 (names, ids, signature type 0x01) and the `vkey` and `PRIVATE+KEY`
//! texts of its reference implementation; RFC 8032 §5.1.

use std::{cmp::Ordering, fmt, hash, str::FromStr};

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::base64;

/// The name of a key: not empty, without white space, control characters and `+`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct KeyName(String);

impl KeyName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for KeyName {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let refused = |c: char| c == '+' || c.is_whitespace() || c.is_control();
        if text.is_empty() || text.contains(refused) {
            Err(KeyError::Name)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The four bytes by which a signature line names its key; shown as eight hexadecimal digits.
///
/// With the name it tells keys apart; it is no secure hash of the key.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct KeyId(pub [u8; KEY_ID_BYTES]);

impl KeyId {
    /// The id of an Ed25519 key: SHA-256(`name` ‖ 0x0A ‖ 0x01 ‖ `public`)\[:4\].
    #[must_use]
    pub fn of(name: &KeyName, public: &[u8; PUBLIC_BYTES]) -> Self {
        let digest = Sha256::new()
            .chain_update(name.as_str())
            .chain_update([b'\n', ED25519]);
        let [a, b, c, d, ..]: [u8; 32] = digest.chain_update(public).finalize().into();
        Self([a, b, c, d])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

/// A public key with its name: what a reader needs to verify signatures.
///
/// Its text (`Display`, `FromStr`) is `<name>+<id>+<base64 of 0x01 and the key>`; equality and order are
/// those of the text.
#[derive(Clone)]
pub struct VerifierKey {
    text: String,
    name: KeyName,
    id: KeyId,
    point: VerifyingKey,
}

impl VerifierKey {
    /// The key of `name` with the 32 public bytes of RFC 8032.
    ///
    /// # Errors
    /// [`KeyError::Point`] when the bytes are not canonical, not on the curve, or of small order.
    pub fn from_public(name: KeyName, public: &[u8; PUBLIC_BYTES]) -> Result<Self, KeyError> {
        let point = VerifyingKey::from_bytes(public).map_err(|_| KeyError::Point)?;
        if point.is_weak() || !is_canonical(&point) {
            return Err(KeyError::Point);
        }
        Ok(Self::from_point(name, point))
    }

    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The key's id.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The 32 public bytes of RFC 8032.
    #[must_use]
    pub fn public_bytes(&self) -> &[u8; PUBLIC_BYTES] {
        self.point.as_bytes()
    }

    /// The key's text, as `Display` shows it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Verifies one signature over `message`, strictly.
    ///
    /// # Errors
    /// [`SignatureError::Form`] when no message whatever could have this signature, else
    /// [`SignatureError::Mismatch`].
    pub fn verify(&self, message: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> Result<(), SignatureError> {
        self.point
            .verify_strict(message, &Signature::from_bytes(signature))
            .map_err(|_| SignatureError::of_refused(signature))
    }

    fn from_point(name: KeyName, point: VerifyingKey) -> Self {
        let id = KeyId::of(&name, point.as_bytes());
        let text = format!("{name}+{id}+{}", base64::encode(&typed(point.as_bytes())[..]));
        Self {
            text,
            name,
            id,
            point,
        }
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    /// Reads the text of a verifier key, in its one form.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let parts = KeyText::parse(text)?;
        let public = parts.ed25519_bytes()?;
        if KeyId::of(&parts.name, &public) != parts.id {
            return Err(KeyError::Id);
        }
        let key = Self::from_public(parts.name, &public)?;
        if key.text == text {
            Ok(key)
        } else {
            Err(KeyError::Form)
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({})", self.text)
    }
}

impl PartialEq for VerifierKey {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for VerifierKey {}

impl PartialOrd for VerifierKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for VerifierKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl hash::Hash for VerifierKey {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// A private key with its name: what a signer keeps.
///
/// The seed is wiped when the key is dropped; `Debug` shows the public half only.
pub struct SignerKey {
    secret: SigningKey,
    verifier: VerifierKey,
}

impl SignerKey {
    /// The key of `name` made from the 32 secret bytes of RFC 8032.
    #[must_use]
    pub fn from_seed(name: KeyName, seed: &[u8; SEED_BYTES]) -> Self {
        // A clamped scalar times the base point is canonical and never of small order: no check can fail.
        let secret = SigningKey::from_bytes(seed);
        let verifier = VerifierKey::from_point(name, secret.verifying_key());
        Self { secret, verifier }
    }

    /// The public half.
    #[must_use]
    pub fn verifier_key(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The signature over `message`; the same message always gives the same bytes.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        self.secret.sign(message).to_bytes()
    }

    /// The key's text, `PRIVATE+KEY+<name>+<id>+<base64 of 0x01 and the seed>`; wiped when dropped.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<String> {
        let data = Zeroizing::new(base64::encode(&typed(self.secret.as_bytes())[..]));
        let head = format!("{PRIVATE_PREFIX}{}+{}+", self.verifier.name, self.verifier.id);
        // Room for all of it at once: a string that grows leaves a copy of the secret behind.
        let mut text = Zeroizing::new(String::with_capacity(head.len() + data.len()));
        text.push_str(&head);
        text.push_str(&data);
        text
    }
}

impl FromStr for SignerKey {
    type Err = KeyError;

    /// Reads the text of a signer key, in its one form.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let parts = KeyText::parse(text.strip_prefix(PRIVATE_PREFIX).ok_or(KeyError::Form)?)?;
        let key = Self::from_seed(parts.name.clone(), &*parts.ed25519_bytes()?);
        if key.verifier.id != parts.id {
            return Err(KeyError::Id);
        }
        if *key.encode() == text {
            Ok(key)
        } else {
            Err(KeyError::Form)
        }
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey({})", self.verifier)
    }
}

/// Why a text or 32 bytes are no key.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum KeyError {
    /// The name is empty or holds white space, a control character or `+`.
    #[error("a key's name is not empty and holds no white space, control character or `+`")]
    Name,
    /// Not the text of a key: parts, hexadecimal digits, base64 or length are wrong, or it is written in
    /// another than its one form.
    #[error("not a key of the form `<name>+<id>+<base64>`")]
    Form,
    /// The id is not that of an Ed25519 key (type 0x01) with this name and these bytes.
    #[error("the key's id is not that of an ed25519 key with this name")]
    Id,
    /// The public key is not canonical, not on the curve, or one of the eight points of small order.
    #[error("the public key is not canonical, not on the curve, or of small order")]
    Point,
}

/// Why a signature was refused.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum SignatureError {
    /// Refused whatever the message: not 64 bytes, S is not below the group's order, or R is of small order
    /// or not canonical.
    #[error("the signature is malformed: its length, S or R is not one that strict verification allows")]
    Form,
    /// Well formed, but not a signature by this key over this message.
    #[error("the signature is not by this key over this text")]
    Mismatch,
}

impl SignatureError {
    /// The kind of fault in a signature that strict verification has refused.
    fn of_refused(signature: &[u8; SIGNATURE_BYTES]) -> Self {
        let (r, s) = signature.split_at(PUBLIC_BYTES);
        let s_too_large = s.iter().rev().ge(GROUP_ORDER.iter().rev());
        let r_point = r.try_into().ok().and_then(|r| VerifyingKey::from_bytes(r).ok());
        let r_refused = r_point.is_some_and(|r| r.is_weak() || !is_canonical(&r));
        if s_too_large || r_refused {
            Self::Form
        } else {
            Self::Mismatch
        }
    }
}

/// The three parts that a public and a private key's text have in common.
struct KeyText {
    name: KeyName,
    id: KeyId,
    data: Zeroizing<Vec<u8>>,
}

impl KeyText {
    fn parse(text: &str) -> Result<Self, KeyError> {
        // The base64 may hold `+` too; name and id may not.
        let mut parts = text.splitn(3, '+');
        let mut part = || parts.next().ok_or(KeyError::Form);
        let (name, id, data) = (part()?, part()?, part()?);
        let name = name.parse().map_err(|_| KeyError::Form)?;
        let id = u32::from_str_radix(id, 16).map_err(|_| KeyError::Form)?;
        let data = Zeroizing::new(base64::decode(data).map_err(|_| KeyError::Form)?);
        Ok(Self {
            name,
            id: KeyId(id.to_be_bytes()),
            data,
        })
    }

    /// The 32 bytes after the type byte 0x01. Another type is a fault of the id, which is made with the type.
    fn ed25519_bytes(&self) -> Result<Zeroizing<[u8; 32]>, KeyError> {
        let (kind, bytes) = self.data.split_first().ok_or(KeyError::Form)?;
        if *kind != ED25519 {
            return Err(KeyError::Id);
        }
        bytes.try_into().map(Zeroizing::new).map_err(|_| KeyError::Form)
    }
}

/// The type byte and the 32 bytes that follow it in a key's text.
fn typed(bytes: &[u8; 32]) -> Zeroizing<[u8; 33]> {
    let mut typed = Zeroizing::new([ED25519; 33]);
    typed[1..].copy_from_slice(bytes);
    typed
}

/// Whether the point was read from the one encoding that writing it gives.
fn is_canonical(point: &VerifyingKey) -> bool {
    point.to_edwards().compress().as_bytes() == point.as_bytes()
}

/// The length of a key id in bytes.
pub const KEY_ID_BYTES: usize = 4;
/// The length of a public key in bytes.
pub const PUBLIC_BYTES: usize = 32;
/// The length of a private key's seed in bytes.
pub const SEED_BYTES: usize = 32;
/// The length of a signature in bytes.
pub const SIGNATURE_BYTES: usize = 64;

/// C2SP signature type: Ed25519 over the note's text.
const ED25519: u8 = 0x01;
const PRIVATE_PREFIX: &str = "PRIVATE+KEY+";
/// L = 2^252 + 27742317777372353535851937790883648493, least byte first (RFC 8032 §5.1).
const GROUP_ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

#[cfg(test)]
mod tests;
