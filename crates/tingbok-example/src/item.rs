//! An item as it is dealt with: opened, presented, debated, asked, decided, closed.
//!
//! Names (`m1`, `q1`, …) are given here; whoever writes a scene gets them back and refers to them.

use jiff::ToSpan;
use tingbok_procedure::content::{
    AdjustersAppointed, AgendaItem, DebateClosed, DoorsClosed, DoorsOpened, Effect, Form, ItemClosed,
    ItemOpened, ItemPresented, Matter, MotionId, MotionJoined, MotionMoved, MotionWithdrawn, Outcome,
    ParagraphNo, ProposalId, ProposalLaid, PropositionFound, PropositionId, PropositionKind,
    PropositionOrdered, PropositionPut, RecusalDeclared, SigningRole, SpeechMade, Target, Text, Underlay,
    UnderlayListed,
};
use tingbok_procedure::{Rule, Stream};

use crate::aftermath::{After, Paragraph};
use crate::clerk::{Case, moment, persons, text};
use crate::roster::Member;
use crate::sitting::{Seat, Sitting};
use crate::wording;

mod decision;

/// An item that is being dealt with.
#[derive(Debug)]
pub(crate) struct Item<'s, 'c> {
    pub(crate) sitting: &'s mut Sitting<'c>,
    pub(crate) number: ParagraphNo,
    pub(crate) leader: &'static Member,
    pub(crate) recused: Vec<&'static Member>,
    pub(crate) votes: u32,
    adjusters: Vec<&'static Member>,
    closes: Option<Stream>,
    motions: u32,
    propositions: u32,
    decisions: u32,
}

/// What is said when an item is opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opening {
    pub(crate) title: String,
    pub(crate) case: Option<String>,
    pub(crate) matter: Option<Matter>,
    pub(crate) chair: Option<&'static Member>,
}

impl Opening {
    pub(crate) fn titled(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            ..Self::default()
        }
    }

    pub(crate) fn of(case: &Case) -> Self {
        Self {
            title: case.title(),
            case: Some(case.number.clone()),
            ..Self::default()
        }
    }
}

impl<'s, 'c> Item<'s, 'c> {
    /// Opens the next item of the meeting.
    pub(crate) fn open(sitting: &'s mut Sitting<'c>, opening: Opening) -> Self {
        let number = ParagraphNo(sitting.clerk.number());
        let title = text(&opening.title);
        let line = AgendaItem {
            title: title.clone(),
            case: opening.case.clone(),
        };
        sitting.agenda.push(line);
        sitting.wait(1);
        sitting.say(ItemOpened {
            item: number,
            title,
            case: opening.case,
            matter: opening.matter,
            chair: opening.chair.map(Member::person),
        });
        Self {
            number,
            leader: opening.chair.unwrap_or(sitting.chair),
            adjusters: sitting.adjusters.clone(),
            recused: Vec::new(),
            closes: None,
            motions: 0,
            propositions: 0,
            votes: 0,
            decisions: 0,
            sitting,
        }
    }

    /// Opens the item of a case and lays its proposal: what nearly every item begins with.
    pub(crate) fn of_case(sitting: &'s mut Sitting<'c>, case: &Case) -> Self {
        let mut item = Self::open(sitting, Opening::of(case));
        item.lay_case(case);
        item
    }

    /// The summary, the underlay and the proposal of a case.
    pub(crate) fn lay_case(&mut self, case: &Case) {
        let item = self.number;
        let minutes = self.sitting.clerk.chance.between(1, 5);
        self.sitting.wait(minutes);
        let summary = case.filling.fill(case.matter.summary);
        self.sitting.say(ItemPresented {
            item,
            text: text(&summary),
        });
        let letter = Underlay {
            title: format!("Tjänsteskrivelse om {}", lower_first(&case.title())),
        };
        self.sitting.say(UnderlayListed {
            item,
            documents: vec![letter],
        });
        let (by, points) = (Some(case.matter.by.to_owned()), case.points());
        self.sitting.say(ProposalLaid {
            item,
            proposal: "p1".into(),
            by,
            points,
        });
    }

    pub(crate) fn present(&mut self, words: &str) -> String {
        self.sitting.say(ItemPresented {
            item: self.number,
            text: text(words),
        })
    }

