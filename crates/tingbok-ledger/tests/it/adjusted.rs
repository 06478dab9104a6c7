//! A meeting with one item that is voted on, its text compiled and signed: what the tests of adjustment start from.

use std::path::Path;

use tingbok_ledger::authoring::NewEvent;
use tingbok_ledger::ledger::AppendError;
use tingbok_ledger::paragraph::ParagraphState;
use tingbok_ledger::receipt::Receipt;
use tingbok_ledger::{Ledger, authoring::NewClearLines};
use tingbok_minutes::renderer::Renderer;
use tingbok_procedure::content::{Compiled, Source};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Finding};
use tingbok_record::event::EventId;
use tingbok_record::json::parse;

use crate::body::{Counted, enrolment, event, made, options, signed, signed_by};

pub(crate) const AT: ParagraphRef = ParagraphRef {
    year: 2026,
    number: 57,
};

pub(crate) const CHAIR: &str = "Ingrid Sandvall";
pub(crate) const ADJUSTER: &str = "Klara Nordin";

/// Who serves, and how each votes.
const SERVING: [(&str, &str); 7] = [
    (CHAIR, "yes"),
    (ADJUSTER, "no"),
    ("Samira Haddad", "yes"),
    ("Per-Anders Åsling", "yes"),
    ("Petra Lindahl", "no"),
    ("Mats Holmgren", "yes"),
    ("Nils Falk", "no"),
];

/// A ledger in the folder `root` with keys for chair and adjuster, and a meeting that has treated § 57 and is closed.
pub(crate) async fn met(root: &Path, entropy: &mut Counted) -> Ledger {
    made(root);
    let ledger = Ledger::open(root, options()).unwrap();
    let keys = [
        enrolment(entropy, "chair-1", "chair", Some(CHAIR)),
        enrolment(entropy, "adjuster-1", "adjuster", Some(ADJUSTER)),
        enrolment(entropy, "adjuster-2", "adjuster", Some("Nils Falk")),
    ];
    let batch = signed_by("root-1", &ledger, entropy, &keys);
    ledger.append(batch).await.unwrap();
    let events = meeting(entropy);
    let batch = signed(&ledger, entropy, &events);
    let receipts = ledger.append(batch).await.unwrap();
    let findings: Vec<&Finding> = receipts.iter().flat_map(|receipt| &receipt.findings).collect();
    assert!(findings.is_empty(), "{findings:?}");
    ledger
}

fn meeting(entropy: &mut Counted) -> Vec<NewEvent> {
    let person = |name: &str| format!("{{\"name\":\"{name}\"}}");
    let serving: Vec<String> = SERVING
        .iter()
        .map(|(name, _)| format!("{{\"person\":{}}}", person(name)))
        .collect();
    let mover = person("Petra Lindahl");
    let mut script = vec![
        ("meeting.opened/1", format!("{{\"chair\":{}}}", person(CHAIR))),
        ("attendance.recorded/1", format!("{{\"serving\":[{}]}}", serving.join(","))),
        ("adjusters.appointed/1", format!("{{\"adjusters\":[{}]}}", person(ADJUSTER))),
        ("item.opened/1", "{\"item\":57,\"title\":[\"Trafikförsörjningsplan\"]}".to_owned()),
        ("motion.moved/1", format!("{{\"item\":57,\"motion\":\"m1\",\"mover\":{mover},\"form\":\"add\",\"text\":[\"Planen ses över varje år.\"]}}")),
        ("proposition.put/1", "{\"item\":57,\"proposition\":\"q1\",\"kind\":\"approve_or_reject\",\"motions\":[\"m1\"]}".to_owned()),
        ("proposition.found/1", "{\"item\":57,\"proposition\":\"q1\",\"carried\":{\"effect\":\"reject\",\"motions\":[\"m1\"]}}".to_owned()),
        ("vote.demanded/1", format!("{{\"item\":57,\"vote\":\"v1\",\"proposition\":\"q1\",\"by\":{mover}}}")),
        ("vote.ordered/1", "{\"item\":57,\"vote\":\"v1\",\"yes\":{\"means\":{\"effect\":\"reject\",\"motions\":[\"m1\"]},\"text\":[\"Den som avslår röstar Ja.\"]},\"no\":{\"means\":{\"effect\":\"approve\",\"motions\":[\"m1\"]},\"text\":[\"Den som bifaller röstar Nej.\"]},\"form\":\"open\",\"method\":\"upprop\",\"rule\":\"simple\"}".to_owned()),
    ];
    for (name, choice) in SERVING {
        let ballot = format!(
            "{{\"item\":57,\"vote\":\"v1\",\"voter\":{},\"choice\":\"{choice}\",\"source\":\"read\"}}",
            person(name)
        );
        script.push(("ballot.cast/1", ballot));
    }
    script.extend([
        ("vote.counted/1", "{\"item\":57,\"vote\":\"v1\",\"yes\":4,\"no\":3,\"abstain\":0,\"declared\":{\"effect\":\"reject\",\"motions\":[\"m1\"]}}".to_owned()),
        ("decision.made/1", "{\"item\":57,\"decision\":\"d1\",\"proposition\":\"q1\",\"points\":[{\"text\":[\"Tilläggsyrkandet avslås.\"]}],\"outcome\":{\"effect\":\"reject\",\"motions\":[\"m1\"]}}".to_owned()),
        ("item.closed/1", "{\"item\":57}".to_owned()),
        ("meeting.closed/1", "{}".to_owned()),
    ]);
    script
        .into_iter()
        .map(|(kind, content)| event(entropy, kind, &content))
        .collect()
}

