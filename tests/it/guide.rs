//! The guides for the registrar, run as they stand: each command, and each line of output that they show.
//!
//! In a block, `…` stands for any lines, and what stands behind `> ` is typed. Everything else is what the program prints,
//! in this order.

use std::fs;
use std::path::Path;

use crate::adjustment::adjusted;
use crate::office::{Office, case, run_with_input};

/// A command of a guide, what is typed while it runs, and the lines that are shown of what it prints.
#[derive(Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) command: String,
    pub(crate) typed: String,
    pub(crate) shown: Vec<String>,
}

pub(crate) fn steps(guide: &str) -> Vec<Step> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/guides")
        .join(guide);
    let text = fs::read_to_string(path).unwrap();
    let mut steps: Vec<Step> = Vec::new();
    for block in text.split("```text\n").skip(1) {
        for line in block.split("```").next().unwrap().lines() {
            if let Some(command) = line.strip_prefix("$ tingbok ") {
                steps.push(Step {
                    command: command.to_owned(),
                    typed: String::new(),
                    shown: Vec::new(),
                });
                continue;
            }
            let step = steps.last_mut().unwrap();
            match line.strip_prefix("> ") {
                Some(typed) => step.typed += &format!("{typed}\n"),
                None => step.shown.push(line.to_owned()),
            }
        }
    }
    steps
}

/// The words of a command; a word in quotation marks may hold spaces.
pub(crate) fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in command.split('"').enumerate() {
        if place % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Every line that is shown is printed, in order, and next to the one before it where no `…` stands between them.
pub(crate) fn prints(step: &Step, printed: &str) {
    let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
    let (mut next, mut anywhere) = (0, false);
    for shown in &step.shown {
        if shown.trim() == "…" {
            anywhere = true;
            continue;
        }
        let found = lines.iter().skip(next).position(|line| line == shown);
        let found =
            found.unwrap_or_else(|| panic!("`{}` does not print `{shown}`:\n{printed}", step.command));
        assert!(
            anywhere || found == 0,
            "`{}` prints more before `{shown}`:\n{printed}",
            step.command
        );
        (next, anywhere) = (next + found + 1, false);
    }
    let is_all = step.shown.is_empty() || next == lines.len() || anywhere;
    assert!(is_all, "`{}` prints more:\n{printed}", step.command);
}

/// Runs a guide in an office that has its files.
fn does_what_it_says(guide: &str, steps_min: usize) {
    let office = Office::empty();
    for file in fs::read_dir(case("guide")).unwrap() {
        let file = file.unwrap();
        office.file(file.file_name().to_str().unwrap(), fs::read(file.path()).unwrap());
    }
    let steps = steps(guide);
    assert!(steps.len() >= steps_min);
    for step in &steps {
        let mut program = office.program();
        let ran = run_with_input(program.args(words(&step.command)), step.typed.as_bytes());
        let refused = step.shown.iter().any(|line| line.starts_with("error: "));
        assert_eq!(ran.code, i32::from(refused), "{}: {ran:?}", step.command);
        prints(step, &format!("{}{}", ran.out, ran.err));
    }
}

#[test]
fn a_meeting_goes_as_the_guide_says() {
    does_what_it_says("registrator.md", 20);
}

#[test]
fn old_minutes_are_read_as_the_guide_says() {
    does_what_it_says("aldre-protokoll.md", 9);
}

#[test]
fn a_ledger_is_checked_as_the_auditor_s_guide_says() {
    let office = adjusted();
    office.enrol("archivist-1", "archivist", None);
    let checkpoint = fs::read(office.ledger().join("checkpoint")).unwrap();
    office.file("remembered", checkpoint);
    let vkey = |args: &[&str]| office.run(args).done().out.trim().to_owned();
    let (root, log) = (vkey(&["vkey", "--root"]), vkey(&["vkey"]));
    let steps = steps("auditor.md");
    assert!(steps.len() >= 14);
    for step in &steps {
        let command = step.command.replace("ROOT-VKEY", &root).replace("LOG-VKEY", &log);
        let mut program = office.program();
        let ran = run_with_input(program.args(words(&command)), b"");
        assert_eq!(ran.code, 0, "{command}: {ran:?}");
        prints(step, &ran.out);
    }
}

#[test]
fn both_guides_show_the_same() {
    assert_eq!(steps("registrator.md"), steps("registrar.md"));
    assert_eq!(steps("aldre-protokoll.md"), steps("old-minutes.md"));
}
