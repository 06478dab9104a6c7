//! JSON Schemas of the kinds' contents, made from the types that read them: the two cannot differ.
//!
//! Spec: docs/spec/kinds.md; the schemas themselves are printed by `tingbok schema`.

use schemars::schema_for;
use serde_json::{Value, json};

use crate::content::{Content, Source};
use crate::draft::Draft;
use crate::kind::Kind;

/// The schema of a kind's content: its own fields, and those of the source that it was read from.
pub(crate) fn of(kind: Kind) -> Value {
    let mut schema = Content::schema(kind).to_value();
    let source = schema_for!(Source).to_value();
    merge(&mut schema, &source, "properties");
    merge(&mut schema, &source, "$defs");
    if let Some(object) = schema.as_object_mut() {
        object.insert("$id".to_owned(), json!(format!("tingbok:{kind}")));
        object.insert("title".to_owned(), json!(kind.name()));
    }
    schema
}

/// The schema of a line in a file of drafts. What its `content` holds is for the schema of its kind to say.
pub(crate) fn of_draft() -> Value {
    let mut schema = schema_for!(Draft).to_value();
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let known = [
        ("/properties/id/pattern", json!(UUID_V4)),
        ("/properties/at/pattern", json!(MOMENT)),
        ("/properties/content/type", json!("object")),
        ("/properties/kind/enum", json!(names)),
    ];
    for (place, value) in known {
        let (object, member) = place.rsplit_once('/').unwrap_or_default();
        if let Some(object) = schema.pointer_mut(object).and_then(Value::as_object_mut) {
            object.insert(member.to_owned(), value);
        }
    }
    if let Some(object) = schema.as_object_mut() {
        object.insert("$id".to_owned(), json!("tingbok:draft"));
        object.insert("title".to_owned(), json!("draft"));
    }
    schema
}

/// Adds what the other schema has under `member`.
fn merge(schema: &mut Value, other: &Value, member: &str) {
    let Some(more) = other.get(member).and_then(Value::as_object) else {
        return;
    };
    if let Some(object) = schema.as_object_mut() {
        let own = object.entry(member).or_insert_with(|| json!({}));
        if let Some(own) = own.as_object_mut() {
            own.extend(more.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
    }
}

/// A random UUID in lower case, as an event's id is.
const UUID_V4: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";
/// A day, or a time with its offset.
const MOMENT: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2})?$";

#[cfg(test)]
mod tests {
    use super::*;

    /// docs/spec/examples.jsonl has a draft of each kind, in the order of the kinds, and nothing that a type would drop.
    #[test]
    fn the_specification_has_an_example_of_every_kind() {
        let examples = include_str!("../../../docs/spec/examples.jsonl");
        let drafts: Vec<Draft> = examples
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let kinds: Vec<&str> = drafts.iter().map(|draft| draft.kind.as_str()).collect();
        assert_eq!(
            kinds,
            Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>()
        );
        for draft in drafts {
            let event = draft
                .event()
                .unwrap_or_else(|error| panic!("{}: {error}", draft.kind));
            assert_eq!(Draft::of(&event), draft);
        }
    }

    #[test]
    fn a_schema_holds_the_kinds_fields_and_those_of_its_source() {
        for kind in Kind::ALL {
            let schema = of(*kind);
            assert_eq!(schema["title"], kind.name());
            assert_eq!(schema["additionalProperties"], false, "{kind}");
            for field in ["quote", "lines", "also", "document"] {
                assert!(
                    schema["properties"].get(field).is_some(),
                    "{kind} has no `{field}`"
                );
            }
        }
        assert_eq!(
            of(Kind::MotionMoved)["required"],
            json!(["item", "motion", "mover", "form"])
        );
    }
    #[test]
    fn a_draft_is_its_members_and_no_other() {
        let schema = of_draft();
        assert_eq!(
            schema["required"],
            json!(["id", "stream", "kind", "at", "content"])
        );
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(schema["properties"]["content"]["type"], "object");
        let kinds = schema["properties"]["kind"]["enum"].as_array().map(Vec::len);
        assert_eq!(kinds, Some(Kind::ALL.len()));
    }
}
