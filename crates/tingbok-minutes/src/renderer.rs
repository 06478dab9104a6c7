//! The versions of the renderer: an old paragraph renders as it was.
//!
//! Invariant: what a version makes of the same events never changes. What is to read otherwise is a new version, and
//! the older ones stay; a compiled paragraph names the one that made its text.
//!
//! Spec: docs/procedure.md, `paragraph.compiled`.

use std::fmt;
use std::str::FromStr;

/// A version of the text that is made of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Renderer {
    /// `tingbok-minutes/1`: the item with what a source says of its adjustment, and the body's name.
    V1,
    /// `tingbok-minutes/2`: what the meeting's events of the item say, of every kind, and nothing that came later.
    V2,
    /// `tingbok-minutes/3`: the same, with a line on the voting list for each of two namesakes, and the day of what
    /// happened on another than the meeting's.
    #[default]
    V3,
}

impl Renderer {
    /// Every version, from the first.
    pub const ALL: &'static [Self] = &[Self::V1, Self::V2, Self::V3];

    /// The name as a compiled paragraph states it: `tingbok-minutes/3`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::V1 => "tingbok-minutes/1",
            Self::V2 => "tingbok-minutes/2",
            Self::V3 => "tingbok-minutes/3",
        }
    }
}

impl fmt::Display for Renderer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A renderer that this program does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "renderer `{0}` is not known here; known are `tingbok-minutes/1`, `tingbok-minutes/2` and `tingbok-minutes/3`"
)]
pub struct UnknownRenderer(pub String);

impl FromStr for Renderer {
    type Err = UnknownRenderer;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.iter().find(|renderer| renderer.name() == name);
        known.copied().ok_or_else(|| UnknownRenderer(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_as_versions() {
        for renderer in Renderer::ALL {
            assert_eq!(renderer.name().parse(), Ok(*renderer));
        }
        assert_eq!(Renderer::default().name(), crate::RENDERER);
        let unknown = "tingbok-minutes/4".parse::<Renderer>().unwrap_err().to_string();
        assert!(Renderer::ALL.iter().all(|known| unknown.contains(known.name())));
        assert!(unknown.contains("`tingbok-minutes/4`"));
    }
}
