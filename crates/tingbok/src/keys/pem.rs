//! A private key as a PEM file: PKCS#8, encrypted with PBES2.
//!
//! Invariants: what is written, OpenSSL 3 reads with its default limits; what is read cannot ask for more memory or
//! time than [`is_affordable`] allows; secrets are wiped, and no error holds any of them.
//!
//! Section: RFC 5958 (PKCS#8), RFC 8018 (PBES2), RFC 7914 (scrypt), RFC 8410 §7 (Ed25519 private keys).

use pkcs8::der::asn1::OctetStringRef;
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::{self, Kdf, ScryptParams};
use pkcs8::{
    AlgorithmIdentifierRef, EncryptedPrivateKeyInfoRef, LineEnding, ObjectIdentifier, PrivateKeyInfoRef,
    SecretDocument,
};
use zeroize::Zeroizing;

use crate::passphrase::Passphrase;

/// The 32 secret bytes of an Ed25519 key.
pub(super) type Seed = Zeroizing<[u8; 32]>;

/// Why a PEM file gave no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum PemError {
    /// Not a PKCS#8 key in PEM form.
    #[error("not an encrypted PKCS#8 key in PEM form")]
    Form,
    /// A key that lies open.
    #[error("the key is not encrypted")]
    Unencrypted,
    /// An encryption that is not supported, or that asks for too much work.
    #[error("its encryption is not supported: expected PBES2 with scrypt or PBKDF2, and AES")]
    Encryption,
    /// The passphrase does not decrypt it.
    #[error("wrong passphrase")]
    Passphrase,
    /// A key of another algorithm.
    #[error("it is not an Ed25519 key")]
    Algorithm,
}

/// The PEM text of a key: PBES2 with scrypt and AES-256-CBC. `salt` and `iv` are random, for this file alone.
pub(super) fn encrypt(
    seed: &Seed,
    passphrase: &Passphrase,
    salt: &[u8; 16],
    iv: [u8; 16],
) -> Result<String, PemError> {
    let kdf = Kdf::Scrypt(ScryptParams {
        salt: salt.as_slice().try_into().map_err(|_| PemError::Encryption)?,
        cost_parameter: SCRYPT_N,
        block_size: SCRYPT_R,
        parallelization: SCRYPT_P,
        key_length: None,
    });
    let encryption = pbes2::EncryptionScheme::Aes256Cbc { iv };
    let inner = wrapped(seed);
    let key = OctetStringRef::new(&inner[..]).map_err(|_| PemError::Form)?;
    let algorithm = AlgorithmIdentifierRef {
        oid: ED25519,
        parameters: None,
    };
    let encrypted = PrivateKeyInfoRef::new(algorithm, key)
        .encrypt_with_params(pbes2::Parameters { kdf, encryption }, passphrase.as_bytes())
        .map_err(|_| PemError::Encryption)?;
    let text = encrypted.to_pem(ENCRYPTED, LineEnding::LF);
    text.map(|text| text.as_str().to_owned())
        .map_err(|_| PemError::Form)
}

/// The key in a PEM text.
pub(super) fn decrypt(text: &str, passphrase: &Passphrase) -> Result<Seed, PemError> {
    let (label, document) = SecretDocument::from_pem(text.trim_end()).map_err(|_| PemError::Form)?;
    match label {
        ENCRYPTED => {}
        OPEN => return Err(PemError::Unencrypted),
        _ => return Err(PemError::Form),
    }
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).map_err(|_| PemError::Form)?;
    if !is_affordable(&encrypted.encryption_algorithm) {
        return Err(PemError::Encryption);
    }
    // A wrong passphrase shows as bad padding or, once in some hundred times, as bytes that are no key.
    let decrypted = encrypted
        .decrypt(passphrase.as_bytes())
        .map_err(|error| match error {
            pkcs8::Error::EncryptedPrivateKey(pkcs8::pkcs5::Error::UnsupportedAlgorithm { .. }) => {
                PemError::Encryption
            }
            _ => PemError::Passphrase,
        })?;
    let info = PrivateKeyInfoRef::try_from(decrypted.as_bytes()).map_err(|_| PemError::Passphrase)?;
    if info.algorithm.oid != ED25519 {
        return Err(PemError::Algorithm);
    }
    let seed = info.private_key.as_bytes().strip_prefix(&OCTET_STRING_32);
    let seed = seed.and_then(|seed| <[u8; 32]>::try_from(seed).ok());
    seed.map(Zeroizing::new).ok_or(PemError::Algorithm)
}

