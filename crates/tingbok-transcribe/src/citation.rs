//! Numbers of cases and paragraphs as they stand in text: `RS/118/2026`, `BYN-2023-01101`, `§ 57`.

use tingbok_procedure::content::Reference;

use crate::calendar;
use crate::phrase::Phrase;

/// The last number of a case in a text.
pub(crate) fn case_in(text: &str) -> Option<&str> {
    let phrase = Phrase::of(text);
    let mut cores = phrase
        .words
        .iter()
        .rev()
        .filter_map(|word| text.get(word.core.clone()));
    cores.find(|core| is_case(core))
}

/// Whether the word is the number of a case: letters, a running number and a year, joined by `/` or `-`.
pub(crate) fn is_case(word: &str) -> bool {
    if word.len() > CASE_BYTES_MAX {
        return false;
    }
    let parts: Vec<&str> = word.split(['/', '-', ':']).collect();
    let Some((register, numbers)) = parts.split_first() else {
        return false;
    };
    let lettered = (1..=8).contains(&register.len()) && register.bytes().all(|b| b.is_ascii_uppercase());
    let joined = word
        .get(register.len()..)
        .is_some_and(|rest| !rest.starts_with(':'));
    let counted = (2..=3).contains(&numbers.len()) && numbers.iter().all(|part| is_number(part));
    lettered && joined && counted && numbers.iter().any(|part| part.len() == 4)
}

/// Whether the word is a case number without its register, as some houses print beside the paragraph: `0120/22`.
pub(crate) fn is_bare_case(word: &str) -> bool {
    let parts = word.split_once('/');
    parts.is_some_and(|(number, year)| {
        is_number(number) && is_number(year) && (year.len() == 2 || year.len() == 4)
    })
}

/// A paragraph sign and its number at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph<'t> {
    /// The number after the sign.
    pub(crate) number: u32,
    /// In which form they are printed.
    pub(crate) form: ParagraphForm<'t>,
    /// What follows.
    pub(crate) rest: &'t str,
}

/// What a house prints around the paragraph sign and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ParagraphForm<'t> {
    /// The letters for a body before the sign: `KS`, `KS-AU`.
    pub(crate) body: &'t str,
    /// The year: `§ 41/2024`, `2024-§ 41`.
    pub(crate) year: &'t str,
    /// Whether it is the form that hardly anything but a head has: no year, no full stop, letters without a joint.
    pub(crate) is_plain: bool,
}

/// The paragraph sign and the number that begin the text, and what follows them.
pub(crate) fn paragraph(text: &str) -> Option<Paragraph<'_>> {
    let (before, rest) = text.split_once('§')?;
    let (body, year_before) = before_sign(before)?;
    let rest = rest.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest.get(..digits)?.parse().ok().filter(|number| *number > 0)?;
    let rest = rest.get(digits..)?;
    let (year, after_year) = year_after(rest).unwrap_or(("", rest));
    let ended = after_year
        .strip_prefix('.')
        .filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let spaced = !body.is_empty() && before.ends_with(char::is_whitespace);
    let is_short = before.is_empty() || spaced && body.chars().all(char::is_alphabetic);
    Some(Paragraph {
        number,
        form: ParagraphForm {
            body,
            year: if year.is_empty() { year_before } else { year },
            is_plain: is_short && year.is_empty() && ended.is_none(),
        },
        rest: ended.unwrap_or(after_year),
    })
}

/// The letters for a body, or the year, that stand before a sign: `KS § 12`, `BMN-§ 12`, `Ks/AU § 12`, `2024-§ 12`.
fn before_sign(before: &str) -> Option<(&str, &str)> {
    let words = before.trim_end();
    let letters = words.trim_end_matches('-');
    if letters.is_empty() || words == "Paragraf" {
        return (words.len() == letters.len()).then_some(("", ""));
    }
    if letters.len() == 4 && is_number(letters) {
        return Some(("", letters));
    }
    let joined = |part: &str| {
        (1..=BODY_CHARS_MAX).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
    };
    let parts = letters.split(['-', '/']);
    let few = parts.clone().count() <= BODY_PARTS_MAX && letters.starts_with(char::is_uppercase);
    let is_body = few && parts.clone().all(joined);
    is_body.then_some((letters, ""))
}

/// The year that is joined to a number: `41/2024`, `41/24`.
fn year_after(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.strip_prefix('/')?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (year, rest) = (rest.get(..digits)?, rest.get(digits..)?);
    let ends = rest.is_empty() || rest.starts_with('.') || rest.starts_with(char::is_whitespace);
    ([2, 4].contains(&year.len()) && ends).then_some((year, rest))
}

