//! `tingbok demo`: a fictional meeting from text to verified minutes, and a changed byte that is found.
//!
//! Invariant: every step is one of the commands, run in this process on a folder that is named.

use std::path::{Path, PathBuf};

use tingbok_tlog::key::VerifierKey;

use super::{append, init, log, minutes, transcribe, verify};
use crate::context::Context;
use crate::error::{CommandError, Fault};
use crate::keys::Handle;
use crate::passphrase::{Passphrase, Passphrases};
use crate::reading;

mod folder;

/// Show the program at work: a fictional board's meeting, from its text to verified minutes.
///
/// Everything is made in a folder that is named, with keys beside the ledger.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  tingbok demo --dir ./demo")]
pub(crate) struct Args {
    /// The folder to work in, empty or absent [default: a new one in the folder for temporary files].
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    let folder = match &args.dir {
        Some(folder) => folder.clone(),
        None => folder::temporary(&mut context.entropy)?,
    };
    folder::make(&folder)?;
    let folder = folder
        .canonicalize()
        .map_err(|error| CommandError::file("find", &folder, error))?;
    let demo = Demo { folder };
    context.work_on(demo.path("regionstyrelsen"), demo.path("keys"), passphrases());
    context
        .out
        .line(format!("The demonstration is in `{}`.", demo.folder.display()))?;
    demo.make(context)?;
    demo.record("tjansteskrivelse", LETTER, context)?;
    demo.record("paragraf", PARAGRAPH, context)?;
    demo.read(context)?;
    let root = demo.verify(context)?;
    demo.tamper(&root, context)?;
    demo.tell_what_next(&root, context)
}

/// The demonstration's folder.
struct Demo {
    folder: PathBuf,
}

impl Demo {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn make(&self, context: &mut Context) -> Result<(), CommandError> {
        let args = init::Args {
            log: "fjallmark.example/regionstyrelsen".to_owned(),
            body: "Regionstyrelsen".to_owned(),
            kind: init::Organ::Board,
            seats: 11,
            adjusters: Some(1),
            notice_place: Some("fjallmark.example/anslagstavla".to_owned()),
            numbering: init::Numbered::PerYear,
            json: false,
        };
        let command = format!(
            "init --log {} --body {} --kind board --seats {} --adjusters 1 \\\n      --notice-place fjallmark.example/anslagstavla",
            args.log, args.body, args.seats
        );
        step(context, "A board gets a ledger and keys.", &command)?;
        init::run(&args, context)
    }

    /// The words of a document become drafts, and the drafts signed entries.
    fn record(&self, name: &str, text: &str, context: &mut Context) -> Result<(), CommandError> {
        let (file, drafts) = (
            self.path(&format!("{name}.txt")),
            self.path(&format!("{name}.jsonl")),
        );
        folder::write(&file, text.as_bytes())?;
        let command = format!("transcribe {name}.txt --out {name}.jsonl");
        step(
            context,
            &format!("The words of `{name}.txt` become drafts of events."),
            &command,
        )?;
        let args = transcribe::Args {
            file: file.clone(),
            meeting: None,
            out: Some(drafts.clone()),
            force: false,
            derive_ballots: false,
            json: false,
        };
        transcribe::run(&args, context)?;
        let command = format!("append {name}.jsonl --key registrar-1 --attach {name}.txt");
        step(
            context,
            "The registrar signs them, and the ledger makes them durable.",
            &command,
        )?;
        let args = append::Args {
            file: drafts,
            signers: vec!["registrar-1".parse::<Handle>().map_err(CommandError::usage)?],
            attach: vec![file],
            json: false,
        };
        append::run(&args, context)
    }

    fn read(&self, context: &mut Context) -> Result<(), CommandError> {
        step(
            context,
            "The minutes are made from the events.",
            "minutes 57/2026",
        )?;
        let paragraph = "57/2026".parse().map_err(CommandError::usage)?;
        minutes::run(
            &minutes::Args {
                paragraph,
                json: false,
            },
            context,
        )?;
        step(context, "This stands in the log.", "log")?;
        log::run(&log::Args::default(), context)
    }

    fn verify(&self, context: &mut Context) -> Result<VerifierKey, CommandError> {
        let tip = reading::open(context)?.tip();
        let root = tip
            .authority()
            .keys()
            .first()
            .map(|key| key.vkey.as_ref().clone());
        let root = root.ok_or_else(|| CommandError::verification("the ledger has enrolled no key"))?;
        step(
            context,
            "Anybody who has the root's vkey can verify all of it.",
            &format!("verify --root {root}"),
        )?;
        verify::run(
            &verify::Args {
                root: Some(root.clone()),
                json: false,
            },
            context,
        )?;
        Ok(root)
    }

    /// Changes one byte of a copy. That it is not found would be the error.
    fn tamper(&self, root: &VerifierKey, context: &mut Context) -> Result<(), CommandError> {
        let copy = self.path("changed");
        folder::copy(&self.path("regionstyrelsen"), &copy)?;
        let change = folder::change_the_count(&copy)?;
        let what = format!("In a copy, `changed`, {change}.");
        context.work_on(copy, self.path("keys"), passphrases());
        step(context, &what, &format!("verify --ledger changed --root {root}"))?;
        let args = verify::Args {
            root: Some(root.clone()),
            json: false,
        };
        match verify::run(&args, context) {
            Err(error) if error.fault() == Fault::Verification => {
                context.out.remark("error", error);
                Ok(())
            }
            Err(error) => Err(error),
            Ok(()) => Err(CommandError::verification("a changed byte was not found")),
        }
    }

    fn tell_what_next(&self, root: &VerifierKey, context: &mut Context) -> Result<(), CommandError> {
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("tingbok"));
        let lines = [
            String::new(),
            "Try next:".to_owned(),
            format!("  alias tingbok={}", quoted(&program)),
            format!(
                "  export TINGBOK_LEDGER={}",
                quoted(&self.path("regionstyrelsen"))
            ),
            format!(
                "  export TINGBOK_KEYS={} TINGBOK_PASSPHRASE={PASSPHRASE}",
                quoted(&self.path("keys"))
            ),
            "  tingbok source 57/2026                       # the text, from the ledger alone".to_owned(),
            "  tingbok show 12                              # one entry with its values".to_owned(),
            "  tingbok replay --kind decision.made          # events for another program".to_owned(),
            "  tingbok key new chair-1 && tingbok key enroll chair-1 --roles chair --key root-1".to_owned(),
            format!("  tingbok verify --root {root}"),
        ];
        lines.into_iter().try_for_each(|line| context.out.line(line))
    }
}

fn step(context: &mut Context, what: &str, command: &str) -> Result<(), CommandError> {
    context.out.line(format!("\n{what}\n$ tingbok {command}"))
}

fn passphrases() -> Passphrases {
    Passphrases::known(Passphrase::known(PASSPHRASE))
}

/// A path as a word of a shell's command line.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+".contains(c);
    if text.chars().all(is_plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// Known to everybody, and so no protection: it is for the demonstration alone.
const PASSPHRASE: &str = "demo";
const LETTER: &str = include_str!("../../../../tests/cases/example/tjansteskrivelse.txt");
const PARAGRAPH: &str = include_str!("../../../../tests/cases/example/paragraf.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word() {
        assert_eq!(quoted(Path::new("/tmp/a-1")), "/tmp/a-1");
        assert_eq!(quoted(Path::new("/tmp/a b's")), r"'/tmp/a b'\''s'");
    }
}
