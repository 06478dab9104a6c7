//! Reads a line from left to right, with the floor and the people beside it.
//!
//! Invariant: what is not understood is refused by its word; nothing of a line is passed over.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tingbok_procedure::content::{MotionId, ParagraphNo, Person, ProposalId, Text};

use crate::clock;
use crate::floor::{Floor, Matter};
use crate::line::{Line, Token, TokenKind};
use crate::people::{Found, People};
use crate::problem::Problem;
use crate::verb::Verb;

/// What a line is read against.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    pub(crate) floor: &'a Floor,
    pub(crate) people: &'a People,
    /// Answers to names that fitted several people, by the name as it was typed, in small letters.
    pub(crate) choices: &'a BTreeMap<String, Person>,
}

/// A line on its way.
pub(crate) struct Reader<'a> {
    line: &'a Line,
    next: usize,
    around: Around<'a>,
    verb: Verb,
    item: Option<ParagraphNo>,
    pub(crate) day: Option<Date>,
    pub(crate) clock: Option<(i8, i8)>,
    /// What is written as a time, and is none.
    no_time: Option<&'a str>,
    /// Whether the line is meant though something speaks against it.
    pub(crate) anyway: bool,
}

impl<'a> Reader<'a> {
    /// Reads what may stand before the command, and the command itself.
    pub(crate) fn begin(line: &'a Line, around: Around<'a>) -> Result<Option<Self>, Problem> {
        let mut reader = Self {
            line,
            next: 0,
            around,
            verb: Verb::Help,
            item: None,
            day: None,
            clock: None,
            no_time: None,
            anyway: false,
        };
        reader.time();
        reader.item = reader.section()?;
        reader.time();
        reader.told_time()?;
        let Some(word) = reader.word() else {
            return match reader.peek() {
                None if reader.item.is_none() && reader.clock.is_none() => Ok(None),
                _ => Err(
                    Problem::new("raden har inget kommando", "the line has no command")
                        .hint("`hjälp` visar kommandona", "`help` shows the commands"),
                ),
            };
        };
        reader.verb = Verb::find(&word)?;
        Ok(Some(reader))
    }

    pub(crate) fn verb(&self) -> Verb {
        self.verb
    }

