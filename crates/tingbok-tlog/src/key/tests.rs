//! Keys and strict signatures against the reference implementation's key texts and RFC 8032's traps.

use super::*;

/// The example key of the signed-note reference implementation.
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_PRIVATE: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

fn name() -> KeyName {
    "log.example/board".parse().unwrap()
}

fn signer() -> SignerKey {
    SignerKey::from_seed(name(), &[7; 32])
}

/// The text of a key with these public bytes and a right id, without any check of the point.
fn vkey(kind: u8, public: [u8; 32]) -> String {
    let data = [&[kind], public.as_slice()].concat();
    let digest = Sha256::new()
        .chain_update(name().as_str())
        .chain_update(b"\n")
        .chain_update(&data)
        .finalize();
    let id = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    format!("{}+{id:08x}+{}", name(), base64::encode(&data))
}

fn refused(text: &str) -> KeyError {
    text.parse::<VerifierKey>().unwrap_err()
}

/// 32 bytes that start with `first`, end with `last` and are `filler` between.
fn bytes(first: u8, filler: u8, last: u8) -> [u8; 32] {
    let mut all = [filler; 32];
    (all[0], all[31]) = (first, last);
    all
}

#[test]
fn the_reference_keys_are_read_and_written_as_they_are() {
    let signer: SignerKey = PETER_PRIVATE.parse().unwrap();
    assert_eq!(signer.verifier_key().to_string(), PETER);
    assert_eq!(*signer.encode(), PETER_PRIVATE);
    let verifier: VerifierKey = PETER.parse().unwrap();
    assert_eq!(&verifier, signer.verifier_key());
    assert_eq!(verifier.id().to_string(), "c74f20a3");
    assert_eq!(verifier.verify(b"hi", &signer.sign(b"hi")), Ok(()));
}

#[test]
fn debug_never_shows_the_seed() {
    let shown = format!("{:?}", signer());
    assert_eq!(shown, format!("SignerKey({})", signer().verifier_key()));
}

#[test]
fn names_with_spaces_controls_or_plus_are_refused() {
    for text in [
        "",
        " ",
        "a b",
        "a+b",
        "a\u{a0}b",
        "a\u{2003}",
        "a\n",
        "a\tb",
        "\u{1}",
        "a\u{7f}",
    ] {
        assert_eq!(text.parse::<KeyName>(), Err(KeyError::Name), "{text:?}");
    }
    assert_eq!(
        "bergmark.example/nämnd".parse::<KeyName>().unwrap().as_str(),
        "bergmark.example/nämnd"
    );
}

#[test]
fn a_key_has_one_text() {
    let good = signer().verifier_key().to_string();
    assert!(good.parse::<VerifierKey>().is_ok());
    let (head, data) = good
        .rsplit_once('+')
        .map_or(("", ""), |(head, data)| (head, data));
    let (name, id) = head.split_once('+').unwrap();
    for text in [
        String::new(),
        "+".into(),
        "++".into(),
        name.into(),
        head.into(),
        format!("{good}="),
        format!("{good}\n"),
        format!(" {good}"),
        format!("{name}+{}+{data}", id.to_uppercase()),
        format!("{name}+0{id}+{data}"),
        format!("{name}++{id}+{data}"),
        format!("{name}+{id}+"),
        format!("{name}+{id}+AQ=="),
        format!("{name}+{id}+{data}+{data}"),
    ] {
        assert_eq!(refused(&text), KeyError::Form, "{text:?}");
    }
}

#[test]
fn an_id_of_other_bytes_or_another_type_is_refused() {
    let public = *signer().verifier_key().public_bytes();
    assert!(vkey(1, public).parse::<VerifierKey>().is_ok());
    assert_eq!(refused(&vkey(4, public)), KeyError::Id);
    assert_eq!(
        refused(&vkey(1, public).replace("log.example/board", "log.example/other")),
        KeyError::Id
    );
    let private = signer()
        .encode()
        .replace("log.example/board", "log.example/other");
    assert_eq!(private.parse::<SignerKey>().unwrap_err(), KeyError::Id);
}

#[test]
fn points_that_are_not_sound_are_refused() {
    // y = 0, 1, -1 (of small order), 2 (not on the curve), p and p + 1 (0 and 1 written otherwise).
    for public in [
        [0; 32],
        bytes(1, 0, 0),
        bytes(1, 0, 0x80),
        bytes(0xec, 0xff, 0x7f),
        bytes(2, 0, 0),
        bytes(0xed, 0xff, 0x7f),
        bytes(0xee, 0xff, 0x7f),
        bytes(0xee, 0xff, 0xff),
    ] {
        assert_eq!(refused(&vkey(1, public)), KeyError::Point, "{public:02x?}");
    }
}

#[test]
fn each_non_canonical_public_key_is_refused() {
    // y = p + k for k in 0..19, either sign: every encoding that is not canonical.
    for low in 0xed..=0xff {
        for high in [0x7f, 0xff] {
            assert_eq!(
                refused(&vkey(1, bytes(low, 0xff, high))),
                KeyError::Point,
                "{low:02x} {high:02x}"
            );
        }
    }
}

#[test]
fn a_signature_by_another_or_over_another_text_is_a_mismatch() {
    let signature = signer().sign(b"text\n");
    let key = signer().verifier_key().clone();
    assert_eq!(key.verify(b"text", &signature), Err(SignatureError::Mismatch));
    let other = SignerKey::from_seed(name(), &[8; 32]);
    assert_eq!(
        other.verifier_key().verify(b"text\n", &signature),
        Err(SignatureError::Mismatch)
    );
}

#[test]
fn every_flipped_bit_is_refused() {
    let signature = signer().sign(b"text\n");
    let key = signer().verifier_key().clone();
    for bit in 0..512 {
        let mut flipped = signature;
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(key.verify(b"text\n", &flipped).is_err(), "bit {bit}");
    }
}

#[test]
fn s_plus_l_is_malformed() {
    let mut signature = signer().sign(b"text\n");
    let mut carry = 0;
    for (byte, order) in signature[32..].iter_mut().zip(GROUP_ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        (*byte, carry) = (sum.to_le_bytes()[0], sum >> 8);
    }
    assert_eq!(
        signer().verifier_key().verify(b"text\n", &signature),
        Err(SignatureError::Form)
    );
    signature[32..].copy_from_slice(&GROUP_ORDER);
    assert_eq!(
        signer().verifier_key().verify(b"text\n", &signature),
        Err(SignatureError::Form)
    );
    signature[32] -= 1;
    assert_eq!(
        signer().verifier_key().verify(b"text\n", &signature),
        Err(SignatureError::Mismatch)
    );
}

#[test]
fn an_r_of_small_order_or_not_canonical_is_malformed() {
    let signature = signer().sign(b"text\n");
    for r in [
        [0; 32],
        bytes(1, 0, 0),
        bytes(0xec, 0xff, 0x7f),
        bytes(0xee, 0xff, 0x7f),
        bytes(0xed, 0xff, 0xff),
    ] {
        let mut altered = signature;
        altered[..32].copy_from_slice(&r);
        assert_eq!(
            signer().verifier_key().verify(b"text\n", &altered),
            Err(SignatureError::Form),
            "{r:02x?}"
        );
    }
}
