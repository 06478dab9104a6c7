//! Votes: demanded, ordered with what Ja and Nej mean, ballots, the count.

use tingbok_procedure::Content;
use tingbok_procedure::content::{
    BallotCast, BallotSource, Effect, Following, MotionId, Outcome, ParagraphNo, PropositionPut, Side, Tally,
    Text, VoteCounted, VoteDemanded, VoteForm, VoteId, VoteOrdered, VoteRule,
};

use super::proposition::{Subject, named_or_newest, subject_of};
use crate::floor::{Matter, Poll, free};
use crate::lang::Lang;
use crate::problem::Problem;
use crate::reader::{Reader, is_name};

use words::{CHOICES, MEANINGS, RULES, SAID, Said};

mod words;

/// What a line says of a vote.
#[derive(Default)]
struct Order {
    yes: Option<String>,
    no: Option<String>,
    closed: bool,
    rule: Option<VoteRule>,
    method: Option<String>,
    follows: Option<Following>,
}

pub(super) fn vote(reader: &mut Reader<'_>) -> Result<Vec<Content>, Problem> {
    let item = reader.item()?;
    let matter = reader.matter(item)?;
    let put = named_or_newest(reader, item, matter)?;
    let mut contents = Vec::new();
    let open = matter
        .open_poll()
        .filter(|poll| poll.proposition.as_ref() == Some(&put.proposition));
    let mut by = None;
    let mut said = Order::default();
    while let Some(what) = part(reader, &mut said) {
        match what {
            Some(Said::By) => by = Some(reader.person()?),
            Some(Said::Follows) => {
                said.follows = Some(Following {
                    vote: before(reader, matter)?,
                    proposition: Some(put.proposition.clone()),
                });
            }
            Some(Said::Closed) => said.closed = true,
            Some(Said::Rule) => said.rule = Some(rule(reader)?),
            Some(Said::Method) => {
                let method = reader.quoted();
                said.method = Some(method.ok_or_else(|| {
                    reader.lacks(
                        "metoden skrivs inom citattecken",
                        "the method is written in quotation marks",
                    )
                })?);
            }
            None => {}
        }
    }
    let vote = open.map_or_else(|| next_vote(matter), |poll| poll.vote.clone());
    if said.follows.is_some() && (open.is_some() || by.is_some() || said.yes.is_none()) {
        return Err(reader.lacks(
            "en omröstning som följer en annan begärs inte, och säger vad ja betyder: `votering följer v1 ja=m1`",
            "a vote that follows another is not demanded, and says what yes means: `vote follows v1 yes=m1`",
        ));
    }
    if said.follows.is_none() && (open.is_none() || by.is_some()) {
        contents.push(
            VoteDemanded {
                item,
                vote: vote.clone(),
                proposition: Some(put.proposition.clone()),
                by,
            }
            .into(),
        );
    }
    let ordered = order(reader, (item, &vote), &said, (put, matter))?;
    let sides = ordered
        .clone()
        .or_else(|| open.and_then(|poll| poll.ordered.clone()));
    contents.extend(ordered.map(Content::from));
    if let Some(tally) = tally(reader)? {
        contents.push(counted(reader, (item, &vote), tally, sides.as_ref())?.into());
    }
    if contents.is_empty() {
        return Err(reader.lacks(
            format!("omröstning `{vote}` är redan begärd: säg vad ja betyder, eller röstetalen"),
            format!("vote `{vote}` is demanded already: say what yes means, or the sums"),
        ));
    }
    Ok(contents)
}

/// The vote that another follows.
fn before(reader: &mut Reader<'_>, matter: &Matter) -> Result<VoteId, Problem> {
    let named = reader.name(&['v']).map(VoteId);
    let known = named.filter(|name| matter.votes.iter().any(|poll| poll.vote == *name));
    known.ok_or_else(|| {
        reader.lacks(
            "vilken omröstning följer den? `följer v1`",
            "which vote does it follow? `follows v1`",
        )
    })
}

pub(super) fn ballots(reader: &mut Reader<'_>) -> Result<Vec<Content>, Problem> {
    let item = reader.item()?;
    let poll = open_poll(reader, item)?;
    let before = reader.keyword(CHOICES);
    let voters = reader.persons()?;
    let choice = before.or_else(|| reader.keyword(CHOICES));
    let choice = choice.ok_or_else(|| {
        reader.lacks(
            "ja, nej, avstår eller frånvarande?",
            "yes, no, abstains or absent?",
        )
    })?;
    let ballot = |voter| {
        BallotCast {
            item,
            vote: poll.vote.clone(),
            voter,
            choice,
            source: BallotSource::Read,
            reason: None,
        }
        .into()
    };
    Ok(voters.into_iter().map(ballot).collect())
}

pub(super) fn count(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let poll = open_poll(reader, item)?;
    let tally = tally(reader)?
        .ok_or_else(|| reader.lacks("röstetalen saknas: `9 4 1`", "the sums are missing: `9 4 1`"))?;
    let counted = counted(reader, (item, &poll.vote), tally, poll.ordered.as_ref())?;
    Ok(counted.into())
}

