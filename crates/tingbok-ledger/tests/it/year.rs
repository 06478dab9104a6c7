//! The assembly's fictional year through the engine (the board's goes through the command line): every planted irregularity is found and none besides, whatever is folded
//! twice is the same twice, and every paragraph that was signed here verifies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tempfile::TempDir;
use tingbok_example::{ASSEMBLY_ORIGIN, Act, Year, assembly_year};
use tingbok_ledger::audit::{Audit, Irregularity, audit};
use tingbok_ledger::verify::{CheckOf, Known, Outcome, Wanted};
use tingbok_ledger::view::{logged, project};
use tingbok_ledger::{Ledger, Masks, ReadOnlyLog, Snapshots, verify, verify_paragraph};
use tingbok_minutes::Projection;
use tingbok_minutes::directory::Directory;
use tingbok_minutes::notice_board::NoticeBoard;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Finding};
use tingbok_rehearsal::{Clerk, key};

/// What is irregular, by rule and place: the event where it is one's.
fn found(log: &ReadOnlyLog, audit: &Audit) -> Vec<String> {
    let said = |one: &Irregularity| {
        let event = one
            .place
            .entry
            .and_then(|entry| logged(log, entry, &Masks::default()).unwrap().event().cloned());
        let drafted = event.filter(|event| {
            !matches!(
                event.content,
                Content::ParagraphCompiled(_) | Content::ParagraphAdjusted(_)
            )
        });
        named(
            one.rule.code(),
            one.place.paragraph,
            drafted.map(|event| event.id),
        )
    };
    audit
        .findings
        .iter()
        .chain(&audit.outstanding)
        .map(said)
        .collect()
}

fn named(rule: &str, paragraph: Option<ParagraphRef>, draft: Option<String>) -> String {
    match (draft, paragraph) {
        (Some(draft), _) => format!("{rule} at {draft}"),
        (None, Some(at)) => format!("{rule} in § {at}"),
        (None, None) => rule.to_owned(),
    }
}

fn folded_twice<P: Projection>(log: &ReadOnlyLog, snapshots: &Snapshots) {
    let bytes =
        |snapshots: &Snapshots| serde_json::to_vec(&project::<P>(log, snapshots, None).unwrap()).unwrap();
    let whole = bytes(&Snapshots::none());
    // With the snapshot that stood in the middle of the year, and with the one that was made of it.
    assert_eq!(bytes(snapshots), whole, "{}", P::NAME);
    assert_eq!(bytes(snapshots), whole, "{}", P::NAME);
}

async fn through_the_engine(origin: &str, year: &Year) {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    let now = "2026-11-01T09:00:00Z".parse().unwrap();
    let mut clerk = Clerk::begin(&root, origin, &year.body, year.keys, now)
        .await
        .unwrap();
    let snapshots = Snapshots::in_folder(&root);
    let mut told = BTreeSet::new();
    for (place, act) in year.acts.iter().enumerate() {
        for receipt in clerk.act(act).await.unwrap() {
            let findings = receipt.findings.into_iter();
            told.extend(findings.map(|finding| (Some(receipt.index), finding.to_string())));
        }
        if place == year.acts.len() / 2 {
            project::<Directory>(clerk.ledger().log(), &snapshots, None).unwrap();
            project::<NoticeBoard>(clerk.ledger().log(), &snapshots, None).unwrap();
        }
    }
    of_each_case(clerk.ledger(), year);
    clerk.close().await.unwrap();

    let log = ReadOnlyLog::open(&root).unwrap();
    folded_twice::<Directory>(&log, &snapshots);
    folded_twice::<NoticeBoard>(&log, &snapshots);
    let audit = audit(&log, year.audited_on, None, &mut |_| {}).unwrap();
    // Whoever records is told what the audit finds, though only some streams are held then.
    let audited = audit.findings.iter().map(|one| {
        let finding = Finding {
            rule: one.rule,
            section: one.section,
            what: one.what.clone(),
            expected: one.expected.clone(),
            beside: Vec::new(),
        };
        (one.place.entry, finding.to_string())
    });
    assert_eq!(told, audited.collect());
    // Lists and not sets: what is found twice is not what was planted once.
    let mut found = found(&log, &audit);
    let mut planted: Vec<String> = year
        .planted
        .iter()
        .map(|one| named(one.rule.code(), one.place.paragraph, one.place.draft.clone()))
        .collect();
    found.sort();
    planted.sort();
    assert_eq!(found, planted);
    assert_eq!(audit.counts.rejected, 0);

    let directory: Directory = project(&log, &snapshots, None).unwrap();
    let adjusted: BTreeSet<ParagraphRef> = year
        .acts
        .iter()
        .filter_map(|act| {
            if let Act::Adjust { at, .. } = act {
                Some(*at)
            } else {
                None
            }
        })
        .collect();
    assert!(adjusted.iter().all(|at| directory.paragraph(*at).is_some()));
    drop(log);
    verified(&root, origin, &adjusted);
}

/// The meetings of every case, as the lookup finds them, are those that the year holds.
fn of_each_case(ledger: &Ledger, year: &Year) {
    let mut meetings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for act in &year.acts {
        let Act::Record { drafts, .. } = act else {
            continue;
        };
        for draft in drafts.iter().filter(|draft| draft.kind == "item.opened/1") {
            if let Some(case) = draft.content["case"].as_str() {
                let streams = meetings.entry(case.to_owned()).or_default();
                streams.insert(draft.stream.clone());
            }
        }
    }
    assert!(
        meetings.values().any(|streams| streams.len() == 2),
        "a case that comes back"
    );
    for (case, streams) in meetings {
        let found = ledger.lookup().meetings_of_case(&case).unwrap();
        let found: BTreeSet<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, streams, "{case}");
    }
}

/// The whole ledger, and some of its paragraphs: each reads the whole log again.
fn verified(root: &Path, origin: &str, adjusted: &BTreeSet<ParagraphRef>) {
    let anchor = key(origin, "root-1").unwrap().verifier_key().to_string();
    let report = verify(root, Known::root(Some(&anchor)), &mut |_| {}).unwrap();
    assert!(report.ok(), "{:?}", report.failures);
    for at in adjusted.iter().step_by(adjusted.len() / 4) {
        let wanted = Wanted {
            number: at.number,
            year: Some(at.year),
        };
        let report = verify_paragraph(root, wanted, Some(&anchor), &mut |_| {}).unwrap();
        let failed: Vec<_> = report.failures().collect();
        assert!(
            failed.iter().all(|check| check.what == CheckOf::Adjusted),
            "{failed:?}"
        );
        let text = report
            .checks
            .iter()
            .find(|check| check.what == CheckOf::Text)
            .unwrap();
        assert_eq!(text.outcome, Outcome::Holds, "{}", text.detail);
    }
}

#[tokio::test]
async fn the_assemblys_year_is_irregular_where_it_was_planted() {
    through_the_engine(ASSEMBLY_ORIGIN, &assembly_year(1)).await;
}
