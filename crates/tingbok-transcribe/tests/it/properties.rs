//! Any text gives an error or events that quote every line exactly once.

use proptest::prelude::*;

use crate::reading::{assert_admissible, assert_covered, findings, options, read, repository};

/// The lines of the examples, to be put together anew.
fn lines() -> Vec<String> {
    let folder = repository().join("tests/cases/example");
    let file = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let text = [file("paragraf.txt"), file("tjansteskrivelse.txt")].concat();
    text.split('\n').map(str::to_owned).collect()
}

fn holds(source: &[u8]) {
    let mut options = options();
    options.meeting = Some("2026-03-11".parse().unwrap());
    options.derive_ballots = true;
    if let Ok(read) = read(source, &options) {
        assert_covered(source, &read);
        assert_admissible(&read);
        findings(&read);
    }
}

/// The lines of a whole protocol: its voting lists stand below other paragraphs than their own.
fn protocol() -> Vec<String> {
    let path = repository().join("tests/cases/dialects/helt-protokoll-fullmaktige.txt");
    let text = std::fs::read_to_string(path).unwrap();
    text.split('\n').map(str::to_owned).collect()
}

/// The lines of the front pages of whole protocols.
fn pages() -> Vec<String> {
    let folder = repository().join("tests/cases/dialects");
    let page = |name: &str| {
        let text = std::fs::read_to_string(folder.join(format!("helt-protokoll-{name}.txt"))).unwrap();
        text.lines().take(48).map(str::to_owned).collect::<Vec<_>>()
    };
    ["litet-ks", "namnd-2007", "fullmaktige"].map(page).concat()
}

/// Nothing that a front page gives is refused, and no paragraph is for its sake.
fn is_admitted(page: &str) {
    let text = format!(
        "{page}\n\n§ 12\n\nEtt\n\n§ 14\n\nAjournering\nMötet ajourneras kl. 15.00–15.10.\n\n§ 55\n\nTre\n"
    );
    let mut options = options();
    options.meeting = Some("2026-03-11".parse().unwrap());
    let read = read(text.as_bytes(), &options).unwrap();
    assert_covered(text.as_bytes(), &read);
    assert_admissible(&read);
    findings(&read);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn front_pages_put_together_anew(lines in prop::collection::vec(prop::sample::select(pages()), 0..60)) {
        is_admitted(&lines.join("\n"));
    }

    #[test]
    fn front_pages_with_lines_moved(from in 0_usize..130, length in 0_usize..20, to in 0_usize..130) {
        let mut all = pages();
        let from = from.min(all.len());
        let cut: Vec<_> = all.drain(from..(from + length).min(all.len())).collect();
        is_admitted(&all.join("\n"));
        let to = to.min(all.len());
        all.splice(to..to, cut);
        is_admitted(&all[to.saturating_sub(30)..].join("\n"));
    }

    #[test]
    fn lines_put_together_anew(lines in prop::collection::vec(prop::sample::select(lines()), 0..120), sign in any::<bool>()) {
        let text = lines.join("\n");
        holds(if sign { format!("§ 1\n{text}") } else { text }.as_bytes());
    }

    #[test]
    fn a_stretch_left_out_or_repeated(from in 0_usize..130, length in 0_usize..60, to in 0_usize..130) {
        let mut all = lines();
        let from = from.min(all.len());
        let cut: Vec<_> = all.drain(from..(from + length).min(all.len())).collect();
        holds(all.join("\n").as_bytes());
        let to = to.min(all.len());
        all.splice(to..to, cut.clone().into_iter().chain(cut));
        holds(all.join("\n").as_bytes());
    }

    #[test]
    fn a_stretch_of_a_protocol_left_out_or_repeated(from in 0_usize..180, length in 0_usize..60, to in 0_usize..180) {
        let mut all = protocol();
        let from = from.min(all.len());
        let cut: Vec<_> = all.drain(from..(from + length).min(all.len())).collect();
        holds(all.join("\n").as_bytes());
        let to = to.min(all.len());
        all.splice(to..to, cut.clone().into_iter().chain(cut));
        holds(all.join("\n").as_bytes());
    }

    #[test]
    fn characters_put_in_anywhere(at in any::<prop::sample::Index>(), mark in "[§\"”()0-9.:\\r\\n \u{a0}\u{feff}A-ZÅÄÖa-z]{1,6}") {
        let mut text = lines().join("\n");
        let at = text.floor_char_boundary(at.index(text.len()));
        text.insert_str(at, &mark);
        holds(text.as_bytes());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(&bytes);
    }

    #[test]
    fn any_text(text in "(?s).{0,400}") {
        holds(text.as_bytes());
        holds(format!("§ 1\n{text}").as_bytes());
    }
}
