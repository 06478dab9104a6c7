//! The chair's questions and what the chair found: `Ordföranden ställer proposition på X och finner att det avslås.`
//!
//! Houses also tell only what was found (*Ordföranden finner att …*), or what the meeting decided on the way (*Styrelsen
//! beslutar först att bifalla …*); both were asked. An answer that is not understood is `unstated`.
//!
//! Spec: docs/procedure.md, `proposition.ordered`, `proposition.put` and `proposition.found`.

use std::ops::Range;

use tingbok_procedure::content::{
    Effect, Outcome, PropositionFound, PropositionId, PropositionKind, PropositionOrdered, PropositionPut,
};

use crate::calendar::number;
use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::page;
use crate::passage::Passage;
use crate::phrase::{Phrase, begins};
use crate::reference::{Referent, is_motion_noun, is_pronoun};
use crate::register::Put;
use crate::scribe::{Phase, Place};
use crate::vote;
use crate::who::is_denied;

use words::{AFTER_FINDS, BODIES, CHAIR, CONNECTING, EFFECTS, EMPTY, FINDS, KINDS, PUTS, PUTS_MAX, THEN};

pub(crate) use words::FORMAL;

mod words;

/// How many sentences a proposition took.
pub(crate) enum Read {
    /// The one at hand.
    One,
    /// The next one too: it says what the chair found.
    WithNext,
}

/// A proposition as the words have it.
struct Question<'p> {
    /// What is put: `Klara Nordins (M) ändringsyrkande`.
    object: &'p str,
    /// What the chair found, when that is told.
    answer: Option<&'p str>,
}

/// Reads a sentence as a proposition, with the next one where that holds the answer.
pub(crate) fn read(
    reading: &mut Reading<'_, '_, '_>,
    passage: &Passage,
    span: &Range<usize>,
    next: Option<Range<usize>>,
) -> Option<Read> {
    let words = passage.slice(span.clone());
    let phrase = Phrase::of(words);
    let counts = vote::tells_count(&phrase);
    if tells_proposals(&phrase) {
        return None;
    }
    if is_put(&phrase) && !counts {
        let answer = next.filter(|next| {
            let next = Phrase::of(passage.slice(next.clone()));
            answer_at(&phrase).is_none()
                && find(&next).is_some()
                && !is_put(&next)
                && !vote::tells_count(&next)
        });
        let (whole, read) = match answer {
            Some(next) => (span.start..next.end, Read::WithNext),
            None => (span.clone(), Read::One),
        };
        let question = Question::put(passage.slice(whole.clone()));
        question.write(reading, &passage.lines(&whole));
        return Some(read);
    }
    let question = Question::found(&phrase).or_else(|| Question::decided(&phrase))?;
    let goes_on = (0..phrase.words.len()).any(|at| THEN.contains(&phrase.plain(at)));
    if counts || vote::awaits_outcome(reading) && !goes_on {
        return None;
    }
    question.write(reading, &passage.lines(span));
    Some(Read::One)
}

/// Reads a sentence that tells in which order the questions are put, or what becomes the main question.
pub(crate) fn order(reading: &mut Reading<'_, '_, '_>, passage: &Passage, span: &Range<usize>) -> bool {
    let words = passage.slice(span.clone());
    let phrase = Phrase::of(words);
    let tells = phrase.has_stem(&[
        "propositionsordning",
        "huvudvotering",
        "huvudförslag",
        "huvudproposition",
        "ja-proposition",
    ]) || phrase.has_stem(&["förslag", "yrkande"])
        && phrase.has_stem(&["konstaterar", "föreligger", "finns"]);
    if !tells {
        return false;
    }
    let unit = reading.scribe.unit();
    let ordered = PropositionOrdered {
        item: reading.number,
        order: Vec::new(),
        text: reading.register.text(words),
    };
    reading.write(
        Phase::Proceedings,
        unit,
        Place::First,
        ordered,
        &passage.lines(span),
    );
    true
}

/// *Ordföranden finner att det finns två förslag*: nothing is asked yet.
fn tells_proposals(phrase: &Phrase<'_>) -> bool {
    let there = phrase.find_stem(0, &["finns", "föreligger", "föreligga"]);
    let several = there.is_some_and(|at| {
        (at + 1..at + 4)
            .any(|at| number(phrase.plain(at)).is_some_and(|count| count > 1) || phrase.plain(at) == "flera")
    });
    several && phrase.find_stem(0, PUTS).is_none()
}

