//! A session at the desk: the log as it is known, and on top of it the lines that nobody has signed.
//!
//! Invariants: a line is kept only when each of its drafts is admitted on top of the log and the lines before it. When
//! the log grows, every line is judged anew; a line that no longer holds, or that refers to what such a line gave, is
//! kept, named, and holds up the signing: nothing is dropped, and nothing is signed of which a part has fallen.
//!
//! Spec: docs/spec/desk.md, "Two at one ledger".

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tingbok_minutes::{Paragraph, Renderer, render_text};
use tingbok_procedure::content::{ParagraphNo, Person, Serving};
use tingbok_procedure::{Content, Draft, Event, Finding, Moment, Open, State, Stream};

use crate::floor::Floor;
use crate::people::People;
use crate::problem::Problem;
use crate::verb::Verb;
use gone::Gone;
use standing::Standing;

mod gone;
mod reading;
mod standing;

/// A session.
#[derive(Clone, Debug)]
pub struct Desk {
    meeting: Date,
    /// The events of the log that the session is built on.
    log: Vec<Event>,
    base: Standing,
    lines: Vec<Waiting>,
    top: Standing,
}

/// A line that waits to be signed, with the drafts that it gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Its number in the session, from 1.
    pub number: u32,
    /// The line as it was typed.
    pub said: String,
    /// What it gave.
    pub drafts: Vec<Draft>,
    /// Why it no longer holds, where it does not.
    pub fallen: Option<Problem>,
}

/// A line as it is typed, with what is needed to read it.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// The line.
    pub text: &'a str,
    /// Who was chosen where a name fits several: by the name as typed, in small letters.
    pub choices: &'a BTreeMap<String, Person>,
    /// The time now.
    pub now: &'a Moment,
}

/// What a line asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Nothing: the line is empty.
    Nothing,
    /// To keep drafts.
    Record(Record),
    /// To take the newest line away.
    Undo,
    /// To take a line away.
    Strike(u32),
    /// To show something.
    Show(Show),
    /// To list the lines that wait.
    Waiting,
    /// To tell what is still open.
    Left,
    /// To help.
    Help(Option<Verb>),
    /// To sign the lines.
    Sign,
    /// To go on in an item that another has opened in the same words.
    Opened(ParagraphNo),
    /// To end the session.
    Quit,
}

/// What can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// A paragraph so far.
    Paragraph(ParagraphNo),
    /// The drafts as lines of JSON.
    Drafts,
}

/// A line that may be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The line.
    pub line: Waiting,
    /// What happens by it.
    pub events: Vec<Event>,
    /// What is irregular about it: it is kept all the same.
    pub findings: Vec<Finding>,
    /// Whether it takes the place of a line with its number.
    pub mends: bool,
}

/// What the log has told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    /// The lines that are recorded now.
    pub recorded: Vec<u32>,
    /// What happened in the meeting by others.
    pub others: Vec<Event>,
    /// The lines that no longer hold, and did before.
    pub fallen: Vec<u32>,
    /// The lines that opened an item which another has opened meanwhile in the same words: they are taken away, and what
    /// follows them goes to the item that is open.
    pub opened: Vec<Waiting>,
}

impl Desk {
    /// A session for a meeting, on what the log says: the stream `body`, the meeting, and of the year's other meetings
    /// the items that were opened.
    #[must_use]
    pub fn new(meeting: Date, log: impl IntoIterator<Item = Event>) -> Self {
        let empty = Standing {
            state: State::new(),
            floor: Floor::new(meeting),
            people: People::default(),
        };
        let mut desk = Self {
            meeting,
            log: Vec::new(),
            base: empty.clone(),
            lines: Vec::new(),
            top: empty,
        };
        desk.hear(log);
        desk
    }

    /// Puts back the lines of an earlier session. They are judged as lines that wait are when the log grows.
    pub fn resume(&mut self, lines: Vec<Waiting>) -> Heard {
        self.lines = lines;
        let recorded = self.drop_recorded();
        let opened = self.drop_opened();
        self.judge();
        let fallen = self.lines.iter().filter(|line| line.fallen.is_some());
        Heard {
            recorded,
            opened,
            others: Vec::new(),
            fallen: fallen.map(|line| line.number).collect(),
        }
    }

