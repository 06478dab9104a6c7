//! `tingbok`, the command line: parses arguments, calls the libraries, prints.
//!
//! Invariants: all input and output of the program is in this crate; what a program may read goes to standard
//! output, talk goes to standard error; the exit code is 0 for done, 1 for refused, 2 for usage, 3 for a failed
//! verification, 4 for the store and the operating system.
//!
//! Section: docs/architecture.md, "Crates"; docs/style.md, "Errors".

use std::process::ExitCode;

use clap::Parser;

use args::Cli;
use context::Context;
use output::Output;

mod args;
mod clock;
mod command;
mod context;
mod disputed;
mod drafts;
mod entropy;
mod environment;
mod error;
mod extraction;
mod file;
mod form;
mod input;
mod keys;
mod leaves;
mod minute_book;
mod output;
mod paragraphs;
mod passphrase;
mod progress;
mod reading;
mod receipts;
mod recording;
mod table;
mod term;
mod view;
mod writing;

fn main() -> ExitCode {
    keep_sled_quiet();
    let cli = Cli::parse();
    let mut context = Context::new(&cli.global, Output::standard(cli.global.color));
    let result = cli.command.run(&mut context);
    context.out.finish(result)
}

/// sled panics on some damaged files. The engine catches that and makes the index again, so nobody need read of it.
fn keep_sled_quiet() {
    let loud = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let in_sled = panic
            .location()
            .is_some_and(|place| place.file().contains("/sled-"));
        if !in_sled {
            loud(panic);
        }
    }));
}