/// What words do: *avslås*, *bifallits*, *antas*. The verb stands last: *beslutat avgöra*, *avslagsyrkande bifallits*.
pub(crate) fn effect(words: &str) -> Option<Effect> {
    let phrase = Phrase::of(words);
    let verb = verbs(&phrase).rev().find_map(does);
    verb.or_else(|| phrase.words.iter().rev().find_map(|word| does(&word.plain)))
}

/// The same where the verb stands first: *avslag på återremissyrkandet*.
pub(crate) fn first_effect(words: &str) -> Option<Effect> {
    let phrase = Phrase::of(words);
    let verb = verbs(&phrase).find_map(does);
    verb.or_else(|| phrase.words.iter().find_map(|word| does(&word.plain)))
}

/// The words but those that name a motion: in *avslå återremissyrkandet* the verb says what is done.
fn verbs<'p>(phrase: &'p Phrase<'_>) -> impl DoubleEndedIterator<Item = &'p str> {
    let words = phrase.words.iter().map(|word| word.plain.as_str());
    words.filter(|plain| !is_motion_noun(plain))
}

fn does(plain: &str) -> Option<Effect> {
    let row = EFFECTS.iter().find(|(stems, _)| begins(plain, stems));
    row.map(|(_, effect)| *effect)
}

/// The question that words speak of, among those of `puts`: the last on the motions or the proposal that they name, or
/// the last of the kind that they name: *återremissen*.
pub(crate) fn spoken_of(
    reading: &Reading<'_, '_, '_>,
    words: &str,
    among: &dyn Fn(&Put) -> bool,
) -> Option<Put> {
    let puts = || reading.register.puts.iter().rev().filter(|put| among(put));
    let named = reading.register.resolve(words, &[]);
    let on = |put: &&Put| put.motions == named.motions && put.proposal == named.proposal;
    if let Some(put) = puts().find(|put| !named.is_empty() && on(put)) {
        return Some(put.clone());
    }
    let kind = kind_named(&Phrase::of(words)).filter(|kind| FORMAL.contains(kind))?;
    puts().find(|put| put.kind == kind).cloned()
}

fn kind_named(phrase: &Phrase<'_>) -> Option<PropositionKind> {
    let named = KINDS.iter().find(|(stems, _)| phrase.has_stem(stems));
    named.map(|(_, kind)| *kind)
}

/// What is done to what words name, or to what was put where they name nothing.
pub(crate) fn outcome_of(
    reading: &Reading<'_, '_, '_>,
    put: Option<&Put>,
    effect: Effect,
    words: &str,
) -> Outcome {
    let formal = matches!(effect, Effect::DecideToday | Effect::Remit | Effect::Table);
    if formal || effect == Effect::Unstated {
        return Outcome {
            effect,
            motions: Vec::new(),
            proposal: None,
        };
    }
    let chair: Vec<_> = reading.register.chair().into_iter().cloned().collect();
    let named = reading.register.resolve(words, &chair);
    let put = put.filter(|put| put.kind != PropositionKind::AgainstEachOther && names_nothing(words));
    let (motions, proposal) = match put {
        Some(put) if named.is_empty() => (put.motions.clone(), put.proposal.clone()),
        _ => (named.motions, named.proposal),
    };
    Outcome {
        effect,
        motions,
        proposal,
    }
}

/// Whether words speak of what is at hand and name nothing: *avslag*, *bifall till tilläggsyrkandet*.
fn names_nothing(words: &str) -> bool {
    let phrase = Phrase::of(words);
    let telling = |plain: &str| !plain.is_empty() && does(plain).is_none() && !EMPTY.contains(&plain);
    phrase.words.iter().filter(|word| telling(&word.plain)).count() <= 1
}

