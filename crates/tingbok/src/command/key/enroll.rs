//! `tingbok key enroll`: a root lets a key into the ledger.
//!
//! Section: docs/spec/keys.md, `key.enrolled/1`.

use tingbok_ledger::authoring::{NewClearLines, NewEvent};
use tingbok_procedure::Role;
use tingbok_record::json::Value;
use tingbok_tlog::key::VerifierKey;

use super::record;
use crate::context::Context;
use crate::error::CommandError;
use crate::keys::{Handle, Owner};
use crate::reading;

/// Enrol a key, signed by a root.
///
/// The roles of a handle never change: to change them, enrol a new handle. Whoever is to adjust minutes needs a key
/// with `--holder`: the name that the minutes give the chair or the adjuster, since they adjust in their own name.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok key enroll chair-1 --roles chair,adjuster --holder \"Ingrid Sandvall\" --key root-1"
)]
pub(crate) struct Args {
    /// The handle of the key.
    pub(super) handle: Handle,
    /// What it may do, comma-separated: `root`, `registrar`, `chair`, `adjuster`, `archivist`.
    #[arg(long, value_name = "ROLES", value_delimiter = ',', required = true)]
    pub(super) roles: Vec<Role>,
    /// The handle of a root that signs; several sign together.
    #[arg(long = "key", value_name = "HANDLE", required = true)]
    pub(super) signers: Vec<Handle>,
    /// The vkey, where the private key is elsewhere [default: that of the key in the folder of keys].
    #[arg(long, value_name = "VKEY")]
    pub(super) vkey: Option<VerifierKey>,
    /// Who holds the key, `Ingrid Sandvall`; needed to adjust minutes. A value that can be erased; the handle cannot.
    #[arg(long, value_name = "NAME")]
    pub(super) holder: Option<String>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let vkey = match &args.vkey {
        Some(vkey) => vkey.clone(),
        None => vkey_here(&args.handle, context)?,
    };
    if vkey.name().as_str().rsplit('/').next() != Some(args.handle.as_str()) {
        return Err(CommandError::refused(format!(
            "the vkey is named `{}`, and is not that of `{}`",
            vkey.name(),
            args.handle
        )));
    }
    let mut roles: Vec<String> = args.roles.iter().map(|role| role.name().to_owned()).collect();
    roles.sort();
    roles.dedup();
    let holder = args.holder.iter();
    let content = holder.map(|name| {
        let person = [("name".to_owned(), Value::String(name.clone()))];
        ("holder".to_owned(), Value::Object(person.into()))
    });
    let event = NewEvent {
        id: context.entropy.id()?,
        stream: "ledger".to_owned(),
        kind: "key.enrolled/1".to_owned(),
        at: crate::clock::moment(context.now()).to_string(),
        content: Value::Object(content.collect()),
        clear: NewClearLines {
            key: Some(vkey.to_string()),
            roles,
            ..NewClearLines::default()
        },
    };
    let index = record(event, &args.signers, context)?;
    context.out.line(format!(
        "`{}` is enrolled at entry {index}, and valid after it",
        args.handle
    ))
}

fn vkey_here(handle: &Handle, context: &mut Context) -> Result<VerifierKey, CommandError> {
    let origin = reading::open(context)?.settings().origin.clone();
    let folder = context.key_folder(&context.ledger()?, &origin)?;
    let owner = Owner::Author(handle.clone());
    context.warn_of_exposed(&folder, std::slice::from_ref(&owner));
    let key = folder.load(&owner, &mut context.passphrases)?;
    Ok(key.verifier_key().clone())
}