/// The vote that goes on in an item. Where none does, the hint names one that goes on in another: the item may have been
/// changed before the count came.
fn open_poll<'m>(reader: &Reader<'m>, item: ParagraphNo) -> Result<&'m Poll, Problem> {
    reader.matter(item)?.open_poll().ok_or_else(|| {
        let problem = Problem::new(
            format!("ingen omröstning pågår i § {item}"),
            format!("no vote is open in § {item}"),
        );
        let floor = reader.floor();
        match floor.uncounted().filter(|(other, _)| floor.goes_on(*other)).last() {
            Some((other, vote)) => {
                let (sv, en) = (reader.verb().name(Lang::Sv), reader.verb().name(Lang::En));
                problem.hint(
                    format!("{vote} i § {other} är inte räknad: börja raden med `§{other}`, `§{other} {sv} …`"),
                    format!("{vote} in § {other} is not counted: begin the line with `§{other}`, `§{other} {en} …`"),
                )
            }
            None => problem.hint(
                "`votering begärd NAMN ja=avslag`",
                "`vote demanded NAME yes=rejection`",
            ),
        }
    })
}

fn next_vote(matter: &Matter) -> VoteId {
    let taken = matter.votes.iter().map(|poll| poll.vote.0.as_str());
    VoteId(free('v', taken))
}

/// Takes one thing that is said of the vote; what a side means is kept in `said`.
fn part(reader: &mut Reader<'_>, said: &mut Order) -> Option<Option<Said>> {
    let side = reader.peek_word()?.to_lowercase();
    if let Some((key, value)) = side.split_once('=') {
        let kept = match key {
            "ja" | "yes" => &mut said.yes,
            "nej" | "no" => &mut said.no,
            _ => return None,
        };
        *kept = Some(value.to_owned());
        reader.word();
        return Some(None);
    }
    if reader.separator() {
        return Some(None);
    }
    reader.keyword(SAID).map(Some)
}

fn rule(reader: &mut Reader<'_>) -> Result<VoteRule, Problem> {
    reader.keyword(RULES).ok_or_else(|| {
        let known: Vec<&str> = RULES.iter().map(|(word, _)| *word).collect();
        let known = known.join(", ");
        reader.lacks(format!("vilken regel? {known}"), format!("which rule? {known}"))
    })
}

fn order(
    reader: &Reader<'_>,
    (item, vote): (ParagraphNo, &VoteId),
    said: &Order,
    (put, matter): (&PropositionPut, &Matter),
) -> Result<Option<VoteOrdered>, Problem> {
    let Some(yes) = &said.yes else {
        let alone = said.no.is_some() || said.closed || said.rule.is_some() || said.method.is_some();
        if alone {
            return Err(reader.lacks(
                "vad ja betyder saknas: `ja=avslag`",
                "what yes means is missing: `yes=rejection`",
            ));
        }
        return Ok(None);
    };
    let yes = meaning(reader, yes, put, matter)?;
    let no = match &said.no {
        Some(no) => meaning(reader, no, put, matter)?,
        None => opposite(reader, &yes, put, matter)?,
    };
    let side = |means| Side {
        means,
        text: Text::default(),
    };
    Ok(Some(VoteOrdered {
        item,
        vote: vote.clone(),
        follows: said.follows.clone(),
        yes: side(yes),
        no: side(no),
        form: if said.closed {
            VoteForm::Closed
        } else {
            VoteForm::Open
        },
        method: said.method.clone(),
        rule: said.rule.unwrap_or(VoteRule::Simple),
    }))
}

/// What a side means: `avslag`, `m3`, `m1+p1`, `avslag:m3`.
fn meaning(
    reader: &Reader<'_>,
    said: &str,
    put: &PropositionPut,
    matter: &Matter,
) -> Result<Outcome, Problem> {
    let (effect, names) = said.split_once(':').unwrap_or_else(|| {
        if said.split('+').all(is_name) {
            ("bifall", said)
        } else {
            (said, "")
        }
    });
    let Some((_, effect)) = MEANINGS.iter().find(|(word, _)| *word == effect) else {
        return Err(reader.lacks(
            format!("`{said}` säger inte vad sidan betyder: avslag, bifall, återremiss, bordläggning, idag, eller `m3`"),
            format!("`{said}` does not say what the side means: rejection, approval, remittal, tabling, today, or `m3`"),
        ));
    };
    if !names.is_empty() {
        let names: Vec<String> = names.split('+').map(str::to_owned).collect();
        if !names
            .iter()
            .all(|name| is_name(name) && name.starts_with(['m', 'p']))
        {
            return Err(reader.lacks(
                format!("`{said}` nämner annat än yrkanden och förslag"),
                format!("`{said}` names other things than motions and proposals"),
            ));
        }
        return Ok(Subject::of(names).outcome(*effect));
    }
    Ok(of_question(*effect, put, matter))
}