impl<'p> Question<'p> {
    /// Cuts a sentence that puts something at *på* and *finner att*.
    fn put(text: &'p str) -> Self {
        let phrase = Phrase::of(text);
        let finds = answer_at(&phrase);
        let until = finds.unwrap_or(phrase.words.len());
        // "X och finner att", "X. Ordföranden finner att"
        let end = (0..until)
            .rev()
            .find(|&index| !CONNECTING.contains(&phrase.plain(index)))
            .map_or(0, |last| last + 1);
        let noun = phrase.find_stem(0, &["proposition"]).filter(|noun| *noun < until);
        let after_noun = noun.and_then(|noun| (noun + 1..end).find(|&at| phrase.plain(at) != "på"));
        let led_by_on = noun.is_some_and(|noun| phrase.plain(noun + 1) == "på");
        let verb = phrase.find_stem(0, PUTS).unwrap_or(0);
        // "ställer X mot Y", "återstående yrkanden ställs under proposition"
        let span = match after_noun.filter(|_| led_by_on) {
            Some(start) => start..end,
            None if noun.is_none() && verb + 1 < end => verb + 1..end,
            None if verb > 0 && !begins(phrase.plain(0), CHAIR) => 0..verb,
            None => after_noun.unwrap_or(end)..end,
        };
        let object = text.get(phrase.span(span)).unwrap_or_default();
        let answer = finds.and_then(|finds| text.get(phrase.words.get(finds)?.span.end..));
        Self {
            object: object.trim_end_matches(['.', ',']),
            answer: answer.map(|answer| answer.trim().trim_end_matches('.')),
        }
    }

    /// *Ordföranden finner att X bifallits*: what was put is not told in other words.
    fn found(phrase: &Phrase<'p>) -> Option<Self> {
        let finds = find(phrase)?;
        let leads = begins(phrase.plain(0), CHAIR)
            || phrase
                .words
                .iter()
                .take(finds + 2)
                .any(|word| begins(&word.plain, CHAIR));
        let answer = phrase.text.get(phrase.words.get(finds)?.span.end..)?;
        let counter = Phrase::of(answer).has_stem(&["motförslag"]);
        effect(answer)
            .or(counter.then_some(Effect::Approve))
            .filter(|_| leads && !is_denied(phrase))?;
        Some(Self {
            object: "",
            answer: Some(answer.trim().trim_end_matches('.')),
        })
    }

    /// *Kommunstyrelsen beslutar härefter att bifalla X*, where the proceedings are told.
    fn decided(phrase: &Phrase<'p>) -> Option<Self> {
        let body = page::is_body(phrase.plain(0)) || BODIES.contains(&phrase.plain(0));
        let decides = phrase.find_stem(0, &["beslut"]).filter(|at| body && *at <= 2)?;
        let answer = phrase.text.get(phrase.words.get(decides)?.span.end..)?;
        let verb = (decides + 1..phrase.words.len()).find(|&at| does(phrase.plain(at)).is_some())?;
        let object = phrase.text.get(phrase.span(verb + 1..phrase.words.len()))?;
        Some(Self {
            object: object.trim_end_matches(['.', ',']),
            answer: Some(answer.trim().trim_end_matches('.')),
        })
    }

    fn write(&self, reading: &mut Reading<'_, '_, '_>, lines: &[LineIndex]) {
        let referent = self.referent(reading);
        let kind = self.kind(reading, &referent);
        vote::make_way(reading, kind == PropositionKind::CounterProposal);
        if reading.register.puts.len() >= PUTS_MAX {
            let reason = "more propositions than this program reads in one item";
            reading.scribe.explain_rest(lines.iter().copied(), reason);
            return;
        }
        self.remark(reading, &referent, lines);
        let unit = reading.scribe.unit();
        let id = PropositionId(format!("q{}", reading.register.puts.len() + 1));
        let put = Put {
            id: id.clone(),
            kind,
            motions: referent.motions.clone(),
            proposal: referent.proposal.clone(),
            unit,
            is_found: self.answer.is_some(),
        };
        let told = PropositionPut {
            item: reading.number,
            proposition: id.clone(),
            kind,
            motions: referent.motions,
            proposal: referent.proposal,
            text: reading.register.text(self.object),
        };
        reading.write(Phase::Proceedings, unit, Place::First, told, lines);
        if let Some(answer) = self.answer {
            let found = PropositionFound {
                item: reading.number,
                proposition: id,
                carried: carried(reading, &put, answer, lines),
            };
            reading.write(Phase::Proceedings, unit, Place::Found, found, lines);
        }
        reading.register.puts.push(put);
    }

