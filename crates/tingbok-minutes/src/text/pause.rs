//! Adjournments in words: *ajournering*.

use super::block::Block;
use super::wording::{clock, point};
use crate::paragraph::{Pause, Timed};

/// `Sammanträdet ajourneras mellan kl. 14.00-14.10.`; days are named where they differ, and where the meeting's `day` is
/// given and this is another.
pub(super) fn paused(pause: &Pause, day: Option<&str>) -> Block {
    let on = |timed: &Timed| timed.at.date().to_string();
    let time = |timed: &Timed, day: Option<&str>| {
        let point = point(&timed.at, day);
        point.map_or_else(String::new, |point| format!(" {point}"))
    };
    Block::made(match (&pause.adjourned, &pause.resumed) {
        (Some(a), Some(r)) if on(a) != on(r) => format!(
            "Sammanträdet ajourneras den {}{} och återupptas den {}{}.",
            on(a),
            time(a, None),
            on(r),
            time(r, None)
        ),
        (Some(a), Some(r)) => match (clock(&a.at), clock(&r.at)) {
            (Some(from), Some(to)) => {
                let other = day.filter(|day| *day != on(a)).map(|_| format!(" den {}", on(a)));
                let other = other.unwrap_or_default();
                format!("Sammanträdet ajourneras{other} mellan kl. {from}-{to}.")
            }
            _ => format!(
                "Sammanträdet ajourneras{} och återupptas{}.",
                time(a, day),
                time(r, day)
            ),
        },
        (Some(a), None) => format!(
            "Sammanträdet ajourneras{}. När det återupptas är inte antecknat.",
            time(a, day)
        ),
        (None, Some(r)) => format!("Sammanträdet återupptas{}.", time(r, day)),
        (None, None) => "Sammanträdet återupptas.".to_owned(),
    })
}
