//! The audit through the engine: what is irregular and where, what is outstanding, what was not judged and why.

use std::path::Path;

use tempfile::TempDir;
use tingbok_ledger::audit::{Audit, Counts, Irregularity, Scope, audit};
use tingbok_ledger::authoring::{NewClearLines, NewEvent};
use tingbok_ledger::verify::{Known, Progress};
use tingbok_ledger::{Ledger, ReadOnlyLog, verify};
use tingbok_procedure::content::Day;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Rule, Verdict};

use crate::adjusted::{AT, all_adjusted, met};
use crate::body::{Counted, enrolment, event, key, options, signed, signed_by};

fn audited(log: &ReadOnlyLog, on: &str, only: Option<Scope>) -> Audit {
    audit(log, on.parse().unwrap(), only, &mut |_| {}).unwrap()
}

fn rules(irregularities: &[Irregularity]) -> Vec<(Option<u64>, Rule)> {
    let of = |one: &Irregularity| (one.place.entry, one.rule);
    irregularities.iter().map(of).collect()
}

#[tokio::test]
async fn a_regular_meeting_has_no_findings_and_its_duties_their_days() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    let log = ReadOnlyLog::open(&root).unwrap();
    let mut steps = Vec::new();
    let mut watch = |progress: Progress| steps.push((progress.done, progress.total));
    let regular = audit(&log, "2026-03-16".parse().unwrap(), None, &mut watch).unwrap();
    assert!(regular.is_regular(), "{:?}", regular.findings);
    assert_eq!(steps, [(30, 30)]);
    assert_eq!((regular.size, regular.judged), (30, 24));
    assert_eq!((regular.not_judged.len(), regular.disputed.len()), (0, 0));

    // Adjusted on Friday the 13th, to be posted by Monday: on Tuesday the notice is late, and stands nowhere.
    let late = audited(&log, "2026-03-17", None);
    assert_eq!(rules(&late.outstanding), [(None, Rule::PostedInTime)]);
    let outstanding = &late.outstanding[0];
    assert_eq!(outstanding.place.paragraph, Some(AT));
    assert_eq!(outstanding.place.meeting.unwrap().to_string(), "2026-03-11");
    assert_eq!((late.counts.formal, late.findings.len()), (1, 0));
    let other = Scope::Paragraph(ParagraphRef { number: 58, ..AT });
    assert!(audited(&log, "2026-03-17", Some(other)).is_regular());
    assert_eq!(late, audited(&log, "2026-03-17", None));
}

/// A ledger in which somebody reserves after the meeting was closed, and a meeting of 2017 has an item and no roll call.
async fn irregular(root: &Path, entropy: &mut Counted) {
    let ledger = met(root, entropy).await;
    let reserved = "{\"item\":57,\"persons\":[{\"name\":\"Petra Lindahl\"}],\"decision\":\"d1\",\"text\":[\"Petra Lindahl reserverar sig.\"]}";
    let old = NewEvent {
        stream: "meeting/2017-05-03".to_owned(),
        at: "2017-05-03".to_owned(),
        ..event(entropy, "item.opened/1", "{\"item\":12,\"title\":[\"Budget\"]}")
    };
    let events = [event(entropy, "reservation.entered/1", reserved), old];
    let batch = signed(&ledger, entropy, &events);
    ledger.append(batch).await.unwrap();
    ledger.close().await.unwrap();
}

#[tokio::test]
async fn rules_that_are_not_known_are_said_to_judge_nothing() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    let mut entropy = Counted(1000);
    let ledger = met(&root, &mut entropy).await;
    let constituted = |entropy: &mut Counted, rules: &str| NewEvent {
        stream: "body".to_owned(),
        ..event(
            entropy,
            "body.constituted/1",
            &format!(r#"{{"name":"Regionstyrelsen","kind":"board","seats":15,"rule_set":"{rules}"}}"#),
        )
    };
    let events = [
        constituted(&mut entropy, "2017:725"),
        constituted(&mut entropy, "2009:47"),
    ];
    let batch = signed(&ledger, &mut entropy, &events);
    ledger.append(batch).await.unwrap();
    ledger.close().await.unwrap();
    let log = ReadOnlyLog::open(&root).unwrap();
    for only in [None, Some(Scope::Paragraph(AT))] {
        let [one] = audited(&log, "2026-03-12", only).not_judged.try_into().unwrap();
        assert_eq!(one.place.kind.as_deref(), Some("body.constituted/1"));
        assert_eq!(
            one.why,
            "the body names the rules `2009:47`, which are not known here: it is judged by `2017:725` all the same"
        );
    }
}

