//! The registrar of one body: gives ids, numbers and case numbers, and puts down what is recorded when.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use tingbok_procedure::content::{
    BodyConstituted, BodyKind, CaseRegistered, Content, Day, DocumentRegistered, MemberReleased, Numbering,
    Person, ProposalSubmitted, SigningRole, Source, Text,
};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Draft, Event, Moment, Rule, Stream};

use crate::chance::Chance;
use crate::filling::{Decks, Filling};
use crate::roster::{self, Member, REGISTRAR, Roster};
use crate::schedule::Schedule;
use crate::wording::{self, Matter};
use crate::{Act, Key, Place, Planted};

/// What is fixed about a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    pub(crate) name: &'static str,
    pub(crate) kind: BodyKind,
    pub(crate) seats: u32,
    pub(crate) adjusters: u32,
    /// The letters of its case numbers.
    pub(crate) registry: &'static str,
    pub(crate) room: &'static str,
    pub(crate) roster: Roster,
    pub(crate) keys: &'static [Key],
}

impl Body {
    pub(crate) fn constituted(&self) -> BodyConstituted {
        BodyConstituted {
            numbering: Some(Numbering::PerYear),
            adjusters: Some(self.adjusters),
            notice_place: Some("fjallmark.example/anslagstavla".to_owned()),
            rule_set: Some("2017:725".to_owned()),
            ..BodyConstituted::new(self.name, self.kind, self.seats)
        }
    }
}

/// The registrar at work.
#[derive(Debug)]
pub(crate) struct Clerk {
    pub(crate) body: Body,
    pub(crate) chance: Chance,
    pub(crate) schedule: Schedule,
    pub(crate) planted: Vec<Planted>,
    /// Who has a seat, in the order of the roll.
    pub(crate) seats: Vec<&'static Member>,
    /// Who can be called in, in order.
    pub(crate) substitutes: Vec<&'static Member>,
    /// Paragraphs that a later meeting comes back to.
    pub(crate) remembered: BTreeMap<&'static str, ParagraphRef>,
    /// A case that was tabled and comes back.
    pub(crate) tabled: Option<Case>,
    decks: Decks,
    matters: Vec<Matter>,
    reports: Vec<wording::Report>,
    year: i16,
    next_number: u32,
    next_case: u32,
}

/// A registered case with its matter.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) number: String,
    pub(crate) matter: Matter,
    pub(crate) filling: Filling,
}

impl Case {
    pub(crate) fn title(&self) -> String {
        self.filling.fill(self.matter.title)
    }

    pub(crate) fn points(&self) -> Vec<Text> {
        let points = self.matter.points.iter();
        points.map(|point| text(&self.filling.fill(point))).collect()
    }

    /// The points as they read when the amendment is carried.
    pub(crate) fn amended_points(&self) -> Vec<Text> {
        let (old, new) = self.matter.amendment;
        let (old, new) = (self.filling.fill(old), self.filling.fill(new));
        let points = self.points().into_iter();
        points
            .map(|point| text(&point.concat().replacen(&old, &new, 1)))
            .collect()
    }

    pub(crate) fn stream(&self) -> Stream {
        Stream::case(&self.number)
    }
}

impl Clerk {
    pub(crate) fn new(body: Body, seed: u64) -> Self {
        let (substitutes, seats) = body.roster.iter().partition(|member| member.is_substitute());
        Self {
            body,
            chance: Chance::new(seed),
            schedule: Schedule::default(),
            planted: Vec::new(),
            seats,
            substitutes,
            remembered: BTreeMap::new(),
            tabled: None,
            decks: Decks::default(),
            matters: Vec::new(),
            reports: Vec::new(),
            year: 0,
            next_number: 1,
            next_case: 1,
        }
    }

    /// A new year begins: paragraphs and cases are numbered from 1.
    pub(crate) fn begin(&mut self, year: i16) {
        (self.year, self.next_number, self.next_case) = (year, 1, self.chance.between(1, 9));
    }

    /// Records the body and everybody in its roster, on the first day of the year.
    pub(crate) fn constitute(&mut self) {
        let first = date(self.year, 1, 1);
        let mut drafts = vec![self.draft(Stream::Body, Moment::Day(first), self.body.constituted())];
        let mut order = 0;
        for member in self.body.roster {
            order += u32::from(member.is_substitute());
            let mut elected = member.elected(member.is_substitute().then_some(order));
            elected.from = Some(Day(first));
            drafts.push(self.draft(Stream::Body, Moment::Day(first), elected));
        }
        self.record(first.at(8, 0, 0, 0), drafts);
    }

    /// A member leaves, and a substitute gets the seat from the day after.
    pub(crate) fn succeed(&mut self, leaves: &'static Member, follows: &'static Member, last: Date) {
        let at = Moment::Day(last);
        let released = |member: &Member, reason: &str| MemberReleased {
            member: member.id.into(),
            on: Some(Day(last)),
            reason: text(reason),
        };
        let left = released(leaves, "Avsägelse.");
        let promoted = released(follows, "Väljs till ledamot.");
        let mut elected = follows.elected(None);
        elected.office = tingbok_procedure::content::Office::Member;
        elected.from = Some(Day(last.saturating_add(1.day())));
        let drafts = vec![
            self.draft(Stream::Body, at.clone(), left),
            self.draft(Stream::Body, at.clone(), promoted),
            self.draft(Stream::Body, at, elected),
        ];
        self.record(last.at(12, 0, 0, 0), drafts);
        self.substitutes.retain(|member| *member != follows);
        for seat in &mut self.seats {
            if *seat == leaves {
                *seat = follows;
            }
        }
    }