    /// Takes in what the log has got since.
    pub fn hear(&mut self, events: impl IntoIterator<Item = Event>) -> Heard {
        let own: BTreeSet<String> = self.drafts().map(|draft| draft.id.clone()).collect();
        let before: BTreeSet<u32> = self.fallen().collect();
        let mut others = Vec::new();
        for event in events {
            self.base.take(&event);
            if event.stream == Stream::Meeting(self.meeting) && !own.contains(&event.id) {
                others.push(event.clone());
            }
            self.log.push(event);
        }
        let recorded = self.drop_recorded();
        let opened = self.drop_opened();
        self.judge();
        let fallen = self.fallen().filter(|number| !before.contains(number)).collect();
        Heard {
            recorded,
            opened,
            others,
            fallen,
        }
    }

    /// Reads a line. Nothing has changed until what it gives is accepted.
    ///
    /// # Errors
    /// [`Problem`]: the line is not understood, a name is not one person's, or a rule refuses it.
    pub fn read(&self, said: Said<'_>, ids: &mut dyn FnMut() -> String) -> Result<Command, Problem> {
        let next = self.lines.iter().map(|line| line.number).max().unwrap_or(0) + 1;
        self.read_as(said, next, (&self.top, false), ids)
    }

    /// Keeps a line that was read, or puts it in its place; tells the lines that fall by it.
    pub fn accept(&mut self, record: Record) -> Vec<u32> {
        let before: BTreeSet<u32> = self.fallen().collect();
        match self
            .lines
            .iter_mut()
            .find(|line| line.number == record.line.number)
        {
            Some(line) => *line = record.line,
            None => self.lines.push(record.line),
        }
        self.judge();
        self.fallen().filter(|number| !before.contains(number)).collect()
    }

    /// Takes a line away; tells the lines that fall by it.
    ///
    /// # Errors
    /// [`Problem`] where no line has this number.
    pub fn strike(&mut self, number: u32) -> Result<Vec<u32>, Problem> {
        let before: BTreeSet<u32> = self.fallen().collect();
        let count = self.lines.len();
        self.lines.retain(|line| line.number != number);
        if self.lines.len() == count {
            return Err(no_line(number));
        }
        self.judge();
        Ok(self.fallen().filter(|number| !before.contains(number)).collect())
    }

    /// The lines that wait.
    #[must_use]
    pub fn lines(&self) -> &[Waiting] {
        &self.lines
    }

    /// The line with this number.
    #[must_use]
    pub fn line(&self, number: u32) -> Option<&Waiting> {
        self.lines.iter().find(|line| line.number == number)
    }

    /// What is to be signed: every draft, in order.
    ///
    /// # Errors
    /// [`Problem`] where a line no longer holds, or nothing waits.
    pub fn to_sign(&self) -> Result<Vec<Draft>, Problem> {
        if let Some(number) = self.fallen().next() {
            return Err(Problem::new(
                format!("rad {number} håller inte längre: inget signeras"),
                format!("line {number} no longer holds: nothing is signed"),
            )
            .hint(
                format!("`rätta {number} NY RAD` eller `stryk {number}`"),
                format!("`mend {number} NEW LINE` or `strike {number}`"),
            ));
        }
        let drafts: Vec<Draft> = self.drafts().cloned().collect();
        if drafts.is_empty() {
            return Err(Problem::new(
                "inget väntar på underskrift",
                "nothing waits to be signed",
            ));
        }
        Ok(drafts)
    }

    /// The drafts of the lines that wait, in order.
    pub fn drafts(&self) -> impl Iterator<Item = &Draft> {
        self.lines.iter().flat_map(|line| &line.drafts)
    }

    /// What is still open; in a closed meeting, what stayed so.
    #[must_use]
    pub fn open(&self) -> Vec<Open> {
        self.top.state.open(self.meeting)
    }

    /// Who serves now; `None` where no roll was recorded.
    #[must_use]
    pub fn serving(&self) -> Option<Vec<&Serving>> {
        self.top.state.serving(self.meeting)
    }

