//! The guides for the registrar, run as they stand: each command, and each line of output that they show.
//!
//! In a block, `…` stands for any lines. Everything else is what the program prints, in this order.

use std::fs;
use std::path::Path;

use crate::office::{Office, case, run};

/// A command of a guide, and the lines that are shown of what it prints.
#[derive(Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) command: String,
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
            match line.strip_prefix("$ tingbok ") {
                Some(command) => steps.push(Step {
                    command: command.to_owned(),
                    shown: Vec::new(),
                }),
                None => steps.last_mut().unwrap().shown.push(line.to_owned()),
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

#[test]
fn the_guide_does_what_it_says() {
    let office = Office::empty();
    for file in fs::read_dir(case("guide")).unwrap() {
        let file = file.unwrap();
        office.file(file.file_name().to_str().unwrap(), fs::read(file.path()).unwrap());
    }
    let steps = steps("registrator.md");
    assert!(steps.len() > 20);
    for step in &steps {
        let ran = run(office.program().args(words(&step.command)));
        let refused = step.shown.iter().any(|line| line.starts_with("error: "));
        assert_eq!(ran.code, i32::from(refused), "{}: {ran:?}", step.command);
        prints(step, &format!("{}{}", ran.out, ran.err));
    }
}

#[test]
fn both_guides_show_the_same() {
    assert_eq!(steps("registrator.md"), steps("registrar.md"));
}
