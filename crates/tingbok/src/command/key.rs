//! `tingbok key`: keys of people, made here and enrolled in the ledger.
//!
//! Section: docs/spec/keys.md.

use clap::Subcommand;
use tingbok_ledger::authoring::NewEvent;
use tingbok_procedure::Role;

use crate::context::Context;
use crate::error::CommandError;
use crate::keys::Handle;
use crate::writing::Writing;

mod enroll;
mod list;
mod new;
mod revoke;

/// Make, list, enrol and revoke keys.
///
/// Keys lie outside of the ledger, encrypted; the ledger says which of them may sign what.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok key new chair-1 && tingbok key enroll chair-1 --roles chair --key root-1"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    New(new::Args),
    List(list::Args),
    Enroll(Box<enroll::Args>),
    Revoke(revoke::Args),
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    match &args.what {
        What::New(args) => new::run(args, context),
        What::List(args) => list::run(args, context),
        What::Enroll(args) => enroll::run(args, context),
        What::Revoke(args) => revoke::run(args, context),
    }
}

/// Makes a key here and enrols it in its holder's name, as the two commands do.
pub(super) fn make(
    handle: &Handle,
    role: &str,
    holder: &str,
    root: &Handle,
    context: &mut Context,
) -> Result<(), CommandError> {
    let args = new::Args {
        handle: handle.clone(),
        log: None,
    };
    new::run(&args, context)?;
    let role = role.parse::<Role>();
    let args = enroll::Args {
        handle: handle.clone(),
        roles: vec![role.map_err(|error| CommandError::usage(error.to_string()))?],
        signers: vec![root.clone()],
        vkey: None,
        holder: Some(holder.to_owned()),
    };
    enroll::run(&args, context)
}

/// Signs one event of the stream `ledger`, appends it, and gives its index.
fn record(event: NewEvent, signers: &[Handle], context: &mut Context) -> Result<u64, CommandError> {
    let writing = Writing::open(context, signers, "key")?;
    let kind = event.kind.clone();
    let appended = writing.append(&mut context.entropy, &[event], |_| format!("`{kind}`"));
    let closed = writing.close();
    let receipts = appended?.receipts;
    closed?;
    let receipt = receipts
        .first()
        .ok_or_else(|| CommandError::store("the ledger gave no receipt"))?;
    Ok(receipt.index)
}
