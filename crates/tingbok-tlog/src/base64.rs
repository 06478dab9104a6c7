//! Base64 as the log's formats write it: the standard alphabet, padded, spare bits zero.
//!
//! Invariant: `encode(decode(t)) == t` for every text that is accepted, so that a value has exactly one
//! text. The two error kinds stay apart because a record's verdict names them apart.
//!
//! Specification: RFC 4648 §4.

use ::base64::{DecodeError, Engine, engine::general_purpose::STANDARD};
use thiserror::Error;

/// The one base64 text of `bytes`.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads base64 of any length.
///
/// # Errors
/// [`Base64Error::Alphabet`] when a character or the padding is wrong, [`Base64Error::Form`] when the
/// spare bits of the last character are not zero.
pub fn decode(text: &str) -> Result<Vec<u8>, Base64Error> {
    STANDARD.decode(text).map_err(|error| match error {
        DecodeError::InvalidLastSymbol { .. } => Base64Error::Form,
        _ => Base64Error::Alphabet,
    })
}

/// Reads base64 of exactly `N` bytes.
///
/// # Errors
/// As [`decode`], and [`Base64Error::Form`] when the text stands for another number of bytes.
pub fn decode_exact<const N: usize>(text: &str) -> Result<[u8; N], Base64Error> {
    decode(text)?.try_into().map_err(|_| Base64Error::Form)
}

/// Why a text is not base64 as RFC 4648 §4 has it.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum Base64Error {
    /// A character outside the alphabet, or padding that is absent, misplaced or too much.
    #[error("not padded base64 of the standard alphabet")]
    Alphabet,
    /// Sound base64 of another length than asked for, or with spare bits that are not zero.
    #[error("base64 of another length, or with spare bits that are not zero")]
    Form,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_test_vectors_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).unwrap(), bytes.as_bytes());
        }
    }

    #[test]
    fn each_fault_has_its_kind() {
        for text in [
            "Zm9", "Zg", "Zg=", "Zg===", "Zm 9v", "Zm9v\n", "Zm9-", "Zm9_", "Z===", "=Zm9", "Zg==Zg==",
        ] {
            assert_eq!(decode(text), Err(Base64Error::Alphabet), "{text:?}");
        }
        for text in ["Zh==", "Zm9="] {
            assert_eq!(decode(text), Err(Base64Error::Form), "{text:?}");
        }
        assert_eq!(decode_exact::<3>("Zm9v"), Ok(*b"foo"));
        assert_eq!(decode_exact::<4>("Zm9v"), Err(Base64Error::Form));
        assert_eq!(decode_exact::<2>("Zm9v"), Err(Base64Error::Form));
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_what_is_written(text in "[A-Za-z0-9+/]{0,12}={0,3}") {
            if let Ok(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }
    }
}
