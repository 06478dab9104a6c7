//! Texts that are compiled, made again, and changed.

use proptest::prelude::*;
use serde_json::json;
use tingbok_procedure::content::{ParagraphCompiled, ReservationEntered};
use tingbok_procedure::{Content, Event};

use super::{Difference, Shown, compile, names, reprojected, run};
use crate::fixture::{everything, namesakes, recorded, said};
use crate::paragraph::Paragraph;
use crate::renderer::Renderer;
use crate::text::render_text;

fn compiled() -> (ParagraphCompiled, Vec<Event>) {
    let events = recorded(everything(), 7);
    (compile(&events, Renderer::V3).unwrap(), events)
}

#[test]
fn a_compiled_text_is_the_rendered_text_in_runs() {
    let (compiled, events) = compiled();
    let of_item: Vec<Event> = super::of_item(&events, compiled.item, compiled.meeting, ..);
    let text = render_text(&Paragraph::project(&of_item).unwrap(), Renderer::V3);
    assert_eq!(compiled.text.concat(), text);
    assert_eq!((compiled.from, compiled.to), (7, 42));
    assert_eq!(compiled.meeting.to_string(), "2026-03-11");
    assert_eq!(compiled.renderer, "tingbok-minutes/3");
    let names = names(&of_item);
    for run in &compiled.text.0 {
        let one_line = run.replace('\n', " ");
        let inside = names
            .iter()
            .any(|name| one_line != *name && one_line.contains(&format!("{name} (")));
        assert!(!inside, "a name stands within the run {run:?}");
    }
    let of = |name: &str| {
        compiled
            .text
            .0
            .iter()
            .filter(|run| run.replace('\n', " ") == name)
            .count()
    };
    assert_eq!(
        of("Klara Nordin"),
        text.replace('\n', " ").matches("Klara Nordin").count()
    );
    assert!(of("Klara Nordin") > 5);
}

#[test]
fn the_log_gives_the_text_again() {
    let (compiled, mut events) = compiled();
    assert_eq!(reprojected(&compiled, &events, Shown::Whole), Ok(()));
    // What is recorded of the item after the range, or in other streams, does not change what was signed.
    let late = said(
        "statement.entered",
        json!({"persons": [{"name": "Per Ek"}], "kind": "note", "text": ["Sent."]}),
    );
    events.extend(recorded(vec![late], 60));
    assert_eq!(reprojected(&compiled, &events, Shown::Whole), Ok(()));
}

#[test]
fn a_changed_word_is_shown_with_both_readings() {
    let (compiled, mut events) = compiled();
    for event in &mut events {
        if let Content::VoteCounted(counted) = &mut event.content {
            counted.yes = 4;
        }
    }
    let difference = reprojected(&compiled, &events, Shown::Whole).unwrap_err();
    let Difference::Line {
        line,
        compiled: before,
        today,
    } = &difference
    else {
        panic!("{difference}");
    };
    assert!(before.starts_with("Med 3 ja-röster"), "{line}: {before}");
    assert!(today.starts_with("Med 4 ja-röster"), "{line}: {today}");
    assert_eq!(
        compiled.text.concat().lines().nth(line - 1),
        Some(before.as_str())
    );
}

#[test]
fn a_missing_event_is_shown() {
    let (compiled, mut events) = compiled();
    let mut without = events.clone();
    without.retain(|event| {
        !matches!(
            event.content,
            Content::ReservationEntered(ReservationEntered { .. })
        )
    });
    assert!(matches!(
        reprojected(&compiled, &without, Shown::Whole),
        Err(Difference::Line { .. })
    ));
    events.retain(|event| !matches!(event.content, Content::ItemClosed(_)));
    assert_eq!(
        reprojected(&compiled, &events, Shown::Whole)
            .unwrap_err()
            .to_string(),
        "§ 41 has no event at place 42 of its meeting's stream, where the compiled range ends"
    );
}

#[test]
fn what_cannot_be_compared_is_said() {
    let (mut compiled, events) = compiled();
    compiled.renderer = "tingbok-minutes/9".to_owned();
    assert_eq!(
        reprojected(&compiled, &events, Shown::Whole)
            .unwrap_err()
            .to_string(),
        "renderer `tingbok-minutes/9` is not known here; known are `tingbok-minutes/1`, `tingbok-minutes/2` and \
         `tingbok-minutes/3`"
    );
    assert_eq!(
        compile(&everything(), Renderer::V3).unwrap_err().to_string(),
        "event `item.opened` is not recorded yet: it has no place in its stream"
    );
    assert_eq!(
        compile(&[], Renderer::V3).unwrap_err().to_string(),
        "no item is opened by these 0 events"
    );
}

#[test]
fn an_old_text_is_made_again_by_its_own_renderer() {
    let events = recorded(namesakes(), 0);
    for (renderer, name) in [
        (Renderer::V1, "tingbok-minutes/1"),
        (Renderer::V2, "tingbok-minutes/2"),
    ] {
        let old = compile(&events, renderer).unwrap();
        assert_eq!(old.renderer, name);
        assert_eq!(reprojected(&old, &events, Shown::Whole), Ok(()));
        assert_ne!(old.text, compile(&events, Renderer::V3).unwrap().text);
    }
}

#[test]
fn a_last_line_without_its_end_is_a_difference() {
    assert_eq!(super::same("a\nb\n", "a\nb\n"), Ok(()));
    for (compiled, today) in [("a\nb", "a\nb\n"), ("a\n", "a\nb\n"), ("a\r\n", "a\n"), ("", "a")] {
        assert!(super::same(compiled, today).is_err(), "{compiled:?} {today:?}");
    }
}

#[test]
fn names_are_runs_and_parts_of_words_are_not() {
    let names = ["Li", "Li Ek", "Eva Ek", "Eva Ek-Lind", "Per AB"].into();
    let runs = |text: &str| run::runs(text, &names).join("|");
    assert_eq!(
        runs("Li Ek och Eva\nEks yrkande"),
        "Li Ek| och |Eva\nEk|s yrkande"
    );
    assert_eq!(runs("Eva Ek-Lind, Eva Ek"), "Eva Ek-Lind|, |Eva Ek");
    assert_eq!(runs("Lista Linda Li"), "Lista Linda |Li");
    assert_eq!(runs("Per AB:s bud"), "Per AB|:s bud");
    assert_eq!(runs("åLi Lis Lisa"), "åLi |Li|s Lisa");
    assert_eq!(runs(""), "");
}

proptest! {
    #[test]
    fn runs_put_together_are_the_text(text in "[ABab ås\n(),.]{0,60}", names in proptest::collection::btree_set("[ABab å]{0,4}", 0..4)) {
        let names = names.iter().map(String::as_str).collect();
        prop_assert_eq!(run::runs(&text, &names).concat(), text);
    }
}
