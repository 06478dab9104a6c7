//! `tingbok key list`: the keys that the ledger knows, and which of them are here.

use serde::Serialize;
use tingbok_record::authority::Enrolment;

use crate::context::Context;
use crate::error::CommandError;
use crate::keys::{Handle, KeyFolder, Owner};
use crate::reading;
use crate::table::Table;

/// List the enrolled keys: handle, roles, where they were enrolled and revoked, and whether the private key is here.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok key list --ledger ./regionstyrelsen")]
pub(crate) struct Args {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct KeyView {
    handle: Option<String>,
    roles: Vec<String>,
    enrolled: u64,
    revoked: Option<u64>,
    until: Option<u64>,
    vkey: String,
    here: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let log = reading::open(context)?;
    let folder = context.key_folder(&context.ledger()?, &log.settings().origin)?;
    let tip = log.tip();
    let keys: Vec<KeyView> = tip
        .authority()
        .keys()
        .iter()
        .map(|key| KeyView::of(key, &folder))
        .collect();
    if args.json {
        return context.out.json(&keys);
    }
    let mut table = Table::default();
    for key in &keys {
        let revoked = match (key.revoked, key.until) {
            (Some(index), Some(until)) => format!("revoked at {index}, disputed from {until}"),
            _ => String::new(),
        };
        let handle = key.handle.as_deref().unwrap_or("(the log)");
        let here = if key.here { "here" } else { "" };
        let enrolled = format!("from {}", key.enrolled);
        table.row([handle, &key.roles.join(","), &enrolled, here, &revoked, &key.vkey]);
    }
    for line in table.lines() {
        context.out.line(line)?;
    }
    Ok(())
}

impl KeyView {
    fn of(key: &Enrolment, folder: &KeyFolder) -> Self {
        let owner = match &key.handle {
            None => Some(Owner::Log),
            Some(handle) => handle.parse::<Handle>().ok().map(Owner::Author),
        };
        Self {
            handle: key.handle.clone(),
            roles: key.roles.clone(),
            enrolled: key.enrolled,
            revoked: key.revoked.map(|revocation| revocation.index),
            until: key.revoked.map(|revocation| revocation.until),
            vkey: key.vkey.to_string(),
            here: owner.is_some_and(|owner| folder.holds(&owner)),
        }
    }
}
