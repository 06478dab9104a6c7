//! The fictional year through the engine: every planted irregularity is found and none besides, whatever is folded
//! twice is the same twice, and every paragraph that was signed here verifies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tingbok_example::{ASSEMBLY_ORIGIN, Act, BOARD_ORIGIN, Year, assembly_year, board_year};
use tingbok_ledger::audit::{Audit, Irregularity, audit};
use tingbok_ledger::authoring::{Authoring, NewClearLines, NewEvent};
use tingbok_ledger::create::{Creation, Entropy};
use tingbok_ledger::paragraph::ParagraphState;
use tingbok_ledger::submission::Signed;
use tingbok_ledger::verify::{CheckOf, Outcome, Wanted};
use tingbok_ledger::view::{logged, project};
use tingbok_ledger::{Ledger, Options, ReadOnlyLog, Snapshots, create, verify, verify_paragraph};
use tingbok_minutes::Projection;
use tingbok_minutes::directory::Directory;
use tingbok_minutes::notice_board::NoticeBoard;
use tingbok_minutes::renderer::Renderer;
use tingbok_procedure::content::{Compiled, Content, ParagraphAdjusted, ParagraphNo, Source};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Draft, Role};
use tingbok_record::event::{EventId, SignedEvent};
use tingbok_record::json::parse;
use tingbok_tlog::key::SignerKey;

use crate::body::{Counted, clock};

/// Records a year: whoever keeps the ledger signs, compiles and adjusts.
struct Clerk {
    ledger: Ledger,
    keys: BTreeMap<String, SignerKey>,
    entropy: Counted,
    /// The newest text of each paragraph, as its signers name it.
    compiled: BTreeMap<ParagraphRef, Compiled>,
}

fn key(origin: &str, handle: &str) -> SignerKey {
    let name = if handle == "log" {
        origin.to_owned()
    } else {
        format!("{origin}/{handle}")
    };
    SignerKey::from_seed(name.parse().unwrap(), &Sha256::digest(handle).into())
}

impl Clerk {
    async fn begin(root: &Path, origin: &str, year: &Year) -> Self {
        let mut entropy = Counted(0);
        let (root_key, log, registrar) = (key(origin, "root-1"), key(origin, "log"), key(origin, "first-1"));
        let creation = Creation {
            origin,
            body: &year.body,
            root: &root_key,
            log: &log,
            registrar: &registrar,
            at: "2025-12-01",
            now: "2026-03-11T11:00:00Z".parse().unwrap(),
        };
        create(root, &creation, &mut entropy).unwrap();
        let options = Options {
            log_key: key(origin, "log"),
            clock: clock(),
            purpose: "test".to_owned(),
        };
        let mut clerk = Self {
            ledger: Ledger::open(root, options).unwrap(),
            keys: BTreeMap::from([("root-1".to_owned(), root_key)]),
            entropy,
            compiled: BTreeMap::new(),
        };
        for enrolled in year.keys {
            let own = key(origin, enrolled.handle);
            let mut roles: Vec<String> = enrolled.roles.iter().map(Role::to_string).collect();
            roles.sort();
            let clear = NewClearLines {
                key: Some(own.verifier_key().to_string()),
                roles,
                until: None,
            };
            let content = format!("{{\"holder\":{{\"name\":\"{}\"}}}}", enrolled.holder);
            let id = clerk.entropy.id();
            let new = new(id, "ledger", "key.enrolled/1", "2025-12-01", &content, clear);
            clerk.append("root-1", &[new]).await;
            clerk.keys.insert(enrolled.handle.to_owned(), own);
        }
        clerk
    }

    async fn act(&mut self, act: &Act) {
        match act {
            Act::Record { by, drafts } => {
                let events: Vec<_> = drafts.iter().map(drafted).collect();
                self.append(by, &events).await;
            }
            Act::Compile { at, on } => {
                let state = ParagraphState::read(self.ledger.lookup(), *at).unwrap().unwrap();
                let text = state.compile(Renderer::V2).unwrap();
                let stream = format!("paragraph/{}/{}", at.year, at.number);
                let new = self.content(&stream, &on.to_string(), &text.into());
                let signed = self.append("registrar-1", std::slice::from_ref(&new)).await;
                let event = SignedEvent::parse(&signed[0].event).unwrap();
                let digest = Sha256::digest(event.text());
                let named = Compiled {
                    id: new.id.to_string(),
                    sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
                };
                self.compiled.insert(*at, named);
            }
            Act::Adjust {
                at,
                role,
                by,
                person,
                on,
            } => {
                let adjusted = ParagraphAdjusted {
                    item: ParagraphNo(at.number),
                    role: *role,
                    person: person.clone(),
                    compiled: self.compiled[at].clone(),
                };
                let stream = format!("paragraph/{}/{}/{by}", at.year, at.number);
                let new = self.content(&stream, &on.to_string(), &adjusted.into());
                self.append(by, &[new]).await;
            }
        }
    }

