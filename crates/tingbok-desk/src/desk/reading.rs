//! A line into what it asks for, read on top of what stands before it.

use tingbok_procedure::content::ParagraphNo;
use tingbok_procedure::{Content, Draft, Event, Moment, Open, Source, Stream};

use super::{Command, Desk, Record, Said, Show, Standing, Waiting, no_line};
use crate::act;
use crate::lang::Lang;
use crate::line::Line;
use crate::problem::Problem;
use crate::reader::{Around, Reader};
use crate::saying;
use crate::verb::{Group, Verb};

impl Desk {
    pub(super) fn read_as(
        &self,
        said: Said<'_>,
        number: u32,
        (on, mends): (&Standing, bool),
        ids: &mut dyn FnMut() -> String,
    ) -> Result<Command, Problem> {
        let line = Line::parse(said.text)?;
        let around = Around {
            floor: &on.floor,
            people: &on.people,
            choices: said.choices,
        };
        let Some(mut reader) = Reader::begin(&line, around)? else {
            return Ok(Command::Nothing);
        };
        match reader.verb() {
            Verb::Mend if !mends => return self.mend(&mut reader, said, ids),
            verb if verb.group() == Group::Prompt => return self.prompt(&mut reader),
            _ => {}
        }
        let contents = act::contents(&mut reader)?;
        if let ([Content::ItemOpened(opened)], false) = (contents.as_slice(), mends)
            && contents.iter().all(|content| self.has_opened(content))
            && on.floor.matter(opened.item).is_some_and(|matter| !matter.closed)
        {
            return Ok(Command::Opened(opened.item));
        }
        let at = moment(&reader, said.now)?;
        if reader.clock.is_some() || reader.day.is_some() {
            not_before_the_opening(&at, on.floor.opened.as_ref())?;
        }
        let stream = Stream::Meeting(self.meeting);
        let events: Vec<Event> = contents
            .into_iter()
            .map(|content| Event {
                id: ids(),
                stream: stream.clone(),
                at: at.clone(),
                content,
                source: Source::default(),
                signed: None,
            })
            .collect();
        let mut top = on.clone();
        let findings = top.admit(&events).map_err(Problem::refused)?;
        if reader.verb() == Verb::Close && !reader.anyway {
            nothing_open(&on.state.open(self.meeting))?;
        }
        Ok(Command::Record(Record {
            line: Waiting {
                number,
                said: said.text.trim().to_owned(),
                drafts: events.iter().map(Draft::of).collect(),
                fallen: None,
            },
            events,
            findings,
            mends,
        }))
    }

    /// Reads a line anew on top of those before it.
    fn mend(
        &self,
        reader: &mut Reader<'_>,
        said: Said<'_>,
        ids: &mut dyn FnMut() -> String,
    ) -> Result<Command, Problem> {
        let number = reader
            .number()
            .ok_or_else(|| reader.lacks("radens nummer saknas", "the line's number is missing"))?;
        let place = self.lines.iter().position(|line| line.number == number);
        let place = place.ok_or_else(|| no_line(number))?;
        let mut on = self.base.clone();
        let before = self.lines.iter().take(place).filter(|line| line.fallen.is_none());
        for draft in before.flat_map(|line| &line.drafts) {
            if let Ok(event) = draft.event() {
                on.take(&event);
            }
        }
        let text = reader.rest();
        let read = self.read_as(Said { text: &text, ..said }, number, (&on, true), ids)?;
        match read {
            Command::Record(_) => Ok(read),
            _ => Err(reader.lacks("den nya raden saknas", "the new line is missing")),
        }
    }

    /// The commands about the prompt itself.
    fn prompt(&self, reader: &mut Reader<'_>) -> Result<Command, Problem> {
        let command =
            match reader.verb() {
                Verb::Undo => Command::Undo,
                Verb::Strike => {
                    let number = reader.number();
                    Command::Strike(number.ok_or_else(|| {
                        reader.lacks("radens nummer saknas", "the line's number is missing")
                    })?)
                }
                Verb::Show if reader.has(&["utkast", "drafts"]) => Command::Show(Show::Drafts),
                Verb::Show => {
                    let named = reader.number().map(ParagraphNo);
                    let item = named.map_or_else(|| reader.item_or_newest(), Ok)?;
                    reader.matter(item)?;
                    Command::Show(Show::Paragraph(item))
                }
                Verb::Waiting => Command::Waiting,
                Verb::Left => Command::Left,
                Verb::Sign => Command::Sign,
                Verb::Quit => Command::Quit,
                _ => Command::Help(reader.word().map(|word| Verb::find(&word)).transpose()?),
            };
        reader.end()?;
        Ok(command)
    }
}

/// Refuses to close a meeting with something open: what stays so then can no longer be recorded.
fn nothing_open(open: &[Open]) -> Result<(), Problem> {
    if open.is_empty() {
        return Ok(());
    }
    let listed = |lang| {
        let said: Vec<String> = open.iter().map(|one| saying::open(one, lang)).collect();
        said.join("; ")
    };
    Err(Problem::new(
        format!("ännu är öppet: {}", listed(Lang::Sv)),
        format!("still open: {}", listed(Lang::En)),
    )
    .hint(
        "avsluta det först, eller skriv `stäng mötet ändå`: ett avslutat sammanträde öppnas inte igen",
        "finish it first, or write `close meeting anyway`: a closed meeting is not opened again",
    ))
}

/// Refuses a time that is said and was before the meeting.
fn not_before_the_opening(at: &Moment, opened: Option<&Moment>) -> Result<(), Problem> {
    match opened.filter(|opened| at.is_before(opened)) {
        Some(opened) => Err(Problem::new(
            format!("`{at}` är före sammanträdets öppnande, `{opened}`"),
            format!("`{at}` is before the opening of the meeting, `{opened}`"),
        )),
        None => Ok(()),
    }
}

/// When something happened: as the line says, else now, where it is the meeting's day; else that day.
fn moment(reader: &Reader<'_>, now: &Moment) -> Result<Moment, Problem> {
    let day = reader.day.unwrap_or(reader.floor().today);
    match reader.clock {
        Some((hour, minute)) => Moment::in_stockholm(day, hour, minute).ok_or_else(|| {
            Problem::new(
                format!("ingen klocka visar {hour:02}.{minute:02} den {day}"),
                format!("no clock shows {hour:02}:{minute:02} on {day}"),
            )
        }),
        None if now.date() == day => Ok(now.clone()),
        None => Ok(Moment::Day(day)),
    }
}
