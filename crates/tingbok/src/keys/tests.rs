//! Key files on a disk: made once, for their owner alone, and read back.

use super::*;

const ORIGIN: &str = "fjallmark.example/regionstyrelsen";

fn author(handle: &str) -> Owner {
    Owner::Author(handle.parse().unwrap())
}

fn opened_with(passphrase: &str) -> Passphrases {
    Passphrases::known(Passphrase::known(passphrase))
}

#[test]
fn a_key_file_is_made_once_and_read_back() {
    let place = tempfile::tempdir().unwrap();
    let folder = KeyFolder::new(place.path(), ORIGIN);
    let passphrase = Passphrase::known("fjäll");
    let made = folder
        .create(&author("registrar-1"), &mut Entropy::system(), &passphrase)
        .unwrap();
    let path = place
        .path()
        .join("fjallmark.example+regionstyrelsen/registrar-1.pem");
    let before = std::fs::read(&path).unwrap();
    let loaded = folder
        .load(&author("registrar-1"), &mut opened_with("fjäll"))
        .unwrap();
    assert_eq!(loaded.verifier_key(), made.verifier_key());
    assert_eq!(
        made.verifier_key().name().as_str(),
        format!("{ORIGIN}/registrar-1")
    );

    let again = folder.create(&author("registrar-1"), &mut Entropy::system(), &passphrase);
    let refused = again.unwrap_err().to_string();
    assert!(
        refused.ends_with("exists, and a key is never overwritten"),
        "{refused}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn a_key_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = tempfile::tempdir().unwrap();
    let folder = KeyFolder::new(&place.path().join("keys"), ORIGIN);
    folder
        .create(&Owner::Log, &mut Entropy::system(), &Passphrase::known("x"))
        .unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.file(&Owner::Log)), 0o600);
    assert_eq!(mode(folder.path()), 0o700);
    assert_eq!(mode(&place.path().join("keys")), 0o700);
}

#[test]
fn what_cannot_be_opened_says_why_and_tells_no_secret() {
    let place = tempfile::tempdir().unwrap();
    let folder = KeyFolder::new(place.path(), ORIGIN);
    let load = |passphrase: &str| {
        let opened = folder.load(&author("chair-1"), &mut opened_with(passphrase));
        opened.unwrap_err().to_string()
    };
    assert!(
        load("x").starts_with("there is no key of chair-1 at `"),
        "{}",
        load("x")
    );
    folder
        .create(
            &author("chair-1"),
            &mut Entropy::system(),
            &Passphrase::known("hemlig"),
        )
        .unwrap();
    let wrong = load("gissning");
    assert!(
        wrong.starts_with("wrong passphrase for `") && !wrong.contains("gissning"),
        "{wrong}"
    );
    let mut file = File::create(folder.file(&author("chair-1"))).unwrap();
    file.write_all(&[0xff; 100]).unwrap();
    assert!(load("hemlig").ends_with("not an encrypted PKCS#8 key in PEM form"));
}

#[test]
fn another_key_under_the_same_name_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let folder = KeyFolder::new(place.path(), ORIGIN);
    folder
        .create(
            &author("chair-1"),
            &mut Entropy::system(),
            &Passphrase::known("x"),
        )
        .unwrap();
    let other = SignerKey::from_seed(format!("{ORIGIN}/chair-1").parse().unwrap(), &[3; 32]);
    let loaded = folder.load_enrolled(&author("chair-1"), other.verifier_key(), &mut opened_with("x"));
    assert!(
        loaded
            .unwrap_err()
            .to_string()
            .contains("is another key than the ledger's")
    );
}

#[test]
fn a_discarded_key_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let folder = KeyFolder::new(place.path(), ORIGIN);
    folder
        .create(&Owner::Log, &mut Entropy::system(), &Passphrase::known("x"))
        .unwrap();
    assert!(folder.holds(&Owner::Log));
    folder.discard(&Owner::Log);
    assert!(!folder.path().exists());
}