    fn content(&mut self, stream: &str, at: &str, content: &Content) -> NewEvent {
        let value = content.to_value(&Source::default()).to_string();
        let id = self.entropy.id();
        new(
            id,
            stream,
            content.kind().name(),
            at,
            &value,
            NewClearLines::default(),
        )
    }

    async fn append(&mut self, by: &str, events: &[NewEvent]) -> Vec<Signed> {
        let mut authoring = Authoring::new(self.ledger.lookup(), vec![&self.keys[by]]);
        let entropy = &mut self.entropy;
        let batch: Vec<_> = events
            .iter()
            .map(|event| authoring.sign(event, || entropy.salt()).unwrap())
            .collect();
        if let Err(refused) = self.ledger.append(batch.clone()).await {
            let kinds: Vec<_> = events.iter().map(|event| (&event.stream, &event.kind)).collect();
            panic!("{refused}: {kinds:?}");
        }
        batch
    }
}

fn drafted(draft: &Draft) -> NewEvent {
    let id = EventId::parse(&draft.id).unwrap();
    let content = draft.content.to_string();
    new(
        id,
        &draft.stream,
        &draft.kind,
        &draft.at,
        &content,
        NewClearLines::default(),
    )
}

fn new(id: EventId, stream: &str, kind: &str, at: &str, content: &str, clear: NewClearLines) -> NewEvent {
    NewEvent {
        id,
        stream: stream.to_owned(),
        kind: kind.to_owned(),
        at: at.to_owned(),
        content: parse(content).unwrap(),
        clear,
    }
}

/// What is irregular, by rule and place: the event where it is one's.
fn found(log: &ReadOnlyLog, audit: &Audit) -> BTreeSet<String> {
    let said = |one: &Irregularity| {
        let event = one
            .place
            .entry
            .and_then(|entry| logged(log, entry).unwrap().event().cloned());
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
    let mut clerk = Clerk::begin(&root, origin, year).await;
    let snapshots = Snapshots::in_folder(&root);
    for (place, act) in year.acts.iter().enumerate() {
        clerk.act(act).await;
        if place == year.acts.len() / 2 {
            project::<Directory>(clerk.ledger.log(), &snapshots, None).unwrap();
            project::<NoticeBoard>(clerk.ledger.log(), &snapshots, None).unwrap();
        }
    }
    clerk.ledger.close().await.unwrap();

    let log = ReadOnlyLog::open(&root).unwrap();
    folded_twice::<Directory>(&log, &snapshots);
    folded_twice::<NoticeBoard>(&log, &snapshots);
    let audit = audit(&log, year.audited_on, None, &mut |_| {}).unwrap();
    let found = found(&log, &audit);
    let planted: BTreeSet<String> = year
        .planted
        .iter()
        .map(|one| named(one.rule.code(), one.place.paragraph, one.place.draft.clone()))
        .collect();
    let not_found: Vec<_> = planted.difference(&found).collect();
    let besides: Vec<_> = found.difference(&planted).collect();
    assert!(
        not_found.is_empty() && besides.is_empty(),
        "not found {not_found:?}, besides {besides:?}"
    );
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

/// The whole ledger, and some of its paragraphs: each reads the whole log again.
fn verified(root: &Path, origin: &str, adjusted: &BTreeSet<ParagraphRef>) {
    let anchor = key(origin, "root-1").verifier_key().to_string();
    let report = verify(root, Some(&anchor), &mut |_| {}).unwrap();
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
async fn the_boards_year_is_irregular_where_it_was_planted() {
    through_the_engine(BOARD_ORIGIN, &board_year(1)).await;
}

#[tokio::test]
async fn the_assemblys_year_is_irregular_where_it_was_planted() {
    through_the_engine(ASSEMBLY_ORIGIN, &assembly_year(1)).await;
}