    pub(crate) fn lay(&mut self, by: &str, points: &[&str]) {
        let points = points.iter().map(|point| text(point)).collect();
        let (item, by) = (self.number, Some(by.to_owned()));
        self.sitting.say(ProposalLaid {
            item,
            proposal: "p1".into(),
            by,
            points,
        });
    }

    /// Somebody speaks; some speeches are kept in words.
    pub(crate) fn speech(&mut self, speaker: &'static Member) -> String {
        self.sitting.wait(1);
        let words = wording::speech(&mut self.sitting.clerk.chance);
        let kept = self.sitting.clerk.chance.percent(30);
        let words = if kept { text(words) } else { Text::default() };
        self.sitting.say(SpeechMade {
            item: self.number,
            speaker: speaker.person(),
            text: words,
        })
    }

    pub(crate) fn moves(
        &mut self,
        mover: &'static Member,
        form: Form,
        target: Target,
        words: &str,
    ) -> MotionId {
        self.moves_named(mover, form, target, words).0
    }

    /// The same; the id of the draft comes back too.
    pub(crate) fn moves_named(
        &mut self,
        mover: &'static Member,
        form: Form,
        target: Target,
        words: &str,
    ) -> (MotionId, String) {
        self.motions += 1;
        let motion = MotionId(format!("m{}", self.motions));
        let id = self.sitting.say(MotionMoved {
            item: self.number,
            motion: motion.clone(),
            mover: mover.person(),
            form,
            target,
            text: text(words),
        });
        (motion, id)
    }

    /// A motion to change words of the proposal of a case.
    pub(crate) fn amends(&mut self, mover: &'static Member, case: &Case) -> MotionId {
        let (old, new) = case.matter.amendment;
        let target = Target {
            proposal: Some("p1".into()),
            old: text(&case.filling.fill(old)),
            new: text(&case.filling.fill(new)),
            ..Target::default()
        };
        let words = format!("{} ({}) yrkar en ändring av förslaget.", mover.name, mover.party);
        self.moves(mover, Form::Amend, target, &words)
    }

    /// A motion to approve the proposal.
    pub(crate) fn supports(&mut self, mover: &'static Member) -> MotionId {
        let target = Target {
            proposal: Some("p1".into()),
            ..Target::default()
        };
        let words = format!("{} ({}) yrkar bifall till förslaget.", mover.name, mover.party);
        self.moves(mover, Form::Approve, target, &words)
    }

    pub(crate) fn joins(&mut self, person: &'static Member, motion: &MotionId) -> String {
        let motions = vec![motion.clone()];
        let (item, person) = (self.number, person.person());
        self.sitting.say(MotionJoined {
            item,
            motions,
            person,
            text: Text::default(),
        })
    }

    pub(crate) fn withdraws(&mut self, by: &'static Member, motion: &MotionId) {
        let (item, motions) = (self.number, vec![motion.clone()]);
        self.sitting.say(MotionWithdrawn {
            item,
            motions,
            by: Some(by.person()),
        });
    }

    pub(crate) fn debate_ends(&mut self) {
        self.sitting.wait(1);
        self.sitting.say(DebateClosed { item: self.number });
    }

    pub(crate) fn orders(&mut self, order: &[&str], words: &str) {
        let order = order.iter().map(|&name| name.into()).collect();
        self.sitting.say(PropositionOrdered {
            item: self.number,
            order,
            text: text(words),
        });
    }

    /// Puts a question; `proposal` says whether it is about the proposal.
    pub(crate) fn puts(
        &mut self,
        kind: PropositionKind,
        motions: &[&MotionId],
        proposal: bool,
    ) -> PropositionId {
        self.puts_named(self.propositions + 1, kind, motions, proposal).0
    }

    /// Puts a question under a number of its own, where they are not put in the order of their names.
    pub(crate) fn puts_named(
        &mut self,
        number: u32,
        kind: PropositionKind,
        motions: &[&MotionId],
        proposal: bool,
    ) -> (PropositionId, String) {
        self.propositions += 1;
        self.sitting.wait(1);
        let proposition = PropositionId(format!("q{number}"));
        let id = self.sitting.say(PropositionPut {
            item: self.number,
            proposition: proposition.clone(),
            kind,
            motions: motions.iter().map(|&motion| motion.clone()).collect(),
            proposal: proposal.then(|| ProposalId::from("p1")),
            text: Text::default(),
        });
        (proposition, id)
    }

