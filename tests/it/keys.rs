//! Keys as files and in the ledger: made, read by another program, enrolled, revoked.

use std::path::Path;
use std::process::Command;

use crate::office::{INIT, ORIGIN, Office, PASSPHRASE, case, run, run_with_input, say_not_run};

#[test]
fn openssl_reads_a_key_and_agrees_on_its_public_half() {
    if is_absent("openssl", "version") {
        return;
    }
    let office = Office::with_ledger();
    let mut openssl = Command::new("openssl");
    openssl
        .args([
            "pkey",
            "-passin",
            "env:TINGBOK_PASSPHRASE",
            "-pubout",
            "-outform",
            "DER",
            "-in",
        ])
        .arg(office.key("root-1"))
        .env("TINGBOK_PASSPHRASE", PASSPHRASE);
    let public = openssl.output().unwrap();
    assert!(
        public.status.success(),
        "{}",
        String::from_utf8_lossy(&public.stderr)
    );
    let vkey: tingbok_tlog::key::VerifierKey =
        office.run(["vkey", "--root"]).done().out.trim().parse().unwrap();
    // RFC 8410: the last 32 bytes of an Ed25519 public key's DER are the key.
    let (_, key) = public.stdout.split_at(public.stdout.len() - 32);
    assert_eq!(key, vkey.public_bytes());

    openssl.env("TINGBOK_PASSPHRASE", "en annan");
    assert!(!openssl.output().unwrap().status.success());
}

#[test]
fn openssl_makes_a_key_that_is_read() {
    if is_absent("openssl", "version") {
        return;
    }
    let office = Office::with_ledger();
    let path = office.key("chair-1");
    let made = Command::new("openssl")
        .args([
            "genpkey",
            "-algorithm",
            "ed25519",
            "-aes-256-cbc",
            "-pass",
            "env:TINGBOK_PASSPHRASE",
            "-out",
        ])
        .arg(&path)
        .env("TINGBOK_PASSPHRASE", PASSPHRASE)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    office
        .run([
            "key",
            "enroll",
            "chair-1",
            "--roles",
            "chair,adjuster",
            "--key",
            "root-1",
        ])
        .done();
    let drafts = case("drafts/short.jsonl");
    let signed = run(office
        .program()
        .arg("append")
        .arg(drafts)
        .args(["--key", "chair-1"]));
    assert_eq!(signed.done().out.lines().count(), 5);
}

#[test]
fn a_key_is_enrolled_used_and_revoked() {
    let office = Office::with_ledger();
    let made = office.run(["key", "new", "registrar-2"]).done();
    assert!(
        made.out.starts_with(&format!("{ORIGIN}/registrar-2+")),
        "{made:?}"
    );
    let drafts = case("drafts/short.jsonl");
    let append = |key: &str| run(office.program().arg("append").arg(&drafts).args(["--key", key]));
    append("registrar-2").refused(1, "no key `registrar-2` is enrolled in this ledger");

    let enroll = [
        "key",
        "enroll",
        "registrar-2",
        "--roles",
        "registrar",
        "--key",
        "root-1",
    ];
    office
        .run(enroll.into_iter().chain(["--holder", "Alma Ek"]))
        .done();
    append("registrar-2").done();
    let revoke = [
        "key",
        "revoke",
        "registrar-2",
        "--until",
        "7",
        "--key",
        "root-1",
        "--why",
        "bortkommen",
    ];
    office.run(revoke).done();
    append("registrar-2").refused(1, "was revoked at entry 10");

    let keys = office.run(["key", "list", "--json"]).done().json();
    let handles: Vec<_> = keys
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["handle"].as_str())
        .collect();
    assert_eq!(
        handles,
        [Some("root-1"), None, Some("registrar-1"), Some("registrar-2")]
    );
    assert_eq!(keys[3]["roles"], serde_json::json!(["registrar"]));
    assert_eq!(
        (&keys[3]["enrolled"], &keys[3]["revoked"], &keys[3]["until"]),
        (&4.into(), &10.into(), &7.into())
    );
    assert_eq!(keys[3]["here"], true);

    // Its entries from `until` on are shown as disputed, and keep their place.
    let log = office.run(["log"]).done().out;
    let disputed: Vec<_> = log
        .lines()
        .map(|line| line.ends_with("disputed by registrar-2 at index 10"))
        .collect();
    assert_eq!(disputed.iter().filter(|disputed| **disputed).count(), 3);
    assert!(!disputed[6] && disputed[7] && disputed[9]);
    assert!(
        office
            .run(["show", "7"])
            .done()
            .out
            .contains("disputed by registrar-2 at index 10")
    );
    assert_eq!(
        office.run(["show", "4", "--json"]).done().json()["fields"][0]["value"],
        "Alma Ek"
    );
}

