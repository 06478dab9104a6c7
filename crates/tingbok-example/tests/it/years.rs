//! Both years and the scaled one, under the rules.

use std::collections::BTreeSet;

use tingbok_example::{Act, Year, assembly_year, at_scale, board_year};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Rule, Verdict};

use crate::rehearsal::Rehearsal;

const SEEDS: [u64; 4] = [0, 1, 2025, u64::MAX];

/// A year by its name and what makes it from a seed.
type Maker = (&'static str, fn(u64) -> Year);

const YEARS: [Maker; 2] = [("board", board_year), ("assembly", assembly_year)];

#[test]
fn a_seed_makes_the_same_year_twice_and_another_seed_another() {
    for (_, year) in YEARS {
        assert_eq!(year(7), year(7));
        assert_ne!(year(7).acts, year(8).acts);
    }
}

#[test]
fn every_draft_is_an_event_with_an_id_of_its_own() {
    for (body, year) in YEARS {
        let mut ids = BTreeSet::new();
        for act in year(1).acts {
            let Act::Record { drafts, .. } = act else {
                continue;
            };
            for draft in drafts {
                draft
                    .event()
                    .unwrap_or_else(|error| panic!("{body}, {draft:?}: {error}"));
                assert!(ids.insert(draft.id.clone()), "{} is given twice", draft.id);
            }
        }
    }
}

#[test]
fn years_have_the_size_of_real_ones() {
    let entries = |year: Year| year.acts.iter().map(Act::entries).sum::<u64>();
    for seed in SEEDS {
        let board = entries(board_year(seed));
        assert!((3_000..9_000).contains(&board), "{board}");
        let assembly = entries(assembly_year(seed));
        assert!((1_500..9_000).contains(&assembly), "{assembly}");
    }
}

#[test]
fn every_rule_that_makes_findings_is_planted() {
    let planted: BTreeSet<Rule> = YEARS
        .iter()
        .flat_map(|(_, year)| year(1).planted)
        .map(|planted| planted.rule)
        .collect();
    let rules = Rule::ALL
        .iter()
        .filter(|rule| rule.verdict() != Verdict::Rejected);
    let missing: Vec<_> = rules.filter(|rule| !planted.contains(rule)).collect();
    assert_eq!(missing, Vec::<&Rule>::new());
}

#[test]
fn what_is_planted_is_found_and_nothing_besides() {
    for (body, year) in YEARS {
        for seed in SEEDS {
            let (planted, found) = audited(&year(seed));
            assert_eq!(found, planted, "{body}, seed {seed}");
        }
    }
}

#[test]
fn nothing_is_irregular_at_scale() {
    let year = board_year(1);
    let mut rehearsal = Rehearsal::new(year.keys);
    for act in at_scale(1, 10_000) {
        rehearsal.act(&act);
    }
    assert!(rehearsal.events >= 10_000);
    let found: Vec<_> = rehearsal
        .found
        .iter()
        .map(|found| found.finding.to_string())
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

/// What was planted and what was found, each as sorted lines.
fn audited(year: &Year) -> (Vec<String>, Vec<String>) {
    let mut rehearsal = Rehearsal::new(year.keys);
    for act in &year.acts {
        rehearsal.act(act);
    }
    let mut planted: Vec<String> = year
        .planted
        .iter()
        .map(|planted| {
            line(
                planted.rule,
                planted.place.paragraph,
                planted.place.draft.as_deref(),
            )
        })
        .collect();
    let mut found: Vec<String> = rehearsal
        .found
        .iter()
        .map(|found| {
            // Events that the rehearsal makes itself, compilations and signatures, have no draft.
            let draft = (!found.id.starts_with("00000000-")).then_some(found.id.as_str());
            line(found.finding.rule, found.paragraph, draft)
        })
        .collect();
    for outstanding in rehearsal.state.outstanding(year.audited_on) {
        found.push(line(outstanding.finding.rule, Some(outstanding.at), None));
    }
    planted.sort();
    found.sort();
    (planted, found)
}

fn line(rule: Rule, paragraph: Option<ParagraphRef>, draft: Option<&str>) -> String {
    let paragraph = paragraph.map_or_else(|| "-".to_owned(), |at| at.to_string());
    format!("{rule} § {paragraph} {}", draft.unwrap_or("-"))
}
