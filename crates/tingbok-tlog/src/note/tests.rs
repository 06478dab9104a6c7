//! Notes: one form, bounded, and C2SP's rules of which lines count.

use super::*;

fn signer(seed: u8) -> SignerKey {
    SignerKey::from_seed("log.example/board".parse().unwrap(), &[seed; 32])
}

fn note() -> String {
    Note::sign("one\n\nthree\n".into(), &[&signer(1), &signer(2)])
        .unwrap()
        .encode()
}

fn refused(text: &str) -> NoteError {
    Note::parse(text.as_bytes()).unwrap_err()
}

#[test]
fn a_note_comes_back_as_it_was() {
    let parsed = Note::parse(note().as_bytes()).unwrap();
    assert_eq!(parsed.text(), "one\n\nthree\n");
    assert_eq!(parsed.signatures().len(), 2);
    assert_eq!(parsed.encode(), note());
}

#[test]
fn texts_with_empty_lines_at_their_ends_come_back() {
    for text in ["\n", "\n\n", "a\n\n\n", "\n\na\n", "— x eHh4eHg=\n"] {
        let bytes = Note::sign(text.into(), &[&signer(1)]).unwrap().encode();
        assert_eq!(Note::parse(bytes.as_bytes()).unwrap().text(), text, "{text:?}");
    }
}

#[test]
fn a_text_that_no_note_can_hold_is_not_signed() {
    for text in ["", "a", "a\r\n", "a\tb\n", "\u{0}\n"] {
        assert_eq!(
            Note::sign(text.into(), &[&signer(1)]),
            Err(NoteError::Text),
            "{text:?}"
        );
    }
    assert_eq!(Note::sign("a\n".into(), &[]), Err(NoteError::Count));
    assert_eq!(
        Note::sign("a".repeat(NOTE_BYTES_MAX) + "\n", &[&signer(1)]),
        Err(NoteError::Size)
    );
}

#[test]
fn faults_of_the_whole() {
    assert_eq!(refused(""), NoteError::BlankLine);
    assert_eq!(refused("a\n"), NoteError::BlankLine);
    assert_eq!(refused("\n— x eHh4eHg=\n"), NoteError::BlankLine);
    assert_eq!(refused("a\n\n"), NoteError::Count);
    assert_eq!(refused(note().trim_end()), NoteError::Cut);
    assert_eq!(refused(&note().replace('\n', "\r\n")), NoteError::Text);
    assert_eq!(
        Note::parse(b"\xff\n\n\xe2\x80\x94 x eHh4eHg=\n"),
        Err(NoteError::Text)
    );
    assert_eq!(refused(&"a".repeat(NOTE_BYTES_MAX + 1)), NoteError::Size);
    let line = "— x eHh4eHg=\n";
    assert!(Note::parse(format!("a\n\n{}", line.repeat(100)).as_bytes()).is_ok());
    assert_eq!(refused(&format!("a\n\n{}", line.repeat(101))), NoteError::Count);
}

#[test]
fn faults_of_a_line() {
    for (line, fault) in [
        ("x eHh4eHg=", LineError::Form),
        ("- x eHh4eHg=", LineError::Form),
        ("—x eHh4eHg=", LineError::Form),
        ("— x", LineError::Form),
        ("—  eHh4eHg=", LineError::Name(KeyError::Name)),
        ("— a+b eHh4eHg=", LineError::Name(KeyError::Name)),
        ("— a\u{a0}b eHh4eHg=", LineError::Name(KeyError::Name)),
        ("— x eHh4eHg", LineError::Base64(Base64Error::Alphabet)),
        ("— x eHh4eHg= ", LineError::Base64(Base64Error::Alphabet)),
        ("— x  eHh4eHg=", LineError::Base64(Base64Error::Alphabet)),
        ("— x eHh4eHh=", LineError::Base64(Base64Error::Form)),
        ("— x eHh4", LineError::Length),
        ("— x eHh4eA==", LineError::Length),
        ("— x ", LineError::Length),
    ] {
        assert_eq!(NoteSignature::parse_line(line), Err(fault), "{line:?}");
        assert_eq!(
            refused(&format!("a\n\n— y eHh4eHg=\n{line}\n")),
            NoteError::Line {
                number: 2,
                source: fault
            }
        );
    }
}

#[test]
fn only_known_keys_count() {
    let parsed = Note::parse(note().as_bytes()).unwrap();
    let keys: Vec<_> = (1..=3).map(|seed| signer(seed).verifier_key().clone()).collect();
    assert_eq!(parsed.verify(&keys), Ok(vec![&keys[0], &keys[1]]));
    assert_eq!(parsed.verify(&keys[1..]), Ok(vec![&keys[1]]));
    assert_eq!(parsed.verify(&keys[2..]), Err(NoteError::Unsigned));
    assert_eq!(parsed.verify(&[]), Err(NoteError::Unsigned));
}

#[test]
fn a_line_of_a_known_key_that_does_not_verify_refuses_the_note() {
    let key = signer(1).verifier_key().clone();
    let good = NoteSignature::sign(b"a\n", &signer(1));
    let bad = NoteSignature::sign(b"b\n", &signer(1));
    let short = NoteSignature {
        signature: vec![0; 63],
        ..good.clone()
    };
    for (second, fault) in [(bad, SignatureError::Mismatch), (short, SignatureError::Form)] {
        let note = Note::new("a\n".into(), vec![good.clone(), second]).unwrap();
        let error = note.verify(std::slice::from_ref(&key)).unwrap_err();
        let named = NoteError::Signature {
            name: key.name().clone(),
            id: key.id(),
            source: fault,
        };
        assert_eq!(error, named);
    }
}

#[test]
fn a_name_or_an_id_alone_is_another_key() {
    let key = signer(1).verifier_key().clone();
    let elsewhere = SignerKey::from_seed("other.example".parse().unwrap(), &[1; 32]);
    let named = NoteSignature {
        name: key.name().clone(),
        ..NoteSignature::sign(b"a\n", &elsewhere)
    };
    let note = Note::new("a\n".into(), vec![NoteSignature::sign(b"a\n", &elsewhere), named]).unwrap();
    assert_eq!(note.verify(&[key]), Err(NoteError::Unsigned));
}
