//! `tingbok correct`: something in an adjusted paragraph is wrong, and it is said what it reads now. The old text stays.
//!
//! Section: docs/procedure.md, "What the law asks of the software itself"; FL 36 §, JO 581-2013.

use clap::ValueEnum;
use tingbok_procedure::content::{DecisionId, DecisionRef, Ground, ParagraphCorrected, ParagraphNo, Text};
use tingbok_procedure::{Content, Moment, Stream};

use crate::context::Context;
use crate::error::CommandError;
use crate::keys::Handle;
use crate::minute_book::{MinuteBook, ParagraphName};
use crate::paragraphs::{PersonName, named};
use crate::reading;
use crate::receipts::Receipts;
use crate::recording::{Recording, moment};

/// Record a correction (*rättelse*) of an adjusted paragraph: what was wrong, what it reads now, on what ground.
///
/// Nothing is replaced. The adjusted text stays as it was signed, and the correction stands beside it.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok correct 71/2026 --ground minutes-error --old \"den 1 september\" --new \"den 7 september\" \\\n      --by \"Ingrid Sandvall (S)\" --key registrar-1"
)]
pub(crate) struct Args {
    /// The paragraph: `71/2026`, or `71` when only one year has it.
    #[arg(value_name = "PARAGRAPH")]
    paragraph: ParagraphName,
    /// On what ground.
    #[arg(long, value_enum)]
    ground: GroundName,
    /// The words that are wrong, as they stand in the paragraph.
    #[arg(long, value_name = "TEXT", value_parser = parse_words)]
    old: String,
    /// What they read now.
    #[arg(long, value_name = "TEXT")]
    new: String,
    /// Who decided the correction, `Ingrid Sandvall (S)`.
    #[arg(long, value_name = "PERSON")]
    by: Option<PersonName>,
    /// The paragraph with the new decision, on the ground `new-decision`.
    #[arg(long, value_name = "PARAGRAPH", required_if_eq("ground", "new-decision"))]
    decision: Option<ParagraphName>,
    /// Which decision of that paragraph, `d1` [default: all of them].
    #[arg(long, value_name = "NAME", requires = "decision")]
    point: Option<String>,
    /// The handle of a key that signs; several sign together.
    #[arg(long = "key", value_name = "HANDLE", required = true)]
    signers: Vec<Handle>,
    /// When it was decided, a day or a time [default: now].
    #[arg(long, value_name = "WHEN")]
    on: Option<Moment>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// The ground of a correction.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum GroundName {
    /// An obvious clerical error in a decision, where förvaltningslagen 36 § applies.
    #[value(name = "FL36", alias = "fl36")]
    Fl36,
    /// The minutes do not say what was decided.
    #[value(alias = "minutes_error")]
    MinutesError,
    /// The body has decided anew.
    #[value(alias = "new_decision")]
    NewDecision,
}

impl From<GroundName> for Ground {
    fn from(name: GroundName) -> Self {
        match name {
            GroundName::Fl36 => Self::Fl36,
            GroundName::MinutesError => Self::MinutesError,
            GroundName::NewDecision => Self::NewDecision,
        }
    }
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::open(&log, context)?;
    let at = book.resolve(args.paragraph).map_err(reading::not_found)?;
    let state = book.state(at).map_err(reading::not_found)?;
    if let Some(newest) = state.newest()
        && !holds(&newest.compiled.text.concat(), &args.old)
    {
        return Err(CommandError::refused(format!(
            "`{}` does not stand in the text of {}",
            args.old,
            named(at)
        ))
        .hint("quote the words that are wrong as `tingbok minutes` prints them"));
    }
    let decision = match args.decision {
        None => None,
        Some(name) => Some(DecisionRef {
            paragraph: book.resolve(name).map_err(reading::not_found)?,
            decision: args.point.clone().map(DecisionId),
        }),
    };
    drop(log);
    let content = Content::ParagraphCorrected(ParagraphCorrected {
        item: ParagraphNo(at.number),
        ground: Some(args.ground.into()),
        old: Text::from(args.old.as_str()),
        new: Text::from(args.new.as_str()),
        by: args.by.as_ref().map(|by| by.0.clone()),
        decision,
    });
    let on = moment(args.on.as_ref(), context);
    let mut recording = Recording::default();
    recording.add(context, &Stream::Paragraph(at), &on, &content, named(at))?;
    let receipts = recording.append(&args.signers, "correct", context)?;
    Receipts::of(&receipts, recording.kinds()).print(args.json, context)
}

fn parse_words(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("a correction says which words were wrong".to_owned());
    }
    Ok(text.to_owned())
}

/// Whether words stand in a text, wherever its lines are broken.
fn holds(text: &str, words: &str) -> bool {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat(text).contains(&flat(words))
}
