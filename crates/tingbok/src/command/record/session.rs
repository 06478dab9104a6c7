//! The course of a session: a line is read, shown in words, kept; and what else can be asked for.
//!
//! Invariant: with a person at the terminal a line that is refused is told, and the session goes on; without one it ends
//! the command.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;
use tingbok_desk::people::Candidate;
use tingbok_desk::verb::{self, Verb};
use tingbok_desk::{Command, Desk, Heard, Lang, Problem, Record, Said, Show, saying};
use tingbok_procedure::Finding;
use tingbok_procedure::content::{Office, Person};

use super::hearing::Hearing;
use super::opened::opened_already;
use super::typist::{Typed, Typist};
use super::waiting::WaitingFile;
use crate::clock;
use crate::context::Context;
use crate::error::CommandError;
use crate::keys::Handle;
use crate::term;

/// A session at the prompt.
pub(super) struct Session<'a> {
    pub(super) meeting: Date,
    pub(super) lang: Lang,
    pub(super) signers: &'a [Handle],
    pub(super) desk: Rc<Desk>,
    pub(super) file: WaitingFile,
    pub(super) hearing: Hearing,
    pub(super) typist: Typist,
}

impl Session<'_> {
    /// Says what the session begins with.
    pub(super) fn greet(&mut self, heard: &Heard, context: &mut Context) -> Result<(), CommandError> {
        let (meeting, lang) = (self.meeting, self.lang);
        context.out.say(lang.of(
            format!("Sammanträdet {meeting}. `hjälp` visar kommandona, `sluta` slutar."),
            format!("The meeting of {meeting}. `help` shows the commands, `quit` ends."),
        ));
        if !heard.recorded.is_empty() {
            let numbers = listed(&heard.recorded);
            context.out.say(lang.of(
                format!("Redan signerat: rad {numbers}."),
                format!("Signed already: line {numbers}."),
            ));
            if self.desk.lines().is_empty() {
                self.file.clear()?;
            }
        }
        self.let_go(&heard.opened, context)?;
        if !self.desk.lines().is_empty() {
            self.list(context);
        }
        Ok(())
    }

    /// Reads lines until there are no more.
    pub(super) fn go_on(&mut self, context: &mut Context) -> Result<(), CommandError> {
        loop {
            context.out.flush()?;
            let prompt = self.prompt();
            let goes_on = match self.typist.line(&prompt, &self.desk, self.lang)? {
                Typed::End => false,
                Typed::Abandoned => true,
                Typed::Line(line) => match self.take(&line, context) {
                    Ok(goes_on) => goes_on,
                    Err(error) if self.typist.is_person() => {
                        context.out.tell(&error, self.lang);
                        true
                    }
                    Err(error) => return Err(error.said_in(self.lang)),
                },
            };
            if !goes_on {
                self.part(context);
                return Ok(());
            }
        }
    }

    /// `2026-03-11 § 57 (3)> `: the meeting, the item, how many lines wait.
    fn prompt(&self) -> String {
        let item = self
            .desk
            .floor()
            .current()
            .map_or_else(String::new, |item| format!(" § {item}"));
        let waits = match self.desk.lines().len() {
            0 => String::new(),
            count => format!(" ({count})"),
        };
        format!("{}{item}{waits}> ", self.meeting)
    }

    /// Does what a line says; tells whether the session goes on.
    fn take(&mut self, line: &str, context: &mut Context) -> Result<bool, CommandError> {
        self.listen(context)?;
        match self.understood(line, context)? {
            None | Some(Command::Nothing) => {}
            Some(Command::Record(record)) => self.keep(record, context)?,
            Some(Command::Undo) => {
                let newest = self.desk.lines().iter().map(|line| line.number).max();
                let nothing = || CommandError::refused(self.lang.of("inget väntar", "nothing waits"));
                self.strike(newest.ok_or_else(nothing)?, context)?;
            }
            Some(Command::Strike(number)) => self.strike(number, context)?,
            Some(Command::Show(show)) => self.show(show, context)?,
            Some(Command::Waiting) => self.list(context),
            Some(Command::Left) => self.tell_open(context)?,
            Some(Command::Help(verb)) => help(verb, self.lang, context)?,
            Some(Command::Sign) => self.sign(context)?,
            Some(Command::Opened(item)) => context.out.say(opened_already(item, self.lang)),
            Some(Command::Quit) => return Ok(false),
        }
        Ok(true)
    }

    /// Hears what others have recorded meanwhile, and tells it.
    pub(super) fn listen(&mut self, context: &mut Context) -> Result<Vec<u32>, CommandError> {
        let events = self.hearing.listen(self.lang, context)?;
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let lang = self.lang;
        let heard = Rc::make_mut(&mut self.desk).hear(events);
        if !heard.others.is_empty() {
            context
                .out
                .say(lang.of("Under tiden har antecknats:", "Meanwhile has been recorded:"));
        }
        for event in &heard.others {
            let by = event.signed.iter().flat_map(|signed| &signed.by);
            let by: Vec<&str> = by.map(|signer| signer.handle.as_str()).collect();
            let (by, said) = (by.join(", "), saying::event(event, lang));
            context
                .out
                .say(lang.of(format!("  {said} (av {by})"), format!("  {said} (by {by})")));
        }
        self.let_go(&heard.opened, context)?;
        self.tell_fallen(&heard.fallen, context);
        Ok(heard.recorded)
    }

    /// Reads a line; asks who is meant where a name fits several, if there is somebody to ask.
    fn understood(&mut self, line: &str, context: &mut Context) -> Result<Option<Command>, CommandError> {
        let mut choices: BTreeMap<String, Person> = BTreeMap::new();
        loop {
            let problem = match self.read(line, &choices, context)? {
                Ok(command) => return Ok(Some(command)),
                Err(problem) => problem,
            };
            let ambiguous = problem.ambiguous_name().filter(|_| self.typist.is_person());
            let Some(ambiguous) = ambiguous else {
                return Err(self.refused(&problem));
            };
            let name = ambiguous.name.clone();
            let Some(chosen) = self.ask(&name, &ambiguous.candidates, context)? else {
                return Ok(None);
            };
            choices.insert(name.to_lowercase(), chosen);
        }
    }

    fn read(
        &self,
        text: &str,
        choices: &BTreeMap<String, Person>,
        context: &mut Context,
    ) -> Result<Result<Command, Problem>, CommandError> {
        let now = clock::moment(context.now());
        let said = Said {
            text,
            choices,
            now: &now,
        };
        context
            .entropy
            .draw(|draw| self.desk.read(said, &mut || draw.id().to_string()))
    }

    /// Who of several is meant: a number, or nothing.
    fn ask(
        &mut self,
        name: &str,
        candidates: &[Candidate],
        context: &mut Context,
    ) -> Result<Option<Person>, CommandError> {
        let lang = self.lang;
        context
            .out
            .say(lang.of(format!("`{name}` kan vara:"), format!("`{name}` may be:")));
        for (number, one) in (1..).zip(candidates) {
            context.out.say(format!("  {number}  {}", described(one, lang)));
        }
        let question = lang.of(
            "vem? nummer, eller tomt för ingen: ",
            "who? a number, or nothing for nobody: ",
        );
        let typed = self.typist.line(question, &self.desk, lang)?;
        let Typed::Line(answer) = typed else {
            return Ok(None);
        };
        let answer = answer.trim();
        if answer.is_empty() {
            return Ok(None);
        }
        let number: Option<usize> = answer.parse().ok().filter(|number| *number > 0);
        let chosen = number.and_then(|number| candidates.get(number - 1));
        match chosen {
            Some(chosen) => Ok(Some(chosen.person.clone())),
            None => Err(CommandError::refused(lang.of(
                format!("`{answer}` är inget av numren: raden är inte tagen"),
                format!("`{answer}` is none of the numbers: the line is not taken"),
            ))),
        }
    }

    /// Keeps a line: on the disk first, then in the session, and only then is it told.
    fn keep(&mut self, record: Record, context: &mut Context) -> Result<(), CommandError> {
        self.file.keep(&record.line)?;
        let (number, lang) = (record.line.number, self.lang);
        let words: Vec<String> = record
            .events
            .iter()
            .map(|event| saying::event(event, lang))
            .collect();
        let findings = record.findings.clone();
        let fallen = Rc::make_mut(&mut self.desk).accept(record);
        for (place, said) in words.iter().enumerate() {
            let label = if place == 0 {
                number.to_string()
            } else {
                String::new()
            };
            context.out.say(format!("{label:>3}  {said}"));
        }
        for finding in &findings {
            tell_finding(finding, lang, context);
        }
        self.tell_fallen(&fallen, context);
        Ok(())
    }

    fn strike(&mut self, number: u32, context: &mut Context) -> Result<(), CommandError> {
        let said = self.desk.line(number).map(|line| line.said.clone());
        let fallen = {
            // The file has it first; what cannot be struck has changed nothing there.
            if said.is_some() {
                self.file.strike(number)?;
            }
            Rc::make_mut(&mut self.desk).strike(number)
        };
        let fallen = fallen.map_err(|problem| self.refused(&problem))?;
        let said = said.unwrap_or_default();
        context.out.say(self.lang.of(
            format!("rad {number} är borttagen: {said}"),
            format!("line {number} is taken away: {said}"),
        ));
        self.tell_fallen(&fallen, context);
        Ok(())
    }

    fn show(&self, show: Show, context: &mut Context) -> Result<(), CommandError> {
        match show {
            Show::Paragraph(item) => {
                let text = self
                    .desk
                    .paragraph(item)
                    .map_err(|problem| self.refused(&problem))?;
                context.out.text(&text)?;
            }
            Show::Drafts => {
                for draft in self.desk.drafts() {
                    context.out.json(draft)?;
                }
            }
        }
        context.out.flush()
    }

    /// The lines that wait, and why one no longer holds.
    fn list(&self, context: &mut Context) {
        let lang = self.lang;
        let count = self.desk.lines().len();
        context.out.say(match count {
            0 => lang
                .of("Inget väntar på underskrift.", "Nothing waits to be signed.")
                .to_owned(),
            1 => lang
                .of("En rad väntar på underskrift:", "One line waits to be signed:")
                .to_owned(),
            _ => lang.of(
                format!("{count} rader väntar på underskrift:"),
                format!("{count} lines wait to be signed:"),
            ),
        });
        for line in self.desk.lines() {
            context.out.say(format!("{:>3}  {}", line.number, line.said));
            if let Some(fallen) = &line.fallen {
                context.out.say(format!(
                    "     {}: {}",
                    lang.of("håller inte", "does not hold"),
                    fallen.say(lang)
                ));
            }
        }
    }

    fn tell_open(&self, context: &mut Context) -> Result<(), CommandError> {
        let open = self.desk.open();
        if open.is_empty() {
            context
                .out
                .say(self.lang.of("Inget är öppet.", "Nothing is open."));
        } else if self.desk.floor().is_closed() {
            context.out.say(self.lang.of(
                "Sammanträdet är avslutat. Detta blev kvar:",
                "The meeting is closed. This stayed open:",
            ));
        }
        open.iter()
            .try_for_each(|one| context.out.line(saying::open(one, self.lang)))?;
        context.out.flush()
    }

    fn tell_fallen(&self, fallen: &[u32], context: &mut Context) {
        let lang = self.lang;
        for line in fallen.iter().filter_map(|number| self.desk.line(*number)) {
            let why = line
                .fallen
                .as_ref()
                .map_or_else(String::new, |problem| problem.say(lang));
            let (number, said) = (line.number, &line.said);
            context.out.remark(
                lang.of("håller inte", "does not hold"),
                lang.of(
                    format!("rad {number} `{said}`: {why}"),
                    format!("line {number} `{said}`: {why}"),
                ),
            );
            context.out.remark(
                lang.of("råd", "hint"),
                lang.of(
                    format!("`rätta {number} NY RAD` eller `stryk {number}`"),
                    format!("`mend {number} NEW LINE` or `strike {number}`"),
                ),
            );
        }
    }

    fn part(&self, context: &mut Context) {
        let (lang, count) = (self.lang, self.desk.lines().len());
        context.out.say(match count {
            0 => return,
            1 => lang
                .of(
                    "En rad väntar till nästa gång; den är inte antecknad.",
                    "One line waits for the next time; it is not recorded.",
                )
                .to_owned(),
            _ => lang.of(
                format!("{count} rader väntar till nästa gång; ingen av dem är antecknad."),
                format!("{count} lines wait for the next time; none of them is recorded."),
            ),
        });
    }

    /// A problem as the error of the command, with those whom a name fits, and the line of standard input.
    pub(super) fn refused(&self, problem: &Problem) -> CommandError {
        let lang = self.lang;
        let mut error = CommandError::refused(problem.say(lang));
        if let Some(place) = self.typist.place(lang) {
            error = error.in_place(&place);
        }
        if let Some(ambiguous) = problem.ambiguous_name() {
            for one in &ambiguous.candidates {
                error = error.hint(described(one, lang));
            }
        }
        match problem.advice(lang) {
            Some(advice) => error.hint(advice),
            None => error,
        }
    }
}

