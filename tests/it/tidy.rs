//! The house rules that matter: file heads, which crate may know which, lengths, a README that is true.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Crates from the ground up: each may know those before it, and no other.
const CRATES: [&str; 11] = [
    "tingbok-tlog",
    "tingbok-record",
    "tingbok-procedure",
    "tingbok-minutes",
    "tingbok-example",
    "tingbok-transcribe",
    "tingbok-desk",
    "tingbok-extract",
    "tingbok-ledger",
    "tingbok-rehearsal",
    "tingbok",
];

/// What the pure crates must not reach, directly or through others.
const IMPURE: [&str; 6] = ["getrandom", "rand", "sled", "tempfile", "tokio", "uuid"];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

fn rust_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![repository().join("crates"), repository().join("tests")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}

#[test]
fn every_file_says_first_what_it_is() {
    let silent: Vec<_> = rust_files()
        .into_iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn nothing_is_left_to_do_in_the_source() {
    let marks = [
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
        ["XX", "X:"].concat(),
    ];
    for path in rust_files() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            !marks.iter().any(|mark| text.contains(mark.as_str())),
            "{}",
            path.display()
        );
    }
}

#[test]
fn files_stay_short_enough_to_read() {
    for path in rust_files()
        .into_iter()
        .filter(|path| path.components().any(|part| part.as_os_str() == "src"))
    {
        let text = fs::read_to_string(&path).unwrap();
        let own = text
            .split("\n#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .lines()
            .count();
        let is_test = path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "tests");
        assert!(is_test || own <= 450, "{} has {own} lines", path.display());
    }
}

/// What each package of the workspace needs to be built, all the way down.
fn closures() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            host().as_str(),
        ])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(
        metadata.status.success(),
        "{}",
        String::from_utf8_lossy(&metadata.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let names: BTreeMap<String, String> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (text(&package["id"]), text(&package["name"])))
        .collect();
    let needs = |node: &serde_json::Value| {
        let normal = |dep: &&serde_json::Value| {
            dep["dep_kinds"]
                .as_array()
                .unwrap()
                .iter()
                .any(|kind| kind["kind"].is_null())
        };
        node["deps"]
            .as_array()
            .unwrap()
            .iter()
            .filter(normal)
            .map(|dep| text(&dep["pkg"]))
            .collect::<Vec<_>>()
    };
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let graph: BTreeMap<String, Vec<String>> = nodes
        .iter()
        .map(|node| (text(&node["id"]), needs(node)))
        .collect();
    let closure = |start: &String| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![start.clone()]);
        while let Some(id) = next.pop() {
            next.extend(
                graph[&id]
                    .iter()
                    .filter(|dep| seen.insert((*dep).clone()))
                    .cloned(),
            );
        }
        seen.iter().map(|id| names[id].clone()).collect()
    };
    let ours = names.iter().filter(|(_, name)| CRATES.contains(&name.as_str()));
    ours.map(|(id, name)| (name.clone(), closure(id))).collect()
}

/// The platform that this test was built on: what other platforms need is not downloaded.
fn host() -> String {
    let version = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap()
        .to_owned()
}

#[test]
fn arrows_between_crates_point_only_downward() {
    let closures = closures();
    assert_eq!(closures.len(), CRATES.len());
    for (place, name) in CRATES.iter().enumerate() {
        let above: BTreeSet<_> = CRATES[place..].iter().map(|name| (*name).to_owned()).collect();
        let wrong: Vec<_> = closures[*name].intersection(&above).collect();
        assert!(wrong.is_empty(), "{name} knows {wrong:?}");
    }
    // Verification at record level needs these two crates and nothing of the meeting.
    let ours = closures["tingbok-record"]
        .iter()
        .filter(|name| name.starts_with("tingbok"));
    assert_eq!(ours.collect::<Vec<_>>(), ["tingbok-tlog"]);
    let ours = closures["tingbok-procedure"]
        .iter()
        .filter(|name| name.starts_with("tingbok"));
    assert_eq!(ours.count(), 0, "the procedure does not know what a hash is");
}

