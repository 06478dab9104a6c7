//! Why a line is not taken, in both languages, with what to try.

use std::fmt;

use tingbok_procedure::Rejection;

use crate::lang::Lang;
use crate::people::Candidate;
use crate::saying::commands::{advice, with_commands};

/// Why a line is not taken. Nothing has changed then.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem(Box<Told>);

#[derive(Clone, Debug, PartialEq)]
struct Told {
    said: [String; 2],
    hint: Option<[String; 2]>,
    ambiguous: Option<Ambiguous>,
    rejection: Option<Rejection>,
}

/// A name that fits several people.
#[derive(Clone, Debug, PartialEq)]
pub struct Ambiguous {
    /// The name as typed.
    pub name: String,
    /// Those it fits.
    pub candidates: Vec<Candidate>,
}

impl Problem {
    pub(crate) fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Box::new(Told {
            said: [sv.into(), en.into()],
            hint: None,
            ambiguous: None,
            rejection: None,
        }))
    }

    pub(crate) fn hint(mut self, sv: impl Into<String>, en: impl Into<String>) -> Self {
        self.0.hint = Some([sv.into(), en.into()]);
        self
    }

    pub(crate) fn refused(rejection: Rejection) -> Self {
        let (what, hint, rule) = (&rejection.what, &rejection.hint, rejection.rule);
        let mut problem = Self::new(
            format!(
                "avvisas av regeln `{rule}`: {}",
                with_commands(what.swedish(), Lang::Sv)
            ),
            format!(
                "refused by rule `{rule}`: {}",
                with_commands(what.english(), Lang::En)
            ),
        );
        let advised = (advice(hint.swedish(), Lang::Sv), advice(hint.english(), Lang::En));
        if let (Some(sv), Some(en)) = advised {
            problem = problem.hint(sv, en);
        }
        problem.0.rejection = Some(rejection);
        problem
    }

    pub(crate) fn ambiguous(name: &str, candidates: Vec<Candidate>) -> Self {
        let mut problem = Self::new(
            format!("`{name}` kan vara flera"),
            format!("`{name}` may be several people"),
        )
        .hint(
            "skriv hela namnet, partiet inom parentes eller namnet i registret",
            "write the whole name, the party in brackets, or the name in the roster",
        );
        problem.0.ambiguous = Some(Ambiguous {
            name: name.to_owned(),
            candidates,
        });
        problem
    }

    /// Nobody has the name, and whose is near.
    pub(crate) fn unknown(name: &str, near: &[String]) -> Self {
        let problem = Self::new(
            format!("ingen heter `{name}` i registret eller i mötet"),
            format!("nobody in the roster or the meeting is called `{name}`"),
        );
        if near.is_empty() {
            return problem.hint(
                "den som inte finns där skrivs inom citattecken: \"Elin Berg\"",
                "somebody who is not there is written in quotation marks: \"Elin Berg\"",
            );
        }
        let near = near.join(", ");
        problem.hint(format!("nära ligger: {near}"), format!("near are: {near}"))
    }

    /// The name that fits several people, and who they are: whoever chooses one answers it.
    #[must_use]
    pub fn ambiguous_name(&self) -> Option<&Ambiguous> {
        self.0.ambiguous.as_ref()
    }

    /// The rule that refuses the line, where one does.
    #[must_use]
    pub fn rejection(&self) -> Option<&Rejection> {
        self.0.rejection.as_ref()
    }

    /// What is wrong, in one line.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let [sv, en] = &self.0.said;
        lang.of(sv, en).clone()
    }

    /// What to try, where there is something.
    #[must_use]
    pub fn advice(&self, lang: Lang) -> Option<&str> {
        self.0.hint.as_ref().map(|[sv, en]| lang.of(sv, en).as_str())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl std::error::Error for Problem {}
