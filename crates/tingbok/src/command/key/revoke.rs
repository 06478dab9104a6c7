//! `tingbok key revoke`: a root ends a key, from an index on.
//!
//! Section: docs/spec/keys.md, `key.revoked/1`.

use tingbok_ledger::authoring::{NewClearLines, NewEvent};
use tingbok_record::json::Value;

use super::record;
use crate::context::Context;
use crate::error::CommandError;
use crate::keys::Handle;
use crate::reading;

/// Revoke a key, signed by a root. It is final.
///
/// What the key signed from `--until` on keeps its effect and is shown as disputed.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok key revoke chair-1 --until 57 --key root-1 --why \"the key was copied\""
)]
pub(crate) struct Args {
    /// The handle of the key.
    handle: Handle,
    /// The first index from which its signatures are disputed.
    #[arg(long, value_name = "INDEX")]
    until: u64,
    /// The handle of a root that signs; several sign together.
    #[arg(long = "key", value_name = "HANDLE", required = true)]
    signers: Vec<Handle>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let tip = reading::open(context)?.tip();
    let Some(key) = tip.authority().handle(args.handle.as_str()) else {
        return Err(
            CommandError::refused(format!("no key `{}` is enrolled in this ledger", args.handle))
                .hint("`tingbok key list` tells which are"),
        );
    };
    let content = args.why.iter().map(|why| {
        let text = vec![Value::String(why.clone())];
        ("reason".to_owned(), Value::Array(text))
    });
    let event = NewEvent {
        id: context.entropy.id()?,
        stream: "ledger".to_owned(),
        kind: "key.revoked/1".to_owned(),
        at: crate::clock::moment(context.now()).to_string(),
        content: Value::Object(content.collect()),
        clear: NewClearLines {
            key: Some(key.vkey.to_string()),
            until: Some(args.until),
            ..NewClearLines::default()
        },
    };
    let index = record(event, &args.signers, context)?;
    context.out.line(format!(
        "`{}` is revoked at entry {index}; what it signed from entry {} on is disputed",
        args.handle, args.until
    ))
}