#[test]
fn the_pure_crates_reach_no_clock_disk_or_chance() {
    let closures = closures();
    for name in &CRATES[..7] {
        let impure: Vec<_> = IMPURE
            .iter()
            .filter(|other| closures[*name].contains(**other))
            .collect();
        assert!(impure.is_empty(), "{name} reaches {impure:?}");
    }
}

#[test]
fn the_readme_is_short_and_begins_with_its_two_commands() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    assert!(readme.lines().count() <= 150);
    let commands: Vec<&str> = readme
        .split("```sh\n")
        .skip(1)
        .filter_map(|block| block.lines().next())
        .collect();
    assert_eq!(
        commands[..2],
        ["cargo run --release -- demo", "cargo test --workspace"]
    );
    let ci = fs::read_to_string(repository().join(".ci/run")).unwrap();
    assert!(
        ci.contains(commands[1]),
        "what is run before a change lands is the README's test command"
    );
}

#[test]
fn links_in_the_documents_lead_somewhere() {
    let mut folders = vec![repository().join("docs")];
    let mut documents = vec![repository().join("README.md")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                documents.push(path);
            }
        }
    }
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let target = document
                .parent()
                .unwrap()
                .join(link.split('#').next().unwrap_or_default());
            assert!(target.exists(), "{}: {link}", document.display());
        }
    }
}

#[test]
fn the_specification_lists_every_kind_and_no_other() {
    let page = fs::read_to_string(repository().join("docs/spec/kinds.md")).unwrap();
    let rows = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let known: Vec<&str> = tingbok_procedure::Kind::ALL
        .iter()
        .map(|kind| kind.name())
        .collect();
    assert_eq!(rows.collect::<Vec<_>>(), known);
}

#[test]
fn the_schemas_in_the_specification_are_those_of_the_types() {
    let printed = Command::new(env!("CARGO_BIN_EXE_tingbok"))
        .arg("schema")
        .output()
        .unwrap();
    let kept = fs::read(repository().join("docs/spec/schemas.json")).unwrap_or_default();
    assert!(
        printed.status.success() && printed.stdout == kept,
        "docs/spec/schemas.json is not current: `cargo run -- schema > docs/spec/schemas.json`"
    );
}

/// The table in the guide, row by row: code, section, verdict, and the path of the test that shows the rule.
fn rows_of_rules() -> Vec<[String; 4]> {
    let page = fs::read_to_string(repository().join("docs/guides/rules.md")).unwrap();
    let (_, table) = page
        .split_once("| code | what it says | section | verdict | test |\n")
        .unwrap();
    let rows = table.lines().skip(1).take_while(|line| line.starts_with("| `"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [code, says, section, verdict, test] = cells[..] else {
            panic!("{line}");
        };
        assert!(says.ends_with('.'), "{line}");
        [code, section, verdict, test].map(|cell| cell.trim_matches('`').to_owned())
    };
    rows.map(row).collect()
}

#[test]
fn the_guide_lists_every_rule_and_no_other() {
    let said = rows_of_rules();
    let known = tingbok_procedure::Rule::ALL.iter().map(|rule| {
        let section = rule.section().unwrap_or_default();
        [rule.code(), section, rule.verdict().name()].map(ToOwned::to_owned)
    });
    let listed = said
        .iter()
        .map(|[code, section, verdict, _]| [code, section, verdict].map(ToOwned::to_owned));
    assert_eq!(listed.collect::<Vec<_>>(), known.collect::<Vec<_>>());
}

#[test]
fn every_rule_names_a_test_that_exists() {
    let source = repository().join("crates/tingbok-procedure/src");
    for [code, _, _, test] in rows_of_rules() {
        let (module, name) = test.rsplit_once("::").unwrap();
        let file = source.join(module.replace("::", "/")).with_extension("rs");
        let text =
            fs::read_to_string(&file).unwrap_or_else(|error| panic!("{code}: {}: {error}", file.display()));
        let test = format!("#[test]\nfn {name}() {{");
        let (_, body) = text
            .split_once(&test)
            .unwrap_or_else(|| panic!("{code}: no test `{name}`"));
        let body = body.split("\n}\n").next().unwrap_or_default();
        // Helpers of the module may say the code for several of its tests.
        assert!(
            body.contains(code.as_str()) || text.contains(&format!("(rule `{code}`")),
            "{code}: `{name}` does not speak of it"
        );
    }
}
