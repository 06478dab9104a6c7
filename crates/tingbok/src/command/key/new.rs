//! `tingbok key new`: a key for somebody, in the folder of keys; the ledger is told by `key enroll`.

use tingbok_record::authority::LOG;
use tingbok_record::event::is_origin;

use crate::context::Context;
use crate::error::CommandError;
use crate::keys::{Handle, Owner};
use crate::reading;

/// Make a key and print its vkey.
///
/// The ledger is not changed: a root enrols the vkey with `key enroll`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok key new chair-1 --log fjallmark.example/regionstyrelsen")]
pub(crate) struct Args {
    /// The handle: a function with a number, such as `chair-1`, never a person's name.
    pub(super) handle: Handle,
    /// The log's origin [default: that of the ledger].
    #[arg(long, value_name = "ORIGIN")]
    pub(super) log: Option<String>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    if args.handle.as_str() == LOG {
        return Err(
            CommandError::usage("the log's key has no handle, and `log` is none")
                .hint("`tingbok init` makes the log's key; name a function with a number, such as `chair-1`"),
        );
    }
    let folder = match (&args.log, context.ledger()) {
        (Some(origin), _) if !is_origin(origin) => {
            return Err(CommandError::usage(format!("`{origin}` is no origin of a log")));
        }
        (Some(origin), Ok(ledger)) => context.key_folder(&ledger, origin)?,
        // Without a ledger at hand there is no folder to stay out of.
        (Some(origin), Err(_)) => context.keys_of(origin)?,
        (None, ledger) => {
            let origin = reading::open(context)?.settings().origin.clone();
            context.key_folder(&ledger?, &origin)?
        }
    };
    let owner = Owner::Author(args.handle.clone());
    let passphrase = context.passphrases.for_new_key()?;
    let key = folder.create(&owner, &mut context.entropy, &passphrase)?;
    context.out.line(key.verifier_key())?;
    context
        .out
        .say(format!("the key is `{}`", folder.file(&owner).display()));
    Ok(())
}
