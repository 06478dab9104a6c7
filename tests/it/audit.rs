//! The audit and the views over the fictional year: what was planted is found and nothing besides, and everything that
//! is made from the log twice is the same twice.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tingbok_example::{ASSEMBLY_ORIGIN, BOARD_ORIGIN, Planted, Year, assembly_year, board_year};

use crate::office::{Office, Ran};
use crate::year::record;

/// An office whose ledger holds a year.
fn office(origin: &str, year: &Year) -> Office {
    let office = Office::empty();
    record(&office.ledger(), origin, year);
    office
}

/// An irregularity as `audit --json` has it: its rule, and the draft or the paragraph at which it is found.
fn found(one: &Value, ids: &[String]) -> String {
    let rule = one["rule"].as_str().unwrap();
    let kind = one["kind"].as_str().unwrap_or_default();
    let of_text = ["paragraph.compiled/1", "paragraph.adjusted/1"].contains(&kind);
    match one["entry"].as_u64().filter(|_| !of_text) {
        Some(entry) => format!("{rule} at {}", ids[usize::try_from(entry).unwrap()]),
        None => format!(
            "{rule} in {}/{}",
            one["paragraph"]["number"], one["paragraph"]["year"]
        ),
    }
}

fn planted(one: &Planted) -> String {
    match (&one.place.draft, one.place.paragraph) {
        (Some(draft), _) => format!("{} at {draft}", one.rule),
        (None, Some(at)) => format!("{} in {at}", one.rule),
        (None, None) => panic!("{one:?} is planted nowhere"),
    }
}

/// The audit finds exactly what was planted, and says of each where it stands and which section it touches.
#[track_caller]
fn finds_what_was_planted(office: &Office, year: &Year) {
    let on = year.audited_on.to_string();
    let audit = office.run(["audit", "--on", &on, "--json"]).done().json();
    let ids: Vec<String> = office
        .run(["log", "--json"])
        .done()
        .json_lines()
        .iter()
        .map(|entry| entry["id"].as_str().unwrap().to_owned())
        .collect();
    let all = |part: &str| audit[part].as_array().unwrap().clone();
    let irregular: Vec<Value> = all("findings").into_iter().chain(all("outstanding")).collect();
    // Lists and not sets: what is found twice is not what was planted once.
    let mut found: Vec<String> = irregular.iter().map(|one| found(one, &ids)).collect();
    let mut planted: Vec<String> = year.planted.iter().map(planted).collect();
    found.sort();
    planted.sort();
    assert_eq!(found, planted);
    let strict = office.run(["audit", "--on", &on, "--strict"]);
    assert_eq!(strict.code, 1);
    assert!(strict.err.starts_with("error: irregular: "), "{}", strict.err);
    let page = office.run(["audit", "--on", &on, "--format", "html"]).done().out;
    assert!(page.contains("<html lang=\"sv\">") && page.matches("<h1>").count() == 1);
    assert_eq!(page.matches("<dt>Funnet</dt><dd>").count(), irregular.len());
    for one in &irregular {
        let rule = one["rule"].as_str().unwrap();
        assert!(strict.out.contains(&format!("rule `{rule}`")), "{rule}");
        assert!(page.contains(&format!("<dd>{rule} (")), "{rule}");
        // Programs and the terminal have the English words, and the page the Swedish ones alone.
        let what = one["what"].as_str().unwrap();
        assert!(strict.out.contains(&format!("  {what}\n")), "{what}");
        assert!(!page.contains(&format!("<dd>{what}</dd>")), "{what}");
    }
}

