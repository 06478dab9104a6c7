//! Reading a JSON value: recursive descent over bytes, bounded in depth.
//!
//! Invariant: no panic and no more stack than [`DEPTH_MAX`] levels, whatever the input.
//!
//! Spec: RFC 8259.

use std::collections::BTreeMap;

use super::{DEPTH_MAX, INTEGER_MAX, JsonError, Value, is_key};

/// Reads one value that fills the whole text.
///
/// # Errors
/// [`JsonError`] names what the record cannot hold, or the byte at which the text stops being JSON.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    parse_within(text, 0)
}

/// Reads one value that may have `around` more containers inside each other than a value by itself.
pub(crate) fn parse_within(text: &str, around: usize) -> Result<Value, JsonError> {
    let mut reader = Reader {
        text,
        at: 0,
        depth_max: DEPTH_MAX + around,
    };
    let value = reader.value(0)?;
    reader.space();
    if reader.at == text.len() {
        Ok(value)
    } else {
        Err(reader.syntax())
    }
}

/// A place in a JSON text.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth_max: usize,
}

impl Reader<'_> {
    /// Takes `literal` when it stands here.
    fn take(&mut self, literal: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(literal.as_bytes());
        if found {
            self.at += literal.len();
        }
        found
    }

    /// Reads a value with `depth` containers around it, white space before it included.
    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ if self.take("null") => Ok(Value::Null),
            _ if self.take("true") => Ok(Value::Bool(true)),
            _ if self.take("false") => Ok(Value::Bool(false)),
            _ => Err(self.syntax()),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, JsonError> {
        let mut members = BTreeMap::new();
        self.list(b'}', depth, |reader| {
            if reader.peek() != Some(b'"') {
                return Err(reader.syntax());
            }
            let key = reader.string()?;
            reader.space();
            if !reader.take(":") {
                return Err(reader.syntax());
            }
            let value = reader.value(depth + 1)?;
            match (is_key(&key), members.insert(key, value)) {
                (false, _) => Err(JsonError::Key),
                (true, Some(_)) => Err(JsonError::DuplicateKey),
                (true, None) => Ok(()),
            }
        })?;
        Ok(Value::Object(members))
    }

    fn array(&mut self, depth: usize) -> Result<Value, JsonError> {
        let mut items = Vec::new();
        self.list(b']', depth, |reader| {
            items.push(reader.value(depth + 1)?);
            Ok(())
        })?;
        Ok(Value::Array(items))
    }

    /// Reads what stands between the bracket here and `end`, one element at a time.
    fn list(
        &mut self,
        end: u8,
        depth: usize,
        mut element: impl FnMut(&mut Self) -> Result<(), JsonError>,
    ) -> Result<(), JsonError> {
        if depth >= self.depth_max {
            return Err(JsonError::Nesting);
        }
        self.at += 1;
        self.space();
        if self.peek() == Some(end) {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.space();
            element(self)?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b) if b == end => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(self.syntax()),
            }
        }
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let start = self.at;
        let in_number = |b: &u8| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        self.at += self.text.as_bytes()[start..]
            .iter()
            .take_while(|b| in_number(b))
            .count();
        let text = &self.text[start..self.at];
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.contains(['.', 'e', 'E']) {
            return Err(JsonError::Number(text.to_owned()));
        }
        if digits.is_empty() || digits.contains(['+', '-']) || (digits.len() > 1 && digits.starts_with('0')) {
            return Err(JsonError::Syntax(start + 1));
        }
        let in_range = text
            .parse()
            .ok()
            .filter(|n: &i64| (-INTEGER_MAX..=INTEGER_MAX).contains(n));
        in_range.map(Value::Integer).ok_or(JsonError::IntegerRange)
    }

    /// Reads the string whose opening quote stands here.
    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest
                .bytes()
                .take_while(|b| *b >= b' ' && *b != b'"' && *b != b'\\')
                .count();
            out.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                _ => return Err(self.syntax()),
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        self.at += 1;
        let escaped = self.peek().ok_or_else(|| self.syntax())?;
        let plain = match escaped {
            b'"' | b'\\' | b'/' => char::from(escaped),
            b'b' => '\u{8}',
            b't' => '\t',
            b'n' => '\n',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'u' => return self.unicode_escape(),
            _ => return Err(self.syntax()),
        };
        self.at += 1;
        Ok(plain)
    }

    /// Reads `uXXXX`, and the second half where it is a surrogate pair.
    fn unicode_escape(&mut self) -> Result<char, JsonError> {
        let first = self.hex4()?;
        if !(0xD800..0xE000).contains(&first) {
            return char::from_u32(first).ok_or(JsonError::LoneSurrogate);
        }
        if first >= 0xDC00 || !self.take("\\") || self.peek() != Some(b'u') {
            return Err(JsonError::LoneSurrogate);
        }
        let second = self.hex4()?;
        if !(0xDC00..0xE000).contains(&second) {
            return Err(JsonError::LoneSurrogate);
        }
        char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)).ok_or(JsonError::LoneSurrogate)
    }

    fn hex4(&mut self) -> Result<u32, JsonError> {
        let start = self.at + 1;
        let digits = self
            .text
            .as_bytes()
            .get(start..start + 4)
            .ok_or_else(|| self.syntax())?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(self.syntax());
        }
        self.at = start + 4;
        let digit = |b: &u8| char::from(*b).to_digit(16).unwrap_or(0);
        Ok(digits.iter().fold(0, |sum, b| sum * 16 + digit(b)))
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn syntax(&self) -> JsonError {
        JsonError::Syntax(self.at)
    }
}
