//! Motions, questions, votes and decisions, in words.

use tingbok_procedure::Content;
use tingbok_procedure::content::{
    BallotCast, BallotSource, Choice, DecisionMade, Form, MotionMoved, ParticipationDeclined,
    PropositionKind, PropositionPut, ReservationEntered, StatementEntered, StatementKind, Target,
    VoteCounted, VoteForm, VoteOrdered, VoteRule,
};

use super::{led, named, names, outcome, person, persons};
use crate::lang::Lang;

pub(super) fn said(content: &Content, lang: Lang) -> Option<String> {
    Some(match content {
        Content::MotionMoved(c) => moved(c, lang),
        Content::MotionJoined(c) => {
            let (who, what) = (person(&c.person), names(&c.motions, lang));
            lang.of(format!("{who} instämmer i {what}"), format!("{who} joins {what}")) + &led(&c.text)
        }
        Content::MotionWithdrawn(c) => {
            let by = c.by.as_ref().map_or_else(String::new, |by| {
                format!(" {} {}", lang.of("av", "by"), person(by))
            });
            let what = names(&c.motions, lang);
            lang.of(format!("{what} återtas{by}"), format!("{what} withdrawn{by}"))
        }
        Content::PropositionOrdered(c) => {
            let order = names(&c.order, lang);
            let order = if order.is_empty() {
                order
            } else {
                format!(" {order}")
            };
            format!(
                "{}{order}{}",
                lang.of("propositionsordning", "order of the questions"),
                led(&c.text)
            )
        }
        Content::PropositionPut(c) => put(c, lang),
        Content::PropositionFound(c) => {
            let carried = outcome(&c.carried, lang);
            lang.of(
                format!("{}: ordföranden finner {carried}", c.proposition),
                format!("{}: the chair finds {carried}", c.proposition),
            )
        }
        Content::VoteDemanded(c) => {
            let by = c.by.as_ref().map_or_else(String::new, |by| {
                format!(" {} {}", lang.of("av", "by"), person(by))
            });
            let on = |word: &str| {
                c.proposition
                    .as_ref()
                    .map_or_else(String::new, |on| format!(" {word} {on}"))
            };
            lang.of(
                format!("{}: omröstning{} begärs{by}", c.vote, on("om")),
                format!("{}: a vote{} is demanded{by}", c.vote, on("on")),
            )
        }
        Content::VoteOrdered(c) => ordered(c, lang),
        Content::BallotCast(c) => ballot(c, lang),
        Content::VoteCounted(c) => counted(c, lang),
        Content::DecisionMade(c) => decided(c, lang),
        Content::ParticipationDeclined(c) => declined(c, lang),
        Content::ReservationEntered(c) => reserved(c, lang),
        Content::StatementEntered(c) => stated(c, lang),
        Content::DispatchOrdered(c) => {
            format!(
                "{}: {}",
                lang.of("expedieras till", "dispatched to"),
                c.recipients.join(" | ")
            )
        }
        _ => return None,
    })
}

fn moved(c: &MotionMoved, lang: Lang) -> String {
    let asks = match c.form {
        Form::Approve => lang.of("bifall", "approval"),
        Form::Reject => lang.of("avslag", "rejection"),
        Form::Amend => lang.of("ändring", "an amendment"),
        Form::Add => lang.of("tillägg", "an addition"),
        Form::Replace => lang.of("något annat i stället", "something else instead"),
        Form::Remit => lang.of("återremiss", "remittal"),
        Form::Table => lang.of("bordläggning", "tabling"),
        Form::DecideToday => lang.of("avgörande i dag", "a decision today"),
        Form::Adjourn => lang.of("ajournering", "an adjournment"),
    };
    let moves = lang.of("yrkar", "moves");
    let about = target(&c.target, lang);
    format!(
        "{}: {} {moves} {asks}{about}{}",
        c.motion,
        person(&c.mover),
        led(&c.text)
    )
}

