//! The language that the prompt answers in. What is typed is understood in both.

use std::str::FromStr;

/// A language of the prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

impl Lang {
    /// The one of two wordings that is in this language.
    #[must_use]
    pub fn of<T>(self, sv: T, en: T) -> T {
        match self {
            Self::Sv => sv,
            Self::En => en,
        }
    }

    /// The language that a locale such as `en_GB.UTF-8` asks for: English where it says so, else Swedish.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("en") {
            Self::En
        } else {
            Self::Sv
        }
    }
}

impl FromStr for Lang {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "sv" => Ok(Self::Sv),
            "en" => Ok(Self::En),
            _ => Err(format!("`{text}` is neither `sv` nor `en`")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_swedish_unless_it_is_english() {
        let of = |locale| Lang::of_locale(locale);
        assert_eq!([of("en_GB.UTF-8"), of("en"), of("EN-us")], [Lang::En; 3]);
        assert_eq!([of("sv_SE.UTF-8"), of("C.UTF-8"), of("")], [Lang::Sv; 3]);
        assert!("fi".parse::<Lang>().is_err());
    }
}
