//! `tingbok init`: a new ledger with its first keys.
//!
//! Invariant: when it fails, neither the ledger nor any key that it made is left.
//!
//! Section: docs/spec/keys.md, `ledger.created/1` and `key.enrolled/1`.

use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;
use tingbok_ledger::create::{CreateError, Creation, Unplaced, create};
use tingbok_procedure::content::{BodyConstituted, BodyKind, Numbering};
use tingbok_record::event::is_origin;
use tingbok_tlog::key::SignerKey;

use crate::clock;
use crate::context::Context;
use crate::error::CommandError;
use crate::keys::{Handle, KeyFolder, Owner};
use crate::table::Table;

/// Make a ledger: its folder, and the keys `root-1`, `registrar-1` and the log's.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok init --ledger ./regionstyrelsen --log fjallmark.example/regionstyrelsen \\\n      --body Regionstyrelsen --kind board --seats 11 --adjusters 1 \\\n      --notice-place fjallmark.example/anslagstavla"
)]
pub(crate) struct Args {
    /// The log's origin: a name that is unique in the world and never changes.
    #[arg(long, value_name = "ORIGIN", value_parser = parse_origin)]
    pub(super) log: String,
    /// The name of the body, `Regionstyrelsen`.
    #[arg(long, value_name = "NAME", value_parser = parse_body)]
    pub(super) body: String,
    /// What the body is.
    #[arg(long, value_enum)]
    pub(super) kind: Organ,
    /// The number of its members (*ledamöter*).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) seats: u32,
    /// How many adjust the minutes beside the chair (*justerare*).
    #[arg(long, value_name = "N")]
    pub(super) adjusters: Option<u32>,
    /// Where notices are posted (*anslagstavla*), an address as a rule.
    #[arg(long, value_name = "TEXT", value_parser = parse_place)]
    pub(super) notice_place: Option<String>,
    /// How paragraphs are numbered.
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    pub(super) numbering: Numbered,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// What a body is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Organ {
    /// A board (*nämnd, styrelse*).
    Board,
    /// An assembly (*fullmäktige*).
    Assembly,
}

/// How a body numbers its paragraphs.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Numbered {
    /// From 1 each year, without gap.
    #[default]
    PerYear,
    /// Some other way: no gap is looked for. A number still stands once in a year.
    Unstated,
}

/// The keys of a new ledger.
struct NewKeys {
    root: SignerKey,
    log: SignerKey,
    registrar: SignerKey,
}

#[derive(Serialize)]
struct Made {
    ledger: String,
    keys: String,
    root: String,
    log: String,
    registrar: String,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let ledger = context.ledger()?;
    let folder = context.key_folder(&ledger, &args.log)?;
    let keys = make_keys(&folder, context)?;
    if let Err(error) = make_ledger(args, &ledger, &keys, context) {
        discard(&folder, &owners()?);
        return Err(error);
    }
    let made = Made {
        ledger: ledger.display().to_string(),
        keys: folder.path().display().to_string(),
        root: keys.root.verifier_key().to_string(),
        log: keys.log.verifier_key().to_string(),
        registrar: keys.registrar.verifier_key().to_string(),
    };
    if args.json {
        context.out.json(&made)?;
    } else {
        made.print(context)?;
    }
    let root = folder.file(&owner("root-1")?);
    context.out.remark(
        "hint",
        format!(
            "move `{}` offline: it is needed only to enrol and revoke keys",
            root.display()
        ),
    );
    context.out.remark(
        "hint",
        "give the vkey of `root-1` to whoever will verify the ledger",
    );
    Ok(())
}

impl Made {
    fn print(&self, context: &mut Context) -> Result<(), CommandError> {
        let mut table = Table::default();
        table.row(["ledger", &self.ledger]);
        table.row(["keys", &self.keys]);
        table.row(["root-1", &self.root]);
        table.row(["log", &self.log]);
        table.row(["registrar-1", &self.registrar]);
        for line in table.lines() {
            context.out.line(line)?;
        }
        Ok(())
    }
}

