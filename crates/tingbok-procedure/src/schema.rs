//! JSON Schemas of the kinds' contents, made from the types that read them: the two cannot differ.
//!
//! Spec: docs/spec/kinds.md; the schemas themselves are printed by `tingbok schema`.

use schemars::schema_for;
use serde_json::{Value, json};

use crate::content::{Content, Source};
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;

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
}
