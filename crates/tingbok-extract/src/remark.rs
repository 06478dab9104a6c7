//! What a person should know of a reading that succeeded: what is not in the text, or stands there otherwise.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something that is not in the text as it is in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Remark {
    /// Text that does not stand upright: stamps in the margin, watermarks. Left out.
    Angled {
        /// How many glyphs.
        glyphs: usize,
    },
    /// Glyphs outside of the page, which nobody sees. Left out.
    OutsidePage {
        /// How many.
        glyphs: usize,
    },
    /// Glyphs whose letters the font does not say: U+FFFD stands for each.
    Unmapped {
        /// How many.
        glyphs: usize,
        /// The first page that has one, from 1.
        page: usize,
    },
    /// Pages that are pictures, in a document that has text on others.
    PicturePages {
        /// Their numbers, from 1.
        pages: Vec<usize>,
    },
    /// Tracked insertions, read as text.
    Inserted {
        /// How many.
        times: usize,
    },
    /// Tracked deletions, left out.
    Deleted {
        /// How many.
        times: usize,
    },
    /// Hidden text, left out.
    Hidden {
        /// How many runs.
        times: usize,
    },
    /// Footnotes and endnotes, left out.
    Notes {
        /// How many are referred to.
        times: usize,
    },
    /// Comments, left out.
    Comments {
        /// How many.
        times: usize,
    },
    /// Page headers and footers, left out.
    Margins,
    /// Pictures, left out.
    Pictures {
        /// How many.
        times: usize,
    },
    /// Characters of a symbol font that is not known: U+FFFD stands for each.
    Symbols {
        /// How many.
        times: usize,
    },
    /// Numbers of a list in a format that is not known, left out.
    Numbers {
        /// How many.
        times: usize,
    },
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Angled { glyphs } => write!(f, "{glyphs} glyphs of text set at an angle are left out"),
            Self::OutsidePage { glyphs } => write!(f, "{glyphs} glyphs outside of the pages are left out"),
            Self::Unmapped { glyphs, page } => write!(
                f,
                "{glyphs} glyphs cannot be told, the first on page {page}; `\u{fffd}` stands for each"
            ),
            Self::PicturePages { pages } => {
                let pages: Vec<_> = pages.iter().map(ToString::to_string).collect();
                write!(f, "pages that are pictures without text: {}", pages.join(", "))
            }
            Self::Inserted { times } => write!(f, "{times} tracked insertions are read as text"),
            Self::Deleted { times } => write!(f, "{times} tracked deletions are left out"),
            Self::Hidden { times } => write!(f, "{times} runs of hidden text are left out"),
            Self::Notes { times } => write!(f, "{times} footnotes or endnotes are left out"),
            Self::Comments { times } => write!(f, "{times} comments are left out"),
            Self::Margins => f.write_str("page headers and footers are left out"),
            Self::Pictures { times } => write!(f, "{times} pictures are left out"),
            Self::Symbols { times } => {
                write!(f, "{times} symbols are not known; `\u{fffd}` stands for each")
            }
            Self::Numbers { times } => write!(f, "{times} numbers of lists are not known and left out"),
        }
    }
}