/// Every view of the year in every form: what the command was, and what it printed.
fn views(office: &Office, year: &Year) -> Vec<(String, String)> {
    let on = year.audited_on.to_string();
    let meeting = year
        .planted
        .iter()
        .find_map(|one| one.place.meeting)
        .unwrap()
        .to_string();
    let member = office
        .run(["replay", "--kind", "member.elected"])
        .done()
        .json_lines()[0]["content"]["member"]
        .as_str()
        .unwrap()
        .to_owned();
    let directory = office
        .run(["notices", "--on", &on, "--all", "--json"])
        .done()
        .json();
    let all = directory["paragraphs"].as_array().unwrap();
    let case = all.iter().find_map(|one| one["case"].as_str()).unwrap();
    let some = all.iter().step_by(all.len() / 3);
    let name = |one: &Value| format!("{}/{}", one["paragraph"]["number"], one["paragraph"]["year"]);
    let mut commands: Vec<Vec<String>> = vec![
        words(&["due", "--on", &on]),
        words(&["notices", "--on", &on]),
        words(&["notices", "--on", &on, "--all"]),
        words(&["audit", "--on", &on]),
        words(&["minutes", "--meeting", &meeting]),
        words(&["member", &member]),
    ];
    commands.push(words(&["case", case]));
    for paragraph in some.map(name) {
        for view in ["minutes", "votes", "trail"] {
            commands.push(words(&[view, &paragraph]));
        }
    }
    let mut printed = Vec::new();
    for command in commands {
        for form in ["text", "html", "json"] {
            let args = command.iter().map(String::as_str).chain(["--format", form]);
            let Ran { out, .. } = office.run(args).done();
            printed.push((format!("{} --format {form}", command.join(" ")), out));
        }
    }
    printed
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Twice from the log, once with snapshots and once without anything derived: the same bytes.
#[track_caller]
fn views_are_the_same_twice(office: &Office, year: &Year) {
    let first = views(office, year);
    let again = views(office, year);
    for folder in ["views", "index"] {
        remove(&office.ledger().join(folder));
    }
    let anew = views(office, year);
    for ((first, again), anew) in first.iter().zip(&again).zip(&anew) {
        assert!(first == again && first == anew, "{} differs", first.0);
        assert!(!first.1.is_empty(), "{} is empty", first.0);
    }
    assert!(office.ledger().join("views").is_dir());
}

fn remove(folder: &Path) {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{error}"),
        _ => {}
    }
}

#[test]
fn the_boards_year_is_audited_and_shown() {
    let year = board_year(1);
    let office = office(BOARD_ORIGIN, &year);
    finds_what_was_planted(&office, &year);
    the_board_shows_its_day(&office, &year);
    views_are_the_same_twice(&office, &year);
}

#[test]
fn the_assemblys_year_is_audited_and_shown() {
    let year = assembly_year(2);
    let office = office(ASSEMBLY_ORIGIN, &year);
    finds_what_was_planted(&office, &year);
    views_are_the_same_twice(&office, &year);
}

/// The notice board of a year: what came down long ago is counted, and on a day nothing stands of a later one.
#[track_caller]
fn the_board_shows_its_day(office: &Office, year: &Year) {
    let show = |on: &str, more: &[&str]| {
        let args = ["notices", "--json", "--on", on].into_iter();
        office.run(args.chain(more.iter().copied())).done().json()
    };
    let count = |list: &Value| list["paragraphs"].as_array().unwrap().len() as u64;
    let end = year.audited_on.to_string();
    let (current, all) = (show(&end, &[]), show(&end, &["--all"]));
    let left_out = current["left_out"].as_u64().unwrap();
    assert!(left_out > 0 && count(&current) > 0, "{left_out}");
    assert_eq!(count(&current) + left_out, count(&all));
    assert_eq!(all["left_out"], 0);
    let on = all["paragraphs"][0]["times"]["posted"].as_str().unwrap();
    let early = show(on, &["--all"]);
    assert!(count(&early) > 0 && count(&early) < count(&all));
    for one in early["paragraphs"].as_array().unwrap() {
        let times = one["times"].as_object().unwrap().values();
        let days: Vec<&str> = times.filter_map(Value::as_str).collect();
        assert!(!days.is_empty() && days.iter().all(|day| *day <= on), "{one}");
    }
}

/// As of an earlier entry nothing is shown that came later.
#[test]
fn a_view_of_an_earlier_entry_is_what_it_was_then() {
    let office = Office::with_board();
    let show = |args: &[&str]| office.run(args).done().out;
    let before = show(&["notices", "--on", "2026-04-30", "--json"]);
    let last = (office.size() - 1).to_string();
    let minutes = show(&["minutes", "71"]);
    office
        .run(["compile", "71", "--key", "registrar-1", "--on", "2026-04-16"])
        .done();
    for handle in ["chair-1", "adjuster-1"] {
        office
            .run(["adjust", "71", "--yes", "--key", handle, "--on", "2026-04-20"])
            .done();
    }
    assert_ne!(show(&["notices", "--on", "2026-04-30", "--json"]), before);
    assert_eq!(
        show(&["notices", "--on", "2026-04-30", "--json", "--at", &last]),
        before
    );
    assert_ne!(show(&["minutes", "71"]), minutes);
    assert_eq!(show(&["minutes", "71", "--at", &last]), minutes);
}
