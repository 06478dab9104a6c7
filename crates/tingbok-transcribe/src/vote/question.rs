//! Which proposition a vote is on: the one that its demand, its outcome or its sides speak of, or the last.

use super::{Pending, VOTES};
use crate::item::Reading;
use crate::phrase::Phrase;
use crate::proposition::spoken_of;
use crate::reference::is_pronoun;
use crate::register::Put;

impl Pending {
    /// The proposition that is voted on: that which the demand names; the last one on what was declared; that of the sides;
    /// the newest at the demand; the last one.
    pub(super) fn proposition(&self, reading: &Reading<'_, '_, '_>) -> Option<Put> {
        let free = |put: &Put| is_free(reading, put);
        let declared = self
            .declared
            .as_deref()
            .filter(|words| !is_pronoun(&Phrase::of(words)));
        let demanded = self.on.as_ref().filter(|put| free(put));
        let named = self.named.as_ref().filter(|put| free(put)).cloned();
        named
            .or_else(|| spoken_of(reading, declared?, &free))
            .or_else(|| self.asked(reading, &free))
            .or_else(|| demanded.cloned())
            .or_else(|| reading.register.puts.iter().rev().find(|put| free(put)).cloned())
    }

    /// The proposition whose motions are those that the sides stand for.
    fn asked(&self, reading: &Reading<'_, '_, '_>, free: &dyn Fn(&Put) -> bool) -> Option<Put> {
        let (yes, no) = (self.yes.as_ref()?, self.no.as_ref()?);
        let on_one = [yes, no]
            .into_iter()
            .find_map(|side| spoken_of(reading, side.words(), free));
        on_one.or_else(|| spoken_of(reading, &format!("{}, {}", yes.words(), no.words()), free))
    }
}

/// The proposition that a demand speaks of: *rösträkning begärs på frågan om återremiss*. Who demands says nothing of it.
pub(super) fn demanded(reading: &Reading<'_, '_, '_>, phrase: &Phrase<'_>) -> Option<Put> {
    let vote = phrase.find_stem(0, VOTES)?;
    let about = (vote + 1..phrase.words.len()).find(|&at| ABOUT.contains(&phrase.plain(at)))?;
    let named = phrase.text.get(phrase.words.get(about)?.span.end..)?;
    spoken_of(reading, named, &|put| is_free(reading, put))
}

/// Whether a proposition may still be voted on: it is told what the chair found, and no vote was held on it.
fn is_free(reading: &Reading<'_, '_, '_>, put: &Put) -> bool {
    put.is_found && !reading.register.votes.iter().any(|voted| voted.unit == put.unit)
}

/// Words between a vote and what it is on.
const ABOUT: &[&str] = &[
    "om",
    "på",
    "över",
    "gällande",
    "angående",
    "avseende",
    "beträffande",
    "rörande",
];
