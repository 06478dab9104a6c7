//! Paragraphs of another house: every line is placed or kept, and what is counted in them is counted right.
//!
//! The texts lie outside the repository; where they are not there, the tests say so.

use tingbok_transcribe::Transcription;

use crate::counts::Counts;
use crate::reading::{
    assert_admissible, assert_covered, findings, kept_where_understood, options, read, shared,
};

/// What a careful reader counts in each paragraph: votes as `Ja-Nej-Avstår (names)`, demands, movers, joiners,
/// reservations as persons or parties, who declined, who was recused, who stated something.
const COUNTED: &[(&str, &str)] = &[
    (
        "ajournering",
        "70-9-0 () | demanded 1 | movers 6 | reservations SD | adjourned 1",
    ),
    ("aterremiss_omrostning", "7-5-0 (7-5-0) | demanded 1 | movers 2"),
    ("avstar", "8-4-1 (8-4-1) | demanded 1 | movers 3 | reservations 1"),
    ("beslutsatser_delvis", "40-41-0 () | demanded 1 | movers 9"),
    ("bordlaggning", ""),
    ("deltar_inte", "movers 2 | declined 1"),
    (
        "flera_omrostningar",
        "40-38-3 () 40-38-3 () 40-38-3 () 40-38-3 () | demanded 4 | movers 5",
    ),
    (
        "huvudvotering_motforslag",
        "40-38-3 () | demanded 1 | movers 4 | reservations M,D,L,KD | recused 1",
    ),
    ("jav_flera", "recused 1"),
    ("minoritet", "movers 5"),
    (
        "namnlista_rost",
        "7-6-0 (7-6-0) | demanded 1 | movers 3 | reservations 5 1",
    ),
    (
        "omedelbar_justering",
        "67-9-5 () | demanded 1 | movers 4 | declined D",
    ),
    (
        "protokollsanteckning",
        "8-5-0 (8-5-0) | demanded 1 | movers 2 | stated 1 V,S,MP",
    ),
    ("val", ""),
];

#[test]
fn what_is_counted_is_counted_right() {
    for (name, wanted) in COUNTED {
        let Some(read) = paragraph(name) else { return };
        assert_eq!(Counts::of(&read).to_string(), *wanted, "{name}");
        assert_eq!(findings(&read), Vec::<String>::new(), "{name}");
        assert_eq!(kept_where_understood(&read), Vec::<String>::new(), "{name}");
    }
}

/// Reads the paragraph whose file has this name, when it is there, and holds it against its source.
fn paragraph(name: &str) -> Option<Transcription> {
    let folder = shared("corpus")?;
    let mut files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let path = files.find(|path| {
        let file = path
            .file_name()
            .and_then(|file| file.to_str())
            .unwrap_or_default();
        file.starts_with(name)
    });
    let source = std::fs::read(path.unwrap_or_else(|| panic!("{name} is not in the corpus"))).unwrap();
    let mut options = options();
    options.meeting = Some("2024-01-24".parse().unwrap());
    let read = read(&source, &options).unwrap();
    assert_covered(&source, &read);
    assert_admissible(&read);
    Some(read)
}
