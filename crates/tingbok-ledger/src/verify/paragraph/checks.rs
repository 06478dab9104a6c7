//! The checks of a paragraph, each in its own words.
//!
//! Spec: docs/spec/keys.md, "Validity"; docs/spec/entry.md, "Checkpoint"; docs/procedure.md, *Paragraph*.

use std::fmt::Display;

use tingbok_procedure::admission::adjustment::Required;
use tingbok_procedure::content::{Person, SigningRole};
use tingbok_procedure::{Event, Rule};
use tingbok_record::audit::Verdict;
use tingbok_record::authority::Authority;
use tingbok_record::entry::Entry;
use tingbok_record::event::SignedEvent;
use tingbok_tlog::hash::leaf_hash;
use tingbok_tlog::inclusion::{prove_inclusion, verify_inclusion};
use tingbok_tlog::tree::LeafIndex;

use super::parts::{Part, Parts};
use super::{CheckOf, Outcome, ParagraphReport, Signatory, SignedBy, SignedText};
use crate::judging::{not_seen, signed_text as signed_under};
use crate::paragraph::{CompiledText, ParagraphState, Signature};
use crate::submission::check_role;
use crate::verify::entries::Walk;
use crate::verify::{Entries, Failure, Report};

/// Every entry of the log, as the verification of the whole folder reads them.
pub(super) fn log(of_log: &Report, walk: Option<&Walk>, report: &mut ParagraphReport) {
    let failure = of_log.failures.iter().find(|failure| failure.place != CHECKPOINT);
    let Some(walk) = walk else {
        let failure = of_log.failures.first();
        return report.add(CheckOf::Log, Outcome::Fails, said(failure));
    };
    if failure.is_some() {
        return report.add(CheckOf::Log, Outcome::Fails, said(failure));
    }
    let checked = of_log.checked;
    let all = format!(
        "{} entries and {} signatures verify from entry 0 on",
        checked.entries, checked.signatures
    );
    match walk.verdict() {
        Verdict::Verified => report.add(CheckOf::Log, Outcome::Holds, all),
        Verdict::NotAnchored => {
            let detail = format!("{all}; nobody said which root's key is the right one");
            report.add(CheckOf::Log, Outcome::Noted, detail);
        }
        other => report.add(CheckOf::Log, Outcome::Fails, other.to_string()),
    }
}

/// The checkpoint's signature and root.
pub(super) fn checkpoint(of_log: &Report, report: &mut ParagraphReport) {
    let failure = of_log.failures.iter().find(|failure| failure.place == CHECKPOINT);
    match (failure, of_log.root) {
        (Some(failure), _) => report.add(CheckOf::Checkpoint, Outcome::Fails, failure.what.clone()),
        (None, Some(root)) => {
            let size = of_log.size;
            let detail = format!("signed by the log's key, for {size} entries with root `{root}`");
            report.add(CheckOf::Checkpoint, Outcome::Holds, detail);
        }
        (None, None) => {
            let detail = "signed by the log's key; the entries that stand here do not make its tree";
            report.add(CheckOf::Checkpoint, Outcome::Fails, detail);
        }
    }
}

/// Each part's inclusion in the tree whose root the checkpoint states.
pub(super) fn tree(parts: &Parts, read: &Entries, report: &mut ParagraphReport) {
    let (root, size) = (*read.signed.checkpoint().root(), read.published.size());
    let included = |part: &Part| -> Result<(), String> {
        let index = LeafIndex::new(part.index).map_err(|error| error.to_string())?;
        if !size.contains(index) {
            return Err("is in the journal, and covered by no checkpoint yet".to_owned());
        }
        let proof =
            prove_inclusion(&read.published.tree(), index, size).map_err(|error| error.to_string())?;
        verify_inclusion(&leaf_hash(&part.bytes), index, size, &proof, &root)
            .map_err(|_| "is not the entry that stands in the checkpoint's tree".to_owned())
    };
    each(
        parts,
        CheckOf::Tree,
        report,
        "are in the checkpoint's tree",
        |part| included(part).map_err(|what| format!("entry {}: {what}", part.index)),
    );
}

