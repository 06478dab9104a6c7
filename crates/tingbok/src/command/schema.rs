//! `tingbok schema`: the JSON Schemas of drafts and of each kind's content, made from the types that read them.
//!
//! Section: docs/spec/kinds.md and docs/spec/draft.md.

use std::str::FromStr;

use serde_json::{Map, Value};
use tingbok_procedure::{Draft, Kind};

use crate::context::Context;
use crate::error::CommandError;

/// Print the JSON Schema of a kind's content, of a draft, or of all.
///
/// A program that makes drafts checks each line against the schema `draft`, and its content against that of its kind.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok schema motion.moved\n  tingbok schema > schemas.json")]
pub(crate) struct Args {
    /// A kind, `motion.moved` or `motion.moved/1`; or `draft`, a line of a file of drafts [default: all, by name].
    #[arg(value_name = "KIND", conflicts_with = "list")]
    what: Option<What>,
    /// List the names.
    #[arg(long)]
    list: bool,
}

/// What a schema can be of.
#[derive(Clone, Copy, Debug)]
enum What {
    Draft,
    Kind(Kind),
}

impl FromStr for What {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if name == DRAFT {
            return Ok(Self::Draft);
        }
        let named = |kind: &&Kind| kind.name() == name || kind.name() == format!("{name}/1");
        let known = Kind::ALL.iter().find(named).copied();
        known
            .map(Self::Kind)
            .ok_or_else(|| format!("unknown kind `{name}`; `tingbok schema --list` lists them"))
    }
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    if args.list {
        let kinds = Kind::ALL.iter().map(|kind| kind.name());
        let mut names = std::iter::once(DRAFT).chain(kinds);
        return names.try_for_each(|name| context.out.line(name));
    }
    let schema = match args.what {
        Some(What::Draft) => Draft::schema(),
        Some(What::Kind(kind)) => kind.schema(),
        None => all(),
    };
    let text = serde_json::to_string_pretty(&schema)
        .map_err(|error| CommandError::store("cannot write JSON").because(error))?;
    context.out.line(text)
}

/// The draft's first, then those of the kinds in their order.
fn all() -> Value {
    let draft = (DRAFT.to_owned(), Draft::schema());
    let kinds = Kind::ALL
        .iter()
        .map(|kind| (kind.name().to_owned(), kind.schema()));
    Value::Object(std::iter::once(draft).chain(kinds).collect::<Map<_, _>>())
}

/// The name of the one schema that is no kind's.
const DRAFT: &str = "draft";
