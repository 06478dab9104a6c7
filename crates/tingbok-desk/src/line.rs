//! A line into words, commas, quotations, and the free text after a colon.
//!
//! Invariants: what could make a line read otherwise than it is recorded is refused: control characters, and those
//! that turn the direction of what follows. Places are byte offsets at character boundaries.
//!
//! Spec: docs/spec/desk.md, "Lines".

use tingbok_procedure::content::turns_direction;

use crate::lang::Lang;
use crate::problem::Problem;

/// A line with its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    text: String,
    tokens: Vec<Token>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word as typed.
    Word,
    /// Words between quotation marks, without the marks.
    Quoted,
    /// A comma between names.
    Comma,
    /// A colon: free text follows, to the end of the line.
    Colon,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its text.
    pub text: String,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Line {
    /// Reads a line.
    ///
    /// # Errors
    /// [`Problem`] for what may not stand in a line, or a quotation that does not end.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        check(text)?;
        let mut line = Self {
            text: text.to_owned(),
            tokens: Vec::new(),
        };
        let mut rest = 0;
        while let Some((token, next)) = token(text, rest)? {
            line.tokens.push(token);
            rest = next;
        }
        Ok(line)
    }

    /// The line as it was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its tokens.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The text from a byte on, without the spaces around it.
    pub(crate) fn from(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or_default().trim()
    }
}

/// Refuses what may not stand in a line.
fn check(text: &str) -> Result<(), Problem> {
    if text.len() > LINE_BYTES_MAX {
        return Err(Problem::new(
            format!("raden är för lång: {} byte, högst {LINE_BYTES_MAX}", text.len()),
            format!(
                "the line is too long: {} bytes, at most {LINE_BYTES_MAX}",
                text.len()
            ),
        ));
    }
    let wrong = |c: &char| c.is_control() || turns_direction(*c);
    let Some((column, found)) = text.chars().enumerate().find(|(_, c)| wrong(c)) else {
        return Ok(());
    };
    let (column, code) = (column + 1, found.escape_unicode());
    let said = |lang: Lang| {
        let what = if found.is_control() {
            lang.of("ett styrtecken", "a control character")
        } else {
            lang.of(
                "ett tecken som vänder läsriktningen",
                "a character that turns the direction",
            )
        };
        lang.of(
            format!("{what} (`{code}`) står i kolumn {column}"),
            format!("{what} (`{code}`) stands in column {column}"),
        )
    };
    Err(Problem::new(said(Lang::Sv), said(Lang::En))
        .hint("skriv raden utan det", "write the line without it"))
}

/// The token at or after a byte, and where the next one may begin.
fn token(text: &str, from: usize) -> Result<Option<(Token, usize)>, Problem> {
    let rest = text.get(from..).unwrap_or_default();
    let start = from + (rest.len() - rest.trim_start().len());
    let rest = rest.trim_start();
    let Some(first) = rest.chars().next() else {
        return Ok(None);
    };
    let whole = |kind, words: &str, len: usize| Token {
        kind,
        text: words.to_owned(),
        start,
        end: start + len,
    };
    if first == ',' {
        return Ok(Some((whole(TokenKind::Comma, ",", 1), start + 1)));
    }
    if first == ':' {
        return Ok(Some((whole(TokenKind::Colon, ":", 1), text.len())));
    }
    if QUOTES.contains(&first) {
        let inside = rest.get(first.len_utf8()..).unwrap_or_default();
        let Some((words, mark)) = inside.find(QUOTES).and_then(|end| {
            let mark = inside.get(end..)?.chars().next()?;
            Some((inside.get(..end)?, mark))
        }) else {
            return Err(
                Problem::new("citatet har inget slut", "the quotation does not end")
                    .hint("avsluta med `\"`", "end it with `\"`"),
            );
        };
        let len = first.len_utf8() + words.len() + mark.len_utf8();
        return Ok(Some((whole(TokenKind::Quoted, words, len), start + len)));
    }
    let word = rest
        .split(|c: char| c.is_whitespace() || c == ',')
        .next()
        .unwrap_or(rest);
    // A colon that ends a word begins the text; one within a word is of the word, as in `14:00`.
    let word = word
        .strip_suffix(':')
        .filter(|word| !word.is_empty())
        .unwrap_or(word);
    Ok(Some((
        whole(TokenKind::Word, word, word.len()),
        start + word.len(),
    )))
}

const QUOTES: [char; 3] = ['"', '”', '“'];
/// More than anybody types; a long text is pasted.
pub const LINE_BYTES_MAX: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(TokenKind, String)> {
        let line = Line::parse(text).unwrap();
        line.tokens
            .into_iter()
            .map(|token| (token.kind, token.text))
            .collect()
    }

    #[test]
    fn a_line_is_words_commas_quotations_and_a_text() {
        use TokenKind::{Colon, Comma, Quoted, Word};
        let said = |pairs: &[(TokenKind, &str)]| {
            pairs
                .iter()
                .map(|(kind, text)| (*kind, (*text).to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kinds("  reservation Lindahl, \"Olle B\" för m3"),
            said(&[
                (Word, "reservation"),
                (Word, "Lindahl"),
                (Comma, ","),
                (Quoted, "Olle B"),
                (Word, "för"),
                (Word, "m3"),
            ])
        );
        assert_eq!(
            kinds("yttrande Åsling: kl 14:00, \"sade han"),
            said(&[(Word, "yttrande"), (Word, "Åsling"), (Colon, ":")])
        );
        assert_eq!(
            kinds("ajournera 14:00"),
            said(&[(Word, "ajournera"), (Word, "14:00")])
        );
        assert_eq!(kinds(" "), Vec::new());
        let line = Line::parse("beslut: 1. Å|2. Ö ").unwrap();
        assert_eq!(line.from(line.tokens()[1].end), "1. Å|2. Ö");
    }

    #[test]
    fn what_reads_otherwise_than_it_is_recorded_is_refused() {
        let refused = |text: &str| Line::parse(text).unwrap_err().say(Lang::En);
        assert_eq!(
            refused("a\u{1b}[2J"),
            "a control character (`\\u{1b}`) stands in column 2"
        );
        assert_eq!(
            refused("röst Bo\u{202e} ja"),
            "a character that turns the direction (`\\u{202e}`) stands in column 8"
        );
        assert_eq!(refused("ärende \"Rubrik"), "the quotation does not end");
        assert!(refused(&"å".repeat(LINE_BYTES_MAX)).starts_with("the line is too long"));
    }
}