/// Each part's signatures, under keys that were enrolled before it and not revoked before it.
pub(super) fn signatures(parts: &Parts, authority: &Authority, report: &mut ParagraphReport) {
    let says = "are signed under keys that were enrolled, and not revoked, at their place in the log";
    each(parts, CheckOf::Signatures, report, says, |part| {
        let at = |what: String| format!("entry {}: {what}", part.index);
        let entry = Entry::parse(&part.bytes).map_err(|error| at(error.to_string()))?;
        let event = SignedEvent::parse(entry.event).map_err(|error| at(error.to_string()))?;
        check_signatures(part.index, &event, authority).map_err(at)
    });
}

/// Every value of the parts that is kept, against its commitment.
pub(super) fn values(parts: &Parts, report: &mut ParagraphReport) {
    let gone: u64 = parts.parts.iter().map(|part| part.gone).sum();
    let withheld: u64 = parts.parts.iter().map(|part| part.withheld).sum();
    let all = "have every value that was signed";
    let says = match (gone, withheld) {
        (0, 0) => format!("{all}, and no other"),
        (gone, 0) => format!("{all}, but for {gone} that the log says are erased or lost"),
        (0, withheld) => format!("{all}, but for {withheld} that are withheld, as whoever made this claims"),
        (gone, withheld) => format!(
            "{all}, but for {gone} that the log says are erased or lost, and {withheld} that are withheld, as whoever \
             made this claims"
        ),
    };
    each(parts, CheckOf::Values, report, &says, |part| {
        part.fault.clone().map_or(Ok(()), Err)
    });
}

/// The text that was compiled last, made again from the log of today.
pub(super) fn text(parts: &Parts, state: Option<&ParagraphState>, report: &mut ParagraphReport) {
    let fault = parts.parts.iter().find_map(|part| part.fault.as_ref());
    let Some(state) = state else {
        let detail = fault.map_or("there is no paragraph to make a text of", String::as_str);
        return report.add(CheckOf::Text, Outcome::Fails, detail);
    };
    let unread = parts.parts.iter().find(|part| part.unread);
    match (state.newest(), fault) {
        (_, None) if unread.is_some() => {
            let entry = unread.map(|part| part.index).unwrap_or_default();
            let detail = format!(
                "cannot be made again: entry {entry} is read without values that are withheld, erased or lost"
            );
            report.add(CheckOf::Text, Outcome::Noted, detail);
        }
        (_, Some(fault)) => {
            let detail = format!("cannot be made again of what was signed: {fault}");
            report.add(CheckOf::Text, Outcome::Fails, detail);
        }
        (None, None) => report.add(
            CheckOf::Text,
            Outcome::Noted,
            "no text was compiled: there is nothing to compare",
        ),
        (Some(text), None) => match state.reprojected(text) {
            Ok(()) => {
                let detail = format!(
                    "made by `{}` from the log today, it reads as it was compiled at entry {}",
                    text.compiled.renderer, text.entry
                );
                let masked: u64 = parts.parts.iter().map(|part| part.gone + part.withheld).sum();
                if masked > 0 {
                    let detail = format!(
                        "{detail}, as far as it is shown: {masked} values of its entries are withheld, erased or lost"
                    );
                    return report.add(CheckOf::Text, Outcome::Noted, detail);
                }
                let left_out: Vec<&str> = state
                    .left_out(text)
                    .iter()
                    .map(|event| event.kind().name())
                    .collect();
                if left_out.is_empty() {
                    report.add(CheckOf::Text, Outcome::Holds, detail);
                } else {
                    let later = format!("{detail}; recorded later and not in it: {}", left_out.join(", "));
                    report.add(CheckOf::Text, Outcome::Noted, later);
                }
            }
            Err(difference) => report.add(CheckOf::Text, Outcome::Fails, difference.to_string()),
        },
    }
}

