//! A case file as a page.

use tingbok_procedure::content::{AssignmentGiven, DecisionMade, Point, ProposalSubmitted, Text};

use super::{CaseDocument, CaseFile, CaseItem, CaseReference, Placed, Revision};
use crate::afterwards::{corrected, decision};
use crate::document::{Document, Part, Section};
use crate::projection::unread_section;
use crate::text::wording::one_line;

pub(super) fn page(file: &CaseFile) -> Document {
    let title = file
        .title
        .as_deref()
        .map(|title| format!(" {title}"))
        .unwrap_or_default();
    let mut page = Document::new(format!("Akt {}{title}", file.number));
    page.sections.extend(unread_section(&file.unread));
    page.sections
        .push(Section::new("").with(Part::Facts(facts(file))));
    page.sections.push(nested(
        "Handlingar",
        file.documents.iter().map(document).collect(),
    ));
    page.sections.push(nested(
        "Förslag till beslut",
        file.proposals.iter().map(proposal).collect(),
    ));
    page.sections
        .push(nested("Behandling", file.items.iter().map(item).collect()));
    let assignments: Vec<String> = file.assignments.iter().map(assignment).collect();
    if !assignments.is_empty() {
        page.sections
            .push(Section::new("Uppdrag").with(Part::List(assignments)));
    }
    let kept: usize = file.kept.iter().map(|kept| kept.quote.len()).sum();
    if kept > 0 {
        let words = format!("Antal rader ur källor som inte återges här: {kept}; se `source`.");
        page.sections.push(Section::new("").saying(words));
    }
    page.sections
        .retain(|section| !section.parts.is_empty() || !section.sections.is_empty());
    page
}

fn facts(file: &CaseFile) -> Vec<(String, String)> {
    let registered = match &file.registered {
        Some(at) => at.date().to_string(),
        None => "ärendet är inte registrerat här".to_owned(),
    };
    let closed = file.closed.as_ref().map(|at| {
        let reason = one_line(&file.closing_reason.concat());
        if reason.is_empty() {
            at.date().to_string()
        } else {
            format!("{}: {reason}", at.date())
        }
    });
    let mut facts = vec![
        ("Diarienummer".to_owned(), file.number.clone()),
        ("Registrerat".to_owned(), registered),
    ];
    facts.extend(closed.map(|closed| ("Avslutat".to_owned(), closed)));
    facts
}

fn document(document: &CaseDocument) -> Section {
    let Placed { index, at, content } = &document.document;
    let mut facts = Vec::new();
    let mut add =
        |name: &str, value: Option<String>| facts.extend(value.map(|value| (name.to_owned(), value)));
    add("Slag", Some(kind(&content.kind).to_owned()));
    add("Datum", content.date.clone());
    add("Registrerad", Some(format!("{} (post {index})", at.date())));
    add("Författare", content.author.clone());
    add("Enhet", content.office.clone());
    let signed = content
        .signatories
        .iter()
        .map(|signatory| match &signatory.title {
            Some(title) => format!("{}, {title}", signatory.name),
            None => signatory.name.clone(),
        });
    add("Undertecknad av", lines(&signed.collect::<Vec<_>>()));
    add("Ska sändas till", lines(&content.recipients));
    add(
        "Hänvisar till",
        lines(&document.references.iter().map(reference).collect::<Vec<_>>()),
    );
    add(
        "Fil, SHA-256",
        content.file.as_ref().map(|file| file.sha256.clone()),
    );
    Section::new(content.title.clone()).with(Part::Facts(facts))
}

fn reference(reference: &CaseReference) -> String {
    if reference.resolves {
        reference.words.clone()
    } else {
        format!("{} (finns inte i denna liggare)", reference.words)
    }
}

fn proposal(placed: &Placed<ProposalSubmitted>) -> Section {
    let content = &placed.content;
    let by = content.by.clone().unwrap_or_else(|| "Förslag".to_owned());
    let heading = format!(
        "{by}, {} ({}, post {})",
        placed.at.date(),
        content.proposal,
        placed.index
    );
    Section::new(heading).with(Part::List(content.points.iter().map(words).collect()))
}

fn item(item: &CaseItem) -> Section {
    let heading = format!("§ {}, {}: {}", item.paragraph, item.meeting, item.title);
    if let Some(remark) = &item.remark {
        return Section::new(format!("§ {}", item.paragraph)).saying(remark.as_str());
    }
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, things: Vec<String>| {
        facts.extend(lines(&things).map(|value| (name.to_owned(), value)));
    };
    add("Yrkanden", item.motions.clone());
    add("Omröstning", item.votes.clone());
    let several = item.decisions.len() > 1;
    for made in &item.decisions {
        let name = if several {
            format!("Beslut {}", made.decision)
        } else {
            "Beslut".to_owned()
        };
        add(&name, points(made));
    }
    if item.decisions.is_empty() {
        add("Beslut", vec!["Inget beslut är antecknat.".to_owned()]);
    }
    let revised = item.revises.iter().map(|revised| match &revised.decision {
        Some(name) => format!("§ {}, beslut {name}", revised.paragraph),
        None => format!("§ {}", revised.paragraph),
    });
    add("Ändrar", revised.collect());
    add("Ändrat genom", item.revised_by.iter().map(revision).collect());
    add("Rättat", item.corrections.iter().map(corrected).collect());
    Section::new(heading).with(Part::Facts(facts))
}

/// `§ 112/2026, beslut d1, den 2026-06-17: Planen följs upp vartannat år.`
fn revision(revision: &Revision) -> String {
    let mut words = decision(&revision.by);
    if let Some(name) = &revision.decision {
        words.push_str(&format!(" (gäller beslut {name})"));
    }
    match &revision.decided {
        None => words.push_str(", finns inte i denna liggare"),
        Some(day) => words.push_str(&format!(", den {day}")),
    }
    if !revision.points.is_empty() {
        let points: Vec<String> = revision.points.iter().map(point).collect();
        words.push_str(&format!(": {}", points.join(" ")));
    }
    words
}

fn points(made: &DecisionMade) -> Vec<String> {
    made.points.iter().map(point).collect()
}

fn point(point: &Point) -> String {
    match point.number {
        Some(number) => format!("{number}. {}", words(&point.text)),
        None => words(&point.text),
    }
}

fn assignment(placed: &Placed<AssignmentGiven>) -> String {
    let content = &placed.content;
    let decision = content.decision.as_ref().map(|at| format!(", {}", decision(at)));
    let report = content
        .report_back
        .map(|day| format!(" Återrapporteras senast {day}."));
    format!(
        "{} ({}{}): {}{}",
        content.to,
        placed.at.date(),
        decision.unwrap_or_default(),
        words(&content.text),
        report.unwrap_or_default()
    )
}

fn nested(heading: &str, sections: Vec<Section>) -> Section {
    let mut section = Section::new(heading);
    section.sections = sections;
    section
}

fn lines(things: &[String]) -> Option<String> {
    (!things.is_empty()).then(|| things.join("\n"))
}

fn words(text: &Text) -> String {
    one_line(&text.concat())
}

/// What a kind of document is called; other words stand as they are written.
fn kind(kind: &str) -> &str {
    match kind {
        "official_letter" => "tjänsteskrivelse",
        "minutes" => "protokoll",
        "attachment" => "bilaga",
        other => other,
    }
}
