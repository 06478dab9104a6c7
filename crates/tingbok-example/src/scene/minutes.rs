//! What becomes of minutes and decisions: adjusted at once or on paper, corrected, revised, appealed: all of it regular.

use jiff::ToSpan;
use tingbok_procedure::content::{
    AssignmentGiven, Content, Day, DecisionId, DecisionRef, DecisionRevised, Effect, Ground,
    ParagraphCorrected, ParagraphNo, PropositionKind, Text,
};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Moment, Stream};

use crate::aftermath::After;
use crate::clerk::text;
use crate::item::{Item, Opening, approved, outcome};
use crate::ordinary::{case, pass, passed, report};
use crate::sitting::Sitting;

/// The body decides that one paragraph is adjusted at once: it cannot wait for the rest of the minutes.
pub(crate) fn adjusted_at_once(sitting: &mut Sitting<'_>) {
    passed(sitting, After::AtOnce { decided: true });
}

/// Two paragraphs whose minutes are adjusted on paper.
pub(crate) fn adjusted_on_paper(sitting: &mut Sitting<'_>) {
    report(sitting, After::OnPaper);
    passed(sitting, After::OnPaper);
}

/// Corrections on both grounds that the office itself can use.
pub(crate) fn corrected(sitting: &mut Sitting<'_>) {
    correctable(sitting, Some(Ground::Fl36));
    correctable(sitting, Some(Ground::MinutesError));
}

/// A paragraph that is corrected later. What is corrected stands in its text.
pub(crate) fn correctable(sitting: &mut Sitting<'_>, ground: Option<Ground>) {
    let matters = crate::wording::matters(false);
    let lease = matters
        .iter()
        .find(|matter| matter.summary.contains("löper ut"))
        .copied();
    let case = match lease {
        Some(matter) => sitting.clerk.case(sitting.date, matter),
        None => case(sitting),
    };
    let mut item = Item::of_case(sitting, &case);
    pass(&mut item, &case);
    item.close(After::Corrected(ground));
}

/// Somebody appeals in time: the decision does not gain force.
pub(crate) fn appealed(sitting: &mut Sitting<'_>) {
    passed(sitting, After::Appealed);
}

/// A reservation that is announced when its item is closed and the meeting goes on.
pub(crate) fn reserved_after_the_item(sitting: &mut Sitting<'_>) {
    let member = sitting.who("ronja-viklund");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    pass(&mut item, &case);
    let entered = item.reservation(&[member], Some(&DecisionId::from("d1")), &[]);
    item.close(After::Usual);
    sitting.wait(2);
    sitting.say(entered);
    sitting.record();
}

/// Somebody is to do something by a day, on the strength of a decision.
pub(crate) fn assigned(sitting: &mut Sitting<'_>) {
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    pass(&mut item, &case);
    let paragraph = item.sitting.paragraph(item.number);
    item.close(After::Usual);
    let given = AssignmentGiven {
        to: "Regiondirektören".to_owned(),
        text: text("Återrapportera hur beslutet har verkställts."),
        report_back: Some(Day(sitting.date.saturating_add(180.days()))),
        decision: Some(decision(paragraph)),
    };
    later(sitting, case.stream(), 10, given);
}

/// A decision of an earlier meeting is revised; the earlier paragraph says so.
pub(crate) fn revises(sitting: &mut Sitting<'_>) {
    let Some(&earlier) = sitting.clerk.remembered.get("plan") else {
        return;
    };
    let words = format!("Revidering av beslut i § {} år {}", earlier.number, earlier.year);
    let paragraph = decide_anew(
        sitting,
        &words,
        "Beslutet revideras: turtätheten ligger fast till och med 2030.",
    );
    let revised = DecisionRevised {
        item: ParagraphNo(earlier.number),
        decision: Some("d1".into()),
        by: decision(paragraph),
    };
    later(sitting, Stream::Paragraph(earlier), 8, revised);
}

/// A paragraph is corrected because the body has decided anew.
pub(crate) fn corrected_by_decision(sitting: &mut Sitting<'_>) {
    let Some(&earlier) = sitting.clerk.remembered.get("plan") else {
        return;
    };
    let words = format!("Rättelse av protokoll, § {} år {}", earlier.number, earlier.year);
    let paragraph = decide_anew(
        sitting,
        &words,
        "I protokollet ska det stå sidan 14 i stället för sidan 9.",
    );
    let corrected = ParagraphCorrected {
        item: ParagraphNo(earlier.number),
        ground: Some(Ground::NewDecision),
        old: text("sidan 9"),
        new: text("sidan 14"),
        by: Some(sitting.chair.person()),
        decision: Some(decision(paragraph)),
    };
    later(sitting, Stream::Paragraph(earlier), 8, corrected);
}

/// What was tabled at the last meeting comes back and is rejected.
pub(crate) fn taken_up_again(sitting: &mut Sitting<'_>) {
    let Some(case) = sitting.clerk.tabled.take() else {
        return;
    };
    let mut item = Item::of_case(sitting, &case);
    item.present("Ärendet bordlades vid föregående sammanträde.");
    item.debate_ends();
    let rejected = outcome(Effect::Reject, &[], true);
    let question = item.settles(PropositionKind::ApproveOrReject, (&[], true), rejected.clone());
    item.decides(Some((&question, rejected)), &[Text::from("Förslaget avslås.")]);
    item.close(After::Usual);
}

/// An item that decides one thing; its paragraph comes back.
pub(crate) fn decide_anew(sitting: &mut Sitting<'_>, title: &str, point: &str) -> ParagraphRef {
    let mut item = Item::open(sitting, Opening::titled(title));
    item.lay("Regiondirektören", &[point]);
    item.debate_ends();
    let question = item.settles(PropositionKind::Final, (&[], true), approved());
    item.decides(Some((&question, approved())), &[text(point)]);
    let paragraph = item.sitting.paragraph(item.number);
    item.close(After::Usual);
    paragraph
}

/// Puts down something outside the meeting, so many days after it; the id of the draft comes back.
pub(crate) fn later(
    sitting: &mut Sitting<'_>,
    stream: Stream,
    days: i32,
    content: impl Into<Content>,
) -> String {
    let day = sitting.date.saturating_add(days.days());
    let draft = sitting.clerk.draft(stream, Moment::Day(day), content);
    let id = draft.id.clone();
    sitting.clerk.record(day.at(14, 0, 0, 0), vec![draft]);
    id
}

fn decision(paragraph: ParagraphRef) -> DecisionRef {
    DecisionRef {
        paragraph,
        decision: Some("d1".into()),
    }
}
