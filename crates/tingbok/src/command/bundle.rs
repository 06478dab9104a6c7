//! `tingbok bundle`: the evidence of one paragraph as one file, to be verified by anybody, offline.
//!
//! Section: docs/spec/bundle.md.

use std::path::PathBuf;

use tingbok_ledger::bundle;
use tingbok_ledger::bundle::BundleError;
use tingbok_ledger::published::PublishedError;

use crate::context::Context;
use crate::error::CommandError;
use crate::file::{self, Existing};
use crate::minute_book::{MinuteBook, ParagraphName};
use crate::paragraphs::named;
use crate::reading;

/// Write the evidence of a paragraph to one file, which anybody can verify without the ledger.
///
/// It holds the events that made the paragraph with their values, the signatures of those who adjusted it, every key of
/// the log, proofs that all of it is in the log, and the signed checkpoint. Of the other items of its meeting it holds
/// the numbers alone.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok bundle 57/2026 --out 57-2026.bundle\n  tingbok verify bundle 57-2026.bundle --root fjallmark.example/regionstyrelsen/root-1+a34e4bf3+AS9w…"
)]
pub(crate) struct Args {
    /// The paragraph: `57/2026`, or `57` when only one year has it.
    #[arg(value_name = "PARAGRAPH")]
    paragraph: ParagraphName,
    /// The file to write, which must not exist.
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let book = MinuteBook::shown(&log, None, context)?;
    let at = book.resolve(args.paragraph).map_err(reading::not_found)?;
    let evidence = bundle(&log, book.directory(), book.masks(), at).map_err(not_gathered)?;
    let text = evidence.encode();
    file::write(
        &args.out,
        Existing::Stays("name a file that does not exist"),
        text.as_bytes(),
    )?;
    context.out.line(format!(
        "{}: {} entries, {} bytes, in `{}`",
        named(at),
        evidence.items.len(),
        text.len(),
        args.out.display()
    ))
}

fn not_gathered(error: BundleError) -> CommandError {
    match error {
        BundleError::Read(error) => reading::not_read(error),
        BundleError::NotThere(_) | BundleError::Format(_) => CommandError::refused(error.to_string()),
        BundleError::Unpublished { .. } => CommandError::refused(error.to_string())
            .hint("the next command that records something publishes it"),
        BundleError::Published(PublishedError::Disk(_)) => {
            CommandError::store("cannot read the tree").because(error)
        }
        _ => CommandError::verification("the paragraph cannot be proven")
            .because(error)
            .hint("`tingbok verify` tells what is wrong and where"),
    }
}
