//! `tingbok demo`: a fictional meeting from text to verified minutes, and a changed byte that is found.
//!
//! Invariant: every step is one of the commands, run in this process on a folder that is named.

use std::path::{Path, PathBuf};

use tingbok_procedure::Moment;
use tingbok_procedure::moment::NotAMoment;
use tingbok_tlog::key::VerifierKey;

use super::{adjust, append, audit, compile, init, key, minutes, notice, transcribe, verify};
use crate::context::Context;
use crate::error::{CommandError, Fault};
use crate::form::ViewArgs;
use crate::keys::Handle;
use crate::minute_book::ParagraphName;
use crate::paragraphs::ParagraphArgs;
use crate::passphrase::{Passphrase, Passphrases};
use crate::reading;

mod folder;
mod year;

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
    demo.record_meeting(context)?;
    demo.adjust(context)?;
    demo.post(context)?;
    let root = demo.verify(context)?;
    demo.tamper(&root, context)?;
    demo.year(context)?;
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
            review: false,
            editor: None,
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
            signers: vec![handle("registrar-1")?],
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
        let args = minutes::Args {
            paragraph: Some(named(PARAGRAPH_NAME)?),
            meeting: None,
            view: ViewArgs::default(),
        };
        minutes::run(&args, context)
    }

    /// What the words do not say: who led the meeting, who adjusts, and that it is closed.
    fn record_meeting(&self, context: &mut Context) -> Result<(), CommandError> {
        let file = self.path("sammantrade.jsonl");
        folder::write(&file, MEETING.as_bytes())?;
        step(
            context,
            "The registrar adds what the words do not say: who led the meeting, and who adjusts its minutes.",
            "append sammantrade.jsonl --key registrar-1",
        )?;
        let args = append::Args {
            file,
            signers: vec![handle("registrar-1")?],
            attach: Vec::new(),
            json: false,
        };
        append::run(&args, context)
    }

    /// The text is compiled, and signed by the chair and the adjuster, each with a key of their own.
    fn adjust(&self, context: &mut Context) -> Result<(), CommandError> {
        let what = "The chair and the adjuster get keys in their own names.";
        for (number, (name, role, holder)) in SIGNERS.iter().enumerate() {
            let command = format!(
                "key new {name} && tingbok key enroll {name} --roles {role} --holder \"{holder}\" --key root-1"
            );
            step(context, if number == 0 { what } else { "" }, &command)?;
            key::make(&handle(name)?, role, holder, &handle("root-1")?, context)?;
        }
        let command = format!("compile {PARAGRAPH_NAME} --key registrar-1 --on 2026-03-16");
        step(
            context,
            "The exact text is compiled, with the events that it was made from.",
            &command,
        )?;
        let args = compile::Args {
            which: one(PARAGRAPH_NAME)?,
            signers: vec![handle("registrar-1")?],
            on: Some(day("2026-03-16")?),
            json: false,
        };
        compile::run(&args, context)?;
        for (number, (name, ..)) in SIGNERS.iter().enumerate() {
            let command = format!("adjust {PARAGRAPH_NAME} --key {name} --yes --quiet --on 2026-03-18");
            let what = "Both read it, and sign.";
            step(context, if number == 0 { what } else { "" }, &command)?;
            let args = adjust::Args {
                which: one(PARAGRAPH_NAME)?,
                signer: handle(name)?,
                yes: true,
                quiet: true,
                dispute: None,
                on: Some(day("2026-03-18")?),
                json: false,
            };
            adjust::run(&args, context)?;
        }
        Ok(())
    }

    /// That the minutes are adjusted is announced; then the paragraph is verified, and the ledger audited.
    fn post(&self, context: &mut Context) -> Result<(), CommandError> {
        let command = format!("notice post {PARAGRAPH_NAME} --key registrar-1 --on 2026-03-19");
        step(context, "That the minutes are adjusted is announced.", &command)?;
        let args = notice::PostArgs {
            common: notice::Common {
                which: one(PARAGRAPH_NAME)?,
                signers: vec![handle("registrar-1")?],
                on: Some(day("2026-03-19")?),
                json: false,
            },
            place: None,
        };
        notice::post(&args, context)?;
        let root = root(context)?;
        let command = format!("verify paragraph {PARAGRAPH_NAME} --root {root}");
        step(
            context,
            "Who signed what, and is it still what the log says?",
            &command,
        )?;
        let args = verify::paragraph::Args {
            paragraph: named(PARAGRAPH_NAME)?,
            root: Some(root),
            json: false,
        };
        verify::paragraph::run(&args, context)?;
        step(
            context,
            "Every rule of the meeting is asked.",
            "audit --on 2026-04-01",
        )?;
        let args = audit::Args {
            on: Some("2026-04-01".parse().map_err(CommandError::usage)?),
            ..audit::Args::default()
        };
        audit::run(&args, context)
    }

    fn verify(&self, context: &mut Context) -> Result<VerifierKey, CommandError> {
        let root = root(context)?;
        step(
            context,
            "Anybody who has the root's vkey can verify all of it.",
            &format!("verify --root {root}"),
        )?;
        verify::run(
            &verify::Args {
                root: Some(root.clone()),
                ..verify::Args::default()
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
            ..verify::Args::default()
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

    /// What an audit of a larger ledger looks like.
    fn year(&self, context: &mut Context) -> Result<(), CommandError> {
        let folder = self.path("year");
        let what = year::record(&folder, context)?;
        context.work_on(folder, self.path("keys"), passphrases());
        let (meeting, on) = (year::MEETING, year::AUDITED_ON);
        let command = format!("audit --ledger year --meeting {meeting} --on {on}");
        step(context, &what, &command)?;
        let args = audit::Args {
            meeting: Some(meeting.parse().map_err(CommandError::usage)?),
            on: Some(on.parse().map_err(CommandError::usage)?),
            ..audit::Args::default()
        };
        audit::run(&args, context)
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
            "  tingbok votes 57/2026 --by-party             # how each party voted".to_owned(),
            "  tingbok due --on 2026-04-30                  # what is to be done by then".to_owned(),
            format!(
                "  tingbok minutes --meeting {} --ledger {} # a whole protocol",
                year::MEETING,
                quoted(&self.path("year"))
            ),
            format!("  tingbok verify --root {root}"),
        ];
        lines.into_iter().try_for_each(|line| context.out.line(line))
    }
}

/// Says what comes, where it is something new, and the command.
fn step(context: &mut Context, what: &str, command: &str) -> Result<(), CommandError> {
    context.out.line("")?;
    if !what.is_empty() {
        context.out.line(what)?;
    }
    context.out.line(format!("$ tingbok {command}"))
}

/// The vkey of the first root.
fn root(context: &mut Context) -> Result<VerifierKey, CommandError> {
    let tip = reading::open(context)?.tip();
    let first = tip.authority().keys().first();
    let root = first.map(|key| key.vkey.as_ref().clone());
    root.ok_or_else(|| CommandError::verification("the ledger has enrolled no key"))
}

fn handle(name: &str) -> Result<Handle, CommandError> {
    name.parse().map_err(CommandError::usage)
}

fn day(text: &str) -> Result<Moment, CommandError> {
    text.parse()
        .map_err(|error: NotAMoment| CommandError::usage(error.to_string()))
}

fn one(paragraph: &str) -> Result<ParagraphArgs, CommandError> {
    Ok(ParagraphArgs {
        paragraphs: vec![named(paragraph)?],
        meeting: None,
    })
}

fn named(paragraph: &str) -> Result<ParagraphName, CommandError> {
    paragraph.parse().map_err(CommandError::usage)
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

/// Those who adjust the minutes: key, role, name.
const SIGNERS: [(&str, &str, &str); 2] = [
    ("chair-1", "chair", "Ingrid Sandvall"),
    ("adjuster-1", "adjuster", "Klara Nordin"),
];
/// The paragraph of the demonstration.
const PARAGRAPH_NAME: &str = "57/2026";
/// Known to everybody, and so no protection: it is for the demonstration alone.
const PASSPHRASE: &str = "demo";
const LETTER: &str = include_str!("../../../../tests/cases/example/tjansteskrivelse.txt");
const MEETING: &str = include_str!("../../../../tests/cases/example/sammantrade.jsonl");
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
