//! One case over two meetings: a letter that is registered when its paragraph is decided, and a later meeting that revises
//! the decision as the letter proposes. The fictional twin of the seeds, which is always run.

use std::path::Path;

use serde_json::{Value, json};

use crate::office::{Office, case, run};
use crate::seeds::{comes_back, record};

/// A paragraph of one year, and the later meeting that revises it.
pub(crate) struct Revision {
    /// The case of both, as printed.
    pub(crate) case: &'static str,
    /// The paragraph that is revised: year and number.
    pub(crate) paragraph: (u16, u32),
    /// The day of the later meeting, and its item.
    pub(crate) meeting: &'static str,
    pub(crate) item: u32,
    /// A day on which nothing is late, and one on which the later paragraph's adjustment is.
    pub(crate) day_after: &'static str,
    pub(crate) late: &'static str,
}

#[test]
fn a_fictional_letter_is_decided_as_a_revision() {
    let revision = Revision {
        case: "RS/118/2026",
        paragraph: (2026, 57),
        meeting: "2026-09-16",
        item: 131,
        day_after: "2026-09-17",
        late: "2026-12-31",
    };
    let (paragraph, letter) = (case("example/paragraf.txt"), case("example/revidering.txt"));
    // The letter refers to § 57, which is here, and to the assembly's § 96, which is not.
    assert_eq!(is_decided(&revision, &paragraph, &letter), [true, false]);
}

/// Records both documents and the later meeting; case file, minutes, trail and audit show the revision. Gives which of
/// the letter's references the ledger holds.
#[track_caller]
pub(crate) fn is_decided(revision: &Revision, paragraph: &Path, letter: &Path) -> Vec<bool> {
    let office = Office::with_ledger();
    record(&office, paragraph, &[]);
    record(&office, letter, &[]);
    let proposals = office.run(["replay", "--kind", "proposal.submitted"]).done();
    let points = proposals.json()["content"]["points"].clone();
    assert_eq!(points.as_array().unwrap().len(), 2);
    let file = office.file("mote.jsonl", revision.later_meeting(&points));
    let mut append = office.program();
    append
        .arg("append")
        .arg(&file)
        .args(["--key", "registrar-1", "--json"]);
    let answer = run(&mut append).done().json();
    assert_eq!(answer["findings"], json!([]), "{answer}");

    let name = revision.name();
    let case = office.run(["case", revision.case, "--json"]).done().json();
    let items = case["items"].as_array().unwrap();
    let (earlier, later) = (revision.earlier(), revision.later());
    let places: Vec<_> = items.iter().map(|item| item["paragraph"].clone()).collect();
    assert_eq!(places, [earlier.clone(), later.clone()]);
    assert_eq!(items[0]["revised_by"][0]["by"]["paragraph"], later);
    assert_eq!(items[1]["revises"][0]["paragraph"], earlier);
    assert_eq!(items[1]["decisions"][0]["points"].as_array().unwrap().len(), 2);

    let minutes = office.run(["minutes", &name]).done().out;
    let revised = format!(
        "ändrades genom § {}/{}, beslut d1",
        revision.item,
        revision.year()
    );
    assert!(minutes.contains(&revised), "{minutes}");
    let trail = office.run(["trail", &name]).done().out;
    assert!(trail.contains("ändrat beslut"), "{trail}");
    revision.is_audited(&office);
    comes_back(&office, &name, paragraph);
    comes_back(&office, revision.case, letter);
    let references = case["documents"][0]["references"].as_array().unwrap();
    let resolves = references.iter().map(|one| one["resolves"].as_bool().unwrap());
    resolves.collect()
}

impl Revision {
    fn name(&self) -> String {
        let (year, number) = self.paragraph;
        format!("{number}/{year}")
    }

    fn year(&self) -> &str {
        &self.meeting[..4]
    }

    fn earlier(&self) -> Value {
        let (year, number) = self.paragraph;
        json!({"year": year, "number": number})
    }