#[test]
fn the_logs_key_has_no_handle() {
    let office = Office::with_ledger();
    office
        .run(["key", "new", "log"])
        .refused(2, "the log's key has no handle");
    assert!(!office.key("log").exists());
    let help = office.run(["key", "--help"]).done().out;
    assert!(help.contains("Example:\n  tingbok key new chair-1"), "{help}");
}

#[test]
fn who_may_not_sign_is_refused_and_nothing_is_written() {
    let office = Office::with_ledger();
    office.run(["key", "new", "adjuster-1"]).done();
    office
        .run([
            "key",
            "enroll",
            "adjuster-1",
            "--roles",
            "adjuster",
            "--key",
            "root-1",
        ])
        .done();
    office.run(["key", "new", "registrar-9"]).done();
    let before = office.files();
    let append = |key: &str| {
        let drafts = case("drafts/short.jsonl");
        run(office.program().arg("append").arg(drafts).args(["--key", key]))
    };
    append("adjuster-1").refused(
        1,
        "is signed by registrar or chair; none of adjuster-1 has that role",
    );
    append("root-1").refused(1, "none of root-1 has that role");
    append("registrar-9").refused(1, "no key `registrar-9` is enrolled");
    let enroll = |handle, key| ["key", "enroll", handle, "--roles", "chair", "--key", key];
    office
        .run(enroll("registrar-9", "registrar-1"))
        .refused(1, "not by a root");
    office
        .run(enroll("adjuster-1", "root-1"))
        .refused(1, "handle enrolled before: `adjuster-1`");
    office
        .run(enroll("nobody", "root-1"))
        .refused(1, "there is no key of nobody");
    let revoke = |handle, until| ["key", "revoke", handle, "--until", until, "--key", "root-1"];
    office
        .run(revoke("root-1", "5"))
        .refused(1, "the last root cannot be revoked");
    office.run(revoke("registrar-1", "99")).refused(1, "until");
    assert_eq!(office.files(), before);
}

#[test]
fn a_passphrase_comes_from_a_file_before_the_environment() {
    let office = Office::with_ledger();
    let before = office.files();
    let drafts = case("drafts/short.jsonl");
    let append = |file: &Path| {
        let mut program = office.program();
        run(program
            .arg("append")
            .arg(&drafts)
            .args(["--key", "registrar-1", "--passphrase-file"])
            .arg(file))
    };
    let wrong = append(&office.file("wrong", "gissning\n")).refused(1, "wrong passphrase for `");
    assert!(!wrong.err.contains("gissning") && !wrong.err.contains(PASSPHRASE));
    append(&office.path("none")).refused(4, "cannot read the passphrase file");
    append(&office.file("binary", [0xff, 0])).refused(1, "is not UTF-8 text");
    assert_eq!(office.files(), before);
    append(&office.file("right", format!("{PASSPHRASE}\r\nen rad till\n"))).done();
}