/// Whether everyone who is to sign has signed the newest text, or the minutes are recorded as adjusted on paper.
pub(super) fn adjusted(
    parts: &Parts,
    state: Option<&ParagraphState>,
    authority: &Authority,
    report: &mut ParagraphReport,
) {
    let Some(state) = state else {
        let detail = "there is no paragraph to adjust";
        return report.add(CheckOf::Adjusted, Outcome::Fails, detail);
    };
    // Where a part does not hold, what hangs on it would only repeat the damage.
    let is_whole = parts.parts.iter().all(|part| part.fault.is_none());
    if let Some(why) = refused(parts, state, authority).filter(|_| is_whole) {
        return report.add(CheckOf::Adjusted, Outcome::Fails, why);
    }
    let adjustment = &state.adjustment;
    let missing = adjustment.missing();
    let missing: Vec<String> = missing
        .map(|one| format!("{} ({})", one.person, word(one.role)))
        .collect();
    match (adjustment.signed_on, adjustment.recorded_on) {
        (Some(day), recorded) => {
            let too = recorded.map_or("", |_| ", and on paper too");
            let detail =
                format!("the chair and everyone appointed have signed the same text; adjusted on {day}{too}");
            report.add(CheckOf::Adjusted, Outcome::Holds, detail);
        }
        (None, Some(day)) => {
            let when = if adjustment.day_is_stated {
                format!(" on {day}")
            } else {
                String::new()
            };
            let detail = format!("recorded as adjusted on paper{when}: not signed here");
            report.add(CheckOf::Adjusted, Outcome::Noted, detail);
        }
        (None, None) => {
            let detail = match (state.newest(), missing.as_slice()) {
                (None, _) if !is_whole => {
                    "the text that was compiled does not hold: whether all have signed it cannot be told"
                        .to_owned()
                }
                (None, _) => "no text was compiled, and nobody has signed".to_owned(),
                (Some(_), []) => "it is not recorded who is to sign".to_owned(),
                (Some(text), missing) => {
                    format!(
                        "the text of entry {} is not signed by {}",
                        text.entry,
                        missing.join(", ")
                    )
                }
            };
            report.add(CheckOf::Adjusted, Outcome::Fails, detail);
        }
    }
}

/// Why a text or a signature does not count, whoever let it into the log: by another's key, of another text, not seen.
fn refused(parts: &Parts, state: &ParagraphState, authority: &Authority) -> Option<String> {
    let of_adjustment = |rule| {
        [
            Rule::CompiledOfItem,
            Rule::CompiledUntilSigned,
            Rule::SignedText,
            Rule::AdjusterAppointed,
            Rule::SignedOnce,
        ]
        .contains(&rule)
    };
    let mut found = state.findings.iter();
    let found = found
        .find(|(_, finding)| of_adjustment(finding.rule))
        .map(|(entry, finding)| format!("entry {entry}: {finding}"));
    found.or_else(|| {
        let signed = parts.parts.iter().filter_map(|part| Some((part, part.event()?)));
        let mut own = signed.filter(|(_, event)| event.stream.paragraph() == parts.at);
        own.find_map(|(part, event)| {
            let why = not_by_role(event, authority).or_else(|| unseen(part, event, state));
            why.map(|why| format!("entry {}: {why}", part.index))
        })
    })
}

fn not_by_role(event: &Event, authority: &Authority) -> Option<String> {
    let signers = event.signed.iter().flat_map(|signed| &signed.by);
    let by: Vec<&str> = signers.map(|signer| signer.handle.as_str()).collect();
    let refused = check_role(&by, event, authority).err()?;
    Some(refused.to_string())
}

/// Whether the signer of a text had not seen it.
fn unseen(part: &Part, event: &Event, state: &ParagraphState) -> Option<String> {
    let named = signed_under(event)?;
    let text = state.compiled.iter().find(|text| text.named == *named)?;
    let entry = Entry::parse(&part.bytes).ok()?;
    let signed = SignedEvent::parse(entry.event).ok()?;
    let basis = signed.header().basis.map(|basis| basis.index);
    Some(not_seen(basis, text.entry)?.to_string())
}

/// Revocations that reach back to a part. A mark, and no failure: a disputed entry keeps its effect.
pub(super) fn disputes(parts: &Parts, authority: &Authority, report: &mut ParagraphReport) {
    let mut disputed = Vec::new();
    for part in &parts.parts {
        let entry = Entry::parse(&part.bytes).ok();
        let event = entry.and_then(|entry| SignedEvent::parse(entry.event).ok());
        let by = event
            .as_ref()
            .map(|event| event.header().by.as_slice())
            .unwrap_or_default();
        for revocation in authority.disputes(part.index, by) {
            disputed.push(format!(
                "entry {} by the revocation at entry {revocation}",
                part.index
            ));
        }
    }
    if disputed.is_empty() {
        report.add(
            CheckOf::Disputes,
            Outcome::Holds,
            "no key that signed was revoked from before",
        );
    } else {
        let detail = format!("disputed: {}", disputed.join(", "));
        report.add(CheckOf::Disputes, Outcome::Noted, detail);
    }
}

