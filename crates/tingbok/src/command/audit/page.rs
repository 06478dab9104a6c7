//! The audit as a page in Swedish, to be printed and stapled to a report.
//!
//! Invariant: the page says what it was made from, by origin, size and chain hash, so that anybody can make it again.

use tingbok_ledger::audit::{Audit, Beside, Disputed, Irregularity, NotJudged, Place, Scope};
use tingbok_minutes::document::{Column, Part, Section, Table};
use tingbok_minutes::quotation::in_runs;
use tingbok_minutes::term::swedish;
use tingbok_minutes::{Document, Quotation};

use crate::paragraphs::named;
use crate::term;

pub(super) fn page(audit: &Audit) -> Document {
    let mut page = Document::new(title(audit))
        .with(Section::new("").with(Part::Facts(facts(audit))))
        .with(summary(audit));
    if !audit.findings.is_empty() {
        page = page.with(findings("Iakttagelser", &audit.findings));
    }
    if !audit.outstanding.is_empty() {
        page = page.with(findings("Återstår att göra", &audit.outstanding));
    }
    page.with(not_judged(&audit.not_judged)).with(disputed(&audit.disputed)).with(
        Section::new("Om granskningen").saying(
            "Granskningen är gjord maskinellt av liggarens alla poster, efter de regler som gällde mötets dag. En \
             iakttagelse hindrar inget: det som har hänt står kvar, och hur det ska bedömas avgör den som läser. Vad \
             som hände i salen vet liggaren bara så långt som någon har antecknat det.",
        ),
    )
}

fn title(audit: &Audit) -> String {
    match audit.only {
        None => "Granskning av liggaren".to_owned(),
        Some(Scope::Meeting(day)) => format!("Granskning av sammanträdet {day}"),
        Some(Scope::Paragraph(at)) => format!("Granskning av {}", named(at)),
    }
}

fn facts(audit: &Audit) -> Vec<(String, String)> {
    let facts = [
        ("Liggare", audit.log.clone()),
        ("Poster", audit.size.to_string()),
        ("Kedjehash", audit.chain.clone()),
        ("Läget den", audit.on.to_string()),
        ("Bedömda händelser", audit.judged.to_string()),
    ];
    facts.map(|(name, value)| (name.to_owned(), value)).to_vec()
}

fn summary(audit: &Audit) -> Section {
    if audit.is_regular() {
        return Section::new("Resultat").saying("Granskningen gav inga iakttagelser.");
    }
    let counts = &audit.counts;
    let mut table = Table::new(
        "Iakttagelser efter tyngd",
        vec![
            Column::left("Tyngd"),
            Column::left("Innebörd"),
            Column::right("Antal"),
        ],
    );
    let rows = [
        (
            "avvisas i dag",
            "dagens regler skulle inte ha tagit emot händelsen",
            counts.rejected,
        ),
        (
            "allvarlig",
            "kan leda till att beslutet upphävs (13:8)",
            counts.grave,
        ),
        (
            "formell",
            "en skyldighet är inte fullgjord som lagen säger",
            counts.formal,
        ),
        ("upplysning", "bra att veta för den som läser", counts.remark),
    ];
    table.rows = rows
        .iter()
        .filter(|(_, _, count)| *count > 0)
        .map(|(word, meaning, count)| vec![(*word).to_owned(), (*meaning).to_owned(), count.to_string()])
        .collect();
    Section::new("Resultat").with(Part::Table(table))
}

fn findings(heading: &str, found: &[Irregularity]) -> Section {
    let mut section = Section::new(heading);
    section.sections = found.iter().map(finding).collect();
    section
}

fn finding(one: &Irregularity) -> Section {
    let law = one.section.unwrap_or("följer av sammanhanget");
    let facts = vec![
        ("Tyngd".to_owned(), term::verdict(one.verdict).to_owned()),
        ("Regel".to_owned(), format!("{} ({law})", one.rule)),
        ("Var".to_owned(), place(&one.place)),
    ];
    let mut said = vec![("Funnet".to_owned(), one.what.swedish().to_owned())];
    if !one.expected.is_empty() {
        said.push(("Väntat".to_owned(), one.expected.swedish().to_owned()));
    }
    let section =
        Section::new(term::rule(one.rule)).with(Part::Facts(facts.into_iter().chain(said).collect()));
    let own = one.words.iter().map(|words| ("Källan".to_owned(), quoted(words)));
    let beside = one
        .beside
        .iter()
        .map(|other| ("Jämfört med".to_owned(), beside(other)));
    let sources: Vec<(String, String)> = own.chain(beside).collect();
    if sources.is_empty() {
        return section;
    }
    section.with(Part::Facts(sources))
}

/// `rad 21: ”Med 4 ja-röster …”`.
fn quoted(words: &Quotation) -> String {
    let of = if words.lines.len() > 1 { "raderna" } else { "rad" };
    format!("{of} {}: ”{}”", words.numbers(), words.words)
}

/// `post 17–21 (röst), raderna 18–19: ”Följande röstar ja: …”`.
fn beside(other: &Beside) -> String {
    let kind = other.kind.parse().map_or(other.kind, swedish);
    let place = format!("post {} ({kind})", in_runs(&other.entries));
    let words = other.words.as_ref().map(quoted);
    [Some(place), words]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

fn not_judged(found: &[NotJudged]) -> Section {
    let section = Section::new("Inte bedömt");
    if found.is_empty() {
        return section.saying("Allt som liggaren innehåller om möten har kunnat bedömas.");
    }
    let why = found.iter().map(|one| (place(&one.place), one.why.clone()));
    section.with(Part::EnglishFacts(why.collect()))
}

fn disputed(found: &[Disputed]) -> Section {
    let section = Section::new("Bestridda poster");
    if found.is_empty() {
        return section.saying("Ingen post är bestridd.");
    }
    let line = |one: &Disputed| {
        let (handle, revoked) = (&one.handle, one.revoked);
        format!(
            "{}: nyckeln {handle} återkallades i post {revoked}",
            place(&one.place)
        )
    };
    section.with(Part::List(found.iter().map(line).collect()))
}

fn place(place: &Place) -> String {
    let entry = place.entry.map(|entry| format!("post {entry}"));
    let at = place.paragraph.map(named);
    let meeting = place.meeting.map(|day| format!("sammanträdet {day}"));
    let kind = place.kind.as_deref().map(|kind| match kind.parse() {
        Ok(kind) => swedish(kind).to_owned(),
        Err(_) => kind.to_owned(),
    });
    let parts: Vec<String> = [at, meeting, entry, kind].into_iter().flatten().collect();
    if parts.is_empty() {
        return place.stream.clone().unwrap_or_else(|| "liggaren".to_owned());
    }
    parts.join(", ")
}
