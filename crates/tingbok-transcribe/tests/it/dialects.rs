//! Fictional paragraphs in the ways that many houses write, held against what a careful reader counts in them.
//!
//! Each file holds a trap or two. What the reading misses is listed, so that a change shows what it gains and loses.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::counts::Counts;
use crate::reading::{assert_admissible, assert_covered, findings, options, read, repository};

#[test]
fn what_a_careful_reader_counts() {
    let mut score = Score::default();
    for path in cases() {
        let source = std::fs::read(path.with_extension("txt")).unwrap();
        let wanted: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let mut options = options();
        options.meeting = Some("2024-01-24".parse().unwrap());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let read = match read(&source, &options) {
            Ok(read) => read,
            Err(error) => {
                score.miss(&name, 0, "text", "read", &error.to_string());
                continue;
            }
        };
        assert_covered(&source, &read);
        assert_admissible(&read);
        findings(&read);
        let paragraphs = wanted["paragraphs"].as_array().unwrap();
        for paragraph in paragraphs {
            let number = u32::try_from(paragraph["paragraph"].as_u64().unwrap_or(0)).unwrap();
            score.compare(&name, number, paragraph, &Counts::of_paragraph(&read, number));
        }
    }
    println!(
        "{} of {} counts agree",
        score.right,
        score.right + score.missed.len()
    );
    for line in &score.missed {
        println!("{line}");
    }
    assert!(
        score.missed.len() <= MISSED_MAX,
        "{} counts are missed",
        score.missed.len()
    );
}

/// How many counts may be missed: it only ever gets smaller.
const MISSED_MAX: usize = 50;

#[derive(Default)]
struct Score {
    right: usize,
    missed: Vec<String>,
}

impl Score {
    fn compare(&mut self, name: &str, number: u32, wanted: &Value, counts: &Counts) {
        let empty = Vec::new();
        let votes = wanted["votes"].as_array().unwrap_or(&empty);
        let (sums, ballots) = wanted_votes(votes);
        let (tallies, cast) = read_votes(counts);
        let reservations = wanted["reservations"].as_array().unwrap_or(&empty).iter();
        let reservations: Vec<String> = reservations
            .map(|entry| format!("{} [{}]", names(&entry["persons"]), names(&entry["parties"])))
            .collect();
        let both = |persons: &str, parties: &str| {
            format!("{} [{}]", names(&wanted[persons]), names(&wanted[parties]))
        };
        let number_of = |what: &str| wanted[what].to_string();
        for (what, wanted, read) in [
            ("tallies", sums, tallies),
            ("ballots", ballots, cast),
            ("demanded", number_of("demanded"), counts.demanded.to_string()),
            ("movers", names(&wanted["movers"]), joined(&counts.movers)),
            ("joined", names(&wanted["joined"]), joined(&counts.joined)),
            (
                "reservations",
                reservations.join(" / "),
                groups(&counts.reservations),
            ),
            (
                "declined",
                both("declined", "declined_parties"),
                together(&counts.declined),
            ),
            ("recusals", names(&wanted["recusals"]), joined(&counts.recused)),
            (
                "statements",
                both("statements", "statement_parties"),
                together(&counts.stated),
            ),
            (
                "adjournments",
                number_of("adjournments"),
                counts.adjourned.to_string(),
            ),
        ] {
            self.hold(name, number, what, &wanted, &read);
        }
    }

    fn hold(&mut self, name: &str, number: u32, what: &str, wanted: &str, read: &str) {
        if wanted == read {
            self.right += 1;
        } else {
            self.miss(name, number, what, wanted, read);
        }
    }

    fn miss(&mut self, name: &str, number: u32, what: &str, wanted: &str, read: &str) {
        self.missed.push(format!(
            "{name} § {number} {what}: wanted `{wanted}`, read `{read}`"
        ));
    }
}

/// The sums and the ballots of votes, as a reader has them.
fn wanted_votes(votes: &[Value]) -> (String, String) {
    let sums = votes
        .iter()
        .map(|vote| format!("{}-{}-{}", vote["yes"], vote["no"], vote["abstain"]));
    let sums: Vec<String> = sums.collect();
    let named = |vote: &Value, side: &str| names(&vote["ballots"][side]);
    let ballots = votes.iter().map(|vote| {
        format!(
            "ja {}; nej {}; avstår {}",
            named(vote, "yes"),
            named(vote, "no"),
            named(vote, "abstain")
        )
    });
    let ballots: Vec<String> = ballots.collect();
    (sums.join(" "), ballots.join(" / "))
}

/// The same of what was read. A vote without a count was demanded and not held.
fn read_votes(counts: &Counts) -> (String, String) {
    let held = || counts.votes.iter().filter_map(|vote| Some((vote, vote.sums?)));
    let sums: Vec<String> = held()
        .map(|(_, (yes, no, abstain))| format!("{yes}-{no}-{abstain}"))
        .collect();
    let cast = held().map(|(vote, _)| {
        format!(
            "ja {}; nej {}; avstår {}",
            joined(&vote.yes),
            joined(&vote.no),
            joined(&vote.abstain)
        )
    });
    let cast: Vec<String> = cast.collect();
    (sums.join(" "), cast.join(" / "))
}

fn cases() -> Vec<PathBuf> {
    let folder = repository().join("tests/cases/dialects");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    cases.sort();
    assert!(cases.len() > 40);
    cases
}

fn names(list: &Value) -> String {
    let empty = Vec::new();
    let names = list.as_array().unwrap_or(&empty).iter();
    joined(
        &names
            .map(|name| name.as_str().unwrap_or_default().to_owned())
            .collect(),
    )
}

fn joined(names: &BTreeSet<String>) -> String {
    names.iter().cloned().collect::<Vec<_>>().join(", ")
}

fn groups(all: &[(BTreeSet<String>, Vec<String>)]) -> String {
    let parties = |parties: &[String]| joined(&parties.iter().map(|party| party.to_uppercase()).collect());
    let shown = all
        .iter()
        .map(|(persons, of)| format!("{} [{}]", joined(persons), parties(of)));
    shown.collect::<Vec<_>>().join(" / ")
}

fn together(all: &[(BTreeSet<String>, Vec<String>)]) -> String {
    let persons: BTreeSet<String> = all
        .iter()
        .flat_map(|(persons, _)| persons.iter().cloned())
        .collect();
    let parties: BTreeSet<String> = all
        .iter()
        .flat_map(|(_, parties)| parties.iter().map(|party| party.to_uppercase()))
        .collect();
    format!("{} [{}]", joined(&persons), joined(&parties))
}
