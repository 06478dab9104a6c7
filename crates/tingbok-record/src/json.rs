//! JSON as the record has it: values without fractions, read with limits and written in one form.
//!
//! Invariant: `parse(write(v)) == v`. What was read is in canonical form exactly when writing it gives the same
//! bytes; the caller compares. Keys have the record's grammar, which makes the order of RFC 8785 the order of bytes.
//!
//! Spec: docs/spec/content.md; RFC 8259, RFC 8785.

use std::collections::BTreeMap;

pub use parse::parse;
pub(crate) use parse::parse_within;

mod parse;

/// A JSON value that content can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer within ±(2^53−1).
    Integer(i64),
    /// A string of Unicode scalar values.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object; every key has the grammar of [`is_key`].
    Object(BTreeMap<String, Value>),
}

/// Why a text is not a value of the record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// Not JSON at all.
    #[error("not JSON at byte {0}")]
    Syntax(usize),
    /// A fraction or an exponent.
    #[error("number {0}")]
    Number(String),
    /// An integer beyond ±(2^53−1).
    #[error("integer range")]
    IntegerRange,
    /// Half of a surrogate pair: no Unicode text.
    #[error("lone surrogate")]
    LoneSurrogate,
    /// The same key twice in one object.
    #[error("duplicate key")]
    DuplicateKey,
    /// A key that is not `[a-z][a-z0-9_]{0,63}`.
    #[error("key in a value")]
    Key,
    /// More than [`DEPTH_MAX`] containers inside each other.
    #[error("nesting")]
    Nesting,
}

/// The most containers that may stand inside each other in one value.
pub const DEPTH_MAX: usize = 16;

/// The largest integer that every JSON reader keeps exact: 2^53 − 1.
pub const INTEGER_MAX: i64 = (1 << 53) - 1;

/// Whether a text may be a key: `[a-z][a-z0-9_]{0,63}`.
#[must_use]
pub fn is_key(text: &str) -> bool {
    let tail = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    text.len() <= 64 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(tail)
}

impl Value {
    /// The value's RFC 8785 text.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// Appends the value's RFC 8785 text.
    pub fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Integer(value) => out.push_str(&value.to_string()),
            Self::String(text) => write_string(text, out),
            Self::Array(items) => write_list(out, ['[', ']'], items, Self::write),
            Self::Object(members) => write_list(out, ['{', '}'], members, |(key, value), out| {
                write_string(key, out);
                out.push(':');
                value.write(out);
            }),
        }
    }
}

/// Appends a string in quotes, with the escapes that RFC 8785 demands and no others.
pub fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

fn write_list<I: IntoIterator>(
    out: &mut String,
    ends: [char; 2],
    items: I,
    one: impl Fn(I::Item, &mut String),
) {
    out.push(ends[0]);
    for (n, item) in items.into_iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        one(item, out);
    }
    out.push(ends[1]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_text_comes_back() {
        for text in [
            r#"{"a":[1,-2,null,true,"rad\ne \u0001 😀\\"],"b":{}}"#,
            "[]",
            "9007199254740991",
            r#""/""#,
        ] {
            assert_eq!(parse(text).unwrap().canonical(), text);
        }
    }

    #[test]
    fn other_spellings_are_read_and_written_canonically() {
        let cases = [
            ("[ 1 , 2 ]", "[1,2]"),
            ("-0", "0"),
            (r#""\u0041\/""#, r#""A/""#),
            (r#""\ud83d\ude00""#, r#""😀""#),
        ];
        for (text, canonical) in cases {
            assert_eq!(parse(text).unwrap().canonical(), canonical);
        }
    }

    #[test]
    fn what_the_record_cannot_hold_is_named() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        let cases: [(&str, JsonError); 12] = [
            ("1.5", JsonError::Number("1.5".into())),
            ("1e3", JsonError::Number("1e3".into())),
            ("9007199254740992", JsonError::IntegerRange),
            (r#""\ud800""#, JsonError::LoneSurrogate),
            (r#""\ud800\u0041""#, JsonError::LoneSurrogate),
            (r#"{"a":1,"a":2}"#, JsonError::DuplicateKey),
            (r#"{"A":1}"#, JsonError::Key),
            (&deep(17), JsonError::Nesting),
            ("01", JsonError::Syntax(1)),
            ("", JsonError::Syntax(0)),
            ("\"a\nb\"", JsonError::Syntax(2)),
            ("[1,]", JsonError::Syntax(3)),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text}");
        }
        assert!(parse(&deep(16)).is_ok());
    }
}
