//! Rows of pieces into lines of characters, so that what stands under each other on the page does so in the text.
//!
//! The page is laid over a grid whose cells are as wide as a character. Where that would push a piece to the right of
//! its place, because the words before it are set tightly, the cells of the whole page are made narrower.

use crate::column::Line;
use crate::pdf::row::{Page, Row};

/// The pages as text, with a form feed on a line of its own between two.
pub(crate) fn text(pages: &[Page]) -> String {
    let pitch = Pitch::of(pages);
    let mut text = String::new();
    for (index, page) in pages.iter().enumerate() {
        if index > 0 {
            text.push_str("\u{c}\n");
        }
        write(&mut text, page, &pitch);
    }
    text
}

fn write(text: &mut String, page: &Page, pitch: &Pitch) {
    let grid = Grid::of(page);
    let mut before: Option<&Row> = None;
    for row in &page.rows {
        if before.is_some_and(|before| pitch.parts(before, row)) {
            text.push('\n');
        }
        let mut line = Line::default();
        for piece in &row.pieces {
            line.put(grid.column(piece.left), &piece.text, APART);
        }
        text.push_str(&line.into_text());
        text.push('\n');
        before = Some(row);
    }
}

/// Places in points into columns.
struct Grid {
    left: f64,
    cell: f64,
}

impl Grid {
    fn of(page: &Page) -> Self {
        let pieces = page.rows.iter().flat_map(|row| &row.pieces);
        let left = pieces.map(|piece| piece.left).fold(f64::INFINITY, f64::min);
        let pairs = page.rows.iter().flat_map(|row| row.pieces.windows(2));
        let fits = pairs.filter_map(|pair| match pair {
            [piece, next] => {
                let characters = u32::try_from(piece.text.chars().count() + APART).ok()?;
                Some((next.left - piece.left) / f64::from(characters))
            }
            _ => None,
        });
        let tightest = fits.fold(page.character, f64::min);
        Self {
            left,
            cell: tightest.max(page.character * NARROWEST),
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "places are within the page, and `as` saturates"
    )]
    fn column(&self, place: f64) -> usize {
        ((place - self.left) / self.cell).round() as usize
    }
}

/// How far below each other lines stand that belong together: for each size of the font, what a quarter of them
/// stay within. Lists and tables are set wider than running text, and may be most of a document.
struct Pitch {
    /// Half points of size, and the distance.
    distances: Vec<(u32, f64)>,
}

impl Pitch {
    fn of(pages: &[Page]) -> Self {
        let mut all: Vec<(u32, f64)> = Vec::new();
        for pair in pages.iter().flat_map(|page| page.rows.windows(2)) {
            if let [above, below] = pair
                && step(above.size) == step(below.size)
            {
                let distance = below.baseline - above.baseline;
                all.extend((distance > below.size * PITCH_MIN).then_some((step(below.size), distance)));
            }
        }
        all.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let usual = |same: &[(u32, f64)]| same.get((same.len() - 1) / 4).copied();
        let distances = all.chunk_by(|a, b| a.0 == b.0).filter_map(usual).collect();
        Self { distances }
    }

    /// Whether a blank line stands between two rows.
    fn parts(&self, above: &Row, below: &Row) -> bool {
        let size = above.size.min(below.size);
        let known = self.distances.iter().find(|(at, _)| *at == step(size));
        let usual = known.map_or(size * PITCH, |(_, distance)| distance.min(size * PITCH_MAX));
        let larger = above.size.max(below.size) / size;
        below.baseline - above.baseline > usual * larger * PARTED
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes are positive and finite, and `as` saturates"
)]
fn step(size: f64) -> u32 {
    (size * 2.0).round() as u32
}

/// Blanks between two pieces, at least: columns are told from words by them.
const APART: usize = 2;

/// Cells are never narrower, as a share of a character.
const NARROWEST: f64 = 0.4;

/// The usual distance of lines, in sizes of the font, where the document does not show it.
const PITCH: f64 = 1.2;

/// Lines that are nearer overlap.
const PITCH_MIN: f64 = 0.8;

/// Lines further apart do not belong together, whatever is common, in sizes of the font.
const PITCH_MAX: f64 = 2.2;

/// A distance greater than the usual one by this factor leaves a blank line.
const PARTED: f64 = 1.3;
