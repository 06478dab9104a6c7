//! One item read from its sections: the order of reading, and what every reader shares.
//!
//! Words that refer back are read after what they refer to: first what lay before the meeting, then the
//! proceedings in the order of the text, then decisions and what follows them, whatever the order of the text.
//!
//! Spec: docs/procedure.md, "Event kinds".

use jiff::civil::Date;
use tingbok_procedure::content::{ItemOpened, ParagraphNo, ParticipationDeclined, Person};
use tingbok_procedure::{Content, Moment, Stream};

use crate::citation;
use crate::heading::Heading;
use crate::manuscript::{LineIndex, Manuscript};
use crate::outline::{ItemOutline, Section};
use crate::passage::Passage;
use crate::register::Register;
use crate::scribe::{BYTES_MAX, EntryIndex, Key, LINES_MAX, Phase, Place, Scribe};
use crate::vote::Pending;
use crate::{
    adjournment, conclusion, decision, motion, participation, preparation, reservation, vote, voting_list,
};

/// An item while it is read.
pub(crate) struct Reading<'s, 'm, 'a> {
    /// Where events go.
    pub(crate) scribe: &'s mut Scribe<'m, 'a>,
    /// The text.
    pub(crate) manuscript: &'m Manuscript<'a>,
    /// What the item has so far.
    pub(crate) register: Register,
    /// The paragraph.
    pub(crate) number: ParagraphNo,
    /// The day of the meeting.
    pub(crate) date: Date,
    /// The day on which the text is registered: the time of what the text gives no time for.
    pub(crate) registered: Date,
    /// A vote of which not everything is read yet.
    pub(crate) pending: Pending,
    /// Votes that were demanded before another question was put, and wait for their order.
    pub(crate) waiting: Vec<Pending>,
    /// Who declined to take part in a decision, with the event that says so.
    declined: Vec<(ParticipationDeclined, EntryIndex)>,
    /// An adjournment that is not resumed yet.
    pub(crate) adjourned: Option<adjournment::Adjourned>,
    /// The place of the item among the items, from 1.
    order: usize,
    /// The headings of the section at hand, until an event quotes them.
    head: Vec<LineIndex>,
}

/// What reading an item is told.
pub(crate) struct Setting {
    /// The day of the meeting.
    pub(crate) date: Date,
    /// The lines that say so, if any do.
    pub(crate) date_lines: Vec<LineIndex>,
    /// The day on which the text is registered.
    pub(crate) registered: Date,
    /// Whether to infer ballots.
    pub(crate) derive_ballots: bool,
    /// Who leads every paragraph, where the front page tells it.
    pub(crate) chair: Option<Person>,
}

/// Reads one item.
pub(crate) fn read<'m, 'a>(
    scribe: &mut Scribe<'m, 'a>,
    manuscript: &'m Manuscript<'a>,
    outline: &ItemOutline,
    order: usize,
    setting: &Setting,
) {
    let mut reading = Reading {
        scribe,
        manuscript,
        register: Register::led_by(setting.chair.clone()),
        number: ParagraphNo(outline.number),
        date: setting.date,
        registered: setting.registered,
        pending: Pending::default(),
        waiting: Vec::new(),
        declined: Vec::new(),
        adjourned: None,
        order,
        head: Vec::new(),
    };
    reading.open(outline, &setting.date_lines);
    for section in &outline.sections {
        reading.prepare(section);
    }
    for section in &outline.sections {
        reading.proceed(section);
    }
    vote::settle_all(&mut reading);
    adjournment::leave_open(&mut reading);
    for section in &outline.sections {
        reading.conclude(section);
    }
    let lists: Vec<_> = outline
        .sections
        .iter()
        .filter(|s| s.heading == Heading::VotingList && s.head.is_some())
        .collect();
    let read = voting_list::read(&mut reading, &lists);
    if setting.derive_ballots {
        voting_list::derive(&mut reading, &read);
    }
}

