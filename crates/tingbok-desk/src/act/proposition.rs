//! Propositions: the order, the question, and what the chair finds.

use tingbok_procedure::Content;
use tingbok_procedure::content::{
    Effect, Form, MotionId, Outcome, ParagraphNo, ProposalId, PropositionFound, PropositionId,
    PropositionKind, PropositionOrdered, PropositionPut, Text,
};

use crate::floor::{Matter, free};
use crate::problem::Problem;
use crate::reader::Reader;

/// What a question, or an answer, is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Subject {
    pub(super) motions: Vec<MotionId>,
    pub(super) proposal: Option<ProposalId>,
}

impl Subject {
    fn is_empty(&self) -> bool {
        self.motions.is_empty() && self.proposal.is_none()
    }

    /// Reads `m1, m2 och p1`.
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self::of(reader.names(&['m', 'p']))
    }

    /// Names of motions and of at most one proposal.
    pub(super) fn of(names: Vec<String>) -> Self {
        let mut subject = Self::default();
        for name in names {
            if name.starts_with('p') {
                subject.proposal = Some(ProposalId(name));
            } else {
                subject.motions.push(MotionId(name));
            }
        }
        subject
    }

    pub(super) fn outcome(self, effect: Effect) -> Outcome {
        Outcome {
            effect,
            motions: self.motions,
            proposal: self.proposal,
        }
    }
}

pub(super) fn ordered(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let order: Vec<PropositionId> = reader.names(&['q']).into_iter().map(PropositionId).collect();
    let text = reader.text();
    if order.is_empty() && text.is_empty() {
        return Err(reader.lacks("ordningen saknas", "the order is missing"));
    }
    Ok(PropositionOrdered { item, order, text }.into())
}

pub(super) fn put(reader: &mut Reader<'_>) -> Result<Vec<Content>, Problem> {
    let item = reader.item()?;
    let matter = reader.matter(item)?;
    reader.has(&["på", "on"]);
    let (mut subject, against) = sides(reader);
    let said = reader.keyword(KINDS);
    if subject.is_empty() {
        subject = Subject::read(reader);
    }
    if subject.is_empty() {
        subject = implied(said, matter);
    }
    if subject.is_empty() && said.is_none() {
        return Err(reader.lacks(
            "vad propositionen gäller saknas: `m3`, `p1`",
            "what the question is about is missing: `m3`, `p1`",
        ));
    }
    let kind = match said {
        _ if against && said != Some(PropositionKind::CounterProposal) => PropositionKind::AgainstEachOther,
        Some(kind) => kind,
        None => kind_of(&subject, matter),
    };
    let taken = matter.put.iter().map(|put| put.proposition.0.as_str());
    let put = PropositionPut {
        item,
        proposition: PropositionId(free('q', taken)),
        kind,
        motions: subject.motions,
        proposal: subject.proposal,
        text: Text::default(),
    };
    let found = answer(reader, &put, matter)?;
    let mut contents: Vec<Content> = vec![put.into()];
    contents.extend(found.map(Content::from));
    Ok(contents)
}

pub(super) fn found(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let item = reader.item()?;
    let matter = reader.matter(item)?;
    let put = named_or_newest(reader, item, matter)?;
    let found = answer(reader, put, matter)?;
    found.map(Content::from).ok_or_else(|| {
        reader.lacks(
            "vad ordföranden finner saknas: avslås, bifalls …",
            "what the chair finds is missing: rejected, approved …",
        )
    })
}

/// The proposition that is named, or the newest that was put.
pub(super) fn named_or_newest<'m>(
    reader: &mut Reader<'_>,
    item: ParagraphNo,
    matter: &'m Matter,
) -> Result<&'m PropositionPut, Problem> {
    let named = reader.name(&['q']).map(PropositionId);
    let put = match &named {
        Some(name) => matter.put_named(name),
        None => matter.newest_put(),
    };
    put.ok_or_else(|| match named {
        Some(name) => Problem::new(
            format!("proposition `{name}` är inte ställd i § {item}"),
            format!("proposition `{name}` is not put in § {item}"),
        ),
        None => Problem::new(
            format!("ingen proposition är ställd i § {item}"),
            format!("no proposition is put in § {item}"),
        ),
    })
}

/// `m3`, `m1, p1`, `m3 mot m4`.
fn sides(reader: &mut Reader<'_>) -> (Subject, bool) {
    let mut names = reader.names(&['m', 'p']);
    let mut against = false;
    while !names.is_empty() && reader.has(&["mot", "against"]) {
        against = true;
        names.extend(reader.names(&['m', 'p']));
    }
    (Subject::of(names), against)
}

/// What a question of this kind is about where nothing is named.
fn implied(kind: Option<PropositionKind>, matter: &Matter) -> Subject {
    let of_form = |form: Form| {
        let standing = matter
            .motions
            .iter()
            .filter(|moved| moved.form == form && !matter.withdrawn.contains(&moved.motion));
        standing.map(|moved| moved.motion.clone()).collect()
    };
    match kind {
        Some(PropositionKind::Remit) => Subject {
            motions: of_form(Form::Remit),
            proposal: None,
        },
        Some(PropositionKind::Table) => Subject {
            motions: of_form(Form::Table),
            proposal: None,
        },
        Some(PropositionKind::DecideToday) => Subject {
            motions: of_form(Form::DecideToday),
            proposal: None,
        },
        // The proposal as it stands: with the changes that were carried.
        Some(PropositionKind::Final) => Subject {
            motions: carried_changes(matter),
            proposal: matter.only_proposal().cloned(),
        },
        Some(PropositionKind::Main) => Subject {
            motions: Vec::new(),
            proposal: matter.only_proposal().cloned(),
        },
        _ => Subject::default(),
    }
}

