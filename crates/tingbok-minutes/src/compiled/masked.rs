//! Two readings of a paragraph compared as far as both are shown: values that are withheld, erased or lost are masked.
//!
//! Invariant: word for word they are the same, but for what a mask covers: a mask may stand for any words of the other,
//! and lines may break elsewhere.
//!
//! Section: docs/procedure.md, `paragraph.compiled`.

use super::Difference;
use crate::withheld::masks_in;

/// Compares a compiled text with what the log gives today.
pub(super) fn same(compiled: &str, today: &str) -> Result<(), Difference> {
    let (compiled, today) = (Words::of(compiled), Words::of(today));
    if compiled.0.len().saturating_mul(today.0.len()) > COMPARED_MAX {
        return Err(Difference::TooLong);
    }
    // Which beginnings of today's words the words so far may be.
    let mut reached = vec![false; today.0.len() + 1];
    reached[0] = true;
    today.skip_masks(&mut reached);
    // Up to where both were the same, for whoever must find the difference.
    let mut furthest = (0, 0);
    for (number, word) in compiled.0.iter().enumerate() {
        let mut next = vec![false; reached.len()];
        match word {
            // A mask stands for none, one or several of the other's words.
            None => {
                let mut open = false;
                for (to, from) in next.iter_mut().zip(&reached) {
                    open |= from;
                    *to = open;
                }
            }
            Some(word) => {
                for (place, other) in today.0.iter().enumerate() {
                    match other {
                        Some(other) if other == word => next[place + 1] |= reached[place],
                        // And so does one of the other's: the word is one of those that it covers.
                        None => next[place + 1] |= reached[place] || reached[place + 1],
                        Some(_) => {}
                    }
                }
            }
        }
        today.skip_masks(&mut next);
        let there = next.iter().rposition(|reached| *reached);
        if let (Some(there), Some(_)) = (there, word)
            && number + 1 + there > furthest.0 + furthest.1
        {
            furthest = (number + 1, there);
        }
        reached = next;
    }
    match reached.last() {
        Some(true) => Ok(()),
        _ => Err(compiled.differs(furthest.0, &today, furthest.1)),
    }
}

/// A text as its words; `None` for one that a mask stands in.
struct Words(Vec<Option<String>>);

impl Words {
    fn of(text: &str) -> Self {
        let mut covered = String::with_capacity(text.len());
        let mut from = 0;
        for mask in masks_in(text) {
            covered.push_str(&text[from..mask.start]);
            covered.push(COVER);
            from = mask.end;
        }
        covered.push_str(&text[from..]);
        let words = covered.split_whitespace();
        Self(
            words
                .map(|word| (!word.contains(COVER)).then(|| word.to_owned()))
                .collect(),
        )
    }

    /// A mask that covers nothing is passed over.
    fn skip_masks(&self, reached: &mut [bool]) {
        for (place, word) in self.0.iter().enumerate() {
            if word.is_none() && reached[place] {
                reached[place + 1] = true;
            }
        }
    }

    /// The first difference: the words at a place here, and at one there.
    fn differs(&self, here: usize, other: &Self, there: usize) -> Difference {
        Difference::Words {
            compiled: self.shown(here),
            today: other.shown(there),
        }
    }

    fn shown(&self, from: usize) -> String {
        let words = self.0.iter().skip(from).take(WORDS_SHOWN);
        let words: Vec<&str> = words.map(|word| word.as_deref().unwrap_or("[…]")).collect();
        words.join(" ")
    }
}

/// Words of the one times words of the other: a paragraph of six thousand words, in a fraction of a second.
const COMPARED_MAX: usize = 40_000_000;
/// Stands for a mask; no text of the log holds it alone.
const COVER: char = '\u{fffc}';
/// Enough to find the place.
const WORDS_SHOWN: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_the_same_and_what_is_not_may_be_anything() {
        for (compiled, today) in [
            (
                "Klara Nordin (M) yrkar avslag.",
                "[sekretess, OSL 25:1] (M) yrkar avslag.",
            ),
            (
                "[gallrat, beslut 7] (M) yrkar\navslag.",
                "[gallrat, beslut 7] (M) yrkar avslag.",
            ),
            ("Klara Nordins (M) yrkande", "[gallrat]s (M) yrkande"),
            ("A [gallrat] B Bo Ek C", "A Ada Berg B [sekretess, OSL 25:1] C"),
            ("A [gallrat]", "A"),
        ] {
            assert_eq!(same(compiled, today), Ok(()), "{compiled} | {today}");
            assert_eq!(same(today, compiled), Ok(()), "{today} | {compiled}");
        }
    }

    #[test]
    fn a_mask_hides_no_other_difference() {
        for (compiled, today) in [
            ("[gallrat] (M) yrkar avslag.", "[gallrat] (M) yrkar bifall."),
            ("[gallrat] (M) yrkar avslag.", "[gallrat] (M) yrkar avslag. Nej."),
            ("Före [gallrat]", "Efter [gallrat]"),
        ] {
            assert!(same(compiled, today).is_err(), "{compiled} | {today}");
            assert!(same(today, compiled).is_err(), "{today} | {compiled}");
        }
        let told = same("[gallrat] (M) yrkar avslag.", "[gallrat] (M) yrkar bifall.").unwrap_err();
        assert_eq!(
            told.to_string(),
            "the compiled text reads `avslag.`, and the log today `bifall.`, beside values that are not shown"
        );
    }
}
