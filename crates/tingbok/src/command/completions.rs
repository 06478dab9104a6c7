//! `tingbok completions`: completions for a shell, made from the arguments.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::Cli;
use crate::context::Context;
use crate::error::CommandError;

/// Print completions for a shell.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok completions bash > ~/.local/share/bash-completion/completions/tingbok"
)]
pub(crate) struct Args {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tingbok", &mut script);
    context.out.text(&String::from_utf8_lossy(&script))
}
