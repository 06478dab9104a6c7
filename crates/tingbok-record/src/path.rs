//! Paths of leaves, and the shape that a set of them must have to be one JSON object.
//!
//! Invariant: a set that [`check`] accepts can be put together in exactly one way.
//!
//! Spec: docs/spec/event.md, "Field lines".

use crate::json::is_key;

/// Why paths are not those of one object.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// Not 1–8 segments of keys and indexes, the first a key, at most 255 bytes.
    #[error("path '{0}'")]
    Form(String),
    /// Not strictly increasing by bytes.
    #[error("path order")]
    Order,
    /// Keys and indexes mixed, or a gap in the indexes.
    #[error("children of '{0}'")]
    Children(String),
    /// A leaf that other paths stand below.
    #[error("{0} is a leaf and a parent")]
    LeafAndParent(String),
}

/// The most bytes of a path.
pub const PATH_BYTES_MAX: usize = 255;
/// The most segments of a path.
pub const SEGMENTS_MAX: usize = 8;

/// Whether a segment is an array index: `0|[1-9][0-9]{0,5}`.
#[must_use]
pub fn index(segment: &str) -> Option<usize> {
    let plain = segment.len() <= 6 && segment.bytes().all(|b| b.is_ascii_digit());
    let padded = segment.len() > 1 && segment.starts_with('0');
    if plain && !padded {
        segment.parse().ok()
    } else {
        None
    }
}

/// Checks one path by itself.
///
/// # Errors
/// [`PathError::Form`].
pub fn check_form(path: &str) -> Result<(), PathError> {
    let form = || PathError::Form(path.to_owned());
    let mut segments = path.split('/');
    let starts_with_slash = segments.next() == Some("");
    let mut count = 0;
    for segment in segments {
        count += 1;
        if !is_key(segment) && (count == 1 || index(segment).is_none()) {
            return Err(form());
        }
    }
    let fits = starts_with_slash && (1..=SEGMENTS_MAX).contains(&count) && path.len() <= PATH_BYTES_MAX;
    if fits { Ok(()) } else { Err(form()) }
}

/// Checks all paths of an event: each by itself, their order, and that they form one object.
///
/// # Errors
/// [`PathError`] names the first path or parent that does not fit.
pub fn check(paths: &[&str]) -> Result<(), PathError> {
    paths.iter().try_for_each(|path| check_form(path))?;
    if !paths.is_sorted_by(|a, b| a < b) {
        return Err(PathError::Order);
    }
    check_children(paths, 0)
}

/// Checks the sorted paths that share their first `shared` bytes, which name the parent.
///
/// Paths with a common prefix stand together in byte order, so each child is one run of the slice.
fn check_children(paths: &[&str], shared: usize) -> Result<(), PathError> {
    let Some(first) = paths.first() else { return Ok(()) };
    let parent = &first[..shared];
    let (mut keys, mut indexes, mut highest, mut rest) = (0_usize, 0_usize, 0, paths);
    while let Some(path) = rest.first() {
        let segment = path[shared + 1..].split('/').next().unwrap_or_default();
        let end = shared + 1 + segment.len();
        let below = rest.partition_point(|other| is_below(other, &path[..end]));
        let (child, others) = rest.split_at(below.max(1));
        rest = others;
        if child.len() > 1 && path.len() == end {
            return Err(PathError::LeafAndParent((*path).to_owned()));
        }
        match index(segment) {
            Some(number) => (indexes, highest) = (indexes + 1, highest.max(number + 1)),
            None => keys += 1,
        }
        if path.len() > end {
            check_children(child, end)?;
        }
    }
    let one_kind = keys == 0 || indexes == 0;
    if one_kind && indexes == highest {
        Ok(())
    } else {
        Err(PathError::Children(parent.to_owned()))
    }
}

/// Whether `path` is `node`, or stands below it, or sorts before all that stands below it.
fn is_below(path: &str, node: &str) -> bool {
    path.strip_prefix(node)
        .is_some_and(|tail| tail.is_empty() || tail.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_accepted() {
        for paths in [
            &[][..],
            &["/a"],
            &["/a/0", "/a/1", "/b/c"],
            &["/a/b", "/a0", "/a_/c"],
        ] {
            assert_eq!(check(paths), Ok(()), "{paths:?}");
        }
        let many: Vec<String> = (0..12).map(|n| format!("/t/{n}/x")).collect();
        let mut sorted: Vec<&str> = many.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        assert_eq!(check(&sorted), Ok(()));
    }

    #[test]
    fn what_is_no_object_is_named() {
        let children = |parent: &str| PathError::Children(parent.to_owned());
        let cases: &[(&[&str], PathError)] = &[
            (&["/a/0", "/a/2"], children("/a")),
            (&["/a/1"], children("/a")),
            (&["/a/0", "/a/b"], children("/a")),
            (&["/a", "/a/b"], PathError::LeafAndParent("/a".into())),
            (&["/b", "/a"], PathError::Order),
            (&["/a", "/a"], PathError::Order),
            (&["a"], PathError::Form("a".into())),
            (&["/0"], PathError::Form("/0".into())),
            (&["/"], PathError::Form("/".into())),
            (&[""], PathError::Form(String::new())),
        ];
        for (paths, error) in cases {
            assert_eq!(check(paths).as_ref(), Err(error), "{paths:?}");
        }
    }

    #[test]
    fn a_sibling_between_a_leaf_and_what_is_below_it_hides_nothing() {
        // '.' and '-' cannot stand in a key, so nothing sorts between `/a` and `/a/`.
        assert_eq!(
            check(&["/a", "/a/b", "/a0"]),
            Err(PathError::LeafAndParent("/a".into()))
        );
    }
}
