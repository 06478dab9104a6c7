//! The commands: one file each, with its arguments, its help and what it does.

use clap::Subcommand;

use crate::context::Context;
use crate::error::CommandError;

mod append;
mod completions;
mod demo;
mod init;
mod key;
mod log;
mod man;
mod minutes;
mod replay;
mod schema;
mod show;
mod source;
mod transcribe;
mod verify;
mod vkey;

/// What `tingbok` can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::Args),
    Vkey(vkey::Args),
    Key(key::Args),
    Transcribe(transcribe::Args),
    Append(append::Args),
    Log(log::Args),
    Show(show::Args),
    Minutes(minutes::Args),
    Source(source::Args),
    Replay(replay::Args),
    Verify(verify::Args),
    Schema(schema::Args),
    Demo(demo::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// Does it.
    pub(crate) fn run(&self, context: &mut Context) -> Result<(), CommandError> {
        match self {
            Self::Init(args) => init::run(args, context),
            Self::Vkey(args) => vkey::run(args, context),
            Self::Key(args) => key::run(args, context),
            Self::Transcribe(args) => transcribe::run(args, context),
            Self::Append(args) => append::run(args, context),
            Self::Log(args) => log::run(args, context),
            Self::Show(args) => show::run(args, context),
            Self::Minutes(args) => minutes::run(args, context),
            Self::Source(args) => source::run(args, context),
            Self::Replay(args) => replay::run(args, context),
            Self::Verify(args) => verify::run(args, context),
            Self::Schema(args) => schema::run(args, context),
            Self::Demo(args) => demo::run(args, context),
            Self::Completions(args) => completions::run(args, context),
            Self::Man(args) => man::run(args, context),
        }
    }
}