impl Reading<'_, '_, '_> {
    /// Writes an event of this item into its meeting; the first of a section also quotes its heading.
    pub(crate) fn write(
        &mut self,
        phase: Phase,
        unit: usize,
        place: Place,
        content: impl Into<Content>,
        lines: &[LineIndex],
    ) -> EntryIndex {
        let at = Moment::Day(self.date);
        self.write_at(phase, unit, place, &at, content, lines)
    }

    /// The same, at a time of its own.
    pub(crate) fn write_at(
        &mut self,
        phase: Phase,
        unit: usize,
        place: Place,
        at: &Moment,
        content: impl Into<Content>,
        lines: &[LineIndex],
    ) -> EntryIndex {
        let stream = Stream::Meeting(self.date);
        self.write_in(&stream, phase, unit, place, at, content, lines)
    }

    /// The same, in a stream of its own.
    #[allow(
        clippy::too_many_arguments,
        reason = "the header of an event has that many parts"
    )]
    pub(crate) fn write_in(
        &mut self,
        stream: &Stream,
        phase: Phase,
        unit: usize,
        place: Place,
        at: &Moment,
        content: impl Into<Content>,
        lines: &[LineIndex],
    ) -> EntryIndex {
        let key = Key {
            item: self.order,
            phase,
            unit,
            place,
        };
        let lines = self.with_head(lines);
        self.scribe.write(key, stream, at, content, &lines)
    }

    /// The lines, and before them the heading of the section at hand where nothing has quoted it yet.
    fn with_head(&mut self, lines: &[LineIndex]) -> Vec<LineIndex> {
        let head = self.take_head();
        head.into_iter().chain(lines.iter().copied()).collect()
    }

    /// Writes that somebody declines to take part, once: minutes often say it twice.
    pub(crate) fn decline(&mut self, declined: ParticipationDeclined, lines: &[LineIndex]) {
        let who = |of: &ParticipationDeclined| (of.persons.clone(), of.parties.clone());
        let before = self
            .declined
            .iter()
            .find(|(other, _)| who(other) == who(&declined));
        if let Some((_, entry)) = before {
            let entry = *entry;
            let lines = self.with_head(lines);
            self.scribe.quote_too(entry, &lines);
            return;
        }
        let entry = self.write(Phase::Reserved, 0, Place::First, declined.clone(), lines);
        self.declined.push((declined, entry));
    }

    /// The heading of the section at hand, for lines that wait for more before they are written.
    pub(crate) fn take_head(&mut self) -> Vec<LineIndex> {
        std::mem::take(&mut self.head)
    }

    /// Gives a heading back that was set aside.
    pub(crate) fn put_head(&mut self, head: Vec<LineIndex>) {
        self.head = head;
    }

    /// The body of a section as one text, or nothing when it is too much for one event.
    pub(crate) fn passage(&mut self, section: &Section) -> Option<Passage> {
        let lines = self.written(&section.body);
        let bytes: usize = lines.iter().map(|&line| self.manuscript.line(line).len()).sum();
        if lines.len() > LINES_MAX / 2 || bytes > BYTES_MAX {
            self.scribe
                .explain(section.lines(), "a section too long for one event");
            return None;
        }
        Some(Passage::of(self.manuscript, &section.body, section.from))
    }

    /// Those of `lines` that are not blank.
    pub(crate) fn written(&self, lines: &[LineIndex]) -> Vec<LineIndex> {
        lines
            .iter()
            .copied()
            .filter(|&line| !self.manuscript.is_blank(line))
            .collect()
    }

    fn open(&mut self, outline: &ItemOutline, date_lines: &[LineIndex]) {
        let title = Title::of(self.manuscript, &outline.opening);
        let lines: Vec<_> = title.lines.iter().chain(date_lines).copied().collect();
        let opened = ItemOpened {
            item: self.number,
            title: title.words.as_str().into(),
            case: title.case,
            matter: None,
            chair: None,
        };
        self.write(Phase::Opened, 0, Place::First, opened, &lines);
    }

    fn prepare(&mut self, section: &Section) {
        self.head = section.heads();
        match section.heading {
            Heading::Summary => preparation::present(self, section),
            Heading::Proposal => preparation::lay(self, section),
            Heading::Underlay => preparation::list(self, section),
            _ => {}
        }
        self.head.clear();
    }

    fn proceed(&mut self, section: &Section) {
        self.head = section.heads();
        let unread = match section.heading {
            Heading::Motions => {
                motion::read(self, section);
                "words among the motions that say nothing this program knows"
            }
            Heading::Adjournment | Heading::Proposition | Heading::Vote => {
                motion::read(self, section);
                "words of the proceedings that say nothing this program knows"
            }
            Heading::Decision => {
                vote::read_decided(self, section);
                "words of a section that say nothing this program knows"
            }
            Heading::VotingList if section.head.is_none() => {
                vote::read_table(self, section);
                "a table that is not understood"
            }
            Heading::Participation => {
                participation::read(self, section);
                "words of a section that say nothing this program knows"
            }
            Heading::Other => "a section that no event kind fits",
            Heading::MeetingDate => "the date of the meeting, beside it",
            _ => "words of a section that say nothing this program knows",
        };
        let reason = match section.head.map(|head| self.manuscript.trimmed(head)) {
            Some(head) if head.len() <= HEAD_BYTES_MAX => format!("{unread}, under `{head}`"),
            _ => unread.to_owned(),
        };
        self.scribe.explain_rest(section.lines(), &reason);
        self.head.clear();
    }

    fn conclude(&mut self, section: &Section) {
        self.head = section.heads();
        match section.heading {
            Heading::Decision => decision::read(self, section),
            Heading::Reservation => reservation::read(self, section),
            Heading::Dispatch => conclusion::dispatch(self, section),
            Heading::Adjustment => conclusion::adjustment(self, section),
            _ => {}
        }
        self.head.clear();
    }
}

