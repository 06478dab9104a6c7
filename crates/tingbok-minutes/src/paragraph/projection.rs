//! How each kind of event goes into a paragraph.
//!
//! An answer goes to its question, ballots and counts to their vote, a resumption to its adjournment; what came after
//! the meeting stands beside the item, and everything else where it happened.

use tingbok_procedure::content::{Day, PropositionFound, VoteId};
use tingbok_procedure::{Content, Event, Stream};

use super::{
    Around, Doors, Kept, Paragraph, Pause, Poll, ProjectionError, Question, Recorded, Service, Step, Timed,
};

impl Paragraph {
    pub(super) fn take(&mut self, event: &Event) -> Result<(), ProjectionError> {
        match &event.content {
            _ if event.stream == Stream::Body => self.rules.apply(event),
            Content::AdjustmentRecorded(c) => {
                self.adjustments.push(Recorded::of(event, c));
                self.afterwards.take(event);
            }
            _ if self.afterwards.take(event) => {}
            _ if event.content.item().is_none() && in_its_stream(event) => self.stand_around(event),
            _ => return self.conclude(event),
        }
        Ok(())
    }

    fn stand_around(&mut self, event: &Event) {
        match &event.content {
            Content::MeetingOpened(c) => self.of_meeting.chair = Some(c.chair.clone()),
            Content::AdjustersAppointed(c) => self.of_meeting.appoint(&c.adjusters, &event.at),
            Content::PassageKept(c) => return self.keep(event, &c.reason),
            _ => {}
        }
        self.around.push(Around {
            event: event.id.clone(),
            kind: event.kind().name(),
            at: event.at.clone(),
            content: event.content.to_value(&event.source),
        });
    }

    fn keep(&mut self, event: &Event, reason: &str) {
        self.kept.push(Kept {
            event: event.id.clone(),
            reason: reason.to_owned(),
            quote: event.source.quote.clone(),
            lines: event.source.lines.clone(),
        });
    }

    /// What stands before and after the proceedings.
    fn conclude(&mut self, event: &Event) -> Result<(), ProjectionError> {
        match &event.content {
            Content::ItemOpened(_) => {}
            Content::ItemPresented(c) => self.summaries.push(Recorded::of(event, c)),
            Content::ProposalLaid(c) => self.proposals.push(Recorded::of(event, c)),
            Content::UnderlayListed(c) => self.underlay.push(Recorded::of(event, c)),
            Content::ParticipationDeclined(c) => self.declined.push(Recorded::of(event, c)),
            Content::ReservationEntered(c) => self.reservations.push(Recorded::of(event, c)),
            Content::StatementEntered(c) => self.statements.push(Recorded::of(event, c)),
            Content::DispatchOrdered(c) => self.dispatch.push(Recorded::of(event, c)),
            Content::AdjustersAppointed(c) => {
                self.of_item.appoint(&c.adjusters, &event.at);
                self.adjusters.push(Recorded::of(event, c));
            }
            Content::ItemClosed(c) => {
                self.closed = Some(event.id.clone());
                self.adjusted_at_once |= c.adjusted_at_once;
            }
            Content::PassageKept(c) => self.keep(event, &c.reason),
            _ => return self.proceed(event),
        }
        Ok(())
    }

    fn proceed(&mut self, event: &Event) -> Result<(), ProjectionError> {
        let step = match &event.content {
            Content::MotionMoved(c) => Step::Motion(Recorded::of(event, c)),
            Content::MotionJoined(c) => Step::Join(Recorded::of(event, c)),
            Content::MotionWithdrawn(c) => Step::Withdrawal(Recorded::of(event, c)),
            Content::SpeechMade(c) => Step::Speech(Recorded::of(event, c)),
            Content::DebateClosed(_) => Step::DebateClosed(Timed::of(event)),
            Content::DecisionMade(c) => {
                let day = Day(event.at.date());
                if day.to_string() != self.meeting {
                    self.decided_on.insert(event.id.clone(), day);
                }
                Step::Decision(Recorded::of(event, c))
            }
            Content::PropositionOrdered(c) => Step::Order(Recorded::of(event, c)),
            Content::PropositionPut(c) => Step::Question(Question {
                put: Recorded::of(event, c),
                found: None,
            }),
            Content::VoteDemanded(c) => Step::Vote(Box::new(Poll {
                demanded: Some(Recorded::of(event, c)),
                ..Poll::of(&c.vote)
            })),
            Content::VoteOrdered(c) if c.follows.is_some() => Step::Vote(Box::new(Poll {
                ordered: Some(Recorded::of(event, c)),
                ..Poll::of(&c.vote)
            })),
            Content::MeetingAdjourned(_) => Step::Pause(Pause {
                adjourned: Some(Timed::of(event)),
                resumed: None,
            }),
            Content::MeetingResumed(_) => {
                self.resume(event);
                return Ok(());
            }
            Content::PropositionFound(c) => return self.answer(event, c),
            _ => match presence(event) {
                Some(step) => step,
                None => return self.in_vote(event),
            },
        };
        self.proceedings.push(step);
        Ok(())
    }