/// Makes all keys, or none.
fn make_keys(folder: &KeyFolder, context: &mut Context) -> Result<NewKeys, CommandError> {
    let passphrase = context.passphrases.for_new_key()?;
    let mut made = Vec::new();
    let mut keys = Vec::new();
    for owner in owners()? {
        match folder.create(&owner, &mut context.entropy, &passphrase) {
            Ok(key) => keys.push(key),
            Err(error) => {
                discard(folder, &made);
                return Err(error);
            }
        }
        made.push(owner);
    }
    match <[SignerKey; 3]>::try_from(keys) {
        Ok([root, log, registrar]) => Ok(NewKeys { root, log, registrar }),
        Err(_) => Err(CommandError::store("not every key was made")),
    }
}

fn make_ledger(
    args: &Args,
    ledger: &Path,
    keys: &NewKeys,
    context: &mut Context,
) -> Result<(), CommandError> {
    let now = context.now();
    let creation = Creation {
        origin: &args.log,
        body: &constitution(args),
        root: &keys.root,
        log: &keys.log,
        registrar: &keys.registrar,
        at: &clock::moment(now).to_string(),
        now,
    };
    let mut is_made = false;
    let created = context.entropy.draw(|draw| {
        let created = create(ledger, &creation, draw);
        is_made = created.is_ok();
        created
    });
    if created.is_err() && is_made {
        // Its salts may not have been random. It was made a moment ago where nothing was, and nobody has used it.
        drop(std::fs::remove_dir_all(ledger));
    }
    created?.map_err(|error| not_created(ledger, error))
}

/// The body and its local rules, as the first event about it says.
fn constitution(args: &Args) -> BodyConstituted {
    let kind = match args.kind {
        Organ::Board => BodyKind::Board,
        Organ::Assembly => BodyKind::Assembly,
    };
    BodyConstituted {
        numbering: match args.numbering {
            Numbered::PerYear => Some(Numbering::PerYear),
            Numbered::Unstated => None,
        },
        adjusters: args.adjusters,
        notice_place: args.notice_place.clone(),
        ..BodyConstituted::new(&args.body, kind, args.seats)
    }
}

fn not_created(ledger: &Path, error: CreateError) -> CommandError {
    let message = format!("cannot make the ledger `{}`", ledger.display());
    match &error {
        CreateError::Folder(Unplaced::NotEmpty(_)) => CommandError::refused(message)
            .because(error)
            .hint("name a folder that does not exist, with `--ledger DIR`"),
        CreateError::Content(_) | CreateError::Json(_) => CommandError::refused(message).because(error),
        _ => CommandError::store(message).because(error),
    }
}

fn discard(folder: &KeyFolder, owners: &[Owner]) {
    for owner in owners {
        folder.discard(owner);
    }
}

fn owners() -> Result<[Owner; 3], CommandError> {
    Ok([owner("root-1")?, Owner::Log, owner("registrar-1")?])
}

fn owner(handle: &str) -> Result<Owner, CommandError> {
    handle
        .parse::<Handle>()
        .map(Owner::Author)
        .map_err(CommandError::usage)
}

fn parse_body(text: &str) -> Result<String, String> {
    one_line(
        text,
        "a body has a name, such as `Regionstyrelsen`",
        "the name of a body",
    )
}

fn parse_place(text: &str) -> Result<String, String> {
    one_line(
        text,
        "a notice place is named, such as `fjallmark.example/anslagstavla`",
        "the name of a place",
    )
}

fn one_line(text: &str, empty: &str, what: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        Err(empty.to_owned())
    } else if text.contains(char::is_control) {
        Err(format!("{what} is one line, without control characters"))
    } else {
        Ok(text.to_owned())
    }
}

fn parse_origin(text: &str) -> Result<String, String> {
    if is_origin(text) {
        Ok(text.to_owned())
    } else {
        let why = "an origin is lower-case letters, digits, `.` and `-`, in parts that `/` divides, \
                   such as `fjallmark.example/regionstyrelsen`";
        Err(why.to_owned())
    }
}
