//! Reading a row: JSON first, then the five forms, then the comparison with its one text.
//!
//! Spec: docs/spec/content.md, "Disclosure row".

use std::collections::BTreeMap;

use super::{FieldState, GROUND_CHARS_MAX, ROW_BYTES_MAX, Row, RowError, RowField};
use crate::event::exact;
use crate::json::{Value, parse_within};

impl Row {
    /// Reads a row, without its LF.
    ///
    /// # Errors
    /// [`RowError`] names the rule that the text breaks.
    pub fn parse(bytes: &[u8]) -> Result<Self, RowError> {
        if bytes.len() > ROW_BYTES_MAX {
            return Err(RowError::Size(bytes.len()));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| RowError::Row)?;
        let mut members = object(parse_within(text, CONTAINERS_AROUND_A_VALUE)?).ok_or(RowError::Row)?;
        let index = members.get("index").and_then(number).ok_or(RowError::Row)?;
        let Some(Value::Array(fields)) = members.remove("fields") else {
            return Err(RowError::Row);
        };
        if members.len() != 1 {
            return Err(RowError::Row);
        }
        let fields = fields
            .into_iter()
            .map(|value| field(index, value))
            .collect::<Result<_, _>>()?;
        let row = Self { index, fields };
        if row.canonical() == text {
            Ok(row)
        } else {
            Err(RowError::Canonical(index))
        }
    }
}

fn field(index: u64, value: Value) -> Result<RowField, RowError> {
    let mut members = object(value).ok_or(RowError::Row)?;
    let Some(Value::String(path)) = members.remove("path") else {
        return Err(RowError::Row);
    };
    let form = |path: &str| RowError::Form {
        index,
        path: path.to_owned(),
    };
    let names: Vec<&str> = members.keys().map(String::as_str).collect();
    let state = match names.as_slice() {
        ["salt", "value"] => disclosed(&mut members),
        ["withheld"] => Some(withheld(members.remove("withheld"))),
        ["erased"] => members
            .get("erased")
            .and_then(number)
            .map(|at| Ok(FieldState::Erased(at))),
        ["lost"] => members
            .get("lost")
            .and_then(number)
            .map(|at| Ok(FieldState::Lost(at))),
        ["missing"] if members["missing"] == Value::Bool(true) => Some(Ok(FieldState::Missing)),
        _ => None,
    };
    let state = state.ok_or_else(|| form(&path))??;
    Ok(RowField { path, state })
}

fn disclosed(members: &mut BTreeMap<String, Value>) -> Option<Result<FieldState, RowError>> {
    let Some(Value::String(salt)) = members.remove("salt") else {
        return None;
    };
    let value = members.remove("value")?;
    Some(
        exact(&salt)
            .map_err(RowError::Salt)
            .map(|salt| FieldState::Disclosed { salt, value }),
    )
}

fn withheld(ground: Option<Value>) -> Result<FieldState, RowError> {
    match ground {
        Some(Value::String(ground))
            if (1..=GROUND_CHARS_MAX).contains(&ground.chars().count())
                && !ground.contains(char::is_control) =>
        {
            Ok(FieldState::Withheld(ground))
        }
        _ => Err(RowError::Ground),
    }
}

fn object(value: Value) -> Option<BTreeMap<String, Value>> {
    if let Value::Object(members) = value {
        Some(members)
    } else {
        None
    }
}

fn number(value: &Value) -> Option<u64> {
    if let Value::Integer(number) = value {
        u64::try_from(*number).ok()
    } else {
        None
    }
}

/// The row itself, its `fields`, and the field.
const CONTAINERS_AROUND_A_VALUE: usize = 3;