    pub(crate) fn finds(&mut self, proposition: &PropositionId, carried: Outcome) {
        let (item, proposition) = (self.number, proposition.clone());
        self.sitting.say(PropositionFound {
            item,
            proposition,
            carried,
        });
    }

    /// Puts a question and finds its answer, in one go.
    pub(crate) fn settles(
        &mut self,
        kind: PropositionKind,
        (motions, proposal): (&[&MotionId], bool),
        carried: Outcome,
    ) -> PropositionId {
        let proposition = self.puts(kind, motions, proposal);
        self.finds(&proposition, carried);
        proposition
    }

    /// Somebody is recused and leaves the room.
    pub(crate) fn recuses(&mut self, member: &'static Member, ground: &str) {
        self.recused.push(member);
        let (item, person) = (self.number, member.person());
        self.sitting.say(RecusalDeclared {
            item,
            person,
            ground: text(ground),
        });
    }

    /// Others adjust this paragraph than the rest of the minutes.
    pub(crate) fn appoints(&mut self, adjusters: &[&'static Member]) {
        self.adjusters = adjusters.to_vec();
        let item = Some(self.number);
        self.sitting.say(AdjustersAppointed {
            item,
            adjusters: persons(adjusters),
            on: None,
        });
    }

    pub(crate) fn closes_doors(&mut self) {
        self.sitting.say(DoorsClosed {
            item: Some(self.number),
        });
    }

    pub(crate) fn opens_doors(&mut self) {
        self.sitting.say(DoorsOpened {
            item: Some(self.number),
        });
    }

    /// The case is closed when the decision has gained force.
    pub(crate) fn ends_case(&mut self, case: &Case) {
        self.closes = Some(case.stream());
    }

    /// Somebody leaves the table during the item, and perhaps somebody else takes the place.
    pub(crate) fn hands_over(&mut self, member: &'static Member) -> Option<Seat> {
        let seat = self.sitting.substitute_for(member);
        self.sitting.leaves(member, Some(self.number));
        if let Some(seat) = seat {
            self.sitting.comes(seat, Some(self.number));
        }
        seat
    }

    pub(crate) fn plant(&mut self, rule: Rule, draft: Option<&str>, what: &str) {
        self.sitting.plant(rule, Some(self.number), draft, what);
    }

    /// Closes the item and records it as one batch; the id of the closing comes back.
    pub(crate) fn close(self, after: After) -> String {
        let adjusted_at_once = after == After::AtOnce { decided: true };
        let id = self.sitting.say(ItemClosed {
            item: self.number,
            adjusted_at_once,
        });
        self.sitting.record();
        let at = self.sitting.paragraph(self.number);
        let paragraph = Paragraph {
            at,
            meeting: self.sitting.date,
            leader: self.leader,
            adjusters: self.adjusters,
            closes: self.closes,
            after,
        };
        if matches!(after, After::AtOnce { .. }) {
            adjust_at_once(self.sitting, &paragraph);
        }
        self.sitting.paragraphs.push(paragraph);
        id
    }
}

/// The paragraph is compiled and signed while the meeting goes on.
fn adjust_at_once(sitting: &mut Sitting<'_>, paragraph: &Paragraph) {
    sitting.wait(1);
    let mut when = sitting.now;
    sitting.clerk.compile(when, paragraph.at, moment(when));
    let leader = (SigningRole::Chair, paragraph.leader);
    let adjusters = paragraph
        .adjusters
        .iter()
        .map(|&adjuster| (SigningRole::Adjuster, adjuster));
    for signer in [leader].into_iter().chain(adjusters) {
        when = when.saturating_add(1.minute());
        sitting.clerk.adjust(when, paragraph.at, signer, moment(when));
    }
    sitting.now = when;
}

/// What is done to which motions, and to the proposal.
pub(crate) fn outcome(effect: Effect, motions: &[&MotionId], proposal: bool) -> Outcome {
    Outcome {
        effect,
        motions: motions.iter().map(|&motion| motion.clone()).collect(),
        proposal: proposal.then(|| ProposalId::from("p1")),
    }
}

/// The proposal is approved.
pub(crate) fn approved() -> Outcome {
    outcome(Effect::Approve, &[], true)
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}
