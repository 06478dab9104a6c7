//! A block of a review as lines of text: the source on the left, its reading on the right, doubts below.

use tingbok_procedure::{Event, Kind};

use super::review::{Block, said};
use crate::output::visible;

/// The lines of a block.
pub(super) fn lines(block: &Block<'_>, events: &[Event]) -> Vec<String> {
    let mut left = Vec::new();
    for (number, words) in &block.lines {
        let words = visible(words.trim_end()).into_owned();
        for (count, part) in wrapped(&words, LEFT_CHARS).into_iter().enumerate() {
            let number = if count == 0 {
                format!("{number:>5}")
            } else {
                " ".repeat(5)
            };
            left.push(format!("{number}  {part}"));
        }
    }
    let right = readings(block, events);
    let mut lines = Vec::new();
    for row in 0..left.len().max(right.len()) {
        let (left, right) = (
            left.get(row).map_or("", String::as_str),
            right.get(row).map_or("", String::as_str),
        );
        let gap = (LEFT_CHARS + 8).saturating_sub(left.chars().count());
        lines.push(
            format!("{left}{}| {right}", " ".repeat(gap))
                .trim_end()
                .to_owned(),
        );
    }
    lines.extend(block.remarks.iter().map(|remark| format!("    -  {remark}")));
    lines.extend(block.doubts.iter().map(|doubt| format!("    ?  {doubt}")));
    lines
}

/// What was read, an event a line; many ballots are told together.
fn readings(block: &Block<'_>, events: &[Event]) -> Vec<String> {
    let read: Vec<&Event> = block
        .readings
        .iter()
        .filter_map(|&index| events.get(index))
        .collect();
    let mut lines = Vec::new();
    for run in read.chunk_by(|a, b| a.kind() == b.kind() && a.kind() == Kind::BallotCast) {
        let all = run.iter().map(|event| said(event)).collect::<Vec<_>>().join("; ");
        let kind = run.first().map_or("", |event| event.kind().name());
        let kind = kind.split_once('/').map_or(kind, |(kind, _)| kind);
        let count = if run.len() > 1 {
            format!(" ×{}", run.len())
        } else {
            String::new()
        };
        let text = format!("{kind}{count}  {}", visible(&all));
        for (count, part) in wrapped(text.trim_end(), RIGHT_CHARS).into_iter().enumerate() {
            lines.push(if count == 0 { part } else { format!("  {part}") });
        }
    }
    lines
}

/// Breaks a text at blanks; a longer word is broken where the line ends.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let fits = |line: &str| line.chars().count() + 1 + word.chars().count() <= width;
        let last = lines.last_mut();
        match last.filter(|line| line.is_empty() || fits(line)) {
            Some(line) => {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    let broken = lines.into_iter().flat_map(|line| {
        let chars: Vec<char> = line.chars().collect();
        let parts: Vec<String> = chars.chunks(width).map(|part| part.iter().collect()).collect();
        if parts.is_empty() {
            vec![String::new()]
        } else {
            parts
        }
    });
    broken.collect()
}

/// Wide enough for a line of a protocol.
const LEFT_CHARS: usize = 92;
const RIGHT_CHARS: usize = 70;

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn words_are_wrapped_and_long_ones_broken() {
        assert_eq!(wrapped("ab cd ef", 5), ["ab cd", "ef"]);
        assert_eq!(wrapped("abcdefg h", 3), ["abc", "def", "g", "h"]);
        assert_eq!(wrapped("", 3), [""]);
    }
}
