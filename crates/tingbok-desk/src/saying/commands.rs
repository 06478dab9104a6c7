//! What the rules say, in the prompt's own words: they name kinds of events, and whoever types at a prompt has commands.
//!
//! Invariant: no advice that is shown at the prompt names a kind. What is done by no command of the prompt is no advice
//! there, and is left out.

use tingbok_procedure::Kind;

use crate::lang::Lang;
use crate::verb::Verb;

/// What a rule says, with the prompt's commands in place of the kinds that they record.
#[must_use]
pub fn with_commands(said: &str, lang: Lang) -> String {
    let mut spoken = String::new();
    for (place, part) in said.split('`').enumerate() {
        let kind = (place % 2 == 1).then(|| part.parse::<Kind>().ok()).flatten();
        let command = kind.and_then(|kind| command(kind, lang));
        if command.is_some() {
            for (recorded, typed) in TYPED {
                if let Some(before) = spoken.strip_suffix(&format!("{recorded}`")) {
                    spoken = format!("{before}{typed}`");
                }
            }
        }
        spoken.push_str(command.as_deref().unwrap_or(part));
        spoken.push('`');
    }
    spoken.pop();
    spoken
}

/// What a rule advises, as [`with_commands`] has it, without what no command of the prompt can do.
pub(crate) fn advice(said: &str, lang: Lang) -> Option<String> {
    let can_be_typed = |part: &&str| {
        let mut quoted = part.split('`').skip(1).step_by(2);
        quoted.all(|word| {
            word.parse::<Kind>()
                .map_or(true, |kind| command(kind, lang).is_some())
        })
    };
    let parts: Vec<&str> = said.split(PART).filter(can_be_typed).collect();
    (!parts.is_empty()).then(|| with_commands(&parts.join(PART), lang))
}

/// The command that records a kind, with what must stand after it.
fn command(kind: Kind, lang: Lang) -> Option<String> {
    let (verb, sv, en) = match kind {
        Kind::MeetingOpened => (Verb::Open, " ordförande NAMN", " chair NAME"),
        Kind::MeetingAdjourned => (Verb::Adjourn, " TID", " TIME"),
        Kind::MeetingResumed => (Verb::Resume, " TID", " TIME"),
        Kind::MeetingClosed => (Verb::Close, " mötet", " meeting"),
        Kind::AttendanceRecorded => (Verb::Attendance, "", ""),
        Kind::ServiceStarted => (Verb::Serve, " NAMN", " NAME"),
        Kind::ServiceEnded => (Verb::Leave, " NAMN", " NAME"),
        Kind::AgendaAdopted => (Verb::Agenda, "", ""),
        Kind::AdjustersAppointed => (Verb::Adjusters, " NAMN", " NAME"),
        Kind::DoorsClosed => (Verb::Doors, " stängda", " closed"),
        Kind::DoorsOpened => (Verb::Doors, " öppna", " open"),
        Kind::ItemOpened => (Verb::Item, ": RUBRIK", ": TITLE"),
        Kind::ItemPresented => (Verb::Present, "", ""),
        Kind::UnderlayListed => (Verb::Underlay, "", ""),
        Kind::ProposalLaid => (Verb::Proposal, "", ""),
        Kind::RecusalDeclared => (Verb::Recusal, " NAMN", " NAME"),
        Kind::MotionMoved => (Verb::Motion, "", ""),
        Kind::MotionJoined => (Verb::Join, "", ""),
        Kind::MotionWithdrawn => (Verb::Withdraw, "", ""),
        Kind::SpeechMade => (Verb::Speech, "", ""),
        Kind::DebateClosed => (Verb::Debate, " slut", " closed"),
        Kind::PropositionOrdered => (Verb::Order, "", ""),
        Kind::PropositionPut => (Verb::Proposition, "", ""),
        Kind::PropositionFound => (Verb::Found, "", ""),
        Kind::VoteDemanded => (Verb::Vote, " begärd NAMN", " demanded NAME"),
        Kind::VoteOrdered => (Verb::Vote, " ja=avslag", " yes=rejection"),
        Kind::BallotCast => (Verb::Ballot, "", ""),
        Kind::VoteCounted => (Verb::Count, " 9 4 1", " 9 4 1"),
        Kind::DecisionMade => (Verb::Decision, "", ""),
        Kind::ParticipationDeclined => (Verb::Decline, " inte NAMN", " NAME"),
        Kind::ReservationEntered => (Verb::Reservation, " NAMN", " NAME"),
        Kind::StatementEntered => (Verb::Note, " NAMN", " NAME"),
        Kind::DispatchOrdered => (Verb::Dispatch, "", ""),
        Kind::ItemClosed => (Verb::Finish, "", ""),
        _ => return None,
    };
    Some(format!("{}{}", verb.name(lang), lang.of(sv, en)))
}