/// An effect on what the proposition is about; approving and rejecting are done to what was found.
fn of_question(effect: Effect, put: &PropositionPut, matter: &Matter) -> Outcome {
    let found = matter.carried.get(&put.proposition);
    match (effect, found) {
        (Effect::Approve | Effect::Reject, Some(found))
            if matches!(found.effect, Effect::Approve | Effect::Reject) =>
        {
            Outcome {
                effect,
                ..found.clone()
            }
        }
        _ => subject_of(effect, put, matter).outcome(effect),
    }
}

/// What the other side means where only one is said.
fn opposite(
    reader: &Reader<'_>,
    yes: &Outcome,
    put: &PropositionPut,
    matter: &Matter,
) -> Result<Outcome, Problem> {
    let named = put.motions.len() + usize::from(put.proposal.is_some());
    let chosen = yes.motions.len() + usize::from(yes.proposal.is_some());
    if yes.effect == Effect::Approve && named == 2 && chosen == 1 && is_choice(put, yes) {
        let motions: Vec<MotionId> = put
            .motions
            .iter()
            .filter(|name| !yes.motions.contains(name))
            .cloned()
            .collect();
        let proposal = put
            .proposal
            .clone()
            .filter(|name| yes.proposal.as_ref() != Some(name));
        return Ok(Outcome {
            effect: Effect::Approve,
            motions,
            proposal,
        });
    }
    let effect = match yes.effect {
        Effect::Approve if named > 2 && is_choice(put, yes) => {
            return Err(reader.lacks(
                "vad nej betyder saknas: `nej=m4`",
                "what no means is missing: `no=m4`",
            ));
        }
        Effect::Approve => Effect::Reject,
        Effect::Reject => Effect::Approve,
        Effect::Remit | Effect::Table => Effect::DecideToday,
        Effect::Unstated => Effect::Unstated,
        Effect::DecideToday => {
            let put_off =
                [Effect::Remit, Effect::Table].map(|effect| (effect, of_question(effect, put, matter)));
            let named = put_off.iter().find(|(_, outcome)| !outcome.motions.is_empty());
            return named.map(|(_, outcome)| outcome.clone()).ok_or_else(|| {
                reader.lacks(
                    "vad nej betyder saknas: `nej=återremiss`",
                    "what no means is missing: `no=remittal`",
                )
            });
        }
    };
    if matches!(effect, Effect::DecideToday) {
        return Ok(of_question(effect, put, matter));
    }
    Ok(Outcome {
        effect,
        ..yes.clone()
    })
}

/// Whether a proposition chooses between what it names, and this is one of them.
fn is_choice(put: &PropositionPut, yes: &Outcome) -> bool {
    use tingbok_procedure::content::PropositionKind as Kind;
    let one = yes.motions.iter().all(|name| put.motions.contains(name));
    one && matches!(
        put.kind,
        Kind::AgainstEachOther | Kind::CounterProposal | Kind::Main
    )
}

/// `9 4`, `9 4 1`; of a lone number nobody knows what it counts.
fn tally(reader: &mut Reader<'_>) -> Result<Option<Tally>, Problem> {
    let Some(yes) = reader.number() else {
        return Ok(None);
    };
    reader.separator();
    let no = reader.number().ok_or_else(|| {
        reader.lacks(
            format!("efter `{yes}` saknas hur många som röstade nej: `{yes} 4`"),
            format!("after `{yes}` it is missing how many voted no: `{yes} 4`"),
        )
    })?;
    reader.separator();
    let abstain = reader.number().unwrap_or(0);
    Ok(Some(Tally { yes, no, abstain }))
}

fn counted(
    reader: &mut Reader<'_>,
    (item, vote): (ParagraphNo, &VoteId),
    tally: Tally,
    ordered: Option<&VoteOrdered>,
) -> Result<VoteCounted, Problem> {
    let ordered = ordered.ok_or_else(|| {
        Problem::new(
            format!("omröstning `{vote}` är inte fastställd: vad betyder ja?"),
            format!("vote `{vote}` is not ordered: what does yes mean?"),
        )
        .hint(
            "`votering ja=avslag nej=bifall`",
            "`vote yes=rejection no=approval`",
        )
    })?;
    let said = reader.keyword(&[("ja", true), ("yes", true), ("nej", false), ("no", false)]);
    let by_sum = (ordered.rule == VoteRule::Simple && tally.yes != tally.no).then_some(tally.yes > tally.no);
    let Some(yes) = said.or(by_sum) else {
        let Tally { yes, no, abstain } = tally;
        return Err(Problem::new(
            "röstetalen avgör inte ensamma: skriv `ja` eller `nej` efter dem, den sida som ordföranden förklarade ha vunnit",
            "the sums alone do not decide: write `yes` or `no` after them, the side that the chair declared to have won",
        )
        .hint(
            format!("till exempel `{yes} {no} {abstain} ja`"),
            format!("`{yes} {no} {abstain} yes`, for example"),
        ));
    };
    let side = if yes { &ordered.yes } else { &ordered.no };
    Ok(VoteCounted {
        item,
        vote: vote.clone(),
        yes: tally.yes,
        no: tally.no,
        abstain: tally.abstain,
        declared: side.means.clone(),
    })
}
