//! Why a command failed, as a person reads it: what happened, what to try, and the exit code.
//!
//! Invariant: no message holds a secret; values stand in backticks.
//!
//! Section: docs/style.md, "Errors".

use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;

use tingbok_desk::Lang;

/// Who is at fault, which is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A rule, a conflict or bad input: nothing was changed.
    Refused = 1,
    /// The command line itself.
    Usage = 2,
    /// Something that was verified is not as it should be.
    Verification = 3,
    /// The store or the operating system.
    Store = 4,
}

/// A failed command: printed as `error: …`, then a line `hint: …` for each hint; where it is said in Swedish, as `nej: …`
/// and `råd: …`.
#[derive(Debug)]
pub(crate) struct CommandError {
    fault: Fault,
    message: String,
    hints: Vec<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
    lang: Lang,
}

impl CommandError {
    /// Refused: a rule, a conflict, bad input.
    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::new(Fault::Refused, message)
    }

    /// The command line asks for something that cannot be meant.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Fault::Usage, message)
    }

    /// A verification failed.
    pub(crate) fn verification(message: impl Into<String>) -> Self {
        Self::new(Fault::Verification, message)
    }

    /// The store or the operating system failed.
    pub(crate) fn store(message: impl Into<String>) -> Self {
        Self::new(Fault::Store, message)
    }

    /// The operating system refused something with this file.
    pub(crate) fn file(what: &str, path: &Path, error: io::Error) -> Self {
        Self::store(format!("cannot {what} `{}`", path.display())).because(error)
    }

    /// With something to try.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// With the place that it is about before the message.
    pub(crate) fn in_place(mut self, place: &str) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    /// With the error behind it.
    pub(crate) fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The same, said in this language.
    pub(crate) fn said_in(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }

    /// The language that it is said in: English, unless a prompt speaks Swedish.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Who is at fault.
    pub(crate) fn fault(&self) -> Fault {
        self.fault
    }

    /// What to try.
    pub(crate) fn hints(&self) -> &[String] {
        &self.hints
    }

    fn new(fault: Fault, message: impl Into<String>) -> Self {
        Self {
            fault,
            message: message.into(),
            hints: Vec::new(),
            source: None,
            lang: Lang::En,
        }
    }
}

impl fmt::Display for CommandError {
    /// The message and what is behind it, each said once.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = self.message.clone();
        let mut next = self.source();
        while let Some(error) = next {
            let text = error.to_string();
            if !said.contains(&text) {
                said.push_str(": ");
                said.push_str(&text);
            }
            next = error.source();
        }
        f.write_str(&said)
    }
}

impl Error for CommandError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_behind_an_error_is_said_once() {
        let denied = || io::Error::new(io::ErrorKind::PermissionDenied, "permission denied");
        let error = CommandError::file("read", Path::new("a.jsonl"), denied());
        assert_eq!(error.to_string(), "cannot read `a.jsonl`: permission denied");
        assert_eq!(error.fault(), Fault::Store);
        let error = CommandError::refused("no: permission denied").because(denied());
        assert_eq!(error.to_string(), "no: permission denied");
    }
}