#[test]
fn without_a_passphrase_and_a_terminal_nothing_is_done() {
    if is_absent("setsid", "--version") {
        return;
    }
    let office = Office::with_ledger();
    let drafts = case("drafts/short.jsonl");
    let mut program = office.program();
    program
        .arg("append")
        .arg(drafts)
        .args(["--key", "registrar-1"])
        .env_remove("TINGBOK_PASSPHRASE");
    // A terminal that controls the test would be asked; `setsid` leaves the program without one.
    let mut alone = Command::new("setsid");
    alone
        .arg("--wait")
        .arg(program.get_program())
        .args(program.get_args());
    alone
        .env_clear()
        .current_dir(office.path(""))
        .stdin(std::process::Stdio::null());
    alone.envs(
        program
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    run(&mut alone).refused(2, "no passphrase, and no terminal to ask for it on");
}

#[test]
fn a_new_key_never_has_an_empty_passphrase() {
    let office = Office::empty();
    let init = run(office.program().args(INIT).env("TINGBOK_PASSPHRASE", ""));
    init.refused(1, "the passphrase is empty");
    assert!(!office.ledger().exists() && !office.path("keys").exists());
}

#[test]
fn keys_never_lie_in_the_ledger() {
    let office = Office::empty();
    for place in ["ledger/keys", "ledger", "ledger/../ledger/keys"] {
        let init = run(office
            .program()
            .args(INIT)
            .env("TINGBOK_KEYS", office.path(place)));
        init.refused(1, "lies in the ledger");
    }
    assert!(!office.ledger().exists());
}

#[test]
fn by_default_keys_lie_in_the_configuration_folder() {
    let office = Office::empty();
    run(office.program().args(INIT).env_remove("TINGBOK_KEYS")).done();
    let place = office.path(".config/tingbok/keys/fjallmark.example+regionstyrelsen/root-1.pem");
    assert!(place.is_file());
    let elsewhere = Office::empty();
    let configured = elsewhere.path("c");
    let mut program = elsewhere.program();
    run(program
        .args(INIT)
        .env_remove("TINGBOK_KEYS")
        .env("XDG_CONFIG_HOME", &configured))
    .done();
    assert!(
        configured
            .join("tingbok/keys/fjallmark.example+regionstyrelsen/_log.pem")
            .is_file()
    );
}

#[test]
fn a_ledger_that_cannot_be_made_leaves_no_keys() {
    let office = Office::empty();
    std::fs::create_dir(office.ledger()).unwrap();
    office.file("ledger/something", "x");
    office.run(INIT).refused(1, "is not empty");
    assert!(!office.key("root-1").exists() && !office.key("registrar-1").exists());
    assert_eq!(std::fs::read_dir(office.ledger()).unwrap().count(), 1);

    // Keys that were there before are neither overwritten nor removed.
    let office = Office::empty();
    office.run(["key", "new", "registrar-1", "--log", ORIGIN]).done();
    let before = std::fs::read(office.key("registrar-1")).unwrap();
    office
        .run(INIT)
        .refused(1, "exists, and a key is never overwritten");
    assert_eq!(std::fs::read(office.key("registrar-1")).unwrap(), before);
    assert!(!office.key("root-1").exists() && !office.ledger().exists());
}

#[test]
fn standard_input_is_no_place_for_a_key_by_mistake() {
    // A passphrase piped in is not taken from standard input, where drafts may stand.
    let office = Office::with_ledger();
    let drafts = std::fs::read(case("drafts/short.jsonl")).unwrap();
    let ran = run_with_input(
        office.program().args(["append", "-", "--key", "registrar-1"]),
        &drafts,
    );
    assert_eq!(ran.done().out.lines().count(), 5);
}

/// Whether a program that a test works with is absent. Where everything is to be tested, it may not be.
#[expect(
    clippy::disallowed_methods,
    reason = "the environment says whether everything is to be tested"
)]
pub(crate) fn is_absent(program: &str, argument: &str) -> bool {
    if Command::new(program).arg(argument).output().is_ok() {
        return false;
    }
    assert!(std::env::var_os("CI").is_none(), "{program} is absent");
    say_not_run(&format!("{program} is absent"));
    true
}
