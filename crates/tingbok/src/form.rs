//! The forms that a view is printed in: text for people, HTML for print and the web, JSON for programs.

use clap::ValueEnum;
use serde::Serialize;

use crate::context::Context;
use crate::error::CommandError;

/// The arguments that choose a form.
#[derive(clap::Args, Clone, Copy, Debug, Default)]
pub(crate) struct FormArgs {
    /// The form to print.
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    pub(crate) format: Form,
    /// Print JSON: short for `--format json`.
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
}

/// How something is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Text, for people.
    #[default]
    Text,
    /// A whole page of HTML with its style for print.
    Html,
    /// JSON on one line, for programs.
    Json,
}

impl FormArgs {
    /// What was chosen.
    pub(crate) fn form(self) -> Form {
        if self.json { Form::Json } else { self.format }
    }

    /// Prints a view in the form that was chosen.
    pub(crate) fn print<V: Serialize>(
        self,
        view: &V,
        text: impl FnOnce(&V) -> String,
        html: impl FnOnce(&V) -> String,
        context: &mut Context,
    ) -> Result<(), CommandError> {
        match self.form() {
            Form::Text => context.out.text(&text(view)),
            Form::Html => context.out.text(&html(view)),
            Form::Json => context.out.json(view),
        }
    }
}