/// Those who are to sign and those who have, the chair first.
pub(super) fn signatories(state: &ParagraphState, authority: &Authority) -> Vec<Signatory> {
    let mut left: Vec<&Signature> = state.signatures.iter().collect();
    let mut signatories = Vec::new();
    for required in &state.adjustment.required {
        let signed = place_of(required, state, &left).map(|place| signed_by(left.remove(place), authority));
        signatories.push(signatory(&required.person, required.role, signed));
    }
    for other in left {
        let signed = Some(signed_by(other, authority));
        signatories.push(signatory(&other.person, other.role, signed));
    }
    signatories
}

/// Which signature is that of one who is to sign: the one that counts, else the last of another text.
fn place_of(required: &Required, state: &ParagraphState, left: &[&Signature]) -> Option<usize> {
    let Required {
        role,
        person,
        signature,
    } = required;
    match signature {
        Some(counts) => left.iter().position(|one| one.event == counts.event),
        None => left
            .iter()
            .rposition(|one| one.role == *role && state.roster.same(&one.person, person)),
    }
}

/// What a report says of a compiled text.
pub(super) fn signed_text(text: &CompiledText) -> SignedText {
    SignedText {
        entry: text.entry,
        id: text.named.id.clone(),
        sha256: text.named.sha256.clone(),
        renderer: text.compiled.renderer.clone(),
        range: (text.compiled.from, text.compiled.to),
        text: text.compiled.text.concat(),
    }
}

/// Holds something against each part; the first that does not hold is named, and how many more there are.
fn each(
    parts: &Parts,
    what: CheckOf,
    report: &mut ParagraphReport,
    says: &str,
    holds: impl Fn(&Part) -> Result<(), String>,
) {
    let count = parts.parts.len();
    let mut failures = parts.parts.iter().filter_map(|part| holds(part).err());
    match failures.next() {
        Some(first) => {
            let more = failures.count();
            let detail = if more == 0 {
                first
            } else {
                format!("{first}; and {more} more")
            };
            report.add(what, Outcome::Fails, detail);
        }
        None if count == 0 => report.add(what, Outcome::Fails, "there are no entries to look at"),
        None => report.add(
            what,
            Outcome::Holds,
            format!("the {count} entries that make it {says}"),
        ),
    }
}

fn check_signatures(index: u64, event: &SignedEvent<'_>, authority: &Authority) -> Result<(), String> {
    for (handle, signature) in event.header().by.iter().zip(event.signatures()) {
        // The first root is valid at entry 0 itself, which enrols it.
        let enrolled = authority
            .handle(handle)
            .filter(|key| key.enrolled < index || index == 0);
        let key =
            enrolled.ok_or_else(|| format!("the key of `{handle}` is not known to be enrolled before it"))?;
        if let Some(revoked) = key.revoked.filter(|revoked| revoked.index < index) {
            return Err(format!(
                "the key of `{handle}` was revoked at entry {}",
                revoked.index
            ));
        }
        if key.vkey.id() != signature.key {
            return Err(format!(
                "the signature of `{handle}` is by another key than the one enrolled"
            ));
        }
        key.vkey
            .verify(event.text().as_bytes(), &signature.bytes)
            .map_err(|error| format!("the signature of `{handle}` does not hold: {error}"))?;
    }
    Ok(())
}

fn signatory(person: &Person, role: SigningRole, signed: Option<SignedBy>) -> Signatory {
    Signatory {
        person: person.to_string(),
        role: word(role),
        signed,
    }
}

fn word(role: SigningRole) -> &'static str {
    match role {
        SigningRole::Chair => "chair",
        SigningRole::Adjuster => "adjuster",
    }
}

fn signed_by(signature: &Signature, authority: &Authority) -> SignedBy {
    let key = authority.handle(&signature.handle);
    SignedBy {
        entry: signature.entry,
        at: signature.at.clone(),
        received: signature.received.clone(),
        handle: signature.handle.clone(),
        vkey: key.map(|key| key.vkey.as_str().to_owned()),
        holder: signature.holder.clone(),
        enrolled: key.map(|key| key.enrolled),
        of_newest: signature.of_newest,
        disputed_by: signature.disputed_by.clone(),
    }
}

fn said(failure: Option<&Failure>) -> String {
    let said = |failure: &Failure| {
        let (place, what): (&dyn Display, &dyn Display) = (&failure.place, &failure.what);
        format!("{place}: {what}")
    };
    failure.map(said).unwrap_or_default()
}

/// Where a failure of the checkpoint stands.
const CHECKPOINT: &str = "checkpoint";
