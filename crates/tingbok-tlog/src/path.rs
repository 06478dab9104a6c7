//! Paths of tiles and bundles: the number of a file as folders of at most a thousand, and its width.
//!
//! Invariant: a number and a width have one path, so a file that a reader asks for is the one a writer made.
//!
//! Specification: C2SP tlog-tiles 0.1.0, "Merkle Tree".

use std::fmt;

use thiserror::Error;

use crate::tree::SizeError;

/// How many hashes a tile, or entries a bundle, holds: 1 to 256. Less than 256 is *partial*.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TileWidth(u16);

impl TileWidth {
    /// The width of a full tile: 256.
    pub const FULL: Self = Self(256);

    /// The width `count`.
    ///
    /// # Errors
    /// [`PathError::Width`] for 0 and above 256.
    pub const fn new(count: u16) -> Result<Self, PathError> {
        if count == 0 || count > Self::FULL.0 {
            Err(PathError::Width)
        } else {
            Ok(Self(count))
        }
    }

    /// The number of hashes or entries.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Whether the tile is full, and so will never be replaced.
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.0 == Self::FULL.0
    }

    /// The width of the tile that starts `count` > 0 hashes before the end of its level.
    pub(crate) fn up_to_full(count: u64) -> Self {
        u16::try_from(count).map_or(Self::FULL, |count| Self(count).min(Self::FULL))
    }
}

/// The number of a tile or bundle, or of a file kept beside them, as path elements: 1234067 is
/// `x001/x234/067`.
#[must_use]
pub fn encode_index(index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

/// Reads a number that [`encode_index`] wrote.
///
/// # Errors
/// [`PathError::Form`] for any other text, [`PathError::Beyond`] when the number does not fit in 64 bits.
pub fn parse_index(path: &str) -> Result<u64, PathError> {
    let (folders, last) = path
        .rsplit_once('/')
        .map_or((None, path), |(folders, last)| (Some(folders), last));
    let folders = folders.into_iter().flat_map(|folders| folders.split('/'));
    let folders = folders.map(|folder| folder.strip_prefix('x').ok_or(PathError::Form));
    let mut index = 0_u64;
    for digits in folders.chain([Ok(last)]) {
        let thousand = parse_digits(digits?)?;
        index = index
            .checked_mul(1000)
            .and_then(|index| index.checked_add(thousand))
            .ok_or(PathError::Beyond)?;
    }
    if encode_index(index) == path {
        Ok(index)
    } else {
        Err(PathError::Form)
    }
}

fn parse_digits(digits: &str) -> Result<u64, PathError> {
    if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PathError::Form);
    }
    digits.parse().map_err(|_| PathError::Form)
}

/// Writes `<N>[.p/<W>]`.
pub(crate) fn write_place(f: &mut fmt::Formatter<'_>, index: u64, width: TileWidth) -> fmt::Result {
    f.write_str(&encode_index(index))?;
    if width.is_full() {
        Ok(())
    } else {
        write!(f, ".p/{}", width.0)
    }
}

/// Reads `<N>[.p/<W>]`.
pub(crate) fn parse_place(path: &str) -> Result<(u64, TileWidth), PathError> {
    let Some((index, width)) = path.split_once(".p/") else {
        return Ok((parse_index(path)?, TileWidth::FULL));
    };
    let count: u16 = width.parse().map_err(|_| PathError::Form)?;
    let partial = (1..TileWidth::FULL.0).contains(&count) && count.to_string() == width;
    if partial {
        Ok((parse_index(index)?, TileWidth(count)))
    } else {
        Err(PathError::Form)
    }
}

/// Why a path or its numbers name no tile and no bundle.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum PathError {
    /// Not a path as the specification writes it.
    #[error("not a path of a tile or an entry bundle")]
    Form,
    /// A width of 0 or above 256.
    #[error("a tile is 1 to 256 wide")]
    Width,
    /// A level or number that no tree is large enough for.
    #[error("no tree is large enough for such a tile")]
    Beyond,
}

impl From<SizeError> for PathError {
    fn from(_: SizeError) -> Self {
        Self::Beyond
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for (index, path) in [
            (0, "000"),
            (67, "067"),
            (999, "999"),
            (1000, "x001/000"),
            (1_234_067, "x001/x234/067"),
            (u64::MAX, "x018/x446/x744/x073/x709/x551/615"),
        ] {
            assert_eq!(encode_index(index), path);
            assert_eq!(parse_index(path), Ok(index));
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for path in [
            "",
            "0",
            "67",
            "0067",
            "x067",
            "001/000",
            "x000/067",
            "x1/000",
            "x001/",
            "/000",
            "x001//000",
        ] {
            assert_eq!(parse_index(path), Err(PathError::Form), "{path:?}");
        }
        for path in [
            "+67",
            "-67",
            "٠٦٧",
            "X001/000",
            "x001/000/",
            "06 ",
            "0x1",
            "../067",
            "x../067",
        ] {
            assert_eq!(parse_index(path), Err(PathError::Form), "{path:?}");
        }
        assert_eq!(
            parse_index("x018/x446/x744/x073/x709/x551/616"),
            Err(PathError::Beyond)
        );
        assert_eq!(
            parse_index(&("x999/".repeat(1000) + "999")),
            Err(PathError::Beyond)
        );
    }

    #[test]
    fn a_width_is_1_to_256() {
        assert_eq!(TileWidth::new(0), Err(PathError::Width));
        assert_eq!(TileWidth::new(257), Err(PathError::Width));
        assert_eq!(TileWidth::new(256), Ok(TileWidth::FULL));
        assert_eq!(TileWidth::up_to_full(u64::MAX), TileWidth::FULL);
        assert_eq!(TileWidth::up_to_full(255).get(), 255);
    }
}
