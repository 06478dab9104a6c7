//! Where lines come from: a person at a terminal, with history and completion, or standard input.
//!
//! Invariant: a line that is too long is refused before it is read to its end.

use std::io::{self, BufRead, IsTerminal as _, Read as _};
use std::rc::Rc;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Editor, Helper};
use tingbok_desk::line::LINE_BYTES_MAX;
use tingbok_desk::{Desk, Lang, Waiting};

use crate::error::CommandError;

/// Who types.
pub(super) enum Typist {
    /// A person at a terminal.
    Person(Box<Editor<AtCursor, DefaultHistory>>),
    /// Standard input, and how many lines of it were read.
    Input(usize),
}

/// What came.
pub(super) enum Typed {
    /// A line.
    Line(String),
    /// A line that the person left.
    Abandoned,
    /// No more lines.
    End,
}

/// What may stand at the cursor.
#[derive(Default)]
pub(super) struct AtCursor {
    desk: Option<Rc<Desk>>,
    lang: Lang,
}

impl Typist {
    /// A person where there is a terminal to read from and to draw on; the lines that wait are the beginning of history.
    pub(super) fn new(lines: &[Waiting]) -> Result<Self, CommandError> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Ok(Self::Input(0));
        }
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .auto_add_history(true)
            .build();
        let mut editor = Editor::with_config(config).map_err(no_terminal)?;
        editor.set_helper(Some(AtCursor::default()));
        for line in lines {
            editor.add_history_entry(&line.said).map_err(no_terminal)?;
        }
        Ok(Self::Person(Box::new(editor)))
    }

    /// Whether somebody can be asked.
    pub(super) fn is_person(&self) -> bool {
        matches!(self, Self::Person(_))
    }

    /// The line of standard input that was read last.
    pub(super) fn place(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Person(_) => None,
            Self::Input(number) => Some(line_of_input(*number, lang)),
        }
    }

    /// Reads a line; what is completed is of this desk.
    pub(super) fn line(&mut self, prompt: &str, desk: &Rc<Desk>, lang: Lang) -> Result<Typed, CommandError> {
        match self {
            Self::Person(editor) => {
                if let Some(helper) = editor.helper_mut() {
                    (helper.desk, helper.lang) = (Some(Rc::clone(desk)), lang);
                }
                let read = editor.readline(prompt);
                if let Some(helper) = editor.helper_mut() {
                    helper.desk = None;
                }
                match read {
                    Ok(line) => Ok(Typed::Line(line)),
                    Err(ReadlineError::Eof) => Ok(Typed::End),
                    Err(ReadlineError::Interrupted | ReadlineError::Signal(_)) => Ok(Typed::Abandoned),
                    Err(error) => Err(no_terminal(error)),
                }
            }
            Self::Input(number) => {
                *number += 1;
                let read = next_line(&mut io::stdin().lock(), lang).map(|typed| match typed {
                    Typed::Line(line) if *number == 1 => Typed::Line(without_mark(line)),
                    typed => typed,
                });
                read.map_err(|error| {
                    let place = line_of_input(*number, lang);
                    error.in_place(&place).said_in(lang)
                })
            }
        }
    }
}

fn line_of_input(number: usize, lang: Lang) -> String {
    lang.of(
        format!("inmatningen, rad {number}"),
        format!("standard input, line {number}"),
    )
}

/// The first line of an input without the mark that some editors put before UTF-8.
fn without_mark(line: String) -> String {
    line.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(line)
}

/// The next line of an input, without its end.
fn next_line(input: &mut impl BufRead, lang: Lang) -> Result<Typed, CommandError> {
    let most = u64::try_from(LINE_BYTES_MAX)
        .unwrap_or(u64::MAX)
        .saturating_add(2);
    let mut bytes = Vec::new();
    let read = input.take(most).read_until(b'\n', &mut bytes);
    let read = read.map_err(|error| {
        CommandError::store(lang.of("raden kan inte läsas", "cannot read the line")).because(error)
    })?;
    if read == 0 {
        return Ok(Typed::End);
    }
    if !bytes.ends_with(b"\n") && bytes.len() > LINE_BYTES_MAX {
        return Err(CommandError::refused(lang.of(
            format!("raden är längre än {LINE_BYTES_MAX} byte"),
            format!("the line has more than {LINE_BYTES_MAX} bytes"),
        )));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        CommandError::refused(lang.of(
            format!("inte UTF-8 vid byte {at}"),
            format!("not UTF-8 at byte {at}"),
        ))
    })?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    Ok(Typed::Line(line.strip_suffix('\r').unwrap_or(line).to_owned()))
}

impl Completer for AtCursor {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let completion = self
            .desk
            .as_ref()
            .map(|desk| desk.complete(line, cursor, self.lang));
        let completion = completion.unwrap_or_default();
        Ok((completion.start, completion.candidates))
    }
}

impl Hinter for AtCursor {
    type Hint = String;
}

impl Highlighter for AtCursor {}

impl Validator for AtCursor {}

impl Helper for AtCursor {}

fn no_terminal(error: ReadlineError) -> CommandError {
    CommandError::store("cannot read from the terminal").because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        match next_line(&mut io::Cursor::new(bytes), Lang::En) {
            Ok(Typed::Line(line)) => format!("line {line}"),
            Ok(Typed::End) => "end".to_owned(),
            Ok(Typed::Abandoned) => "abandoned".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_line_of_an_input_is_text_of_some_length() {
        assert_eq!(read("röst ja\r\nmer\n".as_bytes()), "line röst ja");
        assert_eq!(read(b"utan slut"), "line utan slut");
        assert_eq!(read(b""), "end");
        assert_eq!(read(b"r\xf6st\n"), "not UTF-8 at byte 1");
        assert_eq!(without_mark("\u{feff}kvar".to_owned()), "kvar");
        let long = vec![b'a'; LINE_BYTES_MAX + 10];
        assert_eq!(
            read(&long),
            format!("the line has more than {LINE_BYTES_MAX} bytes")
        );
    }
}