fn target(target: &Target, lang: Lang) -> String {
    let what = named(&target.motions, target.proposal.as_ref(), lang);
    let mut said = if what.is_empty() {
        String::new()
    } else {
        format!(" ({what})")
    };
    if let Some(page) = target.page {
        said.push_str(&format!(", {} {page}", lang.of("sidan", "page")));
    }
    if let Some(section) = &target.section {
        said.push_str(&format!(", ”{section}”"));
    }
    if !target.old.is_empty() {
        said.push_str(&format!(
            ", {} ”{}”",
            lang.of("från", "from"),
            target.old.concat()
        ));
    }
    if !target.new.is_empty() {
        said.push_str(&format!(", {} ”{}”", lang.of("till", "to"), target.new.concat()));
    }
    said
}

fn put(c: &PropositionPut, lang: Lang) -> String {
    let kind = match lang {
        Lang::Sv => question_in_swedish(c),
        Lang::En => question_in_english(c),
    };
    format!("{}: {kind}{}", c.proposition, led(&c.text))
}

/// What is asked: `proposition på tilläggsyrkandet (m2)`.
fn question_in_swedish(c: &PropositionPut) -> String {
    use PropositionKind as Kind;
    let what = named(&c.motions, c.proposal.as_ref(), Lang::Sv);
    let motion = match c.kind {
        Kind::Remit => Some("återremiss"),
        Kind::Table => Some("bordläggnings"),
        Kind::Addition => Some("tilläggs"),
        _ => None,
    };
    if let (Some(motion), None, [_, more @ ..]) = (motion, &c.proposal, c.motions.as_slice()) {
        let motions = if more.is_empty() { "yrkandet" } else { "yrkandena" };
        return format!("proposition på {motion}{motions} ({what})");
    }
    let kind = match c.kind {
        Kind::ApproveOrReject => "proposition",
        Kind::AgainstEachOther if what.is_empty() => "proposition mot varandra",
        Kind::AgainstEachOther => return format!("proposition på {what} mot varandra"),
        Kind::CounterProposal => "proposition om motförslag",
        Kind::Main => "huvudproposition",
        Kind::DecideToday => "proposition om avgörande i dag",
        Kind::Remit => "proposition om återremiss",
        Kind::Table => "proposition om bordläggning",
        Kind::Addition => "proposition om tillägg",
        Kind::Final => "slutlig proposition",
    };
    match c.kind {
        _ if what.is_empty() => kind.to_owned(),
        Kind::ApproveOrReject | Kind::Main | Kind::Final => format!("{kind} på {what}"),
        _ => format!("{kind} ({what})"),
    }
}

fn question_in_english(c: &PropositionPut) -> String {
    let kind = match c.kind {
        PropositionKind::ApproveOrReject => "question",
        PropositionKind::AgainstEachOther => "question against each other",
        PropositionKind::CounterProposal => "question of the counter-proposal",
        PropositionKind::Main => "main question",
        PropositionKind::DecideToday => "question of deciding today",
        PropositionKind::Remit => "question of remittal",
        PropositionKind::Table => "question of tabling",
        PropositionKind::Addition => "question of an addition",
        PropositionKind::Final => "final question",
    };
    let what = named(&c.motions, c.proposal.as_ref(), Lang::En);
    if what.is_empty() {
        return kind.to_owned();
    }
    format!("{kind} on {what}")
}

fn ordered(c: &VoteOrdered, lang: Lang) -> String {
    let (yes, no) = (outcome(&c.yes.means, lang), outcome(&c.no.means, lang));
    let mut said = lang.of(
        format!("{}: ja-röst innebär {yes}, nej-röst innebär {no}", c.vote),
        format!("{}: yes means {yes}, no means {no}", c.vote),
    );
    if let Some(follows) = &c.follows {
        said.push_str(&lang.of(
            format!(", följer {}", follows.vote),
            format!(", follows {}", follows.vote),
        ));
    }
    for side in [&c.yes, &c.no].into_iter().filter(|side| !side.text.is_empty()) {
        said.push_str(&format!(" ”{}”", side.text.concat()));
    }
    if c.form == VoteForm::Closed {
        said.push_str(lang.of(", sluten omröstning", ", a closed vote"));
    }
    if let Some(method) = &c.method {
        said.push_str(&format!(", {} {method}", lang.of("genom", "by")));
    }
    let rule = match c.rule {
        VoteRule::Simple => return said,
        VoteRule::CastingVote => lang.of("ordförandens utslagsröst", "the chair's casting vote"),
        VoteRule::Lot => lang.of("lott vid lika röstetal", "a lot on a tie"),
        VoteRule::OneThirdPresent => lang.of(
            "en tredjedel av de närvarande räcker",
            "a third of those present is enough",
        ),
        VoteRule::TwoThirdsPresent => lang.of(
            "två tredjedelar av de närvarande krävs",
            "two thirds of those present are needed",
        ),
        VoteRule::TwoThirdsCast => lang.of(
            "två tredjedelar av rösterna krävs",
            "two thirds of the ballots are needed",
        ),
        VoteRule::Unanimous => lang.of("enighet krävs", "all are needed"),
    };
    format!("{said}, {rule}")
}