    fn resume(&mut self, event: &Event) {
        let resumed = Some(Timed::of(event));
        let pauses = self.proceedings.iter_mut().rev().find_map(|step| match step {
            Step::Pause(pause) => Some(pause),
            _ => None,
        });
        match pauses.filter(|pause| pause.resumed.is_none()) {
            Some(pause) => pause.resumed = resumed,
            None => self.proceedings.push(Step::Pause(Pause {
                adjourned: None,
                resumed,
            })),
        }
    }

    fn answer(&mut self, event: &Event, found: &PropositionFound) -> Result<(), ProjectionError> {
        let question = self.proceedings.iter_mut().find_map(|step| match step {
            Step::Question(question) if question.put.content.proposition == found.proposition => {
                Some(question)
            }
            _ => None,
        });
        let question = question.ok_or_else(|| ProjectionError::Unknown {
            event: event.id.clone(),
            what: "proposition",
            name: found.proposition.to_string(),
        })?;
        question.found = Some(Recorded::of(event, found));
        Ok(())
    }

    fn in_vote(&mut self, event: &Event) -> Result<(), ProjectionError> {
        match &event.content {
            Content::VoteOrdered(c) => self.vote(event, &c.vote)?.ordered = Some(Recorded::of(event, c)),
            Content::BallotCast(c) => self.vote(event, &c.vote)?.ballots.push(Recorded::of(event, c)),
            Content::VoteCounted(c) => self.vote(event, &c.vote)?.counted = Some(Recorded::of(event, c)),
            Content::VotingListRecorded(c) => {
                self.vote(event, &c.vote)?.lists.push(Recorded::of(event, c));
            }
            _ => {
                return Err(ProjectionError::Kind {
                    event: event.id.clone(),
                    kind: event.kind(),
                });
            }
        }
        Ok(())
    }

    fn vote(&mut self, event: &Event, name: &VoteId) -> Result<&mut Poll, ProjectionError> {
        let vote = self.proceedings.iter_mut().find_map(|step| match step {
            Step::Vote(vote) if vote.vote == *name => Some(vote.as_mut()),
            _ => None,
        });
        vote.ok_or_else(|| ProjectionError::Unknown {
            event: event.id.clone(),
            what: "vote",
            name: name.to_string(),
        })
    }
}

fn in_its_stream(event: &Event) -> bool {
    event.stream.is(event.kind().stream_class())
}

/// Who is in the room and serves.
fn presence(event: &Event) -> Option<Step> {
    let (id, at) = (event.id.clone(), event.at.clone());
    let doors = |closed| {
        Step::Doors(Doors {
            event: event.id.clone(),
            at: event.at.clone(),
            closed,
        })
    };
    Some(match &event.content {
        Content::RecusalDeclared(c) => Step::Recusal(Recorded::of(event, c)),
        Content::AttendanceRecorded(c) => Step::Attendance(Recorded::of(event, c)),
        Content::ServiceStarted(c) => Step::Service(Service {
            event: id,
            at,
            serves: true,
            person: c.person.clone(),
            in_place_of: c.in_place_of.clone(),
        }),
        Content::ServiceEnded(c) => Step::Service(Service {
            event: id,
            at,
            serves: false,
            person: c.person.clone(),
            in_place_of: None,
        }),
        Content::DoorsClosed(_) => doors(true),
        Content::DoorsOpened(_) => doors(false),
        _ => return None,
    })
}
