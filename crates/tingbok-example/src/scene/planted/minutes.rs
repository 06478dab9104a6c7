//! Adjustment, notice, appeal time, corrections and revisions, where they go wrong.

use tingbok_procedure::Rule;
use tingbok_procedure::Stream;
use tingbok_procedure::content::{
    DecisionRef, DecisionRevised, ParagraphNo, StatementEntered, StatementKind,
};
use tingbok_procedure::stream::ParagraphRef;

use crate::aftermath::After;
use crate::clerk::text;
use crate::ordinary::passed;
use crate::scene::minutes::{correctable, later};
use crate::sitting::Sitting;

/// A paragraph is compiled while the meeting goes on, and the body has not decided so.
pub(crate) fn compiled_too_early(sitting: &mut Sitting<'_>) {
    passed(sitting, After::AtOnce { decided: false });
    let number = last(sitting);
    sitting.plant(
        Rule::AdjustedAtOnce,
        number,
        None,
        "the body did not decide to adjust it at once",
    );
}

/// A paragraph is adjusted at once, and a statement is recorded in it when all have signed.
pub(crate) fn stated_after_signing(sitting: &mut Sitting<'_>) {
    passed(sitting, After::AtOnce { decided: true });
    let Some(item) = last(sitting) else {
        return;
    };
    sitting.wait(3);
    let member = sitting.who("petra-lindahl");
    let id = sitting.say(StatementEntered {
        item,
        persons: vec![member.person()],
        parties: Vec::new(),
        kind: StatementKind::Note,
        text: text("Vi ser fram emot uppföljningen."),
    });
    sitting.record();
    let what = "the statement stands in no text: all have signed";
    sitting.plant(Rule::TextComplete, Some(item), Some(&id), what);
}

/// The adjuster signs too late.
pub(crate) fn signed_late(sitting: &mut Sitting<'_>) {
    passed(sitting, After::SignedLate);
}

/// The adjuster never signs.
pub(crate) fn unsigned(sitting: &mut Sitting<'_>) {
    passed(sitting, After::Unsigned);
}

/// The notice is never posted.
pub(crate) fn unposted(sitting: &mut Sitting<'_>) {
    passed(sitting, After::Unposted);
}

/// The notice is posted before the adjuster has signed.
pub(crate) fn posted_early(sitting: &mut Sitting<'_>) {
    passed(sitting, After::PostedEarly);
}

/// The notice is posted too late.
pub(crate) fn posted_late(sitting: &mut Sitting<'_>) {
    passed(sitting, After::PostedLate);
}

/// The notice comes down too early.
pub(crate) fn removed_early(sitting: &mut Sitting<'_>) {
    passed(sitting, After::RemovedEarly);
}

/// Force is recorded while the appeal time runs.
pub(crate) fn force_early(sitting: &mut Sitting<'_>) {
    passed(sitting, After::ForceEarly);
}

/// Somebody appeals too late.
pub(crate) fn appealed_late(sitting: &mut Sitting<'_>) {
    passed(sitting, After::AppealedLate);
}

/// A correction without a ground.
pub(crate) fn corrected_without_ground(sitting: &mut Sitting<'_>) {
    correctable(sitting, None);
}

/// A decision is said to be revised by one that is not in this ledger.
pub(crate) fn revised_by_unknown(sitting: &mut Sitting<'_>) {
    passed(sitting, After::Usual);
    let Some(number) = last(sitting) else {
        return;
    };
    let at = sitting.paragraph(number);
    let unknown = ParagraphRef {
        year: at.year.saturating_sub(1),
        number: 112,
    };
    let by = DecisionRef {
        paragraph: unknown,
        decision: None,
    };
    let revised = DecisionRevised {
        item: number,
        decision: None,
        by,
    };
    let id = later(sitting, Stream::Paragraph(at), 12, revised);
    sitting.plant(
        Rule::RevisionResolves,
        Some(number),
        Some(&id),
        "no ledger entry opens § 112 of that year",
    );
}

fn last(sitting: &Sitting<'_>) -> Option<ParagraphNo> {
    sitting
        .paragraphs
        .last()
        .map(|paragraph| ParagraphNo(paragraph.at.number))
}
