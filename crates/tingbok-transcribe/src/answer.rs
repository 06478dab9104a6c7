//! How a word votes: *ja*, *nej-röster*, *avstår*; and how a cell of a table does, which may shorten its answer.

use tingbok_procedure::content::Choice;

use crate::phrase::begins;

/// How a word of a sentence votes; `plain` is the word without signs, in small letters.
pub(crate) fn of_word(plain: &str) -> Option<Choice> {
    let stem = plain.split_once('-').map_or(plain, |(stem, _)| stem);
    match stem {
        "ja" | "jaröst" | "jaröster" => Some(Choice::Yes),
        "nej" | "nejröst" | "nejröster" => Some(Choice::No),
        "avst" => Some(Choice::Abstain),
        _ if begins(plain, &["avstå", "avstod", "nedlag", "blank"]) => Some(Choice::Abstain),
        _ if plain.starts_with("frånvar") => Some(Choice::Absent),
        _ => None,
    }
}

/// How a cell votes, or what its column is for: nothing but the answer stands in it.
pub(crate) fn of_cell(words: &str) -> Option<Choice> {
    let bare = words.trim_matches(['.', ':', ',', '(', ')']).to_lowercase();
    match bare.as_str() {
        "ja" | "ja-röster" | "ja-röst" | "jaröster" => Some(Choice::Yes),
        "nej" | "nej-röster" | "nej-röst" | "nejröster" => Some(Choice::No),
        "avstår" | "avst" | "avstått" | "avstod" | "avs" | "blank" => Some(Choice::Abstain),
        "frånvarande" | "frånv" | "ej närv" => Some(Choice::Absent),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_cells() {
        for (word, in_sentence, in_cell) in [
            ("ja", Some(Choice::Yes), Some(Choice::Yes)),
            ("nej-röster", Some(Choice::No), Some(Choice::No)),
            ("avstår", Some(Choice::Abstain), Some(Choice::Abstain)),
            ("avs", None, Some(Choice::Abstain)),
            ("nedlagda", Some(Choice::Abstain), None),
            ("frånvarande", Some(Choice::Absent), Some(Choice::Absent)),
            ("jan", None, None),
            ("nejlikan", None, None),
        ] {
            assert_eq!(of_word(word), in_sentence, "{word}");
            assert_eq!(of_cell(word), in_cell, "{word}");
        }
    }
}