/// The seed as RFC 8410 has it: an OCTET STRING of 32 bytes.
fn wrapped(seed: &Seed) -> Zeroizing<[u8; 34]> {
    let mut inner = Zeroizing::new([0; 34]);
    inner[..2].copy_from_slice(&OCTET_STRING_32);
    inner[2..].copy_from_slice(&seed[..]);
    inner
}

/// A file decides how much work its own decryption is: beyond these limits it is an attack or a mistake.
fn is_affordable(encryption: &EncryptionScheme) -> bool {
    let EncryptionScheme::Pbes2(parameters) = encryption else {
        return false;
    };
    match &parameters.kdf {
        Kdf::Scrypt(scrypt) => {
            let block_bytes = 128 * u64::from(scrypt.block_size);
            let memory_bytes = scrypt.cost_parameter.saturating_mul(block_bytes);
            memory_bytes <= SCRYPT_BYTES_MAX && scrypt.parallelization <= SCRYPT_P_MAX
        }
        Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count <= PBKDF2_ITERATIONS_MAX,
        _ => false,
    }
}

const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";
const OPEN: &str = "PRIVATE KEY";
const OCTET_STRING_32: [u8; 2] = [0x04, 32];
/// id-Ed25519, RFC 8410.
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

// 16 MiB, five times over: as hard to guess as N = 2^17 once, and within the 32 MiB that OpenSSL allows itself.
const SCRYPT_N: u64 = 1 << 14;
const SCRYPT_R: u16 = 8;
const SCRYPT_P: u16 = 5;

const SCRYPT_BYTES_MAX: u64 = 256 << 20;
const SCRYPT_P_MAX: u16 = 16;
const PBKDF2_ITERATIONS_MAX: u32 = 10_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed() -> String {
        encrypt(
            &Zeroizing::new([7; 32]),
            &Passphrase::known("rätt"),
            &[1; 16],
            [2; 16],
        )
        .unwrap()
    }

    #[test]
    fn a_key_comes_back_with_its_passphrase_alone() {
        let text = sealed();
        assert!(text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        assert_eq!(*decrypt(&text, &Passphrase::known("rätt")).unwrap(), [7; 32]);
        for wrong in ["ratt", "", "rätt "] {
            assert_eq!(
                decrypt(&text, &Passphrase::known(wrong)),
                Err(PemError::Passphrase),
                "{wrong}"
            );
        }
    }

    #[test]
    fn what_is_no_encrypted_key_is_refused() {
        let open = "-----BEGIN PRIVATE KEY-----\n\
                    MC4CAQAwBQYDK2VwBCIEIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH\n\
                    -----END PRIVATE KEY-----\n";
        let passphrase = Passphrase::known("rätt");
        assert_eq!(decrypt(open, &passphrase), Err(PemError::Unencrypted));
        let sealed = sealed();
        for bad in [
            "",
            "\0",
            "-----BEGIN",
            &sealed[..sealed.len() / 2],
            &sealed.replace("ENCRYPTED ", "RSA "),
        ] {
            assert_eq!(decrypt(bad, &passphrase), Err(PemError::Form), "{bad}");
        }
    }

    #[test]
    fn a_file_cannot_ask_for_all_memory() {
        let scrypt = |cost_parameter, block_size, parallelization| {
            let salt = [0_u8; 16].as_slice().try_into().unwrap();
            let kdf = Kdf::Scrypt(ScryptParams {
                salt,
                cost_parameter,
                block_size,
                parallelization,
                key_length: None,
            });
            let encryption = pbes2::EncryptionScheme::Aes256Cbc { iv: [0; 16] };
            EncryptionScheme::Pbes2(pbes2::Parameters { kdf, encryption })
        };
        assert!(is_affordable(&scrypt(SCRYPT_N, SCRYPT_R, SCRYPT_P)));
        for greedy in [
            scrypt(1 << 40, 8, 1),
            scrypt(u64::MAX, 8, 1),
            scrypt(1 << 14, u16::MAX, 1),
            scrypt(16, 8, 17),
        ] {
            assert!(!is_affordable(&greedy));
        }
    }
}
