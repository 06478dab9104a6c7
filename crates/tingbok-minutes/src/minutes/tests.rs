//! The text, and what stands beside it.

use tingbok_procedure::stream::ParagraphRef;

use super::Minutes;
use crate::document::View;
use crate::fixture::{course, everything, logged, recorded};
use crate::projection::{Logged, What};
use crate::renderer::Renderer;
use crate::text::render_text;

#[test]
fn the_text_stands_above_what_came_later() {
    let minutes = Minutes::project(&logged(recorded(everything(), 0))).unwrap();
    let signed = render_text(&minutes.paragraph, Renderer::V3);
    let text = minutes.to_text();
    assert_eq!(
        text.strip_prefix(&signed),
        Some("\nJustering\nParagrafen är justerad\n")
    );
    crate::html::tests::check(&minutes.to_html());
    assert!(
        minutes
            .to_html()
            .contains("<h2>Efter sammanträdet</h2>\n<section>\n<h3>Justering</h3>")
    );
}

#[test]
fn the_earlier_decisions_that_it_changes_are_named() {
    let minutes = Minutes::project(&logged(recorded(everything(), 0))).unwrap();
    let at = |number| ParagraphRef { year: 2026, number };
    let text = minutes.changing([at(12), at(14)]).to_text();
    assert!(
        text.ends_with("\nÄndrar tidigare beslut\n- § 12/2026\n- § 14/2026\n"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_read_is_said_first() {
    let mut entries = logged(recorded(course(), 0));
    entries.push(Logged {
        masked: false,
        what: What::Unread {
            stream: "meeting/2026-03-11".to_owned(),
            kind: "motion.moved/2".to_owned(),
            why: "unknown kind `motion.moved/2`".to_owned(),
        },
        ..entries[0].clone()
    });
    let minutes = Minutes::project(&entries).unwrap();
    let first = "Ofullständigt underlag\nSammanställningen är ofullständig: en post kan inte läsas här.\n\n\
                 - Post 0, motion.moved/2 i meeting/2026-03-11\n\n§41\n";
    assert!(minutes.to_text().starts_with(first), "{}", minutes.to_text());
    crate::html::tests::check(&minutes.to_html());
    assert_eq!(
        serde_json::to_value(&minutes).unwrap()["unread"][0]["why"],
        "unknown kind `motion.moved/2`"
    );
}