fn carried_changes(matter: &Matter) -> Vec<MotionId> {
    let changes = [Form::Amend, Form::Add, Form::Replace];
    let carried = |name: &MotionId| {
        let mut outcomes = matter.carried.values();
        outcomes.any(|outcome| outcome.effect == Effect::Approve && outcome.motions.contains(name))
    };
    let moved = matter
        .motions
        .iter()
        .filter(|moved| changes.contains(&moved.form) && carried(&moved.motion));
    moved.map(|moved| moved.motion.clone()).collect()
}

fn kind_of(subject: &Subject, matter: &Matter) -> PropositionKind {
    match matter.form_of(&subject.motions) {
        _ if subject.proposal.is_some() => PropositionKind::ApproveOrReject,
        Some(Form::Remit) => PropositionKind::Remit,
        Some(Form::Table) => PropositionKind::Table,
        Some(Form::DecideToday) => PropositionKind::DecideToday,
        Some(Form::Add) => PropositionKind::Addition,
        _ => PropositionKind::ApproveOrReject,
    }
}

/// What the chair finds, where the line says it.
fn answer(
    reader: &mut Reader<'_>,
    put: &PropositionPut,
    matter: &Matter,
) -> Result<Option<PropositionFound>, Problem> {
    reader.separator();
    let Some(said) = reader.keyword(EFFECTS) else {
        return Ok(None);
    };
    let named = Subject::read(reader);
    let effect = match (said, put.kind) {
        (Effect::Approve, PropositionKind::Remit) => Effect::Remit,
        (Effect::Approve, PropositionKind::Table) => Effect::Table,
        (Effect::Approve, PropositionKind::DecideToday) => Effect::DecideToday,
        _ => said,
    };
    let chooses = matches!(
        put.kind,
        PropositionKind::AgainstEachOther | PropositionKind::CounterProposal
    );
    let subject = if !named.is_empty() {
        named
    } else if chooses && put.motions.len() + usize::from(put.proposal.is_some()) > 1 {
        return Err(reader.lacks(
            "vilket av dem? till exempel `bifalls m3`",
            "which of them? `approved m3`, for example",
        ));
    } else {
        subject_of(effect, put, matter)
    };
    Ok(Some(PropositionFound {
        item: put.item,
        proposition: put.proposition.clone(),
        carried: subject.outcome(effect),
    }))
}

/// What an effect is done to, of what a proposition is about.
pub(super) fn subject_of(effect: Effect, put: &PropositionPut, matter: &Matter) -> Subject {
    let form = |name: &&MotionId| matter.motion(name).map(|moved| moved.form);
    let with_form = |wanted: Form| {
        let named = put.motions.iter().filter(|name| form(name) == Some(wanted));
        Subject {
            motions: named.cloned().collect(),
            proposal: None,
        }
    };
    match effect {
        Effect::Remit => with_form(Form::Remit),
        Effect::Table => with_form(Form::Table),
        Effect::DecideToday => with_form(Form::DecideToday),
        // Those who moved to approve or reject a proposal moved nothing that is adopted beside it.
        Effect::Approve | Effect::Reject | Effect::Unstated => Subject {
            motions: put
                .motions
                .iter()
                .filter(|name| {
                    put.proposal.is_none() || !matches!(form(name), Some(Form::Approve | Form::Reject))
                })
                .cloned()
                .collect(),
            proposal: put.proposal.clone(),
        },
    }
}

const KINDS: &[(&str, PropositionKind)] = &[
    ("huvud", PropositionKind::Main),
    ("main", PropositionKind::Main),
    ("motförslag", PropositionKind::CounterProposal),
    ("counter", PropositionKind::CounterProposal),
    ("återremiss", PropositionKind::Remit),
    ("remittal", PropositionKind::Remit),
    ("bordläggning", PropositionKind::Table),
    ("tabling", PropositionKind::Table),
    ("idag", PropositionKind::DecideToday),
    ("today", PropositionKind::DecideToday),
    ("tillägg", PropositionKind::Addition),
    ("addition", PropositionKind::Addition),
    ("slutlig", PropositionKind::Final),
    ("final", PropositionKind::Final),
];

pub(super) const EFFECTS: &[(&str, Effect)] = &[
    ("avslås", Effect::Reject),
    ("rejected", Effect::Reject),
    ("bifalls", Effect::Approve),
    ("antas", Effect::Approve),
    ("approved", Effect::Approve),
    ("återremitteras", Effect::Remit),
    ("remitted", Effect::Remit),
    ("bordläggs", Effect::Table),
    ("tabled", Effect::Table),
    ("avgörs", Effect::DecideToday),
    ("decided", Effect::DecideToday),
];