#[tokio::test]
async fn findings_name_entry_rule_and_section() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    let mut entropy = Counted(1000);
    irregular(&root, &mut entropy).await;
    let log = ReadOnlyLog::open(&root).unwrap();
    let all = audited(&log, "2026-03-12", None);
    assert_eq!(rules(&all.findings), [(Some(27), Rule::ReservationInTime)]);
    let finding = &all.findings[0];
    assert_eq!(
        (finding.verdict, finding.section, finding.place.paragraph),
        (Verdict::Formal, Some("4:27"), Some(AT))
    );
    let formal = Counts {
        formal: 1,
        ..Counts::default()
    };
    assert_eq!(all.counts, formal);
    let whys: Vec<(String, &str)> = all
        .not_judged
        .iter()
        .map(|one| (one.place.meeting.unwrap().to_string(), one.why.as_str()))
        .collect();
    let day = || "2017-05-03".to_owned();
    let [(first, older), (second, attendance)] = whys.as_slice() else {
        panic!("{whys:?}")
    };
    assert_eq!([first, second], [&day(), &day()]);
    assert!(
        older.contains("2018-01-01") && attendance.contains("quorum"),
        "{whys:?}"
    );

    // The same, asked of one meeting or one paragraph.
    let of = |only| audited(&log, "2026-03-12", Some(only));
    let meeting = |day: &str| Scope::Meeting(Day(day.parse().unwrap()));
    let ours = of(meeting("2026-03-11"));
    assert_eq!((&ours.findings, ours.not_judged.len()), (&all.findings, 0));
    assert_eq!(of(Scope::Paragraph(AT)).findings, all.findings);
    let other = of(meeting("2017-05-03"));
    assert_eq!((other.findings.len(), other.not_judged.len()), (0, 2));

    let json = serde_json::to_value(&all).unwrap();
    let finding = &json["findings"][0];
    assert_eq!(finding["rule"], "reservation-in-time");
    assert_eq!(
        (&finding["verdict"], &finding["section"]),
        (&"formal".into(), &"4:27".into())
    );
    assert_eq!(
        finding["paragraph"],
        serde_json::json!({"year": 2026, "number": 57})
    );
    assert_eq!(
        (&json["on"], &json["counts"]["formal"]),
        (&"2026-03-12".into(), &1.into())
    );
    drop(log);

    // Verification sees the same with the same rules.
    let report = verify(&root, Known::default(), &mut |_| {}).unwrap();
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|(entry, finding)| (Some(*entry), finding.rule))
        .collect();
    assert_eq!(found, rules(&all.findings));
}

#[tokio::test]
async fn what_a_revoked_key_signed_is_disputed() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("ledger");
    all_adjusted(&root).await;
    let ledger = Ledger::open(&root, options()).unwrap();
    let mut entropy = Counted(9000);
    let revoked = NewEvent {
        kind: "key.revoked/1".to_owned(),
        clear: NewClearLines {
            key: Some(key("adjuster-1").verifier_key().to_string()),
            until: Some(20),
            ..NewClearLines::default()
        },
        ..enrolment(&mut entropy, "adjuster-1", "adjuster", None)
    };
    let batch = signed_by("root-1", &ledger, &mut entropy, &[revoked]);
    ledger.append(batch).await.unwrap();
    ledger.close().await.unwrap();
    let log = ReadOnlyLog::open(&root).unwrap();
    let audit = audited(&log, "2026-03-14", None);
    let disputed: Vec<_> = audit
        .disputed
        .iter()
        .map(|one| (one.place.entry, one.handle.as_str(), one.revoked, one.until))
        .collect();
    assert_eq!(disputed, [(Some(29), "adjuster-1", 30, 20)]);
    assert_eq!(audit.disputed[0].place.paragraph, Some(AT));
    assert!(audit.is_regular(), "a dispute is a mark, and no finding");
}
