//! What came after a paragraph's text, in a line each.
//!
//! Spec: docs/procedure.md, "Event kinds", the streams `paragraph/…`.

use serde::Serialize;
use tingbok_procedure::Content;
use tingbok_procedure::content::{DecisionRef, Ground};

use crate::paragraph::Later;

/// Something that came after the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LaterEvent {
    /// The entry.
    pub entry: u64,
    /// The kind of its event, with its version.
    pub kind: String,
    /// When, as its author claims.
    pub at: String,
    /// When it was received.
    pub received: String,
    /// The handles of those who signed.
    pub by: Vec<String>,
    /// What happened, in English.
    pub what: String,
    /// The entries of revocations that dispute it.
    pub disputed_by: Vec<u64>,
}

impl LaterEvent {
    pub(super) fn of(later: &Later) -> Self {
        let event = &later.event;
        let signers = event.signed.iter().flat_map(|signed| &signed.by);
        Self {
            entry: later.entry,
            kind: event.kind().name().to_owned(),
            at: event.at.to_string(),
            received: later.received.clone(),
            by: signers.map(|signer| signer.handle.clone()).collect(),
            what: said(&event.content),
            disputed_by: later.disputed_by.clone(),
        }
    }
}

fn said(content: &Content) -> String {
    match content {
        Content::AdjustmentRecorded(c) => format!("adjusted on paper: `{}`", c.statement.concat()),
        Content::AdjustmentDisputed(c) => {
            format!(
                "{} does not agree with the text: `{}`",
                c.person,
                c.reason.concat()
            )
        }
        Content::NoticePosted(c) => match &c.place {
            Some(place) => format!("notice posted at `{place}`"),
            None => "notice posted".to_owned(),
        },
        Content::NoticeRemoved(_) => "notice taken down".to_owned(),
        Content::ExtractDispatched(c) => format!("extract sent to `{}`", c.recipients.join("`, `")),
        Content::ParagraphCorrected(c) => {
            let ground = match c.ground {
                None => "without a ground",
                Some(Ground::Fl36) => "FL 36 §",
                Some(Ground::MinutesError) => "an error of the minutes",
                Some(Ground::NewDecision) => "a new decision",
            };
            let by = c.by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
            let (old, new) = (c.old.concat(), c.new.concat());
            format!("corrected ({ground}{by}): `{old}` reads `{new}`")
        }
        Content::AppealLodged(c) => match &c.court {
            Some(court) => format!("appealed to `{court}`"),
            None => "appealed".to_owned(),
        },
        Content::ForceGained(c) => match &c.appeal_decided {
            Some(court) => format!("gained force, decided by `{}` on {}", court.court, court.date),
            None => "gained force".to_owned(),
        },
        Content::DecisionRevised(c) => {
            let revised = c.decision.as_ref();
            let revised =
                revised.map_or_else(|| "its decisions".to_owned(), |one| format!("decision `{one}`"));
            format!("{revised} changed by {}", decision(&c.by))
        }
        other => other.kind().name().to_owned(),
    }
}

fn decision(by: &DecisionRef) -> String {
    match &by.decision {
        Some(decision) => format!("§ {} `{decision}`", by.paragraph),
        None => format!("§ {}", by.paragraph),
    }
}
