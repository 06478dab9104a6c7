//! Glyphs into rows by their baselines, and rows into pieces that wide gaps keep apart.

use crate::letter;
use crate::pdf::glyph::Glyph;

/// A page as rows from top to bottom.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) rows: Vec<Row>,
    /// The width of a character in the middle of all, in points.
    pub(crate) character: f64,
    /// How many letters and digits it has.
    pub(crate) letters: usize,
    /// How many bytes of text its pieces hold.
    pub(crate) bytes: usize,
}

/// What stands on one line.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) baseline: f64,
    pub(crate) size: f64,
    pub(crate) pieces: Vec<Piece>,
}

/// Words that stand together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) left: f64,
    pub(crate) text: String,
}

impl Page {
    /// Sorts the glyphs of a page.
    pub(crate) fn of(glyphs: Vec<Glyph>) -> Self {
        let character = character(&glyphs);
        let rows: Vec<Row> = bands(glyphs).into_iter().filter_map(Band::row).collect();
        let texts = || rows.iter().flat_map(|row| &row.pieces).map(|piece| &piece.text);
        Self {
            letters: texts()
                .flat_map(|text| text.chars())
                .filter(|c| c.is_alphanumeric())
                .count(),
            bytes: texts().map(String::len).sum(),
            rows,
            character,
        }
    }
}

/// Glyphs of one baseline.
#[derive(Debug)]
struct Band {
    baseline: f64,
    size: f64,
    glyphs: Vec<Glyph>,
}

/// Glyphs by their baselines; small ones that are raised or lowered belong to the line beside them.
fn bands(mut glyphs: Vec<Glyph>) -> Vec<Band> {
    glyphs.retain(|glyph| !glyph.text.is_empty());
    glyphs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut bands: Vec<Band> = Vec::new();
    for glyph in glyphs {
        match bands.last_mut() {
            Some(band) if glyph.baseline - band.baseline <= SAME_LINE * band.size.min(glyph.size) => {
                band.size = band.size.max(glyph.size);
                band.glyphs.push(glyph);
            }
            _ => bands.push(Band {
                baseline: glyph.baseline,
                size: glyph.size,
                glyphs: vec![glyph],
            }),
        }
    }
    let mut merged: Vec<Band> = Vec::new();
    for band in bands {
        match merged.last_mut() {
            Some(before) if before.takes(&band) => before.merge(band),
            _ => merged.push(band),
        }
    }
    merged
}

impl Band {
    /// Whether one of both is a raised or lowered part of the other.
    fn takes(&self, other: &Self) -> bool {
        let (small, large) = (self.size.min(other.size), self.size.max(other.size));
        small < large * SMALL && other.baseline - self.baseline < large * RAISED
    }

    fn merge(&mut self, other: Self) {
        if other.size > self.size {
            self.baseline = other.baseline;
            self.size = other.size;
        }
        self.glyphs.extend(other.glyphs);
    }

    /// Its pieces from left to right; `None` for blanks alone.
    fn row(mut self) -> Option<Row> {
        self.glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut line: Vec<Glyph> = Vec::with_capacity(self.glyphs.len());
        for glyph in self.glyphs {
            if !is_again(&line, &glyph) && !is_joined(&mut line, &glyph) {
                line.push(glyph);
            }
        }
        let pieces = pieces(&line);
        (!pieces.is_empty()).then_some(Row {
            baseline: self.baseline,
            size: self.size,
            pieces,
        })
    }
}

/// Whether the glyph is drawn once more a little beside itself, as some programs make bold.
fn is_again(line: &[Glyph], glyph: &Glyph) -> bool {
    let near = line
        .iter()
        .rev()
        .take_while(|other| glyph.left - other.left < AGAIN * glyph.size);
    glyph.text != " " && near.clone().any(|other| other.text == glyph.text)
}

/// Joins an accent with the letter that it stands over; whichever comes first.
fn is_joined(line: &mut [Glyph], glyph: &Glyph) -> bool {
    let (Some(last), Some(new)) = (line.last_mut(), single(&glyph.text)) else {
        return false;
    };
    let Some(old) = single(&last.text) else {
        return false;
    };
    let (base, accent) = match (letter::is_accent(old), letter::is_accent(new)) {
        (false, true) => (old, new),
        (true, false) => (new, old),
        _ => return false,
    };
    let middle = |glyph: &Glyph| f64::midpoint(glyph.left, glyph.right);
    let (narrow, wide) = if letter::is_accent(new) {
        (glyph, &*last)
    } else {
        (&*last, glyph)
    };
    let over = (wide.left..=wide.right).contains(&middle(narrow));
    let left = wide.left;
    match letter::composed(base, accent).filter(|_| over) {
        Some(whole) => {
            last.text = whole.to_string();
            last.left = left;
            last.right = last.right.max(glyph.right);
            true
        }
        None => false,
    }
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn pieces(line: &[Glyph]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    let mut spaced = false;
    for glyph in line {
        if glyph.text.trim().is_empty() {
            spaced = true;
            continue;
        }
        let gap = glyph.left - end;
        match pieces.last_mut() {
            Some(piece) if gap < WIDE_GAP * glyph.size => {
                if (spaced || gap > WORD_GAP * glyph.size) && !piece.text.ends_with(' ') {
                    piece.text.push(' ');
                }
                push(&mut piece.text, &glyph.text);
            }
            _ => pieces.push(Piece {
                left: glyph.left,
                text: glyph.text.trim_start().to_owned(),
            }),
        }
        spaced = false;
        end = end.max(glyph.right);
    }
    for piece in &mut pieces {
        piece.text.truncate(piece.text.trim_end().len());
    }
    pieces
}

/// Adds letters, composing an accent that stands after its letter as a character of its own.
fn push(text: &mut String, more: &str) {
    for c in more.chars() {
        let whole = text
            .chars()
            .next_back()
            .and_then(|last| letter::composed(last, c));
        match whole.filter(|_| ('\u{300}'..='\u{36f}').contains(&c)) {
            Some(whole) => {
                text.pop();
                text.push(whole);
            }
            None => text.push(c),
        }
    }
}

/// The width of the character in the middle of all, when they are sorted by width.
fn character(glyphs: &[Glyph]) -> f64 {
    let letters = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
    let mut widths: Vec<f64> = letters.map(|glyph| glyph.right - glyph.left).collect();
    widths.sort_by(f64::total_cmp);
    widths
        .get(widths.len() / 2)
        .copied()
        .unwrap_or(0.0)
        .max(WIDTH_MIN)
}

/// Baselines that differ by less, in sizes of the font, are one line.
const SAME_LINE: f64 = 0.25;

/// Smaller glyphs, as a share of the others, may be raised or lowered by so much of the larger size.
const SMALL: f64 = 0.85;
const RAISED: f64 = 0.5;

/// A glyph drawn again so near, in sizes of the font, is the same one.
const AGAIN: f64 = 0.12;

/// A gap between words, in sizes of the font, where the text has no blank there.
const WORD_GAP: f64 = 0.16;

/// A gap between columns, in sizes of the font.
const WIDE_GAP: f64 = 0.85;

/// No character is narrower, in points.
const WIDTH_MIN: f64 = 1.0;
