//! How far something long has come, for a person at a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use tingbok_ledger::verify::Progress;

use crate::context::Context;

/// A bar on standard error, where that is a terminal.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar that says what is being done, `verifying`.
    pub(crate) fn new(doing: &str, context: &Context) -> Self {
        if !context.out.shows_progress() {
            return Self(ProgressBar::hidden());
        }
        let style = ProgressStyle::with_template(&format!("{doing} {{bar:40}} {{pos}}/{{len}}"));
        Self(ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
    }

    /// Shows how far it has come.
    pub(crate) fn show(&self, progress: Progress) {
        self.0.set_length(progress.total);
        self.0.set_position(progress.done);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
