//! The words of propositions: how things are put, what is found, what an answer does.
//!
//! Houses differ in words, not in questions; a new word is a new row.

use tingbok_procedure::content::{Effect, PropositionKind};

pub(super) const PUTS: &[&str] = &["ställ", "pröva", "frågar", "frågade"];
pub(super) const FINDS: &[&str] = &["finner", "fann", "konstaterar", "konstaterade"];
pub(super) const AFTER_FINDS: &[&str] = &[
    "att",
    "ordföranden",
    "ordförande",
    "sig",
    "därvid",
    "härvid",
    "därmed",
    "därefter",
    "härefter",
    "sedan",
    "slutligen",
    "vidare",
    "dem",
    "det",
    "bifall",
    "avslag",
    "stöd",
    "majoritet",
];
pub(super) const CONNECTING: &[&str] = &[
    "och",
    "ordföranden",
    "ordförande",
    "härvid",
    "därvid",
    "hon",
    "han",
    "sedan",
    "då",
    "varvid",
    "varefter",
];
pub(super) const CHAIR: &[&str] = &["ordförande", "vice", "mötesordförande"];
pub(super) const THEN: &[&str] = &["härefter", "därefter", "sedan", "vidare"];
pub(super) const BODIES: &[&str] = &[
    "fullmäktige",
    "styrelsen",
    "nämnden",
    "utskottet",
    "arbetsutskottet",
    "kommunstyrelsens",
];

/// Words that name nothing.
pub(super) const EMPTY: &[&str] = &[
    "till",
    "på",
    "det",
    "den",
    "de",
    "att",
    "av",
    "ärendet",
    "har",
    "ska",
    "blivit",
    "yrkandet",
    "förslaget",
    "om",
    "och",
    "i",
    "en",
    "ett",
];

pub(super) const EFFECTS: &[(&[&str], Effect)] = &[
    (&["avslå", "avslag", "avslog"], Effect::Reject),
    (
        &[
            "bifall",
            "bifölls",
            "bifalla",
            "anta",
            "antog",
            "godkän",
            "fastställ",
            "enligt",
            "tillstyrk",
        ],
        Effect::Approve,
    ),
    (&["återremi"], Effect::Remit),
    (&["bordlägg", "bordlagt", "bordläggs", "bordlades"], Effect::Table),
    (&["avgör"], Effect::DecideToday),
];

pub(super) const KINDS: &[(&[&str], PropositionKind)] = &[
    (&["motförslag"], PropositionKind::CounterProposal),
    (&["huvudproposition"], PropositionKind::Main),
    (&["återremi"], PropositionKind::Remit),
    (&["bordlägg"], PropositionKind::Table),
    (&["avgörande", "avgöras", "avgörs"], PropositionKind::DecideToday),
    (&["tillägg"], PropositionKind::Addition),
];

/// Questions of what to do with the matter, and not of the matter.
pub(crate) const FORMAL: [PropositionKind; 3] = [
    PropositionKind::DecideToday,
    PropositionKind::Remit,
    PropositionKind::Table,
];

/// How many propositions of one item are read.
pub(super) const PUTS_MAX: usize = 300;
