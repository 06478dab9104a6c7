//! Tests of `outline`.

use super::*;

/// Number, lines of the opening, and for each section its heading and how many lines stand below.
type Shape = (u32, usize, Vec<(Heading, usize)>);

fn cut(text: &str) -> Vec<Shape> {
    let manuscript = Manuscript::read(text.as_bytes()).unwrap();
    let items = Outline::of(&manuscript)
        .map(|outline| outline.items)
        .unwrap_or_default();
    let shape = |s: &Section| {
        (
            s.heading,
            s.body.iter().filter(|&&l| !manuscript.is_blank(l)).count(),
        )
    };
    items
        .iter()
        .map(|item| {
            (
                item.number,
                item.opening.len(),
                item.sections.iter().map(shape).collect(),
            )
        })
        .collect()
}

#[test]
fn items_and_sections() {
    let text = "Top\n§ 7\n\nA title\nBeslut\nYes.\n\n§ 8 Another title\nBeslut\nSee\n§ 7 in that.\n\nVoteringslista: § 7\nx";
    assert_eq!(
        cut(text),
        [
            (7, 3, vec![(Heading::Decision, 1), (Heading::VotingList, 1)]),
            (8, 1, vec![(Heading::Decision, 2)]),
        ]
    );
}

#[test]
fn a_page_break_does_not_end_a_sentence() {
    let text = "§ 1\nT\n\nBeslut\nThe plan\n\n12 (31)\n\nis adopted.\n\n13 (31)\n\nOf course.";
    let manuscript = Manuscript::read(text.as_bytes()).unwrap();
    let outline = Outline::of(&manuscript).unwrap();
    assert_eq!(outline.items[0].sections[0].body, [4, 8, 9, 11, 12]);
}

#[test]
fn blank_lines_between_pages_stay_where_a_sentence_has_ended() {
    let cut = |end: &str| {
        let text = format!("§ 1\nT\n\nBeslut\nThe plan{end}\n\n\n12 (31)\n\n\n13 (31)\n\nis adopted.");
        let manuscript = Manuscript::read(text.as_bytes()).unwrap();
        let outline = Outline::of(&manuscript).unwrap();
        outline.items[0].sections[0].body.clone()
    };
    assert_eq!(cut("."), [4, 5, 6, 8, 9, 11, 12]);
    assert_eq!(cut(""), [4, 12]);
}

#[test]
fn neither_minutes_nor_letter() {
    assert!(cut("Hello\nWorld").is_empty());
    assert_eq!(cut("TJÄNSTESKRIVELSE\n\nA title").len(), 1);
}
