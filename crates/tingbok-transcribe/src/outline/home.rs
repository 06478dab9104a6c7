//! The item that each line of the manuscript stands in: a kept line belongs there.

use tingbok_procedure::content::ParagraphNo;

use super::{Outline, Section};

/// An item, as the home of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    /// Its place among the items, from 1.
    pub(crate) order: usize,
    /// Its paragraph.
    pub(crate) number: ParagraphNo,
}

impl Outline {
    /// The item that each of so many lines stands in; before the first item, none. A line of no section, a page header,
    /// goes with the line above.
    pub(crate) fn homes(&self, lines: usize) -> Vec<Option<Home>> {
        let mut homes = vec![None; lines];
        for (item, order) in self.items.iter().zip(1..) {
            let number = ParagraphNo(item.number);
            let sections = item.sections.iter().flat_map(Section::lines);
            for line in item.opening.iter().copied().chain(sections) {
                if let Some(home) = homes.get_mut(line) {
                    *home = Some(Home { order, number });
                }
            }
        }
        let mut above = None;
        for home in &mut homes {
            above = home.or(above);
            *home = above;
        }
        homes
    }
}
