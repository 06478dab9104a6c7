//! Fictional paragraphs in the ways that many houses write, held against what a careful reader counts in them.
//!
//! Each file holds a trap or two. What the reading misses is listed, so that a change shows what it gains and loses.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::counts::Counts;
use crate::reading::{assert_admissible, assert_covered, options, read, repository};

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
        let paragraphs = wanted["paragraphs"].as_array().unwrap();
        for paragraph in paragraphs {
            let number = u32::try_from(paragraph["paragraph"].as_u64().unwrap_or(0)).unwrap();
            score.compare(&name, number, paragraph, &Counts::of_paragraph(&read, number));
        }
    }
    println!("{} of {} counts agree", score.right, score.right + score.missed.len());
    for line in &score.missed {
        println!("{line}");
    }
    assert!(score.missed.len() <= MISSED_MAX, "{} counts are missed", score.missed.len());
}

/// How many counts may be missed: it only ever gets smaller.
const MISSED_MAX: usize = 1000;

#[derive(Default)]
struct Score {
    right: usize,
    missed: Vec<String>,
}

impl Score {
    fn compare(&mut self, name: &str, number: u32, wanted: &Value, counts: &Counts) {
        let empty = Vec::new();
        let votes = wanted["votes"].as_array().unwrap_or(&empty);
        let sums: Vec<String> = votes
            .iter()
            .map(|vote| format!("{}-{}-{}", vote["yes"], vote["no"], vote["abstain"]))
            .collect();
        let read: Vec<String> = counts
            .votes
            .iter()
            .filter_map(|vote| vote.sums.map(|(yes, no, abstain)| format!("{yes}-{no}-{abstain}")))
            .collect();
        self.hold(name, number, "tallies", &sums.join(" "), &read.join(" "));
        let named = |vote: &Value, side: &str| names(&vote["ballots"][side]);
        let ballots: Vec<String> = votes
            .iter()
            .map(|vote| format!("ja {}; nej {}; avstår {}", named(vote, "yes"), named(vote, "no"), named(vote, "abstain")))
            .collect();
        let counted = counts.votes.iter().filter(|vote| vote.sums.is_some());
        let cast: Vec<String> = counted
            .map(|vote| format!("ja {}; nej {}; avstår {}", joined(&vote.yes), joined(&vote.no), joined(&vote.abstain)))
            .collect();
        self.hold(name, number, "ballots", &ballots.join(" / "), &cast.join(" / "));
        self.hold(name, number, "demanded", &wanted["demanded"].to_string(), &counts.demanded.to_string());
        self.hold(name, number, "movers", &names(&wanted["movers"]), &joined(&counts.movers));
        self.hold(name, number, "joined", &names(&wanted["joined"]), &joined(&counts.joined));
        let reservations = wanted["reservations"].as_array().unwrap_or(&empty).iter();
        let reservations: Vec<String> = reservations
            .map(|entry| format!("{} [{}]", names(&entry["persons"]), names(&entry["parties"])))
            .collect();
        self.hold(name, number, "reservations", &reservations.join(" / "), &groups(&counts.reservations));
        let declined = format!("{} [{}]", names(&wanted["declined"]), names(&wanted["declined_parties"]));
        self.hold(name, number, "declined", &declined, &together(&counts.declined));
        self.hold(name, number, "recusals", &names(&wanted["recusals"]), &joined(&counts.recused));
        let stated = format!("{} [{}]", names(&wanted["statements"]), names(&wanted["statement_parties"]));
        self.hold(name, number, "statements", &stated, &together(&counts.stated));
        self.hold(name, number, "adjournments", &wanted["adjournments"].to_string(), &counts.adjourned.to_string());
    }

    fn hold(&mut self, name: &str, number: u32, what: &str, wanted: &str, read: &str) {
        if wanted == read {
            self.right += 1;
        } else {
            self.miss(name, number, what, wanted, read);
        }
    }

    fn miss(&mut self, name: &str, number: u32, what: &str, wanted: &str, read: &str) {
        self.missed.push(format!("{name} § {number} {what}: wanted `{wanted}`, read `{read}`"));
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = repository().join("tests/cases/dialects");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
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
    joined(&names.map(|name| name.as_str().unwrap_or_default().to_owned()).collect())
}

fn joined(names: &BTreeSet<String>) -> String {
    names.iter().cloned().collect::<Vec<_>>().join(", ")
}

fn groups(all: &[(BTreeSet<String>, Vec<String>)]) -> String {
    let parties = |parties: &[String]| joined(&parties.iter().map(|party| party.to_uppercase()).collect());
    let shown = all.iter().map(|(persons, of)| format!("{} [{}]", joined(persons), parties(of)));
    shown.collect::<Vec<_>>().join(" / ")
}

fn together(all: &[(BTreeSet<String>, Vec<String>)]) -> String {
    let persons: BTreeSet<String> = all.iter().flat_map(|(persons, _)| persons.iter().cloned()).collect();
    let parties: BTreeSet<String> = all.iter().flat_map(|(_, parties)| parties.iter().map(|party| party.to_uppercase())).collect();
    format!("{} [{}]", joined(&persons), joined(&parties))
}