/// The paragraph as the ledger has it.
pub(crate) fn paragraph(ledger: &Ledger) -> ParagraphState {
    ParagraphState::read(ledger.lookup(), AT).unwrap().unwrap()
}

/// Compiles § 57 and records its text.
pub(crate) async fn compiled(ledger: &Ledger, entropy: &mut Counted, at: &str) -> Receipt {
    let text = paragraph(ledger).compile(Renderer::V3).unwrap();
    let content = Content::from(text).to_value(&Source::default());
    let new = after(
        entropy,
        "paragraph/2026/57",
        "paragraph.compiled/1",
        at,
        &content.to_string(),
    );
    let batch = signed(ledger, entropy, &[new]);
    ledger.append(batch).await.unwrap().remove(0)
}

/// An event of the paragraph.
pub(crate) fn after(entropy: &mut Counted, stream: &str, kind: &str, at: &str, content: &str) -> NewEvent {
    NewEvent {
        id: tingbok_ledger::create::Entropy::id(entropy),
        stream: stream.to_owned(),
        kind: kind.to_owned(),
        at: at.to_owned(),
        content: parse(content).unwrap(),
        clear: NewClearLines::default(),
    }
}

/// A signature by the key of a handle, of a person in a role, under a text.
pub(crate) fn signature(
    entropy: &mut Counted,
    handle: &str,
    (role, name): (&str, &str),
    text: &Compiled,
) -> NewEvent {
    let content = format!(
        "{{\"item\":57,\"role\":\"{role}\",\"person\":{{\"name\":\"{name}\"}},\"compiled\":{{\"id\":\"{}\",\"sha256\":\"{}\"}}}}",
        text.id, text.sha256
    );
    let stream = format!("paragraph/2026/57/{handle}");
    after(entropy, &stream, "paragraph.adjusted/1", "2026-03-13", &content)
}

/// Signs the newest text, or says why it may not be.
pub(crate) async fn adjusted(
    ledger: &Ledger,
    entropy: &mut Counted,
    handle: &str,
    who: (&str, &str),
) -> Result<Receipt, String> {
    let text = paragraph(ledger).newest().unwrap().named.clone();
    let new = signature(entropy, handle, who, &text);
    let batch = signed_by(handle, ledger, entropy, &[new]);
    appended(ledger.append(batch).await)
}

pub(crate) fn appended(answer: Result<Vec<Receipt>, AppendError>) -> Result<Receipt, String> {
    answer
        .map(|mut receipts| receipts.remove(0))
        .map_err(|refused| refused.to_string())
}

/// A ledger whose § 57 is compiled and signed by chair and adjuster, closed.
pub(crate) async fn all_adjusted(root: &Path) -> EventId {
    let mut entropy = Counted(1000);
    let ledger = met(root, &mut entropy).await;
    let text = compiled(&ledger, &mut entropy, "2026-03-12").await;
    for (handle, who) in [
        ("chair-1", ("chair", CHAIR)),
        ("adjuster-1", ("adjuster", ADJUSTER)),
    ] {
        adjusted(&ledger, &mut entropy, handle, who).await.unwrap();
    }
    ledger.close().await.unwrap();
    text.id
}
