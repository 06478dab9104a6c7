//! Paths of files relative to the ledger's folder.
//!
//! Invariant: a [`DiskPath`] never leads out of that folder: no part of it is empty, `.` or `..`, and none holds a
//! separator of any system or a control character. Section: "The embedded store" of the architecture.

use std::fmt;

/// A path inside the ledger's folder, parts joined by `/`. The folder itself is the empty path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DiskPath(String);

impl DiskPath {
    /// The ledger's folder itself.
    pub fn root() -> Self {
        Self(String::new())
    }

    /// Reads a path of one or more parts, such as `tile/0/x001/234`.
    ///
    /// # Errors
    /// [`BadPath`] when a part is empty, `.` or `..`, or holds `\`, `:` or a control character.
    pub fn parse(path: &str) -> Result<Self, BadPath> {
        let refused =
            |part: &str| part.is_empty() || part == "." || part == ".." || part.contains(is_foreign);
        match path.split('/').any(refused) {
            true => Err(BadPath(path.to_owned())),
            false => Ok(Self(path.to_owned())),
        }
    }

    /// The path of `name` (one or more parts) in this folder.
    ///
    /// # Errors
    /// [`BadPath`] as for [`DiskPath::parse`].
    pub fn join(&self, name: &str) -> Result<Self, BadPath> {
        let name = Self::parse(name)?;
        Ok(if self.is_root() {
            name
        } else {
            Self(format!("{self}/{name}"))
        })
    }

    /// Whether this is the ledger's folder itself.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The folder this path stands in; the root's is the root.
    pub fn parent(&self) -> Self {
        Self(
            self.0
                .rsplit_once('/')
                .map_or_else(String::new, |(parent, _)| parent.to_owned()),
        )
    }

    /// The last part; empty for the root.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same path with something added to its last part. `ending` is one of this crate's own constants.
    pub(crate) fn with_ending(&self, ending: &str) -> Self {
        Self(format!("{}{ending}", self.0))
    }

    /// A path that this crate spelled itself, of constant parts and of numbers and hex digits.
    pub(crate) fn spelled(path: String) -> Self {
        debug_assert!(
            Self::parse(&path).is_ok(),
            "`{path}` is no path inside the ledger"
        );
        Self(path)
    }
}

impl fmt::Display for DiskPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_root() { "." } else { &self.0 })
    }
}

/// Text that is no path inside a ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a path inside the ledger")]
pub struct BadPath(pub String);

fn is_foreign(c: char) -> bool {
    c == '\\' || c == ':' || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_climbs() {
        for bad in [
            "",
            "/etc/passwd",
            "..",
            "tile/../../x",
            "a//b",
            "a/",
            "./a",
            "a\\b",
            "c:x",
            "a\0b",
        ] {
            assert_eq!(DiskPath::parse(bad), Err(BadPath(bad.to_owned())));
            assert!(DiskPath::root().join(bad).is_err());
        }
    }

    #[test]
    fn parents_and_names() {
        let path = DiskPath::parse("tile/0/x001").unwrap().join("234").unwrap();
        assert_eq!((path.as_str(), path.name()), ("tile/0/x001/234", "234"));
        assert_eq!(path.parent().as_str(), "tile/0/x001");
        assert_eq!(DiskPath::parse("lock").unwrap().parent(), DiskPath::root());
        assert_eq!(DiskPath::root().parent(), DiskPath::root());
    }
}
