//! Numbers as the record writes them: `0|[1-9][0-9]*`, at most 2^53 − 1.
//!
//! Spec: docs/spec/event.md.

/// A text that is no number of the record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("number '{0}'")]
pub struct NumberError(pub String);

/// The largest number: what every JSON reader keeps exact.
pub const NUMBER_MAX: u64 = (1 << 53) - 1;

/// Reads a number in its one form.
///
/// # Errors
/// [`NumberError`] holds the text.
pub fn parse(text: &str) -> Result<u64, NumberError> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let padded = text.len() > 1 && text.starts_with('0');
    let number = if digits && !padded {
        text.parse().ok()
    } else {
        None
    };
    number
        .filter(|n| *n <= NUMBER_MAX)
        .ok_or_else(|| NumberError(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_only() {
        assert_eq!(parse("0"), Ok(0));
        assert_eq!(parse("9007199254740991"), Ok(NUMBER_MAX));
        for bad in [
            "",
            "05",
            "+5",
            "-5",
            " 5",
            "9007199254740992",
            "99999999999999999999",
            "5a",
            "٥",
        ] {
            assert_eq!(parse(bad), Err(NumberError(bad.to_owned())));
        }
    }
}
