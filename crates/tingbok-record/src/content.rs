//! Content into leaves, and leaves into content.
//!
//! Invariant: `assemble(leaves(content)) == content`.
//!
//! Spec: docs/spec/content.md.

use std::collections::BTreeMap;

use crate::json::{self, JsonError, Value, is_key};
use crate::path::{self, PathError};

/// One leaf: a scalar, an empty container, or a whole container that the kind's schema keeps in one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Where it stands.
    pub path: String,
    /// The value's RFC 8785 text.
    pub value: String,
}

/// The most bytes of a value's text.
pub const VALUE_BYTES_MAX: usize = 1 << 20;

/// Why content cannot be recorded, or leaves do not make content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContentError {
    /// Content is an object.
    #[error("content is not an object")]
    NotAnObject,
    /// A key that is not `[a-z][a-z0-9_]{0,63}`.
    #[error("key `{0}`: keys are lower-case letters, digits and `_`, at most 64")]
    Key(String),
    /// A value longer than [`VALUE_BYTES_MAX`].
    #[error("{path}: value size {bytes} bytes, at most {VALUE_BYTES_MAX}")]
    ValueSize {
        /// The leaf.
        path: String,
        /// The length of its text.
        bytes: usize,
    },
    /// A path too long, too deep, or an array too large.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The value of a leaf is not JSON as the record has it.
    #[error("{path}: {source}")]
    Value {
        /// The leaf.
        path: String,
        /// What is wrong with it.
        source: JsonError,
    },
}

/// The leaves of a content, in the order of their paths. `whole` are the paths that stay in one piece.
///
/// # Errors
/// [`ContentError`] when the content is no object, or something in it has no place in the record.
pub fn leaves(content: &Value, whole: &[&str]) -> Result<Vec<Leaf>, ContentError> {
    let Value::Object(members) = content else {
        return Err(ContentError::NotAnObject);
    };
    let mut leaves = Vec::new();
    for (key, value) in members {
        collect(String::new(), key, value, whole, &mut leaves)?;
    }
    leaves.sort_by(|a, b| a.path.cmp(&b.path));
    let paths: Vec<&str> = leaves.iter().map(|leaf| leaf.path.as_str()).collect();
    path::check(&paths)?;
    Ok(leaves)
}

fn collect(
    parent: String,
    segment: &str,
    value: &Value,
    whole: &[&str],
    leaves: &mut Vec<Leaf>,
) -> Result<(), ContentError> {
    if !is_key(segment) && path::index(segment).is_none() {
        return Err(ContentError::Key(segment.to_owned()));
    }
    let path = parent + "/" + segment;
    path::check_form(&path)?;
    match value {
        Value::Object(members) if !members.is_empty() && !whole.contains(&path.as_str()) => members
            .iter()
            .try_for_each(|(key, value)| collect(path.clone(), key, value, whole, leaves)),
        Value::Array(items) if !items.is_empty() && !whole.contains(&path.as_str()) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(n, value)| collect(path.clone(), &n.to_string(), value, whole, leaves))
        }
        leaf => {
            let value = leaf.canonical();
            if value.len() > VALUE_BYTES_MAX {
                return Err(ContentError::ValueSize {
                    path,
                    bytes: value.len(),
                });
            }
            leaves.push(Leaf { path, value });
            Ok(())
        }
    }
}

/// Puts leaves together again. Leaves may be missing (withheld, erased): arrays then close up.
///
/// # Errors
/// [`ContentError::Value`] when a value is not JSON as the record has it.
pub fn assemble<'a>(leaves: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Value, ContentError> {
    let mut root = Node::default();
    for (path, text) in leaves {
        let value = json::parse(text).map_err(|source| ContentError::Value {
            path: path.to_owned(),
            source,
        })?;
        let mut node = &mut root;
        for segment in path.split('/').skip(1) {
            node = node.children.entry(Segment::of(segment)).or_default();
        }
        node.leaf = Some(value);
    }
    Ok(root.value())
}

/// A node on the way from paths to a value.
#[derive(Default)]
struct Node {
    leaf: Option<Value>,
    children: BTreeMap<Segment, Node>,
}

/// Indexes are ordered by number, keys by bytes.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Index(usize),
    Key(String),
}

impl Segment {
    fn of(text: &str) -> Self {
        path::index(text).map_or_else(|| Self::Key(text.to_owned()), Self::Index)
    }
}

impl Node {
    fn value(self) -> Value {
        if let Some(leaf) = self.leaf {
            return leaf;
        }
        if matches!(self.children.first_key_value(), Some((Segment::Index(_), _))) {
            return Value::Array(self.children.into_values().map(Self::value).collect());
        }
        let member = |(segment, node): (Segment, Self)| match segment {
            Segment::Key(key) => (key, node.value()),
            Segment::Index(number) => (number.to_string(), node.value()),
        };
        Value::Object(self.children.into_iter().map(member).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(content: &str, whole: &[&str]) -> Vec<String> {
        leaves(&json::parse(content).unwrap(), whole)
            .unwrap()
            .into_iter()
            .map(|leaf| leaf.path)
            .collect()
    }

    #[test]
    fn leaves_are_scalars_and_empty_containers() {
        let content = r#"{"b":[{"x":1},[]],"a":{"c":null,"d":{}}}"#;
        assert_eq!(paths(content, &[]), ["/a/c", "/a/d", "/b/0/x", "/b/1"]);
        assert_eq!(paths(content, &["/b"]), ["/a/c", "/a/d", "/b"]);
        assert!(paths("{}", &[]).is_empty());
    }

    #[test]
    fn content_comes_back() {
        let long: Vec<String> = (0..12).map(|n| format!("\"run {n}\"")).collect();
        let long = format!("{{\"text\":[{}]}}", long.join(","));
        for content in [r#"{"a":{"c":null,"d":{}},"b":[{"x":1},[]]}"#, "{}", long.as_str()] {
            let value = json::parse(content).unwrap();
            let leaves = leaves(&value, &[]).unwrap();
            let again = assemble(
                leaves
                    .iter()
                    .map(|leaf| (leaf.path.as_str(), leaf.value.as_str())),
            )
            .unwrap();
            assert_eq!(again, value);
        }
    }

    #[test]
    fn what_cannot_be_recorded_is_refused() {
        let deep = r#"{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}"#;
        assert!(matches!(
            leaves(&json::parse(deep).unwrap(), &[]),
            Err(ContentError::Path(_))
        ));
        assert_eq!(leaves(&Value::Null, &[]), Err(ContentError::NotAnObject));
        let long = Value::Object([("a".to_owned(), Value::String("x".repeat(VALUE_BYTES_MAX)))].into());
        assert!(matches!(leaves(&long, &[]), Err(ContentError::ValueSize { .. })));
    }
}
