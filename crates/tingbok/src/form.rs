//! The forms that a view is printed in: text for people, HTML for print and the web, JSON for programs.

use clap::ValueEnum;
use serde::Serialize;
use tingbok_minutes::View;
use tingbok_minutes::document::{Document, Part, Section};

use crate::context::Context;
use crate::disputed::{Disputed, remarks};
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

/// The arguments of every view.
#[derive(clap::Args, Clone, Copy, Debug, Default)]
pub(crate) struct ViewArgs {
    /// As of this entry: what came later is left out.
    #[arg(long, value_name = "INDEX")]
    pub(crate) at: Option<u64>,
    #[command(flatten)]
    pub(crate) form: FormArgs,
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

/// A view with what disputes its entries: a projection knows of events, not of keys.
#[derive(Serialize)]
struct Marked<'v, V> {
    #[serde(flatten)]
    view: &'v V,
    disputed: &'v [Disputed],
}

impl FormArgs {
    /// What was chosen.
    pub(crate) fn form(self) -> Form {
        if self.json { Form::Json } else { self.format }
    }

    /// Prints a view, with the entries of it that are disputed.
    pub(crate) fn print<V: View>(
        self,
        view: &V,
        disputed: &[Disputed],
        context: &mut Context,
    ) -> Result<(), CommandError> {
        let remarks = remarks(disputed);
        match self.form() {
            Form::Json => context.out.json(&Marked { view, disputed }),
            Form::Html => context.out.text(&marked(view.document(), remarks).to_html()),
            Form::Text => {
                context.out.text(&view.to_text())?;
                if !remarks.is_empty() {
                    context.out.line("")?;
                }
                remarks.iter().try_for_each(|remark| context.out.line(remark))
            }
        }
    }
}

fn marked(document: Document, remarks: Vec<String>) -> Document {
    if remarks.is_empty() {
        return document;
    }
    document.with(Section::new("Bestridda poster").with(Part::List(remarks)))
}
