//! Who is in the room and serves, in words: recusal (*jäv*), roll call, coming and going, closed doors.
//!
//! Section: 5:42, 5:47, 6:25, 6:28–30.

use tingbok_procedure::content::{AttendanceRecorded, Person, RecusalDeclared, Serving};

use super::block::Block;
use super::wording::{enumeration, one_line, point, sentence};
use crate::paragraph::{Doors, Service};

/// A recusal: who takes no part, and on what ground.
pub(super) fn recused(recused: &RecusalDeclared) -> Block {
    let ground = one_line(&recused.ground.concat());
    let who = format!(
        "{} anmäler jäv och deltar inte i handläggningen av ärendet.",
        recused.person
    );
    if ground.is_empty() {
        return Block::made(who);
    }
    Block::made(format!("{who} Skäl: {}", sentence(&ground)))
}

/// The roll call: who serves and for whom, who else is there, who is not.
pub(super) fn called(roll: &AttendanceRecorded) -> Block {
    let serving: Vec<String> = roll.serving.iter().map(serving).collect();
    let named = |persons: &[Person]| persons.iter().map(ToString::to_string).collect::<Vec<_>>();
    let groups = [
        ("Tjänstgörande", serving),
        ("Ersättare som inte tjänstgör", named(&roll.substitutes)),
        ("Övriga", named(&roll.others)),
        ("Frånvarande", named(&roll.absent)),
    ];
    let filled = groups.into_iter().filter(|(_, names)| !names.is_empty());
    let lines = filled.map(|(group, names)| Block::made(format!("{group}: {}.", enumeration(&names))));
    lines.fold(Block::default(), Block::then)
}

/// Somebody begins or ceases to serve: `Per-Anders Åsling (C) tjänstgör för Mats Holmgren (C) från kl. 10.05.`
///
/// Where the meeting's `day` is given, another is named.
pub(super) fn service(service: &Service, day: Option<&str>) -> Block {
    let (who, at) = (&service.person, point(&service.at, day));
    let place = service.in_place_of.as_ref();
    let place = place.map_or_else(String::new, |member| format!(" för {member}"));
    Block::made(match (service.serves, at) {
        (true, Some(at)) => format!("{who} tjänstgör{place} från {at}."),
        (true, None) => format!("{who} börjar tjänstgöra{place}."),
        (false, Some(at)) => format!("{who} tjänstgör till {at}."),
        (false, None) => format!("{who} slutar tjänstgöra."),
    })
}

/// The doors are closed or opened.
pub(super) fn doors(doors: &Doors, day: Option<&str>) -> Block {
    let from = point(&doors.at, day).map_or_else(String::new, |at| format!(" från {at}"));
    Block::made(if doors.closed {
        format!("Sammanträdet hålls bakom stängda dörrar{from}.")
    } else {
        format!("Sammanträdet är åter offentligt{from}.")
    })
}

fn serving(serving: &Serving) -> String {
    match &serving.in_place_of {
        Some(member) => format!("{} för {member}", serving.person),
        None => serving.person.to_string(),
    }
}