/// What separates two pieces of advice.
const PART: &str = "; ";

/// What is recorded is typed here: the words before a kind, and before a command.
const TYPED: [(&str, &str); 6] = [
    ("anteckna ", "skriv "),
    ("anteckna först ", "skriv först "),
    ("antecknas som ", "antecknas med "),
    ("record ", "write "),
    ("is recorded as ", "is recorded with "),
    ("recorded as ", "recorded with "),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::Room;

    fn names_a_kind(said: &str) -> bool {
        Kind::ALL.iter().any(|kind| said.contains(kind.name()))
    }

    #[test]
    fn advice_names_no_kind() {
        for kind in Kind::ALL {
            for lang in [Lang::Sv, Lang::En] {
                let said = lang.of(
                    format!("anteckna `{kind}` först; `q1` är känd; läs"),
                    format!("record `{kind}` first; `q1` is known; read"),
                );
                let advice = advice(&said, lang).unwrap();
                assert!(!names_a_kind(&advice), "{advice}");
                let rest = lang.of("`q1` är känd; läs", "`q1` is known; read");
                assert!(advice.ends_with(rest), "{advice}");
                assert_eq!(
                    advice != rest,
                    command(*kind, lang).is_some_and(|command| advice.contains(&format!("`{command}`"))),
                    "{advice}"
                );
            }
        }
        assert_eq!(advice("anteckna `notice.posted/1` först", Lang::Sv), None);
    }

    /// What is typed, and what is advised against it, in both languages.
    const REFUSED: &[(&[&str], &str, &str, &str)] = &[
        (
            &["kl 10.40 ajournera"],
            "yrkande Haddad återremiss",
            "skriv `återuppta TID` först",
            "write `resume TIME` first",
        ),
        (
            &["yrkande Haddad återremiss", "prop m1"],
            "beslut q1: Ja.",
            "skriv `finner` först",
            "write `found` first",
        ),
        (
            &[
                "yrkande Haddad återremiss",
                "prop m1 avslås",
                "votering begärd Haddad ja=avslag",
            ],
            "röst Lind ja",
            "skriv `tjänstgör NAMN` först, eller skriv personen som uppropet gör",
            "write `serves NAME` first, or name the person as the roll does",
        ),
        (
            &[
                "yrkande Haddad återremiss",
                "prop m1 avslås",
                "votering begärd Haddad",
            ],
            "röst Haddad ja",
            "skriv `votering ja=avslag` först: vad ja och nej betyder",
            "write `vote yes=rejection` first: what Ja and Nej mean",
        ),
        (
            &["avsluta"],
            "§57 yttrande Haddad",
            "anteckna det före `avsluta`",
            "record it before `finish`",
        ),
    ];

    #[test]
    fn what_a_rule_advises_can_be_typed() {
        for (before, line, sv, en) in REFUSED {
            let mut room = Room::met();
            for line in *before {
                room.keep(line);
            }
            let problem = room.read(line).unwrap_err();
            let advised = [Lang::Sv, Lang::En].map(|lang| problem.advice(lang));
            assert_eq!(advised, [Some(*sv), Some(*en)], "{line}: {problem}");
        }
    }
}