    pub(crate) fn draft(&mut self, stream: Stream, at: Moment, content: impl Into<Content>) -> Draft {
        Draft::of(&Event {
            id: self.chance.uuid(),
            stream,
            at,
            content: content.into(),
            source: Source::default(),
            signed: None,
        })
    }

    /// Puts down a batch that is recorded at a time. Nothing is recorded of nothing.
    pub(crate) fn record(&mut self, at: DateTime, drafts: Vec<Draft>) {
        if !drafts.is_empty() {
            self.schedule.put(
                at,
                Act::Record {
                    by: REGISTRAR,
                    drafts,
                },
            );
        }
    }

    pub(crate) fn compile(&mut self, when: DateTime, at: ParagraphRef, on: Moment) {
        self.schedule.put(when, Act::Compile { at, on });
    }

    pub(crate) fn adjust(
        &mut self,
        when: DateTime,
        at: ParagraphRef,
        signer: (SigningRole, &Member),
        on: Moment,
    ) {
        let (role, member) = signer;
        let by = roster::handle(self.body.keys, member.name);
        let person = member.person();
        self.schedule.put(
            when,
            Act::Adjust {
                at,
                role,
                by,
                person,
                on,
            },
        );
    }

    pub(crate) fn plant(&mut self, rule: Rule, place: Place, what: &str) {
        self.planted.push(Planted {
            rule,
            place,
            what: what.to_owned(),
        });
    }

    /// The number of the next paragraph of the year.
    pub(crate) fn number(&mut self) -> u32 {
        let number = self.next_number;
        self.next_number = number.saturating_add(1);
        number
    }

    pub(crate) fn member(&self, id: &str) -> Option<&'static Member> {
        self.body.roster.iter().find(|member| member.id == id)
    }

    /// A matter of the kind that the body deals with.
    pub(crate) fn matter(&mut self) -> Matter {
        let all = wording::matters(self.body.kind == BodyKind::Assembly);
        self.chance.draw(&mut self.matters, all).unwrap_or(wording::PLAN)
    }

    /// A report that is noted: its title, what is said, what is decided.
    pub(crate) fn report(&mut self) -> wording::Report {
        self.chance
            .draw(&mut self.reports, wording::REPORTS)
            .unwrap_or_default()
    }

    /// Registers a case with its letter and proposal, some weeks before a meeting.
    pub(crate) fn case(&mut self, meeting: Date, matter: Matter) -> Case {
        let number = format!("{}/{}/{}", self.body.registry, self.next_case, self.year);
        self.next_case = self.next_case.saturating_add(self.chance.between(1, 4));
        let case = Case {
            number,
            matter,
            filling: Filling::draw(&mut self.chance, &mut self.decks, self.year),
        };
        let day = meeting.saturating_sub(i64::from(self.chance.between(14, 24)).days());
        // A case is numbered in the year in which it is registered.
        let day = day.max(date(self.year, 1, 2));
        let drafts = self.file(&case, day);
        let hour = i8::try_from(self.chance.between(8, 16)).unwrap_or(8);
        self.record(day.at(hour, 0, 0, 0), drafts);
        case
    }

    fn file(&mut self, case: &Case, day: Date) -> Vec<Draft> {
        let at = Moment::Day(day);
        let registered = CaseRegistered {
            number: case.number.clone(),
            title: text(&case.title()),
        };
        let letter = DocumentRegistered {
            kind: "official_letter".to_owned(),
            title: case.title(),
            case: Some(case.number.clone()),
            author: Some("Hanna Oskarsdotter".to_owned()),
            office: Some("Regionstaben".to_owned()),
            date: Some(day.to_string()),
            signatories: Vec::new(),
            recipients: case.matter.recipients.iter().map(|&to| to.to_owned()).collect(),
            references: Vec::new(),
            file: None,
        };
        let proposal = ProposalSubmitted {
            proposal: "p1".into(),
            by: Some(case.matter.by.to_owned()),
            points: case.points(),
        };
        vec![
            self.draft(case.stream(), at.clone(), registered),
            self.draft(case.stream(), at.clone(), letter),
            self.draft(case.stream(), at, proposal),
        ]
    }
}

/// A text of one run.
pub(crate) fn text(words: &str) -> Text {
    Text::from(words)
}

/// The time on the wall in Stockholm.
pub(crate) fn moment(at: DateTime) -> Moment {
    Moment::in_stockholm(at.date(), at.hour(), at.minute()).unwrap_or(Moment::Day(at.date()))
}

/// Several people as content names them.
pub(crate) fn persons(members: &[&Member]) -> Vec<Person> {
    members.iter().map(|member| member.person()).collect()
}