/// What opens an item: its title, and the number of its case beside the paragraph sign or after the title.
struct Title {
    words: String,
    case: Option<String>,
    lines: Vec<LineIndex>,
}

impl Title {
    fn of(manuscript: &Manuscript<'_>, opening: &[LineIndex]) -> Self {
        let Some((&sign, below)) = opening.split_first() else {
            return Self {
                words: String::new(),
                case: None,
                lines: Vec::new(),
            };
        };
        let beside = citation::paragraph(manuscript.trimmed(sign)).map_or("", |opened| opened.rest.trim());
        let (case, beside) = Self::beside(beside);
        let mut lines = first_paragraph(manuscript, below);
        let mut words: Vec<&str> = lines.iter().map(|&line| manuscript.line(line)).collect();
        if !beside.is_empty() {
            // A title beside the paragraph sign goes on only on the lines directly below.
            let direct = below.first().is_some_and(|&line| !manuscript.is_blank(line));
            if !direct {
                (lines, words) = (Vec::new(), Vec::new());
            }
            words.insert(0, beside);
        }
        let (words, named) = without_case(words.join("\n").trim());
        lines.insert(0, sign);
        Self {
            words,
            case: case.or(named),
            lines,
        }
    }

    /// The number of the case beside the paragraph sign, and the words of the title there.
    fn beside(words: &str) -> (Option<String>, &str) {
        let (label, after) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let label = label.to_lowercase();
        let labelled = ["ärendenummer", "diarienummer", "dnr"].contains(&label.trim_end_matches([':', '.']));
        if !labelled && !citation::is_case(words) && !citation::is_bare_case(words) {
            return (None, words);
        }
        let (_, last) = words.rsplit_once(char::is_whitespace).unwrap_or(("", words));
        // "Dnr KS 2024/14   Riktlinjer": a title may follow the number.
        let number = after.split_whitespace().find(|word| word.contains('/'));
        let titled = number.and_then(|number| {
            let (_, title) = after.split_once(number)?;
            let title = title.trim();
            title.starts_with(char::is_uppercase).then_some((number, title))
        });
        let (number, title) = titled.unwrap_or((last, ""));
        (Some(number.to_owned()), title)
    }
}

/// The title without the number of the case in brackets at its end, and that number.
fn without_case(title: &str) -> (String, Option<String>) {
    let cut = title.strip_suffix(')').and_then(|inside| inside.rsplit_once('('));
    match cut.filter(|(_, number)| citation::is_case(number.trim())) {
        Some((words, number)) => (words.trim_end().to_owned(), Some(number.trim().to_owned())),
        None => (title.to_owned(), citation::case_in(title).map(str::to_owned)),
    }
}

fn first_paragraph(manuscript: &Manuscript<'_>, lines: &[LineIndex]) -> Vec<LineIndex> {
    let begun = lines.iter().skip_while(|&&line| manuscript.is_blank(line));
    let block = begun.take_while(|&&line| !manuscript.is_blank(line));
    block.copied().take(TITLE_LINES_MAX).collect()
}

/// A longer title is no title; what follows is kept.
const TITLE_LINES_MAX: usize = 8;

/// A heading longer than this is not repeated in a reason.
const HEAD_BYTES_MAX: usize = 60;
