//! The arguments: what all commands share, and the list of commands. Each command's own stand in its file.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, Parser};

use crate::command::Command;
use crate::output::Color;

/// A ledger for the meetings of elected bodies.
///
/// Every event of a meeting is signed and chained; minutes are made from the events and can be verified.
#[derive(Debug, Parser)]
#[command(name = "tingbok", version, styles = STYLES, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "See it at work, in a folder of its own:\n  tingbok demo")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Arguments that every command takes.
#[derive(Args, Debug, Default)]
pub(crate) struct Global {
    /// The folder of the ledger.
    #[arg(long, value_name = "DIR", env = "TINGBOK_LEDGER", value_parser = path(), global = true, help_heading = SHARED)]
    pub(crate) ledger: Option<PathBuf>,
    /// The folder of keys [default: `tingbok/keys` in the user's configuration folder].
    #[arg(long, value_name = "DIR", env = "TINGBOK_KEYS", value_parser = path(), global = true, help_heading = SHARED)]
    pub(crate) keys: Option<PathBuf>,
    /// A file whose first line is the passphrase of the keys [default: `TINGBOK_PASSPHRASE`, or a prompt].
    #[arg(long, value_name = "FILE", global = true, help_heading = SHARED)]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Record although more than a year has passed since the newest entry: the system's clock is right.
    #[arg(long, global = true, help_heading = SHARED)]
    pub(crate) confirm_clock: bool,
    /// When to colour; `NO_COLOR` is respected.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true, help_heading = SHARED)]
    pub(crate) color: Color,
}

/// A path that may be empty, as a variable of the environment is when it is to be no longer set.
fn path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

const SHARED: &str = "Shared options";
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold());

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    /// Arguments that every command takes share their names with none of a command's own.
    #[test]
    fn the_arguments_fit_together() {
        Cli::command().debug_assert();
        let cli = Cli::command();
        let shared: Vec<_> = cli.get_arguments().map(|arg| arg.get_id().clone()).collect();
        let mut commands: Vec<&clap::Command> = cli.get_subcommands().collect();
        while let Some(command) = commands.pop() {
            commands.extend(command.get_subcommands());
            let clash = command.get_arguments().find(|arg| shared.contains(arg.get_id()));
            assert!(clash.is_none(), "{}: {clash:?}", command.get_name());
        }
    }

    #[test]
    fn every_command_shows_an_example() {
        let cli = Cli::command();
        let mut commands: Vec<&clap::Command> = cli.get_subcommands().collect();
        while let Some(command) = commands.pop() {
            commands.extend(command.get_subcommands());
            // A command that no person calls stands in no list.
            if command.is_hide_set() {
                continue;
            }
            let example = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(
                example.contains("tingbok "),
                "{} has no example",
                command.get_name()
            );
        }
    }
}
