//! What an item ends in: decisions, reservations, who takes no part, statements, dispatch.

use tingbok_procedure::content::{
    DecisionId, DecisionMade, DispatchOrdered, MotionId, Outcome, ParticipationDeclined, Point,
    PropositionId, ReservationEntered, StatementEntered, StatementKind, Text,
};

use super::Item;
use crate::clerk::{persons, text};
use crate::roster::Member;

impl Item<'_, '_> {
    /// Decides in points, with the outcome where a proposition says what was carried.
    pub(crate) fn decides(
        &mut self,
        settled: Option<(&PropositionId, Outcome)>,
        points: &[Text],
    ) -> (DecisionId, String) {
        self.decisions += 1;
        let decision = DecisionId(format!("d{}", self.decisions));
        let numbered = points.len() > 1;
        let points = points.iter().zip(1_u32..).map(|(words, number)| Point {
            number: numbered.then_some(number),
            text: words.clone(),
        });
        let (proposition, outcome) = settled.map(|(name, outcome)| (name.clone(), outcome)).unzip();
        let id = self.sitting.say(DecisionMade {
            item: self.number,
            decision: decision.clone(),
            proposition,
            points: points.collect(),
            outcome,
        });
        (decision, id)
    }

    pub(crate) fn reserves(
        &mut self,
        members: &[&'static Member],
        decision: Option<&DecisionId>,
        favour: &[&MotionId],
    ) -> String {
        let entered = self.reservation(members, decision, favour);
        self.sitting.say(entered)
    }

    pub(crate) fn reservation(
        &self,
        members: &[&'static Member],
        decision: Option<&DecisionId>,
        favour: &[&MotionId],
    ) -> ReservationEntered {
        ReservationEntered {
            item: self.number,
            persons: persons(members),
            parties: Vec::new(),
            decision: decision.cloned(),
            favour: favour.iter().map(|&motion| motion.clone()).collect(),
            text: Text::default(),
        }
    }

    pub(crate) fn declines(&mut self, members: &[&'static Member], proposition: &PropositionId) {
        self.sitting.say(ParticipationDeclined {
            item: self.number,
            persons: persons(members),
            parties: Vec::new(),
            proposition: Some(proposition.clone()),
            decision: None,
            text: Text::default(),
        });
    }

    pub(crate) fn states(&mut self, member: &'static Member, kind: StatementKind, words: &str) -> String {
        let (item, persons) = (self.number, vec![member.person()]);
        self.sitting.say(StatementEntered {
            item,
            persons,
            parties: Vec::new(),
            kind,
            text: text(words),
        })
    }

    pub(crate) fn dispatches(&mut self, recipients: &[&str]) {
        let recipients = recipients.iter().map(|&to| to.to_owned()).collect();
        self.sitting.say(DispatchOrdered {
            item: self.number,
            recipients,
        });
    }
}
