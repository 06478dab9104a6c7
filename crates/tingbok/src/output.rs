//! Standard output and standard error: data on the one, talk on the other.
//!
//! Invariants: data that is not shown on a terminal is written byte for byte; on a terminal, control characters are
//! made visible, since text from a log may not steer the reader's terminal; a closed pipe ends the output and never
//! the command; no meaning hangs on colour.
//!
//! Section: docs/style.md, "stdout is data, stderr is talk".

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use tingbok_desk::Lang;
use tingbok_procedure::content::turns_direction;

use crate::error::{CommandError, Fault};

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The two streams of the program.
pub(crate) struct Output {
    data: Stream,
    talk: Stream,
}

struct Stream {
    to: Box<dyn Write>,
    is_terminal: bool,
    is_colored: bool,
    is_closed: bool,
}

impl Output {
    /// The process's own streams.
    pub(crate) fn standard(color: Color) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        Self {
            data: Stream {
                is_terminal: out.is_terminal(),
                is_colored: is_colored(color, AutoStream::choice(&out)),
                to: Box::new(BufWriter::new(out)),
                is_closed: false,
            },
            talk: Stream {
                is_terminal: err.is_terminal(),
                is_colored: is_colored(color, AutoStream::choice(&err)),
                to: Box::new(err),
                is_closed: false,
            },
        }
    }

    /// A line of data.
    pub(crate) fn line(&mut self, line: impl Display) -> Result<(), CommandError> {
        self.text(&format!("{line}\n"))
    }

    /// Data as it stands.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), CommandError> {
        let text = if self.data.is_terminal {
            visible(text)
        } else {
            text.into()
        };
        self.data.write(&text).map_err(no_output)
    }

    /// A value as one line of JSON.
    pub(crate) fn json(&mut self, value: &impl serde::Serialize) -> Result<(), CommandError> {
        let text = serde_json::to_string(value)
            .map_err(|error| CommandError::store("cannot write JSON").because(error))?;
        self.line(text)
    }

    /// Writes out the data that is held back until now.
    pub(crate) fn flush(&mut self) -> Result<(), CommandError> {
        self.data.flush().map_err(no_output)
    }

    /// A line of data, good or bad: in colour where there is colour.
    pub(crate) fn verdict(&mut self, is_good: bool, line: &str) -> Result<(), CommandError> {
        let color = if is_good { AnsiColor::Green } else { AnsiColor::Red };
        let line = self.data.styled(color.on_default().bold(), &visible(line));
        self.data.write(&format!("{line}\n")).map_err(no_output)
    }

    /// A line to the person at the terminal. What cannot be said is not worth failing for.
    pub(crate) fn say(&mut self, line: impl Display) {
        // Talk comes after the data that it is about.
        drop(self.data.flush());
        drop(self.talk.write(&format!("{}\n", visible(&line.to_string()))));
    }

    /// A line `word: …` to the person at the terminal, the word in colour.
    pub(crate) fn remark(&mut self, word: &str, line: impl Display) {
        let color = match word {
            "error" | "nej" => AnsiColor::Red,
            "warning" => AnsiColor::Yellow,
            _ => AnsiColor::Cyan,
        };
        let word = self.talk.styled(color.on_default().bold(), word);
        drop(self.data.flush());
        let line = visible(&line.to_string()).into_owned();
        drop(self.talk.write(&format!("{word}: {line}\n")));
    }

    /// Says what went wrong and what to try, under the words of a language.
    pub(crate) fn tell(&mut self, error: &CommandError, lang: Lang) {
        self.remark(lang.of("nej", "error"), error);
        for hint in error.hints() {
            self.remark(lang.of("råd", "hint"), hint);
        }
    }

    /// Whether a progress bar has a terminal to be drawn on.
    pub(crate) fn shows_progress(&self) -> bool {
        self.talk.is_terminal
    }

    /// Whether nobody reads the data any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.data.is_closed
    }

    /// Says what went wrong, if anything did, and gives the exit code.
    pub(crate) fn finish(&mut self, result: Result<(), CommandError>) -> ExitCode {
        let flushed = self.data.flush().map_err(no_output);
        let Err(error) = result.and(flushed) else {
            return ExitCode::SUCCESS;
        };
        self.tell(&error, error.lang());
        ExitCode::from(match error.fault() {
            Fault::Refused => 1,
            Fault::Usage => 2,
            Fault::Verification => 3,
            Fault::Store => 4,
        })
    }
}

impl Stream {
    fn write(&mut self, text: &str) -> io::Result<()> {
        self.attempt(|to| to.write_all(text.as_bytes()))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(|to| to.flush())
    }

    fn attempt(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        match write(&mut self.to) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            other => other,
        }
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.is_colored {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

/// The text with control characters as `\u{1b}`, but for line breaks and tabs; so are those that turn the direction of
/// what follows, and would let a name read otherwise than it is signed.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let steers = |c: char| (c.is_control() && c != '\n' && c != '\t') || turns_direction(c);
    if !text.contains(steers) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown.into()
}

fn is_colored(color: Color, automatic: ColorChoice) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => automatic != ColorChoice::Never,
    }
}

fn no_output(error: io::Error) -> CommandError {
    CommandError::store("cannot write to standard output").because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_not_steered_by_what_is_shown() {
        assert_eq!(visible("rad\n\tå\u{1b}[2J\u{9b}"), "rad\n\tå\\u{1b}[2J\\u{9b}");
        assert_eq!(visible("Bo\u{202e}dnuL\u{2066}"), "Bo\\u{202e}dnuL\\u{2066}");
        assert!(matches!(visible("rad\n"), Cow::Borrowed("rad\n")));
    }

    #[test]
    fn a_closed_pipe_is_the_end_of_output_and_no_error() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
        let mut stream = Stream {
            to: Box::new(Closed),
            is_terminal: false,
            is_colored: false,
            is_closed: false,
        };
        stream.write("a").unwrap();
        assert!(stream.is_closed);
        stream.flush().unwrap();
    }
}