/// What is irregular about a line: with the Swedish name of its rule in Swedish.
fn tell_finding(finding: &Finding, lang: Lang, context: &mut Context) {
    let said = match lang {
        Lang::Sv => format!("{}: {}", term::rule(finding.rule), finding.swedish()),
        Lang::En => finding.to_string(),
    };
    let said = saying::with_commands(&said, lang);
    context.out.remark(lang.of("anmärkning", "finding"), said);
}

fn help(verb: Option<Verb>, lang: Lang, context: &mut Context) -> Result<(), CommandError> {
    let lines = verb.map_or_else(|| verb::help(lang), |verb| verb::help_of(verb, lang));
    lines.iter().try_for_each(|line| context.out.line(line))?;
    context.out.flush()
}

/// Somebody whom a name fits, so that two are told apart: `Anna Svensson (V), ledamot, anna-svensson`.
fn described(one: &Candidate, lang: Lang) -> String {
    let office = one.office.map(|office| match office {
        Office::Chair => lang.of("ordförande", "chair"),
        Office::FirstViceChair => lang.of("1:e vice ordförande", "first vice chair"),
        Office::SecondViceChair => lang.of("2:e vice ordförande", "second vice chair"),
        Office::Member => lang.of("ledamot", "member"),
        Office::Substitute => lang.of("ersättare", "substitute"),
    });
    let member = one.person.member.as_ref().map(ToString::to_string);
    let role = one.person.role.clone();
    let parts = [
        Some(one.person.to_string()),
        role,
        office.map(str::to_owned),
        member,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub(super) fn listed(numbers: &[u32]) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    numbers.join(", ")
}