    pub(crate) fn floor(&self) -> &'a Floor {
        self.around.floor
    }

    pub(crate) fn people(&self) -> &'a People {
        self.around.people
    }

    /// `§57`, `§ 57`: the item that this line is about.
    fn section(&mut self) -> Result<Option<ParagraphNo>, Problem> {
        let Some(rest) = self
            .peek_word()
            .and_then(|word| word.strip_prefix('§'))
            .map(str::to_owned)
        else {
            return Ok(None);
        };
        self.next += 1;
        let number = if rest.is_empty() {
            self.number()
        } else {
            rest.parse().ok()
        };
        match number.map(ParagraphNo) {
            Some(number) if self.floor().matter(number).is_some() => Ok(Some(number)),
            Some(number) => Err(Problem::new(
                format!("§ {number} är inte öppnad i mötet"),
                format!("§ {number} is not opened in this meeting"),
            )),
            None => Err(Problem::new(
                "efter `§` står ett nummer",
                "a number stands after `§`",
            )),
        }
    }

    /// The item that the line is about.
    pub(crate) fn item(&self) -> Result<ParagraphNo, Problem> {
        self.item.or(self.floor().current()).ok_or_else(|| {
            Problem::new("inget ärende är öppet", "no item is open").hint(
                "öppna ett med `ärende: RUBRIK`, eller börja raden med `§57`",
                "open one with `item: TITLE`, or begin the line with `§57`",
            )
        })
    }

    /// The item, or the newest where all are closed: reservations and statements may follow.
    pub(crate) fn item_or_newest(&self) -> Result<ParagraphNo, Problem> {
        match self.item.or(self.floor().current()).or(self.floor().newest()) {
            Some(number) => Ok(number),
            None => self.item(),
        }
    }

    /// The item that goes on, where one does.
    pub(crate) fn item_if_any(&self) -> Option<ParagraphNo> {
        self.item.or(self.floor().current())
    }

    pub(crate) fn matter(&self, item: ParagraphNo) -> Result<&'a Matter, Problem> {
        self.floor().matter(item).ok_or_else(|| {
            Problem::new(
                format!("§ {item} är inte öppnad i mötet"),
                format!("§ {item} is not opened in this meeting"),
            )
        })
    }

    fn peek(&self) -> Option<&'a Token> {
        self.line.tokens().get(self.next)
    }

    /// The next token when it is a word.
    pub(crate) fn peek_word(&self) -> Option<&'a str> {
        let token = self.peek()?;
        (token.kind == TokenKind::Word).then_some(token.text.as_str())
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.peek().is_none()
    }

    /// Takes the next word, in small letters.
    pub(crate) fn word(&mut self) -> Option<String> {
        let word = self.peek_word()?.to_lowercase();
        self.next += 1;
        Some(word)
    }

    /// Takes the next word when it is one of these, and tells which.
    pub(crate) fn keyword<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        let word = self.peek_word()?.to_lowercase();
        let (_, found) = words.iter().find(|(known, _)| *known == word)?;
        self.next += 1;
        Some(*found)
    }

    /// Takes the next word when it is one of these.
    pub(crate) fn has(&mut self, words: &[&str]) -> bool {
        let is = self
            .peek_word()
            .is_some_and(|word| words.contains(&word.to_lowercase().as_str()));
        self.next += usize::from(is);
        is
    }

    pub(crate) fn number(&mut self) -> Option<u32> {
        let word = self.peek_word()?;
        let number = word
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| word.parse().ok())??;
        self.next += 1;
        Some(number)
    }

    /// Takes a day and a time, where they stand here.
    pub(crate) fn time(&mut self) {
        self.time_as(false);
    }

    /// The same where a time is awaited, and nothing else can be meant by `10.35`.
    pub(crate) fn awaited_time(&mut self) {
        self.time_as(true);
    }

    fn time_as(&mut self, dotted: bool) {
        if let Some(day) = self.peek_word().and_then(clock::day) {
            self.next += 1;
            self.day = Some(day);
        }
        let said = self.has(&["kl", "kl.", "at"]);
        match self
            .peek_word()
            .and_then(|word| clock::clock(word, said || dotted))
        {
            Some(clock) => {
                self.next += 1;
                self.clock = Some(clock);
            }
            None => {
                let like = |word: &&str| clock::is_like_clock(word, said || dotted);
                self.no_time = self.no_time.or(self.peek_word().filter(like));
                self.next -= usize::from(said);
            }
        }
    }

    /// Refuses what is written as a time, and is none.
    fn told_time(&self) -> Result<(), Problem> {
        let refused = |word| {
            Problem::new(format!("`{word}` är ingen tid"), format!("`{word}` is no time")).hint(
                "en tid skrivs `14.00`, från 00.00 till 23.59",
                "a time is written `14:00`, from 00:00 to 23:59",
            )
        };
        self.no_time.map_or(Ok(()), |word| Err(refused(word)))
    }

    pub(crate) fn day(&mut self) -> Option<Date> {
        let day = self.peek_word().and_then(clock::day)?;
        self.next += 1;
        Some(day)
    }

    /// A name such as `m3`, of one of these letters.
    pub(crate) fn name(&mut self, letters: &[char]) -> Option<String> {
        let word = self.peek_word()?.to_lowercase();
        let is = is_name(&word) && word.starts_with(letters);
        self.next += usize::from(is);
        is.then_some(word)
    }

    /// Names such as `m1, m2 och p1`.
    pub(crate) fn names(&mut self, letters: &[char]) -> Vec<String> {
        let mut names = Vec::new();
        while let Some(name) = self.name(letters) {
            names.push(name);
            let before = self.next;
            self.separator();
            let goes_on = self
                .peek_word()
                .map(str::to_lowercase)
                .is_some_and(|word| is_name(&word) && word.starts_with(letters));
            if !goes_on {
                self.next = before;
                break;
            }
        }
        names
    }

    pub(crate) fn motions(&mut self) -> Vec<MotionId> {
        self.names(&['m']).into_iter().map(MotionId).collect()
    }

    pub(crate) fn proposal(&mut self) -> Option<ProposalId> {
        self.name(&['p']).map(ProposalId)
    }

    /// A comma, or `och`.
    pub(crate) fn separator(&mut self) -> bool {
        let comma = self.peek().is_some_and(|token| token.kind == TokenKind::Comma);
        self.next += usize::from(comma);
        self.has(&["och", "and", "samt"]) || comma
    }

    /// A person who must be known.
    pub(crate) fn person(&mut self) -> Result<Person, Problem> {
        let (name, quoted) = self.person_name()?;
        self.meant(&name, quoted)
    }

    /// Persons who must be known.
    pub(crate) fn persons(&mut self) -> Result<Vec<Person>, Problem> {
        let mut persons = vec![self.person()?];
        while self.separator() {
            persons.push(self.person()?);
        }
        Ok(persons)
    }

    /// Somebody who may be nobody of the roster: an official, the secretary.
    pub(crate) fn guest(&mut self) -> Result<Person, Problem> {
        let (name, quoted) = self.person_name()?;
        let is_stranger = matches!(
            self.people().find(&name, self.floor().date),
            Found::Nobody(near) if near.is_empty()
        );
        self.meant(&name, quoted || is_stranger)
    }

    fn meant(&self, name: &str, as_written: bool) -> Result<Person, Problem> {
        if let Some(chosen) = self.around.choices.get(&name.to_lowercase()) {
            return Ok(chosen.clone());
        }
        match self.people().find(name, self.floor().date) {
            Found::One(person) => Ok(person),
            Found::Several(candidates) => Err(Problem::ambiguous(name, candidates)),
            Found::Nobody(_) if as_written => Ok(written(name)),
            Found::Nobody(near) => Err(Problem::unknown(name, &near)),
        }
    }

    /// The words of a name: up to a comma, a keyword, or something that is no name.
    fn person_name(&mut self) -> Result<(String, bool), Problem> {
        if let Some(quoted) = self.quoted() {
            return Ok((quoted, true));
        }
        let mut words = Vec::new();
        while let Some(word) = self.peek_word().filter(|word| may_be_of_a_name(word)) {
            words.push(word);
            self.next += 1;
        }
        if words.is_empty() {
            return Err(match self.peek() {
                Some(token) => Problem::new(
                    format!("här väntas ett namn, inte `{}`", token.text),
                    format!("a name is expected here, not `{}`", token.text),
                ),
                None => Problem::new("här saknas ett namn", "a name is missing here"),
            }
            .hint(self.written_sv(), self.written_en()));
        }
        Ok((words.join(" "), false))
    }

    /// Takes a quotation.
    pub(crate) fn quoted(&mut self) -> Option<String> {
        let token = self.peek().filter(|token| token.kind == TokenKind::Quoted)?;
        self.next += 1;
        Some(token.text.trim().to_owned())
    }

    /// The text after a colon, or a quotation; empty where there is none.
    pub(crate) fn text(&mut self) -> Text {
        self.free_text()
            .map_or_else(Text::default, |text| Text::from(text.as_str()))
    }

    /// The text after a colon, to the end of the line; or a quotation.
    pub(crate) fn free_text(&mut self) -> Option<String> {
        let token = self.peek()?;
        match token.kind {
            TokenKind::Colon => {
                self.next = self.line.tokens().len();
                Some(self.line.from(token.end).to_owned()).filter(|text| !text.is_empty())
            }
            TokenKind::Quoted => self.quoted().filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The text, with or without a colon before it: whatever the line still has.
    pub(crate) fn prose(&mut self) -> Result<String, Problem> {
        let is_word = self.peek().is_some_and(|token| token.kind == TokenKind::Word);
        let text = if is_word {
            let start = self.peek().map_or(0, |token| token.start);
            self.next = self.line.tokens().len();
            Some(self.line.from(start).to_owned())
        } else {
            self.free_text()
        };
        text.ok_or_else(|| self.lacks("texten saknas", "the text is missing"))
    }

    /// Refuses what the line still has.
    pub(crate) fn end(&mut self) -> Result<(), Problem> {
        self.time();
        self.told_time()?;
        match self.peek() {
            None => Ok(()),
            Some(token) => Err(self.lacks(
                format!("`{}` är inte väntat här", token.text),
                format!("`{}` is not expected here", token.text),
            )),
        }
    }

    /// A problem with how the command is written as its hint.
    pub(crate) fn lacks(&self, sv: impl Into<String>, en: impl Into<String>) -> Problem {
        Problem::new(sv, en).hint(self.written_sv(), self.written_en())
    }

    fn written_sv(&self) -> String {
        format!("så skrivs det: {}", self.verb.written(crate::Lang::Sv))
    }

    fn written_en(&self) -> String {
        format!("it is written: {}", self.verb.written(crate::Lang::En))
    }

    /// The rest of the line as typed.
    pub(crate) fn rest(&mut self) -> String {
        let start = self.peek().map(|token| token.start);
        self.next = self.line.tokens().len();
        start.map_or_else(String::new, |start| self.line.from(start).to_owned())
    }
}

/// `m3`, `q12`: a letter and a number.
pub(crate) fn is_name(word: &str) -> bool {
    let mut chars = word.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_lowercase());
    let digits = chars.as_str();
    letter && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn may_be_of_a_name(word: &str) -> bool {
    !(Verb::is_keyword(word)
        || ["och", "and", "samt", "kl", "kl.", "at", "egna", "own"].contains(&word)
        || is_name(&word.to_lowercase())
        || word.contains('=')
        || word.bytes().all(|byte| byte.is_ascii_digit())
        || clock::clock(word, true).is_some()
        || clock::day(word).is_some())
}

/// A person as written: `Elin Berg`, `Klara Nordin (M)`.
fn written(name: &str) -> Person {
    let bracketed = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    let (name, party) = match bracketed {
        Some((name, party)) if !party.is_empty() => (name.trim(), Some(party.to_owned())),
        _ => (name, None),
    };
    Person {
        name: name.to_owned(),
        party,
        ..Person::default()
    }
}