/// What a text refers to: paragraphs with the day named before them, and cases other than `own`. Each once.
pub(crate) fn references(text: &str, own: &str) -> Vec<Reference> {
    let phrase = Phrase::of(text);
    let mut found = Vec::new();
    let mut day = None;
    for index in 0..phrase.words.len() {
        if let Some(named) = calendar::day_at(&phrase, index) {
            day = Some((index, named.to_string()));
        }
        let near = day.as_ref().filter(|(at, _)| index - at <= DAY_WORDS_MAX);
        let reference = reference_at(&phrase, index, near.map(|(_, day)| day.clone()));
        if let Some(reference) =
            reference.filter(|new| new.case.as_deref() != Some(own) && !found.contains(new))
        {
            found.push(reference);
        }
        if found.len() == REFERENCES_MAX {
            break;
        }
    }
    found
}

fn reference_at(phrase: &Phrase<'_>, index: usize, date: Option<String>) -> Option<Reference> {
    let word = phrase.words.get(index)?;
    let core = phrase.text.get(word.core.clone())?;
    if is_case(core) {
        return Some(Reference {
            case: Some(core.to_owned()),
            paragraph: None,
            date: None,
        });
    }
    let glued = core.strip_prefix('§')?;
    let digits = if glued.is_empty() {
        phrase.plain(index + 1)
    } else {
        glued
    };
    Some(Reference {
        case: None,
        paragraph: Some(digits.parse().ok()?),
        date,
    })
}

fn is_number(part: &str) -> bool {
    (1..=6).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}

const CASE_BYTES_MAX: usize = 40;
const REFERENCES_MAX: usize = 100;

/// How many words may stand from a day to the paragraph it belongs to: `den 11 mars 2026, § 57`.
const DAY_WORDS_MAX: usize = 4;

/// The letters for a body before a paragraph sign: `KS`, `Kf`, `BUN`.
const BODY_CHARS_MAX: usize = 4;

/// How many of them are joined: `KS-AU`.
const BODY_PARTS_MAX: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_numbers_of_several_houses() {
        for case in ["RS/118/2026", "BYN-2023-01101", "KS-2024/12", "BYN-2023-00025:27"] {
            assert!(is_case(case), "{case}");
        }
        for other in [
            "2023-11-08",
            "HR/12",
            "A/b/2023",
            "LUP",
            "RS:118/2026",
            "och/eller",
            "2024–2026",
            "",
        ] {
            assert!(!is_case(other), "{other}");
        }
        assert_eq!(case_in("Plan 2026 (RS/118/2026)"), Some("RS/118/2026"));
    }

    #[test]
    fn paragraphs_in_the_forms_of_several_houses() {
        for (text, body, year, plain, rest) in [
            ("§ 41", "", "", true, ""),
            ("§41 Parken", "", "", true, " Parken"),
            ("KS § 41 Parken", "KS", "", true, " Parken"),
            ("§ 41/2024 Parken", "", "2024", false, " Parken"),
            ("KSAU §41/24", "KSAU", "24", false, ""),
            ("§41. Parken", "", "", false, " Parken"),
            ("BMN-§ 41/2024", "BMN", "2024", false, ""),
            ("KS-AU § 41", "KS-AU", "", false, ""),
            ("Ks/AU § 41", "Ks/AU", "", false, ""),
            ("2024-§ 41 Parken", "", "2024", false, " Parken"),
            ("Paragraf § 41 Parken", "", "", false, " Parken"),
        ] {
            let form = ParagraphForm {
                body,
                year,
                is_plain: plain,
            };
            let wanted = Paragraph {
                number: 41,
                form,
                rest,
            };
            assert_eq!(paragraph(text), Some(wanted), "{text}");
        }
        for other in [
            "§§ 41-43",
            "Enligt § 41",
            "enl § 41",
            "5 kap. § 41",
            "- § 41",
            "KS/AU/X § 41",
            "§ 0",
        ] {
            assert_eq!(paragraph(other), None, "{other}");
        }
    }

    #[test]
    fn references_with_their_days() {
        let text = "Styrelsen beslutade den 11 mars 2026, § 57, och § 12 i RS/1/2023 (RS/2/2023).";
        let found = references(text, "RS/1/2023");
        let shown: Vec<_> = found
            .iter()
            .map(|r| (r.paragraph, r.date.as_deref(), r.case.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                (Some(57), Some("2026-03-11"), None),
                (Some(12), None, None),
                (None, None, Some("RS/2/2023"))
            ]
        );
    }
}
