//! The commands: one file each, with its arguments, its help and what it does.

use clap::Subcommand;

use crate::context::Context;
use crate::error::CommandError;

mod adjust;
mod append;
mod audit;
mod bundle;
mod case;
mod compile;
mod completions;
mod correct;
mod demo;
mod due;
mod erase;
mod export;
mod extract;
mod import;
mod init;
mod key;
mod log;
mod lost;
mod man;
mod member;
mod minutes;
mod notice;
mod notices;
mod prove;
mod record;
mod replay;
mod roster;
mod schema;
mod show;
mod source;
mod trail;
mod transcribe;
mod verify;
mod vkey;
mod votes;
mod withhold;

/// What `tingbok` can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::Args),
    Vkey(vkey::Args),
    Key(key::Args),
    Extract(extract::Args),
    #[command(name = crate::extraction::WORKER, hide = true)]
    ExtractWorker(extract::WorkerArgs),
    Transcribe(transcribe::Args),
    Append(append::Args),
    Record(record::Args),
    Log(log::Args),
    Show(show::Args),
    Minutes(minutes::Args),
    Source(source::Args),
    Compile(compile::Args),
    Adjust(adjust::Args),
    Notice(notice::Args),
    Correct(correct::Args),
    Due(due::Args),
    Notices(notices::Args),
    Votes(votes::Args),
    Trail(trail::Args),
    Case(case::Args),
    Member(member::Args),
    Roster(roster::Args),
    Withhold(withhold::Args),
    Release(withhold::ReleaseArgs),
    Erase(erase::Args),
    Lost(lost::Args),
    Found(lost::FoundArgs),
    Audit(audit::Args),
    Replay(replay::Args),
    Prove(prove::Args),
    Bundle(bundle::Args),
    Verify(verify::Args),
    Export(export::Args),
    Import(import::Args),
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
            Self::Extract(args) => extract::run(args, context),
            Self::ExtractWorker(args) => extract::work(args),
            Self::Transcribe(args) => transcribe::run(args, context),
            Self::Append(args) => append::run(args, context),
            Self::Record(args) => record::run(args, context),
            Self::Log(args) => log::run(args, context),
            Self::Show(args) => show::run(args, context),
            Self::Minutes(args) => minutes::run(args, context),
            Self::Source(args) => source::run(args, context),
            Self::Compile(args) => compile::run(args, context),
            Self::Adjust(args) => adjust::run(args, context),
            Self::Notice(args) => notice::run(args, context),
            Self::Correct(args) => correct::run(args, context),
            Self::Due(args) => due::run(args, context),
            Self::Notices(args) => notices::run(args, context),
            Self::Votes(args) => votes::run(args, context),
            Self::Trail(args) => trail::run(args, context),
            Self::Case(args) => case::run(args, context),
            Self::Member(args) => member::run(args, context),
            Self::Roster(args) => roster::run(args, context),
            Self::Withhold(args) => withhold::run(args, context),
            Self::Lost(args) => lost::run(args, context),
            Self::Found(args) => lost::found(args, context),
            Self::Erase(args) => erase::run(args, context),
            Self::Release(args) => withhold::release(args, context),
            Self::Audit(args) => audit::run(args, context),
            Self::Replay(args) => replay::run(args, context),
            Self::Prove(args) => prove::run(args, context),
            Self::Bundle(args) => bundle::run(args, context),
            Self::Verify(args) => verify::run(args, context),
            Self::Export(args) => export::run(args, context),
            Self::Import(args) => import::run(args, context),
            Self::Schema(args) => schema::run(args, context),
            Self::Demo(args) => demo::run(args, context),
            Self::Completions(args) => completions::run(args, context),
            Self::Man(args) => man::run(args, context),
        }
    }
}
