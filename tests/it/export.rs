//! `export`, `verify export` and `import`: a copy that verifies without us, for the archive and for the public.

use std::path::{Path, PathBuf};

use crate::adjustment::adjusted;
use crate::office::{Office, Ran, run};

/// Who moves in § 71.
const NAME: &str = "Petra Lindahl";

/// An office whose § 71 is adjusted, with something withheld in it, and the root's vkey.
fn office() -> (Office, String) {
    let office = adjusted();
    office.enrol("archivist-1", "archivist", None);
    let entries = office.run(["replay"]).done().json_lines();
    let moved = entries
        .iter()
        .find(|entry| entry["kind"] == "motion.moved/1" && entry["content"]["mover"]["name"] == NAME);
    let index = moved.unwrap()["index"].to_string();
    let args = [
        "withhold",
        &index,
        "/mover/name",
        "--ground",
        "OSL 25:1",
        "--containing",
    ];
    office.run(args.iter().chain(&["--key", "archivist-1"])).done();
    let root = office.run(["vkey", "--root"]).done().out.trim().to_owned();
    (office, root)
}

fn export(office: &Office, name: &str, more: &[&str]) -> PathBuf {
    let folder = office.path(name);
    let args = ["export", folder.to_str().unwrap()];
    office.run(args.iter().chain(more)).done();
    folder
}

/// Verifies a copy where there is no ledger.
fn verify(folder: &Path, root: &str) -> Ran {
    let elsewhere = Office::empty();
    run(elsewhere.program().args([
        "verify",
        "export",
        folder.to_str().unwrap(),
        "--root",
        root,
        "--json",
    ]))
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "`{from}` in {}", path.display());
    let mut file = std::fs::File::create(path).unwrap();
    std::io::Write::write_all(&mut file, text.replacen(from, to, 1).as_bytes()).unwrap();
}

#[test]
fn a_copy_for_the_archive_is_a_ledger_again() {
    let (office, root) = office();
    let folder = export(&office, "arkiv", &[]);
    let report = verify(&folder, &root).done().json();
    assert_eq!(report["verdict"], "verified; history not witnessed", "{report}");
    assert_eq!(report["checked"]["withheld"], 0, "{report}");
    let page = std::fs::read_to_string(folder.join("minutes/2026-04-15.html")).unwrap();
    assert!(page.contains(NAME), "the archive gets everything");

    let ledger = office.path("restored");
    let import = |from: &Path, to: &Path| {
        let mut program = office.program();
        program.args(["import", from.to_str().unwrap(), "--root", &root]);
        run(program.args(["--ledger", to.to_str().unwrap()]))
    };
    import(&folder, &ledger).done();
    for part in ["checkpoint", "disclosures/000.jsonl"] {
        let same = |folder: &Path| std::fs::read(folder.join(part)).unwrap();
        assert_eq!(same(&ledger), same(&office.ledger()), "{part}");
    }
    import(&folder, &ledger).refused(1, "is not empty");
    // Whoever remembers more than the copy has is told by how much it is behind.
    let args = [
        "notice",
        "post",
        "71/2026",
        "--key",
        "registrar-1",
        "--on",
        "2026-04-20",
    ];
    office.run(args).done();
    let newer = office.ledger().join("checkpoint");
    let mut program = office.program();
    program.args([
        "import",
        folder.to_str().unwrap(),
        "--root",
        &root,
        "--since",
        newer.to_str().unwrap(),
    ]);
    run(program.args(["--ledger", office.path("behind").to_str().unwrap()]))
        .refused(3, "the copy is behind by 1 entries");
    // It goes on where the other ended, and knows its own checkpoint again.
    let args = [
        "notice",
        "post",
        "71/2026",
        "--key",
        "registrar-1",
        "--on",
        "2026-04-21",
    ];
    let mut program = office.program();
    run(program.args(args).args(["--ledger", ledger.to_str().unwrap()])).done();
    let since = folder.join("checkpoint");
    let mut program = office.program();
    program.args(["verify", "--root", &root, "--since", since.to_str().unwrap()]);
    let grown = run(program.args(["--ledger", ledger.to_str().unwrap()])).done();
    assert!(
        grown.out.contains("grown from the remembered checkpoint"),
        "{grown:?}"
    );
}

#[test]
fn a_copy_for_the_public_keeps_back_what_is_withheld() {
    let (office, root) = office();
    let folder = export(&office, "publik", &["--public"]);
    let report = verify(&folder, &root).done().json();
    assert!(report["checked"]["withheld"].as_u64().unwrap() > 3, "{report}");
    assert_eq!(report["findings"].as_array().unwrap().len(), 0, "{report}");
    let page = std::fs::read_to_string(folder.join("minutes/2026-04-15.html")).unwrap();
    assert!(page.contains("[sekretess, OSL 25:1]"), "{page}");
    let rows = std::fs::read_to_string(folder.join("disclosures/000.jsonl")).unwrap();
    assert!(rows.contains("\"path\":\"/mover/name\",\"withheld\":\"OSL 25:1\""));
    let mut program = office.program();
    program.args(["import", folder.to_str().unwrap(), "--root", &root]);
    run(program.args(["--ledger", office.path("new").to_str().unwrap()]))
        .refused(1, "are withheld from this copy");
    assert!(!office.path("new").exists());
    let args = ["export", folder.to_str().unwrap()];
    office.run(args).refused(1, "is not empty");
}

#[test]
fn whatever_is_changed_in_a_copy_is_named() {
    let (office, root) = office();
    type Change = fn(&Path);
    let changes: [(&str, Change, &str); 7] = [
        (
            "a page",
            |folder| replace(&folder.join("minutes/2026-04-15.html"), "ajbuss", "åg"),
            "minutes/2026-04-15.html",
        ),
        (
            "a key",
            |folder| std::fs::remove_file(folder.join("keys.json")).unwrap(),
            "keys.json",
        ),
        (
            "one more",
            |folder| drop(std::fs::File::create(folder.join("extra")).unwrap()),
            "extra",
        ),
        (
            "a value",
            |folder| replace(&folder.join("disclosures/000.jsonl"), "Klara", "Clara"),
            "disclosures/000.jsonl",
        ),
        (
            "the manifest",
            |folder| replace(&folder.join("SHA256SUMS"), "  keys", "  ../keys"),
            "SHA256SUMS",
        ),
        (
            "no manifest",
            |folder| std::fs::remove_file(folder.join("SHA256SUMS")).unwrap(),
            "SHA256SUMS",
        ),
        (
            "the checkpoint",
            |folder| replace(&folder.join("checkpoint"), "fjallmark", "fjallmork"),
            "checkpoint",
        ),
    ];
    for (number, (what, change, place)) in changes.into_iter().enumerate() {
        let folder = export(&office, &format!("copy-{number}"), &[]);
        if what == "a page" {
            let page = folder.join("minutes/2026-04-15.html");
            replace(&page, "Nattbuss", "Najbuss");
        }
        change(&folder);
        let failed = verify(&folder, &root);
        assert_eq!(failed.code, 3, "{what}: {failed:?}");
        let failures = failed.json()["failures"].to_string();
        assert!(
            failures.contains(&format!("\"place\":\"{place}\"")),
            "{what}: {failures}"
        );
        let mut program = office.program();
        program.args(["import", folder.to_str().unwrap(), "--root", &root]);
        let refused = run(program.args(["--ledger", office.path("none").to_str().unwrap()]));
        assert_eq!(refused.code, 3, "{what}: {refused:?}");
    }
    assert!(!office.path("none").exists());
    verify(&office.path("nowhere"), &root).refused(1, "not a ledger");
}
