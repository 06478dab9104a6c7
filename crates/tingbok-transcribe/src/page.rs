//! Page headers and footers that a text layer leaves in the middle of sentences.
//!
//! They belong to no section: readers pass over them, and they are kept as passages of their own.

use std::collections::BTreeMap;

use crate::calendar;
use crate::heading;
use crate::manuscript::{LineIndex, Manuscript};
use crate::meeting_date;
use crate::outline::{Aside, ends_sentence};
use crate::phrase::folded;

/// Whether the line is only there because a page begins or ends. `alone` says that blank lines surround it.
pub(crate) fn is_furniture(line: &str, alone: bool) -> bool {
    let words = line.trim();
    if words.is_empty() || words.len() > LINE_BYTES_MAX {
        return false;
    }
    let label = folded(words);
    ends_in_page_of_pages(&label)
        || alone && words.len() <= 4 && words.bytes().all(|byte| byte.is_ascii_digit())
        || is_protocol_line(words, &label)
        || alone && is_body(&label)
        || is_signature_line(&label)
}

/// Marks the lines beside page headers that stand there again and again: the name of the house, of the meeting.
pub(crate) fn repeated(manuscript: &Manuscript<'_>, aside: &mut [Option<Aside>]) {
    let mut found: BTreeMap<String, Vec<LineIndex>> = BTreeMap::new();
    for line in 0..aside.len() {
        let words = manuscript.trimmed(line);
        let fits = aside.get(line) == Some(&None) && !words.is_empty() && words.len() <= REPEATED_BYTES_MAX;
        if fits
            && !ends_sentence(words)
            && heading::heading(words, true).is_none()
            && beside_furniture(manuscript, aside, line)
        {
            found.entry(folded(words)).or_default().push(line);
        }
    }
    let again = |(words, lines): &(String, Vec<LineIndex>)| lines.len() > 1 || is_dated_body(words);
    for line in found.into_iter().filter(again).flat_map(|(_, lines)| lines) {
        if let Some(kind) = aside.get_mut(line) {
            *kind = Some(Aside::Furniture);
        }
    }
}

/// `Stadsstyrelsen 2018-03-14`: beside a page header it is one.
fn is_dated_body(label: &str) -> bool {
    let mut words = label.split(' ');
    let (body, day) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    is_body(body) && calendar::day(day).is_some() && words.next().is_none()
}

/// Whether the nearest line before or after that is not blank is a page header or footer.
fn beside_furniture(manuscript: &Manuscript<'_>, aside: &[Option<Aside>], line: LineIndex) -> bool {
    let written = |at: &LineIndex| !manuscript.is_blank(*at);
    let near = |at: LineIndex| line.abs_diff(at) <= NEAR_LINES;
    let before = (0..line).rev().take(NEAR_LINES).find(written);
    let after = (line + 1..aside.len()).take(NEAR_LINES).find(written);
    let neighbours = [before, after].into_iter().flatten().filter(|at| near(*at));
    neighbours
        .into_iter()
        .any(|at| aside.get(at) == Some(&Some(Aside::Furniture)))
}

/// `12 (31)`, `Sida 12 av 31`, alone or after the name of the body.
fn ends_in_page_of_pages(label: &str) -> bool {
    let words: Vec<&str> = label.split(' ').collect();
    let bracketed = |word: &str| {
        word.strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'))
            .is_some_and(is_digits)
    };
    match words.as_slice() {
        // `Sida 17(29)`
        [.., last] if words.len() <= FURNITURE_WORDS_MAX && is_page_of_pages(last) => true,
        [.., page, of] if words.len() <= FURNITURE_WORDS_MAX => {
            let spelled = words.len() >= 4 && words[words.len() - 2] == "av";
            is_digits(page) && bracketed(of)
                || spelled && is_digits(of) && ["sid", "sida", "sidan"].contains(&words[words.len() - 4])
        }
        _ => false,
    }
}

/// `17(29)`
fn is_page_of_pages(word: &str) -> bool {
    let parts = word.strip_suffix(')').and_then(|rest| rest.split_once('('));
    parts.is_some_and(|(page, of)| is_digits(page) && is_digits(of))
}

/// `Protokoll nr 2`, `Norrstads kommun, protokoll`, `Sammanträdesdatum: 2023-01-26`.
fn is_protocol_line(words: &str, label: &str) -> bool {
    let short = label.split(' ').count() <= FURNITURE_WORDS_MAX;
    let protocol = ["protokoll", "sammanträdesprotokoll"].iter().any(|word| {
        let rest = label.strip_prefix(word).map(str::trim_start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("nr ") || rest.starts_with("(nr "))
            || label.ends_with(&format!(" {word}")) && words.starts_with(char::is_uppercase)
    });
    let dated = ["sammanträdesdatum", "datum"]
        .iter()
        .any(|word| label.starts_with(word));
    let dated = dated && !meeting_date::is_of_notice(label);
    short && (protocol || dated && calendar::day(words).is_some())
}

/// `Justerandes sign`, `Utdragsbestyrkande`: where a page is signed.
fn is_signature_line(label: &str) -> bool {
    let label = label.trim_end_matches([':', '.', '_', ' ']);
    let starts = [
        "justerandes sign",
        "justerande sign",
        "justerares sign",
        "utdragsbestyrkande",
        "utdragets riktighet bestyrk",
        "ordförandens sign",
        "signatur",
    ];
    starts.iter().any(|start| label.starts_with(start)) && label.split(' ').count() <= FURNITURE_WORDS_MAX
}

/// The name of a body alone: *Kommunstyrelsen*.
pub(crate) fn is_body(label: &str) -> bool {
    let endings = ["styrelsen", "nämnden", "fullmäktige"];
    !label.contains(' ') && endings.iter().any(|ending| label.ends_with(ending))
}

fn is_digits(word: &str) -> bool {
    (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// How far from a page header a line of it may stand, blank ones counted.
const NEAR_LINES: usize = 3;
const REPEATED_BYTES_MAX: usize = 80;
const LINE_BYTES_MAX: usize = 160;
const FURNITURE_WORDS_MAX: usize = 9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_and_what_only_looks_like_it() {
        for line in [
            "22 (74)",
            "Region Fjällmark  Regionstyrelsen   12 (31)",
            "Sida 12 av 31",
            "Norrstads kommun, protokoll",
            "Protokoll (nr 1)",
            "Sammanträdesdatum: 2023-01-26",
            "Kommunstyrelsen",
            "7",
        ] {
            assert!(is_furniture(line, true), "{line}");
        }
        for line in [
            "Sidan 15",
            "2022",
            "45%",
            "Protokollsutdrag till",
            "Regionstyrelsen 2023-11-08",
        ] {
            assert!(!is_furniture(line, false), "{line}");
        }
    }
}
