//! A day in content: `YYYY-MM-DD`, a real day, in one form.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day, as content states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let date: Option<Date> = text.parse().ok().filter(|_| text.len() == 10);
        date.filter(|date| date.to_string() == text)
            .map(Self)
            .ok_or_else(|| {
                format!("`{text}` is no day: days are written `YYYY-MM-DD`, and must be in the calendar")
            })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": "A day, `YYYY-MM-DD`.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_in_one_form_are_read() {
        assert_eq!(
            serde_json::from_str::<Day>("\"2024-02-29\"").unwrap().to_string(),
            "2024-02-29"
        );
        for wrong in [
            "2023-02-29",
            "2024-2-29",
            "20240229",
            "2024-02-29T10:00",
            "",
            "våren",
        ] {
            let text = serde_json::to_string(wrong).unwrap();
            assert!(
                serde_json::from_str::<Day>(&text)
                    .unwrap_err()
                    .to_string()
                    .contains("is no day")
            );
        }
    }
}
