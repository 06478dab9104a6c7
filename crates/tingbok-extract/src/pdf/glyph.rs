//! The glyphs that a page draws: what letters they are, and where they stand.
//!
//! The origin is the upper left corner of the page as it is shown, y grows downward, and the unit is the point
//! (1/72 inch). What the page draws besides is not looked at, but for how much of it pictures cover.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use crate::letter;

/// Letters at a place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Glyph {
    /// One letter, or those of a ligature; blank for a space.
    pub(crate) text: String,
    /// Where it begins.
    pub(crate) left: f64,
    /// Where the next one would begin.
    pub(crate) right: f64,
    /// The line that it stands on.
    pub(crate) baseline: f64,
    /// The size of the font.
    pub(crate) size: f64,
}

/// A page while it is drawn.
pub(crate) struct Sheet {
    /// The glyphs by the way they run: to the right, downward, to the left, upward. Places are as those see them
    /// who turn the page so that the glyphs stand upright.
    ways: [Vec<Glyph>; 4],
    /// How many glyphs were drawn, also those that are left out.
    pub(crate) count: usize,
    pub(crate) unknown: usize,
    pub(crate) angled: usize,
    pub(crate) outside: usize,
    /// Whether a picture covers much of the page.
    pub(crate) is_pictured: bool,
    width: f64,
    height: f64,
    glyphs_max: usize,
}

impl Sheet {
    /// An empty page of this size.
    pub(crate) fn new(width: f64, height: f64, glyphs_max: usize) -> Self {
        Self {
            ways: [const { Vec::new() }; 4],
            count: 0,
            unknown: 0,
            angled: 0,
            outside: 0,
            is_pictured: false,
            width,
            height,
            glyphs_max,
        }
    }

    /// The whole page.
    pub(crate) fn bounds(&self) -> Rect {
        Rect::new(0.0, 0.0, self.width, self.height)
    }

    fn draw(&mut self, drawn: &Drawn<'_>, place: Affine) {
        self.count += 1;
        if self.count > self.glyphs_max {
            return;
        }
        let advance = match drawn {
            Drawn::Outline(glyph) => glyph.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(EM / 2.0));
        let (start, end) = (place * Point::ZERO, place * Point::new(advance, 0.0));
        let up = place * Point::new(0.0, f64::from(EM)) - start;
        let along = place * Point::new(f64::from(EM), 0.0) - start;
        let size = up.hypot();
        let is_seen = (SIZE_MIN..SIZE_MAX).contains(&size) && end.x.is_finite() && end.y.is_finite();
        if !is_seen || !self.shows(start) {
            self.outside += 1;
            return;
        }
        let Some((way, left, right, baseline)) = self.turned(start, end, along) else {
            self.angled += 1;
            return;
        };
        let glyph = Glyph {
            text: self.letters(drawn),
            left,
            right: right.max(left),
            baseline,
            size,
        };
        if let Some(glyphs) = self.ways.get_mut(way) {
            glyphs.push(glyph);
        }
    }

    /// The way that a glyph runs, and its places when the page is turned so that it runs to the right.
    fn turned(&self, start: Point, end: Point, along: Vec2) -> Option<(usize, f64, f64, f64)> {
        let (width, height) = (self.width, self.height);
        let is_along = |a: f64, b: f64| a > 0.0 && b.abs() <= a * SLOPE_MAX;
        if is_along(along.x, along.y) {
            Some((0, start.x, end.x, start.y))
        } else if is_along(along.y, along.x) {
            Some((1, start.y, end.y, width - start.x))
        } else if is_along(-along.x, along.y) {
            Some((2, width - start.x, width - end.x, height - start.y))
        } else if is_along(-along.y, along.x) {
            Some((3, height - start.y, height - end.y, start.x))
        } else {
            None
        }
    }

    /// The glyphs that run the way most of the page's do, and how many others there are.
    pub(crate) fn into_glyphs(self) -> (Vec<Glyph>, usize) {
        let all: usize = self.ways.iter().map(Vec::len).sum();
        // Of equal numbers the first is taken: upright.
        let most = self
            .ways
            .into_iter()
            .rev()
            .max_by_key(Vec::len)
            .unwrap_or_default();
        let others = all - most.len();
        (most, others)
    }

    fn shows(&self, place: Point) -> bool {
        (-EDGE..self.width + EDGE).contains(&place.x) && (-EDGE..self.height + EDGE).contains(&place.y)
    }

    fn letters(&mut self, drawn: &Drawn<'_>) -> String {
        let named = match drawn.as_unicode() {
            Some(BfString::Char(c)) => String::from(c),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        let mut text = String::new();
        for c in named.chars().take(LETTERS_MAX) {
            match c {
                '\u{e000}'..='\u{f8ff}' => text.push(letter::symbol(u32::from(c)).unwrap_or('\u{fffd}')),
                c if c.is_whitespace() || c.is_control() => text.push(' '),
                c => match letter::parted(c) {
                    Some(letters) => text.push_str(letters),
                    None => text.push(c),
                },
            }
        }
        if text.is_empty() {
            text.push('\u{fffd}');
        }
        self.unknown += usize::from(text.contains('\u{fffd}'));
        text
    }
}

impl<'a> Device<'a> for Sheet {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.draw(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let pixels = f64::from(image.width()) * f64::from(image.height());
        let covered = props.transform.determinant().abs() * pixels;
        let page = self.width * self.height;
        self.is_pictured |= covered > page * PICTURED_SHARE;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Glyphs are measured in so many units to the size of the font.
const EM: f32 = 1000.0;

/// Smaller text cannot be seen, in points.
const SIZE_MIN: f64 = 0.5;

/// No page is as large, in points.
const SIZE_MAX: f64 = 1e5;

/// How far beyond the edge a glyph may begin and still be seen, in points.
const EDGE: f64 = 2.0;

/// Text that rises more for its length stands at an angle.
const SLOPE_MAX: f64 = 0.05;

/// More than so much of a page under one picture, and it is a scan.
const PICTURED_SHARE: f64 = 0.4;

/// No glyph is more letters than the longest ligature.
const LETTERS_MAX: usize = 16;
