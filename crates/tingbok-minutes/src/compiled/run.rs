//! Text in runs: names apart from the rest, so that each may be withheld on its own.

use std::collections::BTreeSet;

/// The text in runs. Each occurrence of one of the names is a run of its own, the longest name first; a line break
/// within a name is no hindrance, and a genitive's ending is not part of it. Put together, the runs are the text.
pub(super) fn runs(text: &str, names: &BTreeSet<&str>) -> Vec<String> {
    let mut names: Vec<&str> = names.iter().copied().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut runs = Vec::new();
    let (mut plain, mut rest, mut before) = (String::new(), text, None);
    while let Some(next) = rest.chars().next() {
        let here = || names.iter().find_map(|name| beginning(rest, name));
        match before
            .is_none_or(|c: char| !c.is_alphanumeric())
            .then(here)
            .flatten()
        {
            Some(length) => {
                let (name, after) = rest.split_at(length);
                if !plain.is_empty() {
                    runs.push(std::mem::take(&mut plain));
                }
                runs.push(name.to_owned());
                before = name.chars().next_back();
                rest = after;
            }
            None => {
                plain.push(next);
                before = Some(next);
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
        }
    }
    if !plain.is_empty() || runs.is_empty() {
        runs.push(plain);
    }
    runs
}

/// How many bytes of the text are this name, where it begins with it as a whole: `Klara Nordin` of `Klara\nNordins`.
fn beginning(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for (at, word) in name.split_whitespace().enumerate() {
        if at > 0 {
            let gap = rest.trim_start();
            rest = (gap.len() < rest.len()).then_some(gap)?;
        }
        rest = rest.strip_prefix(word)?;
    }
    ends(rest)
        .then(|| text.len().saturating_sub(rest.len()))
        .filter(|&length| length > 0)
}

/// Whether a name may end before these words: before anything but a letter or digit, or before a genitive's s.
fn ends(rest: &str) -> bool {
    let mut after = rest.chars();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match after.next() {
        Some('s') => !word(after.next()),
        next => !word(next),
    }
}
