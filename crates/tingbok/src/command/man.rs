//! `tingbok man`: manual pages, made from the arguments.

use std::path::PathBuf;

use clap::CommandFactory as _;
use clap_mangen::Man;

use crate::args::Cli;
use crate::context::Context;
use crate::error::CommandError;

/// Print the manual page, or write the pages of all commands into a folder.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok man --out ~/.local/share/man/man1")]
pub(crate) struct Args {
    /// Write a page for each command into this folder, which is made when it is missing.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let Some(folder) = &args.out else {
        let mut page = Vec::new();
        Man::new(Cli::command())
            .render(&mut page)
            .map_err(|error| CommandError::store("cannot make the page").because(error))?;
        return context.out.text(&String::from_utf8_lossy(&page));
    };
    std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
        .map_err(|error| CommandError::file("write the pages to", folder, error))?;
    context
        .out
        .say(format!("the pages are in `{}`", folder.display()));
    Ok(())
}