    /// The floor, with the lines that wait.
    #[must_use]
    pub fn floor(&self) -> &Floor {
        &self.top.floor
    }

    /// The people, with those whom the lines name.
    #[must_use]
    pub fn people(&self) -> &People {
        &self.top.people
    }

    /// The text of a paragraph so far, with the lines that wait.
    ///
    /// # Errors
    /// [`Problem`] when there is no such paragraph.
    pub fn paragraph(&self, item: ParagraphNo) -> Result<String, Problem> {
        let of_item = |event: &Event| match &event.stream {
            Stream::Body => matches!(event.content, Content::BodyConstituted(_)),
            Stream::Meeting(day) => {
                *day == self.meeting && event.content.item().is_none_or(|number| number == item)
            }
            _ => false,
        };
        let holding = self.lines.iter().filter(|line| line.fallen.is_none());
        let waiting = holding
            .flat_map(|line| &line.drafts)
            .filter_map(|draft| draft.event().ok());
        let events: Vec<Event> = self.log.iter().cloned().chain(waiting).filter(of_item).collect();
        let paragraph = Paragraph::project(&events).map_err(|error| {
            Problem::new(
                format!("§ {item} kan inte sättas samman: {error}"),
                format!("§ {item} cannot be put together: {error}"),
            )
        })?;
        Ok(render_text(&paragraph, Renderer::default()))
    }

    fn fallen(&self) -> impl Iterator<Item = u32> {
        let fallen = self.lines.iter().filter(|line| line.fallen.is_some());
        fallen.map(|line| line.number)
    }

    /// Drops the lines whose drafts the log has.
    fn drop_recorded(&mut self) -> Vec<u32> {
        let ids: BTreeSet<&str> = self.log.iter().map(|event| event.id.as_str()).collect();
        let is_recorded = |line: &Waiting| line.drafts.iter().all(|draft| ids.contains(draft.id.as_str()));
        let recorded = self
            .lines
            .iter()
            .filter(|line| is_recorded(line))
            .map(|line| line.number)
            .collect();
        self.lines.retain(|line| !is_recorded(line));
        recorded
    }

    /// Whether the log has an item of this meeting opened in exactly these words.
    fn has_opened(&self, content: &Content) -> bool {
        let is_opening = matches!(content, Content::ItemOpened(_));
        let here = Stream::Meeting(self.meeting);
        let mut of_meeting = self.log.iter().filter(|event| event.stream == here);
        is_opening && of_meeting.any(|event| event.content == *content)
    }

    /// Drops the lines that open what is open: nothing is lost by it, since the log says the same.
    fn drop_opened(&mut self) -> Vec<Waiting> {
        let is_opened = |line: &Waiting| match read_back(line).as_deref() {
            Ok([only]) => self.has_opened(&only.content),
            _ => false,
        };
        let opened: Vec<Waiting> = self
            .lines
            .iter()
            .filter(|line| is_opened(line))
            .cloned()
            .collect();
        self.lines
            .retain(|line| !opened.iter().any(|one| one.number == line.number));
        opened
    }

    /// Judges every line on top of the log and of those before it.
    fn judge(&mut self) {
        self.top = self.base.clone();
        let mut gone = Gone::default();
        for line in &mut self.lines {
            line.fallen = match (read_back(line), gone.reference(line)) {
                (Err(problem), _) | (_, Some(problem)) => Some(problem),
                (Ok(events), None) => self.top.admit(&events).err().map(Problem::refused),
            };
            if line.fallen.is_some() {
                gone.take(line);
            }
        }
    }
}

fn read_back(line: &Waiting) -> Result<Vec<Event>, Problem> {
    let events: Result<Vec<Event>, _> = line.drafts.iter().map(Draft::event).collect();
    events.map_err(|error| {
        Problem::new(
            format!("utkastet kan inte läsas: {error}"),
            format!("the draft cannot be read: {error}"),
        )
    })
}

fn no_line(number: u32) -> Problem {
    Problem::new(
        format!("ingen rad {number} väntar"),
        format!("no line {number} waits"),
    )
    .hint("`rader` visar dem", "`lines` shows them")
}

#[cfg(test)]
mod tests;