fn ballot(c: &BallotCast, lang: Lang) -> String {
    let choice = match c.choice {
        Choice::Yes => lang.of("röstar ja", "votes yes"),
        Choice::No => lang.of("röstar nej", "votes no"),
        Choice::Abstain => lang.of("avstår", "abstains"),
        Choice::Absent => lang.of("är frånvarande", "is absent"),
    };
    let derived = match c.source {
        BallotSource::Read => "",
        BallotSource::Derived => lang.of(" (härledd)", " (derived)"),
    };
    format!("{}: {} {choice}{derived}", c.vote, person(&c.voter))
}

fn counted(c: &VoteCounted, lang: Lang) -> String {
    let declared = outcome(&c.declared, lang);
    lang.of(
        format!(
            "{}: {} ja, {} nej, {} avstår; ordföranden finner {declared}",
            c.vote, c.yes, c.no, c.abstain
        ),
        format!(
            "{}: {} yes, {} no, {} abstain; the chair finds {declared}",
            c.vote, c.yes, c.no, c.abstain
        ),
    )
}

fn decided(c: &DecisionMade, lang: Lang) -> String {
    let settles = c
        .proposition
        .as_ref()
        .map_or_else(String::new, |name| format!(" ({name})"));
    let carried = c
        .outcome
        .as_ref()
        .map_or_else(String::new, |carried| format!(", {}", outcome(carried, lang)));
    let point = |point: &tingbok_procedure::content::Point| {
        let number = point
            .number
            .map_or_else(String::new, |number| format!("{number}. "));
        number + &point.text.concat()
    };
    let points: Vec<String> = c.points.iter().map(point).collect();
    format!(
        "{}: {}{settles}{carried}: {}",
        c.decision,
        lang.of("beslut", "decision"),
        points.join(" | ")
    )
}

fn declined(c: &ParticipationDeclined, lang: Lang) -> String {
    let of = c
        .proposition
        .as_ref()
        .map(ToString::to_string)
        .or(c.decision.as_ref().map(ToString::to_string));
    let of = of.map_or_else(String::new, |name| format!(" {name}"));
    let who = persons(&c.persons, lang);
    lang.of(
        format!("{who} deltar inte i beslutet{of}"),
        format!("{who} takes no part in the decision{of}"),
    ) + &led(&c.text)
}

fn reserved(c: &ReservationEntered, lang: Lang) -> String {
    let who = persons(&c.persons, lang);
    let against = c.decision.as_ref().map_or_else(String::new, |name| {
        format!(" {} {name}", lang.of("mot", "against"))
    });
    let favour = if c.favour.is_empty() {
        String::new()
    } else {
        format!(
            " {} {}",
            lang.of("till förmån för", "in favour of"),
            names(&c.favour, lang)
        )
    };
    lang.of(
        format!("{who} reserverar sig{against}{favour}"),
        format!("{who} reserves{against}{favour}"),
    ) + &led(&c.text)
}

fn stated(c: &StatementEntered, lang: Lang) -> String {
    let kind = match c.kind {
        StatementKind::Note => lang.of("protokollsanteckning", "note"),
        StatementKind::SpecialOpinion => lang.of("särskilt yttrande", "special opinion"),
    };
    format!(
        "{kind} {} {}{}",
        lang.of("av", "by"),
        persons(&c.persons, lang),
        led(&c.text)
    )
}