    fn later(&self) -> Value {
        json!({"year": self.year().parse::<u16>().unwrap(), "number": self.item})
    }

    /// The audit knows the later decision; one that the ledger does not hold it remarks on.
    #[track_caller]
    fn is_audited(&self, office: &Office) {
        let audit = |on: &str| office.run(["audit", "--on", on, "--json"]).done().json();
        let rules = |audit: &Value| -> Vec<String> {
            let all = ["findings", "outstanding"].map(|part| audit[part].as_array().unwrap().clone());
            let named =
                |one: Value| format!("{} {}", one["rule"].as_str().unwrap(), one["paragraph"]["number"]);
            all.into_iter().flatten().map(named).collect()
        };
        let (_, number) = self.paragraph;
        assert_eq!(rules(&audit(self.day_after)), [""; 0]);
        // The later paragraph is compiled by nobody: when its time is out the audit says so.
        let late = format!("adjusted-in-14-days {}", self.item);
        assert_eq!(rules(&audit(self.late)), [late]);
        let unknown = json!({"year": self.paragraph.0, "number": 294});
        let content = json!({"item": number, "by": {"paragraph": unknown}});
        let unknown = self.draft(&self.stream(), 9, "decision.revised/1", &content);
        office.append(&office.file("unknown.jsonl", unknown)).done();
        let unresolved = format!("revision-resolves {number}");
        assert_eq!(rules(&audit(self.day_after)), [unresolved]);
        let name = self.name();
        let page = [
            "audit",
            "--paragraph",
            &name,
            "--on",
            self.day_after,
            "--format",
            "html",
        ];
        assert!(office.run(page).done().out.contains("revision-resolves"));
    }

    /// The drafts of a meeting that decides as the letter proposes.
    fn later_meeting(&self, points: &Value) -> String {
        let (meeting, item) = (format!("meeting/{}", self.meeting), self.item);
        let adopted = json!({"effect": "approve", "proposal": "p1"});
        let numbered = points.as_array().unwrap().iter().zip(1..);
        let decided: Vec<Value> = numbered
            .map(|(text, number)| json!({"number": number, "text": text}))
            .collect();
        let in_meeting = [
            (
                "meeting.opened/1",
                json!({"chair": {"name": "Ingrid Sandvall", "party": "S"}}),
            ),
            (
                "adjusters.appointed/1",
                json!({"adjusters": [{"name": "Klara Nordin", "party": "M"}]}),
            ),
            (
                "item.opened/1",
                json!({"item": item, "title": ["Revidering av plan"], "case": self.case}),
            ),
            (
                "proposal.laid/1",
                json!({"item": item, "proposal": "p1", "points": points}),
            ),
            (
                "proposition.put/1",
                json!({"item": item, "proposition": "q1", "kind": "approve_or_reject", "proposal": "p1"}),
            ),
            (
                "proposition.found/1",
                json!({"item": item, "proposition": "q1", "carried": adopted}),
            ),
            (
                "decision.made/1",
                json!({"item": item, "decision": "d1", "proposition": "q1", "points": decided, "outcome": adopted}),
            ),
            ("item.closed/1", json!({"item": item})),
        ];
        let revised = json!({"item": self.paragraph.1, "by": {"paragraph": self.later(), "decision": "d1"}});
        let drafts = in_meeting.iter().zip(100..);
        let mut drafts: Vec<String> = drafts
            .map(|((kind, content), id)| self.draft(&meeting, id, kind, content))
            .collect();
        drafts.push(self.draft(&self.stream(), 99, "decision.revised/1", &revised));
        drafts.join("\n")
    }

    fn stream(&self) -> String {
        let (year, number) = self.paragraph;
        format!("paragraph/{year}/{number}")
    }

    fn draft(&self, stream: &str, id: u32, kind: &str, content: &Value) -> String {
        let id = format!("4f0b6c2a-7d31-4e58-9b0c-{id:012x}");
        json!({"id": id, "stream": stream, "kind": kind, "at": self.meeting, "content": content}).to_string()
    }
}