    /// What is put; of *A mot B* both.
    fn referent(&self, reading: &Reading<'_, '_, '_>) -> Referent {
        let whole = reading.register.resolve(self.object, &[]);
        let halves = [" mot ", " emot "]
            .iter()
            .find_map(|against| self.object.split_once(against));
        let Some((one, other)) = halves.filter(|_| whole.proposal.is_none()) else {
            return whole;
        };
        let [one, other] = [one, other].map(|half| reading.register.resolve(half, &[]));
        let each = [&one, &other]
            .iter()
            .all(|half| !half.motions.is_empty() && half.proposal.is_none());
        if !each || one.motions.iter().any(|motion| other.motions.contains(motion)) {
            return whole;
        }
        Referent {
            ambiguous: one.ambiguous || other.ambiguous,
            motions: [one.motions, other.motions].concat(),
            proposal: None,
        }
    }

    fn kind(&self, reading: &Reading<'_, '_, '_>, referent: &Referent) -> PropositionKind {
        let phrase = Phrase::of(self.object);
        let answer = Phrase::of(self.answer.unwrap_or_default());
        if answer.has_stem(&["motförslag"]) {
            return PropositionKind::CounterProposal;
        }
        let told = kind_named(&phrase);
        let against = phrase
            .find_stem(0, &["mot"])
            .is_some_and(|at| ["mot", "emot"].contains(&phrase.plain(at)))
            || phrase
                .words
                .iter()
                .any(|word| ["yrkandena", "förslagen"].contains(&word.plain.as_str()));
        let amended = phrase.has_stem(&["ändring"]) || !reading.register.puts.is_empty();
        match told {
            Some(kind) => kind,
            None if against => PropositionKind::AgainstEachOther,
            None if referent.proposal.is_some() && amended => PropositionKind::Final,
            None => PropositionKind::ApproveOrReject,
        }
    }

    fn remark(&self, reading: &mut Reading<'_, '_, '_>, referent: &Referent, lines: &[LineIndex]) {
        let named: Vec<_> = referent.motions.iter().map(ToString::to_string).collect();
        let first = lines.first().copied();
        if referent.is_empty() {
            reading
                .scribe
                .remark(first, "what is put to the meeting is not known here");
        } else if referent.ambiguous {
            let text = format!(
                "one motion is spoken of and several fit: {} are put together",
                named.join(", ")
            );
            reading.scribe.note(first, text);
        }
    }
}

/// What was carried: what the answer names, or with *det* what was put.
fn carried(reading: &mut Reading<'_, '_, '_>, put: &Put, answer: &str, lines: &[LineIndex]) -> Outcome {
    let phrase = Phrase::of(answer);
    let agreed = phrase
        .find(0, &["så", "sker"])
        .or(phrase.find(0, &["sker", "så"]))
        .is_some();
    let chosen = put.kind == PropositionKind::CounterProposal && phrase.has_stem(&["motförslag"]);
    let told = effect(answer).or((agreed || chosen).then_some(Effect::Approve));
    let Some(effect) = told else {
        let note = "a proposition whose answer is not understood is written as unstated";
        reading.scribe.note(lines.first().copied(), note);
        return outcome_of(reading, None, Effect::Unstated, "");
    };
    let at_hand = if is_pronoun(&Phrase::of(answer)) {
        ""
    } else {
        answer
    };
    outcome_of(reading, Some(put), effect, at_hand)
}

/// The place of *finner att*.
fn find(phrase: &Phrase<'_>) -> Option<usize> {
    (0..phrase.words.len()).find(|&at| is_find(phrase, at))
}

/// The place of *finner att* after what is put: what the chair finds before it is no answer.
fn answer_at(phrase: &Phrase<'_>) -> Option<usize> {
    let puts = phrase.find_stem(0, PUTS).unwrap_or(0);
    (puts..phrase.words.len()).find(|&at| is_find(phrase, at))
}

fn is_find(phrase: &Phrase<'_>, at: usize) -> bool {
    begins(phrase.plain(at), FINDS) && AFTER_FINDS.contains(&phrase.plain(at + 1))
}

fn is_put(phrase: &Phrase<'_>) -> bool {
    let Some(puts) = phrase.find_stem(0, PUTS) else {
        return false;
    };
    let proposition = phrase.has_stem(&["proposition"]) && !phrase.has_stem(&["voteringsproposition"]);
    let against = phrase.find(puts, &["mot", "varandra"]).is_some()
        || phrase.has_stem(&["yrkand", "förslag"])
            && (0..phrase.words.len()).any(|at| ["mot", "emot"].contains(&phrase.plain(at)));
    let asks =
        phrase.plain(puts).starts_with("fråga") && phrase.plain(puts + 1) == "om" && find(phrase).is_some();
    asks || !phrase.plain(puts).starts_with("fråga") && (proposition || against)
}
