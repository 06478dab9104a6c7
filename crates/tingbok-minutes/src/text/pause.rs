//! Adjournments in words: *ajournering*.

use super::block::Block;
use super::wording::clock;
use crate::paragraph::{Pause, Timed};

/// `Sammanträdet ajourneras mellan kl. 14.00-14.10.`; days are named where they differ.
pub(super) fn paused(pause: &Pause) -> Block {
    let at = |timed: &Option<Timed>| timed.as_ref().and_then(|timed| clock(&timed.at));
    let day = |timed: &Timed| timed.at.date().to_string();
    let time = |clock: Option<String>| clock.map_or_else(String::new, |clock| format!(" kl. {clock}"));
    let (from, to) = (at(&pause.adjourned), at(&pause.resumed));
    Block::made(match (&pause.adjourned, &pause.resumed) {
        (Some(a), Some(r)) if day(a) != day(r) => format!(
            "Sammanträdet ajourneras den {}{} och återupptas den {}{}.",
            day(a),
            time(from),
            day(r),
            time(to)
        ),
        (Some(_), Some(_)) => match (from, to) {
            (Some(from), Some(to)) => format!("Sammanträdet ajourneras mellan kl. {from}-{to}."),
            (from, to) => format!(
                "Sammanträdet ajourneras{} och återupptas{}.",
                time(from),
                time(to)
            ),
        },
        (Some(_), None) => format!(
            "Sammanträdet ajourneras{}. När det återupptas är inte antecknat.",
            time(from)
        ),
        (None, _) => format!("Sammanträdet återupptas{}.", time(to)),
    })
}
